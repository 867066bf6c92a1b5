/* See compose.h. Only a letter with combining accents behind it is touched: what has none is NFC in our languages. */
#include "text/compose.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <string.h>

#include "base/utf8.h"

enum { CLUSTER_MAX = 32 }; /* code units; more accents on one letter stay as they came */

static bool is_accent(uint32_t cp)
{
    return cp >= 0x300 && cp <= 0x36F;
}

/* The first byte of every accent in UTF-8 is one of two. */
static bool may_have_accents(struct str s)
{
    return s.n > 0 && (memchr(s.p, 0xCC, s.n) != NULL || memchr(s.p, 0xCD, s.n) != NULL);
}

/* Bytes written: the letter with its accents in composed form, or as it came when ICU cannot. Never more than came. */
static size_t put_cluster(const UNormalizer2 *nfc, struct str cluster, char *out)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar wide[CLUSTER_MAX], whole[CLUSTER_MAX];
    int32_t n = 0, m = 0, bytes = 0;

    u_strFromUTF8(wide, CLUSTER_MAX, &n, cluster.p, (int32_t)cluster.n, &err);
    m = unorm2_normalize(nfc, wide, n, whole, CLUSTER_MAX, &err);
    u_strToUTF8(out, (int32_t)cluster.n, &bytes, whole, m, &err);
    if (U_FAILURE(err) || bytes <= 0) {
        memcpy(out, cluster.p, cluster.n);
        return cluster.n;
    }
    return (size_t)bytes;
}

struct composed compose_text(struct ctx *cx, struct str text)
{
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&err);

    if (U_FAILURE(err) || text.n >= UINT32_MAX / 2 || !may_have_accents(text))
        return (struct composed){text, NULL};
    char *out = arena_alloc(cx->mem, text.n + 1);
    uint32_t *back = arena_alloc(cx->mem, (text.n + 1) * sizeof *back), cp;
    size_t n = 0, i = 0;
    for (size_t from = 0; utf8_next(text, &i, &cp); from = i) {
        size_t end = i, more = i;
        while (utf8_next(text, &more, &cp) && is_accent(cp))
            end = more;
        size_t was = n;
        if (end == i) {
            memcpy(out + n, text.p + from, end - from);
            n += end - from;
        } else
            n += put_cluster(nfc, str_sub(text, from, end), out + n);
        for (size_t k = was; k < n; k++) /* inside one letter of several bytes nobody points, unless it came so */
            back[k] = (uint32_t)(end == i ? from + (k - was) : from);
        i = end;
    }
    back[n] = (uint32_t)text.n;
    return (struct composed){{out, n}, back};
}

size_t compose_back(const struct composed *c, size_t at)
{
    return c->back == NULL ? at : c->back[at <= c->text.n ? at : c->text.n];
}
