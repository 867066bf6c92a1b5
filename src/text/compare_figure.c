/* Figures of two versions: number, scale, bound, unit, direction, date, period. Part of compare.h.
   Equal figures are taken out block by block first, so order, merged and split sentences do not matter; what is left
   over on both sides is paired inside the sentences that stand for each other. */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/compare_private.h"

struct lists {
    struct compare_pair *p;
    size_t *a, *b; /* numbers of the figures in the block */
    size_t n_a, n_b;
    bool *a_done, *b_done; /* by place in a and b */
};

static const struct figure *fig_a(const struct lists *l, size_t i)
{
    return &l->p->a->figures.at[l->a[i]];
}
static const struct figure *fig_b(const struct lists *l, size_t i)
{
    return &l->p->b->figures.at[l->b[i]];
}

static bool is_time(const struct figure *f)
{
    return f->cls == FIGURE_YEAR || f->cls == FIGURE_DATE || f->cls == FIGURE_PERIOD;
}

/* The number that is printed: the low bound, or the high one of "nearly 40". */
static struct decimal said(const struct figure *f)
{
    return f->has_low ? f->low : f->high;
}

static bool same_decimal(bool has_x, struct decimal x, bool has_y, struct decimal y)
{
    return has_x == has_y && (!has_x || decimal_cmp(x, y) == 0);
}

/* "more than ten" for hàng chục: of words for an order of magnitude the strictness says nothing. */
static bool is_order_word(const struct figure *f)
{
    return f->rule != NULL && strncmp(f->rule, "quantity.", 9) == 0;
}

static bool same_bounds(struct compare_pair *p, const struct figure *x, const struct figure *y)
{
    bool about = x->approx == y->approx || compare_is_estimate(p->a, x) || compare_is_estimate(p->b, y);
    bool same_low = !x->has_low || x->low_strict == y->low_strict;
    bool same_high = !x->has_high || x->high_strict == y->high_strict;

    return ((same_low && same_high) || is_order_word(x) || is_order_word(y)) && same_decimal(x->has_low, x->low,
                                                                                             y->has_low, y->low) &&
           same_decimal(x->has_high, x->high, y->has_high, y->high) && about;
}

static const char *time_text(struct ctx *cx, const struct figure *f)
{
    return f->value != NULL ? f->value : decimal_text(cx->mem, said(f));
}

/* "quý II" has its year from elsewhere in the text: a changed year is found there, once. */
static bool says_year(const struct compare_side *s, const struct figure *f)
{
    size_t digits = 0;

    for (size_t i = f->start; i < f->end; i++) {
        digits = s->v->text.p[i] >= '0' && s->v->text.p[i] <= '9' ? digits + 1 : 0;
        if (digits == 4)
            return true;
    }
    return false;
}

/* The value without its years: "2025-04-01/2025-06-30" becomes "-04-01/-06-30". */
static const char *without_years(struct ctx *cx, const char *value)
{
    struct buf b;

    buf_init(&b, cx->mem, 256);
    for (const char *p = value; *p != 0; p++) {
        if ((p == value || p[-1] == '/') && strlen(p) > 4 && p[4] == '-')
            p += 4;
        buf_byte(&b, *p);
    }
    return buf_status(&b) == OK ? b.p : value;
}

/* "--08-15" agrees with "2024-08-15". */
static bool same_time(struct compare_pair *pair, const struct figure *x, const struct figure *y)
{
    struct ctx *cx = pair->cx;
    const char *p = time_text(cx, x), *q = time_text(cx, y);

    if (x->value != NULL && y->value != NULL && !(says_year(pair->a, x) && says_year(pair->b, y)) && p[0] != '-' &&
        q[0] != '-') {
        p = without_years(cx, p);
        q = without_years(cx, q);
    }

    if (strcmp(p, q) == 0)
        return true;
    if (strncmp(p, "--", 2) == 0 && strlen(q) >= 10)
        return strcmp(p + 2, q + 5) == 0;
    if (strncmp(q, "--", 2) == 0 && strlen(p) >= 10)
        return strcmp(q + 2, p + 5) == 0;
    return false;
}

static bool is_money(const struct figure *f)
{
    return f->cls == FIGURE_MONEY;
}

static bool is_share(const struct figure *f)
{
    return f->cls == FIGURE_PERCENT || f->cls == FIGURE_FRACTION;
}

