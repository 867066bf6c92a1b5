/* See condition.h: what may be asked of what, and rows into an expression. Back stands in condition_read.c. */
#include "register/condition.h"

#include <string.h>

#include "base/utf8.h"
#include "platform/i18n.h"
#include "register/access.h"
#include "register/period.h"
#include "register/record_sql.h"

static const char *const op_ids[CONDITION_OPS] = {
#define CONDITION_ID(code, id) id,
    CONDITION_OP_TABLE(CONDITION_ID)
#undef CONDITION_ID
};

#define OP(code) (1U << CONDITION_##code)
#define EITHER (OP(SET) | OP(UNSET))
#define BOUNDS (OP(FROM) | OP(TO) | OP(BEFORE) | OP(AFTER) | OP(BETWEEN))

static const unsigned taken[] = {
    [CONDITION_NONE] = 0,
    [CONDITION_TEXT] = OP(HAS) | OP(HASNT) | OP(STARTS) | OP(IS) | OP(NOT) | EITHER,
    [CONDITION_CODE] = OP(IS) | OP(NOT) | EITHER,
    [CONDITION_CODES] = OP(HAS) | OP(HASNT) | EITHER,
    [CONDITION_NUMBER] = OP(IS) | OP(NOT) | BOUNDS | EITHER,
    [CONDITION_DAY] = OP(DURING) | OP(IS) | BOUNDS | EITHER,
    [CONDITION_INSTANT] = OP(DURING) | EITHER,
    [CONDITION_YESNO] = OP(YES) | OP(NO) | EITHER,
    [CONDITION_LINK] = OP(IS) | OP(NOT) | EITHER,
    [CONDITION_LINKS] = OP(HAS) | OP(HASNT) | EITHER,
    [CONDITION_MARK] = OP(YES) | OP(NO),
    [CONDITION_OTHER] = EITHER,
};

const char *condition_op_id(enum condition_op op)
{
    return op_ids[op];
}

bool condition_op_find(struct str id, enum condition_op *ret_op)
{
    for (int op = 0; op < CONDITION_OPS; op++)
        if (str_is(id, op_ids[op]))
            return (*ret_op = (enum condition_op)op, true);
    return false;
}

bool condition_takes(enum condition_class c, enum condition_op op)
{
    return (taken[c] & 1U << op) != 0;
}

static enum condition_class class_of_type(const struct field *f)
{
    switch (f->type) {
    case FT_INT: case FT_DEC: case FT_YEAR:
        return CONDITION_NUMBER;
    case FT_DATE:
        return CONDITION_DAY;
    case FT_DT:
        return CONDITION_INSTANT;
    case FT_BOOL:
        return CONDITION_YESNO;
    case FT_ENUM: case FT_COUNTRY: case FT_ADMIN: case FT_LANG:
        return CONDITION_CODE;
    case FT_MULTI: case FT_MCOUNTRY: case FT_MLANG:
        return CONDITION_CODES;
    case FT_REF: case FT_ORG:
        return f->target != NULL ? CONDITION_LINK : CONDITION_OTHER;
    case FT_MREF:
        return f->target != NULL ? CONDITION_LINKS : CONDITION_OTHER;
    default: /* amounts hang on their currency, positions and files are no values to compare */
        return field_types[f->type].sql == SQL_TEXT ? CONDITION_TEXT : CONDITION_OTHER;
    }
}

/* Names that are no fields, in front of the fields and behind them. */
static const struct {
    const char *name;
    enum condition_class class;
    bool lives; /* only of kinds with states */
} before[] = {{"state", CONDITION_CODE, true}, {"late", CONDITION_MARK, true}, {"mine", CONDITION_MARK, false}},
  behind[] = {{"code", CONDITION_TEXT, false}, {"state_since", CONDITION_INSTANT, true},
              {"created_at", CONDITION_INSTANT, false}, {"updated_at", CONDITION_INSTANT, false}};

