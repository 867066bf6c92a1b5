/* CSV: which encoding, which separator, then RFC 4180 with what spreadsheets really write. Part of sheet.h. */
#include <string.h>

#include "base/charset.h"
#include "base/utf8.h"
#include "platform/sheet_private.h"

enum { LOOK_BYTES = 64 << 10 };

/* ---- encoding ---- */

static enum status convert(struct ctx *cx, struct str bytes, const char *charset, struct str *ret_text)
{
    size_t bad_at;
    enum status st = charset_to_utf8(cx, bytes, charset, SHEET_FILE_MAX * 3UL, ret_text, &bad_at);

    return st != E_FORMAT ? st
                          : sheet_fault(cx, E_FORMAT, "problem.sheet_charset",
                                        arena_printf(cx->mem, "%s, %zu", charset, bad_at));
}

/* UTF-16 without a mark: half of the bytes of Latin text are zero, all on the same side. */
static const char *zeros(struct str s)
{
    size_t even = 0, odd = 0, n = s.n < 4096 ? s.n : 4096;

    for (size_t i = 0; i < n; i++)
        if (s.p[i] == 0)
            (i % 2 == 0) ? even++ : odd++;
    if (n < 4 || (even == 0 && odd == 0))
        return NULL;
    return odd > n / 5 && even == 0 ? "UTF-16LE" : even > n / 5 && odd == 0 ? "UTF-16BE" : "?";
}

/* What is neither UTF-8 nor UTF-16 is read as Windows-1258, the Vietnamese page; it holds the German letters where
   Windows-1252 has them. The charset is told to the user, who sees the accents before anything is written. */
static enum status decode(struct ctx *cx, struct str bytes, struct sheet *s, struct str *ret_text)
{
    const char *wide = zeros(bytes);

    s->charset = "UTF-8";
    if (bytes.n >= 2 && (memcmp(bytes.p, "\xFF\xFE", 2) == 0 || memcmp(bytes.p, "\xFE\xFF", 2) == 0)) {
        s->charset = bytes.p[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        return convert(cx, str_sub(bytes, 2, bytes.n), s->charset, ret_text);
    }
    if (wide != NULL && *wide == '?')
        return sheet_fault(cx, E_FORMAT, "problem.sheet_other", NULL);
    if (wide != NULL) {
        s->charset = wide;
        return convert(cx, bytes, wide, ret_text);
    }
    *ret_text = str_sub(bytes, bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, bytes.n);
    if (utf8_valid(*ret_text, NULL))
        return OK;
    s->charset = "windows-1258";
    return convert(cx, bytes, s->charset, ret_text);
}

/* ---- separator ---- */

/* How often c stands outside quotes in the first line that holds anything. */
static size_t count(struct str text, char c)
{
    bool quoted = false, some = false;
    size_t n = 0;

    for (size_t i = 0; i < text.n && i < LOOK_BYTES; i++) {
        if (text.p[i] == '"')
            quoted = !quoted;
        if (!quoted && (text.p[i] == '\n' || text.p[i] == '\r') && some)
            break;
        some = some || (text.p[i] != '\n' && text.p[i] != '\r');
        n += !quoted && text.p[i] == c;
    }
    return n;
}

static char separator(struct str *text)
{
    static const char marks[] = {';', '\t', ',', '|'};
    size_t best = 0;
    char c = ',';

    if (text->n > 5 && memcmp(text->p, "sep=", 4) == 0 && (text->p[5] == '\r' || text->p[5] == '\n')) {
        c = text->p[4];
        *text = str_sub(*text, 5, text->n);
        return c;
    }
    for (size_t i = 0; i < sizeof marks; i++)
        if (count(*text, marks[i]) > best) {
            best = count(*text, marks[i]);
            c = marks[i];
        }
    return c;
}

/* ---- rows ---- */

struct reader {
    struct ctx *cx;
    struct str text;
    size_t at;
    int64_t line;
    char separator;
};

/* A cell in quotes, from behind the first one; a doubled quote is one. E_FORMAT: the file ends within it. */
static enum status quoted(struct reader *r, struct str *ret_cell)
{
    struct ctx *cx = r->cx;
    int64_t began = r->line;
    size_t from = r->at, n = 0, doubled = 0;

    while (r->at < r->text.n) {
        char c = r->text.p[r->at];
        if (c == '"' && r->at + 1 < r->text.n && r->text.p[r->at + 1] == '"') {
            r->at++;
            doubled++;
        } else if (c == '"') {
            break;
        }
        r->line += c == '\n';
        r->at++;
        n++;
    }
    if (r->at >= r->text.n)
        return sheet_fault(cx, E_FORMAT, "problem.sheet_quote", arena_printf(cx->mem, "%lld", (long long)began));
    *ret_cell = str_sub(r->text, from, r->at);
    if (doubled > 0) {
        char *copy = arena_alloc(cx->mem, n + 1);
        size_t to = 0;
        for (size_t i = from; i < r->at; i++) {
            copy[to++] = r->text.p[i];
            i += r->text.p[i] == '"';
        }
        *ret_cell = (struct str){copy, to};
    }
    r->at++;
    return OK;
}

static bool ends_cell(const struct reader *r)
{
    return r->at >= r->text.n || r->text.p[r->at] == r->separator || r->text.p[r->at] == '\n' ||
           r->text.p[r->at] == '\r';
}

static enum status cell(struct reader *r, struct sheet_cell *ret_cell)
{
    struct str s;

    if (r->at < r->text.n && r->text.p[r->at] == '"') {
        r->at++;
        TRY(quoted(r, &s));
        while (!ends_cell(r)) /* what stands behind a closed quote is nobody's */
            r->at++;
    } else {
        size_t from = r->at;
        while (!ends_cell(r))
            r->at++;
        s = str_sub(r->text, from, r->at);
    }
    *ret_cell = (struct sheet_cell){.text = str_trim(s)};
    if (s.n > SHEET_CELL_MAX * 4)
        return sheet_fault(r->cx, E_TOOBIG, "problem.sheet_cell", arena_printf(r->cx->mem, "%lld", (long long)r->line));
    return OK;
}

static enum status row(struct reader *r, struct sheet_row *ret_row)
{
    struct sheet_cell cells[SHEET_COLUMNS_MAX];
    struct sheet_row row = {.line = r->line};

    for (;;) {
        if (row.n == SHEET_COLUMNS_MAX)
            return sheet_fault(r->cx, E_TOOBIG, "problem.sheet_columns",
                               arena_printf(r->cx->mem, "%d", SHEET_COLUMNS_MAX));
        TRY(cell(r, &cells[row.n]));
        row.n++;
        if (r->at >= r->text.n || r->text.p[r->at] != r->separator)
            break;
        r->at++;
    }
    if (r->at < r->text.n && r->text.p[r->at] == '\r')
        r->at++;
    if (r->at < r->text.n && r->text.p[r->at] == '\n')
        r->at++;
    r->line++;
    row.at = arena_alloc(r->cx->mem, row.n * sizeof *row.at);
    memcpy(row.at, cells, row.n * sizeof *row.at);
    *ret_row = row;
    return OK;
}

enum status sheet_csv(struct ctx *cx, struct str bytes, struct sheet *s)
{
    struct reader r = {.cx = cx, .line = 1};
    struct sheet_row line;

    s->form = "csv";
    TRY(decode(cx, bytes, s, &r.text));
    r.separator = s->separator = separator(&r.text);
    while (r.at < r.text.n) {
        TRY(row(&r, &line));
        TRY(sheet_keep(cx, s, line));
    }
    return OK;
}
