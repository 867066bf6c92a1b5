/* Numbers as a text states them: low and high bounds, each open, included or excluded, and arithmetic that keeps
   them ("over 39 million" divided by 11 is over 3.54 million). Bounds are never negative except after a difference.
   Not for: deciding whether two figures may meet at all (ledger/algebra.h). */
#pragma once

#include "base/decimal.h"

struct interval {
    bool has_low, has_high; /* false = open */
    bool low_strict, high_strict;
    struct decimal low, high;
};

struct interval interval_exact(struct decimal d);
struct interval interval_above(struct decimal d, bool strict);
bool interval_is_exact(const struct interval *i);
bool interval_is_open(const struct interval *i); /* at one side or both */
enum status interval_add(struct interval a, struct interval b, struct interval *ret) MUST_CHECK;
enum status interval_sub(struct interval a, struct interval b, struct interval *ret) MUST_CHECK;
/* Both for intervals without negative numbers; quotients keep twelve digits after the point, lows rounded down and
   highs up, so the true value stays inside. E_INVALID when zero is among the divisors' bounds. */
enum status interval_mul(struct interval a, struct interval b, struct interval *ret) MUST_CHECK;
enum status interval_div(struct interval a, struct interval b, struct interval *ret) MUST_CHECK;
/* All values that print as i when rounded to quantum: 9.17 with 0.01 gives [9.165, 9.175). Zero leaves i alone. */
enum status interval_widen(struct interval i, struct decimal quantum, struct interval *ret) MUST_CHECK;
bool interval_meets(const struct interval *a, const struct interval *b);    /* some value is in both */
bool interval_contains(const struct interval *outer, const struct interval *inner);
/* "3", "> 39000000", "400–800", "≥ 10", "< 50"; exact bounds as canonical decimals. */
const char *interval_text(struct arena *mem, const struct interval *i);
