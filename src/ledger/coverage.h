/* What a sentence names of the things it counts: "45 relationships … such as Salavan, Champasak …" names sixteen.
   The gap
   between what is claimed and what could be listed from the words alone.
   Not for: records (ledger/reconcile.h). */
#pragma once

#include "base/vec.h"
#include "ledger/observation.h"
#include "text/name.h"

struct coverage {
    VEC(const char *); /* names as they should be written, each place once, in the order of the text */
};
/* Places abroad that are named in the sentence of the figure; countries and regions are not counted. */
enum status coverage_named(struct ctx *cx, const struct name_base *names, struct str body, const struct observation *o,
                           struct coverage *ret_named) MUST_CHECK;
