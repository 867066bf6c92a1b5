/* The fault storm: every allocation, database call and file call of a request fails once, and nothing may be half done.
     storm VAR FOLDER SCENARIO...
   VAR is an installation with the demonstration set; each run works on a copy of its database in FOLDER. A scenario is a
   request as text (tests/fault/NAME.http; "{login}" and "{csrf}" stand for a fresh session). For n = 1, 2, 3 … the n-th
   call fails; checked after each: the status says so, the database is as before or fully as after, the history counts
   what changed, no statement, transaction, file or descriptor is left, and the same request then works. Ends at the
   first n that no call reaches. CHANCERY_LONG=1 tries every n, otherwise every seventh and for CHANCERY_STORM_MS at
   most. Needs a build with -Dfaults=true; leaks are LeakSanitizer's to find.
   Not for: faults of whole processes (tests/crash). */
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/serving.h"
#include "cli/site.h"
#include "platform/db.h"
#include "platform/file.h"
#include "platform/http_server.h"
#include "register/attach.h"
#include "web/web.h"

enum door { DOOR_MEMORY, DOOR_DB, DOOR_DB_FULL, DOOR_FILE, DOOR__MAX };
static const char *const door_names[] = {"memory", "database", "disk full", "file"};

struct storm {
    struct ctx cx; /* of the whole program */
    const char *var, *folder, *db_path, *url;
    struct http_config config;
    void *app;
    enum door door;
    long n, hits; /* n 0 = no fault */
    int bad;
};

static long door_hits(enum door d)
{
    return d == DOOR_MEMORY ? arena_fault_hits() : d == DOOR_FILE ? file_fault_hits() : db_fault_hits();
}

static void arm(enum door d, long n)
{
    if (d == DOOR_MEMORY)
        arena_fault_arm(n);
    else if (d == DOOR_FILE)
        file_fault_arm(n, E_IO);
    else
        db_fault_arm(n, d == DOOR_DB ? E_DB : E_FULL);
}

static enum status armed_handle(struct ctx *cx, void *arg, const struct request *rq, struct response *rs)
{
    struct storm *s = arg;

    arm(s->door, s->n);
    s->hits = -1; /* stays when the arena is exhausted: then this does not return */
    enum status st = web_handle(cx, s->app, rq, rs);
    s->hits = door_hits(s->door);
    arm(s->door, 0);
    return st;
}

static void complain(struct storm *s, const char *scenario, const char *what, const char *detail)
{
    if (s->bad++ < 20)
        printf("%s: %s fault %ld: %s%s%.300s\n", scenario, door_names[s->door], s->n, what, *detail ? ": " : "", detail);
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[1 << 16];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    size_t n;

    if (in == NULL || out == NULL)
        abort();
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        if (fwrite(bytes, 1, n, out) != n)
            abort();
    fclose(in);
    fclose(out);
}

/* Bytes kept under their own hash are whole or not there, and the next load finds them: they may stay after a fault. */
static bool is_digest(const char *name)
{
    return strlen(name) == 64 && strspn(name, "0123456789abcdef") == 64;
}

static int entries_under(const char *folder)
{
    DIR *d = opendir(folder);
    int n = 0;

    if (d == NULL)
        return 0;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        char path[4096];
        struct stat st;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || is_digest(e->d_name))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        n += lstat(path, &st) == 0 && S_ISDIR(st.st_mode) ? entries_under(path) : 1;
    }
    closedir(d);
    return n;
}

/* What the database says: a hash over every row of every table, and the number of rows. */
struct picture {
    uint64_t hash;
    int64_t rows;
    int files;
    bool sound;
};

static int64_t one_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st;
    int64_t n = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

/* Every record of a kind has as many versions in the history as its number says. */
static bool versions_fit(sqlite3 *db, const char *table)
{
    char sql[400];

    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM \"%s\" t WHERE t.version <> (SELECT count(*) FROM history h WHERE h.record_id = t.id"
             " AND h.version IS NOT NULL)", table);
    return strncmp(table, "r_", 2) != 0 || one_number(db, sql) == 0;
}

