/* German numerals: einundzwanzigtausend, drei Millionen zweihunderttausend,
   anderthalb Millionen, ein Drittel, beiden. */
#include <string.h>

#include "text/figure_spot.h"

enum { ROOM = 128 };

/* The numeral at the front of the word. Known words were read when the lexicon was made. */
static size_t front(const struct spot *s, size_t i, struct decimal *ret_v, enum number_form *ret_form, size_t *ret_n)
{
    char room[ROOM];
    struct token *t = &s->t.at[i];

    *ret_n = 0;
    if (t->numeral != 2 || t->end - t->at < 3)
        return 0;
    if (s->lex->numeral[t->id] != 0) {
        const struct lex_numeral *m = &s->lex->numerals[s->lex->numeral[t->id]];
        *ret_v = m->v, *ret_form = m->form, *ret_n = m->of;
        return m->n;
    }
    struct numeral *known = &s->numerals[t->at % NUMERALS];
    if (known->at == t->at + 1) {
        *ret_v = known->v, *ret_form = known->form, *ret_n = known->of;
        return known->n;
    }
    struct str w = spot_lower(s, i, room, sizeof room);
    size_t n = number_german(w, ret_v, ret_form);
    if (n == 0)
        t->numeral = 1;
    else
        *known = (struct numeral){t->at + 1, n, w.n, *ret_v, *ret_form};
    *ret_n = w.n;
    return n;
}

bool spot_numeral_de_(const struct spot *s, size_t i)
{
    struct decimal v;
    enum number_form form;
    size_t n;

    return front(s, i, &v, &form, &n) > 0;
}

/* A numeral written as one whole word. */
static bool whole(const struct spot *s, size_t i, struct decimal *ret_v, enum number_form *ret_form)
{
    size_t n, read = front(s, i, ret_v, ret_form, &n);

    return read > 0 && read == n;
}

static int scale_at(const struct spot *s, size_t i)
{
    size_t end;
    const struct lex_entry *e = spot_phrase(s, i, LEX_NUMBER, &end);

    return e != NULL && e->value / 1000 == NUMBER_SCALE && e->value % 1000 > 3 ? e->value % 1000 : 0;
}

static bool article(const struct spot *s, size_t i)
{
    return spot_any(s, i, "ein|eine|einen|einem|einer|eines");
}

/* "eine halbe Million", "ein halbes Dutzend"; a fraction of a scale: "eine Viertelmillion" is left out. */
static bool half_of(const struct spot *s, size_t i, struct num *ret_num)
{
    size_t at = i + article(s, i);

    if (!spot_any(s, at, "halbe|halben|halber|halbes|halb"))
        return false;
    int power = scale_at(s, at + 1);
    if (power == 0 && !spot_any(s, at + 1, "dutzend"))
        return false;
    *ret_num = (struct num){.end = at + 2, .scaled = power > 0};
    ret_num->v = power > 0 ? number_ten_to(power) : decimal_of(12);
    ret_num->v.n /= 2;
    return true;
}

/* "zwei Drittel", "ein Fünftel", "drei Viertel". */
static bool fraction(const struct spot *s, size_t i, long top, size_t at, struct num *ret_num)
{
    struct decimal den;
    enum number_form form;

    (void)i;
    if (!whole(s, at, &den, &form) || form != NUMBER_FORM_FRACTION)
        return false;
    *ret_num = (struct num){.end = at + 1, .fraction = true};
    return decimal_div(decimal_of(top), den, 15, 0, &ret_num->v) == OK;
}

/* "fünf und drei Viertel Milliarden": the part behind und belongs to the number. */
static void and_part(const struct spot *s, struct num *num)
{
    struct decimal top = {1, 0};
    enum number_form form = NUMBER_FORM_CARDINAL;
    struct num part;
    size_t at = num->end + 1;

    if (!spot_any(s, num->end, "und") || num->v.scale > 0 || num->article)
        return;
    if (!article(s, at) && (!whole(s, at, &top, &form) || form != NUMBER_FORM_CARDINAL || top.n > 99))
        return;
    if (!fraction(s, at, (long)top.n, at + 1, &part) || decimal_cmp(part.v, decimal_of(1)) >= 0 ||
        decimal_add(num->v, part.v, &num->v) != OK)
        return;
    num->end = part.end;
    num->decimal_point = true;
}

static bool comma(const struct spot *s, struct num *num)
{
    struct decimal d;
    enum number_form form;

    if (spot_point_digits(s, num) || !spot_any(s, num->end, "komma") || !whole(s, num->end + 1, &d, &form) ||
        d.scale > 0 || d.n > 99)
        return false;
    size_t at = num->end + 1;
    for (int digits = 0; digits < 6 && whole(s, at, &d, &form) && d.n < 100; digits++, at++) {
        num->v.n = num->v.n * (d.n < 10 ? 10 : 100) + d.n;
        num->v.scale += d.n < 10 ? 1 : 2;
    }
    num->end = at;
    num->decimal_point = true;
    return true;
}

