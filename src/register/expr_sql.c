/* An expression as SQL over a kind's table, with bound values: for filters of lists and for indicators. See expr.h.
   What SQL cannot follow (labels, organisations by notation, arithmetic on texts) is E_INVALID, never a guess. */
#include <string.h>

#include "base/utf8.h"
#include "platform/db.h"
#include "register/access.h"
#include "register/expr_private.h"
#include "register/period.h"
#include "register/record_sql.h"

struct maker {
    struct ctx *cx;
    struct buf *out;
    struct sql_params *ps;
    int depth; /* alias of the table under way: t, t1, t2 … */
};

static enum status make(struct maker *m, const struct expr *e, const struct kind *k) MUST_CHECK;
static enum status make_truth(struct maker *m, const struct expr *e, const struct kind *k) MUST_CHECK;

static const char *alias(struct maker *m)
{
    return m->depth == 0 ? "t" : arena_printf(m->cx->mem, "t%d", m->depth);
}

static enum status cannot(struct maker *m, const char *what)
{
    return ctx_fail(m->cx, E_INVALID, "a list cannot be filtered by %s", what);
}

/* A condition over what is masked would tell it, row by row. */
static enum status masked(struct maker *m, const char *what)
{
    (void)ctx_problem(m->cx, "where", "problem.masked", what);
    return cannot(m, what);
}

static const struct field *field_of(const struct expr *e, const struct kind *k)
{
    return e->op == OP_NAME ? kind_field_n(k, e->text) : NULL;
}

static enum status make_name(struct maker *m, struct str name, const struct kind *k)
{
    size_t dot = str_find(name, STR("."));
    struct str first = str_sub(name, 0, dot), rest = str_sub(name, dot + 1, name.n);
    const struct field *f = kind_field_n(k, first);

    if (f != NULL && access_field(m->cx, f) == ACCESS_MASK)
        return masked(m, f->id);
    if (dot == name.n) {
        if (f != NULL && field_is_stored(f))
            record_sql_column(m->out, f, 0, alias(m));
        else if (str_is(first, "title") && access_titles(m->cx, k) == ACCESS_MASK)
            return masked(m, "title");
        else if (f == NULL && record_sql_is_common(k, first))
            buf_printf(m->out, "%s.\"%.*s\"", alias(m), STR_ARGS(first));
        else
            return cannot(m, arena_printf(m->cx->mem, "\"%.*s\"", STR_ARGS(name)));
        return OK;
    }
    bool parent = f == NULL && str_is(first, "parent") && k->parents.n == 1;
    const struct kind *target = parent ? k->parent_kinds[0] : f != NULL ? f->target : NULL;
    if (target == NULL || (f != NULL && f->type != FT_REF && f->type != FT_ORG) || m->depth > 4)
        return cannot(m, arena_printf(m->cx->mem, "\"%.*s\"", STR_ARGS(name)));
    const char *outer = alias(m);
    buf_add_c(m->out, "(SELECT ");
    m->depth++;
    TRY(make_name(m, rest, target));
    buf_printf(m->out, " FROM \"%s\" %s WHERE %s.\"id\" = %s.\"%.*s\" AND ", target->table, alias(m), alias(m),
               outer, parent ? 9 : (int)first.n, parent ? "parent_id" : first.p);
    access_where(m->cx, target, RIGHT_READ, alias(m), m->out, m->ps); /* a record nobody may read here is empty */
    buf_byte(m->out, ')');
    m->depth--;
    return OK;
}

/* The field a name ends at, for the form of the values beside it. */
static const struct field *end_of(struct str name, const struct kind *k)
{
    struct str part;
    const struct field *f = NULL;

    while (k != NULL && str_next(&name, '.', &part)) {
        f = kind_field_n(k, part);
        k = f != NULL ? f->target : str_is(part, "parent") && k->parents.n == 1 ? k->parent_kinds[0] : NULL;
    }
    return name.p == NULL ? f : NULL;
}

/* A common column of seconds. Beside a day it would be compared as text, and never be right. */
static bool is_instant(const struct expr *e, const struct kind *k)
{
    return e->op == OP_NAME && end_of(e->text, k) == NULL &&
           (str_ends(e->text, "_at") || str_ends(e->text, "state_since"));
}

static bool is_negative(const struct expr *e)
{
    return e->op == OP_NEGATE && e->args[0]->op == OP_NUMBER;
}

