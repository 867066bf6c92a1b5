/* PostgreSQL behind db.h, through libpq: `?` becomes $1 …, statements are prepared once per connection and kept by
   their
   text, values travel as text (blobs as they are). What SQLite gives by itself is made here: one writer at a time
   (an advisory lock taken by BEGIN), function fold(text), a busy time-out of ten seconds.
   Within a transaction a statement that asks for nothing is sent and its answer read later, together with that of the
   next one that does ask, or of COMMIT (libpq's pipeline mode): a round trip for each row would be most of the time.
   So two differences stay: after a failed statement the transaction refuses everything until it is rolled back, and
   the failure of a statement that asked for nothing may be told by a later one, at the latest by COMMIT.
   Results are held whole by libpq. Not for: the differences of SQL text; those are in register/schema.c. */
#include <assert.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "platform/db_backend.h"

enum { CACHE_SLOTS = 256, MAX_PARAMS = 2000, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, MOST_SENT = 500 };

/* A statement that the server knows by name. */
struct prepared {
    char *sql; /* as the caller wrote it; NULL = an empty slot */
    size_t sql_n;
    uint64_t hash;
    unsigned long number; /* its name is s<number> */
};

struct handle {
    PGconn *conn;
    unsigned long last_number;
    struct prepared cache[CACHE_SLOTS];
    bool begun;    /* between BEGIN and its end: a connection that is lost must not come back by itself */
    unsigned sent; /* statements whose answers are not read yet; more than 0 = in pipeline mode */
    char error[512];
};

struct db_statement {
    PGresult *result;
    int row; /* -1 before the first; -2 = it failed */
    unsigned char *bytes; /* of the last bytea asked for */
};

static enum status status_of(const char *state)
{
    if (state == NULL)
        return E_DB;
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0 || strcmp(state, "55P03") == 0 ||
        strcmp(state, "57014") == 0 || strncmp(state, "53300", 5) == 0)
        return E_BUSY;
    if (strcmp(state, "53100") == 0)
        return E_FULL;
    if (strncmp(state, "54", 2) == 0)
        return E_TOOBIG;
    if (strncmp(state, "08", 2) == 0 || strncmp(state, "57P", 3) == 0 || strncmp(state, "58", 2) == 0)
        return E_IO;
    return E_DB;
}

static void keep_error(struct handle *h, const char *text)
{
    size_t n = strcspn(text, "\n");

    (void)snprintf(h->error, sizeof h->error, "%.*s", (int)(n < 500 ? n : 500), text);
}

/* Status of a result that went wrong; keeps its text for the log and frees it. */
static enum status failed(struct handle *h, PGresult *r)
{
    enum status st = status_of(r == NULL ? NULL : PQresultErrorField(r, PG_DIAG_SQLSTATE));

    keep_error(h, r == NULL ? PQerrorMessage(h->conn) : PQresultErrorMessage(r));
    PQclear(r);
    return PQstatus(h->conn) == CONNECTION_BAD ? E_IO : st;
}

static bool fine(const PGresult *r)
{
    ExecStatusType s = PQresultStatus(r);

    return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK || s == PGRES_EMPTY_QUERY;
}

static void forget_prepared(struct handle *h)
{
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        free(h->cache[i].sql);
        h->cache[i] = (struct prepared){0};
    }
}

/* Reads the answers of all that was sent: the first failure, else the last answer (NULL: the connection is lost). An
   answer ends with NULL; what the server skipped after a failure answers that it was skipped. */
static PGresult *collect(struct handle *h)
{
    PGresult *kept = NULL, *r;
    bool after_end = false, synced = false;

    (void)PQpipelineSync(h->conn);
    while (!synced) {
        r = PQgetResult(h->conn);
        if (r == NULL && after_end)
            break;
        after_end = r == NULL;
        synced = r != NULL && PQresultStatus(r) == PGRES_PIPELINE_SYNC;
        if (synced || (kept != NULL && !fine(kept))) {
            PQclear(r);
        } else if (r != NULL) {
            PQclear(kept);
            kept = r;
        }
    }
    h->sent = 0;
    (void)PQexitPipelineMode(h->conn);
    return kept;
}

