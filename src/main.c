/* Picks a row of cli/commands.c; nothing else. */
#include "cli/start.h"

int main(int argc, char **argv)
{
    return start_command(argc, argv);
}
