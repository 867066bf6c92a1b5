/* The record engine over a million records of ten kinds, beside the same SQL by hand through sqlite3's C API, in one
   process.  million FOLDER [RECORDS]
   Fills FOLDER/million.db through the program's own schema (some 2.5 GB a million), then prints for each question what the
   engine's function costs, what the statement by hand costs, and the ratio (aim: 1.5 at most). By hand means: prepared once,
   values read as text, the rights written out as a condition of that user. Times are of the processor, medians of
   alternating rounds. Not a timed test: it prints, people compare. tests/bench/million.py builds and runs it.
   Not for: HTTP (pages.py), saving (engine.c). */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "register/history.h"
#include "register/list.h"
#include "register/migrate.h"
#include "register/record_memo.h"
#include "register/search.h"
#include "rules/model.h"

enum { ROUNDS = 5, FIRST_ID = 10 };

static struct ctx cx;
static sqlite3 *raw;
static int64_t first_id[10], last_id[10]; /* of each kind below */
static size_t taste; /* what is read by hand is used, so that it is not left out */

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

/* ---- filling: one INSERT … SELECT per kind; i counts its rows, @N@ stands for the first id of the N-th kind ---- */

static const struct {
    const char *kind;
    int share; /* of 100 */
    const char *title, *columns, *values, *parent, *parent_id;
} kinds[10] = {
    {"org", 4, "'Cơ quan chuyên môn số ' || i || ' thành phố Huế'", "name_vi, abbr, kind, tier",
     "'Cơ quan chuyên môn số ' || i || ' thành phố Huế', 'CQ' || i, 'dept', 'prov'", NULL, NULL},
    {"place", 3, "'Thành phố ' || i || ' tỉnh ' || (i % 97)", "name_vi, name_en, country",
     "'Thành phố ' || i || ' tỉnh ' || (i % 97), 'City ' || i, substr('JPKRLACNFR', 1 + 2 * (i % 5), 2)", NULL, NULL},
    {"partner_org", 8, "'Đối tác nước ngoài ' || i", "name_vi, name_en, country, place, kind",
     "'Đối tác nước ngoài ' || i, 'Partner ' || i, substr('JPKRLACNFR', 1 + 2 * (i % 5), 2), @1@ + i % #1#, 'university'",
     NULL, NULL},
    {"contact", 15, "'Nguyễn Văn ' || i", "full_name, partner_org, country, email",
     "'Nguyễn Văn ' || i, @2@ + (i * 7919) % #2#, substr('JPKRLACNFR', 1 + 2 * (i % 5), 2), 'a' || i || '@example.org'",
     NULL, NULL},
    {"source", 6, "'Báo cáo công tác đối ngoại ' || i", "title_vi, published, original_lang, about",
     "'Báo cáo công tác đối ngoại ' || i, date('2005-01-01', '+' || (i * 37 % 7300) || ' days'), 'vi', @0@ + i % #0#",
     NULL, NULL},
    {"term", 2, "'thuật ngữ ' || i", "term_vi, term_foreign, language",
     "'thuật ngữ ' || i, 'term ' || i, CASE i % 2 WHEN 0 THEN 'en' ELSE 'de' END", NULL, NULL},
    {"agreement", 30, "'Bản ghi nhớ hợp tác số ' || i || ' với tỉnh ' || (i % 977)",
     "title_vi, title_foreign, ref_no, agr_type, path, fields, sign_date, purpose, sign_place, proposer",
     "'Bản ghi nhớ hợp tác số ' || i || ' với tỉnh ' || (i % 977), 'Memorandum no. ' || i, (2000 + i % 26) || '-' || i, "
     "CASE i % 3 WHEN 0 THEN 'mou' WHEN 1 THEN 'thoa_thuan' ELSE 'khac' END, 'ppc', ' economic education ', "
     "date('2005-01-01', '+' || (i * 37 % 7300) || ' days'), 'Tăng cường hợp tác hữu nghị giữa hai địa phương', 'Huế', "
     "@0@ + i % #0#", NULL, NULL},
    {"relation", 7, "'Quan hệ hợp tác ' || i", "title_vi, vn_side, partner_org, rel_type, founding_agreement",
     "'Quan hệ hợp tác ' || i, @0@ + i % #0#, @2@ + (i * 31) % #2#, 'twin', @6@ + (i * 13) % #6#", NULL, NULL},
    {"consultation", 15, "'Cơ quan ' || i", "asked, sent_date, answer",
     "@0@ + i % #0#, date('2005-01-01', '+' || (i * 37 % 7300) || ' days'), 'agree'", "agreement", "@6@ + (i * 7) % #6#"},
    {"commitment", 10, "'Cam kết ' || i || ' về trao đổi học sinh'", "text, due, lead",
     "'Cam kết ' || i || ' về trao đổi học sinh', date('2005-01-01', '+' || (i * 53 % 9300) || ' days'), @0@ + i % #0#",
     "agreement", "@6@ + (i * 11) % #6#"},
};

