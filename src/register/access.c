/* See access.h. A right is a grant of the kind (for sub-records: of its parent) that names one of the user's roles. */
#include "register/access.h"

#include <string.h>

#include "register/access_private.h"

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

size_t access_n_places(const struct who *w)
{
    return w->n_places > 0 ? w->n_places : 1;
}

struct who_place access_place(const struct who *w, size_t i)
{
    return w->n_places > 0 ? w->places[i] : (struct who_place){w->roles, w->org_id, w->unit_id, w->province};
}

unsigned access_scopes(const struct kind *k, unsigned right_bits, uint32_t role_bits)
{
    unsigned bits = 0;

    for (unsigned i = 0; i < k->n_access; i++)
        if ((k->access[i].role_bits & role_bits) != 0 && (k->access[i].right_bits & right_bits) != 0)
            bits |= 1U << k->access[i].scope;
    return bits;
}

/* Is the register one of the key's, itself or with its owner? */
static bool key_names(const struct who_key *key, const struct kind *k)
{
    struct str rest = str_of(key->kinds == NULL ? "" : key->kinds), word;

    if (key->kinds == NULL)
        return true;
    while (str_next(&rest, ' ', &word)) {
        if (str_is(word, k->id))
            return true;
        for (unsigned i = 0; i < k->parents.n; i++)
            if (str_is(word, k->parents.at[i]))
                return true;
    }
    return false;
}

bool access_by_key(const struct ctx *cx, const struct kind *k, enum right r)
{
    return cx->who.key == NULL || ((cx->who.key->right_bits & (1U << r)) != 0 && key_names(cx->who.key, k));
}

unsigned access_scopes_of(const struct ctx *cx, const struct kind *k, unsigned right_bits, uint32_t role_bits)
{
    if (cx->who.key == NULL)
        return access_scopes(k, right_bits, role_bits);
    return key_names(cx->who.key, k) ? access_scopes(k, right_bits & cx->who.key->right_bits, role_bits) : 0;
}

bool access_is_own(const struct kind *k)
{
    return !kind_is_sub(k) || k->n_access > 0;
}

enum right access_on_parent(enum right r)
{
    return r == RIGHT_CREATE || r == RIGHT_DELETE ? RIGHT_UPDATE : r;
}

bool access_may(const struct ctx *cx, const struct kind *k, enum right r)
{
    if (cx->who.is_system)
        return true;
    if (!access_is_own(k)) {
        for (unsigned i = 0; i < k->parents.n; i++)
            if (k->parent_kinds[i] != NULL && access_may(cx, k->parent_kinds[i], access_on_parent(r)))
                return true;
        return false;
    }
    return access_scopes_of(cx, k, 1U << r, cx->who.roles) != 0;
}

static unsigned all_scopes(const struct ctx *cx, const struct kind *k, enum right r)
{
    unsigned bits = 0;

    if (access_is_own(k))
        return access_scopes_of(cx, k, 1U << r, cx->who.roles);
    for (unsigned i = 0; i < k->parents.n; i++)
        if (k->parent_kinds[i] != NULL)
            bits |= all_scopes(cx, k->parent_kinds[i], access_on_parent(r));
    return bits;
}

const char *access_scopes_text(struct ctx *cx, const struct kind *k, enum right r)
{
    static const char *const names[] = {"", "own", "unit", "org", "prov", "nat", "all"};
    unsigned bits = all_scopes(cx, k, r);
    const char *text = "";

    for (int s = SCOPE_OWN; s <= SCOPE_ALL; s++)
        if ((bits & (1U << s)) != 0)
            text = arena_printf(cx->mem, "%s%s%s", text, *text != 0 ? " " : "", names[s]);
    return text;
}

static int level_of(const char *classification)
{
    static const char *const levels[] = {"public", "internal", "restricted", "secret_ref"};

    for (int i = 0; i < 4; i++)
        if (classification != NULL && strcmp(classification, levels[i]) == 0)
            return i;
    return 3;
}

/* ---- whose a record is ---- */

/* What is stored decides, not what a form makes of it. */
static bool is_assigned(struct ctx *cx, const struct record *rec, enum right r, const struct who_place *p)
{
    struct sql_params ps = {0};
    struct buf where;
    bool is = false;

    buf_init(&where, cx->mem, 1 << 16);
    buf_add_c(&where, "1 = 0");
    access_where_assigned(cx, rec->kind, r == RIGHT_READ, p, "t", &where, &ps);
    if (rec->id == 0 || ps.n == 0 || record_sql_holds(cx, rec->kind, rec->id, buf_str(&where).p, &ps, &is) != OK)
        return false;
    return is;
}

/* ---- one record ---- */

