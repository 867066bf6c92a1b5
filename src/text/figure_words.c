/* Numbers in words and mixed with digits: "4.35 billion", "1 tỷ 200 triệu", "two and a half million", "triệu rưỡi".
   The grammar of one language's words is in figure_words_vi.c, _en.c, _de.c. */
#include "text/figure_spot.h"

static bool mul(struct decimal *v, struct decimal by)
{
    return decimal_mul(*v, by, v) == OK;
}

/* "and a half", "einhalb", rưỡi behind a number, before or behind its scale. */
static bool half_more(const struct spot *s, size_t i, size_t *ret_end)
{
    if (s->lang == LANG_EN && spot_dash(s, i) && spot_any(s, i + 1, "and") && spot_dash(s, i + 2) &&
        spot_any(s, i + 3, "a|one") && spot_dash(s, i + 4) && spot_any(s, i + 5, "half")) {
        *ret_end = i + 6; /* one-and-a-half */
        return true;
    }
    if (s->lang == LANG_EN && spot_any(s, i, "and") && spot_any(s, i + 1, "a|one") && spot_any(s, i + 2, "half")) {
        *ret_end = i + 3;
        return true;
    }
    return false;
}

static bool rest_of_scale(const struct spot *s, struct num *num, int power);

/* One scale step: the number at num->v gets its scale word; then a smaller group may follow. */
static bool scale_up(const struct spot *s, struct num *num)
{
    int power, more;
    size_t end, more_end;
    struct decimal half = {5, 1}, v = num->v;

    if (half_more(s, num->end, &end) && decimal_add(v, half, &v) == OK) {
        num->v = v;
        num->end = end;
    }
    if (!spot_scale(s, num->end, &power, &end))
        return true;
    if (s->lang == LANG_EN && spot_any(s, num->end, "m") && s->t.at[num->end].caps == CAPS_NONE &&
        num->v.scale == 0 && s->t.at[num->end + 1].kind == TOKEN_WORD && decimal_cmp(num->v, decimal_of(1000)) >= 0 &&
        !(num->from > 0 && (s->t.at[num->from - 1].kind == TOKEN_PUNCT || spot_has(s, num->from - 1, LEX_MONEY))))
        return true; /* the 10,000m final */
    while (spot_scale(s, end, &more, &more_end) && power + more <= 18) {
        power += more; /* nghìn tỷ, hundred million */
        end = more_end;
    }
    if (!mul(&v, number_ten_to(power)))
        return false;
    num->v = v;
    num->end = end;
    num->scaled = true;
    num->bare = false;
    const struct lex_entry *e = spot_phrase(s, end, LEX_NUMBER, &more_end);
    if (e != NULL && e->value / 1000 == NUMBER_HALF_MORE) {
        half = number_ten_to(power);
        half.n = half.n / 2;
        if (decimal_add(num->v, half, &num->v) == OK)
            num->end = more_end;
        return true;
    }
    if (s->lang == LANG_EN && spot_and_fraction(s, num, power))
        return true;
    return rest_of_scale(s, num, power);
}

/* "1 tỷ 200 triệu", "3 million two hundred thousand": a smaller scaled group right behind. */
static bool rest_of_scale(const struct spot *s, struct num *num, int power)
{
    struct num next;
    int smaller;
    size_t end, at = num->end;

    if (s->t.at[at].space == SPACE_LINE)
        return true;
    bool and = s->lang != LANG_VI && spot_any(s, at, "and|und");
    struct num few;
    if (and&&power == 2 && s->lang == LANG_EN && spot_words_en(s, at + 1, &few) && !few.ordinal && few.v.scale == 0 &&
        few.v.n < 100) {
        num->v.n += few.v.n; /* "3 hundred and one" */
        num->end = few.end;
        return true;
    }
    if (!spot_digits(s, at + and, &next) || next.decimal_point)
        return true;
    if (and&&power <= 3 && next.v.n > 0 && !spot_scale(s, next.end, &smaller, &end) &&
        decimal_cmp(next.v, number_ten_to(power)) < 0) {
        if (decimal_add(num->v, next.v, &num->v) == OK)
            num->end = next.end; /* "3 hundred and 21" */
        return true;
    }
    if (!spot_scale(s, next.end, &smaller, &end) || smaller >= power)
        return true;
    if (!mul(&next.v, number_ten_to(smaller)) || decimal_cmp(next.v, number_ten_to(power)) >= 0)
        return true;
    if (decimal_add(num->v, next.v, &num->v) != OK)
        return false;
    num->end = end;
    return rest_of_scale(s, num, smaller);
}

/* "1 point 1", "2 chấm 23", "1 komma 1" behind digits or words. */
bool spot_point_digits(const struct spot *s, struct num *num)
{
    struct num frac;
    size_t at = num->end + 1;

    if (num->decimal_point || !spot_any_in(s, num->end, "phẩy|chấm", "point", "komma") ||
        s->t.at[at].kind != TOKEN_DIGITS || !spot_digits(s, at, &frac) || !frac.bare)
        return false;
    int places = (int)(s->t.at[at].end - s->t.at[at].at);
    if (places > 12 || decimal_mul(num->v, number_ten_to(places), &num->v) != OK ||
        decimal_add(num->v, frac.v, &num->v) != OK ||
        decimal_div(num->v, number_ten_to(places), places, 0, &num->v) != OK)
        return false;
    num->end = frac.end;
    num->decimal_point = true;
    num->bare = false;
    return true;
}

