/* See account_place.h. */
#include "register/account_place.h"

#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/access.h"
#include "register/history.h"
#include "register/record.h"

enum { MOST_WHY = 200 };

static struct db_param id_or_null(int64_t id)
{
    return id == 0 ? db_null() : db_i(id);
}

static struct db_param day_or_null(struct ctx *cx, struct date d)
{
    return date_is_set(d) ? db_s(date_text(cx->mem, d)) : db_null();
}

static struct account_place read_row(struct rows *r)
{
    return (struct account_place){.id = rows_int(r, "id"), .org_id = rows_int(r, "org"), .unit_id = rows_int(r, "unit"),
                                  .roles = rows_text(r, "roles"), .province = rows_text(r, "province"),
                                  .why = rows_text(r, "why"), .from = rows_date(r, "from_on"),
                                  .to = rows_date(r, "to_on")};
}

static bool holds(const struct account_place *p, struct date day)
{
    return (!date_is_set(p->from) || date_cmp(p->from, day) <= 0) &&
           (!date_is_set(p->to) || date_cmp(p->to, day) >= 0);
}

enum status account_place_list(struct ctx *cx, int64_t account, struct account_place **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct account_place);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT * FROM account_place WHERE account = ? ORDER BY id DESC", db_i(account)));
    while (rows_next(r)) {
        struct account_place p = read_row(r);
        vec_push(cx->mem, &v, p);
    }
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

static bool is_org(struct ctx *cx, int64_t id)
{
    struct rows *r;

    if (id == 0)
        return true;
    if (db_one(cx, &r, "SELECT kind FROM record WHERE id = ?", db_i(id)) != OK)
        return false;
    const struct kind *k = kind_find(rows_text(r, "kind"));
    return k != NULL && k->serves != NULL && strcmp(k->serves, "org") == 0;
}

/* On how many rows that hold some day in p's time could p be the one too many? Counted generously: all that overlap. */
static enum status count_beside(struct ctx *cx, int64_t account, const struct account_place *p, size_t *ret_n)
{
    struct account_place *all;
    size_t n, beside = 0;

    TRY(account_place_list(cx, account, &all, &n));
    for (size_t i = 0; i < n; i++)
        beside += !(date_is_set(p->to) && date_is_set(all[i].from) && date_cmp(all[i].from, p->to) > 0) &&
                  !(date_is_set(p->from) && date_is_set(all[i].to) && date_cmp(all[i].to, p->from) < 0);
    *ret_n = beside;
    return OK;
}

static enum status check(struct ctx *cx, int64_t account, const struct account_place *p)
{
    uint32_t bits = 0;
    size_t beside;

    if (p->roles == NULL || !role_parse_all(str_of(p->roles), &bits) || bits == 0 || (bits & ROLE_BIT(ROLE_SYS)) != 0)
        (void)ctx_problem(cx, "roles", "problem.roles", NULL);
    if (p->org_id == 0 && p->province == NULL)
        (void)ctx_problem(cx, "org", "problem.required", NULL);
    if (!is_org(cx, p->org_id))
        (void)ctx_problem(cx, "org", "problem.no_record", arena_printf(cx->mem, "%lld", (long long)p->org_id));
    if (!is_org(cx, p->unit_id))
        (void)ctx_problem(cx, "unit", "problem.no_record", arena_printf(cx->mem, "%lld", (long long)p->unit_id));
    if (p->province != NULL && (strlen(p->province) != 2 || strspn(p->province, "0123456789") != 2))
        (void)ctx_problem(cx, "province", "problem.province", NULL);
    if (date_is_set(p->from) && date_is_set(p->to) && date_cmp(p->from, p->to) > 0)
        (void)ctx_problem(cx, "to", "problem.place_days", NULL);
    if (p->why != NULL && strlen(p->why) > 4 * MOST_WHY)
        (void)ctx_problem(cx, "why", "problem.too_long", "200");
    TRY(count_beside(cx, account, p, &beside));
    if (beside + 1 >= ACCOUNT_MOST_PLACES)
        (void)ctx_problem(cx, "", "problem.places", arena_printf(cx->mem, "%d", ACCOUNT_MOST_PLACES - 1));
    return ctx_problems(cx);
}

static const char *told(struct ctx *cx, const struct account_place *p)
{
    const char *org = p->org_id == 0 ? "-" : record_title_of(cx, p->org_id);

    return arena_printf(cx->mem, "%s at %s %s, %s to %s%s%s", p->roles, org != NULL ? org : "-",
                        p->province != NULL ? p->province : "",
                        date_is_set(p->from) ? date_text(cx->mem, p->from) : "-",
                        date_is_set(p->to) ? date_text(cx->mem, p->to) : "-", p->why != NULL ? ": " : "",
                        p->why != NULL ? p->why : "");
}

enum status account_place_add(struct ctx *cx, int64_t account, const struct account_place *p, int64_t *ret_id)
{
    struct account a;
    struct rows *r;

    TRY(account_load(cx, account, &a));
    TRY(check(cx, account, p));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r,
               "INSERT INTO account_place (account, roles, org, unit, province, from_on, to_on, why, created_at, "
               "created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
               db_i(account), db_s(p->roles), id_or_null(p->org_id), id_or_null(p->unit_id), db_s(p->province),
               day_or_null(cx, p->from), day_or_null(cx, p->to), db_s(p->why), db_i(ctx_now(cx)),
               db_i(cx->who.user_id)));
    int64_t id = rows_int(r, "id");
    TRY(history_event(cx, "user", NULL, 0, arena_printf(cx->mem, "give %s: %s", a.login, told(cx, p))));
    TRY(db_commit(cx));
    *ret_id = id;
    return OK;
}

enum status account_place_end(struct ctx *cx, int64_t account, int64_t id)
{
    const char *yesterday = date_text(cx->mem, date_add_days(ctx_today(cx), -1));
    struct account_place p;
    struct account a;
    struct rows *r;

    TRY(account_load(cx, account, &a));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r, "UPDATE account_place SET to_on = ? WHERE id = ? AND account = ? RETURNING *", db_s(yesterday),
               db_i(id), db_i(account)));
    p = read_row(r);
    TRY(history_event(cx, "user", NULL, 0, arena_printf(cx->mem, "take from %s: %s", a.login, told(cx, &p))));
    return db_commit(cx);
}

enum status account_place_today(struct ctx *cx, const struct account *a, struct who *who)
{
    struct who_place *places = arena_alloc(cx->mem, ACCOUNT_MOST_PLACES * sizeof *places);
    struct account_place *all;
    size_t n, to = 1;

    places[0] = (struct who_place){who->roles, who->org_id, who->unit_id, who->province};
    TRY(account_place_list(cx, a->id, &all, &n));
    for (size_t i = 0; i < n && to < ACCOUNT_MOST_PLACES; i++) {
        uint32_t bits = 0;
        if (!holds(&all[i], ctx_today(cx)) || !role_parse_all(str_of(all[i].roles), &bits))
            continue; /* roles of another version of the program: deny rather than guess */
        places[to++] = (struct who_place){bits, all[i].org_id, all[i].unit_id, all[i].province};
        who->roles |= bits;
    }
    if (to > 1) {
        who->places = places;
        who->n_places = to;
    }
    return OK;
}
