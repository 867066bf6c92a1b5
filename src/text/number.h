/* Number words of the three languages (the table is generated from ICU, tools/spellout.c) and German compound
   numerals. Not for: digits (figure_digits.c), phrases of several words (figure_words.c). */
#pragma once

#include "base/ctx.h"
#include "base/decimal.h"

enum number_kind {
    NUMBER_UNIT,      /* 0..9 */
    NUMBER_TEEN,      /* 10..19 */
    NUMBER_TENS,      /* 20..90 */
    NUMBER_TEN_AFTER, /* mươi: ten times the unit before it */
    NUMBER_TAIL,      /* mốt tư lăm: a unit behind mươi only */
    NUMBER_LINK,      /* lẻ linh: empty tens */
    NUMBER_HUNDRED,
    NUMBER_SCALE,     /* value is the power of ten */
    NUMBER_ORD,       /* value as an ordinal; German: the stem */
    NUMBER_ORD_SCALE, /* hundredth: value is the power of ten */
    NUMBER_DOZEN,
    NUMBER_PART,      /* thirds, quarter: only the lower half of a fraction */
    NUMBER_PART_SCALE, /* hundredths, millionths */
    NUMBER_HALF_MORE, /* rưỡi: half of the scale before it */
};

struct number_word {
    const char *word;
    enum number_kind kind;
    int value;
};

/* One list per language, ended by a row without a word. Generated. */
extern const struct number_word *const number_words[LANG__MAX];

enum number_form {
    NUMBER_FORM_CARDINAL,
    NUMBER_FORM_ORDINAL,  /* fünfte, einundzwanzigsten */
    NUMBER_FORM_FRACTION, /* drittel, zwanzigstel: value is the denominator */
};

struct decimal number_ten_to(int power); /* 10^power, power 0..30 */

/* A German numeral written as one word, lower case: einundzwanzigtausenddreihundert, zweieinhalb, fünfzigste.
   Returns how many bytes of w it reads from the front; 0 = no numeral. Reads all of w, or with part set the longest
   front part (for 17-Punkte or dreistündig; the rest is the caller's). */
size_t number_german(struct str w, struct decimal *ret_value, enum number_form *ret_form);

bool number_german_may(struct str w); /* quick look at the first letters: false = no numeral begins here */

/* Roman numeral in capitals, 1..3999, in canonical form. 0 = no. */
int number_roman(struct str w);
