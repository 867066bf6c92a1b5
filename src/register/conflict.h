/* Two people changed the same record: what each did to every field since the version both began from.
     none of it is written here; record_save() refuses, the form and the interface show what this finds.
   Not for: saving (record.h), the picture of it (web/conflict_view.h). */
#pragma once

#include "register/record.h"

enum conflict_how {
    CONFLICT_TAKEN, /* only the other one changed it: his value stands, nobody is asked */
    CONFLICT_BOTH,  /* both did, differently: a person must choose */
    CONFLICT_SAME,  /* both, to the same value */
};

struct conflict_field {
    enum conflict_how how;
    const char *name;          /* field id, or a common column: classification, secret_no … */
    const struct field *field; /* NULL: a common column */
    const char *base, *mine, *theirs; /* canonical; NULL = empty */
    const char *who;           /* login of who changed it last */
    int64_t at;
};

struct conflict {
    const struct record *mine, *now; /* as typed; as it stands */
    struct conflict_field *at;       /* fields that the other one changed, as far as the user may see them */
    size_t n;
};

/* rec holds what was typed; base: the version it was made from. A base that is not in the history counts as empty. */
enum status conflict_find(struct ctx *cx, const struct record *rec, int64_t base, struct conflict *ret_c) MUST_CHECK;
const struct conflict_field *conflict_of(const struct conflict *c, const char *name); /* NULL: not changed by others */
