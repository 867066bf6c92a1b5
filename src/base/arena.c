/* See arena.h. Blocks double in size up to 1 MiB; larger wishes get a block of their own. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first block holds most requests with their page. */
enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 1024 * 1024, ALIGN = alignof(max_align_t) };

/* Under AddressSanitizer every byte that is not handed out is poisoned and allocations stand apart, so that reading
   past a block of an arena, or after a rewind or reset, is found like any other. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define ARENA_ASAN
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined ARENA_ASAN
#include <sanitizer/asan_interface.h>
enum { APART = alignof(max_align_t) };
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum { APART = 0 };
#endif

struct block {
    struct block *prev;
    size_t size, used; /* of the bytes behind this header */
    max_align_t data[];
};

struct promise {
    struct promise *prev;
    arena_done_fn *done;
    void *resource;
};

struct arena {
    struct block *top;
    struct promise *promises;
    size_t ceiling, total; /* total: bytes in blocks plus bytes handed out in top */
    size_t handed;
    arena_exhausted_fn *exhausted;
    void *exhausted_arg;
};

#ifdef CHANCERY_FAULTS
static _Thread_local long fault_after, fault_hits;
void arena_fault_arm(long n)
{
    fault_after = n;
    fault_hits = 0;
}
long arena_fault_hits(void)
{
    return fault_hits;
}
static int fault_now(void)
{
    if (fault_after > 0 && --fault_after == 0) {
        fault_hits++;
        return 1;
    }
    return 0;
}
#else
void arena_fault_arm(long n)
{
    (void)n;
}
long arena_fault_hits(void)
{
    return 0;
}
static int fault_now(void)
{
    return 0;
}
#endif

static size_t round_up(size_t n)
{
    return (n + ALIGN - 1) / ALIGN * ALIGN;
}

_Noreturn static void give_up(struct arena *a)
{
    if (a->exhausted != NULL)
        a->exhausted(a->exhausted_arg);
    abort(); /* the exhausted function must not return */
}

static struct block *block_new(struct block *prev, size_t size)
{
    struct block *b = malloc(sizeof *b + size);

    if (b == NULL)
        return NULL;
    b->prev = prev;
    b->size = size;
    b->used = 0;
    ASAN_POISON_MEMORY_REGION(b->data, size);
    return b;
}

/* The block holds used bytes from now on. */
static void cut(struct block *b, size_t used)
{
    b->used = used;
    ASAN_POISON_MEMORY_REGION((char *)b->data + used, b->size - used);
}

struct arena *arena_new(size_t ceiling, arena_exhausted_fn *fn, void *arg)
{
    struct arena *a = calloc(1, sizeof *a);

    if (a == NULL)
        return NULL;
    a->ceiling = ceiling;
    a->exhausted = fn;
    a->exhausted_arg = arg;
    a->top = block_new(NULL, FIRST_BLOCK);
    if (a->top == NULL) {
        free(a);
        return NULL;
    }
    a->total = FIRST_BLOCK;
    return a;
}

struct arena *arena_new_beside(const struct arena *a, size_t ceiling)
{
    return arena_new(ceiling, a->exhausted, a->exhausted_arg);
}

void arena_set_exhausted(struct arena *a, arena_exhausted_fn *fn, void *arg)
{
    a->exhausted = fn;
    a->exhausted_arg = arg;
}

static void keep_promises_until(struct arena *a, struct promise *stop)
{
    while (a->promises != stop) {
        struct promise *p = a->promises;
        void *resource = p->resource;

        a->promises = p->prev;
        p->resource = NULL;
        if (resource != NULL)
            p->done(resource);
    }
}

static void drop_blocks_until(struct arena *a, struct block *stop)
{
    while (a->top != stop) {
        struct block *b = a->top;

        a->top = b->prev;
        a->total -= b->size;
        free(b);
    }
}

void arena_reset(struct arena *a)
{
    struct block *first = a->top;

    keep_promises_until(a, NULL);
    while (first->prev != NULL)
        first = first->prev;
    drop_blocks_until(a, first);
    cut(a->top, 0);
    a->handed = 0;
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    keep_promises_until(a, NULL);
    drop_blocks_until(a, NULL);
    free(a);
}

size_t arena_used(const struct arena *a)
{
    return a->handed;
}

static void add_block(struct arena *a, size_t n)
{
    size_t size = a->top->size * 2;

    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < n)
        size = n;
    if (size > a->ceiling - a->total || a->total > a->ceiling) {
        size = n; /* near the ceiling: take just what is asked */
        if (a->total > a->ceiling || size > a->ceiling - a->total)
            give_up(a);
    }
    struct block *b = block_new(a->top, size);
    if (b == NULL)
        give_up(a);
    a->top = b;
    a->total += size;
}

/* Bytes as they are. */
static void *take(struct arena *a, size_t n)
{
    if (fault_now() || n > SIZE_MAX / 2)
        give_up(a);
    size_t r = round_up(n == 0 ? 1 : n);
    if (r + APART > a->top->size - a->top->used)
        add_block(a, r + APART);
    void *p = (char *)a->top->data + a->top->used;
    a->top->used += r + APART;
    a->handed += r;
    ASAN_UNPOISON_MEMORY_REGION(p, n);
    return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
    return memset(take(a, n), 0, n);
}

void *arena_stretch(struct arena *a, void *p, size_t old_n, size_t new_n)
{
    size_t old_r = round_up(old_n == 0 ? 1 : old_n), new_r = round_up(new_n == 0 ? 1 : new_n);
    struct block *b = a->top;
    char *end = (char *)b->data + b->used;

    if (p != NULL && new_n <= old_n)
        return p;
    if (p != NULL && (char *)p + old_r + APART == end && new_r - old_r <= b->size - b->used) {
        ASAN_UNPOISON_MEMORY_REGION((char *)p + old_n, new_n - old_n);
        b->used += new_r - old_r;
        a->handed += new_r - old_r;
        return p;
    }
    void *q = take(a, new_n);
    if (p != NULL)
        memcpy(q, p, old_n);
    return q;
}

void *arena_grow(struct arena *a, void *p, size_t old_n, size_t new_n)
{
    char *q = arena_stretch(a, p, old_n, new_n);
    size_t kept = p == NULL ? 0 : old_n;

    if (new_n > kept)
        memset(q + kept, 0, new_n - kept);
    return q;
}

char *arena_strndup(struct arena *a, const char *p, size_t n)
{
    char *s = take(a, n + 1);

    if (n > 0)
        memcpy(s, p, n);
    s[n] = 0;
    return s;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    char brief[256]; /* most texts are short: printed once */
    va_list again;

    va_copy(again, ap);
    int n = vsnprintf(brief, sizeof brief, fmt, again);
    va_end(again);
    assert(n >= 0);
    if ((size_t)n < sizeof brief)
        return arena_strndup(a, brief, (size_t)n);
    char *s = take(a, (size_t)n + 1);
    (void)vsnprintf(s, (size_t)n + 1, fmt, ap);
    return s;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    char *s = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}

void **arena_defer(struct arena *a, arena_done_fn *done)
{
    struct promise *p = arena_new_of(a, struct promise);

    p->done = done;
    p->prev = a->promises;
    a->promises = p;
    return &p->resource;
}

struct arena_mark arena_mark(struct arena *a)
{
    return (struct arena_mark){a->top, a->top->used, a->handed, a->promises};
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
    keep_promises_until(a, m.promise);
    drop_blocks_until(a, m.block);
    cut(a->top, m.used);
    a->handed = m.total;
}
