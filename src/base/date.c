/* See date.h. Day numbers after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013). */
#include "base/date.h"

#include <stdio.h>

bool date_is_set(struct date d)
{
    return d.m != 0;
}

int date_days_in_month(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

    return days[m - 1] + (m == 2 && leap);
}

bool date_valid(int y, int m, int d)
{
    return y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= date_days_in_month(y, m);
}

bool date_parse(struct str iso, struct date *ret_d)
{
    long long y, m, d;

    if (iso.n != 10 || iso.p[0] == '-' || iso.p[4] != '-' || iso.p[7] != '-')
        return false;
    if (!str_int(str_sub(iso, 0, 4), &y) || !str_int(str_sub(iso, 5, 7), &m) || !str_int(str_sub(iso, 8, 10), &d))
        return false;
    if (!date_valid((int)y, (int)m, (int)d))
        return false;
    *ret_d = (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
    return true;
}

/* Two digits; lists and interfaces write these by the thousand. */
static void two(char *out, int n)
{
    out[0] = (char)('0' + n / 10);
    out[1] = (char)('0' + n % 10);
}

/* "2026-01-12" into ten bytes; false: a year of another length. */
static bool write_date(char *out, struct date d)
{
    if (d.y < 0 || d.y > 9999)
        return false;
    two(out, d.y / 100);
    two(out + 2, d.y % 100);
    out[4] = out[7] = '-';
    two(out + 5, d.m);
    two(out + 8, d.d);
    return true;
}

const char *date_text(struct arena *mem, struct date d)
{
    char text[10];

    if (!date_is_set(d))
        return "";
    return write_date(text, d) ? arena_strndup(mem, text, sizeof text)
                               : arena_printf(mem, "%04d-%02d-%02d", d.y, d.m, d.d);
}

int32_t date_days(struct date d)
{
    int y = d.y - (d.m <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (d.m + (d.m > 2 ? -3 : 9)) + 2) / 5 + d.d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

struct date date_of_days(int32_t days)
{
    int z = days + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int m = mp + (mp < 10 ? 3 : -9);

    return (struct date){(int16_t)(yoe + era * 400 + (m <= 2)), (int8_t)m, (int8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

struct date date_add_days(struct date d, int n)
{
    return date_of_days(date_days(d) + n);
}

struct date date_add_months(struct date d, int n)
{
    int months = d.y * 12 + d.m - 1 + n;
    int y = months / 12, m = months % 12 + 1;
    int last = date_days_in_month(y, m);

    return (struct date){(int16_t)y, (int8_t)m, (int8_t)(d.d < last ? d.d : last)};
}

int date_weekday(struct date d)
{
    int32_t days = date_days(d) + 3; /* 1970-01-01 was a Thursday */
    int w = days % 7;

    return (w < 0 ? w + 7 : w) + 1;
}

int date_cmp(struct date a, struct date b)
{
    int x = (a.y * 16 + a.m) * 32 + a.d, y = (b.y * 16 + b.m) * 32 + b.d;

    return (x > y) - (x < y);
}

struct date date_of_instant(int64_t utc)
{
    int64_t t = utc + OFFICE_UTC_OFFSET;
    int64_t days = t / 86400 - (t % 86400 < 0);

    return date_of_days((int32_t)days);
}

int64_t date_instant(struct date d, int hour, int minute)
{
    return (int64_t)date_days(d) * 86400 + hour * 3600 + minute * 60 - OFFICE_UTC_OFFSET;
}

static int second_of_day(int64_t t)
{
    int s = (int)(t % 86400);

    return s < 0 ? s + 86400 : s;
}

const char *instant_text(struct arena *mem, int64_t utc)
{
    int s = second_of_day(utc + OFFICE_UTC_OFFSET);

    return arena_printf(mem, "%s %02d:%02d", date_text(mem, date_of_instant(utc)), s / 3600, s / 60 % 60);
}

const char *instant_iso(struct arena *mem, int64_t utc)
{
    char text[20] = "0000-00-00T00:00:00Z";
    int s = second_of_day(utc);

    if (write_date(text, date_of_instant(utc - OFFICE_UTC_OFFSET))) {
        two(text + 11, s / 3600);
        two(text + 14, s / 60 % 60);
        two(text + 17, s % 60);
        return arena_strndup(mem, text, sizeof text);
    }
    return arena_printf(mem, "%sT%02d:%02d:%02dZ", date_text(mem, date_of_instant(utc - OFFICE_UTC_OFFSET)), s / 3600,
                        s / 60 % 60, s % 60);
}
