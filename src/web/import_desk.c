/* See import_desk.h. */
#include "web/import_desk.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "platform/db.h"
#include "platform/fence.h"
#include "platform/job.h"
#include "register/account.h"

enum { MOST_WAITING = 32, WORK_BYTES = 1 << 30 };

struct task {
    struct task *next;
    struct import_desk *desk;
    int64_t job_id, user_id;
    enum lang lang;
    bool commit;
    struct import_progress progress;
};

struct import_desk {
    struct job_queue *queue;
    char *db_url;
    int64_t fixed_now;
    pthread_mutex_t lock; /* of tasks */
    struct task *tasks;   /* waiting and running */
};

static enum status run(struct ctx *cx, struct import_job *job, bool commit, struct import_progress *progress)
{
    return commit ? import_commit(cx, job, progress) : import_check(cx, job, progress);
}

static enum status run_as(struct ctx *cx, struct task *t)
{
    struct import_job *job;
    struct account a;

    TRY(account_load(cx, t->user_id, &a));
    if (a.disabled)
        return ctx_fail(cx, E_DENIED, "the account was shut out meanwhile");
    TRY(account_act_as(cx, &a));
    cx->lang = t->lang;
    TRY(import_load(cx, t->job_id, &job));
    return run(cx, job, t->commit, &t->progress);
}

static void note_failure(struct ctx *cx, int64_t job_id, enum status st)
{
    log_line(LOG_ERROR, "import %lld: %s: %s", (long long)job_id, status_name(st),
        cx->detail != NULL ? cx->detail : "-");
    db_rollback(cx);
    ctx_clear(cx);
    if (import_note(cx, job_id, status_key(st)) != OK)
        log_line(LOG_ERROR, "import %lld: the failure could not be noted", (long long)job_id);
}

static void drop(struct task *t)
{
    struct import_desk *d = t->desk;

    pthread_mutex_lock(&d->lock);
    for (struct task **at = &d->tasks; *at != NULL; at = &(*at)->next)
        if (*at == t) {
            *at = t->next;
            break;
        }
    pthread_mutex_unlock(&d->lock);
    free(t);
}

struct fenced {
    struct ctx cx;
    struct task *task;
};

static enum status fenced(void *arg)
{
    struct fenced *f = arg;
    struct ctx *cx = &f->cx;

    enum status st = run_as(cx, f->task);
    if (st != OK)
        note_failure(cx, f->task->job_id, st);
    return st;
}

static void work(void *arg, int thread)
{
    struct task *t = arg;
    struct arena *mem = arena_new(WORK_BYTES, NULL, NULL);
    struct fenced f = {.task = t};

    (void)thread;
    if (mem != NULL) {
        ctx_init(&f.cx, mem, NULL);
        f.cx.fixed_now = t->desk->fixed_now;
        if (db_open(&f.cx, t->desk->db_url, &f.cx.db) != OK)
            log_line(LOG_ERROR, "import %lld: the database does not open", (long long)t->job_id);
        else if (fence_run(mem, fenced, &f) == E_NOMEM)
            log_line(LOG_ERROR, "import %lld: more memory than an import may use", (long long)t->job_id);
        struct db *db = f.cx.db;
        arena_free(mem); /* with it every statement; an open transaction is rolled back */
        if (db != NULL)
            db_close(db);
    }
    drop(t);
}

enum status import_desk_open(struct ctx *cx, const char *db_url, int64_t fixed_now, struct import_desk **ret_desk)
{
    struct import_desk *d = calloc(1, sizeof *d);

    if (d != NULL)
        d->db_url = strdup(db_url);
    if (d == NULL || d->db_url == NULL) {
        free(d);
        return ctx_fail(cx, E_NOMEM, "no memory for the desk of imports");
    }
    d->fixed_now = fixed_now;
    pthread_mutex_init(&d->lock, NULL);
    enum status st = job_start(cx, 1, MOST_WAITING, &d->queue);
    if (st != OK) {
        free(d->db_url);
        free(d);
        return st;
    }
    *ret_desk = d;
    return OK;
}

void import_desk_close(struct import_desk *d)
{
    if (d == NULL)
        return;
    job_stop(d->queue);
    job_free(d->queue);
    pthread_mutex_destroy(&d->lock);
    free(d->db_url);
    free(d);
}

enum status import_desk_run(struct ctx *cx, struct import_desk *d, struct import_job *job, bool commit)
{
    struct import_progress here = {0};
    int64_t done, total;

    if (d == NULL)
        return run(cx, job, commit, &here);
    if (import_desk_looks(d, job->id, &done, &total))
        return ctx_fail(cx, E_BUSY, "import %lld runs already", (long long)job->id);
    TRY(import_note(cx, job->id, NULL));
    struct task *t = calloc(1, sizeof *t);
    if (t == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a task");
    *t = (struct task){.desk = d, .job_id = job->id, .user_id = cx->who.user_id, .lang = cx->lang, .commit = commit};
    atomic_store(&t->progress.total, job->total);
    pthread_mutex_lock(&d->lock);
    t->next = d->tasks;
    d->tasks = t;
    pthread_mutex_unlock(&d->lock);
    if (!job_push(d->queue, work, t)) {
        drop(t);
        return ctx_fail(cx, E_BUSY, "too many imports wait");
    }
    return OK;
}

bool import_desk_looks(struct import_desk *d, int64_t job_id, int64_t *ret_done, int64_t *ret_total)
{
    bool found = false;

    if (d == NULL)
        return false;
    pthread_mutex_lock(&d->lock);
    for (const struct task *t = d->tasks; t != NULL && !found; t = t->next)
        if (t->job_id == job_id) {
            *ret_done = atomic_load(&t->progress.done);
            *ret_total = atomic_load(&t->progress.total);
            found = true;
        }
    pthread_mutex_unlock(&d->lock);
    return found;
}
