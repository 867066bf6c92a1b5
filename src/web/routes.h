/* Every URL, one complete row each: method, path, handler, who may, protection against forged forms, parameters with
   their type and limit. What a row does not name does not reach its handler: an unknown parameter answers 400, a
   missing
   role 403. A row without roles is refused at start (routes_check). The help page and the OpenAPI document are
   printed from the rows.
   Not for: what pages do (page_*.c, api_*.c). */
#pragma once

#include "platform/http_request.h"
#include "register/access.h"

struct web;

enum param_type {
    PARAM_TEXT,  /* UTF-8 without control characters except line ends; limit in characters */
    PARAM_INT,   /* 0 … limit */
    PARAM_WORD,  /* an id: a-z A-Z 0-9 . _ - ; limit in characters */
    PARAM_DAY,   /* 2026-01-12 */
    PARAM_FLAG,  /* yes, no, 1, 0, on */
    PARAM_LANG,  /* vi en de */
    PARAM_FILE,  /* an upload; limit in KiB */
};

struct param {
    const char *name;
    enum param_type type;
    long limit;
    bool required, many; /* many: may come several times */
    const char *what;    /* one line in English for OpenAPI and the help page */
};

enum { ROUTE_MAX_ARGS = 4, ROUTE_MAX_PARAMS = 16 };

#define ROUTE_ANYONE (1U << 31) /* also without a login: login page, health, assets */
/* who may read the office's texts and figures: all but outsiders and the program */
#define ROUTE_READERS (ROUTE_USERS & ~(ROLE_BIT(ROLE_EXT) | ROLE_BIT(ROLE_DPO) | ROLE_BIT(ROLE_SYS)))
#define ROUTE_USERS (ROUTE_ANYONE - 1) /* every role: anyone who is logged in; the kind's own rights decide */

enum {
    /* the parameters are the fields of a kind: the handler checks the names (list_parse, record_set) */
    ROUTE_OPEN_PARAMS = 1,
    /* runs on the worker queue, so that no page waits behind it: exports, reports, uploads, passwords */
    ROUTE_HEAVY = 2,
    ROUTE_API = 4,         /* errors as JSON; a token may be used instead of the cookie */
    ROUTE_SAME_ORIGIN = 8, /* instead of the session's token: for the login form, which has no session yet */
    ROUTE_LEDGER = 32,     /* the office's texts and figures: an API key must say so */
    ROUTE_FILES = 64,      /* uploads come in inputs of the kind's fields: the handler checks names and sizes */
    ROUTE_FIRST = 128,     /* open to an account that still has the password somebody else gave it */
    ROUTE_LOGS = 16,       /* a GET that writes into the history (exports, files) */
};

struct route {
    enum http_method method;
    /* "/{kind}/{id}/edit"; a part in braces takes one segment; {kind} only the id of a kind, {id} only digits,
       {name} a uid or code: not only digits */
    const char *path;
    enum status (*handle)(struct ctx *cx, struct web *w);
    uint32_t roles;   /* ROLE_BIT(…) | …, ROUTE_USERS or ROUTE_ANYONE */
    unsigned flags;
    const char *what; /* one line in English */
    struct param params[ROUTE_MAX_PARAMS]; /* ends with an empty row */
};

extern const struct route routes[]; /* ends with an empty row */

/* Finds the row of a request; HEAD finds GET rows. False: none; *ret_path_known says whether only the method is
   wrong.
   Allocates nothing. */
bool routes_match(const struct request *rq, const struct route **ret_route, struct str args[ROUTE_MAX_ARGS],
                  bool *ret_path_known);
/* The same as a status: E_NOTFOUND; E_USAGE with *ret_allow ("GET, POST") when only the method is wrong. */
enum status routes_find(struct ctx *cx, const struct request *rq, const struct route **ret_route,
                        struct str args[ROUTE_MAX_ARGS], const char **ret_allow) MUST_CHECK;
/* Once at start: every row has roles, a summary, unique method and path. E_BUG names the row. */
enum status routes_check(struct ctx *cx) MUST_CHECK;
