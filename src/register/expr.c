/* Reading an expression: words, precedence, limits; and checking its names against a kind. See expr.h.
     or < and < not < compare < + - < * / < - < value */
#include "register/access.h"
#include "register/expr_private.h"
#include "register/period.h"

#include <string.h>

static const struct expr_function functions[] = {
    {"starts", FN_STARTS, 2, EXPR_MAX_ARGS, false}, {"has", FN_HAS, 2, EXPR_MAX_ARGS, false},
    {"lower", FN_LOWER, 1, 1, false},               {"len", FN_LEN, 1, 1, false},
    {"text", FN_TEXT, 1, 1, false},                 {"today", FN_TODAY, 0, 0, false},
    {"year", FN_YEAR, 1, 1, false},                 {"month", FN_MONTH, 1, 1, false},
    {"adddays", FN_ADDDAYS, 2, 2, false},           {"addmonths", FN_ADDMONTHS, 2, 2, false},
    {"days", FN_DAYS, 2, 2, false},                 {"count", FN_COUNT, 1, 2, true},
    {"any", FN_ANY, 2, 2, true},                    {"max", FN_MAX, 2, 3, true},
    {"min", FN_MIN, 2, 3, true},                    {"sum", FN_SUM, 2, 3, true},
    {"if", FN_IF, 3, 3, false},                     {"coalesce", FN_COALESCE, 1, EXPR_MAX_ARGS, false},
    {"org", FN_ORG, 1, 1, false},                   {"label", FN_LABEL, 1, 1, false},
    {"role", FN_ROLE, 1, 1, false},                 {"now", FN_NOW, 0, 0, false},
    {"hours", FN_HOURS, 2, 2, false},               {"ceil", FN_CEIL, 1, 1, false},
    {"floor", FN_FLOOR, 1, 1, false},               {"currency", FN_CURRENCY, 1, 1, false},
    {"changed", FN_CHANGED, 1, 1, false},           {"during", FN_DURING, 2, 2, false},
    {"late", FN_LATE, 0, 0, false},                 {"mine", FN_MINE, 0, 0, false},
    {"last", FN_LAST, 3, 4, true},                  {"addworkdays", FN_ADDWORKDAYS, 2, 2, false},
    {"workdays", FN_WORKDAYS, 2, 2, false},         {"filled", FN_FILLED, 0, 0, false},
};

struct parser {
    struct ctx *cx;
    struct str s;
    size_t at;      /* behind the present word */
    size_t word_at;
    struct str word; /* empty at the end */
    int depth, nodes;
};

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static enum status bad(struct parser *p, const char *what)
{
    return ctx_fail(p->cx, E_INVALID, "%s at character %zu of: %.*s", what, p->word_at + 1, STR_ARGS(p->s));
}

static size_t word_end(const struct parser *p, size_t i)
{
    const char *s = p->s.p;
    size_t n = p->s.n;

    if (is_alpha(s[i])) {
        while (i < n && (is_alpha(s[i]) || is_digit(s[i]) || (s[i] == '.' && i + 1 < n && is_alpha(s[i + 1]))))
            i++;
        return i;
    }
    if (is_digit(s[i])) {
        while (i < n && (is_digit(s[i]) || s[i] == '.'))
            i++;
        return i;
    }
    if (s[i] == '\'') {
        for (i++; i < n && (s[i] != '\'' || (i + 1 < n && s[i + 1] == '\'')); i++)
            i += s[i] == '\''; /* two of them are one within the text */
        return i < n ? i + 1 : 0; /* 0: no closing mark */
    }
    if (strchr("=!<>", s[i]) != NULL && i + 1 < n && s[i + 1] == '=')
        return i + 2;
    return strchr("()<>+-*/,", s[i]) != NULL ? i + 1 : 0;
}

static enum status advance(struct parser *p)
{
    while (p->at < p->s.n && strchr(" \t\r\n", p->s.p[p->at]) != NULL && p->s.p[p->at] != '\0')
        p->at++;
    p->word_at = p->at;
    p->word = str_sub(p->s, p->at, p->at);
    if (p->at >= p->s.n)
        return OK;
    size_t end = p->s.p[p->at] == '\0' ? 0 : word_end(p, p->at);
    if (end == 0)
        return bad(p, "not understood");
    p->word = str_sub(p->s, p->at, end);
    p->at = end;
    return OK;
}

