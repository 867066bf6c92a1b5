/* Between import.c and import_run.c. */
#pragma once

#include "register/import.h"
#include "register/import_lookup.h"

struct import_outcome {
    int64_t line, record_id, version;
    const char *outcome, *reasons; /* reasons: reasons_text() */
};

struct import_outcomes {
    VEC(struct import_outcome);
};

/* keep outlives the rows: outcomes lie in it. */
enum status import_run_all(struct ctx *cx, struct arena *keep, struct import_job *job, const struct sheet *s,
                           bool commit, struct import_progress *progress, struct import_outcomes *outcomes) MUST_CHECK;
