/* Logging in and out. Not for: who may come in (register/account.h). */
#pragma once

#include "register/account.h"
#include "web/web.h"

/* For a request without a valid session: a GET goes to the login form and comes back; of a POST everything typed is
   kept
   in the form and sent again after the login. */
enum status page_login_ask(struct ctx *cx, struct web *w);
/* What the next form of the same login must carry on: where to go, what was typed before. */
void page_login_carry(struct web *w);
/* The session stands: on to where the person wanted, or to sending again what was typed. */
enum status page_login_go_on(struct ctx *cx, struct web *w, const struct account *a);
/* A form of page_login_go_on() that a page with more to say shows at its end. */
void page_login_go_on_form(struct ctx *cx, struct web *w);
