/* The linter of kinds: what a file must not lack and what must fit between files. Every fault is a problem that names
   file and line; docs and i18n/ (kind.*) say how to mend it. Not for: reading files (kind_load.c). */
#include <string.h>

#include "register/access.h"
#include "register/code.h"
#include "register/expr.h"

static void fault(struct ctx *cx, const struct kind *k, const char *id, const char *key, const char *arg)
{
    (void)ctx_problem(cx, kind_where(cx, k, id), key, arg != NULL ? arg : id);
}

static bool good_id(const char *id)
{
    if (!(*id >= 'a' && *id <= 'z'))
        return false;
    for (const char *p = id; *p != '\0'; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '_'))
            return false;
    return strlen(id) <= 40;
}

static void check_label(struct ctx *cx, const struct kind *k, const char *id, const struct label *l)
{
    for (int g = 0; g < LANG__MAX; g++)
        if (l->text[g] == NULL || *l->text[g] == '\0')
            fault(cx, k, id, "kind.no_label", arena_printf(cx->mem, "%s (%s)", id, lang_code((enum lang)g)));
}

static void check_expr(struct ctx *cx, const struct kind *k, const char *id, const struct expr *e)
{
    struct problem **first = cx->problems_tail;

    if (e == NULL || expr_check(cx, e, k, "") == OK)
        return;
    for (struct problem *p = *first; p != NULL; p = p->next)
        p->field = kind_where(cx, k, id); /* looked for only now: that reads the file */
}

static void check_codes(struct ctx *cx, const struct kind *k, const struct field *f)
{
    if ((f->type == FT_ENUM || f->type == FT_MULTI) && f->arg != NULL && code_list_find(f->arg) == NULL)
        fault(cx, k, f->id, "kind.no_list", f->arg);
}

static void check_links(struct ctx *cx, const struct kind *k, const struct field *f)
{
    const struct field *back = f->via == NULL || f->target == NULL ? NULL : kind_field(f->target, f->via);

    if (f->type == FT_SUB && f->target != NULL && !words_have(&f->target->parents, k->id))
        fault(cx, k, f->id, "kind.not_parent", f->target->id);
    if (f->via != NULL && (back == NULL || (back->target != NULL && strcmp(back->target->id, k->id) != 0)))
        fault(cx, k, f->id, "kind.via", f->via);
}

/* Names that the form of a record has for itself. */
static bool is_of_form(const char *id)
{
    static const char *const names[] = {"anyway", "conflict", "csrf", "find", "show", "since", NULL};

    for (size_t i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], id) == 0)
            return true;
    return false;
}

static void check_field(struct ctx *cx, const struct kind *k, unsigned i)
{
    const struct field *f = &k->fields[i];
    bool found = k->n_sections == 0;
    struct date d;

    if (!good_id(f->id))
        fault(cx, k, f->id, "kind.bad_id", NULL);
    if (kind_is_common(str_of(f->id)) || is_of_form(f->id))
        fault(cx, k, f->id, "kind.common", NULL);
    for (unsigned n = 0; n < i; n++)
        if (strcmp(k->fields[n].id, f->id) == 0)
            fault(cx, k, f->id, "kind.twice", NULL);
    check_label(cx, k, f->id, &f->label);
    for (unsigned n = 0; n < k->n_sections; n++)
        found = found || strcmp(k->sections[n].id, f->section) == 0;
    if (!found)
        fault(cx, k, f->id, "kind.no_section", f->section);
    if (f->personal != NULL && strcmp(f->personal, "pd") != 0 && strcmp(f->personal, "pds") != 0)
        fault(cx, k, f->id, "kind.personal", f->personal);
    if (f->assigned && f->type != FT_USER && f->type != FT_MUSER && f->type != FT_ORG)
        fault(cx, k, f->id, "kind.assigned", f->id);
    if ((f->valid_from != NULL && !date_parse(str_of(f->valid_from), &d)) ||
        (f->valid_to != NULL && !date_parse(str_of(f->valid_to), &d)))
        fault(cx, k, f->id, "kind.date", NULL);
    check_codes(cx, k, f);
    check_links(cx, k, f);
    check_expr(cx, k, f->id, f->required_expr);
    check_expr(cx, k, f->id, f->calc_expr);
    check_expr(cx, k, f->id, f->default_expr);
}

