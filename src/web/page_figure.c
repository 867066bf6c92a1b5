/* The proof of one figure: its sentence in the original with the twins of the other languages, the file it stands
   in, the
   records behind it, what persons said about it. Also an indicator with all its figures, and what a person decides.
   Not for: the overview (page_figures.c). */
#include <string.h>

#include "ledger/algebra_rule.h"
#include "ledger/coverage.h"
#include "ledger/load.h"
#include "ledger/observation_store.h"
#include "ledger/reconcile.h"
#include "ledger/source.h"
#include "platform/i18n.h"
#include "register/history.h"
#include "web/ledger_view.h"
#include "web/pages.h"

/* The sentence with its number marked, and where it stands. */
static enum status quote(struct ctx *cx, struct html *h, const struct observation *o)
{
    struct source_text t;
    int64_t text_id;

    TRY(source_text_of(cx, o->version_id, &text_id));
    TRY(source_load(cx, text_id, true, &t));
    for (size_t i = 0; i < t.n_versions; i++) {
        const struct source_version *v = &t.versions[i];

        if (v->id != o->version_id)
            continue;
        html(h, "<blockquote class=\"quote\" lang=\"");
        html_attr(h, lang_code(v->lang));
        html(h, "\"><p>");
        ledger_view_quote(h, v->body, o->sent_start, o->sent_end, o->start, o->end);
        html(h, "</p><footer><span class=\"lang-tag\">");
        html_text(h, lang_code(v->lang));
        html(h, "</span> <a href=\"/texts/");
        html_int(h, t.id);
        html(h, "#o");
        html_int(h, o->id);
        html(h, "\">");
        html_text(h, v->file_name);
        html(h, "</a> · ");
        html_day(h, t.published);
        html(h, " · <span class=\"hash\" title=\"");
        html_attr(h, v->sha256);
        html(h, "\">SHA-256 ");
        html_str(h, str_sub(str_of(v->sha256), 0, 12));
        html(h, "…</span> · ");
        html_int(h, (int64_t)o->start + v->skipped);
        html(h, "–");
        html_int(h, (int64_t)o->end + v->skipped);
        html(h, "</footer></blockquote>");
    }
    return OK;
}

static enum status quotes(struct ctx *cx, struct html *h, const struct observation *o)
{
    struct observations twins;

    ui_card_begin_key(h, "figure.sentence");
    if (o->version_id != 0)
        TRY(quote(cx, h, o));
    TRY(observation_twins(cx, o->id, &twins));
    for (size_t i = 0; i < twins.n; i++)
        TRY(quote(cx, h, &twins.at[i]));
    ui_card_end(h);
    return OK;
}

static void coded(struct ctx *cx, struct html *h, const char *label_key, const char *prefix, const char *code)
{
    if (code != NULL)
        ui_item(h, ui_text(cx, label_key), ui_text(cx, arena_printf(cx->mem, "%s.%s", prefix, code)));
}

static void fields(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct observation *o)
{
    const struct indicator *d = indicator_find(v->all, o->indicator);
    const char *when = algebra_rule_when(o);

    ui_card_begin_key(h, "figure.what");
    ui_list_begin(h);
    if (d != NULL) {
        ui_item(h, ui_text(cx, "figures.indicator"), arena_printf(cx->mem, "%s (%s, v%d)", indicator_label(d, cx->lang),
            d->id, o->indicator_version));
        ui_item(h, ui_text(cx, "figure.definition"), d->definition[cx->lang]);
    }
    ui_item(h, ui_text(cx, "figure.printed"), o->printed);
    ui_item(h, ui_text(cx, "figure.value"), interval_text(cx->mem, &o->value));
    ui_item(h, ui_text(cx, "figure.unit"), o->unit);
    coded(cx, h, "figure.kind", "figure.kind", observation_kind_name(o->kind));
    ui_item(h, ui_text(cx, "figure.period"), when == NULL ? ui_text(cx, "figure.unsaid")
        : o->period_implied ? arena_printf(cx->mem, "%s (%s)", when, ui_text(cx, "figure.implied")) : when);
    ui_item(h, ui_text(cx, "figure.subject"), ledger_view_subject(cx, v, o));
    coded(cx, h, "figure.status", "figure.status", o->status != NULL ? o->status : "unsaid");
    coded(cx, h, "figure.origin", "figure.origin", observation_origin_name(o->origin));
    ui_item_begin(h, ui_text(cx, "figure.state"));
    ledger_view_state(cx, h, o);
    ui_item_end(h);
    ui_list_end(h);
    ui_card_end(h);
}

