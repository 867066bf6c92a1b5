/* chancery start: what `make run` calls. The first time it makes an installation with the demonstration set, then and
   every later time it serves it. Not for: an office at work, which calls init, user add and serve. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "ledger/load.h"
#include "platform/data.h"
#include "platform/db.h"

extern const struct command cmd_demo, cmd_serve;

/* Accounts are made last of all that `demo` does, so an installation without any was never finished. */
static enum status is_ready(struct ctx *cx, bool *ret_ready)
{
    struct rows *r;

    TRY(site_open(cx));
    TRY(db_one(cx, &r,
               "SELECT (SELECT COUNT(*) FROM account) AS accounts, (SELECT COUNT(*) FROM source_version) AS texts"));
    *ret_ready = rows_int(r, "accounts") > 0 && rows_int(r, "texts") > 0;
    return OK;
}

static enum status load_texts(struct ctx *cx)
{
    const char **names;
    struct load_tools tools;
    struct load_results results;
    size_t n = 0;

    TRY(data_list(cx, "demo/texts/", ".txt", &names));
    while (names[n] != NULL)
        n++;
    struct load_input *inputs = arena_alloc(cx->mem, n * sizeof *inputs);
    for (size_t i = 0; i < n; i++) {
        inputs[i].name = names[i] + sizeof "demo/texts/" - 1;
        TRY(data_file(cx, names[i], &inputs[i].bytes));
    }
    TRY(load_open(cx, &tools));
    TRY(load_run(cx, &tools, inputs, n, &(struct load_manner){.all_cores = true}, &results));
    printf("%zu example texts read\n", results.n_added);
    return OK;
}

static enum status make_ready(struct ctx *cx)
{
    bool ready = false;

    TRY(is_ready(cx, &ready));
    if (!ready) {
        printf("A new installation in %s/\n", site_folder());
        if (cmd_demo.run(cx, 0, NULL) != 0)
            return ctx_fail(cx, E_DB, "the demonstration set did not load");
        TRY(load_texts(cx));
    }
    puts("Accounts of the demonstration: officer, head, director, clerk, chair, office, ministry, auditor, admin\n"
         "Password of all of them: Hue-2026-demo!");
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    struct who nobody = cx->who;
    enum status st = make_ready(cx);

    if (st != OK)
        return start_failed(cx, st);
    cx->who = nobody;
    return cmd_serve.run(cx, argc, argv);
}

const struct command cmd_start = {
    .name = "start",
    .args = "[--port N] [--listen ADDRESS]",
    .summary = "serve, and the first time make an installation with the demonstration set",
    .help = "With no installation in CHANCERY_VAR (default var) it makes one with the demonstration set: public facts\n"
            "about Huế, example texts in three languages, an account for each role. Then it serves like `serve`. An\n"
            "office at work uses `init`, `user add` and `serve` instead: the demonstration's passwords are public.\n"
            "Exit codes: 0 ended as asked, 2 wrong arguments, 4 the port is taken or the database does not open.",
    .needs_db = true,
    .run = run,
};
