/* Records that the program makes for each period: the report of the month, the review of the quarter. What and when is
   data in the kind's file (`opens:`). Not for: moves by date (lifecycle.h) or due dates (deadline.h). */
#pragma once

#include "platform/lease.h"
#include "register/record.h"

/* Makes those whose period has begun and that are not there yet; each once, in one transaction with the note that it
   was made. Periods that passed while nothing ran are not made up for. *ret_n: records made. */
enum status opening_tick(struct ctx *cx, struct lease *l, int64_t *ret_n) MUST_CHECK;
