/* The records of a whole register that an expression asks for: sum(all.cost_line, amount, head == outer.head). What its
   condition compares with a stored column narrows the reading; the whole condition is then worked out record by record,
   so both databases and the memory give one answer. Not for: sub-records and links (record_env.c), filters of lists
   (expr_sql.c). */
#include <string.h>

#include "register/expr_private.h"
#include "register/record_env.h"
#include "register/record_sql.h"

enum { MOST = 20000 }; /* more are not read for one value: it stays unknown */

struct narrowing {
    struct ctx *cx;
    const struct kind *k;
    struct expr_env here; /* where fixed values are read: the record that asks, which is also its own outer */
    struct buf sql;
    struct sql_params ps;
    bool none;            /* compared with an empty value: no record fits */
};

/* Does it speak of the record that asks alone (or of nothing), so that it has one value for all records? */
static bool is_fixed(const struct expr *e)
{
    if (e->op == OP_NAME)
        return str_starts(e->text, "outer.");
    if (e->op == OP_CALL && (e->function->over_subs || e->function->id == FN_LATE || e->function->id == FN_MINE ||
                                e->function->id == FN_FILLED))
        return false;
    for (size_t i = 0; i < e->n_args; i++)
        if (!is_fixed(e->args[i]))
            return false;
    return true;
}

/* May a column of this form be compared with the text by this sign, with the same answer as in memory? */
static bool can_compare(const struct field *f, enum expr_op op, const char *text)
{
    struct date d;
    long long n;

    switch (field_types[f->type].sql) {
    case SQL_TEXT:
        return op == OP_EQ;
    case SQL_DATE:
        return date_parse(str_of(text), &d);
    case SQL_INT: case SQL_REF: case SQL_USER:
        return str_int(str_of(text), &n);
    case SQL_WORDS:
        return op == OP_CONTAINS;
    default:
        return false;
    }
}

static void add_field(struct narrowing *w, const struct field *f, const char *sign, const char *text)
{
    buf_add_c(&w->sql, " AND ");
    record_sql_column(&w->sql, f, 0, "t");
    buf_add_c(&w->sql, sign);
    if (field_types[f->type].sql == SQL_WORDS)
        sql_param(w->cx, &w->ps, db_s(arena_printf(w->cx->mem, "%% %s %%", text)));
    else
        record_sql_bind(w->cx, f, text, &w->ps);
}

/* field <= value, value == field, field contains value: where one side is a column and the other is fixed. */
static enum status add_compare(struct narrowing *w, const struct expr *e, size_t column)
{
    static const char *const signs[][2] = {[OP_EQ] = {" = ?", " = ?"},   [OP_LT] = {" < ?", " > ?"},
                                           [OP_LE] = {" <= ?", " >= ?"}, [OP_GT] = {" > ?", " < ?"},
                                           [OP_GE] = {" >= ?", " <= ?"}, [OP_CONTAINS] = {" LIKE ?", NULL}};
    const struct expr *name = e->args[column];
    const struct field *f = name->op == OP_NAME ? kind_field_n(w->k, name->text) : NULL;
    bool is_org = f == NULL && name->op == OP_NAME && e->op == OP_EQ && str_is(name->text, "org");
    struct expr_value v;
    long long n;

    if ((f == NULL || !field_is_stored(f)) && !is_org)
        return OK;
    if (!is_fixed(e->args[1 - column]) || signs[e->op][column] == NULL)
        return OK;
    TRY(expr_eval(w->cx, e->args[1 - column], &w->here, &v));
    const char *text = expr_canonical(w->cx, v);
    if (text == NULL)
        w->none = true;
    else if (is_org && str_int(str_of(text), &n)) {
        buf_add_c(&w->sql, " AND t.\"org\" = ?");
        sql_param(w->cx, &w->ps, db_i(n));
    } else if (!is_org && can_compare(f, e->op, text)) {
        add_field(w, f, signs[e->op][column], text);
    }
    return OK;
}

static enum status narrow(struct narrowing *w, const struct expr *e)
{
    switch (e->op) {
    case OP_AND:
        TRY(narrow(w, e->args[0]));
        return narrow(w, e->args[1]);
    case OP_EQ: case OP_LT: case OP_LE: case OP_GT: case OP_GE:
        TRY(add_compare(w, e, 0));
        return add_compare(w, e, 1);
    case OP_CONTAINS:
        return add_compare(w, e, 0);
    default:
        return OK;
    }
}

enum status record_every(struct ctx *cx, const struct expr_env *env, struct str kind, const struct expr *condition,
                         const struct expr_env ***ret_envs, size_t *ret_n)
{
    struct narrowing w = {.cx = cx, .k = kind_find(arena_strndup(cx->mem, kind.p, kind.n)), .here = *env};
    struct record_set set = {0};

    w.here.outer = env;
    if (w.k == NULL)
        return ctx_fail(cx, E_NOTFOUND, "there is no register %.*s", STR_ARGS(kind));
    buf_init(&w.sql, cx->mem, 1 << 14);
    if (condition != NULL)
        TRY(narrow(&w, condition));
    TRY(buf_status(&w.sql));
    if (!w.none)
        TRY(record_sql_where(cx, w.k, arena_printf(cx->mem, "%.*s", STR_ARGS(buf_str(&w.sql))), &w.ps, MOST + 1, &set));
    if (set.n > MOST)
        return E_TOOBIG;
    const struct expr_env **envs = arena_alloc(cx->mem, (set.n + 1) * sizeof *envs);
    for (size_t i = 0; i < set.n; i++)
        envs[i] = record_env(cx, set.at[i]);
    *ret_envs = envs;
    *ret_n = set.n;
    return OK;
}
