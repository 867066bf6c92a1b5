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
    if (s->lang == LANG_EN && spot_any(s, i, "and") && spot_any(s, i + 1, "a|one") && spot_any(s, i + 2, "half")) {
        *ret_end = i + 3;
        return true;
    }
    uint32_t cp = s->t.at[i].cp;
    if (s->t.at[i].kind == TOKEN_PUNCT && cp == 0xBD && s->t.at[i].space != SPACE_LINE) {
        *ret_end = i + 1;
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
    if (!spot_digits(s, at + and, &next) || next.decimal_point || !spot_scale(s, next.end, &smaller, &end) ||
        smaller >= power)
        return true;
    if (!mul(&next.v, number_ten_to(smaller)) || decimal_cmp(next.v, number_ten_to(power)) >= 0)
        return true;
    if (decimal_add(num->v, next.v, &num->v) != OK)
        return false;
    num->end = end;
    return rest_of_scale(s, num, smaller);
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

bool spot_number(const struct spot *s, size_t i, struct num *ret_num)
{
    const struct token *t = &s->t.at[i];
    struct num num;

    if (t->kind == TOKEN_DIGITS) {
        if (!spot_digits(s, i, &num) || !scale_up(s, &num))
            return false;
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
    num.from = i;
    num.words = true;
    *ret_num = num;
    return true;
}
