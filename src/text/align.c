/* See align.h. The idea is Gale and Church's (A program for aligning sentences in bilingual corpora, 1993): lengths of
   translations keep a ratio; here anchors that survive translation weigh more. Dynamic programming over a band. */
#include "text/align.h"

#include <math.h>
#include <stdint.h>

/* Costs are in the unit of a natural logarithm of a likelihood. Tuned on our own texts in tests/golden/compare. */
static const struct shape {
    size_t n_a, n_b;
    double cost;
} shapes[] = {{1, 1, 0.0}, {1, 0, 3.4}, {0, 1, 3.4}, {1, 2, 1.6}, {2, 1, 1.6}, {2, 2, 3.4}, {1, 3, 3.2}, {3, 1, 3.2}};
enum { N_SHAPES = sizeof shapes / sizeof *shapes, BAND = 60 };
static const double variance = 4.0, anchor_weight = 5.0, group_cost = 1.2;

/* What of an item's anchors is asked for again and again. */
struct sum {
    uint64_t bits; /* one of 64 for each anchor: two items without a common bit share none */
    size_t strong;
};

struct grid {
    struct ctx *cx;
    const struct align_item *a, *b;
    const struct sum *sum_a, *sum_b;
    size_t n_a, n_b;
    double ratio;
    bool sentences;
};

static const struct sum *sums(struct ctx *cx, const struct align_item *x, size_t n)
{
    struct sum *s = arena_alloc(cx->mem, (n + 1) * sizeof *s);

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < x[i].n_anchors; k++) {
            s[i].bits |= (uint64_t)1 << (x[i].anchors[k] * 2654435761U >> 26);
            s[i].strong += x[i].anchors[k] % 2 == 0;
        }
    return s;
}

/* Shared anchors of two runs, of all strong anchors: 0 none, 1 all. No anchors at all: -1. */
static double shared(const struct grid *g, size_t a, size_t n_a, size_t b, size_t n_b)
{
    size_t all = 0, both = 0;
    uint64_t bits = 0;

    for (size_t j = b; j < b + n_b; j++) {
        all += g->sum_b[j].strong;
        bits |= g->sum_b[j].bits;
    }
    for (size_t i = a; i < a + n_a; i++) {
        all += g->sum_a[i].strong;
        for (size_t k = 0; k < g->a[i].n_anchors && (g->sum_a[i].bits & bits) != 0; k++) {
            bool found = false;

            for (size_t j = b; j < b + n_b && !found; j++)
                for (size_t m = 0; m < g->b[j].n_anchors && !found; m++)
                    found = g->b[j].anchors[m] == g->a[i].anchors[k];
            both += found;
        }
    }
    return all + both == 0 ? -1 : fmin(1.0, 2.0 * (double)both / fmax(1, (double)all));
}

/* A run of one side: its items, how many, the sums of them. */
struct side {
    const struct align_item *at;
    const struct sum *sums;
    size_t n;
};

static bool has_anchor(const struct side *s, uint32_t anchor)
{
    uint64_t bit = (uint64_t)1 << (anchor * 2654435761U >> 26);

    for (size_t i = 0; i < s->n; i++)
        for (size_t m = 0; m < s->at[i].n_anchors && (s->sums[i].bits & bit) != 0; m++)
            if (s->at[i].anchors[m] == anchor)
                return true;
    return false;
}

static bool shares_anchor(const struct align_item *x, const struct side *other)
{
    for (size_t k = 0; k < x->n_anchors; k++)
        if (has_anchor(other, x->anchors[k]))
            return true;
    return false;
}

/* Does rest hold two strong anchors of the other and at least half of them? */
static bool holds_the_anchors(const struct side *rest, const struct side *other)
{
    size_t strong = 0, held = 0;

    for (size_t i = 0; i < other->n; i++)
        for (size_t k = 0; k < other->at[i].n_anchors; k++) {
            if (other->at[i].anchors[k] % 2 != 0)
                continue;
            strong++;
            held += has_anchor(rest, other->at[i].anchors[k]);
        }
    return held >= 2 && held * 2 >= strong;
}

static double letters(const struct side *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sum += (double)s->at[i].length;
    return sum;
}

/* Does the first or last sentence of the longer side stand for nothing: it has no anchor on the other side, and the
   lengths fit better without it, or the rest says it all at a likely length?
   ratio: letters of the longer side per letter of the other. */
static bool stands_for_nothing(const struct side *longer, bool is_last, const struct side *other, double ratio)
{
    const struct align_item *x = &longer->at[is_last ? longer->n - 1 : 0];
    struct side rest = {longer->at + !is_last, longer->sums + !is_last, longer->n - 1};
    double want = ratio * letters(other), less = letters(&rest);

    if (shares_anchor(x, other))
        return false;
    return fabs(less - want) < fabs(less + (double)x->length - want) ||
           (less > 0.65 * want && (x->n_anchors > 0 || holds_the_anchors(&rest, other)));
}

