/* What the page and the interface of deadlines have in common: the question out of the parameters. */
#pragma once

#include "rules/deadline_store.h"
#include "web/web.h"

const char *due_view_whose(enum due_whose whose); /* "mine" */
/* whose stage kind until page per. E_USAGE for a word that is none. Without whose: all. */
enum status due_view_query(struct ctx *cx, struct web *w, struct due_query *ret_q) MUST_CHECK;