static void add_numbered(struct buf *out, const char *text)
{
    for (const char *p = text; *p != 0; p++) {
        if ((*p != '@' && *p != '#') || p[1] < '0' || p[1] > '9' || p[2] != *p) {
            buf_byte(out, *p);
            continue;
        }
        int n = p[1] - '0';
        buf_printf(out, "%lld", (long long)(*p == '@' ? first_id[n] : last_id[n] - first_id[n] + 1));
        p += 2;
    }
}

static const char *state_of(const struct kind *k)
{
    struct buf b;

    buf_init(&b, cx.mem, 1 << 16);
    buf_printf(&b, k->n_states == 0 ? "NULL" : "CASE i %% %u", k->n_states);
    for (unsigned i = 0; i < k->n_states; i++)
        buf_printf(&b, " WHEN %u THEN '%s'", i, k->states[i].id);
    buf_add_c(&b, k->n_states == 0 ? "" : " END");
    return buf_str(&b).p;
}

static void fill_kind(int which, int64_t from, int64_t n)
{
    const struct kind *k = kind_find(kinds[which].kind);
    struct buf b;

    first_id[which] = from;
    last_id[which] = from + n - 1;
    buf_init(&b, cx.mem, 1 << 20);
    buf_printf(&b, "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < %lld) INSERT INTO %s "
               "(id, uid, title, state, state_since, version, org, unit, province, classification, origin, created_at, "
               "created_by, updated_at, updated_by, %s%s) SELECT %lld + i, printf('MILLION%%d-%%012d', %d, i), ",
               (long long)(n - 1), k->table, kind_is_sub(k) ? "parent_kind, parent_id, " : "", kinds[which].columns,
               (long long)from, which);
    add_numbered(&b, kinds[which].title);
    buf_printf(&b, ", %s, 1760000000 + i, 1, %d, NULL, '46', CASE i %% 50 WHEN 7 THEN 'restricted' ELSE 'internal' END, "
               "'import', 1760000000, 5, 1760000000 + i, 5, ", state_of(k), FIRST_ID);
    if (kind_is_sub(k)) {
        buf_printf(&b, "'%s', ", kinds[which].parent);
        add_numbered(&b, kinds[which].parent_id);
        buf_add_c(&b, ", ");
    }
    add_numbered(&b, kinds[which].values);
    buf_add_c(&b, " FROM c");
    must(db_script(&cx, buf_str(&b)));
    must(db_script(&cx, str_of(arena_printf(cx.mem,
        "INSERT INTO record (id, uid, kind, code, title) SELECT id, uid, '%s', code, title FROM %s ORDER BY id;"
        "INSERT INTO search (rowid, body) SELECT id, fold(title) FROM %s ORDER BY id;"
        "INSERT INTO history (seq, at, user_id, login, what, kind, record_id, parent_id, version, body, hash, chain) SELECT id, "
        "created_at, 5, 'off', 'create', '%s', id, %s, 1, json_object('state', state, 'fields', json_object('title', title)), "
        "hex(randomblob(32)), hex(randomblob(32)) FROM %s ORDER BY id", k->id, k->table, k->table, k->id,
        kind_is_sub(k) ? "parent_id" : "NULL", k->table))));
}

static void fill(int64_t records)
{
    int64_t from = FIRST_ID;
    double began = now_us();

    must(db_script(&cx, STR("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000")));
    for (int i = 0; i < 10; i++) { /* one transaction a kind keeps the log of the database small */
        int64_t n = records * kinds[i].share / 100;
        must(db_begin(&cx));
        fill_kind(i, from, n);
        must(db_commit(&cx));
        from += n;
    }
    must(db_script(&cx, STR("INSERT INTO search (search) VALUES ('optimize')")));
    must(db_script(&cx, STR("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA cache_size=-8192")));
    printf("%lld records in %.0f s\n", (long long)(from - FIRST_ID), (now_us() - began) / 1e6);
    fflush(stdout);
}

