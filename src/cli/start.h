/* How a command begins and ends: memory, context, database; errors in words. The edge of the command line. */
#pragma once

#include "cli/commands.h"

/* Runs the command named by argv[1…]. Returns the exit code of the process. */
int start_command(int argc, char **argv);

/* For a command that got a bad status: prints problems, or the detail, on standard error; gives the exit code. */
int start_failed(struct ctx *cx, enum status st);
