/* See history.h. Rows are only ever inserted. */
#include "register/history.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/json.h"
#include "register/record_sql.h"

enum { BODY_BYTES = 8 << 20, MOST_ROWS = 1000 };

/* Canonical texts, only what is given, in the order of the kind's file: equal records have equal bodies. */
static void body_of(struct ctx *cx, const struct record *rec, struct buf *out)
{
    const struct {
        const char *name, *value;
    } head[] = {{"state", rec->state}, {"code", rec->code}, {"classification", rec->classification},
                {"province", rec->province}, {"origin", rec->origin}, {"secret_no", rec->secret_no},
                {"secret_level", rec->secret_level}, {"secret_custodian", rec->secret_custodian},
                {"secret_place", rec->secret_place}, {"parent_kind", rec->parent_kind}};
    bool first = true;

    (void)cx;
    buf_byte(out, '{');
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        if (head[i].value != NULL) {
            buf_byte(out, '"');
            buf_add_c(out, head[i].name);
            buf_add(out, STR("\":"));
            json_quote(out, str_of(head[i].value));
            buf_byte(out, ',');
        }
    if (rec->org_id != 0)
        buf_printf(out, "\"org\":\"%lld\",", (long long)rec->org_id);
    if (rec->unit_id != 0)
        buf_printf(out, "\"unit\":\"%lld\",", (long long)rec->unit_id);
    if (rec->parent_id != 0)
        buf_printf(out, "\"parent_id\":\"%lld\",", (long long)rec->parent_id);
    if (rec->deleted_at != 0)
        buf_printf(out, "\"deleted_at\":\"%lld\",", (long long)rec->deleted_at);
    buf_add_c(out, "\"fields\":{");
    for (unsigned i = 0; i < rec->kind->n_fields; i++)
        if (rec->values[i] != NULL && field_is_stored(&rec->kind->fields[i])) {
            buf_add(out, first ? STR("\"") : STR(",\""));
            buf_add_c(out, rec->kind->fields[i].id);
            buf_add(out, STR("\":"));
            json_quote(out, str_of(rec->values[i]));
            first = false;
        }
    buf_add_c(out, "}}");
}

struct line { /* one row on its way in */
    const char *what, *kind, *uid, *why, *basis, *body;
    int64_t record_id, parent_id, version;
};

static void add_part(struct buf *b, const char *s)
{
    size_t n = s == NULL ? 0 : strlen(s);

    buf_int(b, (int64_t)n);
    buf_byte(b, ':'); /* the length first, so that parts cannot run into each other */
    buf_add(b, (struct str){s, n});
}

static void hash_row(struct buf *b, const char *before, int64_t at, const char *login, const struct line *l, char *hex)
{
    add_part(b, before);
    buf_printf(b, "%lld/%lld/", (long long)at, (long long)l->version);
    add_part(b, login);
    add_part(b, l->what);
    add_part(b, l->kind);
    add_part(b, l->uid);
    add_part(b, l->why);
    add_part(b, l->basis);
    add_part(b, l->body);
    crypto_blake2b_hex(buf_str(b), hex);
}

static void chain_hash(const char *before, const char *hash, char *hex)
{
    char both[2 * CRYPTO_HEX_CHARS + 1] = "";
    size_t n = before == NULL ? 0 : CRYPTO_HEX_CHARS;

    if (n > 0)
        memcpy(both, before, n);
    memcpy(both + n, hash, CRYPTO_HEX_CHARS);
    crypto_blake2b_hex((struct str){both, n + CRYPTO_HEX_CHARS}, hex);
}

static enum status last_of(struct ctx *cx, int64_t record_id, const char **ret_hash)
{
    struct rows *r;
    enum status st = db_one(cx, &r, "SELECT hash FROM history WHERE record_id = ? AND version IS NOT NULL "
                                    "ORDER BY seq DESC LIMIT 1", db_i(record_id));

    if (st == E_NOTFOUND) {
        *ret_hash = NULL;
        return OK;
    }
    TRY(st);
    *ret_hash = rows_text(r, "hash");
    return OK;
}

