/* Cells to records: links by code or title, and the record that is there already by its natural key. Built once per run
   from what the user may read. Not for: rows (import.h). */
#pragma once

#include "base/map.h"
#include "register/record.h"

struct import_lookup {
    struct ctx *cx;
    struct arena *keep;   /* outlives single rows */
    struct map by_kind;   /* kind id -> struct map of names */
    struct map existing;  /* natural key -> id, of the kind of the run */
    struct map seen;      /* natural key or unique value -> line of this file */
};

void import_lookup_init(struct ctx *cx, struct arena *keep, struct import_lookup *l);
/* The one record of kind k called s (code, title, a text of its default list, or its natural key of one field; accents
   and case or not). 0 and a problem on `field` when there is none or several. */
enum status import_lookup_find(struct import_lookup *l, const struct kind *k, const char *field, struct str s,
                               int64_t *ret_id) MUST_CHECK;
/* Natural key of the record's values, NULL when a part is missing or the kind has none. In cx->mem. */
const char *import_lookup_key(struct ctx *cx, const struct record *rec);
enum status import_lookup_existing(struct import_lookup *l, const struct kind *k) MUST_CHECK; /* reads all keys */
int64_t import_lookup_by_key(const struct import_lookup *l, const char *key); /* id; 0 none, -1 several */
/* The line of this file that gave the same key or unique value before; 0 = none, and now it is this one. */
int64_t import_lookup_again(struct import_lookup *l, const char *key, int64_t line);
