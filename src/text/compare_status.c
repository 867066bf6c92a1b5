/* Done or still to come: the tense of a sentence against the original's. Part of compare.h.
   Vietnamese need not mark tense; there the year decides: a year before the one of writing is reported, a year that has
   just begun is planned, but for a sentence that opens with its day, as reports do ("Ngày 2/3/2026, ..."). */
#include "text/compare_private.h"
#include "text/tense.h"

static struct wordlist words_of(const struct compare_side *s, struct compare_range r)
{
    struct wordlist out = {0};

    for (size_t i = 0; i < s->words.n; i++)
        if (compare_inside(s->words.at[i].start, s->words.at[i].end, r)) {
            if (out.n == 0)
                out.at = &s->words.at[i];
            out.n++;
        }
    return out;
}

static enum status tense_in(const struct compare_pair *p, const struct compare_side *s, struct compare_range r,
                            struct tense *ret_t)
{
    return tense_of(p->cx, s->v->text, words_of(s, r), s->v->lang, ret_t);
}

/* Without a date: the first year that the original speaks of as to come, when it lies behind those it reports; else the
   year after the last one that it reports. */
static enum status guess_this_year(struct compare_pair *p)
{
    int reported = 0, planned = 0;

    for (size_t i = 0; i < p->a->segs.n_sentences; i++) {
        const struct sentence *q = &p->a->segs.sentences[i];
        int year = p->a->years[i];
        struct tense t;

        TRY(tense_in(p, p->a, (struct compare_range){q->start, q->end}, &t));
        if (year > 0 && t.n_done > 0 && t.n_future == 0 && year > reported)
            reported = year;
        if (year > 0 && t.n_future > 0 && t.n_done == 0 && (planned == 0 || year < planned))
            planned = year;
    }
    if (planned > reported) {
        p->this_year = planned;
        p->year_begins = true;
    } else if (reported > 0)
        p->this_year = reported + 1;
    return OK;
}

static struct compare_range mark_range(struct tense_mark m)
{
    return (struct compare_range){m.start, m.end};
}

/* Where the original says it: its own mark, else its first words. */
static struct compare_range where_said(const struct compare_pair *p, const struct compare_bead *bead,
                                       const struct tense *o)
{
    if (o->n_done > 0)
        return mark_range(o->done);
    if (o->n_future > 0)
        return mark_range(o->future);
    struct wordlist w = words_of(p->a, bead->a);
    size_t last = w.n < 8 ? w.n : 8;
    return last == 0 ? bead->a : (struct compare_range){w.at[0].start, w.at[last - 1].end};
}

/* What the original says of the time of a bead, with the year that holds there. */
struct said {
    struct tense t;
    bool plain; /* Vietnamese without any mark */
    bool past_year, coming_year;
};

/* Does the range itself name a year or period, not only a sentence before it, and is it no report of its first day? */
static bool speaks_of_its_year(const struct compare_side *s, struct compare_range r)
{
    bool named = false;

    for (size_t i = 0; i < s->figures.n; i++) {
        const struct figure *f = &s->figures.at[i];
        if (!compare_inside(f->start, f->end, r))
            continue;
        if (f->cls == FIGURE_DATE && f->start - r.start <= 16) /* "Sáng ngày 2/3/2026" */
            return false;
        named = named || f->cls == FIGURE_DATE || f->cls == FIGURE_YEAR || f->cls == FIGURE_PERIOD;
    }
    return named;
}

static struct said said_in(const struct compare_pair *p, const struct compare_bead *bead, const struct tense *o)
{
    int year = bead->a_n > 0 ? p->a->years[bead->a_first] : 0;
    bool known = year > 0 && p->this_year > 0;

    bool coming = known && p->year_begins && year >= p->this_year && speaks_of_its_year(p->a, bead->a);

    return (struct said){*o, p->a->v->lang == LANG_VI && o->n_done == 0 && o->n_future == 0,
                         known && year < p->this_year, coming};
}

static bool became_plan(const struct said *o, const struct tense *x)
{
    bool leads = x->n_done == 0 || (o->t.n_future == 0 && x->future.start < x->done.start); /* the main clause */

    bool reported = o->plain && o->past_year && !o->t.ongoing && !o->t.later;

    return leads && x->n_future > 0 && ((o->t.n_done > 0 && x->n_future > o->t.n_future) || reported);
}

static bool became_done(const struct said *o, const struct tense *x)
{
    if (x->n_future > 0 || x->n_done == 0)
        return false;
    if (o->t.n_done > 0) /* "đã … và sẽ …" became "have … and opened" */
        return o->t.promised && !x->present && !x->ongoing;
    bool under_way = o->plain && o->t.ongoing && !x->ongoing && !(o->past_year && x->main_past);
    return o->t.n_future > 0 || (o->plain && o->coming_year && !o->t.ongoing && !o->t.later) || under_way;
}

/* The sentences of the other side one by one: "sẽ tổ chức … với sự tham gia" may be two, and only the first wrong. */
static enum status check_each(struct compare_pair *p, const struct compare_bead *bead, const struct said *o)
{
    for (size_t i = bead->b_first; i < bead->b_first + bead->b_n; i++) {
        const struct sentence *q = &p->b->segs.sentences[i];
        struct tense x;

        TRY(tense_in(p, p->b, (struct compare_range){q->start, q->end}, &x));
        if (o->t.promised && !x.present && became_done(o, &x)) {
            compare_add(p, MESSAGE_DONE, where_said(p, bead, &o->t), mark_range(x.done), NULL);
            break;
        }
    }
    return OK;
}

static enum status check(struct compare_pair *p, const struct compare_bead *bead)
{
    struct tense t, x;

    TRY(tense_in(p, p->a, bead->a, &t));
    TRY(tense_in(p, p->b, bead->b, &x));
    struct said o = said_in(p, bead, &t);
    if (became_plan(&o, &x))
        compare_add(p, MESSAGE_PLANNED, where_said(p, bead, &t), mark_range(x.future), NULL);
    else if (became_done(&o, &x))
        compare_add(p, MESSAGE_DONE, t.n_done > 0 ? mark_range(t.future) : where_said(p, bead, &t),
                    mark_range(t.n_done > 0 ? x.last_done : x.done), NULL);
    else if (bead->a_n == 1 && bead->b_n > 1)
        TRY(check_each(p, bead, &o));
    return OK;
}

enum status compare_status(struct compare_pair *p)
{
    if (p->this_year == 0)
        TRY(guess_this_year(p));
    for (size_t i = 0; i < p->beads.n; i++) {
        const struct compare_bead *bead = &p->beads.at[i];

        if (bead->a_n > 0 && bead->b_n > 0 && !bead->heading)
            TRY(check(p, bead));
    }
    return OK;
}
