/* See schema.h. */
#include "register/schema.h"

#include <string.h>

#include "base/map.h"
#include "register/extent.h"
#include "register/record_sql.h"

static const char common_columns[] =
    "\"uid\" TEXT NOT NULL, \"code\" TEXT, \"title\" TEXT NOT NULL, \"state\" TEXT, \"state_since\" INTEGER NOT NULL, "
    "\"version\" INTEGER NOT NULL CHECK (\"version\" > 0), \"org\" INTEGER, \"unit\" INTEGER, \"province\" TEXT, "
    "\"classification\" TEXT NOT NULL CHECK (\"classification\" IN ('public','internal','restricted','secret_ref')), "
    "\"origin\" TEXT NOT NULL, \"created_at\" INTEGER NOT NULL, \"created_by\" INTEGER NOT NULL, "
    "\"updated_at\" INTEGER NOT NULL, \"updated_by\" INTEGER NOT NULL, \"deleted_at\" INTEGER, \"secret_no\" TEXT, "
    "\"secret_level\" TEXT, \"secret_custodian\" TEXT, \"secret_place\" TEXT";

static const char *column_type(const struct field *f, int i)
{
    switch (field_types[f->type].sql) {
    case SQL_TEXT:
    case SQL_DATE:
    case SQL_WORDS:
        return "TEXT";
    case SQL_MONEY:
        return i == 0 ? "INTEGER" : "TEXT";
    default:
        return "INTEGER";
    }
}

/* What the column may hold, as far as the database can see it. */
static void add_check(struct buf *out, const struct field *f, int i)
{
    switch (field_types[f->type].sql) {
    case SQL_BOOL:
        buf_printf(out, " CHECK (\"%s\" IN (0, 1))", f->id);
        return;
    case SQL_DATE:
        buf_printf(out, " CHECK (length(\"%s\") = 10)", f->id);
        return;
    case SQL_REF:
        if (f->target != NULL)
            buf_printf(out, " REFERENCES \"%s\" (\"id\")", f->target->table);
        return;
    case SQL_USER:
        buf_add_c(out, " REFERENCES account (id)");
        return;
    case SQL_MONEY:
        if (i == 1)
            buf_printf(out, " CHECK (length(\"%s_cur\") = 3)", f->id);
        return;
    case SQL_GEO:
        buf_printf(out, i == 0 ? " CHECK (\"%s_lat\" BETWEEN -90000000 AND 90000000)"
                               : " CHECK (\"%s_lon\" BETWEEN -180000000 AND 180000000)", f->id);
        return;
    case SQL_TEXT:
        if (f->type == FT_TEXT && f->size > 0)
            buf_printf(out, " CHECK (length(\"%s\") <= %d)", f->id, f->size);
        return;
    default:
        return;
    }
}

static void add_column(struct buf *out, const struct field *f, int i)
{
    record_sql_column(out, f, i, NULL);
    buf_printf(out, " %s", column_type(f, i));
    add_check(out, f, i);
}

static void add_parent(struct buf *out, const struct kind *k)
{
    if (!kind_is_sub(k))
        return;
    buf_add_c(out, ", \"parent_kind\" TEXT NOT NULL, \"parent_id\" INTEGER NOT NULL REFERENCES ");
    if (k->parents.n == 1 && k->parent_kinds[0] != NULL)
        buf_printf(out, "\"%s\" (\"id\")", k->parent_kinds[0]->table);
    else
        buf_add_c(out, "record (id)");
}

/* Name to type ("TEXT", "INTEGER") of the columns that the table has; empty when there is no table. */
static enum status columns_of(struct ctx *cx, const char *table, struct map *ret_columns)
{
    struct rows *r;

    map_init(ret_columns, cx->mem);
    if (db_is_sqlite(cx->db))
        TRY(db_query(cx, &r, "SELECT name, type FROM pragma_table_info(?)", db_s(table)));
    else
        TRY(db_query(cx, &r,
                     "SELECT column_name AS name, data_type AS type FROM information_schema.columns "
                     "WHERE table_schema = current_schema() AND table_name = ?",
                     db_s(table)));
    while (rows_next(r)) {
        struct str name = rows_str(r, "name"), type = rows_str(r, "type");
        map_put(ret_columns, name, str_is(type, "TEXT") || str_is(type, "text") ? "TEXT" : "INTEGER");
    }
    return rows_done(r);
}

/* Would the column point to a table that is not there yet? It comes afterwards, when migrate.c asks again. */
static enum status is_early(struct ctx *cx, const struct kind *k, const struct field *f, bool *ret_early)
{
    struct map columns;

