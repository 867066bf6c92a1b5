/* See term.h. */
#include "text/term.h"

#include <string.h>

#include "text/yaml_tree.h"

enum { AVOIDS_MAX = 255 };

static void read_forms(struct ctx *cx, const struct yaml_node *list, struct term_forms *forms)
{
    for (size_t i = 0; i < yaml_tree_count(list); i++)
        vec_push(cx->mem, forms, yaml_tree_item(list, i));
}

static enum status read_avoids(struct ctx *cx, const struct yaml_node *list, struct term_avoids *avoids)
{
    for (size_t i = 0; list != NULL && list->kind == YAML_LIST && i < list->items.n; i++) {
        const struct yaml_node *row = list->items.at[i];
        struct str cls = yaml_tree_text(row, "class");
        struct term_avoid a = {yaml_tree_text(row, "text"), 0, yaml_tree_text(row, "rule"), yaml_tree_text(row, "why")};

        if (a.text.n == 0 || cls.n != 1 || cls.p[0] < 'A' || cls.p[0] > 'D')
            return ctx_fail(cx, E_INVALID, "term base line %d: an avoided text needs text and a class A to D",
                            row->line);
        a.cls = cls.p[0];
        vec_push(cx->mem, avoids, a);
    }
    if (avoids->n > AVOIDS_MAX)
        return ctx_fail(cx, E_INVALID, "term base line %d: more than %d avoided texts", list->line, AVOIDS_MAX);
    return OK;
}

static enum status read_term(struct ctx *cx, const struct yaml_node *row, struct term *ret_t)
{
    struct term t = {.id = yaml_tree_text(row, "id"), .domain = yaml_tree_text(row, "domain"),
                     .note = yaml_tree_text(row, "note"), .source = yaml_tree_text(row, "source")};

    if (t.id.n == 0)
        return ctx_fail(cx, E_INVALID, "term base line %d: an entry without id", row->line);
    read_forms(cx, yaml_tree_get(row, "vi"), &t.use[LANG_VI]);
    TRY(read_avoids(cx, yaml_tree_get(row, "vi_avoid"), &t.avoid[LANG_VI]));
    for (int l = LANG_EN; l < LANG__MAX; l++) {
        const struct yaml_node *of = yaml_tree_get(row, lang_code((enum lang)l));
        read_forms(cx, yaml_tree_get(of, "use"), &t.use[l]);
        TRY(read_avoids(cx, yaml_tree_get(of, "avoid"), &t.avoid[l]));
    }
    *ret_t = t;
    return OK;
}

/* An avoided text is a stem: its last word may go on ("außenpolitisch" meets "außenpolitischer"). */
static void add_avoid(struct ctx *cx, struct phrase_set *set, struct str text, uint32_t payload)
{
    char *open = arena_printf(cx->mem, "%.*s*", STR_ARGS(text));

    phrase_set_add(cx, set, str_of(open), payload);
}

static void index_term(struct ctx *cx, struct term_base *b, uint32_t index)
{
    const struct term *t = &b->at[index];

    for (int l = 0; l < LANG__MAX; l++) {
        for (size_t i = 0; i < t->use[l].n; i++)
            phrase_set_add(cx, b->use[l], t->use[l].at[i], index);
        for (size_t i = 0; i < t->avoid[l].n; i++)
            add_avoid(cx, b->avoid[l], t->avoid[l].at[i].text, index << 8 | (uint32_t)i);
    }
}

enum status term_load(struct ctx *cx, struct str yaml, struct term_base *ret_base)
{
    const struct yaml_node *root;
    struct term_base b = {0};
    struct term t;

    TRY(yaml_tree_read(cx, yaml, &root));
    if (root->kind == YAML_MAP && yaml_tree_get(root, "terms") != NULL)
        root = yaml_tree_get(root, "terms");
    if (root->kind != YAML_LIST)
        return ctx_fail(cx, E_INVALID, "term base: a list of entries was expected");
    for (int l = 0; l < LANG__MAX; l++) {
        b.use[l] = phrase_set_new(cx, (enum lang)l, l != LANG_VI);
        b.avoid[l] = phrase_set_new(cx, (enum lang)l, false);
    }
    for (size_t i = 0; i < root->items.n; i++) {
        TRY(read_term(cx, root->items.at[i], &t));
        vec_push(cx->mem, &b, t);
    }
    for (size_t i = 0; i < b.n; i++)
        index_term(cx, &b, (uint32_t)i);
    *ret_base = b;
    return OK;
}

static enum status find(struct ctx *cx, const struct phrase_set *set, struct wordlist words, bool greedy,
                        bool avoided,
                        struct term_hits *ret_hits)
{
    struct phrase_hits hits;
    struct term_hits out = {0};

    TRY(phrase_find(cx, set, words, greedy, &hits));
    for (size_t i = 0; i < hits.n; i++) {
        const struct phrase_hit *h = &hits.at[i];
        uint32_t p = h->payload;
        struct term_hit t = {words.at[h->first].start, words.at[h->first + h->n - 1].end, avoided ? p >> 8 : p,
                             avoided ? p & 0xFF : 0};
        vec_push(cx->mem, &out, t);
    }
    *ret_hits = out;
    return OK;
}

enum status term_find_use(struct ctx *cx, const struct term_base *b, enum lang lang, struct wordlist words,
                          struct term_hits *ret_hits)
{
    return find(cx, b->use[lang], words, true, false, ret_hits);
}

enum status term_find_avoid(struct ctx *cx, const struct term_base *b, enum lang lang, struct wordlist words,
                            struct term_hits *ret_hits)
{
    return find(cx, b->avoid[lang], words, false, true, ret_hits);
}