/* The same where nobody waits for an answer. */
static enum status settle(struct ctx *cx, struct handle *h)
{
    if (h->sent == 0)
        return OK;
    PGresult *r = collect(h);
    if (r != NULL && fine(r)) {
        PQclear(r);
        return OK;
    }
    enum status st = failed(h, r);
    return ctx_fail(cx, st, "%s (of a statement that was sent before)", h->error);
}

static const char set_up[] =
    "SET client_min_messages = warning; SET lock_timeout = '10s'; SET TIME ZONE 'UTC'; SET synchronous_commit = on;"
    "SET standard_conforming_strings = on;";

/* The same folding as base/utf8.h for Latin letters. Made once per database; two connections at once wait. */
static const char make_fold[] =
    "DO $do$ BEGIN "
    "PERFORM pg_advisory_xact_lock(20260112); "
    "IF to_regprocedure('fold(text)') IS NULL THEN "
    "CREATE FUNCTION fold(t text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $f$ "
    "SELECT trim(regexp_replace(normalize(regexp_replace(replace(lower(normalize(t, NFD)), 'đ', 'd'), "
    "'[\\u0300-\\u036f]', '', 'g'), NFC), '\\s+', ' ', 'g')) $f$; "
    "END IF; END $do$";

static enum status run_text(struct handle *h, const char *sql)
{
    PGresult *r = PQexec(h->conn, sql);

    if (!fine(r))
        return failed(h, r);
    PQclear(r);
    return OK;
}

static enum status pgsql_open(struct ctx *cx, const char *url, void **ret_handle)
{
    struct handle *h = calloc(1, sizeof *h);

