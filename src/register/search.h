/* Global search: every record's text, folded (base/utf8.h: lower case, marks off, đ to d), in one full-text index.
   Each word of the query must occur; the last one may be the beginning of a word. Not for: filters of a list
   (list.h). */
#pragma once

#include "register/record.h"

struct search_hit {
    const struct kind *kind;
    int64_t id;
    const char *title, *code, *state;
};
enum { SEARCH_MOST = 200000 };
/* Only what the user may read, found among the newest SEARCH_MOST that hold the words. kind may be NULL. The best
   first. *ret_cut: so many were looked at without filling the page, and older ones may be left. */
enum status search_run(struct ctx *cx, struct str query, const struct kind *k, size_t limit,
                       struct search_hit **ret_hits, size_t *ret_n, bool *ret_cut) MUST_CHECK;
/* The query in the index's own language for use inside a list: NULL when it holds no word. */
const char *search_match(struct ctx *cx, struct str query);
/* Writes the text of a record into the index; called by record_save. anew: also when no field that is searched has
   changed (another title, back from the bin). */
enum status search_put(struct ctx *cx, const struct record *rec, bool is_new, bool anew) MUST_CHECK;
