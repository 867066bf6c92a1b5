/* The counted noun: its head to the right of the number, or to the left behind "tổng số", "number of". German heads are
   the first capitalised word, English ones the first plural, Vietnamese ones a known noun or two syllables.
   Also drops một, ein, one that count nothing. */
#include <string.h>

#include "base/buf.h"
#include "text/figure_spot.h"

enum { FAR_LEFT = 16, FAR_RIGHT = 7 };

/* Tokens from..to as one text, lower case, single blanks. */
static struct str words(struct spot *s, size_t from, size_t to)
{
    struct buf b;
    char room[160];

    buf_init(&b, s->cx->mem, 400);
    for (size_t i = from; i < to; i++) {
        if (i > from && s->t.at[i].space != SPACE_NONE)
            buf_byte(&b, ' ');
        if (s->t.at[i].kind == TOKEN_WORD)
            buf_add(&b, spot_lower(s, i, room, sizeof room));
        else
            buf_add(&b, spot_text(s, i));
    }
    return b.too_big ? STR("") : buf_str(&b);
}

static bool plain_word(const struct spot *s, size_t i, uint32_t sent)
{
    return s->t.at[i].kind == TOKEN_WORD && s->t.at[i].sent == sent;
}

/* "m2", "km²": the power belongs to the measure that ends at end. */
static size_t with_power(const struct spot *s, size_t end)
{
    const struct token *t = &s->t.at[end];
    bool power = (t->kind == TOKEN_DIGITS && t->end - t->at == 1 && spot_int(s, end) > 1 && spot_int(s, end) < 4) ||
                 (t->kind == TOKEN_PUNCT && (t->cp == 0xB2 || t->cp == 0xB3));

    return power && t->space == SPACE_NONE && spot_any(s, end - 1, "m|km|cm|dm|mm") ? end + 1 : end;
}

/* A compound with hyphens counts as one word: FDI-Projekte, Asia-Pacific. Returns its end. */
static size_t compound(const struct spot *s, size_t i)
{
    size_t end = i + 1;

    while (spot_dash(s, end) && spot_glued(s, end) && spot_glued(s, end + 1) && s->t.at[end + 1].kind == TOKEN_WORD)
        end += 2;
    return end;
}

/* --- Vietnamese ------------------------------------------------------------------------------------------------ */

static struct str right_vi(struct spot *s, size_t i, uint32_t sent)
{
    size_t end;

    if (!plain_word(s, i, sent))
        return STR("");
    const struct lex_entry *e = spot_phrase(s, i, LEX_NOUN, &end);
    if (e != NULL)
        return words(s, i, with_power(s, end));
    if (spot_has(s, i, LEX_STOP) || spot_has(s, i, LEX_NUMBER) || spot_has(s, i, LEX_STATUS))
        return STR("");
    if (s->t.at[i].caps == CAPS_ALL)
        return words(s, i, i + 1);
    bool two = plain_word(s, i + 1, sent) && s->t.at[i + 1].caps == CAPS_NONE && s->t.at[i + 1].space != SPACE_NONE &&
               !spot_has(s, i + 1, LEX_STOP) && !spot_has(s, i + 1, LEX_NUMBER) && !spot_has(s, i + 1, LEX_BOUND_AFTER);
    return words(s, i, i + 1 + two);
}

/* --- English --------------------------------------------------------------------------------------------------- */

static bool plural(const struct spot *s, size_t i)
{
    struct str w = spot_text(s, i);

    if (spot_has(s, i, LEX_PLURAL))
        return true;
    if (w.n < 4 || (w.p[w.n - 1] | 32) != 's')
        return false;
    char before = (char)(w.p[w.n - 2] | 32);
    return before != 's' && before != 'u' && before != 'i' &&
           !spot_any(s, i,
                     "sports|goods|arms|customs|savings|affairs|news|systems|overseas|towards|besides|always|abroad|"
                     "various|previous|operations|economics|politics|graduates s|women s|s");
}

static bool ends_phrase(const struct spot *s, size_t i, size_t first)
{
    if (i == first && spot_any(s, i, "times|works|shows|starts|ends|visits|miles"))
        return false;
    return spot_has(s, i, LEX_STOP) || (spot_has(s, i, LEX_WEEKDAY) && s->t.at[i].caps != CAPS_NONE) ||
           (spot_has(s, i, LEX_MONTH) && s->t.at[i].caps != CAPS_NONE);
}

