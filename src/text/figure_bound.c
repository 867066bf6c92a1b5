/* Puts an amount together: bounds before and behind, ranges, money and percent on either side. */
#include "text/figure_amount.h"

/* An amount in the making. */
struct amount {
    size_t from, end, head;
    enum bound bound; /* 0 = none */
    bool about;
    bool range, from_word, dash;
    const char *money;    /* code */
    bool percent, before; /* before: the money stands before the number */
    struct num a, b;
    struct decimal low, high;
    const char *suffix_rule;
};

/* Reads bound phrases in front of the number; the strongest counts. */
static size_t bounds(const struct spot *s, size_t i, struct amount *m)
{
    size_t at = i, end;
    const struct lex_entry *e;

    while ((e = spot_phrase(s, at, LEX_BOUND, &end)) != NULL && s->t.at[end].sent == s->t.at[i].sent) {
        if (e->value == BOUND_ABOUT)
            m->about = true;
        else if (m->bound == 0 || m->bound == BOUND_EXACT)
            m->bound = (enum bound)e->value;
        at = end;
        if (spot_punct(s, at, '.') && spot_glued(s, at) && spot_any(s, at - 1, "ca|approx|max|min|mind"))
            at++;
    }
    return at;
}

/* Money, percent behind a number. Returns the new end. */
static size_t suffix(const struct spot *s, size_t at, struct amount *m, struct decimal *v)
{
    size_t end;
    int cents;
    const char *code;

    if (percent_after(s, at, &end)) {
        m->percent = true;
        return end;
    }
    if (m->a.least && spot_any(s, at, "of|von|an") && money_after(s, at + 1, &end, &cents) != NULL && cents == 0) {
        m->money = money_after(s, at + 1, &end, &cents);
        return end; /* hundreds of millions of dollars */
    }
    if (m->money != NULL && m->before) { /* "$39 million USD" says it twice */
        code = money_after(s, at, &end, &cents);
        return code != NULL && !cents && s->t.at[at].kind == TOKEN_WORD &&
                       (m->money == code || str_is(str_of(code), m->money))
                   ? end
                   : at;
    }
    code = money_after(s, at, &end, &cents);
    if (code == NULL || (spot_glued(s, end) && s->t.at[end].kind == TOKEN_DIGITS))
        return at; /* "3 USD50 cards": the code belongs to the digits it touches */
    int power;
    size_t scaled;
    if (cents < 0 && decimal_mul(*v, number_ten_to(-cents), v) != OK)
        return at;
    if (cents == 0 && spot_scale(s, end, &power, &scaled) && s->t.at[end].kind == TOKEN_WORD &&
        s->t.at[end].end - s->t.at[end].at > 1 && decimal_mul(*v, number_ten_to(power), v) == OK) {
        m->money = code;
        return scaled; /* 75 USD million */
    }
    if (cents > 0 && decimal_div(*v, decimal_of(100), v->scale + 2, 0, v) != OK)
        return at;
    m->money = code;
    return end;
}

/* "3 dollars 50 cents", "20 euros and 43 cents". */
static size_t small_change(const struct spot *s, size_t at, struct amount *m)
{
    struct num n;
    size_t end, i = at + spot_any(s, at, "and|und|và");
    int cents;

    if (m->money == NULL || (m->before && m->a.scaled) || !spot_number(s, i, &n) || n.v.scale > 0 || n.v.n > 99 ||
        n.ordinal)
        return at;
    if (money_after(s, n.end, &end, &cents) != NULL && cents <= 0)
        return at; /* "10 $ 30 $" */
    bool said = (money_after(s, n.end, &end, &cents) != NULL && cents > 0) ||
                spot_any(s, n.end, "c|xu|cents|sen|sens|kopiykas|rappen|pence|centimes|kopeks|paise|paisa");
    if (!said &&
        (m->before || s->t.at[n.end].kind == TOKEN_WORD || (n.end < s->n && s->t.at[n.end].kind == TOKEN_DIGITS) ||
         n.v.n < 10 || n.decimal_point || m->a.scaled) &&
        !(m->before && n.words && i > at && n.v.n >= 10 && (spot_punct(s, n.end, '.') || n.end == s->n)))
        return at; /* "15 dollars 50."; "$100 and fifty." */
    if (!said) {
        end = n.end;
        struct decimal bare = {n.v.n, 2};
        if (decimal_add(m->low, bare, &m->low) != OK)
            return at;
        m->high = m->low;
        return end;
    }
    struct decimal add = {n.v.n, 2};
    if (decimal_add(m->low, add, &m->low) != OK)
        return at;
    m->high = m->low;
    return money_after(s, n.end, &end, &cents) != NULL ? end : n.end + 1;
}

