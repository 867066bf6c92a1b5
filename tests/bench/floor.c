/* The floor that the server is measured against: libmicrohttpd and SQLite with nothing between, two queries by hand
   over the engine's own tables.  floor DATABASE PORT THREADS
     GET /record/ID                     one agreement as JSON
     GET /list?state=S&from=DAY&page=N  a filtered, sorted page of 50 as JSON, with the total
   No sessions, no languages, no templates, no checks: what any program on this stack must pay at least.
   Not for: anything but tests/bench/pages.py. */
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the user of the measurement may see: a list by hand would have to ask the same. */
#define VISIBLE "deleted_at IS NULL AND province = '46' AND classification <> 'secret_ref'"
static const char record_sql[] = "SELECT * FROM r_agreement WHERE id = ?1 AND " VISIBLE;
static const char list_sql[] =
    "SELECT id, uid, code, title, state, version, org, province, classification, updated_at, ref_no, title_vi, agr_type,"
    " sign_date FROM r_agreement WHERE " VISIBLE " AND state = ?1 AND sign_date >= ?2"
    " ORDER BY sign_date DESC, id DESC LIMIT 50 OFFSET ?3";
static const char count_sql[] =
    "SELECT count(*) AS total FROM r_agreement WHERE " VISIBLE " AND state = ?1 AND sign_date >= ?2";

struct connection {
    sqlite3 *db;
    sqlite3_stmt *record, *list, *count;
};

static const char *database;
static _Thread_local struct connection own;

struct text {
    char *p;
    size_t n, cap;
};

static void add(struct text *t, const char *p, size_t n)
{
    if (t->n + n > t->cap) {
        t->cap = (t->n + n) * 2;
        t->p = realloc(t->p, t->cap);
        if (t->p == NULL)
            abort();
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
}

static void add_quoted(struct text *t, const char *p, size_t n)
{
    add(t, "\"", 1);
    for (size_t i = 0; i < n; i++) {
        char code[8];

        if (p[i] == '"' || p[i] == '\\')
            add(t, "\\", 1);
        if ((unsigned char)p[i] >= 0x20)
            add(t, p + i, 1);
        else
            add(t, code, (size_t)snprintf(code, sizeof code, "\\u%04x", (unsigned)p[i]));
    }
    add(t, "\"", 1);
}

static void add_row(struct text *t, sqlite3_stmt *s)
{
    int n = sqlite3_column_count(s);

    for (int i = 0; i < n; i++) {
        const char *name = sqlite3_column_name(s, i);

        add(t, i == 0 ? "{" : ",", 1);
        add_quoted(t, name, strlen(name));
        add(t, ":", 1);
        switch (sqlite3_column_type(s, i)) {
        case SQLITE_NULL:
            add(t, "null", 4);
            break;
        case SQLITE_INTEGER:
            add(t, (const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i));
            break;
        default:
            add_quoted(t, (const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i));
        }
    }
    add(t, "}", 1);
}

static sqlite3_stmt *prepared(const char *sql)
{
    sqlite3_stmt *s;

    if (sqlite3_prepare_v3(own.db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != SQLITE_OK) {
        fprintf(stderr, "floor: %s\n", sqlite3_errmsg(own.db));
        abort();
    }
    return s;
}

static void open_own(void)
{
    if (own.db != NULL)
        return;
    if (sqlite3_open_v2(database, &own.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        abort();
    sqlite3_exec(own.db, "PRAGMA cache_size=-8192", NULL, NULL, NULL);
    own.record = prepared(record_sql);
    own.list = prepared(list_sql);
    own.count = prepared(count_sql);
}

static void answer_list(struct MHD_Connection *c, struct text *t)
{
    const char *state = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "state"),
               *from = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "from"),
               *page = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "page");

    sqlite3_bind_text(own.list, 1, state, -1, SQLITE_STATIC);
    sqlite3_bind_text(own.list, 2, from, -1, SQLITE_STATIC);
    sqlite3_bind_int(own.list, 3, page == NULL ? 0 : (atoi(page) - 1) * 50);
    sqlite3_bind_text(own.count, 1, state, -1, SQLITE_STATIC);
    sqlite3_bind_text(own.count, 2, from, -1, SQLITE_STATIC);
    add(t, "{\"rows\":[", 9);
    for (int n = 0; sqlite3_step(own.list) == SQLITE_ROW; n++) {
        if (n > 0)
            add(t, ",", 1);
        add_row(t, own.list);
    }
    add(t, "],\"total\":", 10);
    if (sqlite3_step(own.count) == SQLITE_ROW)
        add_row(t, own.count);
    add(t, "}", 1);
    sqlite3_reset(own.list);
    sqlite3_reset(own.count);
}

static enum MHD_Result answer(void *arg, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *body, size_t *body_n, void **seen)
{
    struct text t = {0};
    unsigned code = 200;

    (void)arg, (void)method, (void)version, (void)body, (void)body_n;
    if (*seen == NULL) { /* the first call brings the headers only */
        *seen = &own;
        return MHD_YES;
    }
    open_own();
    if (strncmp(url, "/record/", 8) == 0) {
        sqlite3_bind_int64(own.record, 1, atoll(url + 8));
        if (sqlite3_step(own.record) == SQLITE_ROW)
            add_row(&t, own.record);
        else
            code = 404;
        sqlite3_reset(own.record);
    } else {
        answer_list(c, &t);
    }
    struct MHD_Response *r = MHD_create_response_from_buffer(t.n, t.p, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(r, "Content-Type", "application/json");
    enum MHD_Result ok = MHD_queue_response(c, code, r);
    MHD_destroy_response(r);
    return ok;
}

int main(int argc, char **argv)
{
    sigset_t end;
    int sig;

    if (argc != 4) {
        fputs("floor DATABASE PORT THREADS\n", stderr);
        return 2;
    }
    database = argv[1];
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigaddset(&end, SIGINT);
    pthread_sigmask(SIG_BLOCK, &end, NULL);
    struct MHD_Daemon *d =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)atoi(argv[2]), NULL, NULL, answer, NULL,
                         MHD_OPTION_THREAD_POOL_SIZE, (unsigned)atoi(argv[3]), MHD_OPTION_END);
    if (d == NULL) {
        fputs("floor: cannot listen\n", stderr);
        return 4;
    }
    sigwait(&end, &sig);
    MHD_stop_daemon(d);
    return 0;
}