static bool is(const struct parser *p, const char *word)
{
    return str_is(p->word, word);
}

static enum status node(struct parser *p, enum expr_op op, size_t n_args, struct expr **ret_e)
{
    if (++p->nodes > EXPR_MAX_NODES)
        return bad(p, "too long");
    struct expr *e = arena_new_of(p->cx->mem, struct expr);
    e->op = op;
    e->n_args = n_args;
    if (n_args > 0)
        e->args = arena_alloc(p->cx->mem, n_args * sizeof *e->args);
    *ret_e = e;
    return OK;
}

static enum status parse_or(struct parser *p, struct expr **ret_e) MUST_CHECK;

/* "(" a "," b ")" behind `in`, `within` and names of functions; head (NULL = none) goes first. */
static enum status parse_args(struct parser *p, enum expr_op op, struct expr *head, struct expr **ret_e)
{
    struct expr *args[EXPR_MAX_ARGS], *e;
    size_t n = 0;

    if (head != NULL)
        args[n++] = head;
    if (!is(p, "("))
        return bad(p, "\"(\" expected");
    TRY(advance(p));
    while (!is(p, ")")) {
        if (n == EXPR_MAX_ARGS)
            return bad(p, "too many values");
        TRY(parse_or(p, &args[n++]));
        if (is(p, ","))
            TRY(advance(p));
        else if (!is(p, ")"))
            return bad(p, "\",\" or \")\" expected");
    }
    TRY(advance(p));
    TRY(node(p, op, n, &e));
    if (n > 0)
        memcpy(e->args, args, n * sizeof *args);
    *ret_e = e;
    return OK;
}

static enum status parse_call(struct parser *p, struct str name, struct expr **ret_e)
{
    struct expr *e = NULL;
    struct date from, to;

    TRY(parse_args(p, OP_CALL, NULL, &e));
    e->text = name;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_is(name, functions[i].name))
            e->function = &functions[i];
    if (e->function == NULL)
        return ctx_fail(p->cx, E_INVALID, "no function \"%.*s\" in: %.*s", STR_ARGS(name), STR_ARGS(p->s));
    if (e->n_args < e->function->least || e->n_args > e->function->most)
        return ctx_fail(p->cx, E_INVALID, "%s() takes %zu to %zu values in: %.*s", e->function->name,
                        e->function->least, e->function->most, STR_ARGS(p->s));
    if (e->function->id == FN_DURING &&
        (e->args[1]->op != OP_TEXT || !period_days(e->args[1]->text, ctx_today(p->cx), &from, &to)))
        return ctx_fail(p->cx, E_INVALID, "during() takes the name of a period as its second value in: %.*s",
                        STR_ARGS(p->s));
    if (e->function->over_subs && e->args[0]->op != OP_NAME)
        return ctx_fail(p->cx, E_INVALID, "%s() takes the name of a field first in: %.*s", e->function->name,
                        STR_ARGS(p->s));
    *ret_e = e;
    return OK;
}

/* What stands between the marks; '' in it is a single one. */
static struct str quoted(struct parser *p, struct str w)
{
    char *out;
    size_t n = 0;

    w = str_sub(w, 1, w.n - 1);
    if (str_find(w, STR("''")) == w.n)
        return w;
    out = arena_alloc(p->cx->mem, w.n + 1);
    for (size_t i = 0; i < w.n; i++) {
        out[n++] = w.p[i];
        i += w.p[i] == '\'';
    }
    return (struct str){out, n};
}

static enum status parse_value(struct parser *p, struct expr **ret_e)
{
    struct str w = p->word;
    struct expr *e = NULL;

    if (w.n == 0)
        return bad(p, "a value is missing");
    if (is(p, "(")) {
        TRY(advance(p));
        TRY(parse_or(p, ret_e));
        if (!is(p, ")"))
            return bad(p, "\")\" expected");
        return advance(p);
    }
    if (w.p[0] == '\'' || is_digit(w.p[0])) {
        TRY(node(p, w.p[0] == '\'' ? OP_TEXT : OP_NUMBER, 0, &e));
        e->text = w.p[0] == '\'' ? quoted(p, w) : w;
        if (e->op == OP_NUMBER && decimal_parse(w, &e->number) != OK)
            return bad(p, "not a number");
        *ret_e = e;
        return advance(p);
    }
    if (!is_alpha(w.p[0]))
        return bad(p, "a value is missing");
    TRY(advance(p));
    if (is(p, "("))
        return parse_call(p, w, ret_e);
    bool truth = str_is(w, "true");
    TRY(node(p, truth || str_is(w, "false") ? OP_BOOL : str_is(w, "null") ? OP_NULL : OP_NAME, 0, &e));
    e->truth = truth;
    e->text = w;
    *ret_e = e;
    return OK;
}

