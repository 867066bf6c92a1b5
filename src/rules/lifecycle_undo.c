/* See lifecycle_undo.h. The values before the move are those of the version before it, so what was typed with the move
   goes as well. Numbers that were given out stay given out: such a move is not taken back. */
#include "rules/lifecycle_undo.h"

#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/expr.h"
#include "register/history.h"

struct entry { /* the last entry into a state, and the one before */
    int64_t at, by_user, version, before_at;
    const char *state, *move, *before;
};

/* The entry that lasts is the last of all. (ORDER BY with LIMIT has SQLite make a table for it: a twentieth of the time
   of a record's page.) */
struct stay {
    int64_t at, left; /* left: the highest number while it lasts */
};

static bool is_later(struct stay a, struct stay b)
{
    return a.left != b.left ? a.left > b.left : a.at > b.at;
}

static enum status last_entries(struct ctx *cx, const struct record *rec, struct entry *e)
{
    struct stay last = {0}, second = {0}, now;
    struct rows *r;

    *e = (struct entry){0};
    TRY(db_query(cx, &r, "SELECT state, at, by_user, move, version, left_at FROM state_entry WHERE record_id = ?",
                 db_i(rec->id)));
    while (rows_next(r)) {
        const char *state = rows_text(r, "state");

        now.at = rows_int(r, "at");
        now.left = rows_null(r, "left_at") ? INT64_MAX : rows_int(r, "left_at");
        if (e->state == NULL || is_later(now, last)) {
            second = last;
            last = now;
            *e = (struct entry){.state = state, .at = now.at, .by_user = rows_int(r, "by_user"),
                                .version = rows_int(r, "version"), .before = e->state, .before_at = e->at,
                                .move = rows_null(r, "move") ? NULL : rows_text(r, "move")};
        } else if (e->before == NULL || is_later(now, second)) {
            second = now;
            e->before = state;
            e->before_at = now.at;
        }
    }
    return rows_done(r);
}

static bool has_undo(const struct record *rec)
{
    for (unsigned i = 0; i < rec->kind->n_moves; i++)
        if (rec->kind->moves[i].undo_h > 0)
            return true;
    return false;
}

static enum status changes_between(struct ctx *cx, const struct record *rec, int64_t a, int64_t b,
                                   struct history_change **ret_c, size_t *ret_n)
{
    const char *before, *after;

    TRY(history_body(cx, rec->id, a, &before));
    TRY(history_body(cx, rec->id, b, &after));
    return history_diff(cx, rec->kind, before, after, ret_c, ret_n);
}

/* Has anyone changed a field since? What the program works out by itself does not count. */
static enum status is_changed_since(struct ctx *cx, const struct record *rec, int64_t version, bool *ret_yes)
{
    struct history_change *c;
    size_t n;

    *ret_yes = false;
    if (version == rec->version)
        return OK;
    TRY(changes_between(cx, rec, version, rec->version, &c, &n));
    for (size_t i = 0; i < n; i++)
        *ret_yes = *ret_yes || c[i].field == NULL || c[i].field->calc_expr == NULL;
    return OK;
}

static bool gave_number(const struct record *rec, const struct move *m)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++)
        if (rec->kind->fields[i].number != NULL && rec->kind->fields[i].number_at != NULL &&
            strcmp(rec->kind->fields[i].number_at, m->to) == 0)
            return true;
    return false;
}

/* The sub-records that the move made. *ret_touched: someone has gone on with one of them. */
static enum status made_by(struct ctx *cx, const struct record *rec, const struct move *m, int64_t since,
                           struct record_set *ret_set, bool *ret_touched)
{
    struct {
        VEC(struct record *);
    } v = {0};
    struct record_set set;

    *ret_touched = false;
    for (unsigned i = 0; i < m->n_effects; i++) {
        const char *sub = m->effects[i].create;
        if (sub == NULL || kind_field(rec->kind, sub) == NULL)
            continue;
        TRY(record_children(cx, rec, sub, &set));
        for (size_t k = 0; k < set.n; k++) {
            bool known = false;
            for (size_t n = 0; n < v.n; n++)
                known = known || v.at[n]->id == set.at[k]->id;
            if (known || set.at[k]->created_at < since || strcmp(set.at[k]->origin, "move") != 0)
                continue;
            *ret_touched = *ret_touched || set.at[k]->version > 1;
            vec_push(cx->mem, &v, set.at[k]);
        }
    }
    *ret_set = (struct record_set){v.at, v.n};
    return OK;
}

static bool makes_others(const struct record *rec, const struct move *m)
{
    for (unsigned i = 0; i < m->n_effects; i++)
        if (m->effects[i].create != NULL && kind_field(rec->kind, m->effects[i].create) == NULL)
            return true;
    return false;
}

