/* The words the spotter knows: rows of phrases by language and the word lists in the code, joined at a language's first
   use into one table that is never written again: all texts and threads of the process share it.
   Not for: grammar. A row may hold many phrases, parted by '|'. */
#pragma once

#include <string.h>

#include "base/ctx.h"
#include "base/decimal.h"
#include "base/vec.h"
#include "text/number.h"

enum lex_kind {
    LEX_NUMBER,      /* number word; value = LEX_NUM(kind, value) */
    LEX_SCALE_ABBR,  /* Mio. bn tr: value is the power of ten */
    LEX_QUANT,       /* hàng chục, dozens: value is the least number */
    LEX_FEW,         /* vài, several: never a figure, nor the number words behind it */
    LEX_BOUND,       /* before the number; value = enum bound */
    LEX_BOUND_AFTER, /* trở lên, or more */
    LEX_MONEY,       /* text = ISO 4217 code */
    LEX_PERCENT,
    LEX_MONTH,       /* value 1..12 */
    LEX_WEEKDAY,
    LEX_IDIOM,       /* holds number words, is no figure */
    LEX_REF,         /* the number behind is a name, not a figure: Điều, page, phone */
    LEX_CLOCK,       /* the number before is a time of day: Uhr, pm */
    LEX_STREET,      /* the number near is a house number */
    LEX_EVENT,       /* kinds of event or congress before a Roman numeral */
    LEX_STATUS,      /* value = enum mark_status */
    LEX_RISE,        /* value +1 or -1 */
    LEX_RAISE,       /* nâng … lên 17: a total brought to a level */
    LEX_STOP,        /* ends a noun phrase */
    LEX_NOUN,        /* a counted noun; value 1 = a measure of time, 2 = a person or thing told by one syllable */
    LEX_TOTAL,       /* "total number of", tổng số: the counted noun follows it */
    LEX_IN_YEAR,     /* words before a year alone: năm, in, since, Jahr */
    LEX_PART,        /* fraction words: half, nửa, Hälfte; value = numerator*100+denominator */
    LEX_FROM,        /* từ, from, zwischen */
    LEX_TO,          /* đến, to, bis, und behind zwischen */
    LEX_DET,         /* articles and possessives */
    LEX_FIRST,       /* first 11 months, ersten, đầu */
    LEX_PLURAL,      /* irregular plural nouns (en): people, memoranda */
    LEX_PARTICLE,    /* may stand between number and noun without being it: more, other, weitere */
    LEX_TRIGGER,     /* begins a date, period or ordinal though it is no number word */
    LEX__MAX
};

enum bound {
    BOUND_OVER = 1, /* low, strict */
    BOUND_ATLEAST,  /* low */
    BOUND_UNDER,    /* high, strict */
    BOUND_ATMOST,   /* high */
    BOUND_ABOUT,
    BOUND_EXACT,    /* exactly: part of the span, says nothing new */
};

enum mark_status { MARK_DONE = 1, MARK_UNDER_WAY, MARK_PLANNED, MARK_WISH };

#define LEX_NUM(kind, value) ((int32_t)(kind) * 1000 + (int32_t)(value))
#define LEX_BIT(kind) (1ULL << (kind))

struct lex_row {
    enum lex_kind kind;
    int32_t value;
    const char *text;    /* for LEX_MONEY */
    const char *phrases; /* "more than|over" */
};

/* Ended by a row without phrases. */
extern const struct lex_row lex_rows_vi[], lex_rows_en[], lex_rows_de[], lex_rows_money[];

/* A list of words in the code, "a|b|c". The linker gathers all lists of the program in one section, so that the lexicon
   knows their words before it reads the first text and a question costs one bit; see spot_any(). Literals only. */
struct lex_list {
    const char *words;
};
extern struct lex_list __start_lex_lists[], __stop_lex_lists[];
#define LEX_LIST(literal)                                                                           \
    ({                                                                                              \
        static struct lex_list list_ __attribute__((section("lex_lists"), used)) = {"" literal ""}; \
        &list_;                                                                                     \
    })

enum { LEX_WORDS = 8, LEX_SLOTS = 1 << 14, LEX_IDS = 8000, LEX_ENTRIES = 8000, LEX_LISTS = 1024, LEX_MADE = 16 << 10,
       LEX_NUMERALS = 1000 };

struct lex_entry {
    uint16_t ids[LEX_WORDS];
    uint8_t n;    /* words */
    uint8_t kind; /* enum lex_kind */
    uint16_t row; /* its place in the tables */
    int32_t value;
    const char *text;
};

struct lex_slot {
    uint32_t hash;
    uint16_t id, n;
    const char *p;
};

/* A German numeral at the front of a word. */
struct lex_numeral {
    struct decimal v;
    enum number_form form;
    uint16_t n, of; /* bytes of the numeral and of the word */
};

/* Of fixed size, so that making it needs no memory and cannot fail: a table that grows past it stops the first test. */
struct lex {
    uint32_t n_ids;         /* ids count from 1 */
    uint32_t n_known;       /* ids above are words of lists only */
    uint32_t n_entries;     /* [0] is not used */
    uint32_t n_made;
    uint64_t mask[LEX_IDS]; /* by id: kinds of entries that begin with this word */
    uint16_t first[LEX_IDS]; /* by id: its first entry; they follow each other by kind, the longest phrase first */
    uint64_t lists[LEX_IDS][LEX_LISTS / 64]; /* by id: the lists it stands in */
    struct lex_slot slots[LEX_SLOTS];
    struct lex_entry entries[LEX_ENTRIES];
    uint16_t numeral[LEX_IDS]; /* German, by id: its numeral; 0 = it has none */
    struct lex_numeral numerals[LEX_NUMERALS];
    uint32_t n_numerals;
    char made[LEX_MADE]; /* words that stand in no table: twentyfifth */
};

const struct lex *lex_of(enum lang lang);
uint32_t lex_hash(const char *p, size_t n);

/* The id of a word in lower case; 0 = unknown. */
static inline uint16_t lex_id(const struct lex *x, const char *lower, size_t n)
{
    uint32_t hash = lex_hash(lower, n);

    for (uint32_t at = hash % LEX_SLOTS;; at = (at + 1) % LEX_SLOTS) {
        const struct lex_slot *s = &x->slots[at];
        if (s->id == 0 || (s->hash == hash && s->n == n && memcmp(s->p, lower, n) == 0))
            return s->id;
    }
}