static struct db_param id_or_null(int64_t id)
{
    return id == 0 ? db_null() : db_i(id);
}

static enum status put(struct ctx *cx, const struct line *l, bool is_new)
{
    char hash[CRYPTO_HEX_CHARS + 1], chain[CRYPTO_HEX_CHARS + 1];
    const char *before = NULL, *last = NULL, *login = cx->who.login != NULL ? cx->who.login : "";
    int64_t at = ctx_now(cx);
    struct rows *r;
    struct buf b;

    TRY(db_begin(cx)); /* the chain is read and written under one lock */
    if (l->version > 0 && !is_new)
        TRY(last_of(cx, l->record_id, &before));
    enum status st = db_one(cx, &r, "SELECT chain FROM history ORDER BY seq DESC LIMIT 1");
    if (st != OK && st != E_NOTFOUND)
        return st;
    if (st == OK)
        last = rows_text(r, "chain");
    buf_init(&b, cx->mem, BODY_BYTES + 4096);
    hash_row(&b, before, at, login, l, hash);
    TRY(buf_status(&b));
    chain_hash(last, hash, chain);
    TRY(db_exec(cx, NULL,
                "INSERT INTO history (at, user_id, login, ip, what, kind, record_id, parent_id, version, why, basis, "
                "body, hash, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                db_i(at), db_i(cx->who.user_id), db_s(login), db_s(cx->who.ip), db_s(l->what), db_s(l->kind),
                id_or_null(l->record_id), id_or_null(l->parent_id), id_or_null(l->version), db_s(l->why),
                db_s(l->basis), db_s(l->body), db_s(hash), db_s(chain)));
    return db_commit(cx);
}

enum status history_version(struct ctx *cx, const struct record *rec, const char *what, const char *why,
                            const char *basis)
{
    struct buf body;

    buf_init(&body, cx->mem, BODY_BYTES);
    body_of(cx, rec, &body);
    TRY(buf_status(&body));
    struct line l = {.what = what, .kind = rec->kind->id, .uid = rec->uid, .why = why, .basis = basis,
                     .body = buf_str(&body).p, .record_id = rec->id, .parent_id = rec->parent_id,
                     .version = rec->version};
    return put(cx, &l, rec->version == 1);
}

enum status history_event(struct ctx *cx, const char *what, const char *kind, int64_t record_id, const char *detail)
{
    struct line l = {.what = what, .kind = kind, .body = detail == NULL ? "" : detail, .record_id = record_id};

    return put(cx, &l, true);
}

