/* What a fuzz target shares: an arena per input whose ceiling ends the input, not the process.
   A target is one file fuzz_NAME.c with LLVMFuzzerTestOneInput and a folder corpus/NAME/; meson finds both by name. */
#pragma once

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/ctx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A broken promise of the code under test: crashes, so that libFuzzer keeps the input. */
#define FUZZ_CHECK(what)   \
    do {                   \
        if (!(what))       \
            abort();       \
    } while (0)

static inline void fuzz_exhausted(void *arg)
{
    longjmp(*(jmp_buf *)arg, 1);
}

/* Calls fn with the input as text; more than max bytes are not looked at. Reaching the ceiling is an answer. */
static inline int fuzz_in_arena(const uint8_t *data, size_t n, size_t max, void (*fn)(struct ctx *cx, struct str in))
{
    jmp_buf out;
    struct arena *mem = n > max ? NULL : arena_new((size_t)256 << 20, fuzz_exhausted, &out);
    struct ctx cx;

    if (mem == NULL)
        return 0;
    if (setjmp(out) == 0) {
        ctx_init(&cx, mem, NULL);
        cx.fixed_now = 1770000000;
        fn(&cx, (struct str){(const char *)data, n});
    }
    arena_free(mem);
    return 0;
}
