/* See period.h. */
#include "register/period.h"

static const char *const ids[PERIODS] = {"today",        "this_week",    "last_week",   "this_month",
                                         "last_month",   "this_quarter", "last_quarter", "this_year",
                                         "last_year",    "last_30_days", "next_7_days", "next_30_days"};

const char *period_id(size_t i)
{
    return ids[i];
}

bool period_days(struct str id, struct date today, struct date *ret_from, struct date *ret_to)
{
    struct date month = {today.y, today.m, 1}, monday = date_add_days(today, 1 - date_weekday(today));
    struct date quarter = date_add_months(month, -((today.m - 1) % 3));
    const struct {
        struct date from, to;
    } days[PERIODS] = {{today, today},
                       {monday, date_add_days(monday, 6)},
                       {date_add_days(monday, -7), date_add_days(monday, -1)},
                       {month, date_add_days(date_add_months(month, 1), -1)},
                       {date_add_months(month, -1), date_add_days(month, -1)},
                       {quarter, date_add_days(date_add_months(quarter, 3), -1)},
                       {date_add_months(quarter, -3), date_add_days(quarter, -1)},
                       {{today.y, 1, 1}, {today.y, 12, 31}},
                       {{today.y - 1, 1, 1}, {today.y - 1, 12, 31}},
                       {date_add_days(today, -29), today},
                       {today, date_add_days(today, 6)},
                       {today, date_add_days(today, 29)}};

    for (size_t i = 0; i < PERIODS; i++)
        if (str_is(id, ids[i])) {
            *ret_from = days[i].from;
            *ret_to = days[i].to;
            return true;
        }
    return false;
}
