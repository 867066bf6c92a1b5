/* Small questions about tokens and phrases that every recogniser asks. */
#include <string.h>

#include "text/figure_spot.h"

const struct lex_entry *spot_phrase_(const struct spot *s, size_t i, enum lex_kind kind, size_t *ret_end)
{
    const struct lex_entry *e = &s->lex->entries[s->lex->first[s->t.at[i].id]];

    while (e->kind != kind) /* there is one: the mask says so */
        e++;
    for (; e->kind == kind && e->ids[0] == s->t.at[i].id; e++) {
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
