/* The pipeline of a register with a lifecycle: one column per state of the main line, the newest cards first. */
#include "platform/i18n.h"
#include "register/list.h"
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

static enum status column(struct ctx *cx, struct web *w, const struct kind *k, const struct state *s, bool *ret_any)
{
    struct html *h = &w->h;
    struct list_query *q = list_new(cx, k);
    struct list_page page;

    list_param(cx, q, "state", str_of(s->id));
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
        html_href(h, str_of(arena_printf(cx->mem, "/%s?state=%s", k->id, s->id)));
        html(h, "\">");
        html_msg_int(h, "board.all", page.total);
        html(h, "</a>");
    }
    ui_board_column_end(h);
    return OK;
}

enum status page_board_show(struct ctx *cx, struct web *w)
{
    struct str id = web_arg(w, "kind");
    const struct kind *k = kind_find(arena_strndup(cx->mem, id.p, id.n));
    bool any = false;

    if (k->n_states == 0)
        return ctx_fail(cx, E_NOTFOUND, "%s has no states", k->id);
    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    ui_page_begin(cx, w, &(struct ui_page){.title = i18n_fill(cx, "board.title", label_text(&k->plural, cx->lang)),
                                           .active = k->id, .wide = true});
    ui_link_button(&w->h, arena_printf(cx->mem, "/%s", k->id), "list", "action.list", false);
    if (access_may(cx, k, RIGHT_CREATE))
        ui_link_button(&w->h, arena_printf(cx->mem, "/%s/new", k->id), "plus", "action.new", true);
    ui_page_body(w);
    ui_board_begin(&w->h);
    for (unsigned i = 0; i < k->n_states; i++)
        TRY(column(cx, w, k, &k->states[i], &any));
    ui_board_end(&w->h);
    if (!any)
        ui_empty(&w->h, "layout-kanban", "list.none", "list.none_text", arena_printf(cx->mem, "/%s/new", k->id),
                 "action.new");
    return ui_page_end(cx, w);
}
