/* See start.h. The environment a command sees: CHANCERY_VAR (folder of the installation, default var),
   CHANCERY_NOW (UTC seconds, fixes the clock for tests). */
#include "cli/start.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "platform/i18n.h"

enum { COMMAND_CEILING_MIB = 4096 };

_Noreturn static void no_memory(void *arg)
{
    (void)arg;
    fputs("chancery: out of memory\n", stderr);
    exit(4);
}

int start_failed(struct ctx *cx, enum status st)
{
    struct ctx english = *cx;

    english.lang = LANG_EN;
    for (const struct problem *p = cx->problems; p != NULL; p = p->next)
        if (i18n_has(p->key))
            fprintf(stderr, "chancery: %s%s%s\n", p->field, *p->field ? ": " : "", i18n_fill(&english, p->key, p->arg));
        else
            fprintf(stderr, "chancery: %s%s%s%s%s\n", p->field, *p->field ? ": " : "", p->key, p->arg ? ": " : "",
                    p->arg ? p->arg : "");
    if (cx->detail != NULL || cx->problems == NULL)
        fprintf(stderr, "chancery: %s\n", cx->detail != NULL ? cx->detail : status_name(st));
    if (st == E_USAGE)
        return 2;
    return st == E_FORMAT || st == E_INVALID || st == E_NOTFOUND || st == E_TOOBIG ? 3 : 4;
}

int start_command(int argc, char **argv)
{
    int used;
    const struct command *c = command_find(argc - 1, argv + 1, &used);
    struct arena *mem = arena_new((size_t)COMMAND_CEILING_MIB << 20, no_memory, NULL);
    struct ctx cx;

    if (mem == NULL)
        no_memory(NULL);
    if (c == NULL) {
        fprintf(stderr, "chancery: %s\n", argc > 1 ? "no such command; `chancery help` lists them"
                                                  : "a command is missing; `chancery help` lists them");
        arena_free(mem);
        return 2;
    }
    ctx_init(&cx, mem, NULL);
    const char *now = getenv("CHANCERY_NOW");
    if (now != NULL)
        cx.fixed_now = strtoll(now, NULL, 10);
    int code = c->run(&cx, argc - 1 - used, argv + 1 + used);
    arena_free(mem);
    return code;
}