static bool leaves(const struct kind *k, const struct move *m, unsigned s)
{
    return words_have(&m->from, k->states[s].id) || (words_have(&m->from, "*") && !k->states[s].final);
}

/* Spreads the mark from states to the states that moves lead to (or, backward, come from). */
static void spread(const struct kind *k, bool *mark, bool backward)
{
    bool more = true;

    while (more) {
        more = false;
        for (unsigned i = 0; i < k->n_moves; i++)
            for (unsigned s = 0; s < k->n_states; s++) {
                int to = k->moves[i].to_state;
                if (to < 0 || !leaves(k, &k->moves[i], s))
                    continue;
                bool *from_mark = backward ? &mark[to] : &mark[s], *to_mark = backward ? &mark[s] : &mark[to];
                if (*from_mark && !*to_mark)
                    *to_mark = more = true;
            }
    }
}

static void check_states(struct ctx *cx, const struct kind *k)
{
    bool *reached = arena_alloc(cx->mem, k->n_states + 1), *ends = arena_alloc(cx->mem, k->n_states + 1);

    if (k->n_states > 0)
        reached[0] = true;
    for (unsigned s = 0; s < k->n_states; s++)
        ends[s] = k->states[s].final || k->states[s].rest;
    spread(k, reached, false);
    spread(k, ends, true);
    for (unsigned s = 0; s < k->n_states; s++) {
        const struct state *st = &k->states[s];
        if (!good_id(st->id))
            fault(cx, k, st->id, "kind.bad_id", NULL);
        for (unsigned n = 0; n < s; n++)
            if (strcmp(k->states[n].id, st->id) == 0)
                fault(cx, k, st->id, "kind.twice", NULL);
        check_label(cx, k, st->id, &st->label);
        if (!reached[s])
            fault(cx, k, st->id, "kind.unreached", NULL);
        if (!ends[s])
            fault(cx, k, st->id, "kind.endless", NULL);
        for (unsigned m = 0; st->final && m < k->n_moves; m++)
            if (words_have(&k->moves[m].from, st->id))
                fault(cx, k, k->moves[m].id, "kind.out_of_final", st->id);
    }
}

static void check_move(struct ctx *cx, const struct kind *k, unsigned i)
{
    const struct move *m = &k->moves[i];

    if (!good_id(m->id))
        fault(cx, k, m->id, "kind.bad_id", NULL);
    for (unsigned n = 0; n < i; n++)
        if (strcmp(k->moves[n].id, m->id) == 0)
            fault(cx, k, m->id, "kind.twice", NULL);
    check_label(cx, k, m->id, &m->label);
    if (m->from.n == 0 || m->roles.n == 0)
        fault(cx, k, m->id, m->from.n == 0 ? "kind.no_from" : "kind.no_roles", NULL);
    if (m->guard != NULL)
        check_label(cx, k, m->id, &m->guard_text);
    if ((m->role_bits & ROLE_BIT(ROLE_ADMIN)) != 0)
        fault(cx, k, m->id, "kind.admin_moves", NULL);
    if (m->automatic != NULL && (m->role_bits & ROLE_BIT(ROLE_SYS)) == 0)
        fault(cx, k, m->id, "kind.automatic", NULL);
    check_expr(cx, k, m->id, m->guard_expr);
    check_expr(cx, k, m->id, m->automatic_expr);
    for (unsigned n = 0; n < m->n_effects; n++) {
        const struct effect *e = &m->effects[n];
        check_expr(cx, k, m->id, e->condition_expr);
        check_expr(cx, k, m->id, e->value_expr);
        for (unsigned v = 0; v < e->n_values; v++)
            check_expr(cx, k, m->id, e->values[v].expr);
    }
}

static void check_check(struct ctx *cx, const struct kind *k, unsigned i)
{
    const struct check *c = &k->checks[i];

    for (unsigned n = 0; n < i; n++)
        if (strcmp(k->checks[n].id, c->id) == 0)
            fault(cx, k, c->id, "kind.twice", NULL);
    check_label(cx, k, c->id, &c->message);
    check_expr(cx, k, c->id, c->holds_expr);
    check_expr(cx, k, c->id, c->when_expr);
}

static void check_opening(struct ctx *cx, const struct kind *k, const struct opening *o)
{
    for (unsigned i = 0; i < o->n_values; i++)
        check_expr(cx, k, o->id, o->values[i].expr);
    if (kind_is_sub(k))
        fault(cx, k, o->id, "kind.opens_sub", NULL);
}

