/* See source.h. */
#include "ledger/source.h"

#include <stdlib.h>
#include <string.h>

#include "platform/db.h"

static struct source_version read_version(struct rows *r)
{
    struct source_version v = {.id = rows_int(r, "id"),
        .text_id = rows_int(r, "text_id"),
        .sha256 = rows_text(r, "sha256"),
        .file_name = rows_text(r, "file_name"),
        .mime = rows_text(r, "mime"),
        .n_bytes = rows_int(r, "n_bytes"),
        .skipped = rows_int(r, "skipped"),
        .same_bytes = rows_int(r, "same_bytes") != 0,
        .n_blocks = rows_int(r, "n_blocks"),
        .loaded_at = rows_int(r, "loaded_at"),
        .loaded_by = rows_int(r, "loaded_by")};

    (void)lang_parse(rows_str(r, "lang"), &v.lang);
    return v;
}

static struct source_text read_text(struct rows *r)
{
    return (struct source_text){.id = rows_int(r, "id"),
        .uid = rows_text(r, "uid"),
        .original_id = rows_int(r, "original_id"),
        .original_why = rows_text(r, "original_why"),
        .title = rows_text(r, "title"),
        .published = rows_text(r, "published"),
        .subject = rows_text(r, "subject"),
        .year = rows_int(r, "year")};
}

/* The original first. */
static void order_versions(struct source_text *t)
{
    for (size_t i = 0; i < t->n_versions; i++)
        if (t->versions[i].id == t->original_id) {
            struct source_version v = t->versions[i];

            memmove(&t->versions[1], &t->versions[0], i * sizeof v);
            v.is_original = true;
            t->versions[0] = v;
            break;
        }
}

static enum status read_versions(struct ctx *cx, struct source_text *t, bool bodies)
{
    struct {
        VEC(struct source_version);
    } list = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
        "SELECT id, text_id, sha256, file_name, mime, n_bytes, skipped, same_bytes, n_blocks, loaded_at, "
        "loaded_by, lang,"
        " CASE WHEN ? = 1 THEN body ELSE '' END AS body FROM source_version WHERE text_id = ?"
        " ORDER BY CASE lang WHEN 'vi' THEN 1 WHEN 'en' THEN 2 ELSE 3 END, id",
        db_i(bodies), db_i(t->id)));
    while (rows_next(r)) {
        struct source_version v = read_version(r);

        if (bodies)
            v.body = rows_str(r, "body");
        vec_push(cx->mem, &list, v);
    }
    TRY(rows_done(r));
    t->versions = list.at;
    t->n_versions = list.n;
    order_versions(t);
    return OK;
}

enum status source_list(struct ctx *cx, int year, struct source_texts *ret_list)
{
    struct source_texts list = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
        "SELECT id, uid, original_id, original_why, title, published, subject, year FROM source_text"
        " WHERE ? = 0 OR year = ? ORDER BY published DESC, id DESC LIMIT 500",
        db_i(year), db_i(year)));
    while (rows_next(r))
        vec_push(cx->mem, &list, read_text(r));
    TRY(rows_done(r));
    for (size_t i = 0; i < list.n; i++)
        TRY(read_versions(cx, &list.at[i], false));
    *ret_list = list;
    return OK;
}

enum status source_load(struct ctx *cx, int64_t text_id, bool bodies, struct source_text *ret_text)
{
    struct rows *r;
    struct source_text t;

    TRY(db_one(cx, &r,
        "SELECT id, uid, original_id, original_why, title, published, subject, year FROM source_text WHERE id = ?",
        db_i(text_id)));
    t = read_text(r);
    TRY(read_versions(cx, &t, bodies));
    *ret_text = t;
    return OK;
}

enum status source_body(struct ctx *cx, int64_t version_id, struct str *ret_body)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT body FROM source_version WHERE id = ?", db_i(version_id)));
    *ret_body = rows_str(r, "body");
    return OK;
}

enum status source_text_of(struct ctx *cx, int64_t version_id, int64_t *ret_text_id)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT text_id FROM source_version WHERE id = ?", db_i(version_id)));
    *ret_text_id = rows_int(r, "text_id");
    return OK;
}

enum status source_blocks(struct ctx *cx, int64_t version_id, struct source_block **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct source_block);
    } list = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
        "SELECT ordinal, kind, repeated, start, stop FROM block WHERE version_id = ? ORDER BY ordinal",
        db_i(version_id)));
    while (rows_next(r))
        vec_push(cx->mem, &list,
            (struct source_block){.ordinal = (long)rows_int(r, "ordinal"),
                .kind = rows_text(r, "kind"),
                .repeated = rows_int(r, "repeated") != 0,
                .start = (size_t)rows_int(r, "start"),
                .end = (size_t)rows_int(r, "stop")});
    TRY(rows_done(r));
    *ret_at = list.at;
    *ret_n = list.n;
    return OK;
}

