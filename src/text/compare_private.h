/* What the files compare_*.c share. Not for anybody else. */
#pragma once

#include "text/compare.h"
#include "text/figure.h"

/* One version with everything that is known of it, each list in the order of the text. */
struct compare_side {
    const struct compare_version *v;
    struct segments segs;
    struct segment_meta meta;
    struct wordlist words;
    struct figures figures;
    struct term_hits use, avoid;
    struct name_hits places;
    struct concept_hits concepts, everyday;
    const struct concept_base *concept_base;
    int *years; /* per sentence: the year that holds, said in it or earlier in its block; 0 = none */
};

struct compare_range {
    size_t start, end;
};

/* What the neighbours of the place say of a dropped or added sentence. */
enum compare_trace { TRACE_UNKNOWN, TRACE_FOUND, TRACE_MISSING };

/* A run of sentences and the run that stands for it; an empty run (start == end) when there is none. */
struct compare_bead {
    struct compare_range a, b;             /* of the sentences */
    struct compare_range a_block, b_block; /* of the blocks around them */
    size_t a_first, a_n, b_first, b_n;     /* sentence numbers */
    enum compare_trace trace;
    bool heading;                          /* both sides are headings or titles */
};

struct compare_beads {
    VEC(struct compare_bead);
};

struct compare_pair {
    struct ctx *cx;
    const struct compare_data *data;
    const struct compare_side *a, *b; /* the original, the other */
    size_t version;                   /* of b */
    int this_year;                    /* the year in which the text was written, 0 = unknown */
    bool year_begins;                 /* written in its first months, or the text says what that year will bring */
    double ratio; /* letters of b per letter of a */
    struct compare_beads beads;
    bool *figure_equal; /* per figure of a: found again with the same value */
    struct findings *out;
};

enum compare_message {
    MESSAGE_NUMBER,
    MESSAGE_NUMBER_LOST,
    MESSAGE_NUMBER_NEW,
    MESSAGE_SCALE,
    MESSAGE_BOUND,
    MESSAGE_UNIT,
    MESSAGE_UNIT_LOST,
    MESSAGE_DIRECTION,
    MESSAGE_DATE,
    MESSAGE_PERIOD,
    MESSAGE_DEADLINE,
    MESSAGE_PLANNED,
    MESSAGE_DONE,
    MESSAGE_INSTITUTION,
    MESSAGE_TERM,
    MESSAGE_TERM_SAME,
    MESSAGE_NAME,
    MESSAGE_NAME_MEANT,
    MESSAGE_PLACE,
    MESSAGE_REGION,
    MESSAGE_ADDRESS,
    MESSAGE_ADDRESS_TOUCHED,
    MESSAGE_BYLINE,
    MESSAGE_BYLINE_WORD,
    MESSAGE_DROPPED,
    MESSAGE_ADDED,
    MESSAGE_HEADING,
    MESSAGE__MAX
};

/* Adds a finding with class and rule of the row of the message. A range with end == 0 is "not there". {1} and {2} of
   the message are the words of the two spans, {3} is extra (may be NULL). Returns it, to change the class. */
struct finding *compare_add(struct compare_pair *p, enum compare_message m, struct compare_range a,
                            struct compare_range b, const char *extra);

struct str compare_words_at(const struct compare_side *s, struct compare_range r); /* the text of a range */
bool compare_inside(size_t start, size_t end, struct compare_range r);

enum status compare_figures(struct compare_pair *p) MUST_CHECK;
enum status compare_terms(struct compare_pair *p) MUST_CHECK;
enum status compare_names(struct compare_pair *p) MUST_CHECK;
enum status compare_status(struct compare_pair *p) MUST_CHECK;
enum status compare_meta(struct compare_pair *p) MUST_CHECK;
enum status compare_sentences(struct compare_pair *p) MUST_CHECK; /* dropped, added */

/* compare_alike.c: where spotters of two languages see different things in the same words. */
size_t compare_word_at(const struct compare_side *s, size_t at); /* the first word that ends behind a place */
bool compare_is_estimate(const struct compare_side *s, const struct figure *f);
bool compare_is_throughout(const struct compare_side *a, const struct figure *x, const struct compare_side *b,
                           const struct figure *y);
int compare_direction(const struct compare_side *s, const struct figure *f); /* +1 more, -1 fewer, 0 not said */
bool compare_same_months(const struct figure *x, const struct figure *y);
bool compare_last_day(const struct figure *x, const struct figure *y, long *ret_day);
bool compare_is_day_of(const struct figure *n, const struct figure *month);
bool compare_unspotted(const struct compare_side *s, struct compare_range r, const struct figure *f,
                       const struct compare_side *of);
