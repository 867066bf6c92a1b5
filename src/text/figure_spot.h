/* Inside of the figure spotter: the tokens of one block of text and what the spotter's files share.
   Not for: callers outside figure*.c; they use figure.h. */
#pragma once

#include "text/figure.h"
#include "text/figure_lex.h"
#include "text/number.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_DIGITS, TOKEN_PUNCT, TOKEN_LINK /* address: never looked into */ };
enum token_caps { CAPS_NONE, CAPS_FIRST, CAPS_ALL, CAPS_MIXED };
enum token_space { SPACE_NONE, SPACE_PLAIN, SPACE_HARD /* no-break: may group digits */, SPACE_LINE };

struct token {
    size_t at, end;  /* bytes in the text */
    uint64_t mask;   /* kinds of phrases that begin here (LEX_BIT) */
    uint32_t cp;     /* of punctuation */
    uint32_t sent;   /* sentence number within the block */
    uint32_t item; /* index + 1 of the item that covers it, once items are known */
    uint16_t id;     /* of the word in the lexicon; 0 = unknown */
    uint8_t numeral; /* German: 2 when a numeral may stand at its front, else 1 */
    uint8_t reach;   /* tokens to the next one that could be part of a number; 0 = this one, at most 15 */
    uint8_t kind, caps, space; /* space: what stands before the token */
};

struct tokens {
    VEC(struct token);
};

/* What was found, with the tokens it covers. */
struct item {
    struct figure f;
    size_t from, to;  /* tokens, half open */
    size_t end_at;    /* byte where it ends inside its last token; 0 = at the token's end */
    size_t head;      /* token where the number proper begins */
    bool words;       /* said in words */
    bool article;     /* một, ein, one: counts only beside another count */
    bool after_left;  /* the unit was looked for and is to be taken from the left only */
    bool deadline;    /* "by 2030": gives no period to what follows */
    bool joined;      /* the noun hangs on the number by a hyphen: two-tier, 60-Meter-Turm */
};

struct items {
    VEC(struct item);
};

enum { NUMERALS = 64 };

/* A German numeral that was read: several recognisers ask for the same word. */
struct numeral {
    size_t at;  /* byte of the word, plus one; 0 = empty */
    size_t n, of; /* bytes read of the lower-case word, and its length */
    struct decimal v;
    enum number_form form;
};

struct spot {
    struct ctx *cx;
    struct numeral *numerals; /* by byte offset, NUMERALS of them */
    struct str text;
    enum lang lang;
    const struct lex *lex;
    struct tokens t;        /* of the block, ended by TOKEN_END tokens */
    size_t n;               /* tokens without the end */
    struct items items;     /* of the block */
    const char *last_period; /* of the nearest earlier sentence that gave one */
    bool *asked_period; /* set when last_period was needed and is figure_period_before */
    struct figures *out;
};

/* A number read from tokens, without bound and unit. */
struct num {
    struct decimal v;
    size_t from, end;  /* tokens, half open */
    size_t end_at;     /* byte where it ends, for numerals inside a word; 0 = end of the last token */
    bool words;        /* any number word */
    bool digits;       /* any digits */
    bool scaled;       /* a scale word or abbreviation */
    bool least;        /* hàng chục, dozens: v is the least */
    bool ordinal, fraction;
    bool bare;         /* one run of digits, nothing else */
    bool decimal_point;
    bool article;      /* một, ein, one alone */
    bool year;         /* nineteen ninety-nine */
    int power;         /* the scale word it ended in; 0 = none */
};

/* figure_wide.c: full-width letters as narrow ones; where they stood in the text returned. Figures found in it get the
   bytes of the text as it came. */
struct wides {
    VEC(size_t);
};
struct str spot_narrow(struct ctx *cx, struct str text, struct wides *ret_wides);
void spot_widen(const struct wides *wides, struct str narrow, struct str text, struct figures *figures);

/* figure_token.c: cuts the block that begins at from into tokens; returns where the next block begins. */
size_t spot_tokens(struct spot *s, size_t from);
/* Passes white space at *at; says in *ret_space what kind, and true for a blank line, which ends a block. */
bool spot_blanks(const struct spot *s, size_t *at, enum token_space *ret_space);
struct str spot_lower(const struct spot *s, size_t i, char *room, size_t n); /* the token's word in NFC, lower case */

