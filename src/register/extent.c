/* See extent.h. What is empty has a value of its own there (-1, '-'), because NULLs in a key would not meet. */
#include "register/extent.h"

#include "platform/db.h"
#include "register/access_private.h"

static const char table[] =
    "CREATE TABLE IF NOT EXISTS extent ( -- where the records of each kind lie (register/extent.h)\n"
    "  kind TEXT NOT NULL, -- id of the kind\n"
    "  org INTEGER NOT NULL, -- as in the record; -1 = none\n"
    "  unit INTEGER NOT NULL, -- as in the record; -1 = none\n"
    "  province TEXT NOT NULL, -- as in the record; '-' = none\n"
    "  classification TEXT NOT NULL, -- as in the record\n"
    "  live INTEGER NOT NULL, -- 0 = the deleted ones\n"
    "  n INTEGER NOT NULL, -- how many\n"
    "  PRIMARY KEY (kind, org, unit, province, classification, live)\n"
    ") STRICT, WITHOUT ROWID;\n";

#define KEY_OF(row)                                                                                                    \
    "COALESCE(" row "\"org\", -1), COALESCE(" row "\"unit\", -1), COALESCE(" row "\"province\", '-'), "                \
    row "\"classification\", " row "\"deleted_at\" IS NULL"
#define INTO "INSERT INTO extent (kind, org, unit, province, classification, live, n) "
#define ADD                                                                                                            \
    INTO "VALUES ('%s', " KEY_OF("NEW.") ", 1) "                                                                       \
         "ON CONFLICT (kind, org, unit, province, classification, live) DO UPDATE SET n = n + 1; "
#define TAKE                                                                                                           \
    "UPDATE extent SET n = n - 1 WHERE kind = '%s' AND (org, unit, province, classification, live) = ("                \
    KEY_OF("OLD.") "); "

enum { MANY = 200, DEAR = 32 }; /* a record with triggers is as dear as so many that are counted */

static enum status drop(struct ctx *cx, const struct kind *k)
{
    return db_script(cx, str_of(arena_printf(cx->mem, "DROP TRIGGER IF EXISTS \"e_%s_new\"; "
        "DROP TRIGGER IF EXISTS \"e_%s_other\"; DROP TRIGGER IF EXISTS \"e_%s_gone\";", k->id, k->id, k->id)));
}

enum status extent_schema(struct ctx *cx, const struct kind *k)
{
    const char *id = k->id, *t = k->table;

    if (!db_is_sqlite(cx->db) || !access_is_own(k))
        return OK;
    TRY(db_script(cx, str_of(table)));
    TRY(drop(cx, k));
    return db_script(cx, str_of(arena_printf(cx->mem,
        "CREATE TRIGGER \"e_%s_new\" AFTER INSERT ON \"%s\" BEGIN " ADD "END; "
        "CREATE TRIGGER \"e_%s_gone\" AFTER DELETE ON \"%s\" BEGIN " TAKE "END; "
        "CREATE TRIGGER \"e_%s_other\" AFTER UPDATE ON \"%s\" WHEN (" KEY_OF("OLD.") ") IS NOT (" KEY_OF("NEW.") ") "
        "BEGIN " TAKE ADD "END; "
        "DELETE FROM extent WHERE kind = '%s'; "
        INTO "SELECT '%s', " KEY_OF("") ", count(*) FROM \"%s\" GROUP BY 2, 3, 4, 5, 6",
        id, t, id, id, t, id, id, t, id, id, id, id, t)));
}

enum status extent_pause(struct ctx *cx, const struct kind *k, int64_t n, bool *ret_paused)
{
    struct rows *r;

    *ret_paused = false;
    if (!db_is_sqlite(cx->db) || !access_is_own(k) || n <= MANY)
        return OK;
    TRY(db_one(cx, &r, "SELECT COALESCE(sum(n), 0) AS n FROM extent WHERE kind = ?", db_s(k->id)));
    if (n < rows_int(r, "n") / DEAR)
        return OK;
    TRY(drop(cx, k));
    *ret_paused = true;
    return OK;
}

enum status extent_go_on(struct ctx *cx, const struct kind *k, bool paused)
{
    return paused ? extent_schema(cx, k) : OK;
}

/* ---- asking ---- */

struct asking {
    struct ctx *cx;
    const struct kind *k;
    struct buf sql;
    struct sql_params ps;
    bool all, undecided; /* of all records; a scope that these columns do not tell */
    unsigned n;          /* alternatives */
};

