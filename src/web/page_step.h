/* The second step of a login: the code of the telephone, or setting one up where it is required. The person has given
   the right password and nothing else: no page but this one knows him.
   Not for: one's own account (page_totp.c). */
#pragma once

#include "register/account.h"
#include "web/web.h"

/* After the right password. on: there is a second factor; else one is begun. */
enum status page_step_begin(struct ctx *cx, struct web *w, const struct account *a, bool on);
