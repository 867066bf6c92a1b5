/* Counts and sums of a list, group by group and of the whole filter: numbers field by field, amounts of money currency
   by currency, never one to the other. What the user sees masked is not summed: a sum tells what is in it.
   Not for: the list itself (list_sql.c). */
#include <string.h>

#include "base/decimal.h"
#include "base/vec.h"
#include "platform/db.h"
#include "register/list_private.h"

enum { SQL_BYTES = 1 << 18, HALF = 1000000 };

bool list_can_sum(struct ctx *cx, const struct field *f)
{
    bool number = f->type == FT_INT || f->type == FT_DEC || f->type == FT_MONEY;

    return number && record_sql_columns(f) > 0 && access_field(cx, f) == ACCESS_SHOW;
}

struct summing {
    struct ctx *cx;
    struct list_query *q;
    const struct field *by; /* NULL: the state */
    bool grouped;
    struct map groups;      /* value to struct list_total; of the group without a value: nothing */
    struct list_total *none, *all;
};

/* Numbers may be large and many: the sum is made in two halves, which cannot pass what the database counts with. */
static const char *sum_text(struct ctx *cx, const struct rows *r, size_t at, int scale)
{
    int128 n = (int128)rows_int_at(r, at) * HALF + rows_int_at(r, at + 1);

    return decimal_text(cx->mem, (struct decimal){n, scale});
}

static struct list_total *total_of(const struct summing *s, const char *value)
{
    if (!s->grouped)
        return s->all;
    return value == NULL ? s->none : map_get(&s->groups, str_of(value));
}

static enum status add_row(const struct summing *s, const struct field *f, struct rows *r)
{
    struct ctx *cx = s->cx;
    bool money = f->type == FT_MONEY;
    size_t at = s->grouped;
    const char *currency = money ? rows_text(r, "cur") : NULL;
    const char *value = !s->grouped ? NULL : s->by != NULL ? record_sql_read(cx, s->by, r, 0) : rows_text(r, "state");
    int digits = currency != NULL ? field_currency_digits(str_of(currency)) : 0;
    struct list_total *t = total_of(s, value);

    if (t == NULL) /* a group behind the thousandth */
        return OK;
    struct list_sum sum = {.field = f, .currency = currency, .n = rows_int(r, "n"),
                           .sum = sum_text(cx, r, at + money, money ? (digits < 0 ? 0 : digits)
                                                              : f->type == FT_DEC ? f->scale : 0)};
    vec_push(cx->mem, &t->sums, sum);
    return OK;
}

static enum status sum_field(const struct summing *s, const struct field *f)
{
    struct ctx *cx = s->cx;
    struct sql_params ps = {0};
    struct buf sql, column, currency, by;
    struct rows *r;

    buf_init(&sql, cx->mem, SQL_BYTES);
    buf_init(&column, cx->mem, 400);
    buf_init(&currency, cx->mem, 400);
    buf_init(&by, cx->mem, 400);
    record_sql_column(&column, f, 0, "t");
    if (s->grouped)
        list_sql_group(&by, s->by);
    if (f->type == FT_MONEY)
        record_sql_column(&currency, f, 1, "t");
    buf_printf(&sql, "SELECT %s%s", s->grouped ? buf_str(&by).p : "", s->grouped ? ", " : "");
    if (f->type == FT_MONEY)
        buf_printf(&sql, "%s AS cur, ", buf_str(&currency).p);
    buf_printf(&sql, "sum(%s / %d) AS hi, sum(%s %% %d) AS lo, count(*) AS n FROM \"%s\" t", buf_str(&column).p, HALF,
               buf_str(&column).p, HALF, s->q->kind->table);
    TRY(list_sql_where(cx, s->q, &sql, &ps));
    buf_printf(&sql, " AND %s IS NOT NULL", buf_str(&column).p);
    if (s->grouped || f->type == FT_MONEY)
        buf_printf(&sql, " GROUP BY %s%s%s", s->grouped ? buf_str(&by).p : "",
                   s->grouped && f->type == FT_MONEY ? ", " : "", f->type == FT_MONEY ? buf_str(&currency).p : "");
    if (f->type == FT_MONEY)
        buf_printf(&sql, " ORDER BY %s", buf_str(&currency).p);
    TRY(buf_status(&sql));
    TRY(db_query_(cx, &r, buf_str(&sql), ps.n, ps.at));
    while (rows_next(r))
        if (rows_int(r, "n") > 0)
            TRY(add_row(s, f, r));
    return rows_done(r);
}

static enum status sum_shown(struct summing *s)
{
    for (size_t i = 0; i < s->q->n_shown; i++)
        if (list_can_sum(s->cx, s->q->shown[i]))
            TRY(sum_field(s, s->q->shown[i]));
    return OK;
}

enum status list_sums(struct ctx *cx, struct list_query *q, struct list_total *ret_all)
{
    struct list_total all = {0};
    struct summing s = {.cx = cx, .q = q, .all = &all};

    TRY(list_count(cx, q, &all.n));
    TRY(sum_shown(&s));
    *ret_all = all;
    return OK;
}

enum status list_sums_grouped(struct ctx *cx, struct list_query *q, struct list_total **ret_groups, size_t *ret_n)
{
    struct summing s = {.cx = cx, .q = q, .by = kind_field(q->kind, q->group), .grouped = true};
    struct list_group *g;
    size_t n;

    TRY(list_groups(cx, q, q->group, &g, &n));
    struct list_total *t = arena_alloc(cx->mem, (n + 1) * sizeof *t);
    map_init(&s.groups, cx->mem);
    for (size_t i = 0; i < n; i++) {
        t[i] = (struct list_total){.value = g[i].value, .n = g[i].n};
        if (g[i].value == NULL)
            s.none = &t[i];
        else
            map_put(&s.groups, str_of(g[i].value), &t[i]);
    }
    TRY(sum_shown(&s));
    *ret_groups = t;
    *ret_n = n;
    return OK;
}
