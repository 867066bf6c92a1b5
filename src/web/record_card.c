/* See record_card.h. Fields, state, deadlines, files. */
#include "web/record_card.h"

#include <string.h>

#include "platform/i18n.h"
#include "register/attach.h"
#include "register/code.h"
#include "register/record_memo.h"
#include "rules/deadline.h"
#include "rules/lifecycle.h"
#include "rules/lifecycle_undo.h"
#include "web/ui_due.h"
#include "web/ui_pick.h"
#include "web/ui_reveal.h"

/* ---- fields ---- */

static bool is_shown(const struct record *rec, const struct field *f)
{
    return rec->values[f->index] != NULL && f->type != FT_SUB;
}

/* id NULL: the fields without a section. */
static void section(struct ctx *cx, struct html *h, const struct record *rec, const struct field *const *shown,
                    size_t n, const char *id, const char *label)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const struct field *f = shown[i];

        if (!field_same(f->section, id))
            continue;
        if (!any) {
            ui_card_begin(h, label);
            ui_list_begin(h);
        }
        any = true;
        ui_item_begin(h, label_text(&f->label, cx->lang));
        ui_record_value(cx, h, rec, f);
        if (ui_record_is_masked(cx, rec, f) && rec->deleted_at == 0 && access_may_show(cx, rec, f))
            ui_reveal_button(cx, h, f);
        ui_item_end(h);
    }
    if (!any)
        return;
    ui_list_end(h);
    ui_card_end(h);
}

enum status record_card_fields(struct ctx *cx, struct html *h, struct record *rec)
{
    const struct kind *k = rec->kind;
    const struct field **shown = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof(const struct field *));
    size_t n = 0;

    for (unsigned i = 0; i < k->n_fields; i++)
        if (is_shown(rec, &k->fields[i]))
            shown[n++] = &k->fields[i];
    TRY(record_memo_gather(cx, &rec, 1, shown, n));
    section(cx, h, rec, shown, n, NULL, NULL);
    for (unsigned i = 0; i < k->n_sections; i++)
        section(cx, h, rec, shown, n, k->sections[i].id, label_text(&k->sections[i].label, cx->lang));
    return OK;
}

/* ---- moves ---- */

static const char *typed_or_stored(struct ctx *cx, const struct web *w, const struct record *rec,
                                   const struct field *f)
{
    const char *typed;

    return w->rq->method == HTTP_POST && ui_record_typed(cx, &w->form, f, &typed) ? typed : record_get(rec, f->id);
}

/* What the move was refused for beyond what it said it would ask: a condition came true by what was typed with it. */
static void more_asked(struct ctx *cx, struct web *w, const struct record *rec, const struct lifecycle_move *m)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        bool shown = ui_problem_of(cx, f->id) == NULL || !ui_record_is_input(f) || ui_record_is_masked(cx, rec, f);

        for (size_t n = 0; !shown && n < m->n_need; n++)
            shown = m->need[n] == f;
        if (!shown)
            ui_record_input(cx, w, rec->kind, f, typed_or_stored(cx, w, rec, f), ui_problem_of(cx, f->id), true);
    }
}

/* Files cannot be chosen in the form of a move: it says which are missing and where they go. */
static void files_needed(struct ctx *cx, struct html *h, const struct record *rec, const struct lifecycle_move *m)
{
    for (size_t i = 0; i < m->n_need; i++) {
        const struct field *f = m->need[i];

        if ((f->type != FT_FILE && f->type != FT_FILES) || rec->values[f->index] != NULL)
            continue;
        html(h, "<p class=\"col-12 small\"><a href=\"#f-file\">");
        html_msg1(h, "record.file_needed", label_text(&f->label, cx->lang));
        html(h, "</a></p>");
    }
}

