/* See compare.h. Prepares each version, aligns blocks and then sentences, lets each family of rules speak, sorts.
   The rules are in compare_figure.c, compare_term.c, compare_name.c, compare_status.c and compare_meta.c. */
#include "text/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "text/align.h"
#include "text/compare_private.h"
#include "text/segment_private.h"

enum status compare_load(struct ctx *cx, struct str terms, struct str places, struct str concepts,
                         struct compare_data *ret_data)
{
    struct term_base *t = arena_new_of(cx->mem, struct term_base);
    struct name_base *n = arena_new_of(cx->mem, struct name_base);
    struct concept_base *c = arena_new_of(cx->mem, struct concept_base);

    if (terms.n > 0)
        TRY(term_load(cx, terms, t));
    if (places.n > 0)
        TRY(name_load(cx, places, n));
    if (concepts.n > 0)
        TRY(concept_load(cx, concepts, c));
    *ret_data = (struct compare_data){terms.n > 0 ? t : NULL, places.n > 0 ? n : NULL, concepts.n > 0 ? c : NULL};
    return OK;
}

static int year_of(const struct figure *f)
{
    if (f->cls == FIGURE_YEAR && f->has_low && f->low.scale == 0 && f->low.n < 3000)
        return (int)f->low.n;
    if ((f->cls != FIGURE_DATE && f->cls != FIGURE_PERIOD) || f->value == NULL || f->value[0] == '-')
        return 0;
    return (int)strtol(f->value, NULL, 10);
}

/* The year that holds in each sentence: the first one that it names, else that of the sentence before in its block. */
static void find_years(struct ctx *cx, struct compare_side *s)
{
    size_t k = 0;

    s->years = arena_alloc(cx->mem, (s->segs.n_sentences + 1) * sizeof *s->years);
    for (size_t i = 0; i < s->segs.n_sentences; i++) {
        const struct sentence *q = &s->segs.sentences[i];
        int year = 0;

        while (k < s->figures.n && s->figures.at[k].start < q->start)
            k++;
        for (size_t j = k; j < s->figures.n && s->figures.at[j].start < q->end && year == 0; j++)
            year = year_of(&s->figures.at[j]);
        if (year == 0 && i > 0 && s->segs.sentences[i - 1].block == q->block)
            year = s->years[i - 1];
        s->years[i] = year;
    }
}

/* Places, but for those in a currency: "US-Dollar", "đô la Úc". */
static enum status find_places(struct ctx *cx, const struct compare_version *v, const struct name_base *names,
                               struct compare_side *s)
{
    struct name_hits all;
    size_t k = 0;

    TRY(name_find(cx, names, v->lang, v->text, s->words, &all));
    for (size_t i = 0; i < all.n; i++) {
        while (k < s->figures.n && s->figures.at[k].end <= all.at[i].start)
            k++;
        const struct figure *f = k < s->figures.n ? &s->figures.at[k] : NULL;
        if (f == NULL || f->cls != FIGURE_MONEY || f->start > all.at[i].start)
            vec_push(cx->mem, &s->places, all.at[i]);
    }
    return OK;
}

static enum status prepare(struct ctx *cx, const struct compare_version *v, const struct compare_data *d,
                           struct compare_side *s)
{
    s->v = v;
    TRY(segment_text(cx, v->text, v->lang, &s->segs));
    TRY(segment_meta(cx, v->text, &s->segs, &s->meta));
    TRY(phrase_words(cx, v->text, v->lang, &s->words));
    TRY(figure_spot(cx, v->text, v->lang, &s->figures));
    if (d->terms != NULL) {
        TRY(term_find_use(cx, d->terms, v->lang, s->words, &s->use));
        TRY(term_find_avoid(cx, d->terms, v->lang, s->words, &s->avoid));
    }
    if (d->names != NULL)
        TRY(find_places(cx, v, d->names, s));
    s->concept_base = d->concepts;
    if (d->concepts != NULL) {
        TRY(concept_find(cx, d->concepts, v->lang, s->words, &s->concepts));
        TRY(concept_find_words(cx, d->concepts, v->lang, s->words, &s->everyday));
    }
    find_years(cx, s);
    return OK;
}