static void check_access(struct ctx *cx, const struct kind *k)
{
    uint32_t readers = 0;

    for (unsigned i = 0; i < k->n_access; i++)
        if ((k->access[i].right_bits & (1U << RIGHT_READ)) != 0)
            readers |= k->access[i].role_bits;
    if (readers == 0 && !kind_is_sub(k))
        fault(cx, k, NULL, "kind.no_reader", k->id);
}

static void check_words(struct ctx *cx, const struct kind *k)
{
    for (unsigned i = 0; i < k->key.n; i++)
        if (kind_field(k, k->key.at[i]) == NULL && !kind_is_common(str_of(k->key.at[i])))
            fault(cx, k, NULL, "kind.unknown_name", k->key.at[i]);
    for (unsigned i = 0; i < k->names.n; i++) {
        const struct field *f = kind_field(k, k->names.at[i]);
        if (f == NULL)
            fault(cx, k, NULL, "kind.unknown_name", k->names.at[i]);
        else if ((f->type != FT_TEXT && f->type != FT_LTEXT) || !field_is_stored(f))
            fault(cx, k, f->id, "kind.not_a_name", f->id);
    }
    for (unsigned i = 0; i < k->national.n; i++)
        if (kind_state(k, k->national.at[i]) < 0)
            fault(cx, k, NULL, "kind.no_state", k->national.at[i]);
    struct str rest = str_of(k->sort != NULL ? k->sort : ""), part;
    while (k->sort != NULL && str_next(&rest, ',', &part)) {
        part = str_trim(part);
        if (part.n > 0 && part.p[0] == '-')
            part = str_sub(part, 1, part.n);
        if (kind_field_n(k, part) == NULL && !kind_is_common(part))
            fault(cx, k, NULL, "kind.unknown_name", arena_strndup(cx->mem, part.p, part.n));
    }
    for (unsigned i = 0; i < k->parents.n; i++) {
        bool found = false;
        for (unsigned n = 0; k->parent_kinds[i] != NULL && n < k->parent_kinds[i]->n_fields; n++)
            found =
                found || (k->parent_kinds[i]->fields[n].type == FT_SUB && k->parent_kinds[i]->fields[n].target == k);
        if (!found)
            fault(cx, k, NULL, "kind.no_sub_field", k->parents.at[i]);
    }
}

/* Lists of codes may be missing where kinds are read alone; then any word is a heading. */
static void check_group(struct ctx *cx, const struct kind *k)
{
    const struct code_list *groups = code_list_find(KIND_GROUPS);

    if (groups != NULL && code_place(groups, k->group) == groups->n_codes)
        fault(cx, k, NULL, "kind.no_group", k->group);
}

static void check_one(struct ctx *cx, const struct kind *k)
{
    if (!good_id(k->id))
        fault(cx, k, k->id, "kind.bad_id", NULL);
    check_label(cx, k, k->id, &k->label);
    check_label(cx, k, k->id, &k->plural);
    check_group(cx, k);
    if (k->n_fields == 0)
        fault(cx, k, NULL, "kind.no_fields", k->id);
    for (unsigned i = 0; i < k->n_sections; i++)
        check_label(cx, k, k->sections[i].id, &k->sections[i].label);
    for (unsigned i = 0; i < k->n_fields; i++)
        check_field(cx, k, i);
    check_states(cx, k);
    for (unsigned i = 0; i < k->n_moves; i++)
        check_move(cx, k, i);
    for (unsigned i = 0; i < k->n_checks; i++)
        check_check(cx, k, i);
    for (unsigned i = 0; i < k->n_opens; i++)
        check_opening(cx, k, &k->opens[i]);
    check_access(cx, k);
    check_words(cx, k);
    check_expr(cx, k, NULL, k->title_expr);
}

enum status kind_check_all(struct ctx *cx, const struct kinds *ks)
{
    const struct kinds *before = kind_all();

    for (size_t i = 0; i < ks->n; i++)
        for (size_t n = 0; n < i; n++)
            if (strcmp(ks->at[n]->id, ks->at[i]->id) == 0)
                fault(cx, ks->at[i], NULL, "kind.twice", ks->at[i]->id);
    kind_install(ks); /* expressions look kinds up by name */
    for (size_t i = 0; i < ks->n; i++)
        check_one(cx, ks->at[i]);
    kind_install(before);
    return ctx_problems(cx);
}
