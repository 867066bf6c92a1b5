/* Working an expression out over an environment: three-valued logic, exact numbers, days. See expr.h.
   Not for: where names get their values (record_env.c for records). */
#include <string.h>

#include "base/utf8.h"
#include "register/expr_private.h"
#include "register/period.h"

enum { MOST_WORKDAYS = 2000 };

static struct expr_value null_value(void)
{
    return (struct expr_value){.type = EXPR_NULL};
}
static struct expr_value bool_value(bool b)
{
    return (struct expr_value){.type = EXPR_BOOL, .truth = b};
}
static struct expr_value number_value(struct decimal d)
{
    return (struct expr_value){.type = EXPR_NUMBER, .number = d};
}
static struct expr_value text_value(struct str s)
{
    return s.n == 0 ? null_value() : (struct expr_value){.type = EXPR_TEXT, .text = s};
}
static struct expr_value date_value(struct date d)
{
    return date_is_set(d) ? (struct expr_value){.type = EXPR_DATE, .date = d} : null_value();
}

/* Text beside a day or a number is read as one, so that '2026-01-12' and '12' need no mark of their own. */
static bool as_date(struct expr_value v, struct date *ret_d)
{
    if (v.type == EXPR_DATE)
        *ret_d = v.date;
    return v.type == EXPR_DATE || (v.type == EXPR_TEXT && date_parse(v.text, ret_d));
}
/* An instant where one is known, else the beginning of the day. */
static bool as_instant(struct expr_value v, int64_t *ret_at)
{
    struct date d;

    if (!as_date(v, &d))
        return false;
    *ret_at = v.type == EXPR_DATE && v.at != 0 ? v.at : date_instant(d, 0, 0);
    return true;
}
static bool as_number(struct expr_value v, struct decimal *ret_d)
{
    if (v.type == EXPR_NUMBER)
        *ret_d = v.number;
    return v.type == EXPR_NUMBER || (v.type == EXPR_TEXT && decimal_parse(v.text, ret_d) == OK);
}
static bool as_int(struct expr_value v, int64_t *ret_n)
{
    struct decimal d;

    if (!as_number(v, &d) || decimal_round(d, 0, 0, &d) != OK || d.n > 1000000 || d.n < -1000000)
        return false;
    *ret_n = (int64_t)d.n;
    return true;
}

/* False: the two cannot be compared, so the answer is unknown. */
static bool compare(struct expr_value a, struct expr_value b, int *ret_c)
{
    struct date da, db;
    struct decimal na, nb;

    if (a.type == EXPR_NULL || b.type == EXPR_NULL)
        return false;
    if (a.type == EXPR_DATE || b.type == EXPR_DATE) {
        if (!as_date(a, &da) || !as_date(b, &db))
            return false;
        *ret_c = date_cmp(da, db);
        if (a.at != 0 && b.at != 0 && *ret_c == 0) /* two instants of a day */
            *ret_c = a.at < b.at ? -1 : a.at > b.at;
        return true;
    }
    if (a.type == EXPR_NUMBER || b.type == EXPR_NUMBER) {
        if (!as_number(a, &na) || !as_number(b, &nb))
            return false;
        *ret_c = decimal_cmp(na, nb);
        return true;
    }
    if (a.type == EXPR_BOOL || b.type == EXPR_BOOL) {
        *ret_c = (int)a.truth - (int)b.truth;
        return a.type == b.type;
    }
    *ret_c = str_cmp(a.text, b.text);
    return true;
}

static bool has_word(struct str words, struct str word)
{
    struct str part;

    while (str_next(&words, ' ', &part))
        if (str_eq(part, word))
            return true;
    return false;
}

static enum status truth_of(struct ctx *cx, const struct expr *e, const struct expr_env *env, bool *ret_true,
                            bool *ret_known)
{
    struct expr_value v;

    TRY(expr_eval(cx, e, env, &v));
    *ret_known = v.type != EXPR_NULL;
    *ret_true = v.type == EXPR_BOOL ? v.truth : v.type != EXPR_NULL;
    return OK;
}

enum status expr_truth(struct ctx *cx, const struct expr *e, const struct expr_env *env, bool *ret_true,
                       bool *ret_known)
{
    return truth_of(cx, e, env, ret_true, ret_known);
}

static enum status eval_logic(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                              struct expr_value *ret_v)
{
    bool a, b, known_a, known_b, decides = e->op == OP_OR;

