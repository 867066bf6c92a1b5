/* What a person does with an observation: confirm, reject, reopen, correct. Each step is one transaction: an event
   row, and
   the state that follows from it. Declared in observation_store.h. */
#include <string.h>

#include "ledger/observation_store.h"
#include "platform/db.h"

static enum status add_event(struct ctx *cx, int64_t id, const char *action, const char *note, int64_t follower)
{
    const char *name = cx->who.name != NULL ? cx->who.name : cx->who.login != NULL ? cx->who.login : "system";

    return db_exec(cx, NULL,
        "INSERT INTO observation_event (id, observation_id, action, by_user, by_name, at, note, follower_id)"
        " SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM observation_event",
        db_i(id), db_s(action), db_i(cx->who.user_id), db_s(name), db_i(ctx_now(cx)), db_s(note),
        follower == 0 ? db_null() : db_i(follower));
}

/* E_NOTFOUND, or E_STATE when the observation is not in `from`. */
static enum status step(struct ctx *cx, int64_t id, const char *from, const char *to, const char *action,
                        const char *note, int64_t follower)
{
    struct observation o;
    int64_t changed;

    TRY(observation_get(cx, id, &o));
    TRY(db_exec(cx, &changed, "UPDATE observation SET state = ?, implied = CASE WHEN ? = 'confirmed' THEN 0 "
                              "ELSE implied"
                              " END WHERE id = ? AND state = ?",
        db_s(to), db_s(to), db_i(id), db_s(from)));
    if (changed != 1)
        return ctx_fail(cx, E_STATE, "observation %lld is %s, not %s", (long long)id, observation_state_name(o.state),
            from);
    return add_event(cx, id, action, note, follower);
}

enum status observation_confirm(struct ctx *cx, int64_t id, const char *note)
{
    TRY(db_begin(cx));
    TRY(step(cx, id, "proposed", "confirmed", "confirm", note, 0));
    return db_commit(cx);
}

enum status observation_reject(struct ctx *cx, int64_t id, const char *note)
{
    TRY(db_begin(cx));
    TRY(step(cx, id, "proposed", "rejected", "reject", note, 0));
    return db_commit(cx);
}

enum status observation_reopen(struct ctx *cx, int64_t id)
{
    struct observation o;

    TRY(db_begin(cx));
    TRY(observation_get(cx, id, &o));
    if (o.state == OBSERVATION_PROPOSED || o.state == OBSERVATION_REPLACED)
        return ctx_fail(cx, E_STATE, "observation %lld is %s", (long long)id, observation_state_name(o.state));
    TRY(step(cx, id, observation_state_name(o.state), "proposed", "reopen", NULL, 0));
    return db_commit(cx);
}

static void set_bound(struct ctx *cx, const char *field, const char *typed, bool open, bool *has, struct decimal *d)
{
    if (open)
        *has = false;
    if (typed == NULL)
        return;
    if (decimal_parse(str_of(typed), d) == OK)
        *has = true;
    else
        (void)!ctx_problem(cx, field, "problem.number", typed);
}

static enum status apply(struct ctx *cx, const struct observation_change *c, struct observation *o)
{
    struct interval *v = &o->value;

    set_bound(cx, "low", c->low, c->open_low, &v->has_low, &v->low);
    set_bound(cx, "high", c->high, c->open_high, &v->has_high, &v->high);
    v->low_strict = c->low_strict < 0 ? v->low_strict : c->low_strict == 1;
    v->high_strict = c->high_strict < 0 ? v->high_strict : c->high_strict == 1;
    if (!v->has_low && !v->has_high)
        (void)!ctx_problem(cx, "low", "problem.required", NULL);
    if (v->has_low && v->has_high && decimal_cmp(v->low, v->high) > 0)
        (void)!ctx_problem(cx, "high", "problem.range", NULL);
    if (c->kind != NULL)
        o->kind = observation_kind_parse(c->kind);
    o->indicator = c->indicator != NULL ? c->indicator : o->indicator;
    o->subject = c->subject != NULL ? c->subject : o->subject;
    o->unit = c->unit != NULL ? c->unit : o->unit;
    o->period = c->period != NULL ? c->period : o->period;
    o->as_of = c->as_of != NULL ? c->as_of : o->as_of;
    o->status = c->status != NULL ? c->status : o->status;
    return ctx_problems(cx);
}

enum status observation_correct(struct ctx *cx, int64_t id, const struct observation_change *change, int64_t *ret_id)
{
    struct observation o;
    int64_t next;

    TRY(db_begin(cx));
    TRY(observation_get(cx, id, &o));
    if (o.state != OBSERVATION_PROPOSED && o.state != OBSERVATION_CONFIRMED)
        return ctx_fail(cx, E_STATE, "observation %lld is %s", (long long)id, observation_state_name(o.state));
    const char *was = observation_state_name(o.state);
    TRY(apply(cx, change, &o));
    TRY(observation_next_id(cx, &next));
    o.id = next;
    o.origin = OBSERVATION_CORRECTED;
    o.state = OBSERVATION_CONFIRMED;
    o.replaces_id = id;
    o.period_implied = false;
    TRY(observation_add(cx, &o, 0));
    TRY(step(cx, id, was, "replaced", "correct", change->note, next));
    TRY(add_event(cx, next, "confirm", change->note, 0));
    TRY(db_commit(cx));
    *ret_id = next;
    return OK;
}

enum status observation_confirm_all(struct ctx *cx, int64_t version_id, int64_t *ret_n)
{
    struct observations list;

    TRY(db_begin(cx));
    TRY(observation_list(cx,
        &(struct observation_query){.version_id = version_id, .state = "proposed", .matched_only = true}, &list));
    for (size_t i = 0; i < list.n; i++)
        TRY(step(cx, list.at[i].id, "proposed", "confirmed", "confirm", NULL, 0));
    TRY(db_commit(cx));
    *ret_n = (int64_t)list.n;
    return OK;
}

enum status observation_events(struct ctx *cx, int64_t id, struct observation_event **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct observation_event);
    } list = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
        "SELECT action, by_name, note, at, follower_id FROM observation_event WHERE observation_id = ? ORDER BY id",
        db_i(id)));
    while (rows_next(r))
        vec_push(cx->mem, &list,
            (struct observation_event){.action = rows_text(r, "action"),
                .by_name = rows_text(r, "by_name"),
                .note = rows_text(r, "note"),
                .at = rows_int(r, "at"),
                .follower_id = rows_int(r, "follower_id")});
    TRY(rows_done(r));
    *ret_at = list.at;
    *ret_n = list.n;
    return OK;
}
