/* See notice.h. One row per person and notice; `once` is unique, so writing it again does nothing. */
#include "register/notice.h"

#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/account.h"

enum { MOST_COUNT = 1000, PER_PAGE = 50 };

static struct db_param id_or_null(int64_t id)
{
    return id == 0 ? db_null() : db_i(id);
}

static enum status put(struct ctx *cx, const struct notice *n, const struct record *rec, int64_t account,
                       const char *role, const char *once, bool *ret_new)
{
    const char *key = once == NULL ? NULL : arena_printf(cx->mem, "%s>%lld", once, (long long)account);
    int64_t changed;

    TRY(db_exec(cx, &changed,
                "INSERT INTO notice (at, event, account, role, kind, record_id, subject, detail, due_on, by_user, "
                "once) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (once) DO NOTHING",
                db_i(ctx_now(cx)), db_s(n->event), id_or_null(account), db_s(role),
                db_s(rec == NULL ? NULL : rec->kind->id), id_or_null(rec == NULL ? 0 : rec->id), db_s(n->subject),
                db_s(n->detail), db_s(date_is_set(n->due) ? date_text(cx->mem, n->due) : NULL),
                db_i(cx->who.user_id), db_s(key)));
    if (ret_new != NULL)
        *ret_new = changed > 0;
    return OK;
}

enum status notice_to_account(struct ctx *cx, const struct notice *n, const struct record *rec, int64_t account,
                              const char *once, bool *ret_new)
{
    return put(cx, n, rec, account, NULL, once, ret_new);
}

/* Does the notice concern this account: it holds one of the roles where the record belongs, or works for the
   organisation, and may read the record, by the same rules as everyone. */
static enum status concerns(struct ctx *cx, const struct account *a, const struct record *rec, uint32_t roles,
                            int64_t org, bool *ret_yes)
{
    struct ctx as = *cx;
    bool works_there;

    as.problems = NULL;
    as.problems_tail = &as.problems;
    TRY(account_act_as(&as, a));
    works_there = org == 0 || as.who.org_id == org;
    for (size_t i = 0; i < as.who.n_places; i++)
        works_there = works_there || as.who.places[i].org_id == org;
    *ret_yes = works_there && (roles == 0 || (as.who.roles & roles) != 0);
    if (*ret_yes && rec != NULL)
        *ret_yes = roles != 0 ? access_moves(&as, rec, roles) : access_allows(&as, rec, RIGHT_READ);
    return OK;
}

static enum status to_all(struct ctx *cx, const struct notice *n, const struct record *rec, uint32_t roles, int64_t org,
                          const char *role, const char *once, int64_t *ret_n)
{
    struct account *all;
    bool found = false, yes, is_new;
    int64_t count = 0;
    size_t n_all;

    TRY(account_list(cx, &all, &n_all));
    for (size_t i = 0; i < n_all; i++) {
        if (all[i].disabled)
            continue;
        TRY(concerns(cx, &all[i], rec, roles, org, &yes));
        if (!yes)
            continue;
        found = true;
        TRY(put(cx, n, rec, all[i].id, role, once, &is_new));
        count += is_new;
    }
    if (!found) {
        TRY(put(cx, n, rec, 0, role, once, &is_new));
        count += is_new;
    }
    *ret_n = count;
    return OK;
}

enum status notice_to_role(struct ctx *cx, const struct notice *n, const struct record *rec, enum role role,
                           const char *once, int64_t *ret_n)
{
    return to_all(cx, n, rec, ROLE_BIT(role), 0, role_code(role), once, ret_n);
}

enum status notice_to_org(struct ctx *cx, const struct notice *n, const struct record *rec, int64_t org,
                          const char *once, int64_t *ret_n)
{
    return to_all(cx, n, rec, 0, org, NULL, once, ret_n);
}

static bool sees_lost_ones(const struct ctx *cx)
{
    return (cx->who.roles & ROLE_BIT(ROLE_ADMIN)) != 0;
}

