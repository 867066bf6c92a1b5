/* What is done to each record of a change of many: tried, written, taken back. See bulk.h. The dry run and the commit
   ask the same questions, so that the one tells what the other does. */
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/bin.h"
#include "register/reasons.h"
#include "register/take_back.h"
#include "rules/bulk_private.h"
#include "rules/lifecycle_undo.h"

enum { KEEP_BYTES = 32 << 20 };

/* ---- the plan ---- */

static bool may_be_set(const struct field *f)
{
    return f != NULL && !f->given && f->via == NULL && f->type != FT_FILE && f->type != FT_FILES && f->type != FT_SUB;
}

/* Values are read once, in the language of the person, and kept as the program keeps them. */
static enum status canonical(struct ctx *cx, const struct kind *k, const struct bulk_plan *from,
                             struct bulk_plan *ret_p)
{
    struct lifecycle_value *at = arena_alloc(cx->mem, (from->n + 1) * sizeof *at);
    struct record *scratch = record_new(cx, k);

    *ret_p = *from;
    ret_p->at = at;
    for (size_t i = 0; i < from->n; i++) {
        const struct field *f = kind_field(k, from->at[i].field);

        if (!may_be_set(f)) {
            (void)ctx_problem(cx, arena_strdup(cx->mem, from->at[i].field), "problem.no_field", NULL);
            continue;
        }
        scratch->values[f->index] = NULL;
        record_set(cx, scratch, f->id, from->at[i].typed);
        at[i] = (struct lifecycle_value){f->id, scratch->values[f->index] != NULL ? scratch->values[f->index] : ""};
    }
    if (from->action == BULK_NONE || (from->action == BULK_SET && from->n == 0))
        (void)ctx_problem(cx, "do", "problem.required", NULL);
    if (from->action == BULK_MOVE && (from->move == NULL || kind_move(k, from->move) == NULL))
        (void)ctx_problem(cx, "do", "problem.not_in_list", from->move);
    if (from->action == BULK_DELETE || from->action == BULK_RESTORE)
        ret_p->n = 0;
    return ctx_problems(cx);
}

static const char *why_of(struct ctx *cx, const struct bulk_job *job)
{
    return job->plan.reason == NULL
               ? arena_printf(cx->mem, "bulk %lld", (long long)job->id)
               : arena_printf(cx->mem, "bulk %lld: %s", (long long)job->id, job->plan.reason);
}

/* ---- one record ---- */

static void set_values(struct ctx *cx, const struct bulk_plan *p, struct record *rec)
{
    bool plain = cx->plain;

    cx->plain = true;
    for (size_t i = 0; i < p->n; i++)
        record_set(cx, rec, p->at[i].field, p->at[i].typed);
    cx->plain = plain;
}

static bool changes(const struct bulk_plan *p, const struct record *rec)
{
    for (size_t i = 0; i < p->n; i++)
        if (record_changed(rec, kind_field(rec->kind, p->at[i].field)))
            return true;
    return false;
}

static enum status check_set(struct ctx *cx, const struct bulk_plan *p, struct record *rec, bool *ret_same)
{
    if (rec->deleted_at != 0)
        return ctx_problem(cx, "", "problem.bulk_deleted", NULL);
    set_values(cx, p, rec);
    TRY(ctx_problems(cx));
    *ret_same = !changes(p, rec);
    return *ret_same ? OK : record_check(cx, rec, p->reason);
}

static enum status check_move(struct ctx *cx, const struct bulk_plan *p, struct record *rec, bool *ret_same)
{
    const struct move *m = kind_move(rec->kind, p->move);
    bool plain = cx->plain;

    *ret_same = rec->deleted_at == 0 && rec->state != NULL && strcmp(rec->state, m->to) == 0;
    if (*ret_same)
        return OK;
    cx->plain = true;
    enum status st = lifecycle_check(cx, rec, p->move, p->at, p->n, p->reason);
    cx->plain = plain;
    return st;
}

static enum status check_restore(struct ctx *cx, struct record *rec)
{
    int64_t at = rec->deleted_at;
    struct record *owner;

