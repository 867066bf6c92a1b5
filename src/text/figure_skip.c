/* What holds digits or number words and is no figure: references, addresses, clock times, document and phone numbers,
   names, idioms. Each returns the token behind what it skips, or i. */
#include "text/figure_spot.h"

/* Skips the rest of a run of tokens without blanks between them; sentence punctuation at its end stays. */
static size_t run_end(const struct spot *s, size_t i)
{
    size_t end = i + 1;

    while (s->t.at[end].kind != TOKEN_END && spot_glued(s, end))
        end++;
    while (end > i + 1 && s->t.at[end - 1].kind == TOKEN_PUNCT)
        end--;
    return end;
}

static bool counted(const struct spot *s, size_t i)
{
    size_t end;
    int power;

    return spot_scale(s, i, &power, &end) || spot_phrase(s, i, LEX_PERCENT, &end) != NULL ||
           spot_phrase(s, i, LEX_MONEY, &end) != NULL || spot_punct(s, i, '%') || s->t.at[i].cp == 0x20AC ||
           spot_phrase(s, i, LEX_NOUN, &end) != NULL;
}

/* Words that name a place in a document or a line of a directory whatever follows. */
static bool strong(const struct spot *s, size_t i)
{
    if (s->lang == LANG_EN && s->t.at[i].caps == CAPS_FIRST && !spot_starts(s, i) &&
        spot_any(s, i,
                 "gate|terminal|platform|route|highway|room|building|block|floor|hall|lot|zone|phase|part|no|"
                 "volume|version|decision|directive|protocol|regulation|rule|lane|class|step|unit|pier|berth|bus|"
                 "train"))
        return true;
    if (s->lang == LANG_DE)
        return !spot_any(s, i,
                         "a|b|h|s|linie|zug|bus|schiff|boot|punkt|satz|band|karte|bild|tor|haus|straße|route|code|"
                         "version");
    return spot_any(s, i,
                    "article|articles|clause|clauses|annex|chapter|chapters|page|pages|paragraph|decree|circular|"
                    "resolution|tel|phone|fax|hotline|iban|room|flight|section|sections|table|tables|figure|fig|"
                    "appendix|iso|boeing|airbus|windows|industry|điều|khoản|trang|phụ|chương|đt|điện|nghị|stk|tcvn|"
                    "mục|tiết|lẻ|máy");
}

static bool weak_neighbour(const struct spot *s, size_t i)
{
    if (i == 0 || s->lang != LANG_VI)
        return i > 0 && s->lang == LANG_EN && spot_any(s, i, "number|no|nos") &&
               spot_any(s, i - 1, "the|a|total|large");
    return spot_any(s, i - 1,
                    "tổng|con|trong|chỉ|dân|đa|thiểu|một|thời|địa|trọng|cao|danh|hạng|chuyên|mô|loại|tuyến|"
                    "quan|cả|hình|tình|đoàn|toàn|đội|bằng|của|được|đạt|lượng|có|là|nhiều");
}

/* trước ngày 25 hằng tháng: a day without its month. */
static bool day_alone(const struct spot *s, size_t i)
{
    return s->lang == LANG_VI && spot_any(s, i, "ngày") && s->t.at[i + 1].kind == TOKEN_DIGITS &&
           spot_int(s, i + 1) <= 31 && i > 0 && s->t.at[i - 1].kind == TOKEN_WORD &&
           !spot_has(s, i - 1, LEX_NUMBER) && !counted(s, i + 2) &&
           !(s->t.at[i + 2].kind == TOKEN_PUNCT && s->t.at[i + 2].space == SPACE_NONE);
}

/* Steps over what may stand between the word of reference at i and its number: "Tel.: (", "số", "no.". The token of
   the number, or i when something else stands there. */