static bool same_kind(const struct amount *a, const struct amount *b)
{
    if (a->percent != b->percent && a->percent)
        return false;
    return a->money == NULL || b->money == NULL || str_is(str_of(a->money), b->money);
}

/* The second number of a range at at; takes over its money and scale. */
static bool second(const struct spot *s, size_t at, struct amount *m, bool tight)
{
    struct amount o = {0};
    size_t end = at;

    o.money = money_before(s, at, &end);
    o.before = o.money != NULL;
    if (!amount_number(s, end, &o.b) || o.b.ordinal || o.b.least || (o.b.fraction != m->a.fraction) ||
        s->t.at[at].sent != s->t.at[m->from].sent || o.b.v.n < 0)
        return false;
    if (tight && o.b.digits != m->a.digits && !o.b.scaled)
        return false;
    struct decimal low = m->low, high = o.b.v;
    o.end = suffix(s, o.b.end, &o, &high);
    if (m->before && o.money == NULL)
        o.money = m->money;
    bool first_plain = !m->percent && (m->money == NULL || m->before);
    if (!same_kind(m, &o) || (o.money == NULL && m->money != NULL) || (m->percent && !o.percent))
        return false;
    if (!first_plain && o.percent != m->percent)
        return false;
    /* "2–3 triệu": the scale belongs to both */
    if (o.b.scaled && !m->a.scaled && first_plain && o.b.digits && m->a.digits) {
        struct decimal base;
        struct num plain;
        if ((o.b.digits ? spot_digits(s, end, &plain) : false) && decimal_cmp(low, plain.v) < 0 && plain.v.n > 0 &&
            decimal_div(high, plain.v, 0, 0, &base) == OK && decimal_mul(low, base, &low) != OK)
            return false;
    } else if (o.b.scaled && !m->a.scaled && first_plain && o.b.words && decimal_cmp(low, decimal_of(1000)) < 0) {
        int power = 0;
        size_t e;
        if (spot_scale(s, o.b.end - 1, &power, &e) && decimal_mul(low, number_ten_to(power), &low) != OK)
            return false;
    }
    if (decimal_cmp(low, high) >= 0)
        return false;
    m->low = low, m->high = high;
    m->percent |= o.percent;
    if (o.money != NULL)
        m->money = o.money;
    m->end = o.end;
    m->b = o.b;
    m->range = true;
    return true;
}

/* Is a change told ("tăng từ 12 lên 17", "rose from 12 to 17")? Looks at the words before. */
static bool change_before(const struct spot *s, size_t i)
{
    for (size_t k = i, n = 0; k > 0 && n < 9 && s->t.at[k - 1].sent == s->t.at[i].sent; k--, n++) {
        if (spot_punct(s, k - 1, ';'))
            return false;
        size_t end;
        if (spot_phrase(s, k - 1, LEX_RISE, &end) != NULL || spot_phrase(s, k - 1, LEX_RAISE, &end) != NULL)
            return !spot_any(s, k - 1, "mehr|weniger|plus|minus|nâng|höher|đưa") &&
                   (k == i || !spot_any(s, k - 1, "up|down")); /* went up from 350 to 410 */
    }
    return false;
}

