/* chancery user: accounts from the shell; the way to the first administrator. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/site.h"
#include "cli/start.h"
#include "cli/user_open.h"
#include "platform/setting.h"
#include "register/access.h"
#include "register/account.h"
#include "register/account_place.h"
#include "register/account_totp.h"

static enum status limits_of(struct ctx *cx, struct account_limits *ret_limits)
{
    struct settings *s;

    TRY(setting_load(cx, &s));
    *ret_limits = (struct account_limits){.password_least = setting_int(s, "password.least")};
    if (!account_totp_parse_roles(setting_text(s, "login.totp"), &ret_limits->totp_roles))
        return ctx_fail(cx, E_USAGE, "setting login.totp names an unknown role");
    return OK;
}

static enum status list(struct ctx *cx, int argc, char **argv)
{
    (void)argc, (void)argv;
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

static enum status add(struct ctx *cx, int argc, char **argv)
{
    (void)argc;
    struct account_limits limits;
    char line[512];
    int64_t id;

    TRY(limits_of(cx, &limits));
    TRY(read_password(cx, line, sizeof line));
    return account_create(cx,
                          &(struct account){.login = argv[0], .name = argv[2], .roles = argv[1], .lang = "vi",
                                            .clearance = 1},
                          line, &limits, &id);
}

static enum status password(struct ctx *cx, int argc, char **argv)
{
    struct account_limits limits;
    struct account a;
    char line[512];

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    TRY(limits_of(cx, &limits));
    TRY(read_password(cx, line, sizeof line));
    return account_set_password(cx, a.id, line, false, &limits);
}

static enum status disable(struct ctx *cx, int argc, char **argv)
{
    struct account a;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    return account_disable(cx, a.id, true);
}

static enum status enable(struct ctx *cx, int argc, char **argv)
{
    struct account a;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    return account_disable(cx, a.id, false);
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

    TRY(user_open_find(cx, argv[0], &a));
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

    TRY(user_open_find(cx, argv[0], &a));
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

static enum status second_factor(struct ctx *cx, int argc, char **argv)
{
    struct account_limits limits;
    struct account_totp second;
    struct account a;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    TRY(limits_of(cx, &limits));
    TRY(account_totp_load(cx, &a, &limits, &second));
    printf("%s%s", second.on ? "on" : "off", second.required ? ", required" : "");
    if (second.on)
        printf(", since %s, %lld recovery codes left", instant_text(cx->mem, second.since),
               (long long)second.recovery);
    printf("\n");
    return OK;
}

/* For who lost the telephone and the recovery codes. */
static enum status second_factor_end(struct ctx *cx, int argc, char **argv)
{
    struct account a;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    return account_totp_end(cx, a.id);
}

/* What may stand behind `chancery user`, one complete row each. */
static const struct word {
    const char *name;
    int least, most; /* arguments behind it */
    enum status (*run)(struct ctx *cx, int argc, char **argv);
    const char *args;
} words[] = {
    {"list", 0, 0, list, ""},
    {"add", 3, 3, add, " LOGIN ROLES NAME"},
    {"password", 1, 1, password, " LOGIN"},
    {"disable", 1, 1, disable, " LOGIN"},
    {"enable", 1, 1, enable, " LOGIN"},
    {"give", 3, 5, give, " LOGIN ROLES ORG [FROM [TO]]"},
    {"places", 1, 1, places, " LOGIN"},
    {"take", 2, 2, places, " LOGIN NUMBER"},
    {"totp", 1, 1, second_factor, " LOGIN"},
    {"totp-reset", 1, 1, second_factor_end, " LOGIN"},
    {"reset", 1, 1, user_open_reset, " LOGIN"},
    {"sessions", 1, 1, user_open_sessions, " LOGIN"},
    {"session-end", 2, 2, user_open_session_end, " LOGIN SESSION"},
    {"keys", 1, 1, user_open_keys, " LOGIN"},
    {"key", 3, 5, user_open_key, " LOGIN NAME REGISTERS [RIGHTS [DAYS]]"},
    {"key-rotate", 2, 2, user_open_key_rotate, " LOGIN NUMBER"},
    {"key-end", 2, 2, user_open_key_end, " LOGIN NUMBER"},
};

static int usage(void)
{
    fprintf(stderr, "chancery: usage: chancery user");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        fprintf(stderr, "%s %s%s", i > 0 ? " |\n      " : "", words[i].name, words[i].args);
    fprintf(stderr, "\n");
    return 2;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    const struct word *w = NULL;

    for (size_t i = 0; argc > 0 && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].name, argv[0]) == 0 && argc - 1 >= words[i].least && argc - 1 <= words[i].most)
            w = &words[i];
    if (w == NULL)
        return usage();
    enum status st = site_open(cx);
    access_as_system(cx);
    if (st == OK)
        st = w->run(cx, argc - 1, argv + 1);
    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_user = {
    .name = "user",
    .args = "list | add LOGIN ROLES NAME | password LOGIN | disable LOGIN | enable LOGIN | "
            "give LOGIN ROLES ORG [FROM [TO]] | places LOGIN | take LOGIN NUMBER | totp LOGIN | totp-reset LOGIN | "
            "reset LOGIN | sessions LOGIN | session-end LOGIN SESSION | keys LOGIN | "
            "key LOGIN NAME REGISTERS [RIGHTS [DAYS]] | key-rotate LOGIN NUMBER | key-end LOGIN NUMBER",
    .summary = "accounts: list, add, change the password, shut out",
    .help = "add and password read the password from standard input (one line). ROLES are codes with blanks "
            "between, in "
            "quotes: \"OFF HEAD\". A disabled account keeps its history and loses its sessions; a running server "
            "notices within five seconds.\ngive adds roles at a further organisation (id of its record), from a "
            "day to a day;\nplaces lists them, take ends one today. `chancery access --login LOGIN` prints what all of "
            "them reach.\ntotp says whether the account has a second factor and whether its roles need one (setting "
            "login.totp); totp-reset takes it away from who lost the telephone and the recovery codes, and tells him."
            "\nreset prints a code with which a forgotten password is set anew, once, within 24 hours, at "
            "/login/reset. sessions lists the browsers that are logged in, session-end ends one by its first word."
            "\nkey prints a new key of a program: REGISTERS are ids with blanks between (ledger: texts and figures; "
            "*: all), RIGHTS beside reading write, delete, personal (\"write personal\"), DAYS 1 to 365, else 90. keys "
            "lists them, key-rotate prints another secret for one, key-end ends it."
            "\nExit codes: 0 done, 2 wrong arguments, 3 refused or no such account, 4 "
            "the "
            "database does not open.",
    .run = run,
};