    TRY(access_record(cx, rec, RIGHT_DELETE));
    TRY(bin_check(cx, rec));
    if (rec->parent_id != 0) {
        TRY(record_load_head(cx, kind_find(rec->parent_kind), rec->parent_id, &owner));
        if (owner->deleted_at != 0)
            return ctx_problem(cx, "", "problem.owner_deleted", NULL);
    }
    rec->deleted_at = 0;
    enum status st = record_try(cx, rec, &(struct record_change){.what = "restore", .no_checks = true});
    rec->deleted_at = at;
    return st;
}

/* All that can be said against it. Afterwards rec is what it would be. */
static enum status check(struct ctx *cx, const struct bulk_plan *p, struct record *rec, bool *ret_same)
{
    *ret_same = false;
    switch (p->action) {
    case BULK_SET:
        return check_set(cx, p, rec, ret_same);
    case BULK_MOVE:
        return check_move(cx, p, rec, ret_same);
    case BULK_DELETE:
        *ret_same = rec->deleted_at != 0;
        return *ret_same ? OK : access_record(cx, rec, RIGHT_DELETE);
    case BULK_RESTORE:
        *ret_same = rec->deleted_at == 0;
        return *ret_same ? OK : check_restore(cx, rec);
    case BULK_NONE:
        break;
    }
    return ctx_fail(cx, E_BUG, "a change without an action");
}

static enum status write_move(struct ctx *cx, const struct bulk_plan *p, struct record *rec, const char *why)
{
    struct record *fresh; /* the check has made the other one what it would be */
    bool plain = cx->plain;

    TRY(record_load(cx, rec->kind, rec->id, &fresh));
    cx->plain = true;
    enum status st = lifecycle_move(cx, fresh, p->move, p->at, p->n, why);
    cx->plain = plain;
    rec->version = fresh->version;
    return st;
}

static enum status write_one(struct ctx *cx, const struct bulk_plan *p, struct record *rec, const char *why)
{
    switch (p->action) {
    case BULK_SET:
        return record_save(cx, rec, why);
    case BULK_MOVE:
        return write_move(cx, p, rec, why);
    case BULK_DELETE:
        return record_delete(cx, rec, why);
    case BULK_RESTORE:
        return record_restore(cx, rec, why);
    case BULK_NONE:
        break;
    }
    return ctx_fail(cx, E_BUG, "a change without an action");
}

/* Rights, rules and values are told for the record; the disk and the database end the run. */
static bool is_of_the_row(enum status st)
{
    return st == E_INVALID || st == E_DENIED || st == E_NOTFOUND || st == E_STATE || st == E_CONFLICT;
}

/* What a refusal is called when it has no words of its own. */
static void name_it(struct ctx *cx, enum status st)
{
    if (cx->problems == NULL)
        (void)ctx_problem(cx, "", status_key(st), NULL);
}

/* The record is asked; *ret_go: it is to be written. Faults of the row stand in row->outcome, with their problems. */
static enum status ask(struct ctx *cx, const struct bulk_job *job, struct bulk_row *row, bool dry,
                       struct record **ret_rec, bool *ret_go)
{
    struct record *rec = NULL;
    bool same = false;

    *ret_go = false;
    enum status st = record_load(cx, job->kind, row->record_id, &rec);
    if (st == OK && !dry && rec->version != row->version) {
        row->outcome = "newer";
        (void)ctx_problem(cx, "", "problem.bulk_newer", NULL);
        return OK;
    }
    if (st == OK) {
        row->version = rec->version;
        st = check(cx, &job->plan, rec, &same);
    }
    if (st != OK && !is_of_the_row(st))
        return st;
    if (st != OK || cx->problems != NULL) {
        name_it(cx, st);
        row->outcome = "refused";
        return OK;
    }
    row->outcome = same ? "same" : "change";
    *ret_rec = rec;
    *ret_go = !same;
    return OK;
}

/* ---- all records ---- */

struct outcome {
    struct bulk_row row;
    const char *reasons;
};

/* Outcomes are gathered first, so that nobody waits for the database while rules are asked. */
static enum status try_all(struct ctx *cx, struct bulk_job *job, struct arena *keep, struct outcome **ret_all,
                           size_t *ret_n)
{
    struct bulk_row *rows;
    struct outcome *all;
    struct record *rec;
    size_t n;
    bool go;

    TRY(bulk_rows(cx, job, NULL, 1, BULK_MOST, &rows, &n));
    all = arena_alloc(keep, (n + 1) * sizeof *all);
    for (size_t i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(cx->mem);

        ctx_clear(cx);
        all[i].row = (struct bulk_row){.pos = rows[i].pos, .record_id = rows[i].record_id, .version = rows[i].version};
        TRY(ask(cx, job, &all[i].row, true, &rec, &go));
        all[i].reasons = arena_strdup(keep, reasons_text(cx));
        ctx_clear(cx);
        arena_rewind(cx->mem, m);
    }
    *ret_all = all;
    *ret_n = n;
    return OK;
}

