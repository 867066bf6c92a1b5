/* A notice as a sentence in the reader's language, and where it leads. Stands in rules/ because a notice may name a
   deadline. Not for: who gets it (register/notice.h). */
#pragma once

#include "register/notice.h"

const char *notice_text(struct ctx *cx, const struct notice *n); /* never NULL */
const char *notice_href(struct ctx *cx, const struct notice *n); /* path of this program; NULL = it leads nowhere */
