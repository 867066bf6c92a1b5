/* The data that every load needs: indicator definitions, and what comparisons know. Declared in load.h. That takes
   as long as opening the database and reading all registers, so a server reads it in a thread beside them. */
#include "ledger/finding_words.h"
#include "ledger/load.h"
#include "platform/crew.h"
#include "platform/data.h"

enum { BESIDE_BYTES = 256 << 20 };

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

struct beside {
    struct crew *crew;
    struct load_tools tools;
    enum status st;
    const char *detail;
};
static struct beside *begun; /* NULL: load_install() reads by itself */

static void open_beside(struct ctx *cx, void *arg, size_t i)
{
    struct beside *b = arg;

    (void)i;
    b->st = load_open(cx, &b->tools);
    b->detail = cx->detail;
}

enum status load_install_begin(struct ctx *cx)
{
    struct beside *b = arena_new_of(cx->mem, struct beside);

    TRY(crew_start(cx, BESIDE_BYTES, &b->crew));
    crew_begin(b->crew, open_beside, b, 1);
    begun = b;
    return OK;
}

static enum status finish(struct ctx *cx, struct load_tools *ret_tools)
{
    struct beside *b = begun;

    begun = NULL;
    crew_finish(b->crew);
    if (b->st != OK)
        return ctx_fail(cx, b->st, "%s", b->detail != NULL ? b->detail : "definitions");
    *ret_tools = b->tools;
    return OK;
}

enum status load_install(struct ctx *cx)
{
    struct load_tools *t = arena_new_of(cx->mem, struct load_tools);

    if (begun != NULL)
        TRY(finish(cx, t));
    else
        TRY(load_open(cx, t));
    installed = t;
    return OK;
}

const struct load_tools *load_installed(void)
{
    return installed;
}
