/* An expression back into the rows of a form, and the rows in the user's words. See condition.h. What condition.c
   writes is read back as it was; what people wrote by hand as far as rows can say it. */
#include "register/condition.h"

#include <string.h>

#include "platform/i18n.h"
#include "register/expr_private.h"
#include "register/record.h"

struct reader {
    struct ctx *cx;
    const struct kind *k;
};

static bool literal_of(struct reader *r, const struct expr *e, const char **ret_value)
{
    bool negative = e->op == OP_NEGATE && e->args[0]->op == OP_NUMBER;

    if (negative)
        e = e->args[0];
    if (e->op != OP_TEXT && e->op != OP_NUMBER)
        return false;
    *ret_value = arena_printf(r->cx->mem, "%s%.*s", negative ? "-" : "", STR_ARGS(e->text));
    return true;
}

/* The row holds when the kind offers it: the name is one of its own, and takes this comparison. */
static bool row(struct reader *r, struct str name, enum condition_op op, const char *a, struct condition *ret_c)
{
    const char *id = arena_strndup(r->cx->mem, name.p, name.n);
    const struct field *f;

    *ret_c = (struct condition){.name = id, .op = op, .a = a};
    return condition_takes(condition_class(r->cx, r->k, id, &f), op);
}

static bool read_compare(struct reader *r, const struct expr *e, struct condition *ret_c)
{
    enum condition_op op = e->op == OP_EQ   ? CONDITION_IS
                           : e->op == OP_NE ? CONDITION_NOT
                           : e->op == OP_LT ? CONDITION_BEFORE
                           : e->op == OP_GT ? CONDITION_AFTER
                           : e->op == OP_GE ? CONDITION_FROM
                                            : CONDITION_TO;
    const char *value;

    if (e->args[0]->op != OP_NAME)
        return false;
    if (e->op == OP_EQ && e->args[1]->op == OP_BOOL)
        return row(r, e->args[0]->text, e->args[1]->truth ? CONDITION_YES : CONDITION_NO, NULL, ret_c);
    return literal_of(r, e->args[1], &value) && row(r, e->args[0]->text, op, value, ret_c);
}

static bool read_in(struct reader *r, const struct expr *e, struct condition *ret_c)
{
    struct buf b;
    const char *value;

    buf_init(&b, r->cx->mem, 1 << 16);
    for (size_t i = 1; i < e->n_args; i++) {
        if (e->args[i]->op != OP_TEXT || !literal_of(r, e->args[i], &value) || strchr(value, ',') != NULL)
            return false;
        buf_printf(&b, "%s%s", i > 1 ? "," : "", value);
    }
    return e->n_args > 2 && e->args[0]->op == OP_NAME && row(r, e->args[0]->text, CONDITION_IS, buf_str(&b).p, ret_c);
}

static bool read_call(struct reader *r, const struct expr *e, struct condition *ret_c)
{
    enum condition_op op = e->function->id == FN_HAS      ? CONDITION_HAS
                           : e->function->id == FN_STARTS ? CONDITION_STARTS
                                                          : CONDITION_DURING;
    const char *value;

    if (e->function->id == FN_LATE || e->function->id == FN_MINE)
        return row(r, str_of(e->function->name), CONDITION_YES, NULL, ret_c);
    if (e->function->id != FN_HAS && e->function->id != FN_STARTS && e->function->id != FN_DURING)
        return false;
    return e->n_args == 2 && e->args[0]->op == OP_NAME && e->args[1]->op == OP_TEXT &&
           literal_of(r, e->args[1], &value) && row(r, e->args[0]->text, op, value, ret_c);
}

