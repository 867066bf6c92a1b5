/* See deadline.h. Reading the rules, stages and steps, and what is kept stand in deadline_rule.c, deadline_stage.c and
   deadline_store.c. */
#include "rules/deadline.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/expr.h"
#include "register/record_env.h"
#include "rules/deadline_stage.h"
#include "rules/workday.h"
#include "rules/workday_store.h"

enum { MOST_N = 3660, DAY_S = 86400, YEAR_S = 366 * DAY_S };

struct moment { /* a day, and the instant where one is known */
    struct date day;
    int64_t at;
    bool undated; /* there, but it does not say since when */
};

static bool state_of_trigger(const struct kind *k, const char *name, const char **ret_state)
{
    size_t n = strlen(name);

    for (unsigned i = 0; i < k->n_states; i++)
        if (n > 3 && strlen(k->states[i].id) == n - 3 && strncmp(k->states[i].id, name, n - 3) == 0 &&
            strcmp(name + n - 3, "_at") == 0) {
            *ret_state = k->states[i].id;
            return true;
        }
    return false;
}

/* The day in a field, or of the last entry into a state. All zero: not known yet. */
static enum status moment_of(struct ctx *cx, const struct record *rec, const char *name, struct moment *ret_m)
{
    const struct field *f = kind_field(rec->kind, name);
    const char *state, *v = f == NULL ? NULL : rec->values[f->index];
    struct rows *r;

    *ret_m = (struct moment){0};
    if (v != NULL && f->type == FT_DATE && date_parse(str_of(v), &ret_m->day))
        ret_m->at = date_instant(ret_m->day, 0, 0);
    else if (v != NULL && f->type == FT_DT && field_instant(v, &ret_m->at))
        ret_m->day = date_of_instant(ret_m->at);
    else if (v != NULL && f->type != FT_DATE && f->type != FT_DT)
        *ret_m = (struct moment){date_of_instant(rec->updated_at), rec->updated_at, true};
    if (f != NULL || !state_of_trigger(rec->kind, name, &state))
        return OK;
    TRY(db_one(cx, &r, "SELECT max(at) AS at FROM state_entry WHERE record_id = ? AND state = ?", db_i(rec->id),
               db_s(state)));
    if (rows_null(r, "at"))
        return OK;
    ret_m->at = rows_int(r, "at");
    ret_m->day = date_of_instant(ret_m->at);
    return OK;
}

/* An expression that gives a day: "delegation.date_back", "max(registrations, expiry_date)". */
static enum status moment_by(struct ctx *cx, const struct record *rec, const struct expr *e, struct moment *ret_m)
{
    struct expr_value v;

    TRY(expr_eval(cx, e, record_env(cx, rec), &v));
    *ret_m = (struct moment){0};
    if (v.type == EXPR_DATE)
        *ret_m = (struct moment){.day = v.date, .at = date_instant(v.date, 0, 0)};
    return OK;
}

static enum status trigger_of(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule,
                              struct moment *ret_m)
{
    *ret_m = (struct moment){0};
    for (unsigned i = 0; i < rule->trigger.n && !date_is_set(ret_m->day); i++) {
        const struct expr *e = rule->trigger_exprs == NULL ? NULL : rule->trigger_exprs[i];
        if (e != NULL)
            TRY(moment_by(cx, rec, e, ret_m));
        else
            TRY(moment_of(cx, rec, rule->trigger.at[i], ret_m));
    }
    return OK;
}

/* A sub field: the first row made since then. */
static enum status sub_since(struct ctx *cx, const struct record *rec, const struct field *f, int64_t since,
                             int64_t *ret_at)
{
    struct record_set set;

    *ret_at = 0;
    TRY(record_children(cx, rec, f->id, &set));
    for (size_t i = 0; i < set.n && *ret_at == 0; i++)
        if (set.at[i]->created_at >= since)
            *ret_at = set.at[i]->created_at;
    return OK;
}

/* When a stop that carries no day was first seen: as it was kept, so that a later save does not make it late. */
static enum status first_seen(struct ctx *cx, const struct record *rec, const struct deadline *d, int64_t *at)
{
    struct rows *r;
    enum status st = db_one(cx, &r, "SELECT stopped_at FROM due WHERE record_id = ? AND rule = ? AND period = ? "
                                    "AND stopped_at IS NOT NULL",
                            db_i(rec->id), db_s(d->rule->code), db_s(d->period));