static bool is_value(const struct expr *e)
{
    return is_negative(e) || e->op == OP_TEXT || e->op == OP_NUMBER || e->op == OP_BOOL ||
           (e->op == OP_CALL && e->function->id == FN_TODAY);
}

/* A value beside a field is bound in that field's form: days as text, decimals scaled, yes as 1. */
static enum status make_value(struct maker *m, const struct expr *e, const struct field *f)
{
    const char *text = e->op == OP_BOOL ? (e->truth ? "true" : "false")
                                        : arena_strndup(m->cx->mem, e->text.p, e->text.n);

    if (e->op == OP_CALL)
        text = date_text(m->cx->mem, ctx_today(m->cx));
    if (is_negative(e))
        text = arena_printf(m->cx->mem, "-%.*s", STR_ARGS(e->args[0]->text));
    enum sql_form form = f == NULL ? SQL_TEXT : field_types[f->type].sql;
    if (form == SQL_MONEY || form == SQL_GEO || form == SQL_INSTANT) /* the digits of an amount hang on its currency */
        return cannot(m, f->id);
    buf_byte(m->out, '?');
    if (f != NULL && form != SQL_WORDS) {
        record_sql_bind(m->cx, f, text, m->ps);
        return OK;
    }
    long long n;
    bool number = (e->op == OP_NUMBER || is_negative(e)) && str_int(str_of(text), &n);
    sql_param(m->cx, m->ps, number ? db_i(n) : e->op == OP_BOOL ? db_i(e->truth) : db_s(text));
    return OK;
}

static enum status make_side(struct maker *m, const struct expr *e, const struct expr *other, const struct kind *k)
{
    if (is_value(e))
        return make_value(m, e, other->op == OP_NAME ? end_of(other->text, k) : NULL);
    return make(m, e, k);
}

static enum status make_compare(struct maker *m, const struct expr *e, const char *sign, const struct kind *k)
{
    for (size_t i = 0; i < 2; i++)
        if (is_instant(e->args[i], k) && is_value(e->args[1 - i]))
            return cannot(m, arena_printf(m->cx->mem, "\"%.*s\" beside a value; during() can",
                                          STR_ARGS(e->args[i]->text)));
    buf_byte(m->out, '(');
    TRY(make_side(m, e->args[0], e->args[1], k));
    buf_printf(m->out, " %s ", sign);
    TRY(make_side(m, e->args[1], e->args[0], k));
    buf_byte(m->out, ')');
    return OK;
}

static enum status make_in(struct maker *m, const struct expr *e, const struct kind *k)
{
    buf_byte(m->out, '(');
    TRY(make(m, e->args[0], k));
    buf_add_c(m->out, " IN (");
    for (size_t i = 1; i < e->n_args; i++) {
        buf_add_c(m->out, i > 1 ? ", " : "");
        TRY(make_side(m, e->args[i], e->args[0], k));
    }
    buf_add_c(m->out, e->n_args > 1 ? "))" : "NULL))");
    return OK;
}

static enum status make_contains(struct maker *m, const struct expr *e, const struct kind *k)
{
    const struct field *f = field_of(e->args[0], k);

    if (f == NULL || field_types[f->type].sql != SQL_WORDS || e->args[1]->op != OP_TEXT)
        return cannot(m, "contains beside anything but a set and a text");
    buf_byte(m->out, '(');
    TRY(make(m, e->args[0], k));
    buf_add_c(m->out, " LIKE ?)");
    sql_param(m->cx, m->ps, db_s(arena_printf(m->cx->mem, "%% %.*s %%", STR_ARGS(e->args[1]->text))));
    return OK;
}

static enum status make_over(struct maker *m, const struct expr *e, const struct kind *k)
{
    const struct field *f = kind_field_n(k, e->args[0]->text);
    static const char *const names[] = {[FN_COUNT] = "count", [FN_ANY] = "count", [FN_MAX] = "max", [FN_MIN] = "min",
                                        [FN_SUM] = "sum"};
    bool counts = e->function->id == FN_COUNT || e->function->id == FN_ANY;

