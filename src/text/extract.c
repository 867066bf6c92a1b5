/* See extract.h. Tells the kind of file by its bytes; the name only tells markdown and names a contradiction. */
#include "text/extract.h"

#include <ctype.h>
#include <magic.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/extract_private.h"

enum { LOOK_AHEAD = 1024 };

static const char *const kind_names[] = {"txt", "md", "html", "docx", "pdf"};
static const char *const kind_mimes[] = {
    "text/plain", "text/markdown", "text/html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf"};

const char *extract_kind_name(enum extract_kind k)
{
    return kind_names[k];
}

void extract_hint_add(struct ctx *cx, struct extracted *e, const char *key, struct str value, const char *from)
{
    value = str_trim(value);
    if (value.n == 0 || value.n > 4096 || !utf8_valid(value, NULL))
        return;
    struct str copy = {arena_strndup(cx->mem, value.p, value.n), value.n};
    vec_push(cx->mem, &e->hints, (struct extract_hint){key, copy, from});
}

enum status extract_take(struct ctx *cx, const struct buf *b, const char *empty_sentence, struct extracted *e)
{
    if (buf_status(b) != OK)
        return ctx_fail(cx, E_TOOBIG, "the text is larger than %d MiB", EXTRACT_TEXT_MAX >> 20);
    e->text = buf_str(b);
    if (str_trim(e->text).n == 0)
        return ctx_fail(cx, E_FORMAT, "%s", empty_sentence);
    return OK;
}

static bool starts(struct str s, const char *p, size_t n)
{
    return s.n >= n && memcmp(s.p, p, n) == 0;
}

static bool has_extension(const char *name, const char *ext)
{
    const char *dot = name == NULL ? NULL : strrchr(name, '.');

    return dot != NULL && strcasecmp(dot + 1, ext) == 0;
}

/* A tag that only HTML has, near the beginning. */
static bool looks_html(struct str s, const char *name)
{
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body", "<meta ", "<article", "<title>"};
    struct str head = str_trim(str_sub(s, 0, LOOK_AHEAD));

    if (starts(head, "\xEF\xBB\xBF", 3))
        head = str_trim(str_sub(head, 3, head.n));
    if (head.n == 0 || head.p[0] != '<')
        return false;
    for (size_t t = 0; t < sizeof tags / sizeof *tags; t++)
        for (size_t i = 0; i + strlen(tags[t]) <= head.n; i++)
            if (strncasecmp(head.p + i, tags[t], strlen(tags[t])) == 0)
                return true;
    return has_extension(name, "html") || has_extension(name, "htm");
}

static bool looks_pdf(struct str s)
{
    struct str head = str_sub(s, 0, LOOK_AHEAD);

    return str_find(head, STR("%PDF-")) < head.n;
}

static void close_magic(void *m)
{
    magic_close(m);
}

/* What libmagic calls it, for the sentence of a refusal. */
static const char *describe(struct ctx *cx, struct str bytes)
{
    void **slot = arena_defer(cx->mem, close_magic);
    magic_t m = magic_open(MAGIC_NONE);

    if (m == NULL)
        return "of an unknown kind";
    *slot = m;
    if (magic_load(m, NULL) != 0)
        return "of an unknown kind";
    const char *d = magic_buffer(m, bytes.p, bytes.n < 65536 ? bytes.n : 65536);
    return d == NULL || strcmp(d, "data") == 0 ? "binary data" : arena_strdup(cx->mem, d);
}

/* Every second byte is zero far more often than its neighbours: Latin letters in two bytes each. */
static bool looks_utf16(struct str bytes)
{
    size_t n = bytes.n < 4096 ? bytes.n / 2 : 2048, zeros[2] = {0};

    for (size_t i = 0; i < 2 * n; i++)
        zeros[i & 1] += bytes.p[i] == 0;
    size_t most = zeros[0] > zeros[1] ? zeros[0] : zeros[1], least = zeros[0] > zeros[1] ? zeros[1] : zeros[0];
    return n >= 4 && most * 10 >= n * 4 && least * 50 <= n;
}

