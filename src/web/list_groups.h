/* The groups above a list: how many records each value has, with the sums of the shown columns of numbers and money,
   and the totals of the whole filter. Not for: counting (register/list.h). */
#pragma once

#include "register/list.h"
#include "web/web.h"

enum status list_groups_show(struct ctx *cx, struct html *h, struct list_query *q) MUST_CHECK;
