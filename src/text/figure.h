/* The figure spotter: every number a text states, with its bound, unit, period and status. Pure: no database, no clock.
   The contract is docs/FIGURES.md, to the letter. Not for: deciding whether a figure is true (ledger/). */
#pragma once

#include "base/ctx.h"
#include "base/decimal.h"
#include "base/vec.h"

enum figure_class {
    FIGURE_CARDINAL,
    FIGURE_MONEY,
    FIGURE_PERCENT,
    FIGURE_ORDINAL,
    FIGURE_FRACTION,
    FIGURE_YEAR,
    FIGURE_DATE,
    FIGURE_PERIOD,
    FIGURE__MAX
};

struct figure {
    size_t start, end; /* byte offsets in the text, half open: bound word + number + scale + money unit */
    enum figure_class cls;
    bool has_low, has_high;       /* false = open */
    struct decimal low, high;     /* in full units: "39 triệu" is 39000000; 7.4 % is 7.4; a year is the year */
    bool low_strict, high_strict; /* the bound itself is excluded */
    bool approx;                  /* khoảng, about, rund */
    struct str unit;              /* ISO 4217, "percent", or the counted noun in lower case; empty = none */
    const char *value;            /* ISO 8601 of a date or period, else NULL */
    int direction;                /* +1 up, -1 down, 0 no change said */
    struct str of;                /* denominator or measure as written; empty = not said */
    const char *period;           /* ISO 8601 of the period that holds for this figure, or NULL */
    const char *status;           /* "done" "under_way" "planned" "wish", or NULL */
    const char *rule;             /* name of the rule that found it; documented in docs/SPOTTER.md */
};

struct figures {
    VEC(struct figure);
};

/* Items in text order, never overlapping. text is UTF-8 (broken bytes separate words). All memory from cx->mem. */
enum status figure_spot(struct ctx *cx, struct str text, enum lang lang, struct figures *ret_figures) MUST_CHECK;

/* A text too large to be looked at in one go is cut into pieces, each of which may be spotted by another thread. All
   offsets count from the piece's beginning. Only the running period goes over a cut (docs/SPOTTER.md). */
struct figure_piece {
    struct figures figures;
    const char *period; /* that runs behind the piece; NULL = none */
    bool asked_period;  /* a value was made of the period before it, which cannot be mended afterwards: spot it again */
};
/* Stands for the period before the piece while that is not known, in figure.period and figure_piece.period. */
extern const char figure_period_before[];
enum status figure_spot_piece(struct ctx *cx, struct str piece, enum lang lang, const char *period_before,
                              struct figure_piece *ret_piece) MUST_CHECK;
/* The last place in the window where the text may be cut; the window begins at such a place or at the text's beginning,
   and more text follows it. 0 = none: take a larger window. */
size_t figure_cut(struct ctx *cx, struct str window, enum lang lang);

const char *figure_class_name(enum figure_class cls); /* "cardinal" */
