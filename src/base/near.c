/* See near.h. Distances are optimal string alignment: an insert, delete, replacement or swap of neighbours is one. */
#include "base/near.h"

#include "base/utf8.h"

enum { MOST_POINTS = 128 };

static size_t points(struct str s, uint32_t out[MOST_POINTS])
{
    size_t n = 0, i = 0;
    uint32_t cp;

    while (n < MOST_POINTS && utf8_next(s, &i, &cp))
        if (cp != ' ' && cp != '-' && cp != '\'' && cp != 0x2019 && cp != '.')
            out[n++] = cp;
    return n;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned near_distance(struct str a, struct str b, unsigned most)
{
    uint32_t x[MOST_POINTS], y[MOST_POINTS];
    unsigned rows[3][MOST_POINTS + 1];
    size_t n = points(a, x), m = points(b, y);

    if ((n > m ? n - m : m - n) > most)
        return most + 1;
    unsigned *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned low = now[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            unsigned d = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                d = least(d, before[j - 2] + 1);
            now[j] = d;
            low = least(low, d);
        }
        if (low > most)
            return most + 1;
        unsigned *t = before;
        before = last;
        last = now;
        now = t;
    }
    return least(last[m], most + 1);
}

unsigned near_allowed(size_t letters)
{
    return letters <= 2 ? 0 : letters <= 6 ? 1 : letters <= 11 ? 2 : 3;
}
