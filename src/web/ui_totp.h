/* What the pages of a second factor share: the secret with its QR code, the field of the code, the recovery codes.
   Not for: the pages themselves (page_totp.c, page_step.c). */
#pragma once

#include "register/account_totp.h"
#include "web/web.h"

/* The secret that was begun for the account, as a QR code and in groups. E_NOTFOUND when none was. */
enum status ui_totp_secret(struct ctx *cx, struct web *w, const struct account *a) MUST_CHECK;
void ui_totp_code(struct ctx *cx, struct html *h, const char *help_key, bool autofocus);
/* The page that shows recovery codes, once. entering: the person is on the way in. */
enum status ui_totp_recovery(struct ctx *cx, struct web *w,
                             char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1], bool entering);
