/* Counted nouns, measures and institutions in the three languages (definitions/concepts.yaml): enough to see that pairs
   became nothing, projects became companies, a committee became a council. Not for: terms and renderings (term.h). */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"
#include "text/phrase.h"

enum concept_kind { CONCEPT_NOUN, CONCEPT_MEASURE, CONCEPT_INSTITUTION, CONCEPT_LEVEL, CONCEPT_WORD };

struct concept {
    struct str id;
    enum concept_kind kind;
    struct str kin; /* concepts of one kin are near; a generic one stands for any of its kin */
    bool generic;
    struct str word[LANG__MAX]; /* its first form */
};

struct concept_base {
    VEC(struct concept);
    struct phrase_set *find[LANG__MAX], *find_words[LANG__MAX];
};

/* E_INVALID with line and reason. */
enum status concept_load(struct ctx *cx, struct str yaml, struct concept_base *ret_b) MUST_CHECK;

struct concept_hit {
    size_t start, end, concept;
};
struct concept_hits {
    VEC(struct concept_hit);
};
/* Longest first, not overlapping. Institutions only where they begin with a capital. */
enum status concept_find(struct ctx *cx, const struct concept_base *b, enum lang lang, struct wordlist words,
                         struct concept_hits *ret_hits) MUST_CHECK;
/* Everyday words (kind word): for finding the sentence of a sentence, not for judging. */
enum status concept_find_words(struct ctx *cx, const struct concept_base *b, enum lang lang, struct wordlist words,
                               struct concept_hits *ret_hits) MUST_CHECK;
/* May one stand for the other: the same, or of one kin with a generic one among them. */
bool concept_agrees(const struct concept_base *b, size_t x, size_t y);
