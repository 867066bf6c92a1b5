/* Texts and their versions in the database: what was loaded, from which file, in which language, which version is the
   original, and what each says about the text (with its place). Not for: reading files (ledger/load.h) or the figures
   in them (ledger/observation_store.h). */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"

struct source_block {
    long ordinal;
    const char *kind; /* title heading caption paragraph byline source date debris */
    bool repeated;
    size_t start, end;
};

struct source_meta {
    int64_t version_id;
    const char *lang, *field, *value, *origin;
    int64_t start, end; /* bytes in the body, -1 = not printed there */
};

struct source_version {
    int64_t id, text_id;
    const char *sha256, *file_name, *mime;
    enum lang lang;
    struct str body;
    int64_t n_bytes, skipped, n_blocks, loaded_at, loaded_by;
    bool same_bytes, is_original;
};

struct source_text {
    int64_t id;
    const char *uid, *title, *published, *subject, *original_why;
    int64_t original_id, year;
    struct source_version *versions; /* the original first, then vi, en, de */
    size_t n_versions;
};

struct source_texts {
    VEC(struct source_text);
};

/* Without the bodies; the newest first. year 0 = all. */
enum status source_list(struct ctx *cx, int year, struct source_texts *ret_list) MUST_CHECK;
enum status source_load(struct ctx *cx, int64_t text_id, bool bodies, struct source_text *ret_text) MUST_CHECK;
/* The extracted text of one version. */
enum status source_body(struct ctx *cx, int64_t version_id, struct str *ret_body) MUST_CHECK;
enum status source_text_of(struct ctx *cx, int64_t version_id, int64_t *ret_text_id) MUST_CHECK;
enum status source_blocks(struct ctx *cx, int64_t version_id, struct source_block **ret_at, size_t *ret_n) MUST_CHECK;
/* Every statement about the text by any of its versions, field by field: the merged metadata with its provenance. */
enum status source_meta_of(struct ctx *cx, int64_t text_id, struct source_meta **ret_at, size_t *ret_n) MUST_CHECK;
/* Years that texts report on or were published in, newest first. */
enum status source_years(struct ctx *cx, int **ret_years, size_t *ret_n) MUST_CHECK;
/* A person says which version is the original. */
enum status source_choose_original(struct ctx *cx, int64_t text_id, int64_t version_id) MUST_CHECK;
/* After versions were added: original (the local language, else the only one, else the first loaded), title, published,
   subject and year from what the versions say. */
enum status source_refresh(struct ctx *cx, int64_t text_id) MUST_CHECK;