static enum status records(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct observation *o)
{
    const struct indicator *d = indicator_find(v->all, o->indicator);
    const char *when = algebra_rule_when(o), *url;
    long long year = 0;
    int64_t n;

    if (d == NULL)
        return OK;
    ui_card_begin_key(h, "figure.records");
    if (when != NULL)
        (void)str_int(str_sub(str_of(when), 0, 4), &year);
    enum status st = reconcile_count(cx, d, (int)year, &n, &url);
    if (st != OK && st != E_NOTFOUND)
        return st;
    if (st == E_NOTFOUND) {
        html(h, "<p class=\"text-secondary mb-0\">");
        html_msg(h, "reconcile.no_register");
        html(h, "</p>");
    } else {
        html(h, "<p class=\"mb-0\">");
        html_msg1(h, "figure.stated_n", ledger_view_value(cx, v, o));
        html(h, ", <a href=\"");
        html_href(h, str_of(url));
        html(h, "\">");
        html_msg_int(h, "figure.listed_n", n);
        html(h, "</a>");
        struct interval listed = interval_exact(decimal_of(n));
        if (!interval_meets(&listed, &o->value)) {
            html(h, ": ");
            html_msg(h, o->value.has_low && decimal_cmp(listed.low, o->value.low) <= 0 ? "figure.complete"
                                                                                       : "figure.more");
        }
        html(h, "</p>");
    }
    ui_card_end(h);
    return OK;
}

/* What the sentence names of what it counts. */
static enum status named(struct ctx *cx, struct html *h, const struct observation *o)
{
    struct coverage places;
    struct str body;

    if (o->version_id == 0 || o->indicator == NULL)
        return OK;
    TRY(source_body(cx, o->version_id, &body));
    TRY(coverage_named(cx, load_installed()->compare.names, body, o, &places));
    if (places.n == 0)
        return OK;
    ui_card_begin(h, i18n_fill(cx, "figure.named", arena_printf(cx->mem, "%zu", places.n)));
    html(h, "<p class=\"mb-0\">");
    for (size_t i = 0; i < places.n; i++) {
        html_text(h, i == 0 ? "" : " · ");
        html_text(h, places.at[i]);
    }
    html(h, "</p>");
    ui_card_end(h);
    return OK;
}

static enum status events(struct ctx *cx, struct html *h, int64_t id)
{
    struct observation_event *at;
    size_t n;

    TRY(observation_events(cx, id, &at, &n));
    if (n == 0)
        return OK;
    ui_card_begin_key(h, "figure.events");
    html(h, "<ul class=\"timeline-list\">");
    for (size_t i = 0; i < n; i++) {
        html(h, "<li>");
        html_msg(h, arena_printf(cx->mem, "figure.event.%s", at[i].action));
        html(h, " · ");
        html_text(h, at[i].by_name);
        html(h, " · ");
        html_instant(h, at[i].at);
        if (at[i].note != NULL) {
            html(h, "<br>");
            html_text(h, at[i].note);
        }
        if (at[i].follower_id != 0) {
            html(h, " <a href=\"/figures/");
            html_int(h, at[i].follower_id);
            html(h, "\">→ ");
            html_int(h, at[i].follower_id);
            html(h, "</a>");
        }
        html(h, "</li>");
    }
    html(h, "</ul>");
    ui_card_end(h);
    return OK;
}