enum status history_read(struct ctx *cx, const char *kind, const char *why, const char *body, const int64_t *ids,
                         size_t n)
{
    struct line l = {.what = "read_pd", .kind = kind, .why = why, .body = body, .record_id = n == 1 ? ids[0] : 0};
    struct rows *r;

    TRY(db_begin(cx));
    TRY(put(cx, &l, true));
    TRY(db_one(cx, &r, "SELECT seq FROM history ORDER BY seq DESC LIMIT 1"));
    int64_t seq = rows_int(r, "seq");
    for (size_t i = 0; i < n; i++)
        TRY(db_exec(cx, NULL, "INSERT INTO personal_read (record_id, seq) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    db_i(ids[i]), db_i(seq)));
    return db_commit(cx);
}

struct versions {
    VEC(struct history_row);
};

/* Deleted records too: their history is what is left of them. */
static const struct record *head_of(struct ctx *cx, const struct history_row *h)
{
    const struct kind *k = h->kind == NULL ? NULL : kind_find(h->kind);
    const char *detail = cx->detail;
    struct record *rec;

    bool readable = k != NULL && h->record_id != 0 && record_sql_head(cx, k, h->record_id, &rec) == OK &&
                    access_allows(cx, rec, RIGHT_READ);
    cx->detail = detail; /* not to be read is an answer here, not a failure */
    if (!readable)
        return NULL;
    rec->title = access_title(cx, rec);
    return rec;
}

static void find_heads(struct ctx *cx, struct versions *v)
{
    for (size_t i = 0; i < v->n; i++) {
        size_t same = i;
        while (same > 0 && v->at[same - 1].record_id != v->at[i].record_id)
            same--;
        v->at[i].head = same > 0 ? v->at[same - 1].head : head_of(cx, &v->at[i]);
    }
}

/* What read_rows() reads. */
#define SELECT_ROWS                                                                                           \
    "SELECT h.seq, h.at, h.user_id, h.login, h.ip, h.what, h.kind, h.record_id, h.version, h.why, h.basis, "   \
    "h.body, h.hash, h.chain FROM history h "

static void read_rows(struct ctx *cx, struct rows *r, struct versions *v)
{
    while (rows_next(r)) {
        struct history_row h = {
            .seq = rows_int(r, "seq"), .at = rows_int(r, "at"), .user_id = rows_int(r, "user_id"),
            .login = rows_text(r, "login"), .ip = rows_text(r, "ip"), .what = rows_text(r, "what"),
            .kind = rows_text(r, "kind"), .record_id = rows_int(r, "record_id"), .version = rows_int(r, "version"),
            .why = rows_text(r, "why"), .basis = rows_text(r, "basis"), .body = rows_text(r, "body"),
            .hash = rows_text(r, "hash"), .chain = rows_text(r, "chain")};
        vec_push(cx->mem, v, h);
    }
}

enum status history_body(struct ctx *cx, int64_t record_id, int64_t version, const char **ret_body)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT body FROM history WHERE record_id = ? AND version = ? ORDER BY seq LIMIT 1",
               db_i(record_id), db_i(version)));
    *ret_body = rows_text(r, "body");
    return OK;
}

enum status history_since(struct ctx *cx, int64_t record_id, int64_t version, struct history_row **ret_rows,
                          size_t *ret_n)
{
    struct versions v = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
                 SELECT_ROWS "WHERE record_id = ? AND version >= ? ORDER BY seq LIMIT ?",
                 db_i(record_id), db_i(version), db_i(MOST_ROWS)));
    read_rows(cx, r, &v);
    TRY(rows_done(r));
    *ret_rows = v.at;
    *ret_n = v.n;
    return OK;
}

static int newest_first(const void *a, const void *b)
{
    int64_t x = ((const struct history_row *)a)->seq, y = ((const struct history_row *)b)->seq;

    return (x < y) - (x > y);
}

/* Two runs of an index and not one condition over both: the database need not sort. */
enum status history_of(struct ctx *cx, int64_t record_id, bool with_subs, int64_t limit, struct history_row **ret_rows,
                       size_t *ret_n)
{
    struct versions v = {0};
    struct rows *r;

    limit = limit <= 0 || limit > MOST_ROWS ? MOST_ROWS : limit;
    TRY(db_query(cx, &r,
                 SELECT_ROWS "WHERE record_id = ? AND what <> 'read_pd' ORDER BY seq DESC LIMIT ?",
                 db_i(record_id), db_i(limit)));
    read_rows(cx, r, &v);
    TRY(rows_done(r));
    if (with_subs) {
        TRY(db_query(cx, &r,
                     SELECT_ROWS "WHERE parent_id = ? ORDER BY seq DESC LIMIT ?",
                     db_i(record_id), db_i(limit)));
        read_rows(cx, r, &v);
        TRY(rows_done(r));
        if (v.n > 1)
            qsort(v.at, v.n, sizeof *v.at, newest_first);
        v.n = v.n > (size_t)limit ? (size_t)limit : v.n;
    }
    find_heads(cx, &v);
    size_t n = 0;
    for (size_t i = 0; i < v.n; i++)
        if (v.at[i].head != NULL)
            v.at[n++] = v.at[i];
    *ret_rows = v.at;
    *ret_n = n;
    return OK;
}

