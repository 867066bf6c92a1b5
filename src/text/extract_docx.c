/* DOCX to text: libzip under limits, then a streaming XML reader without entities. Part of extract.h.
   ECMA-376 part 1, 17.3 (paragraphs, runs), 17.4 (tables), 17.7 (styles). Tracked deletions are left out. */
#include <libxml/xmlreader.h>
#include <zip.h>

#include <string.h>

#include "text/extract_private.h"

/* A page of prose inflates about tenfold; a hundredfold beyond 16 MiB is an attack or a mistake. */
enum { ENTRIES_MAX = 10000, PART_MAX = 128 << 20, RATIO_MAX = 100, RATIO_FROM = 16 << 20 };

struct docx {
    struct ctx *cx;
    struct extracted *e;
    zip_t *zip;
    struct buf out;
    struct docx_styles {
        VEC(struct str);
    } headings; /* ids of the styles that are headings or the title */
};

static void close_zip(void *z)
{
    zip_discard(z);
}
static void close_zip_file(void *f)
{
    zip_fclose(f);
}
static void free_reader(void *r)
{
    xmlFreeTextReader(r);
}

static enum status open_zip(struct ctx *cx, struct str bytes, zip_t **ret_zip)
{
    zip_error_t err;
    void **slot = arena_defer(cx->mem, close_zip);

    zip_error_init(&err);
    zip_source_t *src = zip_source_buffer_create(bytes.p, bytes.n, 0, &err);
    if (src == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for the archive");
    zip_t *z = zip_open_from_source(src, ZIP_RDONLY | ZIP_CHECKCONS, &err);
    if (z == NULL) {
        zip_source_free(src);
        return ctx_fail(cx, E_FORMAT, "the document is damaged or cut off (%s)", zip_error_strerror(&err));
    }
    *slot = z;
    if (zip_get_num_entries(z, 0) > ENTRIES_MAX)
        return ctx_fail(cx, E_TOOBIG, "the document has more than %d parts", ENTRIES_MAX);
    *ret_zip = z;
    return OK;
}

/* One part, inflated; an absent part gives the empty piece. Limits count what comes out, not what is declared. */
static enum status read_part(struct docx *d, const char *name, struct str *ret_part)
{
    struct ctx *cx = d->cx;
    zip_stat_t st;
    struct buf b;

    *ret_part = str_of(NULL);
    if (zip_stat(d->zip, name, 0, &st) != 0)
        return OK;
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE)
        return ctx_fail(cx, E_FORMAT, "the document is protected by a password");
    void **slot = arena_defer(cx->mem, close_zip_file);
    zip_file_t *f = zip_fopen(d->zip, name, 0);
    if (f == NULL)
        return ctx_fail(cx, E_FORMAT, "the part %s cannot be opened", name);
    *slot = f;
    buf_init(&b, cx->mem, PART_MAX);
    char chunk[16384];
    zip_int64_t n;
    while ((n = zip_fread(f, chunk, sizeof chunk)) > 0) {
        buf_add(&b, (struct str){chunk, (size_t)n});
        if (b.too_big || (b.n > RATIO_FROM && b.n / RATIO_MAX > st.comp_size))
            return ctx_fail(cx, E_TOOBIG, "the part %s inflates beyond all measure", name);
    }
    if (n < 0)
        return ctx_fail(cx, E_FORMAT, "the part %s is damaged", name);
    *ret_part = buf_str(&b);
    return OK;
}

static enum status open_reader(struct docx *d, struct str part, xmlTextReaderPtr *ret_reader)
{
    void **slot = arena_defer(d->cx->mem, free_reader);
    xmlTextReaderPtr r = xmlReaderForMemory(part.p, (int)part.n, NULL, NULL,
                                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

    if (r == NULL)
        return ctx_fail(d->cx, E_NOMEM, "no memory for the XML reader");
    *slot = r;
    *ret_reader = r;
    return OK;
}

/* Next node; *ret_more is false at the end. A document type is refused: Word writes none, attacks do. */
static enum status step(struct docx *d, xmlTextReaderPtr r, bool *ret_more)
{
    int got = xmlTextReaderRead(r);

    if (got < 0)
        return ctx_fail(d->cx, E_FORMAT, "the XML of the document is broken in line %d",
                        xmlTextReaderGetParserLineNumber(r));
    if (got > 0 && xmlTextReaderNodeType(r) == XML_READER_TYPE_DOCUMENT_TYPE)
        return ctx_fail(d->cx, E_FORMAT, "the document declares XML entities, which Word never does");
    *ret_more = got > 0;
    return OK;
}

static bool is_named(xmlTextReaderPtr r, const char *qname)
{
    return strcmp((const char *)xmlTextReaderConstName(r), qname) == 0;
}

static struct str attr(struct docx *d, xmlTextReaderPtr r, const char *qname)
{
    xmlChar *v = xmlTextReaderGetAttribute(r, (const xmlChar *)qname);
    struct str copy = str_of(arena_strdup(d->cx->mem, (const char *)v));

    xmlFree(v);
    return copy;
}

static enum status read_styles(struct docx *d)
{
    xmlTextReaderPtr r;
    struct str part, id = {0};
    bool more;

