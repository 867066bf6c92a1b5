/* The engine-independent half of db.h: results as promised resources, columns by name, nested transactions, faults.
   */
#include "platform/db.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "platform/db_backend.h"

enum { DB_MAGIC = 0x43484442, MAX_NESTED = 16, MEMOS = 64 };

struct memo { /* of db_memo_get: two hashes stand for the text and its values */
    uint64_t key[2];
    int64_t stamp[2], number;
};

struct db {
    unsigned magic;
    const struct db_backend *engine;
    void *handle;
    int depth;               /* open begins */
    int open;                /* statements in use */
    void **promise;          /* of the outermost begin, in the arena that began it; taken back at its end */
    const char *begun_file;  /* of the outermost begin: a forgotten commit names itself */
    int begun_line;
    enum { WRITES_UNKNOWN, WRITES_ON, WRITES_OFF } writes; /* so that read-only is switched only when it changes */
    struct memo memos[MEMOS]; /* direct mapped */
};

struct rows {
    struct ctx *cx;
    struct db *db;
    struct db_statement *s; /* NULL once closed */
    void **promise;
    enum status error;
    bool on_row;
    size_t last_column; /* where the last name was found: columns are usually read in order */
    /* For db_one(): values copied, the statement released. */
    size_t n_kept;
    const char **kept_names;
    struct str *kept;
    bool *kept_null;
};

static const struct db_backend *const engines[] = {
    &db_sqlite_backend,
    &db_pgsql_backend,
};

#ifdef CHANCERY_FAULTS
static _Thread_local long fault_after, fault_hits;
static _Thread_local enum status fault_status;
void db_fault_arm(long n, enum status st)
{
    fault_after = n;
    fault_hits = 0;
    fault_status = st;
}
long db_fault_hits(void)
{
    return fault_hits;
}
static enum status fault(struct ctx *cx)
{
    if (fault_after > 0 && --fault_after == 0) {
        fault_hits++;
        return ctx_fail(cx, fault_status, "injected database fault");
    }
    return OK;
}
#else
void db_fault_arm(long n, enum status st)
{
    (void)n, (void)st;
}
long db_fault_hits(void)
{
    return 0;
}
static enum status fault(struct ctx *cx)
{
    (void)cx;
    return OK;
}
#endif

enum status db_open(struct ctx *cx, const char *url, struct db **ret_db)
{
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++) {
        void *handle;

        if (!str_starts(str_of(url), engines[i]->scheme))
            continue;
        TRY(fault(cx));
        TRY(engines[i]->open(cx, url, &handle));
        struct db *db = calloc(1, sizeof *db);
        if (db == NULL) {
            engines[i]->close(handle);
            return ctx_fail(cx, E_NOMEM, "no memory for a connection");
        }
        *db = (struct db){.magic = DB_MAGIC, .engine = engines[i], .handle = handle};
        *ret_db = db;
        return OK;
    }
    return ctx_fail(cx, E_USAGE, "not a database address: %s", url);
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    assert(db->magic == DB_MAGIC);
    db->engine->close(db->handle);
    db->magic = 0;
    free(db);
}

bool db_is_sqlite(const struct db *db)
{
    return db->engine == &db_sqlite_backend;
}

enum status db_set_read_only(struct ctx *cx, bool on)
{
    if (cx->db->writes == (on ? WRITES_OFF : WRITES_ON))
        return OK;
    cx->db->writes = WRITES_UNKNOWN;
    TRY(cx->db->engine->read_only(cx, cx->db->handle, on));
    cx->db->writes = on ? WRITES_OFF : WRITES_ON;
    return OK;
}

void db_view_begin(struct ctx *cx)
{
    if (cx->db->depth == 0 && cx->db->engine->view != NULL)
        cx->db->engine->view(cx->db->handle, true);
}

bool db_in_view(const struct db *db)
{
    return db->depth == 0 && db->engine->viewing != NULL && db->engine->viewing(db->handle);
}

void db_bulk(struct ctx *cx, bool on)
{
    if (cx->db->engine->bulk != NULL)
        cx->db->engine->bulk(cx->db->handle, on);
}

static void rows_close(void *p)
{
    struct rows *r = p;

    if (r->s != NULL) {
        r->db->engine->release(r->s);
        r->db->open--;
        r->s = NULL;
    }
    r->on_row = false;
}

static enum status start(struct ctx *cx, struct rows **ret_rows, struct str sql, size_t n,
                         const struct db_param *params)
{
    struct rows *r = arena_new_of(cx->mem, struct rows);

    assert(cx->db != NULL && cx->db->magic == DB_MAGIC);
    r->cx = cx;
    r->db = cx->db;
    r->promise = arena_defer(cx->mem, rows_close);
    TRY(fault(cx));
    TRY(r->db->engine->start(cx, r->db->handle, sql, n, params, &r->s));
    *r->promise = r;
    r->db->open++;
    *ret_rows = r;
    return OK;
}

enum status db_query_(struct ctx *cx, struct rows **ret_rows, struct str sql, size_t n, const struct db_param *params)
{
    return start(cx, ret_rows, sql, n, params);
}

