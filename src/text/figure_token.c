/* Cuts a block of text (up to a blank line) into tokens with byte offsets, looks every word up once, marks web and mail
   addresses, and numbers the sentences. Works on composed and decomposed (NFD) letters alike. */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"
#include "text/figure_spot.h"

enum { MOST_TOKENS = 12000, SOFT_TOKENS = 3000, WORD_ROOM = 160 };

static uint32_t lower(uint32_t c)
{
    if (c < 0x80)
        return c - 'A' < 26 ? c + 32 : c;
    if (c >= 0xC0 && c < 0x100)
        return c > 0xDE || c == 0xD7 ? c : c + 32;
    if ((c >= 0x100 && c < 0x130) || (c >= 0x1EA0 && c < 0x1F00) || (c >= 0x1E00 && c < 0x1E96))
        return c | 1;
    return c < 0x180 || c >= 0x250 || c == 0x1A0 || c == 0x1AF ? (uint32_t)u_tolower((UChar32)c) : c;
}

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && c < 0x370;
}

static bool is_digit(unsigned c)
{
    return c - '0' < 10;
}

static bool is_ascii(unsigned c)
{
    return (c | 32) - 'a' < 26;
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 32) - 'a' < 26;
    if (c < 0x250)
        return c >= 0xC0 ? c != 0xD7 && c != 0xF7 : c == 0xAA || c == 0xB5 || c == 0xBA || c == 0xAD;
    return is_mark(c) || (c >= 0x1E00 && c < 0x1F00) || (c > 0x2FFF || c < 0x2000 ? u_isalpha((UChar32)c) : false);
}

/* One word in the making: its lower-case form and hash. */
struct word {
    char p[WORD_ROOM];
    size_t n;
    uint32_t last; /* last code point, for composing */
    size_t last_at;
    int letters, capitals;
    bool first_capital;
};

static void word_add(struct word *w, uint32_t c)
{
    uint32_t small = lower(c);

    if (c == 0xAD || w->n + 4 >= sizeof w->p)
        return; /* soft hyphen; or a word no lexicon holds */
    if (is_mark(c)) {
        UErrorCode e = U_ZERO_ERROR;
        const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
        UChar32 whole = nfc != NULL && w->n > 0 ? unorm2_composePair(nfc, (UChar32)w->last, (UChar32)c) : -1;
        if (whole >= 0) {
            w->n = w->last_at;
            small = (uint32_t)whole;
        }
    } else {
        w->capitals += small != c;
        w->first_capital |= w->letters == 0 && small != c;
        w->letters++;
    }
    w->last = small;
    w->last_at = w->n;
    if (small < 0x80)
        w->p[w->n++] = (char)small;
    else
        w->n += utf8_put(w->p + w->n, small);
}

/* The code point whose first byte stands before *next: two and three bytes, as our languages write, without a call. */
static uint32_t letter(const struct spot *s, size_t *next)
{
    const unsigned char *p = (const unsigned char *)s->text.p + *next;
    size_t left = s->text.n - *next;
    uint32_t c = p[-1];

    if (c >= 0xC2 && c <= 0xDF && left > 0 && (p[0] & 0xC0) == 0x80) {
        *next += 1;
        return (c & 0x1F) << 6 | (p[0] & 0x3F);
    }
    if (c > 0xE0 && c < 0xED && left > 1 && (p[0] & 0xC0) == 0x80 && (p[1] & 0xC0) == 0x80) {
        *next += 2;
        return (c & 0x0F) << 12 | (uint32_t)(p[0] & 0x3F) << 6 | (p[1] & 0x3F);
    }
    --*next;
    (void)utf8_next(s->text, next, &c);
    return c;
}

