/* What the unit tests of this folder share: an arena and a ctx per test. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/ctx.h"

static inline int unit_setup(void **state)
{
    struct arena *mem = arena_new((size_t)1 << 30, NULL, NULL);
    struct ctx *cx = arena_new_of(mem, struct ctx);

    ctx_init(cx, mem, NULL);
    *state = cx;
    return 0;
}

static inline int unit_done(void **state)
{
    arena_free(((struct ctx *)*state)->mem);
    return 0;
}

#define unit(f) cmocka_unit_test_setup_teardown(f, unit_setup, unit_done)

static inline bool unit_said(const struct ctx *cx, const char *words)
{
    return cx->detail != NULL && strstr(cx->detail, words) != NULL;
}
