/* What the jobs do with deadlines: stages that change by themselves, notices to those who must know, and everything
   anew once a day. One record is one transaction; a notice is written once (notice.h), so a job that was killed, or two
   at a time, do no harm. See deadline_store.h. */
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/expr.h"
#include "register/notice.h"
#include "register/record_env.h"
#include "register/record_sql.h"
#include "rules/deadline_keep.h"
#include "rules/deadline_store.h"
#include "rules/workday.h"
#include "rules/workday_store.h"

enum { BATCH = 200, OLD_S = 30 * 86400 };

struct run {
    struct ctx *cx;
    struct deadline_work *work;
    bool anew; /* fields worked out from the day too */
};

/* ---- notices ---- */

static const char *event_of(const struct deadline_event *e)
{
    switch (e->stage) {
    case DEADLINE_WARN:
        return "deadline.warn";
    case DEADLINE_DUE:
        return "deadline.due";
    case DEADLINE_ESCALATED:
        return "deadline.escalated";
    default:
        return "deadline.late";
    }
}

/* To the organisation, or to everybody, that the field names. */
static enum status tell_named(const struct run *run, const struct notice *n, const struct record *rec,
                              const struct field *f, const char *key, int64_t *ret_count)
{
    struct str rest = str_of(rec->values[f->index] != NULL ? rec->values[f->index] : ""), word;
    bool is_new = false;
    long long id;

    while (str_next(&rest, ' ', &word)) {
        if (!str_int(word, &id))
            continue;
        if (f->type == FT_ORG)
            return notice_to_org(run->cx, n, rec, id, key, ret_count);
        TRY(notice_to_account(run->cx, n, rec, id, key, &is_new));
        *ret_count += is_new;
    }
    return OK;
}

/* To a role in its scope, or to whom a field of the record names. */
static enum status tell(const struct run *run, const struct notice *n, const struct record *rec, const char *who,
                        const char *once)
{
    const struct field *f = *who == '@' ? kind_field(rec->kind, who + 1) : NULL;
    const char *key = arena_printf(run->cx->mem, "%s %s", once, who);
    int64_t count = 0;
    enum role role;

    if (f != NULL) {
        TRY(tell_named(run, n, rec, f, key, &count));
    } else if (role_parse(str_of(who), &role)) {
        TRY(notice_to_role(run->cx, n, rec, role, key, &count));
    }
    run->work->notices += count;
    return OK;
}

static enum status tell_event(const struct run *run, const struct deadline *d, const struct deadline_event *e)
{
    struct ctx *cx = run->cx;
    struct notice n = {.event = event_of(e), .subject = d->rule->code, .due = d->due};
    const char *who = e->escalates ? e->step->role : d->rule->who;
    const char *once = arena_printf(cx->mem, "deadline %lld %s %s %s %s %d", (long long)d->record->id, d->rule->code,
                                    d->period, date_text(cx->mem, d->due), event_of(e),
                                    e->step != NULL ? e->step->n : 0);

    if (d->rule->unit == DEADLINE_H) /* the clock of every entry is its own */
        once = arena_printf(cx->mem, "%s %lld", once, (long long)d->due_at);
    return who == NULL ? OK : tell(run, &n, d->record, who, once);
}

/* Of the steps before the day only the last that has come: who hears "due today" needs no "in three days" with it. */
static bool is_overtaken(const struct deadline_event *e, size_t n, size_t i, int64_t now)
{
    if (e[i].escalates || e[i].step == NULL)
        return false;
    for (size_t k = i + 1; k < n; k++)
        if (e[k].at <= now && !e[k].escalates && e[k].stage != DEADLINE_PAST)
            return true;
    return false;
}

/* A step of long ago (a register filled with old cases) is seen in the lists, and nobody is woken for it. */
static enum status tell_of(const struct run *run, const struct deadline *d)
{
    struct deadline_event *e;
    int64_t now = ctx_now(run->cx);
    size_t n;