static bool is_no_run(const struct grid *g, const struct shape *s, size_t a, size_t b)
{
    struct side x = {g->a + a, g->sum_a + a, s->n_a}, y = {g->b + b, g->sum_b + b, s->n_b};

    if (!g->sentences || x.n == y.n)
        return false;
    return x.n > y.n ? stands_for_nothing(&x, true, &y, 1 / g->ratio) || stands_for_nothing(&x, false, &y, 1 / g->ratio)
                     : stands_for_nothing(&y, true, &x, g->ratio) || stands_for_nothing(&y, false, &x, g->ratio);
}

/* Once it is sure to be above most, any cost above most. */
static double cost_of(const struct grid *g, const struct shape *s, size_t a, size_t b, double most)
{
    double la = 0, lb = 0, cost = s->cost;

    for (size_t i = a; i < a + s->n_a; i++)
        la += (double)g->a[i].length;
    for (size_t j = b; j < b + s->n_b; j++)
        lb += (double)g->b[j].length;
    if (s->n_a == 0 || s->n_b == 0)
        return cost;
    double z = fabs(lb - g->ratio * la) / sqrt(variance * (g->ratio * la + lb) / 2 + 1);
    /* A block that lost a sentence still stands for its block: one to one is never too costly for its length alone. */
    cost += fmin(z * z / 2, s->n_a == 1 && s->n_b == 1 ? 3 : 8);
    if (cost - anchor_weight * 0.55 > most)
        return INFINITY;
    double part = shared(g, a, s->n_a, b, s->n_b);
    if (part >= 0)
        cost += anchor_weight * (0.45 - part);
    for (size_t i = a; i < a + s->n_a; i++)
        for (size_t j = b; j < b + s->n_b; j++)
            if (g->a[i].group != g->b[j].group)
                cost += group_cost;
    return cost <= most && is_no_run(g, s, a, b) ? INFINITY : cost;
}

static double total(const struct align_item *x, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (double)x[i].length;
    return sum;
}

static bool in_band(const struct grid *g, size_t i, size_t j)
{
    double slope = g->n_a == 0 ? 0 : (double)i * (double)g->n_b / (double)g->n_a;
    double width = BAND + fabs((double)g->n_a - (double)g->n_b);

    return fabs((double)j - slope) <= width;
}

static enum status align_grid(struct grid g, struct align_pairs *ret_pairs)
{
    struct ctx *cx = g.cx;
    size_t n_a = g.n_a, n_b = g.n_b;
    size_t width = n_b + 1, cells = (n_a + 1) * width;
    struct align_pairs back = {0}, out = {0};

    if (n_a > 100000 || n_b > 100000 || cells > 100000000)
        return ctx_fail(cx, E_TOOBIG, "%zu and %zu pieces are too many to align", n_a, n_b);
    float *best = arena_alloc(cx->mem, cells * sizeof *best);
    uint8_t *from = arena_alloc(cx->mem, cells);
    for (size_t i = 0; i <= n_a; i++)
        for (size_t j = 0; j <= n_b; j++) {
            float *cell = &best[i * width + j];
            *cell = i + j == 0 ? 0 : INFINITY;
            for (size_t s = 0; s < N_SHAPES && in_band(&g, i, j); s++) {
                size_t da = shapes[s].n_a, db = shapes[s].n_b;
                if (i < da || j < db || isinf(best[(i - da) * width + j - db]))
                    continue;
                float so_far = best[(i - da) * width + j - db]; /* the rest may cost a little more than rounding */
                float c = so_far + (float)cost_of(&g, &shapes[s], i - da, j - db, *cell - so_far + 0.01);
                if (c < *cell) {
                    *cell = c;
                    from[i * width + j] = (uint8_t)s;
                }
            }
        }
    for (size_t i = n_a, j = n_b; i + j > 0;) {
        const struct shape *s = &shapes[from[i * width + j]];
        i -= s->n_a;
        j -= s->n_b;
        vec_push(cx->mem, &back, (struct align_pair){i, s->n_a, j, s->n_b, cost_of(&g, s, i, j, INFINITY)});
    }
    for (size_t k = back.n; k-- > 0;)
        vec_push(cx->mem, &out, back.at[k]);
    *ret_pairs = out;
    return OK;
}

enum status align_run(struct ctx *cx, const struct align_item *a, size_t n_a, const struct align_item *b, size_t n_b,
                      double ratio, struct align_pairs *ret_pairs)
{
    struct grid g = {cx, a, b, sums(cx, a, n_a), sums(cx, b, n_b), n_a, n_b, ratio > 0 ? ratio : 1, false};

    if (ratio <= 0 && n_a > 0 && n_b > 0)
        g.ratio = fmin(1.35, fmax(0.75, total(b, n_b) / fmax(1, total(a, n_a))));
    return align_grid(g, ret_pairs);
}

enum status align_sentence_run(struct ctx *cx, const struct align_item *a, size_t n_a, const struct align_item *b,
                               size_t n_b, double ratio, struct align_pairs *ret_pairs)
{
    return align_grid((struct grid){cx, a, b, sums(cx, a, n_a), sums(cx, b, n_b), n_a, n_b, ratio, true}, ret_pairs);
}
