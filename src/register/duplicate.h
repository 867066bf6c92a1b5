/* Is this record there already? By its natural key (`key:` of the kind) and by near names (`names:`), in any script.
   For: the warning before saving, "did you mean". Only what the user may read is told. Not for: refusing (unique: true
   does that) or merging. */
#pragma once

#include "register/record.h"

struct duplicate {
    const struct kind *kind;
    int64_t id;
    const char *title;
    const char *field;    /* of the record that is being saved: whose value is near, or the first of the key */
    const char *spelling; /* the near name as it stands there; NULL: the natural key is the same */
};

/* What rec, about to be saved, may already be: same key, then near names of every kind that has `names`, nearest
   first. A stored record is compared only by what changed. At most 8. */
enum status duplicate_find(struct ctx *cx, const struct record *rec, struct duplicate **ret_at, size_t *ret_n)
    MUST_CHECK;
/* Records whose name the typed words nearly are. only: one kind, NULL = every kind with `names`. */
enum status duplicate_named(struct ctx *cx, const struct kind *only, const char *typed, struct duplicate **ret_at,
                            size_t *ret_n) MUST_CHECK;
