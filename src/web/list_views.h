/* The saved views above a list or a board, and the address that a page of a register was asked for with.
   Not for: the page that keeps them (page_view.c). */
#pragma once

#include "register/view.h"
#include "web/web.h"

const struct kind *list_views_kind(struct ctx *cx, const struct web *w); /* of the path */
/* The list of the address, with its saved view if it names one; E_DENIED without the right, E_USAGE for an address that
   cannot be read. */
enum status list_views_query(struct ctx *cx, const struct web *w, enum right right, struct list_query **ret_q)
    MUST_CHECK;
/* The same for a page that was opened without any parameter: it begins with the user's own choice. *ret_flaw: name of
   the chosen view when it cannot be shown any more; *ret_board: it is a board. */
enum status list_views_first(struct ctx *cx, const struct web *w, struct list_query **ret_q, const char **ret_flaw,
                             bool *ret_board) MUST_CHECK;
/* Tabs, and what was changed since the view was opened. */
enum status list_views_show(struct ctx *cx, struct web *w, const struct list_query *q, bool board) MUST_CHECK;
/* Parameters behind the question mark, "view=all" for none: else the user's own choice would come up. */
const char *list_views_address(struct ctx *cx, const struct kind *k, const char *params);
