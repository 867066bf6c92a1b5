/* See deadline.h. Reading the rules and listing what is due stand in deadline_rule.c and deadline_list.c. */
#include "rules/deadline.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/expr.h"
#include "register/record_env.h"
#include "rules/workday.h"

enum { MOST_N = 3660, DAY_S = 86400 };

struct moment { /* a day, and the instant where one is known */
    struct date day;
    int64_t at;
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
        *ret_m = (struct moment){date_of_instant(rec->updated_at), rec->updated_at};
    if (f != NULL || !state_of_trigger(rec->kind, name, &state))
        return OK;
    enum status st =
        db_one(cx, &r, "SELECT at FROM state_entry WHERE record_id = ? AND state = ? ORDER BY at DESC LIMIT 1",
               db_i(rec->id), db_s(state));
    if (st == E_NOTFOUND)
        return OK;
    TRY(st);
    ret_m->at = rows_int(r, "at");
    ret_m->day = date_of_instant(ret_m->at);
    return OK;
}

static enum status trigger_of(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule,
                              struct moment *ret_m)
{
    *ret_m = (struct moment){0};
    for (unsigned i = 0; i < rule->trigger.n && !date_is_set(ret_m->day); i++)
        TRY(moment_of(cx, rec, rule->trigger.at[i], ret_m));
    return OK;
}

/* A sub field: the first row made since the trigger. */
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

/* When everything that stops the clock was there. 0 = not yet, or a reminder that nothing stops. */
static enum status stop_of(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule, int64_t since,
                           int64_t *ret_at)
{
    struct moment m;
    int64_t last = 0, at;

    *ret_at = 0;
    for (unsigned i = 0; i < rule->stop.n; i++) {
        const struct field *f = kind_field(rec->kind, rule->stop.at[i]);
        if (f != NULL && f->type == FT_SUB) {
            TRY(sub_since(cx, rec, f, since, &at));
        } else {
            TRY(moment_of(cx, rec, rule->stop.at[i], &m));
            at = m.at;
        }
        if (at == 0)
            return OK;
        last = at > last ? at : last;
    }
    *ret_at = last;
    return OK;
}

static enum status number_of(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule, int *ret_n,
                             bool *ret_known)
{
    struct expr_value v;
    struct decimal whole;

    *ret_n = rule->n;
    *ret_known = true;
    if (rule->n_expression == NULL)
        return OK;
    TRY(expr_eval(cx, rule->n_expression, record_env(cx, rec), &v));
    *ret_known =
        v.type == EXPR_NUMBER && decimal_round(v.number, 0, 0, &whole) == OK && whole.n >= 0 && whole.n <= MOST_N;
    if (*ret_known)
        *ret_n = (int)whole.n;
    return OK;
}

static int64_t end_of_day(struct date d)
{
    return date_instant(d, 0, 0) + DAY_S - 1;
}

static struct date fixed_day(struct ctx *cx, const char *on)
{
    struct str rest = str_of(on), day;
    long long d = 0, m = 0;
    int y = ctx_today(cx).y;

    if (!str_next(&rest, '/', &day) || !str_int(day, &d) || !str_int(rest, &m) || !date_valid(y, (int)m, (int)d))
        return (struct date){0};
    return (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
}

static void count_due(struct ctx *cx, const struct deadline_rule *rule, const struct moment *from, int n,
                      struct deadline *d)
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
    case DEADLINE_FIXED:
        d->due = fixed_day(cx, rule->on);
        break;
    case DEADLINE_H:
        d->due_at = from->at + (rule->before ? -1 : 1) * n * (int64_t)3600;
        d->due = date_of_instant(d->due_at);
        return;
    }
    d->due_at = end_of_day(d->due);
}

/* While a dossier is returned the clock stands: its working days are added again. */
static enum status add_pauses(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule,
                              struct deadline *d)
{
    struct rows *r;
    int days = 0;