static enum status parse_unary(struct parser *p, struct expr **ret_e)
{
    struct expr *e = NULL;

    if (!is(p, "-"))
        return parse_value(p, ret_e);
    if (++p->depth > EXPR_MAX_DEPTH)
        return bad(p, "too deep");
    TRY(advance(p));
    TRY(node(p, OP_NEGATE, 1, &e));
    TRY(parse_unary(p, &e->args[0]));
    p->depth--;
    *ret_e = e;
    return OK;
}

static enum status binary(struct parser *p, enum expr_op op, struct expr *left,
                          enum status (*next)(struct parser *, struct expr **), struct expr **ret_e)
{
    struct expr *e = NULL;

    TRY(advance(p));
    TRY(node(p, op, 2, &e));
    e->args[0] = left;
    TRY(next(p, &e->args[1]));
    *ret_e = e;
    return OK;
}

static enum status parse_product(struct parser *p, struct expr **ret_e)
{
    struct expr *e = NULL;

    TRY(parse_unary(p, &e));
    while (is(p, "*") || is(p, "/"))
        TRY(binary(p, is(p, "*") ? OP_MUL : OP_DIV, e, parse_unary, &e));
    *ret_e = e;
    return OK;
}

static enum status parse_sum(struct parser *p, struct expr **ret_e)
{
    struct expr *e = NULL;

    TRY(parse_product(p, &e));
    while (is(p, "+") || is(p, "-"))
        TRY(binary(p, is(p, "+") ? OP_ADD : OP_SUB, e, parse_product, &e));
    *ret_e = e;
    return OK;
}

static enum status parse_is(struct parser *p, struct expr *left, struct expr **ret_e)
{
    struct expr *e = NULL;

    TRY(advance(p));
    bool no = is(p, "not");
    if (no)
        TRY(advance(p));
    if (!is(p, "set"))
        return bad(p, "\"set\" expected behind \"is\"");
    TRY(advance(p));
    TRY(node(p, no ? OP_UNSET : OP_SET, 1, &e));
    e->args[0] = left;
    *ret_e = e;
    return OK;
}

static enum status parse_compare(struct parser *p, struct expr **ret_e)
{
    static const struct {
        const char *word;
        enum expr_op op;
    } ops[] = {{"==", OP_EQ}, {"!=", OP_NE}, {"<", OP_LT}, {"<=", OP_LE}, {">", OP_GT}, {">=", OP_GE},
               {"contains", OP_CONTAINS}};
    struct expr *e = NULL;

    TRY(parse_sum(p, &e));
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (is(p, ops[i].word))
            return binary(p, ops[i].op, e, parse_sum, ret_e);
    if (is(p, "in") || is(p, "within")) {
        enum expr_op op = is(p, "in") ? OP_IN : OP_WITHIN;
        TRY(advance(p));
        return parse_args(p, op, e, ret_e);
    }
    if (is(p, "is"))
        return parse_is(p, e, ret_e);
    *ret_e = e;
    return OK;
}

static enum status parse_not(struct parser *p, struct expr **ret_e)
{
    struct expr *e = NULL;

    if (!is(p, "not"))
        return parse_compare(p, ret_e);
    if (++p->depth > EXPR_MAX_DEPTH)
        return bad(p, "too deep");
    TRY(advance(p));
    TRY(node(p, OP_NOT, 1, &e));
    TRY(parse_not(p, &e->args[0]));
    p->depth--;
    *ret_e = e;
    return OK;
}

static enum status parse_and(struct parser *p, struct expr **ret_e)
{
    struct expr *e = NULL;

    TRY(parse_not(p, &e));
    while (is(p, "and"))
        TRY(binary(p, OP_AND, e, parse_not, &e));
    *ret_e = e;
    return OK;
}

static enum status parse_or(struct parser *p, struct expr **ret_e)
{
    struct expr *e = NULL;