struct anchors {
    VEC(uint32_t);
};

/* what: 'v' a date, 'n' a number, 'p' a place, 't' a term, 'c' a concept; weak are 'w' a word with a capital and 'e' an
   everyday word. */
static void anchor(struct ctx *cx, struct anchors *a, char what, struct str value)
{
    uint64_t h = str_hash(value) * 31 + (uint64_t)what;

    vec_push(cx->mem, a, ((uint32_t)(h ^ h >> 32) & ~1U) | (what == 'w' || what == 'e'));
}

/* What of a range survives translation: figures, years, places, approved terms, words that look like foreign names. */
static struct anchors anchors_of(struct ctx *cx, const struct compare_side *s, const struct concept_base *concepts,
                                 struct compare_range r)
{
    struct anchors a = {0};

    for (size_t i = 0; i < s->figures.n; i++) {
        const struct figure *f = &s->figures.at[i];
        if (!compare_inside(f->start, f->end, r))
            continue;
        struct decimal n = f->has_low ? f->low : f->high;
        if (f->value != NULL)
            anchor(cx, &a, 'v', str_of(f->value));
        else if (f->has_low || f->has_high)
            anchor(cx, &a, 'n', str_of(decimal_text(cx->mem, n)));
    }
    for (size_t i = 0; i < s->places.n; i++)
        if (compare_inside(s->places.at[i].start, s->places.at[i].end, r))
            anchor(cx, &a, 'p', (struct str){(const char *)&s->places.at[i].place, sizeof(size_t)});
    for (size_t i = 0; i < s->use.n; i++)
        if (compare_inside(s->use.at[i].start, s->use.at[i].end, r))
            anchor(cx, &a, 't', (struct str){(const char *)&s->use.at[i].term, sizeof(uint32_t)});
    for (size_t i = 0; i < s->concepts.n; i++)
        if (concepts->at[s->concepts.at[i].concept].kind != CONCEPT_MEASURE && /* months vanish into periods */
            compare_inside(s->concepts.at[i].start, s->concepts.at[i].end, r))
            anchor(cx, &a, 'c', (struct str){(const char *)&s->concepts.at[i].concept, sizeof(size_t)});
    for (size_t i = 0; i < s->everyday.n; i++)
        if (compare_inside(s->everyday.at[i].start, s->everyday.at[i].end, r))
            anchor(cx, &a, 'e', (struct str){(const char *)&s->everyday.at[i].concept, sizeof(size_t)});
    for (size_t i = 0; i < s->words.n; i++) {
        const struct word *w = &s->words.at[i];
        if (w->upper && w->end - w->start >= 3 && compare_inside(w->start, w->end, r))
            anchor(cx, &a, 'w', utf8_fold(cx->mem, str_sub(s->v->text, w->start, w->end)));
    }
    return a;
}

static struct align_item item_of(struct ctx *cx, const struct compare_side *s, struct compare_range r, int group)
{
    struct anchors a = anchors_of(cx, s, s->concept_base, r);

    return (struct align_item){utf8_count(compare_words_at(s, r)), group, a.at, a.n};
}

struct items {
    VEC(struct align_item);
    size_t *index; /* of the block or sentence in its version */
};

static struct items block_items(struct ctx *cx, const struct compare_side *s)
{
    struct items it = {.index = arena_alloc(cx->mem, (s->segs.n + 1) * sizeof(size_t))};

    for (size_t k = 0; k < s->segs.n; k++) {
        const struct block *b = &s->segs.at[k];
        if (!block_is_content(b))
            continue;
        it.index[it.n] = k;
        vec_push(cx->mem, &it, item_of(cx, s, (struct compare_range){b->start, b->end},
                                       b->kind == BLOCK_PARAGRAPH ? 1 : 0));
    }
    return it;
}

