/* What an engine gives to db.c. Not included outside src/platform/db*.c. */
#pragma once

#include "platform/db.h"

struct db_statement; /* the engine's own */

struct db_backend {
    const char *scheme;
    enum status (*open)(struct ctx *cx, const char *url, void **ret_handle);
    void (*close)(void *handle);
    /* Prepares (or takes from the engine's cache) and binds. The statement is released with release(). */
    enum status (*start)(struct ctx *cx, void *handle, struct str sql, size_t n, const struct db_param *params,
                         struct db_statement **ret_statement);
    /* Within a transaction, a statement that nobody asks for rows or a number: it may be sent on without waiting, and
       then a later call of this transaction tells its failure. NULL: start, step and release do. */
    enum status (*post)(struct ctx *cx, void *handle, struct str sql, size_t n, const struct db_param *params);
    /* *ret_row false at the end. */
    enum status (*step)(void *handle, struct db_statement *s, bool *ret_row);
    void (*release)(struct db_statement *s);
    const char *(*error)(void *handle); /* text of the last failure, for the log */
    int64_t (*changed)(void *handle, struct db_statement *s);
    int64_t (*inserted)(void *handle); /* key of the last INSERT; NULL: the engine gives it by RETURNING only */
    size_t (*n_columns)(struct db_statement *s);
    const char *(*column)(struct db_statement *s, size_t i);
    bool (*is_null)(struct db_statement *s, size_t i);
    struct str (*value)(struct db_statement *s, size_t i); /* valid until the next step; p is NULL for NULL */
    int64_t (*integer)(struct db_statement *s, size_t i);
    enum status (*script)(struct ctx *cx, void *handle, struct str sql);
    enum status (*read_only)(struct ctx *cx, void *handle, bool on);
    void (*bulk)(void *handle, bool on); /* NULL: nothing to prepare */
    void (*view)(void *handle, bool on); /* NULL: the engine has none. It ends by itself where something writes */
    bool (*viewing)(void *handle);       /* is one open; NULL: never */
    /* Two numbers that differ whenever the data may have changed; NULL or false: cannot tell. */
    bool (*stamp)(void *handle, int64_t ret_stamp[2]);
    const char *begin; /* takes the write lock */
};

extern const struct db_backend db_sqlite_backend, db_pgsql_backend;
