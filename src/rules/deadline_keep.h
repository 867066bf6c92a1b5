/* For deadline_job.c: writes one record's deadlines into table due. The rest stands in deadline_store.h. */
#pragma once

#include "rules/deadline.h"

/* told: steps that have come were told of, so that the job looks again at the next one only. */
enum status deadline_keep(struct ctx *cx, const struct record *rec, bool told, struct deadline **ret_d, size_t *ret_n)
    MUST_CHECK;
