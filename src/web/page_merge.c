/* Two records of one register that are the same thing, side by side: a choice per field where they differ, what moves,
   and the one button. Not for: what merging is (register/merge.h). */
#include <string.h>

#include "platform/i18n.h"
#include "register/duplicate.h"
#include "register/merge.h"
#include "register/reveal.h"
#include "web/pages.h"
#include "web/ui_record.h"

#define PICK "f." /* "f.FIELD" is kept, gone or both */

enum { MOST_LINKS_SHOWN = 12 };

static const char *const own_names[] = {"csrf", "with", "version", "with_version", "reason", "show", NULL};

static const struct kind *kind_of(struct ctx *cx, const struct web *w)
{
    struct str id = web_arg(w, "kind");

    return kind_find(arena_strndup(cx->mem, id.p, id.n));
}

/* The other record: its number, its code or its uid. */
static enum status other_of(struct ctx *cx, const struct web *w, const struct kind *k, int64_t *ret_id)
{
    struct str s = str_trim(http_form_value(&w->form, "with"));
    long long id;

    if (str_int(s, &id) && id > 0) {
        *ret_id = id;
        return OK;
    }
    enum status st = record_named(cx, k, s, ret_id);
    return st == E_NOTFOUND ? ctx_problem(cx, "with", "problem.no_record", arena_strndup(cx->mem, s.p, s.n)) : st;
}

/* ---- which other one ---- */

static enum status candidates(struct ctx *cx, struct web *w, const struct record *rec)
{
    struct html *h = &w->h;
    struct duplicate *at;
    size_t n, shown = 0;

    TRY(duplicate_named(cx, rec->kind, rec->title, &at, &n));
    for (size_t i = 0; i < n; i++) {
        if (at[i].id == rec->id)
            continue;
        if (shown++ == 0) {
            html(h, "<p class=\"mt-3 mb-1\">");
            html_msg(h, "merge.near");
            html(h, "</p><ul>");
        }
        html(h, "<li><a href=\"");
        html_href(h, str_of(arena_printf(cx->mem, "/%s/%lld/merge?with=%lld", rec->kind->id, (long long)rec->id,
                                         (long long)at[i].id)));
        html(h, "\">");
        html_text(h, at[i].title);
        html(h, "</a></li>");
    }
    if (shown > 0)
        html(h, "</ul>");
    return OK;
}

static void begin(struct ctx *cx, struct web *w, const struct record *rec)
{
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "merge.title", .over = rec->title,
                                           .over_href = ui_record_href(cx, rec->kind, rec->id),
                                           .active = rec->kind->id});
    ui_page_body(w);
    ui_record_problems(cx, &w->h, rec->kind, false);
}

static enum status ask_other(struct ctx *cx, struct web *w, const struct record *rec)
{
    struct html *h = &w->h;

    begin(cx, w, rec);
    ui_card_begin_key(h, "merge.which");
    ui_form_begin_get(w, arena_printf(cx->mem, "/%s/%lld/merge", rec->kind->id, (long long)rec->id));
    struct str typed = http_form_value(&w->form, "with");
    ui_field(h, &(struct ui_field){.name = "with", .label = ui_text(cx, "merge.with"), .type = "text", .max = 60,
                                   .help = ui_text(cx, "merge.with_help"), .error = ui_problem_of(cx, "with"),
                                   .value = arena_strndup(cx->mem, typed.p, typed.n),
                                   .list_href = arena_printf(cx->mem, "/%s/options?q=", rec->kind->id)});
    ui_submit(h, "merge.compare");
    ui_form_end(h);
    TRY(candidates(cx, w, rec));
    ui_card_end(h);
    return ui_page_end(cx, w);
}

/* ---- side by side ---- */

