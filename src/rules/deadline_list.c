/* Due dates as they were last worked out, in table deadline: kept by every save, listed over all registers.
   See deadline.h. */
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "rules/deadline.h"

static bool has_rules(const struct kind *k)
{
    size_t n;
    const struct deadline_rule *rules = deadline_rules(&n);

    for (size_t i = 0; i < n; i++)
        if (rules[i].of == k)
            return true;
    return false;
}

static enum status refresh_one(struct ctx *cx, const struct record *rec)
{
    struct deadline *d;
    size_t n;

    if (!has_rules(rec->kind))
        return OK;
    TRY(deadline_of(cx, rec, false, &d, &n));
    if (rec->version > 1)
        TRY(db_exec(cx, NULL, "DELETE FROM deadline WHERE record_id = ?", db_i(rec->id)));
    for (size_t i = 0; i < n; i++)
        TRY(db_exec(
            cx, NULL,
            "INSERT INTO deadline (record_id, rule, kind, from_on, due_on, due_at, stopped_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record_id, rule) DO UPDATE SET due_on = excluded.due_on, "
            "due_at = excluded.due_at, from_on = excluded.from_on, stopped_at = excluded.stopped_at",
            db_i(rec->id), db_s(d[i].rule->code), db_s(rec->kind->id), db_s(date_text(cx->mem, d[i].from)),
            db_s(date_text(cx->mem, d[i].due)), db_i(d[i].due_at),
            d[i].stopped_at == 0 ? db_null() : db_i(d[i].stopped_at)));
    return OK;
}

enum status deadline_refresh(struct ctx *cx, struct record *rec)
{
    struct record_set subs;

    TRY(refresh_one(cx, rec));
    for (unsigned i = 0; rec->version > 1 && i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (f->type != FT_SUB || !has_rules(f->target))
            continue;
        TRY(record_children(cx, rec, f->id, &subs)); /* their conditions may ask about the parent */
        for (size_t n = 0; n < subs.n; n++)
            TRY(refresh_one(cx, subs.at[n]));
    }
    return OK;
}

static const struct deadline_rule *rule_of(const char *code, const char *kind)
{
    size_t n;
    const struct deadline_rule *rules = deadline_rules(&n);

    for (size_t i = 0; i < n; i++)
        if (strcmp(rules[i].code, code) == 0 && strcmp(rules[i].kind, kind) == 0)
            return &rules[i];
    return NULL;
}

struct dues {
    VEC(struct deadline_due);
};

static enum status add_due(struct ctx *cx, struct dues *v, const struct kind *k, struct rows *r)
{
    const struct deadline_rule *rule = rule_of(rows_text(r, "rule"), k->id);
    struct record *rec;
    enum status st = record_load_head(cx, k, rows_int(r, "record_id"), &rec);

    if (st == E_NOTFOUND || st == E_DENIED || rule == NULL)
        return OK;
    TRY(st);
    struct deadline_due d = {.kind = k, .record_id = rec->id, .title = rec->title, .rule = rule->code, .who = rule->who,
                             .label = label_text(&rule->label, cx->lang), .due = rows_date(r, "due_on"),
                             .is_law = rule->mark != NULL && strcmp(rule->mark, "V") == 0};
    d.state = ctx_now(cx) > rows_int(r, "due_at")                ? DEADLINE_LATE
              : date_cmp(d.due, ctx_today(cx)) == 0 ? DEADLINE_DUE
                                                    : DEADLINE_OPEN;
    vec_push(cx->mem, v, d);
    return OK;
}

enum status deadline_list(struct ctx *cx, const struct kind *k, struct date until, size_t limit,
                          struct deadline_due **ret_d, size_t *ret_n)
{
    const char *kind = k == NULL ? "" : k->id;
    struct dues v = {0};
    struct rows *r;
    enum status st = OK;

    TRY(db_query(cx, &r,
                 "SELECT record_id, rule, kind, due_on, due_at FROM deadline WHERE stopped_at IS NULL AND due_on <= ? "
                 "AND (? = '' OR kind = ?) ORDER BY due_on, record_id LIMIT 5000",
                 db_s(date_text(cx->mem, until)), db_s(kind), db_s(kind)));
    while (st == OK && v.n < limit && rows_next(r)) {
        const struct kind *of = kind_find(rows_text(r, "kind"));
        if (of != NULL && access_may(cx, of, RIGHT_READ))
            st = add_due(cx, &v, of, r);
    }
    enum status end = rows_done(r);
    TRY(st);
    TRY(end);
    *ret_d = v.at;
    *ret_n = v.n;
    return OK;
}
