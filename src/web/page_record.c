/* One record of any kind: its fields by section, state with the next moves, deadlines with what they stand on,
   links both ways,
   sub-records, files, history. Not for: changing fields (page_form.c). */
#include <string.h>

#include "platform/i18n.h"
#include "register/attach.h"
#include "register/history.h"
#include "rules/check.h"
#include "rules/deadline.h"
#include "rules/lifecycle.h"
#include "rules/lifecycle_undo.h"
#include "web/pages.h"
#include "web/ui_due.h"
#include "web/ui_record.h"
#include "web/web_session.h"

enum { MOST_HISTORY = 40 };

static enum status load(struct ctx *cx, struct web *w, struct record **ret_rec)
{
    struct str id = web_arg(w, "kind");

    return record_load(cx, kind_find(arena_strndup(cx->mem, id.p, id.n)), web_arg_int(w, "id"), ret_rec);
}

/* ---- fields ---- */

static bool shows(const struct record *rec, const struct field *f, const char *section)
{
    bool here = section == NULL ? f->section == NULL : f->section != NULL && strcmp(f->section, section) == 0;

    return here && f->type != FT_SUB && record_get(rec, f->id) != NULL;
}

static void section(struct ctx *cx, struct html *h, const struct record *rec, const char *id, const char *label)
{
    const struct kind *k = rec->kind;
    bool any = false;

    for (unsigned i = 0; i < k->n_fields; i++)
        any = any || shows(rec, &k->fields[i], id);
    if (!any)
        return;
    ui_card_begin(h, label);
    ui_list_begin(h);
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];

        if (!shows(rec, f, id))
            continue;
        ui_item_begin(h, label_text(&f->label, cx->lang));
        ui_record_value(cx, h, rec, f);
        ui_item_end(h);
    }
    ui_list_end(h);
    ui_card_end(h);
}

/* ---- moves ---- */

/* Given, and not for this user's eyes: nothing to ask for. */
static bool is_masked(struct ctx *cx, const struct record *rec, const struct field *f)
{
    return record_get(rec, f->id) != NULL && access_value(cx, rec, f) == ACCESS_MASK;
}

static const char *typed_or_stored(struct ctx *cx, const struct web *w, const struct record *rec,
                                   const struct field *f)
{
    const char *typed;

    return w->rq->method == HTTP_POST && ui_record_typed(cx, &w->form, f, &typed) ? typed : record_get(rec, f->id);
}

static void move_form(struct ctx *cx, struct web *w, const struct record *rec, const struct lifecycle_move *m)
{
    struct html *h = &w->h;
    bool tried = w->rq->method == HTTP_POST && str_is(http_form_value(&w->form, "move"), m->move->id);

    if (tried)
        html(h, "<details class=\"move\" open>");
    else
        html(h, "<details class=\"move\">");
    html(h, "<summary class=\"btn w-100\">");
    ui_icon(h, "arrow-right");
    html_text(h, label_text(&m->move->label, cx->lang));
    html(h, "</summary><div class=\"mt-2\">");
    ui_form_begin(w, arena_printf(cx->mem, "/%s/%lld/move", rec->kind->id, (long long)rec->id), NULL);
    html(h, "<input type=\"hidden\" name=\"move\" value=\"");
    html_attr(h, m->move->id);
    html(h, "\"><input type=\"hidden\" name=\"version\" value=\"");
    html_int(h, rec->version);
    html(h, "\"><div class=\"row\">");
    for (size_t i = 0; i < m->n_need; i++)
        if (ui_record_is_input(m->need[i]) && !is_masked(cx, rec, m->need[i]))
            ui_record_input(cx, h, m->need[i], typed_or_stored(cx, w, rec, m->need[i]),
                            tried ? ui_problem_of(cx, m->need[i]->id) : NULL, true);
    if (m->move->reason)
        ui_field(h, &(struct ui_field){.name = "reason", .label = ui_text(cx, "record.reason"), .type = "textarea",
                                       .required = true, .error = tried ? ui_problem_of(cx, "reason") : NULL});
    html(h, "</div><p class=\"text-secondary small\">");
    int to = kind_state(rec->kind, m->move->to);
    if (to >= 0) {
        html_msg(h, "record.leads_to");
        html(h, " ");
        ui_record_state(cx, h, rec->kind, m->move->to);
    }
    if (m->move->basis != NULL) {
        html(h, " · ");
        html_text(h, ui_record_basis(cx, m->move->basis));
    }
    html(h, "</p><button class=\"btn btn-primary w-100\" type=\"submit\">");
    html_text(h, label_text(&m->move->label, cx->lang));
    html(h, "</button>");
    ui_form_end(h);
    html(h, "</div></details>");
}