static bool read_one(struct reader *r, const struct expr *e, struct condition *ret_c)
{
    const char *value;

    switch (e->op) {
    case OP_NAME:
        return row(r, e->text, CONDITION_YES, NULL, ret_c);
    case OP_CALL:
        return read_call(r, e, ret_c);
    case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE:
        return read_compare(r, e, ret_c);
    case OP_IN:
        return read_in(r, e, ret_c);
    case OP_CONTAINS:
        return e->args[0]->op == OP_NAME && e->args[1]->op == OP_TEXT && literal_of(r, e->args[1], &value) &&
               row(r, e->args[0]->text, CONDITION_HAS, value, ret_c);
    case OP_SET: case OP_UNSET:
        return e->args[0]->op == OP_NAME &&
               row(r, e->args[0]->text, e->op == OP_SET ? CONDITION_SET : CONDITION_UNSET, NULL, ret_c);
    default:
        return false;
    }
}

static bool read_not(struct reader *r, const struct expr *e, struct condition *ret_c)
{
    struct condition c;

    if (e->op != OP_NOT)
        return read_one(r, e, ret_c);
    if (!read_one(r, e->args[0], &c))
        return false;
    if (c.op == CONDITION_YES)
        c.op = CONDITION_NO;
    else if (c.op == CONDITION_HAS)
        c.op = CONDITION_HASNT;
    else if (c.op == CONDITION_IS && e->args[0]->op == OP_IN)
        c.op = CONDITION_NOT;
    else
        return false;
    *ret_c = c;
    return true;
}

/* The parts of a chain of one joiner, whatever its brackets. */
static bool flatten(const struct expr *e, enum expr_op joiner, const struct expr **at, size_t most, size_t *n)
{
    if (e->op == joiner)
        return flatten(e->args[0], joiner, at, most, n) && flatten(e->args[1], joiner, at, most, n);
    if (*n == most)
        return false;
    at[(*n)++] = e;
    return true;
}

/* Two bounds of one name behind each other are "between". */
static bool add(struct condition_group *g, struct condition c, bool pairs)
{
    struct condition *last = g->n > 0 ? &g->at[g->n - 1] : NULL;

    if (pairs && last != NULL && last->op == CONDITION_FROM && c.op == CONDITION_TO &&
        strcmp(last->name, c.name) == 0) {
        last->op = CONDITION_BETWEEN;
        last->b = c.a;
        return true;
    }
    if (g->n == CONDITION_ROWS)
        return false;
    g->at[g->n++] = c;
    return true;
}

static bool read_chain(struct reader *r, const struct expr *e, bool any, struct condition_group *g);

/* A part of an "or" that is two bounds is one row. */
static bool read_pair(struct reader *r, const struct expr *e, struct condition_group *g)
{
    struct condition_group *one = arena_new_of(r->cx->mem, struct condition_group);

    if (e->op != OP_AND || !read_chain(r, e, false, one) || one->n != 1 || one->at[0].op != CONDITION_BETWEEN)
        return false;
    return add(g, one->at[0], false);
}

