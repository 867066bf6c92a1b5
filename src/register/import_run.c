/* One pass over the rows of an import: each becomes a record by the rules of a form. The dry run and the commit are the
   same pass, so that the one tells what the other does. See import.h; jobs and their rows stand in import.c. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "platform/db.h"
#include "register/history.h"
#include "register/import_private.h"
#include "register/reasons.h"

struct run {
    struct ctx *cx;
    struct import_job *job;
    struct import_lookup look;
    bool commit, is_xlsx;
    struct import_outcomes *outcomes;
};

/* ---- one cell ---- */

/* Links of a cell: several names stand between semicolons. */
static enum status set_link(struct run *r, struct record *rec, const struct field *f, struct str text)
{
    struct ctx *cx = r->cx;
    char separator = f->type == FT_MREF ? ';' : '\0'; /* a title of a single link may hold semicolons */
    struct str rest = text, part;
    struct buf ids;
    int64_t id;

    buf_init(&ids, cx->mem, 1 << 16);
    while (str_next(&rest, separator, &part)) {
        part = str_trim(part);
        if (part.n == 0)
            continue;
        TRY(import_lookup_find(&r->look, f->target, f->id, part, &id));
        if (id > 0)
            buf_printf(&ids, "%s%lld", ids.n > 0 ? " " : "", (long long)id);
    }
    if (ids.n > 0)
        record_set_n(cx, rec, f->id, buf_str(&ids));
    return OK;
}

/* A state of its own for records that were made elsewhere: only by who may put any record right (as corrections of
   final records, record.c). */
static void set_state(struct ctx *cx, struct record *rec, struct str text)
{
    uint32_t may = ROLE_BIT(ROLE_HEAD) | ROLE_BIT(ROLE_DIR);
    struct str want = utf8_fold(cx->mem, text);

    if (!cx->who.is_system && (cx->who.roles & may) == 0) {
        (void)ctx_problem(cx, "state", "problem.import_state", NULL);
        return;
    }
    for (unsigned i = 0; i < rec->kind->n_states; i++) {
        const struct state *s = &rec->kind->states[i];
        bool same = str_is(text, s->id);

        for (int l = 0; l < LANG__MAX; l++)
            same = same || (s->label.text[l] != NULL && str_eq(utf8_fold(cx->mem, str_of(s->label.text[l])), want));
        if (same) {
            if (rec->id == 0)
                rec->state = s->id;
            else if (strcmp(rec->state, s->id) != 0)
                (void)ctx_problem(cx, "state", "problem.import_move", NULL);
            return;
        }
    }
    (void)ctx_problem(cx, "state", "problem.not_in_list", arena_strndup(cx->mem, text.p, text.n));
}

/* A CSV export puts a quote before what a spreadsheet would take for a formula ("'+84 234"); here it comes off again.
   The text of an XLSX is meant as it stands; but a telephone or a number never begins with a quote: there it is one of
   a CSV that a spreadsheet has kept. */
static struct str unguarded(const struct run *r, const struct field *f, const struct sheet_cell *c)
{
    bool is_words = f != NULL && (f->type == FT_TEXT || f->type == FT_LTEXT || f->target != NULL);
    bool guarded = !c->typed && !(r->is_xlsx && is_words) && str_is_guarded(c->text);

    return str_sub(c->text, guarded, c->text.n);
}

/* A mask that comes back from an export means "leave it". */
static bool is_mask(const struct field *f, const struct sheet_cell *c)
{
    return f != NULL && access_personal(f) > 0 && str_is(str_trim(c->text), RECORD_MASK);
}

static enum status set_cell(struct run *r, struct record *rec, const char *target, const struct sheet_cell *c)
{
    struct ctx *cx = r->cx;
    const struct field *f = kind_field(rec->kind, target);

    if ((c->marks & SHEET_ERROR) != 0)
        (void)ctx_problem(cx, target, "problem.import_error", arena_strndup(cx->mem, c->text.p, c->text.n));
    else if ((c->marks & SHEET_NO_RESULT) != 0)
        (void)ctx_problem(cx, target, "problem.import_formula", NULL);
    else if ((c->marks & SHEET_COVERED) != 0)
        (void)ctx_problem(cx, target, "problem.import_merged", NULL);
    else if (c->text.n == 0 || strcmp(target, "parent") == 0 || is_mask(f, c))
        return OK; /* an empty cell says nothing; the parent was found before */
    else if (strcmp(target, "state") == 0)
        set_state(cx, rec, c->text);
    else if (f != NULL && f->target != NULL && f->type != FT_SUB && !utf8_valid(c->text, NULL))
        (void)ctx_problem(cx, target, "problem.utf8", NULL);
    else if (f != NULL && f->target != NULL && f->type != FT_SUB)
        return set_link(r, rec, f, unguarded(r, f, c));
    else {
        cx->plain = c->typed; /* what the file knows as a number has a point, whatever the reader's language */
        record_set_n(cx, rec, target, unguarded(r, f, c));
        cx->plain = false;
    }
    return OK;
}

