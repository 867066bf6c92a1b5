/* A text cut into blocks and sentences, each a byte range of the text as it came. Debris of web pages (picture stubs,
   "Comment (0)", table pipes) is typed, never removed. Pure. Not for: reading files (extract.h), meaning. */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"

enum block_kind {
    BLOCK_TITLE,
    BLOCK_HEADING,
    BLOCK_CAPTION,
    BLOCK_PARAGRAPH,
    BLOCK_BYLINE,
    BLOCK_SOURCE, /* "Source: https://…" */
    BLOCK_DATE,
    BLOCK_DEBRIS,
    BLOCK__MAX
};

struct sentence {
    size_t start, end;
    size_t block;
};

struct block {
    enum block_kind kind;
    size_t start, end; /* without pipes, bullets and white space at the edges */
    size_t first_sentence, n_sentences;
    bool repeated; /* says word for word what a neighbour says: a caption printed twice, a title above itself */
};

struct segments {
    VEC(struct block);
    struct sentence *sentences;
    size_t n_sentences;
};

enum status segment_text(struct ctx *cx, struct str text, enum lang lang, struct segments *ret_s) MUST_CHECK;
const char *block_kind_name(enum block_kind k); /* "caption" */
bool block_is_content(const struct block *b);   /* title, heading, caption, paragraph, and not repeated */

/* What a text says about itself; a piece with p == NULL was not found. Pieces point into the text. */
struct segment_meta {
    struct date published;
    struct str published_text;
    struct str url;
    struct str byline; /* "Le Nam", without "By" and the publisher */
    struct str publisher;
    struct str title;
};
enum status segment_meta(struct ctx *cx, struct str text, const struct segments *s,
                         struct segment_meta *ret_m) MUST_CHECK;