/* ---- measuring ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct hand { /* up to four statements run one after the other with these numbers */
    const char *sql[6];
    int64_t (*number)(int i); /* bound to every mark that stands there; NULL: none */
    const char *(*text)(int i);
};

static void run_hand(sqlite3_stmt **s, const struct hand *h, int i)
{
    for (int k = 0; k < 6 && s[k] != NULL; k++) {
        for (int p = 1; p <= sqlite3_bind_parameter_count(s[k]); p++)
            if (h->text != NULL)
                sqlite3_bind_text(s[k], p, h->text(i), -1, SQLITE_TRANSIENT);
            else
                sqlite3_bind_int64(s[k], p, h->number(i));
        while (sqlite3_step(s[k]) == SQLITE_ROW)
            for (int c = 0; c < sqlite3_column_count(s[k]); c++)
                taste += sqlite3_column_text(s[k], c) == NULL ? 1 : (size_t)sqlite3_column_bytes(s[k], c);
        sqlite3_reset(s[k]);
    }
}

static void prepare(const struct hand *h, sqlite3_stmt **s)
{
    for (int k = 0; k < 6 && h->sql[k] != NULL; k++)
        if (sqlite3_prepare_v2(raw, h->sql[k], -1, &s[k], NULL) != SQLITE_OK) {
            fprintf(stderr, "%s in %s\n", sqlite3_errmsg(raw), h->sql[k]);
            exit(1);
        }
}

static void compare(const char *what, void (*ours)(int i), const struct hand *h, int times)
{
    double mine[ROUNDS], theirs[ROUNDS];
    sqlite3_stmt *s[6] = {NULL};

    prepare(h, s);
    for (int r = -1; r < ROUNDS; r++) { /* the first round warms up */
        double a = now_us();
        for (int i = 0; i < times; i++) {
            struct arena_mark m = arena_mark(cx.mem);
            db_view_begin(&cx);
            ours(r * times + i + times);
            db_rollback(&cx);
            record_memo_end(&cx);
            arena_rewind(cx.mem, m);
        }
        double b = now_us();
        for (int i = 0; i < times; i++)
            run_hand(s, h, r * times + i + times);
        double c = now_us();
        if (r >= 0)
            mine[r] = (b - a) / times, theirs[r] = (c - b) / times;
    }
    qsort(mine, ROUNDS, sizeof *mine, by_size);
    qsort(theirs, ROUNDS, sizeof *theirs, by_size);
    printf("%-44s %11.1f us  by hand %11.1f us  ratio %5.2f\n", what, mine[ROUNDS / 2], theirs[ROUNDS / 2],
           mine[ROUNDS / 2] / theirs[ROUNDS / 2]);
    fflush(stdout);
    for (int k = 0; k < 6; k++)
        sqlite3_finalize(s[k]);
}

/* ---- the questions ---- */

static const char *params; /* of the list asked for */
static int first_page;     /* the first of twenty */
static bool count_anew;    /* as after a change: the remembered count is thrown away */

static void list(int i)
{
    struct list_query *q;
    struct buf out;
    const char *text = arena_printf(cx.mem, "%s&page=%d", params, first_page + i % 20);

    if (count_anew)
        must(db_exec(&cx, NULL, "UPDATE meta SET value = value WHERE name = 'fingerprint'"));
    db_view_begin(&cx);
    buf_init(&out, cx.mem, 1 << 22);
    must(list_parse(&cx, kind_find("agreement"), str_of(text), &q));
    must(list_json(&cx, q, &out));
    taste += out.n;
}

static int64_t any_agreement(int i)
{
    return first_id[6] + (i * 7919LL) % (last_id[6] - first_id[6] + 1);
}

static void record_page(int i)
{
    struct record *rec;
    struct record_link *links;
    struct record_set set;
    struct history_row *rows;
    size_t n;

    record_memo_begin(&cx);
    must(record_load(&cx, kind_find("agreement"), any_agreement(i), &rec));
    must(record_children(&cx, rec, "consultations", &set));
    must(record_children(&cx, rec, "commitments", &set));
    must(record_links(&cx, rec, &links, &n));
    must(history_of(&cx, rec->id, true, 41, &rows, &n));
    taste += n + (record_title_in(&cx, kind_find("org"), first_id[0]) != NULL);
}

