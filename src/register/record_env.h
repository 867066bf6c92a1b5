/* Records as the environment of expressions: fields, links, sub-records, organisations, labels.
   Not for: the language itself (expr.h). */
#pragma once

#include "register/expr.h"
#include "register/record.h"

/* rec may change between evaluations; linked records are read from the database when asked for, without the rights of
   the user: a rule sees all it needs and tells only yes or no. */
const struct expr_env *record_env(struct ctx *cx, const struct record *rec);
/* all.KIND: the live records that may fit the condition (NULL = all), which speaks of the record of env as outer. More
   than can be read for one value: E_TOOBIG. */
enum status record_every(struct ctx *cx, const struct expr_env *env, struct str kind, const struct expr *condition,
                         const struct expr_env ***ret_envs, size_t *ret_n) MUST_CHECK;
