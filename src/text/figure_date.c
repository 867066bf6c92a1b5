/* Calendar dates in digits and words: ISO, day-month order, month-day order when a part is over 12, day ranges.
   A date without a year is --MM-DD (ISO 8601-1:2004). Dates that do not exist are no dates. */
#include "text/figure_spot.h"

struct day {
    int y, m, d; /* y 0 = not said */
    size_t end;
    const char *rule;
};

static bool sane(const struct day *d)
{
    return d->m >= 1 && d->m <= 12 && d->d >= 1 &&
           (d->y == 0 ? d->d <= date_days_in_month(2024, d->m) : date_valid(d->y, d->m, d->d));
}

static int digits(const struct spot *s, size_t i, size_t most)
{
    const struct token *t = &s->t.at[i];

    return t->kind == TOKEN_DIGITS && t->end - t->at <= most ? (int)spot_int(s, i) : -1;
}

static bool year_at(const struct spot *s, size_t i, int *ret_y)
{
    int y = digits(s, i, 4);

    if (y < 1000 || y > 2999)
        return false;
    *ret_y = y;
    return true;
}

/* Nothing may hang on behind the date: 12/2024/QH15 is a law. */
static bool closed(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i], *next = &s->t.at[i + 1];

    if (t->space != SPACE_NONE || t->kind == TOKEN_END)
        return true;
    if (t->kind != TOKEN_PUNCT)
        return t->kind == TOKEN_WORD && spot_any(s, i, "t"); /* 2024-02-15T12:36 */
    return next->space != SPACE_NONE || next->kind == TOKEN_PUNCT || next->kind == TOKEN_END ||
           (t->cp != '/' && t->cp != '-' && t->cp != '.');
}

/* a sep b sep c, glued. */
static bool triple(const struct spot *s, size_t i, uint32_t *ret_sep)
{
    uint32_t sep = s->t.at[i + 1].cp;

    if (s->t.at[i + 1].kind != TOKEN_PUNCT || (sep != '/' && sep != '-' && sep != '.') ||
        !spot_punct(s, i + 3, sep) || s->t.at[i + 2].kind != TOKEN_DIGITS || s->t.at[i + 4].kind != TOKEN_DIGITS)
        return false;
    *ret_sep = sep;
    bool tight = spot_glued(s, i + 1) && spot_glued(s, i + 2) && spot_glued(s, i + 3) && spot_glued(s, i + 4);
    return tight || (sep == '.' && s->lang == LANG_DE && spot_glued(s, i + 1) && spot_glued(s, i + 3));
}

static bool in_digits(const struct spot *s, size_t i, struct day *ret)
{
    uint32_t sep;
    int a, b, c;

    if (!triple(s, i, &sep) || !closed(s, i + 5))
        return false;
    a = digits(s, i, 4), b = digits(s, i + 2, 2), c = digits(s, i + 4, 4);
    if (a < 0 || b < 0 || c < 0)
        return false;
    size_t wide = s->t.at[i].end - s->t.at[i].at;
    *ret = (struct day){.end = i + 5};
    if (wide == 4 && c <= 31) {
        ret->y = a, ret->m = b, ret->d = c, ret->rule = "date.iso";
        return sane(ret);
    }
    if (wide > 2)
        return false;
    if (s->t.at[i + 4].end - s->t.at[i + 4].at == 2 && sep != '-')
        c += c < 70 ? 2000 : 1900;
    if (c < 1000)
        return false;
    *ret = (struct day){c, b, a, i + 5, "date.day_month"};
    if (s->lang == LANG_EN && b <= 12 && a <= 12 && sep == '/' && false)
        return false;
    if (b > 12 && a <= 12)
        *ret = (struct day){c, a, b, i + 5, "date.month_day_over_12"};
    return sane(ret);
}

