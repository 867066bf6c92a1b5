/* See reconcile.h. */
#include "ledger/reconcile.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/observation_store.h"
#include "register/list.h"

static const char *const gap_names[] = {"match", "short", "long", "no_register", "unstated"};

const char *reconcile_gap_name(enum reconcile_gap g)
{
    return gap_names[g];
}

struct query {
    struct ctx *cx;
    struct list_query *q;
    struct buf url;
};

static void param(struct query *q, const char *name, const char *value)
{
    list_param(q->cx, q->q, name, str_of(value));
    buf_printf(&q->url, "%s%s=%s", q->url.n == 0 || q->url.p[q->url.n - 1] == '?' ? "" : "&", name, value);
}

static const char *joined(struct ctx *cx, const struct indicator_ids *ids)
{
    struct buf b;

    buf_init(&b, cx->mem, 4096);
    buf_add_c(&b, "");
    for (size_t i = 0; i < ids->n; i++)
        buf_printf(&b, "%s%s", i == 0 ? "" : ",", ids->at[i]);
    return buf_str(&b).p;
}

static void conditions(struct query *q, const struct indicator_records *r)
{
    struct arena *mem = q->cx->mem;

    if (r->states.n > 0)
        param(q, "state", joined(q->cx, &r->states));
    for (size_t i = 0; i < r->n_where; i++) {
        const struct indicator_condition *c = &r->where[i];

        if (c->op == INDICATOR_SET || c->op == INDICATOR_UNSET)
            param(q, arena_printf(mem, "%s.set", c->field), c->op == INDICATOR_SET ? "yes" : "no");
        else
            param(q, c->op == INDICATOR_NOT ? arena_printf(mem, "%s.not", c->field) : c->field,
                joined(q->cx, &c->values));
    }
}

static struct query begin(struct ctx *cx, const struct kind *k, const struct indicator_records *r)
{
    struct query q = {.cx = cx, .q = list_new(cx, k)};

    buf_init(&q.url, cx->mem, 8192);
    buf_printf(&q.url, "/%s?", k->id);
    conditions(&q, r);
    return q;
}

enum status reconcile_count(struct ctx *cx, const struct indicator *def, int year, int64_t *ret_n, const char **ret_url)
{
    const struct indicator_records *r = &def->records;
    const struct kind *k = r->kind != NULL ? kind_find(r->kind) : NULL;
    int64_t n = 0, undated = 0;

    if (k == NULL || !access_may(cx, k, RIGHT_READ))
        return E_NOTFOUND;
    struct query q = begin(cx, k, r);
    const char *url = buf_str(&q.url).p;
    if (r->date != NULL && year != 0) {
        bool flow = def->kind == OBSERVATION_FLOW;

        if (flow)
            param(&q, arena_printf(cx->mem, "%s.from", r->date), arena_printf(cx->mem, "%04d-01-01", year));
        param(&q, arena_printf(cx->mem, "%s.to", r->date), arena_printf(cx->mem, "%04d-12-31", year));
        if (flow) {
            url = buf_str(&q.url).p;
        } else { /* a stock: what has no date yet counts too */
            struct query open = begin(cx, k, r);

            param(&open, arena_printf(cx->mem, "%s.set", r->date), "no");
            TRY(list_count(cx, open.q, &undated));
        }
    }
    TRY(list_count(cx, q.q, &n));
    *ret_n = n + undated;
    *ret_url = url;
    return OK;
}

/* The figure of the year for the indicator: a correction before what it corrects, a confirmed one before proposals, the
   newest before older ones. */
static bool better(const struct observation *a, const struct observation *b)
{
    int ra = a->state == OBSERVATION_CONFIRMED ? 2 : a->state == OBSERVATION_PROPOSED ? 1 : 0;
    int rb = b->state == OBSERVATION_CONFIRMED ? 2 : b->state == OBSERVATION_PROPOSED ? 1 : 0;

    return ra != rb ? ra > rb : a->id > b->id;
}

static void compare_with(struct reconcile_line *l)
{
    const struct interval *v = &l->stated.value;
    struct interval listed = interval_exact(decimal_of(l->listed));

    if (!l->has_stated) {
        l->gap = l->has_listed ? RECONCILE_UNSTATED : RECONCILE_NO_REGISTER;
        return;
    }
    if (!l->has_listed) {
        l->gap = RECONCILE_NO_REGISTER;
        return;
    }
    if (interval_meets(v, &listed)) {
        l->gap = RECONCILE_MATCH;
        return;
    }
    if (v->has_low && decimal_cmp(listed.low, v->low) <= 0) {
        struct decimal up;

        l->gap = RECONCILE_SHORT;
        if (decimal_round(v->low, 0, 1, &up) == OK)
            l->missing = (int64_t)up.n - l->listed + (v->low_strict && up.scale == 0 && decimal_cmp(up, v->low) == 0);
        return;
    }
    l->gap = RECONCILE_LONG;
}