static void move_form(struct ctx *cx, struct web *w, const struct record *rec, const struct lifecycle_move *m)
{
    struct html *h = &w->h;
    bool wanted = str_is(http_form_value(&w->form, "move"), m->move->id); /* sent, or asked for by the board */
    bool tried = w->rq->method == HTTP_POST && wanted;

    html(h, "<details class=\"move\" id=\"move-");
    html_attr(h, m->move->id);
    if (wanted)
        html(h, "\" open>");
    else
        html(h, "\">");
    html(h, "<summary class=\"btn w-100\">");
    ui_icon(h, "arrow-right");
    html_text(h, label_text(&m->move->label, cx->lang));
    html(h, "</summary><div class=\"mt-2\">");
    ui_form_begin(w, arena_printf(cx->mem, "/%s/%lld/move", rec->kind->id, (long long)rec->id), NULL);
    ui_pick_enter(h);
    html(h, "<input type=\"hidden\" name=\"move\" value=\"");
    html_attr(h, m->move->id);
    html(h, "\"><input type=\"hidden\" name=\"version\" value=\"");
    html_int(h, rec->version);
    html(h, "\"><div class=\"row\">");
    h->scope = tried ? NULL : m->move->id; /* the problems above link to the fields of the one that was tried */
    files_needed(cx, h, rec, m);
    for (size_t i = 0; i < m->n_need; i++)
        if (ui_record_is_input(m->need[i]) && !ui_record_is_masked(cx, rec, m->need[i]))
            ui_record_input(cx, w, rec->kind, m->need[i], typed_or_stored(cx, w, rec, m->need[i]),
                            tried ? ui_problem_of(cx, m->need[i]->id) : NULL, true);
    if (tried)
        more_asked(cx, w, rec, m);
    if (m->move->reason)
        ui_field(h, &(struct ui_field){.name = "reason", .label = ui_text(cx, "record.reason"), .type = "textarea",
                                       .required = true, .error = tried ? ui_problem_of(cx, "reason") : NULL});
    h->scope = NULL;
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

/* Who has to act when this user cannot: else the page would be the end of the way. */
static void waits_for(struct ctx *cx, struct html *h, const struct record *rec)
{
    bool any = false;

    for (unsigned i = 0; i < rec->kind->n_moves; i++) {
        const struct move *m = &rec->kind->moves[i];
        const char *before = " (";

        if (!lifecycle_awaits(cx, rec, m))
            continue;
        if (!any) {
            html(h, "<div class=\"small\"><span class=\"text-secondary\">");
            html_msg(h, "record.waits_for");
            html(h, "</span><ul class=\"mb-0 ps-3\">");
        }
        any = true;
        html(h, "<li>");
        html_text(h, label_text(&m->label, cx->lang));
        for (int r = 0; r < ROLE__MAX; r++)
            if (r != ROLE_SYS && (m->role_bits & ROLE_BIT(r)) != 0) {
                html_text(h, before);
                html_text(h, code_label("role", role_code((enum role)r), cx->lang));
                before = ", ";
            }
        html(h, ")</li>");
    }
    if (any)
        html(h, "</ul></div>");
}

enum status record_card_state(struct ctx *cx, struct web *w, const struct record *rec)
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
    waits_for(cx, h, rec);
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

enum status record_card_deadlines(struct ctx *cx, struct html *h, const struct record *rec)
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
    if (*a->field != '\0' && kind_field(rec->kind, a->field) != NULL) {
        html_text(h, label_text(&kind_field(rec->kind, a->field)->label, cx->lang));
        html(h, " · ");
    }
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

static bool takes_files(struct ctx *cx, const struct record *rec, const struct field *f)
{
    return (f->type == FT_FILE || f->type == FT_FILES) && !f->ended && !ui_record_is_masked(cx, rec, f);
}

/* Which field of the record the files are: what a move asks for is given here. */
static void file_place(struct ctx *cx, struct html *h, const struct record *rec)
{
    const struct kind *k = rec->kind;
    struct ui_option *at = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *at);
    size_t n = 0;

    for (unsigned i = 0; i < k->n_fields; i++)
        if (takes_files(cx, rec, &k->fields[i]))
            at[n++] = (struct ui_option){k->fields[i].id, label_text(&k->fields[i].label, cx->lang)};
    if (n > 0)
        ui_field(h, &(struct ui_field){.name = "field", .label = ui_text(cx, "record.file_place"), .type = "select",
                                       .options = at, .n_options = n, .help = ui_text(cx, "record.file_place_help")});
}

enum status record_card_files(struct ctx *cx, struct web *w, const struct record *rec, bool may)
{
    struct attachment *all;
    struct html *h = &w->h;
    size_t n;

    TRY(attach_list(cx, rec, &all, &n));
    if (n == 0 && !may)
        return OK;
    ui_card_begin_key(h, "record.files");
    if (n > 0)
        html(h, "<ul class=\"list-unstyled\">");
    for (size_t i = 0; i < n; i++)
        file_row(cx, w, rec, &all[i], may);
    if (n > 0)
        html(h, "</ul>");
    if (may) {
        html(h, "<div class=\"d-print-none\">");
        ui_form_begin_upload(w, arena_printf(cx->mem, "/%s/%lld/file", rec->kind->id, (long long)rec->id), NULL);
        html(h, "<div class=\"mb-3\"><label class=\"form-label required\" for=\"f-file\">");
        html_msg(h, "record.file_choose");
        html(h, "</label><input class=\"form-control\" type=\"file\" id=\"f-file\" name=\"file\" multiple required "
                "aria-required=\"true\"></div>");
        file_place(cx, h, rec);
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

/* ---- about ---- */

void record_card_about(struct ctx *cx, struct html *h, const struct record *rec)
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
