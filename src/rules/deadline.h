/* Legal and office deadlines: rules from definitions/deadlines.yaml give each record its due dates, with what they
   stand on, the pauses of their clock and the stage they are in.
   Only rules marked V are shown as law; all others read "office default, unverified".
   Not for: counting days (workday.h), lists over all registers and notices (deadline_store.h). */
#pragma once

#include "register/record.h"

enum deadline_unit { DEADLINE_D, DEADLINE_WD, DEADLINE_H, DEADLINE_M, DEADLINE_FIXED };
/* late: the day has passed. escalated: and a step of `escalate` behind the due day has come. paused: the clock stands
   still. past: a reminder whose day is over; it is shown no more. */
enum deadline_state { DEADLINE_NONE, DEADLINE_OPEN, DEADLINE_WARN, DEADLINE_DUE, DEADLINE_LATE, DEADLINE_DONE,
                      DEADLINE_DONE_LATE, DEADLINE_PAUSED, DEADLINE_ESCALATED, DEADLINE_PAST, DEADLINE__MAX };

/* A step of warn ("3wd", "1wd", "0", "6h") or escalate ("HEAD 0", "DIR +2wd"). */
struct deadline_step {
    int n;                     /* before the due day (warn) or behind it (escalate) */
    enum deadline_unit unit;   /* d, wd or h */
    const char *role;          /* escalate: code of a role, or "@field" */
};

struct deadline_set { /* when it has become late, the program fills this field, if it is empty */
    const char *field, *value; /* value: an expression over the record */
    struct expr *expr;
};

struct deadline_rule {
    /* as written */
    const char *code, *kind;
    struct label label;
    struct words trigger;      /* fields, "<state>_at" or expressions; the first that is set counts */
    int n;
    const char *n_text, *n_expr; /* "7", or an expression over the record ("notice_months") */
    const char *unit_text, *direction, *on; /* d wd h m fixed; after before; fixed: "15/11" */
    const char *year;          /* fixed: expression for the year of the day; left out = this year, or see stop */
    bool roll;                 /* fixed: on to the next working day; left out = no, be early */
    bool repeat;               /* the clock begins anew whenever the trigger moves; nothing else stops it */
    const char *condition;
    struct words stop;         /* all of them filled = done; a sub field: a row exists that was made in the period; a
                                  field of type year: it names the year of the day; or a condition that is true */
    struct words paused_in;    /* states in which the clock stands still (a dossier returned for completion) */
    const char *who;           /* role, or "@field": users of that organisation, that account */
    struct words warn;         /* "3wd", "1wd", "0" before the due date; left out = these three */
    struct words escalate;     /* "HEAD 0", "DIR +2wd"; left out = these and "PPCO +5wd" */
    struct deadline_set *late; /* "silence counts as consent" */
    unsigned n_late;
    const char *basis, *mark, *note, *valid_from, *valid_to;
    struct label ground;       /* in words, where no instrument says it or its article leaves something open */
    /* worked out */
    enum deadline_unit unit;
    bool before, reminder;     /* reminder: nothing stops it, so it is never late */
    const struct kind *of;
    struct expr *condition_expr, *n_expression, *year_expr;
    struct expr **trigger_exprs, **stop_exprs; /* NULL where the word is a name */
    struct deadline_step *warns, *escalations;
    size_t n_warns, n_escalations;
};

struct deadline_pause {
    int64_t from, to; /* to 0: it lasts */
};

struct deadline {
    const struct deadline_rule *rule;
    const struct record *record;
    struct date from;           /* the day of the trigger */
    int64_t from_at;            /* its instant; the beginning of the day where only the day is known */
    struct date due;            /* last allowed day, with the pauses added */
    int64_t due_at;             /* UTC seconds: end of that day, or the hour for rules in hours */
    struct date act_by;         /* not a working day: the one before; else the same as due */
    int64_t stopped_at;         /* 0 = open */
    const char *period;         /* "2026" of a rule that comes every year; "" otherwise */
    enum deadline_state state;
    bool is_law;                /* mark V */
    unsigned flags;             /* WORKDAY_… */
    int left;                   /* working days until due; negative when late */
    struct deadline_pause *pauses;
    size_t n_pauses;
};

enum status deadline_load_text(struct ctx *cx, const char *name, struct str yaml, struct deadline_rule **ret_rules,
                               size_t *ret_n) MUST_CHECK;
void deadline_install(const struct deadline_rule *rules, size_t n);
const struct deadline_rule *deadline_rules(size_t *ret_n);
/* Rules of registers that this installation does not keep: they wait, and `chancery kinds check` names the registers,
   so that a misspelt one is seen. */
struct deadline_waiting {
    const char *kind;
    size_t n_rules;
};
const struct deadline_waiting *deadline_waiting(size_t *ret_n);
const struct deadline_rule *deadline_rule_find(const char *code, const char *kind); /* NULL when there is none */
bool deadline_has_rules(const struct kind *k);

/* Every deadline of one record (and of its sub-records when with_subs), earliest due first. */
enum status deadline_of(struct ctx *cx, const struct record *rec, bool with_subs, struct deadline **ret_d,
    size_t *ret_n)
    MUST_CHECK;
/* "Law 70/2020 Art. 19" or "office default, unverified", in cx->lang. */
const char *deadline_basis(struct ctx *cx, const struct deadline_rule *rule);
bool deadline_is_law(const struct deadline_rule *rule);
const char *deadline_state_id(enum deadline_state s); /* "late": for classes and message keys deadline.late */
bool deadline_state_parse(struct str id, enum deadline_state *ret_s);
/* Why the date should be looked at twice, in cx->lang; NULL when nothing is odd. */
const char *deadline_doubt(struct ctx *cx, unsigned flags, struct date due);

/* ---- for deadline_store.c ---- */

/* What happens by itself on the way of an open deadline, in order of time. */
struct deadline_event {
    int64_t at;
    enum deadline_state stage;          /* into which it leads */
    const struct deadline_step *step;   /* NULL: the due day has passed */
    bool escalates;                     /* step is one of rule->escalations */
};
/* All of them, past and to come. Nothing for one that is met or paused. */
void deadline_events(struct ctx *cx, const struct deadline *d, struct deadline_event **ret_e, size_t *ret_n);
/* When its stage or notices change next, after `now`; 0 = never by itself. */
int64_t deadline_next(struct ctx *cx, const struct deadline *d, int64_t now);
