/* What the files extract_*.c share. Not for anybody else. */
#pragma once

#include "base/buf.h"
#include "text/extract.h"

enum status extract_txt(struct ctx *cx, struct str bytes, struct extracted *e) MUST_CHECK;
enum status extract_html(struct ctx *cx, struct str bytes, struct extracted *e) MUST_CHECK;
enum status extract_docx(struct ctx *cx, struct str bytes, struct extracted *e) MUST_CHECK;
enum status extract_pdf(struct ctx *cx, struct str bytes, struct extracted *e) MUST_CHECK;

/* Keeps a hint when the value is not blank. The value is copied. */
void extract_hint_add(struct ctx *cx, struct extracted *e, const char *key, struct str value, const char *from);
/* E_TOOBIG when the buffer hit EXTRACT_TEXT_MAX, E_FORMAT with the sentence when there is only white space. */
enum status extract_take(struct ctx *cx, const struct buf *b, const char *empty_sentence,
                         struct extracted *e) MUST_CHECK;
