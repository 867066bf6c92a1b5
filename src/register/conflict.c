/* See conflict.h. The versions in the history say who changed which field when. */
#include "register/conflict.h"

#include <jansson.h>
#include <string.h>

#include "base/vec.h"
#include "platform/json.h"
#include "register/history.h"
#include "register/record_sql.h"

struct version { /* one saved version, read */
    json_t *head, *fields;
    const char *login;
    int64_t at;
};

struct versions {
    VEC(struct version);
};

static const char *text_in(const struct version *v, const struct field *f, const char *name)
{
    return json_string_value(json_object_get(f != NULL ? v->fields : v->head, name));
}

/* Who changed this last, after the first of the versions. False: nobody. */
static bool last_change(const struct versions *vs, struct conflict_field *c)
{
    bool changed = false;

    for (size_t i = 1; i < vs->n; i++)
        if (!field_same(text_in(&vs->at[i - 1], c->field, c->name), text_in(&vs->at[i], c->field, c->name))) {
            changed = true;
            c->who = vs->at[i].login;
            c->at = vs->at[i].at;
        }
    c->base = text_in(&vs->at[0], c->field, c->name);
    return changed && !field_same(c->base, text_in(&vs->at[vs->n - 1], c->field, c->name));
}

static enum status read_versions(struct ctx *cx, int64_t record_id, int64_t base, struct versions *vs)
{
    struct history_row *rows;
    size_t n;

    TRY(history_since(cx, record_id, base, &rows, &n));
    if (n == 0 || rows[0].version != base)
        vec_push(cx->mem, vs, (struct version){0});
    for (size_t i = 0; i < n; i++) {
        struct version v = {.login = rows[i].login, .at = rows[i].at};
        TRY(json_read(cx, str_of(rows[i].body), &v.head));
        v.fields = json_object_get(v.head, "fields");
        vec_push(cx->mem, vs, v);
    }
    return OK;
}

static void judge(const struct versions *vs, struct conflict *c, struct conflict_field one)
{
    bool same = field_same(one.mine, one.theirs);

    if (!last_change(vs, &one))
        return;
    one.how = same ? CONFLICT_SAME : field_same(one.mine, one.base) ? CONFLICT_TAKEN : CONFLICT_BOTH;
    c->at[c->n++] = one;
}

enum status conflict_find(struct ctx *cx, const struct record *rec, int64_t base, struct conflict *ret_c)
{
    const struct kind *k = rec->kind;
    struct conflict c = {.mine = rec};
    struct versions vs = {0};
    struct record *now;

    TRY(record_sql_load(cx, k, rec->id, &now));
    TRY(read_versions(cx, rec->id, base, &vs));
    const struct conflict_field common[] = {
        {.name = "classification", .mine = rec->classification, .theirs = now->classification},
        {.name = "secret_no", .mine = rec->secret_no, .theirs = now->secret_no},
        {.name = "secret_level", .mine = rec->secret_level, .theirs = now->secret_level},
        {.name = "secret_custodian", .mine = rec->secret_custodian, .theirs = now->secret_custodian},
        {.name = "secret_place", .mine = rec->secret_place, .theirs = now->secret_place}};
    c.now = now;
    c.at = arena_alloc(cx->mem, (k->n_fields + sizeof common / sizeof *common) * sizeof *c.at);
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        bool is_file = f->type == FT_FILE || f->type == FT_FILES; /* come and go one by one: nobody's are overwritten */
        if (!is_file && !f->given && field_is_stored(f) && access_may_show(cx, now, f))
            judge(&vs, &c, (struct conflict_field){.name = f->id, .field = f, .mine = rec->values[i],
                                                       .theirs = now->values[i]});
    }
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        judge(&vs, &c, common[i]);
    *ret_c = c;
    return OK;
}

const struct conflict_field *conflict_of(const struct conflict *c, const char *name)
{
    for (size_t i = 0; c != NULL && i < c->n; i++)
        if (strcmp(c->at[i].name, name) == 0)
            return &c->at[i];
    return NULL;
}
