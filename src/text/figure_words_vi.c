/* Vietnamese numerals: hai mươi mốt, một trăm linh năm, một tỷ hai trăm triệu, triệu rưỡi. Homonyms (năm = year, ba =
   father, tư, không) count only where the grammar or the next word shows a number. */
#include "text/figure_spot.h"

static int kind_at(const struct spot *s, size_t i, int *ret_value)
{
    size_t end;
    const struct lex_entry *e = spot_phrase(s, i, LEX_NUMBER, &end);

    if (e == NULL || s->t.at[i].space == SPACE_LINE + 1)
        return -1;
    *ret_value = e->value % 1000;
    return e->value / 1000;
}

static bool is_nam(const struct spot *s, size_t i)
{
    return spot_any(s, i, "năm");
}

/* năm as 5: before another number word or a counted noun that is not time said twice. */
static bool nam_is_five(const struct spot *s, size_t i, bool first)
{
    int v;
    size_t end;

    if (!first) {
        int k = kind_at(s, i + 1, &v);
        return k == NUMBER_HUNDRED || k == NUMBER_SCALE || k == NUMBER_TEN_AFTER;
    }
    int k = kind_at(s, i + 1, &v);
    if (k == NUMBER_HUNDRED || k == NUMBER_SCALE || k == NUMBER_TEN_AFTER)
        return true;
    if (i > 0 &&
        (s->t.at[i - 1].kind == TOKEN_DIGITS || (spot_has(s, i - 1, LEX_NUMBER) && !spot_any(s, i - 1, "năm"))))
        return false; /* "80 năm": years */
    if (i > 1 && spot_any(s, i - 1, "trong") && spot_any(s, i - 2, "một"))
        return true; /* một trong năm tỉnh */
    if (spot_any(s, i + 1, "ngày|tuần|phút|giây"))
        return s->t.at[i + 2].kind != TOKEN_DIGITS;
    if (i > 0 &&
        spot_any(s, i - 1, "mỗi|hằng|hàng|trong|cuối|đầu|giữa|các|những|nhiều|vài|mấy|một|cả|quanh|trọn|suốt|lâu"))
        return spot_any(s, i + 1, "năm");
    return spot_phrase(s, i + 1, LEX_NOUN, &end) != NULL && !spot_any(s, i + 1, "học|giờ|quý");
}

/* The units digit behind mươi, mười, linh or trăm. */
static bool unit(const struct spot *s, size_t i, bool behind_ten, int *ret_value)
{
    int v, k = kind_at(s, i, &v);

    if (k == NUMBER_TAIL && behind_ten) {
        *ret_value = v;
        return true;
    }
    if (k != NUMBER_UNIT || v == 0)
        return false;
    int back = -1, before = i > 0 ? kind_at(s, i - 1, &back) : -1;
    if (is_nam(s, i) && before != NUMBER_LINK && !nam_is_five(s, i, false))
        return false;
    *ret_value = v;
    return true;
}

/* 1..999 or "không trăm linh năm" inside a longer number. */
static bool group(const struct spot *s, size_t i, bool first, long *ret_value, size_t *ret_end)
{
    int v, k = kind_at(s, i, &v), u;
    long sum;

    if (k == NUMBER_TEEN) { /* mười */
        bool more = unit(s, i + 1, true, &u);
        *ret_value = 10 + (more ? u : 0);
        *ret_end = i + 1 + more;
        return true;
    }
    if (k == NUMBER_LINK && !first && unit(s, i + 1, false, &u)) {
        *ret_value = u;
        *ret_end = i + 2;
        return true;
    }
    if (k != NUMBER_UNIT || (is_nam(s, i) && !nam_is_five(s, i, first)))
        return false;
    int next, nk = kind_at(s, i + 1, &next);
    if (v == 0 && nk != NUMBER_HUNDRED)
        return false;
    if (nk == NUMBER_TEN_AFTER) {
        bool more = unit(s, i + 2, true, &u);
        *ret_value = v * 10L + (more ? u : 0);
        *ret_end = i + 2 + more;
        return true;
    }
    if (nk != NUMBER_HUNDRED) {
        *ret_value = v;
        *ret_end = i + 1;
        return true;
    }
    sum = v * 100L;
    *ret_end = i + 2;
    int third, tk = kind_at(s, i + 2, &third);
    long rest;
    size_t end;
    if (tk == NUMBER_LINK && unit(s, i + 3, true, &u)) {
        sum += u;
        *ret_end = i + 4;
    } else if ((tk == NUMBER_UNIT || tk == NUMBER_TEEN) && kind_at(s, i + 3, &u) != NUMBER_HUNDRED &&
               group(s, i + 2, false, &rest, &end) && rest < 100) {
        sum += rest; /* "một trăm năm" stays 100 years: năm needs a number word behind it */
        *ret_end = end;
    } else if (tk == NUMBER_HALF_MORE) {
        sum += 50;
        *ret_end = i + 3;
    }
    *ret_value = sum;
    return true;
}

