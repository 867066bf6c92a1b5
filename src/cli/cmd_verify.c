/* chancery verify: the audit trail hashed again from its beginning. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "register/history.h"

static enum status verify(struct ctx *cx, int64_t *ret_bad)
{
    const char *reason;
    int64_t rows;

    TRY(site_open(cx));
    TRY(history_verify(cx, &rows, ret_bad, &reason));
    if (*ret_bad == 0)
        printf("%lld rows of history, the chain is whole\n", (long long)rows);
    else
        printf("row %lld of the history: %s\n", (long long)*ret_bad, reason);
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    int64_t bad = 0;

    (void)argc, (void)argv;
    enum status st = verify(cx, &bad);
    if (st != OK)
        return start_failed(cx, st);
    return bad == 0 ? 0 : 1;
}

const struct command cmd_verify = {
    .name = "verify",
    .args = "",
    .summary = "hash the audit trail again and name the first row that was touched",
    .help = "Every version of a record and every event is a row of table history, hashed with BLAKE2b and chained to "
            "the row\n"
            "before. Exit code 0: whole; 1: a row was changed or taken out, its number is printed.",
    .needs_db = true,
    .run = run,
};
