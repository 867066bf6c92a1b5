/* chancery confirm: a person's word on figures, from the shell. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/ledger_print.h"
#include "cli/start.h"
#include "ledger/observation_store.h"

static enum status work(struct ctx *cx, int argc, char **argv)
{
    struct ledger_options o;
    long long id;
    int64_t n = 0;

    TRY(ledger_print_open(cx, argc, argv, &o));
    if (o.n_words == 0 && o.version == 0)
        return ctx_fail(cx, E_USAGE, "which figures? numbers of `chancery figures`, or --version ID for all of "
                                     "one document");
    if (o.version != 0)
        TRY(observation_confirm_all(cx, o.version, &n));
    for (size_t i = 0; i < o.n_words; i++, n++) {
        if (!str_int(str_of(o.words[i]), &id))
            return ctx_fail(cx, E_USAGE, "not the number of a figure: %s", o.words[i]);
        TRY(observation_confirm(cx, id, o.note));
    }
    printf("%lld figures confirmed\n", (long long)n);
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    enum status st = work(cx, argc, argv);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_confirm = {
    .name = "confirm",
    .args = "[--note TEXT] ID... | --version ID",
    .summary = "confirm proposed figures",
    .help = "Confirms figures by their numbers, or all of one document that have an indicator. Confirmed "
            "figures survive\n"
            "every later run of the spotter. Exit 4 when a figure is not open to it.",
    .needs_db = true,
    .run = run,
};