/* The noun at i stands again behind the second number of a range. */
static bool same_noun(const struct spot *s, size_t i, bool pair)
{
    struct num b;
    char one[64], two[64];

    if (s->t.at[i].kind != TOKEN_WORD || s->t.at[i].sent != s->t.at[i + 1].sent ||
        !(pair ? spot_any(s, i + 1, "and|und|và") : spot_any(s, i + 1, "to|đến|tới|bis")))
        return false;
    if (!amount_number(s, i + 2, &b) || s->t.at[b.end].kind != TOKEN_WORD || s->t.at[b.end].sent != s->t.at[i].sent)
        return false;
    return str_eq(spot_lower(s, i, one, sizeof one), spot_lower(s, b.end, two, sizeof two));
}

/* Does a range go on at m->end? */
static void range(const struct spot *s, struct amount *m)
{
    size_t at = m->end;
    const struct token *t = &s->t.at[at];
    bool tight = spot_dash(s, at) && (t->space == SPACE_NONE) == (s->t.at[at + 1].space == SPACE_NONE);

    if (m->a.least)
        return;
    if (tight) {
        if (m->a.words && !spot_glued(s, at))
            return;
        m->dash = second(s, at + 1, m, true);
        return;
    }
    if (t->kind != TOKEN_WORD || t->sent != s->t.at[m->from].sent)
        return;
    bool pair = m->from_word && spot_any(s, m->from, "between|zwischen|giữa");
    if (m->from_word && m->money == NULL && !m->percent && same_noun(s, at, pair))
        t = &s->t.at[++at]; /* between 200 mm and 350 mm: the noun is said twice */
    if (pair ? spot_any(s, at, "and|und|và") : spot_any(s, at, "to|đến|tới|bis")) {
        if (m->from_word && !pair && change_before(s, m->from))
            return;
        bool second_try = !m->from_word && m->from > 0 && spot_any(s, m->from - 1, "from|từ|von");
        if (!m->from_word && (m->a.fraction || (m->bound != 0 && m->bound != BOUND_EXACT) ||
                              (second_try && change_before(s, m->from))))
            return;
        if (!m->from_word && s->lang == LANG_EN && m->a.words != (s->t.at[at + 1].kind == TOKEN_WORD))
            return;
        size_t skip = spot_any(s, at + 1, "zu") && s->lang == LANG_DE;
        (void)second(s, at + 1 + skip, m, false);
        return;
    }
    struct num b;
    if (spot_any(s, at, "or|oder|hoặc|hay") && !m->a.article && spot_number(s, at + 1, &b) && !b.ordinal &&
        b.words == m->a.words && m->a.v.scale == 0 && b.v.n == m->a.v.n + 1)
        (void)second(s, at + 1, m, false);
}

/* "trên 2 tuyến biên giới", "über drei Jahre", "under three pillars": a place or a length, not a bound. */
static bool preposition(const struct spot *s, const struct amount *m)
{
    if (!spot_any(s, m->from, "trên|dưới|over|under|über|unter|above|below|gut|gegen|around|beyond|quá|độ|cỡ|tầm"))
        return false;
    if (m->from > 0 && spot_any(s, m->from, "over") &&
        spot_any(s, m->from - 1,
                 "hand|handed|hands|handing|took|take|takes|taking|taken|turn|turned|turning|preside|presided|"
                 "presides|presiding|carried|rolled|watch|watched|watches|rule|ruled|bridge|spread|fly|flew"))
        return true; /* handed over 50 books */
    if (m->from > 0 &&
        spot_any(s, m->from - 1, "for|after|of|with|from|in|to|at|by|than|lasted|von|mit|nach|seit|auf|für|với|của"))
        return false; /* "for over six hours": a preposition follows no preposition */
    if (m->money != NULL || m->percent || m->a.scaled || m->a.least || m->a.fraction || m->head != m->from + 1)
        return false;
    if (m->a.v.scale > 0 || m->a.v.n >= 10)
        return false;
    if (spot_any(s, m->from, "độ|cỡ|tầm|quá|around|gegen|gut"))
        return false;
    return m->a.article || m->a.v.n < 10;
}

