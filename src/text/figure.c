/* The spotter's main loop: block by block, token by token,
   the first recogniser that takes a token wins. See figure.h. */
#include "text/figure.h"

#include "text/figure_spot.h"

/* Words that may begin something; all others are stepped over at once. */
#define TRIGGERS                                                                                             \
    (LEX_BIT(LEX_NUMBER) | LEX_BIT(LEX_QUANT) | LEX_BIT(LEX_FEW) | LEX_BIT(LEX_BOUND) | LEX_BIT(LEX_MONEY) | \
     LEX_BIT(LEX_MONTH) | LEX_BIT(LEX_IDIOM) | LEX_BIT(LEX_REF) | LEX_BIT(LEX_EVENT) | LEX_BIT(LEX_FROM) |   \
     LEX_BIT(LEX_PART) | LEX_BIT(LEX_FIRST) | LEX_BIT(LEX_TRIGGER))

const char *figure_class_name(enum figure_class cls)
{
    static const char *const names[FIGURE__MAX] = {"cardinal", "money", "percent", "ordinal",
                                                   "fraction", "year",  "date",    "period"};

    return names[cls];
}

struct item *spot_push(struct spot *s, enum figure_class cls, size_t from, size_t to, const char *rule)
{
    struct item it = {.from = from, .to = to, .head = from};

    it.f.cls = cls;
    it.f.rule = rule;
    vec_push(s->cx->mem, &s->items, it);
    return &s->items.at[s->items.n - 1];
}

enum { NEAR_NUMBER = 6 };

/* How far it is from each token to the next that holds digits or may be a number word. */
static void reaches(struct spot *s)
{
    static const uint64_t numeric = LEX_BIT(LEX_NUMBER) | LEX_BIT(LEX_QUANT) | LEX_BIT(LEX_PART) | LEX_BIT(LEX_MONTH);
    unsigned reach = 15;

    for (size_t i = s->n; i > 0; i--) {
        struct token *t = &s->t.at[i - 1];
        bool is = t->kind == TOKEN_DIGITS || (t->mask & numeric) != 0 || t->caps == CAPS_ALL ||
                  (t->kind == TOKEN_PUNCT && t->cp >= 0xBC && t->cp < 0x2190 && t->cp != 0xD7) ||
                  (t->caps == CAPS_FIRST && t->end - t->at == 1) ||
                  (s->lang == LANG_VI && spot_any(s, i - 1, "nhất|nhì")) || /* thứ nhất: are no number words */
                  (s->lang == LANG_DE && spot_numeral_de(s, i - 1));
        reach = is ? 0 : reach < 15 ? reach + 1 : 15;
        t->reach = (uint8_t)reach;
    }
}

/* Could token i begin a figure or something to be skipped? */
static bool interesting(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i];

    if (t->kind == TOKEN_DIGITS || t->kind == TOKEN_LINK)
        return true;
    if (t->reach > NEAR_NUMBER)
        return false; /* whatever this word begins, no number follows */
    if (t->kind == TOKEN_PUNCT)
        return (t->cp == '$' || t->cp >= 0xA2 || t->cp == '-' ||
                ((t->cp == '.' || t->cp == ',') && s->t.at[i + 1].kind == TOKEN_DIGITS &&
                 s->t.at[i + 1].space == SPACE_NONE && (t->space != SPACE_NONE || i == 0))) &&
               t->cp != 0x201C && t->cp != 0x201D;
    if ((t->mask & TRIGGERS) != 0)
        return true;
    if (t->caps != CAPS_NONE && s->t.at[i + 1].kind != TOKEN_WORD)
        return true; /* G20, COVID-19, US$ */
    if (s->lang != LANG_DE || spot_known(s, i))
        return s->t.at[i + 1].kind == TOKEN_DIGITS && s->t.at[i + 1].space == SPACE_NONE;
    return spot_numeral_de(s, i);
}

static size_t step(struct spot *s, size_t i)
{
    size_t end;

    if ((end = spot_date(s, i)) > i || (end = spot_period(s, i)) > i || (end = spot_skip(s, i)) > i ||
        (end = spot_ordinal(s, i)) > i || (end = spot_amount(s, i)) > i)
        return end;
    return i + 1;
}

static void block(struct spot *s)
{
    s->items.n = 0;
    reaches(s);
    for (size_t i = 0; i < s->n;)
        i = interesting(s, i) ? step(s, i) : i + 1;
    if (s->items.n == 0)
        return;
    spot_units(s);
    for (size_t k = 0; k < s->items.n; k++)
        for (size_t i = s->items.at[k].from; i < s->items.at[k].to; i++)
            s->t.at[i].item = (uint32_t)k + 1;
    spot_context(s);
    for (size_t k = 0; k < s->items.n; k++) {
        struct item *it = &s->items.at[k];
        it->f.start = s->t.at[it->from].at;
        it->f.end = it->end_at > 0 ? it->end_at : s->t.at[it->to - 1].end;
        vec_push(s->cx->mem, s->out, it->f);
    }
}

const char figure_period_before[] = "?";

enum status figure_spot_piece(struct ctx *cx, struct str text, enum lang lang, const char *period_before,
                              struct figure_piece *ret_piece)
{
    struct figures out = {0};
    struct wides wides;
    struct spot s = {.cx = cx, .text = spot_narrow(cx, text, &wides), .lang = lang, .lex = lex_of(lang), .out = &out};
    bool asked = false;

    s.numerals = arena_alloc(cx->mem, NUMERALS * sizeof *s.numerals);
    s.last_period = period_before;
    s.asked_period = &asked;
    for (size_t at = 0; at < s.text.n;) {
        at = spot_tokens(&s, at);
        block(&s);
    }
    spot_widen(&wides, s.text, text, &out);
    *ret_piece = (struct figure_piece){out, s.last_period, asked};
    return OK;
}

enum status figure_spot(struct ctx *cx, struct str text, enum lang lang, struct figures *ret_figures)
{
    struct figure_piece all;

    TRY(figure_spot_piece(cx, text, lang, NULL, &all));
    *ret_figures = all.figures;
    return OK;
}
