/* Which figures may meet in a computation, and the coded reason when they may not. The rules of rule 3, one by one.
   Not for: the arithmetic (ledger/algebra.c). */
#pragma once

#include "ledger/algebra.h"

/* The code of the first rule that forbids `op` on a and b ("stock_flow"), or NULL. *ret_condition: code of a
   condition under which the result stands ("nothing_lost"), or NULL. */
const char *algebra_rule_refuse(enum algebra_op op, const struct observation *a, const struct observation *b,
                                const struct indicators *all, const char **ret_condition);
/* The day, month, year or period a figure holds for; NULL = not said. */
const char *algebra_rule_when(const struct observation *o);
