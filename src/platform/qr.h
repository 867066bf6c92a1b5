/* A text as a QR code, through libqrencode: squares, dark or light. Not for: drawing it (web/ui_qr.h). */
#pragma once

#include "base/ctx.h"

struct qr {
    int width;                 /* squares of a side */
    const unsigned char *dark; /* row by row: 1 dark, 0 light */
};
/* E_TOOBIG when the text does not fit a code. */
enum status qr_make(struct ctx *cx, const char *text, struct qr *ret_qr) MUST_CHECK;