static const char *word_of(int i)
{
    static char text[80];

    (void)snprintf(text, sizeof text, "\"ghi\" AND \"nho\" AND \"%d\"*", (i * 13) % 300000);
    return text;
}


static const char *common_of(int i)
{
    (void)i;
    return "\"hop\" AND \"tac\"*";
}

static void search_one(int i)
{
    struct search_hit *hits;
    bool cut;
    size_t n;

    must(search_run(&cx, str_of(arena_printf(cx.mem, "ghi nhớ %d", (i * 13) % 300000)), NULL, 20, &hits, &n, &cut));
    taste += n;
}

static void search_common(int i)
{
    struct search_hit *hits;
    bool cut;
    size_t n;

    (void)i;
    must(search_run(&cx, STR("hợp tác"), NULL, 20, &hits, &n, &cut));
    taste += n;
}

static int64_t offset_of(int i)
{
    return 50 * (first_page - 1 + i % 20);
}

#define COLUMNS                                                                                                       \
    "SELECT id, uid, code, title, state, version, org, province, classification, updated_at, ref_no, title_vi, "      \
    "agr_type, sign_date, effect_date, expiry_date FROM r_agreement WHERE "
#define LIVE "deleted_at IS NULL "
#define PROV LIVE "AND province = '46' AND classification <> 'secret_ref' "
#define UNIT LIVE "AND org = 10 AND classification <> 'restricted' AND classification <> 'secret_ref' "
#define COUNT "SELECT count(*) FROM r_agreement WHERE "
#define PAGE "LIMIT 50 OFFSET ?"
#define BY_DAY "ORDER BY sign_date DESC, id DESC "
#define FOUND "AND id IN (SELECT rowid FROM search WHERE search MATCH '\"hop\" AND \"tac\" AND \"77\"*') "
#define WIDE "AND id IN (SELECT rowid FROM search WHERE search MATCH '\"hop\" AND \"tac\"*') "
#define SIGNED "AND state = 'signed' AND sign_date >= '2015-01-01' "

static const struct who director = {.user_id = 5, .login = "director", .roles = ROLE_BIT(ROLE_DIR), .province = "46", .clearance = 2},
                        officer = {.user_id = 6, .login = "officer", .roles = ROLE_BIT(ROLE_OFF), .org_id = FIRST_ID, .clearance = 1};

/* What is asked, by whom (NULL: the program itself, without a condition), and the same by hand. */
static const struct {
    const char *what;
    const struct who *who;
    const char *params;
    bool anew;
    const char *count, *page;
    int times, first_page; /* 0: the first */
} lists[] = {
    {"list, first pages, count remembered", NULL, "", false, NULL, COLUMNS LIVE BY_DAY PAGE, 100},
    {"  the same within the province", &director, "", false, NULL, COLUMNS PROV BY_DAY PAGE, 100},
    {"  the same within the unit", &officer, "", false, NULL, COLUMNS UNIT BY_DAY PAGE, 100},
    {"list, first pages, counted anew", NULL, "", true, COUNT LIVE, COLUMNS LIVE BY_DAY PAGE, 5},
    {"  the same within the province", &director, "", true, COUNT PROV, COLUMNS PROV BY_DAY PAGE, 5},
    {"  the same within the unit", &officer, "", true, COUNT UNIT, COLUMNS UNIT BY_DAY PAGE, 5},
    {"list, pages 5001 to 5020", NULL, "", false, NULL, COLUMNS LIVE BY_DAY PAGE, 5, 5001},
    {"  the same within the province", &director, "", false, NULL, COLUMNS PROV BY_DAY PAGE, 5, 5001},
    {"list, state and day", NULL, "state=signed&sign_date.from=2015-01-01", false, NULL, COLUMNS LIVE SIGNED BY_DAY PAGE, 100},
    {"  the same, counted anew", &director, "state=signed&sign_date.from=2015-01-01", true, COUNT PROV SIGNED, COLUMNS PROV SIGNED BY_DAY PAGE, 10},
    {"list, sorted by three columns", &director, "sort=agr_type,-sign_date,title_vi", false, NULL,
     COLUMNS PROV "ORDER BY agr_type, sign_date DESC, title_vi, id " PAGE, 3},
    {"list, sorted by title", &director, "sort=title_vi", false, NULL, COLUMNS PROV "ORDER BY title_vi, id " PAGE, 3},
    {"list, words, few", &director, "q=h%E1%BB%A3p+t%C3%A1c+77", true, COUNT PROV FOUND, COLUMNS PROV FOUND BY_DAY PAGE, 5},
    {"list, words that all records have", &director, "q=h%E1%BB%A3p+t%C3%A1c", true, COUNT PROV WIDE, COLUMNS PROV WIDE BY_DAY PAGE, 2},
    {"list, a piece of the title", &director, "title_vi=hop+tac+so+77", true, COUNT PROV "AND fold(title_vi) LIKE '%hop tac so 77%' ",
     COLUMNS PROV "AND fold(title_vi) LIKE '%hop tac so 77%' " BY_DAY PAGE, 1},
};

