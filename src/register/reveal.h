/* Personal data is masked for everybody. Whoever has the right asks to see it, for one page or one answer and with a
   reason where it is sensitive: reveal_begin(); from then on access_value() and access_title() show what was asked for,
   as far as the right reaches, and remember what they showed; reveal_done() writes that into the audit (history,
   "read_pd": who, when, which records, which fields, why). The edge of a request calls reveal_done() before the answer
   leaves (web.c): what cannot be written down is not shown. Pages, lists, exports of every format and the interface all
   go through here.
   Not for: who has the right (access.h). */
#pragma once

#include "register/access.h"
#include "register/record.h"

struct reveal_ask {
    const struct kind *kind;  /* of this register; NULL with titles: of every register */
    int64_t record_id;        /* of this record and the sub-records on its page; 0 = of every record of the kind */
    int64_t other_id;         /* and of this one, when two stand side by side; 0 = none */
    struct str fields;        /* "phone,email,title"; empty or "all" = every personal field, and titles */
    int level;                /* with all: the most personal that there is, when known; 0 = as the kind says */
    bool titles;              /* only titles: choices, hits of a search */
    const char *why;          /* what the person says; needed for sensitive data */
    const char *way;          /* where it is shown: record list export api choice search form merge file question */
};
/* E_DENIED: the account has no right to such data anywhere. E_USAGE: no such personal field. E_INVALID: a reason is
   needed (problem of "why"). One at a time. */
enum status reveal_begin(struct ctx *cx, const struct reveal_ask *a) MUST_CHECK;
/* Titles to choose from, of one register or (NULL) of all: one cannot choose among masks. Written down like the rest;
   nothing where no title is personal, without the right, and beside another asking. */
enum status reveal_choice(struct ctx *cx, const struct kind *k) MUST_CHECK;
/* Is anything of the record there that this user could ask for? For the button. level: the most personal, 1 or 2. */
bool reveal_offers(struct ctx *cx, const struct record *rec, int *ret_level);
/* The same over a register: a field of these, or the title. */
bool reveal_offers_list(struct ctx *cx, const struct kind *k, const struct field *const *fields, size_t n,
                        int *ret_level);
/* A list was asked by a condition, words or groups over this field (NULL: over the kind's titles and words): the answer
   tells who has the right what stands there, masked or not. Written down with the rest, without records. */
void reveal_asked(struct ctx *cx, const struct kind *k, const struct field *f);
/* Writes what was shown and ends the asking. OK also without a begin. */
enum status reveal_done(struct ctx *cx) MUST_CHECK;
void reveal_drop(struct ctx *cx); /* ends it without writing: the answer is an error */

/* For access_personal.c: shown now? Remembers it. */
bool reveal_value(struct ctx *cx, const struct record *rec, const struct field *f);
bool reveal_title(struct ctx *cx, const struct record *rec);
/* Moves when memory was taken that must be kept: for loops that give back memory row by row. */
size_t reveal_grown(const struct ctx *cx);
/* One reading that is its own act: the download of a file in a personal field. */
enum status reveal_log(struct ctx *cx, const struct record *rec, const struct field *f, const char *way) MUST_CHECK;