static size_t read_word(const struct spot *s, size_t at, struct word *w)
{
    const unsigned char *p = (const unsigned char *)s->text.p;

    w->n = 0, w->last = 0, w->last_at = 0, w->letters = 0, w->capitals = 0, w->first_capital = false;
    while (at < s->text.n) {
        uint32_t c = p[at];
        size_t next = at + 1;
        if (is_ascii(c) && w->n + 4 < sizeof w->p) { /* the fast road: most letters of most texts */
            bool capital = c < 'a';
            w->capitals += capital;
            w->first_capital |= capital && w->letters == 0;
            w->letters++;
            w->last = c | 32;
            w->last_at = w->n;
            w->p[w->n++] = (char)(c | 32);
            at = next;
            continue;
        }
        if (c >= 0x80)
            c = letter(s, &next);
        if (!is_letter(c))
            break;
        word_add(w, c);
        at = next;
    }
    return at;
}

static inline void push(struct spot *s, struct token t)
{
    vec_push(s->cx->mem, &s->t, t);
}

static size_t push_word(struct spot *s, size_t at, enum token_space space)
{
    struct word w;
    size_t end = read_word(s, at, &w);
    struct token t = {.at = at, .end = end, .kind = TOKEN_WORD, .space = (uint8_t)space};

    t.id = lex_id(s->lex, w.p, w.n);
    t.mask = s->lex->mask[t.id];
    t.caps = w.capitals == 0                            ? CAPS_NONE
             : w.capitals == w.letters && w.letters > 1 ? CAPS_ALL
             : w.first_capital && w.capitals == 1       ? CAPS_FIRST
                                                        : CAPS_MIXED;
    if (s->lang == LANG_DE)
        t.numeral = 1 + (t.id != 0 ? s->lex->numeral[t.id] != 0 : number_german_may((struct str){w.p, w.n}));
    push(s, t);
    return end;
}

struct str spot_lower(const struct spot *s, size_t i, char *room, size_t n)
{
    struct word w;
    size_t end = s->t.at[i].at;

    if (s->t.at[i].kind != TOKEN_WORD)
        return (struct str){room, 0};
    end = read_word(s, end, &w);
    size_t len = w.n < n ? w.n : n;
    memcpy(room, w.p, len);
    return (struct str){room, len};
}

/* An address: everything up to the next blank, without the punctuation that ends a sentence. Tokens of the same run
   that were read already are taken back. */
static size_t push_link(struct spot *s, size_t at)
{
    size_t origin = at; /* the reader must come out behind this byte */

    while (s->t.n > 0 && s->t.at[s->t.n - 1].end == at && s->t.at[s->t.n - 1].cp != '(' &&
           s->t.at[s->t.n - 1].cp != 0x201C && s->t.at[s->t.n - 1].cp != '"')
        at = s->t.at[--s->t.n].at;
    size_t end = origin + 1;
    while (end < s->text.n && (unsigned char)s->text.p[end] > ' ' && strchr("<>\"", s->text.p[end]) == NULL)
        end++;
    while (end > origin + 1 && strchr(".,;:!?)", s->text.p[end - 1]) != NULL)
        end--;
    push(s, (struct token){.at = at, .end = end, .kind = TOKEN_LINK, .space = SPACE_PLAIN});
    return end;
}

static bool link_here(const struct spot *s, size_t at)
{
    struct str rest = {s->text.p + at, s->text.n - at};
    static const char *const tails[] = {".vn",  ".com", ".org",  ".net",  ".gov",
                                        ".edu", ".de/", ".html", ".info", ".eu/"};

    if (str_starts(rest, "://") || (rest.p[0] == '@' && rest.n > 1 && is_letter((unsigned char)rest.p[1])))
        return true;
    if (rest.p[0] != '.' || s->t.n == 0 || s->t.at[s->t.n - 1].end != at)
        return false;
    const struct token *last = &s->t.at[s->t.n - 1];
    if (last->kind == TOKEN_WORD && last->end - last->at == 3 && memcmp(s->text.p + last->at, "www", 3) == 0)
        return true;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (str_starts(rest, tails[i]) &&
            (rest.n == strlen(tails[i]) || !is_letter((unsigned char)rest.p[strlen(tails[i])]) ||
             tails[i][strlen(tails[i]) - 1] == '/'))
            return true;
    return false;
}

