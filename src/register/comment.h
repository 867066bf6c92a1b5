/* What people say to each other about a record: short texts beside it, no part of its versions. A mention (@login) and
   everyone who watches the record get a notice. A comment is never changed, only taken away, by whoever wrote it or a
   person who may delete the record. A record marked secret_ref takes none: it holds the paper's number only.
   Not for: reasons of moves (history) or remarks that belong to the record (fields). */
#pragma once

#include "register/record.h"

enum { COMMENT_CHARS = 4000 };

struct comment {
    int64_t id, at, by_user;
    const char *by_name, *body;
    bool may_remove; /* the asking user */
};

/* Whoever may read the record may speak. The writer watches the record from then on. *ret_told: people who got a
   notice. E_INVALID: empty, too long, secret. */
enum status comment_add(struct ctx *cx, const struct record *rec, struct str text, int64_t *ret_id, int64_t *ret_told)
    MUST_CHECK;
enum status comment_remove(struct ctx *cx, const struct record *rec, int64_t id) MUST_CHECK; /* E_NOTFOUND, E_DENIED */
/* Oldest first. ret_watching (may be NULL): does cx->who watch the record; it comes with the same query. */
enum status comment_list(struct ctx *cx, const struct record *rec, struct comment **ret_at, size_t *ret_n,
                         bool *ret_watching) MUST_CHECK;
