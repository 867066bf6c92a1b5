/* See deadline_store.h. The jobs stand in deadline_job.c. */
#include "rules/deadline_store.h"

#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/record_sql.h"
#include "rules/deadline_keep.h"
#include "rules/workday.h"

enum { MOST_POINTING = 1000 };

/* The instant from which a deadline counts as late. */
static struct db_param late_at(const struct deadline *d)
{
    bool never = d->stopped_at != 0 || d->state == DEADLINE_PAUSED || d->rule->reminder;

    return never ? db_null() : db_i(d->due_at + 1);
}

static enum status keep_one(struct ctx *cx, const struct record *rec, const struct deadline *d, int64_t next)
{
    return db_exec(
        cx, NULL,
        "INSERT INTO due (record_id, rule, period, kind, from_on, due_on, due_at, stage, next_at, late_at, stopped_at, "
        "flags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record_id, rule, period) DO UPDATE SET "
        "from_on = excluded.from_on, due_on = excluded.due_on, due_at = excluded.due_at, stage = excluded.stage, "
        "next_at = excluded.next_at, late_at = excluded.late_at, stopped_at = excluded.stopped_at, "
        "flags = excluded.flags",
        db_i(rec->id), db_s(d->rule->code), db_s(d->period), db_s(rec->kind->id), db_s(date_text(cx->mem, d->from)),
        db_s(date_text(cx->mem, d->due)), db_i(d->due_at), db_s(deadline_state_id(d->state)),
        next == 0 ? db_null() : db_i(next), late_at(d), d->stopped_at == 0 ? db_null() : db_i(d->stopped_at),
        db_i(d->flags));
}

/* Steps that have come are the job's to tell of: it looks at once. */
static int64_t next_look(struct ctx *cx, const struct deadline *d, bool told)
{
    struct deadline_event *e;
    size_t n;

    deadline_events(cx, d, &e, &n);
    if (!told && n > 0 && e[0].at <= ctx_now(cx))
        return ctx_now(cx);
    return deadline_next(cx, d, ctx_now(cx));
}

enum status deadline_keep(struct ctx *cx, const struct record *rec, bool told, struct deadline **ret_d, size_t *ret_n)
{
    struct deadline *d;
    size_t n;

    TRY(deadline_of(cx, rec, false, &d, &n));
    if (rec->version > 1 || told) /* a record that was just made has nothing to take away */
        TRY(db_exec(cx, NULL, "DELETE FROM due WHERE record_id = ?", db_i(rec->id)));
    for (size_t i = 0; i < n; i++)
        TRY(keep_one(cx, rec, &d[i], next_look(cx, &d[i], told)));
    *ret_d = d;
    *ret_n = n;
    return OK;
}

static enum status refresh_one(struct ctx *cx, const struct record *rec)
{
    struct deadline *d;
    size_t n;

    return deadline_has_rules(rec->kind) ? deadline_keep(cx, rec, false, &d, &n) : OK;
}

static enum status refresh_subs(struct ctx *cx, const struct record *rec)
{
    struct record_set subs;

    for (unsigned i = 0; rec->version > 1 && i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (f->type != FT_SUB || !deadline_has_rules(f->target))
            continue;
        TRY(record_children(cx, rec, f->id, &subs)); /* their conditions may ask about the parent */
        for (size_t n = 0; n < subs.n; n++)
            TRY(refresh_one(cx, subs.at[n]));
    }
    return OK;
}

/* A new sub-record may stop its owner's clock, or start it. */
static enum status refresh_owner(struct ctx *cx, const struct record *rec)
{
    const struct kind *k = rec->parent_kind == NULL ? NULL : kind_find(rec->parent_kind);
    struct record *owner;

    if (k == NULL || !deadline_has_rules(k))
        return OK;
    enum status st = record_sql_load(cx, k, rec->parent_id, &owner);
    return st == E_NOTFOUND ? OK : st != OK ? st : refresh_one(cx, owner);
}

/* The link of "delegation.date_back" when it leads to k; NULL otherwise. */
static const struct field *link_to(const struct deadline_rule *rule, const char *trigger, const struct kind *k)
{
    const char *dot = strchr(trigger, '.');
    const struct field *f =
        dot == NULL || rule->of == NULL ? NULL : kind_field_n(rule->of, (struct str){trigger, (size_t)(dot - trigger)});

    return f != NULL && f->target == k && field_is_stored(f) ? f : NULL;
}

/* Rules of other registers whose clock begins with a day of this record. */
static enum status refresh_pointing(struct ctx *cx, const struct record *rec)
{
    const struct deadline_rule *rules;
    struct record_set set;
    size_t n;

    rules = deadline_rules(&n);
    for (size_t i = 0; rec->version > 1 && i < n; i++)
        for (unsigned t = 0; t < rules[i].trigger.n; t++) {
            const struct field *f = link_to(&rules[i], rules[i].trigger.at[t], rec->kind);
            if (f == NULL)
                continue;
            TRY(record_sql_pointing(cx, rules[i].of, f, rec->id, MOST_POINTING, &set));
            for (size_t r = 0; r < set.n; r++)
                TRY(refresh_one(cx, set.at[r]));
        }
    return OK;
}

enum status deadline_refresh(struct ctx *cx, struct record *rec)
{
    TRY(refresh_one(cx, rec));
    TRY(refresh_subs(cx, rec));
    TRY(refresh_owner(cx, rec));
    return refresh_pointing(cx, rec);
}

/* ---- lists ---- */

static enum deadline_state stage_now(struct ctx *cx, const struct due_row *row, const struct deadline_rule *rule)
{
    enum deadline_state s = DEADLINE_OPEN;

    (void)deadline_state_parse(str_of(row->stage), &s);
    if (s != DEADLINE_PAUSED && s != DEADLINE_ESCALATED && !rule->reminder && ctx_now(cx) > row->due_at)
        return DEADLINE_LATE;
    if ((s == DEADLINE_OPEN || s == DEADLINE_WARN) && date_cmp(row->due, ctx_today(cx)) == 0)
        return DEADLINE_DUE;
    return s;
}

enum status deadline_list(struct ctx *cx, const struct due_query *q, struct deadline_due **ret_d, size_t *ret_n,
                          int64_t *ret_total)
{
    struct {
        VEC(struct deadline_due);
    } v = {0};
    struct due_row *rows;
    size_t n;

    TRY(due_list(cx, q, &rows, &n, ret_total));
    for (size_t i = 0; i < n; i++) {
        const struct deadline_rule *rule = deadline_rule_find(rows[i].rule, rows[i].kind->id);
        if (rule == NULL) /* the rule is gone; the next recount takes the row away */
            continue;
        struct deadline_due d = {.kind = rows[i].kind, .record_id = rows[i].record_id, .title = rows[i].title,
                                 .code = rows[i].code, .rule = rule->code, .who = rule->who,
                                 .label = label_text(&rule->label, cx->lang), .basis = deadline_basis(cx, rule),
                                 .doubt = deadline_doubt(cx, rows[i].flags, rows[i].due),
                                 .is_law = deadline_is_law(rule), .due = rows[i].due, .due_at = rows[i].due_at,
                                 .state = stage_now(cx, &rows[i], rule),
                                 .left = workday_between(ctx_today(cx), rows[i].due)};
        vec_push(cx->mem, &v, d);
    }
    *ret_d = v.at;
    *ret_n = v.n;
    return OK;
}
