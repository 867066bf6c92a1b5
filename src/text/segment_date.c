/* Dates and addresses that stand alone in a text: the lines above an article, "Source:" lines. Part of segment.h.
   Not for: dates inside sentences (figure.h). */
#include <string.h>
#include <strings.h>

#include "text/segment_private.h"

static size_t number(struct str s, size_t at, size_t most, int *ret_n)
{
    size_t n = 0;
    int v = 0;

    while (at + n < s.n && n < most && s.p[at + n] >= '0' && s.p[at + n] <= '9')
        v = v * 10 + (s.p[at + n++] - '0');
    *ret_n = v;
    return n;
}

static bool set(struct date *d, int y, int m, int day)
{
    if (y < 1900 || y > 2200 || !date_valid(y, m, day))
        return false;
    *d = (struct date){(int16_t)y, (int8_t)m, (int8_t)day};
    return true;
}

/* 2026-01-12, 12/1/2026, 2/15/2024, 12.01.2026. Month first only when the second number cannot be a month. */
static size_t numeric(struct str s, struct date *ret_d)
{
    int a, b, c;
    size_t i = number(s, 0, 4, &a), from = i;

    if (i == 0 || i >= s.n || strchr("/.-", s.p[i]) == NULL)
        return 0;
    char sep = s.p[i++];
    size_t n = number(s, i, 2, &b);
    i += n;
    if (n == 0 || i >= s.n || s.p[i] != sep)
        return 0;
    i++;
    n = number(s, i, 4, &c);
    i += n;
    if (from == 4 && n > 0 && n <= 2)
        return set(ret_d, a, b, c) ? i : 0;
    if (from > 2 || n != 4)
        return 0;
    return set(ret_d, c, b, a) || set(ret_d, c, a, b) ? i : 0;
}

static const char *const month_words[12] = {
    "january januar jan", "february februar feb", "march märz mar mär", "april apr", "may mai", "june juni jun",
    "july juli jul", "august aug", "september sep sept", "october oktober oct okt", "november nov",
    "december dezember dec dez"};

static size_t word_at(struct str s, size_t at)
{
    size_t n = at;

    while (n < s.n && strchr(" .,/|:;()\t-", s.p[n]) == NULL)
        n++;
    return n - at;
}

static int month_of(struct str w)
{
    for (int m = 0; m < 12; m++) {
        struct str rest = str_of(month_words[m]), one;
        while (str_next(&rest, ' ', &one))
            if (one.n == w.n && strncasecmp(one.p, w.p, w.n) == 0)
                return m + 1;
    }
    return 0;
}

static size_t skip(struct str s, size_t at, const char *what)
{
    while (at < s.n && strchr(what, s.p[at]) != NULL)
        at++;
    return at;
}

/* 12 January 2026, 12. Januar 2026, January 12, 2026, 12 tháng 1 năm 2026, 12 tháng 1, 2026. */
static size_t worded(struct str s, struct date *ret_d)
{
    int day = 0, year = 0, month;
    size_t i = number(s, 0, 2, &day), n;

    i = skip(s, i, ". ");
    if (str_starts(str_sub(s, i, s.n), "tháng ")) {
        i += strlen("tháng ");
        n = number(s, i, 2, &month);
        if (n == 0)
            return 0;
    } else {
        n = word_at(s, i);
        month = month_of(str_sub(s, i, i + n));
        if (month == 0)
            return 0;
    }
    i = skip(s, i + n, "., ");
    if (day == 0) {
        n = number(s, i, 2, &day);
        i = skip(s, i + n, "., ");
    }
    if (str_starts(str_sub(s, i, s.n), "năm "))
        i += strlen("năm ");
    n = number(s, i, 4, &year);
    return n == 4 && set(ret_d, year, month, day) ? i + n : 0;
}

size_t segment_date(struct str s, struct date *ret_d)
{
    struct date d;
    size_t n = numeric(s, &d);

    if (n == 0)
        n = worded(s, &d);
    if (n > 0)
        *ret_d = d;
    return n;
}

static const char *const label_words =
    "date ngày am pm gmt gmt+7 utc updated cập nhật lúc stand posted published đăng thứ hai ba tư năm sáu bảy chủ "
    "nhật monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag "
    "samstag sonntag uhr at on am um h giờ mon tue wed thu fri sat sun";

static bool is_label(struct str w)
{
    struct str rest = str_of(label_words), one;

    while (str_next(&rest, ' ', &one))
        if (one.n == w.n && strncasecmp(one.p, w.p, w.n) == 0)
            return true;
    return strncasecmp(w.p, "NGÀY", w.n) == 0 && w.n == strlen("NGÀY");
}

bool segment_is_date_line(struct str line)
{
    struct date d;
    bool found = false;
    size_t i = 0;

    if (line.n > 90)
        return false;
    while (i < line.n) {
        size_t n = segment_date(str_sub(line, i, line.n), &d);
        if (n > 0) {
            found = true;
            i += n;
            continue;
        }
        if (strchr(" \t|,.-()/:;+", line.p[i]) != NULL || (line.p[i] >= '0' && line.p[i] <= '9')) {
            i++;
            continue;
        }
        n = word_at(line, i);
        if (n == 0 || !is_label(str_sub(line, i, i + n)))
            return false;
        i += n;
    }
    return found;
}

struct str segment_url(struct str s)
{
    size_t at = str_find(s, STR("http://")), secure = str_find(s, STR("https://"));

    if (secure < at)
        at = secure;
    if (at >= s.n)
        at = str_find(s, STR("www."));
    size_t end = at;
    while (end < s.n && (unsigned char)s.p[end] > ' ' && strchr("<>\"|", s.p[end]) == NULL)
        end++;
    while (end > at && strchr(".,;:)]", s.p[end - 1]) != NULL)
        end--;
    return str_sub(s, at, end);
}
