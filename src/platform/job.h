/* A queue with a few threads for heavy work (exports, reports, imports, passwords), so that no page waits behind it.
   Not for: periodic jobs (cli/jobs.c). */
#pragma once

#include "base/ctx.h"

struct job_queue;

/* thread: 0 … threads-1, so that the work finds memory and connection of its own. */
typedef void job_fn(void *arg, int thread);

enum status job_start(struct ctx *cx, int threads, int most_waiting, struct job_queue **ret_queue) MUST_CHECK;
bool job_push(struct job_queue *q, job_fn *fn, void *arg); /* false when the queue is full or stopping */
void job_stop(struct job_queue *q); /* finishes what waits and ends the threads; a push is refused from now on */
void job_free(struct job_queue *q); /* after job_stop(), when nobody pushes any more; NULL is fine */
