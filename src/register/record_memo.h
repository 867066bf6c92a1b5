/* What a page has read already: sub-records by their owner, heads of records by their number. A page asks for the same
   ones again and again (guards of moves, deadlines, cards, titles); from record_memo_begin() on each is read once, and
   titles come many at a time. It ends with the piece of work, or with the first record that is written in it.
   While it lasts nobody may rewind the arena. Not for: anything that outlives a request. */
#pragma once

#include "register/record.h"

void record_memo_begin(struct ctx *cx);
void record_memo_end(struct ctx *cx); /* also without a begin */

/* Reads the heads of all records that these fields of these records point to, a query per kind. */
enum status record_memo_gather(struct ctx *cx, struct record *const *recs, size_t n, const struct field *const *fields,
                               size_t n_fields) MUST_CHECK;

/* For record_sql.c. False: not known. *ret_rec NULL: known not to exist. */
bool record_memo_children(const struct ctx *cx, const struct kind *k, int64_t parent_id, struct record_set *ret_set);
void record_memo_keep_children(struct ctx *cx, const struct kind *k, int64_t parent_id, struct record_set set);
bool record_memo_head(const struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec);
void record_memo_keep_head(struct ctx *cx, const struct kind *k, int64_t id, struct record *rec);
