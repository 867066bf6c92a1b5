/* See load.h. A batch is read and worked out first, then its bytes are written and synced once, then its rows are
   committed in one transaction: a crash at any point leaves whole documents or none. */
#include "ledger/load.h"

#include <string.h>

#include "base/map.h"
#include "base/uid.h"
#include "ledger/load_read.h"
#include "ledger/observation_store.h"
#include "ledger/source.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/file.h"
#include "register/attach.h"
#include "register/history.h"

enum { BATCH = 200, BATCH_BYTES = 32 << 20 };

struct loading {
    struct ctx *cx;
    const struct load_tools *tools;
    struct arena *long_lived; /* what must outlive a batch: digests, anchors, results */
    struct map known;         /* sha256 to struct load_result* */
    struct kin *kin;
    int64_t next_text, next_version, next_block, next_observation;
    struct load_results results;
};

struct batch {
    VEC(struct load_document);
    size_t bytes;
    const char *folder; /* of the files, to sync */
};

static void free_arena(void *a)
{
    arena_free(a);
}

static enum status next_ids(struct loading *l)
{
    struct rows *r;

    TRY(db_one(l->cx, &r,
        "SELECT (SELECT COALESCE(MAX(id), 0) FROM source_text) + 1 AS text,"
        " (SELECT COALESCE(MAX(id), 0) FROM source_version) + 1 AS version,"
        " (SELECT COALESCE(MAX(id), 0) FROM block) + 1 AS block,"
        " (SELECT COALESCE(MAX(id), 0) FROM observation) + 1 AS observation"));
    l->next_text = rows_int(r, "text");
    l->next_version = rows_int(r, "version");
    l->next_block = rows_int(r, "block");
    l->next_observation = rows_int(r, "observation");
    return OK;
}

/* What is there already: digests, and the anchors for finding versions. */
static enum status read_known(struct loading *l)
{
    struct ctx *cx = l->cx;
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT id, text_id, sha256, lang, n_blocks, anchors FROM source_version ORDER BY id"));
    for (struct arena_mark m = arena_mark(cx->mem); rows_next(r); arena_rewind(cx->mem, m)) {
        struct load_result *one = arena_new_of(l->long_lived, struct load_result);
        enum lang lang = LANG_VI;

        one->version_id = rows_int(r, "id");
        one->text_id = rows_int(r, "text_id");
        (void)lang_parse(rows_str(r, "lang"), &lang);
        one->lang = lang;
        map_put(&l->known, str_of(arena_strdup(l->long_lived, rows_text(r, "sha256"))), one);
        kin_add(l->kin, one->text_id, lang, rows_int(r, "n_blocks"),
            kin_anchors_parse(l->long_lived, rows_str(r, "anchors")));
    }
    return rows_done(r);
}

static void add_result(struct loading *l, struct load_result r)
{
    l->results.n_added += r.outcome == LOAD_ADDED;
    l->results.n_known += r.outcome == LOAD_KNOWN;
    l->results.n_failed += r.outcome == LOAD_FAILED;
    vec_push(l->long_lived, &l->results, r);
}

static void add_failure(struct loading *l, const char *name, enum status st)
{
    const char *why = l->cx->detail != NULL ? l->cx->detail : status_name(st);

    add_result(l, (struct load_result){.name = arena_strdup(l->long_lived, name), .outcome = LOAD_FAILED, .status = st,
        .message = arena_strdup(l->long_lived, why)});
    ctx_clear(l->cx);
}

