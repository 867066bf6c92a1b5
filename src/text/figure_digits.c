/* Numbers in digits: decimal and thousands marks by language, checked by the grouping; scale words and abbreviations
   behind; half and mixed fractions. */
#include <string.h>

#include "text/figure_spot.h"

enum { MOST_GROUPS = 16, MOST_DIGITS = 36 };

struct groups {
    size_t n;
    size_t len[MOST_GROUPS]; /* digits in each group */
    size_t token[MOST_GROUPS];
    uint32_t sep[MOST_GROUPS]; /* before the group: '.' ',' '\'' ' ' */
};

/* What parts token j from the digits before it, if it may group digits; 0 = nothing that could. */
static uint32_t separator(const struct spot *s, size_t j, size_t *ret_digits)
{
    const struct token *t = &s->t.at[j];

    *ret_digits = j;
    if (t->kind == TOKEN_DIGITS && (t->space == SPACE_HARD || t->space == SPACE_PLAIN)) {
        if (t->end - t->at != 3 || (t->space == SPACE_PLAIN && t->at - s->t.at[j - 1].end > 1))
            return 0;
        return ' ';
    }
    if (t->kind != TOKEN_PUNCT || t->space != SPACE_NONE || s->t.at[j + 1].kind != TOKEN_DIGITS ||
        s->t.at[j + 1].space != SPACE_NONE)
        return 0;
    *ret_digits = j + 1;
    if (t->cp == '.' || t->cp == ',')
        return t->cp;
    return t->cp == '\'' || t->cp == 0x2019 ? '\'' : 0;
}

static void collect(const struct spot *s, size_t i, struct groups *g)
{
    *g = (struct groups){.n = 1, .token[0] = i, .len[0] = s->t.at[i].end - s->t.at[i].at};
    for (size_t j = i + 1; g->n < MOST_GROUPS;) {
        size_t digits;
        uint32_t sep = separator(s, j, &digits);
        if (sep == 0)
            return;
        g->sep[g->n] = sep;
        g->token[g->n] = digits;
        g->len[g->n++] = s->t.at[digits].end - s->t.at[digits].at;
        j = digits + 1;
    }
}

static bool thousands(const struct groups *g, size_t from, size_t to)
{
    if (g->len[0] > 3)
        return false;
    for (size_t i = from; i < to; i++)
        if (g->len[i] != 3 || g->sep[i] != g->sep[from])
            return false;
    return true;
}

/* One mark only: is it the decimal mark? By the language, unless the grouping says otherwise. */
static bool decimal_mark(const struct spot *s, const struct groups *g)
{
    uint32_t own = s->lang == LANG_EN ? '.' : ',';

    if (g->len[1] != 3 || g->len[0] > 3)
        return true;
    if (g->sep[1] == own)
        return true;
    return s->text.p[s->t.at[g->token[0]].at] == '0';
}

/* How many of the groups belong to the number, and where its decimals begin (= that count when there are none). */
static bool split(const struct spot *s, struct groups *g, size_t *ret_decimals)
{
    for (size_t i = 1; i < g->n; i++)
        if (g->sep[i] == ' ' && (g->len[0] > 3 || (i > 1 && g->sep[i - 1] != ' ')))
            g->n = i; /* "2025 117": two numbers */
    *ret_decimals = g->n;
    if (g->n == 1)
        return true;
    if (g->n == 2 && (g->sep[1] == '.' || g->sep[1] == ',')) {
        if (decimal_mark(s, g))
            *ret_decimals = 1;
        return true;
    }
    if (thousands(g, 1, g->n))
        return true;
    if (s->lang == LANG_EN && g->n > 2 && g->len[0] <= 2 && g->sep[1] == ',') { /* lakhs: 12,34,567.89 */
        size_t k = 1;
        while (k < g->n && g->sep[k] == ',' && g->len[k] == 2)
            k++;
        if (k > 1 && k < g->n && g->sep[k] == ',' && g->len[k] == 3 &&
            (k + 1 == g->n || (k + 2 == g->n && g->sep[k + 1] == '.'))) {
            *ret_decimals = k + 1;
            return true;
        }
    }
    size_t last = g->n - 1;
    if (g->sep[last] != g->sep[1] && (g->sep[last] == '.' || g->sep[last] == ',') && thousands(g, 1, last)) {
        *ret_decimals = last;
        return true;
    }
    if (g->sep[1] == ' ' || g->sep[1] == '\'') { /* a stray neighbour: keep what is sound */
        g->n = 1;
        *ret_decimals = 1;
        return true;
    }
    return false; /* 192.168.1.2 */
}

static bool value(const struct spot *s, const struct groups *g, size_t decimals, struct decimal *ret_v)
{
    char text[MOST_DIGITS + 2];
    size_t n = 0;

    for (size_t i = 0; i < g->n; i++) {
        if (n + g->len[i] + 1 > MOST_DIGITS)
            return false;
        if (i == decimals)
            text[n++] = '.';
        memcpy(text + n, s->text.p + s->t.at[g->token[i]].at, g->len[i]);
        n += g->len[i];
    }
    return decimal_parse((struct str){text, n}, ret_v) == OK;
}

bool spot_digits(const struct spot *s, size_t i, struct num *ret_num)
{
    struct groups g;
    size_t decimals;
    struct num num = {.from = i, .digits = true};

    if (s->t.at[i].kind != TOKEN_DIGITS)
        return false;
    collect(s, i, &g);
    if (!split(s, &g, &decimals) || !value(s, &g, decimals, &num.v))
        return false;
    num.end = g.token[g.n - 1] + 1;
    num.bare = g.n == 1;
    num.decimal_point = decimals < g.n;
    *ret_num = num;
    return true;
}

/* Words that are a scale only when they touch the digits or a money sign is near: k m b. */
static bool loose_letter(const struct spot *s, size_t i)
{
    if (s->t.at[i].end - s->t.at[i].at != 1 || s->t.at[i].space == SPACE_NONE)
        return false;
    bool letter = s->t.at[i].caps != CAPS_NONE || spot_any(s, i, "k");
    return !letter || s->t.at[i + 1].kind == TOKEN_WORD || s->t.at[i + 1].kind == TOKEN_DIGITS || s->lang == LANG_VI;
}

bool spot_scale(const struct spot *s, size_t i, int *ret_power, size_t *ret_end)
{
    size_t end, at = i;

    if (spot_dash(s, at) && spot_glued(s, at) && spot_glued(s, at + 1))
        at++; /* 60-million-dollar */
    const struct lex_entry *e = spot_phrase(s, at, LEX_NUMBER, &end);
    if (e != NULL && (e->value / 1000 == NUMBER_SCALE || e->value / 1000 == NUMBER_HUNDRED)) {
        *ret_power = e->value % 1000;
        *ret_end = end;
        return true;
    }
    e = spot_phrase(s, at, LEX_SCALE_ABBR, &end);
    if (e == NULL || loose_letter(s, at) || (at > i && s->t.at[at].end - s->t.at[at].at == 1))
        return false;
    if (s->t.at[at].end - s->t.at[at].at == 1 && spot_text(s, at).p[0] == 'm' && s->lang != LANG_EN)
        return false; /* 12m are metres */
    if (spot_any(s, at, "mm") && s->t.at[at].caps != CAPS_ALL)
        return false; /* millimetres */
    *ret_power = e->value;
    if (spot_punct(s, end, '.') && spot_glued(s, end) && s->lang == LANG_DE)
        end++; /* Mio. */
    *ret_end = end;
    return true;
}