/* "hai phẩy năm", "2 chấm 23" are read by the caller; here a bare scale: "triệu rưỡi", "nghìn rưỡi". */
static bool scale_and_half(const struct spot *s, size_t i, struct num *ret_num)
{
    int power, v;

    if (kind_at(s, i, &power) != NUMBER_SCALE || kind_at(s, i + 1, &v) != NUMBER_HALF_MORE)
        return false;
    *ret_num = (struct num){.v = number_ten_to(power), .end = i + 2, .scaled = true};
    ret_num->v.n += ret_num->v.n / 2;
    return true;
}

/* A name: the numeral in capitals before another capital (Ba Đình, Bảy Núi, Hai Bà Trưng). */
static bool name(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i], *next = &s->t.at[i + 1];

    if (t->caps == CAPS_NONE)
        return i > 0 && false;
    if (next->kind == TOKEN_WORD && next->caps == CAPS_FIRST && next->space == SPACE_PLAIN && next->sent == t->sent)
        return true;
    /* Vietnamese writes numerals small within a sentence: ông Hai, giải Ba, chị Tư */
    return t->caps == CAPS_FIRST && !spot_starts(s, i) && i > 0 && s->t.at[i - 1].kind == TOKEN_WORD;
}

static bool point(const struct spot *s, struct num *num)
{
    long frac;
    size_t end;

    if (spot_point_digits(s, num) || !spot_any(s, num->end, "phẩy|chấm") ||
        !group(s, num->end + 1, false, &frac, &end))
        return true;
    num->v.n = num->v.n * (frac < 10 ? 10 : frac < 100 ? 100 : 1000) + frac;
    num->v.scale = frac < 10 ? 1 : frac < 100 ? 2 : 3;
    num->end = end;
    num->decimal_point = true;
    return true;
}

bool spot_words_vi(const struct spot *s, size_t i, struct num *ret_num)
{
    long v;
    int last = 99, power;
    size_t end;
    struct num num = {.end = i};

    if (!spot_has(s, i, LEX_NUMBER))
        return false;
    if (scale_and_half(s, i, ret_num))
        return true;
    if (name(s, i) || !group(s, i, true, &v, &end))
        return false;
    num.article = v == 1 && end == i + 1;
    num.v = decimal_of(v);
    num.end = end;
    (void)point(s, &num);
    while (spot_scale(s, num.end, &power, &end) && power < last) {
        struct decimal part;
        int more;
        size_t more_end;
        while (spot_scale(s, end, &more, &more_end) && power + more <= 18) {
            power += more;
            end = more_end;
        }
        if (decimal_mul(num.scaled ? decimal_of(v) : num.v, number_ten_to(power), &part) != OK)
            return false;
        if (!num.scaled)
            num.v = part;
        else if (decimal_add(num.v, part, &num.v) != OK)
            return false;
        num.article = false;
        num.scaled = true;
        last = power;
        num.end = end;
        int value;
        if (kind_at(s, end, &value) == NUMBER_HALF_MORE) {
            num.v.n += number_ten_to(power).n / 2 * (num.v.scale == 0);
            num.end = end + 1;
            break;
        }
        size_t group_end;
        if (!group(s, end, false, &v, &group_end))
            break;
        if (!spot_scale(s, group_end, &power, &more_end) || power >= last) {
            num.v.n += v; /* "một nghìn hai trăm": the rest without a scale */
            num.end = group_end;
            break;
        }
        num.end = group_end;
    }
    *ret_num = num;
    return true;
}
