/* What one piece of work carries: memory, who, language, clock, database, and what went wrong.
   One ctx per worker at a time. Everything shared between workers is built at start and read-only after.
   Not for: global state of any kind. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/status.h"

enum lang { LANG_VI, LANG_EN, LANG_DE, LANG__MAX };
const char *lang_code(enum lang l);                        /* "vi" */
bool lang_parse(struct str code, enum lang *ret_l);

/* The roles that a person has at one organisation. */
struct who_place {
    uint32_t roles;
    int64_t org_id, unit_id;
    const char *province; /* two digits, "46"; NULL = none */
};

/* What a key of the interface leaves of its owner's rights (register/api_key.h); base only carries it. */
struct who_key {
    unsigned right_bits; /* 1U << enum right of register/kind.h */
    const char *kinds;   /* ids with blanks; NULL = all */
};

/* Who acts. roles is a set of 1U << enum role bits, defined by register/access.h; base only carries it. */
struct who {
    int64_t user_id; /* 0 = nobody (or the system itself, when is_system) */
    const char *login, *name;
    uint32_t roles;             /* of all places together: for pages and menus */
    int64_t org_id, unit_id;    /* where the person mainly works */
    const char *province;       /* two digits, "46"; NULL = none */
    const struct who_place *places; /* role by role, where; none = all roles at the main place */
    size_t n_places;
    uint8_t clearance;          /* 0 public, 1 internal, 2 restricted, 3 secret_ref: highest classification readable */
    uint8_t personal;           /* 0 personal data is masked, 1 shown, 2 sensitive data shown too */
    const struct who_key *key;  /* NULL = the person himself */
    const char *ip;             /* address of the request, for the history; NULL = none */
    bool is_system;
};

/* A problem for the user: all of them at once, each with its field and a message key of i18n/. */
struct problem {
    const char *field; /* id of the field, or "" for the whole */
    const char *key;   /* "problem.required" */
    const char *arg;   /* put in place of {} in the message; may be NULL */
    struct problem *next;
};

struct db;
struct record_memo;
struct reveal;

enum { CTX_MAGIC = 0x43484354 };

struct ctx {
    unsigned magic;
    struct arena *mem;
    struct problem *problems, **problems_tail;
    const char *detail, *where; /* for the log only, never shown; the first failure wins */
    struct who who;
    enum lang lang;
    const char *standing; /* codes that the field being parsed held before: they stay although they have ended */
    bool plain; /* values come from a program: a number has a point or nothing, whatever the language */
    int64_t fixed_now; /* UTC seconds; 0 = ask the system. Tests fix it. */
    struct db *db;
    struct record_memo *memo; /* register/record_memo.h; base only carries it */
    struct reveal *reveal; /* register/reveal.h: personal data that was asked for; NULL = all of it is masked */
    struct reveal *asked;  /* the same: what was asked by a question about masked values; NULL = nothing */
};

void ctx_init(struct ctx *cx, struct arena *mem, struct db *db);
int64_t ctx_now(const struct ctx *cx);        /* UTC seconds */
struct date ctx_today(const struct ctx *cx);  /* the office's day */

/* Memory of its own for what is too large for cx->mem or outlives its rewinds; given back with cx->mem. E_NOMEM: none
   "for a load". */
enum status ctx_memory(struct ctx *cx, size_t ceiling, const char *what_for, struct arena **ret_mem) MUST_CHECK;

/* Where a failure begins: says what, with the value; returns st so that `return ctx_fail(…)` is one line. */
#define ctx_fail(cx, st, ...) ctx_fail_((cx), (st), __FILE__, __LINE__, __VA_ARGS__)
enum status ctx_fail_(struct ctx *cx, enum status st, const char *file, int line, const char *fmt, ...) MUST_CHECK
    __attribute__((format(printf, 5, 6)));

/* Adds a problem for the user. field and key are kept as they are; arg is copied. Returns E_INVALID. */
enum status ctx_problem(struct ctx *cx, const char *field, const char *key, const char *arg);
/* OK when no problem was added, else E_INVALID: ask once after checking everything. */
enum status ctx_problems(const struct ctx *cx) MUST_CHECK;
/* Forgets problems and detail, for a piece of work that goes on after a failure (one file of many). */
void ctx_clear(struct ctx *cx);
