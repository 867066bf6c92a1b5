/* A few threads that work through the numbered pieces of round after round, while their owner does something else:
   reading the next documents while the last ones are stored. For a command with much to do; the pieces must be pure
   (no database, nothing shared that is written). At the ceiling of its memory a thread leaves by the owner's exit, so
   the owner must be one whose exit ends the process.
   Not for: requests, which have threads of their own (platform/http_server.h), and work that waits (platform/job.h). */
#pragma once

#include "base/ctx.h"

struct crew;

/* Works at piece i; what it leaves for the owner it allocates in cx->mem, which lives until the round after the next
   begins. cx has no database. */
typedef void crew_fn(struct ctx *cx, void *arg, size_t i);

/* As many threads as this process has cores, the owner's own among them; each with ceiling bytes per
   round. Ends with the memory of cx. */
enum status crew_start(struct ctx *cx, size_t ceiling, struct crew **ret_crew) MUST_CHECK;
/* A crew of the owner alone: the pieces are worked in crew_finish(), in the owner's memory. */
enum status crew_alone(struct ctx *cx, struct crew **ret_crew) MUST_CHECK;
bool crew_is_alone(const struct crew *c);

/* Memory for the next round's input: the owner's, or with threads the round's. Drops the round before the last. */
struct arena *crew_round(struct crew *c);
/* Hands out the pieces 0 … n-1 of the round; there is one round at a time. */
void crew_begin(struct crew *c, crew_fn *fn, void *arg, size_t n);
/* Takes part until every piece of the round is done. */
void crew_finish(struct crew *c);
