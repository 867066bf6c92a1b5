/* See qr.h. */
#include "platform/qr.h"

#include <qrencode.h>

static void done(void *code)
{
    QRcode_free(code);
}

enum status qr_make(struct ctx *cx, const char *text, struct qr *ret_qr)
{
    void **promise = arena_defer(cx->mem, done);
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

    if (code == NULL)
        return ctx_fail(cx, E_TOOBIG, "no QR code for %zu bytes", str_of(text).n);
    *promise = code;
    size_t n = (size_t)code->width * (size_t)code->width;
    unsigned char *dark = arena_alloc(cx->mem, n);
    for (size_t i = 0; i < n; i++)
        dark[i] = code->data[i] & 1;
    *ret_qr = (struct qr){code->width, dark};
    QRcode_free(code);
    *promise = NULL;
    return OK;
}
