/* chancery test-http: requests from standard input through the whole program, without a port. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/serving.h"
#include "cli/site.h"
#include "cli/start.h"
#include "platform/db.h"
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

/* One request and its answer, in memory that the caller gives back. */
static enum status answer(struct ctx *cx, const struct http_config *config, const char *login, struct str text,
                          struct str *ret_reply)
{
    char token[ACCOUNT_TOKEN_CHARS + 1] = "";
    struct account_session session = {0};

    TRY(db_set_read_only(cx, false)); /* the request before may have only read */
    if (login != NULL)
        TRY(log_in(cx, config, login, token, &session));
    return http_server_once(cx, config, prepared(cx, text, login != NULL ? token : NULL, session.csrf), ret_reply);
}

static enum status say(struct ctx *cx, struct str reply)
{
    if (fwrite(reply.p, 1, reply.n, stdout) != reply.n || fflush(stdout) != 0)
        return ctx_fail(cx, E_IO, "cannot write the reply");
    return OK;
}

static enum status answer_one(struct ctx *cx, const struct http_config *config, const char *login)
{
    struct str reply;

    TRY(answer(cx, config, login, read_all(cx), &reply));
    return say(cx, reply);
}

/* Requests one after the other, each behind a line "LOGIN BYTES" ("-" = nobody); each answer behind a line "BYTES". */
static enum status answer_many(struct ctx *cx, const struct http_config *config)
{
    struct arena_mark start = arena_mark(cx->mem);
    char login[64];
    struct str reply;
    size_t n;
    int got;

    for (; (got = scanf("%63s %zu", login, &n)) == 2; arena_rewind(cx->mem, start)) {
        if (getchar() != '\n' || n > MOST_INPUT)
            return ctx_fail(cx, E_USAGE, "no line end behind the length, or a request above %d bytes", MOST_INPUT);
        char *text = arena_alloc(cx->mem, n + 1);
        if (fread(text, 1, n, stdin) != n)
            return ctx_fail(cx, E_USAGE, "the input ended inside a request of %zu bytes", n);
        TRY(answer(cx, config, strcmp(login, "-") == 0 ? NULL : login, (struct str){text, n}, &reply));
        printf("%zu\n", reply.n);
        TRY(say(cx, reply));
    }
    return got == EOF ? OK : ctx_fail(cx, E_USAGE, "a request begins with a line LOGIN BYTES");
}

static int run(struct ctx *cx, int argc, char **argv)
{
    const char *login = argc == 2 && strcmp(argv[0], "--as") == 0 ? argv[1] : NULL;
    bool many = argc == 1 && strcmp(argv[0], "--many") == 0;
    struct http_config config;
    enum status st;

    if (argc > 0 && login == NULL && !many) {
        fprintf(stderr, "chancery: usage: chancery test-http [--as LOGIN | --many] < request.txt\n");
        return 2;
    }
    if ((st = site_open(cx)) == OK && (st = serving_config(cx, &config, NULL)) == OK)
        st = many ? answer_many(cx, &config) : answer_one(cx, &config, login);
    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_test_http = {
    .name = "test-http",
    .args = "[--as LOGIN | --many] < REQUEST",
    .summary = "run one HTTP request in process and print the answer",
    .help = "Reads a request (request line, headers, empty line, body) from standard input, runs it as the server "
            "would, and "
            "prints status line, headers and body. --as logs that account in first, without its password: for "
            "tests and "
            "for whoever may read the database anyway. {csrf} in the request stands for that session's form token.\n"
            "--many takes requests one after the other, each behind a line LOGIN BYTES (\"-\" for nobody), and writes "
            "BYTES and a line end before each answer: a program that asks a thousand times starts once.\n"
            "Exit codes: 0 an answer was printed (whatever its status), 2 wrong arguments, 3 no such account, 4 the "
            "database does not open.",
    .run = run,
};
