/* The office's own codes: records of the kind that serves as `codes`, standing over the lists of the files (code.h).
   The fields of that kind are named list, value, label_vi, label_en, label_de, valid_from, valid_to (kinds/).
   Not for: showing lists (web), the history of a code (it is a record like any other). */
#pragma once

#include "register/record.h"

/* NULL: this installation has no such kind. */
const struct kind *code_own_kind(void);
/* Before such a record is saved: the list is open to the office, the code has a usable shape, the days are in order. */
void code_own_check(struct ctx *cx, const struct record *rec);
/* After it was saved, within the transaction: every process learns of it. */
enum status code_own_changed(struct ctx *cx) MUST_CHECK;
/* Takes up what was changed since, here at once, by other processes within two seconds. Cheap when nothing was. */
enum status code_own_refresh(struct ctx *cx) MUST_CHECK;
