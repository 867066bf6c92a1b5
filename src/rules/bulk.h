/* One change to many records: they are chosen, what shall happen is said, a dry run says of each record what it would
   become or why it is refused, the commit writes it in one transaction, and the whole can be taken back. A job is a row
   of table bulk_job, its records stand in bulk_row. Every record passes the same rules as a form of its own.
   Not for: pages (web/page_bulk.c), spreadsheets (register/import.h). */
#pragma once

#include "register/history.h"
#include "register/list.h"
#include "rules/lifecycle.h"

enum { BULK_MOST = 10000 }; /* records of one job */

enum bulk_action { BULK_NONE, BULK_SET, BULK_MOVE, BULK_DELETE, BULK_RESTORE };

struct bulk_plan {
    enum bulk_action action;
    const char *move;                 /* BULK_MOVE */
    const struct lifecycle_value *at; /* the fields each record gets, also with a move */
    size_t n;
    const char *reason;               /* NULL = none */
};

struct bulk_count { /* records by outcome */
    int64_t total, change, same, refused, newer, changed, undone, kept;
};

struct bulk_job {
    int64_t id, at, by_user, finished_at;
    const struct kind *kind;
    const char *state;  /* chosen tried done undone */
    const char *chosen; /* the filter in words, or NULL when single records were ticked */
    struct bulk_plan plan;
    struct bulk_count n;
};

struct bulk_row {
    int64_t pos, record_id, version, after;
    const char *outcome; /* change same refused newer changed undone kept */
    struct problem *problems;
};

/* May the user change, move or delete any record of the kind at all? For the boxes of a list. */
bool bulk_may(const struct ctx *cx, const struct kind *k);
/* Keeps which records are meant, with their versions: all of q, or these ids as far as the user may read them.
   E_INVALID: none, or more than BULK_MOST. */
enum status bulk_choose(struct ctx *cx, struct list_query *q, const int64_t *ids, size_t n, struct bulk_job **ret_job)
    MUST_CHECK;
/* E_NOTFOUND also for the jobs of others. */
enum status bulk_load(struct ctx *cx, int64_t id, struct bulk_job **ret_job) MUST_CHECK;
/* The user's own, newest first. */
enum status bulk_list(struct ctx *cx, int64_t limit, struct bulk_job **ret_jobs, size_t *ret_n) MUST_CHECK;
/* The dry run; nothing but the job's own rows is written. E_INVALID: a value that the field cannot have, or a plan that
   says nothing. E_STATE once the job is done. */
enum status bulk_try(struct ctx *cx, struct bulk_job *job, const struct bulk_plan *plan) MUST_CHECK;
/* Writes what the dry run found good, all in one transaction, one version each. Records that were saved since the dry
   run are "newer", those that the rules refuse by now "refused"; neither is written. E_STATE unless tried. */
enum status bulk_commit(struct ctx *cx, struct bulk_job *job) MUST_CHECK;
/* Takes the job back. Records that were saved since, or whose move cannot be taken back, are "kept". E_STATE unless
   done. */
enum status bulk_undo(struct ctx *cx, struct bulk_job *job) MUST_CHECK;
/* Rows in order, of one outcome or (NULL) all. */
enum status bulk_rows(struct ctx *cx, const struct bulk_job *job, const char *outcome, int64_t page, int64_t per,
                      struct bulk_row **ret_rows, size_t *ret_n) MUST_CHECK;
/* What the row's change is: of a tried job from what stands there now, of a done one from the history. rec is for the
   mask and the title; its values are those after. E_NOTFOUND when the user may not read the record (any more). */
enum status bulk_changes(struct ctx *cx, const struct bulk_job *job, const struct bulk_row *row,
                         struct record **ret_rec, struct history_change **ret_c, size_t *ret_n) MUST_CHECK;
