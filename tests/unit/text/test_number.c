/* German numerals in one word and Roman numerals, on tables; the generated table of number words is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/number.h"

static struct arena *mem;

static void german(void **state)
{
    static const struct { const char *word, *value; enum number_form form; } rows[] = {
        {"elf", "11", NUMBER_FORM_CARDINAL}, {"einundzwanzig", "21", NUMBER_FORM_CARDINAL},
        {"hundertzwei", "102", NUMBER_FORM_CARDINAL}, {"achtzehnhundertzweiundfünfzig", "1852", NUMBER_FORM_CARDINAL},
        {"einundzwanzigtausenddreihundert", "21300", NUMBER_FORM_CARDINAL}, {"anderthalb", "1.5", NUMBER_FORM_CARDINAL},
        {"siebenhunderteinundzwanzigtausendundzwölf", "721012", NUMBER_FORM_CARDINAL},
        {"zweieinhalb", "2.5", NUMBER_FORM_CARDINAL}, {"dritte", "3", NUMBER_FORM_ORDINAL},
        {"einundzwanzigsten", "21", NUMBER_FORM_ORDINAL}, {"hundertfünfter", "105", NUMBER_FORM_ORDINAL},
        {"drittel", "3", NUMBER_FORM_FRACTION}, {"zwanzigstel", "20", NUMBER_FORM_FRACTION},
        {"milliardsten", "1000000000", NUMBER_FORM_ORDINAL}, {"dreissig", "30", NUMBER_FORM_CARDINAL},
    };
    struct decimal v;
    enum number_form form;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(number_german(str_of(rows[i].word), &v, &form), strlen(rows[i].word));
        assert_string_equal(decimal_text(mem, v), rows[i].value);
        assert_int_equal(form, rows[i].form);
        assert_true(number_german_may(str_of(rows[i].word)));
    }
}

static void german_words_that_are_none(void **state)
{
    static const char *const rows[] = {"einer", "achtung", "elfenbein", "vierte lerin", "undzwanzig", "neunziger", "dreist"};
    struct decimal v;
    enum number_form form;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_not_equal(number_german(str_of(rows[i]), &v, &form), strlen(rows[i]));
}

static void roman(void **state)
{
    (void)state;
    assert_int_equal(number_roman(STR("XIV")), 14);
    assert_int_equal(number_roman(STR("MCMXLV")), 1945);
    assert_int_equal(number_roman(STR("III")), 3);
    assert_int_equal(number_roman(STR("IIII")), 0);
    assert_int_equal(number_roman(STR("VX")), 0);
    assert_int_equal(number_roman(STR("USD")), 0);
}

static int value_of(enum lang lang, const char *word)
{
    for (const struct number_word *w = number_words[lang]; w->word != NULL; w++)
        if (strcmp(w->word, word) == 0)
            return w->value;
    return -1;
}

static void the_generated_table(void **state)
{
    (void)state;
    assert_int_equal(value_of(LANG_VI, "bảy"), 7);
    assert_int_equal(value_of(LANG_VI, "lăm"), 5);
    assert_int_equal(value_of(LANG_VI, "tỷ"), 9);
    assert_int_equal(value_of(LANG_EN, "seventy"), 70);
    assert_int_equal(value_of(LANG_EN, "billion"), 9);
    assert_int_equal(value_of(LANG_DE, "billion"), 12);
    assert_int_equal(value_of(LANG_DE, "zwölf"), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(german),
        cmocka_unit_test(german_words_that_are_none),
        cmocka_unit_test(roman),
        cmocka_unit_test(the_generated_table),
    };
    mem = arena_new(1 << 20, NULL, NULL);
    int failed = cmocka_run_group_tests_name("number", tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
