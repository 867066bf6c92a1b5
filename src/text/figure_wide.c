/* Full-width forms (１２, ７５％, ＵＳＤ), as East Asian keyboards write them: read as their narrow letters, with the way
   back to the bytes of the text. Not for: any other folding; a text without them is not copied. */
#include <string.h>

#include "text/figure_spot.h"

/* U+FF01 to U+FF5E at at: the narrow letter; 0 = none. */
static char narrow(struct str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p + at;

    if (text.n - at < 3 || p[0] != 0xEF)
        return 0;
    if (p[1] == 0xBC && p[2] > 0x80 && p[2] <= 0xBF)
        return (char)(p[2] - 0x80 + ' ');
    return (char)(p[1] == 0xBD && p[2] >= 0x80 && p[2] <= 0x9E ? p[2] - 0x80 + '`' : 0);
}

struct str spot_narrow(struct ctx *cx, struct str text, struct wides *ret_wides)
{
    struct wides wides = {0};
    const char *from = text.p, *hit = text.n > 0 ? memchr(from, 0xEF, text.n) : NULL;
    char *out = NULL;
    size_t n = 0, done = 0;

    for (; hit != NULL; hit = memchr(hit + 1, 0xEF, text.n - (size_t)(hit + 1 - text.p))) {
        size_t at = (size_t)(hit - text.p);
        char c = narrow(text, at);
        if (c == 0)
            continue;
        if (out == NULL)
            out = arena_alloc(cx->mem, text.n);
        memcpy(out + n, text.p + done, at - done);
        n += at - done;
        vec_push(cx->mem, &wides, n);
        out[n++] = c;
        done = at + 3;
    }
    *ret_wides = wides;
    if (out == NULL)
        return text;
    memcpy(out + n, text.p + done, text.n - done);
    return (struct str){out, n + text.n - done};
}

/* Where a byte of the narrow text stands in the text: each full-width letter before it is two bytes longer there. */
static size_t widened(const struct wides *wides, size_t at)
{
    size_t low = 0, high = wides->n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (wides->at[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return at + 2 * low;
}

void spot_widen(const struct wides *wides, struct str narrow, struct str text, struct figures *figures)
{
    for (size_t i = 0; wides->n > 0 && i < figures->n; i++) {
        struct figure *f = &figures->at[i];
        f->start = widened(wides, f->start);
        f->end = widened(wides, f->end);
        if (f->of.n == 0)
            continue;
        size_t of = (size_t)(f->of.p - narrow.p), end = of + f->of.n;
        f->of = str_sub(text, widened(wides, of), widened(wides, end));
    }
}
