/* Loading records and what they are linked with. See record.h. Every way in asks access.h. */
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/record.h"
#include "register/record_sql.h"

enum { MOST_LINKS = 200 };

static enum status load(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct record *rec;

    TRY(record_sql_load(cx, k, id, &rec));
    TRY(access_record(cx, rec, RIGHT_READ));
    if (rec->deleted_at != 0 && access_record(cx, rec, RIGHT_DELETE) != OK)
        return E_NOTFOUND;
    rec->title = access_title(cx, rec);
    *ret_rec = rec;
    return OK;
}

static enum status kind_of(struct ctx *cx, struct rows *r, const struct kind *k, const struct kind **ret_k)
{
    const char *id = rows_text(r, "kind");

    *ret_k = kind_find(id);
    if (*ret_k == NULL || (k != NULL && k != *ret_k))
        return ctx_fail(cx, E_NOTFOUND, "the record is of kind %s", id);
    return OK;
}

enum status record_load(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct rows *r;

    if (k != NULL)
        return load(cx, k, id, ret_rec);
    TRY(db_one(cx, &r, "SELECT kind FROM record WHERE id = ?", db_i(id)));
    TRY(kind_of(cx, r, NULL, &k));
    return load(cx, k, id, ret_rec);
}

enum status record_load_uid(struct ctx *cx, const struct kind *k, const char *uid, struct record **ret_rec)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT id, kind FROM record WHERE uid = ?", db_s(uid)));
    int64_t id = rows_int(r, "id");
    TRY(kind_of(cx, r, k, &k));
    return load(cx, k, id, ret_rec);
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

enum status record_children_seen(struct ctx *cx, const struct record *rec, const char *field,
                                 struct record_set *ret_set)
{
    struct record_set all;
    size_t n = 0;

    TRY(record_children(cx, rec, field, &all));
    for (size_t i = 0; i < all.n; i++)
        if (access_record(cx, all.at[i], RIGHT_READ) == OK) {
            all.at[i]->title = access_title(cx, all.at[i]);
            all.at[n++] = all.at[i];
        }
    *ret_set = (struct record_set){all.at, n};
    return OK;
}

struct links {
    VEC(struct record_link);
};

static enum status add_link(struct ctx *cx, struct links *v, const struct field *f, const struct record *other,
                            bool incoming)
{
    if (other->deleted_at != 0 || access_record(cx, other, RIGHT_READ) != OK ||
        (incoming && access_value(cx, other, f) == ACCESS_MASK))
        return OK;
    vec_push(cx->mem, v, (struct record_link){other->kind, f, other->id, access_title(cx, other), incoming});
    return OK;
}

static enum status add_outgoing(struct ctx *cx, struct links *v, const struct record *rec)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        struct str rest = str_of(rec->values[i]), word;
        struct record *other;
        long long id;
        if ((f->target == NULL && !f->to_any) || rec->values[i] == NULL || f->type == FT_SUB ||
            access_value(cx, rec, f) == ACCESS_MASK)
            continue;
        while (str_next(&rest, ' ', &word))
            if (str_int(word, &id) && (f->to_any ? record_load(cx, NULL, id, &other)
                                                 : record_sql_load(cx, f->target, id, &other)) == OK)
                TRY(add_link(cx, v, f, other, false));
    }
    return OK;
}

static enum status add_incoming(struct ctx *cx, struct links *v, const struct record *rec, const struct kind *k)
{
    struct record_set set;

    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        if ((f->target != rec->kind && !f->to_any) || f->type == FT_SUB || !field_is_stored(f))
            continue;
        TRY(record_sql_pointing(cx, k, f, rec->id, MOST_LINKS, &set));
        for (size_t n = 0; n < set.n; n++)
            TRY(add_link(cx, v, f, set.at[n], true));
    }
    return OK;
}

enum status record_links(struct ctx *cx, const struct record *rec, struct record_link **ret_links, size_t *ret_n)
{
    struct links v = {0};

    TRY(add_outgoing(cx, &v, rec));
    for (size_t i = 0; rec->id != 0 && i < kind_all()->n; i++)
        if (access_may(cx, kind_all()->at[i], RIGHT_READ))
            TRY(add_incoming(cx, &v, rec, kind_all()->at[i]));
    *ret_links = v.at;
    *ret_n = v.n;
    return OK;
}

enum status record_load_head(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct record *rec;

    TRY(record_sql_head(cx, k, id, &rec));
    TRY(access_record(cx, rec, RIGHT_READ));
    if (rec->deleted_at != 0 && access_record(cx, rec, RIGHT_DELETE) != OK)
        return E_NOTFOUND;
    rec->title = access_title(cx, rec);
    *ret_rec = rec;
    return OK;
}

const char *record_title_of(struct ctx *cx, int64_t id)
{
    const char *detail = cx->detail;
    struct record *rec;
    struct rows *r;

    if (db_one(cx, &r, "SELECT kind, title FROM record WHERE id = ?", db_i(id)) != OK)
        return NULL;
    const struct kind *k = kind_find(rows_text(r, "kind"));
    if (k == NULL)
        return NULL;
    if (cx->who.is_system)
        return rows_text(r, "title");
    bool readable = record_load_head(cx, k, id, &rec) == OK;
    cx->detail = detail; /* not to be read is an answer here, not a failure */
    return readable ? rec->title : NULL;
}