static void hash_rows(sqlite3 *db, const char *table, struct picture *p)
{
    char sql[300];
    sqlite3_stmt *st;

    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        return;
    while (sqlite3_step(st) == SQLITE_ROW) {
        p->rows++;
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const unsigned char *v = sqlite3_column_blob(st, i);

            for (int k = 0; k < sqlite3_column_bytes(st, i); k++)
                p->hash = (p->hash ^ v[k]) * 0x100000001B3U;
            p->hash = (p->hash ^ 0xFF) * 0x100000001B3U;
        }
    }
    sqlite3_finalize(st);
}

static struct picture look(struct storm *s)
{
    struct picture p = {.hash = 0xCBF29CE484222325U};
    sqlite3 *db;
    sqlite3_stmt *st;

    if (sqlite3_open_v2(s->db_path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        abort();
    if (sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", -1, &st, NULL) != 0)
        abort();
    p.sound = one_number(db, "SELECT count(*) FROM pragma_foreign_key_check") == 0;
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(st, 0);

        hash_rows(db, table, &p);
        p.sound = p.sound && versions_fit(db, table);
    }
    sqlite3_finalize(st);
    p.files = entries_under(s->folder);
    sqlite3_close(db);
    return p;
}

static int descriptors(void)
{
    return entries_under("/proc/self/fd");
}

/* What an earlier run kept goes: while the bytes stand the next one would not write them. */
static void forget_bytes(const char *folder, const char *as_it_was)
{
    DIR *d = opendir(folder);

    if (d == NULL)
        return;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        char path[4096], first[4096];
        struct stat st;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        snprintf(first, sizeof first, "%s/%s", as_it_was, e->d_name);
        if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
            forget_bytes(path, first);
        else if (access(first, F_OK) != 0)
            (void)unlink(path);
    }
    closedir(d);
}

/* A fresh copy of the installation's database, open on the program's context. */
static void fresh(struct storm *s)
{
    char path[4096], files[4096];
    const char *const tails[] = {"-wal", "-shm"};

    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s%s", s->db_path, tails[i]);
        (void)unlink(path);
    }
    snprintf(path, sizeof path, "%s/chancery.db", s->var);
    copy_file(path, s->db_path);
    snprintf(files, sizeof files, "%s/files", s->folder);
    snprintf(path, sizeof path, "%s/files", s->var);
    forget_bytes(files, path);
    /* The first statement opens what the connection keeps open: before anything is counted. */
    if (db_open(&s->cx, s->url, &s->cx.db) != OK || db_script(&s->cx, STR("SELECT 1")) != OK)
        abort();
}

static int code_of(struct str reply)
{
    return reply.n > 12 ? atoi(reply.p + 9) : 0;
}

/* The request without or with its fault; the connection is closed after. */
static int run(struct storm *s, const char *scenario, struct str text, long n, struct picture *ret_after)
{
    struct arena_mark m = arena_mark(s->cx.mem);
    struct str reply;

    s->n = n;
    int open_before = descriptors();
    if (http_server_once(&s->cx, &s->config, text, &reply) != OK)
        abort();
    long hits = s->hits < 0 ? 1 : s->hits;
    arm(s->door, 0);
    int code = code_of(reply);
    if (!db_is_idle(s->cx.db))
        complain(s, scenario, "a statement or transaction is left open", "");
    if (descriptors() != open_before)
        complain(s, scenario, "a descriptor is left open", "");
    *ret_after = look(s);
    if (n > 0 && hits > 0 && code < 400)
        code = -code; /* a fault that was caught: the answer must be whole */
    arena_rewind(s->cx.mem, m);
    return hits > 0 || n == 0 ? code : 0;
}

static bool is_failure(int code)
{
    return code == 503 || code == 500 || code == 507;
}