/* The last move was this user's own and may still be taken back. */
static enum status undo_form(struct ctx *cx, struct web *w, const struct record *rec)
{
    struct html *h = &w->h;
    struct lifecycle_undo u;

    TRY(lifecycle_undo_of(cx, rec, &u));
    if (u.move == NULL || u.refused != NULL)
        return OK;
    ui_form_begin(w, arena_printf(cx->mem, "/%s/%lld/undo", rec->kind->id, (long long)rec->id), NULL);
    html(h, "<input type=\"hidden\" name=\"version\" value=\"");
    html_int(h, rec->version);
    html(h, "\"><button class=\"btn btn-ghost-secondary w-100\" type=\"submit\">");
    ui_icon(h, "arrow-left");
    html_msg(h, "record.undo");
    html(h, " (");
    html_text(h, label_text(&u.move->label, cx->lang));
    html(h, ")</button><small class=\"form-hint\">");
    html_msg(h, "record.undo_until");
    html(h, " ");
    html_instant(h, u.until);
    html(h, "</small>");
    ui_form_end(h);
    return OK;
}

static enum status state_card(struct ctx *cx, struct web *w, const struct record *rec)
{
    struct lifecycle_move *moves;
    struct html *h = &w->h;
    size_t n;

    if (rec->kind->n_states == 0)
        return OK;
    TRY(lifecycle_moves(cx, rec, &moves, &n));
    ui_card_begin_key(h, "record.state");
    html(h, "<p>");
    ui_record_state(cx, h, rec->kind, rec->state);
    html(h, " <span class=\"text-secondary\">");
    html_msg(h, "board.since");
    html(h, " ");
    html_date(h, date_of_instant(rec->state_since));
    html(h, "</span></p><div class=\"moves d-print-none\">");
    for (size_t i = 0; i < n; i++) {
        if (moves[i].allowed) {
            move_form(cx, w, rec, &moves[i]);
            continue;
        }
        html(h, "<div><button class=\"btn w-100\" disabled>");
        html_text(h, label_text(&moves[i].move->label, cx->lang));
        html(h, "</button><small class=\"form-hint\">");
        html_text(h, moves[i].refused);
        html(h, "</small></div>");
    }
    TRY(undo_form(cx, w, rec));
    html(h, "</div>");
    ui_card_end(h);
    return OK;
}

/* ---- deadlines ---- */

/* How long the clock stood still, and whether it still does. */
static void pauses(struct ctx *cx, struct html *h, const struct deadline *d)
{
    for (size_t i = 0; i < d->n_pauses; i++) {
        html(h, "<div class=\"small\">");
        ui_icon(h, "clock");
        html(h, " ");
        html_msg(h, "deadline.stood_still");
        html(h, " ");
        html_date(h, date_of_instant(d->pauses[i].from));
        html(h, " – ");
        if (d->pauses[i].to != 0)
            html_date(h, date_of_instant(d->pauses[i].to));
        else
            html_text(h, ui_text(cx, "deadline.until_now"));
        html(h, "</div>");
    }
}

static void deadline_row(struct ctx *cx, struct html *h, const struct deadline *d)
{
    const char *doubt = d->stopped_at == 0 ? deadline_doubt(cx, d->flags, d->due) : NULL;

    html(h, "<li class=\"mb-3\"><div class=\"d-flex justify-content-between gap-2\"><span>");
    html_text(h, label_text(&d->rule->label, cx->lang));
    html(h, "</span><strong class=\"text-nowrap\">");
    if (d->rule->unit == DEADLINE_H)
        html_instant(h, d->due_at);
    else
        html_date(h, d->due);
    html(h, "</strong></div><div class=\"small text-secondary\">");
    ui_due_stage(cx, h, d->state);
    html(h, " ");
    ui_due_basis(cx, h, d->rule);
    html(h, "</div>");
    pauses(cx, h, d);
    if (doubt != NULL) {
        html(h, "<div class=\"small text-warning-emphasis\">");
        ui_icon(h, "alert-triangle");
        html(h, " ");
        html_text(h, doubt);
        html(h, "</div>");
    }
    html(h, "</li>");
}

