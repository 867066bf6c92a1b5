/* Jobs: their file, mapping, outcome, and taking them back. See import.h; the pass over the rows is import_run.c. */
#include "register/import.h"

#include <string.h>

#include "base/utf8.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/attach.h"
#include "register/extent.h"
#include "register/history.h"
#include "register/import_private.h"
#include "register/reasons.h"
#include "register/take_back.h"

enum { KEEP_BYTES = 1 << 30, NAME_CHARS = 200, MOST_JOBS = 500 };

static const char *const modes[IMPORT_MODE__MAX] = {"skip", "fill", "update", "create"};

const char *import_mode_name(enum import_mode m)
{
    return modes[m];
}

bool import_mode_parse(struct str s, enum import_mode *ret_m)
{
    for (int m = 0; m < IMPORT_MODE__MAX; m++)
        if (str_is(s, modes[m]))
            return (*ret_m = (enum import_mode)m, true);
    return false;
}

/* ---- targets and the first guess ---- */

/* Common columns that a file may give, with the key of their label. */
static const struct {
    const char *id, *key;
} commons[] = {{"state", "list.state"}, {"classification", "class.level"}, {"province", "class.province"},
    {"secret_no", "class.secret_no"}, {"secret_level", "class.secret_level"},
    {"secret_custodian", "class.secret_custodian"}, {"secret_place", "class.secret_place"}};

static bool is_target(const struct field *f)
{
    return !f->given && !f->ended && f->type != FT_FILE && f->type != FT_FILES && f->via == NULL;
}

void import_targets(struct ctx *cx, const struct kind *k, struct import_target **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct import_target);
    } v = {0};

    if (kind_is_sub(k))
        vec_push(cx->mem, &v, (struct import_target){"parent", i18n_text(cx->lang, "import.parent").p, true});
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];

        if (is_target(f))
            vec_push(cx->mem, &v, (struct import_target){f->id, label_text(&f->label, cx->lang), f->required});
    }
    for (size_t i = 0; i < sizeof commons / sizeof *commons; i++)
        if (strcmp(commons[i].id, "state") != 0 || k->n_states > 0)
            vec_push(cx->mem, &v,
                (struct import_target){commons[i].id, i18n_text(cx->lang, commons[i].key).p, false});
    *ret_at = v.at;
    *ret_n = v.n;
}

static bool names(struct ctx *cx, struct str heading, const char *name)
{
    return name != NULL && str_eq(heading, utf8_fold(cx->mem, str_of(name)));
}

/* "Viết tắt" for "Tên viết tắt": the only field whose label has the whole heading in it. */
static const char *guess_part(struct ctx *cx, const struct kind *k, struct str heading)
{
    const char *only = "";

    if (str_find(heading, STR(" ")) == heading.n)
        return ""; /* one word is in many labels, and in the wrong one */
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        bool in = false;

        for (int l = 0; l < LANG__MAX && is_target(f); l++) {
            struct str label = utf8_fold(cx->mem, str_of(f->label.text[l]));
            in = in || str_find(label, heading) < label.n;
        }
        if (in && *only != 0)
            return "";
        only = in ? f->id : only;
    }
    return only;
}

/* The field that a heading names by its id or by its label in any language; "" when none does. */
static const char *guess(struct ctx *cx, const struct kind *k, struct str heading)
{
    struct str h = utf8_fold(cx->mem, heading);

    for (unsigned i = 0; h.n > 0 && i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        bool same = names(cx, h, f->id);

        for (int l = 0; l < LANG__MAX; l++)
            same = same || names(cx, h, f->label.text[l]);
        if (same && is_target(f))
            return f->id;
    }
    for (size_t i = 0; h.n > 0 && i < sizeof commons / sizeof *commons; i++) {
        bool same = names(cx, h, commons[i].id);

        for (int l = 0; l < LANG__MAX; l++)
            same = same || names(cx, h, i18n_text((enum lang)l, commons[i].key).p);
        if (same)
            return commons[i].id;
    }
    return kind_is_sub(k) && names(cx, h, "parent") ? "parent" : guess_part(cx, k, h);
}