enum status source_meta_of(struct ctx *cx, int64_t text_id, struct source_meta **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct source_meta);
    } list = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
        "SELECT m.version_id, v.lang, m.field, m.value, m.origin, m.start, m.stop FROM source_meta m"
        " JOIN source_version v ON v.id = m.version_id JOIN source_text t ON t.id = v.text_id"
        " WHERE v.text_id = ? ORDER BY m.field, CASE WHEN v.id = t.original_id THEN 0"
        " ELSE CASE v.lang WHEN 'vi' THEN 1 WHEN 'en' THEN 2 ELSE 3 END END",
        db_i(text_id)));
    while (rows_next(r))
        vec_push(cx->mem, &list,
            (struct source_meta){.version_id = rows_int(r, "version_id"),
                .lang = rows_text(r, "lang"),
                .field = rows_text(r, "field"),
                .value = rows_text(r, "value"),
                .origin = rows_text(r, "origin"),
                .start = rows_null(r, "start") ? -1 : rows_int(r, "start"),
                .end = rows_null(r, "stop") ? -1 : rows_int(r, "stop")});
    TRY(rows_done(r));
    *ret_at = list.at;
    *ret_n = list.n;
    return OK;
}

enum status source_years(struct ctx *cx, int **ret_years, size_t *ret_n)
{
    struct {
        VEC(int);
    } list = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT DISTINCT year FROM source_text WHERE year IS NOT NULL ORDER BY year DESC LIMIT 50"));
    while (rows_next(r))
        vec_push(cx->mem, &list, (int)rows_int(r, "year"));
    TRY(rows_done(r));
    *ret_years = list.at;
    *ret_n = list.n;
    return OK;
}

enum status source_choose_original(struct ctx *cx, int64_t text_id, int64_t version_id)
{
    int64_t changed;

    TRY(db_exec(cx, &changed,
        "UPDATE source_text SET original_id = ?, original_why = 'chosen', compared_at = NULL WHERE id = ? AND EXISTS"
        " (SELECT 1 FROM source_version v WHERE v.id = ? AND v.text_id = ?)",
        db_i(version_id), db_i(text_id), db_i(version_id), db_i(text_id)));
    return changed == 1 ? OK : E_NOTFOUND;
}

/* What the versions say about one field; the original's word goes first. A subquery, not a join: PostgreSQL without
   statistics (a first load) would read the field of all versions. */
static enum status best_meta(struct ctx *cx, int64_t text_id, int64_t original_id, const char *field,
                             const char **ret_value)
{
    struct rows *r;
    enum status st = db_one(cx, &r,
        "SELECT value FROM (SELECT v.id, (SELECT m.value FROM source_meta m WHERE m.version_id = v.id AND m.field = ?"
        " ORDER BY m.origin LIMIT 1) AS value FROM source_version v WHERE v.text_id = ?) x"
        " WHERE value IS NOT NULL ORDER BY CASE WHEN id = ? THEN 0 ELSE 1 END, id LIMIT 1",
        db_s(field), db_i(text_id), db_i(original_id));

    if (st != OK && st != E_NOTFOUND)
        return st;
    *ret_value = st == OK ? rows_text(r, "value") : NULL;
    return OK;
}

/* The year a text reports on: the one its sentences hold for most often, else that of publication. */
static enum status report_year(struct ctx *cx, int64_t original_id, const char *published, int64_t *ret_year)
{
    struct rows *r;
    enum status st = db_one(cx, &r,
        "SELECT substr(COALESCE(period, as_of), 1, 4) AS y, COUNT(*) AS n FROM observation WHERE version_id = ?"
        " AND COALESCE(period, as_of) IS NOT NULL AND COALESCE(status, '') <> 'planned'"
        " AND (indicator IS NOT NULL) GROUP BY y ORDER BY n DESC, y DESC LIMIT 1",
        db_i(original_id));
    long long year = 0;

    if (st != OK && st != E_NOTFOUND)
        return st;
    if (st != OK || !str_int(rows_str(r, "y"), &year))
        year = 0;
    if (year == 0 && published != NULL)
        (void)str_int(str_sub(str_of(published), 0, 4), &year);
    *ret_year = year;
    return OK;
}

static const char *choose(const struct source_text *t, int64_t *ret_id)
{
    *ret_id = t->versions[0].id;
    if (t->n_versions == 1)
        return "only";
    for (size_t i = 0; i < t->n_versions; i++)
        if (t->versions[i].lang == LANG_VI) {
            *ret_id = t->versions[i].id;
            return "local_language";
        }
    for (size_t i = 0; i < t->n_versions; i++)
        if (t->versions[i].id < *ret_id)
            *ret_id = t->versions[i].id;
    return "first_loaded";
}

enum status source_refresh(struct ctx *cx, int64_t text_id)
{
    struct source_text t;
    const char *title, *published;
    int64_t year;

    TRY(source_load(cx, text_id, false, &t));
    if (t.original_why == NULL || strcmp(t.original_why, "chosen") != 0)
        t.original_why = choose(&t, &t.original_id);
    TRY(best_meta(cx, text_id, t.original_id, "title", &title));
    TRY(best_meta(cx, text_id, t.original_id, "published", &published));
    TRY(report_year(cx, t.original_id, published, &year));
    return db_exec(cx, NULL,
        "UPDATE source_text SET original_id = ?, original_why = ?, title = ?, published = ?, year = ? WHERE id = ?",
        db_i(t.original_id), db_s(t.original_why), db_s(title), db_s(published), year == 0 ? db_null() : db_i(year),
        db_i(text_id));
}