static void limits(struct item *it, const struct amount *m)
{
    struct figure *f = &it->f;

    f->has_low = f->has_high = true;
    f->low = m->low, f->high = m->range ? m->high : m->low;
    f->approx = m->about;
    switch (m->bound) {
    case BOUND_OVER:
        f->has_high = m->range;
        f->low_strict = true;
        break;
    case BOUND_ATLEAST:
        f->has_high = m->range;
        break;
    case BOUND_UNDER:
        f->has_low = m->range;
        f->high_strict = true;
        break;
    case BOUND_ATMOST:
        f->has_low = m->range;
        break;
    default:
        break;
    }
    if (m->a.least) {
        f->has_low = true, f->has_high = false;
        f->low = m->a.v;
        f->high_strict = false;
    }
}

static const char *rule_of(const struct amount *m)
{
    if (m->a.least)
        return "quantity.order_word";
    if (m->a.fraction && !m->money && !m->percent)
        return m->a.digits ? "fraction.digits" : "fraction.words";
    if (m->percent)
        return m->range ? "percent.range" : m->a.words ? "percent.words" : "percent.digits";
    if (m->money != NULL)
        return m->range     ? "money.range"
               : m->before  ? "money.sign_before"
               : m->a.words ? "money.words"
                            : "money.unit_behind";
    return m->range ? "number.range" : m->a.words ? "number.words" : m->a.scaled ? "number.scaled" : "number.digits";
}

/* A bound phrase that closes an amount at i: "or more", "trở lên"; not "and more than 30", "and over 300". */
static const struct lex_entry *closing(const struct spot *s, size_t i, size_t *ret_end)
{
    const struct lex_entry *e = spot_phrase(s, i, LEX_BOUND_AFTER, ret_end);

    if (e == NULL || s->t.at[*ret_end].kind == TOKEN_DIGITS || spot_has(s, *ret_end, LEX_NUMBER) ||
        spot_has(s, *ret_end, LEX_QUANT) || spot_any(s, *ret_end, "than|to|als|a|an"))
        return NULL;
    return e;
}

/* "5 người trở lên", "65 Jahre und älter", "aged 18 years or over": the bound behind the counted noun. */
static const struct lex_entry *behind_noun(const struct spot *s, size_t i)
{
    size_t end;

    for (size_t k = i; k < i + 4 && s->t.at[k].kind == TOKEN_WORD && s->t.at[k].sent == s->t.at[i].sent; k++) {
        const struct lex_entry *e = k > i ? closing(s, k, &end) : NULL;
        if (e != NULL)
            return e;
        if (spot_has(s, k, LEX_STOP) || spot_has(s, k, LEX_NUMBER))
            return NULL;
    }
    return NULL;
}

/* từ 10 triệu trở lên; 100 or more; 100+; 20-plus. Returns the end of the span. */
static size_t bound_behind(const struct spot *s, struct amount *m)
{
    size_t end;
    const struct lex_entry *e = closing(s, m->end, &end);

    if (m->bound != 0)
        return e != NULL && (int)m->bound == e->value ? end : m->end; /* ab 5 aufwärts */
    if (e == NULL && (e = behind_noun(s, m->end)) != NULL)
        end = m->end;
    if (e != NULL && e->value == BOUND_ABOUT)
        m->about = true;
    else if (e != NULL)
        m->bound = (enum bound)e->value;
    if (e != NULL)
        return end;
    bool plus = spot_dash(s, m->end) && spot_glued(s, m->end) && spot_any(s, m->end + 1, "plus|odd");
    if (plus && spot_any(s, m->end + 1, "odd"))
        m->about = true;
    else if (plus || (spot_punct(s, m->end, '+') && spot_glued(s, m->end)))
        m->bound = BOUND_ATLEAST;
    else
        return m->end;
    return m->end + 1 + plus;
}

