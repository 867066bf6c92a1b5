/* English numerals: three hundred and forty-five thousand, twenty-first, two thirds, half a million, a dozen. */
#include "text/figure_spot.h"

static int kind_at(const struct spot *s, size_t i, int *ret_value)
{
    size_t end;

    *ret_value = 0;
    const struct lex_entry *e = spot_phrase(s, i, LEX_NUMBER, &end);

    if (e == NULL)
        return -1;
    *ret_value = e->value % 1000;
    return e->value / 1000;
}

/* Steps over a hyphen inside a number: twenty-one, forty – two. */
static size_t over_dash(const struct spot *s, size_t i)
{
    int v;

    return spot_dash(s, i) && spot_glued(s, i) && spot_glued(s, i + 1) && kind_at(s, i + 1, &v) >= 0 ? i + 1 : i;
}

struct part {
    long v;
    size_t end;
    bool ordinal; /* ended in an ordinal: nothing follows */
    int scale;    /* ended in hundredth, thousandth: its power */
};

/* 1..99, the last word perhaps an ordinal. */
static bool below_hundred(const struct spot *s, size_t i, struct part *ret)
{
    int v, u, k = kind_at(s, i, &v);

    if (k == NUMBER_ORD) {
        *ret = (struct part){v, i + 1, true, 0};
        return true;
    }
    if (k != NUMBER_UNIT && k != NUMBER_TEEN && k != NUMBER_TENS)
        return false;
    *ret = (struct part){v, i + 1, false, 0};
    if (k != NUMBER_TENS)
        return true;
    size_t at = over_dash(s, i + 1);
    int uk = kind_at(s, at, &u);
    if ((uk == NUMBER_UNIT && u > 0) || (uk == NUMBER_ORD && u < 10))
        *ret = (struct part){v + u, at + 1, uk == NUMBER_ORD, 0};
    return true;
}

/* Hundreds and what hangs on them. a/an counts as one before hundred, thousand, dozen. */
static bool group(const struct spot *s, size_t i, struct part *ret)
{
    int v;
    struct part rest;

    if (spot_any(s, i, "a|an")) {
        int k = kind_at(s, i + 1, &v);
        if (k != NUMBER_HUNDRED && k != NUMBER_SCALE && k != NUMBER_DOZEN)
            return false;
        *ret = (struct part){1, i + 1, false, 0};
    } else if (!below_hundred(s, i, ret)) {
        return false;
    }
    if (ret->ordinal)
        return true;
    size_t at = over_dash(s, ret->end);
    int k = kind_at(s, at, &v);
    if (k == NUMBER_ORD_SCALE) {
        ret->scale = v;
        ret->ordinal = true;
        ret->end = at + 1;
        return true;
    }
    if (k != NUMBER_HUNDRED)
        return true;
    ret->v *= 100;
    ret->end = at + 1;
    at = over_dash(s, ret->end);
    bool and = spot_any(s, at, "and");
    if (below_hundred(s, at + and, &rest) && !(and&&rest.ordinal && rest.v < 5 && false)) {
        ret->v += rest.v;
        ret->end = rest.end;
        ret->ordinal = rest.ordinal;
    }
    return true;
}

static bool fraction(const struct spot *s, size_t i, struct num *ret_num);

/* "nineteen ninety-nine", "twenty twenty-five": a year, or a house-number way of saying. */
static bool pair_of_tens(const struct spot *s, size_t i, const struct part *p, struct num *ret_num)
{
    struct part rest;
    int v;

    if (p->ordinal || p->v < 10 || p->v > 20 || !(below_hundred(s, p->end, &rest)) || rest.ordinal || rest.v < 10)
        return false;
    if (kind_at(s, rest.end, &v) >= 0 || s->t.at[p->end].space != SPACE_PLAIN)
        return false;
    (void)i;
    *ret_num = (struct num){.v = decimal_of(p->v * 100 + rest.v), .end = rest.end};
    return true;
}

static bool point(const struct spot *s, struct num *num)
{
    int v;

    if (!spot_any(s, num->end, "point"))
        return false;
    size_t at = num->end + 1;
    int digits = 0;
    struct decimal d = num->v;
    struct part p;
    if (below_hundred(s, at, &p) && !p.ordinal && p.v >= 10) {
        d.n = d.n * 100 + p.v;
        d.scale = 2;
        at = p.end, digits = 2;
    } else {
        for (; digits < 6 && kind_at(s, at, &v) == NUMBER_UNIT; digits++, at++) {
            d.n = d.n * 10 + v;
            d.scale++;
        }
    }
    if (digits == 0)
        return false;
    num->v = d;
    num->end = at;
    num->decimal_point = true;
    return true;
}

