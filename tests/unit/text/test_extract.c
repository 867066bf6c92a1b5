/* Extraction: every kind of file read, every kind of damage refused with a sentence that names it. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

#include "base/buf.h"
#include "text/extract.h"

static void text_files(void **state)
{
    struct ctx *cx = *state;
    struct extracted e;

    assert_int_equal(extract_text(cx, STR("Xin chào\n"), "a.txt", &e), OK);
    assert_int_equal(e.kind, EXTRACT_TXT);
    assert_true(e.same_bytes && e.skipped == 0 && str_is(e.text, "Xin chào\n"));
    assert_int_equal(extract_text(cx, STR("\xEF\xBB\xBF# Tiêu đề\r\n"), "a.md", &e), OK);
    assert_int_equal(e.kind, EXTRACT_MD);
    assert_true(e.skipped == 3 && str_is(e.text, "# Tiêu đề\r\n"));
    assert_int_equal(extract_raw_offset(&e, 2), 5);
}

static void utf16(void **state)
{
    struct ctx *cx = *state;
    struct extracted e;
    static const char le[] = "\xFF\xFE" "H\0u\0\xBF\x1E" "\x3D\xD8\x00\xDE", be[] = "\xFE\xFF\0H\0u\x1E\xBF";

    assert_int_equal(extract_text(cx, (struct str){le, sizeof le - 1}, NULL, &e), OK);
    assert_true(str_is(e.text, "Huế😀"));
    assert_string_equal(e.charset, "UTF-16LE");
    assert_int_equal(extract_raw_offset(&e, 2), 6);  /* behind "Hu" */
    assert_int_equal(extract_raw_offset(&e, 9), 12); /* behind the pair of surrogates */
    assert_int_equal(extract_text(cx, (struct str){be, sizeof be - 1}, NULL, &e), OK);
    assert_true(str_is(e.text, "Huế"));
    assert_int_equal(extract_text(cx, STR("\xFF\xFEH"), NULL, &e), E_FORMAT);
    assert_true(unit_said(cx, "UTF-16LE"));
}

