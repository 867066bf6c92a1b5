/* See list_views.h. */
#include "web/list_views.h"

#include <string.h>

#include "platform/i18n.h"
#include "web/ui.h"

enum { MOST_TABS = 9 };

const struct kind *list_views_kind(struct ctx *cx, const struct web *w)
{
    struct str id = web_arg(w, "kind");

    return kind_find(arena_strndup(cx->mem, id.p, id.n));
}

enum status list_views_query(struct ctx *cx, const struct web *w, enum right right, struct list_query **ret_q)
{
    const struct kind *k = list_views_kind(cx, w);
    struct list_query *q;

    if (!access_may(cx, k, right))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    enum status st = view_parse(cx, k, w->rq->query, &q);
    if (st == E_INVALID)
        st = E_USAGE; /* a parameter of the address, not something typed into a form */
    TRY(st);
    q->right = right;
    *ret_q = q;
    return OK;
}

enum status list_views_first(struct ctx *cx, const struct web *w, struct list_query **ret_q, const char **ret_flaw,
                             bool *ret_board)
{
    const struct kind *k = list_views_kind(cx, w);
    struct view *v;
    int64_t id = 0;

    if (w->rq->query.n == 0 && access_may(cx, k, RIGHT_READ))
        TRY(view_default(cx, k, &id));
    enum status st = id == 0 ? E_NOTFOUND : view_load(cx, k, id, &v);
    if (st == E_NOTFOUND) /* none, or one that was taken away */
        return list_views_query(cx, w, RIGHT_READ, ret_q);
    TRY(st);
    st = view_parse(cx, k, str_of(arena_printf(cx->mem, "view=%lld", (long long)id)), ret_q);
    if (st == E_INVALID) { /* it asks for what this person may not see, or for what is no more */
        ctx_clear(cx);
        *ret_flaw = v->name;
        return list_views_query(cx, w, RIGHT_READ, ret_q);
    }
    TRY(st);
    *ret_board = strcmp(v->display, VIEW_BOARD) == 0;
    return OK;
}

const char *list_views_address(struct ctx *cx, const struct kind *k, const char *params)
{
    return arena_printf(cx->mem, "/%s?%s", k->id, *params != 0 ? params : "view=all");
}

static const char *view_href(struct ctx *cx, const struct view *v)
{
    return arena_printf(cx->mem, "/%s%s?view=%lld", v->kind->id, strcmp(v->display, VIEW_BOARD) == 0 ? "/board" : "",
                        (long long)v->id);
}

static void changed(struct ctx *cx, struct web *w, const struct list_query *q, const struct view *v)
{
    const char *state = list_url(cx, q, "page", NULL);
    struct html *h = &w->h;

    html(h, "<div class=\"view-changed mb-3 d-print-none\" role=\"status\"><span>");
    html_msg1(h, "view.changed", v->name);
    html(h, "</span><div class=\"btn-list\">");
    if (v->may_change) {
        ui_form_begin(w, arena_printf(cx->mem, "/%s/views/%lld/state", v->kind->id, (long long)v->id), "view-state");
        ui_field(h, &(struct ui_field){.name = "state", .type = "hidden", .value = state});
        ui_field(h, &(struct ui_field){.name = "version", .type = "hidden",
                                       .value = arena_printf(cx->mem, "%lld", (long long)v->version)});
        html(h, "<button class=\"btn btn-sm btn-primary\" type=\"submit\">");
        html_msg1(h, "view.save_into", v->name);
        html(h, "</button></form>");
    }
    html(h, "<a class=\"btn btn-sm\" href=\"");
    html_href(h, str_of(arena_printf(cx->mem, "/%s/views?%s", v->kind->id, state)));
    html(h, "\">");
    html_msg(h, "view.save_own");
    html(h, "</a><a class=\"btn btn-sm\" href=\"");
    html_href(h, str_of(view_href(cx, v)));
    html(h, "\">");
    html_msg(h, "view.drop_changes");
    html(h, "</a></div></div>");
}

/* The tabs that are shown: the first ones, and the one under way wherever it stands. */
static size_t tabs(struct ctx *cx, const struct list_query *q, bool board, const struct view *at, size_t n,
                   struct ui_tab *t)
{
    const char *all = arena_printf(cx->mem, "/%s%s?view=all", q->kind->id, board ? "/board" : "");
    size_t n_tabs = 0;

    t[n_tabs++] = (struct ui_tab){ui_text(cx, "view.all"), all, -1, q->began == 0};
    for (size_t i = 0; i < n; i++)
        if (i < MOST_TABS || at[i].id == q->began)
            t[n_tabs++] = (struct ui_tab){at[i].name, view_href(cx, &at[i]), -1, at[i].id == q->began};
    if (n > MOST_TABS)
        t[n_tabs++] = (struct ui_tab){ui_text(cx, "view.more"), arena_printf(cx->mem, "/%s/views", q->kind->id),
                                      (int64_t)n, false};
    const char *state = list_url(cx, q, "page", NULL);
    t[n_tabs++] = (struct ui_tab){arena_printf(cx->mem, "+ %s", ui_text(cx, "view.save")),
                                  arena_printf(cx->mem, "/%s/views?%s", q->kind->id, state), -1, false};
    return n_tabs;
}

enum status list_views_show(struct ctx *cx, struct web *w, const struct list_query *q, bool board)
{
    struct ui_tab t[MOST_TABS + 4];
    struct view *at;
    size_t n;

    TRY(view_list(cx, q->kind, &at, &n));
    html(&w->h, "<nav class=\"views\" aria-label=\"");
    html_msg_attr(&w->h, "view.title");
    html(&w->h, "\">");
    ui_tabs(&w->h, t, tabs(cx, q, board, at, n, t));
    html(&w->h, "</nav>");
    for (size_t i = 0; i < n; i++)
        if (at[i].id == q->began && !view_is(cx, &at[i], q))
            changed(cx, w, q, &at[i]);
    return OK;
}
