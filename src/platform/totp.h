/* Codes of a second factor: time-based one-time passwords (RFC 6238, SHA-1, six digits, thirty seconds), through
   liboath. Not for: whose secret it is and which codes were used (register/account_totp.h). */
#pragma once

#include "base/ctx.h"

enum { TOTP_BYTES = 20, TOTP_DIGITS = 6, TOTP_STEP_S = 30, TOTP_WINDOW = 1 };

enum status totp_start(struct ctx *cx) MUST_CHECK; /* once per process, before anything else here */
/* The code of the step that holds this instant. */
enum status totp_code(struct ctx *cx, struct str secret, int64_t at, char out[TOTP_DIGITS + 1]) MUST_CHECK;
/* The step whose code was typed: that of now or TOTP_WINDOW beside it, later than `after`. 0 = none. Blanks do not
   matter. */
enum status totp_step(struct ctx *cx, struct str secret, const char *typed, int64_t now, int64_t after,
                      int64_t *ret_step) MUST_CHECK;
/* The secret as people type it into their program: base32 in groups of four. */
enum status totp_key(struct ctx *cx, struct str secret, const char **ret_key) MUST_CHECK;
/* The address that a QR code carries to the program: otpauth://totp/… */
enum status totp_address(struct ctx *cx, struct str secret, const char *issuer, const char *login,
                         const char **ret_address) MUST_CHECK;
