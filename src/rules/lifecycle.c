/* See lifecycle.h. */
#include "rules/lifecycle.h"

#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/expr.h"
#include "register/list.h"
#include "register/record_env.h"
#include "rules/check.h"

static bool leaves(const struct record *rec, const struct move *m)
{
    int s = rec->state == NULL ? -1 : kind_state(rec->kind, rec->state);

    if (s < 0 || rec->kind->states[s].final)
        return false;
    return words_have(&m->from, rec->state) || (words_have(&m->from, "*") && strcmp(m->to, rec->state) != 0);
}

/* "@proposer": the user belongs to the organisation, or is one of the people, that the saved record names in that
   field. */
static bool is_named(const struct ctx *cx, const struct record *rec, const struct move *m)
{
    struct str rest, word;
    long long id;

    for (unsigned i = 0; i < m->roles.n; i++) {
        const struct field *f = *m->roles.at[i] == '@' ? kind_field(rec->kind, m->roles.at[i] + 1) : NULL;
        if (f == NULL || rec->loaded[f->index] == NULL)
            continue;
        rest = str_of(rec->loaded[f->index]);
        while (str_next(&rest, ' ', &word))
            if (str_int(word, &id) && id != 0 && id == (f->type == FT_ORG ? cx->who.org_id : cx->who.user_id))
                return true;
    }
    return false;
}

static bool has_role(struct ctx *cx, const struct record *rec, const struct move *m)
{
    return access_moves(cx, rec, m->role_bits) || (access_acts(cx, rec->kind) && is_named(cx, rec, m));
}

bool lifecycle_offers(struct ctx *cx, const struct record *rec, const struct move *m)
{
    return rec->deleted_at == 0 && leaves(rec, m) && has_role(cx, rec, m);
}

bool lifecycle_awaits(struct ctx *cx, const struct record *rec, const struct move *m)
{
    return rec->deleted_at == 0 && leaves(rec, m) && !rec->kind->states[m->to_state].side &&
           (m->role_bits & ~ROLE_BIT(ROLE_SYS)) != 0 && !has_role(cx, rec, m);
}

/* Did this person make the move the last time it was made? */
static enum status made_move(struct ctx *cx, const struct record *rec, const char *move, bool *ret_yes)
{
    struct rows *r;
    enum status st = db_one(cx, &r, "SELECT by_user FROM state_entry WHERE record_id = ? AND move = ? "
                                    "ORDER BY at DESC, version DESC LIMIT 1", db_i(rec->id), db_s(move));

    *ret_yes = st == OK && rows_int(r, "by_user") == cx->who.user_id;
    return st == E_NOTFOUND ? OK : st;
}

/* Separation of duties. *ret_key: message, with *ret_arg in it; NULL = this person may. */
static enum status whose_hands(struct ctx *cx, const struct record *rec, const struct move *m, const char **ret_key,
                               const char **ret_arg)
{
    bool made = false;

    *ret_key = *ret_arg = NULL;
    if (cx->who.is_system)
        return OK;
    if (m->four_eyes && rec->created_by == cx->who.user_id)
        *ret_key = "problem.four_eyes";
    for (unsigned i = 0; *ret_key == NULL && i < m->not_by.n; i++) {
        TRY(made_move(cx, rec, m->not_by.at[i], &made));
        const struct move *other = kind_move(rec->kind, m->not_by.at[i]);
        if (made && other != NULL) {
            *ret_key = "problem.not_by";
            *ret_arg = label_text(&other->label, cx->lang);
        }
    }
    return OK;
}

static enum status guard_holds(struct ctx *cx, const struct record *rec, const struct move *m, bool *ret_yes)
{
    bool yes = true, known = true;

    if (m->guard_expr != NULL)
        TRY(expr_truth(cx, m->guard_expr, record_env(cx, rec), &yes, &known));
    *ret_yes = yes && known;
    return OK;
}

static enum status needed(struct ctx *cx, const struct record *rec, const struct move *m, struct lifecycle_move *lm)
{
    const struct kind *k = rec->kind;
    struct record there = *rec; /* conditions that speak of the state mean the one it comes to */
    bool yes;

    there.state = m->to;
    lm->need = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *lm->need);
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        bool named = words_have(&m->need, f->id);
        TRY(check_required(cx, &there, f, m->to_state, &yes));
        if ((named && f->calc == NULL && f->number == NULL) || (yes && check_is_missing(cx, rec, f)))
            lm->need[lm->n_need++] = f;
    }
    return OK;
}

enum status lifecycle_moves(struct ctx *cx, const struct record *rec, struct lifecycle_move **ret_moves, size_t *ret_n)
{
    struct {
        VEC(struct lifecycle_move);
    } v = {0};
    const char *key, *arg;
    bool yes;

