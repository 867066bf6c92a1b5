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

    TRY(db_query(cx, &r,
        "SELECT n.id, n.kind, n.text, k.title FROM (SELECT id, kind, title AS text FROM record WHERE kind IN "
        "('partner_org', 'place', 'org')"
        " UNION ALL SELECT id, 'place', aliases FROM r_place WHERE aliases IS NOT NULL"
        " UNION ALL SELECT id, 'partner_org', aliases FROM r_partner_org WHERE aliases IS NOT NULL) n"
        " JOIN record k ON k.id = n.id ORDER BY n.id"));
    while (rows_next(r)) { /* one spelling on each line */
        struct str rest = rows_str(r, "text"), one;

        while (str_next(&rest, '\n', &one))
            if (str_trim(one).n > 0)
                vec_push(cx->mem, &known,
                    (struct reconcile_name){rows_int(r, "id"), arena_strndup(cx->mem, one.p, one.n),
                        rows_text(r, "title"), rows_text(r, "kind")});
    }
    TRY(rows_done(r));
    struct str *names = arena_alloc(cx->mem, (known.n + 1) * sizeof *names);
    for (size_t i = 0; i < known.n; i++)
        names[i] = str_of(known.at[i].text);
    TRY(name_fuzzy(cx, str_of(typed), names, known.n, &near));
    struct reconcile_name *at = arena_alloc(cx->mem, (near.n + 1) * sizeof *at);
    size_t n = 0;
    for (size_t i = 0; i < near.n; i++) { /* a record once, by its nearest spelling */
        const struct reconcile_name *one = &known.at[near.at[i].index];
        bool seen = false;

        for (size_t j = 0; j < n; j++)
            seen |= at[j].record_id == one->record_id;
        if (!seen)
            at[n++] = *one;
    }
    *ret_at = at;
    *ret_n = n;
    return OK;
}
