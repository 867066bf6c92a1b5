/* Conditions of a list as rows: whatever text is read, rows written again are read as the same rows. */
#include "fuzz.h"

#include <string.h>

#include "register/condition.h"

static void one(struct ctx *cx, struct str in)
{
    static struct field fields[] = {{.id = "f", .type = FT_TEXT, .index = 0},   {.id = "n", .type = FT_INT, .index = 1},
                                    {.id = "d", .type = FT_DATE, .index = 2},   {.id = "b", .type = FT_BOOL, .index = 3},
                                    {.id = "w", .type = FT_MULTI, .index = 4}};
    static const struct kind k = {.id = "k", .fields = fields, .n_fields = sizeof fields / sizeof *fields};
    struct condition_set set, again;
    const char *text, *twice;

    cx->fixed_now = 1795000000;
    if (in.n > 4096 || memchr(in.p, 0, in.n) != NULL)
        return;
    if (!condition_read(cx, &k, arena_strndup(cx->mem, in.p, in.n), &set))
        return;
    if (condition_write(cx, &k, &set, &text) != OK || text == NULL)
        return; /* a value that the field does not take */
    ctx_clear(cx);
    if (!condition_read(cx, &k, text, &again) || condition_write(cx, &k, &again, &twice) != OK ||
        strcmp(text, twice) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 4096, one);
}
