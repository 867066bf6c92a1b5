/* See attach.h. var/files/ab/abcd…: two digits of the hash are the folder. */
#include "register/attach.h"
#include "register/reveal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/file.h"
#include "platform/setting.h"
#include "register/upload.h"

enum { MOST_NAME = 200, MOST_ENDING = 16 };

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

const char *attach_waiting(struct ctx *cx)
{
    return arena_printf(cx->mem, "%s/waiting", folder);
}

/* ---- names ---- */

/* U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069: "exe.fdp" must not read "pdf.exe". */
static bool turns_direction(uint32_t c)
{
    return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool fits_name(uint32_t c)
{
    return c >= ' ' && !(c >= 0x7F && c < 0xA0) && (c > 0x7F || strchr("\"<>|:*?", (int)c) == NULL) &&
           !turns_direction(c);
}

/* ".pdf", at most; "" for none. */
static struct str ending(struct str name)
{
    for (size_t i = name.n; i > 1 && name.n - i < MOST_ENDING; i--)
        if (name.p[i - 1] == '.')
            return str_sub(name, i - 1, name.n);
    return STR("");
}

/* "C:\\x\\báo cáo.pdf" and "../../báo cáo.pdf" become "báo cáo.pdf". */
const char *attach_name(struct ctx *cx, const char *name)
{
    struct str s = str_trim(field_composed(cx, str_of(name)));
    size_t from = 0;
    uint32_t c;
    struct buf out;

    buf_init(&out, cx->mem, s.n + 8);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '/' || s.p[i] == '\\')
            from = i + 1;
    for (size_t i = from, at = from; utf8_next(s, &i, &c); at = i)
        if (fits_name(c))
            buf_add(&out, str_sub(s, at, i));
    s = str_trim(buf_str(&out));
    if (s.n == 0 || str_is(s, ".") || str_is(s, ".."))
        return "file";
    if (s.n > MOST_NAME) {
        struct str end = ending(s);
        size_t n = MOST_NAME - end.n;

        while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
            n--;
        return arena_printf(cx->mem, "%.*s%.*s", (int)n, s.p, STR_ARGS(end));
    }
    return arena_strndup(cx->mem, s.p, s.n);
}

const char *attach_names(struct ctx *cx, const char *ids)
{
    struct str rest = str_of(ids), word;
    struct rows *r;
    struct buf out;
    long long id;

    buf_init(&out, cx->mem, 1 << 16);
    while (ids != NULL && str_next(&rest, ' ', &word))
        if (str_int(word, &id) && db_one(cx, &r, "SELECT name FROM attachment WHERE id = ?", db_i(id)) == OK) {
            buf_add_c(&out, out.n > 0 ? ", " : "");
            buf_add_c(&out, rows_text(r, "name"));
        }
    return arena_strndup(cx->mem, buf_str(&out).p, buf_str(&out).n);
}

/* ---- what may come ---- */

static const struct field *field_of(const struct record *rec, const char *field)
{
    return *field == '\0' ? NULL : kind_field(rec->kind, field);
}

/* A file in a personal field is as hidden as the field: its name too. */
static const struct field *personal_field(const struct record *rec, const char *field)
{
    const struct field *f = field_of(rec, field);

    return f != NULL && access_personal(f) > 0 ? f : NULL;
}

static enum status refuse(struct ctx *cx, const char *field, const char *key, const char *arg)
{
    return ctx_problem(cx, *field != '\0' ? arena_strdup(cx->mem, field) : ATTACH_WHOLE, key, arg);
}

/* Programs: by their ending, and by what they begin with whatever they are called. */
static bool is_refused(const char *name, struct str bytes, const char *refused)
{
    struct str end = ending(str_of(name)), rest = str_of(refused), word;

    while (end.n > 1 && str_next(&rest, ' ', &word))
        if (word.n == end.n - 1 && strncasecmp(word.p, end.p + 1, word.n) == 0)
            return true;
    return (str_starts(bytes, "MZ") && memchr(bytes.p, 0, bytes.n < 64 ? bytes.n : 64) != NULL) ||
           str_starts(bytes, "\x7f" "ELF");
}

enum status attach_check(struct ctx *cx, const struct record *rec, const char *field, const char *name,
                         struct str bytes)
{
    const struct field *f = field_of(rec, field);
    struct settings *s;

    if (*field != '\0' && (f == NULL || (f->type != FT_FILE && f->type != FT_FILES)))
        return ctx_problem(cx, field, "problem.no_field", NULL);
    if (strcmp(rec->classification, "secret_ref") == 0)
        return refuse(cx, field, "problem.secret", NULL);
    if (personal_field(rec, field) != NULL && rec->loaded[f->index] != NULL && !access_may_show(cx, rec, f))
        return refuse(cx, field, "problem.masked_change", NULL);
    name = attach_name(cx, name);
    if (bytes.n == 0)
        return refuse(cx, field, "problem.empty_file", name);
    TRY(setting_load(cx, &s));
    long most = setting_int(s, "file.upload_mib");
    if (bytes.n >> 20 >= (size_t)most && bytes.n > (size_t)most << 20)
        return refuse(cx, field, "problem.file_big",
                      arena_printf(cx->mem, "%s (%zu MiB > %ld MiB)", name, (bytes.n + (1 << 20) - 1) >> 20, most));
    if (is_refused(name, bytes, setting_text(s, "file.refused")))
        return refuse(cx, field, "problem.file_type", name);
    return OK;
}

