/* Text to pointer, in an arena; keeps the order of insertion. Keys are not copied. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct map_entry {
    struct str key;
    void *value;
};

struct map {
    struct arena *mem;
    struct map_entry *entries; /* in order of insertion */
    size_t n, cap;
    uint32_t *slots; /* index into entries + 1; 0 = empty; a power of two of them */
    size_t n_slots;
};

void map_init(struct map *m, struct arena *mem);
void *map_get(const struct map *m, struct str key); /* NULL when absent */
void map_put(struct map *m, struct str key, void *value); /* replaces */
uint64_t str_hash(struct str s); /* FNV-1a; not for hostile keys in long-lived tables */
