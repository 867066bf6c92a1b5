/* What the record engine costs beside the same work by hand, in one run and one process.  engine FOLDER [RECORDS]
     save    record_save (checks, numbers, row, search text, deadlines, version with its hash) in one transaction, beside
             plain INSERTs of the same rows into the same table with its indexes (aim: at most three times as much)
     json    one record as JSON by id, beside a bare SELECT of it
     list    a filtered, sorted page of 50 with the count (remembered while nothing changes), beside the same two SELECTs
     search  two words over all records, beside the bare index
   Times are of the processor, not of the clock on the wall. Not a timed test: it prints, people compare. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/crypto.h"
#include "platform/db.h"
#include "register/extent.h"
#include "register/list.h"
#include "register/migrate.h"
#include "register/search.h"
#include "rules/model.h"

static struct ctx cx;
static sqlite3 *raw;

static double now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void must(enum status st)
{
    if (st == OK)
        return;
    for (const struct problem *p = cx.problems; p != NULL; p = p->next)
        fprintf(stderr, "%s: %s %s\n", p->field, p->key, p->arg != NULL ? p->arg : "");
    fprintf(stderr, "%s %s\n", status_name(st), cx.detail != NULL ? cx.detail : "");
    exit(1);
}

static void must_sql(int rc)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(raw));
        exit(1);
    }
}

static void fill(struct record *rec, int i)
{
    static const char *const states[] = {"draft", "consulting", "signed", "in_force"};

    record_set(&cx, rec, "title_vi", arena_printf(cx.mem, "Bản ghi nhớ hợp tác số %d với tỉnh %d", i, i % 97));
    record_set(&cx, rec, "agr_type", i % 3 == 0 ? "mou" : "thoa_thuan");
    record_set(&cx, rec, "path", "ppc");
    record_set(&cx, rec, "fields", "economic,education");
    record_set(&cx, rec, "sign_date", date_text(cx.mem, date_add_days((struct date){2005, 1, 1}, (i * 37) % 7300)));
    record_set(&cx, rec, "purpose", "Tăng cường hợp tác hữu nghị giữa hai địa phương");
    record_set(&cx, rec, "sign_place", "Huế");
    rec->state = states[i % 4];
    rec->origin = "demo";
    rec->province = "46";
}

static double save(int n)
{
    const struct kind *k = kind_find("agreement");
    double from = now_us();
    bool paused;

    must(db_begin(&cx));
    must(extent_pause(&cx, k, n, &paused)); /* as an import does */
    for (int i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(cx.mem);
        struct record *rec = record_new(&cx, k);
        fill(rec, i);
        must(record_save(&cx, rec, "bench"));
        arena_rewind(cx.mem, m);
    }
    must(extent_go_on(&cx, k, paused));
    must(db_commit(&cx));
    return (now_us() - from) / n;
}

enum { BY_HAND = 100000 };

/* The values of the rows that were saved, all columns; the floor binds them again. */
static sqlite3_value **values_saved(int *ret_columns, int *ret_rows)
{
    sqlite3_stmt *s;
    sqlite3_value **v = NULL;
    int n = 0;

    must_sql(sqlite3_prepare_v2(raw, "SELECT * FROM r_agreement ORDER BY id LIMIT ?", -1, &s, NULL));
    sqlite3_bind_int(s, 1, BY_HAND);
    *ret_columns = sqlite3_column_count(s);
    v = calloc((size_t)BY_HAND * (size_t)*ret_columns, sizeof(sqlite3_value *));
    for (; v != NULL && sqlite3_step(s) == SQLITE_ROW; n++)
        for (int c = 0; c < *ret_columns; c++)
            if (sqlite3_column_type(s, c) != SQLITE_NULL)
                v[n * *ret_columns + c] = sqlite3_value_dup(sqlite3_column_value(s, c));
    sqlite3_finalize(s);
    *ret_rows = n;
    return v;
}

