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
    int v, k;

    if (!spot_dash(s, i) || (k = kind_at(s, i + 1, &v)) < 0)
        return i;
    if (spot_glued(s, i) && spot_glued(s, i + 1))
        return i + 1;
    bool unit = k == NUMBER_PART || k == NUMBER_ORD || (k == NUMBER_UNIT && i > 0 && spot_has(s, i - 1, LEX_NUMBER));
    return unit && s->t.at[i].cp == '-' && s->t.at[i].space == SPACE_PLAIN && s->t.at[i + 1].space == SPACE_PLAIN
               ? i + 1
               : i;
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

static bool fraction(const struct spot *s, size_t i, bool mixed, struct num *ret_num);

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
    if (ret->v < 10 && ret->end == i + 1 && kind_at(s, ret->end, &v) == NUMBER_TENS &&
        below_hundred(s, ret->end, &rest) && !rest.ordinal && s->t.at[rest.end].kind != TOKEN_WORD &&
        !spot_dash(s, rest.end)) {
        *ret = (struct part){ret->v * 100 + rest.v, rest.end, false, 0}; /* one twenty two */
        return true;
    }
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
    struct num f;
    bool mixed = and&&fraction(s, at + 1, true, &f) && decimal_cmp(f.v, decimal_of(1)) < 0; /* a hundred and a half */
    if (!mixed && below_hundred(s, at + and, &rest)) {
        ret->v += rest.v;
        ret->end = rest.end;
        ret->ordinal = rest.ordinal;
    }
    return true;
}

static bool fraction(const struct spot *s, size_t i, bool mixed, struct num *ret_num);

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
    *ret_num = (struct num){.v = decimal_of(p->v * 100 + rest.v), .end = rest.end, .year = p->v >= 15};
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
    if (spot_point_digits(s, num))
        return true;
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
    int128 total = 0;
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
                decimal_add(part, (struct decimal){total, 0}, &num->v) != OK)
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
        total += num->v.n * number_ten_to(v).n;
        num->v = decimal_of(0);
        bool and = spot_any(s, num->end, "and");
        int again;
        if (kind_at(s, num->end, &again) == NUMBER_SCALE && again > v) { /* three thousand million, lakh crore */
            num->end++;
            return decimal_mul((struct decimal){total, 0}, number_ten_to(again), &num->v) == OK;
        }
        struct part next;
        struct num f;
        num->power = v;
        if ((and&&fraction(s, num->end + 1, true, &f)) || !group(s, num->end + and, &next))
            break;
        num->power = 0;
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
    return decimal_add(num->v, (struct decimal){total, 0}, &num->v) == OK;
}

/* "half a million", "half a dozen", "half million", "a quarter million". */
static bool half_of(const struct spot *s, size_t i, struct num *ret_num)
{
    int v = 0, k;
    size_t at = i + (spot_any(s, i, "a|one") && spot_any(s, i + 1, "half|quarter"));
    long den = spot_any(s, at, "quarter") ? 4 : 2;

    if (!spot_any(s, at, "half|quarter"))
        return false;
    at++;
    at += spot_any(s, at, "of");
    at += spot_any(s, at, "a|an") || (spot_dash(s, at) && spot_glued(s, at));
    k = kind_at(s, at, &v);
    if (k != NUMBER_SCALE && k != NUMBER_DOZEN)
        return false;
    *ret_num = (struct num){.end = at + 1, .scaled = k == NUMBER_SCALE};
    ret_num->v = k == NUMBER_DOZEN ? decimal_of(12) : number_ten_to(v);
    ret_num->v.n /= den;
    return true;
}

/* The lower half of a fraction: thirds, quarter, twenty-fifth, halves. 0 = none. */
static long denominator(const struct spot *s, size_t at, size_t *ret_end)
{
    int v, u, k = kind_at(s, at, &v);

    *ret_end = at + 1;
    if (spot_any(s, at, "half|halves"))
        return 2;
    if (k == NUMBER_TENS) {
        size_t next = over_dash(s, at + 1);
        k = kind_at(s, next, &u);
        *ret_end = next + 1;
        return (k == NUMBER_PART || k == NUMBER_ORD) && u < 10 ? v + u : 0;
    }
    if (k == NUMBER_ORD_SCALE || k == NUMBER_PART_SCALE)
        return v <= 15 ? (long)number_ten_to(v).n : 0;
    struct part below;
    if (k == NUMBER_UNIT && group(s, at, &below) && below.ordinal && below.v >= 100) {
        *ret_end = below.end;
        return below.scale > 0 ? 0 : below.v; /* one one hundred and fifth */
    }
    if ((k != NUMBER_ORD && k != NUMBER_PART) || v < 3)
        return 0;
    return v;
}

static bool noun_at(const struct spot *s, size_t i)
{
    return s->t.at[i].kind == TOKEN_WORD && !spot_has(s, i, LEX_STOP);
}

static bool ends_in_s(const struct spot *s, size_t i)
{
    struct str w = spot_text(s, i);

    return (w.p[w.n - 1] | 32) == 's';
}