static bool read_chain(struct reader *r, const struct expr *e, bool any, struct condition_group *g)
{
    const struct expr *parts[2 * CONDITION_ROWS];
    struct condition c;
    size_t n = 0;

    g->any = any;
    if (!flatten(e, any ? OP_OR : OP_AND, parts, 2 * CONDITION_ROWS, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (any && read_pair(r, parts[i], g))
            continue;
        if (!read_not(r, parts[i], &c) || !add(g, c, !any))
            return false;
    }
    return true;
}

/* Single rows in a chain of groups stand together in a group joined as the chain is. */
static struct condition_group *group_for(struct condition_set *set, bool single)
{
    struct condition_group *last = set->n > 0 ? &set->at[set->n - 1] : NULL;

    if (single && last != NULL && last->any == set->any)
        return last;
    if (set->n == CONDITION_GROUPS)
        return NULL;
    return &set->at[set->n++];
}

static bool read_part(struct reader *r, const struct expr *e, struct condition_set *set)
{
    enum expr_op other = set->any ? OP_AND : OP_OR;
    struct condition_group pair = {0}, *g;
    bool one_row = e->op != other || (set->any && read_pair(r, e, &pair));
    struct condition c;

    if (!one_row)
        return (g = group_for(set, false)) != NULL && read_chain(r, e, !set->any, g);
    if (pair.n == 0 && !read_not(r, e, &c))
        return false;
    if ((g = group_for(set, true)) == NULL)
        return false;
    g->any = set->any;
    return add(g, pair.n > 0 ? pair.at[0] : c, !set->any);
}

bool condition_read(struct ctx *cx, const struct kind *k, const char *where, struct condition_set *ret_set)
{
    struct condition_set *set = arena_new_of(cx->mem, struct condition_set);
    const struct expr *parts[CONDITION_GROUPS * 2 * CONDITION_ROWS];
    struct reader r = {cx, k};
    const char *detail = cx->detail;
    struct expr *e;
    size_t n = 0;

    if (expr_parse(cx, str_of(where), &e) != OK) {
        cx->detail = detail;
        return false;
    }
    set->any = e->op == OP_OR;
    if (!flatten(e, set->any ? OP_OR : OP_AND, parts, sizeof parts / sizeof *parts, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!read_part(&r, parts[i], set))
            return false;
    *ret_set = *set;
    return true;
}

/* ---- in words ---- */

static const char *value_words(struct ctx *cx, const struct kind *k, const struct condition *c, const char *value)
{
    const struct field *f;
    enum condition_class class = condition_class(cx, k, c->name, &f);
    struct str rest = str_of(value), part;
    const char *text = "";
    long long id;

    if (c->op == CONDITION_DURING)
        return i18n_text(cx->lang, arena_printf(cx->mem, "list.%s", value)).p;
    if (class == CONDITION_TEXT)
        return arena_printf(cx->mem, "“%s”", value);
    if (class == CONDITION_LINK || class == CONDITION_LINKS) {
        const char *title = str_int(rest, &id) ? record_title_of(cx, id) : NULL;
        return title != NULL ? title : value;
    }
    while (str_next(&rest, ',', &part)) {
        const char *one = arena_strndup(cx->mem, part.p, part.n);
        int s = f == NULL ? kind_state(k, one) : -1;
        one = s >= 0 ? label_text(&k->states[s].label, cx->lang) : f != NULL ? field_print(cx, f, one) : one;
        text = arena_printf(cx->mem, "%s%s%s", text, *text != 0 ? ", " : "", one);
    }
    return text;
}

static const char *row_words(struct ctx *cx, const struct kind *k, const struct condition *c)
{
    const struct field *f;
    enum condition_class class = condition_class(cx, k, c->name, &f);
    const char *label = condition_name_label(cx, k, c->name), *op = condition_label(cx, class, c->op);

    if (class == CONDITION_MARK)
        return arena_printf(cx->mem, "%s: %s", label, op);
    if (c->a == NULL)
        return arena_printf(cx->mem, "%s %s", label, op);
    return arena_printf(cx->mem, "%s %s %s%s%s", label, op, value_words(cx, k, c, c->a), c->b != NULL ? " – " : "",
                        c->b != NULL ? value_words(cx, k, c, c->b) : "");
}

const char *condition_words(struct ctx *cx, const struct kind *k, const struct condition_set *set)
{
    const char *text = "";

    for (size_t g = 0; g < set->n; g++) {
        const struct condition_group *group = &set->at[g];
        const char *in = "", *between = i18n_text(cx->lang, group->any ? "condition.or" : "condition.and").p;

        for (size_t i = 0; i < group->n; i++)
            in = arena_printf(cx->mem, "%s%s%s%s%s", in, i > 0 ? " " : "", i > 0 ? between : "", i > 0 ? " " : "",
                              row_words(cx, k, &group->at[i]));
        text = arena_printf(cx->mem, "%s%s%s%s%s%s%s", text, g > 0 ? " " : "",
                            g > 0 ? i18n_text(cx->lang, set->any ? "condition.or" : "condition.and").p : "",
                            g > 0 ? " " : "", set->n > 1 && group->n > 1 ? "(" : "", in,
                            set->n > 1 && group->n > 1 ? ")" : "");
    }
    return text;
}