    if (f == NULL || f->type != FT_SUB || f->target == NULL || m->depth > 3)
        return cannot(m, "what is not sub-records");
    if (access_field(m->cx, f) == ACCESS_MASK)
        return masked(m, f->id);
    const char *outer = alias(m);
    buf_printf(m->out, "(SELECT %s(", names[e->function->id]);
    m->depth++;
    if (counts)
        buf_byte(m->out, '*');
    else
        TRY(make(m, e->args[1], f->target));
    buf_printf(m->out, ")%s FROM \"%s\" %s WHERE %s.\"parent_id\" = %s.\"id\" AND %s.\"deleted_at\" IS NULL",
               e->function->id == FN_ANY ? " > 0" : "", f->target->table, alias(m), alias(m), outer, alias(m));
    buf_add_c(m->out, " AND ");
    access_where(m->cx, f->target, RIGHT_READ, alias(m), m->out, m->ps);
    if (e->n_args > (counts ? 1 : 2)) {
        buf_add_c(m->out, " AND ");
        TRY(make_truth(m, e->args[counts ? 1 : 2], f->target));
    }
    m->depth--;
    buf_byte(m->out, ')');
    return OK;
}

/* year(d) and month(d) of a day that stands as ISO text. */
static enum status make_part(struct maker *m, const struct expr *e, const struct kind *k)
{
    const struct field *f = field_of(e->args[0], k);

    if (f == NULL || f->type != FT_DATE)
        return cannot(m, "year() of anything but a day");
    buf_add_c(m->out, "CAST(substr(");
    TRY(make(m, e->args[0], k));
    buf_add_c(m->out, e->function->id == FN_YEAR ? ", 1, 4) AS INTEGER)" : ", 6, 2) AS INTEGER)");
    return OK;
}

/* Is it text that stands in one column? */
static bool is_text(const struct expr *e, const struct kind *k)
{
    const struct field *f = e->op == OP_NAME ? end_of(e->text, k) : NULL;

    return f != NULL ? field_types[f->type].sql == SQL_TEXT
                     : e->op == OP_NAME && (str_is(e->text, "title") || str_is(e->text, "code"));
}

/* has(x, 'a', 'b') and starts(x, 'a'): without accents and case, as the words of a list. */
static enum status make_like(struct maker *m, const struct expr *e, const struct kind *k)
{
    const char *before = e->function->id == FN_HAS ? "%" : "";

    if (!is_text(e->args[0], k))
        return cannot(m, arena_printf(m->cx->mem, "%s() of anything but text", e->function->name));
    buf_byte(m->out, '(');
    for (size_t i = 1; i < e->n_args; i++) {
        if (e->args[i]->op != OP_TEXT)
            return cannot(m, arena_printf(m->cx->mem, "%s() with anything but a text", e->function->name));
        buf_add_c(m->out, i > 1 ? " OR fold(" : "fold(");
        TRY(make(m, e->args[0], k));
        buf_add_c(m->out, ") LIKE ? ESCAPE '\\'");
        struct str folded = utf8_fold(m->cx->mem, e->args[i]->text);
        sql_param(m->cx, m->ps, db_s(record_sql_pattern(m->cx, before, folded, "%")));
    }
    buf_byte(m->out, ')');
    return OK;
}

/* during(d, 'this_year') of a day, or of an instant within the days of the office. */
static enum status make_during(struct maker *m, const struct expr *e, const struct kind *k)
{
    const struct expr *name = e->args[0];
    const struct field *f = name->op == OP_NAME ? end_of(name->text, k) : NULL;
    bool instant = f != NULL ? f->type == FT_DT : is_instant(name, k);
    struct date from, to;

    if (!instant && (f == NULL || f->type != FT_DATE))
        return cannot(m, "during() of anything but a day");
    if (!period_days(e->args[1]->text, ctx_today(m->cx), &from, &to))
        return cannot(m, "during() without a period");
    buf_byte(m->out, '(');
    TRY(make(m, name, k));
    buf_add_c(m->out, " BETWEEN ? AND ?)");
    sql_param(m->cx, m->ps, instant ? db_i(date_instant(from, 0, 0)) : db_s(date_text(m->cx->mem, from)));
    sql_param(m->cx, m->ps, instant ? db_i(date_instant(date_add_days(to, 1), 0, 0) - 1)
                                    : db_s(date_text(m->cx->mem, to)));
    return OK;
}

static enum status make_late(struct maker *m)
{
    buf_printf(m->out, "(%s.\"id\" IN (SELECT record_id FROM due WHERE late_at < ?))", alias(m));
    sql_param(m->cx, m->ps, db_i(ctx_now(m->cx)));
    return OK;
}

static enum status make_mine(struct maker *m)
{
    buf_printf(m->out, "(%s.\"created_by\" = ?)", alias(m));
    sql_param(m->cx, m->ps, db_i(m->cx->who.user_id));
    return OK;
}

