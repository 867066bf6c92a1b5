/* Broken UTF-8 is found where it breaks; folding treats composed and decomposed Vietnamese alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

static struct arena *mem;

static void folds(const char *in, const char *want)
{
    assert_string_equal(utf8_fold(mem, str_of(in)).p, want);
}

static void folding(void **state)
{
    (void)state;
    folds("Đối ngoại  NHÂN DÂN\n", "doi ngoai nhan dan");
    folds("Huê\xCC\x81", "hue");     /* decomposed acute */
    folds("Huế", "hue");
    folds("Außenministerium Österreich", "außenministerium osterreich");
    folds("충청남도", "충청남도");
    folds("Ứng Ǆ ŉ ﬁ \xCC\x81 ẞ İ", "ung ǆ ŉ ﬁ ß i"); /* letters that have no row in the table, and a lone mark */
    folds("", "");
}

static void broken_bytes(void **state)
{
    static const struct {
        const char *s;
        size_t at;
    } rows[] = {{"ab\xFFz", 2}, {"\xC0\x80", 0}, {"a\xE1\xBA", 1}, {"\xED\xA0\x80", 0}, {"\xF5\x80\x80\x80", 0}};
    size_t at;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(utf8_valid(str_of(rows[i].s), &at));
        assert_int_equal(at, rows[i].at);
    }
    assert_true(utf8_valid(STR("Huế 충청남도 \xEF\xBF\xBD"), NULL)); /* a real U+FFFD is valid */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(folding), cmocka_unit_test(broken_bytes)};
    mem = arena_new(1 << 20, NULL, NULL);
    int failed = cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
