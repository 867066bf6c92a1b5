/* Amounts: [bound] [money sign] number [to number] [percent | money] [bound behind]; qualitative quantities; fractions.
   One item each; a change ("from 12 to 17") stays two. */
#include "text/figure_amount.h"

const char *money_sign(uint32_t cp)
{
    switch (cp) {
    case '$':
        return "USD";
    case 0x20AC:
        return "EUR";
    case 0xA3:
        return "GBP";
    case 0xA5:
        return "JPY";
    case 0x20AB:
        return "VND";
    case 0x20A9:
        return "KRW";
    case 0xE3F:
        return "THB";
    case 0x20B9:
        return "INR";
    case 0x20AD:
        return "LAK";
    case 0x20BD:
        return "RUB";
    case 0x20A1:
        return "CRC";
    case 0x20BE:
        return "GEL";
    case 0x20B4:
        return "UAH";
    case 0x20BA:
        return "TRY";
    case 0x20AA:
        return "ILS";
    case 0x20B1:
        return "PHP";
    default:
        return NULL;
    }
}

/* US$, A$, HK$, VN$: the letters before a dollar sign. */
static const char *dollar_of(const struct spot *s, size_t i)
{
    static const struct {
        const char *word, *code;
    } rows[] = {{"us", "USD"},  {"a", "AUD"},   {"au", "AUD"},  {"c", "CAD"},   {"ca", "CAD"},  {"hk", "HKD"},
                {"s", "SGD"},   {"sg", "SGD"},  {"nz", "NZD"},  {"nt", "TWD"},  {"vn", "VND"},  {"r", "BRL"},
                {"u", "USD"},   {"j", "JMD"},   {"mx", "MXN"},  {"mex", "MXN"}, {"can", "CAD"}, {"mxn", "MXN"},
                {"aud", "AUD"}, {"cad", "CAD"}, {"nzd", "NZD"}, {"usd", "USD"}, {"hkd", "HKD"}, {"sgd", "SGD"}};

    char room[8];
    struct str word = spot_lower(s, i, room, sizeof room);

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (str_is(word, rows[k].word))
            return rows[k].code;
    return NULL;
}

/* A code in capitals; short names that are other words too must look like codes. */
static bool code_ok(const struct spot *s, size_t i, const struct lex_entry *e, size_t end)
{
    size_t n = s->t.at[i].end - s->t.at[i].at;

    if (end != i + 1 || n > 3 || spot_any(s, i, "yen|won|đô|tệ|xen|yên|kip|kíp|bạt"))
        return !(spot_any(s, i, "won") && s->lang == LANG_EN && s->t.at[i + 1].kind == TOKEN_WORD &&
                 !spot_has(s, i + 1, LEX_STOP));
    (void)e;
    if (!spot_any(s, i, "try|php|dem|esp|le|mop|ron|ils|sar|lak|rub|inr|rm|rs|đ|aed|itl"))
        return true;
    if (spot_any(s, i, "rm|rs|đ"))
        return s->t.at[i].caps != CAPS_NONE || spot_any(s, i, "đ|rs");
    return s->t.at[i].caps == CAPS_ALL;
}

const char *money_before(const struct spot *s, size_t i, size_t *ret_end)
{
    const char *code;
    size_t end;
    const struct token *t = &s->t.at[i];

    if (t->kind == TOKEN_PUNCT && (code = money_sign(t->cp)) != NULL) {
        *ret_end = i + 1;
        return code;
    }
    if (t->kind != TOKEN_WORD)
        return NULL;
    bool spelled =
        spot_glued(s, i + 1) ? t->caps != CAPS_NONE || t->end - t->at > 2 : spot_any(s, i, "us|hk|c|nz|au");
    if (spot_punct(s, i + 1, '$') && spelled && (code = dollar_of(s, i)) != NULL) {
        *ret_end = i + 2;
        return code;
    }
    const struct lex_entry *e = spot_phrase(s, i, LEX_MONEY, &end);
    if (e == NULL || (e->value != 0 && e->value != 6) || (end != i + 1 && !spot_any(s, end - 1, "ringgit|ringgits")) ||
        !code_ok(s, i, e, end) ||
        (t->caps != CAPS_ALL && !spot_any(s, i, "rs|euro|ringgit|ringgits|malaysian|malaysia|usd|vnd|eur")))
        return NULL;
    if (spot_punct(s, end, '.') && spot_any(s, i, "rs"))
        end++;
    *ret_end = end;
    return e->text;
}