/* "ab 1. Januar", "ab 2026", "about 5 June": a bound word before a time is none. */
static bool time_behind(const struct spot *s, size_t i)
{
    const struct token *t = &s->t.at[i], *next = &s->t.at[i + 1];
    size_t month = i + 1 + (next->kind == TOKEN_PUNCT && next->cp == '.');
    long long v = spot_int(s, i);

    if (t->kind != TOKEN_DIGITS)
        return false;
    if (t->end - t->at <= 2 && spot_has(s, month, LEX_MONTH) && s->t.at[month].caps != CAPS_NONE)
        return true;
    return spot_any(s, i - 1, "ab") && t->end - t->at == 4 && v > 1900 && v < 2150 &&
           (next->kind != TOKEN_WORD || next->caps == CAPS_NONE);
}

/* Does token i end a number or a share, so that "more than 2025" behind it names a year? */
static bool is_figure_end(const struct spot *s, size_t i)
{
    return spot_punct(s, i, '%') || spot_has(s, i, LEX_PERCENT) || s->t.at[i].kind == TOKEN_DIGITS ||
           spot_has(s, i, LEX_NUMBER) || spot_numeral_de(s, i) || spot_any(s, i, "prozentpunkte|points|cent");
}

static bool start(const struct spot *s, size_t i, struct amount *m)
{
    size_t at = i, end;

    *m = (struct amount){.from = i};
    at = bounds(s, at, m);
    if (at > i + 1 && i > 0 && spot_any(s, at - 1, "als|than") && s->t.at[at].kind == TOKEN_DIGITS &&
        s->t.at[at].end - s->t.at[at].at == 4 && is_figure_end(s, i - 1))
        return false; /* "37,5 % weniger als 2023", "fünf mehr als 2025" */
    if (spot_any(s, i, "über|unter|over|under|trên|dưới") && spot_has(s, i + 1, LEX_BOUND) && at > i + 1 &&
        spot_phrase(s, i, LEX_BOUND, &end) != NULL && end == i + 1)
        return false; /* "ein Vertrag über knapp 6,4 Milliarden": a preposition before the bound */
    if (s->t.at[at].kind == TOKEN_WORD && spot_has(s, at, LEX_FROM) &&
        spot_any(s, at, "từ|from|between|zwischen|von|giữa")) {
        m->from_word = true;
        if (at > i)
            m->from = at; /* "khoảng từ 10 đến 20": approx is kept, the span begins at the bound */
        at = bounds(s, at + 1, m);
    }
    m->head = at;
    if (at == i + 1 && i > 0 && spot_any(s, i, "độ") && s->t.at[i - 1].kind == TOKEN_WORD &&
        !spot_any(s, i - 1, "vào|cách|chừng|khoảng|có|còn|gồm|được|với|là"))
        return false; /* nhiệt độ 38 độ */
    if (at > i && s->t.at[at].kind == TOKEN_DIGITS && spot_skip((struct spot *)(uintptr_t)s, at) > at)
        return false; /* "about 5G" */
    if (at > i && time_behind(s, at))
        return false;
    m->money = money_before(s, at, &end);
    m->before = m->money != NULL;
    const struct lex_entry *code = m->before ? spot_phrase(s, at, LEX_MONEY, &end) : NULL;
    if (m->before)
        at = money_before(s, at, &end) != NULL ? end : at;
    if (m->before && s->t.at[at].space == SPACE_LINE)
        return false;
    if (!amount_number(s, at, &m->a))
        return false;
    if (code != NULL && code->value == 6 && decimal_mul(m->a.v, number_ten_to(6), &m->a.v) != OK)
        return false; /* MUSD 60 */
    if (m->before && (m->a.article || m->a.least || m->a.fraction))
        return false;
    if (s->t.at[at].sent != s->t.at[i].sent)
        return false;
    m->low = m->high = m->a.v;
    m->end = m->a.end;
    return true;
}

