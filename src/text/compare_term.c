/* The term base over two versions, by the five rules at the head of definitions/terms.yaml. Part of compare.h. */
#include <string.h>

#include "text/compare_private.h"

static bool raised(const struct compare_side *s, struct compare_range r, uint32_t term, struct compare_range *ret_where)
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

static void check_hit(struct compare_pair *p, const struct term_hit *bad)
{
    const struct term *t = &p->data->terms->at[bad->term];
    const struct term_avoid *a = &t->avoid[p->b->v->lang].at[bad->avoid];
    struct compare_range where;

    for (size_t i = 0; i < p->beads.n; i++) {
        const struct compare_bead *bead = &p->beads.at[i];
        if (!compare_inside(bad->start, bad->end, bead->b) || !raised(p->a, bead->a, bad->term, &where))
            continue;
        if (excused(p, bead, bad))
            continue;
        struct compare_range words = {bad->start, end_of_word(p->b, bad->end)};
        struct finding *f = compare_add(p, MESSAGE_TERM, where, words, arena_strndup(p->cx->mem, a->why.p, a->why.n));
        f->cls = a->cls;
        f->rule = rule_of(a->rule);
        return;
    }
}

enum status compare_terms(struct compare_pair *p)
{
    if (p->data->terms == NULL)
        return OK;
    for (size_t i = 0; i < p->b->avoid.n; i++)
        check_hit(p, &p->b->avoid.at[i]);
    return OK;
}
