/* See workday.h. Rows are kept sorted by day; weekends need no row. */
#include "rules/workday.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "register/kind.h"
#include "register/yaml_load.h"
#include "rules/lunar.h"

enum { MOST_ROWS = 20000, MOST_DAYS = 40000, FIRST_LUNAR = 1800, N_LUNAR = 400 };

/* What is counted by. A new table takes the place of the old one as a whole, while others go on counting. */
struct table {
    const struct workday_row *rows;
    size_t n;
};
static const struct table nothing;
static _Atomic(const struct table *) installed = &nothing;

struct raw { /* a row as written */
    const char *date, *kind, *basis, *mark;
    struct label name;
    bool confirmed;
};
static const struct cyaml_schema_field raw_fields[] = {
    YAML_NEED("date", struct raw, date),
    YAML_NEED("kind", struct raw, kind),
    YAML_LABEL("name", struct raw, name),
    YAML_BOOL("confirmed", struct raw, confirmed),
    YAML_OPT("basis", struct raw, basis),
    YAML_OPT("mark", struct raw, mark),
    CYAML_FIELD_END,
};
static const struct cyaml_schema_value raw_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw, raw_fields)};
static const struct cyaml_schema_value schema = {
    CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct raw, &raw_row, 0, MOST_ROWS)};

static int by_date(const void *a, const void *b)
{
    return date_cmp(((const struct workday_row *)a)->date, ((const struct workday_row *)b)->date);
}

enum status workday_load_text(struct ctx *cx, const char *name, struct str yaml, struct workday_row **ret_rows,
                              size_t *ret_n)
{
    struct raw *raw;
    void *data;
    unsigned n;

    TRY(yaml_load(cx, name, yaml, &schema, &data, &n));
    raw = data;
    struct workday_row *rows = arena_alloc(cx->mem, (n + 1) * sizeof *rows);
    for (unsigned i = 0; i < n; i++) {
        rows[i] = (struct workday_row){.work = strcmp(raw[i].kind, "work") == 0, .confirmed = raw[i].confirmed,
                                       .basis = raw[i].basis, .mark = raw[i].mark};
        memcpy(rows[i].name, raw[i].name.text, sizeof rows[i].name);
        if (!date_parse(str_of(raw[i].date), &rows[i].date))
            (void)ctx_problem(cx, name, "kind.date", raw[i].date);
        if (!rows[i].work && strcmp(raw[i].kind, "off") != 0)
            (void)ctx_problem(cx, name, "kind.day_kind", raw[i].kind);
    }
    if (n > 1)
        qsort(rows, n, sizeof *rows, by_date);
    for (unsigned i = 1; i < n; i++)
        if (date_cmp(rows[i - 1].date, rows[i].date) == 0)
            (void)ctx_problem(cx, name, "kind.twice", date_text(cx->mem, rows[i].date));
    TRY(ctx_problems(cx));
    *ret_rows = rows;
    *ret_n = n;
    return OK;
}

enum status workday_merge(struct ctx *cx, const struct workday_row *rows, size_t n, const struct workday_row *more,
                          size_t n_more, struct workday_row **ret_rows, size_t *ret_n)
{
    struct workday_row *all = arena_alloc(cx->mem, (n + n_more + 1) * sizeof *all);
    size_t to = 0;

    for (size_t i = 0; i < n; i++)
        if (n_more == 0 || bsearch(&rows[i], more, n_more, sizeof *more, by_date) == NULL)
            all[to++] = rows[i];
    for (size_t i = 0; i < n_more; i++)
        all[to++] = more[i];
    if (to > 1)
        qsort(all, to, sizeof *all, by_date);
    *ret_rows = all;
    *ret_n = to;
    return OK;
}

void workday_install(struct arena *mem, const struct workday_row *rows, size_t n)
{
    struct table *t = mem == NULL ? NULL : arena_new_of(mem, struct table);

    if (t != NULL)
        *t = (struct table){rows, n};
    atomic_store(&installed, t != NULL ? t : &nothing);
}

const struct workday_row *workday_find(struct date d)
{
    const struct table *t = atomic_load(&installed);
    struct workday_row want = {.date = d};

    return t->n == 0 ? NULL : bsearch(&want, t->rows, t->n, sizeof *t->rows, by_date);
}

static bool has_year(int y)
{
    const struct table *t = atomic_load(&installed);

    for (size_t i = 0; i < t->n; i++)
        if (t->rows[i].date.y == y && t->rows[i].confirmed)
            return true;
    return false;
}

/* sure: with the confirmed rows alone; else as if every row were confirmed. */
static bool is_work(struct date d, bool sure)
{
    const struct workday_row *r = workday_find(d);

    if (r != NULL && (r->confirmed || !sure))
        return r->work;
    return date_weekday(d) <= 5;
}

bool workday_is(struct date d)
{
    return is_work(d, true);
}

static struct date roll(struct date d, bool sure)
{
    for (int i = 0; i < MOST_DAYS && !is_work(d, sure); i++)
        d = date_add_days(d, 1);
    return d;
}

struct date workday_roll(struct date d)
{
    return roll(d, true);
}

static struct date count(struct date d, int n, int step, bool sure)
{
    for (int i = 0; n > 0 && i < MOST_DAYS; i++) {
        d = date_add_days(d, step);
        n -= is_work(d, sure);
    }
    return d;
}

