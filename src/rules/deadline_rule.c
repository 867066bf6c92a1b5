/* The rules of definitions/deadlines.yaml: reading, resolving against the kinds, keeping. See deadline.h. */
#include <stdlib.h>
#include <string.h>

#include "register/access.h"
#include "register/expr.h"
#include "register/yaml_load.h"
#include "rules/deadline.h"

enum { MOST_RULES = 2000, MOST_N = 3660, MOST_LATE = 20, MOST_WAITING = 200 };

static const struct deadline_rule *installed; /* written once, at start */
static size_t n_installed;
static struct deadline_waiting waiting[MOST_WAITING]; /* the same */
static size_t n_waiting;

static const struct cyaml_schema_field late_fields[] = {
    YAML_NEED("field", struct deadline_set, field),
    YAML_NEED("value", struct deadline_set, value),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value late_row = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct deadline_set, late_fields)};
static const struct cyaml_schema_field rule_fields[] = {
    YAML_NEED("code", struct deadline_rule, code),
    YAML_NEED("kind", struct deadline_rule, kind),
    YAML_LABEL("label", struct deadline_rule, label),
    YAML_WORDS("trigger", struct deadline_rule, trigger),
    YAML_NEED("n", struct deadline_rule, n_text),
    YAML_NEED("unit", struct deadline_rule, unit_text),
    YAML_NEED("direction", struct deadline_rule, direction),
    YAML_OPT("on", struct deadline_rule, on),
    YAML_OPT("year", struct deadline_rule, year),
    YAML_BOOL("roll", struct deadline_rule, roll),
    YAML_BOOL("repeat", struct deadline_rule, repeat),
    YAML_OPT("condition", struct deadline_rule, condition),
    YAML_WORDS("stop", struct deadline_rule, stop),
    YAML_WORDS("paused_in", struct deadline_rule, paused_in),
    YAML_OPT("who", struct deadline_rule, who),
    YAML_WORDS("warn", struct deadline_rule, warn),
    YAML_WORDS("escalate", struct deadline_rule, escalate),
    CYAML_FIELD_SEQUENCE_COUNT("late", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct deadline_rule, late, n_late,
                               &late_row, 0, MOST_LATE),
    YAML_OPT("basis", struct deadline_rule, basis),
    YAML_LABEL("ground", struct deadline_rule, ground),
    YAML_OPT("mark", struct deadline_rule, mark),
    YAML_OPT("note", struct deadline_rule, note),
    YAML_OPT("valid_from", struct deadline_rule, valid_from),
    YAML_OPT("valid_to", struct deadline_rule, valid_to),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value rule_row = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct deadline_rule, rule_fields)};
static const struct cyaml_schema_value schema = {
    CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct deadline_rule, &rule_row, 0, MOST_RULES)};

struct at { /* which rule of which file, for messages */
    struct ctx *cx;
    const char *where;
};

static void fault(const struct at *a, const char *key, const char *arg)
{
    (void)ctx_problem(a->cx, a->where, key, arg);
}

static struct expr *expression(const struct at *a, const struct kind *k, const char *text)
{
    struct expr *e = NULL;

    if (text == NULL)
        return NULL;
    if (expr_parse(a->cx, str_of(text), &e) != OK) {
        fault(a, "kind.expression", a->cx->detail);
        a->cx->detail = NULL;
        return NULL;
    }
    if (k != NULL)
        (void)!expr_check(a->cx, e, k, a->where);
    return e;
}

static bool is_state_at(const struct at *a, const struct kind *k, const char *name)
{
    size_t n = strlen(name);

    return n > 3 && strcmp(name + n - 3, "_at") == 0 && kind_state(k, arena_strndup(a->cx->mem, name, n - 3)) >= 0;
}

/* A trigger is a day of the record, of entering a state, or an expression that gives a day. */
static struct expr *trigger(const struct at *a, const struct kind *k, const char *name)
{
    const struct field *f = kind_field(k, name);

