/* The term base over two versions, by the five rules at the head of definitions/terms.yaml. Part of compare.h. */
#include <string.h>

#include "text/compare_private.h"

static bool raised(const struct compare_side *s, struct compare_range r, uint32_t term,
                   struct compare_range *ret_where)
{
    for (size_t i = 0; i < s->use.n; i++) {
        const struct term_hit *h = &s->use.at[i];
        if (h->term == term && compare_inside(h->start, h->end, r)) {
            *ret_where = (struct compare_range){h->start, h->end};
            return true;
        }
    }
    return false;
}

/* Rules 3 and 4: the words lie inside an approved form of an entry that the same sentence of the original raises. */
static bool excused(const struct compare_pair *p, const struct compare_bead *bead, const struct term_hit *bad)
{
    struct compare_range where;

    for (size_t i = 0; i < p->b->use.n; i++) {
        const struct term_hit *h = &p->b->use.at[i];
        if (h->start < bad->end && bad->start < h->end && h->start <= bad->start && h->end + 2 >= bad->end &&
            raised(p->a, bead->a, h->term, &where))
            return true;
    }
    return false;
}

static enum compare_rule rule_of(struct str name)
{
    for (int r = 0; r < COMPARE__MAX; r++)
        if (str_is(name, compare_rule_name((enum compare_rule)r)))
            return (enum compare_rule)r;
    return COMPARE_TERM;
}

/* The whole last word: "außenpolitisch" was found in "außenpolitischer". */
static size_t end_of_word(const struct compare_side *s, size_t end)
{
    for (size_t i = 0; i < s->words.n; i++)
        if (s->words.at[i].start < end && end <= s->words.at[i].end)
            return s->words.at[i].end;
    return end;
}

/* How far the two lie apart, each measured as a share of its own sentence: renderings keep their place, roughly. */
static double shift(const struct compare_bead *bead, struct compare_range a, struct compare_range b)
{
    double x = (double)(a.start - bead->a.start) / (double)(bead->a.end - bead->a.start);
    double y = (double)(b.start - bead->b.start) / (double)(bead->b.end - bead->b.start);

    return x > y ? x - y : y - x;
}

/* One avoided text that the original raises; of several entries the worse class, the longer text, the nearer source. */
struct fault {
    const struct term_avoid *avoid;
    struct compare_range a, b;
    double shift;
};

static bool worse(const struct fault *x, const struct fault *y)
{
    if (x->avoid->cls != y->avoid->cls)
        return x->avoid->cls < y->avoid->cls;
    if (x->b.end - x->b.start != y->b.end - y->b.start)
        return x->b.end - x->b.start > y->b.end - y->b.start;
    return x->shift < y->shift;
}

static bool find_fault(struct compare_pair *p, const struct compare_bead *bead, const struct term_hit *bad,
                       struct fault *ret_f)
{
    const struct term *t = &p->data->terms->at[bad->term];
    struct fault best = {0};

    for (size_t i = 0; i < p->a->use.n; i++) {
        const struct term_hit *h = &p->a->use.at[i];
        if (h->term != bad->term || !compare_inside(h->start, h->end, bead->a))
            continue;
        struct fault f = {&t->avoid[p->b->v->lang].at[bad->avoid], {h->start, h->end},
                          {bad->start, end_of_word(p->b, bad->end)}, 0};
        f.shift = shift(bead, f.a, f.b);
        if (best.avoid == NULL || worse(&f, &best))
            best = f;
    }
    *ret_f = best;
    return best.avoid != NULL;
}

static void check_bead(struct compare_pair *p, const struct compare_bead *bead)
{
    struct faults {
        VEC(struct fault);
    } faults = {0};
    struct fault f;

    for (size_t i = 0; i < p->b->avoid.n; i++) {
        const struct term_hit *bad = &p->b->avoid.at[i];
        if (!compare_inside(bad->start, bad->end, bead->b) || !find_fault(p, bead, bad, &f) || excused(p, bead, bad))
            continue;
        size_t k = 0;
        while (k < faults.n && (faults.at[k].b.end <= f.b.start || f.b.end <= faults.at[k].b.start))
            k++;
        if (k == faults.n)
            vec_push(p->cx->mem, &faults, f);
        else if (worse(&f, &faults.at[k]))
            faults.at[k] = f;
    }
    for (size_t k = 0; k < faults.n; k++) {
        const struct fault *x = &faults.at[k];
        bool same = str_eq(compare_words_at(p->a, x->a), compare_words_at(p->b, x->b));
        struct finding *out = compare_add(p, same ? MESSAGE_TERM_SAME : MESSAGE_TERM, x->a, x->b,
                                          arena_strndup(p->cx->mem, x->avoid->why.p, x->avoid->why.n));
        out->cls = x->avoid->cls;
        out->rule = rule_of(x->avoid->rule);
    }
}

enum status compare_terms(struct compare_pair *p)
{
    if (p->data->terms == NULL)
        return OK;
    for (size_t i = 0; i < p->beads.n; i++)
        if (p->beads.at[i].a_n > 0 && p->beads.at[i].b_n > 0)
            check_bead(p, &p->beads.at[i]);
    return OK;
}
