/* SQLite behind db.h: WAL, foreign keys, a cache of prepared statements by SQL text, function fold(text) for search.
   Not for: choosing SQL; the text comes from the callers. */
#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "platform/db_backend.h"

enum { CACHE_SETS = 128, CACHE_WAYS = 4, BUSY_MS = 10000 };

struct db_statement {
    sqlite3_stmt *st;
    char *sql; /* key in the cache; NULL = not cached */
    size_t sql_n;
    uint64_t hash;
    uint64_t used; /* when it was last taken, by the handle's count */
    bool in_use;
};

struct handle {
    sqlite3 *db;
    struct db_statement *cache[CACHE_SETS][CACHE_WAYS]; /* set by hash of the text; the longest unused gives way */
    sqlite3_stmt *version; /* PRAGMA data_version */
    sqlite3_stmt *view_begin, *view_end;
    bool viewing, is_set_up;
    struct arena *folding; /* of fold(), emptied at every call */
    uint64_t taken;
    bool read_only; /* not PRAGMA query_only: that expires every prepared statement */
};

static enum status status_of(int rc)
{
    switch (rc & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return E_BUSY;
    case SQLITE_FULL:
        return E_FULL;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return E_IO;
    case SQLITE_NOMEM:
        return E_NOMEM;
    case SQLITE_TOOBIG:
        return E_TOOBIG;
    default:
        return E_DB;
    }
}

/* fold(text): the same folding as base/utf8.h, for ad-hoc LIKE filters. */
static void fold_function(sqlite3_context *c, int n, sqlite3_value **v)
{
    const char *p = (const char *)sqlite3_value_text(v[0]);
    struct arena *mem = ((struct handle *)sqlite3_user_data(c))->folding;

    (void)n;
    if (p == NULL) {
        sqlite3_result_null(c);
        return;
    }
    struct str f = utf8_fold(mem, (struct str){p, (size_t)sqlite3_value_bytes(v[0])});
    sqlite3_result_text(c, f.p, (int)f.n, SQLITE_TRANSIENT);
    arena_reset(mem);
}

/* Before the first statement: it makes SQLite read the whole schema, of some hundred tables and indexes, which a server
   would else do for each of its connections before it answers at all. */
static int set_up(struct handle *h)
{
    int rc = h->is_set_up ? SQLITE_OK
                          : sqlite3_exec(h->db,
                                         "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                                         "PRAGMA trusted_schema=OFF; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;"
                                         "PRAGMA mmap_size=0;",
                                         NULL, NULL, NULL);

    h->is_set_up = rc == SQLITE_OK;
    return rc;
}

static enum status sqlite_open(struct ctx *cx, const char *url, void **ret_handle)
{
    const char *path = url + strlen("sqlite:");
    struct handle *h = calloc(1, sizeof *h);

    if (h == NULL || (h->folding = arena_new(64U << 20, NULL, NULL)) == NULL) {
        free(h);
        return ctx_fail(cx, E_NOMEM, "no memory for a connection");
    }
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* no lock of the process at every allocation; first call only */
    int rc = sqlite3_open_v2(path, &h->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_extended_result_codes(h->db, 1);
        sqlite3_busy_timeout(h->db, BUSY_MS);
        rc = sqlite3_create_function(h->db, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, h,
                                     fold_function, NULL, NULL);
    }
    if (rc != SQLITE_OK) {
        enum status st = ctx_fail(cx, status_of(rc), "%s: %s", path, sqlite3_errmsg(h->db));

        sqlite3_close(h->db);
        arena_free(h->folding);
        free(h);
        return st;
    }
    *ret_handle = h;
    return OK;
}

static void statement_free(struct db_statement *s)
{
    sqlite3_finalize(s->st);
    free(s->sql);
    free(s);
}

static void sqlite_close(void *handle)
{
    struct handle *h = handle;

    for (size_t i = 0; i < CACHE_SETS; i++)
        for (size_t k = 0; k < CACHE_WAYS; k++)
            if (h->cache[i][k] != NULL)
                statement_free(h->cache[i][k]);
    sqlite3_finalize(h->version);
    sqlite3_finalize(h->view_begin);
    sqlite3_finalize(h->view_end);
    sqlite3_close_v2(h->db);
    arena_free(h->folding);
    free(h);
}

/* Eight bytes at a time: the texts are long, and looked up at every statement. */
static uint64_t hash_of(struct str sql)
{
    uint64_t h = sql.n;
    size_t step = sql.n <= 256 ? 8 : 64; /* of long texts some words: the cache compares them whole */

    for (size_t i = 0; i + 8 <= sql.n; i += step) {
        uint64_t w;

        memcpy(&w, sql.p + i, 8);
        h = (h ^ w) * 0x9E3779B97F4A7C15ULL;
        h ^= h >> 32;
    }
    for (size_t i = sql.n & ~(size_t)7; i < sql.n; i++)
        h = (h ^ (unsigned char)sql.p[i]) * 1099511628211ULL;
    return h ^ (h >> 29);
}

