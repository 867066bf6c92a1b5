/* See load_store.h. */
#include "ledger/load_store.h"

#include <string.h>

#include "base/uid.h"
#include "ledger/observation_store.h"
#include "platform/db.h"

enum status load_store_begin(struct ctx *cx, struct load_store *s)
{
    struct rows *r;

    TRY(db_one(cx, &r,
        "SELECT (SELECT COALESCE(MAX(id), 0) FROM source_text) + 1 AS text,"
        " (SELECT COALESCE(MAX(id), 0) FROM source_version) + 1 AS version,"
        " (SELECT COALESCE(MAX(id), 0) FROM block) + 1 AS block,"
        " (SELECT COALESCE(MAX(id), 0) FROM observation) + 1 AS observation"));
    s->next_text = rows_int(r, "text");
    s->next_version = rows_int(r, "version");
    s->next_block = rows_int(r, "block");
    s->next_observation = rows_int(r, "observation");
    return OK;
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

static enum status add_blocks(struct ctx *cx, struct load_store *s, int64_t version_id, const struct load_document *d)
{
    for (size_t i = 0; i < d->segments.n; i++) {
        const struct block *b = &d->segments.at[i];
        struct buf sentences;

        buf_init(&sentences, cx->mem, 1 << 20);
        buf_add_c(&sentences, "");
        for (size_t k = b->first_sentence; k < b->first_sentence + b->n_sentences; k++)
            buf_printf(&sentences, "%s%zu %zu", k > b->first_sentence ? " " : "", d->segments.sentences[k].start,
                d->segments.sentences[k].end);
        TRY(buf_status(&sentences));
        TRY(db_exec(cx, NULL,
            "INSERT INTO block (id, version_id, ordinal, kind, repeated, start, stop, sentences)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            db_i(s->next_block++), db_i(version_id), db_i((int64_t)i), db_s(block_kind_name(b->kind)),
            db_i(b->repeated), db_i((int64_t)b->start), db_i((int64_t)b->end), db_t(buf_str(&sentences))));
    }
    return OK;
}

static enum status add_text(struct ctx *cx, struct load_store *s, const struct load_document *d, int64_t version_id,
                            int64_t *ret_id)
{
    char uid[UID_CHARS + 1];

    uid_make(ctx_now(cx), uid);
    *ret_id = s->next_text++;
    return db_exec(cx, NULL,
        "INSERT INTO source_text (id, uid, original_id, original_why, title, published, subject, year)"
        " VALUES (?, ?, ?, 'only', ?, ?, ?, ?)",
        db_i(*ret_id), db_s(uid), db_i(version_id), db_s(d->title), db_s(d->published), db_s(d->subject),
        d->year == 0 ? db_null() : db_i(d->year));
}

enum status load_store_document(struct ctx *cx, struct load_store *s, struct load_document *d,
                                struct load_result *result)
{
    int64_t id = s->next_version++;
    int64_t text_id = kin_find(s->kin, cx->mem, d->lang, d->n_content, &d->anchors);
    struct kin_anchors kept = {.n = d->anchors.n, .cap = d->anchors.n};

    if (text_id == 0)
        TRY(add_text(cx, s, d, id, &text_id));
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
    TRY(add_blocks(cx, s, id, d));
    for (size_t i = 0; i < d->observations.n; i++) {
        d->observations.at[i].id = s->next_observation++;
        d->observations.at[i].version_id = id;
        TRY(observation_add(cx, &d->observations.at[i], OBSERVATION_SPOTTER));
    }
    kept.at = arena_alloc(s->kin_mem, (kept.n + 1) * sizeof *kept.at);
    memcpy(kept.at, d->anchors.at, kept.n * sizeof *kept.at);
    kin_add(s->kin, text_id, d->lang, d->n_content, kept);
    result->outcome = LOAD_ADDED;
    result->version_id = id;
    result->text_id = text_id;
    result->lang = d->lang;
    result->n_figures = d->observations.n;
    result->n_blocks = (size_t)d->n_content;
    return OK;
}
