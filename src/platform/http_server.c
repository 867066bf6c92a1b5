/* See http_server.h. libmicrohttpd with epoll and a pool of threads. A request's body is gathered per connection;
   then
   it is handled whole in the worker's arena, its answer copied out and the arena reset. Heavy requests are suspended
   and run on a queue with workers of its own. A watchman cuts off clients that trickle.
   No arena call happens inside a callback of the library that would be jumped over: the edge is the callback
   itself. */
#include "platform/http_server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "platform/db.h"
#include "platform/job.h"

struct worker {
    struct arena *mem;
    struct db *db;
    jmp_buf edge;
};

/* One socket: when it must be done with what it is doing. */
struct peer {
    int fd;
    atomic_llong deadline; /* monotonic seconds; 0 = it waits for us */
    struct peer *next, **link;
};

/* One request on its way. */
struct exchange {
    struct http_server *server;
    struct MHD_Connection *connection;
    char *target;
    bool known, too_big, is_heavy;
    enum http_method method;
    char *body;
    size_t n, cap, dropped;
    struct http_pair headers[HTTP_MAX_HEADERS];
    size_t n_headers;
    char remote[INET6_ADDRSTRLEN];
    struct MHD_Response *answer; /* of a heavy request, made by the queue */
    int code;
};

struct http_server {
    struct http_config config;
    struct MHD_Daemon *daemon;
    struct job_queue *queue;
    struct worker *workers; /* threads + heavy_threads */
    atomic_int claimed;
    pthread_mutex_t lock; /* of the peers */
    struct peer *peers;
    pthread_t watchman;
    pthread_cond_t stop_watching;
    bool has_watchman, stopping;
};

/* Which worker this thread is; set once per thread at its first request. */
static _Thread_local struct worker *mine;
static _Thread_local const struct http_server *mine_of;

static int64_t monotonic_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

_Noreturn static void out_of_memory(void *arg)
{
    longjmp(((struct worker *)arg)->edge, 1);
}

static void plain(struct response *rs, enum status st)
{
    *rs = (struct response){.code = status_http(st), .type = "text/plain; charset=utf-8", .keep_body = true};
    rs->body = st == E_NOMEM    ? STR("This request needs more memory than one request may use.\n")
               : st == E_TOOBIG ? STR("The request is too large.\n")
               : st == E_USAGE  ? STR("The request is not well formed.\n")
                                : STR("The request could not be answered.\n");
}

/* The one fence: whatever happens inside, an answer comes out and no transaction stays open. */
static void run(const struct http_config *config, struct worker *k, struct ctx *cx, const struct request *rq,
                struct response *rs)
{
    struct request checked = *rq;
    enum status st;

    arena_set_exhausted(k->mem, out_of_memory, k);
    if (setjmp(k->edge) == 0) {
        if (rq->path.n == 0) /* a bad target leaves the path empty: the handler says so in words */
            (void)!http_request_target(cx, rq->target, &checked);
        st = config->handle(cx, config->app, &checked, rs);
    } else {
        st = E_NOMEM;
    }
    if (st != OK) {
        log_line(LOG_ERROR, "%s %.*s: %s: %s (%s)", http_method_name(rq->method), STR_ARGS(rq->target), status_name(st),
                 cx->detail != NULL ? cx->detail : "no detail", cx->where != NULL ? cx->where : "-");
        plain(rs, st);
    }
    db_rollback(cx); /* nothing when the handler ended what it began */
}

static struct MHD_Response *library_answer(const struct response *rs)
{
    struct MHD_Response *a = NULL;

    if (rs->file != NULL) {
        struct stat st;
        int fd = open(rs->file, O_RDONLY | O_CLOEXEC);

        if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
            a = MHD_create_response_from_fd64((uint64_t)st.st_size, fd);
        else if (fd >= 0)
            (void)close(fd);
    } else {
        a = MHD_create_response_from_buffer(rs->body.n, (void *)(uintptr_t)rs->body.p,
                                            rs->keep_body ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    }
    if (a == NULL)
        return NULL;
    if (rs->type != NULL)
        (void)MHD_add_response_header(a, "Content-Type", rs->type);
    for (size_t i = 0; i < rs->n_headers; i++)
        (void)MHD_add_response_header(a, rs->headers[i].name.p, rs->headers[i].value.p);
    return a;
}

/* Handles the request in k's arena; the answer outlives it. */
static struct MHD_Response *serve(struct http_server *s, struct worker *k, struct exchange *x, int *ret_code)
{
    struct request rq = {.method = x->method, .headers = x->headers, .n_headers = x->n_headers,
                         .body = {x->body == NULL ? "" : x->body, x->n}, .remote = str_of(x->remote)};
    struct response rs = {.code = 200, .body = STR("")};
    struct ctx cx;

