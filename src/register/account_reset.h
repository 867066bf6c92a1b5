/* Reset codes: an administrator makes one for a person who forgot the password; the person sets a new one with it.
   Not for: changing a known password or the login itself (account.h). */
#pragma once

#include "register/account.h"
#include "register/secret_code.h"

enum { ACCOUNT_RESET_HOURS = 24 };

/* A new code for the account, kept nowhere but in ret_code; an older one is worth nothing from now on. E_REFUSED for a
   disabled account. */
enum status account_reset_make(struct ctx *cx, int64_t id, char ret_code[SECRET_CODE_CHARS + 1]) MUST_CHECK;
/* Sets the password and ends every session of the account. E_LOGIN for an unknown or disabled account, a wrong, used or
   old code, all alike; E_BUSY as account_guess_check(); E_INVALID when only the password is not good enough: then the
   code stays good. Blanks, hyphens and small letters in the code do not matter. */
enum status account_reset_use(struct ctx *cx, const char *login, const char *code, const char *password,
                              const char *remote, const struct account_limits *limits) MUST_CHECK;
