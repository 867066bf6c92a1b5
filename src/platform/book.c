/* See book.h. The library keeps its parts in unnamed temporary files; the whole lies in a named one until it is read.
 */
#include "platform/book.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/map.h"
#include "platform/file.h"

enum { KEEP_BYTES = 1 << 20, WIDTH_MIN = 10, WIDTH_MAX = 50, COLUMNS_MAX = 512, DIGITS_MAX = 15, SHEETS_MAX = 4 };

struct book_page { /* one sheet */
    lxw_worksheet *sheet;
    bool heading;
    lxw_row_t rows;
    lxw_col_t columns;
    unsigned char widths[COLUMNS_MAX]; /* of the longest text so far, in characters */
};

struct book {
    lxw_workbook *workbook;
    struct arena *keep; /* of the formats: rows are rewound */
    struct map formats; /* number format to lxw_format */
    struct book_page pages[SHEETS_MAX], *now;
    size_t n_pages;
    lxw_col_t column;
    char path[64];
};

/* ---- opening and closing ---- */

/* The library leaves the temporary files of its sheets open when a workbook is dropped. */
static void drop(void *arg)
{
    struct book *b = arg;

    for (size_t i = 0; i < b->n_pages && b->workbook != NULL; i++)
        if (b->pages[i].sheet->optimize_tmpfile != NULL)
            (void)fclose(b->pages[i].sheet->optimize_tmpfile);
    if (b->workbook != NULL)
        lxw_workbook_free(b->workbook);
    arena_free(b->keep);
    if (b->path[0] != 0)
        (void)unlink(b->path);
}

static enum status make_path(struct ctx *cx, struct book *b)
{
    char path[] = "/tmp/chancery-book-XXXXXX";
    int fd = mkstemp(path);

    if (fd < 0)
        return ctx_fail(cx, E_IO, "no temporary file for a spreadsheet");
    (void)close(fd);
    memcpy(b->path, path, sizeof path);
    return OK;
}

static void tell(struct ctx *cx, struct book *b, const struct book_about *about)
{
    struct arena *m = cx->mem;
    lxw_doc_properties p = {.title = arena_strdup(m, about->title), .author = arena_strdup(m, about->author),
                            .comments = arena_strdup(m, about->comment), .created = (time_t)ctx_now(cx)};

    (void)workbook_set_properties(b->workbook, &p);
}

enum status book_new(struct ctx *cx, const struct book_about *about, struct book **ret_b)
{
    struct book *b = arena_new_of(cx->mem, struct book);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};

    *arena_defer(cx->mem, drop) = b;
    b->keep = arena_new_beside(cx->mem, KEEP_BYTES);
    if (b->keep == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a spreadsheet");
    map_init(&b->formats, b->keep);
    TRY(make_path(cx, b));
    b->workbook = workbook_new_opt(b->path, &options);
    if (b->workbook == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a spreadsheet");
    tell(cx, b, about);
    *ret_b = b;
    return OK;
}

/* ---- formats: one per way of showing, made when first needed ---- */

static lxw_format *format_of(struct book *b, const char *number, bool wrap)
{
    char key[200];

    (void)snprintf(key, sizeof key, "%c%s", wrap ? 'w' : '-', number);
    lxw_format *f = map_get(&b->formats, str_of(key));

    if (f != NULL)
        return f;
    f = workbook_add_format(b->workbook);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (wrap)
        format_set_text_wrap(f);
    if (strcmp(number, "heading") == 0) {
        format_set_bold(f);
        format_set_text_wrap(f);
        format_set_bottom(f, LXW_BORDER_THIN);
    } else if (*number != 0) {
        format_set_num_format(f, number);
    }
    map_put(&b->formats, str_of(arena_strdup(b->keep, key)), f);
    return f;
}

static enum status ended(struct ctx *cx, lxw_error e)
{
    return e == LXW_NO_ERROR ? OK
                             : ctx_fail(cx, e == LXW_ERROR_MEMORY_MALLOC_FAILED ? E_NOMEM : E_IO, "spreadsheet: %s",
                                        lxw_strerror(e));
}

/* ---- sheets ---- */

enum status book_sheet(struct ctx *cx, struct book *b, const char *name, bool heading)
{
    char *clean = arena_strdup(cx->mem, name);
    struct str s = str_of(clean);

    for (char *p = clean; *p != 0; p++) /* signs that a name may not have */
        if (strchr("[]:*?/\\'", *p) != NULL)
            *p = ' ';
    size_t n = 0, signs = 0;
    while (n < s.n && signs < 28) { /* 31 UTF-16 units at most; no name of ours has signs of two */
        n++;
        while (n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
            n++;
        signs++;
    }
    clean[n] = 0;
    if (b->n_pages == SHEETS_MAX)
        return ctx_fail(cx, E_BUG, "more sheets than a book has");
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, clean);
    if (sheet == NULL)
        return ctx_fail(cx, E_IO, "sheet %s cannot be made", clean);
    b->now = &b->pages[b->n_pages++];
    *b->now = (struct book_page){.sheet = sheet, .heading = heading};
    b->column = 0;
    if (heading) {
        worksheet_freeze_panes(sheet, 1, 0);
        worksheet_repeat_rows(sheet, 0, 0);
    }
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    return OK;
}

static void widths(struct book_page *p)
{
    for (lxw_col_t c = 0; c < p->columns && c < COLUMNS_MAX; c++) {
        int w = p->widths[c] + 3; /* the filter button */

        (void)worksheet_set_column(p->sheet, c, c, w < WIDTH_MIN ? WIDTH_MIN : w > WIDTH_MAX ? WIDTH_MAX : w, NULL);
    }
    if (p->heading && p->rows > 0 && p->columns > 0)
        (void)worksheet_autofilter(p->sheet, 0, 0, p->rows - 1, (lxw_col_t)(p->columns - 1));
}

/* ---- cells ---- */

/* Where the next cell goes. */
static lxw_col_t place(struct book *b, size_t width)
{
    lxw_col_t c = b->column++;

    if (b->column > b->now->columns)
        b->now->columns = b->column;
    if (c < COLUMNS_MAX && width > b->now->widths[c])
        b->now->widths[c] = width > 200 ? 200 : (unsigned char)width;
    return c;
}

/* Bytes of s that fill at most so many UTF-16 units; *ret_signs: characters in them. */
static size_t fitting(struct str s, size_t units, size_t *ret_signs)
{
    size_t at = 0, used = 0, signs = 0;

    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4, u = bytes == 4 ? 2 : 1;
        if (used + u > units || at + bytes > s.n)
            break;
        at += bytes;
        used += u;
        signs++;
    }
    *ret_signs = signs;
    return at;
}

