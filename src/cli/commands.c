/* Every command, one row each, in the order in which `chancery help` lists them. */
#include "cli/commands.h"

#include <string.h>

extern const struct command cmd_access;
extern const struct command cmd_algebra;
extern const struct command cmd_check;
extern const struct command cmd_confirm;
extern const struct command cmd_figures;
extern const struct command cmd_help;
extern const struct command cmd_load;
extern const struct command cmd_reconcile;
extern const struct command cmd_report;
extern const struct command cmd_openapi;
extern const struct command cmd_serve;
extern const struct command cmd_start;
extern const struct command cmd_setting;
extern const struct command cmd_test_http;
extern const struct command cmd_text_compare;
extern const struct command cmd_text_figures;
extern const struct command cmd_user;
extern const struct command cmd_deadline;
extern const struct command cmd_demo;
extern const struct command cmd_init;
extern const struct command cmd_codes;
extern const struct command cmd_import;
extern const struct command cmd_kinds;
extern const struct command cmd_record;
extern const struct command cmd_verify;
extern const struct command cmd_tick;
extern const struct command cmd_version;

const struct command *const commands[] = {
    &cmd_help,
    &cmd_init,
    &cmd_demo,
    &cmd_kinds,
    &cmd_codes,
    &cmd_record,
    &cmd_import,
    &cmd_deadline,
    &cmd_verify,
    &cmd_tick,
    &cmd_load,
    &cmd_figures,
    &cmd_confirm,
    &cmd_check,
    &cmd_reconcile,
    &cmd_algebra,
    &cmd_report,
    &cmd_start,
    &cmd_serve,
    &cmd_setting,
    &cmd_openapi,
    &cmd_test_http,
    &cmd_text_compare,
    &cmd_text_figures,
    &cmd_user,
    &cmd_access,
    &cmd_version,
    NULL,
};

static bool takes(const struct command *c, int argc, char **argv, int *ret_words)
{
    struct str rest = str_of(c->name), word;
    int n = 0;

    while (str_next(&rest, ' ', &word)) {
        if (n >= argc || !str_is(word, argv[n]))
            return false;
        n++;
    }
    *ret_words = n;
    return true;
}

const struct command *command_find(int argc, char **argv, int *ret_used)
{
    const struct command *best = NULL;
    int words;

    *ret_used = 0;
    for (size_t i = 0; commands[i] != NULL; i++)
        if (takes(commands[i], argc, argv, &words) && words > *ret_used) {
            best = commands[i];
            *ret_used = words;
        }
    return best;
}