/* "one hundred thirty-fifths": the tens word right before the part belongs below the line. */
static size_t tens_below(const struct spot *s, size_t i, size_t at, struct part *top)
{
    int v, u;
    size_t tens = at > 0 && spot_dash(s, at - 1) ? at - 2 : at - 1;

    if (tens <= i + 1 || kind_at(s, tens, &v) != NUMBER_TENS || kind_at(s, at, &u) != NUMBER_PART || u > 9 ||
        !ends_in_s(s, at) || top->v <= v || spot_any(s, tens - 1, "and"))
        return at;
    top->v -= v;
    return tens;
}

/* "of a million", "billion" behind a fraction. */
static void fraction_scale(const struct spot *s, struct num *num)
{
    int v;
    size_t at = num->end + spot_any(s, num->end, "of");

    at += spot_any(s, at, "a|an");
    int k = kind_at(s, at, &v);
    if ((k != NUMBER_SCALE && k != NUMBER_DOZEN) || spot_has(s, at, LEX_QUANT))
        return;
    if (decimal_mul(num->v, k == NUMBER_DOZEN ? decimal_of(12) : number_ten_to(v), &num->v) != OK)
        return;
    num->end = at + 1;
    num->fraction = false;
    num->scaled = true;
}

/* "two thirds", "one-fifth", "three quarters", "a third of": a cardinal and an ordinal that is no date or rank. */
static bool fraction(const struct spot *s, size_t i, bool mixed, struct num *ret_num)
{
    struct part top = {1, i + 1, false, 0};
    size_t end;
    bool article = spot_any(s, i, "a|an");

    int v;
    if (article && (kind_at(s, i + 1, &v) == NUMBER_HUNDRED || kind_at(s, i + 1, &v) == NUMBER_SCALE))
        article = false; /* a hundred trillionths */
    if (!article && (!group(s, i, &top) || top.ordinal))
        return false;
    size_t at = tens_below(s, i, over_dash(s, top.end), &top);
    long den = denominator(s, at, &end);
    if (den == 0 || (top.v > 1) != ends_in_s(s, end - 1))
        return false;
    bool sure = mixed && spot_any(s, at, "half|quarter");
    sure |= i > 0 && spot_any(s, i - 1, "up|down|by|than|about|almost|nearly|roughly|around|over|under|only|just|some");
    if (article && !(sure && (mixed || !noun_at(s, end))) && s->t.at[end].kind == TOKEN_WORD &&
        !spot_any(s, end, "of|more|less|fewer|higher|lower|on|above|below|from|since|compared|than|smaller|larger"))
        return false; /* "a third conference" is a rank */
    *ret_num = (struct num){.end = end, .fraction = true};
    return decimal_div(decimal_of(top.v), decimal_of(den), 15, 0, &ret_num->v) == OK;
}

/* Behind a number: "and a half", "and three quarters", then perhaps the scale of both. power: the scale the number
   ended in, 0 = none. */
bool spot_and_fraction(const struct spot *s, struct num *num, int power)
{
    struct num f;
    int v;

    if (!spot_any(s, num->end, "and") || !fraction(s, num->end + 1, true, &f))
        return false;
    int k = kind_at(s, f.end, &v);
    if (k != NUMBER_SCALE || spot_has(s, f.end, LEX_QUANT))
        k = -1;
    if (k == NUMBER_SCALE && power > 0 ? decimal_mul(f.v, number_ten_to(v), &f.v) != OK
                                       : power > 0 && decimal_mul(f.v, number_ten_to(power), &f.v) != OK)
        return false;
    if (decimal_add(num->v, f.v, &num->v) != OK)
        return false;
    num->end = f.end;
    num->decimal_point = true;
    if (k == NUMBER_SCALE) {
        if (power == 0 && decimal_mul(num->v, number_ten_to(v), &num->v) != OK)
            return false;
        num->end++;
        num->scaled = true;
    }
    return true;
}

/* "a hundred thousand trillionths": a great number over a part. False when it cannot be counted. */
static bool over_line(const struct spot *s, struct num *num)
{
    size_t end;
    long den = denominator(s, num->end, &end);

    if (den == 0 || num->ordinal || !ends_in_s(s, end - 1) || spot_any(s, num->end, "quarters"))
        return true;
    num->end = end;
    num->fraction = true;
    return decimal_div(num->v, decimal_of(den), 15, 0, &num->v) == OK;
}

bool spot_words_en(const struct spot *s, size_t i, struct num *ret_num)
{
    struct part p;
    struct num num = {.end = i};

    if (!spot_has(s, i, LEX_NUMBER) && !spot_has(s, i, LEX_PART) && !spot_any(s, i, "a|an"))
        return false;
    if (half_of(s, i, ret_num))
        return true;
    if (fraction(s, i, false, ret_num)) {
        fraction_scale(s, ret_num);
        return true;
    }
    int alone;
    if (kind_at(s, i, &alone) == NUMBER_ORD_SCALE) {
        *ret_num = (struct num){.v = number_ten_to(alone), .end = i + 1, .ordinal = true};
        return true; /* the millionth visitor */
    }
    if (!group(s, i, &p))
        return false; /* "hundred dollars" without a number says nothing exact */
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
    size_t before = num.end;
    if (!num.ordinal && !spot_and_fraction(s, &num, 0) && !scales(s, &num, &p))
        return false;
    if (!num.ordinal)
        (void)spot_and_fraction(s, &num, num.power);
    if (num.end > before)
        num.article = false;
    if (num.scaled && !num.decimal_point && !over_line(s, &num))
        return false;
    *ret_num = num;
    return num.end > i;
}
