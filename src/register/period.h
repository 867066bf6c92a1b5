/* Periods that move with the office's day: "this_month", "last_30_days". Weeks begin on Monday; the days counted
   include today. Not for: the working days of a deadline (rules/workday.h). */
#pragma once

#include "base/date.h"
#include "base/str.h"

enum { PERIODS = 12 };

const char *period_id(size_t i); /* of 0 … PERIODS - 1, in the order of a choice */
/* Its first and last day, seen from today. False: no such period. */
bool period_days(struct str id, struct date today, struct date *ret_from, struct date *ret_to);
