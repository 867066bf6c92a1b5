/* Legal and office deadlines: rules from definitions/deadlines.yaml give each record its due dates, with what they
   stand on.
   Only rules marked V are shown as law; all others read "office default, unverified".
   Not for: counting days (workday.h). */
#pragma once

#include "register/record.h"

enum deadline_unit { DEADLINE_D, DEADLINE_WD, DEADLINE_H, DEADLINE_M, DEADLINE_FIXED };
enum deadline_state { DEADLINE_NONE, DEADLINE_OPEN, DEADLINE_WARN, DEADLINE_DUE, DEADLINE_LATE, DEADLINE_DONE,
                      DEADLINE_DONE_LATE };

struct deadline_rule {
    /* as written */
    const char *code, *kind;
    struct label label;
    struct words trigger;      /* fields, "<state>_at"; the first that is set counts */
    int n;
    const char *n_text, *n_expr; /* "7", or an expression over the record ("notice_months") */
    const char *unit_text, *direction, *on; /* d wd h m fixed; after before; fixed: "15/11" */
    const char *condition;
    struct words stop;         /* all of them filled = done; a sub field: a row exists that was made in the period */
    const char *paused_in;     /* state in which the clock stands still (a dossier returned for completion) */
    const char *who;
    struct words warn;         /* "3wd", "1wd", "0" before the due date */
    struct words escalate;     /* "HEAD 0", "DIR +2wd" */
    const char *basis, *mark, *note, *valid_from, *valid_to;
    /* worked out */
    enum deadline_unit unit;
    bool before;
    const struct kind *of;
    struct expr *condition_expr, *n_expression;
};

struct deadline {
    const struct deadline_rule *rule;
    const struct record *record;
    struct date from;           /* the day of the trigger */
    struct date due;            /* last allowed day */
    int64_t due_at;             /* UTC seconds: end of that day, or the hour for rules in hours */
    int64_t stopped_at;         /* 0 = open */
    enum deadline_state state;
    bool is_law;                /* mark V */
    unsigned flags;             /* WORKDAY_… */
    int left;                   /* working days until due; negative when late */
};

enum status deadline_load_text(struct ctx *cx, const char *name, struct str yaml, struct deadline_rule **ret_rules,
                               size_t *ret_n) MUST_CHECK;
void deadline_install(const struct deadline_rule *rules, size_t n);
const struct deadline_rule *deadline_rules(size_t *ret_n);

/* Every deadline of one record (and of its sub-records when with_subs), earliest due first. */
enum status deadline_of(struct ctx *cx, const struct record *rec, bool with_subs, struct deadline **ret_d,
    size_t *ret_n)
    MUST_CHECK;
/* "Law 70/2020 Art. 19" or "office default, unverified", in cx->lang. */
const char *deadline_basis(struct ctx *cx, const struct deadline *d);
const char *deadline_state_id(enum deadline_state s); /* "late": for classes and message keys deadline.late */

/* What is open across all registers, from table deadline (kept by every save), as far as the user may read it. */
struct deadline_due {
    const struct kind *kind;
    int64_t record_id;
    const char *title, *rule, *label, *who; /* label in cx->lang */
    bool is_law;
    struct date due;
    enum deadline_state state;
};
enum status deadline_list(struct ctx *cx, const struct kind *k, struct date until, size_t limit,
                          struct deadline_due **ret_d, size_t *ret_n) MUST_CHECK;
/* Called by every save. */
enum status deadline_refresh(struct ctx *cx, struct record *rec) MUST_CHECK;