enum { N_BEFORE = sizeof before / sizeof *before, N_BEHIND = sizeof behind / sizeof *behind };

enum condition_class condition_class(struct ctx *cx, const struct kind *k, const char *name,
                                     const struct field **ret_field)
{
    const struct field *f = kind_field(k, name);

    *ret_field = f;
    if (f != NULL)
        return record_sql_columns(f) > 0 && access_field(cx, f) == ACCESS_SHOW ? class_of_type(f) : CONDITION_NONE;
    for (size_t i = 0; i < N_BEFORE; i++)
        if (strcmp(before[i].name, name) == 0 && (!before[i].lives || k->n_states > 0))
            return before[i].class;
    for (size_t i = 0; i < N_BEHIND; i++)
        if (strcmp(behind[i].name, name) == 0 && (!behind[i].lives || k->n_states > 0))
            return behind[i].class;
    return CONDITION_NONE;
}

const char *condition_name(struct ctx *cx, const struct kind *k, size_t i)
{
    const struct field *f;
    size_t n = N_BEFORE + k->n_fields + N_BEHIND, seen = 0;

    for (size_t at = 0; at < n; at++) {
        const char *name = at < N_BEFORE                 ? before[at].name
                           : at < N_BEFORE + k->n_fields ? k->fields[at - N_BEFORE].id
                                                         : behind[at - N_BEFORE - k->n_fields].name;
        if (condition_class(cx, k, name, &f) != CONDITION_NONE && seen++ == i)
            return name;
    }
    return NULL;
}

const char *condition_name_label(struct ctx *cx, const struct kind *k, const char *name)
{
    const struct field *f = kind_field(k, name);

    return f != NULL ? label_text(&f->label, cx->lang)
                     : i18n_text(cx->lang, arena_printf(cx->mem, "condition.name.%s", name)).p;
}

/* "from" of a day and of a number are two words. */
const char *condition_label(struct ctx *cx, enum condition_class c, enum condition_op op)
{
    const char *own = arena_printf(cx->mem, "condition.%s.%s",
                                   c == CONDITION_DAY || c == CONDITION_INSTANT ? "day"
                                   : c == CONDITION_NUMBER                      ? "number"
                                   : c == CONDITION_MARK                        ? "mark"
                                                                                : "any",
                                   op_ids[op]);

    return i18n_text(cx->lang, i18n_has(own) ? own : arena_printf(cx->mem, "condition.any.%s", op_ids[op])).p;
}

/* ---- rows into an expression ---- */

struct writer {
    struct ctx *cx;
    const struct kind *k;
    struct buf *out;
    const char *input;      /* "c1_2": where problems go */
    enum condition_class class;
    const struct field *field;
};

static void fault(struct writer *w, const char *part, const char *key, const char *arg)
{
    (void)ctx_problem(w->cx, arena_printf(w->cx->mem, "%s.%s", w->input, part), key, arg);
}

static void quote(struct writer *w, const char *text)
{
    buf_byte(w->out, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            buf_byte(w->out, '\'');
        buf_byte(w->out, *text);
    }
    buf_byte(w->out, '\'');
}

static const char *code_value(struct writer *w, const char *part, struct str typed)
{
    struct field plain;
    bool bad = false;
    int s;

    if (w->field == NULL) {
        const char *state = arena_strndup(w->cx->mem, typed.p, typed.n);
        if ((s = kind_state(w->k, state)) < 0)
            fault(w, part, "problem.not_in_list", state);
        return s < 0 ? NULL : state;
    }
    plain = *w->field; /* limits of the field do not bind the filter; its problems belong to the input */
    plain.min = plain.max = NULL;
    plain.id = arena_printf(w->cx->mem, "%s.%s", w->input, part);
    return w->class == CONDITION_NUMBER ? field_parse_plain(w->cx, &plain, typed, &bad)
                                        : field_parse(w->cx, &plain, typed, &bad);
}

