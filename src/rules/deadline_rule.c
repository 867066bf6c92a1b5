/* The rules of definitions/deadlines.yaml: reading, resolving against the kinds, keeping. See deadline.h. */
#include <stdlib.h>
#include <string.h>

#include "register/expr.h"
#include "register/yaml_load.h"
#include "rules/deadline.h"

enum { MOST_RULES = 2000, MOST_N = 3660 };

static const struct deadline_rule *installed; /* written once, at start */
static size_t n_installed;

static const struct cyaml_schema_field rule_fields[] = {
    YAML_NEED("code", struct deadline_rule, code),
    YAML_NEED("kind", struct deadline_rule, kind),
    YAML_LABEL("label", struct deadline_rule, label),
    YAML_WORDS("trigger", struct deadline_rule, trigger),
    YAML_NEED("n", struct deadline_rule, n_text),
    YAML_NEED("unit", struct deadline_rule, unit_text),
    YAML_NEED("direction", struct deadline_rule, direction),
    YAML_OPT("on", struct deadline_rule, on),
    YAML_OPT("condition", struct deadline_rule, condition),
    YAML_WORDS("stop", struct deadline_rule, stop),
    YAML_OPT("paused_in", struct deadline_rule, paused_in),
    YAML_OPT("who", struct deadline_rule, who),
    YAML_WORDS("warn", struct deadline_rule, warn),
    YAML_WORDS("escalate", struct deadline_rule, escalate),
    YAML_OPT("basis", struct deadline_rule, basis),
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

/* A trigger is a day of the record or of entering a state; a stop is any field. */
static void check_name(const struct at *a, const struct kind *k, const char *name, bool is_trigger)
{
    const struct field *f = kind_field(k, name);
    size_t n = strlen(name);

    if (f != NULL && (!is_trigger || f->type == FT_DATE || f->type == FT_DT))
        return;
    if (f == NULL && n > 3 && strcmp(name + n - 3, "_at") == 0 &&
        kind_state(k, arena_strndup(a->cx->mem, name, n - 3)) >= 0)
        return;
    fault(a, is_trigger ? "kind.trigger" : "kind.unknown_name", name);
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
    r->condition_expr = expression(a, r->of, r->condition);
    for (unsigned i = 0; r->of != NULL && i < r->trigger.n; i++)
        check_name(a, r->of, r->trigger.at[i], true);
    for (unsigned i = 0; r->of != NULL && i < r->stop.n; i++)
        check_name(a, r->of, r->stop.at[i], false);
    if ((r->unit == DEADLINE_FIXED) != (r->on != NULL) || (r->unit != DEADLINE_FIXED && r->trigger.n == 0))
        fault(a, "kind.trigger", r->code);
    if ((r->valid_from != NULL && !date_parse(str_of(r->valid_from), &d)) ||
        (r->valid_to != NULL && !date_parse(str_of(r->valid_to), &d)))
        fault(a, "kind.date", r->code);
    for (int g = 0; g < LANG__MAX; g++)
        if (r->label.text[g] == NULL)
            fault(a, "kind.no_label", lang_code((enum lang)g));
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
        if (rules[i].of == NULL) /* a register that this installation does not keep */
            continue;
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