/* Same value, same kind of value; unit and direction are looked at afterwards. */
static bool equal(struct compare_pair *p, const struct figure *x, const struct figure *y)
{
    if (is_time(x) != is_time(y)) /* a year that one language's spotter took for a count: "2025 marks a shift" */
        return ((x->cls == FIGURE_YEAR || y->cls == FIGURE_YEAR) && same_bounds(p, x, y)) || compare_same_months(x, y);
    if (is_time(x))
        return same_time(p, x, y);
    return same_bounds(p, x, y) ||
           (decimal_cmp(said(x), said(y)) == 0 && compare_is_throughout(p->a, x, p->b, y));
}

static struct compare_range span(const struct figure *f)
{
    return (struct compare_range){f->start, f->end};
}

/* The noun in the text where the spotter found the figure's unit; the longest one there, so that "hộ chiếu" is no
   "hộ". SIZE_MAX when it is none of ours. */
static size_t concept_at(const struct compare_side *s, const struct word *w)
{
    for (size_t i = 0; i < s->concepts.n; i++)
        if (s->concepts.at[i].start <= w->start && w->end <= s->concepts.at[i].end)
            return s->concepts.at[i].concept;
    return SIZE_MAX;
}

/* The concept that a figure counts: its unit is looked for among the words behind it, then before it. */
static size_t concept_near(struct compare_pair *p, const struct compare_side *s, const struct figure *f)
{
    enum { NEAR_BYTES = 60 };
    struct wordlist unit;

    if (p->data->concepts == NULL || is_money(f) || is_share(f) || is_time(f) || f->unit.n == 0 ||
        phrase_words(p->cx, f->unit, s->v->lang, &unit) != OK || unit.n == 0)
        return SIZE_MAX;
    const struct word *before = NULL;
    for (size_t i = compare_word_at(s, f->start > NEAR_BYTES ? f->start - NEAR_BYTES : 0);
         i < s->words.n && s->words.at[i].start < f->end + NEAR_BYTES; i++) {
        const struct word *w = &s->words.at[i];
        bool next = w->start >= f->end && w->start <= f->end + 1; /* "300 m2", of which the unit is m */
        if (!str_eq(w->low, unit.at[0].low) && !(next && str_starts(w->low, "m") && str_starts(unit.at[0].low, "m")))
            continue;
        if (w->start >= f->end)
            return concept_at(s, w);
        if (w->start + NEAR_BYTES > f->start)
            before = w;
    }
    return before == NULL ? SIZE_MAX : concept_at(s, before);
}

static bool concept_in(const struct compare_pair *p, const struct compare_side *s, struct compare_range r,
                       size_t concept)
{
    for (size_t i = 0; i < s->concepts.n; i++)
        if (compare_inside(s->concepts.at[i].start, s->concepts.at[i].end, r) &&
            concept_agrees(p->data->concepts, s->concepts.at[i].concept, concept))
            return true;
    return false;
}

/* Another noun was counted: only when neither block has the other's noun, for spotters may pick different heads of one
   phrase. A measure word ("cặp") must not get lost either. */
static void check_noun(struct lists *l, size_t i, size_t j, struct compare_range a_block,
                       struct compare_range b_block)
{
    struct compare_pair *p = l->p;
    const struct figure *x = fig_a(l, i), *y = fig_b(l, j);
    size_t cx = concept_near(p, p->a, x), cy = concept_near(p, p->b, y);

    if (x->cls == FIGURE_ORDINAL || y->cls == FIGURE_ORDINAL) /* "30 năm" is the 30th anniversary */
        return;
    bool agree = cx != SIZE_MAX && cy != SIZE_MAX && concept_agrees(p->data->concepts, cx, cy);
    if (cx == SIZE_MAX || agree || concept_in(p, p->b, b_block, cx))
        return;
    const struct concept *c = &p->data->concepts->at[cx], *d = cy == SIZE_MAX ? NULL : &p->data->concepts->at[cy];
    const char *id = arena_strndup(p->cx->mem, c->id.p, c->id.n);
    if (c->kind == CONCEPT_MEASURE && (d == NULL || d->kind != CONCEPT_MEASURE))
        compare_add(p, MESSAGE_UNIT_LOST, span(x), span(y), id);
    else if (d != NULL && c->kind == d->kind && !concept_in(p, p->a, a_block, cy))
        compare_add(p, MESSAGE_UNIT, span(x), span(y), id);
}

