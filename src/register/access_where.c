/* Rights over many records: the condition that lists, counts, groups, exports and expressions over links carry.
   See access.h. Not for: one record (access.c). */
#include "register/access_private.h"
#include "register/extent.h"

/* The value that an `assigned` field must have for the record to be the user's own; 0 = none can be. */
static int64_t assignee(const struct field *f, int64_t user_id, int64_t org_id)
{
    return !f->assigned ? 0 : f->type == FT_USER || f->type == FT_MUSER ? user_id : f->type == FT_ORG ? org_id : 0;
}

/* as."field" = id, or has the id among its words. */
static void add_named(struct ctx *cx, const struct field *f, int64_t id, const char *as, struct buf *sql,
                      struct sql_params *ps)
{
    bool several = f->type == FT_MUSER;

    buf_printf(sql, several ? "%s.\"%s\" LIKE ?" : "%s.\"%s\" = ?", as, f->id);
    sql_param(cx, ps, several ? db_s(arena_printf(cx->mem, "%% %lld %%", (long long)id)) : db_i(id));
}

void access_where_assigned(struct ctx *cx, const struct kind *k, bool reads, const struct who_place *p, const char *as,
                         struct buf *sql, struct sql_params *ps)
{
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        int64_t id = assignee(f, cx->who.user_id, p->org_id);
        if (id != 0) {
            buf_add_c(sql, " OR ");
            add_named(cx, f, id, as, sql, ps);
        }
        if (!reads || f->type != FT_SUB || f->target == NULL)
            continue;
        for (unsigned s = 0; s < f->target->n_fields; s++) {
            const struct field *g = &f->target->fields[s];
            if ((id = assignee(g, cx->who.user_id, p->org_id)) == 0)
                continue;
            buf_printf(sql, " OR %s.\"id\" IN (SELECT p.\"parent_id\" FROM \"%s\" p WHERE ", as, f->target->table);
            add_named(cx, g, id, "p", sql, ps);
            buf_add_c(sql, " AND p.\"deleted_at\" IS NULL)");
        }
    }
}

static void add_or(struct buf *sql, bool *first, const char *condition)
{
    buf_add_c(sql, *first ? "" : " OR ");
    buf_add_c(sql, condition);
    *first = false;
}

static void add_national(struct buf *sql, const struct kind *k, const char *as, bool *first)
{
    add_or(sql, first, k->national.n == 0 ? "1 = 1" : "");
    if (k->national.n > 0)
        buf_printf(sql, "%s.\"state\" IN (", as);
    for (unsigned i = 0; i < k->national.n; i++) /* ids of states: checked words */
        buf_printf(sql, "%s'%s'", i > 0 ? ", " : "", k->national.at[i]);
    if (k->national.n > 0)
        buf_byte(sql, ')');
}

struct where {
    const struct kind *k;
    const char *as; /* alias of the table */
    enum right r;
    struct buf *sql;
    struct sql_params *ps;
    bool first;
};

static void add_place(struct ctx *cx, struct where *w, const struct who_place *p, unsigned bits)
{
    if ((bits & (1U << SCOPE_NAT)) != 0)
        add_national(w->sql, w->k, w->as, &w->first);
    if ((bits & (1U << SCOPE_PROV)) != 0 && p->province != NULL) {
        add_or(w->sql, &w->first, "");
        buf_printf(w->sql, "%s.\"province\" = ?", w->as);
        sql_param(cx, w->ps, db_s(p->province));
    }
    if ((bits & (1U << SCOPE_ORG)) != 0 && p->org_id != 0) {
        add_or(w->sql, &w->first, "");
        buf_printf(w->sql, "%s.\"org\" = ?", w->as);
        sql_param(cx, w->ps, db_i(p->org_id));
    } else if ((bits & (1U << SCOPE_UNIT)) != 0 && p->org_id != 0) {
        add_or(w->sql, &w->first, "");
        buf_printf(w->sql, "(%s.\"org\" = ? AND (? = 0 OR %s.\"unit\" IS NULL OR %s.\"unit\" = ?))", w->as, w->as,
                   w->as);
        sql_param(cx, w->ps, db_i(p->org_id));
        sql_param(cx, w->ps, db_i(p->unit_id));
        sql_param(cx, w->ps, db_i(p->unit_id));
    }
    if ((bits & (1U << SCOPE_OWN)) != 0 && cx->who.user_id != 0) {
        add_or(w->sql, &w->first, "");
        buf_printf(w->sql, "%s.\"created_by\" = ?", w->as);
        sql_param(cx, w->ps, db_i(cx->who.user_id));
        access_where_assigned(cx, w->k, w->r == RIGHT_READ, p, w->as, w->sql, w->ps);
    }
}

