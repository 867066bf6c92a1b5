/* The card of keys within the pages of accounts. Not for: making one (pages.h). */
#pragma once

#include "web/web.h"

/* base: "/account/key" with everything, "/users/12/key" with ending alone: an administrator must not see a secret. */
enum status page_key_card(struct ctx *cx, struct web *w, int64_t account, const char *base, bool own) MUST_CHECK;
