/* The data that every load needs: indicator definitions, term base, names. Declared in load.h. */
#include "ledger/load.h"
#include "platform/data.h"
#include "text/name.h"
#include "text/term.h"

enum status load_open(struct ctx *cx, struct load_tools *ret_tools)
{
    struct load_tools t;
    struct term_base *terms = arena_new_of(cx->mem, struct term_base);
    struct name_base *names = arena_new_of(cx->mem, struct name_base);
    struct str yaml;

    TRY(indicator_open(cx, &t.indicators));
    TRY(data_file(cx, "definitions/terms.yaml", &yaml));
    TRY(term_load(cx, yaml, terms));
    TRY(data_file(cx, "definitions/places.yaml", &yaml));
    TRY(name_load(cx, yaml, names));
    t.terms = terms;
    t.names = names;
    *ret_tools = t;
    return OK;
}
