/* The one list of outcomes. A row: code, HTTP code, message key for the user (i18n/).
   Not for: detail about a failure; that goes into struct ctx (base/ctx.h). */
#pragma once

#define STATUS_TABLE(X)                                                             \
    X(OK, 200, "ok")                    /* done */                                  \
    X(E_INVALID, 422, "err.invalid")    /* the user's data is wrong, see problems */\
    X(E_USAGE, 400, "err.usage")        /* the request or command line is wrong */  \
    X(E_LOGIN, 401, "err.login")        /* nobody is logged in */                   \
    X(E_DENIED, 403, "err.denied")      /* this role may not do this */             \
    X(E_NOTFOUND, 404, "err.notfound")  /* no such record, page, kind, file */      \
    X(E_CONFLICT, 409, "err.conflict")  /* someone saved it first */                \
    X(E_STATE, 409, "err.state")        /* the lifecycle forbids the move */        \
    X(E_REFUSED, 422, "err.refused")    /* a rule of truth refuses, with a reason */\
    X(E_TOOBIG, 413, "err.toobig")      /* a limit of ours was hit */               \
    X(E_FORMAT, 415, "err.format")      /* the input is not what it claims to be */ \
    X(E_BUSY, 503, "err.busy")          /* try again: lock, pool */                 \
    X(E_IO, 500, "err.io")              /* disk, socket */                          \
    X(E_FULL, 507, "err.full")          /* no space left on the disk */             \
    X(E_DB, 500, "err.db")              /* the database refused */                  \
    X(E_NOMEM, 503, "err.nomem")        /* the arena's ceiling; only at the edge */ \
    X(E_BUG, 500, "err.bug")            /* our mistake; also logged */

enum status {
#define STATUS_ENUM(code, http, key) code,
    STATUS_TABLE(STATUS_ENUM)
#undef STATUS_ENUM
    STATUS__MAX
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* The only macro that hides a return. Safe because memory belongs to the arena and outside resources are
   promised to it before they are opened (base/arena.h): there is nothing to clean up on the way out. */
#define TRY(expr)                       \
    do {                                \
        enum status try_status_ = (expr); \
        if (try_status_ != OK)          \
            return try_status_;         \
    } while (0)

int status_http(enum status st);         /* HTTP code, e.g. 404 */
const char *status_key(enum status st);  /* message key, e.g. "err.notfound" */
const char *status_name(enum status st); /* "E_NOTFOUND", for logs and tests */
