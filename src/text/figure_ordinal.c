/* Ordinals: 5th, fünfte, die 5., thứ năm (not the weekday), lần thứ 5, Đại hội XIV. */
#include "text/figure_spot.h"

static size_t push(struct spot *s, size_t from, size_t to, struct decimal v, const char *rule)
{
    struct item *it = spot_push(s, FIGURE_ORDINAL, from, to, rule);

    it->f.has_low = it->f.has_high = true;
    it->f.low = it->f.high = v;
    return to;
}

/* The weekday thứ hai … thứ bảy, said by its place. */
static bool weekday(const struct spot *s, size_t i, const struct num *num)
{
    const struct token *w = &s->t.at[i + 1];

    if (num->v.n < 2 || num->v.n > 7)
        return false;
    if (w->kind == TOKEN_WORD && w->caps == CAPS_FIRST)
        return true;
    if (i > 0 && spot_any(s, i - 1, "sáng|chiều|tối|đêm|trưa|ngày|vào|hôm|lần|từ") && !spot_any(s, i - 1, "lần"))
        return true;
    if (i > 2 && spot_any(s, i - 1, "và|hoặc|hay|đến") && spot_any(s, i - 3, "thứ"))
        return true;
    return spot_any(s, num->end, "ngày|tuần|hàng|hằng|đến") ||
           (spot_punct(s, num->end, '(') && spot_int(s, num->end + 1) >= 0);
}

static size_t vietnamese(struct spot *s, size_t i)
{
    struct num num;

    if (!spot_any(s, i, "thứ"))
        return i;
    if (spot_any(s, i + 1, "nhất|nhì|tư")) {
        num = (struct num){.v = decimal_of(spot_any(s, i + 1, "nhất")  ? 1
                                           : spot_any(s, i + 1, "nhì") ? 2
                                                                       : 4),
                           .end = i + 2};
    } else if (s->t.at[i + 1].kind == TOKEN_DIGITS) {
        num = (struct num){.v = decimal_of(spot_int(s, i + 1)), .end = i + 2};
    } else if (s->t.at[i + 1].kind == TOKEN_WORD && s->t.at[i + 1].caps == CAPS_ALL &&
               number_roman(spot_text(s, i + 1)) > 0) {
        return push(s, i, i + 2, decimal_of(number_roman(spot_text(s, i + 1))), "ordinal.roman");
    } else if (spot_any(s, i + 1, "năm")) {
        num = (struct num){.v = decimal_of(5), .end = i + 2};
    } else if (s->t.at[i + 1].kind == TOKEN_WORD && s->t.at[i + 1].caps != CAPS_NONE &&
               number_roman(spot_text(s, i + 1)) > 0) {
        return push(s, i, i + 2, decimal_of(number_roman(spot_text(s, i + 1))), "ordinal.roman");
    } else if (!spot_number(s, i + 1, &num)) {
        return i;
    }
    bool title = i > 1 && ((spot_any(s, i - 1, "thư|tán|viên") && spot_any(s, i - 2, "bí|tham|tùy")) ||
                           (spot_any(s, i - 1, "tịch|tướng|thống|trưởng|đốc") && num.v.n == 1));
    if (title || weekday(s, i, &num))
        return num.end; /* Bí thư thứ hai, Phó Chủ tịch thứ nhất: ranks of persons */
    if ((spot_starts(s, i) || spot_punct(s, i - 1, ';') || spot_punct(s, i - 1, ':')) &&
        (spot_punct(s, num.end, ',') || spot_punct(s, num.end, ':') || spot_any(s, num.end, "là")))
        return num.end; /* "Thứ nhất, …" orders the speech, it counts nothing */
    return push(s, i, num.end, num.v, s->t.at[i + 1].kind == TOKEN_DIGITS ? "ordinal.digits" : "ordinal.words");
}

/* Đại hội XIV, khóa XIII, World War II: a Roman numeral behind a kind of event. */
static size_t roman(struct spot *s, size_t i)
{
    size_t end;

    if (spot_phrase(s, i, LEX_EVENT, &end) == NULL)
        return i;
    const struct token *t = &s->t.at[end];
    if (t->kind != TOKEN_WORD || (t->caps != CAPS_ALL && !(t->caps == CAPS_FIRST && t->end - t->at == 1)))
        return i;
    int v = number_roman(spot_text(s, end));
    if (v == 0 || (spot_any(s, end, "i") && s->lang == LANG_EN))
        return i;
    return push(s, end, end + 1, decimal_of(v), "ordinal.roman");
}

