/* chancery user: accounts from the shell; the way to the first administrator. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/setting.h"
#include "register/access.h"
#include "register/account.h"
#include "register/account_place.h"

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

static enum status day_of(struct ctx *cx, const char *word, struct date *ret_day)
{
    if (word != NULL && !date_parse(str_of(word), ret_day))
        return ctx_fail(cx, E_USAGE, "\"%s\" is no day (2026-12-31)", word);
    return OK;
}

static const char *day_text(struct ctx *cx, struct date d)
{
    return date_is_set(d) ? date_text(cx->mem, d) : "-";
}

/* LOGIN ROLES ORG [FROM [TO]]: roles at a further organisation; its province is the account's own. */
static enum status give(struct ctx *cx, int argc, char **argv)
{
    struct account_place p = {.roles = argv[1]};
    struct account a;
    long long org;
    int64_t id;

    if (account_find(cx, argv[0], &a) != OK)
        return ctx_fail(cx, E_NOTFOUND, "no account %s", argv[0]);
    if (!str_int(str_of(argv[2]), &org) || org < 1)
        return ctx_fail(cx, E_USAGE, "\"%s\" is no id of an organisation", argv[2]);
    p.org_id = org;
    p.province = a.province;
    TRY(day_of(cx, argc > 3 ? argv[3] : NULL, &p.from));
    TRY(day_of(cx, argc > 4 ? argv[4] : NULL, &p.to));
    TRY(account_place_add(cx, a.id, &p, &id));
    printf("%lld\n", (long long)id);
    return OK;
}

/* LOGIN [ID]: what the account holds elsewhere, or the end of one of them. */
static enum status places(struct ctx *cx, int argc, char **argv)
{
    struct account_place *all;
    struct account a;
    long long id;
    size_t n;

    if (account_find(cx, argv[0], &a) != OK)
        return ctx_fail(cx, E_NOTFOUND, "no account %s", argv[0]);
    if (argc > 1 && !str_int(str_of(argv[1]), &id))
        return ctx_fail(cx, E_USAGE, "\"%s\" is no number of `chancery user places`", argv[1]);
    if (argc > 1)
        return account_place_end(cx, a.id, id);
    TRY(account_place_list(cx, a.id, &all, &n));
    for (size_t i = 0; i < n; i++)
        printf("%-6lld %-16s organisation %-8lld from %s to %s\n", (long long)all[i].id, all[i].roles,
               (long long)all[i].org_id, day_text(cx, all[i].from), day_text(cx, all[i].to));
    return OK;
}

static enum status at_places(struct ctx *cx, int argc, char **argv)
{
    TRY(site_open(cx));
    access_as_system(cx);
    return strcmp(argv[0], "give") == 0 ? give(cx, argc - 1, argv + 1) : places(cx, argc - 1, argv + 1);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    const char *what = argc > 0 ? argv[0] : "";
    bool is_add = strcmp(what, "add") == 0 && argc == 4, is_list = strcmp(what, "list") == 0 && argc == 1;
    bool is_change = argc == 2 && (strcmp(what, "disable") == 0 || strcmp(what, "enable") == 0 ||
                                   strcmp(what, "password") == 0);

    if ((strcmp(what, "give") == 0 && argc >= 4 && argc <= 6) || (strcmp(what, "places") == 0 && argc == 2) ||
        (strcmp(what, "take") == 0 && argc == 3)) {
        enum status done = at_places(cx, argc, argv);
        return done == OK ? 0 : start_failed(cx, done);
    }
    if (!is_add && !is_list && !is_change) {
        fprintf(stderr, "chancery: usage: chancery user list | add LOGIN ROLES NAME | password LOGIN | disable LOGIN | "
                        "enable LOGIN |\n"
                        "       give LOGIN ROLES ORG [FROM [TO]] | places LOGIN | take LOGIN NUMBER\n");
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
    .args = "list | add LOGIN ROLES NAME | password LOGIN | disable LOGIN | enable LOGIN | "
            "give LOGIN ROLES ORG [FROM [TO]] | places LOGIN | take LOGIN NUMBER",
    .summary = "accounts: list, add, change the password, shut out",
    .help = "add and password read the password from standard input (one line). ROLES are codes with blanks "
            "between, in "
            "quotes: \"OFF HEAD\". A disabled account keeps its history and loses its sessions; a running server "
            "notices within five seconds.\ngive adds roles at a further organisation (id of its record), from a "
            "day to a day;\nplaces lists them, take ends one today. `chancery access --login LOGIN` prints what all of "
            "them reach.\nExit codes: 0 done, 2 wrong arguments, 3 refused or no such account, 4 "
            "the "
            "database does not open.",
    .run = run,
};
