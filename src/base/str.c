/* See str.h. */
#include "base/str.h"

#include <limits.h>
#include <string.h>

struct str str_of(const char *c)
{
    return c == NULL ? (struct str){"", 0} : (struct str){c, strlen(c)};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *c)
{
    return str_eq(a, str_of(c));
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

    return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, const char *prefix)
{
    size_t n = strlen(prefix);

    return s.n >= n && memcmp(s.p, prefix, n) == 0;
}

bool str_ends(struct str s, const char *suffix)
{
    size_t n = strlen(suffix);

    return s.n >= n && memcmp(s.p + s.n - n, suffix, n) == 0;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (struct str){s.p + from, to - from};
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n > 0 && is_blank(s.p[0]))
        s.p++, s.n--;
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

size_t str_find(struct str s, struct str needle)
{
    const char *hit = needle.n == 0 ? s.p : s.n == 0 ? NULL : memmem(s.p, s.n, needle.p, needle.n);

    return hit == NULL ? s.n : (size_t)(hit - s.p);
}

bool str_next(struct str *rest, char sep, struct str *ret_part)
{
    if (rest->p == NULL)
        return false;
    const char *hit = rest->n == 0 ? NULL : memchr(rest->p, sep, rest->n);
    if (hit == NULL) {
        *ret_part = *rest;
        *rest = (struct str){NULL, 0};
        return true;
    }
    *ret_part = (struct str){rest->p, (size_t)(hit - rest->p)};
    *rest = (struct str){hit + 1, rest->n - ret_part->n - 1};
    return true;
}

bool str_holds(struct str s, struct str q)
{
    struct str word;

    while (str_next(&q, ' ', &word))
        if (word.n > 0 && str_find(s, word) >= s.n)
            return false;
    return true;
}

static bool begins_formula(struct str s)
{
    return s.n > 0 && s.p[0] != '\0' && strchr("=+-@\t\r", s.p[0]) != NULL;
}

bool str_is_guarded(struct str s)
{
    size_t quotes = 0;

    while (quotes < s.n && s.p[quotes] == '\'')
        quotes++;
    return quotes > 0 && begins_formula(str_sub(s, quotes, s.n));
}

bool str_needs_guard(struct str s)
{
    bool is_number = s.n > 1 && s.p[0] == '-' && s.p[1] >= '0' && s.p[1] <= '9';

    return str_is_guarded(s) || (begins_formula(s) && !is_number);
}

bool str_listed(struct str w, const char *list)
{
    if (w.n == 0)
        return false;
    for (const char *p = list; (p = strchr(p, w.p[0])) != NULL; p++)
        if ((p == list || p[-1] == ' ') && strncmp(p, w.p, w.n) == 0 && (p[w.n] == ' ' || p[w.n] == 0))
            return true;
    return false;
}

bool str_int(struct str s, long long *ret_n)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    long long n = 0;

    if (s.n == (minus ? 1U : 0U))
        return false;
    for (size_t i = minus; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || n > (LLONG_MAX - 9) / 10)
            return false;
        n = n * 10 + (s.p[i] - '0');
    }
    *ret_n = minus ? -n : n;
    return true;
}
