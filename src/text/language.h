/* Which of the three languages a text is written in. The fingerprints (libexttextcat-data) are loaded once, at the
   first call, and only read later: any number of threads may ask. Not for: words or sentences of mixed language. */
#pragma once

#include "base/ctx.h"

/* E_FORMAT with a sentence that names what the text looks like ("this looks like French (fr)"). Text is UTF-8. */
enum status language_of(struct ctx *cx, struct str text, enum lang *ret_lang) MUST_CHECK;
