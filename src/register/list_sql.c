/* Running a list: the SQL of a query, its pages, counts, groups, JSON and CSV. See list.h. */
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/db.h"
#include "platform/json.h"
#include "register/expr.h"
#include "register/extent.h"
#include "register/list_private.h"
#include "register/record_json.h"
#include "register/record_sql.h"
#include "register/schema.h"
#include "register/search.h"
#include "register/reveal.h"

enum { SQL_BYTES = 1 << 18, OUT_BYTES = 1 << 30 };

struct making {
    struct ctx *cx;
    const struct list_query *q;
    struct buf *out;
    struct sql_params *ps;
    bool scans; /* the table in its own order, see below */
};

/* A common column's value: a number, or a day where the column is an instant. */
static struct db_param common_param(const char *name, const char *value, bool is_end)
{
    size_t n = strlen(name);
    long long number = 0;
    struct date d;

    if (!record_sql_is_number(str_of(name)))
        return db_s(value);
    if (n > 3 && strcmp(name + n - 3, "_at") == 0 && date_parse(str_of(value), &d))
        return db_i(date_instant(is_end ? date_add_days(d, 1) : d, 0, 0) - is_end);
    return str_int(str_of(value), &number) ? db_i(number) : db_null();
}

static void add_column(struct making *m, const struct list_filter *f)
{
    if (f->field != NULL)
        record_sql_column(m->out, f->field, 0, "t");
    else
        buf_printf(m->out, "t.\"%s\"", f->name);
}

static void bind_value(struct making *m, const struct list_filter *f, const char *value)
{
    struct sql_params one = {0};

    if (f->field == NULL) {
        sql_param(m->cx, m->ps, common_param(f->name, value, f->op == LIST_TO));
        return;
    }
    record_sql_bind(m->cx, f->field, value, &one);
    sql_param(m->cx, m->ps, one.at[0]);
}

/* Amounts are compared within their currency only: 1,000 USD is neither more nor less than 1,000 VND. */
static void add_compare(struct making *m, const struct list_filter *f, const char *sign, const char *value)
{
    bool money = f->field != NULL && field_types[f->field->type].sql == SQL_MONEY;
    struct sql_params both = {0}; /* of money: the amount, the currency, the day */

    if (!money) {
        add_column(m, f);
        buf_printf(m->out, " %s ?", sign);
        bind_value(m, f, value);
        return;
    }
    record_sql_bind(m->cx, f->field, value, &both);
    for (int i = 0; i < 2; i++) {
        buf_add_c(m->out, i == 0 ? "(" : " AND ");
        record_sql_column(m->out, f->field, i, "t");
        buf_printf(m->out, " %s ?", i == 0 ? sign : "=");
        sql_param(m->cx, m->ps, both.at[i]);
    }
    buf_byte(m->out, ')');
}

static void add_any_of(struct making *m, const struct list_filter *f)
{
    bool set = f->field != NULL && field_types[f->field->type].sql == SQL_WORDS;

    buf_add_c(m->out, f->op == LIST_NOT ? "NOT (" : "(");
    for (unsigned i = 0; i < f->values.n; i++) {
        buf_add_c(m->out, i > 0 ? " OR " : "");
        if (f->op == LIST_LIKE) {
            buf_add_c(m->out, "fold(");
            add_column(m, f);
            buf_add_c(m->out, ") LIKE ? ESCAPE '\\'");
            struct str folded = utf8_fold(m->cx->mem, str_of(f->values.at[i]));
            sql_param(m->cx, m->ps, db_s(record_sql_pattern(m->cx, "%", folded, "%")));
        } else if (set) {
            add_column(m, f);
            buf_add_c(m->out, " LIKE ? ESCAPE '\\'");
            sql_param(m->cx, m->ps, db_s(record_sql_pattern(m->cx, "% ", str_of(f->values.at[i]), " %")));
        } else {
            add_compare(m, f, "=", f->values.at[i]);
        }
    }
    buf_add_c(m->out, f->values.n == 0 ? "1 = 0)" : ")");
}

