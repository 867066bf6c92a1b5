/* One record of any kind, and what can be done with it there. The cards of the page stand in record_card.h.
   Not for: changing fields (page_form.c). */
#include <string.h>

#include "platform/i18n.h"
#include "register/attach.h"
#include "register/bin.h"
#include "register/merge.h"
#include "register/record_memo.h"
#include "register/reveal.h"
#include "rules/check.h"
#include "rules/lifecycle.h"
#include "rules/lifecycle_undo.h"
#include "web/bin_view.h"
#include "web/pages.h"
#include "web/read_view.h"
#include "web/record_card.h"
#include "web/ui_comment.h"
#include "web/ui_pick.h"
#include "web/ui_reveal.h"

static enum status load(struct ctx *cx, struct web *w, struct record **ret_rec)
{
    struct str id = web_arg(w, "kind");

    return record_load(cx, kind_find(arena_strndup(cx->mem, id.p, id.n)), web_arg_int(w, "id"), ret_rec);
}

/* Open again, with what was typed, when the reason was not good. */
static void delete_form(struct ctx *cx, struct web *w, const char *base)
{
    struct html *h = &w->h;
    const char *wrong = ui_problem_of(cx, "reason");

    if (wrong != NULL)
        html(h, "<details class=\"dropdown\" open><summary class=\"btn\">");
    else
        html(h, "<details class=\"dropdown\"><summary class=\"btn\">");
    ui_icon(h, "trash");
    html_msg(h, "action.delete");
    html(h, "</summary><div class=\"dropdown-menu dropdown-menu-end show p-3\"><p>");
    html_msg(h, "record.delete_ask");
    html(h, "</p>");
    ui_form_begin(w, arena_printf(cx->mem, "%s/delete", base), NULL);
    ui_field(h, &(struct ui_field){.name = "reason", .label = ui_text(cx, "record.delete_why"), .type = "text",
                                   .max = 2000, .required = true, .error = wrong});
    html(h, "<button class=\"btn btn-danger\" type=\"submit\">");
    ui_icon(h, "trash");
    html_msg(h, "action.delete");
    html(h, "</button>");
    ui_form_end(h);
}

