/* The form above a list or a board: the filters that a register's file names, group, columns and their order. What the
   address asks besides goes through it unchanged. Not for: conditions with and, or (page_filter.c). */
#pragma once

#include "register/list.h"
#include "web/web.h"

void list_filter_show(struct ctx *cx, struct web *w, const struct list_query *q, bool board);
/* What the list leaves out, in words, with the way back to all; nothing when it shows all. */
void list_filter_said(struct ctx *cx, struct html *h, const struct list_query *q, bool board);
/* Does the list leave anything out (other than by its pages)? */
bool list_filter_is(const struct list_query *q);
