/* Months, quarters, half years, spans of months and years; and years alone. Values are ISO 8601. */
#include <string.h>

#include "text/figure_spot.h"

static bool year_at(const struct spot *s, size_t i, int *ret_y)
{
    const struct token *t = &s->t.at[i];
    long long y = spot_int(s, i);

    if (t->kind != TOKEN_DIGITS || t->end - t->at != 4 || y < 1000 || y > 2199)
        return false;
    *ret_y = (int)y;
    return true;
}

/* Digits as a small number; 99 for what is too long to be a month or a quarter. */
static int few(const struct spot *s, size_t i)
{
    long long v = spot_int(s, i);

    return v < 0 || v > 99 ? 99 : (int)v;
}

/* A year behind a month or quarter: 2025, /2025, năm 2025, of 2025, des Jahres 2025, 'of the year'. 0 = none. */
static int year_behind(const struct spot *s, size_t i, size_t *ret_end)
{
    int y;
    size_t at = i;

    if (spot_punct(s, at, '/') || spot_punct(s, at, '-') || spot_punct(s, at, '.') || spot_punct(s, at, ','))
        at++;
    if (spot_any(s, at, "of|des|của|in|vom|im|trong"))
        at++;
    if (spot_any(s, at, "năm|jahres|jahre|jahr|the"))
        at++;
    if (spot_any(s, at, "year"))
        at++;
    if (!year_at(s, at, &y) || s->t.at[at].space == SPACE_LINE || s->t.at[at].sent != s->t.at[i].sent)
        return 0;
    if (spot_punct(s, at + 1, '/') && spot_glued(s, at + 1) && s->t.at[at + 2].kind == TOKEN_WORD &&
        spot_glued(s, at + 2))
        return 0; /* 12/2024/QH15 */
    *ret_end = at + 1;
    return y;
}

/* "this year" and its kin: the year that the text gave last, read from the running period; 0 = unknown. */
static int known_year(const struct spot *s)
{
    for (size_t k = s->items.n; k > 0; k--) {
        const char *v = s->items.at[k - 1].f.value;
        if (v != NULL && v[0] != '-')
            return (int)((v[0] - '0') * 1000 + (v[1] - '0') * 100 + (v[2] - '0') * 10 + (v[3] - '0'));
    }
    const char *v = s->last_period;
    if (v == figure_period_before) {
        *s->asked_period = true;
        return 0;
    }
    return v != NULL && v[0] != '-' ? (v[0] - '0') * 1000 + (v[1] - '0') * 100 + (v[2] - '0') * 10 + (v[3] - '0') : 0;
}

static size_t push_months(struct spot *s, size_t from, size_t end, int y, int first, int last, const char *rule)
{
    struct item *it = spot_push(s, FIGURE_PERIOD, from, end, rule);
    struct arena *mem = s->cx->mem;

    if (first == last)
        it->f.value = y > 0 ? arena_printf(mem, "%04d-%02d", y, first) : arena_printf(mem, "--%02d", first);
    else if (y > 0)
        it->f.value =
            arena_printf(mem, "%04d-%02d-01/%04d-%02d-%02d", y, first, y, last, date_days_in_month(y, last));
    else
        it->f.value = arena_printf(mem, "--%02d-01/--%02d-%02d", first, last, date_days_in_month(2025, last));
    return end;
}

/* From a month of one year to a month of a later one. */
static size_t push_long(struct spot *s, size_t from, size_t end, int y, int m, int y2, int m2)
{
    struct item *it = spot_push(s, FIGURE_PERIOD, from, end, "period.months");

    it->f.value = arena_printf(s->cx->mem, "%04d-%02d-01/%04d-%02d-%02d", y, m, y2, m2, date_days_in_month(y2, m2));
    return end;
}

static bool small(const struct spot *s, size_t i, int most, int *ret_n, size_t *ret_end)
{
    struct num num;

    if (s->t.at[i].kind == TOKEN_DIGITS) {
        long long v = spot_int(s, i);
        if (s->t.at[i].end - s->t.at[i].at > 2 || v < 1 || v > most)
            return false;
        *ret_n = (int)v;
        *ret_end = i + 1;
        return true;
    }
    if (s->t.at[i].kind == TOKEN_WORD && spot_number(s, i, &num) && num.v.scale == 0 && num.v.n >= 1 &&
        num.v.n <= most && !num.ordinal && !num.article) {
        *ret_n = (int)num.v.n;
        *ret_end = num.end;
        return true;
    }
    return false;
}