static bool participle(const struct spot *s, size_t i)
{
    struct str w = spot_text(s, i);

    return s->t.at[i].caps == CAPS_NONE && w.n > 4 && (str_ends(w, "ed") || spot_has(s, i, LEX_STATUS));
}

/* A word that looks like an adjective: more of them may follow before the noun. */
static bool describes(const struct spot *s, size_t i)
{
    static const char *const ends[] = {"ing", "al",  "ic", "ive", "ful", "ous",
                                       "ed",  "ary", "an", "ese", "ent", "ish"};
    struct str w = spot_text(s, i);

    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (w.n > 4 && str_ends(w, ends[k]))
            return true;
    return false;
}

static struct str right_en(struct spot *s, size_t i, uint32_t sent, bool singular)
{
    size_t first = i, last = 0, end;

    for (size_t n = 0; n < FAR_RIGHT; n++) {
        if (s->t.at[i].kind == TOKEN_PUNCT && s->t.at[i].cp == ',' && n > 0 && n < 3 && last > 0 &&
            plain_word(s, i + 1, sent) && !spot_has(s, i + 1, LEX_STOP) && !singular)
            i++;
        if (s->t.at[i].kind == TOKEN_PUNCT && s->t.at[i].sent == sent &&
            (s->t.at[i].cp == 0x201C || s->t.at[i].cp == '"'))
            i++;
        if (last > 0 && !singular && spot_any(s, i, "and|or") && describes(s, last) && plain_word(s, i + 1, sent) &&
            !spot_has(s, i + 1, LEX_STOP))
            i++; /* visiting and working delegations */
        end = compound(s, i);
        if (!plain_word(s, i, sent) || (end == i + 1 && (ends_phrase(s, i, first) || spot_has(s, i, LEX_NUMBER))))
            break;
        if (n == 0 && participle(s, i) && (spot_any(s, i + 1, "by|in|at|from|under|to|for") || singular))
            break; /* 45 led by */
        if (plural(s, end - 1) && !singular)
            return words(s, i, end);
        if (singular && n > 0 && (participle(s, i) || plural(s, i)))
            break; /* one hectare stores */
        if (spot_phrase(s, i, LEX_NOUN, &end) != NULL && n == 0)
            return words(s, i, with_power(s, end));
        end = compound(s, i);
        last = i;
        i = end;
    }
    if (last == 0)
        return STR("");
    return words(s, last, compound(s, last));
}

/* --- German ---------------------------------------------------------------------------------------------------- */

static bool adjective(const struct spot *s, size_t i)
{
    struct str w = spot_text(s, i);
    size_t end;
    const struct lex_entry *verb = spot_phrase(s, i, LEX_STATUS, &end);

    return s->t.at[i].caps == CAPS_NONE && w.n > 2 && !spot_has(s, i, LEX_STOP) &&
           !(verb != NULL && verb->value == MARK_DONE) &&
           (str_ends(w, "e") || str_ends(w, "en") || str_ends(w, "er") || str_ends(w, "es") || str_ends(w, "em"));
}

static struct str right_de(struct spot *s, size_t i, uint32_t sent)
{
    for (size_t n = 0; n < FAR_RIGHT && plain_word(s, i, sent); n++) {
        size_t end;
        if (spot_phrase(s, i, LEX_NOUN, &end) != NULL)
            return words(s, i, with_power(s, end));
        if (s->t.at[i].caps != CAPS_NONE && !spot_has(s, i, LEX_NUMBER)) {
            end = compound(s, i);
            struct str w = spot_text(s, i);
            bool of_place = end == i + 1 && w.n > 4 && str_ends(w, "er") && plain_word(s, end, sent) &&
                            s->t.at[end].caps != CAPS_NONE && s->t.at[end].space == SPACE_PLAIN;
            if (!of_place)
                return words(s, i, end);
        } else if (spot_has(s, i, LEX_NUMBER) || !adjective(s, i)) {
            break;
        }
        i++;
        if (s->t.at[i].kind == TOKEN_PUNCT && s->t.at[i].cp == ',' && adjective(s, i + 1))
            i++;
    }
    return STR("");
}

/* --- both sides ------------------------------------------------------------------------------------------------ */

static struct str right(struct spot *s, size_t i, uint32_t sent, bool singular)
{
    size_t end;