static void add_filter(struct making *m, const struct list_filter *f)
{
    buf_add_c(m->out, " AND ");
    switch (f->op) {
    case LIST_SET:
    case LIST_UNSET:
        add_column(m, f);
        buf_add_c(m->out, f->op == LIST_SET ? " IS NOT NULL" : " IS NULL");
        return;
    case LIST_FROM:
    case LIST_TO:
        if (f->values.n == 0) {
            buf_add_c(m->out, "1 = 0");
            return;
        }
        add_compare(m, f, f->op == LIST_FROM ? ">=" : "<=", f->values.at[0]);
        return;
    case LIST_WITHIN:
        add_column(m, f);
        buf_add_c(m->out, " BETWEEN ? AND ?");
        bind_value(m, f, f->values.at[0]);
        bind_value(m, f, f->values.at[1]);
        return;
    case LIST_IS:
    case LIST_NOT:
    case LIST_LIKE:
        add_any_of(m, f);
    }
}

static void add_search(struct making *m)
{
    const char *match = search_match(m->cx, str_of(m->q->q));

    if (match == NULL)
        return;
    if (access_words(m->cx, m->q->kind) == ACCESS_MASK) {
        buf_add_c(m->out, " AND 1 = 0");
        return;
    }
    buf_add_c(m->out, db_is_sqlite(m->cx->db)
                          ? " AND t.\"id\" IN (SELECT rowid FROM search WHERE search MATCH ?)"
                          : " AND t.\"id\" IN (SELECT rowid FROM search WHERE to_tsvector('simple', body) @@ "
                            "to_tsquery('simple', ?))");
    sql_param(m->cx, m->ps, db_s(match));
}

/* ---- the table or an index ----
   Every index is one of the live records, so SQLite takes any of them for a list of live records that none helps with,
   and then fetches each row from another place: 300,000 agreements by title took 0.7 s, read as they lie 0.1 s. */

/* Do the filters lead to rows by an index? A range may hold most of the table. */
static bool is_found(const struct list_query *q, bool by_range)
{
    for (size_t i = 0; i < q->n_filters; i++) {
        const struct list_filter *f = &q->filters[i];
        bool range = f->op == LIST_FROM || f->op == LIST_TO || f->op == LIST_WITHIN;

        if (f->field != NULL ? !schema_is_indexed(q->kind, f->field) || field_types[f->field->type].sql == SQL_WORDS
                             : strcmp(f->name, "state") != 0)
            continue;
        if (f->op == LIST_IS || f->op == LIST_UNSET || (range && by_range))
            return true;
    }
    return false;
}

/* What only the rows themselves can answer. */
static bool asks_rows(struct ctx *cx, const struct list_query *q)
{
    return db_is_sqlite(cx->db) && !q->deleted && q->parent_id == 0 && !q->late && q->q == NULL && q->where == NULL;
}

static bool is_sorted(const struct list_query *q)
{
    struct str rest = str_of(q->sort != NULL ? q->sort : q->kind->sort != NULL ? q->kind->sort : "id"), part;

    if (!str_next(&rest, ',', &part))
        return true;
    part = str_trim(part);
    part = str_starts(part, "-") ? str_sub(part, 1, part.n) : part;
    const struct field *f = kind_field_n(q->kind, part);
    if (f == NULL)
        return str_is(part, "id") || part.n == 0;
    return f == record_sql_sort_field(q->kind) || f->unique || (f->filter && field_types[f->type].sql == SQL_DATE);
}

/* total: how many the query has. In the order of an index a page ends when it is full: soon, where every eighth row
   belongs to it. */
static bool scans(struct ctx *cx, const struct list_query *q, int64_t total)
{
    if (!asks_rows(cx, q) || is_found(q, false))
        return false;
    if (!is_sorted(q))
        return true;
    return q->n_filters > 0 && !is_found(q, true) && total >= 0 && q->page * q->per > total / 8;
}

