/* Who wants to hear of a record: watching it brings a notice when somebody else changes it, moves it or speaks of it.
   As long as a notice of the same kind is unread, the next change adds none. Rights are asked when something happens.
   Not for: deadlines (rules/deadline_job.c tells those who answer for them). */
#pragma once

#include "register/notice.h"

enum status watch_set(struct ctx *cx, const struct record *rec, bool on) MUST_CHECK; /* for cx->who */
/* n to everybody who watches rec and may read it, but not to cx->who nor to those in `except`. */
enum status watch_tell(struct ctx *cx, const struct record *rec, const struct notice *n, const int64_t *except,
                       size_t n_except, int64_t *ret_told) MUST_CHECK;
/* For record_hooks.saved: "record.changed" or, when it came into another state, "record.moved". */
enum status watch_saved(struct ctx *cx, const struct record *rec, const struct record_change *c) MUST_CHECK;
/* May this account read the record, by the rules of everyone? */
enum status watch_may_read(struct ctx *cx, int64_t account, const struct record *rec, bool *ret_yes) MUST_CHECK;