/* Million, Milliarde behind the number and smaller parts behind that. */
static bool scales(const struct spot *s, struct num *num)
{
    struct decimal total = {0, 0}, part;
    enum number_form form;
    int last = 31;

    for (int power; (power = scale_at(s, num->end)) > 0 && power < last;) {
        last = power;
        if (decimal_mul(num->v, number_ten_to(power), &part) != OK || decimal_add(total, part, &total) != OK)
            return false;
        num->end++;
        num->scaled = true;
        num->v = decimal_of(0);
        size_t at = num->end + (spot_any(s, num->end, "und") && !spot_known(s, num->end + 1));
        bool more = whole(s, at, &part, &form) && form == NUMBER_FORM_CARDINAL && part.scale == 0;
        if (more && (scale_at(s, at + 1) > 0 ? scale_at(s, at + 1) < last : part.n >= 100 || at == num->end)) {
            num->v = part;
            num->end = at + 1;
        }
    }
    return decimal_add(total, num->v, &num->v) == OK;
}

static bool name(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i];

    return t->caps == CAPS_FIRST && !spot_starts(s, i) && i > 0 && s->t.at[i - 1].kind == TOKEN_WORD &&
           !spot_starts(s, i - 1) && s->t.at[i - 1].caps == CAPS_FIRST && s->t.at[i + 1].kind != TOKEN_DIGITS &&
           !spot_any(s, i, "drittel|viertel|dutzend|hundert|tausend");
}

/* A numeral at the front of an adjective: zweistufig, dreitägige, siebzehnköpfiges. */
static bool inside(const struct spot *s, size_t i, struct num *ret_num)
{
    static const char *const tails[] = {"stufig",     "tägig",   "wöchig",   "monatig", "jährig",  "stündig",
                                        "köpfig",     "teilig",  "sprachig", "spurig",  "gleisig", "stöckig",
                                        "geschossig", "stellig", "minütig",  "gliedrig"};
    char room[ROOM];
    enum number_form form;
    struct decimal v;

    if (s->t.at[i].kind != TOKEN_WORD || s->t.at[i].numeral != 2 || s->t.at[i].end - s->t.at[i].at < 9 ||
        spot_has(s, i, LEX_NUMBER))
        return false;
    struct str w = spot_lower(s, i, room, sizeof room);
    size_t n = number_german(w, &v, &form);
    if (n == 0 || n >= w.n || form == NUMBER_FORM_FRACTION || v.n < 2)
        return false;
    if (form == NUMBER_FORM_ORDINAL) {
        *ret_num = (struct num){.v = v, .end = i + 1, .end_at = s->t.at[i].at + n, .ordinal = true};
        return true; /* zweitgrößte */
    }
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++)
        if (str_starts((struct str){w.p + n, w.n - n}, tails[k])) {
            *ret_num = (struct num){.v = v, .end = i + 1, .end_at = s->t.at[i].at + n};
            return true;
        }
    return false;
}

bool spot_words_de(const struct spot *s, size_t i, struct num *ret_num)
{
    struct num num = {.end = i + 1};
    enum number_form form = NUMBER_FORM_CARDINAL;

    if (half_of(s, i, ret_num))
        return true;
    if (article(s, i)) {
        num.v = decimal_of(1);
        num.article = true;
    } else if (spot_has(s, i, LEX_NUMBER) && spot_any(s, i, "beiden|zwo|zweier|zweien|dreier|dreien")) {
        num.v = decimal_of(spot_any(s, i, "dreier|dreien") ? 3 : 2);
    } else if (!whole(s, i, &num.v, &form) ||
               ((form != NUMBER_FORM_ORDINAL || s->t.at[i + 1].kind == TOKEN_WORD) && name(s, i))) {
        return inside(s, i, ret_num);
    }
    if (form == NUMBER_FORM_FRACTION)
        return false; /* "Viertel" alone: a part of a town */
    if (form == NUMBER_FORM_ORDINAL) {
        num.ordinal = true;
        *ret_num = num;
        return true;
    }
    if (num.v.scale == 0 && num.v.n <= 99 && fraction(s, i, (long)num.v.n, i + 1, ret_num))
        return true;
    struct decimal great;
    if (whole(s, num.end, &great, &form) && form == NUMBER_FORM_ORDINAL &&
        great.n >= 100) { /* dreihundert Millionste */
        num.ordinal = true;
        num.end++;
        *ret_num = num;
        return decimal_mul(num.v, great, &ret_num->v) == OK;
    }
    if (num.v.scale == 0 && num.v.n > 1 && spot_any(s, num.end, "halbe|halben")) {
        *ret_num = (struct num){.v = {num.v.n * 5, 1}, .end = num.end + 1, .fraction = true};
        return true; /* drei halbe */
    }
    num.year = num.v.scale == 0 && num.v.n >= 1500 && num.v.n < 2000 && s->t.at[i].end - s->t.at[i].at > 15 &&
               !spot_any(s, i, "tausend") && s->text.p[s->t.at[i].at] != 'e' &&
               (s->t.at[i + 1].kind != TOKEN_WORD || s->t.at[i + 1].caps == CAPS_NONE);
    (void)comma(s, &num);
    and_part(s, &num);
    size_t before = num.end;
    if (spot_any(s, num.end, "dutzend")) {
        num.v.n *= 12;
        num.end++;
    } else if (!scales(s, &num)) {
        return false;
    }
    if (num.end > before)
        num.article = false;
    num.fraction = !num.scaled && num.end == before && num.v.scale == 2 && num.v.n == 75; /* Dreiviertel */
    *ret_num = num;
    return true;
}
