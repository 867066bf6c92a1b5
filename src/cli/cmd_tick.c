/* chancery tick: what happens by date, at once; what the jobs of a running server do by themselves. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/jobs.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/db.h"

static void said(const char *job, const char *result)
{
    printf("%s: %s\n", job, result);
}

static const char *when(struct ctx *cx, struct rows *r, const char *column)
{
    int64_t at = r == NULL || rows_null(r, column) ? 0 : rows_int(r, column);

    return at == 0 ? "-" : instant_text(cx->mem, at);
}

static enum status list(struct ctx *cx)
{
    for (const struct job_row *j = jobs; j->name != NULL; j++) {
        struct rows *r = NULL;
        enum status st = db_one(cx, &r, "SELECT holder, started_at, next_at, result, failures FROM job WHERE name = ?",
                                db_s(j->name));
        if (st == E_NOTFOUND)
            r = NULL;
        else
            TRY(st);
        printf("%-10s last %s  next %s  failures %lld  %s%s\n           %s\n", j->name, when(cx, r, "started_at"),
               when(cx, r, "next_at"), r == NULL ? 0LL : (long long)rows_int(r, "failures"),
               r == NULL || rows_null(r, "result") ? "" : rows_text(r, "result"),
               r == NULL || rows_null(r, "holder") ? "" : " (at it now)", j->what);
    }
    return OK;
}

static enum status tick(struct ctx *cx, const char *name)
{
    const struct job_row *j = jobs;
    int64_t ran;

    while (name != NULL && j->name != NULL && strcmp(j->name, name) != 0)
        j++;
    if (name != NULL && j->name == NULL)
        return ctx_fail(cx, E_USAGE, "no job %s; `chancery tick --list` names them", name);
    TRY(site_open(cx));
    TRY(jobs_run(cx, name, true, said, &ran));
    if (ran == 0)
        puts("another process is at it");
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    bool lists = argc == 1 && strcmp(argv[0], "--list") == 0;
    enum status st = OK;

    if (argc > 1)
        st = ctx_fail(cx, E_USAGE, "`chancery tick` takes one job, or --list");
    else if (lists)
        st = site_open(cx);
    if (st == OK)
        st = lists ? list(cx) : tick(cx, argc == 1 ? argv[0] : NULL);
    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_tick = {
    .name = "tick",
    .args = "[JOB | --list]",
    .summary = "run the jobs now: moves by date, stages of deadlines, notices",
    .help =
        "A running server does all of this by itself (setting job.every_s); this is for a timer where no server\n"
        "runs, and for looking. Without words every job runs at once; with one, that job. --list shows each with its\n"
        "last and next run. moves: what kind files mark `automatic` and whose day has come, as role SYS; what lacks a\n"
        "field stays for a person. recount: every deadline anew. deadlines: stages and notices. Safe at any time and\n"
        "in several processes: a job belongs to one at a time.",
    .needs_db = true,
    .run = run,
};