/* ---- putting and taking ---- */

struct job { /* one change of a record's files, on its way through record_write() */
    const struct attach_set *set;
    const char **kept;  /* values of the fields without what comes and what goes */
    int64_t *off;       /* what goes, with what a single file takes the place of */
    size_t n_off;
    int64_t *ids;       /* what came, once it is there */
};

static const char *without(struct ctx *cx, const char *value, int64_t gone)
{
    struct str rest = str_of(value), word;
    struct buf out;
    long long id;

    if (value == NULL)
        return NULL;
    buf_init(&out, cx->mem, strlen(value) + 2);
    while (str_next(&rest, ' ', &word))
        if (str_int(word, &id) && id != gone) {
            buf_add_c(&out, out.n > 0 ? " " : "");
            buf_add(&out, word);
        }
    return out.n == 0 ? NULL : arena_strndup(cx->mem, buf_str(&out).p, buf_str(&out).n);
}

static void append(struct ctx *cx, struct record *rec, const char *field, int64_t id)
{
    const struct field *f = field_of(rec, field);

    if (f == NULL)
        return;
    const char *value = rec->values[f->index];
    rec->values[f->index] = arena_printf(cx->mem, "%s%s%lld", value == NULL ? "" : value, value == NULL ? "" : " ",
                                         (long long)id);
}

static enum status plan_off(struct ctx *cx, const struct record *rec, struct job *job)
{
    struct rows *r;

    for (size_t i = 0; i < job->set->n_off; i++) {
        TRY(db_one(cx, &r,
                   "SELECT field FROM attachment WHERE id = ? AND record_id = ? AND removed_at IS NULL",
                   db_i(job->set->off[i]), db_i(rec->id)));
        const struct field *f = field_of(rec, rows_text(r, "field"));
        if (f != NULL && access_personal(f) > 0 && !access_may_show(cx, rec, f))
            return ctx_fail(cx, E_NOTFOUND, "file %lld is masked", (long long)job->set->off[i]);
        if (f != NULL)
            job->kept[f->index] = without(cx, job->kept[f->index], job->set->off[i]);
        job->off[job->n_off++] = job->set->off[i];
    }
    return OK;
}

/* A field of one file has the new one in the place of the old one. */
static enum status plan_add(struct ctx *cx, const struct record *rec, struct job *job)
{
    for (size_t i = 0; i < job->set->n_add; i++) {
        const struct field *f = field_of(rec, job->set->add[i].field);
        struct str rest, word;
        long long id;

        if (f == NULL || f->type != FT_FILE)
            continue;
        for (size_t k = 0; k < i; k++)
            if (strcmp(job->set->add[k].field, f->id) == 0)
                return ctx_problem(cx, f->id, "problem.one_file", NULL);
        rest = str_of(job->kept[f->index]);
        while (job->kept[f->index] != NULL && str_next(&rest, ' ', &word))
            if (str_int(word, &id))
                job->off[job->n_off++] = id;
        job->kept[f->index] = NULL;
    }
    return OK;
}

/* The values stand as they will, so that the checks see what is there; numbers that are not given yet read 0. */
static enum status plan(struct ctx *cx, struct record *rec, const struct attach_set *set, struct job *job)
{
    unsigned n = rec->kind->n_fields;

    *job = (struct job){.set = set, .kept = arena_alloc(cx->mem, (n + 1) * sizeof *job->kept)};
    memcpy(job->kept, rec->values, n * sizeof *job->kept);
    size_t most = set->n_off + set->n_add;
    for (unsigned i = 0; i < n; i++)
        most += rec->values[i] == NULL || rec->kind->fields[i].type != FT_FILE ? 0 : strlen(rec->values[i]);
    job->off = arena_alloc(cx->mem, (most + 1) * sizeof *job->off);
    job->ids = arena_alloc(cx->mem, (set->n_add + 1) * sizeof *job->ids);
    TRY(plan_off(cx, rec, job));
    TRY(plan_add(cx, rec, job));
    memcpy(rec->values, job->kept, n * sizeof *job->kept);
    for (size_t i = 0; i < set->n_add; i++)
        append(cx, rec, set->add[i].field, 0);
    return OK;
}

static enum status put(struct ctx *cx, const struct record *rec, const struct attach_new *a, int64_t *ret_id)
{
    struct str bytes = a->bytes;
    const char *sha256;