/* "2 1/4": a whole and a fraction. */
static void whole_and_part(const struct spot *s, struct num *num)
{
    size_t at = num->end;
    long long a = spot_int(s, at), b = spot_int(s, at + 2);
    struct decimal part;

    if (!num->bare || s->t.at[at].space != SPACE_PLAIN || !spot_punct(s, at + 1, '/') || !spot_glued(s, at + 1) ||
        !spot_glued(s, at + 2) || a < 1 || b <= a || b > 20 || s->lang == LANG_VI)
        return;
    if (decimal_div(decimal_of(a), decimal_of(b), 15, 0, &part) == OK && decimal_add(num->v, part, &num->v) == OK) {
        num->end = at + 3;
        num->bare = false;
    }
}

/* 1.3e6, 12e+14 as programs write them; 1.3x10^6, 6.2 × 10^-4 as people do. */
static void power_of_ten(const struct spot *s, struct num *num)
{
    size_t at = num->end;
    bool times = (spot_any(s, at, "x") || spot_punct(s, at, 0xD7)) && spot_int(s, at + 1) == 10 &&
                 spot_punct(s, at + 2, '^') && spot_glued(s, at + 2) && spot_glued(s, at + 3);

    if (!times && (!spot_any(s, at, "e") || !spot_glued(s, at) || !spot_glued(s, at + 1)))
        return;
    at += times ? 3 : 1;
    bool minus = times && spot_dash(s, at);
    at += minus || spot_punct(s, at, '+');
    long long power = spot_int(s, at);
    if (power < 0 || power > 18 || !spot_glued(s, at))
        return;
    struct decimal ten = number_ten_to((int)power);
    if (minus ? decimal_div(num->v, ten, num->v.scale + (int)power, 0, &num->v) != OK
              : decimal_mul(num->v, ten, &num->v) != OK)
        return;
    num->end = at + 1;
    num->bare = false;
}

static bool is_dozen(const struct spot *s, size_t i)
{
    size_t end;
    const struct lex_entry *e = spot_phrase(s, i, LEX_NUMBER, &end);

    return e != NULL && e->value / 1000 == NUMBER_DOZEN;
}

/* 2 1/2; ½ alone; "half a million" is read by the words. */
static bool vulgar(const struct spot *s, size_t i, struct num *ret_num)
{
    static const struct {
        uint32_t cp;
        int n, d;
    } rows[] = {{0xBD, 1, 2},   {0xBC, 1, 4},   {0xBE, 3, 4},   {0x2153, 1, 3}, {0x2154, 2, 3},
                {0x2155, 1, 5}, {0x2156, 2, 5}, {0x2157, 3, 5}, {0x2158, 4, 5}, {0x2159, 1, 6},
                {0x215A, 5, 6}, {0x215B, 1, 8}, {0x215C, 3, 8}, {0x215D, 5, 8}, {0x215E, 7, 8}};

    if (s->t.at[i].kind != TOKEN_PUNCT || s->t.at[i].cp < 0xBC)
        return false;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (rows[k].cp == s->t.at[i].cp) {
            *ret_num = (struct num){.from = i, .end = i + 1, .fraction = true, .digits = true};
            return decimal_div(decimal_of(rows[k].n), decimal_of(rows[k].d), 15, 0, &ret_num->v) == OK;
        }
    return false;
}

/* Digits with their scale; or words. */
static bool plain(const struct spot *s, size_t i, struct num *ret_num)
{
    const struct token *t = &s->t.at[i];
    struct num num;

    if (t->kind == TOKEN_DIGITS) {
        if (!spot_digits(s, i, &num))
            return false;
        struct num part;
        if (num.bare && s->t.at[num.end].space != SPACE_LINE && vulgar(s, num.end, &part) &&
            decimal_add(num.v, part.v, &num.v) == OK)
            num.end = part.end, num.bare = false; /* 4¾ */
        power_of_ten(s, &num);
        (void)spot_point_digits(s, &num);
        whole_and_part(s, &num);
        if (is_dozen(s, num.end)) {
            num.v.n *= 12;
            num.end++;
            num.bare = false;
        } else if (!scale_up(s, &num)) {
            return false;
        }
        *ret_num = num;
        return true;
    }
    if (t->kind == TOKEN_PUNCT)
        return vulgar(s, i, ret_num);
    if (t->kind != TOKEN_WORD)
        return false;
    bool found = s->lang == LANG_VI   ? spot_words_vi(s, i, &num)
                 : s->lang == LANG_EN ? spot_words_en(s, i, &num)
                                      : spot_words_de(s, i, &num);
    if (!found)
        return false;
    struct decimal half = {5, 1};
    size_t end;
    if (spot_dash(s, num.end) && half_more(s, num.end, &end) && decimal_add(num.v, half, &num.v) == OK)
        num.end = end, num.article = false;
    num.from = i;
    num.words = true;
    *ret_num = num;
    return true;
}

/* "forty-five (45) days", "05 (năm) ngày": the same number again in brackets, as contracts write it. */
static void said_again(const struct spot *s, struct num *num)
{
    size_t at = num->end;
    struct num again;

    if (!spot_punct(s, at, '(') || s->t.at[at].space == SPACE_LINE || !spot_glued(s, at + 1) || num->ordinal ||
        num->fraction)
        return;
    if (s->lang == LANG_VI && spot_any(s, at + 1, "năm") && num->v.scale == 0 && num->v.n == 5)
        again = (struct num){.v = num->v, .end = at + 2}; /* no word behind it says that it is five */
    else if (!plain(s, at + 1, &again) || again.words == num->words)
        return;
    if (decimal_cmp(again.v, num->v) != 0 || !spot_punct(s, again.end, ')'))
        return;
    num->end = again.end + 1;
    num->bare = num->article = false;
}

bool spot_number(const struct spot *s, size_t i, struct num *ret_num)
{
    struct num num;

    if (!plain(s, i, &num))
        return false;
    said_again(s, &num);
    *ret_num = num;
    return true;
}
