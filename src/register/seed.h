/* Records from files: the demonstration set and the tables that registers begin with. Nothing is invented: what a row
   does not say stays empty. Not for: import by users (mapping, dry run), which is a later room. */
#pragma once

#include "register/record.h"

/* Records of a YAML file as docs/KINDS.md describes it. All or nothing, in one transaction; a second time it does
 *nothing. ret_n: records made (with sub-records). */
enum status seed_records(struct ctx *cx, const char *name, struct str yaml, int64_t *ret_n) MUST_CHECK;
/* The id of a record that a seed file named ("@nara" or "nara"), 0 when there is none. */
int64_t seed_id(struct ctx *cx, const char *name);
/* Every kind with `seed: FILE.tsv` and no record yet gets the rows of that table: its columns are fields. */
enum status seed_tables(struct ctx *cx, int64_t *ret_n) MUST_CHECK;
