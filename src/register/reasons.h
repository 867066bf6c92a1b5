/* The problems of one row of a job as they are kept: "field\tkey\targument" lines. For imports and changes of many
   records, which tell of every row why it was refused. Not for: showing them (web/ui.h). */
#pragma once

#include "base/ctx.h"

/* The problems of the ctx, one per field; NULL when there is none. */
const char *reasons_text(struct ctx *cx);
struct problem *reasons_read(struct ctx *cx, struct str text);