/* đồng is also "together": đồng chí, đồng thời. */
static bool dong_is_money(const struct spot *s, size_t i)
{
    bool much = i > 0 && (spot_has(s, i - 1, LEX_NUMBER) ||
                          (s->t.at[i - 1].kind == TOKEN_DIGITS && s->t.at[i - 1].end - s->t.at[i - 1].at > 2));
    if (much && spot_any(s, i + 1, "tiền"))
        return true; /* 1.250.000 đồng tiền mặt; but 3 đồng tiền */
    return !spot_any(s, i + 1,
                     "chí|thời|bào|đội|nghiệp|ý|minh|hành|bộ|phục|hồ|tiền|loạt|bằng|ruộng|lúa|hương|cấp|tổ|giám|chủ");
}

const char *money_after(const struct spot *s, size_t i, size_t *ret_end, int *ret_cents)
{
    const char *code;
    size_t end, at = i;

    *ret_cents = 0;
    if (s->t.at[i].kind == TOKEN_PUNCT && s->t.at[i].space != SPACE_LINE && s->t.at[i].cp == 0xA2) {
        *ret_cents = 1, *ret_end = i + 1;
        return "USD";
    }
    if (s->t.at[i].kind == TOKEN_PUNCT && s->t.at[i].space != SPACE_LINE &&
        (code = money_sign(s->t.at[i].cp)) != NULL &&
        !(s->t.at[i + 1].kind == TOKEN_DIGITS && s->t.at[i + 1].space == SPACE_NONE)) {
        *ret_end = i + 1;
        return code;
    }
    if (spot_dash(s, at) && spot_glued(s, at) && spot_glued(s, at + 1))
        at++; /* 60-million-dollar */
    if (s->t.at[at].kind == TOKEN_WORD && spot_punct(s, at + 1, '$') && spot_glued(s, at + 1) &&
        s->t.at[at].caps != CAPS_NONE && (code = dollar_of(s, at)) != NULL) {
        *ret_end = at + 2;
        return code;
    }
    if (spot_any(s, at, "us") && spot_dash(s, at + 1) && spot_punct(s, at + 2, '$') && spot_glued(s, at + 1) &&
        spot_glued(s, at + 2)) {
        *ret_end = at + 3; /* 3,4 Mrd. US-$ */
        return "USD";
    }
    struct str word = spot_text(s, at);
    if (s->lang == LANG_DE && s->t.at[at].kind == TOKEN_WORD && s->t.at[at].caps == CAPS_NONE &&
        (str_ends(word, "ische") || str_ends(word, "ischen") || str_ends(word, "ischer")) &&
        !spot_has(s, at, LEX_MONEY))
        at++; /* kambodschanische Riel */
    const struct lex_entry *e = spot_phrase(s, at, LEX_MONEY, &end);
    if (e == NULL || !code_ok(s, at, e, end) || (spot_any(s, at, "đồng") && end == at + 1 && !dong_is_money(s, at)))
        return NULL;
    *ret_cents = e->value == 2 ? 1 : e->value == 6 ? -6 : 0;
    *ret_end = end;
    return e->text;
}

bool percent_after(const struct spot *s, size_t i, size_t *ret_end)
{
    if (spot_punct(s, i, '%') && s->t.at[i].space != SPACE_LINE) {
        *ret_end = i + 1;
        return true;
    }
    if (s->lang == LANG_VI && spot_any(s, i, "điểm") && spot_punct(s, i + 1, '%')) {
        *ret_end = i + 2;
        return true;
    }
    if (spot_dash(s, i) && spot_glued(s, i) && spot_glued(s, i + 1) && spot_has(s, i + 1, LEX_PERCENT))
        i++;
    return spot_phrase(s, i, LEX_PERCENT, ret_end) != NULL && s->t.at[i].space != SPACE_LINE;
}

/* --- fractions ------------------------------------------------------------------------------------------------- */

/* 1/3, 2/3: digits; not a date and not 24/7. */
static bool stroke(const struct spot *s, size_t i, struct num *ret_num)
{
    long long a = spot_int(s, i);
    struct num b;

    if (s->t.at[i + 1].kind != TOKEN_PUNCT || (s->t.at[i + 1].cp != '/' && s->t.at[i + 1].cp != 0x2044) ||
        !spot_glued(s, i + 1) || !spot_glued(s, i + 2) || a < 1 || a > 100000 || !spot_digits(s, i + 2, &b) ||
        b.decimal_point || b.v.n < 2 || b.v.n > 10000000)
        return false;
    if (spot_punct(s, b.end, '/') && spot_glued(s, b.end))
        return false;
    *ret_num = (struct num){.from = i, .end = b.end, .fraction = true, .digits = true};
    return decimal_div(decimal_of(a), b.v, 15, 0, &ret_num->v) == OK;
}

