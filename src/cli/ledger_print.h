/* What the commands of the ledger share: printing figures, reading their options.
   Not for: the figures themselves (ledger/). */
#pragma once

#include "ledger/indicator.h"

struct ledger_options {
    int year;            /* 0 = not given */
    enum lang lang;
    const char *subject; /* "hue" when not given */
    bool json, all, again, progress, check;
    const char *note, *state, *name;
    int64_t version, stated;
    const char **words;  /* what is left */
    size_t n_words;
};
/* Reads the options, then opens the installation as the system itself. E_USAGE with a detail for unknown options and
   bad
   values. */
enum status ledger_print_open(struct ctx *cx, int argc, char **argv, struct ledger_options *ret_o) MUST_CHECK;
/* "> 39000000 USD". */
const char *ledger_print_value(struct ctx *cx, const struct observation *o);
/* The year asked for, else the newest of the texts, else that of the clock. */
enum status ledger_print_year(struct ctx *cx, const struct ledger_options *o, int *ret_year) MUST_CHECK;
