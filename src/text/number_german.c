/* German numerals written in one word, read by parts: [x hundert] [y-und-tens] tausend [the same again], a half behind
   (zweieinhalb), ordinal and fraction endings. The parts come from the generated table. */
#include "text/number.h"

#include <string.h>

struct reader {
    const char *p;
    size_t n, i;
};

static const struct number_word extra[] = {
    {"ein", NUMBER_UNIT, 1},       {"zwo", NUMBER_UNIT, 2},       {"fuenf", NUMBER_UNIT, 5},
    {"zwoelf", NUMBER_TEEN, 12},   {"dreissig", NUMBER_TENS, 30}, {"fuenfzehn", NUMBER_TEEN, 15},
    {"fuenfzig", NUMBER_TENS, 50}, {"siebent", NUMBER_ORD, 7},    {"fuenft", NUMBER_ORD, 5},
    {"zwoelft", NUMBER_ORD, 12},   {NULL, NUMBER_UNIT, 0},
};

/* The longest word of the kind at the reader; 0 = none. */
static size_t longest(const struct reader *r, enum number_kind kind, int *ret_value)
{
    size_t best = 0;

    for (int pass = 0; pass < 2; pass++) {
        const struct number_word *w = pass == 0 ? number_words[LANG_DE] : extra;
        for (; w->word != NULL; w++) {
            if (w->kind != kind || r->i >= r->n || w->word[0] != r->p[r->i])
                continue;
            size_t len = strlen(w->word);
            if (len > best && r->n - r->i >= len && memcmp(r->p + r->i, w->word, len) == 0) {
                best = len;
                *ret_value = w->value;
            }
        }
    }
    return best;
}

static bool take(struct reader *r, const char *word)
{
    size_t len = strlen(word);

    if (r->n - r->i < len || memcmp(r->p + r->i, word, len) != 0)
        return false;
    r->i += len;
    return true;
}

/* 1..99: elf, drei, einundzwanzig. */
static bool below_hundred(struct reader *r, int *ret_value)
{
    int v = 0, tens = 0;
    size_t teen = longest(r, NUMBER_TEEN, &v);

    if (teen > 0) {
        r->i += teen;
        *ret_value = v;
        return true;
    }
    size_t ten = longest(r, NUMBER_TENS, &v);
    if (ten > 0) {
        r->i += ten;
        *ret_value = v;
        return true;
    }
    size_t unit = longest(r, NUMBER_UNIT, &v);
    if (unit == 0 || v == 0)
        return false;
    r->i += unit;
    struct reader more = *r;
    if (take(&more, "und")) {
        size_t len = longest(&more, NUMBER_TENS, &tens);
        if (len > 0) {
            r->i = more.i + len;
            *ret_value = tens + v;
            return true;
        }
    }
    *ret_value = v;
    return true;
}

/* 1..9999 read as hundreds: zweihundertfünf, achtzehnhundertzweiundfünfzig, hundert. */
static bool below_ten_thousand(struct reader *r, int *ret_value)
{
    int v = 0, rest = 0;
    bool some = below_hundred(r, &v);

    if (!take(r, "hundert")) {
        *ret_value = v;
        return some;
    }
    v = (some ? v : 1) * 100;
    struct reader more = *r;
    (void)take(&more, "und");
    if (below_hundred(&more, &rest)) {
        *r = more;
        v += rest;
    }
    *ret_value = v;
    return true;
}

/* The ordinal's ending behind a stem: e en er es em. */
static bool ending(struct reader *r)
{
    static const char *const ends[] = {"en", "er", "es", "em", "e"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct reader more = *r;
        if (take(&more, ends[i]) && more.i == r->n) {
            r->i = more.i;
            return true;
        }
    }
    return false;
}

/* A stem of the ordinals (erst, dritt, zwanzigst) that ends the word as an ordinal or a fraction. */
static bool ordinal_tail(struct reader *r, int *ret_value, enum number_form *ret_form)
{
    int v;
    size_t len = longest(r, NUMBER_ORD, &v);

    if (len == 0)
        return false;
    struct reader more = *r;
    more.i += len;
    if (v > 2 && (take(&more, "eln") || take(&more, "els") || take(&more, "el")) && more.i == r->n)
        *ret_form = NUMBER_FORM_FRACTION;
    else if (ending(&more))
        *ret_form = NUMBER_FORM_ORDINAL;
    else
        return false;
    *r = more;
    *ret_value = v;
    return true;
}

/* Behind a cardinal: -ste for 20 and more (einundzwanzigste, zweihundertste), or a whole ordinal (hundertfünfte). */
static enum number_form tail(struct reader *r, int *ret_add)
{
    enum number_form form = NUMBER_FORM_CARDINAL;
    struct reader more = *r;