/* ---- the mapping as one text: "heading\ttarget\n…" ---- */

static const char *columns_text(struct ctx *cx, const struct import_job *job, bool with_targets)
{
    struct buf b;

    buf_init(&b, cx->mem, 1 << 20);
    buf_add_c(&b, "");
    for (size_t i = 0; i < job->n_columns; i++)
        buf_printf(&b, "%s\t%s\n", job->columns[i].heading, with_targets ? job->columns[i].target : "");
    return buf_str(&b).p;
}

static void columns_read(struct ctx *cx, struct import_job *job, struct str text)
{
    struct str line, heading;

    job->columns = arena_alloc(cx->mem, (SHEET_COLUMNS_MAX + 1) * sizeof *job->columns);
    while (job->n_columns < SHEET_COLUMNS_MAX && str_next(&text, '\n', &line)) {
        if (line.n == 0 || !str_next(&line, '\t', &heading))
            continue;
        job->columns[job->n_columns++] = (struct import_column){arena_strndup(cx->mem, heading.p, heading.n),
            arena_strndup(cx->mem, line.p, line.n)};
    }
}

/* Tabs and line ends of a heading become blanks: they separate the kept mapping. */
static const char *heading_of(struct ctx *cx, struct str s)
{
    char *h = arena_strndup(cx->mem, s.p, s.n);

    for (char *p = h; *p != 0; p++)
        if (*p == '\t' || *p == '\n' || *p == '\r')
            *p = ' ';
    return h;
}

static bool is_used(const struct import_job *job, const char *target)
{
    for (size_t i = 0; i < job->n_columns; i++)
        if (*target != 0 && strcmp(job->columns[i].target, target) == 0)
            return true;
    return false;
}

static void guess_all(struct ctx *cx, struct import_job *job, const struct sheet_row *heading)
{
    job->columns = arena_alloc(cx->mem, (heading->n + 1) * sizeof *job->columns);
    for (size_t i = 0; i < heading->n; i++) {
        const char *target = guess(cx, job->kind, heading->at[i].text);

        job->columns[i].heading = heading_of(cx, heading->at[i].text);
        job->columns[i].target = is_used(job, target) ? "" : target;
        job->n_columns = i + 1;
    }
}

/* What a person chose for the same heading before goes before any guess. */
static enum status as_before(struct ctx *cx, struct import_job *job)
{
    struct rows *r;

    enum status st = db_one(cx, &r,
        "SELECT mapping, mode FROM import_job WHERE kind = ? AND heading = ? AND state <> 'uploaded'"
        " ORDER BY id DESC LIMIT 1",
        db_s(job->kind->id), db_s(columns_text(cx, job, false)));
    if (st == E_NOTFOUND)
        return OK;
    TRY(st);
    job->n_columns = 0;
    columns_read(cx, job, rows_str(r, "mapping"));
    (void)import_mode_parse(rows_str(r, "mode"), &job->mode);
    return OK;
}

/* ---- jobs ---- */

enum status import_new(struct ctx *cx, const struct kind *k, const char *file_name, struct str bytes, const char *tab,
                       struct import_job **ret_job)
{
    struct import_job *job = arena_new_of(cx->mem, struct import_job);
    struct sheet *s;
    struct rows *r;

    if (!access_may(cx, k, RIGHT_CREATE))
        return ctx_fail(cx, E_DENIED, "%s may not make %s", cx->who.login, k->id);
    TRY(sheet_read(cx, bytes, tab, &s));
    if (s->n < 2)
        return ctx_problem(cx, "", "problem.sheet_heading", NULL);
    *job = (struct import_job){.kind = k, .file_name = file_name, .tab = s->tab, .state = "uploaded",
        .at = ctx_now(cx), .by_user = cx->who.user_id, .total = (int64_t)s->n - 1};
    guess_all(cx, job, &s->at[0]);
    TRY(as_before(cx, job));
    TRY(attach_store(cx, bytes, &job->sha256));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r,
        "INSERT INTO import_job (kind, file_name, sha256, tab, heading, mapping, mode, state, total, valid_n,"
        " invalid_n, created_n, updated_n, skipped_n, at, by_user)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'uploaded', ?, 0, 0, 0, 0, 0, ?, ?) RETURNING id",
        db_s(k->id), db_t(str_sub(str_of(file_name), 0, NAME_CHARS)), db_s(job->sha256), db_s(job->tab),
        db_s(columns_text(cx, job, false)), db_s(columns_text(cx, job, true)), db_s(modes[job->mode]), db_i(job->total),
        db_i(job->at), db_i(job->by_user)));
    job->id = rows_int(r, "id");
    TRY(history_event(cx, "import", k->id, 0, arena_printf(cx->mem, "import %lld: %s, %lld rows", (long long)job->id,
        file_name, (long long)job->total)));
    TRY(db_commit(cx));
    *ret_job = job;
    return OK;
}

