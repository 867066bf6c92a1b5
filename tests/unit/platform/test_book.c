/* A spreadsheet that was written is read back by our own reader: typed cells, texts that look like formulas, long texts,
   names of sheets, many rows in little memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "platform/book.h"
#include "platform/sheet.h"

static struct arena *mem;
static struct ctx cx;
static struct book *b;
static struct sheet *s;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(64 << 20, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    cx.fixed_now = 1763605800; /* 2025-11-20 09:30 in the office */
    assert_int_equal(book_new(&cx, &(struct book_about){"Đoàn vào", "Hoa", NULL}, &b), OK);
    assert_int_equal(book_sheet(&cx, b, "Thỏa thuận: [2026] / đang xúc tiến và đã ký", true), OK);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void read_back(void)
{
    struct str bytes;

    assert_int_equal(book_done(&cx, b, 32 << 20, &bytes), OK);
    assert_int_equal(sheet_read(&cx, bytes, NULL, &s), OK);
}

static void cell_is(size_t row, size_t column, const char *want, bool typed)
{
    assert_true(row < s->n && column < s->at[row].n);
    struct str t = s->at[row].at[column].text;
    assert_string_equal(arena_strndup(mem, t.p, t.n), want);
    assert_int_equal(s->at[row].at[column].typed, typed);
    assert_int_equal(s->at[row].at[column].marks, 0);
}

static void cells(void **state)
{
    (void)state;
    assert_int_equal(book_text(&cx, b, "Tên"), OK);
    assert_int_equal(book_row(&cx, b), OK);
    assert_int_equal(book_text(&cx, b, "=1+2"), OK);
    assert_int_equal(book_number(&cx, b, "39000000.5", "USD"), OK);
    assert_int_equal(book_number(&cx, b, "-12", NULL), OK);
    assert_int_equal(book_number(&cx, b, "12345678901234567", NULL), OK); /* more digits than a double keeps */
    assert_int_equal(book_year(&cx, b, "2026"), OK);
    assert_int_equal(book_date(&cx, b, (struct date){2026, 1, 12}), OK);
    assert_int_equal(book_date(&cx, b, (struct date){1899, 5, 1}), OK);
    assert_int_equal(book_instant(&cx, b, cx.fixed_now), OK);
    assert_int_equal(book_text(&cx, b, NULL), OK);
    assert_int_equal(book_text(&cx, b, "@SUM(A1)"), OK);
    assert_int_equal(book_row(&cx, b), OK);
    read_back();
    assert_string_equal(s->tab, "Thỏa thuận   2026    đang xú");
    assert_int_equal(s->n_formulas, 0);
    cell_is(0, 0, "Tên", false);
    cell_is(1, 0, "=1+2", false);
    cell_is(1, 1, "39000000.5", true);
    cell_is(1, 2, "-12", true);
    cell_is(1, 3, "12345678901234567", false);
    cell_is(1, 4, "2026", true);
    cell_is(1, 5, "2026-01-12", true);
    cell_is(1, 6, "1899-05-01", false);
    cell_is(1, 7, "2025-11-20 09:30", true);
    assert_int_equal(s->at[1].at[8].text.n, 0);
    cell_is(1, 9, "@SUM(A1)", false);
}

static void long_texts(void **state)
{
    char *text = arena_alloc(mem, 100001);

    (void)state;
    memset(text, 'x', 100000);
    assert_int_equal(book_text(&cx, b, text), OK);
    assert_int_equal(book_row(&cx, b), OK);
    read_back();
    struct str t = s->at[0].at[0].text;
    assert_int_equal(t.n, BOOK_CELL_MAX - 1 + 3);
    assert_true(str_ends(t, "x…"));
}

/* 60,000 rows of some hundred bytes in an arena that holds far less than they are: each row is given back. */
static void many_rows(void **state)
{
    size_t before = arena_used(mem);

    (void)state;
    for (int i = 0; i < 60000; i++) {
        struct arena_mark m = arena_mark(mem);
        for (int c = 0; c < 4; c++)
            assert_int_equal(book_text(&cx, b, arena_printf(mem, "một dòng khá dài của bảng số %d, cột %d", i, c)), OK);
        assert_int_equal(book_row(&cx, b), OK);
        arena_rewind(mem, m);
    }
    assert_true(arena_used(mem) - before < 1 << 16);
    struct str bytes;
    assert_int_equal(book_done(&cx, b, 1000, &bytes), E_TOOBIG);
}

/* Dropped half-way, nothing stays behind: no file, no open descriptor. */
static void dropped(void **state)
{
    struct arena *own = arena_new(8 << 20, NULL, NULL);
    struct ctx half;
    struct book *other;

    (void)state;
    ctx_init(&half, own, NULL);
    FILE *before = tmpfile();
    int fd = fileno(before);
    (void)fclose(before);
    assert_int_equal(book_new(&half, &(struct book_about){"a", "b", "c"}, &other), OK);
    assert_int_equal(book_sheet(&half, other, "x", true), OK);
    assert_int_equal(book_text(&half, other, "x"), OK);
    arena_free(own);
    FILE *after = tmpfile();
    assert_int_equal(fileno(after), fd);
    (void)fclose(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells, begin, end),
        cmocka_unit_test_setup_teardown(long_texts, begin, end),
        cmocka_unit_test_setup_teardown(many_rows, begin, end),
        cmocka_unit_test_setup_teardown(dropped, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
