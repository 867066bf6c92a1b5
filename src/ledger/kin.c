/* See kin.h. Anchors are hashes: of a figure's class and bounds, of words with a capital letter (folded, so that Nara
   and Chungcheonam meet in every language), of the last part of web addresses. German capitals are noise: overlap is
   measured against the smaller set. */
#include "ledger/kin.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"

enum { LIST_MAX = 32, TOP = 8, HEX = 10, FAR = 20 /* 256ths of a text */ };
enum anchor_kind {
    NAME,   /* a word with a capital letter */
    CLUE,   /* two figures in a row: rare, so it finds candidates; not counted */
    FIGURE,
};

/* at of n: where in the text. The kind is the two top bits. */
static uint64_t anchor_of(struct str s, enum anchor_kind kind, size_t at, size_t n)
{
    uint64_t h = str_hash(s);
    uint32_t hash = ((uint32_t)(h ^ h >> 32) & 0x3fffffff) | (uint32_t)kind << 30;

    return (uint64_t)hash << 8 | (n == 0 ? 0 : at * 255 / n);
}

static uint32_t hash_of(uint64_t anchor)
{
    return (uint32_t)(anchor >> 8);
}

static enum anchor_kind kind_of(uint64_t anchor)
{
    return (enum anchor_kind)(hash_of(anchor) >> 30);
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
    const char *before = NULL;

    for (size_t i = 0; i < figures->n; i++) {
        const struct figure *f = &figures->at[i];
        const char *text = f->value;

        if (text == NULL && (f->has_low || f->has_high))
            text = arena_printf(cx->mem, "%d %s", (int)f->cls,
                decimal_text(cx->mem, f->has_low ? f->low : f->high));
        if (text == NULL)
            continue;
        vec_push(cx->mem, a, anchor_of(str_of(text), FIGURE, f->start, body.n));
        if (before != NULL)
            vec_push(cx->mem, a, anchor_of(str_of(arena_printf(cx->mem, "%s %s", before, text)), CLUE, 0, 0));
        before = text;
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
                vec_push(cx->mem, a, anchor_of(folded, NAME, from, body.n));
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

/* By kind; only figures that stand at nearly the same place of both texts count. */
static void count_common(const struct kin_anchors *a, const struct kin_anchors *b, size_t ret_common[3])
{
    size_t i = 0, j = 0;

    ret_common[NAME] = ret_common[CLUE] = ret_common[FIGURE] = 0;
    while (i < a->n && j < b->n) {
        if (hash_of(a->at[i]) < hash_of(b->at[j])) {
            i++;
        } else if (hash_of(a->at[i]) > hash_of(b->at[j])) {
            j++;
        } else {
            int gap = abs((int)(a->at[i] & 255) - (int)(b->at[j] & 255));
            enum anchor_kind kind = kind_of(a->at[i]);

            ret_common[kind] += kind != FIGURE || gap <= FAR;
            i++, j++;
        }
    }
}

static size_t count_kind(const struct kin_anchors *a, enum anchor_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++)
        n += kind_of(a->at[i]) == kind;
    return n;
}

/* 0 = no version of it; larger is likelier. Two statements of one office state the same figures: a text that has the
   language already is not taken. */
static double likeness(const struct kin *k, const struct version *v, enum lang lang, int64_t n_blocks,
                       const struct kin_anchors *a)
{
    size_t common[3], fa = count_kind(a, FIGURE), fb = count_kind(&v->anchors, FIGURE);
    size_t na = count_kind(a, NAME), nb = count_kind(&v->anchors, NAME);
    size_t f_least = fa < fb ? fa : fb, n_least = na < nb ? na : nb;

    if ((k->langs.at[v->text_id] >> lang & 1) != 0 || n_blocks * 5 < v->n_blocks * 3 || v->n_blocks * 5 < n_blocks * 3)
        return 0;
    count_common(a, &v->anchors, common);
    double figures = f_least == 0 ? 0 : (double)common[FIGURE] / (double)f_least;
    double names = n_least == 0 ? 0 : (double)common[NAME] / (double)n_least;
    if (common[FIGURE] >= 3 && figures >= 0.7 && common[NAME] + common[FIGURE] / 3 >= 3)
        return figures + names;
    return common[FIGURE] + common[NAME] >= 5 && figures >= 0.5 && names >= 0.5 ? figures + names : 0;
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
    struct {
        uint32_t version;
        size_t common;
    } top[TOP] = {0};
    for (size_t i = 0, run; i < seen.n; i += run) { /* sorted: how often is each one named? */
        size_t at = TOP;

        for (run = 1; i + run < seen.n && seen.at[i + run] == seen.at[i]; run++)
            ;
        while (at > 0 && top[at - 1].common < run)
            at--;
        if (at == TOP)
            continue;
        memmove(&top[at + 1], &top[at], (TOP - 1 - at) * sizeof *top);
        top[at].version = seen.at[i];
        top[at].common = run;
    }
    for (size_t i = 0; i < TOP && top[i].common > 0; i++) {
        const struct version *v = &k->versions.at[top[i].version];
        double l = likeness(k, v, lang, n_blocks, anchors);

        if (l > most) {
            most = l;
            best = v->text_id;
        }
    }
    return best;
}