bool spot_blanks(const struct spot *s, size_t *at, enum token_space *ret_space)
{
    int lines = 0;
    const unsigned char *p = (const unsigned char *)s->text.p;

    *ret_space = SPACE_NONE;
    while (*at < s->text.n) {
        unsigned char c = p[*at];
        if (c <= ' ') {
            lines += c == '\n';
            if (*ret_space != SPACE_LINE)
                *ret_space = c == '\n' ? SPACE_LINE : SPACE_PLAIN;
            ++*at;
        } else if (c == 0xC2 && *at + 1 < s->text.n && p[*at + 1] == 0xA0) {
            *ret_space = *ret_space == SPACE_NONE ? SPACE_HARD : *ret_space;
            *at += 2;
        } else if (c == 0xE2 && *at + 2 < s->text.n && p[*at + 1] == 0x80 &&
                   (p[*at + 2] == 0xAF || (p[*at + 2] >= 0x80 && p[*at + 2] <= 0x8B))) {
            *ret_space = *ret_space == SPACE_NONE ? SPACE_HARD : *ret_space;
            *at += 3;
        } else if (c == 0xEF && *at + 2 < s->text.n && p[*at + 1] == 0xBB && p[*at + 2] == 0xBF) {
            *at += 3;
        } else {
            break;
        }
    }
    return lines > 1;
}

/* The same without a call where one plain blank or none stands between two words. */
static inline bool blanks(const struct spot *s, size_t *at, enum token_space *ret_space)
{
    const unsigned char *p = (const unsigned char *)s->text.p + *at;
    size_t left = s->text.n - *at, one = left > 1 && p[0] == ' ';

    if (left == 0 || p[one] <= ' ' || p[one] >= 0x80)
        return spot_blanks(s, at, ret_space);
    *at += one;
    *ret_space = one ? SPACE_PLAIN : SPACE_NONE;
    return false;
}

static size_t push_other(struct spot *s, size_t at, enum token_space space)
{
    uint32_t cp;
    size_t next = at;

    (void)utf8_next(s->text, &next, &cp);
    push(s, (struct token){.at = at, .end = next, .kind = TOKEN_PUNCT, .cp = cp, .space = (uint8_t)space});
    return next;
}

static size_t push_digits(struct spot *s, size_t at, enum token_space space)
{
    size_t end = at;

    while (end < s->text.n && is_digit((unsigned char)s->text.p[end]))
        end++;
    push(s, (struct token){.at = at, .end = end, .kind = TOKEN_DIGITS, .space = (uint8_t)space});
    return end;
}

/* Words behind which a full stop does not end the sentence. */
static bool abbreviation(const struct spot *s, size_t word)
{
    const struct token *t = &s->t.at[word];

    if (t->kind != TOKEN_WORD)
        return false;
    return t->end - t->at == 1 || spot_has(s, word, LEX_SCALE_ABBR) ||
           spot_any(s, word,
                    "tp|rs|mr|mrs|ms|dr|prof|st|no|nr|vs|etc|ca|bzw|inkl|zzgl|mio|mrd|tsd|tx|ts|gs|pgs|ths|abs|art|"
                    "vgl|usw|sog|evtl|ggf|co|corp|inc|ltd|approx|vol|fig|gen|col|lt|sgt|gov|rep|sen|jr|sr|dept|hon|"
                    "ufo|pp|nos|figs|vols|arts|chap|para") ||
           (spot_has(s, word, LEX_MONTH) && t->end - t->at <= 4 && !spot_any(s, word, "may|mai|juni|juli|june|july"));
}

/* A full stop behind digits is an ordinal's in German: "Die 5. Asien-Pazifik-Konferenz", "12. Januar". */
static bool ordinal_stop(const struct spot *s, size_t stop)
{
    const struct token *d = &s->t.at[stop - 1], *next = &s->t.at[stop + 1];

    if (s->lang != LANG_DE || d->kind != TOKEN_DIGITS || d->end - d->at > 3 || next->kind != TOKEN_WORD)
        return false;
    if (next->caps == CAPS_NONE || spot_has(s, stop + 1, LEX_MONTH))
        return true;
    return stop >= 2 && (spot_has(s, stop - 2, LEX_DET) || spot_any(s, stop - 2, "und|bis|vom|zum|am|im"));
}