/* Quarter: quý III/2025, quý 3 năm 2025. */
static size_t quarter_vi(struct spot *s, size_t i)
{
    int q = 0, y, last;
    size_t end, e = i + 2;

    if (!spot_any(s, i, "quý"))
        return i;
    if (s->t.at[i + 1].kind == TOKEN_WORD && s->t.at[i + 1].caps != CAPS_NONE)
        q = number_roman(spot_text(s, i + 1));
    if (q == 0 && !small(s, i + 1, 4, &q, &e))
        return i;
    if (q < 1 || q > 4)
        return i;
    last = q;
    if (spot_dash(s, e) || spot_any(s, e, "và|đến")) {
        int r = s->t.at[e + 1].kind == TOKEN_WORD ? number_roman(spot_text(s, e + 1)) : few(s, e + 1);
        if (r > q && r <= 4)
            last = r, e += 2;
    }
    y = year_behind(s, e, &end);
    return push_months(s, i, y > 0 ? end : e, y > 0 ? y : known_year(s), q * 3 - 2, last * 3, "period.quarter");
}

/* The third quarter of 2025, drittes Quartal 2025; the first half of 2025, erstes Halbjahr 2025. */
static size_t part_of_year(struct spot *s, size_t i)
{
    struct num num;
    int n, y;
    size_t end, at;

    if (s->t.at[i].kind == TOKEN_DIGITS && s->lang != LANG_VI) {
        n = few(s, i);
        if (n < 1 || n > 4)
            return i;
        at = i + 1 + (spot_any(s, i + 1, "st|nd|rd|th") || (s->lang == LANG_DE && spot_punct(s, i + 1, '.')));
        if (at == i + 1)
            return i;
    } else if (s->t.at[i].kind == TOKEN_WORD && s->lang != LANG_VI && spot_number(s, i, &num) && num.ordinal &&
               num.v.n <= 4) {
        n = (int)num.v.n;
        at = num.end;
    } else if (spot_any(s, i, "last|letzten|letztes|letzte|final")) {
        n = 4, at = i + 1;
    } else {
        return i;
    }
    bool half = spot_any(s, at, "half|halbjahr|halbjahres|halbjahrs|hälfte");
    if (!half && !spot_any(s, at, "quarter|quartal|quartals|quartale"))
        return i;
    if (half && n == 4)
        n = 2;
    y = year_behind(s, at + 1, &end);
    if (y == 0) {
        end = at + 1;
        y = half && spot_any(s, at, "hälfte|half") ? 0 : known_year(s);
        if (half && !spot_any(s, at, "halbjahr|halbjahres|halbjahrs") && !spot_any(s, at + 2, "year") &&
            !spot_any(s, at + 3, "year"))
            return i;
        if (spot_any(s, at + 1, "of") && spot_any(s, at + 3, "year"))
            end = at + 4, y = known_year(s);
    }
    int months = half ? 6 : 3;
    return push_months(s, i, end, y, (n - 1) * months + 1, n * months, half ? "period.half_year" : "period.quarter");
}

/* The year of a code in digits that touch what stands before: 2025, 25. */
static bool code_year(const struct spot *s, size_t i, int *ret_y)
{
    const struct token *t = &s->t.at[i];

    if (t->kind != TOKEN_DIGITS || !spot_glued(s, i))
        return false;
    if (t->end - t->at == 2)
        *ret_y = 2000 + (int)spot_int(s, i);
    return t->end - t->at == 2 || year_at(s, i, ret_y);
}

/* FY2025, 3Q25, 1H2025, 9M25: the codes of company reports. */
static size_t code_of_report(struct spot *s, size_t i)
{
    int y, n;

    if (spot_any(s, i, "fy") && s->t.at[i].caps == CAPS_ALL && code_year(s, i + 1, &y)) {
        struct item *it = spot_push(s, FIGURE_PERIOD, i, i + 2, "period.years");
        it->f.value = arena_printf(s->cx->mem, "%04d", y);
        return i + 2;
    }
    if (s->t.at[i].kind != TOKEN_DIGITS || !spot_any(s, i + 1, "q|h|m") || !spot_glued(s, i + 1) ||
        s->t.at[i + 1].caps == CAPS_NONE)
        return i;
    size_t end = i + 3;
    if (!code_year(s, i + 2, &y) && (spot_any(s, i + 1, "m") || (y = year_behind(s, i + 2, &end)) == 0))
        return i;
    n = few(s, i);
    int months = spot_any(s, i + 1, "q") ? 3 : spot_any(s, i + 1, "h") ? 6 : 1;
    if (n < 1 || n * months > 12)
        return i;
    return push_months(s, i, end, y, months == 1 ? 1 : (n - 1) * months + 1, n * months,
                       months == 1   ? "period.months_of_year"
                       : months == 3 ? "period.quarter"
                                     : "period.half_year");
}

