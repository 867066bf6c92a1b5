/* See view.h. A view that was taken away stays as a row, so that no address ever leads to another one. */
#include "register/view.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/db.h"
#include "register/choice.h"
#include "register/history.h"

#define VIEW_SELECT                                                                                              \
    "SELECT v.id, v.name, v.owner, v.mode, v.filter, v.columns, v.sort, v.group_by, v.display, v.version,"            \
    " v.updated_at, COALESCE(o.name, '') AS owner_name, COALESCE(u.name, '') AS updated_by_name FROM saved_view v"    \
    " LEFT JOIN account o ON o.id = v.owner LEFT JOIN account u ON u.id = v.updated_by"                               \
    " WHERE v.removed_at IS NULL AND v.register = ? AND (v.owner = ? OR v.mode <> 'private')"

static const char *choice_name(struct ctx *cx, const struct kind *k)
{
    return arena_printf(cx->mem, "view.%s", k->id);
}

enum status view_default(struct ctx *cx, const struct kind *k, int64_t *ret_id)
{
    const char *value;
    long long id = 0;

    TRY(choice_get(cx, cx->who.user_id, choice_name(cx, k), &value));
    *ret_id = value != NULL && str_int(str_of(value), &id) ? id : 0;
    return OK;
}

static bool is_admin(const struct ctx *cx)
{
    return cx->who.is_system || (cx->who.roles & ROLE_BIT(ROLE_ADMIN)) != 0;
}

static struct view read_row(struct ctx *cx, const struct kind *k, struct rows *r, int64_t begins)
{
    struct view v = {.id = rows_int(r, "id"), .kind = k, .name = rows_text(r, "name"), .owner = rows_int(r, "owner"),
                     .mode = rows_text(r, "mode"), .filter = rows_text(r, "filter"),
                     .columns = rows_text(r, "columns"), .sort = rows_text(r, "sort"),
                     .group = rows_text(r, "group_by"), .display = rows_text(r, "display"),
                     .version = rows_int(r, "version"), .updated_at = rows_int(r, "updated_at"),
                     .owner_name = rows_text(r, "owner_name"), .updated_by = rows_text(r, "updated_by_name")};

    v.may_own = v.owner == cx->who.user_id || is_admin(cx);
    v.may_change = v.may_own || (strcmp(v.mode, VIEW_SHARED) == 0 && access_shares(cx, k));
    v.is_default = v.id == begins;
    return v;
}

enum status view_list(struct ctx *cx, const struct kind *k, struct view **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct view);
    } v = {0};
    struct rows *r;
    int64_t begins;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    TRY(view_default(cx, k, &begins));
    TRY(db_query(cx, &r, VIEW_SELECT " ORDER BY CASE WHEN v.owner = ? THEN 0 ELSE 1 END, v.name, v.id LIMIT 200",
                 db_s(k->id), db_i(cx->who.user_id), db_i(cx->who.user_id)));
    while (rows_next(r))
        vec_push(cx->mem, &v, read_row(cx, k, r, begins));
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

enum status view_load(struct ctx *cx, const struct kind *k, int64_t id, struct view **ret_v)
{
    struct rows *r;
    int64_t begins;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    TRY(view_default(cx, k, &begins));
    TRY(db_one(cx, &r, VIEW_SELECT " AND v.id = ?", db_s(k->id), db_i(cx->who.user_id), db_i(id)));
    struct view *v = arena_new_of(cx->mem, struct view);
    *v = read_row(cx, k, r, begins);
    *ret_v = v;
    return OK;
}

struct view *view_new(struct ctx *cx, const struct kind *k)
{
    struct view *v = arena_new_of(cx->mem, struct view);

    *v = (struct view){.kind = k, .name = "", .mode = VIEW_PRIVATE, .display = VIEW_TABLE, .filter = "",
                       .columns = "", .sort = "", .group = "", .owner = cx->who.user_id,
                       .may_change = true, .may_own = true};
    return v;
}

static const char *column_ids(struct ctx *cx, const struct list_query *q)
{
    struct list_query only = *list_new(cx, q->kind);
    const char *pair;

    only.shown = q->shown;
    only.n_shown = q->n_shown;
    pair = list_url(cx, &only, NULL, NULL); /* nothing where they are the register's own */
    return *pair == 0 ? "" : pair + strlen("cols=");
}

void view_take(struct ctx *cx, struct view *v, const struct list_query *q)
{
    struct list_query rest = *q, *plain = list_new(cx, q->kind);

    v->columns = column_ids(cx, q);
    v->sort = q->sort != NULL ? q->sort : "";
    v->group = q->group != NULL ? q->group : "";
    rest.shown = plain->shown;
    rest.n_shown = plain->n_shown;
    rest.sort = rest.group = NULL;
    rest.began = 0;
    rest.page = 1;
    v->filter = list_url(cx, &rest, NULL, NULL);
}

