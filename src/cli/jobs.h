/* Periodic work: the table of jobs, running those whose time has come, and the thread of the server that does so.
   Not for: heavy requests (platform/job.h) or what a job does (rules/, register/). */
#pragma once

#include "platform/lease.h"

struct job_row {
    const char *name;
    int every_s;  /* seconds between two runs; 0 = once a day */
    int hour;     /* of the day, office time, for those that run once a day */
    enum status (*run)(struct ctx *cx, struct lease *l, const char **ret_result);
    const char *what;
};
extern const struct job_row jobs[]; /* ends with a row without a name */

/* Runs the job of this name (NULL = all) as the system; at_once: also when it is not its time. said: a line per job
   that ran. One failing job does not keep the others from running; the first failure is returned. */
enum status jobs_run(struct ctx *cx, const char *name, bool at_once, void (*said)(const char *job, const char *result),
                     int64_t *ret_ran) MUST_CHECK;

/* The server's thread: looks every few seconds. */
struct jobs_thread;
enum status jobs_start(struct ctx *cx, const char *db_url, int every_s, struct jobs_thread **ret_t) MUST_CHECK;
void jobs_stop(struct jobs_thread *t); /* lets a run come to its end; NULL is fine */
