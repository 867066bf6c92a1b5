/* `chancery text figures` on texts of any size: the text is read in pieces that threads work on, the JSON comes out in
   order. How it works is told in docs/SPOTTER.md. Not for: what a figure is (text/figure.h). */
#pragma once

#include "base/ctx.h"

struct figures_source {
    const char *name; /* for messages */
    int fd;           /* a file that is read twice; or -1 */
    const char *text; /* what came through a pipe; or NULL */
    size_t from, n;   /* the text in the file, in bytes */
};

struct figures_options {
    enum lang lang;
    unsigned threads; /* at least 1 */
    size_t piece;     /* bytes that one thread works on at a time; a stretch that cannot be cut makes it larger */
};

enum { FIGURES_PIECE = 64 << 10, FIGURES_MOST_THREADS = 64 };

/* At most *n bytes of the text from byte at on, into room (of *n bytes) unless they are in memory already. */
enum status figures_read(struct ctx *cx, const struct figures_source *src, size_t at, char *room, size_t *n,
                         const char **ret_p) MUST_CHECK;

/* Writes the JSON array of all figures to standard output. The text was checked to be UTF-8. */
enum status figures_stream(struct ctx *cx, const struct figures_source *src,
                           const struct figures_options *o) MUST_CHECK;