static void one_fault(struct storm *s, const char *scenario, struct str text, long n, int good_code,
                      struct picture before, struct picture good, bool *ret_hit)
{
    struct picture after, again;

    fresh(s);
    int code = run(s, scenario, text, n, &after);
    *ret_hit = code != 0;
    if (code == 0) {
        db_close(s->cx.db);
        return;
    }
    bool as_before = after.hash == before.hash && after.rows == before.rows, as_after = after.rows == good.rows;
    if (code > 0 && !is_failure(code))
        complain(s, scenario, "the status hides the fault", arena_printf(s->cx.mem, "%d", code));
    if (!as_before && !as_after)
        complain(s, scenario, "half written", arena_printf(s->cx.mem, "%lld rows, before %lld, after %lld",
                 (long long)after.rows, (long long)before.rows, (long long)good.rows));
    if (code < 0 && -code == good_code && !as_after)
        complain(s, scenario, "says done and is not", "");
    if (!after.sound)
        complain(s, scenario, "history or links do not fit", "");
    if (after.files > (as_before ? before.files : good.files))
        complain(s, scenario, "a file is left", "");
    if (as_before && run(s, scenario, text, 0, &again) != good_code)
        complain(s, scenario, "the next request does not work", "");
    db_close(s->cx.db);
}

static long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void storm_request(struct storm *s, const char *scenario, struct str text)
{
    bool all = getenv("CHANCERY_LONG") != NULL;
    long limit = getenv("CHANCERY_STORM_MS") != NULL ? atol(getenv("CHANCERY_STORM_MS")) : 4000;
    struct picture before, good;
    long reached[DOOR__MAX], tried = 0, end = now_ms() + limit;

    fresh(s);
    before = look(s);
    int good_code = run(s, scenario, text, 0, &good);
    db_close(s->cx.db);
    if (good_code >= 400 || good_code < 200 || !good.sound)
        complain(s, scenario, "does not work without faults", arena_printf(s->cx.mem, "%d", good_code));
    for (s->door = 0; s->door < DOOR__MAX; s->door++) {
        bool hit = true;

        for (long n = 1; hit && (all || now_ms() < end || n < 8); n += all || n < 8 ? 1 : 7) {
            reached[s->door] = n;
            tried++;
            one_fault(s, scenario, text, n, good_code, before, good, &hit);
        }
        end += limit / DOOR__MAX;
    }
    s->door = 0;
    printf("%s: %d, %ld faults, up to memory %ld, database %ld, disk full %ld, file %ld\n", scenario, good_code, tried,
           reached[0], reached[1], reached[2], reached[3]);
    fflush(stdout);
}

/* ---- scenarios ---- */

/* Text of the first cell, or "" */
static const char *one_text(struct storm *s, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *st;
    const char *text = "";
    char path[4096];

    snprintf(path, sizeof path, "%s/chancery.db", s->var);
    if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
        printf("%s: %s\n", sql, sqlite3_errmsg(db));
        abort();
    }
    if (sqlite3_step(st) == SQLITE_ROW)
        text = arena_strdup(s->cx.mem, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    sqlite3_close(db);
    return text == NULL ? "" : text;
}

/* "{sql:SELECT …}" in a scenario stands for the first cell of its answer in the installation. */
static struct str fill(struct storm *s, struct str text)
{
    struct buf b;

    buf_init(&b, s->cx.mem, 1 << 20);
    for (;;) {
        size_t at = str_find(text, STR("{sql:"));

        buf_add(&b, str_sub(text, 0, at));
        if (at == text.n)
            break;
        text = str_sub(text, at + 5, text.n);
        size_t end = str_find(text, STR("}"));
        buf_add_c(&b, one_text(s, arena_strndup(s->cx.mem, text.p, end)));
        text = str_sub(text, end + 1, text.n);
    }
    return buf_str(&b);
}

