/* The table of everything typed at a shell. A command is one file cli/cmd_NAME.c with its row at the top.
   Not for: what commands do; they call the layers below and decide nothing. */
#pragma once

#include "base/ctx.h"

struct command {
    const char *name;     /* "text figures": one or two words */
    const char *args;     /* "--lang vi|en|de|auto --json [FILE|-]" */
    const char *summary;  /* one line */
    const char *help;     /* paragraphs; what it reads, prints, and its exit codes */
    bool needs_db;        /* main opens var/ and puts the database into the ctx */
    /* argv[0] is the first word behind the command's name. Returns the process's exit code:
       0 done, 1 done with findings, 2 unusable arguments, 3 unusable input, 4 anything else. */
    int (*run)(struct ctx *cx, int argc, char **argv);
};

extern const struct command *const commands[]; /* ends with NULL */

/* Longest match of the first words of argv; *ret_used says how many words it took. NULL when there is none. */
const struct command *command_find(int argc, char **argv, int *ret_used);
