/* See jobs.h. A job may be killed at any point and run again: each does its work record by record, in transactions of
   its own, by what the database says is to do. */
#include "cli/jobs.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "papers/digest.h"
#include "platform/db.h"
#include "platform/fence.h"
#include "platform/setting.h"
#include "register/access.h"
#include "register/upload.h"
#include "rules/deadline_store.h"
#include "rules/lifecycle.h"
#include "rules/opening.h"
#include "rules/workday.h"

enum { DAY_S = 86400, ARENA_MIB = 256, RETRY_S = 300 };

static enum status run_moves(struct ctx *cx, struct lease *l, const char **ret_result)
{
    int64_t moved;

    TRY(lifecycle_tick(cx, l, &moved));
    *ret_result = arena_printf(cx->mem, "%lld records moved by date", (long long)moved);
    return OK;
}

static const char *work_text(struct ctx *cx, const struct deadline_work *w)
{
    const char *warning =
        w->missing_year == 0 ? ""
                             : arena_printf(cx->mem, "; WARNING: no days off are entered for %d", w->missing_year);

    return arena_printf(cx->mem, "%lld records looked at, %lld notices%s", (long long)w->looked_at,
                        (long long)w->notices, warning);
}

static enum status run_deadlines(struct ctx *cx, struct lease *l, const char **ret_result)
{
    struct deadline_work w;

    TRY(deadline_tick(cx, l, &w));
    *ret_result = work_text(cx, &w);
    return OK;
}

static enum status run_recount(struct ctx *cx, struct lease *l, const char **ret_result)
{
    struct deadline_work w;

    TRY(deadline_recount(cx, l, &w));
    *ret_result = work_text(cx, &w);
    return OK;
}

/* Once on each working day; a year without days off counts every weekday. */
static enum status run_digest(struct ctx *cx, struct lease *l, const char **ret_result)
{
    struct digest_work w;
    struct settings *s;

    TRY(setting_load(cx, &s));
    struct mail_server server = {.url = setting_text(s, "mail.url"), .from = setting_text(s, "mail.from"),
        .user = setting_text(s, "mail.user"), .password = getenv("CHANCERY_MAIL_PASSWORD")};
    if (*server.url == 0) {
        *ret_result = "no mail server is set (mail.url)";
        return OK;
    }
    if (!workday_is(ctx_today(cx))) {
        *ret_result = "no working day";
        return OK;
    }
    TRY(digest_send(cx, l, &server, setting_text(s, "mail.address"), &w));
    *ret_result = arena_printf(cx->mem, "%lld mails with %lld notices, %lld not delivered", (long long)w.sent,
                               (long long)w.notices, (long long)w.failed);
    return OK;
}

static enum status run_periods(struct ctx *cx, struct lease *l, const char **ret_result)
{
    int64_t n;

    TRY(opening_tick(cx, l, &n));
    *ret_result = arena_printf(cx->mem, "%lld records opened for their period", (long long)n);
    return OK;
}

/* Files chosen in forms that nobody saved. */
static enum status run_uploads(struct ctx *cx, struct lease *l, const char **ret_result)
{
    int64_t n;

    (void)l;
    TRY(upload_expire(cx, &n));
    *ret_result = arena_printf(cx->mem, "%lld files of forms that were not saved", (long long)n);
    return OK;
}

const struct job_row jobs[] = {
    {"moves", 900, 0, run_moves, "Makes the moves whose day has come: in force, expired, opinions complete."},
    {"periods", 3600, 0, run_periods, "Makes the records that a register opens for each period: reports, reviews."},
    {"recount", 0, 1, run_recount, "Works every deadline out anew: conditions over the day, new rules, new days off."},
    {"digest", 0, 7, run_digest, "Sends everyone the notices he has not read, in one mail; on working days."},
    {"uploads", 3600, 0, run_uploads, "Takes files away that were chosen in a form a day ago and never saved."},
    {"deadlines", 60, 0, run_deadlines, "Leads deadlines from stage to stage and writes the notices."},
    {0},
};

/* The next time, counted from the beginning of this run, so that it does not drift. */
static int64_t next_run(struct ctx *cx, const struct job_row *j, int64_t begun)
{
    int64_t at;

    if (j->every_s > 0)
        return begun + j->every_s;
    at = date_instant(ctx_today(cx), j->hour, 0);
    while (at <= begun)
        at += DAY_S;
    return at;
}

