/* Working days and the lunar calendar: every vector of the office's rules, and counting against a slow day-by-day way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "platform/data.h"
#include "rules/lunar.h"
#include "rules/workday.h"

static struct arena *mem;
static struct ctx cx;

static struct date day(const char *iso)
{
    struct date d;

    assert_true(date_parse(str_of(iso), &d));
    return d;
}

static void is(struct date d, const char *want, const char *what, int n)
{
    if (strcmp(date_text(mem, d), want) != 0)
        fail_msg("%s %d: %s, wanted %s", what, n, date_text(mem, d), want);
}

/* Days off of 2026 and 2027-01-01 as definitions/holidays.yaml has them. */
static void working_days(void **state)
{
    static const struct {
        const char *from;
        int n;
        const char *due;
    } rows[] = {{"2026-02-11", 7, "2026-02-27"}, {"2026-02-13", 2, "2026-02-24"}, {"2026-04-24", 3, "2026-05-04"},
                {"2026-04-28", 5, "2026-05-07"}, {"2026-08-28", 7, "2026-09-10"}, {"2026-11-20", 7, "2026-12-01"},
                {"2026-12-28", 5, "2027-01-05"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        is(workday_after(day(rows[i].from), rows[i].n, NULL), rows[i].due, rows[i].from, rows[i].n);
}

static void calendar_days(void **state)
{
    (void)state;
    is(workday_days_after(day("2026-02-05"), 15, NULL), "2026-02-23", "2026-02-05", 15);
    is(workday_days_after(day("2026-04-15"), 15, NULL), "2026-05-04", "2026-04-15", 15);
    is(workday_days_after(day("2026-08-18"), 15, NULL), "2026-09-03", "2026-08-18", 15);
    is(workday_days_after(day("2026-11-07"), 15, NULL), "2026-11-23", "2026-11-07", 15);
    is(workday_months_after(day("2026-08-31"), 6, NULL), "2027-03-01", "2026-08-31", 6); /* Sunday 28/02 */
}

static void backward(void **state)
{
    unsigned flags = 0;

    (void)state;
    is(workday_before(day("2026-03-10"), 5, NULL), "2026-03-03", "2026-03-10", -5);
    is(workday_before(day("2026-09-08"), 5, NULL), "2026-08-28", "2026-09-08", -5);
    is(workday_before(day("2026-05-06"), 7, NULL), "2026-04-22", "2026-05-06", -7);
    is(workday_days_before(day("2026-06-20"), 30, &flags), "2026-05-21", "2026-06-20", -30);
    assert_int_equal(flags, 0);
    is(workday_days_before(day("2026-06-20"), 40, NULL), "2026-05-11", "2026-06-20", -40);
    (void)workday_days_before(day("2026-06-21"), 7, &flags);
    assert_int_equal(flags, WORKDAY_NOT_WORKING);
}

static void warnings(void **state)
{
    unsigned flags = 0;

    (void)state;
    (void)workday_after(day("2026-06-01"), 5, &flags);
    assert_int_equal(flags, 0);
    (void)workday_after(day("2026-11-20"), 7, &flags); /* 24/11 is announced, not confirmed: 02/12 if it were */
    assert_int_equal(flags, WORKDAY_UNCONFIRMED);
    flags = 0;
    (void)workday_after(day("2019-06-01"), 5, &flags);
    assert_int_equal(flags, WORKDAY_NO_TABLE);
    flags = 0;
    (void)workday_after(day("2026-12-28"), 5, &flags); /* 2027 has only its first day: enough for this period */
    assert_int_equal(flags, 0);
    (void)workday_after(day("2027-01-25"), 10, &flags); /* and not for this one: Tet falls into it */
    assert_int_equal(flags, WORKDAY_NO_TABLE);
    flags = 0;
    (void)workday_after(day("2027-04-01"), 5, &flags);
    assert_int_equal(flags, 0);
    (void)workday_days_after(day("2027-04-16"), 15, &flags); /* ends on 1 May */
    assert_int_equal(flags, WORKDAY_NO_TABLE);
    assert_true(workday_is(day("2026-06-05")));
    assert_false(workday_is(day("2026-06-06")));
    assert_false(workday_is(day("2026-02-17")));
}

/* The same counts the slow way, over 300 days and every length up to 40. */
static void against_day_by_day(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++) {
        struct date from = date_add_days(day("2026-01-05"), i), d = from;
        int worked = 0;
        for (int n = 1; n <= 40; n++) {
            do
                d = date_add_days(d, 1);
            while (!workday_is(d));
            worked++;
            struct date due = workday_after(from, n, NULL);
            assert_int_equal(date_cmp(due, d), 0);
            assert_int_equal(workday_between(from, due), worked);
            assert_int_equal(workday_between(due, from), -worked);
            if (workday_is(from)) /* counting back from there leads home */
                assert_int_equal(date_cmp(workday_before(due, n, NULL), from), 0);
        }
    }
}

static void lunar_years(void **state)
{
    static const struct {
        int year;
        const char *tet, *kings;
    } rows[] = {{2020, "2020-01-25", "2020-04-02"}, {2021, "2021-02-12", "2021-04-21"}, {2022, "2022-02-01", "2022-04-10"},
                {2023, "2023-01-22", "2023-04-29"}, {2024, "2024-02-10", "2024-04-18"}, {2025, "2025-01-29", "2025-04-07"},
                {2026, "2026-02-17", "2026-04-26"}, {2027, "2027-02-06", "2027-04-16"}, {2028, "2028-01-26", "2028-04-04"},
                {2029, "2029-02-13", "2029-04-23"}, {2030, "2030-02-02", "2030-04-12"}, {2031, "2031-01-23", "2031-04-01"},
                {2032, "2032-02-11", "2032-04-19"}, {2033, "2033-01-31", "2033-04-09"}, {2034, "2034-02-19", "2034-04-28"},
                {2035, "2035-02-08", "2035-04-17"},
                /* Viet Nam and China had different days: UTC+7 and UTC+8 */
                {1985, "1985-01-21", "1985-04-29"}, {2007, "2007-02-17", "2007-04-26"}};
    struct date d;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(lunar_to_date((struct lunar){rows[i].year, 1, 1, false}, &d));
        is(d, rows[i].tet, "1/1", rows[i].year);
        assert_true(lunar_to_date((struct lunar){rows[i].year, 3, 10, false}, &d));
        is(d, rows[i].kings, "10/3", rows[i].year);
    }
}

