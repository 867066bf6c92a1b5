/* See lease.h. */
#include "platform/lease.h"

#include "platform/db.h"

enum status lease_take(struct ctx *cx, const char *name, const char *holder, bool at_once, struct lease *ret_l,
                       bool *ret_mine)
{
    int64_t now = ctx_now(cx), changed;

    TRY(db_exec(cx, NULL, "INSERT INTO job (name) VALUES (?) ON CONFLICT DO NOTHING", db_s(name)));
    TRY(db_exec(cx, &changed,
                "UPDATE job SET holder = ?, until = ?, started_at = ?, ended_at = NULL "
                "WHERE name = ? AND (holder IS NULL OR until < ?) AND (? = 1 OR next_at <= ?)",
                db_s(holder), db_i(now + LEASE_S), db_i(now), db_s(name), db_i(now), db_i(at_once), db_i(now)));
    *ret_mine = changed > 0;
    *ret_l = (struct lease){name, holder, now};
    return OK;
}

enum status lease_renew(struct ctx *cx, struct lease *l)
{
    int64_t changed;

    if (l == NULL)
        return OK;
    TRY(db_exec(cx, &changed, "UPDATE job SET until = ? WHERE name = ? AND holder = ?", db_i(ctx_now(cx) + LEASE_S),
                db_s(l->name), db_s(l->holder)));
    return changed > 0 ? OK : ctx_fail(cx, E_BUSY, "job %s was taken over", l->name);
}

enum status lease_end(struct ctx *cx, struct lease *l, int64_t next_at, bool ok, const char *result)
{
    return db_exec(cx, NULL,
                   "UPDATE job SET holder = NULL, until = 0, next_at = ?, ended_at = ?, result = ?, "
                   "failures = CASE WHEN ? = 1 THEN 0 ELSE failures + 1 END WHERE name = ? AND holder = ?",
                   db_i(next_at), db_i(ctx_now(cx)), db_s(result), db_i(ok), db_s(l->name), db_s(l->holder));
}