/* A number word that is a name or a time of day; returns the token behind it, or 0. */
static size_t no_amount(const struct spot *s, size_t i, const struct amount *m)
{
    size_t clock;
    bool bare = m->money == NULL && !m->percent;
    const struct token *head = &s->t.at[m->head], *next = &s->t.at[m->end];

    if (m->range && bare && !m->a.words && spot_phrase(s, m->end, LEX_CLOCK, &clock) != NULL &&
        decimal_cmp(m->high, decimal_of(24)) <= 0)
        return clock; /* von 6 bis 22 Uhr */
    if (!m->a.words)
        return 0;
    if (s->lang == LANG_DE)
        return i > 0 && spot_any(s, i - 1, "halb") && m->end == m->head + 1 ? m->end : 0; /* um halb neun */
    if (s->lang == LANG_VI)
        return spot_any(s, m->end, "giờ") && spot_any(s, m->end + 1, "sáng|trưa|chiều|tối|đêm") ? m->end + 2 : 0;
    if (m->head != i || m->end != i + 1 || head->caps != CAPS_FIRST || i == 0)
        return 0;
    if (bare && !spot_starts(s, i) && next->caps == CAPS_FIRST && next->space == SPACE_PLAIN &&
        next->kind == TOKEN_WORD && s->t.at[i - 1].caps == CAPS_NONE)
        return m->end + 1; /* Seven Mile Beach: a name, not in a heading */
    bool four = i > 1 && s->t.at[i - 1].caps == CAPS_FIRST && s->t.at[i - 1].kind == TOKEN_WORD &&
                !spot_starts(s, i - 1) && head->space == SPACE_PLAIN && next->caps == CAPS_NONE;
    return four ? m->end : 0; /* the Big Four */
}

/* "at a percentage of 12": the unit stands before, and nothing else is counted. */
static bool percent_before(const struct spot *s, const struct amount *m)
{
    size_t i = m->from;

    return s->lang == LANG_EN && m->money == NULL && !m->a.fraction && i > 1 && spot_any(s, i - 1, "of") &&
           spot_has(s, i - 2, LEX_PERCENT) && s->t.at[m->end].kind != TOKEN_WORD &&
           !(i > 2 && (s->t.at[i - 3].kind == TOKEN_DIGITS || spot_has(s, i - 3, LEX_NUMBER) ||
                       (i > 3 && spot_any(s, i - 3, "per") &&
                        (s->t.at[i - 4].kind == TOKEN_DIGITS || spot_has(s, i - 4, LEX_NUMBER)))));
}

/* "sank von 6,8 auf 5,8 Prozent", "steigt von 12,82 auf 13,90 Euro", "từ 2,8 tăng lên 4,6%": the first of two ends
   shares the per cent or the money of the second, and its scale with the money. */
static void share(const struct spot *s, struct amount *m)
{
    struct num b;
    size_t end, at = m->end;
    int cents;

    if (m->percent || m->money != NULL || !m->a.digits || m->a.scaled || m->range || m->head == 0 ||
        s->t.at[at].kind != TOKEN_WORD || !spot_any(s, m->head - 1, "from|von|từ"))
        return;
    at += s->lang == LANG_VI && spot_any(s, at, "tăng|giảm|nâng|hạ") && spot_any(s, at + 1, "lên|xuống|còn");
    if (!spot_any_in(s, at, "lên|xuống|còn|đến", "to", "auf"))
        return;
    at += 1 + spot_any(s, at + 1, "còn|mức|đến|just|nur|only|knapp|rund|about|gần|hơn|nearly|almost");
    if (s->t.at[at].kind != TOKEN_DIGITS || s->t.at[at].sent != s->t.at[m->from].sent || !spot_number(s, at, &b))
        return;
    if (!b.scaled && percent_after(s, b.end, &end)) {
        m->percent = true;
        return;
    }
    const char *code = money_after(s, b.end, &end, &cents);
    if (code == NULL || cents != 0 || (b.scaled && decimal_cmp(m->a.v, decimal_of(1000)) >= 0) ||
        (b.scaled && b.power == 0) || decimal_mul(m->low, number_ten_to(b.power), &m->low) != OK)
        return;
    m->high = m->low;
    m->money = code;
}

