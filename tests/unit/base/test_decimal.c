/* Exact decimals: text form, comparing across scales, rounding directions, the 38-digit ceiling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"

static struct arena *mem;

static struct decimal dec(const char *s)
{
    struct decimal d;

    assert_int_equal(decimal_parse(str_of(s), &d), OK);
    return d;
}

static void text_is_canonical(void **state)
{
    static const char *const rows[][2] = {{"0", "0"}, {"-0.0", "0"}, {"12.500", "12.5"}, {"-0.05", "-0.05"},
        {"39000000", "39000000"}, {"33690000000", "33690000000"}, {"1000000000000000000000", "1000000000000000000000"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(decimal_text(mem, dec(rows[i][0])), rows[i][1]);
}

static void rubbish_is_refused(void **state)
{
    static const char *const rows[] = {"", "-", ".", "1.2.3", "1,2", " 1", "1e5", "٣"};
    struct decimal d;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(decimal_parse(str_of(rows[i]), &d), E_INVALID);
    assert_int_equal(decimal_parse(STR("999999999999999999999999999999999999999999"), &d), E_TOOBIG);
}

static void compares_across_scales(void **state)
{
    (void)state;
    assert_int_equal(decimal_cmp(dec("1.10"), dec("1.1")), 0);
    assert_true(decimal_cmp(dec("-2"), dec("1.5")) < 0);
    assert_true(decimal_cmp(dec("-1.2"), dec("-1.1")) < 0);
    assert_true(decimal_cmp(dec("99999999999999999999999999"), dec("0.0000000001")) > 0);
}

static void shares_and_growth(void **state)
{
    struct decimal d;
    (void)state;
    assert_int_equal(decimal_div(dec("9.17"), dec("15.96"), 4, 0, &d), OK);
    assert_string_equal(decimal_text(mem, d), "0.5746");
    assert_int_equal(decimal_div(dec("-1"), dec("3"), 2, -1, &d), OK);
    assert_string_equal(decimal_text(mem, d), "-0.34");
    assert_int_equal(decimal_div(dec("-1"), dec("3"), 2, 1, &d), OK);
    assert_string_equal(decimal_text(mem, d), "-0.33");
    assert_int_equal(decimal_div(dec("1"), dec("0"), 2, 0, &d), E_INVALID);
    assert_int_equal(decimal_mul(dec("3.5"), dec("1000000"), &d), OK);
    assert_string_equal(decimal_text(mem, d), "3500000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_canonical),
        cmocka_unit_test(rubbish_is_refused),
        cmocka_unit_test(compares_across_scales),
        cmocka_unit_test(shares_and_growth),
    };
    mem = arena_new(1 << 20, NULL, NULL);
    int failed = cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