static bool sees_all(const struct ctx *cx)
{
    return cx->who.is_system || (cx->who.roles & (ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR))) != 0;
}

static bool read_job(struct ctx *cx, struct rows *r, struct import_job *job)
{
    *job = (struct import_job){.id = rows_int(r, "id"), .kind = kind_find(rows_text(r, "kind")),
        .file_name = rows_text(r, "file_name"), .sha256 = rows_text(r, "sha256"), .tab = rows_text(r, "tab"),
        .state = rows_text(r, "state"), .at = rows_int(r, "at"), .by_user = rows_int(r, "by_user"),
        .finished_at = rows_int(r, "finished_at"), .by_name = rows_text(r, "by_name"), .total = rows_int(r, "total"),
        .valid = rows_int(r, "valid_n"), .invalid = rows_int(r, "invalid_n"), .created = rows_int(r, "created_n"),
        .updated = rows_int(r, "updated_n"), .skipped = rows_int(r, "skipped_n"),
        .note = rows_text(r, "note")};
    (void)import_mode_parse(rows_str(r, "mode"), &job->mode);
    columns_read(cx, job, rows_str(r, "mapping"));
    return job->kind != NULL; /* a kind that is gone takes its imports out of sight */
}

enum status import_load(struct ctx *cx, int64_t id, struct import_job **ret_job)
{
    struct import_job *job = arena_new_of(cx->mem, struct import_job);
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT j.*, COALESCE(a.name, '') AS by_name FROM import_job j LEFT JOIN account a"
        " ON a.id = j.by_user WHERE j.id = ?", db_i(id)));
    if (!read_job(cx, r, job) || (job->by_user != cx->who.user_id && !sees_all(cx)))
        return E_NOTFOUND;
    *ret_job = job;
    return OK;
}

enum status import_list(struct ctx *cx, int64_t limit, struct import_job **ret_jobs, size_t *ret_n)
{
    struct {
        VEC(struct import_job);
    } v = {0};
    struct import_job job;
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT j.*, COALESCE(a.name, '') AS by_name FROM import_job j LEFT JOIN account a"
        " ON a.id = j.by_user WHERE ? = 1 OR j.by_user = ? ORDER BY j.id DESC LIMIT ?", db_i(sees_all(cx)),
        db_i(cx->who.user_id), db_i(limit > 0 && limit < MOST_JOBS ? limit : MOST_JOBS)));
    while (rows_next(r))
        if (read_job(cx, r, &job))
            vec_push(cx->mem, &v, job);
    TRY(rows_done(r));
    *ret_jobs = v.at;
    *ret_n = v.n;
    return OK;
}

enum status import_sheet(struct ctx *cx, const struct import_job *job, struct sheet **ret_sheet)
{
    struct str bytes;

    TRY(attach_read(cx, job->sha256, &bytes));
    return sheet_read(cx, bytes, job->tab, ret_sheet);
}

static bool is_own(const struct ctx *cx, const struct import_job *job)
{
    return cx->who.is_system || job->by_user == cx->who.user_id;
}

enum status import_map(struct ctx *cx, struct import_job *job, const char *const *targets, enum import_mode mode)
{
    struct import_target *known;
    size_t n;