/* All sentences of a run of content blocks. */
static struct items sentence_items(struct ctx *cx, const struct compare_side *s, const struct items *blocks,
                                   size_t from,
                                   size_t n)
{
    struct items it = {.index = arena_alloc(cx->mem, (s->segs.n_sentences + 1) * sizeof(size_t))};

    for (size_t k = from; k < from + n; k++) {
        const struct block *b = &s->segs.at[blocks->index[k]];
        for (size_t q = b->first_sentence; q < b->first_sentence + b->n_sentences; q++) {
            const struct sentence *t = &s->segs.sentences[q];
            it.index[it.n] = q;
            vec_push(cx->mem, &it, item_of(cx, s, (struct compare_range){t->start, t->end}, 0));
        }
    }
    return it;
}

static struct compare_range range_of_sentences(const struct compare_side *s, const struct items *it, size_t from,
                                               size_t n)
{
    if (n == 0)
        return (struct compare_range){0, 0};
    return (struct compare_range){s->segs.sentences[it->index[from]].start,
                                  s->segs.sentences[it->index[from + n - 1]].end};
}

static struct compare_range range_of_blocks(const struct compare_side *s, const struct items *it, size_t from,
                                            size_t n)
{
    if (n == 0)
        return (struct compare_range){0, 0};
    return (struct compare_range){s->segs.at[it->index[from]].start, s->segs.at[it->index[from + n - 1]].end};
}

static bool is_heading(const struct compare_side *s, size_t block)
{
    return s->segs.at[block].kind == BLOCK_HEADING || s->segs.at[block].kind == BLOCK_TITLE;
}

/* An order to the reader ends with a stop, which makes a line of it a short paragraph. */
static bool may_be_heading(const struct compare_side *s, size_t block)
{
    const struct block *b = &s->segs.at[block];

    return is_heading(s, block) || (b->n_sentences <= 2 && b->end - b->start <= 160);
}

/* Has the other side, beside the place of a dropped or added sentence, a word or figure of it? */
static enum compare_trace trace_of(const struct items *own, size_t at, const struct items *others, size_t beside)
{
    const struct align_item *x = &own->at[at];

    for (size_t j = beside > 0 ? beside - 1 : 0; j <= beside && j < others->n; j++)
        for (size_t k = 0; k < x->n_anchors; k++)
            for (size_t m = 0; m < others->at[j].n_anchors; m++)
                if (others->at[j].anchors[m] == x->anchors[k])
                    return TRACE_FOUND;
    return x->n_anchors > 0 ? TRACE_MISSING : TRACE_UNKNOWN;
}

static enum status align_sentences(struct compare_pair *p, const struct items *a_blocks, const struct items *b_blocks,
                                   const struct align_pair *run)
{
    struct items a = sentence_items(p->cx, p->a, a_blocks, run->a, run->n_a);
    struct items b = sentence_items(p->cx, p->b, b_blocks, run->b, run->n_b);
    struct align_pairs pairs;

    TRY(align_sentence_run(p->cx, a.at, a.n, b.at, b.n, p->ratio, &pairs));
    for (size_t i = 0; i < pairs.n; i++) {
        const struct align_pair *q = &pairs.at[i];
        struct compare_bead bead = {
            .a = range_of_sentences(p->a, &a, q->a, q->n_a),
            .b = range_of_sentences(p->b, &b, q->b, q->n_b),
            .a_block = range_of_blocks(p->a, a_blocks, run->a, run->n_a),
            .b_block = range_of_blocks(p->b, b_blocks, run->b, run->n_b),
            .a_first = q->n_a > 0 ? a.index[q->a] : 0,
            .a_n = q->n_a,
            .b_first = q->n_b > 0 ? b.index[q->b] : 0,
            .b_n = q->n_b,
            .trace = q->n_b == 0   ? trace_of(&a, q->a, &b, q->b)
                     : q->n_a == 0 ? trace_of(&b, q->b, &a, q->a)
                                   : TRACE_UNKNOWN,
            .heading = run->n_a == 1 && run->n_b == 1 && is_heading(p->a, a_blocks->index[run->a]) &&
                       may_be_heading(p->b, b_blocks->index[run->b]),
        };
        vec_push(p->cx->mem, &p->beads, bead);
    }
    return OK;
}

/* Letters of the other per letter of the original. A translation is never half or twice as long; what is dropped or
   added must not bend it far. */
