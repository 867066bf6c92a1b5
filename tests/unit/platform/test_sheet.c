/* Spreadsheets as people send them: encodings, separators, quotes; XLSX with days of 1900 and 1904, formulas, errors, merged
   cells, empty formatted rows, and files that are cut off or not spreadsheets at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zip.h>

#include <cmocka.h>

#include "base/buf.h"
#include "platform/sheet.h"

static struct arena *mem;
static struct ctx cx;
static struct sheet *s;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(256 << 20, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void reads(struct str bytes)
{
    ctx_clear(&cx);
    enum status st = sheet_read(&cx, bytes, NULL, &s);
    if (st != OK)
        print_message("%s\n", cx.detail);
    assert_int_equal(st, OK);
}

static void refused(struct str bytes, enum status st, const char *key)
{
    ctx_clear(&cx);
    assert_int_equal(sheet_read(&cx, bytes, NULL, &s), st);
    assert_non_null(cx.problems);
    assert_string_equal(cx.problems->key, key);
}

static void cell_is(size_t row, size_t column, const char *want)
{
    assert_true(row < s->n);
    assert_true(column < s->at[row].n);
    struct str t = s->at[row].at[column].text;
    assert_string_equal(arena_strndup(mem, t.p, t.n), want);
}

/* ---- CSV ---- */

static void separators(void **state)
{
    (void)state;
    reads(STR("a,b,c\n1,2,3\n"));
    assert_int_equal(s->separator, ',');
    reads(STR("a;b\n1,5;2,5\n"));
    assert_int_equal(s->separator, ';');
    cell_is(1, 0, "1,5");
    reads(STR("a\tb\r\n1\t2\r\n"));
    assert_int_equal(s->n, 2);
    cell_is(1, 1, "2");
    reads(STR("sep=|\na|b\nx|y"));
    cell_is(1, 1, "y");
    assert_int_equal(s->at[1].line, 3);
    reads(STR("\"a;a;a\",b\n1,2\n"));
    cell_is(0, 0, "a;a;a");
}

static void quotes(void **state)
{
    (void)state;
    reads(STR("a,b\n\"x \"\"y\"\"\nz\",2\n\n\nq,\"\"\n"));
    assert_int_equal(s->n, 3);
    cell_is(1, 0, "x \"y\"\nz");
    assert_int_equal(s->at[2].line, 6);
    cell_is(2, 1, "");
    refused(STR("a,b\n1,\"open\n2,3\n"), E_FORMAT, "problem.sheet_quote");
    assert_string_equal(cx.problems->arg, "2");
}

static void encodings(void **state)
{
    (void)state;
    reads(STR("\xEF\xBB\xBFtên\nHuế\n"));
    cell_is(0, 0, "tên");
    assert_string_equal(s->charset, "UTF-8");
    reads((struct str){"\xFF\xFE" "a\0;\0b\0\n\0\xBF\x1E;\0x\0", 16});
    assert_string_equal(s->charset, "UTF-16LE");
    cell_is(1, 0, "ế");
    reads((struct str){"\0a\0;\0b\0\n\0c\0;\0d", 14});
    assert_string_equal(s->charset, "UTF-16BE");
    cell_is(1, 1, "d");
    reads(STR("gr\xF6\xDF" "e;\xD0\xE0\n1;2\n")); /* Windows-1258: größe, Đà */
    assert_string_equal(s->charset, "windows-1258");
    cell_is(0, 0, "größe");
    cell_is(0, 1, "Đà");
    refused((struct str){"a\0\0\1b\0\0c", 8}, E_FORMAT, "problem.sheet_other");
}

static void not_sheets(void **state)
{
    (void)state;
    refused(STR(""), E_FORMAT, "problem.sheet_empty");
    refused(STR("\n\n ,, \n"), E_FORMAT, "problem.sheet_empty");
    refused(STR("%PDF-1.7 …"), E_FORMAT, "problem.sheet_other");
    refused(STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), E_FORMAT, "problem.sheet_xls");
    refused(STR("PK\3\4 nothing"), E_FORMAT, "problem.sheet_cut");
    struct buf wide;
    buf_init(&wide, mem, 1 << 16);
    for (int i = 0; i < SHEET_COLUMNS_MAX + 1; i++)
        buf_add_c(&wide, "x,");
    refused(buf_str(&wide), E_TOOBIG, "problem.sheet_columns");
    struct buf lines;
    buf_init(&lines, mem, 64 << 20);
    for (int i = 0; i < SHEET_ROWS_MAX + 2; i++)
        buf_add_c(&lines, "x,y\n");
    refused(buf_str(&lines), E_TOOBIG, "problem.sheet_rows");
}

