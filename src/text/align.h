/* Which blocks and sentences of two versions of one text stand for each other. Length, figures, names, position
   decide; merged, split, dropped and added ones are found. Not for: judging the differences (compare.h). */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"

/* What the aligner knows of one block or sentence: nothing of language. */
struct align_item {
    size_t length; /* letters */
    int group;     /* kind: items of different groups pair with a penalty */
    const uint32_t *anchors; /* hashes of figures, names, terms: what survives translation. An odd one is weak: it */
    size_t n_anchors;        /* counts when the other side has it, and is not missed when it has not */
};

struct align_pair {
    size_t a, n_a, b, n_b; /* runs; n_a or n_b may be 0 */
    double cost;
};
struct align_pairs {
    VEC(struct align_pair);
};
/* ratio: letters of b per letter of a where the texts are longer than these runs, 0 = take it from the runs.
   In order; every item of both sides in exactly one pair; 1-1, 1-0, 0-1, 1-2, 2-1, 1-3, 3-1, 2-2. */
enum status align_run(struct ctx *cx, const struct align_item *a, size_t n_a, const struct align_item *b, size_t n_b,
                      double ratio, struct align_pairs *ret_pairs) MUST_CHECK;
/* The same for sentences: one at the edge of a run that stands for nothing on the other side is no part of the run, it
   was dropped or added. ratio is above 0. */
enum status align_sentence_run(struct ctx *cx, const struct align_item *a, size_t n_a, const struct align_item *b,
                               size_t n_b, double ratio, struct align_pairs *ret_pairs) MUST_CHECK;