    *ret_early = false;
    if (db_is_sqlite(cx->db) || field_types[f->type].sql != SQL_REF || f->target == NULL || f->target == k)
        return OK;
    TRY(columns_of(cx, f->target->table, &columns));
    *ret_early = columns.n == 0;
    return OK;
}

static enum status create_table(struct ctx *cx, const struct kind *k, bool *ret_complete)
{
    struct buf out;

    *ret_complete = true;
    buf_init(&out, cx->mem, 1 << 20);
    buf_printf(&out, "CREATE TABLE \"%s\" (\"id\" INTEGER PRIMARY KEY, %s", k->table, common_columns);
    add_parent(&out, k);
    for (unsigned i = 0; i < k->n_fields; i++) {
        bool early;

        TRY(is_early(cx, k, &k->fields[i], &early));
        *ret_complete = *ret_complete && !early;
        for (int c = 0; !early && c < record_sql_columns(&k->fields[i]); c++) {
            buf_add_c(&out, ", ");
            add_column(&out, &k->fields[i], c);
        }
    }
    buf_add_c(&out, "\n);");
    TRY(buf_status(&out));
    return db_script(cx, schema_dialect(cx, buf_str(&out)));
}

static enum status add_missing(struct ctx *cx, const struct kind *k, const struct map *columns, int *ret_changes)
{
    for (unsigned i = 0; i < k->n_fields; i++)
        for (int c = 0; c < record_sql_columns(&k->fields[i]); c++) {
            struct buf name, sql;
            buf_init(&name, cx->mem, 200);
            record_sql_column(&name, &k->fields[i], c, NULL);
            struct str bare = str_sub(buf_str(&name), 1, buf_str(&name).n - 1);
            const char *type = map_get(columns, bare);
            if (type != NULL && strcmp(type, column_type(&k->fields[i], c)) != 0)
                (void)ctx_problem(cx, kind_where(cx, k, k->fields[i].id), "kind.type_changed", k->fields[i].id);
            if (type != NULL)
                continue;
            buf_init(&sql, cx->mem, 2000);
            buf_printf(&sql, "ALTER TABLE \"%s\" ADD COLUMN ", k->table);
            add_column(&sql, &k->fields[i], c);
            TRY(db_script(cx, schema_dialect(cx, buf_str(&sql))));
            ++*ret_changes;
        }
    return ctx_problems(cx);
}

static void add_index(struct buf *out, const struct kind *k, const char *name, const char *columns, bool unique)
{
    buf_printf(out, "CREATE %sINDEX IF NOT EXISTS \"i_%s_%s\" ON \"%s\" (%s) WHERE \"deleted_at\" IS NULL;\n",
               unique ? "UNIQUE " : "", k->id, name, k->table, columns);
}

/* The columns that access.h asks about stand behind, so that a count under the user's rights reads the index alone. */
static const char rights[] =
    ", \"classification\", \"org\", \"unit\", \"province\", \"created_by\", \"deleted_at\"";

/* A coded field is counted together with the state (the figures of the home page): 37,000 of 100,000 agreements by path
   and state took 200 ms of CPU time by looking at the rows and take 20 ms from the index alone. The index that stood
   here before was narrower and had the field's own name. */
static void add_code_index(struct ctx *cx, struct buf *out, const struct kind *k, const char *field, const char *tail)
{
    buf_printf(out, "DROP INDEX IF EXISTS \"i_%s_%s\";\n", k->id, field);
    add_index(out, k, arena_printf(cx->mem, "%s_counted", field),
              arena_printf(cx->mem, "\"%s\", %s, \"state\"%s", field, tail, rights), false);
}

static bool is_counted(const struct kind *k, const struct field *f)
{
    return k->n_states > 0 && !kind_is_sub(k) && f->filter && field_types[f->type].sql == SQL_TEXT;
}

bool schema_is_indexed(const struct kind *k, const struct field *f)
{
    enum sql_form form = field_types[f->type].sql;

    return field_is_stored(f) && (f->unique || f == record_sql_sort_field(k) || form == SQL_REF ||
                                  (form == SQL_DATE && f->filter) ||
                                  (form == SQL_TEXT && f->filter && f->type != FT_TEXT));
}

