/* For deadline.c: the stage of a deadline that has been worked out. The rest stands in deadline.h. */
#pragma once

#include "rules/deadline.h"

void deadline_stage(struct ctx *cx, struct deadline *d);