/* ---- one row ---- */

static const struct sheet_cell *cell_of(const struct run *r, const struct sheet_row *row, size_t column)
{
    static const struct sheet_cell empty;

    (void)r;
    return column < row->n ? &row->at[column] : &empty;
}

/* Sub-records stand under the record that the column `parent` names. */
static enum status new_record(struct run *r, const struct sheet_row *row, struct record **ret_rec)
{
    const struct kind *k = r->job->kind;
    struct record *parent = NULL;

    if (!kind_is_sub(k)) {
        *ret_rec = record_new(r->cx, k);
        return OK;
    }
    for (size_t i = 0; i < r->job->n_columns; i++) {
        struct str text = cell_of(r, row, i)->text;
        int64_t id = 0;

        if (strcmp(r->job->columns[i].target, "parent") != 0 || text.n == 0)
            continue;
        for (unsigned p = 0; p < k->parents.n && id == 0; p++) {
            bool last = p + 1 == k->parents.n;
            struct problem **tail = r->cx->problems_tail;
            TRY(import_lookup_find(&r->look, k->parent_kinds[p], "parent", text, &id));
            if (!last) { /* perhaps it is of the next kind */
                *tail = NULL;
                r->cx->problems_tail = tail;
            }
        }
        if (id > 0)
            TRY(record_load(r->cx, NULL, id, &parent));
    }
    if (parent == NULL && r->cx->problems == NULL)
        (void)ctx_problem(r->cx, "parent", "problem.required", NULL);
    if (parent == NULL)
        return E_INVALID;
    *ret_rec = record_new_sub(r->cx, k, parent);
    return OK;
}

/* A number is given once; two rows of one file may not be the same record, nor share what is unique. */
static void check_within_file(struct run *r, const struct record *rec, const char *key, int64_t line)
{
    struct ctx *cx = r->cx;
    int64_t before;

    if (key != NULL && r->job->mode != IMPORT_CREATE && (before = import_lookup_again(&r->look, key, line)) != 0)
        (void)ctx_problem(cx, rec->kind->key.at[0], "problem.import_twice", arena_printf(cx->mem, "%lld",
            (long long)before));
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];

        if (!f->unique || rec->values[i] == NULL)
            continue;
        before = import_lookup_again(&r->look, arena_printf(cx->mem, "%s\x1e%s", f->id, rec->values[i]), line);
        if (before != 0)
            (void)ctx_problem(cx, f->id, "problem.import_twice", arena_printf(cx->mem, "%lld", (long long)before));
    }
}

/* The stored record with the row's values over it (update) or into its gaps (fill). */
static enum status merged(struct run *r, const struct record *fresh, int64_t id, struct record **ret_rec)
{
    struct record *old;

    TRY(record_load(r->cx, r->job->kind, id, &old));
    for (size_t c = 0; c < r->job->n_columns; c++) {
        const struct field *f = kind_field(old->kind, r->job->columns[c].target);

        if (f == NULL || fresh->values[f->index] == NULL ||
            (r->job->mode != IMPORT_UPDATE && old->values[f->index] != NULL))
            continue;
        if (old->values[f->index] != NULL && !access_may_show(r->cx, old, f))
            (void)ctx_problem(r->cx, f->id, "problem.masked_change", NULL); /* as in a form: record_set() */
        else
            old->values[f->index] = fresh->values[f->index];
    }
    *ret_rec = old;
    return OK;
}

static bool changes(const struct record *rec)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++)
        if (!rec->kind->fields[i].given && record_changed(rec, &rec->kind->fields[i]))
            return true;
    return false;
}

static enum status put(struct run *r, struct record *rec, struct import_outcome *o)
{
    bool fresh = rec->id == 0;
    const char *why = arena_printf(r->cx->mem, "import %lld", (long long)r->job->id);

