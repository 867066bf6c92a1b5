/* See record_env.h. */
#include "register/record_env.h"

#include <string.h>

#include "platform/db.h"
#include "register/code.h"
#include "register/record_sql.h"


static enum status value(struct ctx *cx, const struct expr_env *env, struct str name, struct expr_value *ret_v);
static enum status follow(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env **ret_env);
static enum status each(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env ***ret_envs,
                        size_t *ret_n);
static enum status call(struct ctx *cx, const struct expr_env *env, struct str function, struct expr_value v,
                        struct str name, struct expr_value *ret_v);

const struct expr_env *record_env(struct ctx *cx, const struct record *rec)
{
    struct expr_env *e = arena_new_of(cx->mem, struct expr_env);

    *e = (struct expr_env){(void *)(uintptr_t)rec, value, follow, each, record_every, call, NULL};
    return e;
}

static struct expr_value null_value(void)
{
    return (struct expr_value){.type = EXPR_NULL};
}

static struct expr_value text_value(const char *s)
{
    return s == NULL || *s == '\0' ? null_value() : (struct expr_value){.type = EXPR_TEXT, .text = str_of(s)};
}

static struct expr_value number_value(int64_t n)
{
    return (struct expr_value){.type = EXPR_NUMBER, .number = decimal_of(n)};
}

static struct expr_value typed_value(const struct field *f, const char *canonical)
{
    struct expr_value v = text_value(canonical);
    int64_t at;

    if (v.type == EXPR_NULL)
        return v;
    switch (f->type) {
    case FT_INT: case FT_DEC: case FT_YEAR: case FT_REF: case FT_ORG: case FT_USER:
        if (decimal_parse(v.text, &v.number) == OK)
            v.type = EXPR_NUMBER;
        break;
    case FT_MONEY: {
        struct str rest = v.text, amount;
        if (str_next(&rest, ' ', &amount) && decimal_parse(amount, &v.number) == OK)
            v.type = EXPR_NUMBER;
        break;
    }
    case FT_DATE:
        if (date_parse(v.text, &v.date))
            v.type = EXPR_DATE;
        break;
    case FT_DT:
        if (field_instant(canonical, &at)) {
            v.date = date_of_instant(at);
            v.at = at;
            v.type = EXPR_DATE;
        }
        break;
    case FT_BOOL:
        v = (struct expr_value){.type = EXPR_BOOL, .truth = *canonical == 't'};
        break;
    case FT_MULTI: case FT_MLANG: case FT_MCOUNTRY: case FT_MREF: case FT_MUSER: case FT_FILE: case FT_FILES:
        v.type = EXPR_WORDS;
        break;
    default:
        break;
    }
    return v;
}

static bool common_value(const struct record *rec, struct str name, struct expr_value *ret_v)
{
    static const struct {
        const char *name;
        size_t at;
    } texts[] = {{"state", offsetof(struct record, state)},
                 {"code", offsetof(struct record, code)},
                 {"uid", offsetof(struct record, uid)},
                 {"title", offsetof(struct record, title)},
                 {"province", offsetof(struct record, province)},
                 {"classification", offsetof(struct record, classification)},
                 {"origin", offsetof(struct record, origin)},
                 {"parent_kind", offsetof(struct record, parent_kind)}},
      numbers[] = {{"id", offsetof(struct record, id)},
                   {"org", offsetof(struct record, org_id)},
                   {"unit", offsetof(struct record, unit_id)},
                   {"version", offsetof(struct record, version)},
                   {"created_by", offsetof(struct record, created_by)},
                   {"updated_by", offsetof(struct record, updated_by)}},
      days[] = {{"created_at", offsetof(struct record, created_at)},
                {"updated_at", offsetof(struct record, updated_at)},
                {"state_since", offsetof(struct record, state_since)}};
    const char *p = (const char *)rec;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_is(name, texts[i].name))
            return (*ret_v = text_value(*(const char *const *)(const void *)(p + texts[i].at)), true);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (str_is(name, numbers[i].name)) {
            int64_t n = *(const int64_t *)(const void *)(p + numbers[i].at);
            return (*ret_v = n == 0 ? null_value() : number_value(n), true);
        }
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (str_is(name, days[i].name)) {
            int64_t at = *(const int64_t *)(const void *)(p + days[i].at);
            *ret_v = (struct expr_value){.type = at == 0 ? EXPR_NULL : EXPR_DATE, .date = date_of_instant(at),
                                             .at = at};
            return true;
        }
    return false;
}