bool rows_next(struct rows *r)
{
    if (r->s == NULL || r->error != OK)
        return false;
    r->error = fault(r->cx);
    if (r->error == OK)
        r->error = r->db->engine->step(r->db->handle, r->s, &r->on_row);
    if (r->error != OK) {
        (void)!ctx_fail(r->cx, r->error, "%s", r->db->engine->error(r->db->handle));
        r->on_row = false;
    }
    return r->on_row;
}

enum status rows_done(struct rows *r)
{
    *r->promise = NULL;
    rows_close(r);
    return r->error;
}

enum status db_exec_(struct ctx *cx, int64_t *ret_changed, struct str sql, size_t n, const struct db_param *params)
{
    struct arena_mark m = arena_mark(cx->mem);
    struct rows *r;

    if (ret_changed == NULL && cx->db->depth > 0 && cx->db->engine->post != NULL) {
        TRY(fault(cx));
        TRY(cx->db->engine->post(cx, cx->db->handle, sql, n, params));
        arena_rewind(cx->mem, m);
        return OK;
    }
    TRY(start(cx, &r, sql, n, params));
    while (rows_next(r))
        ;
    int64_t changed = r->error == OK ? r->db->engine->changed(r->db->handle, r->s) : 0;
    TRY(rows_done(r));
    if (ret_changed != NULL)
        *ret_changed = changed;
    arena_rewind(cx->mem, m);
    return OK;
}

/* Copies the row, so that the statement is free for the next call. */
static void keep(struct rows *r)
{
    const struct db_backend *e = r->db->engine;
    struct arena *mem = r->cx->mem;

    r->n_kept = e->n_columns(r->s);
    r->kept_names = arena_alloc(mem, r->n_kept * sizeof *r->kept_names);
    r->kept = arena_alloc(mem, r->n_kept * sizeof *r->kept);
    r->kept_null = arena_alloc(mem, r->n_kept * sizeof *r->kept_null);
    for (size_t i = 0; i < r->n_kept; i++) {
        struct str v = e->value(r->s, i);

        r->kept_null[i] = v.p == NULL;
        r->kept_names[i] = arena_strdup(mem, e->column(r->s, i));
        r->kept[i] = (struct str){arena_strndup(mem, v.p, v.n), v.n};
    }
}

enum status db_one_(struct ctx *cx, struct rows **ret_rows, struct str sql, size_t n, const struct db_param *params)
{
    struct rows *r;

    TRY(start(cx, &r, sql, n, params));
    bool found = rows_next(r);
    if (found)
        keep(r);
    TRY(rows_done(r));
    if (!found)
        return E_NOTFOUND; /* often an answer, not a failure: the caller adds detail when it is one */
    *ret_rows = r;
    return OK;
}

size_t rows_columns(const struct rows *r)
{
    return r->kept != NULL ? r->n_kept : r->db->engine->n_columns(r->s);
}

const char *rows_column(const struct rows *r, size_t i)
{
    return r->kept != NULL ? r->kept_names[i] : r->db->engine->column(r->s, i);
}

bool rows_null_at(const struct rows *r, size_t i)
{
    return r->kept != NULL ? r->kept_null[i] : r->db->engine->is_null(r->s, i);
}

int64_t rows_int_at(const struct rows *r, size_t i)
{
    long long n = 0;

    if (r->kept == NULL)
        return r->db->engine->integer(r->s, i);
    return !r->kept_null[i] && str_int(r->kept[i], &n) ? n : 0;
}

struct str rows_peek(const struct rows *r, size_t i)
{
    if (r->kept != NULL)
        return r->kept_null[i] ? (struct str){0} : r->kept[i];
    return r->db->engine->value(r->s, i);
}

static size_t column(struct rows *r, const char *name)
{
    size_t n = rows_columns(r);

    for (size_t k = 0; k < n; k++) {
        size_t i = r->last_column + k;

        i = i >= n ? i - n : i;
        if (strcmp(rows_column(r, i), name) == 0) {
            r->last_column = i + 1 == n ? 0 : i + 1;
            return i;
        }
    }
    assert(!"a column of this name is in the SELECT");
    return 0;
}

static struct str str_at(struct rows *r, size_t i)
{
    if (r->kept != NULL)
        return r->kept[i];
    struct str v = r->db->engine->value(r->s, i);
    return (struct str){arena_strndup(r->cx->mem, v.p, v.n), v.n};
}

static bool null_at(struct rows *r, size_t i)
{
    return r->kept != NULL ? r->kept_null[i] : r->db->engine->is_null(r->s, i);
}

struct str rows_str(struct rows *r, const char *name)
{
    return str_at(r, column(r, name));
}

const char *rows_text(struct rows *r, const char *name)
{
    size_t i = column(r, name);

    if (r->kept != NULL)
        return r->kept_null[i] ? NULL : r->kept[i].p;
    struct str v = r->db->engine->value(r->s, i);
    return v.p == NULL ? NULL : arena_strndup(r->cx->mem, v.p, v.n);
}

