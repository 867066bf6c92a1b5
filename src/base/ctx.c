/* See ctx.h. */
#include "base/ctx.h"

#include <assert.h>
#include <string.h>
#include <time.h>

static const char *const lang_codes[] = {"vi", "en", "de"};

const char *lang_code(enum lang l)
{
    assert(l < LANG__MAX);
    return lang_codes[l];
}

bool lang_parse(struct str code, enum lang *ret_l)
{
    for (int l = 0; l < LANG__MAX; l++)
        if (str_is(code, lang_codes[l])) {
            *ret_l = (enum lang)l;
            return true;
        }
    return false;
}

void ctx_init(struct ctx *cx, struct arena *mem, struct db *db)
{
    *cx = (struct ctx){.magic = CTX_MAGIC, .mem = mem, .db = db};
    cx->problems_tail = &cx->problems;
}

int64_t ctx_now(const struct ctx *cx)
{
    return cx->fixed_now != 0 ? cx->fixed_now : (int64_t)time(NULL);
}

struct date ctx_today(const struct ctx *cx)
{
    return date_of_instant(ctx_now(cx));
}

static void free_arena(void *a)
{
    arena_free(a);
}

enum status ctx_memory(struct ctx *cx, size_t ceiling, const char *what_for, struct arena **ret_mem)
{
    void **slot = arena_defer(cx->mem, free_arena);
    struct arena *mem = arena_new_beside(cx->mem, ceiling);

    if (mem == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory %s", what_for);
    *slot = mem;
    *ret_mem = mem;
    return OK;
}

enum status ctx_fail_(struct ctx *cx, enum status st, const char *file, int line, const char *fmt, ...)
{
    assert(cx->magic == CTX_MAGIC);
    if (cx->detail == NULL) {
        va_list ap;

        va_start(ap, fmt);
        cx->detail = arena_vprintf(cx->mem, fmt, ap);
        va_end(ap);
        cx->where = arena_printf(cx->mem, "%s:%d", file, line);
    }
    return st;
}

enum status ctx_problem(struct ctx *cx, const char *field, const char *key, const char *arg)
{
    struct problem *p = arena_new_of(cx->mem, struct problem);

    assert(cx->magic == CTX_MAGIC);
    *p = (struct problem){field, key, arena_strdup(cx->mem, arg), NULL};
    *cx->problems_tail = p;
    cx->problems_tail = &p->next;
    return E_INVALID;
}

enum status ctx_problems(const struct ctx *cx)
{
    return cx->problems == NULL ? OK : E_INVALID;
}

void ctx_clear(struct ctx *cx)
{
    cx->problems = NULL;
    cx->problems_tail = &cx->problems;
    cx->detail = cx->where = NULL;
}
