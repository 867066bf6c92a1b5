/* See bulk.h. Jobs and their rows; what is done to a record stands in bulk_run.c. */
#include "rules/bulk.h"

#include <jansson.h>
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "platform/json.h"
#include "register/reasons.h"
#include "rules/bulk_private.h"

enum { OLD_S = 86400, FIELDS_BYTES = 1 << 20 };

static const char *const actions[] = {NULL, "set", "move", "delete", "restore"};

bool bulk_may(const struct ctx *cx, const struct kind *k)
{
    bool moves = false;

    for (unsigned i = 0; i < k->n_moves; i++)
        moves = moves || (k->moves[i].role_bits & cx->who.roles & ~ROLE_BIT(ROLE_ADMIN)) != 0;
    return access_may(cx, k, RIGHT_UPDATE) || access_may(cx, k, RIGHT_DELETE) || moves;
}

/* ---- choosing ---- */

struct pick {
    int64_t id, version;
};

struct picks {
    VEC(struct pick);
    struct arena *keep; /* lives through the rewinding of the rows */
};

static enum status pick_row(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep)
{
    struct picks *v = arg;

    (void)cx;
    vec_push(v->keep, v, (struct pick){row->id, row->version});
    *ret_keep = false;
    return OK;
}

static enum status pick_ids(struct ctx *cx, const struct kind *k, const int64_t *ids, size_t n, struct picks *v)
{
    struct record *rec;

    for (size_t i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(cx->mem);
        enum status st = record_load_head(cx, k, ids[i], &rec);

        if (st == OK)
            vec_push(v->keep, v, (struct pick){ids[i], rec->version});
        else if (st != E_NOTFOUND && st != E_DENIED)
            return st;
        ctx_clear(cx);
        arena_rewind(cx->mem, m);
    }
    return OK;
}

static enum status too_many(struct ctx *cx)
{
    (void)ctx_problem(cx, "", "problem.bulk_many", arena_printf(cx->mem, "%d", BULK_MOST));
    return E_INVALID;
}

static enum status pick_all(struct ctx *cx, struct list_query *q, const int64_t *ids, size_t n, struct picks *v)
{
    int64_t total;

    TRY(ctx_memory(cx, 4 << 20, "for a change of many records", &v->keep));
    if (q == NULL || n > 0)
        return n > BULK_MOST ? too_many(cx) : pick_ids(cx, q->kind, ids, n, v);
    TRY(list_count(cx, q, &total));
    if (total > BULK_MOST)
        return too_many(cx);
    q->n_shown = 0;
    return list_each(cx, q, pick_row, v);
}

static enum status put_picks(struct ctx *cx, int64_t job, const struct picks *v)
{
    for (size_t i = 0; i < v->n; i++)
        TRY(db_exec(cx, NULL, "INSERT INTO bulk_row (job_id, pos, record_id, version, outcome)"
                              " VALUES (?, ?, ?, ?, 'chosen')",
                    db_i(job), db_i((int64_t)i + 1), db_i(v->at[i].id), db_i(v->at[i].version)));
    return OK;
}

/* What was chosen and never written is of no use after a day. */
static enum status forget_old(struct ctx *cx)
{
    TRY(db_exec(cx, NULL, "DELETE FROM bulk_row WHERE job_id IN (SELECT id FROM bulk_job WHERE by_user = ? AND at < ?"
                          " AND state IN ('chosen', 'tried'))", db_i(cx->who.user_id), db_i(ctx_now(cx) - OLD_S)));
    return db_exec(cx, NULL, "DELETE FROM bulk_job WHERE by_user = ? AND at < ? AND state IN ('chosen', 'tried')",
                   db_i(cx->who.user_id), db_i(ctx_now(cx) - OLD_S));
}

enum status bulk_choose(struct ctx *cx, struct list_query *q, const int64_t *ids, size_t n, struct bulk_job **ret_job)
{
    struct picks picks = {0};
    int64_t id;

