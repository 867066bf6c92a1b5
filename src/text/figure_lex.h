/* The words the spotter knows: rows of phrases by language, joined at start into one look-up by first word.
   Not for: grammar. A row may hold many phrases, parted by '|'. */
#pragma once

#include "base/ctx.h"
#include "base/vec.h"

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
    LEX_KNOWN,       /* asked for by name in the code only */
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

enum { LEX_WORDS = 8 };

struct lex_entry {
    uint16_t ids[LEX_WORDS];
    uint8_t n;    /* words */
    uint8_t kind; /* enum lex_kind */
    int32_t value;
    const char *text;
    uint32_t next; /* the next entry with the same first word; 0 = none */
};

struct lex_slot {
    uint32_t hash;
    uint16_t id, n;
    const char *p;
};

struct lex {
    struct lex_slot *slots;
    uint32_t n_slots; /* a power of two */
    uint32_t n_ids;   /* ids count from 1 */
    uint64_t *mask;   /* by id: kinds of entries that begin with this word */
    uint32_t *first;  /* by id: its first entry, longest phrase first */
    struct {
        VEC(struct lex_entry);
    } entries; /* [0] is not used */
};

struct lex *lex_build(struct arena *mem, enum lang lang);
uint16_t lex_add(struct lex *x, const char *lower, size_t n); /* makes the word known; 0 when the table is full */
size_t lex_ids(void);                                         /* ids are below this */
uint32_t lex_hash(const char *p, size_t n);
uint16_t lex_id(const struct lex *x, const char *lower, size_t n, uint32_t hash); /* 0 = unknown */
