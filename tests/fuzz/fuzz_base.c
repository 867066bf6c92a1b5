/* Dates, decimals, folding and whole numbers: parsing and printing must agree, and nothing may overflow. The first byte
   picks what the rest is read as. */
#include "fuzz.h"

#include <string.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/utf8.h"

static void dates(struct ctx *cx, struct str in)
{
    struct date d;

    if (!date_parse(in, &d))
        return;
    FUZZ_CHECK(date_valid(d.y, d.m, d.d));
    FUZZ_CHECK(str_is(in, date_text(cx->mem, d)));
    FUZZ_CHECK(date_cmp(date_of_days(date_days(d)), d) == 0);
    if (d.y > 9990) /* what follows would leave the years of four digits */
        return;
    struct date later = date_add_months(d, 7);
    FUZZ_CHECK(date_valid(later.y, later.m, later.d) && date_cmp(d, later) < 0);
    FUZZ_CHECK(date_weekday(date_add_days(d, 7)) == date_weekday(d));
    FUZZ_CHECK(date_cmp(date_of_instant(date_instant(d, 23, 59)), d) == 0);
    (void)instant_text(cx->mem, date_instant(d, 0, 0));
}

static void two_decimals(struct ctx *cx, struct str in)
{
    struct decimal a, b, sum, back, r;
    struct str left, rest = in;

    if (!str_next(&rest, ' ', &left) || decimal_parse(left, &a) != OK)
        return;
    FUZZ_CHECK(decimal_parse(str_of(decimal_text(cx->mem, a)), &back) == OK && decimal_cmp(a, back) == 0);
    if (decimal_parse(rest, &b) != OK)
        return;
    FUZZ_CHECK(decimal_cmp(a, b) == -decimal_cmp(b, a));
    if (decimal_add(a, b, &sum) == OK && decimal_sub(sum, b, &back) == OK)
        FUZZ_CHECK(decimal_cmp(a, back) == 0);
    if (decimal_mul(a, b, &r) == OK && decimal_div(r, b, 30, 0, &back) == OK)
        FUZZ_CHECK(decimal_cmp(a, back) == 0);
    for (int towards = -1; towards <= 1; towards++)
        if (decimal_div(a, b, 4, towards, &r) == OK && decimal_round(a, 2, towards, &r) == OK && towards != 0)
            FUZZ_CHECK(decimal_cmp(r, a) * towards >= 0);
}

static void folding(struct ctx *cx, struct str in)
{
    struct str once = utf8_fold(cx->mem, in), twice = utf8_fold(cx->mem, once);
    size_t i = 0, points = 0, bad;
    uint32_t cp;

    FUZZ_CHECK(utf8_valid(once, &bad));
    FUZZ_CHECK(str_eq(once, twice));
    while (utf8_next(in, &i, &cp))
        points++;
    FUZZ_CHECK(i == in.n && points == utf8_count(in));
}

static void whole_numbers(struct ctx *cx, struct str in)
{
    long long n, again;

    if (str_int(in, &n))
        FUZZ_CHECK(str_int(str_of(arena_printf(cx->mem, "%lld", n)), &again) && again == n);
}

static void one(struct ctx *cx, struct str in)
{
    static void (*const readers[])(struct ctx *, struct str) = {dates, two_decimals, folding, whole_numbers};

    if (in.n > 0)
        readers[(unsigned char)in.p[0] % 4](cx, str_sub(in, 1, in.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 4096, one);
}
