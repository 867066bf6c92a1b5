/* XLSX: the workbook's parts out of the zip under limits, then one sheet read as a stream. Part of sheet.h.
   ECMA-376 part 1, 18.2 (workbook), 18.3 (sheet), 18.4 (shared strings), 18.8 (styles: which numbers are days). */
#include <libxml/xmlreader.h>
#include <zip.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "platform/sheet_private.h"

/* A sheet inflates some tenfold, one of a million empty formatted rows a hundredfold. */
enum { PARTS_MAX = 10000, PART_MAX = 512 << 20, RATIO_MAX = 400, RATIO_FROM = 64 << 20, STRINGS_MAX = 2000000,
       COVERED_MAX = 2000000 };

struct region {
    unsigned column, to_column; /* from 0 */
    int64_t line, to_line;
};

struct xlsx {
    struct ctx *cx;
    struct sheet *s;
    zip_t *zip;
    VEC(struct str); /* shared strings */
    struct {
        VEC(bool);
    } days; /* is the cell format of this number one of days? */
    struct {
        VEC(struct region);
    } merged;
};

static void close_zip(void *z)
{
    zip_discard(z);
}
static void close_part(void *f)
{
    zip_fclose(f);
}
static void free_reader(void *r)
{
    xmlFreeTextReader(r);
}

static enum status open_zip(struct xlsx *x, struct str bytes)
{
    zip_error_t err;
    void **slot = arena_defer(x->cx->mem, close_zip);

    zip_error_init(&err);
    zip_source_t *src = zip_source_buffer_create(bytes.p, bytes.n, 0, &err);
    if (src == NULL)
        return ctx_fail(x->cx, E_NOMEM, "no memory for the archive");
    x->zip = zip_open_from_source(src, ZIP_RDONLY | ZIP_CHECKCONS, &err);
    if (x->zip == NULL) {
        zip_source_free(src);
        return sheet_fault(x->cx, E_FORMAT, "problem.sheet_cut", NULL);
    }
    *slot = x->zip;
    if (zip_get_num_entries(x->zip, 0) > PARTS_MAX)
        return sheet_fault(x->cx, E_TOOBIG, "problem.sheet_bomb", NULL);
    return OK;
}

/* ---- a part as a stream ---- */

struct part {
    struct xlsx *x;
    xmlTextReaderPtr r;
    zip_file_t *file;
    zip_uint64_t packed, out;
    bool bomb, cut;
    enum status st; /* why the last next() said no; OK at the end of the part */
};

static int read_some(void *arg, char *to, int most)
{
    struct part *p = arg;
    zip_int64_t n = zip_fread(p->file, to, (zip_uint64_t)most);

    if (n < 0) {
        p->cut = true;
        return -1;
    }
    p->out += (zip_uint64_t)n;
    p->bomb = p->out > PART_MAX || (p->out > RATIO_FROM && p->out / RATIO_MAX > p->packed);
    return p->bomb ? -1 : (int)n;
}

static int read_end(void *arg)
{
    (void)arg; /* the promise closes it */
    return 0;
}

/* *ret_there is false when the file has no such part. */
static enum status open_part(struct xlsx *x, const char *name, struct part **ret_part, bool *ret_there)
{
    struct part *p = arena_new_of(x->cx->mem, struct part);
    zip_stat_t st;

    p->x = x;
    *ret_there = zip_stat(x->zip, name, ZIP_FL_NOCASE, &st) == 0;
    if (!*ret_there)
        return OK;
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE)
        return sheet_fault(x->cx, E_FORMAT, "problem.sheet_xls", NULL);
    p->packed = st.comp_size + 1;
    void **slot = arena_defer(x->cx->mem, close_part);
    p->file = zip_fopen(x->zip, name, ZIP_FL_NOCASE);
    if (p->file == NULL)
        return sheet_fault(x->cx, E_FORMAT, "problem.sheet_cut", name);
    *slot = p->file;
    void **slot_r = arena_defer(x->cx->mem, free_reader);
    p->r = xmlReaderForIO(read_some, read_end, p, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    if (p->r == NULL)
        return ctx_fail(x->cx, E_NOMEM, "no memory for the XML reader");
    *slot_r = p->r;
    *ret_part = p;
    return OK;
}