    for (unsigned i = 0; i < rec->kind->n_moves; i++) {
        const struct move *m = &rec->kind->moves[i];
        struct lifecycle_move lm = {.move = m};
        if (!leaves(rec, m) || !has_role(cx, rec, m))
            continue;
        TRY(guard_holds(cx, rec, m, &yes));
        TRY(whose_hands(cx, rec, m, &key, &arg));
        if (key != NULL)
            lm.refused = i18n_fill(cx, key, arg);
        else if (!yes)
            lm.refused = label_text(&m->guard_text, cx->lang);
        lm.allowed = lm.refused == NULL;
        TRY(needed(cx, rec, m, &lm));
        vec_push(cx->mem, &v, lm);
    }
    *ret_moves = v.at;
    *ret_n = v.n;
    return OK;
}

/* All that is missing on entering the state, at once. */
static enum status check_entry(struct ctx *cx, const struct record *rec, const struct move *m)
{
    bool yes;

    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        TRY(check_required(cx, rec, f, m->to_state, &yes));
        if ((yes || words_have(&m->need, f->id)) && check_is_missing(cx, rec, f))
            (void)ctx_problem(cx, f->id, "problem.required", NULL);
    }
    return OK;
}

static enum status applies(struct ctx *cx, const struct record *rec, const struct effect *e, bool *ret_yes)
{
    bool yes = true, known = true;

    if (e->condition_expr != NULL)
        TRY(expr_truth(cx, e->condition_expr, record_env(cx, rec), &yes, &known));
    *ret_yes = yes && known;
    return OK;
}

/* The value as the field keeps it: an instant for a day in a field of instants. */
static const char *value_for(struct ctx *cx, const struct field *f, struct expr_value v)
{
    if (f->type == FT_DT && v.type == EXPR_DATE)
        return instant_iso(cx->mem, v.at != 0 ? v.at : date_cmp(v.date, ctx_today(cx)) == 0
                                                           ? ctx_now(cx)
                                                           : date_instant(v.date, 0, 0));
    return expr_canonical(cx, v);
}

static enum status set_effects(struct ctx *cx, struct record *rec, const struct move *m)
{
    struct expr_value v;
    bool yes;

    for (unsigned i = 0; i < m->n_effects; i++) {
        const struct effect *e = &m->effects[i];
        const struct field *f = e->set == NULL ? NULL : kind_field(rec->kind, e->set);
        if (f == NULL || (rec->values[f->index] != NULL && !e->replace))
            continue;
        TRY(applies(cx, rec, e, &yes));
        if (!yes)
            continue;
        TRY(expr_eval(cx, e->value_expr, record_env(cx, rec), &v));
        rec->values[f->index] = value_for(cx, f, v);
    }
    return OK;
}

/* A record of another register belongs to whom the moved one belongs to, and is as public as that. */
static struct record *new_record(struct ctx *cx, const struct record *rec, const struct effect *e)
{
    struct record *other;

    if (kind_field(rec->kind, e->create) != NULL)
        return record_new_sub(cx, e->target, rec);
    other = record_new(cx, e->target);
    other->org_id = rec->org_id;
    other->unit_id = rec->unit_id;
    other->province = rec->province;
    other->classification = rec->classification;
    return other;
}

static enum status create_one(struct ctx *cx, const struct record *rec, const struct effect *e)
{
    struct record *made = new_record(cx, rec, e);
    struct expr_value v;

    for (unsigned i = 0; i < e->n_values; i++) {
        const struct field *f = kind_field(e->target, e->values[i].field);
        TRY(expr_eval(cx, e->values[i].expr, record_env(cx, rec), &v));
        made->values[f->index] = value_for(cx, f, v);
    }
    made->origin = "move"; /* what a person must still fill may be empty */
    return record_write(cx, made, &(struct record_change){.what = "create"});
}

static enum status create_effects(struct ctx *cx, const struct record *rec, const struct move *m)
{
    bool yes;

    for (unsigned i = 0; i < m->n_effects; i++) {
        if (m->effects[i].create == NULL)
            continue;
        TRY(applies(cx, rec, &m->effects[i], &yes));
        if (yes)
            TRY(create_one(cx, rec, &m->effects[i]));
    }
    return OK;
}

/* New sub-records may have changed what the record works out over them, which is a version of its own. */
static enum status catch_up(struct ctx *cx, struct record *rec)
{
    struct record *now;

    TRY(record_load(cx, rec->kind, rec->id, &now));
    rec->version = now->version;
    rec->updated_at = now->updated_at;
    memcpy(rec->values, now->values, rec->kind->n_fields * sizeof *rec->values);
    memcpy(rec->loaded, now->loaded, rec->kind->n_fields * sizeof *rec->loaded);
    return OK;
}