/* ---- XLSX ---- */

static void part(zip_t *z, const char *name, const char *text)
{
    zip_source_t *src = zip_source_buffer(z, text, strlen(text), 0);
    assert_true(zip_file_add(z, name, src, ZIP_FL_OVERWRITE) >= 0);
}

/* A workbook with these rows, properties and what follows the rows; the formats: 0 general, 1 day (built in), 2 day of its
   own, 3 a duration. */
static struct str workbook(const char *properties, const char *rows, const char *after)
{
    zip_error_t err;
    zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, &err);
    zip_t *z = zip_open_from_source(out, ZIP_CREATE | ZIP_TRUNCATE, &err);
    zip_stat_t st;

    assert_non_null(z);
    zip_source_keep(out);
    part(z, "xl/workbook.xml", arena_printf(mem,
        "<workbook xmlns:r=\"r\">%s<sheets><sheet name=\"Ẩn\" state=\"hidden\" r:id=\"rId9\"/>"
        "<sheet name=\"Dữ liệu\" r:id=\"rId1\"/><sheet name=\"Khác\" r:id=\"rId2\"/></sheets></workbook>", properties));
    part(z, "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
        "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>");
    part(z, "xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-42A]dd\\/mm\\/yyyy;@\"/>"
        "<numFmt numFmtId=\"171\" formatCode=\"[h]\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>");
    part(z, "xl/sharedStrings.xml",
        "<sst><si><t>Tên</t></si><si><r><t>Hu</t></r><r><t xml:space=\"preserve\">ế </t></r><rPh><t>không</t></rPh></si></sst>");
    part(z, "xl/worksheets/sheet1.xml",
        arena_printf(mem, "<x:worksheet xmlns:x=\"m\"><x:sheetData>%s</x:sheetData>%s</x:worksheet>", rows, after));
    assert_int_equal(zip_close(z), 0);
    assert_int_equal(zip_source_open(out), 0);
    assert_int_equal(zip_source_stat(out, &st), 0);
    char *bytes = arena_alloc(mem, st.size);
    assert_int_equal(zip_source_read(out, bytes, st.size), st.size);
    zip_source_close(out);
    zip_source_free(out);
    return (struct str){bytes, st.size};
}

static void values(void **state)
{
    (void)state;
    reads(workbook("",
        "<x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"C1\" t=\"inlineStr\"><x:is><x:t>Số</x:t></x:is></x:c></x:row>"
        "<x:row r=\"5\"><x:c r=\"A5\" t=\"s\"><x:v>1</x:v></x:c><x:c r=\"B5\"/><x:c r=\"C5\"><x:v>0.30000000000000004</x:v></x:c>"
        "<x:c r=\"D5\"><x:v>1E+3</x:v></x:c><x:c r=\"E5\" t=\"b\"><x:v>1</x:v></x:c><x:c r=\"F5\" t=\"str\"><x:v>abc</x:v></x:c>"
        "<x:c r=\"G5\"><x:v>1.5E-7</x:v></x:c><x:c r=\"AB5\"><x:v>12345678901234</x:v></x:c></x:row>", ""));
    assert_string_equal(s->tab, "Dữ liệu");
    assert_int_equal(s->n_tabs, 2);
    assert_int_equal(s->n, 2);
    cell_is(0, 0, "Tên");
    cell_is(0, 2, "Số");
    assert_int_equal(s->at[1].line, 5);
    cell_is(1, 0, "Huế");
    cell_is(1, 2, "0.3");
    cell_is(1, 3, "1000");
    cell_is(1, 4, "true");
    cell_is(1, 5, "abc");
    cell_is(1, 6, "0.00000015");
    cell_is(1, 27, "12345678901234");
    assert_string_equal(sheet_column_name(&cx, 27), "AB");
    assert_string_equal(sheet_column_name(&cx, 0), "A");
}

#define DAY(style, v) "<x:row><x:c s=\"" style "\"><x:v>" v "</x:v></x:c></x:row>"

