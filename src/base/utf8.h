/* UTF-8: reading code points, checking, and the folding used for search.
   Not for: language-aware work (collation, word breaks): that is ICU, called from src/text and src/platform. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Reads the code point at byte *i and moves *i behind it. Broken bytes read as U+FFFD, one byte each.
   False at the end. */
bool utf8_next(struct str s, size_t *i, uint32_t *ret_cp);
bool utf8_valid(struct str s, size_t *ret_bad_at); /* ret_bad_at may be NULL; no surrogates, no overlong forms */
size_t utf8_put(char out[4], uint32_t cp);         /* bytes written */
size_t utf8_count(struct str s);                   /* code points */
/* The form in which text is indexed and searched: NFC, lower case, Latin marks off, đ to d, runs of white space to
   one blank. Decomposed and composed input fold alike. Text in other scripts keeps its letters. */
struct str utf8_fold(struct arena *mem, struct str s);
