/* Text of another encoding to UTF-8, strictly: one broken byte refuses the whole, and says where.
   Not for: finding out which encoding it is (text/extract.c, platform/sheet_csv.c). */
#pragma once

#include "base/ctx.h"

/* charset: a name that ICU knows, "UTF-16LE" "windows-1258". At most max bytes of UTF-8 (E_TOOBIG). E_FORMAT: broken
   near byte *ret_bad_at of the input, with detail. */
enum status charset_to_utf8(struct ctx *cx, struct str bytes, const char *charset, size_t max, struct str *ret_text,
                            size_t *ret_bad_at) MUST_CHECK;
