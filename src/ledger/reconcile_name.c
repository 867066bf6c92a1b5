/* Name authority: a partner's name as typed against the names that the registers hold. Declared in reconcile.h. */
#include "ledger/reconcile.h"
#include "platform/db.h"
#include "text/name.h"

enum status reconcile_names(struct ctx *cx, const char *typed, struct reconcile_name **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct reconcile_name);
    } known = {0};
    struct name_candidates near;
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT id, kind, title FROM record WHERE kind IN ('partner_org', 'place', 'org', 'relation')"
                         " ORDER BY id"));
    while (rows_next(r))
        vec_push(cx->mem, &known,
            (struct reconcile_name){rows_int(r, "id"), rows_text(r, "title"), rows_text(r, "kind")});
    TRY(rows_done(r));
    struct str *names = arena_alloc(cx->mem, (known.n + 1) * sizeof *names);
    for (size_t i = 0; i < known.n; i++)
        names[i] = str_of(known.at[i].text);
    TRY(name_fuzzy(cx, str_of(typed), names, known.n, &near));
    struct reconcile_name *at = arena_alloc(cx->mem, (near.n + 1) * sizeof *at);
    for (size_t i = 0; i < near.n; i++)
        at[i] = known.at[near.at[i].index];
    *ret_at = at;
    *ret_n = near.n;
    return OK;
}