    if (!bulk_may(cx, q->kind))
        return ctx_fail(cx, E_DENIED, "no right to change %s", q->kind->id);
    TRY(pick_all(cx, q, ids, n, &picks));
    if (picks.n == 0)
        return ctx_problem(cx, "", "problem.bulk_none", NULL);
    TRY(db_begin(cx));
    TRY(forget_old(cx));
    TRY(db_insert(cx, &id, "INSERT INTO bulk_job (kind, chosen, state, at, by_user) VALUES (?, ?, 'chosen', ?, ?)",
                  db_s(q->kind->id), db_s(n > 0 ? "" : list_words(cx, q)), db_i(ctx_now(cx)), db_i(cx->who.user_id)));
    TRY(put_picks(cx, id, &picks));
    TRY(db_commit(cx));
    return bulk_load(cx, id, ret_job);
}

/* ---- reading ---- */

static enum status read_fields(struct ctx *cx, const char *text, struct bulk_plan *p)
{
    struct lifecycle_value *at;
    const char *name;
    json_t *all, *value;

    if (text == NULL)
        return OK;
    TRY(json_read(cx, str_of(text), &all));
    at = arena_alloc(cx->mem, (json_object_size(all) + 1) * sizeof *at);
    json_object_foreach (all, name, value)
        at[p->n++] = (struct lifecycle_value){name, json_string_value(value)};
    p->at = at;
    return OK;
}

static enum status read_job(struct ctx *cx, struct rows *r, struct bulk_job *job)
{
    const char *action = rows_text(r, "action"), *chosen = rows_text(r, "chosen"), *fields = rows_text(r, "fields");

    *job = (struct bulk_job){.id = rows_int(r, "id"), .at = rows_int(r, "at"), .by_user = rows_int(r, "by_user"),
                             .finished_at = rows_int(r, "finished_at"), .kind = kind_find(rows_text(r, "kind")),
                             .state = rows_text(r, "state"), .chosen = *chosen != 0 ? chosen : NULL};
    job->plan.move = rows_text(r, "move");
    job->plan.reason = rows_text(r, "reason");
    for (int i = BULK_SET; i <= BULK_RESTORE; i++)
        if (action != NULL && strcmp(action, actions[i]) == 0)
            job->plan.action = (enum bulk_action)i;
    return read_fields(cx, fields, &job->plan);
}

static enum status count(struct ctx *cx, struct bulk_job *job)
{
    struct bulk_count n = {0};
    const struct {
        const char *outcome;
        int64_t *n;
    } all[] = {{"change", &n.change}, {"same", &n.same}, {"refused", &n.refused}, {"newer", &n.newer},
               {"changed", &n.changed}, {"undone", &n.undone}, {"kept", &n.kept}};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT outcome, COUNT(*) AS n FROM bulk_row WHERE job_id = ? GROUP BY outcome",
                 db_i(job->id)));
    while (rows_next(r)) {
        const char *outcome = rows_text(r, "outcome");
        n.total += rows_int(r, "n");
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            if (strcmp(all[i].outcome, outcome) == 0)
                *all[i].n = rows_int(r, "n");
    }
    job->n = n;
    return rows_done(r);
}

enum status bulk_load(struct ctx *cx, int64_t id, struct bulk_job **ret_job)
{
    struct bulk_job *job = arena_new_of(cx->mem, struct bulk_job);
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT id, kind, chosen, action, move, fields, reason, state, at, by_user, finished_at"
                       " FROM bulk_job WHERE id = ? AND by_user = ?", db_i(id), db_i(cx->who.user_id)));
    TRY(read_job(cx, r, job));
    if (job->kind == NULL || !access_may(cx, job->kind, RIGHT_READ)) /* no register, role or key for it any more */
        return E_NOTFOUND;
    TRY(count(cx, job));
    *ret_job = job;
    return OK;
}

enum status bulk_list(struct ctx *cx, int64_t limit, struct bulk_job **ret_jobs, size_t *ret_n)
{
    struct {
        VEC(struct bulk_job);
    } v = {0};
    struct bulk_job job;
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT id, kind, chosen, action, move, fields, reason, state, at, by_user, finished_at"
                         " FROM bulk_job WHERE by_user = ? AND state IN ('done', 'undone') ORDER BY id DESC LIMIT ?",
                 db_i(cx->who.user_id), db_i(limit)));
    while (rows_next(r)) {
        TRY(read_job(cx, r, &job));
        if (job.kind != NULL && access_may(cx, job.kind, RIGHT_READ))
            vec_push(cx->mem, &v, job);
    }
    TRY(rows_done(r));
    for (size_t i = 0; i < v.n; i++)
        TRY(count(cx, &v.at[i]));
    *ret_jobs = v.at;
    *ret_n = v.n;
    return OK;
}

