/* A figure as the ledger keeps it: what it measures, its bounds, where it is printed and who confirmed it
   (rule 2 of the rules of truth). Published figures are never overwritten; each step is an event that follows.
   Not for: finding figures in text (text/figure.h) or deciding what may be computed from them (ledger/algebra.h). */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"
#include "ledger/interval.h"

enum observation_kind {
    OBSERVATION_KIND_UNKNOWN,
    OBSERVATION_STOCK,    /* how many there are at a date */
    OBSERVATION_FLOW,     /* how many came in a period */
    OBSERVATION_PIPELINE, /* in preparation: never counted as done */
    OBSERVATION_SHARE,    /* percent of a denominator */
    OBSERVATION_GROWTH,   /* percent against a base */
    OBSERVATION_ORDINAL,
    OBSERVATION_KIND__MAX
};

enum observation_origin {
    OBSERVATION_PUBLISHED,
    OBSERVATION_COMPUTED,  /* counted from records */
    OBSERVATION_DERIVED,   /* by a formula from others */
    OBSERVATION_CORRECTED, /* a person's correction of a published one, which stays */
    OBSERVATION_ORIGIN__MAX
};

enum observation_state {
    OBSERVATION_PROPOSED,
    OBSERVATION_CONFIRMED,
    OBSERVATION_REPLACED, /* corrected: another observation follows it */
    OBSERVATION_REJECTED,
    OBSERVATION_STATE__MAX
};

struct observation {
    int64_t id;
    const char *indicator; /* id of definitions/indicators.yaml, or NULL: not matched */
    int indicator_version;
    const char *subject; /* place or body the figure is about, as an id: "hue", "thua-thien-hue", "viet-nam" */
    struct interval value;
    struct decimal quantum; /* one unit of the last printed digit; 0 = a count, exact */
    bool approx;
    const char *printed;  /* "hơn 39 triệu USD" */
    const char *unit;     /* counted noun, "percent" or ISO 4217 */
    const char *currency; /* ISO 4217, or NULL */
    enum observation_kind kind;
    const char *period;  /* ISO 8601 period of a flow, NULL = not said */
    const char *as_of;   /* ISO 8601 day, month or year of a stock, NULL = not said */
    bool period_implied; /* an earlier sentence gave it, and nobody has confirmed it */
    const char *status; /* done under_way planned wish, or NULL = not said */
    enum observation_origin origin;
    enum observation_state state;
    int64_t base_id, denominator_id; /* other observations, 0 = none */
    int64_t version_id;              /* source version it is printed in, 0 = none */
    const char *lang;
    size_t start, end;           /* bytes of the printed form in the extracted text */
    size_t sent_start, sent_end; /* bytes of its sentence */
    long block;                  /* ordinal of its block, -1 = none */
    bool caption;                /* printed under a picture */
    const char *measure;         /* denominator or measure as written */
    int64_t twin_id;             /* the same figure in the original version, 0 = none */
    int64_t replaces_id;
    const char *cls, *rule; /* class and rule of the spotter */
};

struct observations {
    VEC(struct observation);
};

const char *observation_kind_name(enum observation_kind k); /* "stock" */
const char *observation_origin_name(enum observation_origin o);
const char *observation_state_name(enum observation_state s);
enum observation_kind observation_kind_parse(const char *name); /* unknown names give OBSERVATION_KIND_UNKNOWN */
enum observation_origin observation_origin_parse(const char *name);
enum observation_state observation_state_parse(const char *name);
