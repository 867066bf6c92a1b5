/* Cards of the second factor within the pages of accounts. Not for: its own pages (pages.h). */
#pragma once

#include "register/account.h"
#include "web/web.h"

enum status page_totp_card(struct ctx *cx, struct web *w, const struct account *a) MUST_CHECK;    /* one's own */
enum status page_totp_card_of(struct ctx *cx, struct web *w, const struct account *a) MUST_CHECK; /* another's */
