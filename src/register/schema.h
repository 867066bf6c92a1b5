/* The tables that kinds ask for: real typed columns, CHECKs, foreign keys, indexes. Additions alone (migrate.h).
   Not for: reading and writing rows (record_sql.c). */
#pragma once

#include "register/kind.h"

/* Makes the table, columns and indexes that are not there yet. *ret_changes is increased by each. A column whose type
   no longer fits is E_INVALID with a problem that names it: such a change needs a migration. */
enum status schema_kind(struct ctx *cx, const struct kind *k, int *ret_changes) MUST_CHECK;
/* The search index, which the engines do differently. */
enum status schema_search(struct ctx *cx) MUST_CHECK;
/* sql/core.sql and its like in the words of the engine under cx->db. */
struct str schema_dialect(struct ctx *cx, struct str sql);
/* Does an index lead to the records that have a value in this field? */
bool schema_is_indexed(const struct kind *k, const struct field *f);
/* Everything about a kind's table in one text: what the fingerprint is made from. */
void schema_describe(struct buf *out, const struct kind *k);