/* Why the move cannot be taken back (a message key), or NULL. */
static enum status reason_not(struct ctx *cx, const struct record *rec, const struct move *m, const struct entry *e,
                              const char **ret_key)
{
    struct record_set set;
    bool changed, touched;

    *ret_key = NULL;
    if (gave_number(rec, m))
        *ret_key = "undo.number";
    else if (makes_others(rec, m))
        *ret_key = "undo.others";
    if (*ret_key != NULL)
        return OK;
    if (e->version < 2) { /* from before versions of moves were kept */
        *ret_key = "undo.changed";
        return OK;
    }
    TRY(is_changed_since(cx, rec, e->version, &changed));
    TRY(made_by(cx, rec, m, e->at, &set, &touched));
    if (changed)
        *ret_key = "undo.changed";
    else if (touched)
        *ret_key = "undo.touched";
    return OK;
}

enum status lifecycle_undo_of(struct ctx *cx, const struct record *rec, struct lifecycle_undo *ret_u)
{
    struct entry e;
    const char *key;

    *ret_u = (struct lifecycle_undo){0};
    if (rec->id == 0 || rec->deleted_at != 0 || !has_undo(rec))
        return OK;
    TRY(last_entries(cx, rec, &e));
    const struct move *m = e.move == NULL ? NULL : kind_move(rec->kind, e.move);
    if (m == NULL || m->undo_h <= 0 || e.before == NULL || e.by_user == 0 || e.by_user != cx->who.user_id ||
        rec->state == NULL || strcmp(rec->state, e.state) != 0 || kind_state(rec->kind, e.before) < 0)
        return OK;
    *ret_u = (struct lifecycle_undo){.from = e.before, .until = e.at + m->undo_h * (int64_t)3600};
    if (ctx_now(cx) > ret_u->until)
        return OK;
    ret_u->move = m;
    TRY(reason_not(cx, rec, m, &e, &key));
    if (key != NULL)
        ret_u->refused = i18n_text(cx->lang, key).p;
    return OK;
}

/* Puts every field back that the move set. */
static enum status put_back(struct ctx *cx, struct record *rec, int64_t version)
{
    struct history_change *c;
    size_t n;

    TRY(changes_between(cx, rec, version - 1, version, &c, &n));
    for (size_t i = 0; i < n; i++)
        if (c[i].field != NULL && c[i].field->calc_expr == NULL && !c[i].field->given)
            rec->values[c[i].field->index] = c[i].before;
    return OK;
}

/* What the record works out over its sub-records is another number without them. */
static enum status work_out_again(struct ctx *cx, struct record *rec)
{
    struct record *now;

    TRY(record_load(cx, rec->kind, rec->id, &now));
    TRY(record_refresh(cx, now));
    rec->version = now->version;
    rec->updated_at = now->updated_at;
    memcpy(rec->values, now->values, rec->kind->n_fields * sizeof *rec->values);
    memcpy(rec->loaded, now->loaded, rec->kind->n_fields * sizeof *rec->loaded);
    return OK;
}

static enum status write_back(struct ctx *cx, struct record *rec, const struct move *m, const struct entry *e,
                              const char *reason)
{
    struct record_set set;
    bool touched;

    TRY(put_back(cx, rec, e->version));
    rec->state = e->before;
    rec->state_since = e->before_at;
    /* the stay in the state before goes on, so that clocks that began with it run as if it had never been left */
    TRY(db_exec(cx, NULL, "DELETE FROM state_entry WHERE record_id = ? AND left_at IS NULL", db_i(rec->id)));
    TRY(db_exec(cx, NULL, "UPDATE state_entry SET left_at = NULL WHERE record_id = ? AND state = ? AND at = ?",
                db_i(rec->id), db_s(e->before), db_i(e->before_at)));
    TRY(record_write(cx, rec, &(struct record_change){.what = "undo", .why = reason, .basis = m->basis,
                                                      .no_checks = true}));
    TRY(made_by(cx, rec, m, e->at, &set, &touched));
    for (size_t i = 0; i < set.n; i++) {
        set.at[i]->deleted_at = ctx_now(cx);
        TRY(record_write(cx, set.at[i], &(struct record_change){.what = "delete", .why = reason, .no_checks = true}));
    }
    return set.n > 0 ? work_out_again(cx, rec) : OK;
}

enum status lifecycle_undo(struct ctx *cx, struct record *rec, const char *reason)
{
    bool inside = db_in_transaction(cx->db);
    const char *state = rec->state;
    int64_t since = rec->state_since;
    struct lifecycle_undo u;
    struct entry e;

    TRY(access_record(cx, rec, RIGHT_READ));
    TRY(lifecycle_undo_of(cx, rec, &u));
    if (u.move == NULL || u.refused != NULL) {
        (void)ctx_problem(cx, "", "problem.undo", u.refused != NULL ? u.refused : i18n_text(cx->lang, "undo.none").p);
        return ctx_fail(cx, E_STATE, "the last move of %lld cannot be taken back", (long long)rec->id);
    }
    TRY(last_entries(cx, rec, &e));
    TRY(db_begin(cx));
    enum status st = write_back(cx, rec, u.move, &e, reason);
    if (st == OK)
        st = db_commit(cx);
    if (st != OK) {
        if (!inside)
            db_rollback(cx);
        rec->state = state;
        rec->state_since = since;
    }
    return st;
}