static void days(void **state)
{
    (void)state;
    reads(workbook("", DAY("1", "46034") DAY("2", "46034.5") DAY("0", "46034") DAY("3", "46034") DAY("1", "59") DAY("1", "61")
        DAY("1", "0.25"), ""));
    cell_is(0, 0, "2026-01-12");
    cell_is(1, 0, "2026-01-12 12:00");
    cell_is(2, 0, "46034");
    cell_is(3, 0, "46034");
    cell_is(4, 0, "1900-02-28");
    cell_is(5, 0, "1900-03-01");
    cell_is(6, 0, "06:00");
    assert_false(s->is_1904);
    reads(workbook("<workbookPr date1904=\"1\"/>", DAY("1", "44572"), ""));
    assert_true(s->is_1904);
    cell_is(0, 0, "2026-01-12");
}

static void marks(void **state)
{
    (void)state;
    reads(workbook("",
        "<x:row r=\"1\"><x:c r=\"A1\"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r=\"B1\"><x:f>A1*2</x:f></x:c>"
        "<x:c r=\"C1\" t=\"e\"><x:v>#N/A</x:v></x:c></x:row>"
        "<x:row r=\"2\"><x:c r=\"A2\" t=\"inlineStr\"><x:is><x:t>đầu</x:t></x:is></x:c><x:c r=\"B2\"/>"
        "<x:c r=\"C2\"><x:v>1</x:v></x:c></x:row>"
        "<x:row r=\"3\"><x:c r=\"C3\"><x:v>3</x:v></x:c></x:row>",
        "<x:mergeCells><x:mergeCell ref=\"A2:B3\"/></x:mergeCells>"));
    assert_int_equal(s->at[0].at[0].marks, SHEET_FORMULA);
    cell_is(0, 0, "2");
    assert_int_equal(s->at[0].at[1].marks, SHEET_NO_RESULT);
    assert_int_equal(s->at[0].at[2].marks, SHEET_ERROR);
    assert_int_equal(s->at[1].at[0].marks, 0);
    assert_int_equal(s->at[1].at[1].marks, SHEET_COVERED);
    assert_int_equal(s->at[2].at[0].marks, SHEET_COVERED);
    assert_int_equal(s->n_formulas, 2);
    assert_int_equal(s->n_merged, 1);
}

static void empty_rows(void **state)
{
    struct buf rows;

    (void)state;
    buf_init(&rows, mem, 128 << 20);
    buf_add_c(&rows, "<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row>");
    for (int i = 2; i <= 1048575; i++)
        buf_printf(&rows, "<x:row r=\"%d\" s=\"1\"/>", i);
    buf_add_c(&rows, "<x:row r=\"1048576\"><x:c r=\"A1048576\"><x:v>2</x:v></x:c></x:row>");
    reads(workbook("", buf_str(&rows).p, ""));
    assert_int_equal(s->n, 2);
    assert_int_equal(s->at[1].line, 1048576);
}

static void broken(void **state)
{
    (void)state;
    struct str good = workbook("", DAY("1", "46034"), "");
    for (size_t n = 0; n < good.n; n += 37) {
        ctx_clear(&cx);
        enum status st = sheet_read(&cx, str_sub(good, 0, n), NULL, &s);
        assert_true(st == E_FORMAT || (n < 4 && st == OK));
    }
    refused(workbook("", "<x:row><x:c r=\"A1\"><x:v>1</x:row>", ""), E_FORMAT, "problem.sheet_cut");
    ctx_clear(&cx);
    assert_int_equal(sheet_read(&cx, good, "Không có", &s), E_FORMAT);
    assert_string_equal(cx.problems->key, "problem.sheet_no_tab");
    ctx_clear(&cx);
    assert_int_equal(sheet_read(&cx, good, "Khác", &s), OK);
    assert_string_equal(s->tab, "Khác");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(separators, begin, end), cmocka_unit_test_setup_teardown(quotes, begin, end),
        cmocka_unit_test_setup_teardown(encodings, begin, end), cmocka_unit_test_setup_teardown(not_sheets, begin, end),
        cmocka_unit_test_setup_teardown(values, begin, end), cmocka_unit_test_setup_teardown(days, begin, end),
        cmocka_unit_test_setup_teardown(marks, begin, end), cmocka_unit_test_setup_teardown(empty_rows, begin, end),
        cmocka_unit_test_setup_teardown(broken, begin, end)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
