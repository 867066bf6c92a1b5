/* Where a translation departs from its original: the findings of docs/FIGURES.md. Pure.
   Not for: the truth of either text; correcting anything. */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"
#include "text/concept.h"
#include "text/name.h"
#include "text/segment.h"
#include "text/term.h"

enum compare_rule {
    COMPARE_NUMBER,
    COMPARE_UNIT,
    COMPARE_BOUND,
    COMPARE_SCALE,
    COMPARE_DATE,
    COMPARE_PERIOD,
    COMPARE_STATUS,
    COMPARE_INSTITUTION,
    COMPARE_TERM,
    COMPARE_NAME,
    COMPARE_REGION,
    COMPARE_ADDRESS,
    COMPARE_BYLINE,
    COMPARE_DROPPED,
    COMPARE_ADDED,
    COMPARE_HEADING,
    COMPARE__MAX
};
const char *compare_rule_name(enum compare_rule r); /* "number" */

struct compare_version {
    struct str text;  /* UTF-8 */
    const char *name; /* file name or id, for messages */
    enum lang lang;
};

struct compare_span {
    bool is_set;
    size_t start, end; /* in the text of its version */
};

struct finding {
    char cls;       /* 'A' to 'D' */
    enum compare_rule rule;
    size_t version; /* index of the other version, 1… */
    struct compare_span original, other;
    const char *key;     /* message key of i18n/: "compare.number.changed" */
    const char *args[3]; /* put in place of {1} {2} {3}; NULL when unused */
    const char *message; /* English, complete */
};

struct compare_row {
    long *blocks; /* one index per version into its segments, -1 = none; several rows for merged blocks */
};

struct comparison {
    size_t n_versions;
    struct segments *segments; /* per version */
    struct compare_rows {
        VEC(struct compare_row);
    } rows;
    struct findings {
        VEC(struct finding);
    } findings; /* in order of the other version, then of its text */
    size_t n_figures_equal, n_figures; /* of the original: found again with the same value in every version; all */
};

/* What the comparison knows beside the texts; any may be NULL. All read-only. */
struct compare_data {
    const struct term_base *terms;
    const struct name_base *names;
    const struct concept_base *concepts;
};

/* From the three files definitions/terms.yaml, places.yaml, concepts.yaml; an empty piece leaves its member NULL. */
enum status compare_load(struct ctx *cx, struct str terms, struct str places, struct str concepts,
                         struct compare_data *ret_data) MUST_CHECK;

/* versions[0] is the original. E_USAGE for fewer than two. Places are offsets in the texts as they came. */
enum status compare_texts(struct ctx *cx, const struct compare_version *versions, size_t n,
                          const struct compare_data *data, struct comparison *ret_c) MUST_CHECK;
