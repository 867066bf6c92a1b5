/* The pieces that records and lists share when they write JSON. Not for: callers outside src/register (record.h,
 * list.h). */
#pragma once

#include "platform/db.h"
#include "register/record.h"

void record_json_head(struct ctx *cx, const struct record *rec, struct buf *out); /* an object, left open */
void record_json_fields(struct ctx *cx, struct buf *out, const struct field *const *fields, size_t n, struct rows *r);