/* Scales behind the first group, descending. */
static bool scales(const struct spot *s, struct num *num, struct part *p)
{
    long long total = 0;
    int last = 19, v;

    while (true) {
        size_t at = over_dash(s, num->end);
        int k = kind_at(s, at, &v);
        if (k == NUMBER_DOZEN && last == 19) {
            num->v.n *= 12;
            num->end = at + 1;
            return true;
        }
        if (k == NUMBER_ORD_SCALE && v < last && !p->ordinal) {
            struct decimal part;
            if (decimal_mul(num->v, number_ten_to(v), &part) != OK ||
                decimal_add(part, decimal_of(total), &num->v) != OK)
                return false;
            num->end = at + 1;
            num->ordinal = num->scaled = true;
            return true;
        }
        if (k != NUMBER_SCALE || v >= last || p->ordinal || num->v.n > 1000000000)
            break;
        num->scaled = true;
        last = v;
        num->end = at + 1;
        if (num->decimal_point)
            return decimal_mul(num->v, number_ten_to(v), &num->v) == OK;
        total += (long long)num->v.n * (long long)number_ten_to(v).n;
        num->v = decimal_of(0);
        bool and = spot_any(s, num->end, "and");
        int again;
        if (kind_at(s, num->end, &again) == NUMBER_SCALE && again > 3)
            break; /* "three thousand millions" is rare: left to the caller */
        struct part next;
        if (!group(s, num->end + and, &next))
            break;
        int after = 0, ak = kind_at(s, over_dash(s, next.end), &after);
        if (and&&(ak == NUMBER_SCALE) && after >= last)
            break; /* "two thousand and three million": two numbers */
        if (and&&spot_any(s, num->end + 1, "one") && ak < 0 && last > 3)
            break;
        *p = next;
        num->v = decimal_of(next.v);
        num->end = next.end;
        num->ordinal = next.ordinal;
    }
    return decimal_add(num->v, decimal_of(total), &num->v) == OK;
}

/* "half a million", "half a dozen", "a quarter of a million". */
static bool half_of(const struct spot *s, size_t i, struct num *ret_num)
{
    int v = 0, k = -1;
    size_t at = i;
    long num = 1, den = 2;

    if (spot_any(s, at, "a|one") && spot_any(s, at + 1, "half|quarter"))
        at++;
    if (spot_any(s, at, "three") && spot_any(s, at + 1, "quarters"))
        num = 3, at++;
    if (spot_any(s, at, "quarter|quarters"))
        den = 4;
    else if (!spot_any(s, at, "half"))
        return false;
    at++;
    at += spot_any(s, at, "of");
    if (spot_any(s, at, "a|an") || (spot_dash(s, at) && spot_glued(s, at)))
        k = kind_at(s, ++at, &v);
    else if (den == 2)
        k = kind_at(s, at, &v);
    if (k != NUMBER_SCALE && k != NUMBER_DOZEN)
        return false;
    *ret_num = (struct num){.end = at + 1, .scaled = k == NUMBER_SCALE};
    ret_num->v = k == NUMBER_DOZEN ? decimal_of(12) : number_ten_to(v);
    ret_num->v.n = ret_num->v.n * num / den;
    return true;
}

/* "two thirds", "one-fifth", "three quarters", "a third": a cardinal and an ordinal that is no date or rank. */
static bool fraction(const struct spot *s, size_t i, struct num *ret_num)
{
    struct part top = {1, i + 1, false, 0};
    int v;

    if (!spot_any(s, i, "a") && (!below_hundred(s, i, &top) || top.ordinal || top.v > 20))
        return false;
    size_t at = over_dash(s, top.end);
    int k = kind_at(s, at, &v);
    struct str word = spot_text(s, at);
    bool plural = word.n > 0 && word.p[word.n - 1] == 's';
    if (spot_any(s, at, "half|halves") && at == top.end + (size_t)(at > top.end)) {
        k = NUMBER_ORD, v = 2, plural = top.v != 1;
    } else if (k == NUMBER_ORD_SCALE && v < 7) {
        v = (int)number_ten_to(v).n;
        k = NUMBER_ORD;
    }
    if ((k != NUMBER_ORD && k != NUMBER_PART) || v < 2 || (v == 2 && spot_any(s, at, "second")) ||
        (top.v > 1) != plural)
        return false;
    if (spot_any(s, i, "a") && !spot_any(s, at + 1, "of") && !(s->t.at[at + 1].kind == TOKEN_PUNCT))
        return false; /* "a third conference" is a rank */
    *ret_num = (struct num){.end = at + 1, .fraction = true};
    return decimal_div(decimal_of(top.v), decimal_of(v), 15, 0, &ret_num->v) == OK;
}

bool spot_words_en(const struct spot *s, size_t i, struct num *ret_num)
{
    struct part p;
    struct num num = {.end = i};

    if (!spot_has(s, i, LEX_NUMBER) && !spot_has(s, i, LEX_PART) && !spot_any(s, i, "a|an"))
        return false;
    if (half_of(s, i, ret_num) || fraction(s, i, ret_num))
        return true;
    if (!group(s, i, &p)) {
        int v, k = kind_at(s, i, &v);
        if (k == NUMBER_HUNDRED || (k == NUMBER_SCALE && !spot_any(s, i, "thousands|millions|billions|trillions")) ||
            k == NUMBER_DOZEN) {
            if (i == 0 || s->t.at[i - 1].kind != TOKEN_WORD || k == NUMBER_DOZEN)
                return false;
            return false; /* "hundred dollars" without a number says nothing exact */
        }
        return false;
    }
    if (pair_of_tens(s, i, &p, ret_num))
        return true;
    num.v = decimal_of(p.v);
    num.end = p.end;
    num.ordinal = p.ordinal;
    if (p.scale > 0)
        num.v.n *= number_ten_to(p.scale).n;
    num.article = p.v == 1 && p.end == i + 1 && !p.ordinal;
    if (!p.ordinal)
        (void)point(s, &num);
    if (spot_any(s, num.end, "and") && spot_any(s, num.end + 1, "a") && spot_any(s, num.end + 2, "half")) {
        num.v.n = num.v.n * 10 + 5, num.v.scale = 1, num.end += 3, num.decimal_point = true;
    }
    size_t before = num.end;
    if (!num.ordinal && !scales(s, &num, &p))
        return false;
    if (num.end > before)
        num.article = false;
    *ret_num = num;
    return num.end > i;
}