static struct notice read_row(struct rows *r)
{
    struct notice n = {.id = rows_int(r, "id"), .at = rows_int(r, "at"), .event = rows_text(r, "event"),
                       .role = rows_text(r, "role"), .kind = rows_text(r, "kind"),
                       .record_id = rows_int(r, "record_id"),
                       .subject = rows_text(r, "subject"), .detail = rows_text(r, "detail"),
                       .by_user = rows_int(r, "by_user"), .read_at = rows_int(r, "read_at"),
                       .mailed_at = rows_int(r, "mailed_at"), .account = rows_int(r, "account")};

    if (!rows_null(r, "due_on"))
        n.due = rows_date(r, "due_on");
    return n;
}

enum status notice_list(struct ctx *cx, const struct notice_query *q, struct notice **ret_at, size_t *ret_n)
{
    int64_t before = q->before > 0 ? q->before : INT64_MAX, limit = q->limit > 0 ? q->limit : PER_PAGE;
    struct {
        VEC(struct notice);
    } all = {0}, kept = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
                 "SELECT id, at, event, account, role, kind, record_id, subject, detail, due_on, by_user, read_at, "
                 "mailed_at FROM notice WHERE (account = ? OR (? = 1 AND account IS NULL)) AND id < ? "
                 "AND (? = 0 OR read_at IS NULL) AND (? = 0 OR mailed_at IS NULL) ORDER BY id DESC LIMIT ?",
                 db_i(cx->who.user_id), db_i(sees_lost_ones(cx)), db_i(before), db_i(q->unread), db_i(q->unmailed),
                 db_i(limit)));
    while (rows_next(r)) {
        struct notice n = read_row(r);
        vec_push(cx->mem, &all, n);
    }
    TRY(rows_done(r));
    for (size_t i = 0; i < all.n; i++) {
        all.at[i].title = all.at[i].record_id == 0 ? NULL : record_title_of(cx, all.at[i].record_id);
        if (all.at[i].record_id == 0 || all.at[i].title != NULL || all.at[i].account == 0)
            vec_push(cx->mem, &kept, all.at[i]);
    }
    *ret_at = kept.at;
    *ret_n = kept.n;
    return OK;
}

/* Every page asks for it, so it is remembered while nothing in the database changes. */
enum status notice_unread(struct ctx *cx, int64_t *ret_n)
{
    static const struct str name = {"notice_unread", 13};
    const struct db_param who = db_i(cx->who.user_id);
    struct rows *r;

    if (db_memo_get(cx, name, 1, &who, ret_n))
        return OK;
    TRY(db_one(cx, &r,
               "SELECT COUNT(*) AS n FROM (SELECT 1 FROM notice WHERE account = ? AND read_at IS NULL LIMIT ?) x", who,
               db_i(MOST_COUNT)));
    *ret_n = rows_int(r, "n");
    db_memo_put(cx, name, 1, &who, *ret_n);
    return OK;
}

enum status notice_read(struct ctx *cx, int64_t id)
{
    int64_t changed;

    TRY(db_exec(cx, &changed,
                "UPDATE notice SET read_at = COALESCE(read_at, ?) WHERE (account = ? OR (? = 1 AND account IS NULL)) "
                "AND (id = ? OR (? = 1 AND read_at IS NULL))",
                db_i(ctx_now(cx)), db_i(cx->who.user_id), db_i(sees_lost_ones(cx)), db_i(id), db_i(id == 0)));
    return changed == 0 && id != 0 ? ctx_fail(cx, E_NOTFOUND, "no notice %lld", (long long)id) : OK;
}

enum status notice_mailed(struct ctx *cx, int64_t account, int64_t up_to_id)
{
    return db_exec(cx, NULL, "UPDATE notice SET mailed_at = ? WHERE account = ? AND id <= ? AND mailed_at IS NULL",
                   db_i(ctx_now(cx)), db_i(account), db_i(up_to_id));
}

enum status notice_over(struct ctx *cx, const char *family, int64_t record_id, const char *subject)
{
    return db_exec(cx, NULL,
                   "UPDATE notice SET read_at = ? WHERE record_id = ? AND read_at IS NULL AND subject = ? "
                   "AND substr(event, 1, ?) = ?",
                   db_i(ctx_now(cx)), db_i(record_id), db_s(subject), db_i((int64_t)strlen(family)), db_s(family));
}