    TRY(truth_of(cx, e->args[0], env, &a, &known_a));
    if (e->op == OP_NOT) {
        *ret_v = known_a ? bool_value(!a) : null_value();
        return OK;
    }
    if (known_a && a == decides) {
        *ret_v = bool_value(decides);
        return OK;
    }
    TRY(truth_of(cx, e->args[1], env, &b, &known_b));
    if (known_b && b == decides)
        *ret_v = bool_value(decides);
    else
        *ret_v = known_a && known_b ? bool_value(!decides) : null_value();
    return OK;
}

static enum status eval_compare(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                                struct expr_value *ret_v)
{
    struct expr_value a, b;
    int c;

    TRY(expr_eval(cx, e->args[0], env, &a));
    TRY(expr_eval(cx, e->args[1], env, &b));
    if (!compare(a, b, &c)) {
        *ret_v = null_value();
        return OK;
    }
    bool yes = e->op == OP_EQ   ? c == 0
               : e->op == OP_NE ? c != 0
               : e->op == OP_LT ? c < 0
               : e->op == OP_LE ? c <= 0
               : e->op == OP_GT ? c > 0
                                : c >= 0;
    *ret_v = bool_value(yes);
    return OK;
}

/* in: the value is one of the list. within: every word of the set is. contains: the set has the word. */
static enum status eval_sets(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *ret_v)
{
    struct expr_value a, v[EXPR_MAX_ARGS];
    int c;

    *ret_v = null_value();
    TRY(expr_eval(cx, e->args[0], env, &a));
    for (size_t i = 1; i < e->n_args; i++)
        TRY(expr_eval(cx, e->args[i], env, &v[i]));
    if (a.type == EXPR_NULL)
        return OK;
    if (e->op == OP_CONTAINS) {
        if (v[1].type == EXPR_TEXT || v[1].type == EXPR_WORDS)
            *ret_v = bool_value(has_word(a.text, v[1].text));
        return OK;
    }
    struct str rest = a.text, word;
    bool all = true, any = false;
    for (size_t i = 1; e->op == OP_IN && i < e->n_args; i++)
        any = any || (compare(a, v[i], &c) && c == 0);
    while (e->op == OP_WITHIN && str_next(&rest, ' ', &word)) {
        bool found = false;
        for (size_t i = 1; i < e->n_args; i++)
            found = found || (v[i].type == EXPR_TEXT && str_eq(v[i].text, word));
        all = all && found;
    }
    *ret_v = bool_value(e->op == OP_IN ? any : all);
    return OK;
}

static enum status eval_arithmetic(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                                   struct expr_value *ret_v)
{
    struct expr_value a, b;
    struct decimal x, y, r;

    *ret_v = null_value();
    TRY(expr_eval(cx, e->args[0], env, &a));
    if (e->op == OP_NEGATE) {
        if (as_number(a, &x))
            *ret_v = number_value((struct decimal){-x.n, x.scale});
        return OK;
    }
    TRY(expr_eval(cx, e->args[1], env, &b));
    if (a.type == EXPR_NULL || b.type == EXPR_NULL)
        return OK;
    if (e->op == OP_ADD && a.type == EXPR_TEXT && b.type == EXPR_TEXT) {
        const char *s = arena_printf(cx->mem, "%.*s%.*s", STR_ARGS(a.text), STR_ARGS(b.text));
        *ret_v = text_value(str_of(s));
        return OK;
    }
    if (!as_number(a, &x) || !as_number(b, &y))
        return OK;
    enum status st = e->op == OP_ADD   ? decimal_add(x, y, &r)
                     : e->op == OP_SUB ? decimal_sub(x, y, &r)
                     : e->op == OP_MUL ? decimal_mul(x, y, &r)
                                       : decimal_div(x, y, 10, 0, &r);
    if (st == OK)
        *ret_v = number_value(r);
    return OK;
}

/* "outer.parent.date_out": the environment in which the last step is read; *env NULL when nothing is linked. */
static enum status walk(struct ctx *cx, struct str name, const struct expr_env **env, struct str *ret_last)
{
    struct str rest = name;

    while (str_next(&rest, '.', ret_last) && rest.p != NULL && *env != NULL) {
        if (str_is(*ret_last, "outer"))
            *env = (*env)->outer;
        else
            TRY((*env)->follow(cx, *env, *ret_last, env));
    }
    return OK;
}

static enum status eval_name(struct ctx *cx, struct str name, const struct expr_env *env, struct expr_value *ret_v)
{
    struct str part;

    *ret_v = null_value();
    TRY(walk(cx, name, &env, &part));
    return env == NULL ? OK : env->value(cx, env, part, ret_v);
}