    if (h == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a connection");
    h->conn = PQconnectdb(url);
    enum status st = PQstatus(h->conn) == CONNECTION_OK ? run_text(h, set_up) : failed(h, NULL);
    if (st == OK)
        st = run_text(h, make_fold);
    if (st != OK) {
        st = ctx_fail(cx, st == E_DB ? E_IO : st, "PostgreSQL: %s", h->error);
        PQfinish(h->conn);
        free(h);
        return st;
    }
    *ret_handle = h;
    return OK;
}

static void pgsql_close(void *handle)
{
    struct handle *h = handle;

    forget_prepared(h);
    PQfinish(h->conn);
    free(h);
}

/* `?` outside of quotes and comments to $1, $2 …; NULL when memory is out. The caller frees. */
static char *numbered(struct str sql, size_t *ret_n)
{
    char *out = malloc(sql.n * 4 + 1), quote = 0;
    size_t n = 0, params = 0;

    for (size_t i = 0; out != NULL && i < sql.n; i++) {
        char c = sql.p[i];

        if (quote == 0 && c == '?') {
            n += (size_t)snprintf(out + n, sql.n * 4 + 1 - n, "$%zu", ++params);
            continue;
        }
        if (quote == 0 && c == '-' && i + 1 < sql.n && sql.p[i + 1] == '-')
            quote = '\n';
        else if (quote == 0 && (c == '\'' || c == '"'))
            quote = c;
        else if (c == quote)
            quote = 0;
        out[n++] = c;
    }
    if (out != NULL)
        out[n] = 0;
    *ret_n = params;
    return out;
}

/* The server takes each parameter's type from its place in the statement; where a place says nothing ("? IS NULL"), the
   statement is prepared with the types of the values at hand. Asking first would end a transaction that is open. */
static PGresult *prepare_named(struct handle *h, const char *name, const char *text, size_t n,
                               const struct db_param *params)
{
    Oid types[MAX_PARAMS];

    if (strstr(text, " IS NULL") == NULL)
        return PQprepare(h->conn, name, text, 0, NULL);
    for (size_t i = 0; i < n; i++) {
        char mark[40];

        (void)snprintf(mark, sizeof mark, "$%zu IS NULL", i + 1);
        types[i] = strstr(text, mark) == NULL               ? 0
                   : params[i].type == DB_PARAM_INT  ? OID_INT8
                   : params[i].type == DB_PARAM_BLOB ? OID_BYTEA
                                                     : OID_TEXT;
    }
    return PQprepare(h->conn, name, text, (int)n, types);
}

static enum status prepare(struct ctx *cx, struct handle *h, struct str sql, size_t n, const struct db_param *params,
                           const struct prepared **ret_p)
{
    uint64_t hash = str_hash(sql);
    struct prepared *slot = &h->cache[hash % CACHE_SLOTS];
    char name[32];
    size_t marks;

    if (slot->sql != NULL && slot->hash == hash && slot->sql_n == sql.n && memcmp(slot->sql, sql.p, sql.n) == 0) {
        *ret_p = slot;
        return OK;
    }
    TRY(settle(cx, h)); /* in pipeline mode nothing can be prepared */
    char *text = numbered(sql, &marks), *key = malloc(sql.n + 1);
    if (text == NULL || key == NULL) {
        free(text);
        free(key);
        return ctx_fail(cx, E_NOMEM, "no memory for a statement");
    }
    assert(marks == n);
    (void)snprintf(name, sizeof name, "s%lu", ++h->last_number);
    PGresult *r = prepare_named(h, name, text, n, params);
    free(text);
    if (!fine(r)) {
        free(key);
        enum status st = failed(h, r);
        return ctx_fail(cx, st, "%s in [%.*s]", h->error, STR_ARGS(sql));
    }
    PQclear(r);
    if (slot->sql != NULL) { /* the one before gives way */
        (void)snprintf(name, sizeof name, "DEALLOCATE s%lu", slot->number);
        PQclear(PQexec(h->conn, name));
        free(slot->sql);
    }
    memcpy(key, sql.p, sql.n);
    key[sql.n] = 0;
    *slot = (struct prepared){key, sql.n, hash, h->last_number};
    *ret_p = slot;
    return OK;
}

struct values {
    const char **at;
    int *lengths, *formats;
};

static struct values values_of(struct ctx *cx, size_t n, const struct db_param *params)
{
    struct values v = {arena_alloc(cx->mem, n * sizeof *v.at), arena_alloc(cx->mem, n * sizeof *v.lengths),
                       arena_alloc(cx->mem, n * sizeof *v.formats)};

    for (size_t i = 0; i < n; i++) {
        const struct db_param *p = &params[i];

        v.lengths[i] = (int)p->text.n;
        v.formats[i] = p->type == DB_PARAM_BLOB;
        if (p->type == DB_PARAM_INT)
            v.at[i] = arena_printf(cx->mem, "%lld", (long long)p->n);
        else if (p->type == DB_PARAM_BLOB)
            v.at[i] = p->text.p == NULL ? "" : p->text.p;
        else if (p->type == DB_PARAM_TEXT)
            v.at[i] = arena_strndup(cx->mem, p->text.p == NULL ? "" : p->text.p, p->text.n);
    }
    return v;
}

/* A lost connection comes back by itself, but never in the middle of a transaction. */
static enum status revive(struct ctx *cx, struct handle *h)
{
    if (PQstatus(h->conn) == CONNECTION_OK)
        return OK;
    if (h->begun)
        return ctx_fail(cx, E_IO, "PostgreSQL: the connection was lost in a transaction");
    forget_prepared(h);
    PQreset(h->conn);
    if (PQstatus(h->conn) != CONNECTION_OK || run_text(h, set_up) != OK)
        return ctx_fail(cx, E_IO, "PostgreSQL: %s", PQerrorMessage(h->conn));
    return OK;
}

static bool send(struct handle *h, const struct prepared *p, size_t n, const struct values *v)
{
    char name[32];

    (void)snprintf(name, sizeof name, "s%lu", p->number);
    if (h->sent == 0 && PQenterPipelineMode(h->conn) == 0)
        return false;
    h->sent++; /* also when it fails: then the mode is to be left */
    return PQsendQueryPrepared(h->conn, name, (int)n, v->at, v->lengths, v->formats, 0) != 0;
}

static enum status pgsql_post(struct ctx *cx, void *handle, struct str sql, size_t n, const struct db_param *params)
{
    struct handle *h = handle;
    const struct prepared *p = NULL;