    o->outcome = fresh ? "created" : "updated";
    if (fresh)
        rec->origin = "import";
    if (!r->commit)
        return record_check(r->cx, rec, why);
    TRY(record_save(r->cx, rec, why));
    o->record_id = rec->id;
    o->version = rec->version;
    return OK;
}

/* Where nothing stands behind it, a mask is no value. */
static void check_masks(struct run *r, const struct record *rec, const struct sheet_row *row)
{
    for (size_t c = 0; c < r->job->n_columns; c++) {
        const struct field *f = kind_field(rec->kind, r->job->columns[c].target);
        if (is_mask(f, cell_of(r, row, c)) && rec->values[f->index] == NULL)
            (void)ctx_problem(r->cx, f->id, "problem.is_mask", NULL);
    }
}

static enum status row(struct run *r, const struct sheet_row *row, struct import_outcome *o)
{
    struct ctx *cx = r->cx;
    struct record *rec = NULL;

    TRY(new_record(r, row, &rec));
    for (size_t i = 0; i < r->job->n_columns; i++)
        if (*r->job->columns[i].target != 0)
            TRY(set_cell(r, rec, r->job->columns[i].target, cell_of(r, row, i)));
    const char *key = import_lookup_key(cx, rec);
    check_within_file(r, rec, key, row->line);
    int64_t there = r->job->mode == IMPORT_CREATE ? 0 : import_lookup_by_key(&r->look, key);
    if (there < 0)
        (void)ctx_problem(cx, rec->kind->key.at[0], "problem.import_several", NULL);
    if (there > 0 && r->job->mode == IMPORT_SKIP && cx->problems == NULL) {
        o->outcome = "skipped";
        return OK;
    }
    if (there > 0)
        TRY(merged(r, rec, there, &rec));
    check_masks(r, rec, row);
    if (there > 0 && cx->problems == NULL && !changes(rec)) {
        o->outcome = "skipped";
        return OK;
    }
    return put(r, rec, o);
}

/* ---- all rows ---- */

/* Faults of the user's file and rights are told for the row; the disk and the database end the run. */
static bool is_of_the_row(enum status st)
{
    return st == E_INVALID || st == E_DENIED || st == E_NOTFOUND || st == E_STATE || st == E_CONFLICT;
}

static void count(struct import_job *job, const struct import_outcome *o)
{
    bool bad = strcmp(o->outcome, "invalid") == 0;

    job->total++;
    job->invalid += bad;
    job->valid += !bad;
    job->created += strcmp(o->outcome, "created") == 0;
    job->updated += strcmp(o->outcome, "updated") == 0;
    job->skipped += strcmp(o->outcome, "skipped") == 0;
}

static enum status one(struct run *r, const struct sheet_row *line)
{
    struct ctx *cx = r->cx;
    struct import_outcome o = {.line = line->line, .outcome = "invalid"};

    ctx_clear(cx);
    enum status st = row(r, line, &o);
    if (st != OK && !is_of_the_row(st))
        return st;
    if (st != OK && cx->problems == NULL)
        (void)ctx_problem(cx, "", status_key(st), NULL);
    if (cx->problems != NULL)
        o.outcome = "invalid";
    count(r->job, &o);
    o.reasons = arena_strdup(r->look.keep, reasons_text(cx));
    ctx_clear(cx);
    /* A commit keeps every line, to take it back; a dry run keeps what is to be mended. */
    if (r->commit || o.reasons != NULL)
        vec_push(r->look.keep, r->outcomes, o);
    return OK;
}

enum status import_run_all(struct ctx *cx, struct arena *keep, struct import_job *job, const struct sheet *s,
                           bool commit, struct import_progress *progress, struct import_outcomes *outcomes)
{
    struct run r = {.cx = cx, .job = job, .commit = commit, .is_xlsx = strcmp(s->form, "xlsx") == 0,
                    .outcomes = outcomes};

    import_lookup_init(cx, keep, &r.look);
    if (job->mode != IMPORT_CREATE)
        TRY(import_lookup_existing(&r.look, job->kind));
    job->total = job->valid = job->invalid = job->created = job->updated = job->skipped = 0;
    atomic_store(&progress->total, (int64_t)s->n - 1);
    for (size_t i = 1; i < s->n; i++) {
        struct arena_mark mark = arena_mark(cx->mem);
        TRY(one(&r, &s->at[i]));
        arena_rewind(cx->mem, mark);
        atomic_store(&progress->done, (int64_t)i);
    }
    return OK;
}
