/* Until list.c and attach.c of src/register land: no records, weakly. Goes away with them. */
#include "register/attach.h"
#include "register/list.h"

#define WEAK __attribute__((weak))

WEAK const char *attach_path(struct ctx *cx, const char *sha256)
{
    return arena_printf(cx->mem, "var/files/%.2s/%s", sha256, sha256 + 2);
}

WEAK struct list_query *list_new(struct ctx *cx, const struct kind *k)
{
    (void)k;
    return arena_new_of(cx->mem, struct list_query);
}

WEAK void list_param(struct ctx *cx, struct list_query *q, const char *name, struct str value)
{
    (void)cx, (void)q, (void)name, (void)value;
}

WEAK enum status list_count(struct ctx *cx, struct list_query *q, int64_t *ret_n)
{
    (void)cx, (void)q;
    *ret_n = 0;
    return OK;
}

WEAK enum status list_run(struct ctx *cx, struct list_query *q, struct list_page *ret_page)
{
    (void)cx, (void)q;
    *ret_page = (struct list_page){0};
    return OK;
}

WEAK enum status list_parse(struct ctx *cx, const struct kind *k, struct str params, struct list_query **ret_q)
{
    (void)params;
    *ret_q = list_new(cx, k);
    return OK;
}
