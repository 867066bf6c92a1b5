/* The edge of HTTP: sockets, limits, one arena, context and database connection per worker thread, and the one setjmp
   of the program (a request whose arena is exhausted leaves by it and answers 503; base/arena.h).
   Not for: what a request means; that is the handler's (web/web.h). */
#pragma once

#include "platform/http_request.h"

/* Fills *rs and returns OK. Anything else: the edge logs it and answers in plain words. */
typedef enum status http_handler_fn(struct ctx *cx, void *app, const struct request *rq, struct response *rs);

struct http_config {
    const char *listen;        /* "127.0.0.1" */
    int port;                  /* 0 = any free one, see http_server_port() */
    int threads, heavy_threads;
    size_t body_bytes;         /* more answers 413 */
    size_t header_bytes;       /* request line and headers; more answers 431 or 414 */
    size_t arena_bytes;        /* ceiling of one request's memory */
    int idle_s, header_s, body_s; /* a client that is slower is cut off */
    unsigned connections, connections_per_client;
    const char *db_url;        /* NULL: without a database */
    int64_t fixed_now;         /* for tests; 0 = the clock */
    http_handler_fn *handle;
    bool (*is_heavy)(void *app, const struct request *rq); /* runs on the queue; may be NULL */
    void *app;
};

struct http_server;

enum status http_server_start(struct ctx *cx, const struct http_config *config, struct http_server **ret_server)
    MUST_CHECK;
int http_server_port(const struct http_server *s);
void http_server_stop(struct http_server *s); /* lets running requests finish; NULL is fine */

/* One request without sockets: the same edge, in this thread, on cx->db. For test-http and fuzzing. */
enum status http_server_once(struct ctx *cx, const struct http_config *config, struct str text, struct str *ret_reply)
    MUST_CHECK;
