/* Rows of table due together with the records that the user may read: what is due, over all registers, as one list.
   Rights pass through access.h in the same statement, so neither a row nor a count tells of a hidden record.
   Not for: what a rule says (rules/deadline_store.h). */
#pragma once

#include "register/record.h"

enum due_whose { DUE_ALL, DUE_UNIT, DUE_MINE };
struct due_query {
    enum due_whose whose;    /* mine: I made the record, or a field names me or my organisation's users */
    const struct kind *kind; /* NULL = all */
    const char *stage;       /* "late" (with the escalated), "due", "warn", "open", "paused"; NULL = all open ones */
    struct date until;       /* due on or before; all zero = any */
    int64_t page, per;       /* from 1; 50 when 0 */
};
struct due_row {
    const struct kind *kind;
    int64_t record_id, due_at;
    const char *title, *code, *rule, *stage; /* code of the record, NULL when it has none */
    struct date due, from;
    unsigned flags;
};
enum status due_list(struct ctx *cx, const struct due_query *q, struct due_row **ret_rows, size_t *ret_n,
                     int64_t *ret_total) MUST_CHECK;