    if (st == OK)
        *at = rows_int(r, "stopped_at");
    return st == E_NOTFOUND ? OK : st;
}

static bool names_year(const struct record *rec, const struct field *f, int year)
{
    long long y;

    return rec->values[f->index] != NULL && str_int(str_of(rec->values[f->index]), &y) && y >= year;
}

/* A condition that is true: since it was first seen to be. */
static enum status stop_by(struct ctx *cx, const struct record *rec, const struct expr *e, const struct deadline *d,
                           int64_t *ret_at)
{
    bool yes, known;

    *ret_at = 0;
    TRY(expr_truth(cx, e, record_env(cx, rec), &yes, &known));
    if (!yes || !known)
        return OK;
    *ret_at = rec->updated_at;
    return first_seen(cx, rec, d, ret_at);
}

static enum status one_stop(struct ctx *cx, const struct record *rec, unsigned i, const struct deadline *d,
                            int64_t since, int64_t *ret_at)
{
    const char *name = d->rule->stop.at[i];
    const struct field *f = kind_field(rec->kind, name);
    struct moment m;

    if (d->rule->stop_exprs != NULL && d->rule->stop_exprs[i] != NULL)
        return stop_by(cx, rec, d->rule->stop_exprs[i], d, ret_at);
    if (f != NULL && f->type == FT_SUB)
        return sub_since(cx, rec, f, since, ret_at);
    TRY(moment_of(cx, rec, name, &m));
    if (f != NULL && f->type == FT_YEAR && d->rule->unit == DEADLINE_FIXED && !names_year(rec, f, d->due.y))
        m.at = 0;
    if (m.at != 0 && m.undated)
        TRY(first_seen(cx, rec, d, &m.at));
    *ret_at = m.at;
    return OK;
}

/* When everything that stops the clock was there. 0 = not yet, or nothing stops it. */
static enum status stop_of(struct ctx *cx, const struct record *rec, const struct deadline *d, int64_t since,
                           int64_t *ret_at)
{
    int64_t last = 0, at;

    *ret_at = 0;
    for (unsigned i = 0; i < d->rule->stop.n; i++) {
        TRY(one_stop(cx, rec, i, d, since, &at));
        if (at == 0)
            return OK;
        last = at > last ? at : last;
    }
    *ret_at = last;
    return OK;
}

static enum status whole_number(struct ctx *cx, const struct record *rec, const struct expr *e, int most, int *ret_n,
                                bool *ret_known)
{
    struct expr_value v;
    struct decimal whole;

    TRY(expr_eval(cx, e, record_env(cx, rec), &v));
    *ret_known =
        v.type == EXPR_NUMBER && decimal_round(v.number, 0, 0, &whole) == OK && whole.n >= 0 && whole.n <= most;
    if (*ret_known)
        *ret_n = (int)whole.n;
    return OK;
}

static int64_t end_of_day(struct date d)
{
    return date_instant(d, 0, 0) + DAY_S - 1;
}

/* The year of a fixed day: as the rule says; else, where a year is reported, the first that is not; else this one. */
static enum status fixed_year(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule, int *ret_y,
                              bool *ret_known)
{
    int today = ctx_today(cx).y, first = date_of_instant(rec->created_at).y;
    struct moment from;
    long long reported;

    *ret_known = true;
    *ret_y = today;
    if (rule->year_expr != NULL)
        return whole_number(cx, rec, rule->year_expr, 9998, ret_y, ret_known);
    TRY(trigger_of(cx, rec, rule, &from));
    if (date_is_set(from.day))
        first = from.day.y;
    for (unsigned i = 0; i < rule->stop.n; i++) {
        const struct field *f = kind_field(rec->kind, rule->stop.at[i]);
        if (f == NULL || f->type != FT_YEAR)
            continue;
        *ret_y = first;
        if (rec->values[f->index] != NULL && str_int(str_of(rec->values[f->index]), &reported))
            *ret_y = reported >= today ? today : reported + 1 > first ? (int)reported + 1 : first;
        if (*ret_y > today)
            *ret_y = today;
    }
    return OK;
}

