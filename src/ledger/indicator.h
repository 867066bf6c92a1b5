/* What a figure counts, written down: the indicator definitions of definitions/indicators.yaml, with their versions,
   the words by which a sentence shows which one is meant, how one may be computed with another, and which records
   stand behind it; and the places a text can speak of (definitions/subjects.yaml).
   Not for: the figures themselves (ledger/observation.h). */
#pragma once

#include "base/vec.h"
#include "ledger/observation.h"

struct indicator_ids {
    VEC(const char *);
};

struct indicator_hints { /* of one language, folded (base/utf8.h) */
    struct indicator_ids unit; /* stems: a word of the counted noun begins so; empty = any noun */
    struct indicator_ids near; /* the nearest in the sentence decides between indicators; empty = not asked for */
    struct indicator_ids not;  /* a clause with one of these rules the indicator out */
};

struct indicator_condition { /* one line of the record query */
    const char *field;
    enum { INDICATOR_IS, INDICATOR_NOT, INDICATOR_SET, INDICATOR_UNSET } op;
    struct indicator_ids values;
};

struct indicator_records {
    const char *kind; /* NULL: no register keeps these yet */
    const char *date; /* field that must lie in the period (flow), or not after its end (stock); NULL = any day */
    const char *sum;  /* field to add instead of counting; NULL = count */
    struct indicator_ids states;
    struct indicator_condition *where;
    size_t n_where;
};

struct indicator {
    const char *id;
    int version;
    const char *label[LANG__MAX], *definition[LANG__MAX], *why[LANG__MAX], *note[LANG__MAX];
    const char *pillar, *field; /* sections of the report */
    enum observation_kind kind;
    const char *cls;            /* class of the spotted figure: "cardinal" */
    const char *unit, *currency;
    const char *subject;        /* NULL = any */
    int headline;               /* position on the home page, 0 = not there */
    const char *headline_with;  /* printed behind that indicator */
    const char *part_of;        /* indicator of which this is a disjoint part: shares and sums over the parts */
    const char *feeds;          /* stock that this flow raises, when nothing else can change it */
    const char *growth_of;      /* for a growth rate: the measure that grew */
    const char *share_of;       /* for a share: the denominator it is true of */
    struct indicator_ids per;   /* an average over these makes sense: capital per project */
    struct indicator_ids sibling; /* growth of this asks for growth of those */
    struct indicator_ids differs; /* often mixed up with; both stay true, no difference is shown */
    struct indicator_records records;
    struct indicator_hints hints[LANG__MAX];
};

struct indicator_subject {
    const char *id, *part_of;
    const char *label[LANG__MAX];
    struct indicator_ids names[LANG__MAX]; /* folded */
};

struct indicators {
    VEC(struct indicator);
    struct indicator_subject *subjects;
    size_t n_subjects;
};

const struct indicator *indicator_find(const struct indicators *all, const char *id); /* NULL id or unknown: NULL */
bool indicator_lists(const struct indicator_ids *ids, const char *id);
const struct indicator_subject *indicator_subject_find(const struct indicators *all, const char *id);
/* In the language, else English, else the id. */
const char *indicator_label(const struct indicator *def, enum lang lang);

/* Reads the two files (texts as they stand in them). E_INVALID: ids twice or unknown, a wrong kind, YAML. */
enum status indicator_load(struct ctx *cx, struct str indicators_yaml, struct str subjects_yaml,
                           struct indicators *ret_all) MUST_CHECK;
/* From the data files of the program. */
enum status indicator_open(struct ctx *cx, const struct indicators **ret_all) MUST_CHECK;
