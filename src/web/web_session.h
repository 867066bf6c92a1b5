/* Who a request comes from: the cookie or token, a small cache in front of table session, and what is the same for
   all
   pages of an installation. Not for: accounts (register/account.h). */
#pragma once

#include "platform/setting.h"
#include "register/account.h"
#include "web/web.h"

enum { WEB_SESSION_TTL_S = 5 }; /* how long a cached session is believed; changes by the pages act at once */

struct web_office {
    const char *name, *lang;
    struct account_limits limits;
    bool secure_cookie;
    long upload_kib;
    long year; /* setting office.year */
};

enum status web_session_start(struct ctx *cx, struct web_app **ret_app) MUST_CHECK;
const struct web_office *web_session_office(const struct web_app *app);
const struct settings *web_session_settings(const struct web_app *app);

/* Where imports run; NULL = in the request itself (tests). Set once before the first request. */
struct import_desk;
void web_session_set_desk(struct web_app *app, struct import_desk *desk);
struct import_desk *web_session_desk(const struct web_app *app);

/* Puts the user into cx->who and w->session. E_LOGIN when there is no valid cookie or token. */
enum status web_session_find(struct ctx *cx, struct web *w) MUST_CHECK;
/* After a login: the cookie. */
enum status web_session_open(struct ctx *cx, struct web *w, const struct account *a) MUST_CHECK;
/* After a right password that is not enough: another cookie, which opens the page of the second factor alone. */
enum status web_session_step_open(struct ctx *cx, struct web *w, const struct account *a) MUST_CHECK;
enum status web_session_step_find(struct ctx *cx, struct web *w, struct account *ret_a) MUST_CHECK; /* E_LOGIN */
/* The second factor was right: the half-open login ends, the session begins. Within the caller's transaction. */
enum status web_session_step_done(struct ctx *cx, struct web *w, const struct account *a) MUST_CHECK;
enum status web_session_close(struct ctx *cx, struct web *w) MUST_CHECK;
/* Forgets the whole cache: after a change of accounts. */
void web_session_forget(struct web_app *app);
