/* Half-open logins: the password was right, the second factor is owed. A half-open login is no session: it opens the
   page that asks for the code and nothing else, for a few minutes.
   Not for: the code itself (account_totp.h) or cookies (web/web_session.c). */
#pragma once

#include "register/account.h"

enum { ACCOUNT_STEP_S = 600 };

enum status account_step_open(struct ctx *cx, const struct account *a, char ret_token[ACCOUNT_TOKEN_CHARS + 1])
    MUST_CHECK;
/* By the BLAKE2b of the token in hexadecimal. E_LOGIN when there is none, it is over, or the account is disabled. */
enum status account_step_find(struct ctx *cx, const char *token_hash, struct account *ret_a) MUST_CHECK;
/* Of the token, when it became a session. E_LOGIN when it was closed meanwhile. */
enum status account_step_close(struct ctx *cx, const char *token_hash) MUST_CHECK;
