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
        {"mine()", "true"}, {"during(built, 'never')", "refused"}, {"'open", "refused"}, {"'a''", "refused"}, {"seen == '2026-01-12'", "true"}};

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
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(unknown), cmocka_unit_test(refusals),
                                       cmocka_unit_test(names)};
    kit_used();
    return cmocka_run_group_tests_name("expr", tests, make, kit_close);
}
