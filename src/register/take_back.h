/* Giving a record back what its newest version changed, as another version: the undo of imports and of changes of many
   records. The caller has looked that nobody saved since, and asks for the rights.
   Not for: moves (rules/lifecycle_undo.h). */
#pragma once

#include "register/record.h"

/* The values of the version before stand in rec; nothing is written. */
enum status take_back_values(struct ctx *cx, struct record *rec) MUST_CHECK;
/* The same, written. */
enum status take_back_write(struct ctx *cx, struct record *rec, const char *why) MUST_CHECK;
