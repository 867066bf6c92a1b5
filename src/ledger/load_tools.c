/* The data that every load needs: indicator definitions, and what comparisons know. Declared in load.h. That takes
   as long as opening the database and reading all registers, so a server reads it in a thread beside them. */
#include "ledger/finding_words.h"
#include "ledger/load.h"
#include "platform/crew.h"
#include "platform/data.h"

enum { BESIDE_BYTES = 256 << 20 };

enum { PLACES, CONCEPTS, TERMS, INDICATORS, N_PIECES }; /* the longest first */

static enum status open_file(struct ctx *cx, size_t i, struct compare_data *d)
{
    static const char *const files[] = {[PLACES] = "definitions/places.yaml", [CONCEPTS] = "definitions/concepts.yaml",
                                        [TERMS] = "definitions/terms.yaml"};
    struct compare_data one;
    struct str text, none = STR("");

    TRY(data_file(cx, files[i], &text));
    TRY(compare_load(cx, i == TERMS ? text : none, i == PLACES ? text : none, i == CONCEPTS ? text : none, &one));
    if (i == TERMS)
        d->terms = one.terms;
    else if (i == PLACES)
        d->names = one.names;
    else
        d->concepts = one.concepts;
    return OK;
}

enum status load_compare_data(struct ctx *cx, struct compare_data *ret_data)
{
    struct compare_data d = {0};

    for (size_t i = 0; i < INDICATORS; i++)
        TRY(open_file(cx, i, &d));
    *ret_data = d;
    return OK;
}

/* Each by itself, so that several threads can share them. */
static enum status open_piece(struct ctx *cx, size_t i, struct load_tools *t)
{
    if (i == INDICATORS)
        return indicator_open(cx, &t->indicators);
    TRY(open_file(cx, i, &t->compare));
    return i == CONCEPTS ? finding_words_read(cx, t->compare.concepts, &t->words) : OK;
}

enum status load_open(struct ctx *cx, struct load_tools *ret_tools)
{
    struct load_tools t = {0};

    for (size_t i = 0; i < N_PIECES; i++)
        TRY(open_piece(cx, i, &t));
    *ret_tools = t;
    return OK;
}

static const struct load_tools *installed;

struct beside {
    struct crew *crew;
    struct load_tools tools; /* each piece writes its own members */
    struct piece {
        enum status st;
        const char *detail;
    } pieces[N_PIECES];
};
static struct beside *begun; /* NULL: load_install() reads by itself */

static void open_beside(struct ctx *cx, void *arg, size_t i)
{
    struct beside *b = arg;

    b->pieces[i].st = open_piece(cx, i, &b->tools);
    b->pieces[i].detail = cx->detail;
}

enum status load_install_begin(struct ctx *cx)
{
    struct beside *b = arena_new_of(cx->mem, struct beside);

    TRY(crew_start(cx, BESIDE_BYTES, &b->crew));
    crew_begin(b->crew, open_beside, b, N_PIECES);
    begun = b;
    return OK;
}

static enum status finish(struct ctx *cx, struct load_tools *ret_tools)
{
    struct beside *b = begun;

    begun = NULL;
    crew_finish(b->crew);
    for (size_t i = 0; i < N_PIECES; i++)
        if (b->pieces[i].st != OK)
            return ctx_fail(cx, b->pieces[i].st, "%s",
                            b->pieces[i].detail != NULL ? b->pieces[i].detail : "definitions");
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
