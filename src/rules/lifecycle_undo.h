/* Taking a move back: by the person who made it, within the hours that the move allows, while nothing else has
   happened to the record and everything the move did can be taken back. The history keeps both.
   Not for: moves that lead back (lifecycle.h). */
#pragma once

#include "register/record.h"

struct lifecycle_undo {
    const struct move *move; /* the last one; NULL = there is nothing that cx->who could take back */
    const char *from;        /* state to which it goes back */
    int64_t until;           /* UTC seconds */
    const char *refused;     /* why not, in cx->lang; NULL = it can be taken back */
};
enum status lifecycle_undo_of(struct ctx *cx, const struct record *rec, struct lifecycle_undo *ret_u) MUST_CHECK;
/* E_STATE with a problem that says why not; E_CONFLICT when rec is not the newest version. One transaction. */
enum status lifecycle_undo(struct ctx *cx, struct record *rec, const char *reason) MUST_CHECK;