    TRY(read_part(d, "word/styles.xml", &part));
    if (part.n == 0)
        return OK;
    TRY(open_reader(d, part, &r));
    for (;;) {
        TRY(step(d, r, &more));
        if (!more)
            return OK;
        if (xmlTextReaderNodeType(r) != XML_READER_TYPE_ELEMENT)
            continue;
        if (is_named(r, "w:style"))
            id = attr(d, r, "w:styleId");
        if (is_named(r, "w:name")) {
            struct str name = attr(d, r, "w:val");
            if (str_starts(name, "heading ") || str_starts(name, "Heading ") || str_is(name, "Title"))
                vec_push(d->cx->mem, &d->headings, id);
        }
    }
}

static bool is_heading(const struct docx *d, struct str style)
{
    for (size_t i = 0; i < d->headings.n; i++)
        if (str_eq(d->headings.at[i], style))
            return true;
    return str_starts(style, "Heading") || str_is(style, "Title");
}

struct body {
    int cell, skip_depth; /* cell: nesting of w:tc; skip_depth: depth of a subtree that is not read, -1 = none */
    bool in_text, first_cell;
    size_t paragraph_at;
};

static void begin(struct docx *d, xmlTextReaderPtr r, struct body *s)
{
    if (is_named(r, "w:p"))
        s->paragraph_at = d->out.n;
    if (is_named(r, "w:pStyle") && s->cell == 0 && d->out.n == s->paragraph_at && is_heading(d, attr(d, r, "w:val")))
        buf_add(&d->out, STR("## "));
    if (is_named(r, "w:t"))
        s->in_text = !xmlTextReaderIsEmptyElement(r);
    if (is_named(r, "w:tab"))
        buf_byte(&d->out, ' ');
    if (is_named(r, "w:br") || is_named(r, "w:cr"))
        buf_byte(&d->out, s->cell > 0 ? ' ' : '\n');
    if (is_named(r, "w:noBreakHyphen"))
        buf_byte(&d->out, '-');
    if (is_named(r, "w:tr"))
        s->first_cell = true;
    if (is_named(r, "w:tc") && !xmlTextReaderIsEmptyElement(r)) {
        if (!s->first_cell)
            buf_add(&d->out, STR(" | "));
        s->first_cell = false;
        s->cell++;
    }
    if (is_named(r, "mc:Fallback") && !xmlTextReaderIsEmptyElement(r))
        s->skip_depth = xmlTextReaderDepth(r);
}

static void finish(struct docx *d, xmlTextReaderPtr r, struct body *s)
{
    if (is_named(r, "w:t"))
        s->in_text = false;
    if (is_named(r, "w:p") && d->out.n > 0 && d->out.p[d->out.n - 1] != '\n')
        buf_add(&d->out, s->cell > 0 ? STR(" ") : STR("\n\n"));
    if (is_named(r, "w:tc") && s->cell > 0)
        s->cell--;
    if (is_named(r, "w:tr"))
        buf_byte(&d->out, '\n');
    if (is_named(r, "w:tbl"))
        buf_byte(&d->out, '\n');
}

static enum status read_body(struct docx *d, struct str part)
{
    struct body s = {.skip_depth = -1};
    xmlTextReaderPtr r;
    bool more;

    TRY(open_reader(d, part, &r));
    for (;;) {
        TRY(step(d, r, &more));
        if (!more)
            return OK;
        int type = xmlTextReaderNodeType(r);
        if (s.skip_depth >= 0) {
            if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(r) == s.skip_depth)
                s.skip_depth = -1;
            continue;
        }
        if (type == XML_READER_TYPE_ELEMENT)
            begin(d, r, &s);
        else if (type == XML_READER_TYPE_END_ELEMENT)
            finish(d, r, &s);
        else if (s.in_text && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE))
            buf_add_c(&d->out, (const char *)xmlTextReaderConstValue(r));
        if (d->out.too_big)
            return OK; /* extract_take() says so */
    }
}

static const struct {
    const char *element, *key, *from;
} core_rows[] = {
    {"dc:title", "title", "docx dc:title"},           {"dc:creator", "author", "docx dc:creator"},
    {"dcterms:created", "date", "docx created"},      {"dc:language", "language", "docx dc:language"},
    {"dc:publisher", "publisher", "docx dc:publisher"},
};

static enum status read_core(struct docx *d)
{
    xmlTextReaderPtr r;
    struct str part;
    bool more;
    size_t row = SIZE_MAX;

    TRY(read_part(d, "docProps/core.xml", &part));
    if (part.n == 0)
        return OK;
    TRY(open_reader(d, part, &r));
    for (;;) {
        TRY(step(d, r, &more));
        if (!more)
            return OK;
        int type = xmlTextReaderNodeType(r);
        if (type == XML_READER_TYPE_ELEMENT) {
            row = SIZE_MAX;
            for (size_t i = 0; i < sizeof core_rows / sizeof *core_rows; i++)
                if (is_named(r, core_rows[i].element))
                    row = i;
        } else if (type == XML_READER_TYPE_TEXT && row != SIZE_MAX)
            extract_hint_add(d->cx, d->e, core_rows[row].key, str_of((const char *)xmlTextReaderConstValue(r)),
                             core_rows[row].from);
    }
}

enum status extract_docx(struct ctx *cx, struct str bytes, struct extracted *e)
{
    struct docx d = {.cx = cx, .e = e};
    struct str part;

    TRY(open_zip(cx, bytes, &d.zip));
    TRY(read_part(&d, "word/document.xml", &part));
    if (part.n == 0)
        return ctx_fail(cx, E_FORMAT, "an archive, but not a Word document (it has no word/document.xml)");
    TRY(read_styles(&d));
    TRY(read_core(&d));
    buf_init(&d.out, cx->mem, EXTRACT_TEXT_MAX);
    TRY(read_body(&d, part));
    TRY(read_part(&d, "word/footnotes.xml", &part));
    if (part.n > 0)
        TRY(read_body(&d, part));
    TRY(extract_take(cx, &d.out, "the document has no text", e));
    e->text = str_trim(e->text);
    return OK;
}
