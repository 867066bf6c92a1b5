/* Language: the three are told, also from one line and by many threads at once; others are refused by name. */
#include "unit.h"

#include <threads.h>

#include "text/language.h"

static const char vi[] = "Thành phố đã đón nhiều đoàn khách quốc tế và ký kết các thỏa thuận hợp tác mới trong năm qua, góp "
                         "phần mở rộng quan hệ hữu nghị với các địa phương của nước bạn.";
static const char en[] = "The city received many international delegations and signed new cooperation agreements during the "
                         "past year, which helped to widen friendly relations with localities abroad.";
static const char de[] = "Die Stadt empfing im vergangenen Jahr zahlreiche internationale Delegationen und unterzeichnete neue "
                         "Abkommen, die zu engeren Beziehungen mit Partnern im Ausland beitragen.";
static const char fr[] = "La ville a reçu de nombreuses délégations internationales et a signé de nouveaux accords de "
                         "coopération au cours de l'année écoulée, ce qui a contribué à élargir les relations d'amitié.";

static void told(void **state)
{
    struct ctx *cx = *state;
    enum lang l;

    assert_int_equal(language_of(cx, str_of(vi), &l), OK);
    assert_int_equal(l, LANG_VI);
    assert_int_equal(language_of(cx, str_of(en), &l), OK);
    assert_int_equal(l, LANG_EN);
    assert_int_equal(language_of(cx, str_of(de), &l), OK);
    assert_int_equal(l, LANG_DE);
    assert_int_equal(language_of(cx, STR("Sở Ngoại vụ"), &l), OK);
    assert_int_equal(l, LANG_VI);
    assert_int_equal(language_of(cx, STR("The city of Hue"), &l), OK);
    assert_int_equal(l, LANG_EN);
    assert_int_equal(language_of(cx, STR("Die Stadt für uns"), &l), OK);
    assert_int_equal(l, LANG_DE);
    assert_int_equal(language_of(cx, STR("Ga\xCC\x88ste fu\xCC\x88r Lo\xCC\x88""bau"), &l), OK); /* accents apart */
    assert_int_equal(l, LANG_DE);
}

static void refused(void **state)
{
    struct ctx *cx = *state;
    enum lang l;

    assert_int_equal(language_of(cx, str_of(fr), &l), E_FORMAT);
    assert_true(unit_said(cx, "French"));
    ctx_clear(cx);
    assert_int_equal(language_of(cx, STR("충청남도와 후에시가 협력 협정을 체결하였다"), &l), E_FORMAT);
    assert_true(unit_said(cx, "Hangul"));
    ctx_clear(cx);
    assert_int_equal(language_of(cx, STR("12 345 — 67 %"), &l), E_FORMAT);
    assert_true(unit_said(cx, "no letters"));
    ctx_clear(cx);
    assert_int_equal(language_of(cx, STR("Xyzzy"), &l), E_FORMAT);
    assert_true(unit_said(cx, "too short"));
}

static int many(void *arg)
{
    int wrong = 0;

    (void)arg;
    for (int i = 0; i < 200; i++) {
        void *state;
        enum lang l;
        unit_setup(&state);
        const char *text = i % 3 == 0 ? vi : i % 3 == 1 ? en : de;
        wrong += language_of(state, str_of(text), &l) != OK || l != (enum lang)(i % 3);
        unit_done(&state);
    }
    return wrong;
}

static void threads(void **state)
{
    thrd_t t[4];
    int wrong = 0, one;

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(thrd_create(&t[i], many, NULL), thrd_success);
    for (int i = 0; i < 4; i++) {
        thrd_join(t[i], &one);
        wrong += one;
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(told), unit(refused), unit(threads)};
    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
