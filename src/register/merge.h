/* Two records are the same thing: one stays and takes over what the other has, the other is deleted softly and leads to
   the first from then on. Sub-records, links of others, files, comments and who watches move; every record that is
   touched gets a version of its own, so the history says it all. Taken back it is only by hand: the other record can be
   restored, what moved stands in the histories (docs/TOGETHER.md).
   Not for: finding duplicates (duplicate.h) or the page (web/page_merge.c). */
#pragma once

#include "register/record.h"

enum merge_pick { MERGE_KEPT, MERGE_GONE, MERGE_BOTH }; /* whose value; BOTH: sets of codes, links, files */

struct merge {
    struct record *kept, *gone;
    enum merge_pick *pick; /* by field->index; begins with the value of the one that stays, the other's where it is
                              empty, both of what are files */
};

/* Loads both and asks for the rights: update of both, delete of the one that goes. E_INVALID: the same record, not of
   one owner, or an organisation to which accounts or records belong. */
enum status merge_begin(struct ctx *cx, const struct kind *k, int64_t kept, int64_t gone, struct merge *ret_m)
    MUST_CHECK;
/* Is there anything to choose? The field is typed by people, the user may see it, and the two differ. */
bool merge_asks(struct ctx *cx, const struct merge *m, const struct field *f);
bool merge_takes_both(const struct field *f);
/* "kept", "gone", "both". False: not one of them, or both of what has one value. */
bool merge_pick_parse(const struct field *f, struct str word, enum merge_pick *ret_pick);
/* Final, seen by the ministry, or with a number that was given on the way: only a head or the director merges it into
   another one, with a reason. */
bool merge_is_weighty(const struct record *gone);

struct merge_counts { /* what would move, as far as the user may read it */
    int64_t subs, files, comments, watchers;
    struct record_link *links; /* of others that point to the one that goes */
    size_t n_links;
};
enum status merge_preview(struct ctx *cx, const struct merge *m, struct merge_counts *ret_c) MUST_CHECK;

/* One transaction. versions: those that the choice was made from. E_CONFLICT, E_STATE, E_INVALID; then nothing is
   written. */
enum status merge_run(struct ctx *cx, struct merge *m, int64_t kept_version, int64_t gone_version, const char *reason)
    MUST_CHECK;
/* The record into which a deleted one was merged, over several steps. Asks for no right. E_NOTFOUND. */
enum status merge_target(struct ctx *cx, int64_t id, int64_t *ret_kept) MUST_CHECK;
