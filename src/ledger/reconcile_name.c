/* Name authority: a partner's name as typed against the names that the registers hold. Declared in reconcile.h. */
#include "ledger/reconcile.h"
#include "register/duplicate.h"

enum status reconcile_names(struct ctx *cx, const char *typed, struct reconcile_name **ret_at, size_t *ret_n)
{
    struct duplicate *near;
    size_t n;

    TRY(duplicate_named(cx, NULL, typed, &near, &n));
    struct reconcile_name *at = arena_alloc(cx->mem, (n + 1) * sizeof *at);
    for (size_t i = 0; i < n; i++)
        at[i] = (struct reconcile_name){near[i].id, near[i].spelling, near[i].title, near[i].kind->id};
    *ret_at = at;
    *ret_n = n;
    return OK;
}