static void add_grants(struct ctx *cx, struct where *w)
{
    bool all = false;

    for (size_t i = 0; i < access_n_places(&cx->who); i++)
        all = all || (access_scopes_of(cx, w->k, 1U << w->r, access_place(&cx->who, i).roles) & (1U << SCOPE_ALL)) != 0;
    if (all)
        add_or(w->sql, &w->first, "1 = 1");
    for (size_t i = 0; !all && i < access_n_places(&cx->who); i++) {
        struct who_place p = access_place(&cx->who, i);
        add_place(cx, w, &p, access_scopes_of(cx, w->k, 1U << w->r, p.roles));
    }
}

static void add_parents(struct ctx *cx, struct where *w)
{
    for (unsigned i = 0; i < w->k->parents.n; i++) {
        const struct kind *pk = w->k->parent_kinds[i];
        if (pk == NULL || !access_may(cx, pk, access_on_parent(w->r)))
            continue;
        add_or(w->sql, &w->first, "");
        buf_printf(w->sql, "(%s.\"parent_kind\" = '%s' AND %s.\"parent_id\" IN (SELECT o.\"id\" FROM \"%s\" o WHERE ",
                   w->as, pk->id, w->as, pk->table);
        access_where(cx, pk, access_on_parent(w->r), "o", w->sql, w->ps);
        buf_add_c(w->sql, "))");
    }
}

/* One comparison a row: of the four words that the column knows (CHECK), the alphabet puts internal and public first,
   then restricted, then secret_ref. */
void access_clearance(const struct ctx *cx, const char *as, struct buf *sql)
{
    static const char *const within[] = {"= 'public'", "< 'restricted'", "< 'secret_ref'"};

    if (cx->who.clearance > 2)
        buf_add_c(sql, "1 = 1");
    else
        buf_printf(sql, "%s.\"classification\" %s", as, within[cx->who.clearance]);
}

void access_where(struct ctx *cx, const struct kind *k, enum right r, const char *as, struct buf *sql,
                  struct sql_params *ps)
{
    struct where w = {k, as, r, sql, ps, true};
    struct extent all = {.live = -1};

    if (cx->who.is_system) {
        buf_add_c(sql, "(1 = 1)");
        return;
    }
    all = extent_of(cx, k, r);
    buf_add_c(sql, "((");
    if (all.scope)
        buf_add_c(sql, "1 = 1"); /* it would leave nothing out */
    else if (access_is_own(k))
        add_grants(cx, &w);
    else
        add_parents(cx, &w);
    if (w.first && !all.scope)
        buf_add_c(sql, "1 = 0"); /* no grant: nothing */
    buf_byte(sql, ')');
    if (!all.clearance) {
        buf_add_c(sql, " AND ");
        access_clearance(cx, as, sql);
    }
    if (r == RIGHT_EXPORT && cx->who.clearance > 2) /* a reference to a secret leaves in no file (MODEL 4.6, V26) */
        buf_printf(sql, " AND %s.\"classification\" < 'secret_ref'", as);
    buf_byte(sql, ')');
}
