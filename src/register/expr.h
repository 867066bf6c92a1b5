/* The small language of conditions, guards, checks, calculated fields and filters in the data files: pure, no side
   effects,
   always ends. Three-valued: a comparison with an empty value is unknown.
     not simplified and path in ('so', 'org_prov')        copies >= 2        sign_date is set
     starts(title_vi, 'hiệp định')   relation.place.country == 'JP'   count(consultations, answer == 'disagree') > 0
     expiry_date < today()           addmonths(effect_date, term_months)   fields within ('border', 'culture')
     any(members, count(person.trips, year(date_out) == year(outer.parent.date_out)) > 2)   hours(start_at, now()) > 6
     last(all.cost_norm, valid_from, amount, kind == outer.kind)   addworkdays(delegation.date_back, 5)
   docs/KINDS.md lists all of it. Not for: computing over observations (ledger). */
#pragma once

#include "base/decimal.h"
#include "register/kind.h"

struct expr;

enum expr_type { EXPR_NULL, EXPR_BOOL, EXPR_NUMBER, EXPR_TEXT, EXPR_DATE, EXPR_WORDS };
struct expr_value {
    enum expr_type type;
    bool truth;
    struct decimal number;
    struct str text;         /* TEXT; WORDS: blanks between */
    struct date date;
    int64_t at;              /* DATE: its instant where one is known, else 0 */
};

/* Where names get their values: a record, or a table of a test. */
struct expr_env {
    void *arg;
    /* name: one step ("simplified", "state", "parent"); E_NOTFOUND = no such name. */
    enum status (*value)(struct ctx *cx, const struct expr_env *env, struct str name, struct expr_value *ret_v);
    /* "relation.place": the environment of the linked record; *ret_env NULL when nothing is linked. */
    enum status (*follow)(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env **ret_env);
    /* count(consultations, …): the environments of the sub-records. */
    enum status (*each)(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env ***ret_envs,
                        size_t *ret_n);
    /* sum(all.cost_line, …): the environments of the records of that kind which the condition may fit. May be NULL. */
    enum status (*every)(struct ctx *cx, const struct expr_env *env, struct str kind, const struct expr *condition,
                         const struct expr_env ***ret_envs, size_t *ret_n);
    /* org('BQP'), label(agr_type), role('HEAD'), currency(price), changed(title): value is the argument, name its field
       if it is one. May be NULL. */
    enum status (*call)(struct ctx *cx, const struct expr_env *env, struct str function, struct expr_value value,
                        struct str name, struct expr_value *ret_v);
    const struct expr_env *outer; /* of the record that counts, inside count(subs, …): "outer.field" */
};

/* E_INVALID with a detail that says where and what. Depth and size are limited. */
enum status expr_parse(struct ctx *cx, struct str text, struct expr **ret_e) MUST_CHECK;
/* Are all names fields of the kind (or reached from it)? Adds a problem for field `where` for each that is not. */
enum status expr_check(struct ctx *cx, const struct expr *e, const struct kind *k, const char *where) MUST_CHECK;
/* The most personal of the fields it names, here or through links: 0 none, 1 pd, 2 pds. */
int expr_personal(struct ctx *cx, const struct expr *e, const struct kind *k);
enum status expr_eval(struct ctx *cx, const struct expr *e, const struct expr_env *env, struct expr_value *ret_v)
    MUST_CHECK;
/* *ret_known false: unknown. */
enum status expr_truth(struct ctx *cx, const struct expr *e, const struct expr_env *env, bool *ret_true,
    bool *ret_known)
    MUST_CHECK;
/* Does it ask for the day, the hour or a whole register, so that its value changes without a save? */
bool expr_is_timely(const struct expr *e);
/* Does it ask for this field of its own record? */
bool expr_asks(const struct expr *e, const char *field);
/* Is the name that of a whole register, all.KIND? *ret_kind: its id. */
bool expr_is_every(struct str name, struct str *ret_kind);
/* Who counts working days: installed once at start by the layer that has the calendar; without it they are unknown. */
struct expr_calendar {
    struct date (*add)(struct date d, int n); /* the n-th working day after d, before it where n is negative */
    int (*between)(struct date a, struct date b); /* in (a, b] */
};
void expr_install_calendar(const struct expr_calendar *calendar);
/* The value in a field's canonical form (register/field.h); NULL for the empty value. */
const char *expr_canonical(struct ctx *cx, struct expr_value v);
/* The same condition as SQL over the kind's table with alias t, values bound. E_INVALID: it uses what SQL cannot
   follow. */
struct sql_params;
enum status expr_sql(struct ctx *cx, const struct expr *e, const struct kind *k, struct buf *sql, struct sql_params *ps)
    MUST_CHECK;
