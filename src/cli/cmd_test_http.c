/* chancery test-http: requests from standard input through the whole program, without a port. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/serving.h"
#include "cli/site.h"
#include "cli/start.h"
#include "web/web_session.h"

enum { MOST_INPUT = 256 << 20 };

static struct str read_all(struct ctx *cx)
{
    struct buf b;
    char block[65536];
    ssize_t n;

    buf_init(&b, cx->mem, MOST_INPUT);
    while ((n = read(STDIN_FILENO, block, sizeof block)) > 0)
        buf_add(&b, (struct str){block, (size_t)n});
    return buf_str(&b);
}

/* The cookie of a fresh session of that account, and its token against forged forms. */
static enum status log_in(struct ctx *cx, const struct http_config *config, const char *login, char *token,
                          struct account_session *ret_session)
{
    struct account a;

    if (account_find(cx, login, &a) != OK)
        return ctx_fail(cx, E_NOTFOUND, "no account %s", login);
    return account_session_open(cx, &a, "test", &web_session_office(config->app)->limits, ret_session, token);
}

/* {csrf} in the request becomes the session's token; the cookie goes behind the first line. */
static struct str prepared(struct ctx *cx, struct str text, const char *token, const char *csrf)
{
    struct buf b;
    size_t end = str_find(text, STR("\n")), at;
    struct str rest = str_sub(text, end + 1, text.n);

    if (token == NULL)
        return text;
    buf_init(&b, cx->mem, MOST_INPUT);
    buf_add(&b, str_sub(text, 0, end + 1));
    buf_printf(&b, "Cookie: chancery=%s\n", token);
    while ((at = str_find(rest, STR("{csrf}"))) < rest.n) {
        buf_add(&b, str_sub(rest, 0, at));
        buf_add_c(&b, csrf);
        rest = str_sub(rest, at + 6, rest.n);
    }
    buf_add(&b, rest);
    return buf_str(&b);
}

static enum status answer(struct ctx *cx, const char *login)
{
    char token[ACCOUNT_TOKEN_CHARS + 1] = "";
    struct account_session session = {0};
    struct http_config config;
    struct str reply, text = read_all(cx);

    TRY(site_open(cx));
    TRY(serving_config(cx, &config, NULL));
    if (login != NULL)
        TRY(log_in(cx, &config, login, token, &session));
    TRY(http_server_once(cx, &config, prepared(cx, text, login != NULL ? token : NULL, session.csrf), &reply));
    if (fwrite(reply.p, 1, reply.n, stdout) != reply.n)
        return ctx_fail(cx, E_IO, "cannot write the reply");
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    const char *login = argc == 2 && strcmp(argv[0], "--as") == 0 ? argv[1] : NULL;

    if (argc > 0 && login == NULL) {
        fprintf(stderr, "chancery: usage: chancery test-http [--as LOGIN] < request.txt\n");
        return 2;
    }
    enum status st = answer(cx, login);
    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_test_http = {
    .name = "test-http",
    .args = "[--as LOGIN] < REQUEST",
    .summary = "run one HTTP request in process and print the answer",
    .help = "Reads a request (request line, headers, empty line, body) from standard input, runs it as the server "
            "would, and "
            "prints status line, headers and body. --as logs that account in first, without its password: for "
            "tests and "
            "for whoever may read the database anyway. {csrf} in the request stands for that session's form token.\n"
            "Exit codes: 0 an answer was printed (whatever its status), 2 wrong arguments, 3 no such account, 4 the "
            "database does not open.",
    .run = run,
};