static bool is_disk(enum status st)
{
    return st == E_FULL || st == E_DB || st == E_BUSY || st == E_BUG;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

/* Reads one file into the batch. */
static enum status take(struct loading *l, struct batch *b, const struct load_input *in)
{
    struct ctx *cx = l->cx;
    struct arena_mark m = arena_mark(cx->mem);
    const char *name = in->path != NULL ? last_part(in->path) : in->name;
    const char *shown = in->path != NULL ? in->path : in->name;
    struct str bytes = in->bytes;
    struct load_document d;
    char hex[CRYPTO_HEX_CHARS + 1];
    enum status st = in->path == NULL ? OK : file_read(cx, in->path, EXTRACT_FILE_MAX, &bytes);

    if (st == OK) {
        crypto_sha256_hex(bytes, hex);
        struct load_result *one = map_get(&l->known, str_of(hex));
        if (one != NULL) {
            add_result(l, (struct load_result){.name = arena_strdup(l->long_lived, shown), .outcome = LOAD_KNOWN,
                .version_id = one->version_id, .text_id = one->text_id, .lang = one->lang});
            arena_rewind(cx->mem, m);
            return OK;
        }
        st = load_read(cx, l->tools, name, bytes, &d);
    }
    if (st != OK) {
        if (is_disk(st))
            return st;
        add_failure(l, shown, st);
        arena_rewind(cx->mem, m); /* what a refused file took is not kept until the batch is full */
        return OK;
    }
    d.name = name;
    struct load_result *one = arena_new_of(l->long_lived, struct load_result);
    map_put(&l->known, str_of(arena_strdup(l->long_lived, d.sha256)), one);
    one->name = arena_strdup(l->long_lived, shown);
    b->bytes += bytes.n;
    vec_push(cx->mem, b, d);
    return OK;
}

static enum status write_files(struct loading *l, struct batch *b)
{
    struct ctx *cx = l->cx;
    const char *folder = NULL;

    for (size_t i = 0; i < b->n; i++) {
        const char *path = attach_path(cx, b->at[i].sha256);
        const char *slash = strrchr(path, '/');

        folder = slash != NULL ? arena_strndup(cx->mem, path, (size_t)(slash - path)) : ".";
        if (file_exists(path))
            continue;
        TRY(file_make_dirs(cx, folder));
        TRY(file_write_unsynced(cx, path, b->at[i].bytes));
    }
    return folder != NULL ? file_sync_all(cx, folder) : OK;
}

static enum status add_meta(struct ctx *cx, int64_t version_id, const struct load_document *d, const char *field,
                            struct str value, const char *origin)
{
    struct str body = d->extracted.text;
    bool printed = value.n > 0 && value.p >= body.p && value.p + value.n <= body.p + body.n;
    const char *canonical = arena_strndup(cx->mem, value.p, value.n);
    int64_t at = printed ? (int64_t)(value.p - body.p) : 0;

    if (value.n == 0)
        return OK;
    if (strcmp(field, "published") == 0 && strcmp(origin, "text") == 0)
        canonical = date_text(cx->mem, d->meta.published);
    return db_exec(cx, NULL,
        "INSERT INTO source_meta (version_id, field, value, origin, start, stop) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        db_i(version_id), db_s(field), db_s(canonical), db_s(origin), printed ? db_i(at) : db_null(),
        printed ? db_i(at + (int64_t)value.n) : db_null());
}

static enum status add_metas(struct ctx *cx, int64_t version_id, const struct load_document *d)
{
    const struct segment_meta *m = &d->meta;

    if (date_is_set(m->published))
        TRY(add_meta(cx, version_id, d, "published",
            m->published_text.n > 0 ? m->published_text : str_of(d->published), "text"));
    TRY(add_meta(cx, version_id, d, "url", m->url, "text"));
    TRY(add_meta(cx, version_id, d, "byline", m->byline, "text"));
    TRY(add_meta(cx, version_id, d, "publisher", m->publisher, "text"));
    if (m->title.n > 0)
        TRY(add_meta(cx, version_id, d, "title", m->title, "text"));
    else
        TRY(add_meta(cx, version_id, d, "title", str_of(d->title), "heading"));
    for (size_t i = 0; i < d->extracted.hints.n; i++) {
        const struct extract_hint *h = &d->extracted.hints.at[i];

        TRY(add_meta(cx, version_id, d, strcmp(h->key, "date") == 0 ? "published" : h->key, h->value, h->from));
    }
    return OK;
}

static enum status add_blocks(struct loading *l, int64_t version_id, const struct load_document *d)
{
    struct ctx *cx = l->cx;

    for (size_t i = 0; i < d->segments.n; i++) {
        const struct block *b = &d->segments.at[i];
        struct buf sentences;

        buf_init(&sentences, cx->mem, 1 << 20);
        buf_add_c(&sentences, "");
        for (size_t s = b->first_sentence; s < b->first_sentence + b->n_sentences; s++)
            buf_printf(&sentences, "%s%zu %zu", s > b->first_sentence ? " " : "", d->segments.sentences[s].start,
                d->segments.sentences[s].end);
        TRY(buf_status(&sentences));
        TRY(db_exec(cx, NULL,
            "INSERT INTO block (id, version_id, ordinal, kind, repeated, start, stop, sentences)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            db_i(l->next_block++), db_i(version_id), db_i((int64_t)i), db_s(block_kind_name(b->kind)),
            db_i(b->repeated), db_i((int64_t)b->start), db_i((int64_t)b->end), db_t(buf_str(&sentences))));
    }
    return OK;
}

static enum status add_text(struct loading *l, const struct load_document *d, int64_t version_id, int64_t *ret_id)
{
    char uid[UID_CHARS + 1];

    uid_make(ctx_now(l->cx), uid);
    *ret_id = l->next_text++;
    return db_exec(l->cx, NULL,
        "INSERT INTO source_text (id, uid, original_id, original_why, title, published, subject, year)"
        " VALUES (?, ?, ?, 'only', ?, ?, ?, ?)",
        db_i(*ret_id), db_s(uid), db_i(version_id), db_s(d->title), db_s(d->published), db_s(d->subject),
        d->year == 0 ? db_null() : db_i(d->year));
}

static enum status add_document(struct loading *l, struct load_document *d)
{
    struct ctx *cx = l->cx;
    int64_t id = l->next_version++;
    int64_t text_id = kin_find(l->kin, cx->mem, d->lang, d->n_content, &d->anchors);
    struct kin_anchors kept = {.n = d->anchors.n, .cap = d->anchors.n};

    if (text_id == 0)
        TRY(add_text(l, d, id, &text_id));
    else
        TRY(db_exec(cx, NULL, "UPDATE source_text SET compared_at = NULL WHERE id = ?", db_i(text_id)));
    TRY(db_exec(cx, NULL,
        "INSERT INTO source_version (id, text_id, sha256, file_name, n_bytes, mime, lang, body, skipped, same_bytes,"
        " anchors, n_blocks, spotter, loaded_at, loaded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        db_i(id), db_i(text_id), db_s(d->sha256), db_s(d->name), db_i((int64_t)d->bytes.n), db_s(d->extracted.mime),
        db_s(lang_code(d->lang)), db_t(d->extracted.text), db_i((int64_t)d->extracted.skipped),
        db_i(d->extracted.same_bytes), db_s(kin_anchors_text(cx->mem, &d->anchors)), db_i(d->n_content),
        db_i(OBSERVATION_SPOTTER), db_i(ctx_now(cx)), db_i(cx->who.user_id)));
    TRY(add_metas(cx, id, d));
    TRY(add_blocks(l, id, d));
    for (size_t i = 0; i < d->observations.n; i++) {
        d->observations.at[i].id = l->next_observation++;
        d->observations.at[i].version_id = id;
        TRY(observation_add(cx, &d->observations.at[i], OBSERVATION_SPOTTER));
    }
    kept.at = arena_alloc(l->long_lived, (kept.n + 1) * sizeof *kept.at);
    memcpy(kept.at, d->anchors.at, kept.n * sizeof *kept.at);
    kin_add(l->kin, text_id, d->lang, d->n_content, kept);
    struct load_result *one = map_get(&l->known, str_of(d->sha256));
    one->outcome = LOAD_ADDED;
    one->version_id = id;
    one->text_id = text_id;
    one->lang = d->lang;
    one->n_figures = d->observations.n;
    one->n_blocks = (size_t)d->n_content;
    return OK;
}

static enum status store(struct loading *l, struct batch *b)
{
    struct ctx *cx = l->cx;

    TRY(write_files(l, b));
    TRY(db_begin(cx));
    TRY(next_ids(l));
    for (size_t i = 0; i < b->n; i++) {
        struct arena_mark m = arena_mark(cx->mem);

        TRY(add_document(l, &b->at[i]));
        arena_rewind(cx->mem, m);
    }
    /* in the same transaction: no document without its row in the audit trail */
    TRY(history_event(cx, "import", NULL, 0, arena_printf(cx->mem, "%zu documents loaded into the ledger", b->n)));
    TRY(db_commit(cx));
    for (size_t i = 0; i < b->n; i++)
        add_result(l, *(struct load_result *)map_get(&l->known, str_of(b->at[i].sha256)));
    return OK;
}

/* Texts that got one more version, in this load or in one that was cut off before it came to this. */
static enum status compare_joined(struct loading *l)
{
    struct ctx *cx = l->cx;
    struct {
        VEC(int64_t);
    } texts = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
        "SELECT t.id FROM source_text t WHERE t.compared_at IS NULL AND (SELECT COUNT(*) FROM source_version v"
        " WHERE v.text_id = t.id) > 1 ORDER BY t.id"));
    while (rows_next(r))
        vec_push(l->long_lived, &texts, rows_int(r, "id"));
    TRY(rows_done(r));
    for (size_t i = 0; i < texts.n; i++) {
        struct arena_mark m = arena_mark(cx->mem);

        TRY(load_compare(cx, l->tools, texts.at[i]));
        l->results.n_texts++;
        arena_rewind(cx->mem, m);
    }
    return OK;
}

enum status load_run(struct ctx *cx, const struct load_tools *tools, const struct load_input *inputs, size_t n,
                     load_progress_fn *progress, void *arg, struct load_results *ret_results)
{
    struct loading l = {.cx = cx, .tools = tools};
    void **promise = arena_defer(cx->mem, free_arena);

    l.long_lived = arena_new_beside(cx->mem, (size_t)2 << 30);
    if (l.long_lived == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a load");
    *promise = l.long_lived;
    map_init(&l.known, l.long_lived);
    l.kin = kin_new(l.long_lived);
    TRY(read_known(&l));
    for (size_t i = 0; i < n;) {
        struct arena_mark m = arena_mark(cx->mem);
        struct batch b = {0};

        for (; i < n && b.n < BATCH && b.bytes < BATCH_BYTES; i++)
            TRY(take(&l, &b, &inputs[i]));
        if (b.n > 0)
            TRY(store(&l, &b));
        arena_rewind(cx->mem, m);
        if (progress != NULL)
            progress(arg, i, n);
    }
    TRY(compare_joined(&l));
    *ret_results = l.results;
    return OK;
}
