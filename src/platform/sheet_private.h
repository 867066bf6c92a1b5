/* Between the files of sheet.h. */
#pragma once

#include "platform/sheet.h"

enum status sheet_csv(struct ctx *cx, struct str bytes, struct sheet *s) MUST_CHECK;
enum status sheet_xlsx(struct ctx *cx, struct str bytes, const char *tab, struct sheet *s) MUST_CHECK;
/* The file is at fault: a problem for the user and the status. */
enum status sheet_fault(struct ctx *cx, enum status st, const char *key, const char *arg) MUST_CHECK;
/* Keeps the row when a cell of it holds something. */
enum status sheet_keep(struct ctx *cx, struct sheet *s, struct sheet_row row) MUST_CHECK;
/* "44927.5" of a sheet to a day or instant; false when it is none. */
bool sheet_day(struct ctx *cx, struct str number, bool is_1904, struct str *ret_text);
bool sheet_format_is_day(struct str format); /* "dd/mm/yyyy", "[$-409]d-mmm;@" */
