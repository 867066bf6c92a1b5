/* See finding_group.h. */
#include "ledger/finding_group.h"

#include <stdlib.h>
#include <string.h>

static bool equal(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The same fault again: of a rendering its reason decides (inflected forms of one word are one fault), of growth
   without its sibling the two measures, of all else every word. Decided and open ones stay apart. */
static bool same(const struct finding_row *a, const struct finding_row *b)
{
    bool rendering = equal(a->key, "compare.term"), sibling = equal(a->rule, "sibling");

    if (a->version_id != b->version_id || a->cls != b->cls || !equal(a->rule, b->rule) || !equal(a->key, b->key) ||
        !equal(a->state, b->state))
        return false;
    if (rendering)
        return equal(a->args[2], b->args[2]);
    for (int i = 0; i < (sibling ? 2 : 3); i++)
        if (!equal(a->args[i], b->args[i]))
            return false;
    return a->args[0] != NULL || a->args[1] != NULL || a->args[2] != NULL;
}

static void add(struct ctx *cx, struct finding_group *g, const struct finding_row *f)
{
    struct finding_item item = {0};

    for (size_t i = 0; i < g->items.n; i++)
        if (same(g->items.at[i].at[0], f)) {
            vec_push(cx->mem, &g->items.at[i], f);
            return;
        }
    vec_push(cx->mem, &item, f);
    vec_push(cx->mem, &g->items, item);
}

static int rank(const struct finding_group *g)
{
    return g->headline ? 0 : g->text_id == 0 ? 1 : 2;
}

static int newest_first(const void *pa, const void *pb)
{
    const struct finding_group *a = pa, *b = pb;

    if (rank(a) != rank(b))
        return rank(a) < rank(b) ? -1 : 1;
    int day = strcmp(a->published != NULL ? a->published : "", b->published != NULL ? b->published : "");
    return day != 0 ? -day : a->text_id > b->text_id ? -1 : a->text_id < b->text_id;
}

void finding_group(struct ctx *cx, const struct finding_rows *rows, struct finding_groups *ret_groups)
{
    struct finding_groups groups = {0};

    for (size_t i = 0; i < rows->n; i++) {
        const struct finding_row *f = &rows->at[i];
        size_t g = 0;

        while (g < groups.n && groups.at[g].text_id != f->text_id)
            g++;
        if (g == groups.n) {
            struct finding_group fresh = {.text_id = f->text_id, .title = f->title, .published = f->published,
                .headline = f->text_id != 0 && f->text_id == rows->headline_text};

            vec_push(cx->mem, &groups, fresh);
        }
        add(cx, &groups.at[g], f);
    }
    if (groups.n > 0)
        qsort(groups.at, groups.n, sizeof *groups.at, newest_first);
    *ret_groups = groups;
}