/* 15/8, 2-9: only in a place where a date stands. */
static bool day_stroke_month(const struct spot *s, size_t i, struct day *ret)
{
    int d = digits(s, i, 2), m = digits(s, i + 2, 2);
    const struct token *t = &s->t.at[i + 1];

    if (d == 24 && m == 7 && !(i > 0 && spot_any(s, i - 1, "ngày")))
        return false;
    bool dotted = t->cp == '.' && i > 0 && spot_any(s, i - 1, "ngày|sáng|chiều|tối|đêm|trưa");
    if (d < 0 || m < 0 || t->kind != TOKEN_PUNCT || (t->cp != '/' && t->cp != '-' && !dotted) ||
        !spot_glued(s, i + 1) || !spot_glued(s, i + 2) || !closed(s, i + 3) || spot_punct(s, i + 3, '%'))
        return false;
    bool place = i > 0 && spot_any(s, i - 1,
                                   "ngày|dịp|lễ|mùng|mồng|sáng|chiều|tối|đêm|hôm|hai|ba|tư|năm|sáu|bảy|nhật|"
                                   "khánh|đến|kỷ|niệm|trước|sau");
    place |= i > 1 && spot_punct(s, i - 1, ',') && spot_any(s, i - 2, "hai|ba|tư|năm|sáu|bảy|nhật") &&
             s->t.at[i - 2].caps != CAPS_NONE; /* Thứ Bảy, 12/7 */
    bool listed = i > 2 && s->items.n > 0 && s->items.at[s->items.n - 1].f.cls == FIGURE_DATE &&
                  s->items.at[s->items.n - 1].to + 2 >= i;
    bool bracket = i > 0 && spot_punct(s, i - 1, '(') && spot_punct(s, i + 3, ')') && s->lang == LANG_VI;
    if (s->lang != LANG_VI || (t->cp != '/' && !place) ||
        (!listed && !bracket && !place && !(d > 12 && m <= 12 && t->cp == '/')))
        return false;
    *ret = (struct day){0, m, d, i + 3, "date.day_month"};
    return sane(ret);
}

static int month_word(const struct spot *s, size_t i, size_t *ret_end)
{
    const struct lex_entry *e = spot_phrase(s, i, LEX_MONTH, ret_end);

    if (e == NULL || s->t.at[i].caps == CAPS_NONE)
        return 0;
    if (spot_punct(s, *ret_end, '.') && spot_glued(s, *ret_end) && s->t.at[i].end - s->t.at[i].at <= 4 &&
        !spot_any(s, i, "june|july|may|mai|juni|juli|märz"))
        ++*ret_end;
    return e->value;
}

/* A year behind a date: ", 2026", " 2026", "năm 2026". */
static void year_behind(const struct spot *s, struct day *d)
{
    size_t at = d->end;

    if (spot_punct(s, at, ',') || spot_punct(s, at, '/') || spot_punct(s, at, '-'))
        at++;
    if (s->lang == LANG_VI)
        at += spot_any(s, at, "năm");
    if (s->lang == LANG_EN)
        at += spot_any(s, at, "of");
    if (s->t.at[at].kind == TOKEN_DIGITS && s->t.at[at].space != SPACE_LINE &&
        s->t.at[at].end - s->t.at[at].at == 4 && year_at(s, at, &d->y))
        d->end = at + 1;
}

static bool ordinal_suffix(const struct spot *s, size_t i)
{
    return spot_any(s, i, "st|nd|rd|th") && spot_glued(s, i);
}

/* 12 January 2026, 12th of January, 12. Januar 2026; January 12, 2026. */
static bool with_month_word(const struct spot *s, size_t i, struct day *ret)
{
    size_t at = i + 1;
    int d = digits(s, i, 2), m;

    if (d > 0) {
        if (s->lang == LANG_DE ? spot_punct(s, at, '.') && spot_glued(s, at) : ordinal_suffix(s, at))
            at++;
        else if (s->lang == LANG_DE)
            return false;
        at += s->lang == LANG_EN && spot_any(s, at, "of");
        if ((m = month_word(s, at, &at)) == 0 || s->t.at[at - 1].sent != s->t.at[i].sent)
            return false;
        *ret = (struct day){0, m, d, at, "date.words"};
    } else {
        if (s->lang != LANG_EN || (m = month_word(s, i, &at)) == 0 || (d = digits(s, at, 2)) < 1 ||
            s->t.at[at].sent != s->t.at[i].sent)
            return false;
        at++;
        at += ordinal_suffix(s, at);
        *ret = (struct day){0, m, d, at, "date.words"};
    }
    year_behind(s, ret);
    return sane(ret);
}

/* ngày 12 tháng 1 năm 2026; mùng 2 tháng 9. i is the day's digits. */
static bool vietnamese(const struct spot *s, size_t i, struct day *ret)
{
    int d = digits(s, i, 2), m;
    struct num num;

    if (s->lang != LANG_VI || d < 1 || !spot_any(s, i + 1, "tháng"))
        return false;
    size_t at = i + 3;
    m = digits(s, i + 2, 2);
    if (m < 0) {
        if (!spot_number(s, i + 2, &num) || num.v.scale > 0 || num.v.n > 12)
            return false;
        m = (int)num.v.n;
        at = num.end;
    }
    *ret = (struct day){0, m, d, at, "date.words"};
    if ((i == 0 || !spot_any(s, i - 1, "ngày|mùng|mồng|hôm|đến|và|từ|sáng|chiều|tối|rằm")) &&
        s->t.at[at].kind != TOKEN_DIGITS && !spot_any(s, at, "năm") && !spot_punct(s, at, '/'))
        return false;
    year_behind(s, ret);
    return sane(ret);
}

