/* The pipeline of a register with a lifecycle: one column per state of the main line, the newest cards first. */
#include <string.h>

#include "platform/i18n.h"
#include "web/list_filter.h"
#include "web/list_views.h"
#include "web/pages.h"
#include "web/ui_record.h"

enum { CARDS = 30 };

static void card(struct ctx *cx, struct html *h, const struct record *row)
{
    ui_board_card_begin(h, ui_record_href(cx, row->kind, row->id), row->title != NULL ? row->title : "—");
    html(h, "<div class=\"text-secondary small\">");
    if (row->code != NULL) {
        html_text(h, row->code);
        html(h, " · ");
    }
    html_msg(h, "board.since");
    html(h, " ");
    html_date(h, date_of_instant(row->state_since));
    html(h, "</div>");
    ui_board_card_end(h);
}

/* Does the filter leave room for this state? A column that can hold nothing says nothing. */
static bool asks_for(const struct list_query *q, const struct state *s)
{
    for (size_t i = 0; i < q->n_filters; i++)
        if (strcmp(q->filters[i].name, "state") == 0 &&
            (q->filters[i].op == LIST_IS || q->filters[i].op == LIST_NOT) &&
            words_have(&q->filters[i].values, s->id) != (q->filters[i].op == LIST_IS))
            return false;
    return true;
}

/* of: the list that the board shows. */
static enum status column(struct ctx *cx, struct web *w, const struct list_query *of, const struct state *s,
                          bool *ret_any)
{
    struct html *h = &w->h;
    struct list_query column = *of, *q = &column;
    struct list_page page;

    list_param(cx, q, "state", str_of(s->id));
    TRY(ctx_problems(cx));
    q->page = 1;
    q->per = CARDS;
    TRY(list_run(cx, q, &page));
    *ret_any = *ret_any || page.total > 0;
    if (page.total == 0 && s->side)
        return OK; /* states off the main line only when something stands there */
    ui_board_column_begin(h, label_text(&s->label, cx->lang), s->color, page.total);
    for (size_t i = 0; i < page.n; i++)
        card(cx, h, page.rows[i]);
    if (page.total > CARDS) {
        html(h, "<a class=\"small\" href=\"");
        html_href(h, str_of(arena_printf(cx->mem, "/%s?%s", of->kind->id, list_url(cx, of, "state", s->id))));
        html(h, "\">");
        html_msg_int(h, "board.all", page.total);
        html(h, "</a>");
    }
    ui_board_column_end(h);
    return OK;
}

enum status page_board_show(struct ctx *cx, struct web *w)
{
    const struct kind *k = list_views_kind(cx, w);
    struct list_query *q;
    bool any = false;

    if (k->n_states == 0)
        return ctx_fail(cx, E_NOTFOUND, "%s has no states", k->id);
    TRY(list_views_query(cx, w, RIGHT_READ, &q));
    ui_page_begin(cx, w, &(struct ui_page){.title = i18n_fill(cx, "board.title", label_text(&k->plural, cx->lang)),
                                           .active = k->id, .wide = true, .script = "htmx.min.js"});
    ui_link_button(&w->h, list_views_address(cx, k, list_url(cx, q, "page", NULL)), "list", "action.list", false);
    if (access_may(cx, k, RIGHT_CREATE))
        ui_link_button(&w->h, arena_printf(cx->mem, "/%s/new", k->id), "plus", "action.new", true);
    ui_page_body(w);
    TRY(list_views_show(cx, w, q, true));
    list_filter_show(cx, w, q, true);
    html(&w->h, "<div id=\"list\">");
    ui_board_begin(&w->h);
    for (unsigned i = 0; i < k->n_states; i++)
        if (asks_for(q, &k->states[i]))
            TRY(column(cx, w, q, &k->states[i], &any));
    ui_board_end(&w->h);
    if (!any && list_filter_is(q))
        ui_empty(&w->h, "filter", "list.none_filtered", "list.none_filtered_text",
                 arena_printf(cx->mem, "/%s/board?view=all", k->id), "list.clear");
    else if (!any)
        ui_empty(&w->h, "layout-kanban", "list.none", "list.none_text",
                 access_may(cx, k, RIGHT_CREATE) ? arena_printf(cx->mem, "/%s/new", k->id) : NULL, "action.new");
    html(&w->h, "</div>");
    return ui_page_end(cx, w);
}
