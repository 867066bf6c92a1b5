/* What findings say in the reader's language: the comparison gives keys and English pieces (why a rendering is a fault,
   which unit was lost); their Vietnamese and German texts stand in definitions/term_reasons.yaml and concepts.yaml.
   Not for: the messages themselves (i18n/), the English of `text compare`. */
#pragma once

#include "base/ctx.h"
#include "text/compare.h"

struct finding_words;

/* Those of load_install(), or read now. */
enum status finding_words_open(struct ctx *cx, const struct finding_words **ret_w) MUST_CHECK;
struct concept_base;
enum status finding_words_read(struct ctx *cx, const struct concept_base *concepts,
                               const struct finding_words **ret_w) MUST_CHECK;
/* The third argument of a message in cx->lang; what is not known comes back as it is. */
const char *finding_words_say(const struct finding_words *w, enum lang lang, const char *english);
/* A finding of the comparison in one sentence of the reader's language. */
const char *finding_words_text(struct ctx *cx, const struct finding_words *w, const struct finding *f);
