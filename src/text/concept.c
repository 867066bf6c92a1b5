/* See concept.h. */
#include "text/concept.h"

#include "text/yaml_tree.h"

static enum status read_row(struct ctx *cx, const struct yaml_node *row, struct concept_base *b)
{
    struct str kind = yaml_tree_text(row, "kind");
    struct concept c = {.id = yaml_tree_text(row, "id"), .kin = yaml_tree_text(row, "kin"),
                        .generic = str_is(yaml_tree_text(row, "generic"), "true")};

    if (c.id.n == 0)
        return ctx_fail(cx, E_INVALID, "concepts line %d: an entry without id", row->line);
    c.kind = str_is(kind, "measure")       ? CONCEPT_MEASURE
             : str_is(kind, "institution") ? CONCEPT_INSTITUTION
             : str_is(kind, "level")       ? CONCEPT_LEVEL
             : str_is(kind, "word")        ? CONCEPT_WORD
                                           : CONCEPT_NOUN;
    for (int l = 0; l < LANG__MAX; l++) {
        const struct yaml_node *forms = yaml_tree_get(row, lang_code((enum lang)l));
        c.word[l] = yaml_tree_item(forms, 0);
        struct phrase_set *set = c.kind == CONCEPT_WORD ? b->find_words[l] : b->find[l];
        for (size_t i = 0; i < yaml_tree_count(forms); i++)
            phrase_set_add(cx, set, yaml_tree_item(forms, i), (uint32_t)b->n);
    }
    vec_push(cx->mem, b, c);
    return OK;
}

enum status concept_load(struct ctx *cx, struct str yaml, struct concept_base *ret_b)
{
    const struct yaml_node *root;
    struct concept_base b = {0};

    TRY(yaml_tree_read(cx, yaml, &root));
    if (root->kind != YAML_LIST)
        return ctx_fail(cx, E_INVALID, "concepts: a list of entries was expected");
    for (int l = 0; l < LANG__MAX; l++) {
        b.find[l] = phrase_set_new(cx, (enum lang)l, l != LANG_VI);
        b.find_words[l] = phrase_set_new(cx, (enum lang)l, l != LANG_VI);
    }
    for (size_t i = 0; i < root->items.n; i++)
        TRY(read_row(cx, root->items.at[i], &b));
    *ret_b = b;
    return OK;
}

static enum status find_in(struct ctx *cx, const struct concept_base *b, const struct phrase_set *set,
                           struct wordlist words, struct concept_hits *ret_hits)
{
    struct phrase_hits hits;
    struct concept_hits out = {0};

    TRY(phrase_find(cx, set, words, true, &hits));
    for (size_t i = 0; i < hits.n; i++) {
        const struct phrase_hit *h = &hits.at[i];
        if (b->at[h->payload].kind == CONCEPT_INSTITUTION && !words.at[h->first].upper)
            continue;
        vec_push(cx->mem, &out,
                 (struct concept_hit){words.at[h->first].start, words.at[h->first + h->n - 1].end, h->payload});
    }
    *ret_hits = out;
    return OK;
}

enum status concept_find(struct ctx *cx, const struct concept_base *b, enum lang lang, struct wordlist words,
                         struct concept_hits *ret_hits)
{
    return find_in(cx, b, b->find[lang], words, ret_hits);
}

enum status concept_find_words(struct ctx *cx, const struct concept_base *b, enum lang lang, struct wordlist words,
                               struct concept_hits *ret_hits)
{
    return find_in(cx, b, b->find_words[lang], words, ret_hits);
}

bool concept_agrees(const struct concept_base *b, size_t x, size_t y)
{
    const struct concept *p = &b->at[x], *q = &b->at[y];

    return x == y || (p->kin.n > 0 && str_eq(p->kin, q->kin) && (p->generic || q->generic));
}
