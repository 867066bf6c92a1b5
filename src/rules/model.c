/* See model.h. */
#include "rules/model.h"

#include "register/code.h"
#include "register/record.h"

enum status model_load(struct ctx *cx, const char *overlay)
{
    struct kinds *ks;

    TRY(code_load_all(cx, overlay));
    TRY(kind_load_all(cx, overlay, &ks));
    kind_install(ks);
    return OK;
}
