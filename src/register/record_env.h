/* Records as the environment of expressions: fields, links, sub-records, organisations, labels.
   Not for: the language itself (expr.h). */
#pragma once

#include "register/expr.h"
#include "register/record.h"

/* rec may change between evaluations; linked records are read from the database when asked for, without the rights of
   the user: a rule sees all it needs and tells only yes or no. */
const struct expr_env *record_env(struct ctx *cx, const struct record *rec);
