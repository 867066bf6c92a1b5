/* Memory's one exit for work outside of a request: a thread's run ends with E_NOMEM when its arena is used up.
   Not for: requests; http_server.c has the same edge for them. */
#pragma once

#include "base/arena.h"
#include "base/status.h"

/* Calls fn(arg). What fn took from mem stays until the caller resets or frees it. */
enum status fence_run(struct arena *mem, enum status (*fn)(void *arg), void *arg) MUST_CHECK;
