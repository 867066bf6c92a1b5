/* See access.h. A right is a grant of the kind (for sub-records: of its parent) that names one of the user's roles. */
#include "register/access.h"

#include <string.h>

#include "register/record_sql.h"

static const struct {
    const char *code, *what;
} roles[ROLE__MAX] = {
#define ROLE_ROW(code, what) {#code, what},
    ROLE_TABLE(ROLE_ROW)
#undef ROLE_ROW
};

const char *role_code(enum role r)
{
    return roles[r].code;
}

const char *role_what(enum role r)
{
    return roles[r].what;
}

bool role_parse(struct str code, enum role *ret_r)
{
    for (int r = 0; r < ROLE__MAX; r++)
        if (str_is(code, roles[r].code))
            return (*ret_r = (enum role)r, true);
    return false;
}

bool role_parse_all(struct str words, uint32_t *ret_bits)
{
    uint32_t bits = 0;
    struct str word;
    enum role r;

    while (str_next(&words, ' ', &word)) {
        if (word.n == 0)
            continue;
        if (!role_parse(word, &r))
            return false;
        bits |= ROLE_BIT(r);
    }
    *ret_bits = bits;
    return true;
}

void access_as_system(struct ctx *cx)
{
    cx->who = (struct who){.login = "system", .name = "Chancery", .roles = ROLE_BIT(ROLE_SYS), .clearance = 3,
                           .personal = 2, .is_system = true};
}

/* The scopes in which the user has the right, one bit each. */
static unsigned scopes(const struct ctx *cx, const struct kind *k, enum right r)
{
    unsigned bits = 0;

    if (cx->who.is_system)
        return 1U << SCOPE_ALL;
    for (unsigned i = 0; i < k->n_access; i++)
        if ((k->access[i].role_bits & cx->who.roles) != 0 && (k->access[i].right_bits & (1U << r)) != 0)
            bits |= 1U << k->access[i].scope;
    return bits;
}

/* Sub-records have their parent's rights: whoever may change the parent may make and change them. */
static enum right right_on_parent(enum right r)
{
    return r == RIGHT_CREATE || r == RIGHT_DELETE ? RIGHT_UPDATE : r;
}

bool access_may(const struct ctx *cx, const struct kind *k, enum right r)
{
    if (kind_is_sub(k) && k->n_access == 0) {
        for (unsigned i = 0; i < k->parents.n; i++)
            if (k->parent_kinds[i] != NULL && access_may(cx, k->parent_kinds[i], right_on_parent(r)))
                return true;
        return false;
    }
    return scopes(cx, k, r) != 0;
}

static int level_of(const char *classification)
{
    static const char *const levels[] = {"public", "internal", "restricted", "secret_ref"};

    for (int i = 0; i < 4; i++)
        if (classification != NULL && strcmp(classification, levels[i]) == 0)
            return i;
    return 3;
}

static bool within(const struct ctx *cx, const struct record *rec, unsigned bits)
{
    const struct who *w = &cx->who;

    if ((bits & (1U << SCOPE_ALL)) != 0)
        return true;
    if ((bits & (1U << SCOPE_NAT)) != 0 &&
        (rec->kind->national.n == 0 || (rec->state != NULL && words_have(&rec->kind->national, rec->state))))
        return true;
    if ((bits & (1U << SCOPE_PROV)) != 0 && w->province != NULL && rec->province != NULL &&
        strcmp(w->province, rec->province) == 0)
        return true;
    if ((bits & (1U << SCOPE_ORG)) != 0 && w->org_id != 0 && rec->org_id == w->org_id)
        return true;
    if ((bits & (1U << SCOPE_UNIT)) != 0 && w->org_id != 0 && rec->org_id == w->org_id &&
        (w->unit_id == 0 || rec->unit_id == 0 || rec->unit_id == w->unit_id))
        return true;
    return (bits & (1U << SCOPE_OWN)) != 0 && w->user_id != 0 && rec->created_by == w->user_id;
}

static bool may(const struct ctx *cx, const struct record *rec, enum right r)
{
    return level_of(rec->classification) <= cx->who.clearance && within(cx, rec, scopes(cx, rec->kind, r));
}

enum status access_record(struct ctx *cx, const struct record *rec, enum right r)
{
    if (cx->who.is_system)
        return OK;
    if (kind_is_sub(rec->kind) && rec->kind->n_access == 0) {
        const struct kind *pk = rec->parent_kind == NULL ? NULL : kind_find(rec->parent_kind);
        struct record *parent;

        if (pk == NULL || level_of(rec->classification) > cx->who.clearance)
            return E_NOTFOUND;
        TRY(record_sql_head(cx, pk, rec->parent_id, &parent));
        return access_record(cx, parent, right_on_parent(r));
    }
    if (r != RIGHT_CREATE && !may(cx, rec, RIGHT_READ))
        return E_NOTFOUND;
    return may(cx, rec, r) ? OK
                           : ctx_fail(cx, E_DENIED, "%s may not do this with %s %lld", cx->who.login, rec->kind->id,
                                      (long long)rec->id);
}

