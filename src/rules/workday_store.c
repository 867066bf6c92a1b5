/* See workday_store.h. The number in table meta (calendar.version) tells every process that a day was changed; it is
   written in the transaction of the change, so what is rolled back is never read. */
#include "rules/workday_store.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/list.h"
#include "register/record_sql.h"

enum { PAGE = 500, TABLE_MIB = 8, KEPT = 8 };

static const struct workday_row *base;
static size_t n_base;

/* Tables of before stay for a while: others may still be counting by them. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct arena *kept[KEPT];
static unsigned next_kept;
static int64_t version_read;

void workday_store_base(const struct workday_row *rows, size_t n)
{
    base = rows;
    n_base = n;
}

static const struct kind *calendar_kind(void)
{
    for (size_t i = 0; i < kind_all()->n; i++)
        if (kind_all()->at[i]->serves != NULL && strcmp(kind_all()->at[i]->serves, "calendar") == 0)
            return kind_all()->at[i];
    return NULL;
}

static enum status version_of(struct ctx *cx, int64_t *ret_version)
{
    static const struct str name = {"calendar.version", 16};
    struct rows *r;
    long long n = 0;

    if (db_memo_get(cx, name, 0, NULL, ret_version))
        return OK;
    enum status st = db_one(cx, &r, "SELECT value FROM meta WHERE name = 'calendar.version'");

    *ret_version = st == OK && str_int(rows_str(r, "value"), &n) ? n : 0;
    if (st == OK || st == E_NOTFOUND)
        db_memo_put(cx, name, 0, NULL, *ret_version);
    return st == E_NOTFOUND ? OK : st;
}

static bool text_is(const struct record *rec, const char *field, const char *value)
{
    const char *v = record_get(rec, field);

    return v != NULL && strcmp(v, value) == 0;
}

/* A row that came from the files and that nobody has touched gives way to the files of today. */
static bool read_row(const struct record *rec, struct arena *mem, struct workday_row *row)
{
    const char *basis = record_get(rec, "basis");

    *row = (struct workday_row){.work = text_is(rec, "kind", "work"), .confirmed = text_is(rec, "confirmed", "true"),
                                .basis = basis == NULL ? NULL : arena_strdup(mem, basis)};
    return date_parse(str_of(record_get(rec, "date")), &row->date) &&
           !(strcmp(rec->origin, "seed") == 0 && rec->version == 1);
}

static enum status read_all(struct ctx *cx, const struct kind *k, struct arena *mem, struct workday_row **ret_rows,
                            size_t *ret_n)
{
    struct {
        VEC(struct workday_row);
    } v = {0};
    struct list_page page;
    int64_t at = 1;

    do {
        struct list_query *q = list_new(cx, k);
        list_param(cx, q, "cols", STR("date,kind,confirmed,basis"));
        q->sort = "id";
        q->per = PAGE;
        q->page = at++;
        TRY(list_run(cx, q, &page));
        for (size_t i = 0; i < page.n; i++) {
            struct workday_row row;
            if (read_row(page.rows[i], mem, &row))
                vec_push(mem, &v, row);
        }
    } while (page.n == PAGE);
    *ret_rows = v.at;
    *ret_n = v.n;
    return OK;
}

static enum status read_again(struct ctx *cx, const struct kind *k, int64_t version)
{
    struct arena *mem = arena_new((size_t)TABLE_MIB << 20, NULL, NULL);
    struct workday_row *own, *all;
    struct who who = cx->who;
    size_t n, n_all;

    if (mem == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for the days off");
    access_as_system(cx);
    enum status st = read_all(cx, k, mem, &own, &n);
    cx->who = who;
    if (st != OK) {
        arena_free(mem);
        return st;
    }
    struct ctx in_table = *cx;
    in_table.mem = mem;
    TRY(workday_merge(&in_table, base, n_base, own, n, &all, &n_all));
    workday_install(mem, all, n_all);
    arena_free(kept[next_kept % KEPT]);
    kept[next_kept++ % KEPT] = mem;
    version_read = version;
    return OK;
}

enum status workday_store_fresh(struct ctx *cx)
{
    const struct kind *k = calendar_kind();
    enum status st = OK;
    int64_t version;

    if (k == NULL || db_in_transaction(cx->db))
        return OK;
    TRY(version_of(cx, &version));
    pthread_mutex_lock(&lock);
    if (version != version_read)
        st = read_again(cx, k, version);
    pthread_mutex_unlock(&lock);
    return st;
}

enum status workday_store_saved(struct ctx *cx, const struct record *rec)
{
    int64_t version;

    if (rec->kind != calendar_kind())
        return OK;
    TRY(version_of(cx, &version));
    TRY(db_exec(cx, NULL,
                "INSERT INTO meta (name, value) VALUES ('calendar.version', ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                db_s(arena_printf(cx->mem, "%lld", (long long)version + 1))));
    return db_exec(cx, NULL, "UPDATE job SET next_at = 0 WHERE name = 'recount'");
}

static enum status seed_row(struct ctx *cx, const struct kind *k, const struct workday_row *row)
{
    static const char *const names[] = {[LANG_VI] = "name_vi", [LANG_EN] = "name_en", [LANG_DE] = "name_de"};
    struct record *rec = record_new(cx, k);

    rec->origin = "seed";
    rec->classification = "public";
    record_set(cx, rec, "date", date_text(cx->mem, row->date));
    record_set(cx, rec, "kind", row->work ? "work" : "off");
    record_set(cx, rec, "confirmed", row->confirmed ? "true" : "false");
    record_set(cx, rec, "basis", row->basis != NULL ? row->basis : "");
    record_set(cx, rec, "source", "definitions/holidays.yaml");
    for (int g = 0; g < LANG__MAX; g++)
        if (row->name[g] != NULL)
            record_set(cx, rec, names[g], row->name[g]);
    return record_write(cx, rec, &(struct record_change){.what = "create"});
}

enum status workday_store_seed(struct ctx *cx, int64_t *ret_n)
{
    const struct kind *k = calendar_kind();
    int64_t there = 0;

    *ret_n = 0;
    if (k == NULL)
        return OK;
    TRY(list_count(cx, list_new(cx, k), &there));
    if (there > 0)
        return OK;
    TRY(db_begin(cx));
    for (size_t i = 0; i < n_base; i++, ++*ret_n)
        TRY(seed_row(cx, k, &base[i]));
    return db_commit(cx);
}