/* Q3 2025, Q3/2025, H1 2025; IV. Quartal 2025 */
static size_t code_of_year(struct spot *s, size_t i)
{
    size_t end;

    if (s->t.at[i].kind == TOKEN_WORD && s->t.at[i].caps != CAPS_NONE && s->lang == LANG_DE &&
        spot_punct(s, i + 1, '.') && spot_any(s, i + 2, "quartal")) {
        int q = number_roman(spot_text(s, i)), yr = year_behind(s, i + 3, &end);
        if (q >= 1 && q <= 4)
            return push_months(s, i, yr > 0 ? end : i + 3, yr > 0 ? yr : known_year(s), q * 3 - 2, q * 3,
                               "period.quarter");
    }
    if (!spot_any(s, i, "q|h") || s->t.at[i].caps == CAPS_NONE || s->t.at[i + 1].kind != TOKEN_DIGITS ||
        !spot_glued(s, i + 1))
        return i;
    int n = few(s, i + 1), months = spot_any(s, i, "q") ? 3 : 6, y = year_behind(s, i + 2, &end);
    if (n < 1 || n * months > 12)
        return i;
    if (y == 0)
        end = i + 2, y = known_year(s);
    return push_months(s, i, end, y, (n - 1) * months + 1, n * months,
                       months == 3 ? "period.quarter" : "period.half_year");
}

/* 11 tháng đầu năm 2025, 6 tháng cuối năm; nửa đầu năm 2025. */
static size_t months_vi(struct spot *s, size_t i)
{
    int n, y, back;
    size_t end, at;
    const struct lex_entry *e;

    if (spot_any(s, i, "nửa") && spot_any(s, i + 1, "đầu|cuối") && spot_any(s, i + 2, "năm")) {
        back = spot_any(s, i + 1, "cuối");
        y = year_behind(s, i + 2, &end);
        return push_months(s, i, y > 0 ? end : i + 3, y > 0 ? y : known_year(s), back ? 7 : 1, back ? 12 : 6,
                           "period.half_year");
    }
    if (small(s, i, 12, &n, &at) && spot_any(s, at, "tháng") && spot_any(s, at + 1, "năm") && year_at(s, at + 2, &y))
        return push_months(s, i, at + 3, y, 1, n, "period.months_of_year"); /* 9 tháng năm 2025 */
    if (!small(s, i, 12, &n, &at) || !spot_any(s, at, "tháng") ||
        (e = spot_phrase(s, at + 1, LEX_FIRST, &end)) == NULL)
        return i;
    size_t stop = end;
    y = year_behind(s, at + 2, &stop);
    if (y == 0) {
        stop = spot_any(s, at + 2, "năm") ? at + 3 : end;
        y = known_year(s);
    }
    int first = e->value > 0 ? 1 : 13 - n;
    return push_months(s, i, stop, y, first, first + n - 1, "period.months_of_year");
}

/* first 11 months of 2025; the first six months of the year; (in den) ersten elf Monaten 2025. */
static size_t months_west(struct spot *s, size_t i)
{
    size_t at, end;
    int n, y;
    const struct lex_entry *e = spot_phrase(s, i, LEX_FIRST, &at);

    if (e == NULL)
        return i;
    if (!small(s, at, 12, &n, &end))
        return i;
    bool quarters = spot_any(s, end, "quarters|quartale|quartalen");
    if (!quarters && !spot_any(s, end, "months|monate|monaten|month"))
        return i;
    at = end + 1;
    y = year_behind(s, at, &end);
    if (y == 0) {
        if (e->value < 0 && !spot_any(s, at, "of|des"))
            return i; /* "the last 12 months" is a length of time */
        y = known_year(s);
        end = spot_any(s, at, "of|des") && spot_any(s, at + 1, "the|this|jahres|laufenden")
                  ? at + 2 + spot_any(s, at + 2, "year|jahres")
              : spot_any(s, at, "dieses") && spot_any(s, at + 1, "jahres") ? at + 2
                                                                           : at;
    }
    n = quarters ? n * 3 : n;
    int first = e->value > 0 ? 1 : 13 - n;
    return n <= 12 ? push_months(s, spot_any(s, i, "the|die|den|der") ? i + 1 : i, end, y, first, first + n - 1,
                                 "period.months_of_year")
                   : i;
}

