/* Between bulk.c and bulk_run.c. */
#pragma once

#include "rules/bulk.h"

enum status bulk_put_row(struct ctx *cx, const struct bulk_job *job, const struct bulk_row *row, const char *reasons)
    MUST_CHECK;
enum status bulk_put_plan(struct ctx *cx, struct bulk_job *job, const struct bulk_plan *p) MUST_CHECK;
enum status bulk_put_state(struct ctx *cx, struct bulk_job *job, const char *from, const char *to) MUST_CHECK;
enum status bulk_count_again(struct ctx *cx, struct bulk_job *job) MUST_CHECK;
