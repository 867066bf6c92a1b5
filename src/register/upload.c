/* See upload.h. Each waits under a name of its own: what one person chose and gives up cannot take away the same bytes
   of another. */
#include "register/upload.h"

#include <string.h>

#include "base/uid.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/file.h"

enum { KEPT_S = 86400 };

static const char *path_of(struct ctx *cx, const char *place)
{
    return arena_printf(cx->mem, "%s/%s", attach_waiting(cx), place);
}

static enum status insert(struct ctx *cx, const struct kind *k, struct upload *u)
{
    return db_insert(cx, &u->id,
                     "INSERT INTO upload (account, kind, field, name, type, bytes, sha256, place, at) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     db_i(cx->who.user_id), db_s(k->id), db_s(u->field), db_s(u->name), db_s(u->type), db_i(u->bytes),
                     db_s(u->sha256), db_s(u->place), db_i(ctx_now(cx)));
}

/* drop: taken back once the row stands; until then the file goes with whatever goes wrong. */
static enum status keep_one(struct ctx *cx, const struct kind *k, const struct attach_new *a, void ***ret_drop,
                            struct upload *ret_u)
{
    char hex[CRYPTO_HEX_CHARS + 1], uid[UID_CHARS + 1];

    crypto_sha256_hex(a->bytes, hex);
    uid_make(ctx_now(cx), uid);
    struct upload u = {.field = a->field, .name = a->name, .type = a->type, .bytes = (int64_t)a->bytes.n,
                       .sha256 = arena_strdup(cx->mem, hex), .place = arena_strdup(cx->mem, uid)};
    char *path = arena_strdup(cx->mem, path_of(cx, u.place));
    void **drop = arena_defer(cx->mem, file_drop);
    *drop = path;
    TRY(file_write(cx, path, a->bytes));
    TRY(insert(cx, k, &u));
    *ret_drop = drop;
    *ret_u = u;
    return OK;
}

static enum status keep_all(struct ctx *cx, const struct kind *k, const struct attach_new *at, size_t n, void ***drops,
                            struct upload *kept)
{
    TRY(file_make_dirs(cx, attach_waiting(cx)));
    for (size_t i = 0; i < n; i++)
        if (at[i].upload == NULL)
            TRY(keep_one(cx, k, &at[i], &drops[i], &kept[i]));
    return db_commit(cx);
}

enum status upload_keep(struct ctx *cx, const struct kind *k, const struct attach_new *at, size_t n,
                        struct upload *ret_u)
{
    void ***drops = arena_alloc(cx->mem, (n + 1) * sizeof *drops);
    struct upload *kept = arena_alloc(cx->mem, (n + 1) * sizeof *kept);

    TRY(db_begin(cx));
    enum status st = keep_all(cx, k, at, n, drops, kept);
    if (st != OK) {
        db_rollback(cx);
        return st;
    }
    for (size_t i = 0; i < n; i++)
        if (drops[i] != NULL) {
            *drops[i] = NULL;
            ret_u[i] = kept[i];
        }
    return OK;
}

enum status upload_find(struct ctx *cx, const struct kind *k, int64_t id, struct upload *ret_u)
{
    struct rows *r;

    TRY(db_one(cx, &r,
               "SELECT id, field, name, type, bytes, sha256, place FROM upload "
               "WHERE id = ? AND account = ? AND kind = ? AND at > ?",
               db_i(id), db_i(cx->who.user_id), db_s(k->id), db_i(ctx_now(cx) - KEPT_S)));
    *ret_u = (struct upload){.id = rows_int(r, "id"), .bytes = rows_int(r, "bytes"), .field = rows_text(r, "field"),
                             .name = rows_text(r, "name"), .type = rows_text(r, "type"),
                             .sha256 = rows_text(r, "sha256"), .place = rows_text(r, "place")};
    return OK;
}

enum status upload_read(struct ctx *cx, const struct upload *u, struct str *ret_bytes)
{
    char hex[CRYPTO_HEX_CHARS + 1];
    struct str bytes;

    TRY(file_read(cx, path_of(cx, u->place), (size_t)u->bytes + 1, &bytes));
    crypto_sha256_hex(bytes, hex);
    if (strcmp(hex, u->sha256) != 0)
        return ctx_fail(cx, E_IO, "the waiting file %s was changed on the disk", u->place);
    *ret_bytes = bytes;
    return OK;
}

enum status upload_take(struct ctx *cx, int64_t id)
{
    return db_exec(cx, NULL, "UPDATE upload SET at = 0 WHERE id = ? AND account = ?", db_i(id), db_i(cx->who.user_id));
}

/* The bytes before the row: killed between the two, the next run finds the row and goes on. */
enum status upload_expire(struct ctx *cx, int64_t *ret_n)
{
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT place FROM upload WHERE at <= ?", db_i(ctx_now(cx) - KEPT_S)));
    while (rows_next(r))
        TRY(file_remove(cx, path_of(cx, rows_text(r, "place"))));
    TRY(rows_done(r));
    return db_exec(cx, ret_n, "DELETE FROM upload WHERE at <= ?", db_i(ctx_now(cx) - KEPT_S));
}