enum status history_list(struct ctx *cx, const struct history_filter *f, struct history_row **ret_rows, size_t *ret_n)
{
    int64_t limit = f->limit <= 0 || f->limit > MOST_ROWS ? 100 : f->limit;
    struct versions v = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
                 SELECT_ROWS "WHERE (? = 0 OR seq < ?) AND (? = '' OR login = ?) AND (? = '' OR what = ?) "
                 "AND (? = '' OR kind = ?) AND (? = 0 OR at >= ?) AND (? = 0 OR at <= ?) "
                 "AND (? = 0 OR record_id = ? OR seq IN (SELECT p.seq FROM personal_read p WHERE p.record_id = ?)) "
                 "ORDER BY seq DESC LIMIT ?",
                 db_i(f->before_seq), db_i(f->before_seq), db_s(f->login ? f->login : ""),
                 db_s(f->login ? f->login : ""), db_s(f->what ? f->what : ""), db_s(f->what ? f->what : ""),
                 db_s(f->kind ? f->kind : ""), db_s(f->kind ? f->kind : ""), db_i(f->from_at), db_i(f->from_at),
                 db_i(f->to_at), db_i(f->to_at), db_i(f->record_id), db_i(f->record_id), db_i(f->record_id),
                 db_i(limit)));
    read_rows(cx, r, &v);
    TRY(rows_done(r));
    find_heads(cx, &v);
    *ret_rows = v.at;
    *ret_n = v.n;
    return OK;
}

enum status history_readers(struct ctx *cx, int64_t record_id, int64_t limit, struct history_row **ret_rows,
                            size_t *ret_n)
{
    struct versions v = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
                 SELECT_ROWS "JOIN personal_read p ON p.seq = h.seq "
                 "WHERE p.record_id = ? ORDER BY p.seq DESC LIMIT ?",
                 db_i(record_id), db_i(limit <= 0 || limit > MOST_ROWS ? MOST_ROWS : limit)));
    read_rows(cx, r, &v);
    TRY(rows_done(r));
    *ret_rows = v.at;
    *ret_n = v.n;
    return OK;
}

enum status history_reader_sums(struct ctx *cx, int64_t from_at, int64_t to_at, struct history_reader **ret_at,
                                size_t *ret_n)
{
    struct {
        VEC(struct history_reader);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
                 "SELECT h.login, COUNT(DISTINCT h.seq) AS times, COUNT(DISTINCT p.record_id) AS records, "
                 "MAX(h.at) AS last_at, "
                 "SUM(CASE WHEN h.body LIKE '{\"way\":\"export\"%' THEN 1 ELSE 0 END) AS exported "
                 "FROM history h JOIN personal_read p ON p.seq = h.seq WHERE h.what = 'read_pd' "
                 "AND h.at >= ? AND (? = 0 OR h.at <= ?) GROUP BY h.login ORDER BY records DESC, h.login LIMIT ?",
                 db_i(from_at), db_i(to_at), db_i(to_at), db_i(MOST_ROWS)));
    while (rows_next(r)) {
        struct history_reader one = {.login = rows_text(r, "login"), .times = rows_int(r, "times"),
                                     .records = rows_int(r, "records"), .exported = rows_int(r, "exported"),
                                     .last_at = rows_int(r, "last_at")};
        vec_push(cx->mem, &v, one);
    }
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

const char *history_show(struct ctx *cx, const struct history_row *row, const struct history_change *c,
                         const char *value)
{
    if (value == NULL)
        return "—";
    if (c->field == NULL)
        return value;
    if (row->head == NULL || access_value(cx, row->head, c->field) == ACCESS_MASK)
        return RECORD_MASK;
    return c->field->type == FT_GEO ? field_print_geo(cx, value) : field_print(cx, c->field, value);
}

static enum status body_read(struct ctx *cx, const char *body, json_t **ret_head, json_t **ret_fields)
{
    *ret_head = *ret_fields = NULL;
    if (body == NULL || *body != '{')
        return OK;
    TRY(json_read(cx, str_of(body), ret_head));
    *ret_fields = json_object_get(*ret_head, "fields");
    return OK;
}

