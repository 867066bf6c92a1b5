/* Growing text in an arena, with a ceiling and a sticky error: append freely, ask buf_status() once at the end. */
#pragma once

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

struct buf {
    struct arena *mem;
    char *p; /* always zero-terminated once something was appended */
    size_t n, cap, max;
    bool too_big;
};

void buf_init(struct buf *b, struct arena *mem, size_t max_bytes);
void buf_reserve(struct buf *b, size_t more); /* room for so many bytes to come, so that it need not grow */
void buf_add_slowly(struct buf *b, struct str s); /* grows it, or finds it too big */
void buf_add_c(struct buf *b, const char *s);
void buf_byte(struct buf *b, char c);
void buf_int(struct buf *b, int64_t n);
void buf_rune(struct buf *b, unsigned int cp); /* one code point as UTF-8 */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *b); /* valid until the next append */
enum status buf_status(const struct buf *b) MUST_CHECK; /* OK or E_TOOBIG */

/* A page is some hundred short pieces, and nearly always there is room. Room never goes beyond the ceiling. */
static inline void buf_add(struct buf *b, struct str s)
{
    if (b->too_big || s.n >= b->cap - b->n) {
        buf_add_slowly(b, s);
        return;
    }
    if (s.n > 0)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}
