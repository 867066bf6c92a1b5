/* One interface over two engines (db_sqlite.c, db_pgsql.c). A struct db is one connection, used by one thread at a
   time. SQL is accepted only as a string literal; values only as bound parameters; columns are read by name.
   The common subset of SQL: `?` marks, RETURNING, ON CONFLICT … DO UPDATE, instants as 64-bit integers, days as
   ISO text, JSON as text. Not for: record tables; their SQL is made in register/record_sql.c alone. */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"

struct db;
struct rows;

enum db_param_type { DB_PARAM_NULL, DB_PARAM_TEXT, DB_PARAM_INT, DB_PARAM_BLOB };
struct db_param {
    enum db_param_type type;
    struct str text;
    int64_t n;
};

static inline struct db_param db_null(void)
{
    return (struct db_param){DB_PARAM_NULL, {0}, 0};
}
static inline struct db_param db_i(int64_t n)
{
    return (struct db_param){DB_PARAM_INT, {0}, n};
}
static inline struct db_param db_t(struct str s)
{
    return (struct db_param){DB_PARAM_TEXT, s, 0};
}
static inline struct db_param db_s(const char *s) /* NULL binds NULL */
{
    return s == NULL ? db_null() : db_t(str_of(s));
}
static inline struct db_param db_blob(struct str bytes)
{
    return (struct db_param){DB_PARAM_BLOB, bytes, 0};
}

#define DB_PARAMS_(...)                                                                                       \
    (sizeof((const struct db_param[]){{DB_PARAM_NULL}, ##__VA_ARGS__}) / sizeof(struct db_param) - 1),         \
        ((const struct db_param[]){{DB_PARAM_NULL}, ##__VA_ARGS__} + 1)

/* url: "sqlite:var/chancery.db", "sqlite::memory:" or "postgresql://…". The connection outlives arenas: close it. */
enum status db_open(struct ctx *cx, const char *url, struct db **ret_db) MUST_CHECK;
void db_close(struct db *db);
bool db_is_sqlite(const struct db *db);
/* While on, every statement that would write fails: for GET pages and reports (defence in depth). */
enum status db_set_read_only(struct ctx *cx, bool on) MUST_CHECK;

/* From here on all reads see the database as it stood at the first of them, and cost no locks each (SQLite; on
   PostgreSQL nothing changes). Ends with the first statement that writes, with db_begin or with db_rollback. */
void db_view_begin(struct ctx *cx);
/* false: two reads may see different states, so what one told need not hold for the next. */
bool db_in_view(const struct db *db);

/* While on, the connection keeps more pages in memory: for one transaction that writes very many rows. */
void db_bulk(struct ctx *cx, bool on);

/* All work on cx->db.
     struct rows *r;
     TRY(db_query(cx, &r, "SELECT id, name FROM t WHERE x = ?", db_i(7)));
     while (rows_next(r))
         use(rows_text(r, "name"));
     TRY(rows_done(r));                       // the error of the loop, if any; closes r
   r is promised to the arena, so an early return closes it as well. */
#define db_query(cx, ret_rows, sql, ...) db_query_((cx), (ret_rows), STR(sql), DB_PARAMS_(__VA_ARGS__))
/* A statement without rows. ret_changed may be NULL: number of rows changed. Where it is NULL in a transaction,
   PostgreSQL is not waited for, and a failure may be told by a later statement or by db_commit(). */
#define db_exec(cx, ret_changed, sql, ...) db_exec_((cx), (ret_changed), STR(sql), DB_PARAMS_(__VA_ARGS__))
/* An INSERT, without RETURNING, into a table whose key "id" is given by the database. */
#define db_insert(cx, ret_id, sql, ...) db_insert_((cx), (ret_id), STR(sql), DB_PARAMS_(__VA_ARGS__))
/* Exactly the first row; E_NOTFOUND when there is none. rows_done() not needed; values stay readable. */
#define db_one(cx, ret_rows, sql, ...) db_one_((cx), (ret_rows), STR(sql), DB_PARAMS_(__VA_ARGS__))

/* For SQL made by register/ from kinds and for sql/core.sql and migrations only (tests/lint checks the callers). */
enum status db_query_(struct ctx *cx, struct rows **ret_rows, struct str sql, size_t n, const struct db_param *params)
    MUST_CHECK;
enum status db_exec_(struct ctx *cx, int64_t *ret_changed, struct str sql, size_t n, const struct db_param *params)
    MUST_CHECK;
enum status db_insert_(struct ctx *cx, int64_t *ret_id, struct str sql, size_t n, const struct db_param *params)
    MUST_CHECK;
enum status db_one_(struct ctx *cx, struct rows **ret_rows, struct str sql, size_t n, const struct db_param *params)
    MUST_CHECK;
enum status db_script(struct ctx *cx, struct str sql) MUST_CHECK; /* several statements, no parameters */

bool rows_next(struct rows *r);
enum status rows_done(struct rows *r) MUST_CHECK;
/* Values of the current row. Text is copied to the arena of the ctx that made the query. An unknown column name is
   our
   mistake (assert). NULL reads as NULL / 0 / empty. */
const char *rows_text(struct rows *r, const char *column);
struct str rows_str(struct rows *r, const char *column); /* text or blob */
int64_t rows_int(struct rows *r, const char *column);
bool rows_null(struct rows *r, const char *column);
struct date rows_date(struct rows *r, const char *column);
/* For writers of whole tables (CSV, JSON): by position. */
size_t rows_columns(const struct rows *r);
const char *rows_column(const struct rows *r, size_t i);
/* By position too, for who made the SELECT and knows its order: no look-up and no copy, so text is valid until the next
   rows_next() only. It ends with a zero byte. */
bool rows_null_at(const struct rows *r, size_t i);
int64_t rows_int_at(const struct rows *r, size_t i);
struct str rows_peek(const struct rows *r, size_t i); /* p is NULL for NULL */

/* A number that this SQL gave with these values on this connection, while nothing in the database has changed since.
   Not known inside a transaction, and never on an engine that cannot tell cheaply (PostgreSQL). For counts of long
   lists. */
bool db_memo_get(struct ctx *cx, struct str sql, size_t n, const struct db_param *params, int64_t *ret_n);
void db_memo_put(struct ctx *cx, struct str sql, size_t n, const struct db_param *params, int64_t number);

/* Transactions nest by counting; only the outermost commits. What is not committed when the arena ends (or is
   rewound behind the begin) is rolled back. begin takes the write lock at once. */
#define db_begin(cx) db_begin_((cx), __FILE__, __LINE__)
enum status db_begin_(struct ctx *cx, const char *file, int line) MUST_CHECK;
enum status db_commit(struct ctx *cx) MUST_CHECK;
void db_rollback(struct ctx *cx); /* all levels, and the view; harmless when none is open */
bool db_in_transaction(const struct db *db);
bool db_is_idle(const struct db *db); /* no transaction and no statement in use: what must hold between requests */

/* Fault storm (-Dfaults=true): the n-th call from now that reaches the engine fails with st. 0 switches off. */
void db_fault_arm(long n, enum status st);
long db_fault_hits(void);