static size_t behind_word(const struct spot *s, size_t i, size_t end, bool *ret_colon)
{
    size_t at = end;

    *ret_colon = false;
    for (int k = 0; k < 3 && s->t.at[at].kind == TOKEN_PUNCT && s->t.at[at].sent == s->t.at[i].sent; k++, at++) {
        if (s->t.at[at].cp != '.' && s->t.at[at].cp != ':' && s->t.at[at].cp != '(' && s->t.at[at].cp != '+')
            return i;
        *ret_colon |= s->t.at[at].cp != '.';
    }
    if (s->t.at[at].sent != s->t.at[i].sent)
        return i;
    if (spot_any(s, at, "số|no|nr|number|nummer") && s->t.at[at + 1].kind != TOKEN_WORD)
        at += 1 + (spot_punct(s, at + 1, '.') || spot_punct(s, at + 1, ':'));
    return at;
}

/* Behind a word that is no strong sign of a reference: is the number at at counted after all? */
static bool counts_after_all(const struct spot *s, size_t i, size_t at)
{
    struct num n;
    size_t behind = spot_digits(s, at, &n) ? n.end : at + 1;
    const struct token *next = &s->t.at[behind];
    bool letter = next->kind == TOKEN_WORD && next->space == SPACE_NONE && next->end - next->at == 1 &&
                  next->caps != CAPS_NONE; /* đường 12B */

    if (!letter && counted(s, behind) && !spot_any(s, i, "quốc"))
        return true;
    if (next->kind == TOKEN_WORD && next->caps == CAPS_NONE && !spot_has(s, behind, LEX_STOP) &&
        next->space != SPACE_NONE && s->lang != LANG_VI)
        return true;
    return s->lang == LANG_DE && next->kind == TOKEN_WORD && next->caps != CAPS_NONE &&
           next->sent == s->t.at[i].sent && s->t.at[i].caps == CAPS_NONE;
}

/* The end of the number at at, what is glued to it, and the rest of a list of such numbers. */
static size_t list_end(const struct spot *s, size_t i, size_t at, bool several, bool colon)
{
    size_t stop = run_end(s, at);

    while (s->t.at[stop].sent == s->t.at[i].sent) {
        size_t next = stop;
        if (s->t.at[next].kind == TOKEN_PUNCT && s->t.at[next].cp != ';' && s->t.at[next].cp != ',' &&
            (spot_dash(s, next) || s->t.at[next].cp == ')' || s->t.at[next].cp == '/'))
            next++;
        else if (spot_any(s, next, "and|und|và|to|bis|đến|or|oder|hoặc|of|von") && (several || strong(s, i)))
            next++;
        if (s->t.at[next].kind != TOKEN_DIGITS || s->t.at[next].space == SPACE_LINE)
            break;
        if (next == stop && !colon &&
            !spot_any(s, i, "tel|phone|fax|điện|đt|hotline|telefon|konto|iban|account|số|stk|mobile|tài|zalo|di"))
            break;
        stop = run_end(s, next);
    }
    return stop;
}

/* Artikel 5, pages 12–15 and 20, Điều 5, QL 1, tel. (0234) 3822680. */
static size_t reference(const struct spot *s, size_t i)
{
    size_t end, at;
    struct num num;
    bool colon;

    if (day_alone(s, i))
        return i + 2;
    if (spot_phrase(s, i, LEX_REF, &end) == NULL || weak_neighbour(s, i) ||
        (at = behind_word(s, i, end, &colon)) == i)
        return i;
    if (s->t.at[at].kind == TOKEN_WORD && s->t.at[at].caps == CAPS_ALL && s->t.at[at + 1].kind == TOKEN_DIGITS &&
        at == end && spot_any(s, i, "flight|flug|bay|tàu|ship|boat|vessel|schiff|boot|hiệu|số|biển"))
        return run_end(s, at + 1); /* flight VN 31 */
    if (s->t.at[at].kind != TOKEN_DIGITS) {
        if (s->t.at[at].kind != TOKEN_WORD || colon || at != end || s->lang == LANG_VI || !strong(s, i) ||
            !spot_number(s, at, &num) || num.article)
            return i;
        return num.end; /* Article Five */
    }
    if (s->lang == LANG_VI && spot_any(s, i, "giai|đợt|vòng|báo") &&
        (s->t.at[at].end - s->t.at[at].at > 2 || spot_dash(s, at + 1) || spot_punct(s, at + 1, '/')))
        return i; /* giai đoạn 2021-2025, đợt 15/8 are times */
    if (!strong(s, i) && counts_after_all(s, i, at))
        return i;
    return list_end(s, i, at, end > i + 1, colon);
}

