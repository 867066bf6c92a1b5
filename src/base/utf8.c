/* See utf8.h. Folding decomposes with ICU's normaliser (data only, no locale) and drops combining marks. */
#include "base/utf8.h"

#include <limits.h>
#include <string.h>
#include <threads.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

bool utf8_next(struct str s, size_t *i, uint32_t *ret_cp)
{
    if (*i >= s.n)
        return false;
    const unsigned char *p = (const unsigned char *)s.p + *i;
    size_t left = s.n - *i, need;
    uint32_t cp, least;

    if (p[0] < 0x80) {
        *ret_cp = p[0];
        *i += 1;
        return true;
    }
    if (p[0] >= 0xC2 && p[0] <= 0xDF)
        need = 2, cp = p[0] & 0x1FU, least = 0x80;
    else if (p[0] >= 0xE0 && p[0] <= 0xEF)
        need = 3, cp = p[0] & 0x0FU, least = 0x800;
    else if (p[0] >= 0xF0 && p[0] <= 0xF4)
        need = 4, cp = p[0] & 0x07U, least = 0x10000;
    else
        goto broken;
    if (need > left)
        goto broken;
    for (size_t k = 1; k < need; k++) {
        if ((p[k] & 0xC0) != 0x80)
            goto broken;
        cp = cp << 6 | (p[k] & 0x3FU);
    }
    if (cp < least || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        goto broken;
    *ret_cp = cp;
    *i += need;
    return true;
broken:
    *ret_cp = 0xFFFD;
    *i += 1;
    return true;
}

bool utf8_valid(struct str s, size_t *ret_bad_at)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0, at = 0;
    uint32_t cp;
    uint64_t eight;

    while (true) {
        /* Most texts are mostly these: ASCII, and letters of two and three bytes. */
        if (s.n - i >= 8 && (memcpy(&eight, p + i, 8), (eight & 0x8080808080808080ULL) == 0)) {
            at = i += 8;
            continue;
        }
        if (i < s.n && p[i] < 0x80) {
            at = ++i;
            continue;
        }
        if (s.n - i >= 2 && p[i] >= 0xC2 && p[i] <= 0xDF && (p[i + 1] & 0xC0) == 0x80) {
            at = i += 2;
            continue;
        }
        if (s.n - i >= 3 && p[i] > 0xE0 && p[i] < 0xED && (p[i + 1] & 0xC0) == 0x80 && (p[i + 2] & 0xC0) == 0x80) {
            at = i += 3;
            continue;
        }
        if (!utf8_next(s, &i, &cp))
            break;
        if (cp == 0xFFFD && i - at == 1) {
            if (ret_bad_at != NULL)
                *ret_bad_at = at;
            return false;
        }
        at = i;
    }
    return true;
}

size_t utf8_put(char out[4], uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_count(struct str s)
{
    size_t i = 0, n = 0;
    uint32_t cp;

    while (utf8_next(s, &i, &cp))
        n++;
    return n;
}

/* Appends the folded form of one code point: at most 18 code points by Unicode's decompositions. */
static size_t fold_one(const UNormalizer2 *nfd, uint32_t cp, char *out)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar parts[32];
    size_t n = 0;
    int32_t len = unorm2_getDecomposition(nfd, (UChar32)cp, parts, 32, &err);

    if (U_FAILURE(err) || len < 0) {
        parts[0] = 0;
        len = 0;
        U16_APPEND_UNSAFE(parts, len, (UChar32)cp);
    }
    bool hangul = cp >= 0xAC00 && cp <= 0xD7A3; /* keep syllables whole: their parts are no marks */
    if (hangul)
        return utf8_put(out, cp);
    for (int32_t i = 0; i < len;) {
        UChar32 c;

        U16_NEXT(parts, i, len, c);
        if (u_charType(c) == U_NON_SPACING_MARK && c < 0x0370)
            continue;
        c = u_tolower(c);
        if (c == 0x0111) /* đ has no decomposition */
            c = 'd';
        if (c == 0x0131)
            c = 'i';
        n += utf8_put(out + n, (uint32_t)c);
    }
    return n;
}

/* The letters of Latin scripts, folded once: what texts are made of. Read-only after the first call. */
enum { LATIN_FROM = 0x80, LATIN_TO = 0x370, VIETNAMESE_FROM = 0x1E00, VIETNAMESE_TO = 0x1F00 };
struct folded {
    char text[6];
    unsigned char n;
};
static struct folded latin[LATIN_TO - LATIN_FROM], vietnamese[VIETNAMESE_TO - VIETNAMESE_FROM];
static once_flag folded_once = ONCE_FLAG_INIT;

static void fold_row(const UNormalizer2 *nfd, uint32_t from, uint32_t to, struct folded *row)
{
    for (uint32_t cp = from; cp < to; cp++) {
        char out[80];
        size_t n = fold_one(nfd, cp, out);

        row[cp - from].n = (unsigned char)(n <= sizeof row->text ? n : UCHAR_MAX);
        memcpy(row[cp - from].text, out, n <= sizeof row->text ? n : 0);
    }
}

static void fold_rows(void)
{
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&err);

    fold_row(nfd, LATIN_FROM, LATIN_TO, latin);
    fold_row(nfd, VIETNAMESE_FROM, VIETNAMESE_TO, vietnamese);
}

static size_t fold_quickly(const UNormalizer2 *nfd, uint32_t cp, char *out)
{
    const struct folded *f = cp < LATIN_TO                                        ? &latin[cp - LATIN_FROM]
                             : cp >= VIETNAMESE_FROM && cp < VIETNAMESE_TO ? &vietnamese[cp - VIETNAMESE_FROM]
                                                                                  : NULL;

    if (f == NULL || f->n == UCHAR_MAX)
        return fold_one(nfd, cp, out);
    memcpy(out, f->text, f->n);
    return f->n;
}

/* Most are ASCII: no call for those. */
static inline bool next_of(struct str s, size_t *i, uint32_t *ret_cp)
{
    if (*i >= s.n || (unsigned char)s.p[*i] >= 0x80)
        return utf8_next(s, i, ret_cp);
    *ret_cp = (unsigned char)s.p[(*i)++];
    return true;
}

struct str utf8_fold(struct arena *mem, struct str s)
{
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&err);
    size_t cap = s.n * 3 + 64, n = 0, i = 0;
    char *out = arena_alloc(mem, cap + 1);
    uint32_t cp;
    bool blank = false;

    call_once(&folded_once, fold_rows);
    while (next_of(s, &i, &cp)) {
        if (cp == ' ' || (cp >= 9 && cp <= 13) || (cp >= 0x80 && u_isUWhiteSpace((UChar32)cp))) {
            blank = n > 0;
            continue;
        }
        if (n + 80 > cap) {
            out = arena_grow(mem, out, cap + 1, cap * 2 + 81);
            cap = cap * 2 + 80;
        }
        size_t at = n + blank; /* the blank counts only when something follows: a lone mark leaves nothing */
        size_t len = 1;
        if (cp < 0x80)
            out[at] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
        else
            len = fold_quickly(nfd, cp, out + at);
        if (len == 0)
            continue;
        if (blank)
            out[n] = ' ';
        n = at + len;
        blank = false;
    }
    out[n] = 0;
    return (struct str){out, n};
}