    if (rule->paused_in == NULL || rule->before || rule->unit == DEADLINE_H)
        return OK;
    TRY(db_query(cx, &r, "SELECT at, left_at FROM state_entry WHERE record_id = ? AND state = ?", db_i(rec->id),
                 db_s(rule->paused_in)));
    while (rows_next(r)) {
        struct date a = date_of_instant(rows_int(r, "at"));
        struct date b = rows_null(r, "left_at") ? ctx_today(cx) : date_of_instant(rows_int(r, "left_at"));
        if (date_cmp(a, d->from) >= 0)
            days += workday_between(a, b);
    }
    TRY(rows_done(r));
    if (days > 0) {
        d->due = workday_after(d->due, days, &d->flags);
        d->due_at = end_of_day(d->due);
    }
    return OK;
}

/* The earliest day on which someone is reminded: "3wd" before the due day. */
static struct date warn_from(const struct deadline_rule *rule, struct date due)
{
    struct date first = due;

    for (unsigned i = 0; i < rule->warn.n; i++) {
        char *unit;
        long n = strtol(rule->warn.at[i], &unit, 10);
        if (n <= 0 || n > MOST_N)
            continue;
        struct date d = strcmp(unit, "wd") == 0 ? workday_before(due, (int)n, NULL) : date_add_days(due, -(int)n);
        first = date_cmp(d, first) < 0 ? d : first;
    }
    return first;
}

static enum deadline_state state_of(struct ctx *cx, const struct deadline *d)
{
    struct date today = ctx_today(cx);

    if (d->stopped_at != 0)
        return d->stopped_at <= d->due_at ? DEADLINE_DONE : DEADLINE_DONE_LATE;
    if (ctx_now(cx) > d->due_at)
        return DEADLINE_LATE;
    if (date_cmp(today, d->due) == 0)
        return DEADLINE_DUE;
    return date_cmp(today, warn_from(d->rule, d->due)) >= 0 ? DEADLINE_WARN : DEADLINE_OPEN;
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

/* E_NOTFOUND: the rule does not speak about this record (now). */
static enum status work_out(struct ctx *cx, const struct record *rec, const struct deadline_rule *rule,
                            struct deadline *d)
{
    struct moment from;
    bool yes;
    int n;

    *d = (struct deadline){.rule = rule, .record = rec, .is_law = rule->mark != NULL && strcmp(rule->mark, "V") == 0};
    if (rule->unit == DEADLINE_FIXED)
        from = (struct moment){ctx_today(cx), ctx_now(cx)};
    else
        TRY(trigger_of(cx, rec, rule, &from));
    if (!date_is_set(from.day) || !in_force(rule, from.day))
        return E_NOTFOUND;
    TRY(number_of(cx, rec, rule, &n, &yes));
    if (!yes)
        return E_NOTFOUND;
    d->from = from.day;
    count_due(cx, rule, &from, n, d);
    TRY(add_pauses(cx, rec, rule, d));
    TRY(stop_of(cx, rec, rule, rule->before ? rec->created_at : from.at, &d->stopped_at));
    TRY(condition_holds(cx, rec, rule, &yes));
    if (!yes && d->stopped_at == 0)
        return E_NOTFOUND; /* a met one stays in sight when the record has gone on */
    d->state = state_of(cx, d);
    d->left = workday_between(ctx_today(cx), d->due);
    return date_is_set(d->due) ? OK : E_NOTFOUND;
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

    TRY(add_of(cx, rec, with_subs, &v));
    if (v.n > 1)
        qsort(v.at, v.n, sizeof *v.at, by_due);
    *ret_d = v.at;
    *ret_n = v.n;
    return OK;
}

const char *deadline_basis(struct ctx *cx, const struct deadline *d)
{
    const char *basis = d->rule->basis != NULL ? d->rule->basis : "";

    if (d->is_law)
        return basis;
    const char *unverified = i18n_text(cx->lang, "deadline.unverified").p;
    return *basis == '\0' ? unverified : arena_printf(cx->mem, "%s (%s)", unverified, basis);
}

const char *deadline_state_id(enum deadline_state s)
{
    static const char *const ids[] = {"none", "open", "warn", "due", "late", "done", "done_late"};

    return ids[s];
}