    if (++p->depth > EXPR_MAX_DEPTH)
        return bad(p, "too deep");
    TRY(parse_and(p, &e));
    while (is(p, "or"))
        TRY(binary(p, OP_OR, e, parse_and, &e));
    p->depth--;
    *ret_e = e;
    return OK;
}

enum status expr_parse(struct ctx *cx, struct str text, struct expr **ret_e)
{
    struct parser p = {.cx = cx, .s = text};
    struct expr *e = NULL;

    if (text.n > EXPR_MAX_BYTES)
        return ctx_fail(cx, E_INVALID, "an expression has %d characters at most", (int)EXPR_MAX_BYTES);
    TRY(advance(&p));
    TRY(parse_or(&p, &e));
    if (p.word.n > 0)
        return bad(&p, "not expected");
    *ret_e = e;
    return OK;
}

static const char *const common_names[] = {
    "id", "uid", "code", "state", "state_since", "version", "org", "unit", "province", "classification", "origin",
    "created_at", "created_by", "updated_at", "updated_by", "parent_kind", "title", NULL};

static bool is_common(struct str name)
{
    for (size_t i = 0; common_names[i] != NULL; i++)
        if (str_is(name, common_names[i]))
            return true;
    return false;
}

static const struct kind *org_kind(void)
{
    const struct kinds *ks = kind_all();

    for (size_t i = 0; i < ks->n; i++)
        if (ks->at[i]->serves != NULL && strcmp(ks->at[i]->serves, "org") == 0)
            return ks->at[i];
    return NULL;
}

/* Where a name is read: a kind, and within count(subs, …) the one that counts. k NULL: anything goes. */
struct reach {
    const struct kind *k;
    const struct reach *outer;
};

/* The kind whose records a field of type country leads to. */
static const struct kind *country_kind(void)
{
    const struct kinds *ks = kind_all();

    for (size_t i = 0; i < ks->n; i++)
        if (ks->at[i]->serves != NULL && strcmp(ks->at[i]->serves, "country") == 0)
            return ks->at[i];
    return NULL;
}

/* Follows one step of a name. ret->k NULL: the end is reached or anything goes (several kinds of parent). */
static bool step(const struct reach *s, struct str name, bool last, struct reach *ret)
{
    const struct kind *k = s->k;
    const struct field *f = kind_field_n(k, name);

    *ret = (struct reach){NULL, s->outer};
    if (str_is(name, "outer") && f == NULL)
        return s->outer == NULL || last ? false : (*ret = *s->outer, true);
    if (str_is(name, "parent"))
        return (ret->k = k->parents.n == 1 ? k->parent_kinds[0] : NULL, kind_is_sub(k) && !last);
    if (f == NULL)
        return last ? is_common(name) : str_is(name, "org") && (ret->k = org_kind()) != NULL;
    if (last)
        return true;
    ret->k = f->type == FT_COUNTRY ? country_kind() : f->target;
    return ret->k != NULL && (f->type == FT_REF || f->type == FT_ORG || f->type == FT_COUNTRY);
}

/* The field a name ends at. NULL when it is none, or when anything goes (*ret_open). */
static const struct field *end_of(struct reach s, struct str name, bool *ret_open)
{
    struct str rest = name, part;

    *ret_open = false;
    while (str_next(&rest, '.', &part)) {
        if (s.k == NULL) {
            *ret_open = true;
            return NULL;
        }
        if (rest.p == NULL)
            return kind_field_n(s.k, part);
        if (!step(&s, part, false, &s))
            return NULL;
    }
    return NULL;
}

bool expr_is_every(struct str name, struct str *ret_kind)
{
    *ret_kind = str_sub(name, 4, name.n);
    return str_starts(name, "all.");
}

/* The kind of the records that count(NAME, …) goes through. NULL: none (*ret_f: the field that is no such list), or
   anything goes (*ret_open). */
static const struct kind *kind_over(struct ctx *cx, struct reach s, struct str name, const struct field **ret_f,
                                    bool *ret_open)
{
    struct str kind;

    *ret_open = false;
    *ret_f = NULL;
    if (expr_is_every(name, &kind))
        return kind_find(arena_strndup(cx->mem, kind.p, kind.n));
    *ret_f = end_of(s, name, ret_open);
    return *ret_f == NULL ? NULL : (*ret_f)->target;
}

