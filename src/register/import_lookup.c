/* See import_lookup.h. */
#include "register/import_lookup.h"

#include <string.h>

#include "base/utf8.h"
#include "register/list.h"

struct named { /* a name and whose it is; -1 when several have it */
    int64_t id;
};

void import_lookup_init(struct ctx *cx, struct arena *keep, struct import_lookup *l)
{
    *l = (struct import_lookup){.cx = cx, .keep = keep};
    map_init(&l->by_kind, keep);
    map_init(&l->existing, keep);
    map_init(&l->seen, keep);
}

static void put(struct arena *keep, struct map *m, struct str name, int64_t id)
{
    struct named *n = map_get(m, name);

    if (name.n == 0)
        return;
    if (n != NULL) {
        if (n->id != id)
            n->id = -1;
        return;
    }
    n = arena_new_of(keep, struct named);
    n->id = id;
    map_put(m, (struct str){arena_strndup(keep, name.p, name.n), name.n}, n);
}

static int64_t get(const struct map *m, struct str name)
{
    const struct named *n = map_get(m, name);

    return n == NULL ? 0 : n->id;
}

const char *import_lookup_key(struct ctx *cx, const struct record *rec)
{
    struct buf b;

    buf_init(&b, cx->mem, 1 << 16);
    for (unsigned i = 0; i < rec->kind->key.n; i++) {
        const struct field *f = kind_field(rec->kind, rec->kind->key.at[i]);
        const char *v = f == NULL ? NULL : rec->values[f->index];

        if (v == NULL)
            return NULL;
        buf_add(&b, utf8_fold(cx->mem, str_of(v)));
        buf_byte(&b, '\x1f');
    }
    return b.n == 0 ? NULL : buf_str(&b).p;
}

/* ---- names of a kind ---- */

struct reading {
    struct import_lookup *l;
    struct map *names;
};

/* A text of the default list or a natural key of one field: what a person would write into a cell. */
static bool is_name(const struct kind *k, const struct field *f)
{
    return (f->type == FT_TEXT && f->list > 0) || (k->key.n == 1 && strcmp(k->key.at[0], f->id) == 0);
}

static enum status one_name(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep)
{
    struct reading *r = arg;
    const struct kind *k = row->kind;

    (void)ret_keep;
    put(r->l->keep, r->names, utf8_fold(cx->mem, str_of(row->title)), row->id);
    if (row->code != NULL)
        put(r->l->keep, r->names, utf8_fold(cx->mem, str_of(row->code)), row->id);
    for (unsigned i = 0; i < k->n_fields; i++)
        if (is_name(k, &k->fields[i]) && row->values[i] != NULL && access_field(cx, &k->fields[i]) == ACCESS_SHOW)
            put(r->l->keep, r->names, utf8_fold(cx->mem, str_of(row->values[i])), row->id);
    return OK;
}

/* The key's fields, and with names those by which people call a record. */
static struct list_query *query_of(struct ctx *cx, const struct kind *k, bool with_names)
{
    struct list_query *q = list_new(cx, k);
    struct buf cols;

    buf_init(&cols, cx->mem, 8192);
    for (unsigned i = 0; i < k->n_fields; i++)
        if (words_have(&k->key, k->fields[i].id) || (with_names && is_name(k, &k->fields[i])))
            buf_printf(&cols, "%s%s", cols.n > 0 ? "," : "", k->fields[i].id);
    if (cols.n > 0)
        list_param(cx, q, "cols", buf_str(&cols));
    return q;
}

static enum status names_of(struct import_lookup *l, const struct kind *k, struct map **ret_names)
{
    struct map *names = map_get(&l->by_kind, str_of(k->id));

    if (names == NULL) {
        names = arena_new_of(l->keep, struct map);
        map_init(names, l->keep);
        TRY(list_each(l->cx, query_of(l->cx, k, true), one_name, &(struct reading){l, names}));
        map_put(&l->by_kind, str_of(k->id), names);
    }
    *ret_names = names;
    return OK;
}

enum status import_lookup_find(struct import_lookup *l, const struct kind *k, const char *field, struct str s,
                               int64_t *ret_id)
{
    struct map *names;

    *ret_id = 0;
    TRY(names_of(l, k, &names));
    int64_t id = get(names, utf8_fold(l->cx->mem, s));
    if (id > 0)
        *ret_id = id;
    else
        (void)ctx_problem(l->cx, field, id < 0 ? "problem.import_several" : "problem.import_nobody",
                          arena_strndup(l->cx->mem, s.p, s.n));
    return OK;
}

/* ---- natural keys ---- */

static enum status one_key(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep)
{
    struct import_lookup *l = arg;
    const char *key = import_lookup_key(cx, row);

    (void)ret_keep;
    if (key != NULL)
        put(l->keep, &l->existing, str_of(key), row->id);
    return OK;
}

enum status import_lookup_existing(struct import_lookup *l, const struct kind *k)
{
    for (unsigned i = 0; i < k->key.n; i++) { /* "there is one already" would tell what is masked */
        const struct field *f = kind_field(k, k->key.at[i]);
        if (f != NULL && access_field(l->cx, f) == ACCESS_MASK)
            return OK;
    }
    return k->key.n == 0 ? OK : list_each(l->cx, query_of(l->cx, k, false), one_key, l);
}

int64_t import_lookup_by_key(const struct import_lookup *l, const char *key)
{
    return key == NULL ? 0 : get(&l->existing, str_of(key));
}

int64_t import_lookup_again(struct import_lookup *l, const char *key, int64_t line)
{
    int64_t before = get(&l->seen, str_of(key));

    if (before == 0)
        put(l->keep, &l->seen, str_of(key), line);
    return before;
}
