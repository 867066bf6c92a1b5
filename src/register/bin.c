/* See bin.h. One SELECT per register that holds anything deleted, joined by UNION ALL: each under the rights to its own
   kind. Who and why stand in the version that deleted the record: nothing is saved in the bin after it. */
#include "register/bin.h"

#include <string.h>

#include "base/vec.h"
#include "platform/setting.h"
#include "register/access.h"
#include "register/record_sql.h"

enum { SQL_BYTES = 1 << 19, PER_PAGE = 50 };

struct making {
    struct ctx *cx;
    const struct kind **kinds;
    size_t n;
    struct buf *out;
    struct sql_params *ps;
};

bool bin_may(const struct ctx *cx)
{
    for (size_t i = 0; i < kind_all()->n; i++)
        if (access_may(cx, kind_all()->at[i], RIGHT_DELETE))
            return true;
    return false;
}

/* Which registers hold anything deleted: most do not, and an empty SELECT costs its planning. */
static enum status full_kinds(struct making *m)
{
    struct ctx *cx = m->cx;
    struct rows *r;
    bool first = true;

    m->kinds = arena_alloc(cx->mem, (kind_all()->n + 1) * sizeof(*m->kinds));
    for (size_t i = 0; i < kind_all()->n; i++) {
        const struct kind *k = kind_all()->at[i];
        if (!access_may(cx, k, RIGHT_DELETE))
            continue;
        buf_printf(m->out, "%sSELECT '%s' AS kind WHERE EXISTS (SELECT 1 FROM \"%s\" WHERE \"deleted_at\" IS NOT NULL)",
                   first ? "" : " UNION ALL ", k->id, k->table);
        first = false;
    }
    if (first)
        return OK;
    TRY(buf_status(m->out));
    TRY(db_query_(cx, &r, buf_str(m->out), 0, NULL));
    while (rows_next(r))
        if ((m->kinds[m->n] = kind_find(rows_text(r, "kind"))) != NULL)
            m->n++;
    m->out->n = 0;
    return rows_done(r);
}

static void add_owner_stands(const struct making *m, const struct kind *k)
{
    buf_add_c(m->out, " AND (t.\"parent_id\" IS NULL");
    for (unsigned i = 0; i < k->parents.n; i++)
        if (k->parent_kinds[i] != NULL)
            buf_printf(m->out, " OR (t.\"parent_kind\" = '%s' AND EXISTS (SELECT 1 FROM \"%s\" q WHERE q.\"id\" = "
                               "t.\"parent_id\" AND q.\"deleted_at\" IS NULL))",
                       k->parent_kinds[i]->id, k->parent_kinds[i]->table);
    buf_byte(m->out, ')');
}

static void add_kind(const struct making *m, const struct kind *k, bool first)
{
    buf_printf(m->out, "%sSELECT '%s' AS kind, t.\"id\" AS id, t.\"deleted_at\" AS at, h.login AS login, h.why AS why, "
                       "h.what AS what FROM \"%s\" t JOIN history h ON h.record_id = t.\"id\" AND "
                       "h.version = t.\"version\" WHERE t.\"deleted_at\" IS NOT NULL AND ",
               first ? "" : " UNION ALL ", k->id, k->table);
    access_where(m->cx, k, RIGHT_READ, "t", m->out, m->ps);
    buf_add_c(m->out, " AND ");
    access_where(m->cx, k, RIGHT_DELETE, "t", m->out, m->ps);
    if (kind_is_sub(k))
        add_owner_stands(m, k);
}

static void add_all(const struct making *m, const struct kind *only)
{
    bool first = true;

    for (size_t i = 0; i < m->n; i++)
        if (only == NULL || only == m->kinds[i]) {
            add_kind(m, m->kinds[i], first);
            first = false;
        }
}

static enum status count(const struct making *m, const struct bin_query *q, struct bin *b)
{
    struct {
        VEC(struct bin_count);
    } v = {0};
    struct rows *r;

    buf_add_c(m->out, "SELECT kind, login, COUNT(*) AS n FROM (");
    add_all(m, NULL);
    buf_add_c(m->out, ") x GROUP BY kind, login ORDER BY login, kind");
    TRY(buf_status(m->out));
    TRY(db_query_(m->cx, &r, buf_str(m->out), m->ps->n, m->ps->at));
    while (rows_next(r)) {
        struct bin_count c = {kind_find(rows_text(r, "kind")), rows_text(r, "login"), rows_int(r, "n")};
        vec_push(m->cx->mem, &v, c);
        if ((q->kind == NULL || q->kind == c.kind) && (q->login == NULL || strcmp(q->login, c.login) == 0))
            b->total += c.n;
    }
    b->counts = v.at;
    b->n_counts = v.n;
    m->out->n = m->ps->n = 0;
    return rows_done(r);
}