/* One typed value in canonical form; NULL with a problem. */
static const char *value_of(struct writer *w, const char *part, struct str typed)
{
    long long id;

    typed = str_trim(typed);
    if (typed.n == 0) {
        fault(w, part, "problem.required", NULL);
        return NULL;
    }
    if (w->class == CONDITION_TEXT && utf8_count(typed) > CONDITION_CHARS) {
        fault(w, part, "problem.too_long", arena_printf(w->cx->mem, "%d", CONDITION_CHARS));
        return NULL;
    }
    if ((w->class == CONDITION_LINK || w->class == CONDITION_LINKS) && (!str_int(typed, &id) || id < 1)) {
        fault(w, part, "problem.no_record", arena_strndup(w->cx->mem, typed.p, typed.n));
        return NULL;
    }
    if (w->class == CONDITION_TEXT || w->class == CONDITION_LINK || w->class == CONDITION_LINKS)
        return arena_strndup(w->cx->mem, typed.p, typed.n);
    struct problem **tail = w->cx->problems_tail;
    const char *value = code_value(w, part, typed);
    if (value == NULL && tail == w->cx->problems_tail) /* commas only, say: nothing that could be compared */
        fault(w, part, "problem.required", NULL);
    return value;
}

static void literal(struct writer *w, const char *value)
{
    if (w->class == CONDITION_NUMBER || w->class == CONDITION_LINK)
        buf_add_c(w->out, value);
    else
        quote(w, value);
}

/* "f == 'a'", of several codes "f in ('a', 'b')". */
static void write_is(struct writer *w, const struct condition *c)
{
    struct str rest = str_of(c->a != NULL ? c->a : ""), part;
    bool many = w->class == CONDITION_CODE && strchr(rest.p, ',') != NULL, first = true;
    const char *v;

    if (!many) {
        if ((v = value_of(w, "a", rest)) == NULL)
            return;
        buf_printf(w->out, "%s %s ", c->name, c->op == CONDITION_IS ? "==" : "!=");
        literal(w, v);
        return;
    }
    buf_printf(w->out, "%s%s in (", c->op == CONDITION_IS ? "" : "not ", c->name);
    while (str_next(&rest, ',', &part)) {
        if (str_trim(part).n == 0)
            continue;
        if ((v = value_of(w, "a", part)) == NULL)
            return;
        buf_add_c(w->out, first ? "" : ", ");
        first = false;
        quote(w, v);
    }
    buf_byte(w->out, ')');
}

static void write_bound(struct writer *w, const struct condition *c, const char *part, const char *sign,
                        const char *typed)
{
    const char *v = value_of(w, part, str_of(typed != NULL ? typed : ""));

    if (v == NULL)
        return;
    buf_printf(w->out, "%s %s ", c->name, sign);
    literal(w, v);
}

static void write_has(struct writer *w, const struct condition *c)
{
    const char *v = value_of(w, "a", str_of(c->a != NULL ? c->a : ""));

    if (v == NULL)
        return;
    if (c->op == CONDITION_HASNT)
        buf_add_c(w->out, "not ");
    if (w->class == CONDITION_TEXT)
        buf_printf(w->out, "%s(%s, ", c->op == CONDITION_STARTS ? "starts" : "has", c->name);
    else
        buf_printf(w->out, "%s contains ", c->name);
    quote(w, v);
    buf_add_c(w->out, w->class == CONDITION_TEXT ? ")" : "");
}

static void write_during(struct writer *w, const struct condition *c)
{
    struct date from, to;
    const char *id = c->a != NULL ? c->a : "";

    if (!period_days(str_of(id), ctx_today(w->cx), &from, &to))
        fault(w, "a", *id == 0 ? "problem.required" : "problem.choice", NULL);
    else
        buf_printf(w->out, "during(%s, '%s')", c->name, id);
}