static bool minutes(const struct spot *s, size_t i)
{
    return s->t.at[i].kind == TOKEN_DIGITS && s->t.at[i].end - s->t.at[i].at == 2;
}

/* 12:36:11 PM, 15.30 Uhr, 8 giờ 30, 8h30, 2 p.m. */
static size_t clock(const struct spot *s, size_t i)
{
    size_t end = i + 1, e;
    long long v = spot_int(s, i);

    if (v > 24 && v < 60 && spot_punct(s, i + 1, ':') && spot_glued(s, i + 1) && minutes(s, i + 2) &&
        spot_glued(s, i + 2) && s->t.at[i].end - s->t.at[i].at == 2)
        return run_end(s, i); /* she ran 33:15.20 */
    if (v < 0 || v > 24 || s->t.at[i].end - s->t.at[i].at > 2)
        return i;
    bool parted = false;
    while ((spot_punct(s, end, ':') || (s->lang != LANG_VI && spot_punct(s, end, '.'))) && spot_glued(s, end) &&
           minutes(s, end + 1) && spot_glued(s, end + 1)) {
        parted |= s->t.at[end].cp == ':';
        end += 2;
    }
    if (spot_phrase(s, end, LEX_CLOCK, &e) == NULL)
        return parted ? end : i;
    if (spot_any(s, end, "h|g") && !spot_glued(s, end))
        return parted ? end : i;
    if (spot_any(s, end, "giờ")) {
        bool of_day = (i > 0 && spot_any(s, i - 1, "lúc|vào|hồi|từ|đến|trước|sau")) ||
                      spot_any(s, e, "sáng|chiều|tối|đêm|trưa|ngày|kém|hôm|rưỡi") || s->t.at[e].kind == TOKEN_DIGITS;
        if (!of_day || (i > 0 && spot_any(s, i - 1, "trong|suốt")))
            return i;
    }
    if (s->t.at[e].kind == TOKEN_DIGITS && s->t.at[e].end - s->t.at[e].at == 2 && s->t.at[e].space != SPACE_LINE &&
        s->lang != LANG_EN)
        e += spot_any(s, e + 1, "phút") ? 2 : 1;
    if (spot_punct(s, e, '.') && spot_glued(s, e) && s->t.at[e + 1].caps == CAPS_NONE && s->lang == LANG_EN)
        e++;
    return e;
}

/* 177/2025/NĐ-CP, 59-NQ/TW, 12/KH-UBND: digits tied by strokes to capitals. */
static size_t document_number(const struct spot *s, size_t i)
{
    size_t end = run_end(s, i);
    bool stroke = false;

    for (size_t k = i + 1; k < end; k++) {
        const struct token *t = &s->t.at[k];
        stroke |= t->kind == TOKEN_PUNCT && (t->cp == '/' || t->cp == '-');
        if (stroke && t->kind == TOKEN_WORD &&
            (t->caps == CAPS_ALL || t->caps == CAPS_MIXED || t->end - t->at <= 2) && !spot_has(s, k, LEX_MONEY) &&
            t->caps != CAPS_NONE && !spot_any(s, k, "us"))
            return end;
    }
    return i;
}