enum status bulk_rows(struct ctx *cx, const struct bulk_job *job, const char *outcome, int64_t page, int64_t per,
                      struct bulk_row **ret_rows, size_t *ret_n)
{
    struct {
        VEC(struct bulk_row);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT pos, record_id, version, after, outcome, reasons FROM bulk_row WHERE job_id = ?"
                         " AND (? IS NULL OR outcome = ?) ORDER BY pos LIMIT ? OFFSET ?",
                 db_i(job->id), db_s(outcome), db_s(outcome), db_i(per), db_i((page - 1) * per)));
    while (rows_next(r)) {
        struct bulk_row row = {.pos = rows_int(r, "pos"), .record_id = rows_int(r, "record_id"),
                               .version = rows_int(r, "version"), .after = rows_int(r, "after"),
                               .outcome = rows_text(r, "outcome"),
                               .problems = reasons_read(cx, rows_str(r, "reasons"))};
        vec_push(cx->mem, &v, row);
    }
    TRY(rows_done(r));
    *ret_rows = v.at;
    *ret_n = v.n;
    return OK;
}

/* ---- writing ---- */

enum status bulk_put_row(struct ctx *cx, const struct bulk_job *job, const struct bulk_row *row, const char *reasons)
{
    return db_exec(cx, NULL, "UPDATE bulk_row SET outcome = ?, after = ?, version = ?, reasons = ?"
                             " WHERE job_id = ? AND pos = ?",
                   db_s(row->outcome), row->after != 0 ? db_i(row->after) : db_null(), db_i(row->version),
                   db_s(reasons), db_i(job->id), db_i(row->pos));
}

static enum status fields_text(struct ctx *cx, const struct bulk_plan *p, const char **ret_text)
{
    struct buf out;

    buf_init(&out, cx->mem, FIELDS_BYTES);
    for (size_t i = 0; i < p->n; i++) {
        buf_byte(&out, i == 0 ? '{' : ',');
        json_quote(&out, str_of(p->at[i].field));
        buf_byte(&out, ':');
        json_quote(&out, str_of(p->at[i].typed));
    }
    buf_add_c(&out, p->n == 0 ? "{}" : "}");
    *ret_text = buf_str(&out).p;
    return buf_status(&out);
}

enum status bulk_put_plan(struct ctx *cx, struct bulk_job *job, const struct bulk_plan *p)
{
    const char *fields;
    int64_t taken;

    TRY(fields_text(cx, p, &fields));
    TRY(db_exec(cx, &taken, "UPDATE bulk_job SET action = ?, move = ?, fields = ?, reason = ?, state = 'tried'"
                            " WHERE id = ? AND state IN ('chosen', 'tried')",
                db_s(actions[p->action]), db_s(p->move), db_s(fields), db_s(p->reason), db_i(job->id)));
    if (taken == 0)
        return ctx_fail(cx, E_STATE, "change %lld is %s", (long long)job->id, job->state);
    job->plan = *p;
    job->state = "tried";
    return OK;
}

enum status bulk_put_state(struct ctx *cx, struct bulk_job *job, const char *from, const char *to)
{
    int64_t taken;

    TRY(db_exec(cx, &taken, "UPDATE bulk_job SET state = ?, finished_at = ? WHERE id = ? AND state = ?", db_s(to),
                db_i(ctx_now(cx)), db_i(job->id), db_s(from)));
    if (taken == 0) /* two press at once: the second finds it done */
        return ctx_fail(cx, E_STATE, "change %lld is %s", (long long)job->id, job->state);
    job->state = to;
    return OK;
}

enum status bulk_count_again(struct ctx *cx, struct bulk_job *job)
{
    return count(cx, job);
}
