/* See migrate.h. */
#include "register/migrate.h"

#include <string.h>

#include "platform/crypto.h"
#include "platform/data.h"
#include "platform/db.h"
#include "register/schema.h"

static enum status meta_get(struct ctx *cx, const char *name, const char **ret_value)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT value FROM meta WHERE name = ?", db_s(name)));
    *ret_value = rows_text(r, "value");
    return OK;
}

static enum status meta_put(struct ctx *cx, const char *name, const char *value)
{
    return db_exec(
        cx, NULL,
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        db_s(name), db_s(value));
}

static bool has_meta(struct ctx *cx)
{
    struct rows *r;

    if (db_is_sqlite(cx->db))
        return db_one(cx, &r, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'meta'") == OK;
    return db_one(cx, &r,
                  "SELECT table_name AS name FROM information_schema.tables "
                  "WHERE table_schema = current_schema() AND table_name = 'meta'") == OK;
}

/* sql/NAME.sql: core first, the others by name. */
static enum status base_files(struct ctx *cx, const char ***ret_names)
{
    const char **names;
    size_t n = 0;

    TRY(data_list(cx, "sql/", ".sql", &names));
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strchr(names[i] + 4, '/') != NULL)
            continue;
        names[n++] = names[i];
        for (size_t k = n - 1; k > 0 && strcmp(names[k], "sql/core.sql") == 0; k--) {
            const char *other = names[k - 1];
            names[k - 1] = names[k];
            names[k] = other;
        }
    }
    names[n] = NULL;
    *ret_names = names;
    return OK;
}

static enum status fingerprint(struct ctx *cx, const struct kinds *ks, const char **files, const char **ret_hex)
{
    char *hex = arena_alloc(cx->mem, CRYPTO_HEX_CHARS + 1);
    struct buf all;
    struct str text;
    const char **migrations;

    buf_init(&all, cx->mem, 64 << 20);
    for (; *files != NULL; files++) {
        TRY(data_file(cx, *files, &text));
        buf_add(&all, text);
    }
    TRY(data_list(cx, "sql/migrations/", ".sql", &migrations));
    for (; *migrations != NULL; migrations++)
        buf_add_c(&all, *migrations);
    for (size_t i = 0; i < ks->n; i++)
        schema_describe(&all, ks->at[i]);
    TRY(buf_status(&all));
    crypto_blake2b_hex(buf_str(&all), hex);
    *ret_hex = hex;
    return OK;
}

static enum status apply_migrations(struct ctx *cx, bool fresh, int *ret_changes)
{
    const char **names;
    struct rows *r;
    struct str text;
    char hex[CRYPTO_HEX_CHARS + 1];

    TRY(data_list(cx, "sql/migrations/", ".sql", &names));
    for (; *names != NULL; names++) {
        TRY(data_file(cx, *names, &text));
        crypto_blake2b_hex(text, hex);
        enum status st = db_one(cx, &r, "SELECT hash FROM migration WHERE name = ?", db_s(*names));
        if (st != OK && st != E_NOTFOUND)
            return st;
        if (st == OK && strcmp(rows_text(r, "hash"), hex) != 0)
            return ctx_fail(cx, E_INVALID, "%s was changed after it was applied", *names);
        if (st == OK)
            continue;
        if (!fresh) { /* a new database already has the newest shape */
            TRY(db_script(cx, schema_dialect(cx, text)));
            ++*ret_changes;
        }
        TRY(db_exec(cx, NULL, "INSERT INTO migration (name, hash, applied_at) VALUES (?, ?, ?)", db_s(*names),
                    db_s(hex), db_i(ctx_now(cx))));
    }
    return OK;
}

/* A table comes after those it points to. Of kinds that point to each other in a ring, one begins without the columns
   whose tables are not there yet (PostgreSQL wants them to exist; SQLite does not mind) and gets them afterwards. */
static bool waits(const struct kind *k, const struct kinds *ks, const bool *made)
{
    for (size_t i = 0; i < ks->n; i++) {
        if (made[i] || ks->at[i] == k)
            continue;
        for (unsigned f = 0; f < k->n_fields; f++)
            if (field_types[k->fields[f].type].sql == SQL_REF && k->fields[f].target == ks->at[i])
                return true;
        if (kind_is_sub(k) && k->parents.n == 1 && k->parent_kinds[0] == ks->at[i])
            return true;
    }
    return false;
}

static enum status kind_tables(struct ctx *cx, const struct kinds *ks, int *ret_changes)
{
    bool *made = arena_alloc(cx->mem, ks->n + 1), *begun = arena_alloc(cx->mem, ks->n + 1);

    for (size_t n_made = 0; n_made < ks->n;) {
        size_t before = n_made;

        for (size_t i = 0; i < ks->n; i++)
            if (!made[i] && !waits(ks->at[i], ks, made)) {
                TRY(schema_kind(cx, ks->at[i], ret_changes));
                made[i] = true;
                n_made++;
            }
        for (size_t i = 0; n_made == before && i < ks->n; i++)
            if (!made[i] && !kind_is_sub(ks->at[i])) { /* a ring: one has to begin */
                TRY(schema_kind(cx, ks->at[i], ret_changes));
                made[i] = begun[i] = true;
                n_made++;
            }
        if (n_made == before)
            return ctx_fail(cx, E_INVALID, "sub-kinds that own each other");
    }
    for (size_t i = 0; i < ks->n; i++)
        if (begun[i])
            TRY(schema_kind(cx, ks->at[i], ret_changes));
    return OK;
}

enum status migrate_run(struct ctx *cx, const struct kinds *ks, int *ret_changes)
{
    const char **files, *wanted, *have = NULL;
    int changes = 0;
    struct str text;
    bool fresh = !has_meta(cx);

    TRY(base_files(cx, &files));
    TRY(fingerprint(cx, ks, files, &wanted));
    if (!fresh && meta_get(cx, "fingerprint", &have) == OK && strcmp(have, wanted) == 0) {
        if (ret_changes != NULL)
            *ret_changes = 0;
        return OK;
    }
    TRY(db_begin(cx));
    for (const char **f = files; *f != NULL; f++) {
        TRY(data_file(cx, *f, &text));
        TRY(db_script(cx, schema_dialect(cx, text)));
    }
    TRY(schema_search(cx));
    TRY(apply_migrations(cx, fresh, &changes));
    TRY(kind_tables(cx, ks, &changes));
    TRY(meta_put(cx, "fingerprint", wanted));
    TRY(db_commit(cx));
    if (ret_changes != NULL)
        *ret_changes = changes;
    return OK;
}