const char *view_params(struct ctx *cx, const struct view *v)
{
    struct list_query own = *list_new(cx, v->kind);
    const char *tail;

    own.sort = *v->sort != 0 ? v->sort : NULL;
    own.group = *v->group != 0 ? v->group : NULL;
    tail = list_url(cx, &own, "cols", *v->columns != 0 ? v->columns : NULL);
    return arena_printf(cx->mem, "%s%s%s", v->filter, *v->filter != 0 && *tail != 0 ? "&" : "", tail);
}

bool view_is(struct ctx *cx, const struct view *v, const struct list_query *q)
{
    struct view now = *v;

    view_take(cx, &now, q);
    return strcmp(now.filter, v->filter) == 0 && strcmp(now.columns, v->columns) == 0 &&
           strcmp(now.sort, v->sort) == 0 && strcmp(now.group, v->group) == 0;
}

/* ---- writing ---- */

static bool is_mode(const char *mode)
{
    return strcmp(mode, VIEW_PRIVATE) == 0 || strcmp(mode, VIEW_SHARED) == 0 || strcmp(mode, VIEW_LOCKED) == 0;
}

static enum status check_name(struct ctx *cx, struct view *v)
{
    struct str name = str_trim(str_of(v->name));
    struct rows *r;

    v->name = arena_strndup(cx->mem, name.p, name.n);
    if (name.n == 0)
        return ctx_problem(cx, "name", "problem.required", NULL);
    if (!utf8_valid(name, NULL))
        return ctx_problem(cx, "name", "problem.utf8", NULL);
    if (utf8_count(name) > VIEW_NAME_CHARS)
        return ctx_problem(cx, "name", "problem.too_long", arena_printf(cx->mem, "%d", VIEW_NAME_CHARS));
    enum status st = db_one(cx, &r,
                            "SELECT id FROM saved_view WHERE removed_at IS NULL AND register = ? AND name = ?"
                            " AND owner = ? AND id <> ?",
                            db_s(v->kind->id), db_s(v->name), db_i(v->owner), db_i(v->id));
    if (st == OK)
        return ctx_problem(cx, "name", "problem.view_taken", v->name);
    return st == E_NOTFOUND ? OK : st;
}

static enum status check(struct ctx *cx, struct view *v, const char *mode_before)
{
    struct list_query *q;

    enum status st = check_name(cx, v);
    if (st != OK && st != E_INVALID)
        return st;
    if (!is_mode(v->mode))
        (void)ctx_problem(cx, "mode", "problem.choice", NULL);
    else if (strcmp(v->mode, mode_before) != 0 && strcmp(v->mode, VIEW_PRIVATE) != 0 && !access_shares(cx, v->kind))
        (void)ctx_problem(cx, "mode", "problem.view_share", NULL);
    if (strcmp(v->display, VIEW_TABLE) != 0 && (strcmp(v->display, VIEW_BOARD) != 0 || v->kind->n_states == 0))
        (void)ctx_problem(cx, "display", "problem.choice", NULL);
    if (strlen(v->filter) > VIEW_FILTER_BYTES || strlen(v->columns) > VIEW_COLUMNS_BYTES)
        (void)ctx_problem(cx, "view", "problem.too_long", arena_printf(cx->mem, "%d", VIEW_FILTER_BYTES));
    TRY(ctx_problems(cx));
    TRY(list_parse(cx, v->kind, str_of(view_params(cx, v)), &q)); /* nothing is kept that cannot be shown */
    if (strcmp(v->mode, VIEW_PRIVATE) != 0 && strcmp(list_url(cx, q, NULL, NULL), list_url_masked(cx, q)) != 0)
        return ctx_problem(cx, "mode", "problem.view_personal", NULL); /* others would read what it compares with */
    return OK;
}

static enum status too_late(struct ctx *cx, const struct view *now)
{
    (void)ctx_problem(cx, "view", "problem.view_conflict",
                      arena_printf(cx->mem, "%s, %s", now->updated_by, instant_text(cx->mem, now->updated_at)));
    return E_CONFLICT;
}

/* May the user write it (own: as its owner does), and is v still the version that stands? Within the transaction. */
static enum status stands(struct ctx *cx, const struct view *v, bool own, struct view **ret_now)
{
    TRY(view_load(cx, v->kind, v->id, ret_now));
    if (own ? !(*ret_now)->may_own : !(*ret_now)->may_change)
        return ctx_fail(cx, E_DENIED, "view %lld is not %s's to change", (long long)v->id, cx->who.login);
    return (*ret_now)->version != v->version ? too_late(cx, *ret_now) : OK;
}

static enum status insert(struct ctx *cx, struct view *v)
{
    struct rows *r;

    TRY(db_one(cx, &r,
               "INSERT INTO saved_view (register, name, owner, mode, filter, columns, sort, group_by, display, version,"
               " updated_at, updated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id",
               db_s(v->kind->id), db_s(v->name), db_i(v->owner), db_s(v->mode), db_s(v->filter), db_s(v->columns),
               db_s(v->sort), db_s(v->group), db_s(v->display), db_i(ctx_now(cx)), db_i(cx->who.user_id)));
    v->id = rows_int(r, "id");
    v->version = 1;
    return OK;
}

