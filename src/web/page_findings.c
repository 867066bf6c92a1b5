/* Every finding of a year, worst first, with what a person decided. Also one indicator with all its figures.
   Not for: the short list beside the headline (page_figures.c). */
#include <string.h>

#include "ledger/algebra_rule.h"
#include "ledger/finding.h"
#include "ledger/observation_store.h"
#include "platform/i18n.h"
#include "register/history.h"
#include "web/ledger_view.h"
#include "web/pages.h"

static void words_cell(struct html *h, const char *text)
{
    html(h, "<td class=\"finding-words\">");
    html_text(h, text != NULL ? text : "∅");
    html(h, "</td>");
}

static void decide_cell(struct ctx *cx, struct web *w, const struct finding_row *f)
{
    struct html *h = &w->h;

    html(h, "<td>");
    if (f->id == 0) {
        html(h, "</td>");
        return;
    }
    if (strcmp(f->state, "open") != 0) {
        html_msg(h, arena_printf(cx->mem, "finding.%s", f->state));
        html(h, " ");
        html_text(h, f->decided_by);
    }
    if (ledger_view_may_decide(cx)) {
        bool open = strcmp(f->state, "open") == 0;

        html(h, "<div class=\"btn-list\">");
        for (int i = 0; i < (open ? 2 : 1); i++) {
            const char *state = !open ? "open" : i == 0 ? "accepted" : "dismissed";

            ui_form_begin(w, ledger_view_url(cx, "/findings/%lld", (long long)f->id), NULL);
            ui_submit_as(h, "state", state, !open ? "finding.reopen" : i == 0 ? "finding.accept" : "finding.dismiss",
                NULL);
            ui_form_end(h);
        }
        html(h, "</div>");
    }
    html(h, "</td>");
}

static void row(struct ctx *cx, struct web *w, const struct finding_row *f)
{
    struct html *h = &w->h;

    html(h, "<tr><td>");
    ledger_view_class(h, f->cls);
    html(h, "</td><td>");
    html_msg(h, arena_printf(cx->mem, "finding.rule.%s", f->rule));
    html(h, "</td><td><a href=\"");
    if (f->url != NULL)
        html_href(h, str_of(f->url));
    else if (f->text_id != 0)
        html_href(h, str_of(ledger_view_url(cx, "/texts/%lld#f%lld", (long long)f->text_id, (long long)f->id)));
    else
        html_href(h, str_of(ledger_view_url(cx, "/figures/%lld", (long long)f->observation_id)));
    html(h, "\">");
    html_text(h, finding_text(cx, f));
    html(h, "</a></td><td>");
    html_text(h, f->lang);
    html(h, "</td>");
    words_cell(h, f->o_words);
    words_cell(h, f->words);
    decide_cell(cx, w, f);
    html(h, "</tr>");
}

enum status page_findings_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct finding_rows found;

    TRY(ledger_view_open(cx, w, &v));
    TRY(finding_list(cx, v.all, &(struct finding_query){.year = v.year, .subject = v.subject, .closed_too = true},
        &found));
    const struct ui_column columns[] = {{.label = ui_text(cx, "finding.class")}, {.label = ui_text(cx, "finding.rule")},
        {.label = ui_text(cx, "finding.what")}, {.label = ui_text(cx, "finding.lang")},
        {.label = ui_text(cx, "finding.original")}, {.label = ui_text(cx, "finding.other")},
        {.label = ui_text(cx, "finding.decision")}};
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "finding.title", .active = "findings", .wide = true});
    ledger_view_years(w, &v, "/findings");
    ui_page_body(w);
    html(h, "<p class=\"text-secondary\">");
    html_msg(h, "finding.classes");
    html(h, "</p>");
    ui_card_begin_plain(h, NULL);
    html(h, "<div class=\"findings-table\">");
    ui_table_begin(h, columns, 7);
    for (size_t i = 0; i < found.n; i++)
        row(cx, w, &found.at[i]);
    ui_table_end(h);
    html(h, "</div>");
    ui_card_end(h);
    return ui_page_end(cx, w);
}

enum status page_findings_decide(struct ctx *cx, struct web *w)
{
    const char *state = web_param_text(cx, w, "state"), *note = web_param_text(cx, w, "note");

    TRY(finding_decide(cx, web_arg_int(w, "id"), state, *note != 0 ? note : NULL));
    TRY(history_event(cx, "config", NULL, 0,
        arena_printf(cx->mem, "finding %lld: %s", (long long)web_arg_int(w, "id"), state)));
    return web_redirect(cx, w, "/findings");
}

static void definition(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct indicator *d)
{
    ui_card_begin_key(h, "figure.definition");
    html(h, "<p>");
    html_text(h, d->definition[cx->lang]);
    html(h, "</p>");
    ui_list_begin(h);
    ui_item(h, ui_text(cx, "figure.kind"), ui_text(cx, arena_printf(cx->mem, "figure.kind.%s",
        observation_kind_name(d->kind))));
    for (size_t i = 0; i < d->differs.n; i++) {
        const struct indicator *other = indicator_find(v->all, d->differs.at[i]);

        ui_item(h, ui_text(cx, "figure.differs"), indicator_label(other, cx->lang));
    }
    ui_list_end(h);
    html(h, "<p class=\"text-secondary mb-0\">");
    html_text(h, d->why[cx->lang]);
    html(h, "</p>");
    ui_card_end(h);
}

enum status page_indicator_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct observations list;
    struct str id = web_arg(w, "indicator");

    TRY(ledger_view_open(cx, w, &v));
    const struct indicator *d = indicator_find(v.all, arena_strndup(cx->mem, id.p, id.n));
    if (d == NULL)
        return ctx_fail(cx, E_NOTFOUND, "no indicator %.*s", STR_ARGS(id));
    TRY(observation_list(cx, &(struct observation_query){.indicator = d->id, .originals_only = true}, &list));
    const struct ui_column columns[] = {{.label = ui_text(cx, "figure.value"), .number = true},
        {.label = ui_text(cx, "figure.period")}, {.label = ui_text(cx, "figure.subject")},
        {.label = ui_text(cx, "figure.origin")}, {.label = ui_text(cx, "figure.state")}};
    ui_page_begin(cx, w, &(struct ui_page){.title = indicator_label(d, cx->lang), .over = d->id, .over_href = "/",
                             .active = "figures"});
    ui_page_body(w);
    definition(cx, h, &v, d);
    ui_card_begin_plain(h, ui_text(cx, "figures.all"));
    ui_table_begin(h, columns, 5);
    for (size_t i = 0; i < list.n; i++) {
        const struct observation *o = &list.at[i];

        html(h, "<tr><td class=\"number\"><a href=\"/figures/");
        html_int(h, o->id);
        html(h, "\">");
        html_text(h, ledger_view_value(cx, &v, o));
        html(h, "</a></td><td>");
        html_text(h, algebra_rule_when(o));
        html(h, "</td><td>");
        html_text(h, o->subject);
        html(h, "</td><td>");
        html_msg(h, arena_printf(cx->mem, "figure.origin.%s", observation_origin_name(o->origin)));
        html(h, "</td><td>");
        ledger_view_state(cx, h, o);
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    ui_card_end(h);
    return ui_page_end(cx, w);
}