enum status reconcile_one(struct ctx *cx, const struct indicators *all, const struct indicator *def, int year,
                          const char *subject, struct reconcile_line *ret_line)
{
    struct reconcile_line l = {.def = def};
    struct observations list;

    (void)all;
    TRY(observation_list(cx,
        &(struct observation_query){.indicator = def->id, .subject = subject, .year = year, .originals_only = true},
        &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].state != OBSERVATION_REPLACED && (!l.has_stated || better(&list.at[i], &l.stated))) {
            l.stated = list.at[i];
            l.has_stated = true;
        }
    enum status st = reconcile_count(cx, def, year, &l.listed, &l.url);
    if (st != OK && st != E_NOTFOUND)
        return st;
    l.has_listed = st == OK;
    compare_with(&l);
    *ret_line = l;
    return OK;
}

static int by_headline(const void *pa, const void *pb)
{
    const struct reconcile_line *a = pa, *b = pb;
    int ha = a->def->headline == 0 ? 1000 : a->def->headline, hb = b->def->headline == 0 ? 1000 : b->def->headline;

    return ha != hb ? (ha < hb ? -1 : 1) : strcmp(a->def->id, b->def->id);
}

/* How many were done after the year: an agreement that a text of the year counts as in preparation and that was signed
   since is in neither number of the year. */
static enum status done_later(struct ctx *cx, const struct indicator *def, int year, int64_t *ret_n)
{
    const struct kind *k = def->records.kind != NULL ? kind_find(def->records.kind) : NULL;

    *ret_n = 0;
    if (k == NULL || def->records.date == NULL || !access_may(cx, k, RIGHT_READ))
        return OK;
    struct query q = begin(cx, k, &def->records);
    param(&q, arena_printf(cx->mem, "%s.from", def->records.date), arena_printf(cx->mem, "%04d-01-01", year + 1));
    return list_count(cx, q.q, ret_n);
}

/* Fewer in preparation than stated, and as many more done: they moved on since the text was written. */
static enum status explain_pipeline(struct ctx *cx, struct reconcile_lines *lines, struct reconcile_line *pipe,
    int year)
{
    for (size_t i = 0; i < lines->n; i++) {
        struct reconcile_line *done = &lines->at[i];
        int64_t more = 0, later;

        if (done->def->kind != OBSERVATION_FLOW || !indicator_lists(&pipe->def->differs, done->def->id))
            continue;
        TRY(done_later(cx, done->def, year, &later));
        if (done->gap == RECONCILE_LONG && done->stated.value.has_high)
            more = done->listed - (int64_t)done->stated.value.high.n;
        if (more + later < pipe->missing)
            continue;
        pipe->why_key = "reconcile.moved";
        pipe->why_args[0] = arena_printf(cx->mem, "%lld", (long long)pipe->missing);
        if (more > 0) {
            done->why_key = pipe->why_key;
            done->why_args[0] = arena_printf(cx->mem, "%lld", (long long)more);
        }
    }
    return OK;
}

static enum status explain(struct ctx *cx, struct reconcile_lines *lines, int year)
{
    for (size_t i = 0; i < lines->n; i++) {
        struct reconcile_line *l = &lines->at[i];

        if (l->gap != RECONCILE_SHORT)
            continue;
        if (l->def->kind == OBSERVATION_PIPELINE)
            TRY(explain_pipeline(cx, lines, l, year));
        if (l->why_key == NULL) {
            l->why_key = "reconcile.complete";
            l->why_args[0] = interval_text(cx->mem, &l->stated.value);
            l->why_args[1] = arena_printf(cx->mem, "%lld", (long long)l->listed);
        }
    }
    return OK;
}

enum status reconcile_year(struct ctx *cx, const struct indicators *all, int year, const char *subject,
                           struct reconcile_lines *ret_lines)
{
    struct reconcile_lines lines = {0};

    for (size_t i = 0; i < all->n; i++) {
        const struct indicator *def = &all->at[i];
        struct reconcile_line l;

        if (def->subject != NULL && (subject == NULL || strcmp(def->subject, subject) != 0))
            continue;
        TRY(reconcile_one(cx, all, def, year, subject, &l));
        if (l.has_stated || l.listed > 0 || def->headline > 0)
            vec_push(cx->mem, &lines, l);
    }
    if (lines.n > 0)
        qsort(lines.at, lines.n, sizeof *lines.at, by_headline);
    TRY(explain(cx, &lines, year));
    *ret_lines = lines;
    return OK;
}