static enum status deadlines_card(struct ctx *cx, struct html *h, const struct record *rec)
{
    struct deadline *all;
    size_t n;

    TRY(deadline_of(cx, rec, true, &all, &n));
    if (n == 0)
        return OK;
    ui_card_begin_key(h, "record.deadlines");
    html(h, "<ul class=\"list-unstyled mb-0\">");
    for (size_t i = 0; i < n; i++)
        deadline_row(cx, h, &all[i]);
    html(h, "</ul>");
    ui_card_end(h);
    return OK;
}

/* ---- files ---- */

static void file_row(struct ctx *cx, struct web *w, const struct record *rec, const struct attachment *a, bool may)
{
    struct html *h = &w->h;

    html(h, "<li class=\"d-flex align-items-start gap-2 mb-2\">");
    ui_icon(h, "paperclip");
    html(h, "<span class=\"flex-fill\"><a href=\"/file/");
    html_int(h, a->id);
    html(h, "\">");
    html_text(h, a->name);
    html(h, "</a><br><small class=\"text-secondary\">");
    html_number(h, (a->bytes + 1023) / 1024);
    html(h, " KB · ");
    html_text(h, a->login);
    html(h, " · ");
    html_instant(h, a->at);
    html(h, "</small></span>");
    if (may) {
        ui_form_begin(w, arena_printf(cx->mem, "/%s/%lld/file-remove", rec->kind->id, (long long)rec->id), NULL);
        html(h, "<input type=\"hidden\" name=\"file\" value=\"");
        html_int(h, a->id);
        html(h, "\"><button class=\"btn btn-sm btn-icon d-print-none\" type=\"submit\" aria-label=\"");
        html_msg_attr(h, "record.file_remove");
        html(h, "\">");
        ui_icon(h, "trash");
        html(h, "</button>");
        ui_form_end(h);
    }
    html(h, "</li>");
}

static enum status files_card(struct ctx *cx, struct web *w, const struct record *rec, bool may)
{
    struct attachment *all;
    struct html *h = &w->h;
    size_t n;

    TRY(attach_list(cx, rec, &all, &n));
    if (n == 0 && !may)
        return OK;
    ui_card_begin_key(h, "record.files");
    html(h, "<ul class=\"list-unstyled\">");
    for (size_t i = 0; i < n; i++)
        file_row(cx, w, rec, &all[i], may);
    html(h, "</ul>");
    if (may) {
        html(h, "<div class=\"d-print-none\">");
        ui_form_begin_upload(w, arena_printf(cx->mem, "/%s/%lld/file", rec->kind->id, (long long)rec->id));
        ui_field(h, &(struct ui_field){.name = "file", .label = ui_text(cx, "record.file_choose"), .type = "file",
                                       .required = true});
        html(h, "<button class=\"btn\" type=\"submit\">");
        ui_icon(h, "upload");
        html_msg(h, "record.file_add");
        html(h, "</button>");
        ui_form_end(h);
        html(h, "</div>");
    }
    ui_card_end(h);
    return OK;
}

/* ---- sub-records and links ---- */

/* The columns of a sub-record's table: its own list, else its first fields. */
static size_t columns_of(const struct kind *k, const struct field **cols, size_t most)
{
    size_t n = 0;

    for (int place = 1; place < 20 && n < most; place++)
        for (unsigned i = 0; i < k->n_fields && n < most; i++)
            if (k->fields[i].list == place)
                cols[n++] = &k->fields[i];
    for (unsigned i = 0; n == 0 && i < k->n_fields && i < 4; i++)
        if (field_is_stored(&k->fields[i]))
            cols[n++] = &k->fields[i];
    return n;
}

