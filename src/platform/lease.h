/* Who does a periodic piece of work: one process at a time, in table job of the database that all of them share. The
   holder loses it when it dies: at once for who can see that, which is a process under the same kernel; for all others
   when the time is over. Not for: locks within one process, or work of one request. */
#pragma once

#include "base/ctx.h"

enum { LEASE_S = 600 }; /* a holder that has not renewed for so long has lost it */

struct lease {
    const char *name;   /* of the work */
    const char *holder; /* this process: unlike any other's */
    int64_t started_at;
};

/* "MACHINE:PID:BEGUN:UID": the boot and the process space that the number belongs to, the process, the tick of its
   beginning (numbers come round), and something no other caller has. */
const char *lease_holder(struct ctx *cx);
/* Surely: it is of this machine's present boot and its process is gone. False whenever that cannot be told. */
bool lease_is_dead(struct ctx *cx, const char *holder);

/* *ret_mine false: another has it, or it is not time (next_at), unless at_once. Renews nothing else. */
enum status lease_take(struct ctx *cx, const char *name, const char *holder, bool at_once, struct lease *ret_l,
                       bool *ret_mine) MUST_CHECK;
/* Between batches. E_BUSY: it was lost to another process, so stop. NULL: work without a lease (tests). */
enum status lease_renew(struct ctx *cx, struct lease *l) MUST_CHECK;
/* Gives it back: the next run not before next_at. ok false counts as a failure. */
enum status lease_end(struct ctx *cx, struct lease *l, int64_t next_at, bool ok, const char *result) MUST_CHECK;