static void correct_form(struct ctx *cx, struct web *w, const struct ledger_view *v, const struct observation *o)
{
    struct html *h = &w->h;
    struct ui_option *indicators = arena_alloc(cx->mem, v->all->n * sizeof *indicators);
    static const char *const codes[] = {"done", "under_way", "planned", "wish"};
    struct ui_option statuses[4];

    for (size_t i = 0; i < v->all->n; i++)
        indicators[i] = (struct ui_option){v->all->at[i].id, indicator_label(&v->all->at[i], cx->lang)};
    for (size_t i = 0; i < 4; i++)
        statuses[i] = (struct ui_option){codes[i], ui_text(cx, arena_printf(cx->mem, "figure.status.%s", codes[i]))};
    html(h, "<details class=\"mt-3\" id=\"correct\"><summary data-key=\"e\">");
    html_msg(h, "figure.correct");
    html(h, "</summary>");
    ui_form_begin(w, ledger_view_url(cx, "/figures/%lld/correct", (long long)o->id), NULL);
    ui_problems(cx, h);
    ui_field(h, &(struct ui_field){.name = "indicator", .label = ui_text(cx, "figures.indicator"), .type = "select",
                    .value = o->indicator, .options = indicators, .n_options = v->all->n});
    ui_field(h, &(struct ui_field){.name = "low", .label = ui_text(cx, "figure.low"), .type = "text", .width = 6,
                    .max = 40, .value = o->value.has_low ? decimal_text(cx->mem, o->value.low) : NULL});
    ui_field(h, &(struct ui_field){.name = "high", .label = ui_text(cx, "figure.high"), .type = "text", .width = 6,
                    .max = 40, .value = o->value.has_high ? decimal_text(cx->mem, o->value.high) : NULL});
    ui_field(h, &(struct ui_field){.name = "period", .label = ui_text(cx, "figure.period"), .type = "text", .width = 6,
                    .max = 40, .value = algebra_rule_when(o)});
    ui_field(h, &(struct ui_field){.name = "status", .label = ui_text(cx, "figure.status"), .type = "select",
                    .width = 6, .value = o->status, .options = statuses, .n_options = 4});
    ui_field(h, &(struct ui_field){.name = "note", .label = ui_text(cx, "figure.note"), .type = "text", .max = 400});
    ui_submit(h, "figure.correct_action");
    ui_form_end(h);
    html(h, "</details>");
}

static void decide(struct ctx *cx, struct web *w, const struct ledger_view *v, const struct observation *o)
{
    struct html *h = &w->h;

    if (!ledger_view_may_decide(cx) || o->state == OBSERVATION_REPLACED)
        return;
    ui_card_begin_key(h, "figure.decide");
    html(h, "<div class=\"btn-list\">");
    if (o->state == OBSERVATION_PROPOSED) {
        ui_post_button(w, ledger_view_url(cx, "/figures/%lld/confirm", (long long)o->id), "check", "figure.confirm",
            "green");
        ui_post_button(w, ledger_view_url(cx, "/figures/%lld/reject", (long long)o->id), "x", "figure.reject", "red");
    } else {
        ui_post_button(w, ledger_view_url(cx, "/figures/%lld/reopen", (long long)o->id), "refresh", "figure.reopen",
            NULL);
    }
    html(h, "</div>");
    if (o->state != OBSERVATION_REJECTED)
        correct_form(cx, w, v, o);
    ui_card_end(h);
}