    ctx_init(&cx, k->mem, k->db);
    cx.fixed_now = s->config.fixed_now;
    rq.target = str_of(x->target);
    run(&s->config, k, &cx, &rq, &rs);
    struct MHD_Response *a = library_answer(&rs);
    arena_reset(k->mem);
    *ret_code = rs.code;
    return a;
}

static struct worker *my_worker(struct http_server *s)
{
    if (mine_of != s) {
        int i = atomic_fetch_add(&s->claimed, 1);

        assert(i < s->config.threads);
        mine = &s->workers[i];
        mine_of = s;
    }
    return mine;
}

static enum MHD_Result answer(struct MHD_Connection *c, int code, struct MHD_Response *a)
{
    if (a == NULL)
        return MHD_NO;
    enum MHD_Result r = MHD_queue_response(c, (unsigned)code, a);
    MHD_destroy_response(a);
    return r;
}

static enum MHD_Result answer_plain(struct MHD_Connection *c, int code, enum status st)
{
    struct response rs;

    plain(&rs, st);
    rs.code = code;
    if (code == 405)
        http_reply_header(&rs, "Allow", STR("GET, HEAD, POST, PUT, PATCH, DELETE"));
    http_reply_header(&rs, "Connection", STR("close"));
    return answer(c, rs.code, library_answer(&rs));
}

static enum MHD_Result note_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct exchange *x = cls;

    (void)kind;
    if (x->n_headers == HTTP_MAX_HEADERS) {
        x->too_big = true;
        return MHD_NO;
    }
    x->headers[x->n_headers++] = (struct http_pair){str_of(name), str_of(value)};
    return MHD_YES;
}

static void note_remote(struct exchange *x)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *a = info == NULL ? NULL : info->client_addr;

    if (a != NULL && a->sa_family == AF_INET)
        (void)inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)a)->sin_addr, x->remote, sizeof x->remote);
    else if (a != NULL && a->sa_family == AF_INET6)
        (void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr, x->remote,
                        sizeof x->remote);
}

static void set_deadline(struct MHD_Connection *c, int seconds)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct peer *p = info == NULL ? NULL : info->socket_context;

    if (p != NULL)
        atomic_store_explicit(&p->deadline, seconds == 0 ? 0 : monotonic_s() + seconds, memory_order_relaxed);
}

static enum MHD_Result take_body(struct exchange *x, const char *data, size_t *n)
{
    size_t limit = x->server->config.body_bytes;

    if (x->too_big || *n > limit - x->n) {
        x->too_big = true;
        x->dropped += *n;
        *n = 0;
        return x->dropped > limit ? MHD_NO : MHD_YES; /* who goes on sending is cut off */
    }
    if (x->n + *n > x->cap) {
        size_t cap = x->cap == 0 ? 4096 : x->cap;

        while (cap < x->n + *n)
            cap *= 2;
        char *body = realloc(x->body, cap);
        if (body == NULL)
            return MHD_NO;
        x->body = body;
        x->cap = cap;
    }
    memcpy(x->body + x->n, data, *n);
    x->n += *n;
    *n = 0;
    return MHD_YES;
}

static void heavy(void *arg, int thread)
{
    struct exchange *x = arg;
    struct http_server *s = x->server;

    x->answer = serve(s, &s->workers[s->config.threads + thread], x, &x->code);
    MHD_resume_connection(x->connection);
}

/* Is this for the queue? Looks at the path only, in the worker's arena. */
static bool ask_heavy(struct http_server *s, struct worker *k, struct exchange *x)
{
    struct request rq = {.method = x->method, .headers = x->headers, .n_headers = x->n_headers};
    struct ctx cx;
    bool is;

    if (s->config.is_heavy == NULL)
        return false;
    ctx_init(&cx, k->mem, NULL);
    arena_set_exhausted(k->mem, out_of_memory, k);
    if (setjmp(k->edge) == 0)
        is = http_request_target(&cx, str_of(x->target), &rq) == OK && s->config.is_heavy(s->config.app, &rq);
    else
        is = false;
    arena_reset(k->mem);
    return is;
}

static enum MHD_Result begin(struct exchange *x, const char *method)
{
    struct http_server *s = x->server;

