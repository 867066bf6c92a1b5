/* See coverage.h. */
#include "ledger/coverage.h"

#include <string.h>

#include "text/phrase.h"

static bool counts(const struct name_place *p)
{
    return (p->kind == NAME_UNIT || p->kind == NAME_CITY) && !str_is(p->within, "VN");
}

enum status coverage_named(struct ctx *cx, const struct name_base *names, struct str body, const struct observation *o,
                           struct coverage *ret_named)
{
    struct coverage named = {0};
    struct wordlist words;
    struct name_hits hits;
    enum lang lang = LANG_VI;

    (void)lang_parse(str_of(o->lang), &lang);
    struct str sentence = str_sub(body, o->sent_start, o->sent_end);
    TRY(phrase_words(cx, sentence, lang, &words));
    TRY(name_find(cx, names, lang, sentence, words, &hits));
    for (size_t i = 0; i < hits.n; i++) {
        const struct name_place *p = &names->at[hits.at[i].place];
        bool seen = !counts(p);

        for (size_t j = 0; j < named.n && !seen; j++)
            seen = str_is(p->proper, named.at[j]);
        if (!seen)
            vec_push(cx->mem, &named, arena_strndup(cx->mem, p->proper.p, p->proper.n));
    }
    *ret_named = named;
    return OK;
}