/* Equal in number: is it the same thing that was counted, paid, grown? */
static void check_unit(struct lists *l, size_t i, size_t j, struct compare_range a_block,
                       struct compare_range b_block)
{
    struct compare_pair *p = l->p;
    const struct figure *x = fig_a(l, i), *y = fig_b(l, j);

    if (is_time(x) || is_time(y))
        return;
    int up = compare_direction(p->a, x), there = compare_direction(p->b, y);
    if (up != 0 && there != 0 && up != there) {
        compare_add(p, MESSAGE_DIRECTION, span(x), span(y), NULL);
        return;
    }
    if (is_money(x) && is_money(y)) {
        if (x->unit.n > 0 && y->unit.n > 0 && !str_eq(x->unit, y->unit))
            compare_add(p, MESSAGE_UNIT, span(x), span(y), NULL);
        return;
    }
    if (is_money(x) != is_money(y) || (x->cls == FIGURE_PERCENT) != (y->cls == FIGURE_PERCENT)) {
        if (is_money(x) || x->cls == FIGURE_PERCENT || is_money(y) || y->cls == FIGURE_PERCENT)
            compare_add(p, MESSAGE_UNIT, span(x), span(y), NULL);
        return;
    }
    check_noun(l, i, j, a_block, b_block);
}

/* How a year or date is tied in: "in 2026", "by 2026", or anything else ("since", "of", "as of", none). */
enum tie { TIE_OTHER, TIE_IN, TIE_BY };

static bool is_any(struct str w, const char *list)
{
    struct str rest = str_of(list), one;

    while (str_next(&rest, ' ', &one))
        if (str_eq(one, w))
            return true;
    return false;
}

static struct str small(struct compare_pair *p, const struct compare_side *s, size_t i)
{
    struct str w = str_sub(s->v->text, s->words.at[i].start, s->words.at[i].end);
    char *copy = arena_strndup(p->cx->mem, w.p, w.n);

    if (w.n > 0 && copy[0] >= 'A' && copy[0] <= 'Z')
        copy[0] = (char)(copy[0] + 32);
    if (w.n > 1 && copy[0] == '\xC4' && copy[1] == '\x90') /* Đến */
        copy[1] = '\x91';
    return (struct str){copy, w.n};
}

/* Looks back from the figure's number over words that only lead to it ("the end of", "hết năm"). *ret_from: where the
   tying word begins. */
static enum tie tie_of(struct compare_pair *p, const struct compare_side *s, const struct figure *f, size_t *ret_from)
{
    static const char *const lead =
        "năm tháng ngày hết cuối the end of year Ende ende des jahres Jahres Jahr jahr dem zum";
    static const char *const by = "bis by until till before vor spätestens đến tới trước";
    static const char *const in = "in im năm trong vào during throughout Jahr jahr Jahre";
    size_t last = s->words.n;
    bool plain = false;

    *ret_from = f->start;
    for (size_t i = 0; i < s->words.n && s->words.at[i].start < f->end; i++)
        last = i;
    for (size_t i = last; last < s->words.n; i--) {
        struct str w = small(p, s, i), gap = str_of(NULL);
        if (i < last && s->words.at[i + 1].start <= f->start)
            gap = str_sub(s->v->text, s->words.at[i].end, s->words.at[i + 1].start);
        if (gap.n > 1) /* a comma or a stop lies between */
            break;
        bool digit = w.p[0] >= '0' && w.p[0] <= '9';
        if (is_any(w, by)) {
            bool as_of = i > 0 && is_any(small(p, s, i - 1), "tính kể từ");
            *ret_from = s->words.at[i].start < f->start ? s->words.at[i].start : f->start;
            return as_of ? TIE_OTHER : TIE_BY;
        }
        plain = plain || is_any(w, in);
        if (!digit && !is_any(w, lead) && s->words.at[i].start < f->start)
            return plain ? TIE_IN : TIE_OTHER;
        if (i == 0)
            break;
    }
    return plain || s->v->lang == LANG_DE ? TIE_IN : TIE_OTHER; /* "2026 eröffnet die Stadt …" */
}

static bool is_range(const struct figure *f)
{
    return f->value != NULL && strchr(f->value, '/') != NULL;
}