static bool suffix_known(const struct spot *s, size_t i)
{
    size_t end;

    return spot_any(s, i,
                    "st|nd|rd|th|s|km|m|kg|ha|cm|mm|mw|gw|kwh|kw|l|t|g|h|x|er|ter|te|ten|fold|ml|kv|gb|mb|tb|ft|yr|"
                    "d") ||
           spot_phrase(s, i, LEX_SCALE_ABBR, &end) != NULL || spot_phrase(s, i, LEX_MONEY, &end) != NULL ||
           spot_phrase(s, i, LEX_NUMBER, &end) != NULL || spot_phrase(s, i, LEX_NOUN, &end) != NULL ||
           spot_phrase(s, i, LEX_PERCENT, &end) != NULL || s->t.at[i].end - s->t.at[i].at > 3;
}

static bool year_like(const struct spot *s, size_t i)
{
    long long v = spot_int(s, i);

    return s->t.at[i].end - s->t.at[i].at == 4 && v >= 1500 && v < 2200;
}

/* Nothing that a number could count begins here. */
static bool no_noun(const struct spot *s, size_t i)
{
    struct str w = spot_text(s, i);

    if (s->t.at[i].kind != TOKEN_WORD || spot_has(s, i, LEX_STOP))
        return true;
    if (s->lang == LANG_EN)
        return s->t.at[i].caps == CAPS_NONE && (str_ends(w, "ed") || spot_has(s, i, LEX_STATUS));
    return s->lang == LANG_DE && s->t.at[i].caps == CAPS_NONE && !str_ends(w, "e") && !str_ends(w, "en") &&
           !str_ends(w, "er");
}

/* A word and digits that are one name: G20, COP26, COVID-19, ISO 9001, VN 1546, QL1A. */
static size_t name_with_digits(const struct spot *s, size_t i)
{
    const struct token *w = &s->t.at[i];
    size_t end;
    struct num num;

    if (w->kind != TOKEN_WORD)
        return i;
    if (s->t.at[i + 1].kind == TOKEN_DIGITS && spot_glued(s, i + 1)) {
        if (spot_phrase(s, i, LEX_MONEY, &end) != NULL || spot_any(s, i, "q|h"))
            return i;
        return run_end(s, i);
    }
    if (w->caps == CAPS_NONE)
        return i;
    if (spot_punct(s, i + 1, '+') && spot_glued(s, i + 1) && s->t.at[i + 2].kind == TOKEN_DIGITS &&
        spot_glued(s, i + 2))
        return i + 3; /* ASEM+1 */
    if (spot_dash(s, i + 1) && spot_glued(s, i + 1) && s->t.at[i + 2].kind == TOKEN_DIGITS && spot_glued(s, i + 2) &&
        !year_like(s, i + 2))
        return run_end(s, i);
    if (w->caps == CAPS_ALL && w->end - w->at <= 5 && s->t.at[i + 1].kind == TOKEN_DIGITS && !year_like(s, i + 1) &&
        s->t.at[i + 1].space == SPACE_PLAIN && !spot_has(s, i, LEX_MONEY) && !spot_any(s, i, "us|tp|fdi|oda") &&
        !counted(s, i + 2) && !spot_has(s, i, LEX_BOUND) && no_noun(s, i + 2) &&
        !(spot_digits(s, i + 1, &num) && num.decimal_point && counted(s, num.end))) /* GDP 8.1% is no name */
        return run_end(s, i + 1);
    return i;
}

/* +84 234 3822680, (0234) 3.822.680, 0905123456. */
static size_t phone(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i];
    bool plus = i > 0 && spot_punct(s, i - 1, '+') && spot_glued(s, i);
    bool zero = s->text.p[t->at] == '0' && t->end - t->at >= 3;
    bool bracket = i > 0 && spot_punct(s, i - 1, '(') && zero;

    if (!plus && !zero)
        return i;
    if (plus && i > 1 && s->t.at[i - 1].space == SPACE_NONE)
        return i;
    if (zero && !bracket && t->end - t->at < 9 && s->t.at[i + 1].kind != TOKEN_DIGITS &&
        !(s->t.at[i + 1].kind == TOKEN_PUNCT && s->t.at[i + 2].kind == TOKEN_DIGITS))
        return i;
    size_t end = i + 1;
    while (s->t.at[end].sent == t->sent && s->t.at[end].space != SPACE_LINE &&
           (s->t.at[end].kind == TOKEN_DIGITS ||
            (s->t.at[end].kind == TOKEN_PUNCT &&
             (s->t.at[end].cp == ')' || s->t.at[end].cp == '(' || s->t.at[end].cp == '/' || spot_dash(s, end) ||
              s->t.at[end].cp == '.') &&
             s->t.at[end + 1].kind == TOKEN_DIGITS)))
        end++;
    size_t n = 0;
    for (size_t k = i; k < end; k++)
        n += s->t.at[k].kind == TOKEN_DIGITS ? s->t.at[k].end - s->t.at[k].at : 0;
    if (plus && n < 7)
        return i; /* "+12", "+8.8 %" */
    return end;
}