    if (f == NULL && is_state_at(a, k, name))
        return NULL;
    if (f != NULL) {
        if (f->type != FT_DATE && f->type != FT_DT)
            fault(a, "kind.trigger", name);
        return NULL;
    }
    return expression(a, k, name);
}

static struct expr *stop(const struct at *a, const struct kind *k, const char *name)
{
    return kind_field(k, name) != NULL || is_state_at(a, k, name) ? NULL : expression(a, k, name);
}

/* Who is told: a role, or the organisation or person that a field names. */
static void check_who(const struct at *a, const struct kind *k, const char *who)
{
    const struct field *f = *who == '@' && k != NULL ? kind_field(k, who + 1) : NULL;
    enum role r;
    bool names = f != NULL && (f->type == FT_ORG || f->type == FT_USER || f->type == FT_MUSER);

    if (*who == '@' ? !names : !role_parse(str_of(who), &r))
        fault(a, "kind.role", who);
}

/* "3wd" "0" "6h"; behind a role "HEAD 0" "DIR +2wd". A bare number is days. */
static struct deadline_step step(const struct at *a, const struct kind *k, const char *text, bool with_role)
{
    struct str rest = str_of(text), word = {0}, n;
    struct deadline_step s = {.unit = DEADLINE_D};
    size_t digits = 0;
    long long number = 0;

    if (with_role && (!str_next(&rest, ' ', &word) || rest.p == NULL)) {
        fault(a, "kind.step", text);
        return s;
    }
    if (with_role) {
        s.role = arena_strndup(a->cx->mem, word.p, word.n);
        check_who(a, k, s.role);
    }
    n = str_trim(rest);
    if (n.n > 0 && n.p[0] == '+')
        n = str_sub(n, 1, n.n);
    while (digits < n.n && n.p[digits] >= '0' && n.p[digits] <= '9')
        digits++;
    struct str unit = str_sub(n, digits, n.n);
    s.unit = str_is(unit, "wd") ? DEADLINE_WD : str_is(unit, "h") ? DEADLINE_H : DEADLINE_D;
    if (!str_int(str_sub(n, 0, digits), &number) || number > MOST_N ||
        (unit.n > 0 && s.unit == DEADLINE_D && !str_is(unit, "d")))
        fault(a, "kind.step", text);
    s.n = (int)number;
    return s;
}

static struct deadline_step *steps(const struct at *a, const struct kind *k, const struct words *w,
                                   const char *const *office, size_t n_office, bool with_role, size_t *ret_n)
{
    size_t n = w->n > 0 ? w->n : n_office;
    struct deadline_step *all = arena_alloc(a->cx->mem, (n + 1) * sizeof *all);

    for (size_t i = 0; i < n; i++)
        all[i] = step(a, k, w->n > 0 ? w->at[i] : office[i], with_role);
    *ret_n = n;
    return all;
}

/* What the office does where a rule says nothing (MODEL 4.5). */
static void resolve_steps(const struct at *a, struct deadline_rule *r)
{
    static const char *const warns[] = {"3wd", "1wd", "0"}, *const escalations[] = {"HEAD 0", "DIR +2wd", "PPCO +5wd"};

    r->reminder = r->stop.n == 0 && !r->repeat;
    r->warns = steps(a, r->of, &r->warn, warns, 3, false, &r->n_warns);
    r->escalations = steps(a, r->of, &r->escalate, escalations, 3, true, &r->n_escalations);
    if (r->who != NULL)
        check_who(a, r->of, r->who);
}

static void resolve_names(const struct at *a, struct deadline_rule *r)
{
    r->trigger_exprs = arena_alloc(a->cx->mem, (r->trigger.n + 1) * sizeof(struct expr *));
    for (unsigned i = 0; i < r->trigger.n; i++)
        r->trigger_exprs[i] = trigger(a, r->of, r->trigger.at[i]);
    r->stop_exprs = arena_alloc(a->cx->mem, (r->stop.n + 1) * sizeof(struct expr *));
    for (unsigned i = 0; i < r->stop.n; i++)
        r->stop_exprs[i] = stop(a, r->of, r->stop.at[i]);
    for (unsigned i = 0; i < r->paused_in.n; i++)
        if (kind_state(r->of, r->paused_in.at[i]) < 0)
            fault(a, "kind.no_state", r->paused_in.at[i]);
    for (unsigned i = 0; i < r->n_late; i++) {
        const struct field *f = kind_field(r->of, r->late[i].field);
        if (f == NULL || f->given)
            fault(a, "kind.unknown_name", r->late[i].field);
        r->late[i].expr = expression(a, r->of, r->late[i].value);
    }
    r->condition_expr = expression(a, r->of, r->condition);
    r->year_expr = expression(a, r->of, r->year);
}

