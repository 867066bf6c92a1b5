/* Words of the report: definitions/report.yaml, numbers with their bounds in three languages.
   Not for: what is reported (papers/report.c). */
#pragma once

#include "ledger/interval.h"
#include "text/yaml_tree.h"

struct report_words {
    const struct yaml_node *root;
    enum lang lang;
};
enum status report_words_open(struct ctx *cx, enum lang lang, struct report_words *ret_w) MUST_CHECK;
/* A text by its path: report_words_text(cx, w, "note", "gap"). "" when there is none. */
const char *report_words_text(struct ctx *cx, const struct report_words *w, const char *part, const char *key);
/* The row of an indicator under sentences, or NULL. */
const struct yaml_node *report_words_sentence(const struct report_words *w, const char *indicator);
const char *report_words_of(struct ctx *cx, const struct report_words *w, const struct yaml_node *map, const char *key);
/* "hơn 39 triệu USD", "mindestens 10". currency may be NULL. */
const char *report_words_number(struct ctx *cx, const struct report_words *w, const struct interval *i, bool approx,
                                const char *currency);
/* The same with signs instead of words: "> 39 million USD", "400–800", "tens". For headlines and tables. */
const char *report_words_short(struct ctx *cx, const struct report_words *w, const struct interval *i, bool approx,
                               const char *currency);
/* {name} replaced. */
const char *report_words_fill(struct ctx *cx, const char *text, const char *name, const char *value);