static enum status step(struct part *p, bool *ret_more)
{
    int got = xmlTextReaderRead(p->r);

    if (p->bomb)
        return sheet_fault(p->x->cx, E_TOOBIG, "problem.sheet_bomb", NULL);
    if (got < 0 || p->cut)
        return sheet_fault(p->x->cx, E_FORMAT, "problem.sheet_cut", NULL);
    if (got > 0 && xmlTextReaderNodeType(p->r) == XML_READER_TYPE_DOCUMENT_TYPE) /* Excel writes none, attacks do */
        return sheet_fault(p->x->cx, E_FORMAT, "problem.sheet_cut", "DOCTYPE");
    *ret_more = got > 0;
    return OK;
}

/* Goes to the next node; false at the end of the part or when it is broken: ask p->st behind the loop. */
static bool next(struct part *p)
{
    bool more = false;

    if (p->st == OK)
        p->st = step(p, &more);
    return p->st == OK && more;
}

static bool begins(const struct part *p, const char *name)
{
    return xmlTextReaderNodeType(p->r) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(p->r), name) == 0;
}
static bool ends(const struct part *p, const char *name)
{
    int type = xmlTextReaderNodeType(p->r);

    bool over = type == XML_READER_TYPE_END_ELEMENT ||
                (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(p->r));
    return over && strcmp((const char *)xmlTextReaderConstLocalName(p->r), name) == 0;
}

/* Attribute by its local name ("id" also finds r:id); NULL when absent. Copied. */
static const char *attr(struct part *p, const char *name)
{
    const char *found = NULL;

    while (xmlTextReaderMoveToNextAttribute(p->r) == 1)
        if (strcmp((const char *)xmlTextReaderConstLocalName(p->r), name) == 0)
            found = arena_strdup(p->x->cx->mem, (const char *)xmlTextReaderConstValue(p->r));
    xmlTextReaderMoveToElement(p->r);
    return found;
}

static long number(const char *s)
{
    return s == NULL ? -1 : strtol(s, NULL, 10);
}

static bool truth(const char *s)
{
    return s != NULL && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0);
}

/* ---- the workbook: which sheet, which calendar ---- */


static enum status book(struct xlsx *x, const char *tab, const char **ret_id)
{
    struct part *p = NULL;
    bool more;
    struct {
        VEC(const char *);
    } names = {0};

    TRY(open_part(x, "xl/workbook.xml", &p, &more));
    if (!more)
        return sheet_fault(x->cx, E_FORMAT, "problem.sheet_other", NULL);
    while (next(p)) {
        if (begins(p, "workbookPr"))
            x->s->is_1904 = truth(attr(p, "date1904"));
        if (begins(p, "sheet")) {
            const char *name = attr(p, "name"), *state = attr(p, "state");
            bool shown = state == NULL || strcmp(state, "visible") == 0;
            if (name != NULL && shown)
                vec_push(x->cx->mem, &names, name);
            if (name != NULL && (tab != NULL ? strcmp(tab, name) == 0 : shown && *ret_id == NULL)) {
                *ret_id = attr(p, "id");
                x->s->tab = name;
            }
        }
    }
    TRY(p->st);
    x->s->tabs = names.at;
    x->s->n_tabs = names.n;
    return *ret_id != NULL ? OK : sheet_fault(x->cx, E_FORMAT, "problem.sheet_no_tab", tab);
}

static enum status path_of(struct xlsx *x, const char *id, const char **ret_path)
{
    struct part *p = NULL;
    bool more;

