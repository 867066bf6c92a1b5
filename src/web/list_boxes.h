/* The boxes before the rows of a list and the bar under it, with which records are chosen for one change of many.
   Not for: the change itself (page_bulk.c). */
#pragma once

#include "register/list.h"
#include "web/web.h"

/* Does this list have boxes for this user? */
bool list_boxes_are(struct ctx *cx, const struct list_query *q);
void list_boxes_begin(struct ctx *cx, struct web *w, const struct list_query *q); /* the form around the table */
void list_boxes_cell(struct html *h, const struct record *row);
void list_boxes_end(struct ctx *cx, struct web *w, const struct list_query *q, int64_t total);