/* 12 Le Loi Street; at 12 Lê Lợi; Hauptstraße 12. */
static size_t house(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i];

    if (t->end - t->at > 4)
        return i;
    size_t k = i + 1;
    while (k < i + 5 && s->t.at[k].kind == TOKEN_WORD && s->t.at[k].caps == CAPS_FIRST &&
           s->t.at[k].space == SPACE_PLAIN)
        k++;
    if (k > i + 1 && s->lang == LANG_EN)
        for (size_t j = i + 2; j < k; j++)
            if (spot_has(s, j, LEX_STREET))
                return j + 1;
    if (k > i + 2 && s->lang == LANG_VI && i > 0 && spot_any(s, i - 1, "tại|ở|chỉ|đường|nhà"))
        return i + 1;
    if (s->lang == LANG_DE && i > 0 && s->t.at[i - 1].kind == TOKEN_WORD && t->space == SPACE_PLAIN) {
        struct str w = spot_text(s, i - 1);
        static const char *const ends[] = {"straße", "strasse", "platz", "allee", "gasse",
                                           "weg",    "ufer",    "damm",  "Straße"};
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
            if (str_ends(w, ends[e]) && s->t.at[i - 1].caps == CAPS_FIRST)
                return i + 1;
    }
    return i;
}

static size_t small_cases(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i], *next = &s->t.at[i + 1];
    bool glued_next = next->kind != TOKEN_END && next->space == SPACE_NONE;

    if (i > 0 && (spot_punct(s, i - 1, '#') || spot_punct(s, i - 1, 0xA7)))
        return run_end(s, i);
    if (spot_int(s, i) == 24 && spot_punct(s, i + 1, '/') && spot_int(s, i + 2) == 7)
        return i + 3;
    if ((spot_any(s, i + 1, "x") || spot_punct(s, i + 1, 0xD7)) && glued_next && s->t.at[i + 2].kind == TOKEN_DIGITS &&
        spot_glued(s, i + 2) && !spot_punct(s, i + 3, '^'))
        return run_end(s, i); /* 4x6, 4×100 */
    /* 5G, 1A, 3D */
    bool power = spot_any(s, i + 1, "e") && spot_glued(s, i + 2) && s->t.at[i + 2].kind != TOKEN_WORD; /* 1e10 */
    if (next->kind == TOKEN_WORD && glued_next && !power && !suffix_known(s, i + 1))
        return run_end(s, i);
    if (next->kind == TOKEN_WORD && glued_next && next->caps == CAPS_ALL && next->end - next->at == 1 &&
        !spot_has(s, i + 1, LEX_SCALE_ABBR))
        return run_end(s, i);
    if (next->kind == TOKEN_WORD && glued_next && t->end - t->at == 1 && spot_any(s, i + 1, "g|d"))
        return run_end(s, i);
    if (s->lang == LANG_EN && t->end - t->at == 2 && spot_int(s, i) % 10 == 0 && spot_any(s, i + 1, "s") &&
        glued_next && i > 0 && (spot_any(s, i - 1, "the|low|mid|high|upper|lower|early|late|his|her|their") ||
                                (spot_dash(s, i - 1) && i > 1 && spot_any(s, i - 2, "low|mid|high|upper"))))
        return i + 2; /* in the low 40s: no exact number */
    /* Industry 4.0 */
    if (t->end - t->at == 1 && spot_punct(s, i + 1, '.') && glued_next && spot_int(s, i + 2) == 0 &&
        spot_glued(s, i + 2) && s->t.at[i + 2].end - s->t.at[i + 2].at == 1 && !counted(s, i + 3))
        return i + 3;
    /* [12], (1): notes */
    if (i > 0 && (spot_punct(s, i - 1, '[') || spot_punct(s, i - 1, '(')) && glued_next && t->end - t->at <= 3 &&
        ((next->cp == ']' && next->kind == TOKEN_PUNCT) || (next->cp == ')' && next->kind == TOKEN_PUNCT)))
        return i + 1;
    /* "1." or "1)" that begins a line: a list's number */
    if ((i == 0 || t->space == SPACE_LINE || (s->lang != LANG_DE && spot_starts(s, i) && next->cp == '.')) &&
        next->kind == TOKEN_PUNCT && glued_next && t->end - t->at <= 2 &&
        (next->cp == ')' || (next->cp == '.' && s->t.at[i + 2].space != SPACE_NONE &&
                             s->t.at[i + 2].kind == TOKEN_WORD && s->t.at[i + 2].caps != CAPS_NONE)))
        return i + 2;
    /* an account number or id: long, and nothing counted behind */
    if (t->end - t->at >= 16 && !counted(s, i + 1) && next->kind != TOKEN_WORD)
        return i + 1;
    return i;
}