/* A table of the same shape with the same indexes in a file of its own. */
static void copy_schema(const char *folder)
{
    sqlite3_stmt *s;
    char sql[1200];

    (void)snprintf(sql, sizeof sql, "ATTACH '%s/hand.db' AS hand; PRAGMA hand.journal_mode=WAL; PRAGMA hand.synchronous=NORMAL",
                   folder);
    must_sql(sqlite3_exec(raw, sql, NULL, NULL, NULL));
    must_sql(sqlite3_prepare_v2(raw, "SELECT replace(replace(sql, 'CREATE TABLE \"', 'CREATE TABLE hand.\"'), 'INDEX \"i_', "
                                     "'INDEX hand.\"i_') FROM sqlite_master WHERE tbl_name = 'r_agreement' AND type <> 'trigger' AND sql IS NOT NULL "
                                     "ORDER BY type DESC", -1, &s, NULL));
    while (sqlite3_step(s) == SQLITE_ROW)
        must_sql(sqlite3_exec(raw, (const char *)sqlite3_column_text(s, 0), NULL, NULL, NULL));
    sqlite3_finalize(s);
}

/* Plain INSERTs of the same rows, all columns, into the same table with its indexes, in one transaction. */
static double insert_by_hand(const char *folder)
{
    int columns, rows;
    sqlite3_value **v = values_saved(&columns, &rows);
    sqlite3_stmt *s;
    char sql[4000] = "INSERT INTO hand.r_agreement VALUES (?";

    copy_schema(folder);
    for (int c = 1; c < columns; c++)
        strcat(sql, ", ?");
    strcat(sql, ")");
    must_sql(sqlite3_prepare_v2(raw, sql, -1, &s, NULL));
    double from = now_us();
    must_sql(sqlite3_exec(raw, "BEGIN", NULL, NULL, NULL));
    for (int i = 0; i < rows; i++) {
        for (int c = 0; c < columns; c++)
            if (v[i * columns + c] != NULL)
                sqlite3_bind_value(s, c + 1, v[i * columns + c]);
        must_sql(sqlite3_step(s));
        sqlite3_reset(s);
        sqlite3_clear_bindings(s);
    }
    must_sql(sqlite3_exec(raw, "COMMIT", NULL, NULL, NULL));
    double us = (now_us() - from) / rows;
    sqlite3_finalize(s);
    for (int i = 0; i < rows * columns; i++)
        sqlite3_value_free(v[i]);
    free(v);
    return us;
}

static int64_t first_id, last_id;

static double json(int n)
{
    const struct kind *k = kind_find("agreement");
    double from = now_us();

    for (int i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(cx.mem);
        struct buf out;
        buf_init(&out, cx.mem, 1 << 20);
        must(record_json_by_id(&cx, k, first_id + (i * 7919LL) % (last_id - first_id), &out));
        arena_rewind(cx.mem, m);
    }
    return (now_us() - from) / n;
}

static size_t taste; /* what the floor reads is used, so that it is not left out */

static void read_all(sqlite3_stmt *s)
{
    while (sqlite3_step(s) == SQLITE_ROW)
        for (int c = 0; c < sqlite3_column_count(s); c++)
            taste += sqlite3_column_text(s, c) == NULL ? 1 : (size_t)sqlite3_column_bytes(s, c);
    sqlite3_reset(s);
}

static double json_by_hand(int n)
{
    sqlite3_stmt *s;

    must_sql(sqlite3_prepare_v2(raw, "SELECT * FROM r_agreement WHERE id = ?", -1, &s, NULL));
    double from = now_us();
    for (int i = 0; i < n; i++) {
        sqlite3_bind_int64(s, 1, first_id + (i * 7919LL) % (last_id - first_id));
        read_all(s);
    }
    double us = (now_us() - from) / n;
    sqlite3_finalize(s);
    return us;
}

static double list(int n)
{
    const struct kind *k = kind_find("agreement");
    double from = now_us();

    for (int i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(cx.mem);
        struct list_query *q;
        struct buf out;
        const char *params = arena_printf(cx.mem, "state=signed&sign_date.from=2015-01-01&page=%d", 1 + i % 20);
        buf_init(&out, cx.mem, 1 << 22);
        must(list_parse(&cx, k, str_of(params), &q));
        must(list_json(&cx, q, &out));
        arena_rewind(cx.mem, m);
    }
    return (now_us() - from) / n;
}

