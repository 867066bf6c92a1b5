/* The saved views of a register: keep the state of the list, rename, share, lock, take away, begin with one.
   Not for: their tabs above a list (list_views.c) or what they are (register/view.h). */
#include <string.h>

#include "platform/i18n.h"
#include "web/list_views.h"
#include "web/pages.h"
#include "web/ui.h"

/* What was typed into the form of one view, or stands there: 0 = the form of a new one. */
struct typed {
    int64_t id, version;
    const char *name, *mode, *display, *state;
    bool begins;
};

static const char *address(struct ctx *cx, const struct kind *k, int64_t id, const char *what)
{
    return id == 0 ? arena_printf(cx->mem, "/%s/views", k->id)
                   : arena_printf(cx->mem, "/%s/views/%lld%s", k->id, (long long)id, what);
}

static const char *mode_label(struct ctx *cx, const char *mode)
{
    return ui_text(cx, arena_printf(cx->mem, "view.mode.%s", mode));
}

static void mode_choice(struct ctx *cx, struct html *h, const struct kind *k, const struct typed *t, bool own)
{
    struct ui_option modes[3] = {{VIEW_PRIVATE, mode_label(cx, VIEW_PRIVATE)},
                                 {VIEW_SHARED, mode_label(cx, VIEW_SHARED)},
                                 {VIEW_LOCKED, mode_label(cx, VIEW_LOCKED)}};
    bool shares = access_shares(cx, k) || strcmp(t->mode, VIEW_PRIVATE) != 0;

    if (!own)
        ui_field(h, &(struct ui_field){.name = "mode", .type = "hidden", .value = t->mode});
    else
        ui_field(h, &(struct ui_field){.name = "mode", .label = ui_text(cx, "view.mode"), .type = "select",
                                       .value = t->mode, .options = modes, .n_options = shares ? 3 : 1,
                                       .required = true, .help = shares ? ui_text(cx, "view.mode_help") : NULL,
                                       .width = 4, .error = ui_problem_of(cx, "mode")});
}

static void fields(struct ctx *cx, struct web *w, const struct kind *k, const struct typed *t, bool own)
{
    struct ui_option displays[2] = {{VIEW_TABLE, ui_text(cx, "view.table")}, {VIEW_BOARD, ui_text(cx, "view.board")}};
    struct html *h = &w->h;

    html(h, "<div class=\"row\">");
    ui_field(h, &(struct ui_field){.name = "name", .label = ui_text(cx, "view.name"), .type = "text",
                                   .value = t->name, .required = true, .max = VIEW_NAME_CHARS, .width = 4,
                                   .error = ui_problem_of(cx, "name")});
    mode_choice(cx, h, k, t, own);
    if (k->n_states > 0)
        ui_field(h, &(struct ui_field){.name = "display", .label = ui_text(cx, "view.display"), .type = "select",
                                       .value = t->display, .options = displays, .n_options = 2, .required = true,
                                       .width = 4, .error = ui_problem_of(cx, "display")});
    html(h, "</div>");
    ui_field(h, &(struct ui_field){.name = "state", .type = "hidden", .value = t->state});
}

static void new_form(struct ctx *cx, struct web *w, const struct kind *k, const struct typed *t)
{
    struct html *h = &w->h;

    ui_card_begin_key(h, "view.new");
    html(h, "<p class=\"text-secondary\">");
    html_msg(h, *t->state != 0 ? "view.new_text" : "view.new_plain");
    html(h, "</p>");
    ui_form_begin(w, address(cx, k, 0, ""), "view-new");
    fields(cx, w, k, t, true);
    ui_field(h, &(struct ui_field){.name = "begin", .label = ui_text(cx, "view.begin"), .type = "checkbox",
                                   .value = t->begins ? "yes" : NULL});
    html(h, "<div class=\"btn-list\">");
    ui_submit(h, "view.save");
    ui_link_button(h, list_views_address(cx, k, t->state), "x", "action.cancel", false);
    html(h, "</div>");
    ui_form_end(h);
    ui_card_end(h);
}

static void begin_button(struct ctx *cx, struct web *w, const struct view *v)
{
    struct html *h = &w->h;

    ui_form_begin(w, arena_printf(cx->mem, "/%s/views/begin", v->kind->id), NULL);
    ui_field(h, &(struct ui_field){.name = "view", .type = "hidden",
                                   .value = v->is_default ? "0" : arena_printf(cx->mem, "%lld", (long long)v->id)});
    html(h, "<button class=\"btn btn-sm\" type=\"submit\">");
    html_msg(h, v->is_default ? "view.begin_not" : "view.begin_with");
    html(h, "</button></form>");
}

