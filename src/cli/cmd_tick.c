/* chancery tick: what happens by date, for a nightly timer. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "rules/lifecycle.h"

static enum status tick(struct ctx *cx)
{
    int64_t moved;

    TRY(site_open(cx));
    TRY(lifecycle_tick(cx, &moved));
    printf("%lld records moved by date\n", (long long)moved);
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    (void)argv;
    enum status st = argc > 0 ? ctx_fail(cx, E_USAGE, "`chancery tick` takes no words") : tick(cx);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_tick = {
    .name = "tick",
    .args = "",
    .summary = "make the moves whose day has come: in force, expired, opinions complete",
    .help =
        "Makes every move that a kind file marks `automatic` and whose condition is true, as role SYS, with its "
        "version in\n"
        "the history. What lacks a field stays for a person. Safe to call at any time; meant for a timer each night.",
    .needs_db = true,
    .run = run,
};