/* Leaves no transaction and no problem of one job to the next. */
static enum status run_one(struct ctx *cx, const struct job_row *j, struct lease *l, const char **ret_result)
{
    struct who who = cx->who;

    *ret_result = "";
    access_as_system(cx);
    enum status st = j->run(cx, l, ret_result);
    db_rollback(cx);
    cx->who = who;
    return st;
}

enum status jobs_run(struct ctx *cx, const char *name, bool at_once, void (*said)(const char *job, const char *result),
                     int64_t *ret_ran)
{
    const char *me = lease_holder(cx), *result;
    enum status first = OK;
    struct lease l;
    bool mine;

    *ret_ran = 0;
    for (const struct job_row *j = jobs; j->name != NULL; j++) {
        if (name != NULL && strcmp(name, j->name) != 0)
            continue;
        TRY(lease_take(cx, j->name, me, at_once, &l, &mine));
        if (!mine)
            continue;
        enum status st = run_one(cx, j, &l, &result);
        if (st != OK) {
            log_line(LOG_ERROR, "job %s: %s: %s (%s)", j->name, status_name(st),
                     cx->detail != NULL ? cx->detail : "no detail", cx->where != NULL ? cx->where : "-");
            result = status_name(st);
            first = first == OK ? st : first;
            ctx_clear(cx);
        } else if (strstr(result, "WARNING") != NULL) {
            log_line(LOG_WARN, "job %s: %s", j->name, result);
        }
        TRY(lease_end(cx, &l, st == OK ? next_run(cx, j, l.started_at) : l.started_at + RETRY_S, st == OK, result));
        ++*ret_ran;
        if (said != NULL)
            said(j->name, result);
    }
    return first;
}

/* ---- the server's thread ---- */

struct jobs_thread {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    int every_s;
    int64_t fixed_now;
    struct arena *mem;
    struct db *db;
    struct ctx cx; /* of the run under way */
};

static enum status run_due(void *arg)
{
    int64_t ran;

    return jobs_run(arg, NULL, false, NULL, &ran);
}

/* Whatever a job does, the thread lives and no transaction stays open. */
static void once(struct jobs_thread *t)
{
    ctx_init(&t->cx, t->mem, t->db);
    t->cx.fixed_now = t->fixed_now;
    enum status st = fence_run(t->mem, run_due, &t->cx);
    if (st != OK && st != E_BUSY)
        log_line(LOG_ERROR, "jobs: %s: %s", status_name(st), t->cx.detail != NULL ? t->cx.detail : "-");
    db_rollback(&t->cx);
    arena_reset(t->mem);
}

static void *work(void *arg)
{
    struct jobs_thread *t = arg;
    struct timespec until;

    pthread_mutex_lock(&t->lock);
    while (!t->stopping) {
        pthread_mutex_unlock(&t->lock);
        once(t);
        pthread_mutex_lock(&t->lock);
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += t->every_s;
        if (!t->stopping)
            (void)pthread_cond_timedwait(&t->wake, &t->lock, &until);
    }
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

static void free_thread(struct jobs_thread *t)
{
    if (t->mem != NULL)
        arena_free(t->mem);
    db_close(t->db);
    pthread_cond_destroy(&t->wake);
    pthread_mutex_destroy(&t->lock);
    free(t);
}

enum status jobs_start(struct ctx *cx, const char *db_url, int every_s, struct jobs_thread **ret_t)
{
    struct jobs_thread *t = calloc(1, sizeof *t);

    if (t == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for the jobs");
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->wake, NULL);
    t->every_s = every_s;
    t->fixed_now = cx->fixed_now;
    t->mem = arena_new((size_t)ARENA_MIB << 20, NULL, NULL);
    enum status st = t->mem == NULL ? ctx_fail(cx, E_NOMEM, "no memory for the jobs") : db_open(cx, db_url, &t->db);
    if (st == OK && pthread_create(&t->thread, NULL, work, t) != 0)
        st = ctx_fail(cx, E_BUSY, "no thread for the jobs");
    if (st != OK) {
        free_thread(t);
        return st;
    }
    *ret_t = t;
    return OK;
}

void jobs_stop(struct jobs_thread *t)
{
    if (t == NULL)
        return;
    pthread_mutex_lock(&t->lock);
    t->stopping = true;
    pthread_cond_signal(&t->wake);
    pthread_mutex_unlock(&t->lock);
    pthread_join(t->thread, NULL);
    free_thread(t);
}