static void one(struct ctx *cx, struct html *h, const struct record *rec, const char *key, const char *swap)
{
    ui_col_begin(h, 6);
    ui_card_begin_key(h, key);
    html(h, "<h3 class=\"mb-1\"><a href=\"");
    html_href(h, str_of(ui_record_href(cx, rec->kind, rec->id)));
    html(h, "\">");
    html_text(h, rec->title);
    html(h, "</a></h3><div class=\"text-secondary\">");
    if (rec->code != NULL) {
        html_text(h, rec->code);
        html(h, " · ");
    }
    html_instant(h, rec->updated_at);
    html(h, "</div>");
    ui_record_state(cx, h, rec->kind, rec->state);
    if (swap != NULL) {
        html(h, " <a class=\"ms-2\" href=\"");
        html_href(h, str_of(swap));
        html(h, "\">");
        html_msg(h, "merge.swap");
        html(h, "</a>");
    }
    ui_card_end(h);
    ui_col_end(h);
}

static void value(struct ctx *cx, struct html *h, const struct record *rec, const struct field *f)
{
    if (rec->values[f->index] == NULL)
        html_msg(h, "conflict.empty");
    else if (f->type == FT_FILE || f->type == FT_FILES)
        ui_record_value(cx, h, rec, f);
    else
        html_text(h, record_show(cx, rec, f));
}

static void choice(struct ctx *cx, struct html *h, const struct field *f, const struct record *rec, const char *name,
                   const char *key, bool checked)
{
    html(h, "<div class=\"col-12 col-md-6\"><label class=\"form-check border rounded p-2 ps-6 h-100 mb-0\">"
            "<input class=\"form-check-input\" type=\"radio\" name=\"" PICK);
    html_attr(h, f->id);
    html(h, "\" value=\"");
    html_attr(h, name);
    if (checked)
        html(h, "\" checked>");
    else
        html(h, "\">");
    html(h, "<span class=\"form-check-label\"><small class=\"text-secondary d-block\">");
    html_msg(h, key);
    html(h, "</small>");
    if (rec != NULL)
        value(cx, h, rec, f);
    html(h, "</span></label></div>");
}

static void row(struct ctx *cx, struct html *h, const struct merge *m, const struct field *f)
{
    enum merge_pick pick = m->pick[f->index];

    html(h, "<fieldset class=\"mb-3\"><legend class=\"form-label\">");
    html_text(h, label_text(&f->label, cx->lang));
    html(h, "</legend><div class=\"row g-2\">");
    choice(cx, h, f, m->kept, "kept", "merge.stays", pick == MERGE_KEPT);
    choice(cx, h, f, m->gone, "gone", "merge.goes", pick == MERGE_GONE);
    if (merge_takes_both(f))
        choice(cx, h, f, NULL, "both", "merge.both", pick == MERGE_BOTH);
    html(h, "</div></fieldset>");
}

/* What needs no choice, for reading: the same in both, or hidden. */
static void rest(struct ctx *cx, struct html *h, const struct merge *m)
{
    const struct kind *k = m->kept->kind;

    html(h, "<details class=\"mb-3\"><summary>");
    html_msg(h, "merge.same");
    html(h, "</summary>");
    ui_list_begin(h);
    for (unsigned i = 0; i < k->n_fields; i++)
        if (field_is_stored(&k->fields[i]) && !merge_asks(cx, m, &k->fields[i]))
            ui_item(h, label_text(&k->fields[i].label, cx->lang), record_show(cx, m->kept, &k->fields[i]));
    ui_list_end(h);
    html(h, "</details>");
}

static void moves(struct ctx *cx, struct html *h, const struct merge_counts *c)
{
    const struct {
        const char *key;
        int64_t n;
    } lines[] = {{"merge.subs", c->subs}, {"merge.links", (int64_t)c->n_links}, {"merge.files", c->files},
                 {"merge.comments", c->comments}, {"merge.watchers", c->watchers}};

    ui_card_begin_key(h, "merge.moves");
    html(h, "<ul class=\"mb-2\">");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        html(h, "<li>");
        html_msg1(h, lines[i].key, arena_printf(cx->mem, "%lld", (long long)lines[i].n));
        html(h, "</li>");
    }
    html(h, "</ul>");
    if (c->n_links > 0)
        html(h, "<ul>");
    for (size_t i = 0; i < c->n_links && i < MOST_LINKS_SHOWN; i++) {
        html(h, "<li><a href=\"");
        html_href(h, str_of(ui_record_href(cx, c->links[i].from->kind, c->links[i].from->id)));
        html(h, "\">");
        html_text(h, c->links[i].from->title);
        html(h, "</a> <span class=\"text-secondary\">");
        html_text(h, label_text(&c->links[i].from->kind->label, cx->lang));
        html(h, " · ");
        html_text(h, label_text(&c->links[i].field->label, cx->lang));
        html(h, "</span></li>");
    }
    if (c->n_links > 0)
        html(h, "</ul>");
    html(h, "<p class=\"text-secondary mb-0\">");
    html_msg(h, "merge.unseen");
    html(h, "</p>");
    ui_card_end(h);
}