static struct date fixed_day(const char *on, int y)
{
    struct str rest = str_of(on), day;
    long long d = 0, m = 0;

    if (!str_next(&rest, '/', &day) || !str_int(day, &d) || !str_int(rest, &m) || !date_valid(y, (int)m, (int)d))
        return (struct date){0};
    return (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
}

static void count_due(const struct deadline_rule *rule, const struct moment *from, int n, struct deadline *d)
{
    switch (rule->unit) {
    case DEADLINE_D:
        d->due =
            rule->before ? workday_days_before(from->day, n, &d->flags) : workday_days_after(from->day, n, &d->flags);
        break;
    case DEADLINE_WD:
        d->due = rule->before ? workday_before(from->day, n, &d->flags) : workday_after(from->day, n, &d->flags);
        break;
    case DEADLINE_M:
        d->due = rule->before ? date_add_months(from->day, -n) : workday_months_after(from->day, n, &d->flags);
        break;
    case DEADLINE_FIXED: /* n is the year */
        d->due = fixed_day(rule->on, n);
        if (rule->roll && date_is_set(d->due))
            d->due = workday_days_after(d->due, 0, &d->flags);
        break;
    case DEADLINE_H:
        d->due_at = from->at + (rule->before ? -1 : 1) * n * (int64_t)3600;
        d->due = date_of_instant(d->due_at);
        return;
    }
    d->due_at = end_of_day(d->due);
}

/* ---- the clock that stands still while a dossier is returned ---- */

static void stretch(struct deadline *d, const struct deadline_pause *p, int64_t now)
{
    int64_t to = p->to == 0 ? now : p->to;
    struct date a = date_of_instant(p->from), b = date_of_instant(to);

    if (d->rule->unit == DEADLINE_H) {
        d->due_at += to - p->from;
        d->due = date_of_instant(d->due_at);
        return;
    }
    if (d->rule->unit == DEADLINE_WD)
        d->due = workday_after(d->due, workday_between(a, b), &d->flags);
    else if (date_cmp(a, b) < 0)
        d->due = workday_days_after(d->due, date_days(b) - date_days(a), &d->flags);
    d->due_at = end_of_day(d->due);
}

/* Every stay in a state that pauses, since the clock began and before it ran out. Working days are added as working
   days, hours as hours. */
static enum status add_pauses(struct ctx *cx, const struct record *rec, struct deadline *d)
{
    const struct deadline_rule *rule = d->rule;
    struct {
        VEC(struct deadline_pause);
    } v = {0};
    struct rows *r;

    if (rule->paused_in.n == 0 || rule->before || rule->unit == DEADLINE_FIXED || rec->id == 0)
        return OK;
    TRY(db_query(cx, &r, "SELECT state, at, left_at FROM state_entry WHERE record_id = ? ORDER BY at", db_i(rec->id)));
    while (rows_next(r)) {
        struct deadline_pause p = {rows_int(r, "at"), rows_null(r, "left_at") ? 0 : rows_int(r, "left_at")};
        if (words_have(&rule->paused_in, rows_text(r, "state")) && p.from >= d->from_at)
            vec_push(cx->mem, &v, p);
    }
    TRY(rows_done(r));
    for (size_t i = 0; i < v.n && v.at[i].from <= d->due_at; i++, d->n_pauses++)
        stretch(d, &v.at[i], ctx_now(cx));
    d->pauses = v.at;
    return OK;
}

static bool in_force(const struct deadline_rule *rule, struct date on)
{
    struct date d;

    if (rule->valid_from != NULL && date_parse(str_of(rule->valid_from), &d) && date_cmp(on, d) < 0)
        return false;
    return rule->valid_to == NULL || !date_parse(str_of(rule->valid_to), &d) || date_cmp(on, d) <= 0;
}

static enum status condition_holds(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule,
                                   bool *ret_yes)
{
    bool yes = true, known = true;

    if (rule->condition_expr != NULL)
        TRY(expr_truth(cx, rule->condition_expr, record_env(cx, rec), &yes, &known));
    *ret_yes = yes && known;
    return OK;
}

/* Where the clock begins and how long it runs (for fixed days: the year). *ret_known false: not known (now). */
static enum status start_of(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule,
                            struct moment *from, int *ret_n, bool *ret_known)
{
    *ret_n = rule->n;
    *ret_known = true;
    if (rule->unit == DEADLINE_FIXED) {
        TRY(fixed_year(cx, rec, rule, ret_n, ret_known));
        from->day = (struct date){(int16_t)*ret_n, 1, 1};
        from->at = date_instant(from->day, 0, 0);
        return OK;
    }
    TRY(trigger_of(cx, rec, rule, from));
    if (date_is_set(from->day) && rule->n_expression != NULL)
        return whole_number(cx, rec, rule->n_expression, MOST_N, ret_n, ret_known);
    return OK;
}

/* From when on a new sub-record counts as an answer. Before an event: within the last year. */
static int64_t since_of(const struct record *rec, const struct deadline *d)
{
    int64_t year_before = d->due_at - YEAR_S;

    if (!d->rule->before)
        return d->from_at;
    return rec->created_at > year_before ? rec->created_at : year_before;
}

/* E_NOTFOUND: the rule does not speak about this record (now). */
static enum status work_out(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule,
                            struct deadline *d)
{
    struct moment from = {0};
    bool yes;
    int n;