/* The condition of count(LIST, …), sum(LIST, VALUE, …), last(LIST, BY, VALUE, …); NULL when there is none. */
static const struct expr *condition_of(const struct expr *e)
{
    size_t at = e->function->id == FN_COUNT || e->function->id == FN_ANY ? 1 : e->function->id == FN_LAST ? 3 : 2;

    return at < e->n_args ? e->args[at] : NULL;
}

/* The records that a name leads to, each knowing the one that counts. E_NOTFOUND: the name is no list of records. */
static enum status each_of(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                           const struct expr_env ***ret_at, size_t *ret_n)
{
    const struct expr_env *from = env, **at = NULL;
    const struct expr *condition = condition_of(e);
    struct str name = e->args[0]->text, last;
    struct expr_env *copies;

    *ret_n = 0;
    if (expr_is_every(name, &last)) {
        if (env->every == NULL)
            return OK;
        TRY(env->every(cx, env, last, condition, &at, ret_n));
    } else {
        TRY(walk(cx, name, &from, &last));
        if (from == NULL)
            return OK;
        TRY(from->each(cx, from, last, &at, ret_n));
    }
    copies = arena_alloc(cx->mem, (*ret_n + 1) * sizeof *copies);
    for (size_t i = 0; i < *ret_n; i++) {
        copies[i] = *at[i];
        copies[i].outer = env;
        at[i] = &copies[i];
    }
    *ret_at = at;
    return OK;
}

/* Of one record: is its value the best so far, and which value goes with it? last: the value beside the greatest. */
static enum status take(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *best_by,
                        struct expr_value *best)
{
    enum expr_function_id id = e->function->id;
    struct expr_value by, v;
    int c = 1;

    TRY(expr_eval(cx, e->args[1], env, &by));
    v = by;
    if (id == FN_LAST)
        TRY(expr_eval(cx, e->args[2], env, &v));
    if (by.type == EXPR_NULL || v.type == EXPR_NULL)
        return OK;
    if (best_by->type != EXPR_NULL && (!compare(by, *best_by, &c) || (id == FN_MIN ? c >= 0 : c <= 0)))
        return OK;
    *best_by = by;
    *best = v;
    return OK;
}

/* count, any, max, min, last, sum over records; count of a set is the number of its words. */
static enum status eval_over(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *ret_v)
{
    const struct expr_env **each = NULL;
    const struct expr *condition = condition_of(e);
    struct expr_value by = null_value(), best = null_value(), v;
    struct decimal sum = decimal_of(0), x;
    size_t n = 0, found = 0;
    bool yes = true, known = true;

    *ret_v = null_value();
    enum status st = each_of(cx, e, env, &each, &n);
    if (st == E_NOTFOUND && e->function->id == FN_COUNT && e->n_args == 1) {
        TRY(eval_name(cx, e->args[0]->text, env, &v));
        for (struct str rest = v.text, word; v.type != EXPR_NULL && str_next(&rest, ' ', &word);)
            found += word.n > 0;
        *ret_v = number_value(decimal_of((long long)found));
        return OK;
    }
    if (st == E_TOOBIG)
        return OK; /* unknown, rather than the sum of a part */
    TRY(st);
    for (size_t i = 0; i < n; i++) {
        if (condition != NULL)
            TRY(truth_of(cx, condition, each[i], &yes, &known));
        if (!yes || !known)
            continue;
        found++;
        if (e->function->id == FN_SUM) {
            TRY(expr_eval(cx, e->args[1], each[i], &v));
            if (as_number(v, &x))
                TRY(decimal_add(sum, x, &sum));
        } else if (e->function->id != FN_COUNT && e->function->id != FN_ANY) {
            TRY(take(cx, e, each[i], &by, &best));
        }
    }
    *ret_v = e->function->id == FN_COUNT ? number_value(decimal_of((long long)found))
             : e->function->id == FN_ANY ? bool_value(found > 0)
             : e->function->id == FN_SUM ? number_value(sum)
                                         : best;
    return OK;
}

static enum status eval_text(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *ret_v)
{
    struct expr_value a, b;

