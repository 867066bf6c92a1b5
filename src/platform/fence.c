/* See fence.h. */
#include "platform/fence.h"

#include <setjmp.h>
#include <stddef.h>

_Noreturn static void out_of_memory(void *edge)
{
    longjmp(*(jmp_buf *)edge, 1);
}

enum status fence_run(struct arena *mem, enum status (*fn)(void *arg), void *arg)
{
    jmp_buf edge;

    arena_set_exhausted(mem, out_of_memory, &edge);
    if (setjmp(edge) == 0)
        return fn(arg);
    arena_set_exhausted(mem, NULL, NULL);
    return E_NOMEM;
}