int64_t rows_int(struct rows *r, const char *name)
{
    size_t i = column(r, name);
    long long n = 0;

    if (r->kept == NULL)
        return r->db->engine->integer(r->s, i);
    return !r->kept_null[i] && str_int(r->kept[i], &n) ? n : 0;
}

bool rows_null(struct rows *r, const char *name)
{
    return null_at(r, column(r, name));
}

struct date rows_date(struct rows *r, const char *name)
{
    struct date d = {0};

    (void)date_parse(rows_str(r, name), &d);
    return d;
}

enum status db_insert_(struct ctx *cx, int64_t *ret_id, struct str sql, size_t n, const struct db_param *params)
{
    const struct db_backend *e = cx->db->engine;
    struct rows *r;

    if (e->inserted != NULL) {
        TRY(db_exec_(cx, NULL, sql, n, params));
        *ret_id = e->inserted(cx->db->handle);
        return OK;
    }
    TRY(db_one_(cx, &r, str_of(arena_printf(cx->mem, "%.*s RETURNING id", STR_ARGS(sql))), n, params));
    *ret_id = rows_int(r, "id");
    return OK;
}

enum status db_script(struct ctx *cx, struct str sql)
{
    TRY(fault(cx));
    return cx->db->engine->script(cx, cx->db->handle, sql);
}

static uint64_t mix(uint64_t h, const void *p, size_t n)
{
    const unsigned char *b = p;

    for (size_t i = 0; i < n; i++)
        h = (h ^ b[i]) * 0x100000001B3ULL;
    return h ^ (h >> 29);
}

static struct memo *memo_of(struct db *db, struct str sql, size_t n, const struct db_param *params, uint64_t key[2])
{
    for (int k = 0; k < 2; k++) {
        uint64_t h = mix(k == 0 ? 0xCBF29CE484222325ULL : 0x9E3779B97F4A7C15ULL, sql.p, sql.n);
        for (size_t i = 0; i < n; i++) {
            h = mix(h, &params[i].type, sizeof params[i].type);
            h = params[i].type == DB_PARAM_INT ? mix(h, &params[i].n, sizeof params[i].n)
                                               : mix(h, params[i].text.p, params[i].text.n);
            h = mix(h, &params[i].text.n, sizeof params[i].text.n);
        }
        key[k] = h;
    }
    return &db->memos[key[0] % MEMOS];
}

static bool stamp(const struct db *db, int64_t ret_stamp[2])
{
    return db->depth == 0 && db->engine->stamp != NULL && db->engine->stamp(db->handle, ret_stamp);
}

bool db_memo_get(struct ctx *cx, struct str sql, size_t n, const struct db_param *params, int64_t *ret_n)
{
    uint64_t key[2];
    int64_t now[2];
    const struct memo *m = memo_of(cx->db, sql, n, params, key);

    if (m->key[0] != key[0] || m->key[1] != key[1] || !stamp(cx->db, now) || m->stamp[0] != now[0] ||
        m->stamp[1] != now[1])
        return false;
    *ret_n = m->number;
    return true;
}

void db_memo_put(struct ctx *cx, struct str sql, size_t n, const struct db_param *params, int64_t number)
{
    struct memo m = {.number = number};
    struct memo *slot = memo_of(cx->db, sql, n, params, m.key);

    if (stamp(cx->db, m.stamp))
        *slot = m;
}

static void forget(void *p)
{
    struct db *db = p;

    if (db->depth > 0) {
        db->depth = 0;
        *db->promise = NULL;
        struct arena *mem = arena_new(1 << 16, NULL, NULL);
        struct ctx cx;

        if (mem == NULL)
            return; /* the engine rolls back when the connection closes */
        ctx_init(&cx, mem, db);
        (void)!db->engine->script(&cx, db->handle, STR("ROLLBACK"));
        arena_free(mem);
    }
}

enum status db_begin_(struct ctx *cx, const char *file, int line)
{
    struct db *db = cx->db;

    assert(db->depth < MAX_NESTED);
    if (db->depth > 0) {
        db->depth++;
        return OK;
    }
    void **promise = arena_defer(cx->mem, forget);
    TRY(fault(cx));
    TRY(db->engine->script(cx, db->handle, str_of(db->engine->begin)));
    *promise = db;
    db->promise = promise;
    db->depth = 1;
    db->begun_file = file;
    db->begun_line = line;
    return OK;
}

enum status db_commit(struct ctx *cx)
{
    struct db *db = cx->db;

    assert(db->depth > 0);
    if (db->depth > 1) {
        db->depth--;
        return OK;
    }
    TRY(fault(cx));
    TRY(db->engine->script(cx, db->handle, STR("COMMIT")));
    db->depth = 0;
    *db->promise = NULL;
    return OK;
}

void db_rollback(struct ctx *cx)
{
    if (cx->db == NULL)
        return;
    forget(cx->db);
    if (cx->db->engine->view != NULL)
        cx->db->engine->view(cx->db->handle, false);
}

bool db_in_transaction(const struct db *db)
{
    return db->depth > 0;
}

bool db_is_idle(const struct db *db)
{
    return db->depth == 0 && db->open == 0;
}