    for (int n = 0; n < 2 && spot_phrase(s, i, LEX_PARTICLE, &end) != NULL && s->t.at[i].sent == sent; n++)
        i = end;
    if (spot_any(s, i, "of") && s->lang == LANG_EN &&
        (spot_any(s, i - 1, "dozens|hundreds|thousands|tens|millions|billions") || spot_any(s, i - 1, "scores")))
        i++;
    if (spot_any(s, i, "von|an") && s->lang == LANG_DE && i > 0 && spot_has(s, i - 1, LEX_QUANT))
        i++;
    for (int n = 0; n < 2 && spot_phrase(s, i, LEX_PARTICLE, &end) != NULL && s->t.at[i].sent == sent; n++)
        i = end;
    if (s->lang == LANG_VI)
        return right_vi(s, i, sent);
    return s->lang == LANG_EN ? right_en(s, i, sent, singular) : right_de(s, i, sent);
}

/* "the total number of UNESCO titles … to 77", "tổng số … lên 17", "con số hội nghị là 17". */
static struct str left(struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;
    size_t end;

    for (size_t k = it->from, n = 0; k > 0 && n < FAR_LEFT && s->t.at[k - 1].sent == sent; k--, n++) {
        if (spot_phrase(s, k - 1, LEX_TOTAL, &end) == NULL || end > it->from)
            continue;
        for (size_t o = 0; o < s->items.n; o++)
            if (s->items.at[o].from >= end && s->items.at[o].from < it->from && s->items.at[o].f.value == NULL)
                return STR("");
        struct str unit = right(s, end, sent, false);
        if (unit.n > 0)
            return unit;
    }
    return STR("");
}

/* Vietnamese ordinals follow their noun: "hội nghị lần thứ 5". */
static struct str before(struct spot *s, const struct item *it)
{
    size_t k = it->from;

    if (k == 0 || s->t.at[k - 1].kind != TOKEN_WORD || s->t.at[k - 1].sent != s->t.at[it->from].sent)
        return STR("");
    for (size_t back = 3; back >= 1; back--) {
        size_t end;
        if (k >= back && spot_phrase(s, k - back, LEX_NOUN, &end) != NULL && end == k &&
            s->t.at[k - back].sent == s->t.at[it->from].sent)
            return words(s, k - back, k);
    }
    if (spot_has(s, k - 1, LEX_STOP) || spot_any(s, k - 1, "đứng|xếp|về|và|hạng"))
        return STR("");
    return words(s, k - 1, k);
}

static void unit_of(struct spot *s, struct item *it)
{
    struct figure *f = &it->f;
    uint32_t sent = s->t.at[it->from].sent;
    size_t to = it->to;

    if (f->cls != FIGURE_CARDINAL && f->cls != FIGURE_ORDINAL && f->cls != FIGURE_FRACTION)
        return;
    if (f->cls == FIGURE_ORDINAL && s->lang == LANG_VI) {
        f->unit = before(s, it);
        return;
    }
    if (f->cls == FIGURE_FRACTION) {
        if (s->lang == LANG_VI && it->to == it->from + 1 && !spot_any(s, to, "số|tổng|dân|diện|trong|của"))
            f->unit = right(s, to, sent, false);
        if (s->lang == LANG_EN && spot_any(s, to, "a|an") && plain_word(s, to + 1, sent))
            f->unit = words(s, to + 1, to + 2); /* half a day */
        return;
    }
    if (it->end_at > 0 && f->cls != FIGURE_ORDINAL)
        return; /* zweistufig */
    if (it->joined) {
        f->unit = words(s, to + 1, to + 2); /* two-tier */
        return;
    }
    if (spot_dash(s, to) && spot_glued(s, to) && spot_glued(s, to + 1) && s->t.at[to + 1].kind == TOKEN_WORD) {
        /* two-tier; second-largest investor */
        f->unit = f->cls == FIGURE_ORDINAL ? right(s, to + 2, sent, true) : words(s, to + 1, to + 2);
        return;
    }
    if (s->t.at[to].kind == TOKEN_PUNCT && s->t.at[to].cp == 0xB0) {
        f->unit = words(s, to, to + 1 + (s->t.at[to + 1].kind == TOKEN_WORD && spot_glued(s, to + 1)));
        return;
    }
    if (s->lang == LANG_EN && spot_any(s, to - 1, "over|under|above|below|older|younger|up") && !plural(s, to))
        return; /* aged 60 and over make up */
    bool one = f->cls == FIGURE_ORDINAL || (f->has_low && f->has_high && decimal_cmp(f->low, decimal_of(1)) == 0);
    f->unit = right(s, to, sent, one);
    if (f->unit.n == 0 && f->cls == FIGURE_CARDINAL)
        f->unit = left(s, it);
}

