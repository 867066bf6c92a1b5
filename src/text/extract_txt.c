/* Plain text and markdown: UTF-8 with or without BOM as it is, UTF-16 with BOM converted. Part of extract.h. */
#include <unicode/ucnv.h>

#include <string.h>

#include "base/utf8.h"
#include "text/extract_private.h"

static void close_converter(void *c)
{
    ucnv_close(c);
}

static enum status convert(struct ctx *cx, struct str bytes, const char *charset, struct str *ret_text)
{
    UErrorCode err = U_ZERO_ERROR;
    void **slot = arena_defer(cx->mem, close_converter);
    void **slot_out = arena_defer(cx->mem, close_converter);
    UConverter *in = ucnv_open(charset, &err), *out = ucnv_open("UTF-8", &err);

    if (in != NULL)
        *slot = in;
    if (out != NULL)
        *slot_out = out;
    if (U_FAILURE(err))
        return ctx_fail(cx, E_BUG, "no converter for %s: %s", charset, u_errorName(err));
    ucnv_setToUCallBack(in, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &err);
    size_t cap = bytes.n / 2 * 3 + 16;
    if (cap > EXTRACT_TEXT_MAX)
        return ctx_fail(cx, E_TOOBIG, "the text is larger than %d MiB", EXTRACT_TEXT_MAX >> 20);
    char *to = arena_alloc(cx->mem, cap), *end = to;
    const char *from = bytes.p;
    ucnv_convertEx(out, in, &end, to + cap, &from, bytes.p + bytes.n, NULL, NULL, NULL, NULL, true, true, &err);
    if (U_FAILURE(err))
        return ctx_fail(cx, E_FORMAT, "broken %s near byte %zu", charset, (size_t)(from - bytes.p) + 2);
    *ret_text = (struct str){to, (size_t)(end - to)};
    return OK;
}

enum status extract_txt(struct ctx *cx, struct str bytes, struct extracted *e)
{
    size_t bad;

    if (bytes.n > EXTRACT_TEXT_MAX)
        return ctx_fail(cx, E_TOOBIG, "the text is larger than %d MiB", EXTRACT_TEXT_MAX >> 20);
    if (bytes.n >= 2 && (memcmp(bytes.p, "\xFF\xFE", 2) == 0 || memcmp(bytes.p, "\xFE\xFF", 2) == 0)) {
        e->charset = bytes.p[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        e->skipped = 2;
        TRY(convert(cx, str_sub(bytes, 2, bytes.n), e->charset, &e->text));
    } else {
        e->skipped = bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        e->same_bytes = true;
        e->text = str_sub(bytes, e->skipped, bytes.n);
        if (!utf8_valid(e->text, &bad))
            return ctx_fail(cx, E_FORMAT, "not UTF-8: byte 0x%02X at offset %zu; save the file as UTF-8",
                            (unsigned char)e->text.p[bad], bad + e->skipped);
    }
    if (str_trim(e->text).n == 0)
        return ctx_fail(cx, E_FORMAT, "the file holds only white space");
    return OK;
}
