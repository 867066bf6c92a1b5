/* Comparing texts that got one more version: what is read, worked out and stored of one text, and all of them in a row.
   Not for: the comparison itself (text/compare.h). */
#pragma once

#include "ledger/load.h"
#include "ledger/source.h"
#include "platform/crew.h"
#include "text/compare.h"

enum { LOAD_MEMORY = 2047 << 20 }; /* of a load, and of each thread that reads for it */

struct load_comparison {
    struct source_text text; /* with the bodies, the original first */
    struct compare_version *versions;
    struct comparison result;
};

/* Chooses the original anew and reads the bodies. Inside the caller's transaction. */
enum status load_compare_read(struct ctx *cx, int64_t text_id, struct load_comparison *ret_c) MUST_CHECK;
/* Alignment, twins and findings; what a person decided about a finding stays with it. Inside a transaction. */
enum status load_compare_store(struct ctx *cx, const struct load_comparison *c) MUST_CHECK;

/* Compares every text that has several versions and was not compared since it got the last of them, in this load or in
   one that was cut off before it came to this. */
enum status load_joined(struct ctx *cx, const struct load_tools *tools, const struct load_manner *manner,
                        struct crew *crew, size_t *ret_n) MUST_CHECK;
