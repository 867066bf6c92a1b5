/* See due.h. One SELECT per kind, joined by UNION ALL: each under the rights to its own kind. */
#include "register/due.h"

#include <string.h>

#include "base/vec.h"
#include "register/record_sql.h"

enum { SQL_BYTES = 1 << 19, PER_PAGE = 50 };

struct making {
    struct ctx *cx;
    const struct due_query *q;
    struct buf *out;
    struct sql_params *ps;
};

/* "t" names the user: he made it, or a field of the record (of a sub-record: that one) does. */
static void add_mine(const struct making *m, const struct kind *k)
{
    const struct who *w = &m->cx->who;

    buf_add_c(m->out, " AND (t.\"created_by\" = ?");
    sql_param(m->cx, m->ps, db_i(w->user_id));
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        bool by_org = kind_is_sub(k) && f->type == FT_ORG && w->org_id != 0;
        bool several = f->type == FT_MUSER;
        if (!field_is_stored(f) || (f->type != FT_USER && !several && !by_org))
            continue;
        buf_printf(m->out, several ? " OR t.\"%s\" LIKE ?" : " OR t.\"%s\" = ?", f->id);
        sql_param(m->cx, m->ps, several ? db_s(arena_printf(m->cx->mem, "%% %lld %%", (long long)w->user_id))
                                        : db_i(by_org ? w->org_id : w->user_id));
    }
    buf_add_c(m->out, ")");
}

static void add_unit(const struct making *m)
{
    const struct who *w = &m->cx->who;

    if (w->unit_id == 0) {
        buf_add_c(m->out, " AND t.\"org\" = ?");
        sql_param(m->cx, m->ps, db_i(w->org_id));
        return;
    }
    buf_add_c(m->out, " AND t.\"org\" = ? AND (t.\"unit\" IS NULL OR t.\"unit\" = ?)");
    sql_param(m->cx, m->ps, db_i(w->org_id));
    sql_param(m->cx, m->ps, db_i(w->unit_id));
}

/* late is asked of the clock, not of the stage that the job wrote last. */
static void add_stage(const struct making *m)
{
    const char *s = m->q->stage;

    if (s == NULL)
        return;
    if (strcmp(s, "late") == 0 || strcmp(s, "escalated") == 0) {
        buf_add_c(m->out, " AND d.late_at < ?");
        sql_param(m->cx, m->ps, db_i(ctx_now(m->cx)));
        if (*s == 'l')
            return;
    } else {
        buf_add_c(m->out, " AND (d.late_at IS NULL OR d.late_at >= ?)");
        sql_param(m->cx, m->ps, db_i(ctx_now(m->cx)));
    }
    buf_add_c(m->out, " AND d.stage = ?");
    sql_param(m->cx, m->ps, db_s(s));
}

static void add_kind(const struct making *m, const struct kind *k, bool first)
{
    buf_printf(m->out, "%sSELECT d.record_id, d.rule, d.kind, d.from_on, d.due_on, d.due_at, d.late_at, d.stage, "
                       "d.flags, t.\"title\" AS title, t.\"code\" AS code "
                       "FROM due d JOIN \"%s\" t ON t.\"id\" = d.record_id "
                       "WHERE d.kind = '%s' AND d.stopped_at IS NULL AND t.\"deleted_at\" IS NULL AND ",
               first ? "" : " UNION ALL ", k->table, k->id);
    access_where(m->cx, k, RIGHT_READ, "t", m->out, m->ps);
    if (date_is_set(m->q->until)) {
        buf_add_c(m->out, " AND d.due_on <= ?");
        sql_param(m->cx, m->ps, db_s(date_text(m->cx->mem, m->q->until)));
    }
    if (m->q->whose == DUE_MINE)
        add_mine(m, k);
    else if (m->q->whose == DUE_UNIT)
        add_unit(m);
    add_stage(m);
}

