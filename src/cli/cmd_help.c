/* chancery help: printed from the rows of cli/commands.c, so it cannot go out of date. */
#include <stdio.h>

#include "cli/commands.h"

static int run(struct ctx *cx, int argc, char **argv)
{
    int used;
    const struct command *one = command_find(argc, argv, &used);

    (void)cx;
    if (one != NULL && used == argc) {
        printf("chancery %s %s\n  %s\n\n%s\n", one->name, one->args, one->summary, one->help);
        return 0;
    }
    if (argc > 0) {
        fprintf(stderr, "chancery: no command \"%s\"; `chancery help` lists them\n", argv[0]);
        return 2;
    }
    puts("chancery COMMAND ...\n");
    for (size_t i = 0; commands[i] != NULL; i++)
        printf("  %-18s %s\n", commands[i]->name, commands[i]->summary);
    puts("\n`chancery help COMMAND` tells more about one.");
    return 0;
}

const struct command cmd_help = {
    .name = "help",
    .args = "[COMMAND]",
    .summary = "list the commands, or explain one",
    .help = "Without a word it lists every command; with a command's name it prints its arguments, what it does "
            "and its exit codes.",
    .run = run,
};
