/* Rows of a spreadsheet somebody sent: CSV in any of the usual encodings and separators, or XLSX. Everything a cell can
   hide (a formula, an error, a merged neighbour, a serial day of 1900 or 1904) is read as people see it, or marked.
   Not for: what the columns mean (register/import.h), writing spreadsheets, .xls of 1997 (refused by name). */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"

/* 200,000 rows with something in them; a sheet whose columns were formatted down to row 1,048,576 is fine. */
enum { SHEET_ROWS_MAX = 200000, SHEET_COLUMNS_MAX = 400, SHEET_FILE_MAX = 64 << 20, SHEET_CELL_MAX = 32767 };

enum sheet_mark {
    SHEET_FORMULA = 1,   /* the stored result was read */
    SHEET_NO_RESULT = 2, /* a formula that was never worked out */
    SHEET_ERROR = 4,     /* #N/A, #DIV/0! … */
    SHEET_COVERED = 8,   /* hidden behind a merged neighbour: its value stands in the first cell only */
};

struct sheet_cell {
    struct str text;     /* days "2026-01-12", instants "2026-01-12 08:05", numbers with a point, trimmed */
    unsigned marks;
    bool typed;          /* the file says that it is a number, a day or a truth value; else it is text */
};

struct sheet_row {
    int64_t line;        /* row number of the sheet, or line of the CSV, from 1 */
    struct sheet_cell *at;
    size_t n;
};

struct sheet {
    const char *form;    /* "csv" or "xlsx" */
    const char *charset; /* of a CSV: "UTF-8" "UTF-16LE" "UTF-16BE" "windows-1258" */
    const char *tab;     /* name of the sheet that was read; NULL for CSV */
    const char **tabs;   /* every sheet of the file that is not hidden */
    size_t n_tabs;
    char separator;      /* of a CSV */
    bool is_1904;        /* days are counted from 1904 */
    size_t n_formulas, n_merged; /* merged: regions */
    VEC(struct sheet_row); /* rows with something in them, the heading included */
};

/* bytes must outlive the sheet. tab: which sheet of an XLSX; NULL = the first. E_FORMAT and E_TOOBIG come with a
   problem ("problem.sheet_…", arg = where or what) for the user. */
enum status sheet_read(struct ctx *cx, struct str bytes, const char *tab, struct sheet **ret_sheet) MUST_CHECK;
/* "AB" for column 27 (from 0). */
const char *sheet_column_name(struct ctx *cx, size_t column);