static bool within(struct ctx *cx, const struct record *rec, const struct who_place *p, unsigned bits, enum right r)
{
    if ((bits & (1U << SCOPE_ALL)) != 0)
        return true;
    if ((bits & (1U << SCOPE_NAT)) != 0 &&
        (rec->kind->national.n == 0 || (rec->state != NULL && words_have(&rec->kind->national, rec->state))))
        return true;
    if ((bits & (1U << SCOPE_PROV)) != 0 && p->province != NULL && rec->province != NULL &&
        strcmp(p->province, rec->province) == 0)
        return true;
    if ((bits & (1U << SCOPE_ORG)) != 0 && p->org_id != 0 && rec->org_id == p->org_id)
        return true;
    if ((bits & (1U << SCOPE_UNIT)) != 0 && p->org_id != 0 && rec->org_id == p->org_id &&
        (p->unit_id == 0 || rec->unit_id == 0 || rec->unit_id == p->unit_id))
        return true;
    if ((bits & (1U << SCOPE_OWN)) == 0 || cx->who.user_id == 0)
        return false;
    return rec->created_by == cx->who.user_id || is_assigned(cx, rec, r, p);
}

bool access_somewhere(struct ctx *cx, const struct record *rec, unsigned right_bits, uint32_t role_bits, enum right r)
{
    for (size_t i = 0; i < access_n_places(&cx->who); i++) {
        struct who_place p = access_place(&cx->who, i);
        unsigned bits = access_scopes_of(cx, rec->kind, right_bits, p.roles & role_bits);
        if (bits != 0 && within(cx, rec, &p, bits, r))
            return true;
    }
    return false;
}

static bool may(struct ctx *cx, const struct record *rec, enum right r)
{
    return level_of(rec->classification) <= cx->who.clearance && access_somewhere(cx, rec, 1U << r, UINT32_MAX, r);
}

struct record *access_owner(struct ctx *cx, const struct record *rec)
{
    const struct kind *pk = rec->parent_kind == NULL ? NULL : kind_find(rec->parent_kind);
    struct record *parent;

    return pk != NULL && record_sql_head(cx, pk, rec->parent_id, &parent) == OK ? parent : NULL;
}

static enum status judge(struct ctx *cx, const struct record *rec, enum right r)
{
    if (cx->who.is_system)
        return OK;
    if (!access_is_own(rec->kind)) {
        const struct record *parent = access_owner(cx, rec);
        if (parent == NULL || level_of(rec->classification) > cx->who.clearance)
            return E_NOTFOUND;
        return judge(cx, parent, access_on_parent(r));
    }
    if (r != RIGHT_CREATE && !may(cx, rec, RIGHT_READ))
        return E_NOTFOUND;
    return may(cx, rec, r) ? OK : E_DENIED;
}

bool access_allows(struct ctx *cx, const struct record *rec, enum right r)
{
    return judge(cx, rec, r) == OK;
}

enum status access_record(struct ctx *cx, const struct record *rec, enum right r)
{
    enum status st = judge(cx, rec, r);

    return st != E_DENIED ? st
                          : ctx_fail(cx, E_DENIED, "%s may not do this with %s %lld", cx->who.login, rec->kind->id,
                                     (long long)rec->id);
}

/* A role that changes records moves those it may change; one that only reads moves what it may read. */
static bool moves(struct ctx *cx, const struct record *rec, uint32_t role_bits)
{
    const struct record *parent;

    if (!access_is_own(rec->kind))
        return (parent = access_owner(cx, rec)) != NULL && moves(cx, parent, role_bits);
    for (int role = 0; role < ROLE__MAX; role++) {
        uint32_t one = ROLE_BIT(role) & role_bits & cx->who.roles;
        enum right r = access_scopes(rec->kind, 1U << RIGHT_UPDATE, one) != 0 ? RIGHT_UPDATE : RIGHT_READ;
        if (one != 0 && access_somewhere(cx, rec, 1U << r, one, r))
            return true;
    }
    return false;
}

bool access_moves(struct ctx *cx, const struct record *rec, uint32_t role_bits)
{
    return cx->who.is_system ||
           (access_by_key(cx, rec->kind, RIGHT_UPDATE) && moves(cx, rec, role_bits & ~ROLE_BIT(ROLE_ADMIN)));
}

bool access_acts(const struct ctx *cx, const struct kind *k)
{
    uint32_t lookers = ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR) | ROLE_BIT(ROLE_DPO);

    return cx->who.is_system || (access_by_key(cx, k, RIGHT_UPDATE) && (cx->who.roles & ~lookers) != 0);
}

bool access_shares(const struct ctx *cx, const struct kind *k)
{
    uint32_t may_share = ROLE_BIT(ROLE_HEAD) | ROLE_BIT(ROLE_DIR) | ROLE_BIT(ROLE_ADMIN);

    return access_may(cx, k, RIGHT_READ) && (cx->who.is_system || (cx->who.roles & may_share) != 0);
}

void access_home(const struct ctx *cx, const struct kind *k, struct who_place *ret_place)
{
    *ret_place = (struct who_place){cx->who.roles, cx->who.org_id, cx->who.unit_id, cx->who.province};
    for (size_t i = 0; i < access_n_places(&cx->who); i++) {
        struct who_place p = access_place(&cx->who, i);
        if (access_scopes_of(cx, k, 1U << RIGHT_CREATE, p.roles) != 0) {
            *ret_place = p;
            return;
        }
    }
}