/* Within a chain of "or" the two halves need brackets. */
static void write_between(struct writer *w, const struct condition *c, bool any)
{
    buf_add_c(w->out, any ? "(" : "");
    write_bound(w, c, "a", ">=", c->a);
    buf_add_c(w->out, " and ");
    write_bound(w, c, "b", "<=", c->b);
    buf_add_c(w->out, any ? ")" : "");
}

static void write_one(struct writer *w, const struct condition *c, bool any)
{
    switch (c->op) {
    case CONDITION_IS: case CONDITION_NOT:
        write_is(w, c);
        return;
    case CONDITION_HAS: case CONDITION_HASNT: case CONDITION_STARTS:
        write_has(w, c);
        return;
    case CONDITION_FROM:
        write_bound(w, c, "a", ">=", c->a);
        return;
    case CONDITION_TO:
        write_bound(w, c, "a", "<=", c->a);
        return;
    case CONDITION_BEFORE:
        write_bound(w, c, "a", "<", c->a);
        return;
    case CONDITION_AFTER:
        write_bound(w, c, "a", ">", c->a);
        return;
    case CONDITION_BETWEEN:
        write_between(w, c, any);
        return;
    case CONDITION_DURING:
        write_during(w, c);
        return;
    case CONDITION_SET: case CONDITION_UNSET:
        buf_printf(w->out, "%s is %sset", c->name, c->op == CONDITION_SET ? "" : "not ");
        return;
    case CONDITION_YES: case CONDITION_NO:
        if (w->class == CONDITION_MARK)
            buf_printf(w->out, "%s%s()", c->op == CONDITION_YES ? "" : "not ", c->name);
        else
            buf_printf(w->out, "%s == %s", c->name, c->op == CONDITION_YES ? "true" : "false");
        return;
    case CONDITION_OPS:
        break;
    }
}

static void write_row(struct ctx *cx, const struct kind *k, const struct condition *c, const char *input, bool any,
                      struct buf *out)
{
    struct writer w = {.cx = cx, .k = k, .out = out, .input = input};

    w.class = condition_class(cx, k, c->name, &w.field);
    if (w.class == CONDITION_NONE)
        fault(&w, "f", "problem.no_field", NULL);
    else if (c->op >= CONDITION_OPS || !condition_takes(w.class, c->op))
        fault(&w, "o", "problem.choice", NULL);
    else
        write_one(&w, c, any);
}

/* Brackets only where the group is joined otherwise than the whole: so every set has one text. */
static void write_group(struct ctx *cx, const struct kind *k, const struct condition_set *set, size_t g,
                        struct buf *out)
{
    const struct condition_group *group = &set->at[g];
    bool brackets = group->n > 1 && set->n > 1 && group->any != set->any, any = group->n > 1 ? group->any : set->any;

    buf_add_c(out, brackets ? "(" : "");
    for (size_t i = 0; i < group->n; i++) {
        buf_add_c(out, i == 0 ? "" : group->any ? " or " : " and ");
        write_row(cx, k, &group->at[i], arena_printf(cx->mem, "c%zu_%zu", g + 1, i + 1),
                  set->n > 1 || group->n > 1 ? any : false, out);
    }
    buf_add_c(out, brackets ? ")" : "");
}

enum status condition_write(struct ctx *cx, const struct kind *k, const struct condition_set *set,
                            const char **ret_where)
{
    struct buf out;
    bool first = true;

    buf_init(&out, cx->mem, 1 << 18);
    for (size_t g = 0; g < set->n; g++) {
        if (set->at[g].n == 0)
            continue;
        buf_add_c(&out, first ? "" : set->any ? " or " : " and ");
        first = false;
        write_group(cx, k, set, g, &out);
    }
    TRY(ctx_problems(cx));
    TRY(buf_status(&out));
    *ret_where = first ? NULL : buf_str(&out).p;
    return OK;
}