    if (d->stopped_at != 0)
        return notice_over(run->cx, "deadline.", d->record->id, d->rule->code);
    deadline_events(run->cx, d, &e, &n);
    for (size_t i = 0; i < n && e[i].at <= now; i++)
        if (e[i].at > now - OLD_S && e[i].stage != DEADLINE_PAST && !is_overtaken(e, n, i, now))
            TRY(tell_event(run, d, &e[i]));
    return OK;
}

static void note_year(const struct run *run, const struct deadline *d)
{
    if (d->stopped_at == 0 && (d->flags & WORKDAY_NO_TABLE) != 0 &&
        (run->work->missing_year == 0 || d->due.y < run->work->missing_year))
        run->work->missing_year = d->due.y;
}

/* ---- one record ---- */

/* What the passing of the day brings with it ("silence counts as consent"): fields that are still empty are filled. */
static enum status set_late(const struct run *run, struct record *rec, const struct deadline *d, bool *ret_set)
{
    struct expr_value v;

    for (unsigned i = 0; i < d->rule->n_late; i++) {
        const struct field *f = kind_field(rec->kind, d->rule->late[i].field);
        if (rec->values[f->index] != NULL)
            continue;
        TRY(expr_eval(run->cx, d->rule->late[i].expr, record_env(run->cx, rec), &v));
        rec->values[f->index] = expr_canonical(run->cx, v);
        *ret_set = *ret_set || rec->values[f->index] != NULL;
    }
    return OK;
}

/* A person's turn when the record cannot be saved as it is. */
static enum status pass(const struct run *run, struct record *rec, const struct deadline *d, size_t n)
{
    const char *why = "";
    bool set = false;

    for (size_t i = 0; i < n; i++) {
        if (d[i].state != DEADLINE_LATE && d[i].state != DEADLINE_ESCALATED)
            continue;
        bool here = false;
        TRY(set_late(run, rec, &d[i], &here));
        why = here ? d[i].rule->code : why;
        set = set || here;
    }
    if (!set)
        return OK;
    enum status st = record_write(run->cx, rec, &(struct record_change){.what = "update", .why = why});
    if (st != E_INVALID)
        return st;
    ctx_clear(run->cx);
    return OK;
}

static bool is_timely(const struct kind *k)
{
    for (unsigned i = 0; i < k->n_fields; i++)
        if (k->fields[i].calc_expr != NULL && expr_is_timely(k->fields[i].calc_expr))
            return true;
    return false;
}

/* A field that is worked out from the day (the next anniversary, high risk) is another one today. */
static enum status refresh(const struct run *run, const struct kind *k, int64_t id)
{
    struct record *rec;
    enum status st;

    if (!run->anew || !is_timely(k))
        return OK;
    st = record_sql_load(run->cx, k, id, &rec);
    if (st == OK && rec->deleted_at == 0)
        st = record_refresh(run->cx, rec);
    if (st == E_INVALID || st == E_CONFLICT) { /* a person's turn, or a person was faster */
        db_rollback(run->cx);
        ctx_clear(run->cx);
        return OK;
    }
    return st == E_NOTFOUND ? OK : st;
}

static enum status look_at(const struct run *run, const struct kind *k, int64_t id)
{
    struct ctx *cx = run->cx;
    struct record *rec;
    struct deadline *d;
    size_t n = 0;

    TRY(refresh(run, k, id));
    TRY(db_begin(cx));
    enum status st = record_sql_load(cx, k, id, &rec);
    if (st == OK && rec->deleted_at == 0) {
        TRY(deadline_keep(cx, rec, true, &d, &n));
        for (size_t i = 0; i < n; i++) {
            TRY(tell_of(run, &d[i]));
            note_year(run, &d[i]);
        }
        st = pass(run, rec, d, n);
        if (st == E_CONFLICT) { /* a person saved it at this moment: the next look sees what he made of it */
            db_rollback(cx);
            ctx_clear(cx);
            return OK;
        }
        TRY(st);
    } else if (st == OK || st == E_NOTFOUND) {
        TRY(db_exec(cx, NULL, "DELETE FROM due WHERE record_id = ?", db_i(id)));
    } else {
        return st;
    }
    run->work->looked_at++;
    return db_commit(cx);
}