static double ratio_of(const struct items *a, const struct items *b)
{
    double x = 1, y = 1;

    for (size_t i = 0; i < a->n; i++)
        x += (double)a->at[i].length;
    for (size_t i = 0; i < b->n; i++)
        y += (double)b->at[i].length;
    return y / x < 0.8 ? 0.8 : y / x > 1.35 ? 1.35 : y / x;
}

/* Texts whose paragraphs were cut differently are aligned sentence by sentence, as if each were one block. */
static bool cut_alike(const struct items *a, const struct items *b)
{
    return a->n * 3 <= b->n * 5 + 3 && b->n * 3 <= a->n * 5 + 3;
}

static enum status align_pair_of(struct compare_pair *p, const struct items *a, const struct items *b,
                                 struct align_pairs *ret_runs)
{
    struct align_pairs runs = {0};

    if (cut_alike(a, b))
        TRY(align_run(p->cx, a->at, a->n, b->at, b->n, p->ratio, &runs));
    else
        vec_push(p->cx->mem, &runs, (struct align_pair){.n_a = a->n, .n_b = b->n});
    for (size_t i = 0; i < runs.n; i++)
        TRY(align_sentences(p, a, b, &runs.at[i]));
    *ret_runs = runs;
    return OK;
}

/* The year of writing: the date of any version; else what the tenses of the original tell (compare_status.c). */
static void find_this_year(struct compare_pair *p, const struct compare_side *sides, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (date_is_set(sides[i].meta.published)) {
            p->this_year = sides[i].meta.published.y;
            p->year_begins = sides[i].meta.published.m <= 3;
            return;
        }
}

static bool worse(const struct finding *a, const struct finding *b)
{
    if (a->cls != b->cls)
        return a->cls < b->cls;
    return a->other.end - a->other.start >= b->other.end - b->other.start;
}

static bool same_place(const struct finding *a, const struct finding *b)
{
    bool words = a->rule == b->rule || (a->rule >= COMPARE_INSTITUTION && a->rule <= COMPARE_REGION &&
                                        b->rule >= COMPARE_INSTITUTION && b->rule <= COMPARE_REGION);

    return a->version == b->version && words && a->other.is_set && b->other.is_set &&
           a->other.start < b->other.end && b->other.start < a->other.end;
}

/* One finding for one place: the worse class, then the longer words. */
static void drop_doubles(struct findings *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++) {
        bool keep = true;
        for (size_t k = 0; k < n && keep; k++) {
            if (!same_place(&f->at[k], &f->at[i]))
                continue;
            if (!worse(&f->at[k], &f->at[i]))
                f->at[k] = f->at[i];
            keep = false;
        }
        if (keep)
            f->at[n++] = f->at[i];
    }
    f->n = n;
}

static int by_place(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;

    if (a->version != b->version)
        return a->version < b->version ? -1 : 1;
    size_t p = a->other.is_set ? a->other.start : SIZE_MAX, q = b->other.is_set ? b->other.start : SIZE_MAX;
    if (p != q)
        return p < q ? -1 : 1;
    return a->original.start < b->original.start ? -1 : a->original.start > b->original.start;
}

/* Rows of block numbers: one per block of the original, and one per added block behind the row it follows. */
static void add_rows(struct ctx *cx, struct comparison *c, size_t version, const struct items *a,
                     const struct items *b,
                     const struct align_pairs *runs)
{
    size_t width = c->n_versions;

    for (size_t i = 0; version == 1 && i < a->n; i++) {
        struct compare_row row = {arena_alloc(cx->mem, width * sizeof(long))};
        for (size_t v = 0; v < width; v++)
            row.blocks[v] = v == 0 ? (long)a->index[i] : -1;
        vec_push(cx->mem, &c->rows, row);
    }
    for (size_t i = 0; i < runs->n; i++) {
        const struct align_pair *q = &runs->at[i];
        for (size_t k = 0; k < q->n_a && q->n_b > 0; k++)
            for (size_t r = 0; r < c->rows.n; r++)
                if (c->rows.at[r].blocks[0] == (long)a->index[q->a + k])
                    c->rows.at[r].blocks[version] = (long)b->index[q->b + (k < q->n_b ? k : q->n_b - 1)];
        for (size_t k = 0; k < q->n_b && q->n_a == 0; k++) {
            struct compare_row row = {arena_alloc(cx->mem, width * sizeof(long))};
            for (size_t v = 0; v < width; v++)
                row.blocks[v] = v == version ? (long)b->index[q->b + k] : -1;
            vec_push(cx->mem, &c->rows, row);
        }
    }
}