/* "năm 2026" is a year of work, "bis 2026" a deadline. Other ties shade into each other between languages. */
static void check_tie(struct lists *l, size_t i, size_t j)
{
    const struct figure *x = fig_a(l, i), *y = fig_b(l, j);
    size_t x_from, y_from;

    if (!is_time(x) || !is_time(y) || is_range(x) || is_range(y))
        return;
    enum tie tx = tie_of(l->p, l->p->a, x, &x_from), ty = tie_of(l->p, l->p->b, y, &y_from);
    if ((tx == TIE_BY && ty == TIE_IN) || (tx == TIE_IN && ty == TIE_BY))
        compare_add(l->p, MESSAGE_DEADLINE, (struct compare_range){x_from, x->end},
                    (struct compare_range){y_from, y->end}, NULL);
}

static size_t bead_of(const struct compare_pair *p, size_t at, bool in_a)
{
    for (size_t i = 0; i < p->beads.n; i++) {
        struct compare_range r = in_a ? p->beads.at[i].a : p->beads.at[i].b;
        if (at >= r.start && at < r.end)
            return i;
    }
    return SIZE_MAX;
}

/* Takes out what is equal: first inside the same sentences, then anywhere in the block. */
static void match_equal(struct lists *l, struct compare_range a_block, struct compare_range b_block)
{
    for (int pass = 0; pass < 4; pass++)
        for (size_t i = 0; i < l->n_a; i++)
            for (size_t j = 0; j < l->n_b && !l->a_done[i]; j++) {
                const struct figure *x = fig_a(l, i), *y = fig_b(l, j);
                if (l->b_done[j] || !equal(l->p, x, y))
                    continue;
                bool together = bead_of(l->p, x->start, true) == bead_of(l->p, y->start, false);
                if ((pass < 2 && !together) || (pass % 2 == 0 && x->cls != y->cls))
                    continue;
                l->a_done[i] = l->b_done[j] = true;
                l->p->figure_equal[l->a[i]] = true;
                check_unit(l, i, j, a_block, b_block);
                check_tie(l, i, j);
            }
}

static bool power_of_ten_apart(struct decimal x, struct decimal y)
{
    if (x.n == 0 || y.n == 0)
        return false;
    if (decimal_cmp(x, y) > 0)
        return power_of_ten_apart(y, x);
    const int128 most = ((int128)1 << 126) / 10;
    for (int k = 1; k <= 12 && x.n <= most; k++) {
        x.n *= 10;
        if (decimal_cmp(x, y) == 0)
            return true;
    }
    return false;
}

static enum compare_message difference(const struct figure *x, const struct figure *y)
{
    if (is_time(x))
        return x->cls == FIGURE_DATE || y->cls == FIGURE_DATE ? MESSAGE_DATE : MESSAGE_PERIOD;
    struct decimal m = said(x), n = said(y);
    bool low = x->has_low && y->has_low && decimal_cmp(x->low, y->low) == 0;
    bool high = x->has_high && y->has_high && decimal_cmp(x->high, y->high) == 0;
    if (decimal_cmp(m, n) == 0 || ((low || high) && !(x->has_low && x->has_high && y->has_low && y->has_high)))
        return MESSAGE_BOUND;
    return power_of_ten_apart(m, n) ? MESSAGE_SCALE : MESSAGE_NUMBER;
}

/* Small counts may hide in "both", "a", "once", "half"; years may be left to the sentence before. */
static bool may_be_silent(const struct figure *f)
{
    if (is_time(f))
        return true;
    return f->cls == FIGURE_FRACTION || f->cls == FIGURE_ORDINAL || decimal_cmp(said(f), decimal_of(2)) <= 0;
}

/* How well two unequal figures fit as "the same place in the sentence"; smaller is better, negative is no fit. */
static int misfit(struct lists *l, size_t i, size_t j)
{
    const struct figure *x = fig_a(l, i), *y = fig_b(l, j);

    if (is_time(x) != is_time(y) || bead_of(l->p, x->start, true) != bead_of(l->p, y->start, false))
        return -1;
    if ((x->cls == FIGURE_ORDINAL) != (y->cls == FIGURE_ORDINAL) && (may_be_silent(x) || may_be_silent(y)))
        return -1;
    enum compare_message m = difference(x, y);
    size_t cx_ = concept_near(l->p, l->p->a, x), cy = concept_near(l->p, l->p->b, y);
    bool other_thing = cx_ != SIZE_MAX && cy != SIZE_MAX && !concept_agrees(l->p->data->concepts, cx_, cy);
    int cost = m == MESSAGE_BOUND ? 0 : m == MESSAGE_SCALE ? 10 : 20;

    if (!is_time(x) && is_money(x) != is_money(y))
        cost += 30;
    if (!is_time(x) && (x->cls == FIGURE_PERCENT) != (y->cls == FIGURE_PERCENT))
        cost += 30;
    if (x->cls == FIGURE_ORDINAL || y->cls == FIGURE_ORDINAL)
        cost += x->cls == y->cls ? 0 : 20;
    return cost + (other_thing ? 15 : 0) + (i > j ? (int)(i - j) : (int)(j - i));
}

