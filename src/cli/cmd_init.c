/* chancery init: makes an installation, or brings an old one to the shape of this program. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "register/access.h"
#include "register/seed.h"
#include "rules/workday_store.h"

static enum status init(struct ctx *cx)
{
    int64_t n, days;

    TRY(site_open(cx));
    access_as_system(cx);
    TRY(seed_tables(cx, &n));
    TRY(workday_store_seed(cx, &days));
    n += days;
    printf("%s: %zu registers", site_folder(), kind_all()->n);
    if (n > 0)
        printf(", %lld records from tables", (long long)n);
    puts("");
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    (void)argv;
    enum status st = argc > 0 ? ctx_fail(cx, E_USAGE, "`chancery init` takes no words") : init(cx);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_init = {
    .name = "init",
    .args = "",
    .summary = "make an installation, or bring it to the shape of this program",
    .help =
        "Creates the folder (CHANCERY_VAR, else var) and the database, makes the tables that the kinds ask for and\n"
        "fills registers that begin with a table (countries). On an installation that is there it adds new tables,\n"
        "columns and indexes and applies numbered migrations; nothing is ever dropped. Safe to call again.",
    .needs_db = true,
    .run = run,
};