static enum status value(struct ctx *cx, const struct expr_env *env, struct str name, struct expr_value *ret_v)
{
    const struct record *rec = env->arg;
    const struct field *f = kind_field_n(rec->kind, name);

    if (f != NULL) {
        *ret_v = typed_value(f, rec->values[f->index]);
        return OK;
    }
    if (common_value(rec, name, ret_v))
        return OK;
    return ctx_fail(cx, E_NOTFOUND, "%s has no field %.*s", rec->kind->id, STR_ARGS(name));
}

static enum status load_env(struct ctx *cx, const struct kind *k, int64_t id, const struct expr_env **ret_env)
{
    struct record *rec;
    enum status st = k == NULL || id == 0 ? E_NOTFOUND : record_sql_load(cx, k, id, &rec);

    if (st == E_NOTFOUND) {
        *ret_env = NULL;
        return OK;
    }
    TRY(st);
    *ret_env = record_env(cx, rec);
    return OK;
}

/* The record of a country by its code, in the kind that serves as country: its key is the code. */
static enum status country_env(struct ctx *cx, const char *code, const struct expr_env **ret_env)
{
    int64_t id = 0, n = 0;

    *ret_env = NULL;
    for (size_t i = 0; code != NULL && i < kind_all()->n; i++) {
        const struct kind *k = kind_all()->at[i];
        bool serves = k->serves != NULL && strcmp(k->serves, "country") == 0 && k->key.n > 0;
        const struct field *f = serves ? kind_field(k, k->key.at[0]) : NULL;
        if (f == NULL)
            continue;
        TRY(record_sql_find(cx, k, f->id, f, code, &id, &n));
        return load_env(cx, k, n > 0 ? id : 0, ret_env);
    }
    return OK;
}

static enum status follow(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env **ret_env)
{
    const struct record *rec = env->arg;
    const struct field *f = kind_field_n(rec->kind, name);
    long long id = 0;

    if (f == NULL && str_is(name, "parent"))
        return load_env(cx, rec->parent_kind == NULL ? NULL : kind_find(rec->parent_kind), rec->parent_id, ret_env);
    if (f == NULL && str_is(name, "org")) {
        for (size_t i = 0; i < kind_all()->n; i++)
            if (kind_all()->at[i]->serves != NULL)
                return load_env(cx, kind_all()->at[i], rec->org_id, ret_env);
    }
    if (f != NULL && f->type == FT_COUNTRY)
        return country_env(cx, rec->values[f->index], ret_env);
    if (f == NULL || f->target == NULL)
        return ctx_fail(cx, E_NOTFOUND, "%s.%.*s leads nowhere", rec->kind->id, STR_ARGS(name));
    if (rec->values[f->index] != NULL)
        (void)str_int(str_of(rec->values[f->index]), &id);
    return load_env(cx, f->target, id, ret_env);
}

static enum status each(struct ctx *cx, const struct expr_env *env, struct str name, const struct expr_env ***ret_envs,
                        size_t *ret_n)
{
    const struct record *rec = env->arg;
    const struct field *f = kind_field_n(rec->kind, name);
    struct record_set set = {0};

    if (f == NULL || f->target == NULL || (f->type != FT_SUB && f->via == NULL))
        return E_NOTFOUND;
    if (rec->id != 0 && f->type == FT_SUB)
        TRY(record_sql_children(cx, f->target, rec->id, &set));
    else if (rec->id != 0)
        TRY(record_sql_pointing(cx, f->target, kind_field(f->target, f->via), rec->id, 1000, &set));
    const struct expr_env **envs = arena_alloc(cx->mem, (set.n + 1) * sizeof *envs);
    for (size_t i = 0; i < set.n; i++)
        envs[i] = record_env(cx, set.at[i]);
    *ret_envs = envs;
    *ret_n = set.n;
    return OK;
}

