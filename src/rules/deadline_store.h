/* Deadlines as they were last worked out (table due): kept by every save, listed over all registers as far as the user
   may read, moved from stage to stage by the job, with notices to those who must know.
   Not for: working one out (deadline.h). */
#pragma once

#include "platform/lease.h"
#include "register/due.h"
#include "rules/deadline.h"

/* Called by every save: the record's deadlines, those of its sub-records and of records that count from its days. */
enum status deadline_refresh(struct ctx *cx, struct record *rec) MUST_CHECK;

/* A row of register/due.h with its rule. */
struct deadline_due {
    const struct kind *kind;
    int64_t record_id;
    const char *title, *code, *rule, *label, *who; /* label in cx->lang */
    const char *basis;                             /* as deadline_basis() */
    const char *doubt;                             /* as deadline_doubt() */
    bool is_law;
    struct date due;
    int64_t due_at;
    enum deadline_state state;
    int left;                                      /* working days until due; negative when late */
};
/* The late first, then by day. The state is that of this moment, also when the job has not been there yet. */
enum status deadline_list(struct ctx *cx, const struct due_query *q, struct deadline_due **ret_d, size_t *ret_n,
                          int64_t *ret_total) MUST_CHECK;

/* ---- the jobs (cli/jobs.c) ---- */

struct deadline_work {
    int64_t looked_at, changed, notices;
    int missing_year; /* a year that open deadlines touch and that has no table of days off; 0 = none */
};
/* Those whose time has come: stage, notices. May be called at any time, by any number of processes. */
enum status deadline_tick(struct ctx *cx, struct lease *l, struct deadline_work *ret_w) MUST_CHECK;
/* Every live record of every kind with rules, anew: for what changes without a save (conditions over the day or over
   other records, new rules, new days off). */
enum status deadline_recount(struct ctx *cx, struct lease *l, struct deadline_work *ret_w) MUST_CHECK;
