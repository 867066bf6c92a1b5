/* See map.h. Open addressing over indexes. */
#include "base/map.h"

#include <string.h>

void map_init(struct map *m, struct arena *mem)
{
    *m = (struct map){.mem = mem};
}

uint64_t str_hash(struct str s)
{
    uint64_t h = 14695981039346656037ULL;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211ULL;
    return h;
}

static size_t slot_of(const struct map *m, struct str key)
{
    size_t at = str_hash(key) & (m->n_slots - 1);

    while (m->slots[at] != 0 && !str_eq(m->entries[m->slots[at] - 1].key, key))
        at = (at + 1) & (m->n_slots - 1);
    return at;
}

void *map_get(const struct map *m, struct str key)
{
    if (m->n_slots == 0)
        return NULL;
    size_t at = slot_of(m, key);
    return m->slots[at] == 0 ? NULL : m->entries[m->slots[at] - 1].value;
}

static void widen(struct map *m)
{
    m->n_slots = m->n_slots == 0 ? 16 : m->n_slots * 2;
    m->slots = arena_alloc(m->mem, m->n_slots * sizeof *m->slots);
    for (size_t i = 0; i < m->n; i++)
        m->slots[slot_of(m, m->entries[i].key)] = (uint32_t)(i + 1);
}

void map_put(struct map *m, struct str key, void *value)
{
    if (m->n * 2 >= m->n_slots)
        widen(m);
    size_t at = slot_of(m, key);
    if (m->slots[at] != 0) {
        m->entries[m->slots[at] - 1].value = value;
        return;
    }
    if (m->n == m->cap) {
        size_t cap = m->cap == 0 ? 8 : m->cap * 2;

        m->entries = arena_grow(m->mem, m->entries, m->cap * sizeof *m->entries, cap * sizeof *m->entries);
        m->cap = cap;
    }
    m->entries[m->n++] = (struct map_entry){key, value};
    m->slots[at] = (uint32_t)m->n;
}