static void resolve(const struct at *a, struct deadline_rule *r)
{
    static const char *const units[] = {"d", "wd", "h", "m", "fixed"};
    struct date d;
    long long n;
    unsigned u = 0;

    while (u < 5 && strcmp(units[u], r->unit_text) != 0)
        u++;
    if (u == 5)
        fault(a, "kind.unit", r->unit_text);
    r->unit = (enum deadline_unit)(u == 5 ? 0 : u);
    r->before = strcmp(r->direction, "before") == 0;
    if (!r->before && strcmp(r->direction, "after") != 0)
        fault(a, "kind.unit", r->direction);
    if (str_int(str_of(r->n_text), &n) && n >= 0 && n <= MOST_N)
        r->n = (int)n;
    else
        r->n_expression = expression(a, r->of, r->n_text);
    resolve_names(a, r);
    resolve_steps(a, r);
    if ((r->unit == DEADLINE_FIXED) != (r->on != NULL) || (r->unit != DEADLINE_FIXED && r->trigger.n == 0))
        fault(a, "kind.trigger", r->code);
    if ((r->valid_from != NULL && !date_parse(str_of(r->valid_from), &d)) ||
        (r->valid_to != NULL && !date_parse(str_of(r->valid_to), &d)))
        fault(a, "kind.date", r->code);
    for (int g = 0; g < LANG__MAX; g++)
        if (r->label.text[g] == NULL)
            fault(a, "kind.no_label", lang_code((enum lang)g));
}

static void note_waiting(const char *kind)
{
    size_t i = 0;

    while (i < n_waiting && strcmp(waiting[i].kind, kind) != 0)
        i++;
    if (i == MOST_WAITING)
        return;
    waiting[i].kind = kind;
    waiting[i].n_rules++;
    n_waiting += i == n_waiting;
}

const struct deadline_waiting *deadline_waiting(size_t *ret_n)
{
    *ret_n = n_waiting;
    return waiting;
}

enum status deadline_load_text(struct ctx *cx, const char *name, struct str yaml, struct deadline_rule **ret_rules,
                               size_t *ret_n)
{
    struct deadline_rule *rules;
    void *data;
    unsigned n, kept = 0;

    TRY(yaml_load(cx, name, yaml, &schema, &data, &n));
    rules = data;
    for (unsigned i = 0; i < n; i++) {
        struct at a = {cx, arena_printf(cx->mem, "%s %s", name, rules[i].code)};
        rules[i].of = kind_find(rules[i].kind);
        if (rules[i].of == NULL) { /* a register that this installation does not keep */
            note_waiting(rules[i].kind);
            continue;
        }
        resolve(&a, &rules[i]);
        rules[kept++] = rules[i];
    }
    TRY(ctx_problems(cx));
    *ret_rules = rules;
    *ret_n = kept;
    return OK;
}

void deadline_install(const struct deadline_rule *rules, size_t n)
{
    installed = rules;
    n_installed = n;
}

const struct deadline_rule *deadline_rules(size_t *ret_n)
{
    *ret_n = n_installed;
    return installed;
}

const struct deadline_rule *deadline_rule_find(const char *code, const char *kind)
{
    for (size_t i = 0; i < n_installed; i++)
        if (strcmp(installed[i].code, code) == 0 && strcmp(installed[i].kind, kind) == 0)
            return &installed[i];
    return NULL;
}

bool deadline_has_rules(const struct kind *k)
{
    for (size_t i = 0; i < n_installed; i++)
        if (installed[i].of == k)
            return true;
    return false;
}
