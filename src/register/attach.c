/* See attach.h. var/files/ab/abcd…: two digits of the hash are the folder. */
#include "register/attach.h"
#include "register/reveal.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/file.h"

enum { MOST_BYTES = 64 << 20, MOST_NAME = 200 };

static char folder[4096] = "var/files"; /* written once, at start */

void attach_set_folder(const char *path)
{
    (void)snprintf(folder, sizeof folder, "%s", path);
}

static bool is_hash(const char *s)
{
    return strlen(s) == CRYPTO_HEX_CHARS && strspn(s, "0123456789abcdef") == CRYPTO_HEX_CHARS;
}

const char *attach_path(struct ctx *cx, const char *sha256)
{
    return arena_printf(cx->mem, "%s/%.2s/%s", folder, sha256, sha256);
}

enum status attach_store(struct ctx *cx, struct str bytes, const char **ret_sha256)
{
    char hex[CRYPTO_HEX_CHARS + 1];

    crypto_sha256_hex(bytes, hex);
    const char *path = attach_path(cx, hex);
    if (!file_exists(path)) {
        TRY(file_make_dirs(cx, arena_printf(cx->mem, "%s/%.2s", folder, hex)));
        TRY(file_write(cx, path, bytes));
    }
    *ret_sha256 = arena_strdup(cx->mem, hex);
    return OK;
}

enum status attach_read(struct ctx *cx, const char *sha256, struct str *ret_bytes)
{
    char hex[CRYPTO_HEX_CHARS + 1];
    struct str bytes;

    if (!is_hash(sha256))
        return ctx_fail(cx, E_NOTFOUND, "not a digest");
    TRY(file_read(cx, attach_path(cx, sha256), (size_t)1 << 30, &bytes));
    crypto_sha256_hex(bytes, hex);
    if (strcmp(hex, sha256) != 0)
        return ctx_fail(cx, E_IO, "the file %s was changed on the disk", sha256);
    *ret_bytes = bytes;
    return OK;
}

/* "C:\\x\\báo cáo.pdf" and "../../báo cáo.pdf" become "báo cáo.pdf". */
static const char *clean_name(struct ctx *cx, const char *name)
{
    struct str s = str_of(name);
    char *out = arena_alloc(cx->mem, MOST_NAME + 8);
    size_t n = 0, from = 0;

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '/' || s.p[i] == '\\')
            from = i + 1;
    for (size_t i = from; i < s.n && n < MOST_NAME; i++)
        if ((unsigned char)s.p[i] >= ' ' && strchr("\"<>|:*?\x7f", s.p[i]) == NULL)
            out[n++] = s.p[i];
    while (n > 0 && !utf8_valid((struct str){out, n}, NULL))
        out[--n] = '\0';
    return n == 0 || strcmp(out, ".") == 0 || strcmp(out, "..") == 0 ? "file" : out;
}

/* What the history says: the name, unless the field hides it. */
static const char *told(const struct record *rec, const char *field, const char *name)
{
    const struct field *f = *field == '\0' ? NULL : kind_field(rec->kind, field);

    return f != NULL && access_personal(f) > 0 ? NULL : name;
}

static enum status change_field(struct ctx *cx, struct record *rec, const char *field, int64_t add, int64_t take)
{
    const struct field *f = *field == '\0' ? NULL : kind_field(rec->kind, field);
    struct buf out;
    struct str rest, word;
    long long id;

    if (f == NULL)
        return OK;
    buf_init(&out, cx->mem, 1 << 16);
    rest = str_of(rec->values[f->index]);
    while (rec->values[f->index] != NULL && str_next(&rest, ' ', &word))
        if (str_int(word, &id) && id != take && (add == 0 || f->type == FT_FILES))
            buf_printf(&out, "%s%lld", out.n > 0 ? " " : "", id);
    if (add != 0)
        buf_printf(&out, "%s%lld", out.n > 0 ? " " : "", (long long)add);
    rec->values[f->index] = out.n == 0 ? NULL : buf_str(&out).p;
    return buf_status(&out);
}

static enum status put(struct ctx *cx, struct record *rec, const char *field, const char *name, const char *type,
                       struct str bytes, int64_t *ret_id)
{
    const char *sha256;
    struct rows *r;

    TRY(attach_store(cx, bytes, &sha256));
    TRY(db_one(cx, &r,
               "INSERT INTO attachment (record_id, field, name, type, bytes, sha256, at, by_user) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
               db_i(rec->id), db_s(field), db_s(clean_name(cx, name)), db_s(type), db_i((int64_t)bytes.n), db_s(sha256),
               db_i(ctx_now(cx)), db_i(cx->who.user_id)));
    *ret_id = rows_int(r, "id");
    TRY(change_field(cx, rec, field, *ret_id, 0));
    return record_write(cx, rec,
                        &(struct record_change){.what = "update", .why = told(rec, field, clean_name(cx, name)),
                                                .no_checks = true});
}