static void unknown(struct ctx *cx, struct str name, const char *where)
{
    (void)ctx_problem(cx, where, "kind.unknown_name", arena_strndup(cx->mem, name.p, name.n));
}

static void check_name(struct ctx *cx, struct str name, struct reach s, const char *where)
{
    struct str rest = name, part;

    while (s.k != NULL && str_next(&rest, '.', &part))
        if (!step(&s, part, rest.p == NULL || rest.n == 0, &s)) {
            unknown(cx, name, where);
            return;
        }
}

static void check_names(struct ctx *cx, const struct expr *e, const struct reach *s, const char *where)
{
    bool open;

    if (e->op == OP_NAME)
        check_name(cx, e->text, *s, where);
    if (e->op == OP_CALL && e->function->over_subs) {
        const struct field *f;
        struct reach inner = {kind_over(cx, *s, e->args[0]->text, &f, &open), s};
        if (f == NULL && inner.k == NULL && !open)
            unknown(cx, e->args[0]->text, where);
        else if (e->n_args > 1 && !open && inner.k == NULL)
            (void)ctx_problem(cx, where, "kind.not_sub", f->id);
        else
            for (size_t i = 1; i < e->n_args; i++)
                check_names(cx, e->args[i], &inner, where);
        return;
    }
    for (size_t i = 0; i < e->n_args; i++)
        check_names(cx, e->args[i], s, where);
}

enum status expr_check(struct ctx *cx, const struct expr *e, const struct kind *k, const char *where)
{
    struct problem **tail = cx->problems_tail;

    check_names(cx, e, &(struct reach){k, NULL}, where);
    return cx->problems_tail == tail ? OK : E_INVALID;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

static int personal_of_name(struct str name, struct reach s)
{
    struct str rest = name, part;
    int level = 0;

    while (s.k != NULL && str_next(&rest, '.', &part)) {
        const struct field *f = kind_field_n(s.k, part);
        if (f != NULL)
            level = most(level, access_personal(f));
        if (f != NULL && f->type != FT_COUNTRY)
            s.k = f->target; /* sub-records too */
        else if (rest.p == NULL || !step(&s, part, false, &s))
            break;
    }
    return level;
}

static int personal(struct ctx *cx, const struct expr *e, const struct reach *s)
{
    bool over = e->op == OP_CALL && e->function->over_subs, open;
    const struct field *f;
    struct reach inner = {over ? kind_over(cx, *s, e->args[0]->text, &f, &open) : NULL, s};
    int level = e->op == OP_NAME ? personal_of_name(e->text, *s) : 0;

    if (over && f != NULL)
        level = personal_of_name(e->args[0]->text, *s);
    for (size_t i = over ? 1 : 0; i < e->n_args; i++)
        level = most(level, personal(cx, e->args[i], over ? &inner : s));
    return level;
}

int expr_personal(struct ctx *cx, const struct expr *e, const struct kind *k)
{
    return personal(cx, e, &(struct reach){k, NULL});
}

/* depth: how many lists of records it stands in; there the field is outer.field. */
static bool asks(const struct expr *e, struct str field, int depth)
{
    bool over = e->op == OP_CALL && e->function->over_subs;
    struct str rest = e->text, part = {0};
    int d = depth;

    if (e->op == OP_NAME) {
        while (str_next(&rest, '.', &part) && d > 0 && str_is(part, "outer"))
            d--;
        return d == 0 && str_eq(part, field);
    }
    for (size_t i = 0; i < e->n_args; i++)
        if (asks(e->args[i], field, depth + (over && i > 0)))
            return true;
    return false;
}

bool expr_asks(const struct expr *e, const char *field)
{
    return asks(e, str_of(field), 0);
}

bool expr_is_timely(const struct expr *e)
{
    bool timely = e->op == OP_CALL && (e->function->id == FN_TODAY || e->function->id == FN_NOW ||
                                        e->function->id == FN_DURING || e->function->id == FN_LATE);
    struct str kind;

    if (e->op == OP_CALL && e->function->over_subs && expr_is_every(e->args[0]->text, &kind))
        return true; /* records change that know nothing of this one */

    for (size_t i = 0; i < e->n_args; i++)
        timely = timely || expr_is_timely(e->args[i]);
    return timely;
}
