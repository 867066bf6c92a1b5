/* See user_open.h. */
#include "cli/user_open.h"

#include <stdio.h>

#include "register/account_reset.h"
#include "register/api_key.h"

enum status user_open_find(struct ctx *cx, const char *login, struct account *ret_a)
{
    enum status st = account_find(cx, login, ret_a);

    return st == E_NOTFOUND ? ctx_fail(cx, E_NOTFOUND, "no account %s", login) : st;
}

enum status user_open_sessions(struct ctx *cx, int argc, char **argv)
{
    struct account_open *all;
    struct account a;
    size_t n;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    TRY(account_session_list(cx, a.id, &all, &n));
    for (size_t i = 0; i < n; i++)
        printf("%s  since %s  last %s  until %s  %s\n", all[i].handle, instant_text(cx->mem, all[i].created_at),
               instant_text(cx->mem, all[i].seen_at), instant_text(cx->mem, all[i].expires_at),
               all[i].ip != NULL ? all[i].ip : "-");
    return OK;
}

enum status user_open_session_end(struct ctx *cx, int argc, char **argv)
{
    struct account a;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    return account_session_end(cx, a.id, argv[1]);
}

enum status user_open_reset(struct ctx *cx, int argc, char **argv)
{
    char code[SECRET_CODE_CHARS + 1];
    struct account a;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    TRY(account_reset_make(cx, a.id, code));
    printf("%s\n", code);
    return OK;
}

enum status user_open_keys(struct ctx *cx, int argc, char **argv)
{
    struct api_key *all;
    struct account a;
    size_t n;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    TRY(api_key_list(cx, a.id, &all, &n));
    for (size_t i = 0; i < n; i++)
        printf("%-6lld %s…  %s  registers: %s  rights: %s  until %s%s  last %s %s\n", (long long)all[i].id,
               all[i].hint, all[i].name, all[i].kinds, all[i].rights, instant_text(cx->mem, all[i].expires_at),
               all[i].expires_at <= ctx_now(cx) ? " (over)" : "",
               all[i].seen_at != 0 ? instant_text(cx->mem, all[i].seen_at) : "never",
               all[i].seen_ip != NULL ? all[i].seen_ip : "");
    return OK;
}

static enum status number(struct ctx *cx, const char *text, long long *ret_n)
{
    return str_int(str_of(text), ret_n) ? OK : ctx_fail(cx, E_USAGE, "\"%s\" is no number", text);
}

/* LOGIN NAME REGISTERS [RIGHTS [DAYS]] */
enum status user_open_key(struct ctx *cx, int argc, char **argv)
{
    char secret[API_KEY_CHARS + 1];
    struct account a;
    long long days = API_KEY_DAYS;
    int64_t id;

    TRY(user_open_find(cx, argv[0], &a));
    if (argc > 4)
        TRY(number(cx, argv[4], &days));
    const struct api_key k = {.name = argv[1], .kinds = argv[2], .rights = argc > 3 ? argv[3] : "read", .days = days};
    TRY(api_key_make(cx, a.id, &k, &id, secret));
    printf("%s\n", secret);
    return OK;
}

enum status user_open_key_rotate(struct ctx *cx, int argc, char **argv)
{
    char secret[API_KEY_CHARS + 1];
    struct account a;
    long long id;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    TRY(number(cx, argv[1], &id));
    TRY(api_key_rotate(cx, a.id, id, secret));
    printf("%s\n", secret);
    return OK;
}

enum status user_open_key_end(struct ctx *cx, int argc, char **argv)
{
    struct account a;
    long long id;

    (void)argc;
    TRY(user_open_find(cx, argv[0], &a));
    TRY(number(cx, argv[1], &id));
    return api_key_end(cx, a.id, id);
}
