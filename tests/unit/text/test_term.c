/* The term base and the phrases under it: loading, longest form first, stems, tone marks, endings. */
#include "unit.h"

#include "text/term.h"

static const char yaml[] =
    "- id: so\n  vi: [\"Sở Ngoại vụ\"]\n"
    "  de:\n    use: [\"Amt für auswärtige Angelegenheiten\"]\n    avoid:\n"
    "      - {text: \"Außenministerium\", class: B, rule: institution, why: \"another body\"}\n"
    "  en: {use: [\"Department of Foreign Affairs\"], avoid: []}\n"
    "- id: ngoai-vu\n  vi: [\"ngoại vụ\", \"hoà bình\"]\n  en: {use: [\"foreign affairs\"], avoid: []}\n";

static struct term_hits use(struct ctx *cx, const struct term_base *b, const char *text, enum lang l)
{
    struct wordlist w;
    struct term_hits h;

    assert_int_equal(phrase_words(cx, str_of(text), l, &w), OK);
    assert_int_equal(term_find_use(cx, b, l, w, &h), OK);
    return h;
}

static void found(void **state)
{
    struct ctx *cx = *state;
    struct term_base b;

    assert_int_equal(term_load(cx, str_of(yaml), &b), OK);
    assert_int_equal(b.n, 2);
    struct term_hits h = use(cx, &b, "Giám đốc SỞ NGOẠI VỤ nói về công tác ngoại vụ, hòa bình", LANG_VI);
    assert_int_equal(h.n, 3); /* the longest form wins; hòa and hoà are one */
    assert_true(h.at[0].term == 0 && h.at[1].term == 1 && h.at[2].term == 1);
    h = use(cx, &b, "Leiter des Amtes für auswärtige Angelegenheiten", LANG_DE);
    assert_true(h.n == 1 && h.at[0].term == 0);
    h = use(cx, &b, "Cong tac ngoai vu", LANG_VI); /* without marks these are other words */
    assert_int_equal(h.n, 0);
}

static void avoided(void **state)
{
    struct ctx *cx = *state;
    struct term_base b;
    struct wordlist w;
    struct term_hits h;

    assert_int_equal(term_load(cx, str_of(yaml), &b), OK);
    assert_int_equal(phrase_words(cx, STR("Direktor des Außenministeriums"), LANG_DE, &w), OK);
    assert_int_equal(term_find_avoid(cx, &b, LANG_DE, w, &h), OK);
    assert_int_equal(h.n, 1);
    assert_true(str_is(b.at[h.at[0].term].avoid[LANG_DE].at[h.at[0].avoid].rule, "institution"));
}

static void faulty_files(void **state)
{
    static const char *const rows[][2] = {
        {"- {id: x, de: {avoid: [{text: y}]}}", "line 1"},
        {"- {vi: [a]}", "without id"},
        {"just words", "list of entries"},
        {"- [unclosed", "YAML line"},
        {"", "empty"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx *cx = *state;
        struct term_base b;
        ctx_clear(cx);
        assert_int_equal(term_load(cx, str_of(rows[i][0]), &b), E_INVALID);
        if (!unit_said(cx, rows[i][1]))
            fail_msg("\"%s\" does not say \"%s\"", cx->detail, rows[i][1]);
    }
}

static void endings(void **state)
{
    struct ctx *cx = *state;
    struct phrase_set *s = phrase_set_new(cx, LANG_EN, true), *d = phrase_set_new(cx, LANG_DE, true);
    struct wordlist w;
    struct phrase_hits h;

    phrase_set_add(cx, s, STR("agency"), 7);
    phrase_set_add(cx, d, STR("*ministerium"), 8);
    assert_int_equal(phrase_words(cx, STR("Two agencies met an agency's head"), LANG_EN, &w), OK);
    assert_int_equal(phrase_find(cx, s, w, true, &h), OK);
    assert_int_equal(h.n, 2);
    assert_int_equal(phrase_words(cx, STR("des Wirtschaftsministeriums und Ministerien"), LANG_DE, &w), OK);
    assert_int_equal(phrase_find(cx, d, w, true, &h), OK);
    assert_true(h.n == 1 && h.at[0].first == 1 && h.at[0].payload == 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(found), unit(avoided), unit(faulty_files), unit(endings)};
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
