/* See propose.h. */
#include "ledger/propose.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { NO_NEAR = 400, NO_UNIT = 2000, LOOSE_UNIT = 120, OTHER_CLAUSE = 45, UNIT_REACH = 48, FAR = 1 << 30 };
/* Bytes on either side of a figure that are looked at: a sentence without end is folded once per figure otherwise. */
enum { SENTENCE_REACH = 2000 };

/* A figure inside its folded sentence. */
struct view {
    struct str text;   /* the sentence, as far as SENTENCE_REACH goes, folded */
    size_t a, b;       /* the figure */
    size_t from, to;   /* its clause */
    struct str unit;   /* folded, may be empty */
    enum lang lang;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Where needle begins a word of hay at or behind from; hay.n when it does not. */
static size_t find_word(struct str hay, size_t from, struct str needle)
{
    while (needle.n > 0 && from + needle.n <= hay.n) {
        const char *p = memmem(hay.p + from, hay.n - from, needle.p, needle.n);

        if (p == NULL)
            break;
        size_t at = (size_t)(p - hay.p);
        if (at == 0 || !is_letter(hay.p[at - 1]))
            return at;
        from = at + 1;
    }
    return hay.n;
}

static bool ends_clause(struct str s, size_t i)
{
    return strchr(",;:.()", s.p[i]) != NULL && (i + 1 == s.n || s.p[i + 1] == ' ' || s.p[i] == '(' || s.p[i] == ')');
}

static struct view view_of(struct ctx *cx, const struct propose_input *in, const struct figure *f,
                           const struct sentence *s)
{
    size_t start = f->start - s->start > SENTENCE_REACH ? f->start - SENTENCE_REACH : s->start;
    size_t end = s->end > f->end + SENTENCE_REACH ? f->end + SENTENCE_REACH : s->end;
    struct str before = utf8_fold(cx->mem, str_sub(in->body, start, f->start));
    struct str self = utf8_fold(cx->mem, str_sub(in->body, f->start, f->end));
    struct str after = utf8_fold(cx->mem, str_sub(in->body, f->end, end));
    char *whole = arena_printf(cx->mem, "%.*s %.*s %.*s", STR_ARGS(before), STR_ARGS(self), STR_ARGS(after));
    struct view v = {.text = str_of(whole), .a = before.n + 1, .b = before.n + 1 + self.n, .lang = in->lang};

    v.unit = utf8_fold(cx->mem, f->unit);
    for (v.from = v.a; v.from > 0 && !ends_clause(v.text, v.from - 1); v.from--)
        ;
    for (v.to = v.b; v.to < v.text.n && !ends_clause(v.text, v.to); v.to++)
        ;
    return v;
}

/* 0 = the noun that the spotter gave, LOOSE_UNIT = a noun close behind the number, FAR = neither. */
static size_t unit_cost(const struct view *v, const struct indicator_hints *h)
{
    struct str behind = str_sub(v->text, v->b, v->b + UNIT_REACH < v->to ? v->b + UNIT_REACH : v->to);

    for (size_t i = 0; i < h->unit.n; i++)
        if (find_word(v->unit, 0, str_of(h->unit.at[i])) < v->unit.n)
            return 0;
    for (size_t i = 0; i < h->unit.n; i++)
        if (find_word(behind, 0, str_of(h->unit.at[i])) < behind.n)
            return LOOSE_UNIT;
    return h->unit.n == 0 ? 0 : FAR;
}

static bool ruled_out(const struct view *v, const struct indicator_hints *h)
{
    struct str clause = str_sub(v->text, v->from, v->to);

    for (size_t i = 0; i < h->not.n; i++)
        if (find_word(clause, 0, str_of(h->not.at[i])) < clause.n)
            return true;
    return false;
}

/* Bytes between the figure and the nearest of the phrases; FAR when none is in the sentence. */
static size_t nearest(const struct view *v, const struct indicator_ids *near)
{
    size_t best = FAR;

    for (size_t i = 0; i < near->n; i++) {
        struct str phrase = str_of(near->at[i]);

        for (size_t at = 0; (at = find_word(v->text, at, phrase)) < v->text.n; at++) {
            size_t end = at + phrase.n;
            size_t gap = end <= v->a ? v->a - end : at >= v->b ? at - v->b : 0;

            if (end > v->to || at < v->from) /* another clause speaks less surely, the one before less than the next */
                gap += at < v->from ? OTHER_CLAUSE : OTHER_CLAUSE / 3;
            best = gap < best ? gap : best;
        }
    }
    return best;
}

/* How well the indicator fits, smaller is better; FAR = not at all. */
static size_t fit(const struct view *v, const struct figure *f, const struct indicator *d, const char *subject)
{
    const struct indicator_hints *h = &d->hints[v->lang];

    if (h->unit.n == 0 && h->near.n == 0)
        return FAR;
    if (d->cls != NULL && strcmp(d->cls, figure_class_name(f->cls)) != 0)
        return FAR;
    if (d->currency != NULL && !str_is(f->unit, d->currency))
        return FAR;
    if (d->subject != NULL && (subject == NULL || strcmp(d->subject, subject) != 0))
        return FAR;
    bool no_unit = v->unit.n == 0 && h->unit.n > 0;
    size_t unit = no_unit ? NO_UNIT : unit_cost(v, h);
    if (unit == FAR || ruled_out(v, h))
        return FAR;
    size_t gap = h->near.n == 0 ? NO_NEAR : nearest(v, &h->near);
    if (gap == FAR || (no_unit && h->near.n == 0))
        return FAR;
    /* an indicator made for this subject goes before one for any */
    return gap * 2 + (d->subject == NULL ? 1 : 0) + unit;
}

static const struct indicator *match(const struct view *v, const struct figure *f, const struct indicators *all,
                                     const char *subject)
{
    const struct indicator *best = NULL;
    size_t least = FAR;

    for (size_t i = 0; i < all->n; i++) {
        size_t cost = fit(v, f, &all->at[i], subject);

        if (cost < least) {
            least = cost;
            best = &all->at[i];
        }
    }
    return best;
}

struct decimal propose_quantum(struct str printed, struct decimal value, enum figure_class cls)
{
    struct decimal digits = {0, 0}, one = decimal_of(1), shifted;

