/* Texts that stand in the database but can be read only with the key of the installation: a copy of the database alone
   tells nothing. The key is a file of its own beside the database (chancery.key, 32 random bytes, mode 0600).
   Not for: passwords and codes that only have to be compared (crypto.h). */
#pragma once

#include "base/ctx.h"

enum { SEAL_MOST = 200 }; /* bytes that may be sealed at once */

/* Reads the key, or makes the file when there is none. Once per process, before anything else here. */
enum status seal_start(struct ctx *cx, const char *path) MUST_CHECK;
/* place: what the text belongs to, "totp 12"; a sealed text moved to another place does not open. */
const char *seal_close(struct ctx *cx, const char *place, struct str plain);
/* E_INVALID when it was sealed with another key or for another place. */
enum status seal_open(struct ctx *cx, const char *place, const char *sealed, struct str *ret_plain) MUST_CHECK;
