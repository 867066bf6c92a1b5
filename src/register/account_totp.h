/* The second factor of an account: a secret that a telephone's program turns into codes (RFC 6238), and ten codes for
   the day when the telephone is lost. The secret stands sealed in a table of its own: no list, history, export or
   interface reads it. Guesses are counted by the caller (account_guess_*).
   Not for: the arithmetic of codes (platform/totp.h) or the half-open login (account_step.h). */
#pragma once

#include "register/account.h"
#include "register/secret_code.h"

enum { ACCOUNT_TOTP_RECOVERY = 10, ACCOUNT_TOTP_BEGUN_S = 3600 };

struct account_totp {
    bool on;           /* a code is asked for at every login */
    bool required;     /* by setting login.totp: without one there is no session */
    int64_t since;
    int64_t recovery;  /* codes left */
};
enum status account_totp_load(struct ctx *cx, const struct account *a, const struct account_limits *limits,
                              struct account_totp *ret_t) MUST_CHECK;
/* "all" or role codes; false for anything else. */
bool account_totp_parse_roles(const char *text, uint32_t *ret_bits);

/* A new secret that asks for nothing until account_totp_confirm(); E_REFUSED while one is on. */
enum status account_totp_begin(struct ctx *cx, int64_t id) MUST_CHECK;
/* The secret that was begun within ACCOUNT_TOTP_BEGUN_S and is not confirmed; E_NOTFOUND. */
enum status account_totp_begun(struct ctx *cx, int64_t id, struct str *ret_secret) MUST_CHECK;
/* With the first right code it is on. E_LOGIN for a wrong one, E_NOTFOUND when none was begun. */
enum status account_totp_confirm(struct ctx *cx, int64_t id, const char *code,
                                 char ret_codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1]) MUST_CHECK;
/* A code of now, or a recovery code, which is then used up. E_LOGIN for a wrong or used one. */
enum status account_totp_spend(struct ctx *cx, const struct account *a, const char *code) MUST_CHECK;
/* Ten new recovery codes; the old ones are worth nothing. */
enum status account_totp_renew(struct ctx *cx, int64_t id,
                               char ret_codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1]) MUST_CHECK;
/* Without a second factor from now on; by another than the person himself with a notice to him. E_NOTFOUND when there
   is none. */
enum status account_totp_end(struct ctx *cx, int64_t id) MUST_CHECK;