    if (!is_own(cx, job))
        return ctx_fail(cx, E_DENIED, "import %lld belongs to somebody else", (long long)job->id);
    if (strcmp(job->state, "uploaded") != 0 && strcmp(job->state, "checked") != 0)
        return ctx_fail(cx, E_STATE, "import %lld is %s", (long long)job->id, job->state);
    import_targets(cx, job->kind, &known, &n);
    for (size_t i = 0; i < job->n_columns; i++)
        job->columns[i].target = "";
    for (size_t i = 0; i < job->n_columns; i++) {
        bool is_known = *targets[i] == 0;

        for (size_t t = 0; t < n; t++)
            is_known = is_known || strcmp(known[t].id, targets[i]) == 0;
        if (!is_known)
            (void)ctx_problem(cx, job->columns[i].heading, "problem.no_field", targets[i]);
        if (is_used(job, targets[i]))
            (void)ctx_problem(cx, job->columns[i].heading, "problem.import_column", targets[i]);
        job->columns[i].target = arena_strdup(cx->mem, targets[i]);
    }
    TRY(ctx_problems(cx));
    job->mode = mode;
    job->state = "uploaded";
    return db_exec(cx, NULL, "UPDATE import_job SET mapping = ?, mode = ?, state = 'uploaded' WHERE id = ?",
        db_s(columns_text(cx, job, true)), db_s(modes[mode]), db_i(job->id));
}

/* ---- runs ---- */

static enum status put_rows(struct ctx *cx, const struct import_job *job, const struct import_outcomes *all)
{
    for (size_t i = 0; i < all->n; i++)
        TRY(db_exec(cx, NULL,
            "INSERT INTO import_row (job_id, line, outcome, record_id, version, reasons) VALUES (?, ?, ?, ?, ?, ?)",
            db_i(job->id), db_i(all->at[i].line), db_s(all->at[i].outcome), db_i(all->at[i].record_id),
            db_i(all->at[i].version), db_s(all->at[i].reasons)));
    return OK;
}

/* The end of a run: its rows and counts, and what was done in the audit trail. */
static enum status finish(struct ctx *cx, struct import_job *job, const char *state, const struct import_outcomes *all)
{
    TRY(db_exec(cx, NULL, "DELETE FROM import_row WHERE job_id = ?", db_i(job->id)));
    TRY(put_rows(cx, job, all));
    job->state = state;
    job->finished_at = ctx_now(cx);
    return db_exec(cx, NULL,
        "UPDATE import_job SET state = ?, total = ?, valid_n = ?, invalid_n = ?, created_n = ?, updated_n = ?,"
        " skipped_n = ?, finished_at = ? WHERE id = ?",
        db_s(state), db_i(job->total), db_i(job->valid), db_i(job->invalid), db_i(job->created), db_i(job->updated),
        db_i(job->skipped), db_i(job->finished_at), db_i(job->id));
}

enum status import_note(struct ctx *cx, int64_t id, const char *key)
{
    return db_exec(cx, NULL, "UPDATE import_job SET note = ? WHERE id = ?", db_s(key), db_i(id));
}

enum status import_check(struct ctx *cx, struct import_job *job, struct import_progress *progress)
{
    struct import_outcomes outcomes = {0};
    struct arena *keep;
    struct sheet *s;

    if (!is_own(cx, job) || (strcmp(job->state, "uploaded") != 0 && strcmp(job->state, "checked") != 0))
        return ctx_fail(cx, E_STATE, "import %lld is %s", (long long)job->id, job->state);
    TRY(ctx_memory(cx, KEEP_BYTES, "for an import", &keep));
    TRY(import_sheet(cx, job, &s));
    TRY(import_run_all(cx, keep, job, s, false, progress, &outcomes));
    TRY(db_begin(cx));
    TRY(finish(cx, job, "checked", &outcomes));
    return db_commit(cx);
}

static enum status commit(struct ctx *cx, struct import_job *job, struct import_progress *progress)
{
    struct import_outcomes outcomes = {0};
    struct arena *keep;
    struct sheet *s;
    int64_t taken;
    bool paused;

