/* What two people did to the same fields, for the form and for programs: mine, theirs with who and when, a choice.
   Not for: finding it (register/conflict.h), saving (page_form.c). */
#pragma once

#include "platform/json.h"
#include "register/conflict.h"
#include "web/web.h"

/* Names of inputs: "choose.FIELD" is mine or theirs; "conflict" names each field that waits for a choice. */
#define CONFLICT_CHOICE "choose."

/* The fieldset of one field: both values and two buttons to choose. chosen: "mine", "theirs" or "". */
void conflict_view_choice(struct ctx *cx, struct html *h, const struct conflict *c, const char *name,
                          const char *label, const char *chosen);
/* The line beside a field whose value the other one's is now. */
void conflict_view_taken(struct html *h, const struct conflict_field *f);
/* "conflict": {"version", "fields": [{"field", "mine", "theirs", "base", "by", "at"}], "taken": [the same]} */
void conflict_view_json(struct ctx *cx, struct json *j, const struct conflict *c);