/* Phrases of the lexicon. */
static inline bool spot_has(const struct spot *s, size_t i, enum lex_kind kind)
{
    return (s->t.at[i].mask & LEX_BIT(kind)) != 0;
}
const struct lex_entry *spot_phrase_(const struct spot *s, size_t i, enum lex_kind kind, size_t *ret_end);
static inline const struct lex_entry *spot_phrase(const struct spot *s, size_t i, enum lex_kind kind, size_t *ret_end)
{
    return spot_has(s, i, kind) ? spot_phrase_(s, i, kind, ret_end) : NULL;
}
/* The word begins a phrase of the lexicon or is a part of one; to stand in a list of the code is not enough. */
static inline bool spot_known(const struct spot *s, size_t i)
{
    return s->t.at[i].id != 0 && s->t.at[i].id <= s->lex->n_known;
}
/* The token is one of the words of the literal "a|b|c", in lower case. */
#define spot_any(s, i, words) spot_in((s), (i), LEX_LIST(words))
/* The same with a list for each language. */
#define spot_any_in(s, i, vi, en, de) \
    ((s)->lang == LANG_VI ? spot_any(s, i, vi) : (s)->lang == LANG_EN ? spot_any(s, i, en) : spot_any(s, i, de))
static inline bool spot_in(const struct spot *s, size_t i, const struct lex_list *list)
{
    size_t n = (size_t)(list - __start_lex_lists), id = s->t.at[i].id;

    return id != 0 && (s->lex->lists[id][n / 64] >> (n % 64) & 1) != 0;
}
bool spot_punct(const struct spot *s, size_t i, uint32_t cp);
bool spot_dash(const struct spot *s, size_t i); /* - – — − ‑ */
bool spot_glued(const struct spot *s, size_t i); /* nothing between token i and the one before it */
struct str spot_text(const struct spot *s, size_t i);
bool spot_starts(const struct spot *s, size_t i); /* first word of its sentence */
long long spot_int(const struct spot *s, size_t i); /* digits, at most 18; -1 otherwise */

/* figure_digits.c, figure_words.c, figure_words_de.c */
bool spot_digits(const struct spot *s, size_t i, struct num *ret_num);
bool spot_number(const struct spot *s, size_t i, struct num *ret_num); /* digits or words, with scale */
bool spot_words_vi(const struct spot *s, size_t i, struct num *ret_num);
bool spot_words_en(const struct spot *s, size_t i, struct num *ret_num);
bool spot_words_de(const struct spot *s, size_t i, struct num *ret_num);
bool spot_numeral_de_(const struct spot *s, size_t i);
static inline bool spot_numeral_de(const struct spot *s, size_t i) /* the word is, or begins with, a German numeral */
{
    return s->t.at[i].numeral == 2 && spot_numeral_de_(s, i);
}
bool spot_scale(const struct spot *s, size_t i, int *ret_power, size_t *ret_end);

bool spot_and_fraction(const struct spot *s, struct num *num, int power); /* "and a half" behind an English number */
bool spot_point_digits(const struct spot *s, struct num *num); /* "point 5", "phẩy 5" behind a number */

/* Recognisers: at token i, push an item and return the token behind it, or return i when there is nothing. */
size_t spot_skip(struct spot *s, size_t i);     /* figure_skip.c: what looks like a figure and is none */
size_t spot_date(struct spot *s, size_t i);     /* figure_date.c */
size_t spot_period(struct spot *s, size_t i);   /* figure_period.c */
size_t spot_ordinal(struct spot *s, size_t i);  /* figure_ordinal.c */
size_t spot_amount(struct spot *s, size_t i);   /* figure_amount.c */

struct item *spot_push(struct spot *s, enum figure_class cls, size_t from, size_t to, const char *rule);

/* After all items of the block are known. */
void spot_units(struct spot *s);    /* figure_unit.c */
void spot_context(struct spot *s);  /* figure_context.c: direction, of, period, status */
