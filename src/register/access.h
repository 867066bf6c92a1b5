/* Who may do what: the one place that lists, search, records, export, API and counts pass through. Deny by default: a
   right exists only where a kind's file grants it (kinds/NAME.yaml, `access:`).
   Right = a role of the user that the kind grants it, within a scope, up to the user's clearance, minus masked fields,
   minus what a key of the interface does not name.
   Not for: the lifecycle's moves (rules/lifecycle.h asks for the roles of each move) or sessions (web). */
#pragma once

#include "register/kind.h"

/* Bits of struct who.roles are 1U << role. The codes are those of the kind files. */
#define ROLE_TABLE(X)                                                                   \
    X(OFF, "desk officer (Chuyên viên)")                                                \
    X(HEAD, "head of division (Trưởng/Phó phòng)")                                      \
    X(DIR, "director of the office (Giám đốc/Phó Giám đốc Sở)")                         \
    X(ADMIN, "administrator: accounts and settings, no business approval")              \
    X(AUDITOR, "auditor: reads all and the audit page, writes nothing")                 \
    X(LINE, "officer of another department or agency")                                  \
    X(CHAIR, "chairman of the provincial people's committee")                           \
    X(PPCO, "office of the people's committee")                                         \
    X(CLERK, "records clerk (Văn thư)")                                                 \
    X(COMM, "people's committee of a commune")                                          \
    X(SYS, "the program itself: jobs and moves by date")                                \
    X(EXT, "enterprise, NGO or association: its own dossiers")                          \
    X(MOFA, "officer of the ministry")                                                  \
    X(MLEAD, "head of a unit of the ministry")                                          \
    X(DPO, "data protection officer")

enum role {
#define ROLE_ENUM(code, what) ROLE_##code,
    ROLE_TABLE(ROLE_ENUM)
#undef ROLE_ENUM
    ROLE__MAX
};
#define ROLE_BIT(r) (1U << (r))
const char *role_code(enum role r);                        /* "OFF" */
const char *role_what(enum role r);                        /* one line in English, for help and docs */
bool role_parse(struct str code, enum role *ret_r);
bool role_parse_all(struct str words, uint32_t *ret_bits); /* "OFF HEAD"; false at the first unknown word */

/* May the user use this right on at least some records of the kind? For menus and buttons. */
bool access_may(const struct ctx *cx, const struct kind *k, enum right r);
/* "unit org": the scopes in which the user has the right; "" without it. For people: `chancery access`. */
const char *access_scopes_text(struct ctx *cx, const struct kind *k, enum right r);
/* Does the key that the user came with leave him this right in the kind? True without a key. */
bool access_by_key(const struct ctx *cx, const struct kind *k, enum right r);
/* The same as access_may for one record (its scope, classification, deletion). A record the user may not read answers
   E_NOTFOUND to every right, so that nothing leaks by the difference; otherwise E_DENIED. */
struct record;
enum status access_record(struct ctx *cx, const struct record *rec, enum right r) MUST_CHECK;
/* The same as a question: a no is no failure and leaves nothing for the log. */
bool access_allows(struct ctx *cx, const struct record *rec, enum right r);
/* May one of these roles of the user move the record? A role that changes records of the kind moves those it may
   change, one that only reads moves what it may read; the administrator moves nothing. */
bool access_moves(struct ctx *cx, const struct record *rec, uint32_t role_bits);
/* Does the user act in records of the kind at all, where a record names him or his organisation? Those whose only roles
   look (ADMIN, AUDITOR, DPO; MODEL 4.1) do not, nor a key that only reads. */
bool access_acts(const struct ctx *cx, const struct kind *k);
/* May the user show a saved view of the kind's list to others (register/view.h)? */
bool access_shares(const struct ctx *cx, const struct kind *k);
/* Where a new record of the kind belongs: the first of the user's places that gives the right to make one. */
void access_home(const struct ctx *cx, const struct kind *k, struct who_place *ret_place);
/* Adds to sql a condition (in parentheses, never empty) that holds for the records the user may see under this right;
   the kind's table has the alias `as`, which must not be p or o. Its parameters go to ps. */
struct sql_params;
void access_where(struct ctx *cx, const struct kind *k, enum right r, const char *as, struct buf *sql,
                  struct sql_params *ps);

/* Personal data is masked ("•••") until somebody with the right asks for it (reveal.h). The right: that of the account
   (none, pd, pds) and, in kinds whose `access:` says where (`may: [pds], scope: own`), a record within that scope. */
enum access_view { ACCESS_SHOW, ACCESS_MASK };
int access_personal(const struct field *f); /* 0 none, 1 personal, 2 sensitive */
/* Has the user the right, asked or not? For buttons and for writing. rec may be partial or new. */
bool access_may_show(struct ctx *cx, const struct record *rec, const struct field *f);
/* Is it shown now, on this page? Of a new record what one enters oneself is. */
enum access_view access_value(struct ctx *cx, const struct record *rec, const struct field *f);
/* Of every record the user may read: else filters, orders and groups would tell what is masked. */
enum access_view access_field(const struct ctx *cx, const struct field *f);
enum access_view access_titles(const struct ctx *cx, const struct kind *k); /* the same of titles */
enum access_view access_words(const struct ctx *cx, const struct kind *k);  /* and of what is searched */
/* The record's title, or its code, or "••• 12" in its place. */
const char *access_title(struct ctx *cx, const struct record *rec);

/* The system itself (init, jobs, import of the demonstration set): every right. Restores nothing; set it on a ctx made
   for that work. */
void access_as_system(struct ctx *cx);
