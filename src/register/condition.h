/* The conditions of a list as rows of a form: groups of conditions joined by and/or, the groups joined by the other or
   the same. They are written as an expression (expr.h) and read back from one; what a person cannot build of rows stays
   an expression, and read says so.
   Not for: running them (list.h) or the form (web/page_filter.c). */
#pragma once

#include "register/kind.h"

enum { CONDITION_GROUPS = 6, CONDITION_ROWS = 10, CONDITION_CHARS = 500 };

/* is, is not, contains, contains not, begins with, at least, at most, less, more, both bounds, a moving period, has a
   value, has none, yes, no. The words for them depend on what is compared: condition_label(). */
#define CONDITION_OP_TABLE(X)                                                                                         \
    X(IS, "is") X(NOT, "not") X(HAS, "has") X(HASNT, "hasnt") X(STARTS, "starts") X(FROM, "from") X(TO, "to")        \
    X(BEFORE, "before") X(AFTER, "after") X(BETWEEN, "between") X(DURING, "during") X(SET, "set") X(UNSET, "unset")  \
    X(YES, "yes") X(NO, "no")

enum condition_op {
#define CONDITION_ENUM(code, id) CONDITION_##code,
    CONDITION_OP_TABLE(CONDITION_ENUM)
#undef CONDITION_ENUM
    CONDITION_OPS
};

/* What stands behind a name, as far as conditions go. */
enum condition_class {
    CONDITION_NONE, CONDITION_TEXT, CONDITION_CODE, CONDITION_CODES, CONDITION_NUMBER, CONDITION_DAY,
    CONDITION_INSTANT, CONDITION_YESNO, CONDITION_LINK, CONDITION_LINKS, CONDITION_MARK, CONDITION_OTHER
};

struct condition {
    const char *name;     /* a field, "state", "code", "state_since", "created_at", "updated_at",
                             or a mark: "late", "mine" */
    enum condition_op op;
    const char *a, *b;    /* as typed or canonical; several codes with commas; b only of BETWEEN */
};
struct condition_group {
    bool any; /* or, else and */
    struct condition at[CONDITION_ROWS];
    size_t n;
};
struct condition_set {
    bool any;
    struct condition_group at[CONDITION_GROUPS];
    size_t n;
};

const char *condition_op_id(enum condition_op op);
bool condition_op_find(struct str id, enum condition_op *ret_op);
/* CONDITION_NONE: there is no such name, or the person sees it masked. *ret_field may be NULL for common names. */
enum condition_class condition_class(struct ctx *cx, const struct kind *k, const char *name,
                                     const struct field **ret_field);
bool condition_takes(enum condition_class c, enum condition_op op);
/* The name i of those that the kind offers, in the order of a choice; NULL behind the last. */
const char *condition_name(struct ctx *cx, const struct kind *k, size_t i);
const char *condition_name_label(struct ctx *cx, const struct kind *k, const char *name);
const char *condition_label(struct ctx *cx, enum condition_class c, enum condition_op op);

/* *ret_where NULL: no condition. E_INVALID: problems for "c1_2.f", "c1_2.o", "c1_2.a", "c1_2.b" (group, row from 1). */
enum status condition_write(struct ctx *cx, const struct kind *k, const struct condition_set *set,
                            const char **ret_where) MUST_CHECK;
/* False: it cannot be said in rows (or not read at all). */
bool condition_read(struct ctx *cx, const struct kind *k, const char *where, struct condition_set *ret_set);
/* In the user's words: "Trạng thái là Đã ký và (…)". */
const char *condition_words(struct ctx *cx, const struct kind *k, const struct condition_set *set);
