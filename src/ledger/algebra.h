/* Computing with figures, or refusing with the reason (rule 3 of the rules of truth): only within one definition, kind,
   period, subject and currency; bounds and strictness are carried through; rounding of printed figures is known.
   Not for: reading observations (ledger/observation.h); showing results (cli, web). */
#pragma once

#include "ledger/indicator.h"

enum algebra_op {
    ALGEBRA_SUM,
    ALGEBRA_DIFF,   /* a minus b, b a part of a or the same measure at an earlier time */
    ALGEBRA_RATIO,  /* average of a per b: needs `per` in the definition */
    ALGEBRA_SHARE,  /* percent of part a in whole b */
    ALGEBRA_GROWTH, /* percent from a (earlier) to b (later) */
    ALGEBRA_PRODUCT,/* a times the average b */
    ALGEBRA_BASE,   /* a and its growth rate b give the value before */
    ALGEBRA_BEFORE, /* stock a before the flow b that feeds it */
    ALGEBRA_OP__MAX
};

enum algebra_verdict {
    ALGEBRA_OK,       /* a stated value agrees with the computed one */
    ALGEBRA_MISMATCH, /* it does not */
    ALGEBRA_DERIVED,  /* one value */
    ALGEBRA_BOUND,    /* open at one side */
    ALGEBRA_INTERVAL,
    ALGEBRA_REFUSED,
    ALGEBRA_VERDICT__MAX
};

struct algebra_result {
    enum algebra_verdict verdict;
    struct interval value;  /* from the printed bounds; percent for shares and growth */
    struct interval around; /* what the rounding of printed figures allows; the same as value for counts */
    const char *unit;       /* NULL for refused */
    const char *reason;     /* code: of a refusal, or of the condition a result stands under; NULL = none */
    const char *key;        /* message key of the reason: "algebra.stock_flow" */
    const char *args[3];    /* put in place of {0} {1} {2} */
    const char *formula;    /* "9170000000 / 15960000000" */
};

/* n observations in order (all but SUM take two). E_INVALID for a wrong n, E_TOOBIG when numbers overflow. */
enum status algebra_compute(struct ctx *cx, enum algebra_op op, const struct observation *const *in, size_t n,
                            const struct indicators *all, struct algebra_result *ret_result) MUST_CHECK;
/* Computes and compares with the value that a text states: OK or MISMATCH, or the refusal. */
enum status algebra_check(struct ctx *cx, enum algebra_op op, const struct observation *const *in, size_t n,
                          const struct observation *stated, const struct indicators *all,
                          struct algebra_result *ret_result) MUST_CHECK;
/* Is the difference of two years the stated ordinal ("80th anniversary (1945–2025)")? */
enum status algebra_check_years(struct ctx *cx, int from, int to, const struct observation *stated,
                                struct algebra_result *ret_result) MUST_CHECK;
const char *algebra_op_name(enum algebra_op op); /* "sum" */
bool algebra_op_parse(const char *name, enum algebra_op *ret_op);
const char *algebra_verdict_name(enum algebra_verdict v);