/* der XIV. Parteitag, the XIV Congress: a Roman numeral before a kind of event. */
static size_t roman_before(struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i];

    if (s->lang == LANG_VI || t->kind != TOKEN_WORD || (t->caps != CAPS_ALL && t->end - t->at > 1) ||
        t->caps == CAPS_NONE)
        return i;
    int v = number_roman(spot_text(s, i));
    if (v == 0 || (t->end - t->at == 1 && !spot_any(s, i, "v|x")))
        return i;
    bool stop = s->lang == LANG_DE && spot_punct(s, i + 1, '.') && spot_glued(s, i + 1);
    if (s->lang == LANG_DE && !stop)
        return i;
    for (size_t k = i + 1 + stop; k < i + 5 && s->t.at[k].kind == TOKEN_WORD; k++)
        if (spot_has(s, k, LEX_EVENT))
            return push(s, i, i + 1 + stop, decimal_of(v), "ordinal.roman");
    return i;
}

static bool german_stop(const struct spot *s, size_t i)
{
    const struct token *next = &s->t.at[i + 2];

    if (s->lang != LANG_DE || !spot_punct(s, i + 1, '.') || !spot_glued(s, i + 1) ||
        s->t.at[i].end - s->t.at[i].at > 3)
        return false;
    if (next->kind != TOKEN_WORD || next->space == SPACE_NONE || next->sent != s->t.at[i].sent)
        return i > 0 && spot_any(s, i + 2, "st") && false;
    return true;
}

static size_t in_digits(struct spot *s, size_t i)
{
    if (s->t.at[i].kind != TOKEN_DIGITS || s->t.at[i].end - s->t.at[i].at > 6)
        return i;
    if (s->lang == LANG_EN && spot_any(s, i + 1, "st|nd|rd|th") && spot_glued(s, i + 1))
        return push(s, i, i + 2, decimal_of(spot_int(s, i)), "ordinal.digits");
    if (s->lang == LANG_DE && spot_any(s, i + 1, "te|ter|ten|er|tes|tem") && spot_glued(s, i + 1) &&
        !spot_any(s, i + 1, "er"))
        return push(s, i, i + 2, decimal_of(spot_int(s, i)), "ordinal.digits");
    if (german_stop(s, i))
        return push(s, i, i + 2, decimal_of(spot_int(s, i)), "ordinal.digits");
    return i;
}

/* A rank used as a name or as a word of order: First Secretary, "First, …". */
static bool no_rank(const struct spot *s, size_t i, const struct num *num)
{
    const struct token *next = &s->t.at[num->end];

    bool heads = spot_starts(s, i) || (i > 0 && (spot_punct(s, i - 1, ';') || spot_punct(s, i - 1, ':')));
    if (heads && (spot_punct(s, num->end, ',') || spot_punct(s, num->end, ':')))
        return true;
    if (s->lang == LANG_EN && s->t.at[i].caps == CAPS_FIRST && !spot_starts(s, i) && num->end == i + 1 &&
        next->kind == TOKEN_WORD && next->caps == CAPS_FIRST &&
        spot_any(s, num->end,
                 "secretary|lady|deputy|vice|minister|world|"
                 "party|nation|nations|avenue|street|reich|bank|officer"))
        return true;
    if (s->lang == LANG_DE && num->v.n <= 4 && s->t.at[i].caps == CAPS_FIRST && !spot_starts(s, i) &&
        next->kind == TOKEN_WORD && next->caps == CAPS_FIRST && next->space == SPACE_PLAIN)
        return true; /* der Dritte Sekretär, die Zweite Republik */
    return s->lang == LANG_EN && spot_any(s, i, "second") && num->end == i + 1 && i > 0 &&
           spot_any(s, i - 1, "per|a|split");
}

size_t spot_ordinal(struct spot *s, size_t i)
{
    struct num num;
    size_t end;

    if (s->t.at[i].kind == TOKEN_DIGITS)
        return in_digits(s, i);
    if (s->t.at[i].kind != TOKEN_WORD)
        return i;
    if (s->lang == LANG_VI && (end = vietnamese(s, i)) > i)
        return end;
    if ((end = roman(s, i)) > i || (end = roman_before(s, i)) > i)
        return end;
    const struct lex_entry *e;
    if (s->lang == LANG_DE && i > 0 && spot_any(s, i - 1, "zu") && (e = spot_phrase(s, i, LEX_NUMBER, &end)) != NULL &&
        e->value / 1000 == NUMBER_ORD)
        return push(s, i, i + 1, decimal_of(e->value % 1000), "ordinal.words"); /* zu dritt */
    if (s->lang == LANG_VI || !spot_number(s, i, &num) || !num.ordinal)
        return i;
    if (no_rank(s, i, &num))
        return num.end;
    end = push(s, i, num.end, num.v, "ordinal.words");
    s->items.at[s->items.n - 1].end_at = num.end_at; /* zweit|größte */
    return end;
}
