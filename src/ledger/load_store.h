/* The rows of documents that were read: texts, versions, what they say about themselves, blocks, proposals. Inside the
   caller's transaction. Not for: reading them (ledger/load_read.h), their bytes (register/attach.h). */
#pragma once

#include "ledger/kin.h"
#include "ledger/load_read.h"

struct load_store {
    struct kin *kin; /* learns every document that is stored */
    struct arena *kin_mem;
    int64_t next_text, next_version, next_block, next_observation;
};

/* Asks for the first free ids: once per transaction. */
enum status load_store_begin(struct ctx *cx, struct load_store *s) MUST_CHECK;
enum status load_store_document(struct ctx *cx, struct load_store *s, struct load_document *d,
                                struct load_result *result) MUST_CHECK;
