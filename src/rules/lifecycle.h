/* Moves of a record from state to state: who may, what must be filled, which guard, what happens then. All of it data
   in
   the kind's file. Not for: saving without a move (record.h). */
#pragma once

#include "register/record.h"

struct lifecycle_move {
    const struct move *move;
    bool allowed;              /* role, separation of duties and guard say yes */
    const char *refused;       /* why not, in cx->lang; NULL when allowed */
    const struct field **need; /* fields that must be given: empty now, or named by the move */
    size_t n_need;
};

/* Moves out of the record's state that this user's roles know of; those refused by a guard are listed with the
   reason. */
enum status lifecycle_moves(struct ctx *cx, const struct record *rec, struct lifecycle_move **ret_moves, size_t *ret_n)
    MUST_CHECK;

/* Would lifecycle_moves() list it? Without asking guards, and for a record of a list too, if that has the fields which
   the move's roles name ("@proposer"): a board asks it of every card. */
bool lifecycle_offers(struct ctx *cx, const struct record *rec, const struct move *m);

/* A move onward out of the record's state that is for other people than this user: what the record waits for. */
bool lifecycle_awaits(struct ctx *cx, const struct record *rec, const struct move *m);

struct lifecycle_value {
    const char *field, *typed;
};
/* Sets the given fields, checks role, guard, required fields of the new state and all checks (all problems at once),
   saves,
   numbers, runs the effects: one transaction. reason: asked for by some moves. E_DENIED, E_STATE, E_INVALID,
   E_CONFLICT. */
enum status lifecycle_move(struct ctx *cx, struct record *rec, const char *move, const struct lifecycle_value *values,
                           size_t n, const char *reason) MUST_CHECK;
/* Says all that lifecycle_move() would say before it writes, and writes nothing: for dry runs. rec is then what it
   would be, without what effects create. */
enum status lifecycle_check(struct ctx *cx, struct record *rec, const char *move, const struct lifecycle_value *values,
                            size_t n, const char *reason) MUST_CHECK;
/* The moves of role SYS whose time has come (in force on effect_date, expired …), over all kinds; for the job. */
struct lease;
enum status lifecycle_tick(struct ctx *cx, struct lease *l, int64_t *ret_moved) MUST_CHECK;