    if (!http_method_parse(str_of(method), &x->method))
        return answer_plain(x->connection, 405, E_USAGE);
    (void)MHD_get_connection_values(x->connection, MHD_HEADER_KIND, note_header, x);
    if (x->too_big)
        return answer_plain(x->connection, 431, E_TOOBIG);
    const char *length = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Content-Length");
    long long n = 0;
    if (length != NULL && (!str_int(str_of(length), &n) || n < 0 || (unsigned long long)n > s->config.body_bytes))
        return answer_plain(x->connection, 413, E_TOOBIG);
    set_deadline(x->connection, s->config.body_s);
    return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *data, size_t *n, void **state)
{
    struct http_server *s = cls;
    struct exchange *x = *state;
    int code;

    (void)url, (void)version;
    if (x == NULL)
        return MHD_NO;
    if (!x->known) {
        x->known = true;
        x->connection = c;
        return begin(x, method);
    }
    if (*n > 0)
        return take_body(x, data, n);
    if (x->is_heavy) {
        struct MHD_Response *a = x->answer;

        x->answer = NULL;
        return answer(c, x->code, a);
    }
    if (x->too_big)
        return answer_plain(c, 413, E_TOOBIG);
    set_deadline(c, 0);
    note_remote(x);
    struct worker *k = my_worker(s);
    if (ask_heavy(s, k, x)) {
        x->is_heavy = true;
        MHD_suspend_connection(c);
        if (job_push(s->queue, heavy, x))
            return MHD_YES;
        MHD_resume_connection(c);
        x->is_heavy = false;
        return answer_plain(c, 503, E_BUSY);
    }
    struct MHD_Response *a = serve(s, k, x, &code);
    return answer(c, code, a);
}

/* The target as sent, before the library decodes it. */
static void *on_target(void *cls, const char *uri, struct MHD_Connection *c)
{
    struct exchange *x = calloc(1, sizeof *x);

    (void)c;
    if (x == NULL)
        return NULL;
    x->server = cls;
    x->target = strdup(uri);
    if (x->target == NULL) {
        free(x);
        return NULL;
    }
    return x;
}

static void on_done(void *cls, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why)
{
    struct http_server *s = cls;
    struct exchange *x = *state;

    (void)why;
    set_deadline(c, s->config.idle_s + s->config.header_s);
    if (x == NULL)
        return;
    if (x->answer != NULL)
        MHD_destroy_response(x->answer);
    free(x->body);
    free(x->target);
    free(x);
    *state = NULL;
}

static void on_connection(void *cls, struct MHD_Connection *c, void **context, enum MHD_ConnectionNotificationCode what)
{
    struct http_server *s = cls;
    struct peer *p = *context;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);

        p = info == NULL ? NULL : calloc(1, sizeof *p);
        if (p == NULL)
            return;
        p->fd = info->connect_fd;
        atomic_store(&p->deadline, monotonic_s() + s->config.header_s);
        pthread_mutex_lock(&s->lock);
        p->next = s->peers;
        p->link = &s->peers;
        if (p->next != NULL)
            p->next->link = &p->next;
        s->peers = p;
        pthread_mutex_unlock(&s->lock);
        *context = p;
    } else if (p != NULL) { /* called before the socket is closed, so its number is still this peer's */
        pthread_mutex_lock(&s->lock);
        *p->link = p->next;
        if (p->next != NULL)
            p->next->link = p->link;
        pthread_mutex_unlock(&s->lock);
        free(p);
        *context = NULL;
    }
}