/* hai phần ba, ba phần tư, 2 phần 3. */
static bool parts_vi(const struct spot *s, size_t i, struct num *ret_num)
{
    struct num top, den;

    if (!spot_number(s, i, &top) || !spot_any(s, top.end, "phần") || top.v.scale > 0)
        return false;
    if (spot_any(s, top.end + 1, "tư"))
        den = (struct num){.v = decimal_of(4), .end = top.end + 2};
    else if (spot_any(s, top.end + 1, "năm"))
        den = (struct num){.v = decimal_of(5), .end = top.end + 2};
    else if (spot_any(s, top.end + 1, "trăm") || !spot_number(s, top.end + 1, &den) || den.v.n < 2)
        return false;
    *ret_num = (struct num){.from = i, .end = den.end, .fraction = true, .words = true};
    return decimal_div(top.v, den.v, 15, 0, &ret_num->v) == OK;
}

/* one in five, two out of three, 1 in 5; vier von fünf. */
static bool one_in(const struct spot *s, size_t i, struct num *ret_num)
{
    struct num a, b;
    size_t at;
    bool over = false;

    if (s->lang == LANG_DE && spot_any(s, i, "jeder|jede|jedes|jedem|jeden")) { /* jedes vierte Unternehmen */
        if (!spot_number(s, i + 1, &b) || !b.ordinal || b.v.n < 2 || b.v.n > 100 ||
            spot_any(s, b.end, "jahr|jahre|mal|monat|tag|woche"))
            return false;
        *ret_num = (struct num){.from = i, .end = b.end, .fraction = true, .words = true};
        return decimal_div(decimal_of(1), b.v, 15, 0, &ret_num->v) == OK;
    }

    if (s->lang == LANG_EN && spot_any(s, i, "every")) { /* every third visitor */
        if (!spot_number(s, i + 1, &b) || !b.ordinal || b.v.n < 2 || b.v.n > 100 || s->t.at[b.end].kind != TOKEN_WORD ||
            spot_has(s, b.end, LEX_STOP) || spot_has(s, b.end, LEX_NOUN) || spot_has(s, b.end, LEX_WEEKDAY) ||
            spot_any(s, b.end, "time"))
            return false;
        *ret_num = (struct num){.from = i, .end = b.end, .fraction = true, .words = true};
        return decimal_div(decimal_of(1), b.v, 15, 0, &ret_num->v) == OK;
    }

    if (!spot_number(s, i, &a) || a.scaled || a.v.scale > 0 || a.ordinal || a.fraction || a.v.n < 1)
        return false;
    at = a.end;
    if (s->lang == LANG_EN && spot_any(s, at, "in"))
        at += 1 + spot_any(s, at + 1, "every");
    else if (s->lang == LANG_EN && spot_any(s, at, "out") && spot_any(s, at + 1, "of"))
        at += 2 + spot_any(s, at + 2, "every");
    else if (s->lang == LANG_DE && spot_any(s, at, "von"))
        at++;
    else if (s->lang == LANG_EN && spot_any(s, at, "over") && a.v.n < 10 && i + 1 == a.end)
        over = true, at++;
    else
        return false;
    if (!spot_number(s, at, &b) || b.scaled || b.v.scale > 0 || b.ordinal || b.v.n <= a.v.n || b.v.n > 1000 ||
        (a.words != b.words && a.v.n > 1) || (over && s->t.at[b.end].kind == TOKEN_WORD) || (b.digits && b.v.n > 100))
        return false;
    if (percent_after(s, b.end, &at) ||
        spot_any(s, b.end, "years|months|days|jahre|jahren|cities|countries|provinces") ||
        (s->lang == LANG_EN && a.digits && s->t.at[b.end].kind == TOKEN_WORD && !spot_has(s, b.end, LEX_STOP) &&
         b.v.n > 20))
        return false;
    *ret_num = (struct num){.from = i, .end = b.end, .fraction = true, .words = a.words};
    return decimal_div(a.v, b.v, 15, 0, &ret_num->v) == OK;
}

