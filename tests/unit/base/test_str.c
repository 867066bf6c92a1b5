/* Pieces of text: splitting, numbers, and the hash map over them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/map.h"
#include "base/str.h"

static void splitting(void **state)
{
    struct str rest = STR("a,,b"), part;
    (void)state;
    assert_true(str_next(&rest, ',', &part) && str_is(part, "a"));
    assert_true(str_next(&rest, ',', &part) && str_is(part, ""));
    assert_true(str_next(&rest, ',', &part) && str_is(part, "b"));
    assert_false(str_next(&rest, ',', &part));
    assert_true(str_is(str_trim(STR(" \t x y \n")), "x y"));
    assert_int_equal(str_find(STR("abcab"), STR("ca")), 2);
    assert_int_equal(str_find(STR("abc"), STR("x")), 3);
}

static void listed(void **state)
{
    (void)state;
    assert_true(str_listed(STR("der"), "die der das"));
    assert_true(str_listed(STR("das"), "die der das"));
    assert_true(str_listed(STR("die"), "die der das"));
    assert_false(str_listed(STR("de"), "die der das"));
    assert_false(str_listed(STR("er"), "die der das"));
    assert_false(str_listed(STR("dass"), "die der das"));
    assert_false(str_listed(STR(""), "die der das"));
    assert_false(str_listed(STR("die der"), "die derart"));
}

static void numbers(void **state)
{
    long long n;
    (void)state;
    assert_true(str_int(STR("-42"), &n) && n == -42);
    assert_false(str_int(STR(""), &n));
    assert_false(str_int(STR("-"), &n));
    assert_false(str_int(STR("4x"), &n));
    assert_false(str_int(STR("99999999999999999999"), &n));
}

static void maps(void **state)
{
    struct arena *a = arena_new(1 << 22, NULL, NULL);
    struct map m;
    (void)state;
    map_init(&m, a);
    for (int i = 0; i < 5000; i++) {
        char *k = arena_printf(a, "key %d", i);
        map_put(&m, str_of(k), k);
    }
    map_put(&m, STR("key 7"), "seven");
    assert_int_equal(m.n, 5000);
    assert_string_equal(map_get(&m, STR("key 7")), "seven");
    assert_string_equal(map_get(&m, STR("key 4999")), "key 4999");
    assert_null(map_get(&m, STR("key 5000")));
    assert_string_equal(m.entries[3].value, "key 3");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(splitting), cmocka_unit_test(listed), cmocka_unit_test(numbers),
                                       cmocka_unit_test(maps)};
    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
