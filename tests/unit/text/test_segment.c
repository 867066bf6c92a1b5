/* Blocks and sentences: debris typed and kept, kinds of blocks, false ends of sentences, what a text says about itself. */
#include "unit.h"

#include "text/segment.h"

static const struct {
    const char *line;
    enum block_kind kind;
} lines[] = {
    {"![]() |", BLOCK_DEBRIS},
    {"Comment (0)", BLOCK_DEBRIS},
    {"Back to top", BLOCK_DEBRIS},
    {"| Một lễ ký tại Huế |", BLOCK_CAPTION},
    {"12:36:11 PM | 2/15/2024", BLOCK_DATE},
    {"Thứ Hai, 12/01/2026 | 08:05", BLOCK_DATE},
    {"Source: https://x.example/a-b.html", BLOCK_SOURCE},
    {"Quelle: https://x.example/a-b.html", BLOCK_SOURCE},
    {"By Minh Lam, Business Weekly", BLOCK_BYLINE},
    {"By: Minh Lam", BLOCK_BYLINE},
    {"Người viết: Minh Lam", BLOCK_BYLINE},
    {"Ng\xC6\xB0\xC6\xA1\xCC\x80i vie\xCC\x82\xCC\x81t: Minh Lam", BLOCK_BYLINE}, /* accents apart */
    {"Text und Foto: Minh Lam", BLOCK_BYLINE},
    {"Verfasserin: Minh Lam", BLOCK_BYLINE},
    {"## Kết quả nổi bật", BLOCK_HEADING},
};

static void kinds(void **state)
{
    struct ctx *cx = *state;
    struct segments s;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char *text = arena_printf(cx->mem, "The title\n\nA first sentence that says something.\n\n%s\n\nAnother "
                                           "sentence stands here.", lines[i].line);
        assert_int_equal(segment_text(cx, str_of(text), LANG_EN, &s), OK);
        if (s.n != 4 || s.at[2].kind != lines[i].kind)
            fail_msg("%s is %s", lines[i].line, s.n > 2 ? block_kind_name(s.at[2].kind) : "lost");
    }
}

static void ranges(void **state)
{
    struct ctx *cx = *state;
    struct segments s;
    struct str text = STR("| Ảnh một |\r\n| Ảnh một |\r\n\r\n date 2026-01-12 Một tiêu đề ngắn\n\n\n  Câu một. Câu hai!  \n");

    assert_int_equal(segment_text(cx, text, LANG_VI, &s), OK);
    assert_int_equal(s.n, 5);
    assert_true(!s.at[0].repeated && s.at[1].repeated);
    assert_int_equal(s.at[2].kind, BLOCK_DATE);
    assert_int_equal(s.at[3].kind, BLOCK_CAPTION);
    assert_true(str_is(str_sub(text, s.at[3].start, s.at[3].end), "Một tiêu đề ngắn"));
    assert_int_equal(s.at[4].n_sentences, 2);
    const struct sentence *q = &s.sentences[s.at[4].first_sentence];
    assert_true(str_is(str_sub(text, q[0].start, q[0].end), "Câu một."));
    assert_true(str_is(str_sub(text, q[1].start, q[1].end), "Câu hai!"));
}

static size_t count(struct ctx *cx, const char *text, enum lang lang)
{
    struct segments s;

    assert_int_equal(segment_text(cx, str_of(text), lang, &s), OK);
    return s.n_sentences;
}

static void sentences(void **state)
{
    struct ctx *cx = *state;

    assert_int_equal(count(cx, "Lãnh đạo TP. Huế tiếp đoàn. Đoàn có 5 người.", LANG_VI), 2);
    assert_int_equal(count(cx, "Mr. Tran met Dr. Lam at No. 5 Street. They talked.", LANG_EN), 2);
    assert_int_equal(count(cx, "Die 5. Konferenz fand am 3. März statt. Sie war z. B. gut besucht.", LANG_DE), 2);
    assert_int_equal(count(cx, "Die Zahl stieg auf 17. Dies ist wichtig.", LANG_DE), 2);
    assert_int_equal(count(cx, "Sie stieg um 11,5 %. 2026 folgen zwei Büros.", LANG_DE), 2);
    assert_int_equal(count(cx, "Vốn đạt 1.250.000 đồng. 3 đoàn đã đến.", LANG_VI), 2);
    assert_int_equal(count(cx, "Die Stadt (ca. 1,2 Mio. Einwohner) wächst. Gut.", LANG_DE), 2);
}

static void wrapped(void **state) /* prose broken at a fixed column is one paragraph again */
{
    struct ctx *cx = *state;
    struct segments s;

    assert_int_equal(segment_text(cx, STR("The delegation stayed for three days and met the leaders\n"
                                          "of the province, the friendship association and several\n"
                                          "companies that work in the field of clean water.\n\n"
                                          "A second paragraph tells what the two sides agreed to do\n"
                                          "in the year that follows, and who pays for it.\n"), LANG_EN, &s), OK);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.at[0].kind, BLOCK_PARAGRAPH);
}

static void about_itself(void **state)
{
    struct ctx *cx = *state;
    struct segments s;
    struct segment_meta m;
    struct str text = STR("A title of some length\n\n12:36:11 PM | 2/15/2024\n\nOne sentence of text stands here.\n\n"
                          "Source: https://x.example/tin-12.html\n\nBy Minh Lam, Business Weekly");

    assert_int_equal(segment_text(cx, text, LANG_EN, &s), OK);
    assert_int_equal(segment_meta(cx, text, &s, &m), OK);
    assert_string_equal(date_text(cx->mem, m.published), "2024-02-15");
    assert_true(str_is(m.url, "https://x.example/tin-12.html") && str_is(m.byline, "Minh Lam"));
    assert_true(str_is(m.publisher, "Business Weekly") && str_is(m.title, "A title of some length"));
    assert_true(m.byline.p > text.p && m.byline.p < text.p + text.n);
}

static void signature(void **state)
{
    struct ctx *cx = *state;
    struct segments s;

    assert_int_equal(segment_text(cx, STR("Tiêu đề\n\nThành phố đón 30 đoàn khách quốc tế trong năm.\n\nMINH KHÔI\n\n"
                                          "Bình luận (0)"), LANG_VI, &s), OK);
    assert_int_equal(s.at[2].kind, BLOCK_BYLINE);
    assert_int_equal(s.at[3].kind, BLOCK_DEBRIS);
}

static void nothing(void **state)
{
    struct ctx *cx = *state;
    struct segments s;

    assert_int_equal(segment_text(cx, STR(""), LANG_EN, &s), OK);
    assert_int_equal(s.n, 0);
    assert_int_equal(segment_text(cx, STR("\n\r\n | | \n|\n||"), LANG_DE, &s), OK);
    for (size_t i = 0; i < s.n; i++)
        assert_int_equal(s.at[i].kind, BLOCK_DEBRIS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(kinds), unit(ranges), unit(sentences), unit(wrapped), unit(about_itself),
                                       unit(signature), unit(nothing)};
    return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
