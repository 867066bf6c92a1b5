/* One document read: everything the ledger keeps of it, before the database is touched. Not for: storing. */
#pragma once

#include "ledger/kin.h"
#include "ledger/load.h"
#include "ledger/propose.h"
#include "platform/crypto.h"
#include "text/extract.h"
#include "text/language.h"

struct load_document {
    const char *name;
    char sha256[CRYPTO_HEX_CHARS + 1]; /* the caller's: load_read() leaves it empty */
    struct str bytes;
    struct extracted extracted;
    enum lang lang;
    struct segments segments;
    struct segment_meta meta;
    struct figures figures;
    struct observations observations;
    struct kin_anchors anchors;
    const char *published, *title, *subject;
    int64_t year, n_content;
};

/* E_FORMAT, E_TOOBIG: the document cannot be read, ctx.detail says why. */
enum status load_read(struct ctx *cx, const struct load_tools *tools, const char *name, struct str bytes,
                      struct load_document *ret_d) MUST_CHECK;
