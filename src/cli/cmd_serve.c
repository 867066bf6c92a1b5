/* chancery serve: the pages and the API on a port of this machine. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "cli/commands.h"
#include "cli/jobs.h"
#include "cli/serving.h"
#include "cli/site.h"
#include "cli/start.h"
#include "ledger/load.h"
#include "web/import_desk.h"
#include "web/web_session.h"

static enum status serve(struct ctx *cx, const char *address, int port)
{
    struct http_config config;
    struct http_server *server;
    struct jobs_thread *periodic = NULL;
    int job_every_s;
    struct import_desk *desk;
    sigset_t wanted;
    int got;

    /* Before any thread begins, so that all of them leave these signals to sigwait below. */
    (void)sigemptyset(&wanted);
    (void)sigaddset(&wanted, SIGINT);
    (void)sigaddset(&wanted, SIGTERM);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)pthread_sigmask(SIG_BLOCK, &wanted, NULL);
    TRY(load_install_begin(cx));
    TRY(site_open(cx));
    TRY(serving_config(cx, &config, &job_every_s));
    TRY(import_desk_open(cx, config.db_url, config.fixed_now, &desk));
    web_session_set_desk(config.app, desk);
    config.listen = address;
    config.port = port;
    TRY(http_server_start(cx, &config, &server));
    if (job_every_s > 0) {
        enum status st = jobs_start(cx, config.db_url, job_every_s, &periodic);
        if (st != OK) {
            http_server_stop(server);
            return st;
        }
    }
    printf("Chancery: http://%s%s%s:%d/\n", strchr(address, ':') != NULL ? "[" : "", address,
           strchr(address, ':') != NULL ? "]" : "", http_server_port(server));
    (void)fflush(stdout);
    (void)sigwait(&wanted, &got);
    log_line(LOG_INFO, "stopping");
    jobs_stop(periodic);
    http_server_stop(server);
    import_desk_close(desk);
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    const char *address = "127.0.0.1";
    long long port = 8080;

    for (int i = 0; i < argc; i += 2) {
        bool has = i + 1 < argc;

        if (has && strcmp(argv[i], "--listen") == 0)
            address = argv[i + 1];
        else if (!has || strcmp(argv[i], "--port") != 0 || !str_int(str_of(argv[i + 1]), &port) || port < 0 ||
                 port > 65535) {
            fprintf(stderr, "chancery: usage: chancery serve [--port N] [--listen ADDRESS]\n");
            return 2;
        }
    }
    enum status st = serve(cx, address, (int)port);
    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_serve = {
    .name = "serve",
    .args = "[--port N] [--listen ADDRESS]",
    .summary = "answer the pages and the API over HTTP",
    .help = "Serves the installation in CHANCERY_VAR on http://127.0.0.1:8080/ unless told otherwise; --port 0 "
            "takes any "
            "free port and prints it. Settings (limits, threads) are read at start: `chancery setting`. Ends on "
            "SIGINT "
            "or SIGTERM, letting running requests finish. Put a proxy in front for https.\n"
            "Exit codes: 0 ended as asked, 2 wrong arguments, 4 the port is taken or the database does not open.",
    .run = run,
};