#define HEAD "SELECT t.id, t.uid, t.title, t.state, t.org, t.province, t.classification FROM "
static const struct hand record_by_hand = {
    .sql = {"SELECT * FROM r_agreement WHERE id = ?", "SELECT * FROM r_consultation WHERE parent_id = ? AND deleted_at IS NULL ORDER BY id",
            "SELECT * FROM r_commitment WHERE parent_id = ? AND deleted_at IS NULL ORDER BY id",
            HEAD "r_relation t WHERE founding_agreement = ? AND deleted_at IS NULL UNION ALL " HEAD "r_relation t JOIN link l ON "
            "l.from_id = t.id AND l.field = 'agreements' WHERE l.to_id = ? UNION ALL " HEAD "r_agreement t WHERE prev_agreement = ? "
            "AND deleted_at IS NULL",
            "SELECT * FROM history WHERE record_id = ? ORDER BY seq DESC LIMIT 41", "SELECT * FROM history WHERE parent_id = ? ORDER BY seq DESC LIMIT 41"},
    .number = any_agreement,
};
#define HITS "SELECT r.id, r.kind, r.title FROM search s JOIN record r ON r.id = s.rowid WHERE search MATCH ? ORDER BY s.rowid DESC LIMIT 20"

static void act_as(const struct who *who)
{
    if (who == NULL)
        access_as_system(&cx);
    else
        cx.who = *who;
}

static void fold_by_hand(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    struct arena_mark m = arena_mark(cx.mem);
    struct str f = utf8_fold(cx.mem, (struct str){(const char *)sqlite3_value_text(v[0]), (size_t)sqlite3_value_bytes(v[0])});
    sqlite3_result_text(c, f.p, (int)f.n, SQLITE_TRANSIENT);
    arena_rewind(cx.mem, m);
}

static void measure(void)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct hand h = {.sql = {lists[i].count != NULL ? lists[i].count : lists[i].page, lists[i].count != NULL ? lists[i].page : NULL},
                         .number = offset_of};
        act_as(lists[i].who);
        params = lists[i].params;
        count_anew = lists[i].anew;
        first_page = lists[i].first_page == 0 ? 1 : lists[i].first_page;
        compare(lists[i].what, list, &h, lists[i].times);
    }
    act_as(&director);
    compare("record with sub-records, links, history", record_page, &record_by_hand, 500);
    compare("search over all, few hits", search_one, &(struct hand){.sql = {HITS}, .text = word_of}, 20);
    compare("search over all, two common words", search_common, &(struct hand){.sql = {HITS}, .text = common_of}, 5);
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new((size_t)4 << 30, NULL, NULL);
    char path[1000];

    if (argc < 2)
        return 2;
    (void)snprintf(path, sizeof path, "sqlite:%s/million.db", argv[1]);
    ctx_init(&cx, mem, NULL);
    must(crypto_start(&cx));
    must(db_open(&cx, path, &cx.db));
    must(model_load(&cx, NULL));
    must(migrate_run(&cx, kind_all(), NULL));
    access_as_system(&cx);
    fill(argc > 2 ? strtol(argv[2], NULL, 10) : 1000000);
    if (sqlite3_open(path + 7, &raw) != SQLITE_OK ||
        sqlite3_create_function(raw, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fold_by_hand, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(raw, "PRAGMA cache_size=-8192", NULL, NULL, NULL) != SQLITE_OK)
        return 1;
    measure();
    sqlite3_close(raw);
    db_close(cx.db);
    return taste == 0;
}
