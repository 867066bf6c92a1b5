/* Everything that is data about the office's work, read at start and installed: code lists, kinds, days off, deadline
   rules; and the hooks that make the engine below follow the rules. The one call of every program that touches records.
   Not for: the database (register/migrate.h brings it to the kinds' shape). */
#pragma once

#include "register/kind.h"

/* overlay: the administrator's folder (NULL = none): *.yaml there are kinds; overlay/definitions/codes.yaml,
   deadlines.yaml and holidays.yaml add rows to the program's or, by list and code, by code, by day, take their place.
   The ctx's arena must live as long as the process. E_INVALID: problems name file and line. */
enum status model_load(struct ctx *cx, const char *overlay) MUST_CHECK;