/* tháng 6/2025, tháng 6 năm 2025, tháng 6; từ tháng 1 đến tháng 6 năm 2025. */
static size_t month_vi(struct spot *s, size_t i)
{
    int m, y, m2;
    size_t end, at, e2;
    bool from = spot_any(s, i, "từ") && spot_any(s, i + 1, "tháng");

    if (!(from || spot_any(s, i, "tháng")) || !small(s, i + 1 + from, 12, &m, &at))
        return i;
    y = year_behind(s, at, &end);
    if (y > 0)
        at = end;
    if ((spot_any(s, at, "đến|tới") || spot_dash(s, at))) {
        size_t next = at + 1 + spot_any(s, at + 1, "tháng|hết") + spot_any(s, at + 2, "tháng");
        bool read = small(s, next, 12, &m2, &e2);
        int y2 = read ? year_behind(s, e2, &end) : 0;
        if (y > 0 && y2 > y)
            return push_long(s, i, end, y, m, y2, m2);
        if (read && m2 > m) {
            return push_months(s, i, y2 > 0 ? end : e2,
                               y2 > 0  ? y2
                               : y > 0 ? y
                                       : known_year(s),
                               m, m2, "period.months");
        }
    }
    if (from)
        return i;
    if (y == 0 && (s->t.at[at].kind == TOKEN_DIGITS || spot_punct(s, at, '%')))
        return i;
    return push_months(s, i, at, y, m, m, "period.month");
}

/* June 2025, Juni 2025; January to June 2025; 06/2025. */
static size_t month_west(struct spot *s, size_t i)
{
    size_t at, end, e2;
    const struct lex_entry *e = spot_phrase(s, i, LEX_MONTH, &at), *f;

    if (s->t.at[i].caps == CAPS_NONE)
        e = NULL;
    if (e == NULL) {
        const struct token *t = &s->t.at[i];
        long long m = spot_int(s, i);
        int y;
        if (t->kind != TOKEN_DIGITS || t->end - t->at > 2 || m < 1 || m > 12 || !spot_punct(s, i + 1, '/') ||
            !spot_glued(s, i + 1) || !spot_glued(s, i + 2) || !year_at(s, i + 2, &y) || spot_punct(s, i + 3, '/') ||
            (spot_dash(s, i + 3) && spot_glued(s, i + 3)))
            return i;
        return push_months(s, i, i + 3, y, (int)m, (int)m, "period.month");
    }
    at += spot_punct(s, at, '.') && spot_glued(s, at);
    if (spot_dash(s, at) || spot_any(s, at, "to|bis|through|and|und|until")) {
        size_t next = at + 1;
        if ((f = spot_phrase(s, next, LEX_MONTH, &e2)) != NULL && f->value > e->value &&
            s->t.at[next].caps != CAPS_NONE) {
            int y = year_behind(s, e2, &end);
            if (y > 0)
                return push_months(s, i, end, y, e->value, f->value, "period.months");
        }
    }
    int y = year_behind(s, at, &end);
    if (y == 0)
        return i;
    if ((spot_dash(s, end) || spot_any(s, end, "to|bis|through|until")) && s->t.at[end + 1].caps != CAPS_NONE &&
        (f = spot_phrase(s, end + 1, LEX_MONTH, &e2)) != NULL) {
        size_t stop, first = i - (i > 0 && spot_any(s, i - 1, "from|von"));
        int y2 = year_behind(s, e2, &stop);
        if (y2 > y)
            return push_long(s, first, stop, y, e->value, y2, f->value);
    }
    return push_months(s, i, end, y, e->value, e->value, "period.month");
}