static bool ends_sentence(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i], *next = &s->t.at[i + 1];

    if (t->kind != TOKEN_PUNCT || i + 1 >= s->t.n || next->space == SPACE_NONE)
        return t->kind == TOKEN_PUNCT && t->cp == '.' && i > 0 && s->t.at[i - 1].kind == TOKEN_DIGITS &&
               next->kind == TOKEN_WORD && next->caps == CAPS_FIRST && false;
    if (t->cp == '!' || t->cp == '?' || t->cp == 0x2026)
        return true;
    if (t->cp != '.' || t->space != SPACE_NONE || i == 0)
        return t->cp == '.' && i > 0;
    if (abbreviation(s, i - 1) || ordinal_stop(s, i))
        return spot_has(s, i - 1, LEX_SCALE_ABBR) && next->kind == TOKEN_WORD && next->caps != CAPS_NONE &&
               spot_has(s, i + 1, LEX_DET);
    return !(next->kind == TOKEN_WORD && next->caps == CAPS_NONE);
}

static void sentences(struct spot *s)
{
    uint32_t number = 0;

    for (size_t i = 0; i < s->n; i++) {
        struct token *t = &s->t.at[i];
        t->sent = number;
        if (ends_sentence(s, i)) {
            /* Closing quotes and brackets still belong to the sentence. */
            while (i + 1 < s->n && s->t.at[i + 1].space == SPACE_NONE && s->t.at[i + 1].kind == TOKEN_PUNCT)
                s->t.at[++i].sent = number;
            number++;
        } else if (i + 1 < s->n && s->t.at[i + 1].space == SPACE_LINE && s->t.at[i + 1].kind == TOKEN_PUNCT &&
                   (spot_dash(s, i + 1) || s->t.at[i + 1].cp == 0x2022 || s->t.at[i + 1].cp == '*' ||
                    s->t.at[i + 1].cp == '|' || s->t.at[i + 1].cp == '#')) {
            number++; /* a list item begins */
        }
    }
    for (size_t i = s->n; i < s->t.n; i++)
        s->t.at[i].sent = number + 1;
}

size_t spot_tokens(struct spot *s, size_t from)
{
    size_t at = from;
    const unsigned char *p = (const unsigned char *)s->text.p;
    enum token_space space;

    s->t.n = 0;
    while (true) {
        bool ends = blanks(s, &at, &space);
        if (s->t.n == 0)
            space = SPACE_NONE; /* the same at the text's beginning as behind another block */
        if (at >= s->text.n || (ends && s->t.n > 0) || s->t.n > MOST_TOKENS ||
            (s->t.n > SOFT_TOKENS && s->t.at[s->t.n - 1].cp == '.' && space != SPACE_NONE))
            break;
        unsigned char c = p[at];
        if (is_ascii((unsigned)c)) {
            at = push_word(s, at, space);
        } else if (is_digit(c)) {
            at = push_digits(s, at, space);
        } else if ((c == ':' || c == '@' || c == '.') && link_here(s, at)) {
            at = push_link(s, at);
        } else if (c < 0x80) {
            push(s, (struct token){.at = at, .end = at + 1, .kind = TOKEN_PUNCT, .cp = c, .space = (uint8_t)space});
            at++;
        } else {
            uint32_t cp;
            size_t next = at;
            (void)utf8_next(s->text, &next, &cp);
            at = is_letter(cp) && cp != 0xAD ? push_word(s, at, space) : push_other(s, at, space);
        }
    }
    s->n = s->t.n;
    for (int i = 0; i < 16; i++) /* looking ahead needs no bounds checks */
        push(s, (struct token){.at = at, .end = at, .kind = TOKEN_END, .space = SPACE_LINE});
    sentences(s);
    return at;
}