    *ret_v = null_value();
    TRY(expr_eval(cx, e->args[0], env, &a));
    if (e->function->id == FN_TEXT) {
        const char *s = expr_canonical(cx, a);
        *ret_v = text_value(str_of(s));
        return OK;
    }
    if (a.type != EXPR_TEXT && a.type != EXPR_WORDS) {
        if (e->function->id == FN_LEN)
            *ret_v = number_value(decimal_of(0));
        return OK;
    }
    struct str folded = utf8_fold(cx->mem, a.text);
    if (e->function->id == FN_LOWER)
        *ret_v = text_value(folded);
    else if (e->function->id == FN_LEN)
        *ret_v = number_value(decimal_of((long long)utf8_count(a.text)));
    else {
        bool yes = false;
        for (size_t i = 1; i < e->n_args; i++) {
            TRY(expr_eval(cx, e->args[i], env, &b));
            struct str want = utf8_fold(cx->mem, b.text);
            if (want.n > 0 && e->function->id == FN_STARTS)
                yes = yes || (folded.n >= want.n && str_eq(str_sub(folded, 0, want.n), want));
            else if (want.n > 0)
                yes = yes || str_find(folded, want) < folded.n;
        }
        *ret_v = bool_value(yes);
    }
    return OK;
}

static enum status eval_date(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *ret_v)
{
    struct expr_value a, b = null_value();
    struct date d, d2;
    int64_t n;

    *ret_v = null_value();
    TRY(expr_eval(cx, e->args[0], env, &a));
    if (e->n_args > 1)
        TRY(expr_eval(cx, e->args[1], env, &b));
    if (!as_date(a, &d))
        return OK;
    switch (e->function->id) {
    case FN_YEAR:
        *ret_v = number_value(decimal_of(d.y));
        break;
    case FN_MONTH:
        *ret_v = number_value(decimal_of(d.m));
        break;
    case FN_DAYS:
        if (as_date(b, &d2))
            *ret_v = number_value(decimal_of(date_days(d2) - date_days(d)));
        break;
    default:
        if (as_int(b, &n) && n > -100000 && n < 100000 &&
            (e->function->id == FN_ADDDAYS || (n > -12000 && n < 12000))) {
            d = e->function->id == FN_ADDDAYS ? date_add_days(d, (int)n) : date_add_months(d, (int)n);
            if (d.y >= 1 && d.y <= 9999)
                *ret_v = date_value(d);
        }
    }
    return OK;
}

static const struct expr_calendar *calendar;

void expr_install_calendar(const struct expr_calendar *of)
{
    calendar = of;
}

/* addworkdays(d, n), workdays(a, b): without the day they begin with, as the law counts. */
static enum status eval_workdays(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                                 struct expr_value *ret_v)
{
    struct expr_value a, b;
    struct date d, to;
    int64_t n;

    *ret_v = null_value();
    TRY(expr_eval(cx, e->args[0], env, &a));
    TRY(expr_eval(cx, e->args[1], env, &b));
    if (calendar == NULL || !as_date(a, &d))
        return OK;
    if (e->function->id == FN_WORKDAYS && as_date(b, &to))
        *ret_v = number_value(decimal_of(calendar->between(d, to)));
    else if (e->function->id == FN_ADDWORKDAYS && as_int(b, &n) && n >= -MOST_WORKDAYS && n <= MOST_WORKDAYS)
        *ret_v = date_value(calendar->add(d, (int)n));
    return OK;
}

static enum status eval_during(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                               struct expr_value *ret_v)
{
    struct expr_value a;
    struct date d, from, to;

    TRY(expr_eval(cx, e->args[0], env, &a));
    *ret_v = as_date(a, &d) && period_days(e->args[1]->text, ctx_today(cx), &from, &to)
                 ? bool_value(date_cmp(from, d) <= 0 && date_cmp(d, to) <= 0)
                 : null_value();
    return OK;
}

/* hours(a, b): whole hours and their fraction between two instants; ceil and floor to whole numbers. */
static enum status eval_measure(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                                struct expr_value *ret_v)
{
    struct expr_value a, b = null_value();
    struct decimal x, whole;
    int64_t from, to;

    *ret_v = null_value();
    TRY(expr_eval(cx, e->args[0], env, &a));
    if (e->n_args > 1)
        TRY(expr_eval(cx, e->args[1], env, &b));
    if (e->function->id == FN_HOURS) {
        if (as_instant(a, &from) && as_instant(b, &to) &&
            decimal_div(decimal_of(to - from), decimal_of(3600), 4, 0, &x) == OK)
            *ret_v = number_value(x);
        return OK;
    }
    if (as_number(a, &x) && decimal_round(x, 0, e->function->id == FN_CEIL ? 1 : -1, &whole) == OK)
        *ret_v = number_value(whole);
    return OK;
}