static void match_unequal(struct lists *l)
{
    for (;;) {
        int best = 60;
        size_t bi = 0, bj = 0;
        for (size_t i = 0; i < l->n_a; i++)
            for (size_t j = 0; j < l->n_b && !l->a_done[i]; j++) {
                int m = l->b_done[j] ? -1 : misfit(l, i, j);
                if (m >= 0 && m < best) {
                    best = m;
                    bi = i;
                    bj = j;
                }
            }
        if (best == 60)
            return;
        l->a_done[bi] = l->b_done[bj] = true;
        const struct figure *x = fig_a(l, bi), *y = fig_b(l, bj);
        compare_add(l->p, difference(x, y), span(x), span(y), NULL);
    }
}

/* Two years against one span of years, and the other way round: "từ năm 2021 đến năm 2025" for 2021–2025. */
static void match_spans(struct lists *l)
{
    for (size_t i = 0; i < l->n_a; i++)
        for (size_t j = 0; j < l->n_b; j++) {
            const struct figure *x = fig_a(l, i), *y = fig_b(l, j);
            if (l->a_done[i] == l->b_done[j] || !is_time(x) || !is_time(y) || is_range(x) == is_range(y))
                continue;
            const char *range = is_range(x) ? x->value : y->value;
            const char *one = time_text(l->p->cx, is_range(x) ? y : x);
            if (strstr(range, one) == NULL)
                continue;
            l->a_done[i] = l->b_done[j] = true;
        }
}

/* Takes out what the other side says in words or digits that its spotter left alone. */
static void match_unspotted(struct lists *l, struct compare_range a_block, struct compare_range b_block)
{
    struct compare_pair *p = l->p;

    for (size_t i = 0; i < l->n_a; i++)
        if (!l->a_done[i] && !is_time(fig_a(l, i)) && compare_unspotted(p->b, b_block, fig_a(l, i), p->a))
            p->figure_equal[l->a[i]] = l->a_done[i] = true;
    for (size_t j = 0; j < l->n_b; j++)
        if (!l->b_done[j] && !is_time(fig_b(l, j)))
            l->b_done[j] = compare_unspotted(p->a, a_block, fig_b(l, j), p->b);
}

/* "ngày 4 và 5/11/2025" against "4." and "5. November 2025": the day before the last goes with it. */
static void match_day_lists(struct lists *l)
{
    for (size_t i = 0; i < l->n_a; i++)
        for (size_t j = 0; j < l->n_b; j++) {
            const struct figure *x = fig_a(l, i), *y = fig_b(l, j);
            long day = 0;
            bool in_b = compare_last_day(x, y, &day);
            if (l->a_done[i] || l->b_done[j] || !(in_b || compare_last_day(y, x, &day)))
                continue;
            size_t n = in_b ? l->n_b : l->n_a;
            bool *done = in_b ? l->b_done : l->a_done;
            for (size_t k = 0; k < n; k++) {
                const struct figure *d = in_b ? fig_b(l, k) : fig_a(l, k);
                if (done[k] || is_time(d) || !d->has_low || decimal_cmp(d->low, decimal_of(day)) != 0)
                    continue;
                done[k] = l->a_done[i] = l->b_done[j] = true;
                l->p->figure_equal[l->a[i]] = true;
                break;
            }
        }
}