/* Logs in on the installation itself, so that every copy of its database knows the session. */
static const char *cookie_of(struct storm *s, struct str login)
{
    struct str reply;
    char path[4096];
    const char *password = getenv("CHANCERY_PASSWORD");

    snprintf(path, sizeof path, "sqlite:%s/chancery.db", s->var);
    if (db_open(&s->cx, path, &s->cx.db) != OK)
        abort();
    struct str text = str_of(arena_printf(s->cx.mem,
        "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nlogin=%.*s&password=%s",
        STR_ARGS(login), password == NULL ? "" : password));
    s->n = 0;
    if (http_server_once(&s->cx, &s->config, text, &reply) != OK)
        abort();
    db_close(s->cx.db);
    (void)one_text(s, "PRAGMA wal_checkpoint(TRUNCATE)"); /* so that a copy of the one file has it all */
    size_t at = str_find(reply, STR("Set-Cookie: chancery="));
    if (at == reply.n)
        return "";
    reply = str_sub(reply, at + 12, reply.n);
    return arena_strndup(s->cx.mem, reply.p, str_find(reply, STR(";")));
}

/* A scenario: "as LOGIN" (or "as nobody") in the first line, then the request; its headers are completed here. */
static struct str read_scenario(struct storm *s, const char *path)
{
    struct str rest, line, who, request;

    if (file_read(&s->cx, path, 1 << 20, &rest) != OK || !str_next(&rest, '\n', &line) || !str_starts(line, "as "))
        abort();
    who = str_sub(line, 3, line.n);
    const char *cookie = str_is(who, "nobody") ? "" : cookie_of(s, who);
    if (!str_next(&rest, '\n', &request))
        abort();
    const char *csrf = one_text(s, "SELECT csrf FROM session ORDER BY rowid DESC LIMIT 1");
    const char *line_of = *cookie == 0 ? "" : arena_printf(s->cx.mem, "Cookie: %s\n", cookie); /* else the scenario's */
    return fill(s, str_of(arena_printf(s->cx.mem, "%.*s HTTP/1.1\nHost: x\n%sX-CSRF-Token: %s\n%.*s",
                                       STR_ARGS(request), line_of, csrf, STR_ARGS(rest))));
}

/* The name of the scenario's file without folder and ending. */
static const char *name_of(struct storm *s, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;

    return arena_strndup(s->cx.mem, name, strcspn(name, "."));
}

_Noreturn static void no_memory(void *arg)
{
    (void)arg;
    abort();
}

int main(int argc, char **argv)
{
    struct storm s = {.cx = {0}};
    struct arena *mem = arena_new((size_t)2 << 30, no_memory, NULL);

    if (argc < 4 || mem == NULL) {
        fputs("storm VAR FOLDER SCENARIO...\n", stderr);
        return 2;
    }
    s.var = argv[1];
    s.folder = argv[2];
    setenv("CHANCERY_VAR", s.var, 1);
    ctx_init(&s.cx, mem, NULL);
    s.cx.fixed_now = 1790000000;
    s.db_path = arena_printf(mem, "%s/chancery.db", s.folder);
    s.url = arena_printf(mem, "sqlite:%s", s.db_path);
    if (site_open(&s.cx) != OK || serving_config(&s.cx, &s.config, NULL) != OK) {
        printf("the installation does not open: %s\n", s.cx.detail);
        return 1;
    }
    s.app = s.config.app;
    s.config.handle = armed_handle;
    s.config.app = &s;
    attach_set_folder(arena_printf(mem, "%s/files", s.folder));
    struct db *own = s.cx.db;
    for (int i = 3; i < argc; i++)
        storm_request(&s, name_of(&s, argv[i]), read_scenario(&s, argv[i]));
    s.cx.db = own;
    arena_free(mem);
    printf(s.bad > 0 ? "%d faults of ours\n" : "the storm is over\n", s.bad);
    return s.bad > 0;
}