static bool day_at(const struct spot *s, size_t i, struct day *ret)
{
    if (s->t.at[i].kind == TOKEN_DIGITS && s->t.at[i].end - s->t.at[i].at > 4)
        return false;
    return in_digits(s, i, ret) || vietnamese(s, i, ret) || with_month_word(s, i, ret) || day_stroke_month(s, i, ret);
}

static const char *iso(struct spot *s, const struct day *d)
{
    return d->y > 0 ? arena_printf(s->cx->mem, "%04d-%02d-%02d", d->y, d->m, d->d)
                    : arena_printf(s->cx->mem, "--%02d-%02d", d->m, d->d);
}

static size_t push_range(struct spot *s, size_t from, struct day a, struct day b)
{
    struct item *it;

    if (a.y == 0)
        a.y = b.y;
    if (b.y == 0)
        b.y = a.y;
    it = spot_push(s, FIGURE_PERIOD, from, b.end, "period.days");
    it->f.value = arena_printf(s->cx->mem, "%s/%s", iso(s, &a), iso(s, &b));
    return b.end;
}

static bool joins(const struct spot *s, size_t i)
{
    return (spot_dash(s, i) && s->t.at[i + 1].kind != TOKEN_WORD) || spot_any(s, i, "đến|tới|to|bis|until|through") ||
           spot_dash(s, i);
}

/* "14–16 October 2025", "14. bis 16. Oktober", "14-16/10/2025": the first day without its month. */
static size_t short_range(struct spot *s, size_t from, size_t i)
{
    struct day b, a;
    int d = digits(s, i, 2);
    size_t at = i + 1;

    if (d < 1 || d > 31)
        return i;
    at += s->lang == LANG_DE && spot_punct(s, at, '.') && spot_glued(s, at);
    bool month_first = false;
    if (!joins(s, at) && !(spot_any(s, at, "and|und|và") && from < i))
        return i;
    at++;
    at += spot_any(s, at, "ngày|zum");
    if (!day_at(s, at, &b) || (b.d <= d && !month_first) || s->t.at[at].kind != TOKEN_DIGITS)
        return i;
    a = b;
    a.d = d;
    return push_range(s, from, a, b);
}

/* "October 14–16, 2025". */
static size_t month_then_days(struct spot *s, size_t i)
{
    size_t at;
    int m = s->lang == LANG_EN ? month_word(s, i, &at) : 0, d, e;

    if (m == 0 || (d = digits(s, at, 2)) < 1 || !joins(s, at + 1) || (e = digits(s, at + 2, 2)) <= d || e > 31)
        return i;
    struct day a = {0, m, d, 0, ""}, b = {0, m, e, at + 3, ""};
    year_behind(s, &b);
    return sane(&b) ? push_range(s, i, a, b) : i;
}

size_t spot_date(struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i];
    struct day a, b;
    size_t from = i, at = i;

    if (t->kind == TOKEN_WORD) {
        if (s->lang == LANG_EN && spot_has(s, i, LEX_MONTH) && t->caps != CAPS_NONE) {
            size_t end = month_then_days(s, i);
            if (end > i)
                return end;
        } else if (s->lang == LANG_VI && spot_any(s, i, "ngày|mùng|mồng") && s->t.at[i + 1].kind == TOKEN_DIGITS) {
            at = i + 1;
        } else if (spot_any(s, i, "từ|from|vom|between|zwischen") && (s->t.at[i + 1].kind != TOKEN_PUNCT)) {
            at = i + 1 + spot_any(s, i + 1, "ngày|dem|the");
            if (s->t.at[at].kind != TOKEN_DIGITS && !(s->lang == LANG_EN && spot_has(s, at, LEX_MONTH)))
                return i;
            size_t end = short_range(s, from, at);
            if (end > at)
                return end;
            if (!day_at(s, at, &a) || !(joins(s, a.end) || spot_any(s, a.end, "and|und")))
                return i;
        } else {
            return i;
        }
    } else if (t->kind != TOKEN_DIGITS || t->end - t->at > 4) {
        return i;
    }
    size_t end = short_range(s, from, at);
    if (end > at)
        return end;
    if (!day_at(s, at, &a))
        return i;
    if (joins(s, a.end)) {
        size_t next = a.end + 1 + spot_any(s, a.end + 1, "ngày|zum|dem|the");
        if (day_at(s, next, &b) && (a.y == 0 || b.y > 0))
            return push_range(s, from, a, b);
    }
    struct item *it = spot_push(s, FIGURE_DATE, from, a.end, a.rule);
    it->f.value = iso(s, &a);
    return a.end;
}