enum status book_text(struct ctx *cx, struct book *b, const char *text)
{
    struct str s = str_of(text);
    size_t signs, n = fitting(s, BOOK_CELL_MAX, &signs);
    bool heading = b->now->heading && b->now->rows == 0;

    if (n < s.n)
        text = arena_printf(cx->mem, "%.*s…", (int)fitting(s, BOOK_CELL_MAX - 1, &signs), s.p);
    lxw_col_t c = place(b, signs);
    if (s.n == 0)
        return OK;
    lxw_format *f = format_of(b, heading ? "heading" : "", signs > WIDTH_MAX || memchr(s.p, '\n', s.n) != NULL);
    return ended(cx, worksheet_write_string(b->now->sheet, b->now->rows, c, text, f));
}

static enum status number(struct ctx *cx, struct book *b, double value, size_t width, const char *format)
{
    lxw_col_t c = place(b, width);

    return ended(cx, worksheet_write_number(b->now->sheet, b->now->rows, c, value, format_of(b, format, false)));
}

enum status book_number(struct ctx *cx, struct book *b, const char *canonical, const char *unit)
{
    struct str s = str_of(canonical);
    size_t point = str_find(s, STR(".")), digits = 0, behind = s.n > point ? s.n - point - 1 : 0;
    struct buf format;

    for (size_t i = 0; i < s.n; i++)
        digits += s.p[i] >= '0' && s.p[i] <= '9';
    if (digits == 0)
        return book_text(cx, b, canonical);
    if (digits > DIGITS_MAX)
        return book_text(cx, b, unit == NULL ? canonical : arena_printf(cx->mem, "%s %s", canonical, unit));
    buf_init(&format, cx->mem, 200);
    buf_add_c(&format, "#,##0");
    for (size_t i = 0; i < behind; i++)
        buf_add_c(&format, i == 0 ? ".0" : "0");
    if (unit != NULL)
        buf_printf(&format, "\\ \"%s\"", unit);
    return number(cx, b, strtod(canonical, NULL), s.n + digits / 3 + (unit != NULL ? strlen(unit) + 1 : 0),
                  buf_str(&format).p);
}

enum status book_year(struct ctx *cx, struct book *b, const char *canonical)
{
    long long n;

    if (!str_int(str_of(canonical), &n))
        return book_text(cx, b, canonical);
    return number(cx, b, (double)n, 4, "0");
}

/* Days are counted from 1900, with a day that never was: what lies before March of that year stands as text. */
enum status book_date(struct ctx *cx, struct book *b, struct date d)
{
    const char *format = cx->lang == LANG_DE ? "dd\\.mm\\.yyyy" : "dd\\/mm\\/yyyy";
    lxw_datetime at = {d.y, d.m, d.d, 0, 0, 0};

    if (date_cmp(d, (struct date){1900, 3, 1}) < 0)
        return book_text(cx, b, date_text(cx->mem, d));
    lxw_col_t c = place(b, 10);
    return ended(cx, worksheet_write_datetime(b->now->sheet, b->now->rows, c, &at, format_of(b, format, false)));
}

enum status book_instant(struct ctx *cx, struct book *b, int64_t utc)
{
    const char *format = cx->lang == LANG_DE ? "dd\\.mm\\.yyyy\\ hh:mm" : "dd\\/mm\\/yyyy\\ hh:mm";
    const char *text = instant_text(cx->mem, utc); /* "2026-01-12 08:05" */
    struct date d = date_of_instant(utc);
    lxw_datetime at = {d.y, d.m, d.d, 0, 0, 0};

    if (sscanf(text + 10, " %2d:%2d", &at.hour, &at.min) != 2 || date_cmp(d, (struct date){1900, 3, 1}) < 0)
        return book_text(cx, b, text);
    lxw_col_t c = place(b, 16);
    return ended(cx, worksheet_write_datetime(b->now->sheet, b->now->rows, c, &at, format_of(b, format, false)));
}

enum status book_row(struct ctx *cx, struct book *b)
{
    b->column = 0;
    if (++b->now->rows >= BOOK_ROWS_MAX)
        return ctx_fail(cx, E_TOOBIG, "more rows than a sheet has");
    return OK;
}

enum status book_done(struct ctx *cx, struct book *b, size_t max, struct str *ret_bytes)
{
    for (size_t i = 0; i < b->n_pages; i++)
        widths(&b->pages[i]);
    lxw_error e = workbook_close(b->workbook);
    b->workbook = NULL; /* freed, whatever came of it */
    TRY(ended(cx, e));
    TRY(file_read(cx, b->path, max, ret_bytes));
    (void)unlink(b->path);
    b->path[0] = 0;
    return OK;
}