    assert(n <= MAX_PARAMS && h->begun);
    TRY(revive(cx, h));
    TRY(prepare(cx, h, sql, n, params, &p));
    struct values v = values_of(cx, n, params);
    if (!send(h, p, n, &v)) {
        keep_error(h, PQerrorMessage(h->conn));
        return ctx_fail(cx, E_IO, "PostgreSQL: %s", h->error);
    }
    return h->sent < MOST_SENT ? OK : settle(cx, h);
}

static PGresult *ask(struct handle *h, const struct prepared *p, size_t n, const struct values *v)
{
    char name[32];

    if (h->sent > 0) {
        (void)send(h, p, n, v); /* a failure shows in what is collected: nothing, of a lost connection */
        return collect(h);
    }
    (void)snprintf(name, sizeof name, "s%lu", p->number);
    return PQexecPrepared(h->conn, name, (int)n, v->at, v->lengths, v->formats, 0);
}

static enum status pgsql_start(struct ctx *cx, void *handle, struct str sql, size_t n, const struct db_param *params,
                               struct db_statement **ret_statement)
{
    struct handle *h = handle;
    const struct prepared *p = NULL;

    assert(n <= MAX_PARAMS);
    TRY(revive(cx, h));
    TRY(prepare(cx, h, sql, n, params, &p));
    struct values v = values_of(cx, n, params);
    struct db_statement *s = calloc(1, sizeof *s);
    if (s == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a result");
    s->result = ask(h, p, n, &v);
    s->row = fine(s->result) ? -1 : -2; /* a failure is told at the first step, as SQLite does */
    *ret_statement = s;
    return OK;
}

static enum status pgsql_step(void *handle, struct db_statement *s, bool *ret_row)
{
    struct handle *h = handle;

    *ret_row = false;
    if (s->row == -2) {
        PGresult *r = s->result;

        s->result = NULL;
        return failed(h, r);
    }
    if (s->result != NULL && s->row + 1 < PQntuples(s->result)) {
        s->row++;
        *ret_row = true;
    }
    return OK;
}

static void pgsql_release(struct db_statement *s)
{
    PQclear(s->result);
    PQfreemem(s->bytes);
    free(s);
}

static const char *pgsql_error(void *handle)
{
    return ((struct handle *)handle)->error;
}

static int64_t pgsql_changed(void *handle, struct db_statement *s)
{
    (void)handle;
    return s->result == NULL ? 0 : strtoll(PQcmdTuples(s->result), NULL, 10);
}

static size_t pgsql_n_columns(struct db_statement *s)
{
    return s->result == NULL ? 0 : (size_t)PQnfields(s->result);
}

static const char *pgsql_column(struct db_statement *s, size_t i)
{
    return PQfname(s->result, (int)i);
}

static bool pgsql_is_null(struct db_statement *s, size_t i)
{
    return PQgetisnull(s->result, s->row, (int)i) != 0;
}

static struct str pgsql_value(struct db_statement *s, size_t i)
{
    const char *text = PQgetvalue(s->result, s->row, (int)i);
    size_t n = (size_t)PQgetlength(s->result, s->row, (int)i);