/* org('BQP'): the live organisation with that notation, by its id. */
static enum status find_org(struct ctx *cx, struct str abbr, struct expr_value *ret_v)
{
    int64_t id = 0, n = 0;

    *ret_v = null_value();
    for (size_t i = 0; i < kind_all()->n; i++) {
        const struct kind *k = kind_all()->at[i];
        const struct field *f = k->serves == NULL ? NULL : kind_field(k, "abbr");
        if (f == NULL)
            continue;
        TRY(record_sql_find(cx, k, "abbr", f, arena_strndup(cx->mem, abbr.p, abbr.n), &id, &n));
        if (n > 0)
            *ret_v = number_value(id);
    }
    return OK;
}

/* "USD" of "39000000 USD 2025-12-31". */
static const char *currency_of(struct ctx *cx, const char *money)
{
    struct str rest = str_of(money != NULL ? money : ""), amount, currency;

    return str_next(&rest, ' ', &amount) && str_next(&rest, ' ', &currency)
               ? arena_strndup(cx->mem, currency.p, currency.n)
               : NULL;
}

/* Has it a deadline that passed and is still open? */
static enum status is_late(struct ctx *cx, const struct record *rec, struct expr_value *ret_v)
{
    struct rows *r;

    enum status st = db_one(cx, &r, "SELECT record_id FROM due WHERE record_id = ? AND late_at < ? LIMIT 1",
                            db_i(rec->id), db_i(ctx_now(cx)));
    if (st != OK && st != E_NOTFOUND)
        return st;
    *ret_v = (struct expr_value){.type = EXPR_BOOL, .truth = st == OK};
    return OK;
}

/* How many of a hundred fields that are asked for, always or from some state on, hold something. */
static struct expr_value filled(const struct record *rec)
{
    int64_t n = 0, full = 0;

    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        bool asked = f->required || f->required_state >= 0;
        n += asked && !f->given;
        full += asked && !f->given && rec->values[i] != NULL;
    }
    return n == 0 ? null_value() : number_value(full * 100 / n);
}

static enum status call(struct ctx *cx, const struct expr_env *env, struct str function, struct expr_value v,
                        struct str name, struct expr_value *ret_v)
{
    const struct record *rec = env->arg;
    const struct field *f = kind_field_n(rec->kind, name);
    enum role r;

    if (str_is(function, "late"))
        return is_late(cx, rec, ret_v);
    if (str_is(function, "filled")) {
        *ret_v = filled(rec);
        return OK;
    }
    if (str_is(function, "mine")) {
        *ret_v = (struct expr_value){.type = EXPR_BOOL, .truth = rec->created_by == cx->who.user_id};
        return OK;
    }
    if (str_is(function, "org"))
        return find_org(cx, v.text, ret_v);
    if (str_is(function, "role")) {
        *ret_v = (struct expr_value){.type = EXPR_BOOL,
                                     .truth = role_parse(v.text, &r) && (cx->who.roles & ROLE_BIT(r)) != 0};
        return OK;
    }
    if (str_is(function, "changed")) {
        *ret_v = (struct expr_value){.type = EXPR_BOOL, .truth = f != NULL && record_changed(rec, f)};
        return OK;
    }
    if (str_is(function, "currency")) {
        *ret_v = f != NULL && f->type == FT_MONEY ? text_value(currency_of(cx, rec->values[f->index])) : null_value();
        return OK;
    }
    const char *text = expr_canonical(cx, v);
    *ret_v = text_value(f != NULL ? field_print(cx, f, text) : text);
    return OK;
}