/* The same where all of them are counted. Without a filter an index has all that is asked for. */
static bool counts_rows(struct ctx *cx, const struct list_query *q)
{
    return asks_rows(cx, q) && q->n_filters > 0 && !is_found(q, true);
}

static enum status add_where(struct making *m)
{
    const struct list_query *q = m->q;
    struct expr *e;

    buf_add_c(m->out, q->deleted ? " WHERE t.\"deleted_at\" IS NOT NULL AND "
                      : m->scans ? " WHERE +t.\"deleted_at\" IS NULL AND "
                                 : " WHERE t.\"deleted_at\" IS NULL AND ");
    access_where(m->cx, q->kind, q->deleted ? RIGHT_DELETE : q->right, "t", m->out, m->ps);
    if (q->deleted && q->right != RIGHT_READ) { /* to restore is not to take out of the house */
        buf_add_c(m->out, " AND ");
        access_where(m->cx, q->kind, q->right, "t", m->out, m->ps);
    }
    if (q->parent_id != 0 && kind_is_sub(q->kind)) {
        buf_add_c(m->out, " AND t.\"parent_id\" = ?");
        sql_param(m->cx, m->ps, db_i(q->parent_id));
    }
    if (q->mine) {
        buf_add_c(m->out, " AND t.\"created_by\" = ?");
        sql_param(m->cx, m->ps, db_i(m->cx->who.user_id));
    }
    if (q->late) {
        buf_add_c(m->out, " AND t.\"id\" IN (SELECT record_id FROM due WHERE late_at < ?)");
        sql_param(m->cx, m->ps, db_i(ctx_now(m->cx)));
    }
    for (size_t i = 0; i < q->n_filters; i++)
        add_filter(m, &q->filters[i]);
    if (q->q != NULL)
        add_search(m);
    if (q->where != NULL) {
        buf_add_c(m->out, " AND ");
        TRY(expr_parse(m->cx, str_of(q->where), &e));
        TRY(expr_sql(m->cx, e, q->kind, m->out, m->ps));
    }
    return buf_status(m->out);
}

enum status list_sql_where(struct ctx *cx, const struct list_query *q, struct buf *sql, struct sql_params *ps)
{
    struct making m = {cx, q, sql, ps, asks_rows(cx, q) && !is_found(q, false)}; /* for sums: of columns of the rows */

    return add_where(&m);
}

void list_sql_group(struct buf *out, const struct field *f)
{
    if (f != NULL)
        record_sql_column(out, f, 0, "t");
    else
        buf_add_c(out, "t.\"state\"");
}

static void add_order(struct making *m)
{
    const char *sort = m->q->sort != NULL ? m->q->sort : m->q->kind->sort != NULL ? m->q->kind->sort : "id";
    bool sqlite = db_is_sqlite(m->cx->db), down = false, first = true;
    struct str rest = str_of(sort), part;

    buf_add_c(m->out, " ORDER BY ");
    while (str_next(&rest, ',', &part)) {
        part = str_trim(part);
        bool minus = str_starts(part, "-");
        part = minus ? str_sub(part, 1, part.n) : part;
        const struct field *f = kind_field_n(m->q->kind, part);
        if (f != NULL ? access_field(m->cx, f) == ACCESS_MASK /* an order tells about what is masked */
                      : str_is(part, "title") && access_titles(m->cx, m->q->kind) == ACCESS_MASK)
            continue;
        down = first ? minus : down;
        buf_add_c(m->out, first ? "" : ", ");
        first = false;
        if (f != NULL)
            record_sql_column(m->out, f, 0, "t");
        else
            buf_printf(m->out, "t.\"%.*s\"", STR_ARGS(part));
        buf_add_c(m->out, minus ? " DESC" : "");
        if (!sqlite) /* empty values are the smallest, as in SQLite */
            buf_add_c(m->out, minus ? " NULLS LAST" : " NULLS FIRST");
    }
    buf_printf(m->out, "%st.\"id\"%s", first ? "" : ", ", down ? " DESC" : "");
}

