/* Observations in the database: adding proposals, reading them, and what a person does with them. A published figure is
   never overwritten: a confirmation is an event, a correction is a new observation that follows (rules 1 and 8).
   Not for: making proposals (ledger/propose.h), computing (ledger/algebra.h). */
#pragma once

#include "ledger/observation.h"

enum { OBSERVATION_SPOTTER = 1 }; /* version of spotter and matcher together; a higher one proposes anew */

struct observation_query {
    int64_t version_id, text_id;     /* 0 = any; only the first of version, text, indicator that is given counts */
    const char *indicator, *subject; /* NULL = any */
    int year;                        /* of period or as_of; 0 = any */
    const char *state;               /* NULL = all but rejected */
    bool originals_only;             /* without the twins of translations */
    bool matched_only;               /* with an indicator */
    size_t limit;                    /* 0 = 1000 */
};

enum status observation_list(struct ctx *cx, const struct observation_query *q, struct observations *ret_list)
    MUST_CHECK;
enum status observation_get(struct ctx *cx, int64_t id, struct observation *ret_o) MUST_CHECK;
enum status observation_twins(struct ctx *cx, int64_t id, struct observations *ret_list) MUST_CHECK;
/* Adds one with the given id (next_id of the batch); inside the caller's transaction. */
enum status observation_add(struct ctx *cx, const struct observation *o, int spotter) MUST_CHECK;
enum status observation_next_id(struct ctx *cx, int64_t *ret_id) MUST_CHECK;
/* Coded fields of a translation's figure come from its twin in the original. */
enum status observation_link_twin(struct ctx *cx, int64_t id, int64_t twin_id) MUST_CHECK;

struct observation_event {
    const char *action, *by_name, *note;
    int64_t at, follower_id;
};
enum status observation_events(struct ctx *cx, int64_t id, struct observation_event **ret_at, size_t *ret_n) MUST_CHECK;

/* What was changed by the person; NULL keeps what was proposed. */
struct observation_change {
    const char *indicator, *subject, *kind, *low, *high, *unit, *period, *as_of, *status, *note;
    int low_strict, high_strict; /* -1 keeps */
    bool open_low, open_high;    /* takes the bound away */
};
/* E_STATE when it is not open to that step; E_NOTFOUND. Twins in other languages are not touched. */
enum status observation_confirm(struct ctx *cx, int64_t id, const char *note) MUST_CHECK;
enum status observation_reject(struct ctx *cx, int64_t id, const char *note) MUST_CHECK;
enum status observation_reopen(struct ctx *cx, int64_t id) MUST_CHECK;
/* The published one stays and is marked replaced; *ret_id follows it. Bad values are problems (E_INVALID). */
enum status observation_correct(struct ctx *cx, int64_t id, const struct observation_change *change, int64_t *ret_id)
    MUST_CHECK;
/* All proposals of the version that have an indicator. */
enum status observation_confirm_all(struct ctx *cx, int64_t version_id, int64_t *ret_n) MUST_CHECK;