static enum status compare_one(struct compare_pair *p)
{
    TRY(compare_sentences(p));
    TRY(compare_figures(p));
    TRY(compare_status(p));
    TRY(compare_terms(p));
    TRY(compare_names(p));
    return compare_meta(p);
}

/* Figures in the sentences of the original, and those found again with the same value in every version. */
static void count_figures(struct comparison *c, const struct compare_side *a, const bool *in_all)
{
    for (size_t i = 0; i < a->figures.n; i++)
        for (size_t k = 0; k < a->segs.n; k++)
            if (block_is_content(&a->segs.at[k]) && a->figures.at[i].start >= a->segs.at[k].start &&
                a->figures.at[i].end <= a->segs.at[k].end) {
                c->n_figures++;
                c->n_figures_equal += in_all[i];
            }
}

static void span_back(const struct composed *c, struct compare_span *s)
{
    s->start = s->is_set ? compose_back(c, s->start) : s->start;
    s->end = s->is_set ? compose_back(c, s->end) : s->end;
}

/* The rules worked on composed accents; whoever called knows the bytes as they came. */
static void places_back(struct comparison *c, const struct composed *texts)
{
    for (size_t i = 0; i < c->findings.n; i++) {
        span_back(&texts[0], &c->findings.at[i].original);
        span_back(&texts[c->findings.at[i].version], &c->findings.at[i].other);
    }
    for (size_t v = 0; v < c->n_versions; v++)
        segment_back(&c->segments[v], &texts[v]);
}

enum status compare_texts(struct ctx *cx, const struct compare_version *raw, size_t n,
                          const struct compare_data *data, struct comparison *ret_c)
{
    struct compare_version *versions = arena_alloc(cx->mem, (n + 1) * sizeof *versions);
    struct composed *texts = arena_alloc(cx->mem, (n + 1) * sizeof *texts);
    struct comparison c = {.n_versions = n};
    struct compare_side *sides = arena_alloc(cx->mem, n * sizeof *sides);

    if (n < 2)
        return ctx_fail(cx, E_USAGE, "a comparison needs an original and at least one other version");
    c.segments = arena_alloc(cx->mem, n * sizeof *c.segments);
    for (size_t i = 0; i < n; i++) {
        texts[i] = compose_text(cx, raw[i].text);
        versions[i] = raw[i];
        versions[i].text = texts[i].text;
        TRY(prepare(cx, &versions[i], data, &sides[i]));
        c.segments[i] = sides[i].segs;
    }
    struct items a = block_items(cx, &sides[0]);
    bool *in_all = arena_alloc(cx->mem, sides[0].figures.n + 1);
    memset(in_all, 1, sides[0].figures.n + 1);
    for (size_t v = 1; v < n; v++) {
        struct compare_pair p = {.cx = cx, .data = data, .a = &sides[0], .b = &sides[v], .version = v,
                                 .out = &c.findings};
        struct items b = block_items(cx, &sides[v]);
        struct align_pairs runs;

        p.figure_equal = arena_alloc(cx->mem, sides[0].figures.n + 1);
        p.ratio = ratio_of(&a, &b);
        find_this_year(&p, sides, n);
        TRY(align_pair_of(&p, &a, &b, &runs));
        add_rows(cx, &c, v, &a, &b, &runs);
        TRY(compare_one(&p));
        for (size_t i = 0; i < sides[0].figures.n; i++)
            in_all[i] = in_all[i] && p.figure_equal[i];
    }
    count_figures(&c, &sides[0], in_all);
    drop_doubles(&c.findings);
    if (c.findings.n > 1)
        qsort(c.findings.at, c.findings.n, sizeof *c.findings.at, by_place);
    places_back(&c, texts);
    *ret_c = c;
    return OK;
}
