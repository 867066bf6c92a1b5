/* See charset.h. */
#include "base/charset.h"

#include <unicode/ucnv.h>

static void close_converter(void *c)
{
    ucnv_close(c);
}

enum status charset_to_utf8(struct ctx *cx, struct str bytes, const char *charset, size_t max, struct str *ret_text,
                            size_t *ret_bad_at)
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
    size_t cap = bytes.n * 3 + 16; /* two bytes of UTF-16, or one of an old page, are at most three of UTF-8 */
    if (cap > max)
        cap = max;
    char *to = arena_alloc(cx->mem, cap), *end = to;
    const char *from = bytes.p;
    ucnv_convertEx(out, in, &end, to + cap, &from, bytes.p + bytes.n, NULL, NULL, NULL, NULL, true, true, &err);
    if (err == U_BUFFER_OVERFLOW_ERROR)
        return ctx_fail(cx, E_TOOBIG, "the text is larger than %zu MiB", max >> 20);
    if (U_FAILURE(err)) {
        *ret_bad_at = (size_t)(from - bytes.p);
        return ctx_fail(cx, E_FORMAT, "broken %s near byte %zu", charset, *ret_bad_at);
    }
    *ret_text = (struct str){to, (size_t)(end - to)};
    return OK;
}
