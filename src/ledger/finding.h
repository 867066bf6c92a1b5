/* "What you should know before you publish": departures of translations from their original (kept by load_compare), and
   what the ledger itself sees: gaps between stated and listed, growth without its sibling, shares that do not come out,
   figures of two definitions. Worst first. Not for: finding them in text (text/compare.h). */
#pragma once

#include "base/vec.h"
#include "ledger/reconcile.h"

struct finding_row {
    int64_t id;         /* of a kept one; 0 = worked out now */
    char cls;           /* A B C D; I = for information */
    const char *rule;   /* "number" … of the comparison; "gap" "sibling" "share" "definition" of the ledger */
    const char *key;    /* message key */
    const char *args[3]; /* {1} {2} {3} */
    const char *message; /* English, complete */
    int64_t text_id, version_id, original_id; /* 0 = not about a text */
    const char *lang, *title, *published;
    int64_t start, end, o_start, o_end; /* -1 = not there */
    const char *words, *o_words;        /* what stands there, NULL = nothing */
    int64_t observation_id;
    const char *url;   /* where to mend it; NULL = the source page */
    const char *state; /* open accepted dismissed */
    const char *decided_by, *note;
    int later; /* for finding_sort() */
};

struct finding_rows {
    VEC(struct finding_row);
    int64_t headline_text; /* the newest statement: it gives the headline of the year; 0 = none */
};

struct finding_query {
    int year;            /* 0 = all */
    int64_t text_id;     /* 0 = all */
    const char *subject; /* of the office, for the gaps */
    bool closed_too;     /* also accepted and dismissed ones */
    size_t limit;        /* 0 = 500 */
};
enum status finding_list(struct ctx *cx, const struct indicators *all, const struct finding_query *q,
                         struct finding_rows *ret_rows) MUST_CHECK;
/* What the figures of one text say about each other: growth without its sibling, shares that do not come out. */
enum status finding_of_figures(struct ctx *cx, const struct indicators *all, const struct observations *of,
                               struct finding_rows *rows) MUST_CHECK;
void finding_sort(struct finding_rows *rows); /* worst first */
/* A person decides: "accepted", "dismissed" or "open" again. E_NOTFOUND. */
enum status finding_decide(struct ctx *cx, int64_t id, const char *state, const char *note) MUST_CHECK;
/* Message in the user's language with its arguments, or the English one when there is no such key. */
const char *finding_text(struct ctx *cx, const struct finding_row *f);
