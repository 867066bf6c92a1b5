/* Memory for one piece of work (a request, a command, an exchange session): allocate freely, drop all at once.
   Also keeps the promises to close outside resources (files, statements, transactions).
   Not for: things that outlive the work; those are built once at start. */
#pragma once

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* Called when the ceiling is reached or the system has no memory. It must not return: a request leaves by the one
   longjmp of the program to its edge (platform/http_server.c), a command prints and exits. */
typedef void arena_exhausted_fn(void *arg);
typedef void arena_done_fn(void *resource);

/* ceiling in bytes. Returns NULL only when not even the first block can be had. fn may be NULL: then abort(). */
struct arena *arena_new(size_t ceiling, arena_exhausted_fn *fn, void *arg);
/* Another arena of the same piece of work, for what outlives a rewind: at its ceiling it leaves by the same exit. */
struct arena *arena_new_beside(const struct arena *a, size_t ceiling);
void arena_set_exhausted(struct arena *a, arena_exhausted_fn *fn, void *arg);
void arena_reset(struct arena *a); /* runs the promises, last first; keeps one block for the next piece of work */
void arena_free(struct arena *a);  /* the same, and gives everything back; NULL is fine */
size_t arena_used(const struct arena *a); /* bytes handed out since new or reset, for budgets in tests */

/* Zeroed, aligned for any type, never NULL. */
void *arena_alloc(struct arena *a, size_t n);
/* Grows (or shrinks) a block that came from this arena; copies when it cannot grow in place. New bytes are zero. */
void *arena_grow(struct arena *a, void *p, size_t old_n, size_t new_n);
/* The same for who writes before reading: new bytes are whatever was there. */
void *arena_stretch(struct arena *a, void *p, size_t old_n, size_t new_n);
char *arena_strdup(struct arena *a, const char *s);          /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *p, size_t n); /* adds the final zero byte */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap);

/* Promise first, open second: take the slot while it is empty (this call may not return), open the resource,
   then store it in the slot. done() runs for filled slots only, last in first out. Store NULL to take it back. */
void **arena_defer(struct arena *a, arena_done_fn *done);

/* For long loops: everything allocated and promised since the mark is dropped. */
struct arena_mark {
    void *block;
    size_t used, total;
    void *promise;
};
struct arena_mark arena_mark(struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

#define arena_new_of(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Fault storm (built with -Dfaults=true): the n-th allocation from now finds the arena exhausted. 0 switches off. */
void arena_fault_arm(long n);
long arena_fault_hits(void);