static enum status update(struct ctx *cx, struct view *v)
{
    TRY(db_exec(cx, NULL,
                "UPDATE saved_view SET name = ?, mode = ?, filter = ?, columns = ?, sort = ?, group_by = ?,"
                " display = ?, version = version + 1, updated_at = ?, updated_by = ? WHERE id = ?",
                db_s(v->name), db_s(v->mode), db_s(v->filter), db_s(v->columns), db_s(v->sort), db_s(v->group),
                db_s(v->display), db_i(ctx_now(cx)), db_i(cx->who.user_id), db_i(v->id)));
    v->version++;
    return OK;
}

static enum status tell(struct ctx *cx, const struct view *v, const char *done)
{
    return history_event(cx, "view", v->kind->id, 0,
                         arena_printf(cx->mem, "%s view %lld \"%s\" (%s)", done, (long long)v->id, v->name, v->mode));
}

enum status view_begin_with(struct ctx *cx, const struct kind *k, int64_t id)
{
    struct view *v;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    if (id != 0)
        TRY(view_load(cx, k, id, &v));
    return choice_set(cx, cx->who.user_id, choice_name(cx, k), arena_printf(cx->mem, "%lld", (long long)id));
}

static enum status save(struct ctx *cx, struct view *v)
{
    struct view *now = NULL;
    const char *before = VIEW_PRIVATE;
    bool is_new = v->id == 0;

    TRY(db_begin(cx));
    if (!is_new) {
        TRY(stands(cx, v, false, &now));
        before = now->mode;
        v->owner = now->owner;
        if (!now->may_own && strcmp(v->mode, before) != 0)
            return ctx_fail(cx, E_DENIED, "only the owner changes the mode of view %lld", (long long)v->id);
    }
    TRY(check(cx, v, before));
    TRY(is_new ? insert(cx, v) : update(cx, v));
    TRY(tell(cx, v, is_new ? "made" : "changed"));
    if (v->is_default != (now != NULL && now->is_default))
        TRY(view_begin_with(cx, v->kind, v->is_default ? v->id : 0));
    return db_commit(cx);
}

enum status view_save(struct ctx *cx, struct view *v)
{
    enum status st = save(cx, v);

    if (st != OK) /* the page goes on and says what is wrong */
        db_rollback(cx);
    return st;
}

static enum status take_away(struct ctx *cx, const struct view *v)
{
    struct view *now;

    TRY(db_begin(cx));
    TRY(stands(cx, v, true, &now));
    TRY(db_exec(cx, NULL, "UPDATE saved_view SET removed_at = ?, updated_by = ? WHERE id = ?", db_i(ctx_now(cx)),
                db_i(cx->who.user_id), db_i(v->id)));
    TRY(tell(cx, now, "took away"));
    return db_commit(cx);
}

enum status view_remove(struct ctx *cx, const struct view *v)
{
    enum status st = take_away(cx, v);

    if (st != OK)
        db_rollback(cx);
    return st;
}

/* ---- reading an address ---- */

static struct str name_of(struct str pair)
{
    return str_sub(pair, 0, str_find(pair, STR("=")));
}

static bool names(struct str params, struct str name)
{
    struct str pair;

    while (params.n > 0 && str_next(&params, '&', &pair))
        if (str_eq(name_of(pair), name))
            return true;
    return false;
}

/* The pairs of params whose names are not in other; of the address itself those that say something. */
static void add_pairs(struct buf *out, struct str params, struct str other)
{
    struct str pair;

    while (params.n > 0 && str_next(&params, '&', &pair)) {
        struct str name = name_of(pair);
        if (name.n + 1 >= pair.n || str_is(name, "view") || names(other, name))
            continue;
        if (out->n > 0)
            buf_byte(out, '&');
        buf_add(out, pair);
    }
}

enum status view_parse(struct ctx *cx, const struct kind *k, struct str params, struct list_query **ret_q)
{
    struct str rest = params, pair, wanted = STR("");
    struct view *v;
    struct buf b;
    long long id = 0;

    while (params.n > 0 && str_next(&rest, '&', &pair))
        if (str_is(name_of(pair), "view"))
            wanted = str_sub(pair, sizeof "view=" - 1, pair.n);
    buf_init(&b, cx->mem, 1 << 20);
    if (wanted.n > 0 && !str_is(wanted, "all")) {
        if (!str_int(wanted, &id) || id < 1)
            return ctx_problem(cx, "view", "problem.not_integer", arena_strndup(cx->mem, wanted.p, wanted.n));
        enum status st = view_load(cx, k, id, &v);
        if (st == E_NOTFOUND)
            return ctx_problem(cx, "view", "problem.no_view", arena_printf(cx->mem, "%lld", id));
        TRY(st);
        add_pairs(&b, str_of(view_params(cx, v)), params);
    }
    add_pairs(&b, params, STR(""));
    TRY(buf_status(&b));
    TRY(list_parse(cx, k, buf_str(&b), ret_q));
    if (id != 0)
        (*ret_q)->began = id;
    return OK;
}
