/* Spreadsheets into records, by the same rules as a form: columns are mapped to fields, a dry run says of every row
   what would happen and why not, the commit writes the good rows in one transaction, and a whole import can be taken
   back. A job is the row of table import_job; what became of each line stands in import_row.
   Not for: reading CSV and XLSX (platform/sheet.h), pages (web/page_import.c), the program's own tables (seed.h). */
#pragma once

#include <stdatomic.h>

#include "platform/sheet.h"
#include "register/record.h"

/* What is done with a row whose record is there already (found by the kind's natural key). */
enum import_mode {
    IMPORT_SKIP,   /* the row is left out */
    IMPORT_FILL,   /* only its empty fields are filled */
    IMPORT_UPDATE, /* the row's values replace what stands there; empty cells leave it */
    IMPORT_CREATE, /* always a new record */
    IMPORT_MODE__MAX
};
const char *import_mode_name(enum import_mode m); /* "skip" */
bool import_mode_parse(struct str s, enum import_mode *ret_m);

struct import_column {
    const char *heading; /* as it stands in the file */
    const char *target;  /* field id, a common column (state, classification, code, parent …); "" = left out */
};

struct import_job {
    int64_t id, at, by_user, finished_at;
    const struct kind *kind;
    const char *file_name, *sha256, *tab, *state; /* uploaded checked committed rolled_back */
    const char *by_name;
    enum import_mode mode;
    struct import_column *columns;
    size_t n_columns;
    int64_t total, valid, invalid, created, updated, skipped;
    const char *note; /* message key of why the last run failed; NULL = it did not */
};

struct import_row {
    int64_t line, record_id, version;
    const char *outcome; /* created updated skipped invalid */
    struct problem *problems;
};

/* How far a run is, read by other threads. */
struct import_progress {
    _Atomic int64_t done, total;
};

/* Keeps the file and makes a job. The mapping of the last import with the same heading comes back, else headings that
   are a field's id or label in one of the three languages find it. E_DENIED without the right to create. */
enum status import_new(struct ctx *cx, const struct kind *k, const char *file_name, struct str bytes, const char *tab,
                       struct import_job **ret_job) MUST_CHECK;
/* E_NOTFOUND also for the jobs of others; an administrator or auditor reads all. */
enum status import_load(struct ctx *cx, int64_t id, struct import_job **ret_job) MUST_CHECK;
/* Newest first, the user's own, or all for who may read all. */
enum status import_list(struct ctx *cx, int64_t limit, struct import_job **ret_jobs, size_t *ret_n) MUST_CHECK;
/* The file again, for the mapping page and the runs. */
enum status import_sheet(struct ctx *cx, const struct import_job *job, struct sheet **ret_sheet) MUST_CHECK;
/* Another mapping or mode: the job is "uploaded" again. targets: n_columns of them. E_INVALID: an unknown field, two
   columns into one. */
enum status import_map(struct ctx *cx, struct import_job *job, const char *const *targets, enum import_mode mode)
    MUST_CHECK;
/* Which targets there are, in the order of the form: fields that a person may give, then the common columns. */
struct import_target {
    const char *id, *label; /* label in the user's language */
    bool required;
};
void import_targets(struct ctx *cx, const struct kind *k, struct import_target **ret_at, size_t *ret_n);

/* The dry run: nothing but the job's own rows is written. */
enum status import_check(struct ctx *cx, struct import_job *job, struct import_progress *progress) MUST_CHECK;
/* Writes the good rows, all or nothing, in one transaction. E_STATE unless the job is "checked". */
enum status import_commit(struct ctx *cx, struct import_job *job, struct import_progress *progress) MUST_CHECK;
/* Deletes what the job made and gives back the values it changed, where nobody saved since; *ret_kept counts the
   records left alone because somebody did. E_STATE unless "committed". */
enum status import_take_back(struct ctx *cx, struct import_job *job, int64_t *ret_kept) MUST_CHECK;

/* Why a run failed, for whoever looks; NULL takes it away. */
enum status import_note(struct ctx *cx, int64_t id, const char *key) MUST_CHECK;

/* Lines of a job; outcome NULL = all. */
enum status import_rows(struct ctx *cx, const struct import_job *job, const char *outcome, int64_t limit,
                        struct import_row **ret_rows, size_t *ret_n) MUST_CHECK;
/* Bad rows with the same reasons, the most frequent first. */
struct import_reason {
    int64_t rows, first_line;
    struct problem *problems;
};
enum status import_reasons(struct ctx *cx, const struct import_job *job, int64_t limit, struct import_reason **ret_at,
                           size_t *ret_n) MUST_CHECK;
/* The bad rows as they stood in the file, with line and reasons in front, as CSV for a spreadsheet. For who sent the
   file alone (E_DENIED). */
enum status import_bad_csv(struct ctx *cx, const struct import_job *job, struct buf *out) MUST_CHECK;