/* 1.2.3, 192.168.1.2 and other runs that no reading fits. */
static size_t odd_run(const struct spot *s, size_t i)
{
    struct num num;

    if (spot_digits(s, i, &num))
        return i;
    return run_end(s, i);
}

/* vài trăm, several hundred, a few thousand: no number is said. */
static size_t few(const struct spot *s, size_t i)
{
    size_t end;

    size_t bound;
    if (spot_phrase(s, i, LEX_FEW, &end) == NULL)
        return i;
    if (spot_phrase(s, i, LEX_BOUND, &bound) != NULL && bound > end)
        return i; /* nhiều hơn */
    size_t last = end;
    for (size_t e; last < end + 3; last = e)
        if (spot_phrase(s, last, LEX_NUMBER, &e) == NULL && spot_phrase(s, last, LEX_QUANT, &e) == NULL)
            break;
    if (last > end && (spot_any(s, i, "những|các|many|viele|vielen|nhiều")))
        return i;
    return last;
}

static size_t idiom(const struct spot *s, size_t i)
{
    size_t end, e;

    if (spot_phrase(s, i, LEX_IDIOM, &end) == NULL)
        return i;
    if (s->t.at[end].kind == TOKEN_DIGITS && s->lang == LANG_VI)
        return i; /* "năm 2025" begins no idiom */
    if (s->lang == LANG_VI && end == i + 2 && spot_any(s, i + 1, "phần") &&
        spot_phrase(s, end, LEX_NUMBER, &e) != NULL)
        return i; /* một phần ba */
    if (s->lang == LANG_EN && spot_any(s, i, "one") && spot_any(s, i + 1, "of"))
        return i + 1;
    return end;
}

size_t spot_skip(struct spot *s, size_t i)
{
    size_t end = i;

    if (s->t.at[i].kind == TOKEN_LINK)
        return i + 1;
    if (s->t.at[i].kind == TOKEN_WORD) {
        if ((end = idiom(s, i)) == i && (end = few(s, i)) == i && (end = reference(s, i)) == i)
            end = name_with_digits(s, i);
        return end;
    }
    if (s->t.at[i].kind != TOKEN_DIGITS)
        return i;
    if ((end = clock(s, i)) == i && (end = phone(s, i)) == i && (end = document_number(s, i)) == i &&
        (end = house(s, i)) == i && (end = small_cases(s, i)) == i)
        end = odd_run(s, i);
    return end;
}