static enum status in_one(struct ctx *cx, bool inside, enum status st)
{
    if (st == OK)
        st = db_commit(cx);
    if (st != OK && !inside)
        db_rollback(cx);
    return st;
}

enum status attach_add(struct ctx *cx, struct record *rec, const char *field, const char *name, const char *type,
                       struct str bytes, int64_t *ret_id)
{
    const struct field *f = *field == '\0' ? NULL : kind_field(rec->kind, field);
    bool inside = db_in_transaction(cx->db);
    int64_t id = 0;

    TRY(access_record(cx, rec, RIGHT_UPDATE));
    if (*field != '\0' && (f == NULL || (f->type != FT_FILE && f->type != FT_FILES)))
        return ctx_problem(cx, field, "problem.no_field", NULL);
    if (strcmp(rec->classification, "secret_ref") == 0)
        return ctx_problem(cx, field, "problem.secret", NULL);
    if (bytes.n > MOST_BYTES)
        return ctx_problem(cx, field, "problem.too_long", "64 MiB");
    if (bytes.n == 0)
        return ctx_problem(cx, field, "problem.empty_file", NULL);
    TRY(db_begin(cx));
    TRY(in_one(cx, inside, put(cx, rec, field, name, type, bytes, &id)));
    *ret_id = id;
    return OK;
}

static enum status take(struct ctx *cx, struct record *rec, int64_t id)
{
    struct rows *r;

    TRY(db_one(cx, &r, "UPDATE attachment SET removed_at = ? WHERE id = ? AND record_id = ? RETURNING field, name",
               db_i(ctx_now(cx)), db_i(id), db_i(rec->id)));
    const char *name = rows_text(r, "name"), *field = rows_text(r, "field");
    TRY(change_field(cx, rec, field, 0, id));
    return record_write(cx, rec,
                        &(struct record_change){.what = "update", .why = told(rec, field, name), .no_checks = true});
}

enum status attach_remove(struct ctx *cx, struct record *rec, int64_t id)
{
    bool inside = db_in_transaction(cx->db);

    TRY(access_record(cx, rec, RIGHT_UPDATE));
    TRY(db_begin(cx));
    return in_one(cx, inside, take(cx, rec, id));
}

/* A file in a personal field is as hidden as the field: its name too. */
static const struct field *personal_field(const struct record *rec, const char *field)
{
    const struct field *f = *field == '\0' ? NULL : kind_field(rec->kind, field);

    return f != NULL && access_personal(f) > 0 ? f : NULL;
}

static struct attachment read_row(struct rows *r)
{
    return (struct attachment){.id = rows_int(r, "id"), .record_id = rows_int(r, "record_id"),
                               .bytes = rows_int(r, "bytes"), .at = rows_int(r, "at"), .name = rows_text(r, "name"),
                               .type = rows_text(r, "type"), .sha256 = rows_text(r, "sha256"),
                               .field = rows_text(r, "field"), .login = rows_text(r, "login")};
}

enum status attach_list(struct ctx *cx, const struct record *rec, struct attachment **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct attachment);
    } v = {0};
    struct rows *r;

    TRY(access_record(cx, rec, RIGHT_READ));
    TRY(db_query(
        cx, &r,
        "SELECT a.id, a.record_id, a.bytes, a.at, a.name, a.type, a.sha256, a.field, u.login FROM attachment a "
        "LEFT JOIN account u ON u.id = a.by_user WHERE a.record_id = ? AND a.removed_at IS NULL ORDER BY a.id",
        db_i(rec->id)));
    while (rows_next(r)) {
        struct attachment a = read_row(r);
        const struct field *f = personal_field(rec, a.field);
        if (f == NULL || access_value(cx, rec, f) == ACCESS_SHOW)
            vec_push(cx->mem, &v, a);
    }
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

enum status attach_get(struct ctx *cx, int64_t id, struct attachment *ret_at, struct str *ret_bytes)
{
    struct record *rec;
    struct rows *r;
    struct str bytes;

    TRY(db_one(cx, &r,
               "SELECT a.id, a.record_id, a.bytes, a.at, a.name, a.type, a.sha256, a.field, '' AS login "
               "FROM attachment a WHERE a.id = ? AND a.removed_at IS NULL",
               db_i(id)));
    struct attachment a = read_row(r);
    TRY(record_load(cx, NULL, a.record_id, &rec));
    const struct field *f = personal_field(rec, a.field);
    if (f != NULL && !access_may_show(cx, rec, f))
        return E_NOTFOUND;
    TRY(attach_read(cx, a.sha256, &bytes));
    if (f != NULL)
        TRY(reveal_log(cx, rec, f, "file"));
    *ret_at = a;
    *ret_bytes = bytes;
    return OK;
}