static void one(struct ctx *cx, struct web *w, const struct view *v)
{
    struct html *h = &w->h;

    html(h, "<tr><td class=\"name\"><a href=\"");
    html_href(h, str_of(arena_printf(cx->mem, "/%s%s?view=%lld", v->kind->id,
                                     strcmp(v->display, VIEW_BOARD) == 0 ? "/board" : "", (long long)v->id)));
    html(h, "\">");
    html_text(h, v->name);
    html(h, "</a>");
    if (v->is_default) {
        html(h, " ");
        ui_badge(h, "green", ui_text(cx, "view.is_default"));
    }
    html(h, "</td><td>");
    html_text(h, mode_label(cx, v->mode));
    html(h, "</td><td>");
    html_text(h, v->owner_name);
    html(h, "</td><td class=\"date\">");
    html_instant(h, v->updated_at);
    html(h, "</td><td><div class=\"btn-list\">");
    begin_button(cx, w, v);
    if (v->may_change) {
        html(h, "<a class=\"btn btn-sm\" href=\"");
        html_href(h, str_of(address(cx, v->kind, v->id, "")));
        html(h, "\">");
        html_msg(h, "view.change");
        html(h, "</a>");
    }
    html(h, "</div></td></tr>");
}

static void table(struct ctx *cx, struct web *w, const struct view *at, size_t n)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "view.name")}, {.label = ui_text(cx, "view.mode")},
                                  {.label = ui_text(cx, "view.owner")}, {.label = ui_text(cx, "view.updated")},
                                  {.label = ui_text(cx, "ui.actions"), .unseen = true}};

    ui_card_begin_plain(&w->h, ui_text(cx, "view.title"));
    ui_table_begin(&w->h, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++)
        one(cx, w, &at[i]);
    ui_table_end(&w->h);
    ui_card_end(&w->h);
}

static void frame(struct ctx *cx, struct web *w, const struct kind *k)
{
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "view.title", .over = label_text(&k->plural, cx->lang),
                                           .over_href = arena_printf(cx->mem, "/%s?view=all", k->id),
                                           .active = k->id});
    ui_page_body(w);
    ui_problems(cx, &w->h);
}

static enum status show_all(struct ctx *cx, struct web *w, const struct kind *k, const struct typed *t)
{
    struct view *at;
    size_t n;

    TRY(view_list(cx, k, &at, &n));
    frame(cx, w, k);
    new_form(cx, w, k, t);
    if (n > 0)
        table(cx, w, at, n);
    return ui_page_end(cx, w);
}

/* One view: its name, its mode; take it away. After a clash the same form stands over the newer version. */
static enum status show_one(struct ctx *cx, struct web *w, const struct view *v, const struct typed *t)
{
    struct html *h = &w->h;

    frame(cx, w, v->kind);
    ui_card_begin(h, v->name);
    ui_form_begin(w, address(cx, v->kind, v->id, ""), "view-change");
    ui_field(h, &(struct ui_field){.name = "version", .type = "hidden",
                                   .value = arena_printf(cx->mem, "%lld", (long long)v->version)});
    fields(cx, w, v->kind, t, v->may_own);
    html(h, "<div class=\"btn-list mt-3\">");
    ui_submit(h, *t->state != 0 ? "view.save_over" : "action.save");
    if (*t->state != 0)
        ui_link_button(h, arena_printf(cx->mem, "/%s/views?%s", v->kind->id, t->state), "plus", "view.save_own", false);
    ui_link_button(h, address(cx, v->kind, 0, ""), "x", "action.cancel", false);
    html(h, "</div>");
    ui_form_end(h);
    if (v->may_own) {
        html(h, "<hr>");
        ui_form_begin(w, address(cx, v->kind, v->id, "/delete"), NULL);
        ui_field(h, &(struct ui_field){.name = "version", .type = "hidden",
                                       .value = arena_printf(cx->mem, "%lld", (long long)v->version)});
        html(h, "<button class=\"btn btn-outline-danger\" type=\"submit\">");
        html_msg(h, "view.delete");
        html(h, "</button></form>");
    }
    ui_card_end(h);
    return ui_page_end(cx, w);
}

enum status page_view_list(struct ctx *cx, struct web *w)
{
    struct view *began;
    struct list_query *q;

    TRY(list_views_query(cx, w, RIGHT_READ, &q));
    struct typed t = {.name = "", .mode = VIEW_PRIVATE, .display = VIEW_TABLE,
                      .state = list_url(cx, q, "page", NULL)};
    if (q->began != 0 && view_load(cx, q->kind, q->began, &began) == OK)
        t.display = began->display;
    ctx_clear(cx);
    return show_all(cx, w, q->kind, &t);
}

enum status page_view_show(struct ctx *cx, struct web *w)
{
    struct view *v;

    TRY(view_load(cx, list_views_kind(cx, w), web_arg_int(w, "id"), &v));
    struct typed t = {v->id, v->version, v->name, v->mode, v->display, "", v->is_default};
    if (!v->may_change)
        return ctx_fail(cx, E_DENIED, "view %lld is not to be changed", (long long)v->id);
    return show_one(cx, w, v, &t);
}

/* ---- what the forms send ---- */

static enum status take_state(struct ctx *cx, const struct web *w, struct view *v)
{
    struct str state = web_param(w, "state");
    struct list_query *q;