    if (!is_own(cx, job))
        return ctx_fail(cx, E_DENIED, "import %lld belongs to somebody else", (long long)job->id);
    TRY(ctx_memory(cx, KEEP_BYTES, "for an import", &keep));
    TRY(import_sheet(cx, job, &s));
    TRY(db_begin(cx)); /* two people press at once: the second finds it committed */
    TRY(db_exec(cx, &taken, "UPDATE import_job SET state = 'committed' WHERE id = ? AND state = 'checked'",
        db_i(job->id)));
    if (taken == 0)
        return ctx_fail(cx, E_STATE, "import %lld is %s", (long long)job->id, job->state);
    TRY(extent_pause(cx, job->kind, job->total, &paused));
    TRY(import_run_all(cx, keep, job, s, true, progress, &outcomes));
    TRY(extent_go_on(cx, job->kind, paused));
    TRY(finish(cx, job, "committed", &outcomes));
    TRY(history_event(cx, "import", job->kind->id, 0, arena_printf(cx->mem,
        "import %lld committed: %lld made, %lld changed, %lld left out, %lld bad", (long long)job->id,
        (long long)job->created, (long long)job->updated, (long long)job->skipped, (long long)job->invalid)));
    return db_commit(cx);
}

enum status import_commit(struct ctx *cx, struct import_job *job, struct import_progress *progress)
{
    db_bulk(cx, true);
    enum status st = commit(cx, job, progress);
    db_bulk(cx, false);
    return st;
}

/* ---- taking back ---- */

static enum status take_back_row(struct ctx *cx, const struct import_job *job, const struct import_row *row,
                                 const char *why, bool *ret_kept)
{
    struct record *rec;

    enum status st = record_load(cx, job->kind, row->record_id, &rec);
    *ret_kept = st == E_NOTFOUND || (st == OK && (rec->version != row->version || rec->deleted_at != 0));
    if (*ret_kept)
        return OK;
    TRY(st);
    return strcmp(row->outcome, "created") == 0 ? record_take_back(cx, rec, why) : take_back_write(cx, rec, why);
}

static enum status take_back_all(struct ctx *cx, const struct import_job *job, const char *why, int64_t *ret_kept)
{
    struct import_row *rows;
    bool paused;
    size_t n;

    TRY(import_rows(cx, job, NULL, 0, &rows, &n));
    TRY(extent_pause(cx, job->kind, (int64_t)n, &paused));
    for (size_t i = n; i > 0; i--) {
        struct arena_mark mark = arena_mark(cx->mem);
        bool is_kept = false;

        if (rows[i - 1].record_id != 0)
            TRY(take_back_row(cx, job, &rows[i - 1], why, &is_kept));
        *ret_kept += is_kept;
        arena_rewind(cx->mem, mark);
    }
    return extent_go_on(cx, job->kind, paused);
}

static enum status take_back(struct ctx *cx, struct import_job *job, int64_t *ret_kept)
{
    const char *why = arena_printf(cx->mem, "import %lld taken back", (long long)job->id);
    int64_t kept = 0, taken;

    if (!is_own(cx, job))
        return ctx_fail(cx, E_DENIED, "import %lld belongs to somebody else", (long long)job->id);
    TRY(db_begin(cx));
    TRY(db_exec(cx, &taken, "UPDATE import_job SET state = 'rolled_back', finished_at = ? WHERE id = ?"
        " AND state = 'committed'", db_i(ctx_now(cx)), db_i(job->id)));
    if (taken == 0)
        return ctx_fail(cx, E_STATE, "import %lld is %s", (long long)job->id, job->state);
    TRY(take_back_all(cx, job, why, &kept));
    TRY(history_event(cx, "import", job->kind->id, 0, arena_printf(cx->mem, "%s, %lld kept", why, (long long)kept)));
    TRY(db_commit(cx));
    job->state = "rolled_back";
    *ret_kept = kept;
    return OK;
}

enum status import_take_back(struct ctx *cx, struct import_job *job, int64_t *ret_kept)
{
    db_bulk(cx, true);
    enum status st = take_back(cx, job, ret_kept);
    db_bulk(cx, false);
    return st;
}

/* ---- what became of the lines ---- */

