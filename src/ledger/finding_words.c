/* See finding_words.h. */
#include "ledger/finding_words.h"

#include <string.h>

#include "base/vec.h"
#include "ledger/finding.h"
#include "ledger/load.h"
#include "platform/data.h"
#include "text/concept.h"
#include "text/yaml_tree.h"

struct row {
    const char *english;
    const char *text[LANG__MAX];
};

struct finding_words {
    VEC(struct row);
};

static const char *zero(struct ctx *cx, struct str s)
{
    return s.n == 0 ? NULL : arena_strndup(cx->mem, s.p, s.n);
}

/* Rows of {en: …, vi: …, de: …}. */
static enum status reasons(struct ctx *cx, struct finding_words *w)
{
    const struct yaml_node *all;
    struct str yaml;

    TRY(data_file(cx, "definitions/term_reasons.yaml", &yaml));
    TRY(yaml_tree_read(cx, yaml, &all));
    for (size_t i = 0; i < all->items.n; i++) {
        struct row r = {.english = zero(cx, yaml_tree_text(all->items.at[i], "en"))};

        for (int l = 0; l < LANG__MAX; l++)
            r.text[l] = zero(cx, yaml_tree_text(all->items.at[i], lang_code((enum lang)l)));
        if (r.english != NULL)
            vec_push(cx->mem, w, r);
    }
    return OK;
}

/* Measure words by their id; the first form of each language is the word itself. */
static void measures(struct ctx *cx, const struct concept_base *all, struct finding_words *w)
{
    for (size_t i = 0; i < all->n; i++) {
        struct row r = {.english = zero(cx, all->at[i].id)};

        for (int l = 0; l < LANG__MAX; l++)
            r.text[l] = zero(cx, all->at[i].word[l]);
        vec_push(cx->mem, w, r);
    }
}

enum status finding_words_read(struct ctx *cx, const struct concept_base *concepts, const struct finding_words **ret_w)
{
    struct finding_words *w = arena_new_of(cx->mem, struct finding_words);

    TRY(reasons(cx, w));
    measures(cx, concepts, w);
    *ret_w = w;
    return OK;
}

enum status finding_words_open(struct ctx *cx, const struct finding_words **ret_w)
{
    struct concept_base concepts;
    struct str yaml;

    if (load_installed() == NULL || load_installed()->words == NULL) {
        TRY(data_file(cx, "definitions/concepts.yaml", &yaml));
        TRY(concept_load(cx, yaml, &concepts));
        return finding_words_read(cx, &concepts, ret_w);
    }
    *ret_w = load_installed()->words;
    return OK;
}

const char *finding_words_say(const struct finding_words *w, enum lang lang, const char *english)
{
    for (size_t i = 0; english != NULL && i < w->n; i++)
        if (strcmp(w->at[i].english, english) == 0)
            return w->at[i].text[lang] != NULL ? w->at[i].text[lang] : english;
    return english;
}

const char *finding_words_text(struct ctx *cx, const struct finding_words *w, const struct finding *f)
{
    const struct finding_row row = {.key = f->key, .message = f->message,
        .args = {f->args[0], f->args[1], finding_words_say(w, cx->lang, f->args[2])}};

    return finding_text(cx, &row);
}
