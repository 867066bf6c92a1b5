/* Where a register's records lie: how many there are of each organisation, unit, province and classification. Kept by
   triggers in the transaction that writes a record, so it is exact. With it a list knows that a condition of the rights
   would leave nothing out, and leaves it out instead of asking every row; and it counts without reading rows.
   On SQLite alone: PostgreSQL would walk all versions of such a row when one transaction writes many records.
   Not for: deciding about one record (access.c), or the condition itself (access_where.c). */
#pragma once

#include "register/access.h"

/* The table, and the kind's triggers with what they would have counted so far. */
enum status extent_schema(struct ctx *cx, const struct kind *k) MUST_CHECK;
/* Within a transaction that writes about n records of the kind: no triggers from here on (with them SQLite flushes the
   search index for each record), when that is cheaper than counting anew, which extent_go_on() does at its end. */
enum status extent_pause(struct ctx *cx, const struct kind *k, int64_t n, bool *ret_paused) MUST_CHECK;
enum status extent_go_on(struct ctx *cx, const struct kind *k, bool paused) MUST_CHECK;

struct extent {
    bool scope;     /* every record lies where the user has the right */
    bool clearance; /* and none is classified above him */
    int64_t live;   /* records that are not deleted and that he reaches by this right; -1 = it does not tell */
};
/* Holds within the view of the database that is open (db_view_begin); without one it tells nothing. The kind must have
   rights of its own. */
struct extent extent_of(struct ctx *cx, const struct kind *k, enum right r);