/* 2021–2025, from 2021 to 2025, giai đoạn 2021-2025, 2024/25. */
static size_t years(struct spot *s, size_t i)
{
    int a, b;
    bool from = spot_has(s, i, LEX_FROM) && s->t.at[i].kind == TOKEN_WORD;
    size_t at = i + from + (from && spot_any(s, i + 1, "năm|the"));

    if (!year_at(s, at, &a) || a < 1500)
        return i;
    size_t to = at + 1;
    bool dash = spot_dash(s, to) || (spot_punct(s, to, '/') && spot_glued(s, to) && spot_glued(s, to + 1));
    bool word = spot_any(s, to, "to|đến|tới|bis|until|through") || (from && spot_any(s, to, "and|und|và"));
    if (!dash && !word)
        return i;
    to += 1 + (word && spot_any(s, to + 1, "năm|the|zum"));
    if (!year_at(s, to, &b)) {
        long long two = spot_int(s, to);
        if (!dash || s->t.at[to].kind != TOKEN_DIGITS || s->t.at[to].end - s->t.at[to].at != 2 ||
            !spot_glued(s, to) || two != (a + 1) % 100)
            return i;
        b = a + 1;
    }
    if (b <= a || b - a > 400 || (word && !from && spot_has(s, to + 1, LEX_NOUN)))
        return i;
    if (spot_dash(s, to + 1) && spot_glued(s, to + 1) && s->t.at[to + 2].kind == TOKEN_DIGITS)
        return i;
    struct item *it = spot_push(s, FIGURE_PERIOD, at == i + 1 && from && dash ? at : i, to + 1, "period.years");
    it->f.value = arena_printf(s->cx->mem, "%04d-01-01/%04d-12-31", a, b);
    return to + 1;
}

/* 1990s, 1990er Jahre, những năm 1990, thập niên 1990. */
static size_t decade(struct spot *s, size_t i)
{
    int y;

    if (!year_at(s, i, &y) || y % 10 != 0)
        return i;
    bool glued = spot_glued(s, i + 1) && spot_any(s, i + 1, "s|er|ern");
    bool vi = i > 1 && s->lang == LANG_VI &&
              (spot_any(s, i - 1, "niên") || (spot_any(s, i - 1, "năm") && spot_any(s, i - 2, "những")));
    if (!glued && !vi)
        return i;
    size_t end = i + 1 + glued;
    if (glued && s->lang == LANG_DE)
        end += spot_dash(s, end) && spot_any(s, end + 1, "jahre|jahren") ? 2 : spot_any(s, end, "jahre|jahren");
    struct item *it = spot_push(s, FIGURE_PERIOD, i, end, "period.decade");
    it->f.value = arena_printf(s->cx->mem, "%04d-01-01/%04d-12-31", y, y + 9);
    return end;
}

/* thập niên 90, những năm 90, the 90s, 90er Jahre: of the last century, as nobody else means. */
static size_t short_decade(struct spot *s, size_t i)
{
    long long y = spot_int(s, i);
    size_t end = i + 1;

    if (s->t.at[i].end - s->t.at[i].at != 2 || y < 20 || y > 90 || y % 10 != 0 || i == 0)
        return i;
    if (s->lang == LANG_VI) {
        if (!spot_any(s, i - 1, "niên") && !(i > 1 && spot_any(s, i - 1, "năm") && spot_any(s, i - 2, "những")))
            return i;
    } else if (s->lang == LANG_EN) {
        if (!spot_any(s, end, "s") || !spot_glued(s, end) || !spot_any(s, i - 1, "the") || y < 50)
            return i;
        end++;
    } else {
        if (!spot_any(s, end, "er|ern") || !spot_glued(s, end))
            return i;
        size_t years = end + 1 + (spot_dash(s, end + 1) && spot_glued(s, end + 1));
        if (!spot_any(s, years, "jahre|jahren") && !spot_any(s, end, "ern"))
            return i;
        end = spot_any(s, years, "jahre|jahren") ? years + 1 : end + 1;
    }
    struct item *it = spot_push(s, FIGURE_PERIOD, i, end, "period.decade");
    it->f.value = arena_printf(s->cx->mem, "19%02d-01-01/19%02d-12-31", (int)y, (int)y + 9);
    return end;
}