/* The first day of the year, 1990 to 2050, as the calendars print it. */
static void tet(void **state)
{
    static const char *const days[] = {
        "1990-01-27", "1991-02-15", "1992-02-04", "1993-01-23", "1994-02-10", "1995-01-31", "1996-02-19", "1997-02-07",
        "1998-01-28", "1999-02-16", "2000-02-05", "2001-01-24", "2002-02-12", "2003-02-01", "2004-01-22", "2005-02-09",
        "2006-01-29", "2007-02-17", "2008-02-07", "2009-01-26", "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10",
        "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12",
        "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13",
        "2030-02-02", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08", "2036-01-28", "2037-02-15",
        "2038-02-04", "2039-01-24", "2040-02-12", "2041-02-01", "2042-01-22", "2043-02-10", "2044-01-30", "2045-02-17",
        "2046-02-06", "2047-01-26", "2048-02-14", "2049-02-02", "2050-01-23"};
    struct date d;

    (void)state;
    assert_int_equal(sizeof days / sizeof *days, 61);
    for (int i = 0; i < 61; i++) {
        assert_true(lunar_to_date((struct lunar){1990 + i, 1, 1, false}, &d));
        is(d, days[i], "1/1", 1990 + i);
    }
}

/* Every day of 60 years there and back; months of 29 or 30 days; a year has 12 or 13 months. */
static void lunar_round_trip(void **state)
{
    struct lunar before = lunar_of_date(day("1979-12-31"));

    (void)state;
    for (struct date d = day("1980-01-01"); d.y < 2040; d = date_add_days(d, 1)) {
        struct lunar l = lunar_of_date(d);
        struct date back;
        assert_true(lunar_to_date(l, &back));
        assert_int_equal(date_cmp(back, d), 0);
        if (l.day == 1)
            assert_true(before.day == 29 || before.day == 30);
        else
            assert_int_equal(l.day, before.day + 1);
        before = l;
    }
    assert_true(lunar_of_date(day("2025-07-25")).leap); /* leap sixth month of 2025 */
    assert_int_equal(lunar_of_date(day("2025-07-25")).month, 6);
    assert_false(lunar_to_date((struct lunar){2026, 6, 1, true}, &(struct date){0}));
    assert_false(lunar_to_date((struct lunar){2026, 13, 1, false}, &(struct date){0}));
}

static void broken_table(void **state)
{
    struct workday_row *rows;
    size_t n;

    (void)state;
    ctx_clear(&cx);
    assert_int_equal(workday_load_text(&cx, "holidays", STR("- {date: 2026-13-01, kind: half, name: {vi: A, en: B, de: C}}\n"),
                                       &rows, &n), E_INVALID);
    assert_string_equal(cx.problems->key, "kind.date");
    assert_string_equal(cx.problems->next->key, "kind.day_kind");
    ctx_clear(&cx);
}

static int load(void **state)
{
    struct workday_row *rows;
    struct str text;
    size_t n;

    (void)state;
    mem = arena_new((size_t)1 << 30, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    assert_int_equal(data_file(&cx, "definitions/holidays.yaml", &text), OK);
    assert_int_equal(workday_load_text(&cx, "holidays", text, &rows, &n), OK);
    workday_install(mem, rows, n);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    workday_install(NULL, NULL, 0);
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days), cmocka_unit_test(calendar_days),      cmocka_unit_test(backward),
        cmocka_unit_test(warnings),     cmocka_unit_test(against_day_by_day), cmocka_unit_test(lunar_years),
        cmocka_unit_test(lunar_round_trip), cmocka_unit_test(tet), cmocka_unit_test(broken_table)};
    return cmocka_run_group_tests_name("workday", tests, load, drop);
}
