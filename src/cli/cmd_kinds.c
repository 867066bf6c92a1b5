/* chancery kinds: what registers there are, and whether their files are in order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/start.h"
#include "register/code.h"
#include "rules/deadline.h"
#include "rules/model.h"

static void list(void)
{
    const struct kinds *ks = kind_all();

    for (size_t i = 0; i < ks->n; i++) {
        const struct kind *k = ks->at[i];
        printf("%-18s %-12s %3u fields %2u states %2u moves %2u checks  %s%s\n", k->id,
               k->group != NULL ? k->group : "-", k->n_fields, k->n_states, k->n_moves, k->n_checks,
               label_text(&k->label, LANG_EN), kind_is_sub(k) ? " (sub-records)" : "");
    }
}

static void types(void)
{
    for (int t = 0; t < FT__MAX; t++)
        printf("%-10s%-16s %s\n", field_types[t].id, field_types[t].arg, field_types[t].help);
}

/* Rules whose register is not kept here: on purpose, or because its name is misspelt. */
static void waiting(void)
{
    size_t n;
    const struct deadline_waiting *w = deadline_waiting(&n);

    for (size_t i = 0; i < n; i++)
        printf("%s%s (%zu)%s", i == 0 ? "deadline rules wait for registers that are not kept here: " : "", w[i].kind,
               w[i].n_rules, i + 1 < n ? ", " : "\n");
}

static int run(struct ctx *cx, int argc, char **argv)
{
    const char *overlay = getenv("CHANCERY_KINDS"), *what = "list";
    size_t n;

    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--kinds") == 0 && i + 1 < argc)
            overlay = argv[++i];
        else
            what = argv[i];
    }
    if (strcmp(what, "types") == 0) {
        types();
        return 0;
    }
    if (strcmp(what, "list") != 0 && strcmp(what, "check") != 0)
        return start_failed(cx, ctx_fail(cx, E_USAGE, "kinds list, kinds check or kinds types, not \"%s\"", what));
    enum status st = model_load(cx, overlay);
    if (st != OK)
        return start_failed(cx, st) == 3 ? 1 : 4;
    (void)deadline_rules(&n);
    if (strcmp(what, "list") == 0)
        list();
    else {
        printf("%zu kinds and %zu deadline rules in order\n", kind_all()->n, n);
        waiting();
    }
    return 0;
}

const struct command cmd_kinds = {
    .name = "kinds",
    .args = "[list|check|types] [--kinds DIR]",
    .summary = "list the registers, or check their files",
    .help = "list   every kind with the number of its fields, states, moves and checks\n"
            "check  reads kinds/, definitions/ and the administrator's folder (--kinds, else CHANCERY_KINDS) and "
            "names every\n"
            "       fault with file, line and how to mend it; exit code 1 when there are any\n"
            "types  the field types that a kind file may name\n"
            "docs/KINDS.md describes the files.",
    .run = run,
};
