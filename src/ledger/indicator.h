/* What a figure counts, written down: the indicator definitions of definitions/indicators.yaml, with their versions,
   the words by which a sentence shows which one is meant, and how one may be computed with another.
   Not for: the figures themselves (ledger/observation.h). */
#pragma once

#include "base/vec.h"
#include "ledger/observation.h"

struct indicator_ids {
    VEC(const char *);
};

struct indicator {
    const char *id;
    int version;
    const char *label[LANG__MAX], *definition[LANG__MAX];
    enum observation_kind kind;
    const char *unit, *currency, *subject; /* subject: NULL = any */
    const char *part_of;        /* indicator of which this is a disjoint part: shares and sums over the parts */
    const char *feeds;          /* stock that this flow raises, when nothing else can change it */
    const char *growth_of;      /* for a growth rate: the measure that grew */
    const char *share_of;       /* for a share: the denominator it is true of */
    struct indicator_ids per;   /* an average over these makes sense: capital per project */
    struct indicator_ids sibling; /* growth of this asks for growth of those */
    struct indicator_ids differs; /* often mixed up with; both stay true, no difference is shown */
};

struct indicators {
    VEC(struct indicator);
};

const struct indicator *indicator_find(const struct indicators *all, const char *id); /* NULL id or unknown: NULL */
bool indicator_lists(const struct indicator_ids *ids, const char *id);