static void add_indexes(struct ctx *cx, struct buf *out, const struct kind *k)
{
    const struct field *sort = record_sql_sort_field(k);
    const char *tail = sort == NULL ? "\"id\"" : arena_printf(cx->mem, "\"%s\", \"id\"", sort->id);

    buf_printf(out, "CREATE INDEX IF NOT EXISTS \"i_%s_bin\" ON \"%s\" (\"deleted_at\") "
                    "WHERE \"deleted_at\" IS NOT NULL;\n",
               k->id, k->table);
    if (kind_is_sub(k))
        add_index(out, k, "parent", "\"parent_id\", \"id\"", false);
    else
        add_index(out, k, "sort", arena_printf(cx->mem, "%s%s", tail, rights), false);
    if (k->n_states > 0 && !kind_is_sub(k))
        add_index(out, k, "state", arena_printf(cx->mem, "\"state\", %s%s", tail, rights), false);
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        enum sql_form form = field_types[f->type].sql;
        if (!schema_is_indexed(k, f) || (f == sort && !f->unique))
            continue;
        if (f->unique)
            add_index(out, k, f->id, arena_printf(cx->mem, "\"%s\"", f->id), true);
        else if (is_counted(k, f))
            add_code_index(cx, out, k, f->id, tail);
        else
            add_index(out, k, f->id, arena_printf(cx->mem, form == SQL_DATE ? "\"%s\"" : "\"%s\", %s", f->id, tail),
                      false);
    }
}

void schema_describe(struct buf *out, const struct kind *k)
{
    buf_printf(out, "%s indexes 4 sort %s states %u;", k->table, k->sort != NULL ? k->sort : "", k->n_states);
    add_parent(out, k);
    for (unsigned i = 0; i < k->n_fields; i++)
        for (int c = 0; c < record_sql_columns(&k->fields[i]); c++) {
            add_column(out, &k->fields[i], c);
            buf_printf(out, "%s%s,", k->fields[i].unique ? " unique" : "", k->fields[i].filter ? " filter" : "");
        }
}

enum status schema_kind(struct ctx *cx, const struct kind *k, int *ret_changes)
{
    struct map columns;
    struct buf out;

    TRY(columns_of(cx, k->table, &columns));
    if (columns.n == 0) {
        bool complete;

        TRY(create_table(cx, k, &complete));
        ++*ret_changes;
        if (!complete)
            return OK; /* the indexes come with the columns */
    } else {
        TRY(add_missing(cx, k, &columns, ret_changes));
    }
    buf_init(&out, cx->mem, 1 << 20);
    add_indexes(cx, &out, k);
    TRY(buf_status(&out));
    TRY(db_script(cx, buf_str(&out)));
    return extent_schema(cx, k);
}

enum status schema_search(struct ctx *cx)
{
    if (db_is_sqlite(cx->db))
        return db_script(cx, STR("CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(body, "
                                 "tokenize = \"unicode61 remove_diacritics 0\", detail = 'none', columnsize = 0);"));
    return db_script(cx, STR("CREATE TABLE IF NOT EXISTS search (rowid BIGINT PRIMARY KEY, body TEXT NOT NULL);"
                             "CREATE INDEX IF NOT EXISTS search_body ON search USING gin "
                             "(to_tsvector('simple', body));"));
}

static void replace_word(struct buf *out, struct str line, const char *word, const char *with)
{
    size_t n = strlen(word);

    for (size_t i = 0; i < line.n;) {
        bool here = i + n <= line.n && memcmp(line.p + i, word, n) == 0;
        bool ends = i + n >= line.n || !((line.p[i + n] >= 'A' && line.p[i + n] <= 'Z') || line.p[i + n] == '_');
        if (here && ends && (i == 0 || line.p[i - 1] == ' ')) {
            buf_add_c(out, with);
            i += n;
        } else {
            buf_byte(out, line.p[i++]);
        }
    }
}

/* SQLite: tables become STRICT. PostgreSQL: whole numbers have 64 bits, keys are given by the database. */
struct str schema_dialect(struct ctx *cx, struct str sql)
{
    bool sqlite = db_is_sqlite(cx->db);
    struct str rest = sql, line;
    struct buf out, one;

    buf_init(&out, cx->mem, 16 << 20);
    while (str_next(&rest, '\n', &line)) {
        if (sqlite) {
            buf_add(&out, line);
            if (str_is(line, ");")) {
                out.n -= 1;
                buf_add_c(&out, " STRICT;");
            }
        } else {
            buf_init(&one, cx->mem, 16 << 20);
            if (str_is(line, ") STRICT;"))
                line = STR(");");
            replace_word(&one, line, "INTEGER PRIMARY KEY", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
            replace_word(&out, buf_str(&one), "INTEGER", "BIGINT");
        }
        buf_byte(&out, '\n');
    }
    return buf_str(&out);
}
