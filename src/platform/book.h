/* A spreadsheet (XLSX) that goes out: a table with a heading that stays, filter buttons and typed cells, written row by
   row to the disk so that its length costs no memory. A text is a text whatever it begins with: no cell is a formula.
   Not for: reading spreadsheets (platform/sheet.h), what a register's cells are (register/list_xlsx.c). */
#pragma once

#include "base/ctx.h"

enum { BOOK_ROWS_MAX = 1048576, BOOK_CELL_MAX = 32767 }; /* rows with the heading; UTF-16 units of a cell */

struct book;

struct book_about { /* properties of the file; NULL leaves one out */
    const char *title, *author, *comment;
};
enum status book_new(struct ctx *cx, const struct book_about *about, struct book **ret_b) MUST_CHECK;
/* Another sheet; the cells that follow are its. heading: its first row stays in sight and gets filter buttons. */
enum status book_sheet(struct ctx *cx, struct book *b, const char *name, bool heading) MUST_CHECK;
/* The next cell of the row. NULL and "" leave it empty. A longer text than a cell holds ends with "…". */
enum status book_text(struct ctx *cx, struct book *b, const char *text) MUST_CHECK;
/* A decimal in canonical form, shown with its own digits behind the point and unit (may be NULL) behind it; as text
   when it has more digits than a spreadsheet keeps. */
enum status book_number(struct ctx *cx, struct book *b, const char *canonical, const char *unit) MUST_CHECK;
enum status book_year(struct ctx *cx, struct book *b, const char *canonical) MUST_CHECK; /* 2026, not 2,026 */
enum status book_date(struct ctx *cx, struct book *b, struct date d) MUST_CHECK;
enum status book_instant(struct ctx *cx, struct book *b, int64_t utc) MUST_CHECK; /* the office's time, to the minute */
enum status book_row(struct ctx *cx, struct book *b) MUST_CHECK; /* ends the row. E_TOOBIG after BOOK_ROWS_MAX */
/* The bytes of the file; E_TOOBIG beyond max. The book is closed whatever happens. */
enum status book_done(struct ctx *cx, struct book *b, size_t max, struct str *ret_bytes) MUST_CHECK;