enum status import_rows(struct ctx *cx, const struct import_job *job, const char *outcome, int64_t limit,
                        struct import_row **ret_rows, size_t *ret_n)
{
    struct {
        VEC(struct import_row);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT line, outcome, record_id, version, reasons FROM import_row WHERE job_id = ?"
        " AND (? IS NULL OR outcome = ?) ORDER BY line LIMIT ?", db_i(job->id), db_s(outcome), db_s(outcome),
        db_i(limit > 0 ? limit : SHEET_ROWS_MAX)));
    while (rows_next(r)) {
        struct import_row row = {.line = rows_int(r, "line"), .record_id = rows_int(r, "record_id"),
            .version = rows_int(r, "version"), .outcome = rows_text(r, "outcome"),
            .problems = reasons_read(cx, rows_str(r, "reasons"))};
        vec_push(cx->mem, &v, row);
    }
    TRY(rows_done(r));
    *ret_rows = v.at;
    *ret_n = v.n;
    return OK;
}

enum status import_reasons(struct ctx *cx, const struct import_job *job, int64_t limit, struct import_reason **ret_at,
                           size_t *ret_n)
{
    struct {
        VEC(struct import_reason);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT reasons, COUNT(*) AS n, MIN(line) AS first_line FROM import_row WHERE job_id = ?"
        " AND outcome = 'invalid' GROUP BY reasons ORDER BY n DESC, first_line LIMIT ?", db_i(job->id), db_i(limit)));
    while (rows_next(r)) {
        struct import_reason row = {rows_int(r, "n"), rows_int(r, "first_line"),
            reasons_read(cx, rows_str(r, "reasons"))};
        vec_push(cx->mem, &v, row);
    }
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

/* as_csv: s stood in a CSV, so a quote before what looks like a formula stands there already. */
static void csv_cell(struct buf *out, struct str s, bool as_csv)
{
    buf_add_c(out, str_needs_guard(s) && !(as_csv && str_is_guarded(s)) ? "\"'" : "\"");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, s.p[i]);
    }
    buf_byte(out, '"');
}

static const char *in_words(struct ctx *cx, const struct import_job *job, const struct problem *p)
{
    struct buf b;

    buf_init(&b, cx->mem, 1 << 16);
    for (; p != NULL; p = p->next) {
        const struct field *f = kind_field(job->kind, p->field);

        buf_printf(&b, "%s%s%s%s", b.n > 0 ? "; " : "", f != NULL ? label_text(&f->label, cx->lang) : p->field,
            *p->field != 0 ? ": " : "", i18n_fill(cx, p->key, p->arg));
    }
    return b.n == 0 ? "" : buf_str(&b).p;
}

enum status import_bad_csv(struct ctx *cx, const struct import_job *job, struct buf *out)
{
    struct import_row *rows;
    struct sheet *s;
    size_t n, at = 1;

    if (!is_own(cx, job)) /* the cells as they were typed, personal data too */
        return ctx_fail(cx, E_DENIED, "import %lld belongs to somebody else", (long long)job->id);
    TRY(import_rows(cx, job, "invalid", 0, &rows, &n));
    TRY(import_sheet(cx, job, &s));
    bool as_csv = strcmp(s->form, "csv") == 0;
    buf_add_c(out, "\xEF\xBB\xBF");
    csv_cell(out, i18n_text(cx->lang, "import.line"), true);
    buf_byte(out, ',');
    csv_cell(out, i18n_text(cx->lang, "import.reasons"), true);
    for (size_t c = 0; c < job->n_columns; c++) {
        buf_byte(out, ',');
        csv_cell(out, str_of(job->columns[c].heading), true);
    }
    buf_add_c(out, "\r\n");
    for (size_t i = 0; i < n; i++) {
        while (at < s->n && s->at[at].line < rows[i].line)
            at++;
        if (at == s->n || s->at[at].line != rows[i].line)
            continue;
        buf_printf(out, "%lld,", (long long)rows[i].line);
        csv_cell(out, str_of(in_words(cx, job, rows[i].problems)), true);
        for (size_t c = 0; c < job->n_columns; c++) {
            buf_byte(out, ',');
            csv_cell(out, c < s->at[at].n ? s->at[at].at[c].text : str_of(NULL), as_csv);
        }
        buf_add_c(out, "\r\n");
    }
    return buf_status(out);
}
