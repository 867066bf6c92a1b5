/* See buf.h. */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void buf_init(struct buf *b, struct arena *mem, size_t max_bytes)
{
    *b = (struct buf){.mem = mem, .max = max_bytes};
}

static bool room(struct buf *b, size_t more)
{
    if (b->too_big || more > b->max - b->n) {
        b->too_big = true;
        return false;
    }
    if (b->n + more + 1 > b->cap) {
        size_t cap = b->cap == 0 ? 256 : b->cap * 2;

        if (cap - 1 > b->max)
            cap = b->max + 1;
        if (cap < b->n + more + 1)
            cap = b->n + more + 1;
        b->p = arena_stretch(b->mem, b->p, b->cap, cap);
        b->p[b->n] = 0;
        b->cap = cap;
    }
    return true;
}

void buf_reserve(struct buf *b, size_t more)
{
    if (more > 0 && more <= b->max - b->n)
        (void)room(b, more);
}

void buf_add_slowly(struct buf *b, struct str s)
{
    if (!room(b, s.n))
        return;
    if (s.n > 0)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}

void buf_add_c(struct buf *b, const char *s)
{
    buf_add(b, str_of(s));
}

void buf_byte(struct buf *b, char c)
{
    buf_add(b, (struct str){&c, 1});
}

void buf_int(struct buf *b, int64_t n)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

    do
        digits[--at] = (char)('0' + u % 10);
    while ((u /= 10) > 0);
    if (n < 0)
        digits[--at] = '-';
    buf_add(b, (struct str){digits + at, sizeof digits - at});
}

void buf_rune(struct buf *b, unsigned int cp)
{
    char tmp[4];

    buf_add(b, (struct str){tmp, utf8_put(tmp, cp)});
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;

    va_start(ap, fmt);
    va_copy(again, ap);
    bool ready = !b->too_big && room(b, 64); /* most pieces are short: printed once */
    int n = vsnprintf(ready ? b->p + b->n : NULL, ready ? b->cap - b->n : 0, fmt, again);
    va_end(again);
    if (ready && n >= 0 && (size_t)n < b->cap - b->n) {
        b->n += (size_t)n;
    } else if (n >= 0 && room(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
        b->n += (size_t)n;
    }
    va_end(ap);
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->p == NULL ? "" : b->p, b->n};
}

enum status buf_status(const struct buf *b)
{
    return b->too_big ? E_TOOBIG : OK;
}
