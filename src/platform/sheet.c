/* What CSV and XLSX share: which of the two it is, days as numbers, the limits. See sheet.h. */
#include "platform/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sheet_private.h"

enum status sheet_fault(struct ctx *cx, enum status st, const char *key, const char *arg)
{
    (void)ctx_problem(cx, "", key, arg);
    return ctx_fail(cx, st, "spreadsheet: %s %s", key, arg != NULL ? arg : "");
}

enum status sheet_keep(struct ctx *cx, struct sheet *s, struct sheet_row row)
{
    bool some = false;

    for (size_t i = 0; i < row.n; i++)
        some = some || row.at[i].text.n > 0 || row.at[i].marks != 0;
    if (!some)
        return OK;
    if (s->n > SHEET_ROWS_MAX) /* one more than the most: the heading */
        return sheet_fault(cx, E_TOOBIG, "problem.sheet_rows", arena_printf(cx->mem, "%d", SHEET_ROWS_MAX));
    vec_push(cx->mem, s, row);
    return OK;
}

const char *sheet_column_name(struct ctx *cx, size_t column)
{
    char name[8];
    size_t at = sizeof name - 1;

    name[at] = 0;
    for (size_t n = column + 1; n > 0 && at > 0; n = (n - 1) / 26)
        name[--at] = (char)('A' + (n - 1) % 26);
    return arena_strdup(cx->mem, name + at);
}

/* Serial days of ECMA-376 part 1, 18.17.4: 1900 counts a 29 February 1900 that never was (serial 60). */
bool sheet_day(struct ctx *cx, struct str number, bool is_1904, struct str *ret_text)
{
    char copy[40];
    struct date base = is_1904 ? (struct date){1904, 1, 1} : (struct date){1899, 12, 30};

    if (number.n == 0 || number.n >= sizeof copy)
        return false;
    memcpy(copy, number.p, number.n);
    copy[number.n] = 0;
    char *end;
    double serial = strtod(copy, &end);
    if (*end != 0 || !(serial >= 0) || serial > 2958465 /* 9999-12-31 */)
        return false;
    int64_t seconds = llround(serial * 86400);
    int days = (int)(seconds / 86400), rest = (int)(seconds % 86400);
    if (days == 0 && !is_1904 && rest > 0) { /* a time of day alone */
        *ret_text = str_of(arena_printf(cx->mem, "%02d:%02d", rest / 3600, rest / 60 % 60));
        return true;
    }
    if (!is_1904 && days < 60)
        days++;
    const char *day = date_text(cx->mem, date_add_days(base, days));
    const char *text = rest == 0 ? day : arena_printf(cx->mem, "%s %02d:%02d", day, rest / 3600, rest / 60 % 60);
    *ret_text = str_of(text);
    return true;
}

/* A day format has y, m, d, h or s outside of quotes, brackets and escapes. [h] and [mm] are durations, no days. */
bool sheet_format_is_day(struct str f)
{
    for (size_t i = 0; i < f.n; i++) {
        char c = f.p[i];

        if (c == ';')
            return false; /* only the part for positive numbers speaks */
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"' || c == '[') {
            char close = c == '"' ? '"' : ']';
            while (i + 1 < f.n && f.p[i + 1] != close)
                i++;
            i++;
        } else if (strchr("yYmMdDhHsS", c) != NULL) {
            return true;
        } else if (f.n - i >= 7 && strncmp(f.p + i, "General", 7) == 0) {
            return false;
        }
    }
    return false;
}

static bool starts(struct str s, const char *magic, size_t n)
{
    return s.n >= n && memcmp(s.p, magic, n) == 0;
}

enum status sheet_read(struct ctx *cx, struct str bytes, const char *tab, struct sheet **ret_sheet)
{
    struct sheet *s = arena_new_of(cx->mem, struct sheet);

    if (bytes.n > SHEET_FILE_MAX)
        return sheet_fault(cx, E_TOOBIG, "problem.sheet_bytes", arena_printf(cx->mem, "%d MiB", SHEET_FILE_MAX >> 20));
    if (starts(bytes, "\xD0\xCF\x11\xE0", 4)) /* Excel 97, and XLSX under a password, share this container */
        return sheet_fault(cx, E_FORMAT, "problem.sheet_xls", NULL);
    if (starts(bytes, "%PDF", 4) || starts(bytes, "\x89PNG", 4) || starts(bytes, "\xFF\xD8\xFF", 3))
        return sheet_fault(cx, E_FORMAT, "problem.sheet_other", NULL);
    if (starts(bytes, "PK\3\4", 4))
        TRY(sheet_xlsx(cx, bytes, tab, s));
    else
        TRY(sheet_csv(cx, bytes, s));
    if (s->n == 0)
        return sheet_fault(cx, E_FORMAT, "problem.sheet_empty", NULL);
    *ret_sheet = s;
    return OK;
}