struct found {
    int64_t id;
    const struct kind *kind;
};
struct founds {
    VEC(struct found);
};

static enum status read_found(struct ctx *cx, struct rows *r, struct founds *v)
{
    while (rows_next(r))
        vec_push(cx->mem, v, (struct found){rows_int(r, "id"), kind_find(rows_text(r, "kind"))});
    return rows_done(r);
}

static enum status find_due(struct ctx *cx, struct founds *v)
{
    struct rows *r;

    TRY(db_query(cx, &r,
                 "SELECT DISTINCT record_id AS id, kind FROM due WHERE next_at <= ? ORDER BY record_id LIMIT ?",
                 db_i(ctx_now(cx)), db_i(BATCH)));
    return read_found(cx, r, v); /* rows_done() stands there */
}

static enum status find_after(struct ctx *cx, const struct kind *k, int64_t last, struct founds *v)
{
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT id, kind FROM record WHERE kind = ? AND id > ? ORDER BY id LIMIT ?", db_s(k->id),
                 db_i(last), db_i(BATCH)));
    return read_found(cx, r, v); /* rows_done() stands there */
}

/* A year that deadlines run into and that has no table of days off: who keeps the table must know, once a month. */
static enum status tell_missing_year(const struct run *run)
{
    struct ctx *cx = run->cx;
    struct date today = ctx_today(cx);
    const char *year;
    int64_t n;

    if (run->work->missing_year == 0)
        return OK;
    year = arena_printf(cx->mem, "%d", run->work->missing_year);
    TRY(notice_to_role(cx, &(struct notice){.event = "calendar.missing", .detail = year}, NULL, ROLE_ADMIN,
                       arena_printf(cx->mem, "calendar.missing %s %d-%02d", year, today.y, today.m), &n));
    run->work->notices += n;
    return OK;
}

enum status deadline_tick(struct ctx *cx, struct lease *l, struct deadline_work *ret_w)
{
    struct run run = {cx, ret_w, false};
    size_t n;

    *ret_w = (struct deadline_work){0};
    TRY(workday_store_fresh(cx));
    do {
        struct arena_mark mark = arena_mark(cx->mem);
        struct founds v = {0};
        TRY(lease_renew(cx, l));
        TRY(find_due(cx, &v));
        n = v.n;
        for (size_t i = 0; i < n; i++) {
            if (v.at[i].kind != NULL)
                TRY(look_at(&run, v.at[i].kind, v.at[i].id));
            else /* a register that this installation no longer keeps */
                TRY(db_exec(cx, NULL, "UPDATE due SET next_at = NULL WHERE record_id = ?", db_i(v.at[i].id)));
        }
        arena_rewind(cx->mem, mark);
    } while (n == BATCH);
    return tell_missing_year(&run);
}

static enum status recount_kind(const struct run *run, struct lease *l, const struct kind *k)
{
    struct ctx *cx = run->cx;
    int64_t last = 0;
    size_t n;

    do {
        struct arena_mark mark = arena_mark(cx->mem);
        struct founds v = {0};
        TRY(lease_renew(cx, l));
        TRY(find_after(cx, k, last, &v));
        n = v.n;
        for (size_t i = 0; i < n; i++) {
            last = v.at[i].id;
            TRY(look_at(run, k, last));
        }
        arena_rewind(cx->mem, mark);
    } while (n == BATCH);
    return OK;
}

enum status deadline_recount(struct ctx *cx, struct lease *l, struct deadline_work *ret_w)
{
    struct run run = {cx, ret_w, true};

    *ret_w = (struct deadline_work){0};
    TRY(workday_store_fresh(cx));
    for (size_t i = 0; i < kind_all()->n; i++)
        if (deadline_has_rules(kind_all()->at[i]) || is_timely(kind_all()->at[i]))
            TRY(recount_kind(&run, l, kind_all()->at[i]));
    return tell_missing_year(&run);
}
