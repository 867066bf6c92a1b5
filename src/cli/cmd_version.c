/* chancery version: what this binary is. */
#include <stdio.h>

#include "cli/commands.h"

static int run(struct ctx *cx, int argc, char **argv)
{
    (void)cx, (void)argc, (void)argv;
    puts("chancery 0.1.0");
    return 0;
}

const struct command cmd_version = {
    .name = "version",
    .args = "",
    .summary = "print the version",
    .help = "Prints the name and version of this binary.",
    .run = run,
};
