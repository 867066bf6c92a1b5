/* See watch.h. */
#include "register/watch.h"

#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/account.h"

enum status watch_set(struct ctx *cx, const struct record *rec, bool on)
{
    if (cx->who.user_id == 0) /* the program watches nothing */
        return OK;
    TRY(access_record(cx, rec, RIGHT_READ));
    if (!on)
        return db_exec(cx, NULL, "DELETE FROM watch WHERE record_id = ? AND account = ?", db_i(rec->id),
            db_i(cx->who.user_id));
    return db_exec(cx, NULL, "INSERT INTO watch (record_id, account, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        db_i(rec->id), db_i(cx->who.user_id), db_i(ctx_now(cx)));
}

enum status watch_may_read(struct ctx *cx, int64_t account, const struct record *rec, bool *ret_yes)
{
    struct ctx as = *cx;
    struct account a;

    as.problems = NULL;
    as.problems_tail = &as.problems;
    *ret_yes = false;
    TRY(account_load(cx, account, &a));
    if (a.disabled)
        return OK;
    TRY(account_act_as(&as, &a));
    *ret_yes = access_allows(&as, rec, RIGHT_READ);
    return OK;
}

static bool in(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

enum status watch_tell(struct ctx *cx, const struct record *rec, const struct notice *n, const int64_t *except,
                       size_t n_except, int64_t *ret_told)
{
    struct {
        VEC(int64_t);
    } watchers = {0};
    int64_t told = 0;
    struct rows *r;
    bool reads;

    TRY(db_query(cx, &r, "SELECT w.account FROM watch w WHERE w.record_id = ? AND w.account <> ? AND NOT EXISTS"
        " (SELECT 1 FROM notice o WHERE o.account = w.account AND o.record_id = w.record_id AND o.event = ?"
        " AND o.read_at IS NULL)", db_i(rec->id), db_i(cx->who.user_id), db_s(n->event)));
    while (rows_next(r))
        vec_push(cx->mem, &watchers, rows_int(r, "account"));
    TRY(rows_done(r));
    for (size_t i = 0; i < watchers.n; i++) {
        if (in(except, n_except, watchers.at[i]))
            continue;
        TRY(watch_may_read(cx, watchers.at[i], rec, &reads));
        if (!reads)
            continue;
        TRY(notice_to_account(cx, n, rec, watchers.at[i], NULL, NULL));
        told++;
    }
    *ret_told = told;
    return OK;
}

enum status watch_saved(struct ctx *cx, const struct record *rec, const struct record_change *c)
{
    bool moved = rec->state != NULL && c->move != NULL;
    struct notice n = {.event = moved ? "record.moved" : "record.changed", .subject = moved ? rec->state : NULL};
    int64_t told;

    return rec->version <= 1 ? OK : watch_tell(cx, rec, &n, NULL, 0, &told); /* nobody watches what is new */
}
