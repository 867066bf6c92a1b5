/* See interval.h. */
#include "ledger/interval.h"

enum { QUOTIENT_SCALE = 12 };

struct interval interval_exact(struct decimal d)
{
    return (struct interval){.has_low = true, .has_high = true, .low = d, .high = d};
}

struct interval interval_above(struct decimal d, bool strict)
{
    return (struct interval){.has_low = true, .low = d, .low_strict = strict};
}

bool interval_is_exact(const struct interval *i)
{
    return i->has_low && i->has_high && decimal_cmp(i->low, i->high) == 0;
}

bool interval_is_open(const struct interval *i)
{
    return !i->has_low || !i->has_high;
}

/* End by end: right for what grows with both sides. */
static enum status combine(enum status (*op)(struct decimal, struct decimal, struct decimal *), struct interval a,
                           struct interval b, struct interval *ret)
{
    struct interval r = {.has_low = a.has_low && b.has_low, .has_high = a.has_high && b.has_high};

    if (r.has_low) {
        TRY(op(a.low, b.low, &r.low));
        r.low_strict = a.low_strict || b.low_strict;
    }
    if (r.has_high) {
        TRY(op(a.high, b.high, &r.high));
        r.high_strict = a.high_strict || b.high_strict;
    }
    *ret = r;
    return OK;
}

/* With its ends changed over: a difference is lowest where the other side is highest. */
static struct interval turned(struct interval i)
{
    return (struct interval){.has_low = i.has_high, .has_high = i.has_low, .low = i.high, .high = i.low,
                             .low_strict = i.high_strict, .high_strict = i.low_strict};
}

enum status interval_add(struct interval a, struct interval b, struct interval *ret)
{
    return combine(decimal_add, a, b, ret);
}

enum status interval_sub(struct interval a, struct interval b, struct interval *ret)
{
    return combine(decimal_sub, a, turned(b), ret);
}

enum status interval_mul(struct interval a, struct interval b, struct interval *ret)
{
    return combine(decimal_mul, a, b, ret);
}

static bool is_zero(struct decimal d)
{
    return d.n == 0;
}

enum status interval_div(struct interval a, struct interval b, struct interval *ret)
{
    struct interval r = {.has_low = a.has_low && b.has_high, .has_high = a.has_high && b.has_low};

    if (!b.has_low || is_zero(b.low) || (b.has_high && is_zero(b.high)))
        return E_INVALID;
    if (interval_is_exact(&a) && interval_is_exact(&b)) {
        struct decimal q;

        TRY(decimal_div(a.low, b.low, QUOTIENT_SCALE, 0, &q));
        r = interval_exact(q);
        r.low_strict = r.high_strict = a.low_strict || b.low_strict;
        *ret = r;
        return OK;
    }
    if (r.has_low) {
        TRY(decimal_div(a.low, b.high, QUOTIENT_SCALE, -1, &r.low));
        r.low_strict = a.low_strict || b.high_strict;
    }
    if (r.has_high) {
        TRY(decimal_div(a.high, b.low, QUOTIENT_SCALE, 1, &r.high));
        r.high_strict = a.high_strict || b.low_strict;
    }
    *ret = r;
    return OK;
}

enum status interval_widen(struct interval i, struct decimal quantum, struct interval *ret)
{
    struct decimal half;

    if (is_zero(quantum)) {
        *ret = i;
        return OK;
    }
    TRY(decimal_mul(quantum, (struct decimal){5, 1}, &half));
    if (i.has_low && !i.low_strict) /* "over 39 million" is not 38.5: a strict bound stays where it was said */
        TRY(decimal_sub(i.low, half, &i.low));
    if (i.has_high && !i.high_strict) {
        TRY(decimal_add(i.high, half, &i.high));
        i.high_strict = true;
    }
    *ret = i;
    return OK;
}

/* a ends before b begins. */
static bool below(const struct interval *a, const struct interval *b)
{
    if (!a->has_high || !b->has_low)
        return false;
    int c = decimal_cmp(a->high, b->low);
    return c < 0 || (c == 0 && (a->high_strict || b->low_strict));
}

bool interval_meets(const struct interval *a, const struct interval *b)
{
    return !below(a, b) && !below(b, a);
}

bool interval_contains(const struct interval *outer, const struct interval *inner)
{
    if (outer->has_low) {
        if (!inner->has_low)
            return false;
        int c = decimal_cmp(inner->low, outer->low);
        if (c < 0 || (c == 0 && outer->low_strict && !inner->low_strict))
            return false;
    }
    if (outer->has_high) {
        if (!inner->has_high)
            return false;
        int c = decimal_cmp(inner->high, outer->high);
        if (c > 0 || (c == 0 && outer->high_strict && !inner->high_strict))
            return false;
    }
    return true;
}

const char *interval_text(struct arena *mem, const struct interval *i)
{
    const char *low = i->has_low ? decimal_text(mem, i->low) : NULL;
    const char *high = i->has_high ? decimal_text(mem, i->high) : NULL;

    if (low == NULL && high == NULL)
        return "?";
    if (high == NULL)
        return arena_printf(mem, "%s %s", i->low_strict ? ">" : "≥", low);
    if (low == NULL)
        return arena_printf(mem, "%s %s", i->high_strict ? "<" : "≤", high);
    return interval_is_exact(i) ? low : arena_printf(mem, "%s–%s", low, high);
}
