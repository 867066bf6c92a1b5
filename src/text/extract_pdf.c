/* PDF with a text layer to text, by poppler. Lines of a page are joined to paragraphs again. Part of extract.h.
   The library is opened at the first PDF: it brings thirty others along, which each start would bind and keep.
   Not for: scans (there is no OCR here; the refusal says so). */
#include <poppler.h>

#include <dlfcn.h>
#include <string.h>
#include <threads.h>

#include "base/utf8.h"
#include "text/extract_private.h"

enum { PAGES_MAX = 5000, LETTERS_MIN = 8 };

/* What is used of it, and of the library under it, which comes along. */
#define FUNCTIONS(F)                                                                                    \
    F(poppler_document_new_from_bytes) F(poppler_document_get_title) F(poppler_document_get_author)     \
    F(poppler_document_get_creation_date) F(poppler_document_get_n_pages) F(poppler_document_get_page)  \
    F(poppler_page_get_text) F(poppler_error_quark) F(g_object_unref) F(g_bytes_new_static)             \
    F(g_bytes_unref) F(g_clear_error) F(g_free)

#define MEMBER(name) __typeof__(name) *name;
static struct {
    FUNCTIONS(MEMBER)
} lib;
#undef MEMBER
static const char *lib_fault; /* NULL: it is open */
static once_flag lib_once = ONCE_FLAG_INIT;

static void open_lib(void)
{
    void *h = dlopen("libpoppler-glib.so.8", RTLD_NOW | RTLD_LOCAL);

    if (h == NULL) {
        lib_fault = "libpoppler-glib.so.8 is not installed";
        return;
    }
#define FIND(name)                                         \
    do {                                                   \
        void *found = dlsym(h, #name);                     \
        if (found == NULL)                                 \
            lib_fault = "libpoppler-glib has no " #name;   \
        memcpy(&lib.name, &found, sizeof found);           \
    } while (0);
    FUNCTIONS(FIND)
#undef FIND
}

static void unref(void *o)
{
    lib.g_object_unref(o);
}
static void unref_bytes(void *b)
{
    lib.g_bytes_unref(b);
}

static enum status open_document(struct ctx *cx, struct str bytes, PopplerDocument **ret_doc)
{
    void **slot_bytes = arena_defer(cx->mem, unref_bytes);
    void **slot = arena_defer(cx->mem, unref);
    GError *err = NULL;
    GBytes *b = lib.g_bytes_new_static(bytes.p, bytes.n);

    *slot_bytes = b;
    PopplerDocument *doc = lib.poppler_document_new_from_bytes(b, NULL, &err);
    if (doc == NULL) {
        bool locked = err != NULL && err->domain == lib.poppler_error_quark() && err->code == POPPLER_ERROR_ENCRYPTED;
        const char *why = arena_strdup(cx->mem, err == NULL ? "" : err->message);
        lib.g_clear_error(&err);
        if (locked)
            return ctx_fail(cx, E_FORMAT, "the PDF is protected by a password: save it without one and load that");
        return ctx_fail(cx, E_FORMAT, "the PDF is damaged or cut off (%s)", why);
    }
    *slot = doc;
    *ret_doc = doc;
    return OK;
}

static void add_hint(struct ctx *cx, struct extracted *e, const char *key, char *value, const char *from)
{
    if (value != NULL)
        extract_hint_add(cx, e, key, str_of(value), from);
    lib.g_free(value);
}

static void read_hints(struct ctx *cx, struct extracted *e, PopplerDocument *doc)
{
    add_hint(cx, e, "title", lib.poppler_document_get_title(doc), "pdf Title");
    add_hint(cx, e, "author", lib.poppler_document_get_author(doc), "pdf Author");
    time_t at = lib.poppler_document_get_creation_date(doc);
    if (at != (time_t)-1 && at > 0)
        extract_hint_add(cx, e, "date", str_of(instant_iso(cx->mem, at)), "pdf CreationDate");
}

static size_t longest_line(struct str page)
{
    struct str rest = page, line;
    size_t most = 0;

    while (str_next(&rest, '\n', &line))
        if (utf8_count(line) > most)
            most = utf8_count(line);
    return most;
}

static bool ends_sentence(struct str line)
{
    return str_ends(line, ".") || str_ends(line, ":") || str_ends(line, "!") || str_ends(line, "?") ||
           str_ends(line, ".”") || str_ends(line, ".\"");
}

/* A line that fills the measure goes on in the next one; a short line ends its paragraph. A hyphen at the end of a full
   line before a small letter is taken for a hyphenated word. */
static void join_lines(struct buf *b, struct str page)
{
    size_t measure = longest_line(page);
    struct str rest = page, line;

    while (str_next(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n == 0) {
            if (b->n > 0 && b->p[b->n - 1] != '\n')
                buf_add(b, STR("\n\n"));
            continue;
        }
        buf_add(b, line);
        size_t letters = utf8_count(line);
        bool small = rest.n > 0 && rest.p[0] >= 'a' && rest.p[0] <= 'z';
        if (letters * 10 < measure * 7 || (ends_sentence(line) && letters * 10 < measure * 9))
            buf_add(b, STR("\n\n"));
        else if (str_ends(line, "-") && small)
            b->n--;
        else
            buf_byte(b, ' ');
    }
}

static enum status read_pages(struct ctx *cx, PopplerDocument *doc, struct buf *b)
{
    int n = lib.poppler_document_get_n_pages(doc);

    if (n > PAGES_MAX)
        return ctx_fail(cx, E_TOOBIG, "the PDF has %d pages, %d at most", n, PAGES_MAX);
    for (int i = 0; i < n && !b->too_big; i++) {
        PopplerPage *page = lib.poppler_document_get_page(doc, i);
        if (page == NULL)
            continue;
        char *text = lib.poppler_page_get_text(page);
        if (text != NULL)
            join_lines(b, str_of(text));
        lib.g_free(text);
        lib.g_object_unref(page);
        if (b->n > 0 && b->p[b->n - 1] != '\n' && b->p[b->n - 1] != ' ')
            buf_byte(b, '\n');
    }
    return OK;
}

enum status extract_pdf(struct ctx *cx, struct str bytes, struct extracted *e)
{
    PopplerDocument *doc = NULL;
    struct buf b;

    call_once(&lib_once, open_lib);
    if (lib_fault != NULL)
        return ctx_fail(cx, E_FORMAT, "PDF cannot be read here: %s", lib_fault);
    TRY(open_document(cx, bytes, &doc));
    read_hints(cx, e, doc);
    buf_init(&b, cx->mem, EXTRACT_TEXT_MAX);
    TRY(read_pages(cx, doc, &b));
    static const char scan[] = "the PDF has no text layer: a scan; run it through text recognition and load the result";
    TRY(extract_take(cx, &b, scan, e));
    e->text = str_trim(e->text);
    if (utf8_count(e->text) < LETTERS_MIN)
        return ctx_fail(cx, E_FORMAT, "%s", scan);
    if (!utf8_valid(e->text, NULL))
        return ctx_fail(cx, E_FORMAT, "the text layer of the PDF is broken");
    return OK;
}