    TRY(open_part(x, "xl/_rels/workbook.xml.rels", &p, &more));
    if (!more)
        return sheet_fault(x->cx, E_FORMAT, "problem.sheet_cut", "workbook.xml.rels");
    while (next(p)) {
        if (begins(p, "Relationship")) {
            const char *at = attr(p, "Id"), *target = attr(p, "Target");
            if (at != NULL && target != NULL && strcmp(at, id) == 0)
                *ret_path = *target == '/' ? target + 1 : arena_printf(x->cx->mem, "xl/%s", target);
        }
    }
    TRY(p->st);
    return *ret_path != NULL ? OK : sheet_fault(x->cx, E_FORMAT, "problem.sheet_cut", id);
}

/* ---- styles and shared strings ---- */

static bool is_built_in_day(long id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

static enum status styles(struct xlsx *x)
{
    struct map days;
    struct part *p = NULL;
    bool more, within = false;

    map_init(&days, x->cx->mem);
    TRY(open_part(x, "xl/styles.xml", &p, &more));
    if (!more)
        return OK;
    while (next(p)) {
        if (begins(p, "numFmt")) {
            const char *id = attr(p, "numFmtId"), *code = attr(p, "formatCode");
            if (id != NULL && code != NULL && sheet_format_is_day(str_of(code)))
                map_put(&days, str_of(id), x);
        }
        if (begins(p, "cellXfs"))
            within = true;
        if (within && begins(p, "xf")) {
            const char *id = attr(p, "numFmtId");
            bool day = id != NULL && (is_built_in_day(number(id)) || map_get(&days, str_of(id)) != NULL);
            vec_push(x->cx->mem, &x->days, day);
        }
        if (ends(p, "cellXfs"))
            within = false;
    }
    TRY(p->st);
    return OK;
}

/* The text of an element that ends with the tag `until`; phonetic readings (rPh) are no part of it. */
static enum status text_until(struct part *p, const char *until, struct str *ret_text)
{
    bool in_t = false, phonetic = false;
    struct buf b;

    buf_init(&b, p->x->cx->mem, SHEET_CELL_MAX * 4);
    if (xmlTextReaderIsEmptyElement(p->r)) {
        *ret_text = str_of(NULL);
        return OK;
    }
    while (next(p) && !ends(p, until)) {
        if (begins(p, "rPh"))
            phonetic = true;
        if (ends(p, "rPh"))
            phonetic = false;
        if (begins(p, "t"))
            in_t = !xmlTextReaderIsEmptyElement(p->r);
        else if (ends(p, "t"))
            in_t = false;
        else if (in_t && !phonetic && xmlTextReaderHasValue(p->r))
            buf_add_c(&b, (const char *)xmlTextReaderConstValue(p->r));
    }
    TRY(p->st);
    if (b.too_big)
        return sheet_fault(p->x->cx, E_TOOBIG, "problem.sheet_cell", NULL);
    *ret_text = str_trim(buf_str(&b));
    return OK;
}

static enum status strings(struct xlsx *x)
{
    struct part *p = NULL;
    bool more;

    TRY(open_part(x, "xl/sharedStrings.xml", &p, &more));
    if (!more)
        return OK;
    while (next(p)) {
        if (begins(p, "si")) {
            struct str s;
            TRY(text_until(p, "si", &s));
            if (x->n >= STRINGS_MAX)
                return sheet_fault(x->cx, E_TOOBIG, "problem.sheet_bomb", NULL);
            vec_push(x->cx->mem, x, s);
        }
    }
    TRY(p->st);
    return OK;
}

/* ---- the sheet ---- */

/* "AB12" to column 27 (from 0) and line 12; false when it is not such a name. */
static bool place(const char *ref, unsigned *ret_column, int64_t *ret_line)
{
    unsigned column = 0;

    for (; *ref >= 'A' && *ref <= 'Z' && column < 20000; ref++)
        column = column * 26 + (unsigned)(*ref - 'A') + 1;
    *ret_column = column - 1;
    *ret_line = strtoll(ref, NULL, 10);
    return column > 0;
}

/* Fifteen digits, as Excel shows them: 0.1 + 0.2 is 0.3, 1E+3 is 1000. */
static struct str plain(struct ctx *cx, struct str v)
{
    char copy[64];

    if (v.n == 0 || v.n >= sizeof copy)
        return v;
    memcpy(copy, v.p, v.n);
    copy[v.n] = 0;
    char *end;
    double d = strtod(copy, &end);
    if (*end != 0)
        return v;
    const char *text = arena_printf(cx->mem, "%.15g", d);
    if (strchr(text, 'e') == NULL)
        return str_of(text);
    text = arena_printf(cx->mem, "%.*f", d < 1e15 && d > -1e15 ? 15 : 0, d);
    struct str s = str_of(text);
    while (strchr(text, '.') != NULL && s.n > 1 && (s.p[s.n - 1] == '0' || s.p[s.n - 1] == '.')) {
        s.n--;
        if (s.p[s.n] == '.')
            break;
    }
    return s;
}

static struct str copied(struct ctx *cx, struct str s)
{
    return (struct str){arena_strndup(cx->mem, s.p, s.n), s.n};
}

/* What the raw value v of type t and style means. */
static void meaning(struct xlsx *x, const char *t, long style, struct str v, struct sheet_cell *c)
{
    struct ctx *cx = x->cx;
    bool day = style >= 0 && (size_t)style < x->days.n && x->days.at[style];

    if (t != NULL && strcmp(t, "s") == 0) {
        long i = number(copied(cx, v).p);
        c->text = i >= 0 && (size_t)i < x->n ? x->at[i] : str_of(NULL);
    } else if (t != NULL && (strcmp(t, "str") == 0 || strcmp(t, "inlineStr") == 0)) {
        c->text = copied(cx, str_trim(v));
    } else if (t != NULL && strcmp(t, "e") == 0) {
        c->text = copied(cx, v);
        c->marks |= SHEET_ERROR;
    } else if (t != NULL && strcmp(t, "b") == 0) {
        c->text = str_of(v.n > 0 && *v.p == '1' ? "true" : "false");
        c->typed = true;
    } else if (t != NULL && strcmp(t, "d") == 0) {
        c->text = copied(cx, str_sub(v, 0, 10));
        c->typed = true;
    } else if (v.n > 0) {
        c->typed = true;
        if (!day || !sheet_day(cx, v, x->s->is_1904, &c->text))
            c->text = plain(cx, v);
    }
}

/* From <c> to </c>. */
static enum status cell(struct part *p, struct sheet_cell *ret_cell)
{
    struct xlsx *x = p->x;
    const char *t = attr(p, "t");
    long style = number(attr(p, "s"));
    struct sheet_cell c = {0};
    struct str v = {0};
    bool in_v = false, formula = false;

    if (!xmlTextReaderIsEmptyElement(p->r)) {
        while (next(p) && !ends(p, "c")) {
            if (begins(p, "f"))
                formula = true;
            else if (begins(p, "is"))
                TRY(text_until(p, "is", &v));
            else if (begins(p, "v"))
                in_v = !xmlTextReaderIsEmptyElement(p->r);
            else if (ends(p, "v"))
                in_v = false;
            else if (in_v && xmlTextReaderHasValue(p->r))
                v = copied(x->cx, str_of((const char *)xmlTextReaderConstValue(p->r)));
        }
        TRY(p->st);
    }
    meaning(x, t, style, v, &c);
    if (formula) {
        c.marks |= v.n > 0 ? SHEET_FORMULA : SHEET_NO_RESULT;
        x->s->n_formulas++;
    }
    if (c.text.n > SHEET_CELL_MAX * 4)
        return sheet_fault(x->cx, E_TOOBIG, "problem.sheet_cell", NULL);
    *ret_cell = c;
    return OK;
}

static enum status row(struct part *p, int64_t *line)
{
    struct xlsx *x = p->x;
    struct sheet_cell cells[SHEET_COLUMNS_MAX] = {0};
    const char *said = attr(p, "r");
    struct sheet_row row = {.line = said != NULL ? strtoll(said, NULL, 10) : *line + 1};
    bool more = !xmlTextReaderIsEmptyElement(p->r);
    unsigned column = 0;

    *line = row.line;
    if (!more)
        return OK;
    while (next(p) && !ends(p, "row")) {
        if (begins(p, "c")) {
            const char *ref = attr(p, "r");
            int64_t ignored;
            unsigned at = column;
            struct sheet_cell c;
            if (ref != NULL && !place(ref, &at, &ignored))
                return sheet_fault(x->cx, E_FORMAT, "problem.sheet_cut", ref);
            column = at + 1;
            TRY(cell(p, &c));
            if (at < SHEET_COLUMNS_MAX)
                cells[at] = c;
            else if (c.text.n > 0)
                return sheet_fault(x->cx, E_TOOBIG, "problem.sheet_columns",
                                   arena_printf(x->cx->mem, "%d", SHEET_COLUMNS_MAX));
            if (at < SHEET_COLUMNS_MAX && at + 1 > row.n && (c.text.n > 0 || c.marks != 0))
                row.n = at + 1;
        }
    }
    TRY(p->st);
    row.at = arena_alloc(x->cx->mem, (row.n + 1) * sizeof *row.at);
    memcpy(row.at, cells, row.n * sizeof *row.at);
    return sheet_keep(x->cx, x->s, row);
}

static void merged(struct part *p)
{
    const char *ref = attr(p, "ref");
    const char *colon = ref == NULL ? NULL : strchr(ref, ':');
    struct region r;

    if (colon != NULL && place(ref, &r.column, &r.line) && place(colon + 1, &r.to_column, &r.to_line))
        vec_push(p->x->cx->mem, &p->x->merged, r);
}

/* Index of the first row from that line on; rows stand in the order of their lines. */
static size_t first_from(const struct sheet *s, int64_t line)
{
    size_t low = 0, high = s->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->at[mid].line < line)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Cells behind a merged neighbour look empty; they are marked, so that nobody takes them for "not given". */
static enum status cover(struct xlsx *x)
{
    size_t work = 0;

    x->s->n_merged = x->merged.n;
    for (size_t m = 0; m < x->merged.n; m++) {
        const struct region *r = &x->merged.at[m];

        for (size_t i = first_from(x->s, r->line); i < x->s->n && x->s->at[i].line <= r->to_line; i++) {
            struct sheet_row *row = &x->s->at[i];
            for (size_t c = r->column; c <= r->to_column && c < row->n; c++)
                if (row->line != r->line || c != r->column)
                    row->at[c].marks |= SHEET_COVERED;
            if (++work > COVERED_MAX)
                return sheet_fault(x->cx, E_TOOBIG, "problem.sheet_bomb", NULL);
        }
    }
    return OK;
}

static enum status rows_of(struct xlsx *x, const char *path)
{
    struct part *p = NULL;
    int64_t line = 0;
    bool more;

    TRY(open_part(x, path, &p, &more));
    if (!more)
        return sheet_fault(x->cx, E_FORMAT, "problem.sheet_cut", path);
    while (next(p)) {
        if (begins(p, "row"))
            TRY(row(p, &line));
        else if (begins(p, "mergeCell"))
            merged(p);
    }
    TRY(p->st);
    return cover(x);
}

enum status sheet_xlsx(struct ctx *cx, struct str bytes, const char *tab, struct sheet *s)
{
    struct xlsx x = {.cx = cx, .s = s};
    const char *id = NULL, *path = NULL;

    s->form = "xlsx";
    TRY(open_zip(&x, bytes));
    TRY(book(&x, tab, &id));
    TRY(path_of(&x, id, &path));
    TRY(styles(&x));
    TRY(strings(&x));
    return rows_of(&x, path);
}