static void children_table(struct ctx *cx, struct html *h, const struct kind *k, const struct record_set *set)
{
    const struct field *cols[8];
    struct ui_column heads[9];
    size_t n = columns_of(k, cols, 8), n_heads = n, linked = 0; /* the first text carries the link, else the first */

    while (linked < n && cols[linked]->type != FT_TEXT)
        linked++;
    linked = linked == n ? 0 : linked;
    for (size_t i = 0; i < n; i++)
        heads[i] = (struct ui_column){label_text(&cols[i]->label, cx->lang), NULL, 0, false};
    if (k->n_states > 0)
        heads[n_heads++] = (struct ui_column){ui_text(cx, "list.state"), NULL, 0, false};
    ui_table_begin(h, heads, n_heads);
    for (size_t r = 0; r < set->n; r++) {
        html(h, "<tr>");
        for (size_t i = 0; i < n; i++) {
            const char *text = record_show(cx, set->at[r], cols[i]);

            if (i == linked) {
                html(h, "<td class=\"name\"><a href=\"");
                html_href(h, str_of(ui_record_href(cx, k, set->at[r]->id)));
                html(h, "\">");
                html_text(h, *text != 0 ? text : set->at[r]->title != NULL ? set->at[r]->title : "—");
                html(h, "</a>");
            } else {
                html(h, "<td>");
                ui_record_value(cx, h, set->at[r], cols[i]);
            }
            html(h, "</td>");
        }
        if (k->n_states > 0) {
            html(h, "<td>");
            ui_record_state(cx, h, k, set->at[r]->state);
            html(h, "</td>");
        }
        html(h, "</tr>");
    }
    ui_table_end(h);
}

static const char *add_href(struct ctx *cx, const struct field *f, const struct record *rec)
{
    return arena_printf(cx->mem, "/%s/new?parent=%lld", f->target->id, (long long)rec->id);
}

/* Sub-kinds that have nothing yet: one card with a button each. */
static void empty_children(struct ctx *cx, struct html *h, const struct record *rec, const struct field **fields,
                           size_t n)
{
    if (n == 0)
        return;
    html(h, "<section class=\"card mb-3 d-print-none\"><div class=\"card-body btn-list\">");
    for (size_t i = 0; i < n; i++) {
        html(h, "<a class=\"btn\" href=\"");
        html_href(h, str_of(add_href(cx, fields[i], rec)));
        html(h, "\">");
        ui_icon(h, "plus");
        html_text(h, label_text(&fields[i]->label, cx->lang));
        html(h, "</a>");
    }
    html(h, "</div></section>");
}

static enum status children(struct ctx *cx, struct html *h, const struct record *rec, bool may)
{
    const struct field **empty = arena_alloc(cx->mem, (rec->kind->n_fields + 1) * sizeof(const struct field *));
    size_t n_empty = 0;

    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        struct record_set set;

        if (f->type != FT_SUB || f->target == NULL || !access_may(cx, f->target, RIGHT_READ))
            continue;
        bool adds = may && access_may(cx, f->target, RIGHT_CREATE);
        TRY(record_children_seen(cx, rec, f->id, &set));
        if (set.n == 0) {
            if (adds)
                empty[n_empty++] = f;
            continue;
        }
        ui_card_begin_plain(h, label_text(&f->label, cx->lang));
        children_table(cx, h, f->target, &set);
        if (adds) {
            html(h, "<div class=\"card-footer d-print-none\">");
            ui_link_button(h, add_href(cx, f, rec), "plus", "action.add", false);
            html(h, "</div>");
        }
        ui_card_end(h);
    }
    empty_children(cx, h, rec, empty, n_empty);
    return OK;
}

static enum status links_card(struct ctx *cx, struct html *h, const struct record *rec)
{
    struct record_link *all;
    size_t n, incoming = 0;

    TRY(record_links(cx, rec, &all, &n));
    for (size_t i = 0; i < n; i++)
        incoming += all[i].incoming;
    if (incoming == 0)
        return OK;
    ui_card_begin_key(h, "record.links");
    html(h, "<ul class=\"list-unstyled mb-0\">");
    for (size_t i = 0; i < n; i++) {
        if (!all[i].incoming) /* these stand among the fields */
            continue;
        html(h, "<li class=\"mb-2\"><small class=\"text-secondary\">");
        html_text(h, label_text(&all[i].kind->label, cx->lang));
        if (all[i].field != NULL) {
            html(h, " · ");
            html_text(h, label_text(&all[i].field->label, cx->lang));
        }
        html(h, "</small><br><a href=\"");
        html_href(h, str_of(ui_record_href(cx, all[i].kind, all[i].id)));
        html(h, "\">");
        html_text(h, all[i].title);
        html(h, "</a></li>");
    }
    html(h, "</ul>");
    ui_card_end(h);
    return OK;
}

