/* See seed.h. The keys of `fields` are free, so the file is read as a libyaml document, not by a schema. */
#include "register/seed.h"

#include <string.h>
#include <yaml.h>

#include "base/map.h"
#include "platform/data.h"
#include "platform/db.h"

enum { MOST_RECORDS = 100000 };

struct seed {
    struct ctx *cx;
    const char *file;
    yaml_document_t *doc;
    struct map names; /* "nara" -> int64_t* */
    struct later *later;
    int64_t n;
};

struct later { /* a link to a record further down the file */
    struct later *next;
    struct record *rec;
    const char *field, *value;
};

static enum status fault(struct seed *s, const yaml_node_t *node, const char *key, const char *arg)
{
    return ctx_problem(s->cx, arena_printf(s->cx->mem, "%s:%zu", s->file, node->start_mark.line + 1), key, arg);
}

static const char *scalar(struct seed *s, const yaml_node_t *n)
{
    return n == NULL || n->type != YAML_SCALAR_NODE
               ? NULL
               : arena_strndup(s->cx->mem, (const char *)n->data.scalar.value, n->data.scalar.length);
}

static yaml_node_t *get(struct seed *s, const yaml_node_t *map, const char *key)
{
    if (map == NULL || map->type != YAML_MAPPING_NODE)
        return NULL;
    for (yaml_node_pair_t *p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top; p++) {
        yaml_node_t *k = yaml_document_get_node(s->doc, p->key);
        if (k->type == YAML_SCALAR_NODE && strcmp((const char *)k->data.scalar.value, key) == 0)
            return yaml_document_get_node(s->doc, p->value);
    }
    return NULL;
}

/* "@nara @oita" to ids; a name that comes later gives NULL. */
static const char *resolved(struct seed *s, const char *value)
{
    struct str rest = str_of(value), word;
    const char *out = "";

    if (*value != '@')
        return value;
    while (str_next(&rest, ' ', &word)) {
        if (word.n == 0 || word.p[0] != '@')
            continue;
        const int64_t *id = map_get(&s->names, str_sub(word, 1, word.n));
        if (id == NULL)
            return NULL;
        out = arena_printf(s->cx->mem, "%s%s%lld", out, *out ? " " : "", (long long)*id);
    }
    return out;
}

static enum status set_field(struct seed *s, struct record *rec, const yaml_node_t *key, const yaml_node_t *node)
{
    const char *field = scalar(s, key), *value = scalar(s, node);

    if (value == NULL)
        return fault(s, node, "kind.yaml", "a text is expected");
    const char *known = resolved(s, value);
    if (known == NULL) {
        struct later *l = arena_new_of(s->cx->mem, struct later);
        *l = (struct later){s->later, rec, field, value};
        s->later = l;
        return OK;
    }
    struct problem **tail = s->cx->problems_tail;
    record_set(s->cx, rec, field, known);
    if (s->cx->problems_tail != tail) /* the place in the file says more than the field alone */
        (*tail)->field = arena_printf(s->cx->mem, "%s:%zu %s", s->file, node->start_mark.line + 1, (*tail)->field);
    return OK;
}

static enum status set_fields(struct seed *s, struct record *rec, const yaml_node_t *map)
{
    if (map == NULL || map->type != YAML_MAPPING_NODE)
        return OK;
    for (yaml_node_pair_t *p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top; p++)
        TRY(set_field(s, rec, yaml_document_get_node(s->doc, p->key), yaml_document_get_node(s->doc, p->value)));
    return OK;
}

/* A record with the same natural key is there already (countries from their table): the file's values go into it. */
static enum status merged(struct seed *s, struct record **rec)
{
    const struct kind *k = (*rec)->kind;
    struct record *old;

