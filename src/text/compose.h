/* A text with its accents composed (NFC), and the way back to the bytes as they came: rules that know words by their
   letters then work on either form. Not for: search (utf8_fold()), keys of words (phrase.h). */
#pragma once

#include <stdint.h>

#include "base/ctx.h"

struct composed {
    struct str text;
    const uint32_t *back; /* per byte of text and one more: its offset in the source; NULL when nothing was composed */
};

/* A text without combining accents comes back as it is, at the cost of one look at its bytes. */
struct composed compose_text(struct ctx *cx, struct str text);
size_t compose_back(const struct composed *c, size_t at); /* offset in the source of an offset in c->text */
