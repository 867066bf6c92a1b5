/* chancery user: accounts from the shell; the way to the first administrator. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/setting.h"
#include "register/access.h"
#include "register/account.h"

static enum status limits_of(struct ctx *cx, struct account_limits *ret_limits)
{
    struct settings *s;

    TRY(setting_load(cx, &s));
    *ret_limits = (struct account_limits){.password_least = setting_int(s, "password.least")};
    return OK;
}

static enum status list(struct ctx *cx)
{
    struct account *all;
    size_t n;

    TRY(account_list(cx, &all, &n));
    for (size_t i = 0; i < n; i++)
        printf("%-16s %-24s %s%s\n", all[i].login, all[i].roles, all[i].name,
               all[i].disabled ? " (disabled)" : "");
    return OK;
}

/* From standard input, so that it stands in no list of processes. */
static enum status read_password(struct ctx *cx, char *line, int n)
{
    if (fgets(line, n, stdin) == NULL)
        return ctx_fail(cx, E_USAGE, "no password on standard input");
    line[strcspn(line, "\r\n")] = 0;
    return OK;
}

static enum status add(struct ctx *cx, const char *login, const char *roles, const char *name)
{
    struct account_limits limits;
    char line[512];
    int64_t id;

    TRY(limits_of(cx, &limits));
    TRY(read_password(cx, line, sizeof line));
    return account_create(cx,
                          &(struct account){.login = login, .name = name, .roles = roles, .lang = "vi",
                                            .clearance = 1},
                          line, &limits, &id);
}

static enum status change(struct ctx *cx, const char *what, const char *login)
{
    struct account_limits limits;
    struct account a;
    char line[512];

    if (account_find(cx, login, &a) != OK)
        return ctx_fail(cx, E_NOTFOUND, "no account %s", login);
    if (strcmp(what, "disable") == 0 || strcmp(what, "enable") == 0)
        return account_disable(cx, a.id, *what == 'd');
    TRY(limits_of(cx, &limits));
    TRY(read_password(cx, line, sizeof line));
    return account_set_password(cx, a.id, line, false, &limits);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    const char *what = argc > 0 ? argv[0] : "";
    bool is_add = strcmp(what, "add") == 0 && argc == 4, is_list = strcmp(what, "list") == 0 && argc == 1;
    bool is_change = argc == 2 && (strcmp(what, "disable") == 0 || strcmp(what, "enable") == 0 ||
                                   strcmp(what, "password") == 0);

    if (!is_add && !is_list && !is_change) {
        fprintf(stderr, "chancery: usage: chancery user list | add LOGIN ROLES NAME | password LOGIN | disable LOGIN | "
                        "enable LOGIN\n");
        return 2;
    }
    enum status st = site_open(cx);
    cx->who = (struct who){.login = "system", .name = "system", .is_system = true, .user_id = 0};
    if (st == OK)
        st = is_list ? list(cx) : is_add ? add(cx, argv[1], argv[2], argv[3]) : change(cx, what, argv[1]);
    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_user = {
    .name = "user",
    .args = "list | add LOGIN ROLES NAME | password LOGIN | disable LOGIN | enable LOGIN",
    .summary = "accounts: list, add, change the password, shut out",
    .help = "add and password read the password from standard input (one line). ROLES are codes with blanks "
            "between, in "
            "quotes: \"OFF HEAD\". A disabled account keeps its history and loses its sessions; a running server "
            "notices within five seconds.\nExit codes: 0 done, 2 wrong arguments, 3 refused or no such account, 4 "
            "the "
            "database does not open.",
    .run = run,
};