    if (k->key.n != 1 || kind_field(k, k->key.at[0]) == NULL || record_get(*rec, k->key.at[0]) == NULL)
        return OK;
    enum status st = record_find(s->cx, k, k->key.at[0], record_get(*rec, k->key.at[0]), &old);
    if (st == E_NOTFOUND || st == E_CONFLICT) {
        s->cx->detail = NULL;
        return OK;
    }
    TRY(st);
    for (unsigned i = 0; i < k->n_fields; i++)
        if ((*rec)->values[i] != NULL)
            old->values[i] = (*rec)->values[i];
    *rec = old;
    return OK;
}

static enum status write(struct seed *s, struct record *rec, const char *why)
{
    rec->origin = "demo";
    TRY(record_write(s->cx, rec, &(struct record_change){.what = "update", .why = why}));
    s->n++;
    return OK;
}

static enum status add_subs(struct seed *s, struct record *rec, const yaml_node_t *subs, const char *why)
{
    if (subs == NULL || subs->type != YAML_MAPPING_NODE)
        return OK;
    for (yaml_node_pair_t *p = subs->data.mapping.pairs.start; p < subs->data.mapping.pairs.top; p++) {
        const char *id = scalar(s, yaml_document_get_node(s->doc, p->key));
        yaml_node_t *list = yaml_document_get_node(s->doc, p->value);
        const struct field *f = id == NULL ? NULL : kind_field(rec->kind, id);
        if (f == NULL || f->type != FT_SUB || list->type != YAML_SEQUENCE_NODE)
            return fault(s, list, "problem.no_field", id);
        for (yaml_node_item_t *i = list->data.sequence.items.start; i < list->data.sequence.items.top; i++) {
            struct record *child = record_new_sub(s->cx, f->target, rec);
            TRY(set_fields(s, child, yaml_document_get_node(s->doc, *i)));
            TRY(write(s, child, why));
        }
    }
    return OK;
}

static enum status add_record(struct seed *s, const yaml_node_t *node)
{
    const char *kind = scalar(s, get(s, node, "kind")), *as = scalar(s, get(s, node, "as"));
    const char *state = scalar(s, get(s, node, "state")), *why = scalar(s, get(s, node, "why"));
    const struct kind *k = kind == NULL ? NULL : kind_find(kind);

    if (k == NULL)
        return fault(s, node, "kind.no_target", kind);
    struct record *rec = record_new(s->cx, k);
    rec->origin = "demo";
    if (state != NULL && kind_state(k, state) < 0)
        return fault(s, node, "kind.no_state", state);
    if (state != NULL)
        rec->state = state;
    TRY(set_fields(s, rec, get(s, node, "fields")));
    TRY(merged(s, &rec));
    enum status st = write(s, rec, why);
    if (st == E_INVALID) /* which record it was, for the message */
        (void)fault(s, node, "kind.yaml", as != NULL ? as : kind);
    TRY(st);
    if (as != NULL) {
        int64_t *id = arena_new_of(s->cx->mem, int64_t);
        *id = rec->id;
        map_put(&s->names, str_of(as), id);
        TRY(db_exec(s->cx, NULL, "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
                    db_s(arena_printf(s->cx->mem, "seed @%s", as)),
                    db_s(arena_printf(s->cx->mem, "%lld", (long long)rec->id))));
    }
    return add_subs(s, rec, get(s, node, "subs"), why);
}

static enum status add_later(struct seed *s)
{
    for (struct later *l = s->later; l != NULL; l = l->next) {
        struct record *rec;
        const char *value = resolved(s, l->value);
        if (value == NULL)
            return ctx_problem(s->cx, s->file, "problem.no_record", l->value);
        TRY(record_load(s->cx, l->rec->kind, l->rec->id, &rec)); /* it may have got a second link meanwhile */
        record_set(s->cx, rec, l->field, value);
        TRY(record_write(s->cx, rec, &(struct record_change){.what = "update"}));
    }
    return OK;
}

static enum status add_all(struct seed *s)
{
    yaml_node_t *root = yaml_document_get_root_node(s->doc);
    struct rows *r;
    const char *mark = arena_printf(s->cx->mem, "seed %s", s->file);

