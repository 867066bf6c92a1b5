/* See kin.h. Anchors are hashes: of a figure's class and bounds, of words with a capital letter (folded, so that Nara
   and Chungcheonam meet in every language), of the last part of web addresses. German capitals are noise: overlap is
   measured against the smaller set. */
#include "ledger/kin.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"

enum { LIST_MAX = 64, HEX = 10, FAR = 20 /* 256ths of a text */ };
#define FIGURE_BIT (1U << 31)

/* at of n: where in the text. */
static uint64_t anchor_of(struct str s, bool figure, size_t at, size_t n)
{
    uint64_t h = str_hash(s);
    uint32_t hash = ((uint32_t)(h ^ h >> 32) & ~FIGURE_BIT) | (figure ? FIGURE_BIT : 0);

    return (uint64_t)hash << 8 | (n == 0 ? 0 : at * 255 / n);
}

static uint32_t hash_of(uint64_t anchor)
{
    return (uint32_t)(anchor >> 8);
}

static bool is_figure(uint64_t anchor)
{
    return (hash_of(anchor) & FIGURE_BIT) != 0;
}

static int by_anchor(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static void add_figures(struct ctx *cx, struct str body, const struct figures *figures, struct kin_anchors *a)
{
    for (size_t i = 0; i < figures->n; i++) {
        const struct figure *f = &figures->at[i];

        if (f->value != NULL) {
            vec_push(cx->mem, a, anchor_of(str_of(f->value), true, f->start, body.n));
        } else if (f->has_low || f->has_high) {
            struct decimal d = f->has_low ? f->low : f->high;
            const char *text = arena_printf(cx->mem, "%d %s", (int)f->cls, decimal_text(cx->mem, d));

            vec_push(cx->mem, a, anchor_of(str_of(text), true, f->start, body.n));
        }
    }
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool begins_upper(struct str w)
{
    if (w.p[0] >= 'A' && w.p[0] <= 'Z')
        return true;
    return w.n > 1 && (unsigned char)w.p[0] == 0xc4 && (unsigned char)w.p[1] == 0x90; /* Đ */
}

static void add_names(struct ctx *cx, struct str body, struct kin_anchors *a)
{
    for (size_t i = 0; i < body.n;) {
        size_t from = i;

        while (i < body.n && is_word_byte(body.p[i]))
            i++;
        struct str w = str_sub(body, from, i);
        if (w.n >= 3 && w.n <= 40 && begins_upper(w)) {
            struct str folded = utf8_fold(cx->mem, w);

            if (folded.n >= 3)
                vec_push(cx->mem, a, anchor_of(folded, false, from, body.n));
        }
        i += i == from;
    }
}

struct kin_anchors kin_anchors_of(struct ctx *cx, struct str body, const struct figures *figures)
{
    struct kin_anchors a = {0};
    size_t n = 0;

    add_figures(cx, body, figures, &a);
    add_names(cx, body, &a);
    if (a.n > 0)
        qsort(a.at, a.n, sizeof *a.at, by_anchor);
    for (size_t i = 0; i < a.n; i++)
        if (n == 0 || hash_of(a.at[n - 1]) != hash_of(a.at[i]))
            a.at[n++] = a.at[i];
    a.n = n;
    return a;
}

const char *kin_anchors_text(struct arena *mem, const struct kin_anchors *a)
{
    static const char digits[] = "0123456789abcdef";
    char *text = arena_alloc(mem, a->n * HEX + 1), *p = text;

    for (size_t i = 0; i < a->n; i++)
        for (int shift = 4 * HEX - 4; shift >= 0; shift -= 4)
            *p++ = digits[a->at[i] >> shift & 15];
    return text;
}

struct kin_anchors kin_anchors_parse(struct arena *mem, struct str text)
{
    struct kin_anchors a = {0};

    a.cap = a.n = text.n / HEX;
    a.at = arena_alloc(mem, (a.n + 1) * sizeof *a.at);
    for (size_t i = 0; i < a.n * HEX; i++) {
        char c = text.p[i];

        a.at[i / HEX] = a.at[i / HEX] << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return a;
}

struct version {
    int64_t text_id, n_blocks;
    enum lang lang;
    struct kin_anchors anchors;
};

struct posting {
    uint32_t n, at[LIST_MAX]; /* n beyond LIST_MAX: too common to tell anything */
};

struct kin {
    struct arena *mem;
    struct {
        VEC(struct version);
    } versions;
    struct {
        VEC(uint8_t);
    } langs; /* by text id: bits of the languages it has */
    struct {
        uint32_t anchor;
        struct posting *list;
    } *slots; /* open addressing */
    size_t n_slots, used;
};

struct kin *kin_new(struct arena *mem)
{
    struct kin *k = arena_new_of(mem, struct kin);

    k->mem = mem;
    k->n_slots = 1024;
    k->slots = arena_alloc(mem, k->n_slots * sizeof *k->slots);
    return k;
}

static size_t slot_of(const struct kin *k, uint32_t anchor)
{
    size_t i = (anchor * 2654435761U) & (k->n_slots - 1);

    while (k->slots[i].list != NULL && k->slots[i].anchor != anchor)
        i = (i + 1) & (k->n_slots - 1);
    return i;
}

static void grow(struct kin *k)
{
    struct kin old = *k;

    k->n_slots *= 2;
    k->slots = arena_alloc(k->mem, k->n_slots * sizeof *k->slots);
    for (size_t i = 0; i < old.n_slots; i++)
        if (old.slots[i].list != NULL)
            k->slots[slot_of(k, old.slots[i].anchor)] = old.slots[i];
}

void kin_add(struct kin *k, int64_t text_id, enum lang lang, int64_t n_blocks, struct kin_anchors anchors)
{
    uint32_t no = (uint32_t)k->versions.n;

    vec_push(k->mem, &k->versions, (struct version){text_id, n_blocks, lang, anchors});
    while (k->langs.n <= (size_t)text_id)
        vec_push(k->mem, &k->langs, 0);
    k->langs.at[text_id] |= (uint8_t)(1 << lang);
    for (size_t i = 0; i < anchors.n; i++) {
        if (k->used * 2 > k->n_slots)
            grow(k);
        size_t s = slot_of(k, hash_of(anchors.at[i]));
        if (k->slots[s].list == NULL) {
            k->slots[s].anchor = hash_of(anchors.at[i]);
            k->slots[s].list = arena_new_of(k->mem, struct posting);
            k->used++;
        }
        struct posting *p = k->slots[s].list;
        if (p->n < LIST_MAX)
            p->at[p->n] = no;
        p->n += p->n <= LIST_MAX;
    }
}

/* ret_common: names, figures; only figures that stand at nearly the same place of both texts count. */
static void count_common(const struct kin_anchors *a, const struct kin_anchors *b, size_t ret_common[2])
{
    size_t i = 0, j = 0;

    ret_common[0] = ret_common[1] = 0;
    while (i < a->n && j < b->n) {
        if (hash_of(a->at[i]) < hash_of(b->at[j])) {
            i++;
        } else if (hash_of(a->at[i]) > hash_of(b->at[j])) {
            j++;
        } else {
            int gap = abs((int)(a->at[i] & 255) - (int)(b->at[j] & 255));

            if (!is_figure(a->at[i]))
                ret_common[0]++;
            else if (gap <= FAR)
                ret_common[1]++;
            i++, j++;
        }
    }
}

static size_t count_figures(const struct kin_anchors *a)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++)
        n += is_figure(a->at[i]);
    return n;
}

/* 0 = no version of it; larger is likelier. Two statements of one office state the same figures: a text that has the
   language already is not taken. */
static double likeness(const struct kin *k, const struct version *v, enum lang lang, int64_t n_blocks,
                       const struct kin_anchors *a)
{
    size_t common[2], fa = count_figures(a), fb = count_figures(&v->anchors);
    size_t na = a->n - fa, nb = v->anchors.n - fb;
    size_t f_least = fa < fb ? fa : fb, n_least = na < nb ? na : nb;

    if ((k->langs.at[v->text_id] >> lang & 1) != 0 || n_blocks * 5 < v->n_blocks * 3 || v->n_blocks * 5 < n_blocks * 3)
        return 0;
    count_common(a, &v->anchors, common);
    double figures = f_least == 0 ? 0 : (double)common[1] / (double)f_least;
    double names = n_least == 0 ? 0 : (double)common[0] / (double)n_least;
    if (common[1] >= 3 && figures >= 0.7 && common[0] + common[1] / 3 >= 3)
        return figures + names;
    return common[1] + common[0] >= 5 && figures >= 0.5 && names >= 0.5 ? figures + names : 0;
}

int64_t kin_find(const struct kin *k, struct arena *scratch, enum lang lang, int64_t n_blocks,
                 const struct kin_anchors *anchors)
{
    struct {
        VEC(uint32_t);
    } seen = {0};
    int64_t best = 0;
    double most = 0;

    for (size_t i = 0; i < anchors->n; i++) {
        const struct posting *p = k->slots[slot_of(k, hash_of(anchors->at[i]))].list;

        for (size_t j = 0; p != NULL && p->n <= LIST_MAX && j < p->n; j++)
            vec_push(scratch, &seen, p->at[j]);
    }
    if (seen.n > 0)
        qsort(seen.at, seen.n, sizeof *seen.at, by_number);
    for (size_t i = 0; i < seen.n;) {
        size_t from = i;

        while (i < seen.n && seen.at[i] == seen.at[from])
            i++;
        if (i - from < 4) /* fewer than four things in common */
            continue;
        const struct version *v = &k->versions.at[seen.at[from]];
        double l = likeness(k, v, lang, n_blocks, anchors);
        if (l > most) {
            most = l;
            best = v->text_id;
        }
    }
    return best;
}
