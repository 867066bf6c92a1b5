/* A piece of text: pointer and length, not owned, not zero-terminated. Bytes are UTF-8 unless said otherwise.
   Not for: characters (base/utf8.h) or building text (base/buf.h). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct str {
    const char *p;
    size_t n; /* bytes */
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_ARGS(s) (int)(s).n, (s).p /* for "%.*s" */

struct str str_of(const char *c); /* NULL gives the empty piece */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *c);
int str_cmp(struct str a, struct str b); /* by bytes */
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
struct str str_sub(struct str s, size_t from, size_t to); /* half open, clipped to s */
struct str str_trim(struct str s);                        /* ASCII white space off both ends */
size_t str_find(struct str s, struct str needle);         /* byte offset, or s.n when absent */
/* Do all words of q, with blanks between them, stand somewhere in s? */
bool str_holds(struct str s, struct str q);
/* Takes the part before sep off *rest; false when *rest is used up. "a,,b" gives a, empty, b. */
bool str_next(struct str *rest, char sep, struct str *ret_part);
/* Is w one of the words of a list with single blanks between them? */
bool str_listed(struct str w, const char *list);
/* What a spreadsheet takes for a formula when it reads a CSV, so that it is written with a quote before it. What looks
   already like that ("'=x") gets one more: reading takes exactly one off where str_is_guarded(). */
bool str_needs_guard(struct str s);
bool str_is_guarded(struct str s);
/* ASCII digits only, optional minus; false when there is anything else or it does not fit. */
bool str_int(struct str s, long long *ret_n);
