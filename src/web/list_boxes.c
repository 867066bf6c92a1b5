/* See list_boxes.h. */
#include "web/list_boxes.h"

#include "rules/bulk.h"
#include "web/ui.h"

bool list_boxes_are(struct ctx *cx, const struct list_query *q)
{
    return bulk_may(cx, q->kind);
}

void list_boxes_begin(struct ctx *cx, struct web *w, const struct list_query *q)
{
    struct html *h = &w->h;

    ui_form_begin(w, arena_printf(cx->mem, "/%s/bulk", q->kind->id), NULL);
    html(h, "<input type=\"hidden\" name=\"query\" value=\"");
    html_attr(h, list_url(cx, q, NULL, NULL));
    html(h, "\">");
}

void list_boxes_cell(struct html *h, const struct record *row)
{
    html(h, "<td class=\"box\"><input class=\"form-check-input\" type=\"checkbox\" name=\"id\" value=\"");
    html_int(h, row->id);
    html(h, "\" aria-label=\"");
    html_msg_attr(h, "bulk.choose");
    html(h, ": ");
    html_attr(h, row->title != NULL ? row->title : "—");
    html(h, "\"></td>");
}

/* "All of this page" needs the script that shows it; without it every box can be ticked, and "all" of the filter. */
void list_boxes_end(struct ctx *cx, struct web *w, const struct list_query *q, int64_t total)
{
    struct html *h = &w->h;

    (void)cx, (void)q;
    html(h, "<div class=\"card-footer boxes d-print-none\"><label class=\"form-check\" data-boxes hidden>"
            "<input class=\"form-check-input\" type=\"checkbox\"> <span class=\"form-check-label\">");
    html_msg(h, "bulk.page");
    html(h, "</span></label><button class=\"btn\" type=\"submit\">");
    ui_icon(h, "edit");
    html_msg(h, "bulk.change_chosen");
    html(h, "</button> <button class=\"btn\" type=\"submit\" name=\"all\" value=\"yes\">");
    html_msg_int(h, "bulk.change_all", total);
    html(h, "</button></div>");
    ui_form_end(h);
}