/* What the record itself has to answer: currency(price), label(relation.kind), currency(outer.value). */
static enum status eval_asked(struct ctx *cx, const struct expr *e, const struct expr_env *env,
                              struct expr_value *ret_v)
{
    struct str name = e->args[0]->text;
    struct expr_value a;

    *ret_v = null_value();
    TRY(expr_eval(cx, e->args[0], env, &a));
    if (e->args[0]->op == OP_NAME)
        TRY(walk(cx, name, &env, &name));
    if (env == NULL || env->call == NULL || (a.type == EXPR_NULL && e->function->id != FN_CHANGED))
        return OK;
    return env->call(cx, env, str_of(e->function->name), a, name, ret_v);
}

static enum status eval_call(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *ret_v)
{
    bool yes, known;

    switch (e->function->id) {
    case FN_COUNT: case FN_ANY: case FN_MAX: case FN_MIN: case FN_SUM: case FN_LAST:
        return eval_over(cx, e, env, ret_v);
    case FN_STARTS: case FN_HAS: case FN_LOWER: case FN_LEN: case FN_TEXT:
        return eval_text(cx, e, env, ret_v);
    case FN_YEAR: case FN_MONTH: case FN_ADDDAYS: case FN_ADDMONTHS: case FN_DAYS:
        return eval_date(cx, e, env, ret_v);
    case FN_ADDWORKDAYS: case FN_WORKDAYS:
        return eval_workdays(cx, e, env, ret_v);
    case FN_TODAY:
        *ret_v = date_value(ctx_today(cx));
        return OK;
    case FN_NOW:
        *ret_v = date_value(ctx_today(cx));
        ret_v->at = ctx_now(cx);
        return OK;
    case FN_HOURS: case FN_CEIL: case FN_FLOOR:
        return eval_measure(cx, e, env, ret_v);
    case FN_IF:
        TRY(truth_of(cx, e->args[0], env, &yes, &known));
        return expr_eval(cx, e->args[yes && known ? 1 : 2], env, ret_v);
    case FN_COALESCE:
        *ret_v = null_value();
        for (size_t i = 0; i < e->n_args && ret_v->type == EXPR_NULL; i++)
            TRY(expr_eval(cx, e->args[i], env, ret_v));
        return OK;
    case FN_DURING:
        return eval_during(cx, e, env, ret_v);
    case FN_LATE: case FN_MINE: case FN_FILLED:
        *ret_v = null_value();
        return env->call == NULL
                   ? OK
                   : env->call(cx, env, str_of(e->function->name), null_value(), STR(""), ret_v);
    case FN_ORG: case FN_LABEL: case FN_ROLE: case FN_CURRENCY: case FN_CHANGED:
        break;
    }
    return eval_asked(cx, e, env, ret_v);
}

enum status expr_eval(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *ret_v)
{
    struct expr_value a;

    switch (e->op) {
    case OP_NULL:
        *ret_v = null_value();
        return OK;
    case OP_BOOL:
        *ret_v = bool_value(e->truth);
        return OK;
    case OP_NUMBER:
        *ret_v = number_value(e->number);
        return OK;
    case OP_TEXT:
        *ret_v = text_value(e->text);
        return OK;
    case OP_NAME:
        return eval_name(cx, e->text, env, ret_v);
    case OP_CALL:
        return eval_call(cx, e, env, ret_v);
    case OP_NOT: case OP_AND: case OP_OR:
        return eval_logic(cx, e, env, ret_v);
    case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE:
        return eval_compare(cx, e, env, ret_v);
    case OP_IN: case OP_WITHIN: case OP_CONTAINS:
        return eval_sets(cx, e, env, ret_v);
    case OP_SET: case OP_UNSET:
        TRY(expr_eval(cx, e->args[0], env, &a));
        *ret_v = bool_value((a.type != EXPR_NULL) == (e->op == OP_SET));
        return OK;
    case OP_NEGATE: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV:
        return eval_arithmetic(cx, e, env, ret_v);
    }
    return ctx_fail(cx, E_BUG, "an expression node of kind %d", (int)e->op);
}

const char *expr_canonical(struct ctx *cx, struct expr_value v)
{
    switch (v.type) {
    case EXPR_BOOL:
        return v.truth ? "true" : "false";
    case EXPR_NUMBER:
        return decimal_text(cx->mem, v.number);
    case EXPR_DATE:
        return date_text(cx->mem, v.date);
    case EXPR_TEXT: case EXPR_WORDS:
        return arena_strndup(cx->mem, v.text.p, v.text.n);
    case EXPR_NULL:
        break;
    }
    return NULL;
}
