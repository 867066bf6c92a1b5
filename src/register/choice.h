/* What a person chose for himself about how the program treats him: a name and a value. Not for: settings of the
   installation (platform/setting.h) or the account itself (account.h). */
#pragma once

#include "base/ctx.h"

#define CHOICE_DIGEST "digest" /* "no": no daily mail */

/* NULL when nothing was chosen. */
enum status choice_get(struct ctx *cx, int64_t account, const char *name, const char **ret_value) MUST_CHECK;
enum status choice_set(struct ctx *cx, int64_t account, const char *name, const char *value) MUST_CHECK;