static void hidden(struct html *h, const char *name, int64_t n)
{
    html(h, "<input type=\"hidden\" name=\"");
    html_attr(h, name);
    html(h, "\" value=\"");
    html_int(h, n);
    html(h, "\">");
}

/* The most personal of what is to be chosen between and masked; 0 = nothing. */
static int merge_level(struct ctx *cx, const struct merge *m)
{
    int most = 0, one;

    for (int i = 0; i < 2; i++)
        if (reveal_offers(cx, i == 0 ? m->kept : m->gone, &one))
            most = one > most ? one : most;
    return most;
}

static enum status show(struct ctx *cx, struct web *w, const struct merge *m)
{
    const struct kind *k = m->kept->kind;
    const char *base = ui_record_href(cx, k, m->kept->id);
    struct html *h = &w->h;
    struct merge_counts c;

    TRY(merge_preview(cx, m, &c));
    begin(cx, w, m->kept);
    if (merge_is_weighty(m->gone))
        ui_alert_key(h, UI_WARN, "merge.weighty", NULL);
    ui_form_begin(w, arena_printf(cx->mem, "%s/merge", base), "merge-form");
    hidden(h, "with", m->gone->id);
    hidden(h, "version", m->kept->version);
    hidden(h, "with_version", m->gone->version);
    ui_row_begin(h);
    one(cx, h, m->kept, "merge.stays", NULL);
    one(cx, h, m->gone, "merge.goes", arena_printf(cx->mem, "/%s/%lld/merge?with=%lld", k->id, (long long)m->gone->id,
                                                   (long long)m->kept->id));
    ui_row_end(h);
    ui_card_begin_key(h, "merge.fields");
    if (cx->reveal == NULL && merge_level(cx, m) > 0) {
        html(h, "<p>");
        html_msg(h, merge_level(cx, m) == 2 ? "reveal.masked_sensitive" : "reveal.masked");
        html(h, "</p>");
        ui_submit_as(h, "show", "all", "reveal.show", "secondary");
    }
    for (unsigned i = 0; i < k->n_fields; i++)
        if (merge_asks(cx, m, &k->fields[i]))
            row(cx, h, m, &k->fields[i]);
    rest(cx, h, m);
    ui_card_end(h);
    moves(cx, h, &c);
    ui_card_begin(h, NULL);
    struct str reason = http_form_value(&w->form, "reason");
    ui_field(h, &(struct ui_field){.name = "reason", .label = ui_text(cx, "form.why"), .type = "text", .max = 200,
                                   .value = arena_strndup(cx->mem, reason.p, reason.n),
                                   .required = merge_is_weighty(m->gone), .error = ui_problem_of(cx, "reason")});
    html(h, "<p>");
    html_msg(h, "merge.no_undo");
    html(h, "</p><div class=\"btn-list\">");
    ui_submit(h, "merge.do");
    ui_link_button(h, base, "x", "action.cancel", false);
    html(h, "</div>");
    ui_card_end(h);
    ui_form_end(h);
    return ui_page_end(cx, w);
}

enum status page_merge_show(struct ctx *cx, struct web *w)
{
    const struct kind *k = kind_of(cx, w);
    struct record *rec;
    struct merge m;
    int64_t other;

