/* From figures in a text to proposed observations: which indicator a figure means, of what subject and period, how
   exactly it was printed. Pure: no database. Proposals are for a person to confirm (rule 8).
   Not for: finding figures (text/figure.h), storing (ledger/observation_store.h). */
#pragma once

#include "ledger/indicator.h"
#include "text/figure.h"
#include "text/segment.h"

struct propose_input {
    struct str body;
    enum lang lang;
    const struct segments *segments;
    const struct figures *figures;
    const char *subject;   /* propose_subject(), or NULL */
    const char *published; /* ISO day of the text, or NULL */
};

/* Only numbers become observations; years, dates and periods are their context. ids are 0. Order of the text. */
enum status propose_observations(struct ctx *cx, const struct propose_input *in, const struct indicators *all,
                                 struct observations *ret_list) MUST_CHECK;
/* The subject whose names occur most often, longer names first; NULL when none occurs. */
const char *propose_subject(struct ctx *cx, struct str body, enum lang lang, const struct indicators *all);
/* One unit of the last printed digit: "33.69 billion" is 10000000, "7.4 %" 0.1, "3,695 projects" 0 (a count). */
struct decimal propose_quantum(struct str printed, struct decimal value, enum figure_class cls);