/* ---- history ---- */

static const char *old_body(const struct history_row *rows, size_t n, size_t i)
{
    for (size_t k = i + 1; k < n; k++)
        if (rows[k].record_id == rows[i].record_id && rows[k].version > 0)
            return rows[k].body;
    return NULL;
}

static enum status changes(struct ctx *cx, struct html *h, const struct history_row *row, const char *before)
{
    struct history_change *all;
    size_t n;

    TRY(history_diff(cx, row->head->kind, before, row->body, &all, &n));
    if (n == 0)
        return OK;
    html(h, "<ul class=\"diff list-unstyled\">");
    for (size_t i = 0; i < n; i++) {
        html(h, "<li>");
        html_text(h, all[i].field != NULL ? label_text(&all[i].field->label, cx->lang) : all[i].name);
        html(h, ": <del>");
        html_text(h, history_show(cx, row, &all[i], all[i].before));
        html(h, "</del> → <ins>");
        html_text(h, history_show(cx, row, &all[i], all[i].after));
        html(h, "</ins></li>");
    }
    html(h, "</ul>");
    return OK;
}

static enum status history_card(struct ctx *cx, struct html *h, const struct record *rec)
{
    struct history_row *rows;
    size_t n;

    TRY(history_of(cx, rec->id, true, MOST_HISTORY + 1, &rows, &n));
    ui_card_begin_key(h, "record.history");
    html(h, "<ul class=\"timeline-list\">");
    for (size_t i = 0; i < n && i < MOST_HISTORY; i++) {
        const char *key = arena_printf(cx->mem, "history.%s", rows[i].what);
        const struct kind *k = rows[i].kind == NULL ? NULL : kind_find(rows[i].kind);

        html(h, "<li><div><strong>");
        html_text(h, i18n_has(key) ? ui_text(cx, key) : rows[i].what);
        html(h, "</strong>");
        if (k != NULL && k != rec->kind) {
            html(h, " · ");
            html_text(h, label_text(&k->label, cx->lang));
        }
        html(h, " · ");
        html_text(h, rows[i].login);
        html(h, " · <time>");
        html_instant(h, rows[i].at);
        html(h, "</time></div>");
        if (rows[i].why != NULL) {
            html(h, "<div>");
            html_text(h, rows[i].why);
            html(h, "</div>");
        }
        const char *before = old_body(rows, n, i);
        if (rows[i].version > 1 && before != NULL)
            TRY(changes(cx, h, &rows[i], before));
        html(h, "</li>");
    }
    html(h, "</ul>");
    ui_card_end(h);
    return OK;
}

/* ---- the page ---- */

static void about(struct ctx *cx, struct html *h, const struct record *rec)
{
    const char *key = arena_printf(cx->mem, "class.%s", rec->classification != NULL ? rec->classification : "internal");

    ui_card_begin_key(h, "record.about");
    ui_list_begin(h);
    ui_item(h, ui_text(cx, "record.code"), rec->code);
    ui_item(h, ui_text(cx, "class.level"), i18n_has(key) ? ui_text(cx, key) : rec->classification);
    ui_item(h, ui_text(cx, "class.secret_no"), rec->secret_no);
    ui_item_begin(h, ui_text(cx, "record.version"));
    html_int(h, rec->version);
    html(h, " · ");
    html_instant(h, rec->updated_at);
    ui_item_end(h);
    ui_item_begin(h, "UID");
    html(h, "<code>");
    html_text(h, rec->uid);
    html(h, "</code>");
    ui_item_end(h);
    ui_list_end(h);
    ui_card_end(h);
}