static void actions(struct ctx *cx, struct web *w, const struct record *rec, const struct bin_row *gone, bool may)
{
    struct html *h = &w->h;
    const char *base = ui_record_href(cx, rec->kind, rec->id);

    if (rec->deleted_at != 0) {
        if (gone->may && access_allows(cx, rec, RIGHT_DELETE))
            ui_post_button(w, arena_printf(cx->mem, "%s/restore", base), "refresh", "action.restore", "primary");
        return;
    }
    if (access_allows(cx, rec, RIGHT_DELETE)) {
        delete_form(cx, w, base);
        if (may) {
            html(h, "<p class=\"mt-3 mb-0\"><a href=\"");
            html_href(h, str_of(arena_printf(cx->mem, "%s/merge", base)));
            html(h, "\">");
            html_msg(h, "merge.begin");
            html(h, "</a></p>");
        }
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

static enum status warnings(struct ctx *cx, struct html *h, struct record *rec, const struct bin_row *gone)
{
    struct check_warning *all;
    size_t n;

    if (rec->deleted_at != 0)
        bin_view_alert(cx, h, gone);
    TRY(check_warnings(cx, rec, &all, &n));
    for (size_t i = 0; i < n; i++)
        ui_alert(h, UI_WARN, all[i].message);
    return OK;
}

/* Nothing of it where nothing is masked, or nothing of that may be shown to this user. */
static void reveal_form(struct ctx *cx, struct web *w, const struct record *rec)
{
    const char *base = ui_record_href(cx, rec->kind, rec->id);
    int level;

    if (!reveal_offers(cx, rec, &level))
        return;
    ui_reveal_form(cx, w, &(struct ui_reveal){.action = arena_printf(cx->mem, "%s/show", base), .level = level,
                                              .shown = cx->reveal != NULL, .back = base});
}

static enum status show(struct ctx *cx, struct web *w, struct record *rec)
{
    const struct kind *k = rec->kind;
    const struct problem *problems = cx->problems;
    struct html *h = &w->h;
    struct bin_row gone = {0};

    record_memo_begin(cx); /* from here on the page only reads */
    record_memo_keep_head(cx, k, rec->id, rec);
    bool may = rec->deleted_at == 0 && access_allows(cx, rec, RIGHT_UPDATE);
    if (rec->deleted_at != 0)
        TRY(bin_row_of(cx, rec, &gone));
    const struct kind *parent = rec->parent_kind != NULL ? kind_find(rec->parent_kind) : NULL;

    ui_page_begin(cx, w, &(struct ui_page){
        .title = rec->title != NULL ? rec->title : "—",
        .over = parent != NULL ? record_title_of(cx, rec->parent_id) : label_text(&k->plural, cx->lang),
        .over_href = parent != NULL ? ui_record_href(cx, parent, rec->parent_id) : arena_printf(cx->mem, "/%s", k->id),
        .active = parent != NULL ? parent->id : k->id});
    if (problems == NULL || ui_problem_of(cx, "reason") != NULL)
        actions(cx, w, rec, &gone, may);
    ui_page_body(w);
    ui_record_problems(cx, h, k, false);
    reveal_form(cx, w, rec);
    TRY(warnings(cx, h, rec, &gone));
    ui_parts_begin(h);
    ui_part_begin(h, UI_PART_NEXT);
    TRY(record_card_state(cx, w, rec));
    TRY(record_card_deadlines(cx, h, rec));
    ui_col_end(h);
    ui_part_begin(h, UI_PART_MAIN);
    TRY(record_card_fields(cx, h, rec));
    TRY(record_card_children(cx, h, rec, may));
    TRY(ui_comment_card(cx, w, rec));
    TRY(record_card_history(cx, h, rec));
    ui_col_end(h);
    ui_part_begin(h, UI_PART_BESIDE);
    TRY(record_card_links(cx, h, rec));
    TRY(record_card_files(cx, w, rec, may));
    record_card_about(cx, h, rec);
    TRY(read_view_card(cx, h, rec));
    ui_col_end(h);
    ui_row_end(h);
    return ui_page_end(cx, w);
}

/* A record that was merged leads to the one that stayed; ?old=yes shows it itself, to be restored. */
static bool leads_on(struct ctx *cx, const struct web *w, enum status st, const struct record *rec, int64_t *ret_id)
{
    struct str id = web_arg(w, "kind");
    bool gone = st == E_NOTFOUND || (st == OK && rec->deleted_at != 0);
    struct record *kept;

    if (!gone || http_form_has(&w->form, "old") || merge_target(cx, web_arg_int(w, "id"), ret_id) != OK)
        return false;
    return record_load(cx, kind_find(arena_strndup(cx->mem, id.p, id.n)), *ret_id, &kept) == OK;
}

enum status page_record_show(struct ctx *cx, struct web *w)
{
    struct record *rec;
    int64_t kept;
    enum status st = load(cx, w, &rec);

    if (leads_on(cx, w, st, rec, &kept)) {
        ctx_clear(cx);
        return web_redirect(cx, w, "/%.*s/%lld", STR_ARGS(web_arg(w, "kind")), (long long)kept);
    }
    TRY(st);
    return show(cx, w, rec);
}

/* The same page with personal data: of the fields that were pressed, or of all of the record. */
enum status page_record_reveal(struct ctx *cx, struct web *w)
{
    struct record *rec;
    int level;

    TRY(load(cx, w, &rec));
    if (!reveal_offers(cx, rec, &level))
        return ctx_fail(cx, E_DENIED, "no personal data of %s %lld for %s", rec->kind->id, (long long)rec->id,
                        cx->who.login);
    enum status st = reveal_begin(cx, &(struct reveal_ask){.kind = rec->kind, .record_id = rec->id, .level = level,
                                                           .way = "record",
                                                           .fields = ui_reveal_fields(cx, w),
                                                           .why = ui_reveal_why(cx, w)});
    if (st == E_INVALID) {
        w->rs->code = status_http(st);
        return show(cx, w, rec);
    }
    TRY(st);
    TRY(load(cx, w, &rec)); /* its title too */
    return show(cx, w, rec);
}

/* "/agreement/TQ-46-26-0007": who may not read it learns nothing of it. */
enum status page_record_named(struct ctx *cx, struct web *w)
{
    struct str id = web_arg(w, "kind");
    const struct kind *k = kind_find(arena_strndup(cx->mem, id.p, id.n));
    struct record *rec;
    int64_t n;

    TRY(record_named(cx, k, web_arg(w, "name"), &n));
    TRY(record_load(cx, k, n, &rec));
    return web_redirect(cx, w, "/%s/%lld", k->id, (long long)n);
}

/* ---- what can be done here ---- */

static enum status values_of(struct ctx *cx, const struct web *w, const struct kind *k, struct lifecycle_value **ret_v,
                             size_t *ret_n)
{
    struct lifecycle_value *v = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *v);
    size_t n = 0;

    for (size_t i = 0; i < w->form.n; i++) {
        struct str name = w->form.at[i].name;

        if (ui_record_named(k, name) == NULL && !str_is(name, "csrf") && !str_is(name, "find") &&
            !str_is(name, "move") && !str_is(name, "version") && !str_is(name, "reason"))
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
    if (ui_pick_asked(w, rec->kind))
        return show(cx, w, rec);
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
    struct str why = str_trim(web_param(w, "reason"));
    if (why.n == 0 && access_allows(cx, rec, RIGHT_DELETE)) { /* who may not is told that, below */
        w->rs->code = status_http(ctx_problem(cx, "reason", "problem.delete_why", NULL));
        return show(cx, w, rec);
    }
    TRY(record_delete(cx, rec, arena_strndup(cx->mem, why.p, why.n)));
    web_flash(cx, w, "flash.deleted", rec->title);
    if (rec->parent_kind != NULL)
        return web_redirect(cx, w, "/%s/%lld", rec->parent_kind, (long long)rec->parent_id);
    return web_redirect(cx, w, "/%s", rec->kind->id);
}

enum status page_record_restore(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    enum status st = record_restore(cx, rec, NULL);
    if (st == E_INVALID) {
        w->rs->code = status_http(st);
        return show(cx, w, rec);
    }
    TRY(st);
    web_flash(cx, w, "flash.restored", rec->title);
    if (web_has(w, "back"))
        return web_redirect(cx, w, "%.*s", STR_ARGS(web_safe_back(web_param(w, "back"))));
    return web_redirect(cx, w, "/%s/%lld", rec->kind->id, (long long)rec->id);
}

/* All files of the form or none, in one version. */
static enum status add_files(struct ctx *cx, struct web *w, struct record *rec, const char **ret_name)
{
    struct attach_new *add = arena_alloc(cx->mem, (w->form.n_files + 1) * sizeof *add);
    const char *field = web_param_text(cx, w, "field");
    size_t n = 0;

    for (size_t i = 0; i < w->form.n_files; i++) {
        const struct http_file *f = &w->form.files[i];

        if (f->name.n > 0)
            add[n++] = (struct attach_new){.field = field, .name = arena_strndup(cx->mem, f->name.p, f->name.n),
                                           .type = arena_strndup(cx->mem, f->type.p, f->type.n), .bytes = f->bytes};
    }
    if (n == 0)
        return ctx_problem(cx, ATTACH_WHOLE, "problem.file_missing", NULL);
    TRY(attach_put(cx, rec, &(struct attach_set){.add = add, .n_add = n}, NULL));
    *ret_name = attach_name(cx, add[n - 1].name);
    return OK;
}

enum status page_record_upload(struct ctx *cx, struct web *w)
{
    struct record *rec, *fresh;
    const char *name = NULL;

    TRY(load(cx, w, &rec));
    enum status st = add_files(cx, w, rec, &name);
    if (st == E_INVALID) {
        w->rs->code = status_http(st);
        TRY(load(cx, w, &fresh));
        return show(cx, w, fresh);
    }
    TRY(st);
    web_flash(cx, w, "flash.file_added", name);
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