    if (a->upload != NULL)
        TRY(upload_read(cx, a->upload, &bytes));
    TRY(attach_store(cx, bytes, &sha256));
    if (a->upload != NULL)
        TRY(upload_take(cx, a->upload->id));
    return db_insert(cx, ret_id,
                     "INSERT INTO attachment (record_id, field, name, type, bytes, sha256, at, by_user) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     db_i(rec->id), db_s(a->field), db_s(attach_name(cx, a->name)), db_s(a->type),
                     db_i((int64_t)bytes.n), db_s(sha256), db_i(ctx_now(cx)), db_i(cx->who.user_id));
}

static enum status place(struct ctx *cx, struct record *rec, void *arg)
{
    struct job *job = arg;
    const struct attach_set *set = job->set;

    for (size_t i = 0; i < job->n_off; i++)
        TRY(db_exec(cx, NULL, "UPDATE attachment SET removed_at = ? WHERE id = ? AND record_id = ?",
                    db_i(ctx_now(cx)), db_i(job->off[i]), db_i(rec->id)));
    for (size_t i = 0; i < set->n_add; i++) {
        const struct field *f = field_of(rec, set->add[i].field);
        if (f != NULL)
            rec->values[f->index] = job->kept[f->index];
    }
    for (size_t i = 0; i < set->n_add; i++) {
        TRY(put(cx, rec, &set->add[i], &job->ids[i]));
        append(cx, rec, set->add[i].field, job->ids[i]);
    }
    return OK;
}

/* What the history says: the user's words, then "+ a.pdf − b.pdf"; a name that its field hides is not told. */
static enum status words(struct ctx *cx, const struct record *rec, const struct job *job, const char *why,
                         const char **ret_why)
{
    struct buf out;
    struct rows *r;

    buf_init(&out, cx->mem, 1 << 20);
    buf_add_c(&out, why != NULL ? why : "");
    for (size_t i = 0; i < job->set->n_add; i++)
        if (personal_field(rec, job->set->add[i].field) == NULL)
            buf_printf(&out, "%s+ %s", out.n > 0 ? " " : "", attach_name(cx, job->set->add[i].name));
    for (size_t i = 0; i < job->n_off; i++) {
        TRY(db_one(cx, &r, "SELECT field, name FROM attachment WHERE id = ?", db_i(job->off[i])));
        if (personal_field(rec, rows_text(r, "field")) == NULL)
            buf_printf(&out, "%s− %s", out.n > 0 ? " " : "", rows_text(r, "name"));
    }
    *ret_why = out.n == 0 ? NULL : arena_strndup(cx->mem, buf_str(&out).p, buf_str(&out).n);
    return buf_status(&out);
}

/* rec has its own values back when nothing was written. */
static enum status write(struct ctx *cx, struct record *rec, const struct attach_set *set, const char *why,
                         bool files_alone, int64_t *ret_ids)
{
    const char **before = arena_alloc(cx->mem, (rec->kind->n_fields + 1) * sizeof *before), *text = NULL;
    struct job job;

    memcpy(before, rec->values, rec->kind->n_fields * sizeof *before);
    enum status st = plan(cx, rec, set, &job);
    if (st == OK)
        st = words(cx, rec, &job, why, &text);
    struct record_change c = {.what = "update", .why = text, .before_row = place, .arg = &job,
                              .no_checks = files_alone};
    if (st == OK)
        st = files_alone ? record_write(cx, rec, &c) : record_save_as(cx, rec, &c);
    if (st != OK) {
        memcpy(rec->values, before, rec->kind->n_fields * sizeof *before);
        return st;
    }
    for (size_t i = 0; ret_ids != NULL && i < set->n_add; i++)
        ret_ids[i] = job.ids[i];
    return OK;
}

enum status attach_save(struct ctx *cx, struct record *rec, const struct attach_set *set, const char *why)
{
    if (set->n_add == 0 && set->n_off == 0)
        return record_save(cx, rec, why);
    for (size_t i = 0; i < set->n_add; i++)
        if (strcmp(rec->classification, "secret_ref") == 0 && field_of(rec, set->add[i].field) == NULL)
            (void)refuse(cx, set->add[i].field, "problem.secret", NULL);
    return write(cx, rec, set, why, false, NULL);
}

enum status attach_put(struct ctx *cx, struct record *rec, const struct attach_set *set, int64_t *ret_ids)
{
    TRY(access_record(cx, rec, RIGHT_UPDATE));
    for (size_t i = 0; i < set->n_add; i++)
        (void)!attach_check(cx, rec, set->add[i].field, set->add[i].name, set->add[i].bytes);
    TRY(ctx_problems(cx));
    return write(cx, rec, set, NULL, true, ret_ids);
}

enum status attach_add(struct ctx *cx, struct record *rec, const char *field, const char *name, const char *type,
                       struct str bytes, int64_t *ret_id)
{
    const struct attach_new one = {.field = field, .name = name, .type = type, .bytes = bytes};

    return attach_put(cx, rec, &(struct attach_set){.add = &one, .n_add = 1}, ret_id);
}

enum status attach_remove(struct ctx *cx, struct record *rec, int64_t id)
{
    return attach_put(cx, rec, &(struct attach_set){.off = &id, .n_off = 1}, NULL);
}

/* ---- reading ---- */

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
