/* Names: distances in any script, candidates, the gazetteer, what is inside another name. */
#include "unit.h"

#include "text/name.h"

static const char places[] =
    "countries:\n  - {code: \"KR\", forms: [\"Hàn Quốc\", \"Republic of Korea\"]}\n"
    "  - {code: \"DE\", forms: [\"Đức\", \"deutsch*\"]}\n"
    "regions:\n  - {id: region-oceania, code: \"009\", forms: [\"châu Úc\"], members: [\"AU\"]}\n"
    "units:\n  - {id: KR-44, within: KR, proper: \"Chungcheongnam-do\", forms: [\"Chungcheongnam\", \"충청남도\"]}\n"
    "  - {id: VN-x, within: VN, proper: \"Thái Bình\", forms: []}\n"
    "cities:\n  - {id: fr-paris, within: FR, proper: Paris, forms: [\"Pa-ri\"]}\n";

static void distances(void **state)
{
    struct ctx *cx = *state;

    assert_int_equal(name_distance(cx, STR("Nguyễn"), STR("nguyen"), 3), 0);
    assert_int_equal(name_distance(cx, STR("Loc"), STR("Luc"), 3), 1);
    assert_int_equal(name_distance(cx, STR("Brandt"), STR("Barndt"), 3), 1); /* neighbours swapped */
    assert_int_equal(name_distance(cx, STR("충청남도"), STR("충청북도"), 3), 1);
    assert_int_equal(name_distance(cx, STR("Nara"), STR("Yokohama"), 2), 3); /* most + 1 */
    assert_int_equal(name_distance(cx, STR(""), STR("ab"), 5), 2);
}

static void candidates(void **state)
{
    struct ctx *cx = *state;
    const struct str list[] = {STR("Gyeonggi-do"), STR("Chungcheongbuk-do"), STR("Chungcheongnam-do"), STR("Nara")};
    struct name_candidates c;

    assert_int_equal(name_fuzzy(cx, STR("Chungcheonnam-do"), list, 4, &c), OK);
    assert_true(c.n >= 1 && c.at[0].index == 2 && c.at[0].distance == 1);
    assert_int_equal(name_fuzzy(cx, STR("NARA"), list, 4, &c), OK);
    assert_true(c.n == 1 && c.at[0].distance == 0);
    assert_int_equal(name_fuzzy(cx, STR("Berlin"), list, 4, &c), OK);
    assert_int_equal(c.n, 0);
}

static void gazetteer(void **state)
{
    struct ctx *cx = *state;
    struct name_base b;

    assert_int_equal(name_load(cx, str_of(places), &b), OK);
    const struct name_place *p = name_meant(cx, &b, STR("Chungcheonam"), STR("KR"));
    assert_non_null(p);
    assert_true(str_is(p->proper, "Chungcheongnam-do"));
    assert_null(name_meant(cx, &b, STR("Chungcheongnam"), STR("KR")));
    assert_null(name_meant(cx, &b, STR("Chungcheonam"), STR("JP")));
    assert_null(name_meant(cx, &b, STR("Kyoto"), STR("KR")));
    assert_int_equal(name_load(cx, STR("units:\n  - {id: x}\n"), &b), E_INVALID);
    assert_true(unit_said(cx, "line 2"));
}

static size_t found(struct ctx *cx, const struct name_base *b, const char *text, enum lang l)
{
    struct wordlist w;
    struct name_hits h;

    assert_int_equal(phrase_words(cx, str_of(text), l, &w), OK);
    assert_int_equal(name_find(cx, b, l, str_of(text), w, &h), OK);
    return h.n;
}

static void in_texts(void **state)
{
    struct ctx *cx = *state;
    struct name_base b;

    assert_int_equal(name_load(cx, str_of(places), &b), OK);
    assert_int_equal(found(cx, &b, "Đoàn Hàn Quốc đến Pa-ri rồi sang Đức.", LANG_VI), 3);
    assert_int_equal(found(cx, &b, "Ông Nguyễn Đức Anh và bà Lê Thị Đức", LANG_VI), 0);
    assert_int_equal(found(cx, &b, "Có đoàn của Hàn Quốc, Đức, Pa-ri (Đức)", LANG_VI), 4);
    assert_int_equal(found(cx, &b, "Hội thảo dùng tiếng Đức. Đức độ là gốc.", LANG_VI), 0);
    assert_int_equal(found(cx, &b, "die Städte Deutschlands", LANG_DE), 1);
    assert_int_equal(found(cx, &b, "châu Á - Thái Bình Dương", LANG_VI), 0);
    assert_int_equal(found(cx, &b, "tỉnh Thái Bình và châu Úc", LANG_VI), 2);
    assert_int_equal(found(cx, &b, "The Republic of Korea and Germany, Thai Binh", LANG_EN), 3);
    assert_int_equal(found(cx, &b, "eine deutsche Delegation in Paris", LANG_DE), 2);
    assert_int_equal(found(cx, &b, "chad is no country in small letters", LANG_EN), 0);
}

static void syllables(void **state)
{
    (void)state;
    assert_true(name_is_syllable(STR("nguyen")) && name_is_syllable(STR("phuc")) && name_is_syllable(STR("gi")));
    assert_true(name_is_syllable(STR("quyen")) && name_is_syllable(STR("anh")));
    assert_false(name_is_syllable(STR("polit")));
    assert_false(name_is_syllable(STR("frieden")));
    assert_false(name_is_syllable(STR("peace1")));
    assert_false(name_is_syllable(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(distances), unit(candidates), unit(gazetteer), unit(in_texts),
                                       unit(syllables)};
    return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