enum status bulk_try(struct ctx *cx, struct bulk_job *job, const struct bulk_plan *plan)
{
    struct outcome *all;
    struct arena *keep;
    struct bulk_plan p;
    size_t n;

    TRY(canonical(cx, job->kind, plan, &p));
    if (strcmp(job->state, "chosen") != 0 && strcmp(job->state, "tried") != 0)
        return ctx_fail(cx, E_STATE, "change %lld is %s", (long long)job->id, job->state);
    TRY(ctx_memory(cx, KEEP_BYTES, "for a change of many records", &keep));
    job->plan = p;
    TRY(try_all(cx, job, keep, &all, &n));
    TRY(db_begin(cx));
    TRY(bulk_put_plan(cx, job, &p));
    for (size_t i = 0; i < n; i++)
        TRY(bulk_put_row(cx, job, &all[i].row, all[i].reasons));
    TRY(db_commit(cx));
    return bulk_count_again(cx, job);
}

static enum status commit_row(struct ctx *cx, const struct bulk_job *job, struct bulk_row *row, const char *why)
{
    struct record *rec;
    bool go;

    ctx_clear(cx);
    TRY(ask(cx, job, row, false, &rec, &go));
    const char *reasons = reasons_text(cx);
    if (go) {
        TRY(write_one(cx, &job->plan, rec, why));
        row->outcome = "changed";
        row->after = rec->version;
    }
    TRY(bulk_put_row(cx, job, row, reasons));
    ctx_clear(cx);
    return OK;
}

static enum status tell(struct ctx *cx, const struct bulk_job *job, const char *what)
{
    const struct bulk_count *n = &job->n;

    return history_event(cx, "bulk", job->kind->id, 0,
                         arena_printf(cx->mem, "bulk %lld %s: %lld changed, %lld refused, %lld newer, %lld taken back, "
                                               "%lld kept", (long long)job->id, what, (long long)n->changed,
                                      (long long)n->refused, (long long)n->newer, (long long)n->undone,
                                      (long long)n->kept));
}

static enum status commit(struct ctx *cx, struct bulk_job *job)
{
    const char *why = why_of(cx, job);
    struct bulk_row *rows;
    size_t n;

    TRY(db_begin(cx));
    TRY(bulk_put_state(cx, job, "tried", "done"));
    TRY(bulk_rows(cx, job, "change", 1, BULK_MOST, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(cx->mem);
        TRY(commit_row(cx, job, &rows[i], why));
        arena_rewind(cx->mem, m);
    }
    TRY(bulk_count_again(cx, job));
    TRY(tell(cx, job, "written"));
    return db_commit(cx);
}

enum status bulk_commit(struct ctx *cx, struct bulk_job *job)
{
    db_bulk(cx, true);
    enum status st = commit(cx, job);
    db_bulk(cx, false);
    return st;
}

/* ---- taking back ---- */

static enum status back_set(struct ctx *cx, struct record *rec, const char *why, bool write)
{
    TRY(access_record(cx, rec, RIGHT_UPDATE));
    if (write)
        return take_back_write(cx, rec, why);
    TRY(take_back_values(cx, rec));
    return record_try(cx, rec, &(struct record_change){.what = "update", .no_checks = true});
}

static enum status back_move(struct ctx *cx, struct record *rec, const char *why, bool write)
{
    struct lifecycle_undo u;

