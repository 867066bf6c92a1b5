/* See opening.h. */
#include "rules/opening.h"

#include <string.h>

#include "platform/db.h"
#include "register/expr.h"
#include "register/notice.h"
#include "register/record_env.h"

/* The period that a day lies in, and its first day. */
static const char *period_of(struct ctx *cx, const char *every, struct date d, struct date *ret_first)
{
    int quarter = (d.m - 1) / 3, half = (d.m - 1) / 6;

    if (strcmp(every, "week") == 0) { /* as ISO 8601 counts: the year of the Thursday */
        *ret_first = date_add_days(d, 1 - date_weekday(d));
        struct date thursday = date_add_days(*ret_first, 3);
        int n = (date_days(thursday) - date_days((struct date){thursday.y, 1, 1})) / 7 + 1;
        return arena_printf(cx->mem, "%d-W%02d", thursday.y, n);
    }
    *ret_first = (struct date){d.y, d.m, 1};
    if (strcmp(every, "month") == 0)
        return arena_printf(cx->mem, "%d-%02d", d.y, d.m);
    ret_first->m = 1;
    if (strcmp(every, "quarter") == 0) {
        ret_first->m = (int8_t)(3 * quarter + 1);
        return arena_printf(cx->mem, "%d-Q%d", d.y, quarter + 1);
    }
    if (strcmp(every, "half") == 0) {
        ret_first->m = (int8_t)(6 * half + 1);
        return arena_printf(cx->mem, "%d-H%d", d.y, half + 1);
    }
    return arena_printf(cx->mem, "%d", d.y);
}

static bool counts(const struct opening *o, struct date on)
{
    struct date d;

    if (o->valid_from != NULL && date_parse(str_of(o->valid_from), &d) && date_cmp(on, d) < 0)
        return false;
    return o->valid_to == NULL || !date_parse(str_of(o->valid_to), &d) || date_cmp(on, d) <= 0;
}

static enum status make(struct ctx *cx, const struct kind *k, const struct opening *o, struct record **ret_rec)
{
    struct record *rec = record_new(cx, k);
    struct expr_value v;

    rec->origin = "period"; /* what a person must still fill may be empty */
    for (unsigned i = 0; i < o->n_values; i++) {
        const struct field *f = kind_field(k, o->values[i].field);
        TRY(expr_eval(cx, o->values[i].expr, record_env(cx, rec), &v));
        const char *text = f != NULL && f->type == FT_DT && v.type == EXPR_DATE
                               ? instant_iso(cx->mem, v.at != 0 ? v.at : date_instant(v.date, 0, 0))
                               : expr_canonical(cx, v);
        record_set(cx, rec, o->values[i].field, text != NULL ? text : "");
    }
    TRY(record_write(cx, rec, &(struct record_change){.what = "create", .why = o->id}));
    *ret_rec = rec;
    return OK;
}

/* Whoever writes the row of the period first makes the record; a failure takes the row back. */
static enum status open_one(struct ctx *cx, const struct kind *k, const struct opening *o, const char *period,
                            int64_t *ret_n)
{
    struct record *rec;
    int64_t first, told;

    TRY(db_begin(cx));
    TRY(db_exec(cx, &first,
                "INSERT INTO opened (kind, opening, period, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                db_s(k->id), db_s(o->id), db_s(period), db_i(ctx_now(cx))));
    if (first == 0)
        return db_commit(cx);
    TRY(make(cx, k, o, &rec));
    TRY(db_exec(cx, NULL, "UPDATE opened SET record_id = ? WHERE kind = ? AND opening = ? AND period = ?",
                db_i(rec->id), db_s(k->id), db_s(o->id), db_s(period)));
    struct notice n = {.event = "period.opened", .subject = o->id, .detail = period};
    TRY(notice_to_role(cx, &n, rec, ROLE_OFF,
                       arena_printf(cx->mem, "period.opened %s %s %s", k->id, o->id, period), &told));
    ++*ret_n;
    return db_commit(cx);
}

enum status opening_tick(struct ctx *cx, struct lease *l, int64_t *ret_n)
{
    struct date today = ctx_today(cx), first;

    *ret_n = 0;
    for (size_t i = 0; i < kind_all()->n; i++)
        for (unsigned n = 0; n < kind_all()->at[i]->n_opens; n++) {
            const struct opening *o = &kind_all()->at[i]->opens[n];
            const char *period = period_of(cx, o->every, today, &first);
            if (!counts(o, today) || date_days(today) < date_days(first) + (o->day > 0 ? o->day - 1 : 0))
                continue;
            TRY(lease_renew(cx, l));
            TRY(open_one(cx, kind_all()->at[i], o, period, ret_n));
        }
    return OK;
}