/* "… so với năm 2025" a few words on. */
static bool is_compared(const struct spot *s, size_t i)
{
    for (size_t k = i; k < i + 6 && s->t.at[k].kind == TOKEN_WORD && s->t.at[k].sent == s->t.at[i].sent; k++)
        if (spot_any(s, k, "so") && spot_any(s, k + 1, "với"))
            return true;
    return false;
}

/* Reads on behind the first number: unit, small change, the other end of a range, the bound behind. */
static bool whole(const struct spot *s, size_t i, struct amount *m, size_t *ret_first)
{
    struct decimal v = m->low;

    *ret_first = i;
    if (m->from_word)
        m->from = i;
    m->end = suffix(s, m->end, m, &v);
    m->low = m->high = v;
    if ((m->end > m->a.end || m->before) && m->money != NULL)
        m->end = small_change(s, m->end, m);
    range(s, m);
    if (m->range && m->money == NULL && !m->percent) {
        v = m->high;
        m->end = suffix(s, m->end, m, &v);
    }
    enum bound said = m->bound;
    size_t behind = bound_behind(s, m);
    if (m->from_word && !m->range && behind == m->end && said == m->bound) {
        if (m->head <= i + 1 || (m->bound == 0 && !m->about))
            return false; /* "from" alone is no part of the number */
        *ret_first = i + 1; /* "from more than 400": the bound is the item's beginning */
    }
    if (m->from_word && m->dash && behind == m->end)
        *ret_first = m->from = i + 1; /* "Zuschüsse von 5–7 %": the dash alone makes the range */
    m->end = behind;
    if ((m->bound != 0 || m->about) && preposition(s, m))
        return false;
    if (s->lang == LANG_VI && spot_any(s, i, "cao|thấp|nhiều|ít|lớn") && spot_any(s, i + 1, "hơn") &&
        m->head == i + 2 && m->bound != 0 && (m->percent || is_compared(s, m->end))) {
        m->bound = 0; /* "cao hơn 5 điểm phần trăm", "nhiều hơn 5 cơ quan so với 2025": a change, not a bound */
        *ret_first = m->head;
    }
    if (m->percent && m->bound == BOUND_OVER && spot_any(s, i, "vượt") && m->head == i + 1 &&
        spot_any(s, m->end, "dự|kế|chỉ|mục|nghị|so|mức")) {
        m->bound = 0; /* vượt 5,2% dự toán: by how much, not a bound */
        *ret_first = m->head;
    }
    m->percent |= percent_before(s, m);
    share(s, m);
    return true;
}

static void push_amount(struct spot *s, size_t first, const struct amount *m)
{
    struct item *it = spot_push(s,
                                m->percent         ? FIGURE_PERCENT
                                : m->money != NULL ? FIGURE_MONEY
                                : m->a.fraction    ? FIGURE_FRACTION
                                                   : FIGURE_CARDINAL,
                                first, m->end, rule_of(m));
    limits(it, m);
    it->head = m->head;
    if (m->a.year && !m->range && m->bound == 0 && it->f.cls == FIGURE_CARDINAL) {
        it->f.cls = FIGURE_YEAR;
        it->f.rule = "year";
        it->f.value = decimal_text(s->cx->mem, m->a.v);
    }
    it->end_at = m->end == m->a.end && !m->range ? m->a.end_at : 0;
    it->joined = s->lang == LANG_EN && !m->range && spot_dash(s, m->end) && spot_glued(s, m->end) &&
                 spot_glued(s, m->end + 1) && s->t.at[m->end + 1].kind == TOKEN_WORD;
    it->words = m->a.words;
    it->article = m->a.article && m->bound == 0 && !m->range && !m->percent && m->money == NULL;
    if (m->percent)
        it->f.unit = STR("percent");
    else if (m->money != NULL)
        it->f.unit = str_of(m->money);
}

size_t spot_amount(struct spot *s, size_t i)
{
    struct amount m;
    size_t first, behind;

    if (!start(s, i, &m) || !whole(s, i, &m, &first))
        return i;
    if ((behind = no_amount(s, i, &m)) > 0)
        return behind;
    push_amount(s, first, &m);
    return m.end;
}