/* total: -1 when all rows are wanted and not a page. What is sorted row by row is sorted by its numbers alone: whole
   rows are five times as dear where every row goes before those that are kept (the newest first). */
static enum status make_page(struct ctx *cx, struct list_query *q, int64_t total, struct buf *sql,
                             struct sql_params *ps)
{
    struct making m = {cx, q, sql, ps, scans(cx, q, total)};
    bool narrow = m.scans && total >= 0;

    buf_init(sql, cx->mem, SQL_BYTES);
    record_sql_some(sql, q->kind, q->shown, q->n_shown);
    if (narrow)
        buf_printf(sql, " WHERE t.\"id\" IN (SELECT t.\"id\" FROM \"%s\" t", q->kind->table);
    TRY(add_where(&m));
    add_order(&m);
    if (total >= 0) {
        buf_add_c(sql, " LIMIT ? OFFSET ?");
        sql_param(cx, ps, db_i(q->per));
        sql_param(cx, ps, db_i((q->page - 1) * q->per));
    }
    if (narrow) {
        buf_byte(sql, ')');
        add_order(&m);
    }
    return buf_status(sql);
}

/* Everything that the user reaches, without a question of his own. */
static bool counts_all(const struct list_query *q)
{
    return !q->deleted && q->parent_id == 0 && !q->mine && !q->late && q->n_filters == 0 && q->q == NULL &&
           q->where == NULL;
}

enum status list_count(struct ctx *cx, struct list_query *q, int64_t *ret_n)
{
    struct sql_params ps = {0};
    struct buf sql;
    struct making m = {cx, q, &sql, &ps, counts_rows(cx, q)};
    struct rows *r;

    int64_t known = q->total != NULL ? *q->total : counts_all(q) ? extent_of(cx, q->kind, q->right).live : -1;

    if (known >= 0) {
        *ret_n = known;
        return OK;
    }
    buf_init(&sql, cx->mem, SQL_BYTES);
    buf_printf(&sql, "SELECT count(*) AS n FROM \"%s\" t", q->kind->table);
    TRY(add_where(&m));
    if (db_memo_get(cx, buf_str(&sql), ps.n, ps.at, ret_n))
        return OK;
    TRY(db_one_(cx, &r, buf_str(&sql), ps.n, ps.at));
    *ret_n = rows_int(r, "n");
    db_memo_put(cx, buf_str(&sql), ps.n, ps.at, *ret_n);
    return OK;
}

static struct record *read_row(struct ctx *cx, const struct list_query *q, struct rows *r)
{
    struct record *rec = arena_new_of(cx->mem, struct record);
    size_t column = record_sql_first(q->kind);

    rec->kind = q->kind;
    rec->partial = true;
    rec->values = arena_alloc(cx->mem, (q->kind->n_fields + 1) * sizeof *rec->values);
    rec->loaded = rec->values;
    record_sql_read_common(cx, rec, r);
    rec->title = access_title(cx, rec);
    for (size_t i = 0; i < q->n_shown; i++) {
        int columns = record_sql_columns(q->shown[i]);
        if (columns > 0)
            rec->values[q->shown[i]->index] = record_sql_read(cx, q->shown[i], r, column);
        column += (size_t)columns;
    }
    return rec;
}

enum status list_run(struct ctx *cx, struct list_query *q, struct list_page *ret_page)
{
    struct {
        VEC(struct record *);
    } v = {0};
    struct sql_params ps = {0};
    struct buf sql;
    struct rows *r;
    int64_t total;