    *d = (struct deadline){.rule = rule, .record = rec, .is_law = deadline_is_law(rule), .period = ""};
    TRY(start_of(cx, rec, rule, &from, &n, &yes));
    if (!yes || !date_is_set(from.day) || !in_force(rule, from.day))
        return E_NOTFOUND;
    d->from = from.day;
    d->from_at = from.at;
    count_due(rule, &from, n, d);
    if (!date_is_set(d->due))
        return E_NOTFOUND;
    if (rule->unit == DEADLINE_FIXED)
        d->period = arena_printf(cx->mem, "%d", n);
    TRY(add_pauses(cx, rec, d));
    if (!rule->repeat)
        TRY(stop_of(cx, rec, d, since_of(rec, d), &d->stopped_at));
    TRY(condition_holds(cx, rec, rule, &yes));
    if (!yes && d->stopped_at == 0)
        return E_NOTFOUND; /* a met one stays in sight when the record has gone on */
    d->act_by = rule->before && !workday_is(d->due) ? workday_before(d->due, 1, NULL) : d->due;
    deadline_stage(cx, d);
    d->left = workday_between(ctx_today(cx), d->due);
    return d->state == DEADLINE_PAST ? E_NOTFOUND : OK;
}

struct deadlines {
    VEC(struct deadline);
};

static bool is_given_up(const struct record *rec)
{
    int s = rec->state == NULL ? -1 : kind_state(rec->kind, rec->state);

    return rec->deleted_at != 0 || (s >= 0 && rec->kind->states[s].final && rec->kind->states[s].side);
}

static enum status add_of(struct ctx *cx, const struct record *rec, bool with_subs, struct deadlines *v)
{
    const struct deadline_rule *rules;
    struct record_set subs;
    struct deadline d;
    size_t n;

    rules = deadline_rules(&n);
    for (size_t i = 0; i < n && !is_given_up(rec); i++) {
        if (rules[i].of != rec->kind)
            continue;
        enum status st = work_out(cx, rec, &rules[i], &d);
        if (st == OK)
            vec_push(cx->mem, v, d);
        else if (st != E_NOTFOUND)
            return st;
    }
    for (unsigned i = 0; with_subs && i < rec->kind->n_fields; i++) {
        if (rec->kind->fields[i].type != FT_SUB)
            continue;
        TRY(record_children(cx, rec, rec->kind->fields[i].id, &subs));
        for (size_t k = 0; k < subs.n; k++)
            TRY(add_of(cx, subs.at[k], true, v));
    }
    return OK;
}

static int by_due(const void *a, const void *b)
{
    const struct deadline *x = a, *y = b;

    return x->due_at < y->due_at ? -1 : x->due_at > y->due_at;
}

enum status deadline_of(struct ctx *cx, const struct record *rec, bool with_subs, struct deadline **ret_d,
                        size_t *ret_n)
{
    struct deadlines v = {0};

    TRY(workday_store_fresh(cx));
    TRY(add_of(cx, rec, with_subs, &v));
    if (v.n > 1)
        qsort(v.at, v.n, sizeof *v.at, by_due);
    *ret_d = v.at;
    *ret_n = v.n;
    return OK;
}
