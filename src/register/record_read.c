/* Loading records and what they are linked with. See record.h. Every way in asks access.h. */
#include <string.h>

#include "platform/db.h"
#include "register/record.h"
#include "register/record_sql.h"

enum status record_may_load(struct ctx *cx, const struct record *rec)
{
    const char *detail = cx->detail;

    TRY(access_record(cx, rec, RIGHT_READ));
    if (rec->deleted_at == 0 || access_allows(cx, rec, RIGHT_DELETE))
        return OK;
    cx->detail = detail; /* why is not for the user: it would tell that something lies there */
    return E_NOTFOUND;
}

static enum status load(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct record *rec;

    TRY(record_sql_load(cx, k, id, &rec));
    TRY(record_may_load(cx, rec));
    rec->title = access_title(cx, rec);
    *ret_rec = rec;
    return OK;
}

static enum status kind_of(struct rows *r, const struct kind *k, const struct kind **ret_k)
{
    const char *id = rows_text(r, "kind");

    *ret_k = kind_find(id);
    /* of which kind it is would tell that it is */
    return *ret_k == NULL || (k != NULL && k != *ret_k) ? E_NOTFOUND : OK;
}

enum status record_load(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct rows *r;

    if (k != NULL)
        return load(cx, k, id, ret_rec);
    TRY(db_one(cx, &r, "SELECT kind FROM record WHERE id = ?", db_i(id)));
    TRY(kind_of(r, NULL, &k));
    return load(cx, k, id, ret_rec);
}

enum status record_load_parent(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_parent)
{
    struct record *parent;

    TRY(record_load(cx, NULL, id, &parent));
    if (kind_is_sub(k) && !words_have(&k->parents, parent->kind->id))
        return E_NOTFOUND;
    *ret_parent = parent;
    return OK;
}

enum status record_load_uid(struct ctx *cx, const struct kind *k, const char *uid, struct record **ret_rec)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT id, kind FROM record WHERE uid = ?", db_s(uid)));
    int64_t id = rows_int(r, "id");
    TRY(kind_of(r, k, &k));
    return load(cx, k, id, ret_rec);
}

enum status record_named(struct ctx *cx, const struct kind *k, struct str name, int64_t *ret_id)
{
    char *upper = arena_strndup(cx->mem, name.p, name.n);
    struct rows *r;

    for (char *c = upper; *c != '\0'; c++)
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    enum status st = db_one(cx, &r, "SELECT id FROM record WHERE kind = ? AND uid = ?", db_s(k->id), db_t(name));
    if (st == E_NOTFOUND)
        st = db_one(cx, &r, "SELECT id FROM record WHERE kind = ? AND code = ? ORDER BY id LIMIT 1", db_s(k->id),
                    db_s(upper));
    TRY(st);
    *ret_id = rows_int(r, "id");
    return OK;
}

enum status record_find(struct ctx *cx, const struct kind *k, const char *field, const char *value,
                        struct record **ret_rec)
{
    const struct field *f = kind_field(k, field);
    int64_t id, n;

    if (f == NULL && strcmp(field, "code") != 0)
        return ctx_fail(cx, E_BUG, "%s has no field %s", k->id, field);
    TRY(record_sql_find(cx, k, field, f, value, &id, &n));
    if (n == 0)
        return E_NOTFOUND;
    if (n > 1)
        return ctx_fail(cx, E_CONFLICT, "%lld records of kind %s have %s = %s", (long long)n, k->id, field, value);
    return load(cx, k, id, ret_rec);
}

enum status record_children(struct ctx *cx, const struct record *rec, const char *field, struct record_set *ret_set)
{
    const struct field *f = kind_field(rec->kind, field);

    if (f == NULL || f->type != FT_SUB)
        return ctx_fail(cx, E_BUG, "%s.%s holds no sub-records", rec->kind->id, field);
    if (rec->id == 0) {
        *ret_set = (struct record_set){0};
        return OK;
    }
    return record_sql_children(cx, f->target, rec->id, ret_set);
}

/* Copies: the set itself may be what rules see of it (record_memo.h). */
enum status record_children_seen(struct ctx *cx, const struct record *rec, const char *field,
                                 struct record_set *ret_set)
{
    struct record_set all, seen = {0};

    TRY(record_children(cx, rec, field, &all));
    seen.at = arena_alloc(cx->mem, (all.n + 1) * sizeof *seen.at);
    for (size_t i = 0; i < all.n; i++)
        if (access_allows(cx, all.at[i], RIGHT_READ)) {
            struct record *copy = arena_new_of(cx->mem, struct record);
            *copy = *all.at[i];
            copy->title = access_title(cx, copy);
            seen.at[seen.n++] = copy;
        }
    *ret_set = seen;
    return OK;
}

static bool may_see(struct ctx *cx, const struct record_link *l)
{
    return access_may(cx, l->from->kind, RIGHT_READ) && access_allows(cx, l->from, RIGHT_READ) &&
           access_may_show(cx, l->from, l->field);
}

enum status record_links(struct ctx *cx, const struct record *rec, struct record_link **ret_links, size_t *ret_n)
{
    struct record_link *all = NULL;
    size_t n = 0, to = 0;

    if (rec->id != 0)
        TRY(record_sql_links(cx, rec->kind, rec->id, &all, &n));
    for (size_t i = 0; i < n; i++)
        if (may_see(cx, &all[i])) {
            all[i].from->title = access_title(cx, all[i].from);
            all[to++] = all[i];
        }
    *ret_links = all;
    *ret_n = to;
    return OK;
}

enum status record_load_head(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct record *rec;

    TRY(record_sql_head(cx, k, id, &rec));
    TRY(record_may_load(cx, rec));
    rec->title = access_title(cx, rec);
    *ret_rec = rec;
    return OK;
}

const char *record_title_in(struct ctx *cx, const struct kind *k, int64_t id)
{
    const char *detail = cx->detail;
    struct record *rec;

    if (k == NULL)
        return record_title_of(cx, id);
    bool readable = record_load_head(cx, k, id, &rec) == OK;
    cx->detail = detail; /* not to be read is an answer here, not a failure */
    return readable ? rec->title : NULL;
}

const char *record_title_of(struct ctx *cx, int64_t id)
{
    struct rows *r;

    if (db_one(cx, &r, "SELECT kind, title FROM record WHERE id = ?", db_i(id)) != OK)
        return NULL;
    const struct kind *k = kind_find(rows_text(r, "kind"));
    if (k == NULL)
        return NULL;
    return cx->who.is_system ? rows_text(r, "title") : record_title_in(cx, k, id);
}
