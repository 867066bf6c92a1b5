/* The tree of an expression, shared by expr.c (parse), expr_eval.c, expr_sql.c and condition.c (as rows of a form). Not
   included from elsewhere. */
#pragma once

#include "register/expr.h"

enum expr_op {
    OP_NULL, OP_BOOL, OP_NUMBER, OP_TEXT, /* leaves */
    OP_NAME,                              /* text: "relation.place" */
    OP_CALL,                              /* text: name of the function; args */
    OP_NOT, OP_NEGATE, OP_AND, OP_OR,
    OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
    OP_IN, OP_WITHIN, OP_CONTAINS,        /* args[0] and the list behind it */
    OP_SET, OP_UNSET,
    OP_ADD, OP_SUB, OP_MUL, OP_DIV
};

struct expr {
    enum expr_op op;
    struct str text;
    struct decimal number;
    bool truth;
    struct expr **args;
    size_t n_args;
    const struct expr_function *function;
};

/* A function: what it takes. Evaluation stands in expr_eval.c, SQL in expr_sql.c, by the id. */
enum expr_function_id {
    FN_STARTS, FN_HAS, FN_LOWER, FN_LEN, FN_TEXT, FN_TODAY, FN_YEAR, FN_MONTH, FN_ADDDAYS, FN_ADDMONTHS, FN_DAYS,
    FN_NOW, FN_HOURS, FN_CEIL, FN_FLOOR, FN_COUNT, FN_ANY, FN_MAX, FN_MIN, FN_SUM, FN_IF, FN_COALESCE, FN_ORG,
    FN_LABEL, FN_ROLE, FN_CURRENCY, FN_CHANGED, FN_DURING, FN_LATE, FN_MINE, FN_LAST, FN_FILLED,
    FN_ADDWORKDAYS, FN_WORKDAYS
};
struct expr_function {
    const char *name;
    enum expr_function_id id;
    size_t least, most;
    bool over_subs; /* the first argument names records, those behind it are worked out in each */
};

enum { EXPR_MAX_BYTES = 4096, EXPR_MAX_DEPTH = 40, EXPR_MAX_NODES = 400, EXPR_MAX_ARGS = 40 };