static void actions(struct ctx *cx, struct web *w, const struct record *rec, bool may)
{
    struct html *h = &w->h;
    const char *base = ui_record_href(cx, rec->kind, rec->id);

    if (rec->deleted_at != 0) {
        if (access_record(cx, rec, RIGHT_DELETE) == OK)
            ui_post_button(w, arena_printf(cx->mem, "%s/restore", base), "refresh", "action.restore", "primary");
        return;
    }
    if (access_record(cx, rec, RIGHT_DELETE) == OK) {
        html(h, "<details class=\"dropdown\"><summary class=\"btn\">");
        ui_icon(h, "trash");
        html_msg(h, "action.delete");
        html(h, "</summary><div class=\"dropdown-menu dropdown-menu-end show p-3\"><p>");
        html_msg(h, "record.delete_ask");
        html(h, "</p>");
        ui_post_button(w, arena_printf(cx->mem, "%s/delete", base), "trash", "action.delete", "danger");
        html(h, "</div></details>");
    }
    ctx_clear(cx);
    if (may) {
        html(h, "<a class=\"btn btn-primary\" data-key=\"e\" href=\"");
        html_href(h, str_of(arena_printf(cx->mem, "%s/edit", base)));
        html(h, "\">");
        ui_icon(h, "edit");
        html_msg(h, "action.edit");
        html(h, "</a>");
    }
}

static enum status warnings(struct ctx *cx, struct html *h, struct record *rec)
{
    struct check_warning *all;
    size_t n;

    if (rec->deleted_at != 0)
        ui_alert_key(h, UI_WARN, "record.is_deleted", NULL);
    TRY(check_warnings(cx, rec, &all, &n));
    for (size_t i = 0; i < n; i++)
        ui_alert(h, UI_WARN, all[i].message);
    return OK;
}

static enum status show(struct ctx *cx, struct web *w, struct record *rec)
{
    const struct kind *k = rec->kind;
    const struct problem *problems = cx->problems;
    struct html *h = &w->h;
    bool may = rec->deleted_at == 0 && access_record(cx, rec, RIGHT_UPDATE) == OK;
    const struct kind *parent = rec->parent_kind != NULL ? kind_find(rec->parent_kind) : NULL;

    ui_page_begin(cx, w, &(struct ui_page){
        .title = rec->title != NULL ? rec->title : "—",
        .over = parent != NULL ? record_title_of(cx, rec->parent_id) : label_text(&k->plural, cx->lang),
        .over_href = parent != NULL ? ui_record_href(cx, parent, rec->parent_id) : arena_printf(cx->mem, "/%s", k->id),
        .active = parent != NULL ? parent->id : k->id});
    if (problems == NULL)
        actions(cx, w, rec, may);
    ui_page_body(w);
    ui_record_problems(cx, h, k);
    TRY(warnings(cx, h, rec));
    ui_row_begin(h);
    ui_col_begin(h, 8);
    section(cx, h, rec, NULL, NULL);
    for (unsigned i = 0; i < k->n_sections; i++)
        section(cx, h, rec, k->sections[i].id, label_text(&k->sections[i].label, cx->lang));
    TRY(children(cx, h, rec, may));
    TRY(history_card(cx, h, rec));
    ui_col_end(h);
    ui_col_begin(h, 4);
    TRY(state_card(cx, w, rec));
    TRY(deadlines_card(cx, h, rec));
    TRY(links_card(cx, h, rec));
    TRY(files_card(cx, w, rec, may));
    about(cx, h, rec);
    ui_col_end(h);
    ui_row_end(h);
    return ui_page_end(cx, w);
}

enum status page_record_show(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    return show(cx, w, rec);
}

/* ---- what can be done here ---- */

static enum status values_of(struct ctx *cx, const struct web *w, const struct kind *k, struct lifecycle_value **ret_v,
                             size_t *ret_n)
{
    struct lifecycle_value *v = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *v);
    size_t n = 0;

    for (size_t i = 0; i < w->form.n; i++) {
        struct str name = w->form.at[i].name;
        bool money = str_ends(name, ".currency") && kind_field_n(k, str_sub(name, 0, name.n - 9)) != NULL;

        if (!money && kind_field_n(k, name) == NULL && !str_is(name, "csrf") && !str_is(name, "move") &&
            !str_is(name, "version") && !str_is(name, "reason"))
            return ctx_fail(cx, E_USAGE, "%s has no field %.*s", k->id, STR_ARGS(str_sub(name, 0, 60)));
    }
    for (unsigned i = 0; i < k->n_fields; i++)
        if (ui_record_is_input(&k->fields[i]) && ui_record_typed(cx, &w->form, &k->fields[i], &v[n].typed))
            v[n++].field = k->fields[i].id;
    *ret_v = v;
    *ret_n = n;
    return OK;
}

enum status page_record_move(struct ctx *cx, struct web *w)
{
    struct lifecycle_value *values = NULL;
    struct record *rec, *fresh;
    size_t n = 0;

