/* The language of conditions: values, three-valued logic, refusals, limits; and the same as SQL (test_list.c too). */
#include "kit.h"

#include "register/expr.h"
#include "register/record_env.h"

static struct record *house;

static const char *eval(const char *text)
{
    struct expr *e;
    struct expr_value v;

    ctx_clear(&kit_cx);
    if (expr_parse(&kit_cx, str_of(text), &e) != OK)
        return "refused";
    if (expr_eval(&kit_cx, e, record_env(&kit_cx, house), &v) != OK)
        return "failed";
    const char *s = expr_canonical(&kit_cx, v);
    return s == NULL ? "unknown" : s;
}

static void values(void **state)
{
    static const char *const rows[][2] = {
        {"1 + 2 * 3", "7"}, {"(1 + 2) * 3", "9"}, {"0.1 + 0.2", "0.3"}, {"7 / 2", "3.5"}, {"1 / 0", "unknown"},
        {"-floors", "-3"}, {"name + '!'", "Nhà Huế!"}, {"floors == 3", "true"}, {"floors != 3", "false"},
        {"built < '2026-01-01'", "true"}, {"built == '2025-12-31'", "true"}, {"year(built)", "2025"},
        {"month(built)", "12"}, {"adddays(built, 1)", "2026-01-01"}, {"addmonths(built, 2)", "2026-02-28"},
        {"days(built, '2026-01-10')", "10"}, {"today()", "2026-11-20"}, {"paint in ('red', 'green')", "true"},
        {"paint in ()", "false"}, {"paints contains 'green'", "true"}, {"paints contains 'gre'", "false"},
        {"paints within ('red', 'green', 'old')", "true"}, {"paints within ('red')", "false"},
        {"count(paints)", "2"}, {"count(rooms)", "2"}, {"count(rooms, size > 10)", "1"}, {"max(rooms, size)", "20.5"},
        {"min(rooms, called)", "bath"}, {"sum(rooms, size)", "25.5"}, {"any(rooms, called == 'bath')", "true"},
        {"sum(rooms, size, called == 'bath')", "5"}, {"max(rooms, size, size < 20)", "5"}, {"min(rooms, size, size > 99)", "unknown"},
        {"currency(price)", "USD"}, {"currency(next.price)", "USD"}, {"any(rooms, currency(outer.price) == 'USD')", "true"},
        {"starts(name, 'NHA')", "true"}, {"starts(name, 'hue')", "false"}, {"has(name, 'x', 'huế')", "true"},
        {"len(name)", "7"}, {"if(floors > 2, 'high', 'low')", "high"}, {"coalesce(sold_on, built)", "2025-12-31"},
        {"next.name", "Nhà Huế"}, {"next.next.floors", "3"}, {"state == 'planned'", "true"},
        {"org('NH') == id", "true"}, {"label(paint)", "Red"}, {"lower(name)", "nha hue"}, {"role('OFF')", "false"},
        {"price > 1000", "true"}, {"'a''b' == name", "false"}, {"'l''or' + ''''", "l'or'"}, {"'' is set", "false"},
        {"during(built, 'last_year')", "true"}, {"during(built, 'this_year')", "false"},
        {"during(sold_on, 'today')", "unknown"}, {"during(seen, 'this_year')", "true"}, {"late()", "false"},
        {"mine()", "true"}, {"filled()", "33"}, {"during(built, 'never')", "refused"}, {"'open", "refused"}, {"'a''", "refused"}, {"seen == '2026-01-12'", "true"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(eval(rows[i][0]), rows[i][1]) != 0)
            fail_msg("%s gives %s, wanted %s", rows[i][0], eval(rows[i][0]), rows[i][1]);
}

static void unknown(void **state)
{
    static const char *const rows[][2] = {
        {"sold_on > built", "unknown"}, {"not sold_on > built", "unknown"}, {"sold_on is set", "false"},
        {"sold_on is not set", "true"}, {"sold_on > built and false", "false"}, {"sold_on > built or true", "true"},
        {"sold_on > built or false", "unknown"}, {"false and sold_on > built", "false"}, {"sold_on + 1", "unknown"},
        {"if(sold_on > built, 1, 2)", "2"}, {"deed in ('a')", "unknown"}, {"null == null", "unknown"},
        {"name > 3", "unknown"}, {"max(rooms, asked_on)", "unknown"}, {"owner.x", "failed"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(eval(rows[i][0]), rows[i][1]) != 0)
            fail_msg("%s gives %s, wanted %s", rows[i][0], eval(rows[i][0]), rows[i][1]);
}

static void refusals(void **state)
{
    static const char *const bad[] = {"", "1 +", "(1", "1)", "foo(1)", "a b", "'open", "1..2", "a is", "a is nothing",
                                      "if(1, 2)", "count(1)", "a in 3", "a = 1", "a & b", "not", "\x01", "a, b", "today(1)"};
    char deep[400];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (strcmp(eval(bad[i]), "refused") != 0)
            fail_msg("%s is not refused", bad[i]);
    memset(deep, '(', 200);
    memset(deep + 200, ')', 199);
    deep[399] = '\0';
    assert_string_equal(eval(deep), "refused");
    assert_non_null(strstr(kit_cx.detail, "deep"));
}

/* Whole registers: what the database narrows and what only the memory knows come to one answer. */
static void every(void **state)
{
    static const char *const rows[][2] = {
        {"count(all.house)", "3"}, {"count(all.room)", "2"}, {"any(all.house, paint == outer.paint and id != outer.id)", "true"},
        {"count(all.house, floors >= 3)", "2"}, {"count(all.house, 3 <= floors)", "2"}, {"count(all.house, floors < outer.floors)", "1"},
        {"count(all.house, built <= adddays(outer.built, -300))", "1"}, {"count(all.house, built > '2025-01-01' and floors == 3)", "1"},
        {"count(all.house, paints contains outer.paint)", "1"}, {"count(all.house, next == outer.id)", "1"},
        {"count(all.house, outer.id == next)", "1"}, {"count(all.house, paint == outer.sold_on)", "0"},
        {"count(all.house, paint is not set)", "1"}, {"count(all.house, org == outer.org)", "1"},
        {"count(all.house, area > 10.5)", "1"}, {"count(all.house, seen > outer.built)", "1"}, {"count(all.house, name == 'Nhà Huế')", "1"},
        {"count(all.room, wall == 1)", "failed"}, {"count(all.room, parent.floors == outer.floors)", "2"},
        {"sum(all.house, floors)", "9"}, {"sum(all.house, floors, paint == 'red')", "8"}, {"max(all.house, floors)", "5"},
        {"min(all.house, built, floors == outer.floors)", "2025-12-31"}, {"max(all.house, floors, floors > 99)", "unknown"},
        {"last(all.house, built, name)", "Nhà Huế"}, {"last(all.house, built, name, floors != 3)", "Nhà mới"},
        {"last(all.house, floors, built)", "2025-06-01"}, {"last(all.house, built, sold_on)", "unknown"},
        {"last(rooms, size, called)", "hall"}, {"last(rooms, size, called, size < 9)", "bath"}, {"last(rooms, size)", "refused"},
        {"last(all.house, floors, price, currency(outer.price) == currency(price))", "39000000"},
        {"sum(all.house, floors, role('OFF'))", "0"}, {"count(all.house, count(rooms) > 0)", "1"}, {"count(all.house, mine())", "3"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(eval(rows[i][0]), rows[i][1]) != 0)
            fail_msg("%s gives %s, wanted %s", rows[i][0], eval(rows[i][0]), rows[i][1]);
}

static struct date next_day(struct date d, int n)
{
    return date_add_days(d, n * 2);
}

static int half_of(struct date a, struct date b)
{
    return (date_days(b) - date_days(a)) / 2;
}

/* The calendar comes from another layer; without it nobody guesses. */
static void workdays(void **state)
{
    static const struct expr_calendar calendar = {next_day, half_of};

    (void)state;
    assert_string_equal(eval("addworkdays(built, 5)"), "unknown");
    assert_string_equal(eval("workdays(built, today())"), "unknown");
    expr_install_calendar(&calendar);
    assert_string_equal(eval("addworkdays(built, 5)"), "2026-01-10");
    assert_string_equal(eval("addworkdays(built, 0 - 5)"), "2025-12-21");
    assert_string_equal(eval("workdays(built, '2026-01-10')"), "5");
    assert_string_equal(eval("addworkdays(sold_on, 5)"), "unknown");
    assert_string_equal(eval("addworkdays(built, 99999)"), "unknown");
    assert_string_equal(eval("workdays(built, sold_on)"), "unknown");
    expr_install_calendar(NULL);
}

static void names(void **state)
{
    struct expr *e;

    (void)state;
    ctx_clear(&kit_cx);
    KIT_OK(expr_parse(&kit_cx, STR("next.next.paint == 'red' and count(rooms, parent.floors > size) > 0"), &e));
    KIT_OK(expr_check(&kit_cx, e, kit_kind("house"), "here"));
    KIT_OK(expr_parse(&kit_cx, STR("next.nothing or count(rooms, floors > 0) > 0 or wall"), &e));
    KIT_IS(expr_check(&kit_cx, e, kit_kind("house"), "here"), E_INVALID);
    assert_string_equal(kit_cx.problems->arg, "next.nothing");
    assert_string_equal(kit_cx.problems->next->arg, "floors");
    assert_string_equal(kit_cx.problems->next->next->arg, "wall");
}

static int make(void **state)
{
    if (kit_open(state) != 0)
        return -1;
    house = kit_house_new("Nhà Huế", "2025-12-31", "3");
    record_set(&kit_cx, house, "paint", "red");
    record_set(&kit_cx, house, "abbr", "NH");
    record_set(&kit_cx, house, "paints", "red,green");
    record_set(&kit_cx, house, "price", "39000000 USD");
    record_set(&kit_cx, house, "seen", "2026-01-12T08:05");
    record_set(&kit_cx, house, "next", arena_printf(kit_cx.mem, "%lld", (long long)house->id));
    KIT_OK(record_save(&kit_cx, house, NULL));
    for (int i = 0; i < 2; i++) {
        struct record *room = record_new_sub(&kit_cx, kit_kind("room"), house);
        record_set(&kit_cx, room, "called", i == 0 ? "bath" : "hall");
        record_set(&kit_cx, room, "size", i == 0 ? "5" : "20.5");
        KIT_OK(record_save(&kit_cx, room, NULL));
    }
    struct record *newer = kit_house_new("Nhà mới", "2025-06-01", "5"), *old = kit_house_new("Nhà cũ", "2020-06-01", "1");
    record_set(&kit_cx, newer, "paint", "red");
    record_set(&kit_cx, newer, "area", "100");
    newer->org_id = house->org_id = house->id;
    KIT_OK(record_save(&kit_cx, newer, NULL));
    KIT_OK(record_save(&kit_cx, old, NULL));
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(unknown), cmocka_unit_test(refusals),
                                       cmocka_unit_test(names), cmocka_unit_test(every), cmocka_unit_test(workdays)};
    kit_used();
    return cmocka_run_group_tests_name("expr", tests, make, kit_close);
}
