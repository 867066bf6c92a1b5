/* The pieces that records and lists share when they write JSON. Not for: callers outside src/register (record.h,
 * list.h). */
#pragma once

#include "platform/db.h"
#include "register/record.h"

void record_json_head(struct ctx *cx, const struct record *rec, struct buf *out); /* an object, left open */
/* The rest of the object: the fields in the order of the SELECT behind the common columns. head: of the row. */
void record_json_fields(struct ctx *cx, const struct record *head, const struct field *const *fields, size_t n,
                        struct rows *r, struct buf *out);
