/* Days off as an administrator keeps them in the register that `serves: calendar`, over the rows of
   definitions/holidays.yaml: the row of the same day takes its place, and counts at once in every process.
   Not for: counting (workday.h). */
#pragma once

#include "register/record.h"
#include "rules/workday.h"

void workday_store_base(const struct workday_row *rows, size_t n); /* those of the files; once, at start */
/* Reads the register again when it has changed since this process last did. Nothing within a transaction. */
enum status workday_store_fresh(struct ctx *cx) MUST_CHECK;
/* Called by every save: a changed day makes every process read again and the job count every deadline anew. */
enum status workday_store_saved(struct ctx *cx, const struct record *rec) MUST_CHECK;
/* Puts the rows of the files into the register when it is empty, so that they can be seen and changed there. */
enum status workday_store_seed(struct ctx *cx, int64_t *ret_n) MUST_CHECK;