/* Which kinds have anything open at all: most have not, and an empty SELECT costs its planning. */
static enum status open_kinds(struct ctx *cx, const struct due_query *q, const struct kind ***ret_at, size_t *ret_n)
{
    struct {
        VEC(const struct kind *);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT DISTINCT kind FROM due WHERE stopped_at IS NULL ORDER BY kind"));
    while (rows_next(r)) {
        const struct kind *k = kind_find(rows_text(r, "kind"));
        if (k != NULL && (q->kind == NULL || q->kind == k) && access_may(cx, k, RIGHT_READ))
            vec_push(cx->mem, &v, k);
    }
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

static struct due_row read_row(struct rows *r)
{
    return (struct due_row){.kind = kind_find(rows_text(r, "kind")), .record_id = rows_int(r, "record_id"),
                            .due_at = rows_int(r, "due_at"), .title = rows_text(r, "title"),
                            .code = rows_text(r, "code"), .rule = rows_text(r, "rule"),
                            .stage = rows_text(r, "stage"), .due = rows_date(r, "due_on"),
                            .from = rows_date(r, "from_on"), .flags = (unsigned)rows_int(r, "flags")};
}

/* A title may be personal data: then the record says what may be shown. */
static enum status mask(struct ctx *cx, struct due_row *row)
{
    struct record *rec;

    if (row->kind->title_personal == 0 || cx->who.is_system)
        return OK;
    TRY(record_load_head(cx, row->kind, row->record_id, &rec));
    row->title = rec->title;
    return OK;
}

static enum status run(const struct making *m, const struct kind *const *kinds, size_t n, struct due_row **ret_rows,
                       size_t *ret_n, int64_t *ret_total)
{
    struct ctx *cx = m->cx;
    int64_t per = m->q->per > 0 ? m->q->per : PER_PAGE, page = m->q->page > 0 ? m->q->page : 1;
    struct {
        VEC(struct due_row);
    } v = {0};
    struct rows *r;

    buf_add_c(m->out, "SELECT COUNT(*) AS n FROM (");
    for (size_t i = 0; i < n; i++)
        add_kind(m, kinds[i], i == 0);
    buf_add_c(m->out, ") x");
    TRY(buf_status(m->out));
    TRY(db_one_(cx, &r, buf_str(m->out), m->ps->n, m->ps->at));
    *ret_total = rows_int(r, "n");
    m->out->n = m->ps->n = 0;
    buf_add_c(m->out, "SELECT * FROM (");
    for (size_t i = 0; i < n; i++)
        add_kind(m, kinds[i], i == 0);
    buf_add_c(m->out, ") x ORDER BY CASE WHEN late_at < ? THEN 0 ELSE 1 END, due_at, record_id, rule LIMIT ? OFFSET ?");
    sql_param(cx, m->ps, db_i(ctx_now(cx)));
    sql_param(cx, m->ps, db_i(per));
    sql_param(cx, m->ps, db_i((page - 1) * per));
    TRY(buf_status(m->out));
    TRY(db_query_(cx, &r, buf_str(m->out), m->ps->n, m->ps->at));
    while (rows_next(r)) {
        struct due_row row = read_row(r);
        vec_push(cx->mem, &v, row);
    }
    TRY(rows_done(r));
    for (size_t i = 0; i < v.n; i++)
        TRY(mask(cx, &v.at[i]));
    *ret_rows = v.at;
    *ret_n = v.n;
    return OK;
}

enum status due_list(struct ctx *cx, const struct due_query *q, struct due_row **ret_rows, size_t *ret_n,
                     int64_t *ret_total)
{
    const struct kind **kinds;
    struct sql_params ps = {0};
    struct buf sql;
    size_t n;

    *ret_n = 0;
    *ret_total = 0;
    *ret_rows = NULL;
    TRY(open_kinds(cx, q, &kinds, &n));
    if (n == 0)
        return OK;
    buf_init(&sql, cx->mem, SQL_BYTES);
    return run(&(struct making){cx, q, &sql, &ps}, kinds, n, ret_rows, ret_n, ret_total);
}