    if (write)
        return lifecycle_undo(cx, rec, why);
    TRY(lifecycle_undo_of(cx, rec, &u));
    if (u.move != NULL && u.refused == NULL)
        return OK;
    return ctx_problem(cx, "", "problem.undo", u.refused != NULL ? u.refused : i18n_text(cx->lang, "undo.none").p);
}

/* Asked first, written then: what is refused half-way would leave half of it in the transaction of all. */
static enum status back(struct ctx *cx, const struct bulk_job *job, struct record *rec, const char *why, bool write)
{
    switch (job->plan.action) {
    case BULK_SET:
        return back_set(cx, rec, why, write);
    case BULK_MOVE:
        return back_move(cx, rec, why, write);
    case BULK_DELETE:
        return write ? record_restore(cx, rec, why) : check_restore(cx, rec);
    case BULK_RESTORE:
        return write ? record_delete(cx, rec, why) : access_record(cx, rec, RIGHT_DELETE);
    case BULK_NONE:
        break;
    }
    return ctx_fail(cx, E_BUG, "a change without an action");
}

static enum status undo_row(struct ctx *cx, const struct bulk_job *job, struct bulk_row *row, const char *why)
{
    struct record *rec;

    ctx_clear(cx);
    enum status st = record_load(cx, job->kind, row->record_id, &rec);
    if (st == OK && rec->version != row->after)
        st = ctx_problem(cx, "", "problem.bulk_newer", NULL);
    if (st == OK)
        st = back(cx, job, rec, why, false);
    if (st != OK && !is_of_the_row(st))
        return st;
    row->outcome = st == OK ? "undone" : "kept";
    if (st != OK)
        name_it(cx, st);
    const char *reasons = reasons_text(cx);
    if (st == OK) {
        TRY(record_load(cx, job->kind, row->record_id, &rec));
        TRY(back(cx, job, rec, why, true));
    }
    TRY(bulk_put_row(cx, job, row, reasons));
    ctx_clear(cx);
    return OK;
}

static enum status undo(struct ctx *cx, struct bulk_job *job)
{
    const char *why = arena_printf(cx->mem, "bulk %lld taken back", (long long)job->id);
    struct bulk_row *rows;
    size_t n;

    TRY(db_begin(cx));
    TRY(bulk_put_state(cx, job, "done", "undone"));
    TRY(bulk_rows(cx, job, "changed", 1, BULK_MOST, &rows, &n));
    for (size_t i = n; i > 0; i--) {
        struct arena_mark m = arena_mark(cx->mem);
        TRY(undo_row(cx, job, &rows[i - 1], why));
        arena_rewind(cx->mem, m);
    }
    TRY(bulk_count_again(cx, job));
    TRY(tell(cx, job, "taken back"));
    return db_commit(cx);
}

enum status bulk_undo(struct ctx *cx, struct bulk_job *job)
{
    db_bulk(cx, true);
    enum status st = undo(cx, job);
    db_bulk(cx, false);
    return st;
}

/* ---- what a row's change is ---- */

static enum status would_change(struct ctx *cx, const struct bulk_job *job, struct record *rec,
                                struct history_change **ret_c, size_t *ret_n)
{
    struct {
        VEC(struct history_change);
    } v = {0};
    const char *state = rec->state;
    bool same;

    enum status st = check(cx, &job->plan, rec, &same);
    if (st != OK && !is_of_the_row(st))
        return st;
    ctx_clear(cx); /* refused since the dry run: the commit will tell */
    if (!field_same(state, rec->state))
        vec_push(cx->mem, &v, (struct history_change){NULL, "state", state, rec->state});
    for (unsigned i = 0; i < rec->kind->n_fields; i++)
        if (record_changed(rec, &rec->kind->fields[i]))
            vec_push(cx->mem, &v, (struct history_change){&rec->kind->fields[i], rec->kind->fields[i].id,
                                                          rec->loaded[i], rec->values[i]});
    *ret_c = v.at;
    *ret_n = v.n;
    return OK;
}

enum status bulk_changes(struct ctx *cx, const struct bulk_job *job, const struct bulk_row *row,
                         struct record **ret_rec, struct history_change **ret_c, size_t *ret_n)
{
    const char *before, *after;

    *ret_c = NULL;
    *ret_n = 0;
    TRY(record_load(cx, job->kind, row->record_id, ret_rec));
    if (row->after != 0) {
        TRY(history_body(cx, row->record_id, row->version, &before));
        TRY(history_body(cx, row->record_id, row->after, &after));
        return history_diff(cx, job->kind, before, after, ret_c, ret_n);
    }
    return strcmp(row->outcome, "change") == 0 ? would_change(cx, job, *ret_rec, ret_c, ret_n) : OK;
}
