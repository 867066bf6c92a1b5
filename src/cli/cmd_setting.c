/* chancery setting: the settings of this installation, printed from their table. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/db.h"
#include "platform/setting.h"
#include "register/history.h"

static void print(const struct setting *row, const struct settings *s, bool all)
{
    long n = row->type == SETTING_INT ? setting_int(s, row->name) : 0;

    printf("%-28s ", row->name);
    if (row->type == SETTING_INT)
        printf("%ld %s", n, row->unit);
    else if (row->type == SETTING_FLAG)
        printf("%s", setting_flag(s, row->name) ? "yes" : "no");
    else
        printf("%s", setting_text(s, row->name));
    printf("%s\n", setting_is_changed(s, row->name) ? "  (changed)" : "");
    if (all && row->type == SETTING_INT)
        printf("  %s\n  From %ld to %ld %s; %s unless changed.\n", row->what, row->min, row->max, row->unit,
               row->fallback);
    else if (all)
        printf("  %s\n  %s unless changed.\n", row->what, row->fallback);
}

static enum status set(struct ctx *cx, const char *name, const char *value)
{
    TRY(db_begin(cx));
    TRY(setting_set(cx, str_of(name), str_of(value)));
    TRY(history_event(cx, "config", NULL, 0, arena_printf(cx->mem, "%s = %s", name, value)));
    return db_commit(cx);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    struct settings *s;
    enum status st = site_open(cx);

    if (st == OK && argc == 2)
        st = set(cx, argv[0], argv[1]);
    if (st == OK)
        st = setting_load(cx, &s);
    if (st != OK)
        return start_failed(cx, st);
    if (argc == 0) {
        for (size_t i = 0; setting_table[i].name != NULL; i++)
            print(&setting_table[i], s, false);
        return 0;
    }
    const struct setting *row = setting_find(str_of(argv[0]));
    if (row == NULL || argc > 2) {
        fprintf(stderr, "chancery: no setting \"%s\"; `chancery setting` lists them\n", argv[0]);
        return 2;
    }
    print(row, s, argc == 1);
    if (argc == 2)
        puts("The server takes it at its next start.");
    return 0;
}

const struct command cmd_setting = {
    .name = "setting",
    .args = "[NAME [VALUE]]",
    .summary = "list the settings, explain one, or change it",
    .help = "Without a word it lists every setting with its value; with a name it explains that one; with a value "
            "it checks "
            "and stores it (an empty value goes back to the default). Changes are in the history, and the server "
            "takes "
            "them at its next start.\nExit codes: 0 done, 2 no such setting, 3 the value is refused, 4 the "
            "database does "
            "not open.",
    .run = run,
};