    TRY(load(cx, w, &rec));
    TRY(values_of(cx, w, rec->kind, &values, &n));
    record_expect(rec, web_param_int(w, "version"));
    struct str reason = web_param(w, "reason");
    enum status st = lifecycle_move(cx, rec, web_param_text(cx, w, "move"), values, n,
                                    reason.n > 0 ? arena_strndup(cx->mem, reason.p, reason.n) : NULL);
    if (st == E_INVALID || st == E_CONFLICT || st == E_STATE) {
        if (cx->problems == NULL)
            (void)ctx_problem(cx, "", status_key(st), NULL);
        w->rs->code = status_http(st);
        TRY(load(cx, w, &fresh));
        return show(cx, w, fresh);
    }
    TRY(st);
    web_flash(cx, w, "flash.moved", label_text(&rec->kind->states[kind_state(rec->kind, rec->state)].label, cx->lang));
    return web_redirect(cx, w, "/%s/%lld", rec->kind->id, (long long)rec->id);
}

enum status page_record_undo(struct ctx *cx, struct web *w)
{
    struct str reason = web_param(w, "reason");
    struct record *rec, *fresh;

    TRY(load(cx, w, &rec));
    record_expect(rec, web_param_int(w, "version"));
    enum status st = lifecycle_undo(cx, rec, reason.n > 0 ? arena_strndup(cx->mem, reason.p, reason.n) : NULL);
    if (st == E_CONFLICT || st == E_STATE) {
        if (cx->problems == NULL)
            (void)ctx_problem(cx, "", status_key(st), NULL);
        w->rs->code = status_http(st);
        TRY(load(cx, w, &fresh));
        return show(cx, w, fresh);
    }
    TRY(st);
    web_flash(cx, w, "flash.undone", label_text(&rec->kind->states[kind_state(rec->kind, rec->state)].label, cx->lang));
    return web_redirect(cx, w, "/%s/%lld", rec->kind->id, (long long)rec->id);
}

enum status page_record_delete(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    TRY(record_delete(cx, rec, NULL));
    web_flash(cx, w, "flash.deleted", rec->title);
    if (rec->parent_kind != NULL)
        return web_redirect(cx, w, "/%s/%lld", rec->parent_kind, (long long)rec->parent_id);
    return web_redirect(cx, w, "/%s", rec->kind->id);
}

enum status page_record_restore(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    TRY(record_restore(cx, rec, NULL));
    web_flash(cx, w, "flash.restored", rec->title);
    return web_redirect(cx, w, "/%s/%lld", rec->kind->id, (long long)rec->id);
}

enum status page_record_upload(struct ctx *cx, struct web *w)
{
    const struct http_file *f = http_form_file(&w->form, "file");
    struct record *rec;
    int64_t id;

    TRY(load(cx, w, &rec));
    if (f == NULL) {
        (void)ctx_problem(cx, "file", "problem.file_missing", NULL);
        w->rs->code = 422;
        return show(cx, w, rec);
    }
    if (f->bytes.n > (size_t)web_session_office(w->app)->upload_kib << 10)
        return ctx_fail(cx, E_TOOBIG, "file of %zu bytes", f->bytes.n);
    TRY(attach_add(cx, rec, "", arena_strndup(cx->mem, f->name.p, f->name.n),
                   arena_strndup(cx->mem, f->type.p, f->type.n), f->bytes, &id));
    web_flash(cx, w, "flash.file_added", arena_strndup(cx->mem, f->name.p, f->name.n));
    return web_redirect(cx, w, "/%s/%lld", rec->kind->id, (long long)rec->id);
}

enum status page_record_file_remove(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    TRY(attach_remove(cx, rec, web_param_int(w, "file")));
    web_flash(cx, w, "flash.file_removed", NULL);
    return web_redirect(cx, w, "/%s/%lld", rec->kind->id, (long long)rec->id);
}

/* Always to be saved, never shown in place: what users upload is not ours to run. */
enum status page_record_download(struct ctx *cx, struct web *w)
{
    struct attachment a;
    struct str bytes;

    TRY(attach_get(cx, web_arg_int(w, "id"), &a, &bytes));
    return web_reply_file(cx, w, "application/octet-stream", a.name, bytes);
}