/* Once a second: shuts the sockets of clients that are over their time. */
static void *watch(void *arg)
{
    struct http_server *s = arg;

    pthread_mutex_lock(&s->lock);
    while (!s->stopping) {
        struct timespec t;
        int64_t now = monotonic_s();

        for (struct peer *p = s->peers; p != NULL; p = p->next) {
            int64_t deadline = atomic_load_explicit(&p->deadline, memory_order_relaxed);

            if (deadline != 0 && deadline < now)
                (void)shutdown(p->fd, SHUT_RDWR);
        }
        (void)clock_gettime(CLOCK_REALTIME, &t);
        t.tv_sec += 1;
        (void)pthread_cond_timedwait(&s->stop_watching, &s->lock, &t);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

static enum status open_workers(struct ctx *cx, struct http_server *s)
{
    int n = s->config.threads + s->config.heavy_threads;

    s->workers = calloc((size_t)n, sizeof *s->workers);
    if (s->workers == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for the workers");
    for (int i = 0; i < n; i++) {
        s->workers[i].mem = arena_new(s->config.arena_bytes, out_of_memory, &s->workers[i]);
        if (s->workers[i].mem == NULL)
            return ctx_fail(cx, E_NOMEM, "no memory for the workers");
        if (s->config.db_url != NULL)
            TRY(db_open(cx, s->config.db_url, &s->workers[i].db));
    }
    return OK;
}

static enum status listen_on(struct ctx *cx, struct http_server *s)
{
    const struct http_config *c = &s->config;
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)c->port)};
    struct sockaddr_in6 a6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)c->port)};
    bool six = strchr(c->listen, ':') != NULL;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TCP_FASTOPEN |
                     (six ? MHD_USE_IPv6 : 0U);

    if (six ? inet_pton(AF_INET6, c->listen, &a6.sin6_addr) != 1 : inet_pton(AF_INET, c->listen, &a.sin_addr) != 1)
        return ctx_fail(cx, E_USAGE, "not an address to listen on: %s", c->listen);
    s->daemon = MHD_start_daemon(
        flags & ~(unsigned)MHD_USE_TCP_FASTOPEN, (uint16_t)c->port, NULL, NULL, on_request, s,
        MHD_OPTION_SOCK_ADDR, six ? (struct sockaddr *)(void *)&a6 : (struct sockaddr *)(void *)&a,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)c->threads, MHD_OPTION_CONNECTION_LIMIT, c->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, c->connections_per_client, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)c->idle_s, MHD_OPTION_CONNECTION_MEMORY_LIMIT, c->header_bytes, MHD_OPTION_URI_LOG_CALLBACK,
        on_target, s, MHD_OPTION_NOTIFY_COMPLETED, on_done, s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (s->daemon == NULL)
        return ctx_fail(cx, E_IO, "cannot listen on %s port %d (is it in use?)", c->listen, c->port);
    return OK;
}

enum status http_server_start(struct ctx *cx, const struct http_config *config, struct http_server **ret_server)
{
    struct http_server *s = calloc(1, sizeof *s);
    enum status st;

    if (s == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for the server");
    s->config = *config;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->stop_watching, NULL);
    st = open_workers(cx, s);
    if (st == OK)
        st = job_start(cx, config->heavy_threads, 256, &s->queue);
    if (st == OK && pthread_create(&s->watchman, NULL, watch, s) == 0)
        s->has_watchman = true;
    if (st == OK)
        st = listen_on(cx, s);
    if (st != OK) {
        http_server_stop(s);
        return st;
    }
    *ret_server = s;
    return OK;
}

int http_server_port(const struct http_server *s)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

    return info == NULL ? 0 : info->port;
}

void http_server_stop(struct http_server *s)
{
    if (s == NULL)
        return;
    if (s->has_watchman) {
        pthread_mutex_lock(&s->lock);
        s->stopping = true;
        pthread_cond_signal(&s->stop_watching);
        pthread_mutex_unlock(&s->lock);
        pthread_join(s->watchman, NULL);
    }
    if (s->daemon != NULL)
        (void)MHD_quiesce_daemon(s->daemon);
    job_stop(s->queue); /* finishes and resumes what is suspended */
    if (s->daemon != NULL)
        MHD_stop_daemon(s->daemon);
    job_free(s->queue);
    for (int i = 0; s->workers != NULL && i < s->config.threads + s->config.heavy_threads; i++) {
        arena_free(s->workers[i].mem);
        db_close(s->workers[i].db);
    }
    free(s->workers);
    pthread_cond_destroy(&s->stop_watching);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

enum status http_server_once(struct ctx *cx, const struct http_config *config, struct str text, struct str *ret_reply)
{
    struct worker k = {.mem = arena_new(config->arena_bytes, NULL, NULL), .db = cx->db};
    struct response rs = {.code = 200, .body = STR("")};
    struct request rq = {.remote = STR("")};
    struct ctx inner;

    if (k.mem == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for the request");
    ctx_init(&inner, k.mem, k.db);
    inner.fixed_now = config->fixed_now;
    if (http_request_read(&inner, text, &rq) != OK || rq.body.n > config->body_bytes)
        plain(&rs, rq.body.n > config->body_bytes ? E_TOOBIG : E_USAGE);
    else
        run(config, &k, &inner, &rq, &rs);
    struct str reply = http_reply_text(cx, &rs);
    arena_free(k.mem);
    *ret_reply = reply;
    return OK;
}
