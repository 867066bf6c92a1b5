/* Days of the Gregorian calendar. An instant is int64_t seconds of UTC and needs no type.
   Not for: working days and legal deadlines (rules/workday.h), the lunar calendar (rules/lunar.h). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct date {
    int16_t y;
    int8_t m, d; /* 1..12, 1..31; all zero = no date */
};

bool date_is_set(struct date d);
bool date_valid(int y, int m, int d);
bool date_parse(struct str iso, struct date *ret_d); /* "2026-01-12" only */
const char *date_text(struct arena *mem, struct date d); /* ISO 8601; "" when not set */
int32_t date_days(struct date d);                    /* days since 1970-01-01 */
struct date date_of_days(int32_t days);
struct date date_add_days(struct date d, int n);
struct date date_add_months(struct date d, int n);   /* the same day, or the last of the month */
int date_weekday(struct date d);                     /* 1 Monday .. 7 Sunday */
int date_cmp(struct date a, struct date b);
int date_days_in_month(int y, int m);

/* Local civil time of the office: Asia/Ho_Chi_Minh has had no daylight saving since 1975, so UTC+7 is exact. */
enum { OFFICE_UTC_OFFSET = 7 * 3600 };
struct date date_of_instant(int64_t utc);            /* the office's day at that instant */
int64_t date_instant(struct date d, int hour, int minute); /* office time to UTC seconds */
const char *instant_text(struct arena *mem, int64_t utc);  /* "2026-01-12 08:05" in office time */
const char *instant_iso(struct arena *mem, int64_t utc);   /* "2026-01-12T01:05:00Z" */