/* half of, nửa, die Hälfte. */
static bool half(const struct spot *s, size_t i, struct num *ret_num)
{
    size_t end;
    int power;
    const struct lex_entry *e = spot_phrase(s, i, LEX_PART, &end);

    if (e == NULL)
        return false;
    if (s->lang == LANG_VI && spot_any(s, i, "nửa|một") && spot_scale(s, end, &power, &end)) {
        *ret_num = (struct num){.v = number_ten_to(power), .from = i, .end = end, .scaled = true, .words = true};
        ret_num->v.n /= 2;
        return true;
    }
    if (spot_has(s, end, LEX_NUMBER) || (spot_any(s, end, "a|an") && spot_has(s, end + 1, LEX_NUMBER)))
        return false; /* half a million is a number */
    if (i > 0 && spot_any(s, i - 1,
                          "first|second|latter|other|better|early|thứ|ersten|zweiten|erste|zweite|"
                          "anderthalb"))
        return false;
    if (spot_any(s, end, "đầu|cuối|năm|đêm|way|hour") ||
        (spot_dash(s, end) && spot_any(s, end + 1, "year|yearly|way|term")) ||
        (spot_any(s, i, "halbe|halben|halber|halbes") && false))
        return false;
    if (s->lang == LANG_EN && end > i + 1 && spot_any(s, end - 1, "of"))
        end--;
    if (s->lang == LANG_DE && spot_any(s, i, "die|der"))
        i++;
    *ret_num = (struct num){.from = i, .end = end, .fraction = true, .words = true};
    return decimal_div(decimal_of(e->value / 100), decimal_of(e->value % 100), 15, 0, &ret_num->v) == OK;
}

static bool fraction_at(const struct spot *s, size_t i, struct num *ret_num)
{
    if (s->t.at[i].kind == TOKEN_DIGITS && stroke(s, i, ret_num))
        return true;
    if (s->lang == LANG_VI && parts_vi(s, i, ret_num))
        return true;
    if (one_in(s, i, ret_num))
        return true;
    struct num num;
    if (s->lang != LANG_VI && s->t.at[i].kind == TOKEN_WORD && spot_number(s, i, &num) && num.end > i + 1 &&
        !num.ordinal) {
        *ret_num = num;
        ret_num->from = i;
        return true;
    }
    return s->t.at[i].kind == TOKEN_WORD && half(s, i, ret_num);
}

/* --- the number, with sign and quality --------------------------------------------------------------------------- */

static bool quantity(const struct spot *s, size_t i, struct num *ret_num)
{
    size_t end;
    const struct lex_entry *e = spot_phrase(s, i, LEX_QUANT, &end);

    if (e == NULL)
        return false;
    if (s->lang == LANG_DE && (spot_any(s, i, "millionen|milliarden")) && i > 0 &&
        (s->t.at[i - 1].kind == TOKEN_DIGITS || s->t.at[i].caps == CAPS_NONE))
        return false;
    if (s->lang == LANG_EN && spot_any(s, end - 1, "of") && end > i + 1)
        end--; /* "of" is outside the span */
    if (s->lang == LANG_DE && end > i + 1 && spot_any(s, end - 1, "von"))
        end--;
    int power = 0, more;
    size_t next;
    while (s->lang == LANG_DE && power <= 12 && spot_scale(s, end + spot_any(s, end, "von"), &more, &next))
        power += more, end = next; /* Hunderte Millionen */
    *ret_num = (struct num){.from = i, .end = end, .least = true, .words = true, .scaled = true};
    ret_num->v = e->value > 1000000000 ? number_ten_to(e->value - 1000000000) : decimal_of(e->value);
    return decimal_mul(ret_num->v, number_ten_to(power), &ret_num->v) == OK;
}

/* .77 in English, ,77 in German and Vietnamese. */
static bool leading_mark(const struct spot *s, size_t i, struct num *ret_num)
{
    if (!spot_punct(s, i, s->lang == LANG_EN ? '.' : ',') || !spot_glued(s, i + 1) ||
        (i > 0 && s->t.at[i].space == SPACE_NONE) || !spot_number(s, i + 1, ret_num) || !ret_num->digits ||
        ret_num->decimal_point)
        return false;
    size_t places = s->t.at[i + 1].end - s->t.at[i + 1].at;
    ret_num->decimal_point = true;
    return places <= 20 &&
           decimal_div(ret_num->v, number_ten_to((int)places), (int)places + ret_num->v.scale, 0, &ret_num->v) == OK;
}

bool amount_number(const struct spot *s, size_t i, struct num *ret_num)
{
    size_t at = i;
    bool minus = spot_dash(s, i) && s->t.at[i + 1].space == SPACE_NONE && s->t.at[i + 1].kind == TOKEN_DIGITS &&
                 (i == 0 || s->t.at[i].space != SPACE_NONE || spot_punct(s, i - 1, '('));

    if (spot_any(s, i, "minus|negative|âm") && !minus)
        at++, minus = true;
    else
        at += minus;
    if (at == i && (quantity(s, i, ret_num) || fraction_at(s, i, ret_num)))
        return true;
    if (leading_mark(s, at, ret_num))
        ret_num->from = i;
    else if (!spot_number(s, at, ret_num) || ret_num->ordinal)
        return false;
    if (minus)
        ret_num->v.n = -ret_num->v.n;
    ret_num->from = i;
    return true;
}
