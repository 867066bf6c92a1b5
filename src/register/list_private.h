/* Between list_sql.c and list_sums.c. */
#pragma once

#include "register/list.h"
#include "register/record_sql.h"

/* " WHERE …" over alias t: rights, filters, words, condition. */
enum status list_sql_where(struct ctx *cx, const struct list_query *q, struct buf *sql, struct sql_params *ps)
    MUST_CHECK;
/* The column that a group counts by; f NULL: the state. */
void list_sql_group(struct buf *out, const struct field *f);
