/* The shape of the database follows the program: sql/core.sql once, sql/migrations/NNNN_what.sql in order and each
   once, then
   what the kinds ask for (tables, columns, indexes), additions alone. Nothing that could lose data happens here by
   itself: a column that no kind names stays where it is, a changed type is refused with a message.
   Not for: making the SQL of a kind (schema.c). */
#pragma once

#include "register/kind.h"

/* All of it in one transaction; does nothing quickly when nothing changed (fingerprint in table meta).
   ret_changes may be NULL: number of statements that changed the shape. */
enum status migrate_run(struct ctx *cx, const struct kinds *ks, int *ret_changes) MUST_CHECK;
