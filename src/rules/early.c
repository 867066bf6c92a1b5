/* Until check.c, deadline.c and lifecycle.c of this layer land: what the record page asks for, weakly: nothing. */
#include "rules/check.h"
#include "rules/deadline.h"
#include "rules/lifecycle.h"

#define WEAK __attribute__((weak))

WEAK enum status check_warnings(struct ctx *cx, struct record *rec, struct check_warning **ret_w, size_t *ret_n)
{
    (void)cx, (void)rec, (void)ret_w;
    *ret_n = 0;
    return OK;
}

WEAK enum status deadline_of(struct ctx *cx, const struct record *rec, bool with_subs, struct deadline **ret_d,
                             size_t *ret_n)
{
    (void)cx, (void)rec, (void)with_subs, (void)ret_d;
    *ret_n = 0;
    return OK;
}

WEAK enum status deadline_list(struct ctx *cx, const struct kind *k, struct date until, size_t limit,
                               struct deadline_due **ret_d, size_t *ret_n)
{
    (void)cx, (void)k, (void)until, (void)limit, (void)ret_d;
    *ret_n = 0;
    return OK;
}

WEAK const char *deadline_basis(struct ctx *cx, const struct deadline *d)
{
    (void)cx, (void)d;
    return "";
}

WEAK const char *deadline_state_id(enum deadline_state s)
{
    (void)s;
    return "none";
}

WEAK enum status lifecycle_moves(struct ctx *cx, const struct record *rec, struct lifecycle_move **ret_moves,
                                 size_t *ret_n)
{
    (void)cx, (void)rec, (void)ret_moves;
    *ret_n = 0;
    return OK;
}

WEAK enum status lifecycle_move(struct ctx *cx, struct record *rec, const char *move,
                                const struct lifecycle_value *values, size_t n, const char *reason)
{
    (void)rec, (void)values, (void)n, (void)reason;
    return ctx_fail(cx, E_STATE, "no move %s", move);
}
