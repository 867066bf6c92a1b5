/* Which texts are versions of one: the same figures at the same places in another language; never the same language twice,
   never two statements that merely share figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/kin.h"

static struct arena *mem;
static struct ctx cx;

static const char vi[] = "Năm 2025, thành phố Huế ký 3 thỏa thuận với Nara và Gifu. Có 17 cặp quan hệ và 117 dự án.\n\n"
                         "Hơn 400 đại biểu đã đến Huế trong 11 ngày.";
static const char en[] = "In 2025, the city of Huế signed 3 agreements with Nara and Gifu. It has 17 pairs and 117 projects.\n\n"
                         "More than 400 delegates came to Huế within 11 days.";
static const char other[] = "More than 400 delegates came to Huế within 11 days.\n\nIn 2025 there were 117 projects and 17 "
                            "pairs in Nara; 3 agreements with Gifu followed, and much more was said about all of them there.";

static struct kin_anchors anchors(const char *text, enum lang lang)
{
    struct figures f;

    assert_int_equal(figure_spot(&cx, str_of(text), lang, &f), OK);
    return kin_anchors_of(&cx, str_of(text), &f);
}

static void a_translation_is_found(void **state)
{
    struct kin *k = kin_new(mem);
    struct kin_anchors a = anchors(vi, LANG_VI), b = anchors(en, LANG_EN);

    (void)state;
    assert_int_equal(kin_find(k, mem, LANG_EN, 2, &b), 0);
    kin_add(k, 7, LANG_VI, 2, a);
    assert_int_equal(kin_find(k, mem, LANG_EN, 2, &b), 7);
    assert_int_equal(kin_find(k, mem, LANG_EN, 9, &b), 0);  /* nine blocks against two */
    assert_int_equal(kin_find(k, mem, LANG_VI, 2, &a), 0);  /* the same language is another text */
    kin_add(k, 7, LANG_EN, 2, b);
    assert_int_equal(kin_find(k, mem, LANG_EN, 2, &b), 0);  /* the text has this language already */
}

static void the_same_figures_elsewhere_are_another_text(void **state)
{
    struct kin *k = kin_new(mem);
    struct kin_anchors b = anchors(other, LANG_EN);

    (void)state;
    kin_add(k, 7, LANG_VI, 2, anchors(vi, LANG_VI));
    assert_int_equal(kin_find(k, mem, LANG_EN, 2, &b), 0);
}

static void anchors_survive_being_stored(void **state)
{
    struct kin_anchors a = anchors(vi, LANG_VI), b;

    (void)state;
    b = kin_anchors_parse(mem, str_of(kin_anchors_text(mem, &a)));
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.at, b.at, a.n * sizeof *a.at);
    assert_int_equal(kin_anchors_parse(mem, STR("")).n, 0);
}

/* Ten thousand texts with the same common figures: each one's own version is still found. */
static void many_texts(void **state)
{
    struct kin *k = kin_new(mem);
    struct kin_anchors b;

    (void)state;
    for (int i = 0; i < 3000; i++)
        kin_add(k, i + 1, LANG_VI, 2, anchors(arena_printf(mem, "%s\n\nHồ sơ số %d: %d dự án và %d cặp.", vi, i, 5000 + i,
            90000 + 7 * i), LANG_VI));
    b = anchors(arena_printf(mem, "%s\n\nDossier no. 1234: 6234 projects and 98638 pairs.", en), LANG_EN);
    assert_int_equal(kin_find(k, mem, LANG_EN, 2, &b), 1235);
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new((size_t)2 << 30, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_translation_is_found),
        cmocka_unit_test(the_same_figures_elsewhere_are_another_text), cmocka_unit_test(anchors_survive_being_stored),
        cmocka_unit_test(many_texts)};

    return cmocka_run_group_tests(tests, setup, teardown);
}
