/* Dates against a day-by-day oracle, parsing, month ends, the office's day at an instant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

static void every_day_from_1899_to_2101(void **state)
{
    struct date d = {1899, 1, 1};
    int32_t n = date_days(d);
    int weekday = 7; /* 1899-01-01 was a Sunday */
    (void)state;
    while (d.y < 2101) {
        assert_int_equal(date_days(d), n);
        assert_int_equal(date_weekday(d), weekday);
        assert_int_equal(date_cmp(date_of_days(n), d), 0);
        if (++d.d > date_days_in_month(d.y, d.m)) {
            d.d = 1;
            if (++d.m > 12)
                d.m = 1, d.y++;
        }
        n++;
        weekday = weekday % 7 + 1;
    }
}

static void dates_that_do_not_exist(void **state)
{
    static const char *const rows[] = {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-32",
        "2026/01/01", "", "-026-01-01", "20260-1-01"};
    struct date d;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_false(date_parse(str_of(rows[i]), &d));
    assert_true(date_parse(STR("2024-02-29"), &d));
}

static void months_end_at_the_last_day(void **state)
{
    (void)state;
    assert_int_equal(date_cmp(date_add_months((struct date){2026, 1, 31}, 1), (struct date){2026, 2, 28}), 0);
    assert_int_equal(date_cmp(date_add_months((struct date){2026, 3, 31}, -1), (struct date){2026, 2, 28}), 0);
    assert_int_equal(date_cmp(date_add_months((struct date){2026, 11, 15}, 14), (struct date){2028, 1, 15}), 0);
}

static void the_office_is_seven_hours_ahead(void **state)
{
    struct arena *mem = arena_new(1 << 16, NULL, NULL);
    (void)state;
    int64_t t = date_instant((struct date){2026, 1, 12}, 0, 30); /* 2026-01-11 17:30 UTC */
    assert_string_equal(instant_iso(mem, t), "2026-01-11T17:30:00Z");
    assert_string_equal(instant_text(mem, t), "2026-01-12 00:30");
    assert_int_equal(date_cmp(date_of_instant(t), (struct date){2026, 1, 12}), 0);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_from_1899_to_2101),
        cmocka_unit_test(dates_that_do_not_exist),
        cmocka_unit_test(months_end_at_the_last_day),
        cmocka_unit_test(the_office_is_seven_hours_ahead),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