    for (size_t i = 0; i < printed.n && digits.n < 1000000000000000000LL; i++)
        if (printed.p[i] >= '0' && printed.p[i] <= '9')
            digits.n = digits.n * 10 + (printed.p[i] - '0');
    if (digits.n == 0)
        return decimal_of(0);
    for (int e = 0; e <= 15; e++) { /* the digits stand for value = digits * 10^e … */
        if (decimal_mul(digits, one, &shifted) == OK && decimal_cmp(shifted, value) == 0)
            return e == 0 && cls != FIGURE_PERCENT ? decimal_of(0) : one;
        one.n *= 10;
    }
    for (int e = 1; e <= 12; e++) /* … or digits / 10^e */
        if (decimal_cmp((struct decimal){digits.n, e}, value) == 0)
            return (struct decimal){1, e};
    return decimal_of(0);
}

static bool says_now(const struct view *v)
{
    static const char *const words[] = {"currently", "at present", "as of today", "hien nay", "hien co", "den nay",
        "hien tai", "derzeit", "zurzeit", "aktuell", "gegenwartig"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (find_word(v->text, 0, str_of(words[i])) < v->text.n)
            return true;
    return false;
}

/* Does the sentence itself say a year, date or period? */
static bool says_time(const struct figures *figures, const struct sentence *s)
{
    for (size_t i = 0; i < figures->n; i++) {
        const struct figure *f = &figures->at[i];

        if (f->start >= s->end)
            break;
        if (f->start >= s->start && (f->cls == FIGURE_YEAR || f->cls == FIGURE_DATE || f->cls == FIGURE_PERIOD))
            return true;
    }
    return false;
}

static void set_time(const struct propose_input *in, const struct figure *f, const struct sentence *s,
                     const struct view *v, struct observation *o)
{
    bool stated = says_time(in->figures, s);

    if (o->kind == OBSERVATION_STOCK || o->kind == OBSERVATION_PIPELINE) {
        if (says_now(v) || f->period == NULL)
            o->as_of = in->published;
        else
            o->as_of = f->period;
        o->period_implied = o->as_of != NULL && !stated && o->as_of == f->period;
        return;
    }
    o->period = f->period;
    o->period_implied = f->period != NULL && !stated;
}

static enum observation_kind kind_of(const struct figure *f, const struct indicator *d)
{
    if (d != NULL)
        return d->kind;
    if (f->cls == FIGURE_ORDINAL)
        return OBSERVATION_ORDINAL;
    if (f->cls == FIGURE_PERCENT)
        return f->direction != 0 ? OBSERVATION_GROWTH : OBSERVATION_SHARE;
    return OBSERVATION_KIND_UNKNOWN;
}

static void set_value(const struct figure *f, struct str printed, struct observation *o)
{
    o->value = (struct interval){.has_low = f->has_low, .has_high = f->has_high, .low = f->low, .high = f->high,
        .low_strict = f->low_strict, .high_strict = f->high_strict};
    o->quantum = propose_quantum(printed, f->has_low ? f->low : f->high, f->cls);
    if (f->cls == FIGURE_CARDINAL && f->has_low && f->low.n != 0 && f->low_strict)
        o->quantum = decimal_of(0);
    if (o->kind == OBSERVATION_GROWTH && f->direction < 0) { /* a fall of 8.2 % is a growth of -8.2 % */
        struct interval v = o->value;

        o->value = (struct interval){.has_low = v.has_high, .has_high = v.has_low, .low = v.high, .high = v.low,
            .low_strict = v.high_strict, .high_strict = v.low_strict};
        o->value.low.n = -o->value.low.n;
        o->value.high.n = -o->value.high.n;
    }
}

static const char *text_or_null(struct ctx *cx, struct str s)
{
    return s.n == 0 ? NULL : arena_strndup(cx->mem, s.p, s.n);
}

static struct observation propose_one(struct ctx *cx, const struct propose_input *in, const struct figure *f,
                                      const struct sentence *s, const struct indicators *all)
{
    struct str printed = str_sub(in->body, f->start, f->end);
    struct view v = view_of(cx, in, f, s);
    const struct indicator *d = match(&v, f, all, in->subject);
    struct observation o = {.indicator = d != NULL ? d->id : NULL,
        .indicator_version = d != NULL ? d->version : 0,
        .subject = in->subject,
        .approx = f->approx,
        .printed = text_or_null(cx, printed),
        .unit = text_or_null(cx, f->unit),
        .kind = kind_of(f, d),
        .status = f->status,
        .lang = lang_code(in->lang),
        .start = f->start,
        .end = f->end,
        .sent_start = s->start,
        .sent_end = s->end,
        .block = (long)s->block,
        .caption = in->segments->at[s->block].kind == BLOCK_CAPTION,
        .measure = text_or_null(cx, f->of),
        .cls = figure_class_name(f->cls),
        .rule = f->rule};

    if (f->cls == FIGURE_MONEY)
        o.currency = o.unit;
    set_value(f, printed, &o);
    set_time(in, f, s, &v, &o);
    return o;
}

enum status propose_observations(struct ctx *cx, const struct propose_input *in, const struct indicators *all,
                                 struct observations *ret_list)
{
    struct observations list = {0};
    size_t at = 0;

    for (size_t i = 0; i < in->figures->n; i++) {
        const struct figure *f = &in->figures->at[i];

        if (f->cls == FIGURE_YEAR || f->cls == FIGURE_DATE || f->cls == FIGURE_PERIOD)
            continue;
        while (at < in->segments->n_sentences && in->segments->sentences[at].end <= f->start)
            at++;
        if (at == in->segments->n_sentences)
            break;
        const struct sentence *s = &in->segments->sentences[at];
        const struct block *b = &in->segments->at[s->block];
        if (f->start < s->start || b->kind == BLOCK_DEBRIS || b->kind == BLOCK_SOURCE || b->kind == BLOCK_DATE ||
            b->kind == BLOCK_BYLINE)
            continue; /* numbers of the web page, not of the text */
        vec_push(cx->mem, &list, propose_one(cx, in, f, s, all));
    }
    *ret_list = list;
    return OK;
}

struct hit {
    size_t start, n, subject;
};

static int by_place(const void *pa, const void *pb)
{
    const struct hit *a = pa, *b = pb;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->n > b->n ? -1 : a->n < b->n;
}

const char *propose_subject(struct ctx *cx, struct str body, enum lang lang, const struct indicators *all)
{
    struct {
        VEC(struct hit);
    } hits = {0};
    struct str text = utf8_fold(cx->mem, body);
    size_t *count = arena_alloc(cx->mem, (all->n_subjects + 1) * sizeof *count), end = 0;
    const char *best = NULL;

    for (size_t s = 0; s < all->n_subjects; s++)
        for (size_t i = 0; i < all->subjects[s].names[lang].n; i++) {
            struct str name = str_of(all->subjects[s].names[lang].at[i]);

            for (size_t at = 0; (at = find_word(text, at, name)) < text.n; at += name.n)
                if (at + name.n == text.n || !is_letter(text.p[at + name.n]))
                    vec_push(cx->mem, &hits, (struct hit){at, name.n, s});
        }
    if (hits.n > 0)
        qsort(hits.at, hits.n, sizeof *hits.at, by_place);
    for (size_t i = 0; i < hits.n; i++)
        if (hits.at[i].start >= end) {
            end = hits.at[i].start + hits.at[i].n;
            count[hits.at[i].subject]++;
        }
    for (size_t s = 0, most = 0; s < all->n_subjects; s++)
        if (count[s] > most) {
            most = count[s];
            best = all->subjects[s].id;
        }
    return best;
}