static enum status refuse_binary(struct ctx *cx, struct str bytes)
{
    if (starts(bytes, "\xD0\xCF\x11\xE0", 4))
        return ctx_fail(cx, E_FORMAT, "an Office file of the old kind (.doc, .xls): save it as .docx and load that");
    if (starts(bytes, "{\\rtf", 5))
        return ctx_fail(cx, E_FORMAT, "an RTF file: save it as .docx and load that");
    if (looks_utf16(bytes))
        return ctx_fail(cx, E_FORMAT, "UTF-16 without a byte order mark: save the file as UTF-8 and load that");
    const char *what = describe(cx, bytes);
    if (strstr(what, "text") != NULL)
        return ctx_fail(cx, E_FORMAT, "a text with broken bytes (%s): save the file as UTF-8 and load that", what);
    return ctx_fail(cx, E_FORMAT, "not a text, but %s", what);
}

static bool has_zero_byte(struct str s)
{
    return memchr(s.p, 0, s.n) != NULL;
}

static bool has_utf16_bom(struct str s)
{
    return starts(s, "\xFF\xFE", 2) || starts(s, "\xFE\xFF", 2);
}

static enum status find_kind(struct ctx *cx, struct str bytes, const char *name, enum extract_kind *ret_kind)
{
    if (bytes.n == 0)
        return ctx_fail(cx, E_FORMAT, "the file is empty");
    if (bytes.n > EXTRACT_FILE_MAX)
        return ctx_fail(cx, E_TOOBIG, "the file is larger than %d MiB", EXTRACT_FILE_MAX >> 20);
    if (looks_pdf(bytes)) {
        *ret_kind = EXTRACT_PDF;
        return OK;
    }
    if (starts(bytes, "PK\3\4", 4) || starts(bytes, "PK\5\6", 4)) {
        *ret_kind = EXTRACT_DOCX;
        return OK;
    }
    if (starts(bytes, "{\\rtf", 5) || (has_zero_byte(bytes) && !has_utf16_bom(bytes)))
        return refuse_binary(cx, bytes);
    if (has_extension(name, "pdf") || has_extension(name, "docx"))
        return ctx_fail(cx, E_FORMAT, "the name ends in .%s, but the content is %s", strrchr(name, '.') + 1,
                        describe(cx, bytes));
    *ret_kind = looks_html(bytes, name)          ? EXTRACT_HTML
                : has_extension(name, "md") ? EXTRACT_MD
                                                 : EXTRACT_TXT;
    return OK;
}

enum status extract_text(struct ctx *cx, struct str bytes, const char *name_hint, struct extracted *ret_e)
{
    struct extracted e = {.charset = "UTF-8"};

    TRY(find_kind(cx, bytes, name_hint, &e.kind));
    e.mime = kind_mimes[e.kind];
    switch (e.kind) {
    case EXTRACT_PDF:
        TRY(extract_pdf(cx, bytes, &e));
        break;
    case EXTRACT_DOCX:
        TRY(extract_docx(cx, bytes, &e));
        break;
    case EXTRACT_HTML:
        TRY(extract_html(cx, bytes, &e));
        break;
    default: {
        size_t bad;
        if (!has_utf16_bom(bytes) && !utf8_valid(str_sub(bytes, 0, 4096), &bad) && bad + 4 < 4096 &&
            !utf8_valid(str_sub(bytes, bad, bad + 64), NULL) && bytes.p[bad] == '\xFF')
            return refuse_binary(cx, bytes);
        TRY(extract_txt(cx, bytes, &e));
    }
    }
    *ret_e = e;
    return OK;
}

size_t extract_raw_offset(const struct extracted *e, size_t at)
{
    if (e->same_bytes)
        return at + e->skipped;
    if (strncmp(e->charset, "UTF-16", 6) != 0)
        return at;
    size_t units = 0, i = 0;
    uint32_t cp;
    while (i < at && utf8_next(e->text, &i, &cp))
        units += cp > 0xFFFF ? 2 : 1;
    return e->skipped + 2 * units;
}