static struct bin_row read_row(struct rows *r)
{
    return (struct bin_row){.kind = kind_find(rows_text(r, "kind")), .record_id = rows_int(r, "id"),
                            .at = rows_int(r, "at"), .login = rows_text(r, "login"), .why = rows_text(r, "why"),
                            .merged = strcmp(rows_text(r, "what"), "merge") == 0};
}

static bool is_late_hand(const struct ctx *cx)
{
    return cx->who.is_system || (cx->who.roles & ROLE_BIT(ROLE_ADMIN)) != 0;
}

static void set_days(struct ctx *cx, long days, struct bin_row *row)
{
    row->last = date_add_days(date_of_instant(row->at), (int)days);
    row->left = date_days(row->last) - date_days(ctx_today(cx));
    row->may = row->left >= 0 || is_late_hand(cx);
}

static enum status page(const struct making *m, const struct bin_query *q, struct bin *b)
{
    int64_t per = q->per > 0 ? q->per : PER_PAGE, at = q->page > 0 ? q->page : 1;
    struct ctx *cx = m->cx;
    struct record *rec;
    struct {
        VEC(struct bin_row);
    } v = {0};
    struct rows *r;

    buf_add_c(m->out, "SELECT kind, id, at, login, why, what FROM (");
    add_all(m, q->kind);
    buf_add_c(m->out, ") x WHERE (? = '' OR login = ?) ORDER BY at DESC, id DESC LIMIT ? OFFSET ?");
    sql_param(cx, m->ps, db_s(q->login != NULL ? q->login : ""));
    sql_param(cx, m->ps, db_s(q->login != NULL ? q->login : ""));
    sql_param(cx, m->ps, db_i(per));
    sql_param(cx, m->ps, db_i((at - 1) * per));
    TRY(buf_status(m->out));
    TRY(db_query_(cx, &r, buf_str(m->out), m->ps->n, m->ps->at));
    while (rows_next(r)) {
        struct bin_row row = read_row(r);
        vec_push(cx->mem, &v, row);
    }
    TRY(rows_done(r));
    for (size_t i = 0; i < v.n; i++) {
        TRY(record_load_head(cx, v.at[i].kind, v.at[i].record_id, &rec));
        v.at[i].title = rec->title;
        v.at[i].code = rec->code;
        set_days(cx, b->days, &v.at[i]);
    }
    b->rows = v.at;
    b->n = v.n;
    return OK;
}

enum status bin_list(struct ctx *cx, const struct bin_query *q, struct bin *ret_bin)
{
    struct sql_params ps = {0};
    struct bin b = {0};
    struct buf sql;

    buf_init(&sql, cx->mem, SQL_BYTES);
    struct making m = {.cx = cx, .out = &sql, .ps = &ps};
    TRY(setting_int_now(cx, "bin.days", &b.days));
    TRY(full_kinds(&m));
    if (m.n > 0)
        TRY(count(&m, q, &b));
    if (b.total > 0)
        TRY(page(&m, q, &b));
    *ret_bin = b;
    return OK;
}

enum status bin_row_of(struct ctx *cx, const struct record *rec, struct bin_row *ret_row)
{
    struct bin_row row;
    struct rows *r;
    long days;

    TRY(setting_int_now(cx, "bin.days", &days));
    TRY(db_one(cx, &r,
               "SELECT kind, record_id AS id, at, login, why, what FROM history WHERE record_id = ? AND version = ? "
               "ORDER BY seq LIMIT 1",
               db_i(rec->id), db_i(rec->version)));
    row = read_row(r);
    row.at = rec->deleted_at;
    row.title = rec->title;
    row.code = rec->code;
    set_days(cx, days, &row);
    *ret_row = row;
    return OK;
}

enum status bin_check(struct ctx *cx, const struct record *rec)
{
    struct bin_row row = {.at = rec->deleted_at};
    long days;

    TRY(setting_int_now(cx, "bin.days", &days));
    set_days(cx, days, &row);
    return row.may ? OK : ctx_problem(cx, "", "problem.bin_over", arena_printf(cx->mem, "%ld", days));
}