    *ret_add = 0;
    if (take(&more, "stel") && more.i == r->n) {
        *r = more;
        return NUMBER_FORM_FRACTION;
    }
    more = *r;
    if (take(&more, "st") && ending(&more)) {
        *r = more;
        return NUMBER_FORM_ORDINAL;
    }
    more = *r;
    bool eight = r->i >= 4 && memcmp(r->p + r->i - 4, "acht", 4) == 0;
    if ((eight || take(&more, "t")) && ending(&more)) { /* hundertfünfter, hundertachte */
        *r = more;
        return NUMBER_FORM_ORDINAL;
    }
    more = *r;
    if (ordinal_tail(&more, ret_add, &form))
        *r = more;
    return form;
}

static bool halves(struct reader *r, struct decimal *ret_value)
{
    struct reader more = *r;
    int v;

    if (take(&more, "anderthalb") || take(&more, "einundhalb")) {
        *ret_value = (struct decimal){15, 1};
        *r = more;
        return true;
    }
    if (take(&more, "dreiviertel")) {
        *ret_value = (struct decimal){75, 2};
        *r = more;
        return true;
    }
    if (!below_hundred(&more, &v) || !take(&more, "einhalb"))
        return false;
    *ret_value = (struct decimal){(int128)v * 10 + 5, 1};
    *r = more;
    return true;
}

/* millionste, milliardsten. */
static bool great_ordinal(struct reader *r, struct decimal *ret_value)
{
    static const struct {
        const char *stem;
        int power;
    } rows[] = {{"millionst", 6},  {"milliardst", 9}, {"milliardest", 9},
                {"billionst", 12}, {"hundertst", 2},  {"tausendst", 3}};

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct reader more = *r;
        if (take(&more, rows[k].stem) && ending(&more)) {
            *r = more;
            *ret_value = number_ten_to(rows[k].power);
            return true;
        }
    }
    return false;
}

/* zweitgrößte, dritthöchster: a rank before a superlative. Only the rank is read. */
static bool rank(struct reader *r, int *ret_value)
{
    static const char *const superlatives[] = {
        "größt", "höchst", "best", "stärkst", "wichtigst", "ältest", "längst", "meist",
        "schnellst", "kleinst", "reichst", "teuerst", "tiefst", "schlechtest", "jüngst", "beliebtest", "niedrigst",
        "bevölkerungsreichst"};
    if (r->n < 9 || (memcmp(r->p + r->n - 2, "te", 2) != 0 && memcmp(r->p + r->n - 3, "te", 2) != 0))
        return false; /* nearly all words: no superlative */
    struct reader more = *r;
    size_t len = longest(r, NUMBER_ORD, ret_value);

    more.i += len;
    size_t stem = more.i;
    for (size_t k = 0; len > 0 && k < sizeof superlatives / sizeof *superlatives; k++, more.i = stem)
        if (take(&more, superlatives[k]) && ending(&more)) {
            r->i = stem;
            return true;
        }
    return false;
}

bool number_german_may(struct str w)
{
    static const char fronts[][4] = {"ein",       "zwe", "zwo", "zw\xC3", "zwa", "dre", "dri", "vie",
                                     "f\xC3\xBC", "fue", "sec", "sie",    "ach", "neu", "zeh", "elf",
                                     "hun",       "tau", "and", "nul",    "ers", "mil", "bil"};

    if (w.n < 3 || strchr("ezdvfsanhtmb", w.p[0]) == NULL)
        return false;
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        if (fronts[i][0] == w.p[0] && fronts[i][1] == w.p[1] && fronts[i][2] == w.p[2])
            return true;
    return false;
}

size_t number_german(struct str w, struct decimal *ret_value, enum number_form *ret_form)
{
    struct reader r = {w.p, w.n, 0};
    long long total = 0;
    int v = 0, add = 0;

    *ret_form = NUMBER_FORM_CARDINAL;
    if (take(&r, "null") && r.i == r.n) {
        *ret_value = decimal_of(0);
        return r.n;
    }
    r.i = 0;
    if (halves(&r, ret_value))
        return r.i;
    if (great_ordinal(&r, ret_value)) {
        *ret_form = NUMBER_FORM_ORDINAL;
        return r.i;
    }
    if (rank(&r, &v)) {
        *ret_form = NUMBER_FORM_ORDINAL;
        *ret_value = decimal_of(v);
        return r.i;
    }
    struct reader front = r;
    if (ordinal_tail(&front, &v, ret_form)) {
        *ret_value = decimal_of(v);
        return front.i;
    }
    bool some = below_ten_thousand(&r, &v);
    if (take(&r, "tausend")) {
        total = (some ? v : 1) * 1000LL;
        some = true;
        v = 0;
        struct reader more = r;
        (void)take(&more, "und");
        if (below_ten_thousand(&more, &v))
            r = more;
    }
    if (!some)
        return 0;
    if (r.i < r.n)
        *ret_form = tail(&r, &add);
    *ret_value = decimal_of(total + v + add);
    return r.i;
}