static enum status make_call(struct maker *m, const struct expr *e, const struct kind *k)
{
    switch (e->function->id) {
    case FN_HAS: case FN_STARTS:
        return make_like(m, e, k);
    case FN_DURING:
        return make_during(m, e, k);
    case FN_LATE:
        return make_late(m);
    case FN_MINE:
        return make_mine(m);
    case FN_COUNT: case FN_ANY: case FN_MAX: case FN_MIN: case FN_SUM:
        return make_over(m, e, k);
    case FN_YEAR: case FN_MONTH:
        return make_part(m, e, k);
    case FN_TODAY:
        return make_value(m, e, NULL);
    case FN_COALESCE:
        buf_add_c(m->out, "coalesce(");
        for (size_t i = 0; i < e->n_args; i++) {
            buf_add_c(m->out, i > 0 ? ", " : "");
            TRY(make(m, e->args[i], k));
        }
        buf_byte(m->out, ')');
        return OK;
    default:
        return cannot(m, arena_printf(m->cx->mem, "%s()", e->function->name));
    }
}

static enum status make_two(struct maker *m, const struct expr *e, const char *sign, const struct kind *k)
{
    buf_byte(m->out, '(');
    TRY(make(m, e->args[0], k));
    buf_printf(m->out, " %s ", sign);
    TRY(make(m, e->args[1], k));
    buf_byte(m->out, ')');
    return OK;
}

static enum status make_around(struct maker *m, const char *before, const struct expr *e, const char *behind,
                               const struct kind *k)
{
    buf_add_c(m->out, before);
    TRY(make(m, e, k));
    buf_add_c(m->out, behind);
    return OK;
}

/* A yes/no column alone is a condition: simplified is (t."simplified" = 1), which PostgreSQL needs. */
static enum status make_truth(struct maker *m, const struct expr *e, const struct kind *k)
{
    const struct field *f = e->op == OP_NAME ? end_of(e->text, k) : NULL;

    return f != NULL && f->type == FT_BOOL ? make_around(m, "(", e, " = 1)", k) : make(m, e, k);
}

static enum status make_logic(struct maker *m, const struct expr *e, const struct kind *k)
{
    buf_add_c(m->out, e->op == OP_NOT ? "(NOT " : "(");
    TRY(make_truth(m, e->args[0], k));
    if (e->op != OP_NOT) {
        buf_add_c(m->out, e->op == OP_AND ? " AND " : " OR ");
        TRY(make_truth(m, e->args[1], k));
    }
    buf_byte(m->out, ')');
    return OK;
}

static enum status make(struct maker *m, const struct expr *e, const struct kind *k)
{
    switch (e->op) {
    case OP_NULL:
        buf_add_c(m->out, "NULL");
        return OK;
    case OP_BOOL: case OP_NUMBER: case OP_TEXT:
        return make_value(m, e, NULL);
    case OP_NAME:
        return make_name(m, e->text, k);
    case OP_CALL:
        return make_call(m, e, k);
    case OP_NOT: case OP_AND: case OP_OR:
        return make_logic(m, e, k);
    case OP_EQ:
        return make_compare(m, e, "=", k);
    case OP_NE:
        return make_compare(m, e, "<>", k);
    case OP_LT:
        return make_compare(m, e, "<", k);
    case OP_LE:
        return make_compare(m, e, "<=", k);
    case OP_GT:
        return make_compare(m, e, ">", k);
    case OP_GE:
        return make_compare(m, e, ">=", k);
    case OP_IN:
        return make_in(m, e, k);
    case OP_CONTAINS:
        return make_contains(m, e, k);
    case OP_WITHIN:
        return cannot(m, "within");
    case OP_SET:
        return make_around(m, "(", e->args[0], " IS NOT NULL)", k);
    case OP_UNSET:
        return make_around(m, "(", e->args[0], " IS NULL)", k);
    case OP_NEGATE:
        return make_around(m, "(-", e->args[0], ")", k);
    case OP_ADD:
        return make_two(m, e, "+", k);
    case OP_SUB:
        return make_two(m, e, "-", k);
    case OP_MUL:
        return make_two(m, e, "*", k);
    case OP_DIV:
        return cannot(m, "a division");
    }
    return ctx_fail(m->cx, E_BUG, "an expression node of kind %d", (int)e->op);
}

enum status expr_sql(struct ctx *cx, const struct expr *e, const struct kind *k, struct buf *sql, struct sql_params *ps)
{
    struct maker m = {cx, sql, ps, 0};

    TRY(make_truth(&m, e, k));
    return buf_status(sql);
}