    if (root == NULL)
        return OK;
    if (root->type != YAML_SEQUENCE_NODE)
        return fault(s, root, "kind.yaml", "a list is expected");
    if (db_one(s->cx, &r, "SELECT value FROM meta WHERE name = ?", db_s(mark)) == OK)
        return OK;
    TRY(db_begin(s->cx));
    for (yaml_node_item_t *i = root->data.sequence.items.start; i < root->data.sequence.items.top; i++)
        TRY(add_record(s, yaml_document_get_node(s->doc, *i)));
    TRY(add_later(s));
    TRY(db_exec(s->cx, NULL, "INSERT INTO meta (name, value) VALUES (?, 'loaded')", db_s(mark)));
    return db_commit(s->cx);
}

static void document_done(void *doc)
{
    yaml_document_delete(doc);
}

enum status seed_records(struct ctx *cx, const char *name, struct str yaml, int64_t *ret_n)
{
    struct seed s = {.cx = cx, .file = name, .doc = arena_new_of(cx->mem, yaml_document_t)};
    void **slot = arena_defer(cx->mem, document_done);
    yaml_parser_t parser;

    map_init(&s.names, cx->mem);
    if (!yaml_parser_initialize(&parser))
        return ctx_fail(cx, E_NOMEM, "no memory for a YAML parser");
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.p, yaml.n);
    bool good = yaml_parser_load(&parser, s.doc) == 1;
    size_t line = parser.problem_mark.line + 1;
    const char *what = arena_strdup(cx->mem, parser.problem);
    yaml_parser_delete(&parser);
    if (!good)
        return ctx_problem(cx, arena_printf(cx->mem, "%s:%zu", name, line), "kind.yaml", what);
    *slot = s.doc;
    enum status st = add_all(&s);
    if (st != OK) {
        db_rollback(cx);
        return st;
    }
    *ret_n = s.n;
    return OK;
}

int64_t seed_id(struct ctx *cx, const char *name)
{
    struct rows *r;
    long long id = 0;

    if (db_one(cx, &r, "SELECT value FROM meta WHERE name = ?",
               db_s(arena_printf(cx->mem, "seed @%s", *name == '@' ? name + 1 : name))) != OK ||
        !str_int(str_of(rows_text(r, "value")), &id))
        return 0;
    return id;
}

/* ---- tables ---- */

static enum status add_row(struct ctx *cx, const struct kind *k, const char *const *columns, size_t n, struct str line)
{
    struct record *rec = record_new(cx, k);
    struct str cell;

    rec->origin = "demo";
    for (size_t i = 0; i < n && str_next(&line, '\t', &cell); i++)
        if (cell.n > 0 && kind_field(k, columns[i]) != NULL)
            record_set_n(cx, rec, columns[i], cell);
    return record_write(cx, rec, &(struct record_change){.what = "create", .why = k->seed});
}

static enum status add_table(struct ctx *cx, const struct kind *k, int64_t *ret_n)
{
    const char *columns[60];
    struct str rest, line, cell;
    size_t n = 0;

    TRY(data_file(cx, k->seed, &rest));
    while (str_next(&rest, '\n', &line)) {
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (n == 0) {
            while (n < 60 && str_next(&line, '\t', &cell))
                columns[n++] = arena_strndup(cx->mem, cell.p, cell.n);
            continue;
        }
        TRY(add_row(cx, k, columns, n, line));
        ++*ret_n;
    }
    return OK;
}

enum status seed_tables(struct ctx *cx, int64_t *ret_n)
{
    int64_t n = 0;
    struct rows *r;

    TRY(db_begin(cx));
    for (size_t i = 0; i < kind_all()->n; i++) {
        const struct kind *k = kind_all()->at[i];
        if (k->seed == NULL)
            continue;
        enum status st = db_one(cx, &r, "SELECT id FROM record WHERE kind = ? LIMIT 1", db_s(k->id));
        if (st == E_NOTFOUND)
            TRY(add_table(cx, k, &n));
        else
            TRY(st);
    }
    TRY(db_commit(cx));
    *ret_n = n;
    return OK;
}
