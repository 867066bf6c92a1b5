/* The data that every load needs: indicator definitions, and what comparisons know. Declared in load.h. */
#include "ledger/finding_words.h"
#include "ledger/load.h"
#include "platform/data.h"

enum status load_compare_data(struct ctx *cx, struct compare_data *ret_data)
{
    struct str terms, places, concepts;

    TRY(data_file(cx, "definitions/terms.yaml", &terms));
    TRY(data_file(cx, "definitions/places.yaml", &places));
    TRY(data_file(cx, "definitions/concepts.yaml", &concepts));
    return compare_load(cx, terms, places, concepts, ret_data);
}

enum status load_open(struct ctx *cx, struct load_tools *ret_tools)
{
    struct load_tools t;

    TRY(indicator_open(cx, &t.indicators));
    TRY(load_compare_data(cx, &t.compare));
    TRY(finding_words_read(cx, &t.words));
    *ret_tools = t;
    return OK;
}

static const struct load_tools *installed;

enum status load_install(struct ctx *cx)
{
    struct load_tools *t = arena_new_of(cx->mem, struct load_tools);

    TRY(load_open(cx, t));
    installed = t;
    return OK;
}

const struct load_tools *load_installed(void)
{
    return installed;
}
