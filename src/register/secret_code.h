/* Codes that a program makes, a person copies and types once: of a reset, of recovery. Only their hash is kept.
   Not for: passwords that people choose (platform/crypto.h). */
#pragma once

#include "platform/crypto.h"

enum { SECRET_CODE_CHARS = 19 }; /* XXXX-XXXX-XXXX-XXXX */

void secret_code_make(char out[SECRET_CODE_CHARS + 1]);
/* Blanks, hyphens and small letters do not matter. */
void secret_code_hash(struct ctx *cx, const char *code, char out[CRYPTO_HEX_CHARS + 1]);
