/* Exact decimal numbers: a 128-bit integer and a scale. For money, bounds, shares, growth. Never doubles.
   38 significant digits; what does not fit is E_TOOBIG, never rounded in silence. */
#pragma once

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

__extension__ typedef __int128 int128;

struct decimal {
    int128 n;
    int scale; /* value = n / 10^scale, 0 <= scale <= 30 */
};

struct decimal decimal_of(long long n);
/* "-12.50", "39000000"; ASCII digits, one optional point. E_INVALID for anything else. */
enum status decimal_parse(struct str s, struct decimal *ret_d) MUST_CHECK;
const char *decimal_text(struct arena *mem, struct decimal d); /* canonical: no trailing zeros after the point */
int decimal_cmp(struct decimal a, struct decimal b);           /* exact for any scales */
enum status decimal_add(struct decimal a, struct decimal b, struct decimal *ret_d) MUST_CHECK;
enum status decimal_sub(struct decimal a, struct decimal b, struct decimal *ret_d) MUST_CHECK;
enum status decimal_mul(struct decimal a, struct decimal b, struct decimal *ret_d) MUST_CHECK;
/* Quotient rounded to scale digits after the point; towards: -1 down, 0 half away from zero, +1 up.
   E_INVALID for a zero divisor. */
enum status decimal_div(struct decimal a, struct decimal b, int scale, int towards, struct decimal *ret_d) MUST_CHECK;
enum status decimal_round(struct decimal a, int scale, int towards, struct decimal *ret_d) MUST_CHECK;