    enum status st = view_parse(cx, v->kind, state, &q);
    if (st == E_INVALID)
        return ctx_fail(cx, E_USAGE, "a state that %s's list cannot have", v->kind->id);
    TRY(st);
    view_take(cx, v, q);
    return OK;
}

static enum status leave(struct ctx *cx, struct web *w, const struct view *v, const char *flash)
{
    web_flash(cx, w, flash, v->name);
    return web_redirect(cx, w, "/%s%s?view=%lld", v->kind->id, strcmp(v->display, VIEW_BOARD) == 0 ? "/board" : "",
                        (long long)v->id);
}

enum status page_view_create(struct ctx *cx, struct web *w)
{
    const struct kind *k = list_views_kind(cx, w);
    struct view *v = view_new(cx, k);

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    v->name = web_param_text(cx, w, "name");
    v->mode = web_has(w, "mode") ? web_param_text(cx, w, "mode") : VIEW_PRIVATE;
    v->display = web_has(w, "display") ? web_param_text(cx, w, "display") : VIEW_TABLE;
    TRY(take_state(cx, w, v));
    struct typed t = {0, 0, v->name, v->mode, v->display, web_param_text(cx, w, "state"), web_param_flag(w, "begin")};
    v->is_default = t.begins;
    enum status st = view_save(cx, v);
    if (st == E_INVALID) {
        w->rs->code = status_http(st);
        return show_all(cx, w, k, &t);
    }
    TRY(st);
    return leave(cx, w, v, "flash.saved");
}

/* Saves v; a fault or a clash shows the form again, over what stands now. */
static enum status save(struct ctx *cx, struct web *w, struct view *v)
{
    struct typed t = {v->id, v->version, v->name, v->mode, v->display, web_param_text(cx, w, "state"), false};
    struct view *now;

    v->version = web_param_int(w, "version");
    enum status st = view_save(cx, v);
    if (st == OK)
        return leave(cx, w, v, "flash.saved");
    if (st != E_INVALID && st != E_CONFLICT)
        return st;
    TRY(view_load(cx, v->kind, v->id, &now));
    w->rs->code = status_http(st);
    return show_one(cx, w, now, &t);
}

/* The view of the address. One that was taken away meanwhile: what should go into it is offered as a new one. */
static enum status load_or_offer(struct ctx *cx, struct web *w, struct view **ret_v, bool *ret_offered)
{
    const struct kind *k = list_views_kind(cx, w);
    struct typed t = {.name = web_has(w, "name") ? web_param_text(cx, w, "name") : "", .mode = VIEW_PRIVATE,
                      .display = VIEW_TABLE, .state = web_param_text(cx, w, "state")};

    enum status st = view_load(cx, k, web_arg_int(w, "id"), ret_v);
    *ret_offered = st == E_NOTFOUND && *t.state != 0;
    if (!*ret_offered)
        return st;
    ctx_clear(cx);
    (void)ctx_problem(cx, "view", "problem.no_view",
                      arena_printf(cx->mem, "%lld", (long long)web_arg_int(w, "id")));
    w->rs->code = status_http(st);
    return show_all(cx, w, k, &t);
}

enum status page_view_change(struct ctx *cx, struct web *w)
{
    struct view *v;
    bool offered;

    TRY(load_or_offer(cx, w, &v, &offered));
    if (offered)
        return OK;
    v->name = web_param_text(cx, w, "name");
    if (web_has(w, "mode"))
        v->mode = web_param_text(cx, w, "mode");
    if (web_has(w, "display"))
        v->display = web_param_text(cx, w, "display");
    if (web_param(w, "state").n > 0)
        TRY(take_state(cx, w, v));
    return save(cx, w, v);
}

/* The button above a list: only the state is new. */
enum status page_view_state(struct ctx *cx, struct web *w)
{
    struct view *v;
    bool offered;

    TRY(load_or_offer(cx, w, &v, &offered));
    if (offered)
        return OK;
    TRY(take_state(cx, w, v));
    return save(cx, w, v);
}

enum status page_view_delete(struct ctx *cx, struct web *w)
{
    struct view *v, *now;

    TRY(view_load(cx, list_views_kind(cx, w), web_arg_int(w, "id"), &v));
    v->version = web_param_int(w, "version");
    enum status st = view_remove(cx, v);
    if (st == E_CONFLICT) {
        TRY(view_load(cx, v->kind, v->id, &now));
        struct typed t = {now->id, now->version, now->name, now->mode, now->display, "", false};
        w->rs->code = status_http(st);
        return show_one(cx, w, now, &t);
    }
    TRY(st);
    web_flash(cx, w, "flash.deleted", v->name);
    return web_redirect(cx, w, "/%s/views", v->kind->id);
}

enum status page_view_begin(struct ctx *cx, struct web *w)
{
    const struct kind *k = list_views_kind(cx, w);

    TRY(view_begin_with(cx, k, web_param_int(w, "view")));
    web_flash(cx, w, web_param_int(w, "view") != 0 ? "flash.view_begin" : "flash.view_begin_not", NULL);
    return web_redirect(cx, w, "/%s/views", k->id);
}
