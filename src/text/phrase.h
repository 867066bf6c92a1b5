/* Words of a text with a key each, and a set of phrases that is looked up in them in one pass.
   Keys forgive case, composed or decomposed accents, the place of the Vietnamese tone mark (hoà, hòa), and the usual
   endings of English and German words. Not for: sentences (segment.h). */
#pragma once

#include <stdint.h>

#include "base/ctx.h"
#include "base/vec.h"

struct word {
    size_t start, end; /* in the text */
    struct str low;    /* lower case, composed, tone mark moved to the end of the syllable */
    struct str key;    /* low without the endings of the language */
    bool upper;        /* begins with a capital letter */
    bool joined;       /* hangs on the word before it by a hyphen without blanks */
};
struct wordlist {
    VEC(struct word);
};

enum status phrase_words(struct ctx *cx, struct str text, enum lang lang, struct wordlist *ret_words) MUST_CHECK;

struct phrase_set;

/* Endings off both sides when loose; else the words must stand as they are (but for case and tone mark). A phrase word
   "*ministerium" stands for any word that ends so; the last word may end in "*" ("außenpoliti*"). */
struct phrase_set *phrase_set_new(struct ctx *cx, enum lang lang, bool loose);
void phrase_set_add(struct ctx *cx, struct phrase_set *s, struct str phrase, uint32_t payload);

struct phrase_hit {
    size_t first, n; /* words */
    uint32_t payload;
};
struct phrase_hits {
    VEC(struct phrase_hit);
};
/* Longest at each place and not overlapping when greedy, else every match. */
enum status phrase_find(struct ctx *cx, const struct phrase_set *s, struct wordlist words, bool greedy,
                        struct phrase_hits *ret_hits) MUST_CHECK;
