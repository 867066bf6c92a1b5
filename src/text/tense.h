/* What a sentence says about when: done, still to come, or nothing, by the verb marks of its language.
   Not for: the status of a record (that is a coded field, never guessed) or of a single figure (figure.h). */
#pragma once

#include "base/ctx.h"
#include "text/phrase.h"

struct tense_mark {
    size_t start, end; /* the words that say it */
};
struct tense {
    size_t n_done, n_future; /* marks found */
    struct tense_mark done, future; /* the first of each */
    struct tense_mark last_done;
    bool main_past;  /* the main clause is past although no "has" or "was" says so (hosted, erklärte) */
    bool ongoing;    /* đang, xúc tiến, "are negotiating", derzeit */
    bool later;      /* "năm sau", "thời gian tới": no verb says it, the words around do */
    bool promised;   /* sẽ: beyond doubt still to come */
    bool present;    /* another verb of the sentence is present */
};

/* words: of the sentence only, language as given; text the whole text they point into. */
enum status tense_of(struct ctx *cx, struct str text, struct wordlist words, enum lang lang,
                     struct tense *ret_t) MUST_CHECK;