    TRY(list_count(cx, q, &total));
    if (total == 0) { /* an index of the wrong things need not be walked through for nothing */
        *ret_page = (struct list_page){.page = q->page};
        return OK;
    }
    TRY(make_page(cx, q, total, &sql, &ps));
    TRY(db_query_(cx, &r, buf_str(&sql), ps.n, ps.at));
    while (rows_next(r)) {
        struct record *rec = read_row(cx, q, r);
        vec_push(cx->mem, &v, rec);
    }
    TRY(rows_done(r));
    *ret_page = (struct list_page){v.at, v.n, total, q->page, (total + q->per - 1) / q->per};
    return OK;
}

enum status list_each(struct ctx *cx, struct list_query *q,
                      enum status (*fn)(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep), void *arg)
{
    struct sql_params ps = {0};
    struct buf sql;
    struct rows *r;
    enum status st = OK;

    TRY(make_page(cx, q, -1, &sql, &ps));
    TRY(db_query_(cx, &r, buf_str(&sql), ps.n, ps.at));
    while (st == OK && rows_next(r)) {
        struct arena_mark m = arena_mark(cx->mem);
        bool kept = false;
        size_t grown = reveal_grown(cx);
        st = fn(cx, read_row(cx, q, r), arg, &kept);
        if (st == OK && !kept && grown == reveal_grown(cx))
            arena_rewind(cx->mem, m);
    }
    enum status end = rows_done(r);
    return st != OK ? st : end;
}

static const char *group_value(struct ctx *cx, const struct field *f, struct rows *r)
{
    return f != NULL ? record_sql_read(cx, f, r, 0) : rows_text(r, "state");
}

enum status list_groups(struct ctx *cx, struct list_query *q, const char *field, struct list_group **ret_g,
                        size_t *ret_n)
{
    struct {
        VEC(struct list_group);
    } v = {0};
    const struct field *f = kind_field(q->kind, field);
    struct sql_params ps = {0};
    struct buf sql, column;
    struct making m = {cx, q, &sql, &ps, counts_rows(cx, q)};
    struct rows *r;

    if ((f == NULL && strcmp(field, "state") != 0) ||
        (f != NULL && (record_sql_columns(f) != 1 || access_field(cx, f) == ACCESS_MASK)))
        return ctx_problem(cx, "group", "problem.no_field", field);
    buf_init(&sql, cx->mem, SQL_BYTES);
    buf_init(&column, cx->mem, 200);
    list_sql_group(&column, f);
    buf_printf(&sql, "SELECT %s, count(*) AS n FROM \"%s\" t", buf_str(&column).p, q->kind->table);
    TRY(add_where(&m));
    buf_printf(&sql, " GROUP BY %s ORDER BY count(*) DESC, %s LIMIT 1000", buf_str(&column).p, buf_str(&column).p);
    TRY(db_query_(cx, &r, buf_str(&sql), ps.n, ps.at));
    while (rows_next(r)) {
        const char *value = group_value(cx, f, r);
        vec_push(cx->mem, &v, (struct list_group){value, rows_int(r, "n")});
    }
    TRY(rows_done(r));
    *ret_g = v.at;
    *ret_n = v.n;
    return OK;
}

static void json_sums(const struct list_total *t, struct buf *out)
{
    buf_add_c(out, "\"sums\":[");
    for (size_t i = 0; i < t->sums.n; i++) {
        const struct list_sum *s = &t->sums.at[i];

        buf_printf(out, "%s{\"field\":\"%s\",\"currency\":", i > 0 ? "," : "", s->field->id);
        if (s->currency != NULL)
            json_quote(out, str_of(s->currency));
        else
            buf_add_c(out, "null");
        buf_printf(out, ",\"sum\":\"%s\",\"count\":%lld}", s->sum, (long long)s->n);
    }
    buf_byte(out, ']');
}

static enum status json_groups(struct ctx *cx, struct list_query *q, struct buf *out)
{
    struct list_total *g, all;
    size_t n;