/* --- một, ein, one --------------------------------------------------------------------------------------------- */

static bool counts_only(const struct spot *s, size_t i)
{
    return i > 0 && spot_any(s, i - 1, "chỉ|đúng|only|just|exactly|nur|genau|lediglich|mỗi|thêm");
}

static bool joined(const struct spot *s, size_t a, size_t b)
{
    for (size_t i = a; i < b; i++)
        if (spot_punct(s, i, ',') || spot_any(s, i, "và|cùng|and|und|sowie|plus"))
            return true;
    return false;
}

/* Another count stands beside it: "một thỏa thuận, hai biên bản". */
static bool beside(const struct spot *s, size_t k)
{
    const struct item *it = &s->items.at[k];
    uint32_t sent = s->t.at[it->from].sent;

    for (size_t o = k >= 1 ? k - 1 : 0; o < s->items.n && o <= k + 1; o++) {
        const struct item *other = &s->items.at[o];
        size_t noun;
        const struct lex_entry *time = spot_phrase(s, other->to, LEX_NOUN, &noun);
        if (time != NULL && time->value == 1)
            continue; /* "sau 20 năm, một đoàn …" lists nothing */
        if (o == k || s->t.at[other->from].sent != sent || other->f.cls != FIGURE_CARDINAL || other->article ||
            other->f.low.n == 1)
            continue;
        size_t a = o < k ? other->to : it->to, b = o < k ? it->from : other->from;
        if (b - a <= 8 && joined(s, a, b))
            return true;
    }
    return false;
}

static bool keep_article(const struct spot *s, size_t k)
{
    const struct item *it = &s->items.at[k];

    if (it->f.unit.n == 0) /* "one is finished, two are delayed"; "eines fertig, zwei verspätet" */
        return s->lang != LANG_VI && beside(s, k) && spot_any(s, it->from, "one|eine|einer|eines") &&
               !spot_any(s, it->to, "can|could|should|must|may|might|of|der|des");
    if (s->lang == LANG_DE && spot_has(s, it->to, LEX_RISE))
        return false; /* ein Plus von 5 Prozent */
    if (s->lang == LANG_EN)
        return !(it->from > 0 && spot_any(s, it->from - 1,
                                          "the|this|that|each|every|any|no|another|which|some|other|as|"
                                          "number|a|its|at|long|not"));
    return beside(s, k) ||
           (counts_only(s, it->from) && !(it->from > 1 && spot_any(s, it->from - 2, "không|nicht|not")));
}

/* The number has its own noun right behind it. */
static bool noun_follows(struct spot *s, const struct item *it)
{
    return right(s, it->to, s->t.at[it->from].sent, false).n > 0;
}

void spot_units(struct spot *s)
{
    size_t n = 0;

    for (size_t k = 0; k < s->items.n; k++)
        unit_of(s, &s->items.at[k]);
    for (size_t k = 1; k < s->items.n; k++) { /* "từ 9.800 lên 11.250 người": both count people */
        struct item *a = &s->items.at[k - 1], *b = &s->items.at[k];
        if (a->f.cls == FIGURE_CARDINAL && b->f.cls == FIGURE_CARDINAL && b->from == a->to + 1 && b->f.unit.n > 0 &&
            spot_any(s, a->to, "lên|xuống|còn|to|auf|đến|và|and|und") && !noun_follows(s, a))
            a->f.unit = b->f.unit;
        else if (a->f.cls == FIGURE_CARDINAL && b->f.cls == FIGURE_CARDINAL && b->from == a->to + 1 &&
                 b->f.unit.n == 0 && a->f.unit.n > 0 && spot_any(s, a->to, "lên|xuống|còn|to|auf"))
            b->f.unit = a->f.unit; /* the number of communes from 133 to 40 */
    }
    for (size_t k = 0; k < s->items.n; k++)
        if (s->items.at[k].article && !keep_article(s, k))
            s->items.at[k].f.rule = NULL;
    for (size_t k = 0; k < s->items.n; k++)
        if (s->items.at[k].f.rule != NULL)
            s->items.at[n++] = s->items.at[k];
    s->items.n = n;
}