    TRY(record_load(cx, k, web_arg_int(w, "id"), &rec));
    TRY(access_record(cx, rec, RIGHT_UPDATE));
    if (!access_may(cx, k, RIGHT_DELETE))
        return ctx_fail(cx, E_DENIED, "may not delete %s", k->id);
    if (http_form_value(&w->form, "with").n == 0)
        return ask_other(cx, w, rec);
    enum status st = other_of(cx, w, k, &other);
    if (st == OK)
        st = merge_begin(cx, k, rec->id, other, &m);
    if (st == E_INVALID || st == E_NOTFOUND) {
        if (cx->problems == NULL)
            (void)ctx_problem(cx, "with", "problem.no_record", web_param_text(cx, w, "with"));
        w->rs->code = 422;
        return ask_other(cx, w, rec);
    }
    TRY(st);
    return show(cx, w, &m);
}

/* ---- doing it ---- */

static bool is_own(struct str name)
{
    for (size_t i = 0; own_names[i] != NULL; i++)
        if (str_is(name, own_names[i]))
            return true;
    return false;
}

static enum status take_picks(struct ctx *cx, const struct web *w, struct merge *m)
{
    for (size_t i = 0; i < w->form.n; i++) {
        struct str name = w->form.at[i].name, v = w->form.at[i].value;
        if (is_own(name))
            continue;
        const struct field *f = str_starts(name, PICK) ? kind_field_n(m->kept->kind, str_sub(name, 2, name.n)) : NULL;
        if (f == NULL || !merge_pick_parse(f, v, &m->pick[f->index]))
            return ctx_fail(cx, E_USAGE, "%.*s is no choice", STR_ARGS(str_sub(name, 0, 60)));
    }
    return OK;
}

/* Nothing is merged: the same choices, with the personal data of both. */
static enum status show_masked(struct ctx *cx, struct web *w, struct merge *m)
{
    struct str reason = http_form_value(&w->form, "reason");
    enum merge_pick *chosen = m->pick;
    enum status st = reveal_begin(cx, &(struct reveal_ask){
        .kind = m->kept->kind, .record_id = m->kept->id, .other_id = m->gone->id, .level = merge_level(cx, m),
        .way = "merge", .why = arena_strndup(cx->mem, reason.p, reason.n)});

    if (st == E_INVALID) {
        (void)ctx_problem(cx, "reason", "problem.reveal_why", NULL);
        w->rs->code = status_http(st);
        return show(cx, w, m);
    }
    TRY(st);
    TRY(merge_begin(cx, m->kept->kind, m->kept->id, m->gone->id, m)); /* their titles too */
    m->pick = chosen;
    return show(cx, w, m);
}

enum status page_merge_do(struct ctx *cx, struct web *w)
{
    const struct kind *k = kind_of(cx, w);
    struct merge m;
    long long version = 0, with_version = 0, other = 0;

    if (!str_int(http_form_value(&w->form, "version"), &version) ||
        !str_int(http_form_value(&w->form, "with_version"), &with_version) ||
        !str_int(http_form_value(&w->form, "with"), &other))
        return ctx_fail(cx, E_USAGE, "with, version and with_version are needed");
    TRY(merge_begin(cx, k, web_arg_int(w, "id"), other, &m));
    TRY(take_picks(cx, w, &m));
    if (http_form_has(&w->form, "show"))
        return show_masked(cx, w, &m);
    struct str reason = http_form_value(&w->form, "reason");
    enum status st = merge_run(cx, &m, version, with_version, arena_strndup(cx->mem, reason.p, reason.n));
    if (st == E_INVALID || st == E_STATE || st == E_CONFLICT) {
        if (cx->problems == NULL)
            (void)ctx_problem(cx, "", st == E_CONFLICT ? "problem.merge_changed" : status_key(st), NULL);
        w->rs->code = status_http(st);
        enum merge_pick *chosen = m.pick;
        TRY(merge_begin(cx, k, m.kept->id, m.gone->id, &m));
        m.pick = chosen;
        return show(cx, w, &m);
    }
    TRY(st);
    web_flash(cx, w, "flash.merged", m.gone->title);
    return web_redirect(cx, w, "/%s/%lld", k->id, (long long)m.kept->id);
}