static void add(struct asking *a, const char *condition)
{
    buf_add_c(&a->sql, a->n++ > 0 ? " OR " : "");
    buf_add_c(&a->sql, condition);
}

static void add_place(struct asking *a, const struct who_place *p, unsigned bits)
{
    struct ctx *cx = a->cx;

    a->all = a->all || (bits & (1U << SCOPE_ALL)) != 0;
    if ((bits & (1U << SCOPE_NAT)) != 0) {
        a->all = a->all || a->k->national.n == 0;
        a->undecided = a->undecided || a->k->national.n > 0;
    }
    if ((bits & (1U << SCOPE_PROV)) != 0 && p->province != NULL) {
        add(a, "(province = ? AND province <> '-')");
        sql_param(cx, &a->ps, db_s(p->province));
    }
    if ((bits & (1U << SCOPE_ORG)) != 0 && p->org_id > 0) {
        add(a, "org = ?");
        sql_param(cx, &a->ps, db_i(p->org_id));
    } else if ((bits & (1U << SCOPE_UNIT)) != 0 && p->org_id > 0) {
        add(a, "(org = ? AND (? = 0 OR unit = -1 OR unit = ?))");
        sql_param(cx, &a->ps, db_i(p->org_id));
        sql_param(cx, &a->ps, db_i(p->unit_id));
        sql_param(cx, &a->ps, db_i(p->unit_id));
    }
    a->undecided = a->undecided || (bits & (1U << SCOPE_OWN)) != 0;
}

static struct asking where_he_may(struct ctx *cx, const struct kind *k, enum right r)
{
    struct asking a = {cx, k, .all = cx->who.is_system};

    buf_init(&a.sql, cx->mem, 1 << 16);
    buf_add_c(&a.sql, "SELECT COALESCE(SUM(CASE WHEN scope THEN 0 ELSE n END), 0) AS outside, "
                      "COALESCE(SUM(CASE WHEN cleared THEN 0 ELSE n END), 0) AS above, "
                      "COALESCE(SUM(CASE WHEN scope AND cleared AND live = 1 THEN n END), 0) AS n "
                      "FROM (SELECT n, live, (");
    for (size_t i = 0; !a.all && i < access_n_places(&cx->who); i++) {
        struct who_place p = access_place(&cx->who, i);
        add_place(&a, &p, access_scopes_of(cx, k, 1U << r, p.roles));
    }
    if (a.all || a.n == 0) {
        buf_add_c(&a.sql, a.n > 0 ? " OR 1 = 1" : a.all ? "1 = 1" : "1 = 0");
        a.undecided = a.undecided && !a.all;
    }
    buf_add_c(&a.sql, ") AS scope, ");
    access_clearance(cx, "extent", &a.sql);
    buf_add_c(&a.sql, " AS cleared FROM extent WHERE kind = ?)");
    sql_param(cx, &a.ps, db_s(k->id));
    return a;
}

/* The answer is remembered as one number while nothing in the database changes: two bits and the count. Whatever else
   decides is not in it: two users may ask with the same words. */
static int64_t asked(struct ctx *cx, const struct asking *a)
{
    struct rows *r;

    if (db_one_(cx, &r, buf_str(&a->sql), a->ps.n, a->ps.at) != OK)
        return -1; /* then the rows are asked */
    bool scope = rows_int(r, "outside") == 0, cleared = rows_int(r, "above") == 0;
    return rows_int(r, "n") << 2 | cleared << 1 | scope;
}

struct extent extent_of(struct ctx *cx, const struct kind *k, enum right r)
{
    int64_t told;

    if (!db_in_view(cx->db) || !access_is_own(k))
        return (struct extent){.live = -1};
    struct asking a = where_he_may(cx, k, r);
    if (buf_status(&a.sql) != OK)
        return (struct extent){.live = -1};
    if (!db_memo_get(cx, buf_str(&a.sql), a.ps.n, a.ps.at, &told)) {
        told = asked(cx, &a);
        if (told < 0)
            return (struct extent){.live = -1};
        db_memo_put(cx, buf_str(&a.sql), a.ps.n, a.ps.at, told);
    }
    bool scope = (told & 1) != 0;
    return (struct extent){scope, (told & 2) != 0, a.undecided && !scope ? -1 : told >> 2};
}