static void run_cached(struct handle *h, sqlite3_stmt **st, const char *sql)
{
    if (*st == NULL && sqlite3_prepare_v3(h->db, sql, -1, SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK)
        return; /* without it every read looks for itself, as ever */
    (void)sqlite3_step(*st);
    sqlite3_reset(*st);
}

/* 64 MiB instead of 8: with many indexes that halves the time of a row. */
static void sqlite_bulk(void *handle, bool on)
{
    struct handle *h = handle;

    if (set_up(h) != SQLITE_OK)
        return; /* the next statement tells why */
    (void)sqlite3_exec(h->db, on ? "PRAGMA cache_size=-65536" : "PRAGMA cache_size=-8192", NULL, NULL, NULL);
    if (!on)
        (void)sqlite3_db_release_memory(h->db);
}

/* A deferred transaction that only reads. Whoever writes ends it first, so it never has to become a writer. */
static void sqlite_view(void *handle, bool on)
{
    struct handle *h = handle;

    if (on == h->viewing || set_up(h) != SQLITE_OK)
        return;
    if (on)
        run_cached(h, &h->view_begin, "BEGIN");
    else
        run_cached(h, &h->view_end, "COMMIT");
    h->viewing = on && !sqlite3_get_autocommit(h->db);
}

static bool sqlite_viewing(void *handle)
{
    return ((struct handle *)handle)->viewing;
}

/* The statement of this text that is free, or NULL. */
static struct db_statement *cached(struct handle *h, struct str sql, uint64_t hash)
{
    struct db_statement **set = h->cache[hash % CACHE_SETS];

    for (size_t k = 0; k < CACHE_WAYS; k++)
        if (set[k] != NULL && set[k]->hash == hash && set[k]->sql_n == sql.n && !set[k]->in_use &&
            memcmp(set[k]->sql, sql.p, sql.n) == 0)
            return set[k];
    return NULL;
}

/* Keeps it in place of the one that was not used for longest; without room it lives for this one use. */
static void keep(struct handle *h, struct db_statement *s, struct str sql)
{
    struct db_statement **set = h->cache[s->hash % CACHE_SETS], **place = NULL;

    for (size_t k = 0; k < CACHE_WAYS; k++) {
        if (set[k] == NULL) {
            place = &set[k];
            break;
        }
        if (!set[k]->in_use && (place == NULL || set[k]->used < (*place)->used))
            place = &set[k];
    }
    char *key = place == NULL ? NULL : malloc(sql.n + 1);
    if (key == NULL)
        return;
    memcpy(key, sql.p, sql.n);
    key[sql.n] = 0;
    if (*place != NULL)
        statement_free(*place);
    s->sql = key;
    s->sql_n = sql.n;
    *place = s;
}

static enum status prepare(struct ctx *cx, struct handle *h, struct str sql, struct db_statement **ret_s)
{
    uint64_t hash = hash_of(sql);
    struct db_statement *s = cached(h, sql, hash);
    int began = set_up(h);

    if (began != SQLITE_OK)
        return ctx_fail(cx, status_of(began), "%s", sqlite3_errmsg(h->db));

    if (s == NULL) {
        s = calloc(1, sizeof *s);
        if (s == NULL)
            return ctx_fail(cx, E_NOMEM, "no memory for a statement");
        int rc = sqlite3_prepare_v3(h->db, sql.p, (int)sql.n, SQLITE_PREPARE_PERSISTENT, &s->st, NULL);
        if (rc != SQLITE_OK) {
            free(s);
            return ctx_fail(cx, status_of(rc), "%s in [%.*s]", sqlite3_errmsg(h->db), STR_ARGS(sql));
        }
        s->hash = hash;
        keep(h, s, sql);
    }
    s->in_use = true;
    s->used = ++h->taken;
    *ret_s = s;
    return OK;
}

static void sqlite_release(struct db_statement *s)
{
    sqlite3_reset(s->st);
    sqlite3_clear_bindings(s->st);
    s->in_use = false;
    if (s->sql == NULL)
        statement_free(s);
}

static int bind(sqlite3_stmt *st, int i, const struct db_param *p)
{
    switch (p->type) {
    case DB_PARAM_NULL:
        return sqlite3_bind_null(st, i);
    case DB_PARAM_INT:
        return sqlite3_bind_int64(st, i, p->n);
    case DB_PARAM_TEXT: /* copied: the arena may be rewound before the statement is reset */
        return sqlite3_bind_text64(st, i, p->text.p == NULL ? "" : p->text.p, p->text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    case DB_PARAM_BLOB:
        return sqlite3_bind_blob64(st, i, p->text.p == NULL ? "" : p->text.p, p->text.n, SQLITE_TRANSIENT);
    }
    return SQLITE_MISUSE;
}

static enum status sqlite_start(struct ctx *cx, void *handle, struct str sql, size_t n, const struct db_param *params,
                                struct db_statement **ret_statement)
{
    struct handle *h = handle;
    struct db_statement *s = NULL;
    int rc = SQLITE_OK;

    TRY(prepare(cx, h, sql, &s));
    if (h->read_only && !sqlite3_stmt_readonly(s->st)) {
        sqlite_release(s);
        return ctx_fail(cx, E_DB, "a statement that writes where only reading is allowed: %.*s", STR_ARGS(sql));
    }
    if (h->viewing && !sqlite3_stmt_readonly(s->st))
        sqlite_view(h, false);
    assert(sqlite3_bind_parameter_count(s->st) == (int)n);
    for (size_t i = 0; i < n && rc == SQLITE_OK; i++)
        rc = bind(s->st, (int)i + 1, &params[i]);
    if (rc != SQLITE_OK) {
        sqlite_release(s);
        return ctx_fail(cx, status_of(rc), "bind: %s", sqlite3_errmsg(h->db));
    }
    *ret_statement = s;
    return OK;
}

static enum status sqlite_step(void *handle, struct db_statement *s, bool *ret_row)
{
    int rc = sqlite3_step(s->st);

    (void)handle;
    *ret_row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : status_of(rc);
}

static const char *sqlite_error(void *handle)
{
    return sqlite3_errmsg(((struct handle *)handle)->db);
}

static int64_t sqlite_changed(void *handle, struct db_statement *s)
{
    (void)s;
    return sqlite3_changes64(((struct handle *)handle)->db);
}

static int64_t sqlite_inserted(void *handle)
{
    return sqlite3_last_insert_rowid(((struct handle *)handle)->db);
}

static size_t sqlite_n_columns(struct db_statement *s)
{
    return (size_t)sqlite3_column_count(s->st);
}

static const char *sqlite_column(struct db_statement *s, size_t i)
{
    return sqlite3_column_name(s->st, (int)i);
}

static bool sqlite_is_null(struct db_statement *s, size_t i)
{
    return sqlite3_column_type(s->st, (int)i) == SQLITE_NULL;
}

static struct str sqlite_value(struct db_statement *s, size_t i)
{
    int type = sqlite3_column_type(s->st, (int)i);

    if (type == SQLITE_NULL)
        return (struct str){0};
    const void *p = type == SQLITE_BLOB ? sqlite3_column_blob(s->st, (int)i) : sqlite3_column_text(s->st, (int)i);

    return p == NULL ? (struct str){"", 0} : (struct str){p, (size_t)sqlite3_column_bytes(s->st, (int)i)};
}

static int64_t sqlite_integer(struct db_statement *s, size_t i)
{
    return sqlite3_column_int64(s->st, (int)i);
}

static enum status sqlite_script(struct ctx *cx, void *handle, struct str sql)
{
    struct handle *h = handle;
    const char *text = arena_strndup(cx->mem, sql.p, sql.n);

    sqlite_view(h, false);
    int rc = set_up(h);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(h->db, text, NULL, NULL, NULL);

    return rc == SQLITE_OK ? OK : ctx_fail(cx, status_of(rc), "%s", sqlite3_errmsg(h->db));
}

static enum status sqlite_read_only(struct ctx *cx, void *handle, bool on)
{
    (void)cx;
    ((struct handle *)handle)->read_only = on;
    return OK;
}

/* What other connections committed (data_version) and what this one did (total_changes). */
static bool sqlite_stamp(void *handle, int64_t ret_stamp[2])
{
    struct handle *h = handle;

    if (set_up(h) != SQLITE_OK)
        return false;
    if (h->version == NULL &&
        sqlite3_prepare_v3(h->db, "PRAGMA data_version", -1, SQLITE_PREPARE_PERSISTENT, &h->version, NULL) != SQLITE_OK)
        return false;
    bool row = sqlite3_step(h->version) == SQLITE_ROW;
    ret_stamp[0] = row ? sqlite3_column_int64(h->version, 0) : 0;
    ret_stamp[1] = sqlite3_total_changes64(h->db);
    sqlite3_reset(h->version);
    return row;
}

const struct db_backend db_sqlite_backend = {
    .scheme = "sqlite:",
    .open = sqlite_open,
    .close = sqlite_close,
    .start = sqlite_start,
    .step = sqlite_step,
    .release = sqlite_release,
    .error = sqlite_error,
    .changed = sqlite_changed,
    .inserted = sqlite_inserted,
    .n_columns = sqlite_n_columns,
    .column = sqlite_column,
    .is_null = sqlite_is_null,
    .value = sqlite_value,
    .integer = sqlite_integer,
    .script = sqlite_script,
    .read_only = sqlite_read_only,
    .view = sqlite_view,
    .viewing = sqlite_viewing,
    .bulk = sqlite_bulk,
    .stamp = sqlite_stamp,
    .begin = "BEGIN IMMEDIATE",
};