/* Is a run of four digits a year? By the word before, unless the word behind is counted. */
static bool is_year(const struct spot *s, size_t i, int y)
{
    size_t end;
    int power;
    const struct token *next = &s->t.at[i + 1];
    bool named = i > 0 && spot_has(s, i - 1, LEX_IN_YEAR) && s->t.at[i - 1].sent == s->t.at[i].sent;
    bool strong =
        i > 0 && spot_any(s, i - 1, "năm|jahr|jahre|jahres|year|since|seit|mid|anfang|ende|mitte|early|late");

    if (strong && y >= 1000)
        return true;
    if (y < 1800 || y > 2150)
        return false;
    if (spot_scale(s, i + 1, &power, &end) || spot_phrase(s, i + 1, LEX_PERCENT, &end) || spot_punct(s, i + 1, '%') ||
        spot_phrase(s, i + 1, LEX_MONEY, &end) || next->cp == 0x20AC || (i > 0 && spot_punct(s, i - 1, '$')) ||
        (i > 0 && !named &&
         ((spot_phrase(s, i - 1, LEX_BOUND, &end) != NULL && end == i) || spot_has(s, i - 1, LEX_MONEY))))
        return false;
    if (next->kind == TOKEN_WORD && next->space == SPACE_NONE)
        return false;
    if (s->lang == LANG_VI) {
        const struct lex_entry *e = spot_phrase(s, i + 1, LEX_NOUN, &end);
        return named || e == NULL;
    }
    if (s->lang == LANG_DE)
        return named || next->kind != TOKEN_WORD || next->caps == CAPS_NONE || spot_has(s, i + 1, LEX_STOP) ||
               (i > 0 && s->t.at[i - 1].caps != CAPS_NONE && s->t.at[i - 1].kind == TOKEN_WORD);
    if (spot_starts(s, i) && y > 1900 && y < 2100 && spot_any(s, i + 2, "a|an|the|another|its|our|three|two"))
        return true; /* 2025 marks a turning point */
    struct str w = spot_text(s, i + 1);
    bool plural = next->kind == TOKEN_WORD && next->caps == CAPS_NONE && w.n > 3 && w.p[w.n - 1] == 's' &&
                  !spot_has(s, i + 1, LEX_STOP) && w.p[w.n - 2] != 's' && !spot_has(s, i + 1, LEX_STATUS);
    bool people = spot_has(s, i + 1, LEX_PLURAL);
    return named || (!plural && !people);
}

static size_t year_alone(struct spot *s, size_t i)
{
    int y;

    if (!year_at(s, i, &y) || !is_year(s, i, y))
        return i;
    if (s->t.at[i + 1].kind == TOKEN_PUNCT && spot_glued(s, i + 1) &&
        (s->t.at[i + 1].cp == '.' || s->t.at[i + 1].cp == ',') && s->t.at[i + 2].kind == TOKEN_DIGITS &&
        spot_glued(s, i + 2))
        return i;
    if (i > 0 && spot_glued(s, i) && s->t.at[i - 1].kind == TOKEN_PUNCT &&
        (s->t.at[i - 1].cp == '$' || s->t.at[i - 1].cp == 0x20AC))
        return i;
    struct item *it = spot_push(s, FIGURE_YEAR, i, i + 1, "year");
    it->f.has_low = it->f.has_high = true;
    it->f.low = it->f.high = decimal_of(y);
    it->f.value = arena_printf(s->cx->mem, "%04d", y);
    it->deadline = (i > 0 && spot_any(s, i - 1, "by|until|bis|before|trước")) ||
                   (i > 1 && spot_any(s, i - 1, "năm|jahr|jahre") && spot_any(s, i - 2, "đến|tới|trước|bis|zum"));
    return i + 1;
}

size_t spot_period(struct spot *s, size_t i)
{
    size_t end;
    const struct token *t = &s->t.at[i];

    if (t->kind == TOKEN_DIGITS || spot_has(s, i, LEX_FROM))
        if ((end = decade(s, i)) > i || (end = years(s, i)) > i || (end = short_decade(s, i)) > i)
            return end;
    if (s->lang == LANG_VI) {
        if ((end = quarter_vi(s, i)) > i || (end = months_vi(s, i)) > i || (end = month_vi(s, i)) > i)
            return end;
    } else if ((end = part_of_year(s, i)) > i || (end = months_west(s, i)) > i) {
        return end;
    }
    if ((end = code_of_report(s, i)) > i || (end = code_of_year(s, i)) > i || (end = month_west(s, i)) > i)
        return end;
    return t->kind == TOKEN_DIGITS ? year_alone(s, i) : i;
}
