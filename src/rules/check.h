/* The rules over a record's fields (V01 …): required fields of its state, and the checks of its kind's file, which are
   expressions. No rule about a law stands in C. Not for: one value's form (register/field.h). */
#pragma once

#include "register/record.h"

/* Adds a problem for every error. OK also when there are only warnings. Called by every save through the hook. */
enum status check_record(struct ctx *cx, struct record *rec) MUST_CHECK;
struct check_warning {
    const struct check *check;
    const char *field, *message; /* in cx->lang */
};
/* What a person should look at: the checks of level warning that fail. For the record's page. */
enum status check_warnings(struct ctx *cx, struct record *rec, struct check_warning **ret_w, size_t *ret_n) MUST_CHECK;

/* For lifecycle.c: is the field asked for (on entering state `entering`, -1 = by itself)? Is it empty? */
enum status check_required(struct ctx *cx, const struct record *rec, const struct field *f, int entering, bool *ret_yes)
    MUST_CHECK;
bool check_is_missing(struct ctx *cx, const struct record *rec, const struct field *f);