    TRY(list_sums_grouped(cx, q, &g, &n));
    TRY(list_sums(cx, q, &all));
    buf_add_c(out, ",\"groups\":[");
    for (size_t i = 0; i < n; i++) {
        buf_add_c(out, i > 0 ? ",{\"value\":" : "{\"value\":");
        if (g[i].value != NULL)
            json_quote(out, str_of(g[i].value));
        else
            buf_add_c(out, "null");
        buf_printf(out, ",\"count\":%lld,", (long long)g[i].n);
        json_sums(&g[i], out);
        buf_byte(out, '}');
    }
    buf_add_c(out, "],");
    json_sums(&all, out);
    return OK;
}

enum status list_json(struct ctx *cx, struct list_query *q, struct buf *out)
{
    struct sql_params ps = {0};
    struct buf sql;
    struct rows *r;
    int64_t total;
    bool first = true;

    TRY(list_count(cx, q, &total));
    TRY(make_page(cx, q, total, &sql, &ps));
    buf_printf(out, "{\"kind\":\"%s\",\"total\":%lld,\"page\":%lld,\"pages\":%lld,\"rows\":[", q->kind->id,
               (long long)total, (long long)q->page, (long long)((total + q->per - 1) / q->per));
    TRY(db_query_(cx, &r, buf_str(&sql), ps.n, ps.at));
    while (rows_next(r)) {
        struct record head = {.kind = q->kind};
        record_sql_peek_common(&head, r);
        head.title = access_title(cx, &head);
        buf_add_c(out, first ? "" : ",");
        first = false;
        record_json_head(cx, &head, out);
        record_json_fields(cx, &head, q->shown, q->n_shown, r, out);
    }
    TRY(rows_done(r));
    buf_byte(out, ']');
    if (q->group != NULL)
        TRY(json_groups(cx, q, out));
    buf_byte(out, '}');
    return buf_status(out);
}

/* A cell of a spreadsheet: quoted where it must be; what a program would take for a formula gets an apostrophe. */
static void csv_cell(struct buf *out, const char *value, bool first)
{
    struct str s = str_of(value);
    bool guarded = str_needs_guard(s), quoted = guarded;

    for (size_t i = 0; i < s.n; i++)
        quoted = quoted || strchr(",\"\n\r;", s.p[i]) != NULL;
    buf_add_c(out, first ? "" : ",");
    if (quoted)
        buf_byte(out, '"');
    if (guarded)
        buf_byte(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, s.p[i]);
    }
    if (quoted)
        buf_byte(out, '"');
}

struct csv {
    const struct list_query *q;
    struct buf *out;
};

static const char *state_label(struct ctx *cx, const struct record *rec)
{
    int s = rec->state == NULL ? -1 : kind_state(rec->kind, rec->state);

    return s < 0 ? "" : label_text(&rec->kind->states[s].label, cx->lang);
}

static enum status csv_row(struct ctx *cx, const struct record *rec, void *arg, bool *ret_keep)
{
    struct csv *c = arg;
    size_t cap = c->out->cap;

    csv_cell(c->out, rec->code, true);
    for (size_t i = 0; i < c->q->n_shown; i++)
        csv_cell(c->out, record_show(cx, rec, c->q->shown[i]), false);
    if (rec->kind->n_states > 0)
        csv_cell(c->out, state_label(cx, rec), false);
    buf_add_c(c->out, "\r\n");
    *ret_keep = c->out->cap != cap;
    return buf_status(c->out);
}

enum status list_csv(struct ctx *cx, struct list_query *q, struct buf *out)
{
    struct csv c = {q, out};

    q->right = RIGHT_EXPORT;
    buf_add_c(out, "\xEF\xBB\xBF");
    csv_cell(out, "code", true);
    for (size_t i = 0; i < q->n_shown; i++)
        csv_cell(out, label_text(&q->shown[i]->label, cx->lang), false);
    if (q->kind->n_states > 0)
        csv_cell(out, "state", false);
    buf_add_c(out, "\r\n");
    return list_each(cx, q, csv_row, &c);
}
