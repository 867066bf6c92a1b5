/* See decimal.h. */
#include "base/decimal.h"

#include <stdint.h>
#include <string.h>

enum { MAX_SCALE = 30 };

struct decimal decimal_of(long long n)
{
    return (struct decimal){n, 0};
}

static bool mul_over(int128 a, int128 b, int128 *ret)
{
    return __builtin_mul_overflow(a, b, ret);
}

/* n * 10^k; false when it does not fit. */
static bool shift(int128 n, int k, int128 *ret)
{
    for (; k > 0; k--)
        if (mul_over(n, 10, &n))
            return false;
    *ret = n;
    return true;
}

static struct decimal trim(struct decimal d)
{
    while (d.scale > 0 && d.n % 10 == 0)
        d.n /= 10, d.scale--;
    return d;
}

enum status decimal_parse(struct str s, struct decimal *ret_d)
{
    struct decimal d = {0, 0};
    bool minus = s.n > 0 && s.p[0] == '-', point = false, digit = false;

    for (size_t i = minus; i < s.n; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9')
            return E_INVALID;
        digit = true;
        if (point && d.scale == MAX_SCALE)
            return E_TOOBIG;
        if (mul_over(d.n, 10, &d.n) || __builtin_add_overflow(d.n, s.p[i] - '0', &d.n))
            return E_TOOBIG;
        d.scale += point;
    }
    if (!digit)
        return E_INVALID;
    if (minus)
        d.n = -d.n;
    *ret_d = trim(d);
    return OK;
}

const char *decimal_text(struct arena *mem, struct decimal d)
{
    char tmp[80];
    size_t at = sizeof tmp;
    bool minus = d.n < 0;

    d = trim(d);
    int128 n = minus ? -d.n : d.n;
    int left = d.scale;
    do {
        bool narrow = n <= UINT64_MAX; /* much faster to divide */
        tmp[--at] = (char)('0' + (int)(narrow ? (uint64_t)n % 10 : n % 10));
        n = narrow ? (int128)((uint64_t)n / 10) : n / 10;
        if (left > 0 && --left == 0)
            tmp[--at] = '.';
    } while (n > 0 || left > 0);
    if (tmp[at] == '.')
        tmp[--at] = '0';
    if (minus)
        tmp[--at] = '-';
    return arena_strndup(mem, tmp + at, sizeof tmp - at);
}

int decimal_cmp(struct decimal a, struct decimal b)
{
    /* Whole parts first, so that no shift can overflow; then the fractions, padded to the longer one. */
    int128 pa = 1, pb = 1;

    if (!shift(1, a.scale, &pa) || !shift(1, b.scale, &pb))
        return 0;
    int128 ia = a.n / pa, ib = b.n / pb;
    if (ia != ib)
        return ia < ib ? -1 : 1;
    int128 fa = a.n % pa, fb = b.n % pb;
    if (a.scale < b.scale)
        (void)shift(fa, b.scale - a.scale, &fa);
    else
        (void)shift(fb, a.scale - b.scale, &fb);
    return (fa > fb) - (fa < fb);
}

static enum status add(struct decimal a, struct decimal b, int sign, struct decimal *ret_d)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    struct decimal d = {0, scale};

    if (!shift(a.n, scale - a.scale, &a.n) || !shift(b.n, scale - b.scale, &b.n))
        return E_TOOBIG;
    if (__builtin_add_overflow(a.n, sign < 0 ? -b.n : b.n, &d.n))
        return E_TOOBIG;
    *ret_d = trim(d);
    return OK;
}

enum status decimal_add(struct decimal a, struct decimal b, struct decimal *ret_d)
{
    return add(a, b, 1, ret_d);
}

enum status decimal_sub(struct decimal a, struct decimal b, struct decimal *ret_d)
{
    return add(a, b, -1, ret_d);
}

enum status decimal_mul(struct decimal a, struct decimal b, struct decimal *ret_d)
{
    a = trim(a), b = trim(b);
    struct decimal d = {0, a.scale + b.scale};

    if (d.scale > MAX_SCALE || mul_over(a.n, b.n, &d.n))
        return E_TOOBIG;
    *ret_d = trim(d);
    return OK;
}

static int128 div_round(int128 n, int128 by, int towards)
{
    bool minus = (n < 0) != (by < 0);
    int128 an = n < 0 ? -n : n, aby = by < 0 ? -by : by;
    int128 q = an / aby, r = an % aby;

    if (r != 0) {
        if (towards == 0)
            q += r >= aby - r;
        else if ((towards > 0) != minus)
            q += 1;
    }
    return minus ? -q : q;
}

enum status decimal_div(struct decimal a, struct decimal b, int scale, int towards, struct decimal *ret_d)
{
    int128 n = a.n, by = b.n;

    if (b.n == 0 || scale < 0 || scale > MAX_SCALE)
        return E_INVALID;
    /* a.n/10^as / (b.n/10^bs) * 10^scale = a.n * 10^(bs + scale - as) / b.n */
    int k = b.scale + scale - a.scale;
    if (k >= 0 ? !shift(n, k, &n) : !shift(by, -k, &by))
        return E_TOOBIG;
    *ret_d = trim((struct decimal){div_round(n, by, towards), scale});
    return OK;
}

enum status decimal_round(struct decimal a, int scale, int towards, struct decimal *ret_d)
{
    return decimal_div(a, decimal_of(1), scale, towards, ret_d);
}
