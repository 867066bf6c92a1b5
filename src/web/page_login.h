/* Logging in and out. Not for: who may come in (register/account.h). */
#pragma once

#include "web/web.h"

/* For a request without a valid session: a GET goes to the login form and comes back; of a POST everything typed is
   kept
   in the form and sent again after the login. */
enum status page_login_ask(struct ctx *cx, struct web *w);
