/* The Vietnamese lunar calendar (UTC+7), by the astronomical rules: months begin on the day of the new moon, the
   month of
   the winter solstice is the eleventh, a month without a major solar term in a long year is the leap month.
   Not for: days off (they are fixed by decision and stand in definitions/holidays.yaml). */
#pragma once

#include "base/date.h"

struct lunar {
    int year, month, day;
    bool leap;
};
struct lunar lunar_of_date(struct date d);
bool lunar_to_date(struct lunar l, struct date *ret_d); /* false: there is no such day */