static double list_by_hand(int n)
{
    sqlite3_stmt *count, *page;

    must_sql(sqlite3_prepare_v2(raw, "SELECT count(*) FROM r_agreement WHERE deleted_at IS NULL AND state = 'signed' AND "
                                     "sign_date >= '2015-01-01'", -1, &count, NULL));
    must_sql(sqlite3_prepare_v2(raw, "SELECT id, uid, code, title, state, version, org, province, classification, updated_at, "
                                     "ref_no, title_vi, agr_type, sign_date, effect_date, expiry_date FROM r_agreement WHERE "
                                     "deleted_at IS NULL AND state = 'signed' AND sign_date >= '2015-01-01' "
                                     "ORDER BY sign_date DESC, id DESC LIMIT 50 OFFSET ?", -1, &page, NULL));
    double from = now_us();
    for (int i = 0; i < n; i++) {
        read_all(count);
        sqlite3_bind_int(page, 1, 50 * (i % 20));
        read_all(page);
    }
    double us = (now_us() - from) / n;
    sqlite3_finalize(count);
    sqlite3_finalize(page);
    return us;
}

static double search(int n)
{
    double from = now_us();

    for (int i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(cx.mem);
        struct search_hit *hits;
        bool cut;
        size_t found;
        must(search_run(&cx, str_of(arena_printf(cx.mem, "ghi nho %d", i * 13)), NULL, 20, &hits, &found, &cut));
        arena_rewind(cx.mem, m);
    }
    return (now_us() - from) / n;
}

static double search_by_hand(int n)
{
    sqlite3_stmt *s;

    must_sql(sqlite3_prepare_v2(raw, "SELECT r.id, r.title FROM search s JOIN record r ON r.id = s.rowid WHERE search MATCH ? "
                                     "ORDER BY s.rowid DESC LIMIT 20", -1, &s, NULL));
    double from = now_us();
    for (int i = 0; i < n; i++) {
        char match[80];
        snprintf(match, sizeof match, "\"ghi\" AND \"nho\" AND \"%d\"*", i * 13);
        sqlite3_bind_text(s, 1, match, -1, SQLITE_TRANSIENT);
        read_all(s);
    }
    double us = (now_us() - from) / n;
    sqlite3_finalize(s);
    return us;
}

static void row(const char *what, double ours, double by_hand)
{
    printf("%-8s %10.1f us  by hand %10.1f us  ratio %5.2f\n", what, ours, by_hand, ours / by_hand);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    int n = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 100000;
    struct arena *mem = arena_new((size_t)4 << 30, NULL, NULL);
    struct rows *r;
    char path[1000];

    if (argc < 2)
        return 2;
    snprintf(path, sizeof path, "sqlite:%s/engine.db", argv[1]);
    ctx_init(&cx, mem, NULL);
    must(crypto_start(&cx));
    must(db_open(&cx, path, &cx.db));
    must(model_load(&cx, NULL));
    must(migrate_run(&cx, kind_all(), NULL));
    access_as_system(&cx);
    if (sqlite3_open(path + 7, &raw) != SQLITE_OK)
        return 1;
    must_sql(sqlite3_exec(raw, "PRAGMA cache_size=-8192", NULL, NULL, NULL));
    double saved = save(n);
    must(db_one(&cx, &r, "SELECT min(id) AS a, max(id) AS b FROM r_agreement"));
    first_id = rows_int(r, "a");
    last_id = rows_int(r, "b");
    row("save", saved, insert_by_hand(argv[1]));
    row("json", json(20000), json_by_hand(20000));
    cx.who = (struct who){.user_id = 5, .login = "director", .roles = ROLE_BIT(ROLE_DIR), .province = "46", .clearance = 2};
    row("json DIR", json(20000), json_by_hand(20000));
    row("list DIR", list(400), list_by_hand(400));
    access_as_system(&cx);
    row("list", list(400), list_by_hand(400));
    row("search", search(200), search_by_hand(200));
    sqlite3_close(raw);
    db_close(cx.db);
    return taste == 0;
}