static enum status write_move(struct ctx *cx, struct record *rec, const struct move *m, const char *reason)
{
    TRY(db_begin(cx));
    TRY(record_write(cx, rec,
                     &(struct record_change){.what = "move", .why = reason, .basis = m->basis, .move = m->id}));
    TRY(create_effects(cx, rec, m));
    if (m->n_effects > 0)
        TRY(catch_up(cx, rec));
    return db_commit(cx);
}

static enum status may_move(struct ctx *cx, struct record *rec, const struct move *m)
{
    const char *key, *arg;
    bool yes;

    if (rec->deleted_at != 0 || !leaves(rec, m))
        return ctx_fail(cx, E_STATE, "%s does not lead out of state %s", m->id, rec->state != NULL ? rec->state : "-");
    TRY(access_record(cx, rec, RIGHT_READ));
    if (!has_role(cx, rec, m))
        return ctx_fail(cx, E_DENIED, "%s is not for the roles of %s", m->id, cx->who.login);
    TRY(whose_hands(cx, rec, m, &key, &arg));
    if (key != NULL) {
        (void)ctx_problem(cx, "", key, arg);
        return ctx_fail(cx, E_DENIED, "%s: not by the same hands (%s)", m->id, key);
    }
    TRY(guard_holds(cx, rec, m, &yes));
    if (!yes) {
        (void)ctx_problem(cx, "", "problem.guard", label_text(&m->guard_text, cx->lang));
        return ctx_fail(cx, E_STATE, "the guard of %s does not hold: %s", m->id, m->guard);
    }
    return OK;
}

/* Who may move a record but not change it fills what the move asks for, nothing else. */
static enum status only_asked(struct ctx *cx, const struct record *rec, const struct move *m,
                              const struct lifecycle_value *values, size_t n)
{
    struct record there = *rec; /* as in needed() */
    bool yes;

    there.state = m->to;
    for (size_t i = 0; i < n; i++) {
        const struct field *f = kind_field(rec->kind, values[i].field);
        if (f == NULL || words_have(&m->need, f->id) || field_same(rec->values[f->index], rec->loaded[f->index]))
            continue;
        TRY(check_required(cx, &there, f, m->to_state, &yes));
        if (!yes || rec->loaded[f->index] != NULL)
            (void)ctx_problem(cx, f->id, "problem.move_field", NULL);
    }
    return OK;
}

/* All that can be said against the move before anything is written; rec is then what it would be. */
static enum status prepare(struct ctx *cx, struct record *rec, const struct move *m,
                           const struct lifecycle_value *values, size_t n, const char *reason)
{
    bool changes = n == 0 || access_allows(cx, rec, RIGHT_UPDATE); /* asked of what is stored */

    for (size_t i = 0; i < n; i++)
        record_set(cx, rec, values[i].field, values[i].typed);
    TRY(may_move(cx, rec, m));
    if (m->reason && (reason == NULL || *reason == '\0'))
        (void)ctx_problem(cx, "reason", "problem.required", NULL);
    if (!changes)
        TRY(only_asked(cx, rec, m, values, n));
    TRY(set_effects(cx, rec, m));
    rec->state = m->to;
    enum status st = check_entry(cx, rec, m);
    if (st == OK && ctx_problems(cx) != OK)
        st = check_record(cx, rec); /* the other problems too, so that all are told at once */
    return st;
}

enum status lifecycle_check(struct ctx *cx, struct record *rec, const char *move, const struct lifecycle_value *values,
                            size_t n, const char *reason)
{
    const struct move *m = kind_move(rec->kind, move);

    if (m == NULL)
        return ctx_fail(cx, E_NOTFOUND, "%s has no move %s", rec->kind->id, move);
    TRY(prepare(cx, rec, m, values, n, reason));
    return record_try(cx, rec, &(struct record_change){.what = "move"});
}

enum status lifecycle_move(struct ctx *cx, struct record *rec, const char *move, const struct lifecycle_value *values,
                           size_t n, const char *reason)
{
    const struct move *m = kind_move(rec->kind, move);
    const char *state = rec->state;
    bool inside = db_in_transaction(cx->db);

    if (m == NULL)
        return ctx_fail(cx, E_NOTFOUND, "%s has no move %s", rec->kind->id, move);
    enum status st = prepare(cx, rec, m, values, n, reason);
    if (st == OK)
        st = write_move(cx, rec, m, reason);
    if (st != OK) {
        if (!inside)
            db_rollback(cx);
        rec->state = state;
    }
    return st;
}