static bool has_row(struct date from, int days)
{
    for (int i = 0; i < days; i++) {
        const struct workday_row *r = workday_find(date_add_days(from, i));
        if (r != NULL && r->confirmed && !r->work)
            return true;
    }
    return false;
}

/* The two days by the moon, worked out once for each year: they cannot change. */
static size_t lunar_days(int y, struct date ret_days[2])
{
    static const int8_t months[] = {3, 1}, days[] = {10, 1};
    static _Atomic int32_t known[N_LUNAR][2]; /* days since 1970 doubled, and 1; 0: not yet worked out */

    if (y < FIRST_LUNAR || y >= FIRST_LUNAR + N_LUNAR)
        return 0;
    for (int i = 0; i < 2; i++) {
        int32_t d = atomic_load_explicit(&known[y - FIRST_LUNAR][i], memory_order_relaxed);

        if (d == 0) {
            if (!lunar_to_date((struct lunar){y, months[i], days[i], false}, &ret_days[i]))
                return (size_t)i;
            d = 2 * date_days(ret_days[i]) + 1;
            atomic_store_explicit(&known[y - FIRST_LUNAR][i], d, memory_order_relaxed);
        }
        ret_days[i] = date_of_days((d - 1) / 2);
    }
    return 2;
}

/* The days that Labour Code 2019 Art. 112 gives in every year, as far as the calendar alone knows them; the days that
   are decided each year (how long Tet lasts, the day beside 2 September, swaps) are known from the table only. */
static size_t statutory(int y, struct date ret_days[6])
{
    static const struct {
        int8_t m, d;
    } solar[] = {{1, 1}, {4, 30}, {5, 1}, {9, 2}};
    size_t n = 0;

    for (size_t i = 0; i < sizeof solar / sizeof *solar; i++)
        ret_days[n++] = (struct date){(int16_t)y, solar[i].m, solar[i].d};
    return n + lunar_days(y, ret_days + n);
}

/* A year with some rows whose table is not finished: one of these days lies in the period, would be worked, and no row
   says anything about it. Tet and days at a weekend may be given on the days behind them. */
static bool lacks_day(struct date a, struct date b, int y)
{
    struct date days[6];
    size_t n = statutory(y, days);

    for (size_t i = 0; i < n; i++) {
        bool inside = date_cmp(days[i], a) > 0 && date_cmp(days[i], b) <= 0, weekend = date_weekday(days[i]) > 5;
        if (inside && workday_find(days[i]) == NULL && !has_row(days[i], weekend || i == 5 ? 4 : 1))
            return true;
    }
    return false;
}

/* Years of the period without a table, and whether unconfirmed rows would move the result. */
static void tell(struct date from, struct date to, struct date other, unsigned *flags)
{
    bool forward = date_cmp(from, to) <= 0;
    struct date a = forward ? from : to, b = forward ? to : from;

    if (flags == NULL)
        return;
    for (int y = a.y; y <= b.y && y - a.y < 200; y++)
        if (!has_year(y) || lacks_day(a, b, y))
            *flags |= WORKDAY_NO_TABLE;
    if (date_cmp(to, other) != 0)
        *flags |= WORKDAY_UNCONFIRMED;
}

struct date workday_after(struct date d, int n, unsigned *flags)
{
    struct date due = count(d, n, 1, true);

    tell(d, due, count(d, n, 1, false), flags);
    return due;
}

struct date workday_before(struct date d, int n, unsigned *flags)
{
    struct date due = count(d, n, -1, true);

    tell(d, due, count(d, n, -1, false), flags);
    return due;
}

struct date workday_days_after(struct date d, int n, unsigned *flags)
{
    struct date end = date_add_days(d, n), due = roll(end, true);

    tell(date_add_days(end, -1), due, roll(end, false), flags);
    return due;
}

struct date workday_days_before(struct date d, int n, unsigned *flags)
{
    struct date due = date_add_days(d, -n);

    if (flags != NULL && !is_work(due, true))
        *flags |= WORKDAY_NOT_WORKING;
    return due;
}

struct date workday_months_after(struct date d, int n, unsigned *flags)
{
    struct date end = date_add_months(d, n), due = roll(end, true);

    tell(date_add_days(end, -1), due, roll(end, false), flags);
    return due;
}

/* Mondays to Fridays up to and with the day, counted from some Monday. */
static int weekdays_until(struct date d)
{
    int days = date_days(d) + 3, weeks = days / 7 - (days % 7 < 0), left = days - weeks * 7 + 1;

    return weeks * 5 + (left < 5 ? left : 5);
}

/* The first row of the table behind the day. */
static size_t first_after(const struct table *t, struct date d)
{
    size_t low = 0, high = t->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (date_cmp(t->rows[middle].date, d) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int workday_between(struct date a, struct date b)
{
    const struct table *t = atomic_load(&installed);
    int sign = date_cmp(a, b) <= 0 ? 1 : -1;
    struct date from = sign > 0 ? a : b, to = sign > 0 ? b : a;
    int n = weekdays_until(to) - weekdays_until(from);

    for (size_t i = first_after(t, from); i < t->n && date_cmp(t->rows[i].date, to) <= 0; i++)
        if (t->rows[i].confirmed)
            n += t->rows[i].work - (date_weekday(t->rows[i].date) <= 5);
    return sign * n;
}
