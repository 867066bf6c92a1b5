/* Small questions about tokens and phrases that every recogniser asks. */
#include <string.h>

#include "text/figure_spot.h"

const struct lex_entry *spot_phrase(const struct spot *s, size_t i, enum lex_kind kind, size_t *ret_end)
{
    if (!spot_has(s, i, kind))
        return NULL;
    for (uint32_t at = s->lex->first[s->t.at[i].id]; at != 0; at = s->lex->entries.at[at].next) {
        const struct lex_entry *e = &s->lex->entries.at[at];
        if (e->kind != kind)
            continue;
        size_t j = i + 1, w = 1;
        for (; w < e->n; w++, j++) {
            const struct token *t = &s->t.at[j];
            if (t->kind == TOKEN_PUNCT && (spot_dash(s, j) || t->cp == '.' || t->cp == '\'' || t->cp == 0x2019) &&
                t->space == SPACE_NONE && s->t.at[j + 1].space != SPACE_LINE)
                t = &s->t.at[++j]; /* US-Dollar, U.S. dollars, o'clock */
            if (t->kind == TOKEN_PUNCT && t->space == SPACE_NONE && s->t.at[j - 1].cp == '.')
                t = &s->t.at[++j];
            if (t->kind != TOKEN_WORD || t->id != e->ids[w])
                break;
        }
        if (w == e->n) {
            *ret_end = j;
            return e;
        }
    }
    return NULL;
}

struct str spot_text(const struct spot *s, size_t i)
{
    return (struct str){s->text.p + s->t.at[i].at, s->t.at[i].end - s->t.at[i].at};
}

static struct word_set *make_set(const struct spot *s, struct word_set *set, const char *words)
{
    struct str rest = str_of(words), word;

    set->words = words;
    set->bits = arena_alloc(s->cx->mem, lex_ids() / 8 + 8);
    while (str_next(&rest, '|', &word)) {
        uint16_t id = lex_id(s->lex, word.p, word.n, lex_hash(word.p, word.n));
        if (id == 0) {
            id = lex_add(s->lex, word.p, word.n);
            *s->fresh_words = true;
        }
        set->bits[id / 64] |= 1ULL << (id % 64);
    }
    return set;
}

static struct word_set *set_of(const struct spot *s, const char *words)
{
    size_t at = ((uintptr_t)words * 0x9E3779B97F4A7C15ULL) >> 53;

    for (;; at = (at + 1) % WORD_SETS) {
        struct word_set *set = &s->sets[at];
        if (set->words == words)
            return set;
        if (set->words == NULL)
            return make_set(s, set, words);
    }
}

static bool in_list(struct str have, const char *words)
{
    struct str rest = str_of(words), word;

    while (str_next(&rest, '|', &word))
        if (str_eq(word, have))
            return true;
    return false;
}

bool spot_any(const struct spot *s, size_t i, const char *words)
{
    const struct token *t = &s->t.at[i];

    if (t->kind != TOKEN_WORD)
        return false;
    const struct word_set *set = set_of(s, words);
    if (t->id != 0)
        return (set->bits[t->id / 64] >> (t->id % 64) & 1) != 0;
    if (!*s->fresh_words)
        return false;
    char room[160];
    return in_list(spot_lower(s, i, room, sizeof room), words);
}

bool spot_word(const struct spot *s, size_t i, const char *word)
{
    return spot_any(s, i, word);
}

bool spot_punct(const struct spot *s, size_t i, uint32_t cp)
{
    return s->t.at[i].kind == TOKEN_PUNCT && s->t.at[i].cp == cp;
}

bool spot_dash(const struct spot *s, size_t i)
{
    uint32_t c = s->t.at[i].cp;

    return s->t.at[i].kind == TOKEN_PUNCT && (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212);
}

bool spot_glued(const struct spot *s, size_t i)
{
    return s->t.at[i].space == SPACE_NONE && s->t.at[i].kind != TOKEN_END && i > 0;
}

bool spot_starts(const struct spot *s, size_t i)
{
    while (i > 0 && s->t.at[i - 1].sent == s->t.at[i].sent && s->t.at[i - 1].kind == TOKEN_PUNCT &&
           s->t.at[i - 1].cp != ',')
        i--;
    return i == 0 || s->t.at[i - 1].sent != s->t.at[i].sent;
}

long long spot_int(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i];
    long long v = 0;

    if (t->kind != TOKEN_DIGITS || t->end - t->at > 18)
        return -1;
    for (size_t at = t->at; at < t->end; at++)
        v = v * 10 + (s->text.p[at] - '0');
    return v;
}