static const char *text_of(json_t *o, const char *name)
{
    return o == NULL ? NULL : json_string_value(json_object_get(o, name));
}

enum status history_diff(struct ctx *cx, const struct kind *k, const char *body_before, const char *body_after,
                         struct history_change **ret_changes, size_t *ret_n)
{
    static const char *const head[] = {"state", "code", "classification", "org", "unit", "province", "secret_no",
                                       "secret_level", "secret_custodian", "secret_place", "deleted_at"};
    struct {
        VEC(struct history_change);
    } v = {0};
    json_t *a, *b, *fa, *fb;

    TRY(body_read(cx, body_before, &a, &fa));
    TRY(body_read(cx, body_after, &b, &fb));
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        if (!field_same(text_of(a, head[i]), text_of(b, head[i])))
            vec_push(cx->mem, &v, (struct history_change){NULL, head[i], text_of(a, head[i]), text_of(b, head[i])});
    for (unsigned i = 0; i < k->n_fields; i++) {
        const char *id = k->fields[i].id, *x = text_of(fa, id), *y = text_of(fb, id);
        if (!field_same(x, y))
            vec_push(cx->mem, &v, (struct history_change){&k->fields[i], id, x, y});
    }
    *ret_changes = v.at;
    *ret_n = v.n;
    return OK;
}

struct verify {
    char chain[CRYPTO_HEX_CHARS + 1]; /* of the row before */
    bool started;
};

static const char *verify_row(struct ctx *cx, struct verify *v, struct rows *r, const char *before)
{
    char hex[CRYPTO_HEX_CHARS + 1];
    struct line l = {.what = rows_text(r, "what"), .kind = rows_text(r, "kind"), .uid = rows_text(r, "uid"),
                     .why = rows_text(r, "why"), .basis = rows_text(r, "basis"), .body = rows_text(r, "body"),
                     .record_id = rows_int(r, "record_id"), .version = rows_int(r, "version")};
    const char *hash = rows_text(r, "hash"), *chain = rows_text(r, "chain");
    struct buf b;

    if (l.version == 0)
        l.uid = NULL;
    buf_init(&b, cx->mem, BODY_BYTES + 4096);
    hash_row(&b, before, rows_int(r, "at"), rows_text(r, "login"), &l, hex);
    if (strcmp(hex, hash) != 0)
        return "the row was changed";
    chain_hash(v->started ? v->chain : NULL, hash, hex);
    if (strcmp(hex, chain) != 0)
        return "a row before it was taken out or changed";
    memcpy(v->chain, chain, sizeof v->chain);
    v->started = true;
    return NULL;
}

/* The version before, by window over the record; LAG is in both engines. */
enum status history_verify(struct ctx *cx, int64_t *ret_rows, int64_t *ret_bad_seq, const char **ret_reason)
{
    struct verify v = {0};
    struct rows *r;
    int64_t n = 0, bad = 0;
    const char *reason = NULL;

    TRY(db_query(
        cx, &r,
        "SELECT h.seq, h.at, h.login, h.what, h.kind, h.record_id, h.version, h.why, h.basis, h.body, h.hash, "
        "h.chain, x.uid, CASE WHEN h.version IS NULL THEN NULL ELSE (SELECT p.hash FROM history p WHERE "
        "p.record_id = h.record_id AND p.version IS NOT NULL AND p.seq < h.seq ORDER BY p.seq DESC LIMIT 1) END "
        "AS before FROM history h LEFT JOIN record x ON x.id = h.record_id ORDER BY h.seq"));
    while (bad == 0 && rows_next(r)) {
        struct arena_mark m = arena_mark(cx->mem);
        n++;
        reason = verify_row(cx, &v, r, rows_text(r, "before"));
        if (reason != NULL)
            bad = rows_int(r, "seq");
        arena_rewind(cx->mem, m);
    }
    TRY(rows_done(r));
    *ret_rows = n;
    *ret_bad_seq = bad;
    *ret_reason = reason;
    return OK;
}
