/* A kind file, as an administrator may write it: read and linked, or refused with problems; never a crash. */
#include "fuzz.h"

#include "register/kind.h"

static void one(struct ctx *cx, struct str in)
{
    struct kind *k;
    struct kinds *ks;

    if (kind_load_text(cx, "fuzz.yaml", in, &k) != OK)
        return;
    (void)!kind_link(cx, &k, 1, &ks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 65536, one);
}