static void add_or(struct buf *sql, bool *first, const char *condition)
{
    buf_add_c(sql, *first ? "" : " OR ");
    buf_add_c(sql, condition);
    *first = false;
}

static void add_national(struct buf *sql, const struct kind *k, bool *first)
{
    add_or(sql, first, k->national.n == 0 ? "1 = 1" : "t.\"state\" IN (");
    for (unsigned i = 0; i < k->national.n; i++) /* ids of states: checked words */
        buf_printf(sql, "%s'%s'", i > 0 ? ", " : "", k->national.at[i]);
    if (k->national.n > 0)
        buf_byte(sql, ')');
}

static void where_of(struct ctx *cx, const struct kind *k, enum right r, struct buf *sql, struct sql_params *ps)
{
    const struct who *w = &cx->who;
    unsigned bits = scopes(cx, k, r);
    bool first = true;

    buf_byte(sql, '(');
    if ((bits & (1U << SCOPE_ALL)) != 0) {
        add_or(sql, &first, "1 = 1");
    } else {
        if ((bits & (1U << SCOPE_NAT)) != 0)
            add_national(sql, k, &first);
        if ((bits & (1U << SCOPE_PROV)) != 0 && w->province != NULL) {
            add_or(sql, &first, "t.\"province\" = ?");
            sql_param(cx, ps, db_s(w->province));
        }
        if ((bits & (1U << SCOPE_ORG)) != 0 && w->org_id != 0) {
            add_or(sql, &first, "t.\"org\" = ?");
            sql_param(cx, ps, db_i(w->org_id));
        } else if ((bits & (1U << SCOPE_UNIT)) != 0 && w->org_id != 0) {
            add_or(sql, &first, "(t.\"org\" = ? AND (? = 0 OR t.\"unit\" IS NULL OR t.\"unit\" = ?))");
            sql_param(cx, ps, db_i(w->org_id));
            sql_param(cx, ps, db_i(w->unit_id));
            sql_param(cx, ps, db_i(w->unit_id));
        }
        if ((bits & (1U << SCOPE_OWN)) != 0 && w->user_id != 0) {
            add_or(sql, &first, "t.\"created_by\" = ?");
            sql_param(cx, ps, db_i(w->user_id));
        }
    }
    if (first)
        buf_add_c(sql, "1 = 0"); /* no grant: nothing */
    buf_byte(sql, ')');
}

/* What is above the clearance, left out one by one: the column knows no fifth value (CHECK), and comparing is cheaper
   than looking each row up in a list. */
static void add_clearance(const struct ctx *cx, struct buf *sql)
{
    static const char *const above[] = {"internal", "restricted", "secret_ref"};

    for (int i = cx->who.clearance; i < 3; i++)
        buf_printf(sql, " AND t.\"classification\" <> '%s'", above[i]);
}

void access_where(struct ctx *cx, const struct kind *k, enum right r, struct buf *sql, struct sql_params *ps)
{
    if (cx->who.is_system) {
        buf_add_c(sql, "(1 = 1)");
        return;
    }
    buf_byte(sql, '(');
    if (kind_is_sub(k) && k->n_access == 0) {
        bool first = true;
        for (unsigned i = 0; i < k->parents.n; i++) {
            const struct kind *pk = k->parent_kinds[i];
            if (pk == NULL || !access_may(cx, pk, right_on_parent(r)))
                continue;
            add_or(sql, &first, "");
            buf_printf(sql, "(t.\"parent_kind\" = '%s' AND t.\"parent_id\" IN (SELECT t.\"id\" FROM \"%s\" t WHERE ",
                       pk->id, pk->table);
            access_where(cx, pk, right_on_parent(r), sql, ps);
            buf_add_c(sql, "))");
        }
        if (first)
            buf_add_c(sql, "1 = 0");
    } else {
        where_of(cx, k, r, sql, ps);
    }
    add_clearance(cx, sql);
    buf_byte(sql, ')');
}

enum access_view access_field(const struct ctx *cx, const struct field *f)
{
    int need = f->personal == NULL ? 0 : strcmp(f->personal, "pds") == 0 ? 2 : 1;

    return cx->who.is_system || cx->who.personal >= need ? ACCESS_SHOW : ACCESS_MASK;
}