    if (n == 0 && PQgetisnull(s->result, s->row, (int)i))
        return (struct str){0};
    if (PQftype(s->result, (int)i) != OID_BYTEA)
        return (struct str){text, n};
    PQfreemem(s->bytes);
    s->bytes = PQunescapeBytea((const unsigned char *)text, &n);
    return s->bytes == NULL ? (struct str){"", 0} : (struct str){(const char *)s->bytes, n};
}

static int64_t pgsql_integer(struct db_statement *s, size_t i)
{
    return strtoll(PQgetvalue(s->result, s->row, (int)i), NULL, 10);
}

static enum status pgsql_begin(struct ctx *cx, struct handle *h, const char *sql)
{
    TRY(revive(cx, h));
    enum status st = run_text(h, sql);
    h->begun = st == OK || PQtransactionStatus(h->conn) != PQTRANS_IDLE;
    return st == OK ? OK : ctx_fail(cx, st, "%s", h->error);
}

/* Of a failed transaction COMMIT makes a ROLLBACK and says nothing: that is no success. */
static enum status pgsql_commit(struct ctx *cx, struct handle *h)
{
    TRY(settle(cx, h));
    PGTransactionStatusType now = PQtransactionStatus(h->conn);
    if (now == PQTRANS_IDLE)
        return ctx_fail(cx, E_DB, "COMMIT without a transaction");
    enum status st = run_text(h, "COMMIT");
    h->begun = PQtransactionStatus(h->conn) != PQTRANS_IDLE;
    if (st != OK)
        return ctx_fail(cx, st, "%s", h->error);
    if (now == PQTRANS_INERROR)
        return ctx_fail(cx, E_DB, "the transaction had failed before its COMMIT");
    return OK;
}

static enum status pgsql_rollback(struct ctx *cx, struct handle *h)
{
    if (h->sent > 0)
        PQclear(collect(h)); /* whatever it says, it is undone */
    h->begun = false;
    enum status st = PQtransactionStatus(h->conn) == PQTRANS_IDLE ? OK : run_text(h, "ROLLBACK");
    return st == OK ? OK : ctx_fail(cx, st, "%s", h->error);
}

static enum status pgsql_script(struct ctx *cx, void *handle, struct str sql)
{
    struct handle *h = handle;

    if (str_starts(sql, "BEGIN"))
        return pgsql_begin(cx, h, arena_strndup(cx->mem, sql.p, sql.n));
    if (str_is(sql, "COMMIT"))
        return pgsql_commit(cx, h);
    if (str_is(sql, "ROLLBACK"))
        return pgsql_rollback(cx, h);
    TRY(settle(cx, h));
    enum status st = run_text(h, arena_strndup(cx->mem, sql.p, sql.n));
    if (!str_starts(sql, "SET ")) {
        forget_prepared(h); /* tables may have changed their shape */
        if (st == OK)
            PQclear(PQexec(h->conn, "DEALLOCATE ALL"));
    }
    return st == OK ? OK : ctx_fail(cx, st, "%s", h->error);
}

static enum status pgsql_read_only(struct ctx *cx, void *handle, bool on)
{
    return pgsql_script(cx, handle, on ? STR("SET default_transaction_read_only = on")
                                       : STR("SET default_transaction_read_only = off"));
}

const struct db_backend db_pgsql_backend = {
    .scheme = "postgres",
    .open = pgsql_open,
    .close = pgsql_close,
    .start = pgsql_start,
    .post = pgsql_post,
    .step = pgsql_step,
    .release = pgsql_release,
    .error = pgsql_error,
    .changed = pgsql_changed,
    .n_columns = pgsql_n_columns,
    .column = pgsql_column,
    .is_null = pgsql_is_null,
    .value = pgsql_value,
    .integer = pgsql_integer,
    .script = pgsql_script,
    .read_only = pgsql_read_only,
    .begin = "BEGIN; SELECT pg_advisory_xact_lock(20260113)",
};
