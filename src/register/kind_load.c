/* Kind files into struct kind: the schema, the administrator's additions, then types, links and expressions.
   Not for: faults that need the whole picture (kind_check.c). */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "platform/data.h"
#include "platform/file.h"
#include "register/access.h"
#include "register/code.h"
#include "register/expr.h"
#include "register/record_sql.h"
#include "register/yaml_load.h"

enum { MOST_FIELDS = 300, MOST_ROWS = 300, MOST_BYTES = 4 << 20 };

#define ROWS(key, structure, member, count, row)                                                                   \
    CYAML_FIELD_SEQUENCE_COUNT(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member, count, &(row), 0, \
                               MOST_ROWS)
#define ROW(structure, fields) {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, structure, fields)}

static const struct cyaml_schema_field field_fields[] = {
    YAML_NEED("id", struct field, id),
    YAML_NEED("type", struct field, type_text),
    YAML_LABEL("label", struct field, label),
    YAML_LABEL("help", struct field, help),
    YAML_OPT("section", struct field, section),
    YAML_BOOL("required", struct field, required),
    YAML_OPT("required_at", struct field, required_at),
    YAML_OPT("required_if", struct field, required_if),
    YAML_OPT("default", struct field, default_text),
    YAML_OPT("calc", struct field, calc),
    YAML_OPT("calc_as", struct field, calc_as),
    YAML_OPT("number", struct field, number),
    YAML_OPT("number_at", struct field, number_at),
    YAML_OPT("via", struct field, via),
    YAML_OPT("personal", struct field, personal),
    CYAML_FIELD_INT("list", CYAML_FLAG_OPTIONAL, struct field, list),
    YAML_BOOL("filter", struct field, filter),
    YAML_OPT("search", struct field, search_text),
    YAML_BOOL("unique", struct field, unique),
    YAML_BOOL("assigned", struct field, assigned),
    YAML_OPT("min", struct field, min),
    YAML_OPT("max", struct field, max),
    YAML_OPT("note", struct field, note),
    YAML_OPT("basis", struct field, basis),
    YAML_OPT("valid_from", struct field, valid_from),
    YAML_OPT("valid_to", struct field, valid_to),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value field_row = ROW(struct field, field_fields);
static const struct cyaml_schema_field state_fields[] = {
    YAML_NEED("id", struct state, id),
    YAML_LABEL("label", struct state, label),
    YAML_BOOL("final", struct state, final),
    YAML_BOOL("rest", struct state, rest),
    YAML_BOOL("side", struct state, side),
    YAML_OPT("color", struct state, color),
    YAML_OPT("note", struct state, note),
    YAML_OPT("valid_from", struct state, valid_from),
    YAML_OPT("valid_to", struct state, valid_to),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value state_row = ROW(struct state, state_fields);
static const struct cyaml_schema_field effect_value_fields[] = {
    YAML_NEED("field", struct effect_value, field),
    YAML_NEED("value", struct effect_value, value),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value effect_value_row = ROW(struct effect_value, effect_value_fields);
static const struct cyaml_schema_field effect_fields[] = {
    YAML_OPT("create", struct effect, create),
    YAML_OPT("if", struct effect, condition),
    YAML_OPT("set", struct effect, set),
    YAML_OPT("value", struct effect, value),
    YAML_BOOL("replace", struct effect, replace),
    ROWS("values", struct effect, values, n_values, effect_value_row),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value effect_row = ROW(struct effect, effect_fields);
static const struct cyaml_schema_field move_fields[] = {
    YAML_NEED("id", struct move, id),
    YAML_LABEL("label", struct move, label),
    YAML_WORDS("from", struct move, from),
    YAML_NEED("to", struct move, to),
    YAML_WORDS("roles", struct move, roles),
    YAML_WORDS("need", struct move, need),
    YAML_OPT("guard", struct move, guard),
    YAML_LABEL("guard_text", struct move, guard_text),
    YAML_OPT("automatic", struct move, automatic),
    YAML_BOOL("reason", struct move, reason),
    YAML_BOOL("four_eyes", struct move, four_eyes),
    YAML_WORDS("not_by", struct move, not_by),
    CYAML_FIELD_INT("undo", CYAML_FLAG_OPTIONAL, struct move, undo_h),
    YAML_OPT("basis", struct move, basis),
    YAML_OPT("note", struct move, note),
    YAML_OPT("valid_from", struct move, valid_from),
    YAML_OPT("valid_to", struct move, valid_to),
    ROWS("effects", struct move, effects, n_effects, effect_row),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value move_row = ROW(struct move, move_fields);
static const struct cyaml_schema_field check_fields[] = {
    YAML_NEED("id", struct check, id),
    YAML_NEED("holds", struct check, holds),
    YAML_OPT("when", struct check, when),
    YAML_OPT("at", struct check, at),
    YAML_OPT("field", struct check, field),
    YAML_OPT("level", struct check, level),
    YAML_LABEL("message", struct check, message),
    YAML_OPT("basis", struct check, basis),
    YAML_OPT("note", struct check, note),
    YAML_OPT("valid_from", struct check, valid_from),
    YAML_OPT("valid_to", struct check, valid_to),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value check_row = ROW(struct check, check_fields);
static const struct cyaml_schema_field opening_fields[] = {
    YAML_NEED("id", struct opening, id),
    YAML_NEED("every", struct opening, every),
    CYAML_FIELD_INT("day", CYAML_FLAG_OPTIONAL, struct opening, day),
    YAML_OPT("note", struct opening, note),
    YAML_OPT("valid_from", struct opening, valid_from),
    YAML_OPT("valid_to", struct opening, valid_to),
    ROWS("values", struct opening, values, n_values, effect_value_row),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value opening_row = ROW(struct opening, opening_fields);
static const struct cyaml_schema_field grant_fields[] = {
    YAML_WORDS("roles", struct grant, roles),
    YAML_WORDS("may", struct grant, may),
    YAML_NEED("scope", struct grant, scope_text),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value grant_row = ROW(struct grant, grant_fields);
static const struct cyaml_schema_field section_fields[] = {
    YAML_NEED("id", struct section, id),
    YAML_LABEL("label", struct section, label),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value section_row = ROW(struct section, section_fields);
static const struct cyaml_schema_field kind_fields[] = {
    YAML_NEED("id", struct kind, id),
    YAML_OPT("code", struct kind, code),
    YAML_OPT("group", struct kind, group),
    YAML_OPT("icon", struct kind, icon),
    CYAML_FIELD_INT("order", CYAML_FLAG_OPTIONAL, struct kind, order),
    YAML_LABEL("label", struct kind, label),
    YAML_LABEL("plural", struct kind, plural),
    YAML_OPT("title", struct kind, title),
    YAML_OPT("serves", struct kind, serves),
    YAML_WORDS("parents", struct kind, parents),
    YAML_WORDS("key", struct kind, key),
    YAML_WORDS("names", struct kind, names),
    YAML_WORDS("national", struct kind, national),
    YAML_OPT("sort", struct kind, sort),
    YAML_OPT("seed", struct kind, seed),
    ROWS("sections", struct kind, sections, n_sections, section_row),
    CYAML_FIELD_SEQUENCE_COUNT("fields", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct kind, fields, n_fields,
                               &field_row, 0, MOST_FIELDS),
    ROWS("states", struct kind, states, n_states, state_row),
    ROWS("moves", struct kind, moves, n_moves, move_row),
    ROWS("checks", struct kind, checks, n_checks, check_row),
    ROWS("opens", struct kind, opens, n_opens, opening_row),
    ROWS("access", struct kind, access, n_access, grant_row),
    YAML_OPT("note", struct kind, note),
    YAML_OPT("basis", struct kind, basis),
    YAML_OPT("valid_from", struct kind, valid_from),
    YAML_OPT("valid_to", struct kind, valid_to),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value kind_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct kind, kind_fields)};

enum status kind_load_text(struct ctx *cx, const char *name, struct str yaml, struct kind **ret_kind)
{
    void *data;

    TRY(yaml_load(cx, name, yaml, &kind_schema, &data, NULL));
    struct kind *k = data;
    k->sources[0].name = name;
    k->sources[0].text = yaml;
    k->n_sources = 1;
    *ret_kind = k;
    return OK;
}

const char *kind_where(struct ctx *cx, const struct kind *k, const char *id)
{
    for (unsigned i = k->n_sources; id != NULL && i-- > 0;) {
        struct str rest = k->sources[i].text, line;
        struct str want = str_of(arena_printf(cx->mem, "id: %s", id));
        for (int no = 1; str_next(&rest, '\n', &line); no++) {
            size_t at = str_find(line, want);
            if (at < line.n && (at + want.n == line.n || strchr(",} \r\"", line.p[at + want.n]) != NULL))
                return arena_printf(cx->mem, "%s:%d", k->sources[i].name, no);
        }
    }
    return k->n_sources > 0 ? arena_printf(cx->mem, "%s:1", k->sources[k->n_sources - 1].name) : k->id;
}

/* ---- the administrator's additions: rows replace the rows of the same id, the others are added behind ---- */

static void *merged(struct ctx *cx, const void *a, unsigned n_a, const void *b, unsigned n_b, size_t size,
                    unsigned *ret_n)
{
    char *out = arena_alloc(cx->mem, (size_t)(n_a + n_b) * size);
    unsigned n = n_a;

    if (n_a > 0)
        memcpy(out, a, n_a * size);
    for (unsigned i = 0; i < n_b; i++) {
        const char *row = (const char *)b + i * size;
        const char *id = *(const char *const *)(const void *)row; /* id is the first member of each row */
        unsigned k = 0;
        while (k < n && strcmp(*(const char *const *)(const void *)(out + k * size), id) != 0)
            k++;
        memcpy(out + k * size, row, size);
        n += k == n;
    }
    *ret_n = n;
    return out;
}

#define MERGE(k, o, rows) (k)->rows = merged(cx, (k)->rows, (k)->n_##rows, (o)->rows, (o)->n_##rows, \
                                             sizeof *(k)->rows, &(k)->n_##rows)

static void add_overlay(struct ctx *cx, struct kind *k, const struct kind *o)
{
    const char **mine[] = {&k->code, &k->group, &k->icon, &k->title, &k->serves, &k->sort, &k->note, &k->basis,
                           &k->valid_from, &k->valid_to};
    const char *theirs[] = {o->code, o->group, o->icon, o->title, o->serves, o->sort, o->note, o->basis, o->valid_from,
                            o->valid_to};
    struct words *lists[] = {&k->parents, &k->key, &k->names, &k->national};
    const struct words *other[] = {&o->parents, &o->key, &o->names, &o->national};

    for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
        if (theirs[i] != NULL)
            *mine[i] = theirs[i];
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (other[i]->n > 0)
            *lists[i] = *other[i];
    if (o->label.text[LANG_VI] != NULL)
        k->label = o->label;
    if (o->plural.text[LANG_VI] != NULL)
        k->plural = o->plural;
    if (o->order != 0)
        k->order = o->order;
    if (o->n_access > 0) {
        k->access = o->access;
        k->n_access = o->n_access;
    }
    MERGE(k, o, sections);
    MERGE(k, o, fields);
    MERGE(k, o, states);
    MERGE(k, o, moves);
    MERGE(k, o, checks);
    MERGE(k, o, opens);
    if (k->n_sources < sizeof k->sources / sizeof *k->sources)
        k->sources[k->n_sources++] = o->sources[0];
}

/* ---- linking ---- */

struct link { /* what is being linked, for messages */
    struct ctx *cx;
    struct kind *k;
    struct kind **all;
    size_t n_all;
};

static void fault(const struct link *l, const char *id, const char *key, const char *arg)
{
    (void)ctx_problem(l->cx, kind_where(l->cx, l->k, id), key, arg);
}

static struct kind *find(const struct link *l, const char *id)
{
    for (size_t i = 0; i < l->n_all; i++)
        if (strcmp(l->all[i]->id, id) == 0)
            return l->all[i];
    return NULL;
}

static struct expr *expression(const struct link *l, const char *id, const char *text)
{
    struct expr *e = NULL;

    if (text == NULL)
        return NULL;
    if (expr_parse(l->cx, str_of(text), &e) != OK) {
        fault(l, id, "kind.expression", l->cx->detail);
        l->cx->detail = NULL;
        return NULL;
    }
    return e;
}

static bool numbers_of(struct str s, int *ret_a, int *ret_b)
{
    struct str rest = s, part;
    long long a, b = 0;

    if (!str_next(&rest, ',', &part) || !str_int(str_trim(part), &a))
        return false;
    if (rest.p != NULL && !str_int(str_trim(rest), &b))
        return false;
    if (a < 1 || a > 100000 || b < 0 || b > a)
        return false;
    *ret_a = (int)a;
    *ret_b = (int)b;
    return true;
}

/* "text(400)", "enum:agr_type", "dec(12,2)", "date". */
static void link_type(const struct link *l, struct field *f, const char *written)
{
    struct str s = str_of(written);
    size_t colon = str_find(s, STR(":")), open = str_find(s, STR("("));
    struct str name = str_sub(s, 0, colon < open ? colon : open);

    if (!field_type_find(name, &f->type)) {
        fault(l, f->id, "kind.type", written);
        f->type = FT_TEXT;
        return;
    }
    const char *takes = field_types[f->type].arg;
    if (colon < s.n)
        f->arg = arena_strndup(l->cx->mem, s.p + colon + 1, s.n - colon - 1);
    if ((*takes == ':') != (f->arg != NULL && *f->arg != '\0'))
        fault(l, f->id, "kind.type", written);
    if (open < s.n && (*takes != '(' || !str_ends(s, ")") ||
                       !numbers_of(str_sub(s, open + 1, s.n - 1), &f->size, &f->scale)))
        fault(l, f->id, "kind.type", written);
    if (f->type == FT_DEC && (f->size == 0 || f->size > 18))
        fault(l, f->id, "kind.type", written);
}

static void link_target(const struct link *l, struct field *f)
{
    if (f->type == FT_REF || f->type == FT_MREF || f->type == FT_SUB) {
        f->to_any = f->type == FT_MREF && f->via == NULL && f->arg != NULL && strcmp(f->arg, "any") == 0;
        f->target = f->arg == NULL ? NULL : find(l, f->arg);
        if (f->target == NULL && !f->to_any)
            fault(l, f->id, "kind.no_target", f->arg);
    }
    for (size_t i = 0; f->type == FT_ORG && i < l->n_all; i++)
        if (l->all[i]->serves != NULL && strcmp(l->all[i]->serves, "org") == 0)
            f->target = l->all[i];
    if (f->type == FT_ORG && f->target == NULL)
        fault(l, f->id, "kind.no_org", f->id);
}

static void link_field(const struct link *l, struct field *f, size_t index, struct date today)
{
    struct date to;

    f->index = index;
    f->of = l->k;
    link_type(l, f, f->type_text);
    f->given = f->type == FT_CALC || f->type == FT_AUTO || f->type == FT_SUB || (f->type == FT_MREF && f->via != NULL);
    if (f->type == FT_CALC && f->calc_as == NULL)
        f->calc_as = "text(400)";
    if ((f->type == FT_CALC) != (f->calc != NULL) || (f->type == FT_AUTO) != (f->number != NULL))
        fault(l, f->id, "kind.calc", f->id);
    if (f->type == FT_CALC)
        link_type(l, f, f->calc_as);
    else if (f->type == FT_AUTO) {
        f->type = FT_TEXT;
        f->size = 60;
    }
    link_target(l, f);
    f->search = field_types[f->type].is_text && f->personal == NULL;
    if (f->search_text != NULL)
        f->search = strcmp(f->search_text, "true") == 0;
    if (f->section == NULL && l->k->n_sections > 0)
        f->section = l->k->sections[0].id;
    f->required_state = f->required_at == NULL ? -1 : kind_state(l->k, f->required_at);
    if (f->required_at != NULL && f->required_state < 0)
        fault(l, f->id, "kind.no_state", f->required_at);
    if (f->number_at != NULL && kind_state(l->k, f->number_at) < 0)
        fault(l, f->id, "kind.no_state", f->number_at);
    f->required_expr = expression(l, f->id, f->required_if);
    f->calc_expr = expression(l, f->id, f->calc);
    if (f->default_text != NULL && *f->default_text == '=')
        f->default_expr = expression(l, f->id, f->default_text + 1);
    f->ended = f->valid_to != NULL && date_parse(str_of(f->valid_to), &to) && date_cmp(to, today) < 0;
    if (f->ended)
        f->required = false, f->required_state = -1, f->required_expr = NULL;
}

static uint32_t role_bits(const struct link *l, const char *id, const struct words *roles)
{
    uint32_t bits = 0;
    enum role r;

    for (unsigned i = 0; i < roles->n; i++) {
        const char *w = roles->at[i];
        if (*w == '@') {
            const struct field *f = kind_field(l->k, w + 1);
            if (f == NULL || (strcmp(f->type_text, "org") != 0 && strcmp(f->type_text, "user") != 0 &&
                              strcmp(f->type_text, "muser") != 0))
                fault(l, id, "kind.role", w);
        } else if (role_parse(str_of(w), &r)) {
            bits |= ROLE_BIT(r);
        } else {
            fault(l, id, "kind.role", w);
        }
    }
    return bits;
}

static void link_effects(const struct link *l, struct move *m)
{
    for (unsigned i = 0; i < m->n_effects; i++) {
        struct effect *e = &m->effects[i];
        const struct field *sub = e->create == NULL ? NULL : kind_field(l->k, e->create);

        e->condition_expr = expression(l, m->id, e->condition);
        e->value_expr = expression(l, m->id, e->value);
        if (e->create != NULL)
            e->target = sub != NULL && sub->type == FT_SUB ? sub->target : sub == NULL ? find(l, e->create) : NULL;
        if ((e->create == NULL) == (e->set == NULL) ||
            (e->create != NULL && (e->target == NULL || (sub == NULL && e->target->parents.n > 0))) ||
            (e->set != NULL && (e->value == NULL || kind_field(l->k, e->set) == NULL)))
            fault(l, m->id, "kind.effect", e->create != NULL ? e->create : e->set);
        for (unsigned k = 0; k < e->n_values; k++) {
            e->values[k].expr = expression(l, m->id, e->values[k].value);
            if (e->target != NULL && kind_field(e->target, e->values[k].field) == NULL)
                fault(l, m->id, "kind.unknown_name", e->values[k].field);
        }
    }
}

static void link_move(const struct link *l, struct move *m)
{
    m->to_state = kind_state(l->k, m->to);
    if (m->to_state < 0)
        fault(l, m->id, "kind.no_state", m->to);
    for (unsigned i = 0; i < m->from.n; i++)
        if (strcmp(m->from.at[i], "*") != 0 && kind_state(l->k, m->from.at[i]) < 0)
            fault(l, m->id, "kind.no_state", m->from.at[i]);
    for (unsigned i = 0; i < m->need.n; i++)
        if (kind_field(l->k, m->need.at[i]) == NULL)
            fault(l, m->id, "kind.unknown_name", m->need.at[i]);
    for (unsigned i = 0; i < m->not_by.n; i++)
        if (kind_move(l->k, m->not_by.at[i]) == NULL)
            fault(l, m->id, "kind.not_by", m->not_by.at[i]);
    m->role_bits = role_bits(l, m->id, &m->roles);
    m->guard_expr = expression(l, m->id, m->guard);
    m->automatic_expr = expression(l, m->id, m->automatic);
    link_effects(l, m);
}

static void link_opening(const struct link *l, struct opening *o)
{
    static const char *const periods[] = {"week", "month", "quarter", "half", "year"};
    unsigned p = 0;

    while (p < 5 && strcmp(periods[p], o->every) != 0)
        p++;
    if (p == 5 || o->day < 0 || o->day > 366)
        fault(l, o->id, "kind.every", o->every);
    for (unsigned i = 0; i < o->n_values; i++) {
        o->values[i].expr = expression(l, o->id, o->values[i].value);
        if (kind_field(l->k, o->values[i].field) == NULL && strcmp(o->values[i].field, "org") != 0)
            fault(l, o->id, "kind.unknown_name", o->values[i].field);
    }
}

static void link_check(const struct link *l, struct check *c)
{
    c->holds_expr = expression(l, c->id, c->holds);
    c->when_expr = expression(l, c->id, c->when);
    c->at_state = c->at == NULL ? -1 : kind_state(l->k, c->at);
    if (c->at != NULL && c->at_state < 0)
        fault(l, c->id, "kind.no_state", c->at);
    c->is_warning = c->level != NULL && strcmp(c->level, "warning") == 0;
    if (c->level != NULL && !c->is_warning && strcmp(c->level, "error") != 0)
        fault(l, c->id, "kind.level", c->level);
    if (c->field != NULL && kind_field(l->k, c->field) == NULL)
        fault(l, c->id, "kind.unknown_name", c->field);
}

static void link_grant(const struct link *l, struct grant *g)
{
    static const char *const scopes[] = {"", "own", "unit", "org", "prov", "nat", "all"};
    static const char *const rights[] = {"read", "create", "update", "delete", "export", "pd", "pds"};

    g->role_bits = role_bits(l, "access", &g->roles);
    for (int s = SCOPE_OWN; s <= SCOPE_ALL; s++)
        if (strcmp(g->scope_text, scopes[s]) == 0)
            g->scope = (enum scope)s;
    if (g->scope == SCOPE_NONE)
        fault(l, NULL, "kind.scope", g->scope_text);
    for (unsigned i = 0; i < g->may.n; i++) {
        int r = 0;
        while (r < RIGHT__MAX && strcmp(g->may.at[i], rights[r]) != 0)
            r++;
        if (r == RIGHT__MAX)
            fault(l, NULL, "kind.right", g->may.at[i]);
        else
            g->right_bits |= 1U << r;
    }
}

static const char *const forward_roles[] = {"OFF", "HEAD"}, *const back_roles[] = {"HEAD", "DIR"};

static void default_move(const struct link *l, struct move *m, unsigned from, unsigned to)
{
    const struct state *a = &l->k->states[from], *b = &l->k->states[to];
    const char **states = arena_alloc(l->cx->mem, sizeof *states);
    bool forward = to > from && !b->side;

    states[0] = a->id;
    *m = (struct move){.id = arena_printf(l->cx->mem, "to_%s", b->id), .label = b->label, .from = {states, 1},
                       .to = b->id, .reason = !forward};
    m->roles = (struct words){(const char **)(uintptr_t)(forward ? forward_roles : back_roles), 2};
}

/* The office's default where a file gives states and no moves: forward in the listed order, back and to the side with a
   reason. One move per pair of states; the same id from several states is one move. */
static void default_moves(const struct link *l)
{
    struct kind *k = l->k;
    unsigned n = 0;

    if (k->n_moves > 0 || k->n_states < 2)
        return;
    k->moves = arena_alloc(l->cx->mem, (size_t)k->n_states * k->n_states * sizeof *k->moves);
    for (unsigned to = 0; to < k->n_states; to++) {
        struct move *forward = NULL, *other = NULL;
        for (unsigned from = 0; from < k->n_states; from++) {
            if (from == to || k->states[from].final)
                continue;
            bool is_forward = to > from && !k->states[to].side;
            struct move **m = is_forward ? &forward : &other;
            if (*m == NULL) {
                default_move(l, &k->moves[n], from, to);
                if (!is_forward)
                    k->moves[n].id = arena_printf(l->cx->mem, "back_%s", k->states[to].id);
                *m = &k->moves[n++];
                (*m)->from.at = arena_alloc(l->cx->mem, k->n_states * sizeof(char *));
                (*m)->from.n = 0;
            }
            (*m)->from.at[(*m)->from.n++] = k->states[from].id;
        }
    }
    k->n_moves = n;
}

static bool is_on(const char *from, const char *to, struct date today)
{
    struct date d;

    if (from != NULL && date_parse(str_of(from), &d) && date_cmp(today, d) < 0)
        return false;
    return to == NULL || !date_parse(str_of(to), &d) || date_cmp(today, d) <= 0;
}

/* Leaves out what does not count today. Fields that have ended stay (their values are still shown). */
static void keep_valid(struct kind *k, struct date today)
{
    unsigned n = 0;

    for (unsigned i = 0; i < k->n_fields; i++)
        if (is_on(k->fields[i].valid_from, NULL, today))
            k->fields[n++] = k->fields[i];
    k->n_fields = n;
    n = 0;
    for (unsigned i = 0; i < k->n_moves; i++)
        if (is_on(k->moves[i].valid_from, k->moves[i].valid_to, today))
            k->moves[n++] = k->moves[i];
    k->n_moves = n;
    n = 0;
    for (unsigned i = 0; i < k->n_checks; i++)
        if (is_on(k->checks[i].valid_from, k->checks[i].valid_to, today))
            k->checks[n++] = k->checks[i];
    k->n_checks = n;
}

static void link_head(const struct link *l)
{
    struct kind *k = l->k;

    if (k->group == NULL)
        k->group = "other";
    k->table = arena_printf(l->cx->mem, "r_%s", k->id);
    k->parent_kinds = arena_alloc(l->cx->mem, (k->parents.n + 1) * sizeof *k->parent_kinds);
    for (unsigned i = 0; i < k->parents.n; i++) {
        k->parent_kinds[i] = find(l, k->parents.at[i]);
        if (k->parent_kinds[i] == NULL)
            fault(l, NULL, "kind.no_target", k->parents.at[i]);
    }
    if (k->plural.text[LANG_VI] == NULL)
        k->plural = k->label;
    if (k->title == NULL)
        for (unsigned i = 0; i < k->n_fields && k->title == NULL; i++)
            if (strncmp(k->fields[i].type_text, "text", 4) == 0)
                k->title = k->fields[i].id;
    k->title_expr = expression(l, NULL, k->title);
}

static bool waits(const struct field *f, struct field *const *others, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (others[i] != f && expr_asks(f->calc_expr, others[i]->id))
            return true;
    return false;
}

/* Each calculated field behind those it asks for, whatever the order of the file. */
static void order_calcs(const struct link *l)
{
    struct kind *k = l->k;
    struct field **left = arena_alloc(l->cx->mem, (k->n_fields + 1) * sizeof *left);
    unsigned n = 0, i;

    for (i = 0; i < k->n_fields; i++)
        if (k->fields[i].calc_expr != NULL)
            left[n++] = &k->fields[i];
    k->calcs = arena_alloc(l->cx->mem, (n + 1) * sizeof *k->calcs);
    k->n_calcs = 0;
    while (n > 0) {
        for (i = 0; i < n && waits(left[i], left, n); i++)
            ;
        if (i == n) {
            fault(l, left[0]->id, "kind.ring", left[0]->id);
            i = 0;
        }
        k->calcs[k->n_calcs++] = left[i];
        memmove(&left[i], &left[i + 1], (n - i - 1) * sizeof *left);
        n--;
    }
}

static void link_one(const struct link *l, struct date today)
{
    struct kind *k = l->k;

    for (unsigned i = 0; i < k->n_fields; i++)
        link_field(l, &k->fields[i], i, today);
    order_calcs(l);
    default_moves(l);
    for (unsigned i = 0; i < k->n_moves; i++)
        link_move(l, &k->moves[i]);
    for (unsigned i = 0; i < k->n_checks; i++)
        link_check(l, &k->checks[i]);
    for (unsigned i = 0; i < k->n_opens; i++)
        link_opening(l, &k->opens[i]);
    for (unsigned i = 0; i < k->n_access; i++)
        link_grant(l, &k->access[i]);
}

/* A title, a calculated field and the search text are as personal as what they are made of. */
static void link_personal(struct ctx *cx, struct kind *k)
{
    if (k->title_expr != NULL)
        k->title_personal = expr_personal(cx, k->title_expr, k);
    k->search_personal = k->title_personal;
    for (unsigned i = 0; i < k->n_fields; i++) {
        struct field *f = &k->fields[i];
        int level = f->calc_expr == NULL ? 0 : expr_personal(cx, f->calc_expr, k);
        if (level > access_personal(f))
            f->personal = level == 2 ? "pds" : "pd";
        if (f->search && access_personal(f) > k->search_personal)
            k->search_personal = access_personal(f);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct kind *x = *(struct kind *const *)a, *y = *(struct kind *const *)b;
    const struct code_list *groups = code_list_find(KIND_GROUPS);
    unsigned at = code_place(groups, x->group), than = code_place(groups, y->group);
    int c = at != than ? (at < than ? -1 : 1) : strcmp(x->group, y->group);

    return c != 0 ? c : x->order != y->order ? x->order - y->order : strcmp(x->id, y->id);
}

/* From here on nothing is added to the kinds and their fields. */
static void make_indexes(struct ctx *cx, struct kinds *ks)
{
    map_init(&ks->by_id, cx->mem);
    for (size_t i = 0; i < ks->n; i++) {
        struct kind *k = ks->at[i];
        map_put(&ks->by_id, str_of(k->id), k);
        map_init(&k->fields_by_id, cx->mem);
        for (unsigned n = 0; n < k->n_fields; n++)
            map_put(&k->fields_by_id, str_of(k->fields[n].id), &k->fields[n]);
    }
}

enum status kind_link(struct ctx *cx, struct kind **at, size_t n, struct kinds **ret_kinds)
{
    struct date today = ctx_today(cx);
    const struct kinds *before = kind_all();
    struct kinds *ks = arena_new_of(cx->mem, struct kinds);

    ks->at = arena_alloc(cx->mem, (n + 1) * sizeof *ks->at);
    ks->on = today;
    for (size_t i = 0; i < n; i++)
        if (is_on(at[i]->valid_from, NULL, today))
            ks->at[ks->n++] = at[i];
    for (size_t i = 0; i < ks->n; i++)
        keep_valid(ks->at[i], today);
    for (size_t i = 0; i < ks->n; i++)
        link_head(&(struct link){cx, ks->at[i], ks->at, ks->n});
    for (size_t i = 0; i < ks->n; i++)
        link_one(&(struct link){cx, ks->at[i], ks->at, ks->n}, today);
    make_indexes(cx, ks);
    kind_install(ks); /* expressions look kinds up by name */
    for (size_t i = 0; i < ks->n; i++)
        link_personal(cx, ks->at[i]);
    kind_install(before);
    for (size_t i = 0; i < ks->n; i++)
        record_sql_prepare(cx, ks->at[i]);
    if (ks->n > 1)
        qsort(ks->at, ks->n, sizeof *ks->at, by_place);
    record_sql_prepare_links(cx, ks);
    TRY(ctx_problems(cx));
    *ret_kinds = ks;
    return OK;
}

/* Fields, checks and headings that every register has which is not a sub-record: a file with this id is no kind of its
   own. What a kind says itself of the same id stands. */
static void spread_every(struct ctx *cx, struct kind **at, size_t *n)
{
    struct kind *every = NULL;
    size_t left = 0;

    for (size_t i = 0; i < *n; i++)
        if (strcmp(at[i]->id, "every") == 0)
            every = at[i];
        else
            at[left++] = at[i];
    for (size_t i = 0; every != NULL && i < left; i++) {
        struct kind *k = at[i];
        struct kind more = {.fields = every->fields, .n_fields = every->n_fields, .checks = every->checks,
                            .n_checks = every->n_checks, .sections = every->sections,
                            .n_sections = k->n_sections > 0 ? every->n_sections : 0};
        if (k->parents.n > 0)
            continue;
        MERGE(&more, k, fields);
        MERGE(&more, k, checks);
        MERGE(k, &more, sections);
        MERGE(k, &more, fields); /* the kind's own stay in front, in their order */
        MERGE(k, &more, checks);
        if (k->n_sources < sizeof k->sources / sizeof *k->sources)
            k->sources[k->n_sources++] = every->sources[0];
    }
    *n = left;
}

enum status kind_load_all(struct ctx *cx, const char *overlay, struct kinds **ret_kinds)
{
    struct {
        VEC(struct kind *);
    } v = {0};
    const char **names;
    struct kind *k;
    struct str text;

    TRY(data_list(cx, "kinds/", ".yaml", &names));
    for (; *names != NULL; names++) {
        TRY(data_file(cx, *names, &text));
        if (kind_load_text(cx, *names, text, &k) == OK)
            vec_push(cx->mem, &v, k);
    }
    if (overlay != NULL)
        TRY(data_folder(cx, overlay, "", ".yaml", &names));
    for (; overlay != NULL && *names != NULL; names++) {
        const char *path = arena_printf(cx->mem, "%s/%s", overlay, *names);
        TRY(file_read(cx, path, MOST_BYTES, &text));
        if (kind_load_text(cx, path, text, &k) != OK)
            continue;
        size_t i = 0;
        while (i < v.n && strcmp(v.at[i]->id, k->id) != 0)
            i++;
        if (i < v.n)
            add_overlay(cx, v.at[i], k);
        else
            vec_push(cx->mem, &v, k);
    }
    TRY(ctx_problems(cx));
    struct kinds *ks;
    spread_every(cx, v.at, &v.n);
    TRY(kind_link(cx, v.at, v.n, &ks));
    TRY(kind_check_all(cx, ks));
    *ret_kinds = ks;
    return OK;
}
