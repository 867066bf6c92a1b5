/* Figures that say the same in other words, where two spotters see two things: "ước đạt" and "estimated at", seven
   months and the first seven months, "4 và 5/11" and "4. und 5. November". Part of compare.h, for compare_figure.c. */
#include <stdlib.h>
#include <string.h>

#include "text/compare_private.h"

static bool is_any(struct str low, const char *list)
{
    struct str rest = str_of(list), one;

    while (str_next(&rest, ' ', &one))
        if (str_eq(one, low))
            return true;
    return false;
}

static struct str raw(const struct compare_side *s, size_t i)
{
    return compare_words_at(s, (struct compare_range){s->words.at[i].start, s->words.at[i].end});
}

size_t compare_word_at(const struct compare_side *s, size_t at)
{
    size_t from = 0, to = s->words.n;

    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (s->words.at[mid].end <= at)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

/* One of the words of the list among the three before the figure, inside its sentence, or in its span. */
static bool word_near(const struct compare_side *s, const struct figure *f, const char *list, size_t before)
{
    size_t first = compare_word_at(s, f->start);

    for (size_t i = first > before ? first - before : 0; i < s->words.n && s->words.at[i].start < f->end; i++)
        if (is_any(raw(s, i), list))
            return true;
    return false;
}

bool compare_is_estimate(const struct compare_side *s, const struct figure *f)
{
    return word_near(s, f,
                     "ước tính estimated Estimated estimate estimates schätzungsweise Schätzungsweise geschätzt "
                     "geschätzte geschätzten Schätzung Schätzungen put voraussichtlich", 3);
}

/* "Over a quarter of a century" is as long as "trong một phần tư thế kỷ": over is no bound there. */
bool compare_is_throughout(const struct compare_side *a, const struct figure *x, const struct compare_side *b,
                           const struct figure *y)
{
    return word_near(a, x, "trong Trong qua Qua suốt Suốt in In während über Über", 1) &&
           word_near(b, y, "over Over über Über", 1);
}

int compare_direction(const struct compare_side *s, const struct figure *f)
{
    if (f->direction != 0)
        return f->direction;
    size_t next = compare_word_at(s, f->end), first = compare_word_at(s, f->start);
    for (size_t i = next; i < s->words.n && i < next + 2; i++) {
        if (is_any(s->words.at[i].low, "fewer less lower weniger"))
            return -1;
        if (is_any(s->words.at[i].low, "more higher mehr") && i + 1 < s->words.n && is_any(raw(s, i + 1), "than als"))
            return 1;
    }
    for (size_t i = first > 2 ? first - 2 : 0; s->v->lang == LANG_VI && i < first; i++) {
        if (is_any(raw(s, i), "giảm Giảm ít"))
            return -1;
        if (is_any(raw(s, i), "tăng Tăng"))
            return 1;
    }
    return 0;
}

static bool counts_months(const struct figure *f)
{
    return f->cls == FIGURE_CARDINAL && f->has_low &&
           (str_starts(f->unit, "tháng") || str_starts(f->unit, "month") || str_starts(f->unit, "monat"));
}

/* Seven months against "--01-01/--07-31". */
bool compare_same_months(const struct figure *x, const struct figure *y)
{
    if (counts_months(y) && x->cls == FIGURE_PERIOD)
        return compare_same_months(y, x);
    if (!counts_months(x) || y->cls != FIGURE_PERIOD || y->value == NULL)
        return false;
    const char *end = strchr(y->value, '/');
    if (end == NULL || strlen(end) < 6 || strncmp(end - 6, "-01-01", 6) != 0)
        return false;
    const char *month = strrchr(end, '-');
    return month > end + 2 && decimal_cmp(x->low, decimal_of(strtol(month - 2, NULL, 10))) == 0;
}

/* The two ends of "2025-11-04/2025-11-05"; false for anything else. */
static bool days_of(const char *value, long *ret_first, const char **ret_last)
{
    const char *slash = value == NULL ? NULL : strchr(value, '/');

    if (slash == NULL || slash - value != 10 || strlen(slash) != 11)
        return false;
    *ret_first = strtol(slash - 2, NULL, 10);
    *ret_last = slash + 1;
    return true;
}

/* A list of two days against the last of them, which the other spotter saw alone; *ret_day is the one it missed. */
bool compare_last_day(const struct figure *x, const struct figure *y, long *ret_day)
{
    const char *last;

    if (x->cls != FIGURE_PERIOD || y->cls != FIGURE_DATE || y->value == NULL || !days_of(x->value, ret_day, &last))
        return false;
    return strcmp(y->value, last) == 0 || (strncmp(y->value, "--", 2) == 0 && strcmp(y->value + 2, last + 5) == 0);
}

/* "31 November 2025" is no day, so the spotter saw a number and a month: the number right before the month. */
bool compare_is_day_of(const struct figure *n, const struct figure *month)
{
    return (n->cls == FIGURE_CARDINAL || n->cls == FIGURE_ORDINAL) && n->end < month->start &&
           month->start <= n->end + 5 && n->has_low && decimal_cmp(n->low, decimal_of(31)) <= 0 &&
           month->cls == FIGURE_PERIOD && month->value != NULL && strlen(month->value) == 7;
}

static bool in_figure(const struct compare_side *s, size_t start, size_t end)
{
    for (size_t i = 0; i < s->figures.n && s->figures.at[i].start < end; i++)
        if (s->figures.at[i].start <= start && end <= s->figures.at[i].end)
            return true;
    return false;
}

/* "năm định hướng": năm is a year or five, and the spotter leaves it alone when it cannot tell. */
static bool may_be_five(const struct figure *f, const struct compare_side *s, size_t word)
{
    return s->v->lang == LANG_VI && str_is(raw(s, word), "năm") && f->cls == FIGURE_CARDINAL && f->has_low &&
           decimal_cmp(f->low, decimal_of(5)) == 0;
}

static struct str digits_of(struct str w)
{
    size_t from = 0, to;

    while (from < w.n && (w.p[from] < '0' || w.p[from] > '9'))
        from++;
    for (to = from; to < w.n && w.p[to] >= '0' && w.p[to] <= '9';)
        to++;
    return str_sub(w, from, to);
}

/* Does f, a figure of the side of, stand in r of the other side as a word that its spotter did not count? */
bool compare_unspotted(const struct compare_side *s, struct compare_range r, const struct figure *f,
                       const struct compare_side *of)
{
    struct str digits = digits_of(compare_words_at(of, (struct compare_range){f->start, f->end}));

    for (size_t i = compare_word_at(s, r.start); i < s->words.n && s->words.at[i].end <= r.end; i++) {
        bool same = digits.n >= 2 && str_eq(raw(s, i), digits);
        if ((same || may_be_five(f, s, i)) && !in_figure(s, s->words.at[i].start, s->words.at[i].end))
            return true;
    }
    return false;
}