/* "31 November 2025" for 30/11/2025: the number and the month together stand for the day. */
static void match_no_days(struct lists *l)
{
    for (size_t i = 0; i < l->n_a; i++)
        for (size_t j = 0; j + 1 < l->n_b; j++) {
            const struct figure *x = fig_a(l, i), *n = fig_b(l, j), *month = fig_b(l, j + 1);
            if (l->a_done[i] || l->b_done[j] || l->b_done[j + 1] || x->cls != FIGURE_DATE ||
                !compare_is_day_of(n, month) || bead_of(l->p, x->start, true) != bead_of(l->p, n->start, false))
                continue;
            l->a_done[i] = l->b_done[j] = l->b_done[j + 1] = true;
            compare_add(l->p, MESSAGE_DATE, span(x), (struct compare_range){n->start, month->end}, NULL);
        }
}

static bool is_two(const struct figure *f)
{
    return f->cls == FIGURE_CARDINAL && decimal_cmp(said(f), decimal_of(2)) == 0;
}

/* "die beiden Grenzlinien": two, in a word that the spotter does not count. */
static bool says_both(const struct compare_side *s, struct compare_range r)
{
    for (size_t i = 0; i < s->words.n; i++) {
        const struct word *w = &s->words.at[i];
        if (compare_inside(w->start, w->end, r) && (str_starts(w->low, "beide") || str_is(w->low, "both")))
            return true;
    }
    return false;
}

static bool same_value_in(struct compare_pair *p, const struct compare_side *s, struct compare_range r,
                          const struct figure *f)
{
    for (size_t i = 0; i < s->figures.n; i++) {
        const struct figure *o = &s->figures.at[i];
        if (compare_inside(o->start, o->end, r) && (s == p->b ? equal(p, f, o) : equal(p, o, f)))
            return true;
    }
    return false;
}

static void report_left(struct lists *l, struct compare_range a_block, struct compare_range b_block)
{
    struct compare_pair *p = l->p;

    for (size_t i = 0; i < l->n_a; i++) {
        const struct figure *x = fig_a(l, i);
        size_t bead = bead_of(p, x->start, true);
        bool here = bead != SIZE_MAX && p->beads.at[bead].b_n > 0;
        if (!l->a_done[i] && is_two(x) && says_both(p->b, b_block))
            p->figure_equal[l->a[i]] = l->a_done[i] = true;
        if (l->a_done[i] || !here || may_be_silent(x) || same_value_in(p, p->b, b_block, x))
            continue;
        compare_add(p, MESSAGE_NUMBER_LOST, span(x), (struct compare_range){0, 0}, NULL);
    }
    for (size_t j = 0; j < l->n_b; j++) {
        const struct figure *y = fig_b(l, j);
        size_t bead = bead_of(p, y->start, false);
        bool here = bead != SIZE_MAX && p->beads.at[bead].a_n > 0;
        if (l->b_done[j] || !here || may_be_silent(y) || same_value_in(p, p->a, a_block, y))
            continue;
        compare_add(p, MESSAGE_NUMBER_NEW, (struct compare_range){0, 0}, span(y), NULL);
    }
}

static size_t collect(const struct compare_side *s, struct compare_range r, size_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < s->figures.n; i++)
        if (compare_inside(s->figures.at[i].start, s->figures.at[i].end, r))
            out[n++] = i;
    return n;
}

static void compare_block(struct compare_pair *p, const struct compare_bead *bead)
{
    struct lists l = {.p = p};
    struct arena *mem = p->cx->mem;

    l.a = arena_alloc(mem, (p->a->figures.n + 1) * sizeof *l.a);
    l.b = arena_alloc(mem, (p->b->figures.n + 1) * sizeof *l.b);
    l.n_a = collect(p->a, bead->a_block, l.a);
    l.n_b = collect(p->b, bead->b_block, l.b);
    l.a_done = arena_alloc(mem, l.n_a + 1);
    l.b_done = arena_alloc(mem, l.n_b + 1);
    match_equal(&l, bead->a_block, bead->b_block);
    match_spans(&l);
    match_day_lists(&l);
    match_unspotted(&l, bead->a_block, bead->b_block);
    match_no_days(&l);
    match_unequal(&l);
    report_left(&l, bead->a_block, bead->b_block);
}

enum status compare_figures(struct compare_pair *p)
{
    for (size_t i = 0; i < p->beads.n; i++) {
        const struct compare_bead *b = &p->beads.at[i];
        bool first = i == 0 || p->beads.at[i - 1].a_block.start != b->a_block.start ||
                     p->beads.at[i - 1].b_block.start != b->b_block.start;
        if (first && b->a_block.end > 0 && b->b_block.end > 0)
            compare_block(p, b);
    }
    return OK;
}