static void refusals(void **state)
{
    static const struct {
        struct str bytes;
        const char *name, *said;
    } rows[] = {
        {{"", 0}, "a.txt", "empty"},
        {STR("  \n\t "), "a.txt", "white space"},
        {STR("abc \xC3( def, long enough to be text"), "a.txt", "offset 4"},
        {STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "a.txt", "PNG"},
        {STR("\0\1\2\3\4\5 binary"), "a.txt", "not a text"},
        {STR("{\\rtf1 hello}"), "a.rtf", "RTF"},
        {STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0"), "a.doc", "old kind"},
        {STR("plain words"), "report.pdf", "ends in .pdf"},
        {STR("plain words"), "report.docx", "ends in .docx"},
        {STR("PK\3\4 cut off"), "a.docx", "damaged or cut off"},
        {STR("%PDF-1.4\n1 0 obj\n<<"), "a.pdf", "PDF is damaged"},
        {STR("<html><body><script>x()</script></body></html>"), "a.html", "no text"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx *cx = *state;
        struct extracted e;
        ctx_clear(cx);
        assert_int_equal(extract_text(cx, rows[i].bytes, rows[i].name, &e), E_FORMAT);
        if (!unit_said(cx, rows[i].said))
            fail_msg("%s: \"%s\" does not say \"%s\"", rows[i].name, cx->detail, rows[i].said);
    }
}

static const char *hint(const struct extracted *e, const char *key)
{
    for (size_t i = 0; i < e->hints.n; i++)
        if (strcmp(e->hints.at[i].key, key) == 0)
            return e->hints.at[i].value.p;
    return "";
}

static void html(void **state)
{
    struct ctx *cx = *state;
    struct extracted e;
    struct str page = STR("<!DOCTYPE html><html lang=vi><head><title>Tin &amp; bài</title><style>p{}</style>"
                          "<meta name=author content='Lê An'><meta property='article:published_time' "
                          "content='2026-01-12'><link rel=canonical href='https://x.example/a'></head><body>"
                          "<h1>Đối ngoại</h1><p>Một\n  đoạn &nbsp;văn.<p>Hai<script>bad()</script>"
                          "<table><tr><td>a<td>b</tr></table><!-- no --></body></html>");

    assert_int_equal(extract_text(cx, page, "a.html", &e), OK);
    assert_int_equal(e.kind, EXTRACT_HTML);
    assert_true(str_find(e.text, STR("## Đối ngoại\n\nMột đoạn")) < e.text.n);
    assert_true(str_find(e.text, STR("a | b")) < e.text.n);
    assert_true(str_find(e.text, STR("bad")) == e.text.n && str_find(e.text, STR("p{}")) == e.text.n);
    assert_string_equal(hint(&e, "title"), "Tin & bài");
    assert_string_equal(hint(&e, "author"), "Lê An");
    assert_string_equal(hint(&e, "date"), "2026-01-12");
    assert_string_equal(hint(&e, "url"), "https://x.example/a");
}

static void html_deep(void **state) /* a hostile page: nesting must not exhaust the stack */
{
    struct ctx *cx = *state;
    struct extracted e;
    struct buf b;

    buf_init(&b, cx->mem, 64 << 20);
    buf_add_c(&b, "<html><body>");
    for (int i = 0; i < 200000; i++)
        buf_add_c(&b, "<div>");
    buf_add_c(&b, "đáy");
    (void)!extract_text(cx, buf_str(&b), NULL, &e);
}

struct part {
    const char *name;
    struct str bytes;
};

static struct str make_zip(struct ctx *cx, const struct part *parts, size_t n)
{
    char path[] = "/tmp/chancery-test-XXXXXX";
    int fd = mkstemp(path), err;
    assert_true(fd >= 0);
    FILE *tmp = fdopen(fd, "r");
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &err);
    assert_non_null(z);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *s = zip_source_buffer(z, parts[i].bytes.p, parts[i].bytes.n, 0);
        assert_true(zip_file_add(z, parts[i].name, s, 0) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    fclose(tmp);
    tmp = fopen(path, "rb");
    char *bytes = arena_alloc(cx->mem, 1 << 20);
    size_t got = fread(bytes, 1, 1 << 20, tmp);
    fclose(tmp);
    remove(path);
    return (struct str){bytes, got};
}

#define WORD "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
#define CLOSE "</w:body></w:document>"

static void docx(void **state)
{
    struct ctx *cx = *state;
    struct extracted e;
    struct part parts[] = {
        {"word/styles.xml", STR("<w:styles xmlns:w='x'><w:style w:styleId='u1'><w:name w:val='heading 1'/></w:style>"
                                "</w:styles>")},
        {"docProps/core.xml", STR("<c xmlns:dc='d'><dc:title>Báo cáo</dc:title><dc:creator>Phòng Hợp tác</dc:creator></c>")},
        {"word/document.xml",
         STR(WORD "<w:p><w:pPr><w:pStyle w:val='u1'/></w:pPr><w:r><w:t>Kết quả</w:t></w:r></w:p>"
                  "<w:p><w:r><w:t xml:space='preserve'>Ba </w:t></w:r><w:r><w:t>đoàn.</w:t></w:r>"
                  "<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del></w:p>"
                  "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
                  "<w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" CLOSE)},
    };

    assert_int_equal(extract_text(cx, make_zip(cx, parts, 3), "a.docx", &e), OK);
    assert_true(str_starts(e.text, "## Kết quả\n\nBa đoàn.\n\n"));
    assert_true(str_find(e.text, STR("x  | y")) < e.text.n || str_find(e.text, STR("x | y")) < e.text.n);
    assert_true(str_find(e.text, STR("xóa")) == e.text.n);
    assert_string_equal(hint(&e, "title"), "Báo cáo");
    assert_string_equal(hint(&e, "author"), "Phòng Hợp tác");
}

static void docx_hostile(void **state)
{
    struct ctx *cx = *state;
    struct extracted e;
    struct part other = {"xl/workbook.xml", STR("<x/>")};
    struct part entity = {"word/document.xml",
                          STR("<!DOCTYPE w [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><w>&b;</w>")};
    size_t n = 64 << 20;
    char *zeros = arena_alloc(cx->mem, n);
    memset(zeros, ' ', n);
    memcpy(zeros, "<w>", 3);
    struct part bomb = {"word/document.xml", {zeros, n}};

    assert_int_equal(extract_text(cx, make_zip(cx, &other, 1), "a.docx", &e), E_FORMAT);
    assert_true(unit_said(cx, "not a Word document"));
    ctx_clear(cx);
    assert_int_equal(extract_text(cx, make_zip(cx, &entity, 1), "a.docx", &e), E_FORMAT);
    assert_true(unit_said(cx, "entities"));
    ctx_clear(cx);
    assert_int_equal(extract_text(cx, make_zip(cx, &bomb, 1), "a.docx", &e), E_TOOBIG);
    assert_true(unit_said(cx, "inflates"));
    ctx_clear(cx);
    struct str cut = make_zip(cx, &other, 1);
    cut.n -= 10;
    assert_int_equal(extract_text(cx, cut, "a.docx", &e), E_FORMAT);
    assert_true(unit_said(cx, "cut off"));
}

#define PDF_HEAD "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"

static void pdf(void **state)
{
    struct ctx *cx = *state;
    struct extracted e;
    struct str page = STR(PDF_HEAD
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        "4 0 obj<</Length 52>>stream\nBT /F1 12 Tf 20 100 Td (Seventeen pairs of towns) Tj ET\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        "6 0 obj<</Title(Yearly report)>>endobj\ntrailer<</Root 1 0 R/Info 6 0 R>>\n%%EOF\n");
    struct str scan = STR(PDF_HEAD "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n"
                                   "trailer<</Root 1 0 R>>\n%%EOF\n");
    struct str locked = STR(PDF_HEAD "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n"
        "6 0 obj<</Filter/Standard/V 1/R 2/P -4/O(12345678901234567890123456789012)"
        "/U(12345678901234567890123456789012)>>endobj\n"
        "trailer<</Root 1 0 R/Encrypt 6 0 R/ID[(a)(a)]>>\n%%EOF\n");

    assert_int_equal(extract_text(cx, page, "a.pdf", &e), OK);
    assert_int_equal(e.kind, EXTRACT_PDF);
    assert_true(str_is(e.text, "Seventeen pairs of towns"));
    assert_string_equal(hint(&e, "title"), "Yearly report");
    assert_int_equal(extract_text(cx, scan, "a.pdf", &e), E_FORMAT);
    assert_true(unit_said(cx, "no text layer"));
    ctx_clear(cx);
    assert_int_equal(extract_text(cx, locked, "a.pdf", &e), E_FORMAT);
    assert_true(unit_said(cx, "password"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(text_files), unit(utf16), unit(refusals), unit(html), unit(html_deep),
                                       unit(docx), unit(docx_hostile), unit(pdf)};
    return cmocka_run_group_tests_name("extract", tests, NULL, NULL);
}
