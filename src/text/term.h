/* The term base: a Vietnamese term, its approved renderings and those that are faults (definitions/terms.yaml).
   A loaded base is read-only and may be shared by threads. Not for: free translation. */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"
#include "text/phrase.h"

struct term_avoid {
    struct str text;
    char cls;         /* 'A' to 'D' */
    struct str rule;  /* "institution", one of the rules of docs/FIGURES.md */
    struct str why;   /* English, or as the file has it */
};

struct term_forms {
    VEC(struct str);
};
struct term_avoids {
    VEC(struct term_avoid);
};

struct term {
    struct str id, domain, note, source;
    struct term_forms use[LANG__MAX];   /* use[LANG_VI] are the forms that raise the entry */
    struct term_avoids avoid[LANG__MAX];
};

struct term_base {
    VEC(struct term);
    struct phrase_set *use[LANG__MAX];   /* payload: index of the term */
    struct phrase_set *avoid[LANG__MAX]; /* payload: index of the term << 8 | index of the avoided text */
};

/* Reads the YAML into mem of cx. E_INVALID with line and reason in ctx.detail. */
enum status term_load(struct ctx *cx, struct str yaml, struct term_base *ret_base) MUST_CHECK;

struct term_hit {
    size_t start, end;
    uint32_t term, avoid; /* avoid only for hits of avoided texts */
};
struct term_hits {
    VEC(struct term_hit);
};
/* Approved forms in the words, longest first at each place, not overlapping. */
enum status term_find_use(struct ctx *cx, const struct term_base *b, enum lang lang, struct wordlist words,
                          struct term_hits *ret_hits) MUST_CHECK;
/* Avoided texts in the words: all of them, overlapping ones too (whether they are faults depends on the original). */
enum status term_find_avoid(struct ctx *cx, const struct term_base *b, enum lang lang, struct wordlist words,
                            struct term_hits *ret_hits) MUST_CHECK;
