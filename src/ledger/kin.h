/* Which loaded files are versions of one text in other languages: by what survives translation (figures, names,
   addresses). Looked up by inverted lists, so that ten thousand texts cost ten thousand times one.
   Not for: which version is the original (ledger/source.h). */
#pragma once

#include "base/vec.h"
#include "text/figure.h"

struct kin_anchors {
    VEC(uint64_t); /* hash << 8 | place in the text in 256ths; sorted, each hash once; its two top bits are the kind */
};

/* Anchors of one text. */
struct kin_anchors kin_anchors_of(struct ctx *cx, struct str body, const struct figures *figures);
/* Hexadecimal with blanks, as kept in source_version.anchors; and back. */
const char *kin_anchors_text(struct arena *mem, const struct kin_anchors *a);
struct kin_anchors kin_anchors_parse(struct arena *mem, struct str text);

struct kin; /* lives in the arena it was made with */
struct kin *kin_new(struct arena *mem);
/* Anchors are kept, not copied. */
void kin_add(struct kin *k, int64_t text_id, enum lang lang, int64_t n_blocks, struct kin_anchors anchors);
/* The text of which these anchors are another language's version, or 0. */
int64_t kin_find(const struct kin *k, struct arena *scratch, enum lang lang, int64_t n_blocks,
                 const struct kin_anchors *anchors);