static enum status show(struct ctx *cx, struct web *w, int64_t id)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct observation o;

    TRY(ledger_view_open(cx, w, &v));
    TRY(observation_get(cx, id, &o));
    ui_page_begin(cx, w, &(struct ui_page){.title = arena_printf(cx->mem, "%s: %s", ledger_view_value(cx, &v, &o),
                                               ledger_view_label(cx, &v, &o)), .over = ui_text(cx, "figure.proof"),
                             .over_href = "/", .active = "figures"});
    ui_link_button(h, ledger_view_url(cx, "/algebra?a=%lld", (long long)o.id), "scale", "algebra.open", false);
    ui_page_body(w);
    ui_row_begin(h);
    ui_col_begin(h, 8);
    TRY(quotes(cx, h, &o));
    TRY(records(cx, h, &v, &o));
    TRY(named(cx, h, &o));
    TRY(events(cx, h, o.id));
    ui_col_end(h);
    ui_col_begin(h, 4);
    fields(cx, h, &v, &o);
    decide(cx, w, &v, &o);
    ui_col_end(h);
    ui_row_end(h);
    return ui_page_end(cx, w);
}

enum status page_figure_show(struct ctx *cx, struct web *w)
{
    return show(cx, w, web_arg_int(w, "id"));
}

static enum status done(struct ctx *cx, struct web *w, int64_t id, const char *what)
{
    struct observation o;

    TRY(history_event(cx, "config", NULL, 0, arena_printf(cx->mem, "figure %lld: %s", (long long)id, what)));
    TRY(observation_get(cx, id, &o));
    if (w->is_part)
        return web_reply_json(w, str_of(arena_printf(cx->mem, "{\"id\":%lld,\"state\":\"%s\",\"label\":\"%s\"}",
            (long long)id, observation_state_name(o.state),
            ui_text(cx, arena_printf(cx->mem, "observation.%s", observation_state_name(o.state))))));
    return web_redirect(cx, w, "/figures/%lld", (long long)id);
}

enum status page_figure_confirm(struct ctx *cx, struct web *w)
{
    TRY(observation_confirm(cx, web_arg_int(w, "id"), NULL));
    return done(cx, w, web_arg_int(w, "id"), "confirm");
}

enum status page_figure_reject(struct ctx *cx, struct web *w)
{
    TRY(observation_reject(cx, web_arg_int(w, "id"), NULL));
    return done(cx, w, web_arg_int(w, "id"), "reject");
}

enum status page_figure_reopen(struct ctx *cx, struct web *w)
{
    TRY(observation_reopen(cx, web_arg_int(w, "id")));
    return done(cx, w, web_arg_int(w, "id"), "reopen");
}

static const char *given(struct ctx *cx, struct web *w, const char *name)
{
    const char *s = web_param_text(cx, w, name);

    return *s != 0 ? s : NULL;
}

enum status page_figure_correct(struct ctx *cx, struct web *w)
{
    int64_t id = web_arg_int(w, "id"), next;
    struct observation o;
    struct observation_change c = {.indicator = given(cx, w, "indicator"), .low = given(cx, w, "low"),
        .high = given(cx, w, "high"), .status = given(cx, w, "status"), .note = given(cx, w, "note"), .low_strict = -1,
        .high_strict = -1};
    const struct indicator *d = indicator_find(load_installed()->indicators, c.indicator);

    TRY(observation_get(cx, id, &o));
    c.open_low = c.low == NULL;
    c.open_high = c.high == NULL;
    if (d != NULL)
        c.kind = observation_kind_name(d->kind);
    else if (c.indicator != NULL)
        (void)ctx_problem(cx, "indicator", "problem.choice", c.indicator);
    enum observation_kind kind = d != NULL ? d->kind : o.kind;
    if (kind == OBSERVATION_STOCK || kind == OBSERVATION_PIPELINE)
        c.as_of = given(cx, w, "period");
    else
        c.period = given(cx, w, "period");
    if (!interval_is_exact(&o.value) || c.open_low || c.open_high)
        c.low_strict = o.value.low_strict;
    else
        c.low_strict = c.high_strict = 0;
    enum status st = observation_correct(cx, id, &c, &next);
    if (st == E_INVALID) {
        w->rs->code = 422;
        return show(cx, w, id);
    }
    TRY(st);
    return done(cx, w, next, "correct");
}
