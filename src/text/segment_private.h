/* What the files segment*.c share. Not for anybody else. */
#pragma once

#include "text/compose.h"
#include "text/segment.h"

/* Sentences of text[from, to), appended to out with the number of their block. */
struct sentence_list {
    VEC(struct sentence);
    void *breaks, *text; /* of ICU, opened for the first block of a text: opening costs more than a block */
};
enum status segment_sentences(struct ctx *cx, struct str text, size_t from, size_t to, enum lang lang, size_t block,
                              struct sentence_list *out) MUST_CHECK;

/* A date at the beginning of s: how many bytes it takes (0 = none) and the day when it can be told. */
size_t segment_date(struct str s, struct date *ret_d);
/* A line that says nothing but when: a date with times, weekdays and labels around it. */
bool segment_is_date_line(struct str line);
/* An address in s; the empty piece when there is none. */
struct str segment_url(struct str s);
/* Places in a composed text become places in its source. */
void segment_back(struct segments *s, const struct composed *c);
