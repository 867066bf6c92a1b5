/* Any text to the figure spotter, in each language: items in order, inside the text, bounds the right way round, dates
   that exist. The first byte picks the language. */
#include "fuzz.h"

#include "text/figure.h"

static void check(struct str text, const struct figure *f, size_t end)
{
    struct date d;

    FUZZ_CHECK(f->start >= end && f->start < f->end && f->end <= text.n);
    FUZZ_CHECK(f->cls < FIGURE__MAX && f->rule != NULL && f->rule[0] != 0);
    if (f->has_low && f->has_high)
        FUZZ_CHECK(decimal_cmp(f->low, f->high) <= 0);
    if (f->cls == FIGURE_DATE || f->cls == FIGURE_PERIOD)
        FUZZ_CHECK(f->value != NULL);
    if (f->value != NULL && str_of(f->value).n == 10 && f->value[0] != '-' && f->value[4] == '-')
        FUZZ_CHECK(date_parse(str_of(f->value), &d));
    FUZZ_CHECK(f->of.n == 0 || (f->of.p >= text.p && f->of.p + f->of.n <= text.p + text.n));
}

static void one(struct ctx *cx, struct str in)
{
    struct figures found = {0};
    size_t end = 0;

    if (in.n == 0)
        return;
    struct str text = str_sub(in, 1, in.n);
    enum lang lang = (enum lang)((unsigned char)in.p[0] % LANG__MAX);
    enum status st = figure_spot(cx, text, lang, &found);
    FUZZ_CHECK(st == OK || st == E_TOOBIG);
    for (size_t i = 0; st == OK && i < found.n; i++) {
        check(text, &found.at[i], end);
        end = found.at[i].end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 8192, one);
}
