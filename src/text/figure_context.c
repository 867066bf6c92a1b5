/* What the sentence says about a figure: direction of change, denominator or measure, period, status.
   Conservative: where the words do not say it, nothing is set. */
#include <string.h>

#include "text/figure_spot.h"

enum { NEAR_LEFT = 7, NEAR_RIGHT = 4, STATUS_LEFT = 30, STATUS_RIGHT = 20 };

static bool temporal(const struct item *it)
{
    return it->f.cls == FIGURE_YEAR || it->f.cls == FIGURE_DATE || it->f.cls == FIGURE_PERIOD;
}

/* The item that covers token i, or NULL. */
static const struct item *covering(const struct spot *s, size_t i)
{
    return s->t.at[i].item > 0 ? &s->items.at[s->t.at[i].item - 1] : NULL;
}

/* --- direction ------------------------------------------------------------------------------------------------- */

/* "makes up 27.5 %", "growth is 7.4 %", "gained seven titles": a rise word that tells no change of this figure. */
static bool no_change(const struct spot *s, size_t i, const struct item *it)
{
    if (i > 0 && spot_any(s, i, "up|down") &&
        spot_any(s, i - 1,
                 "make|makes|made|making|take|takes|took|set|sets|add|adds|end|ended|speed|step|follow|break|start"))
        return true;
    if (s->lang == LANG_DE && it->f.cls == FIGURE_CARDINAL && it->from == i + 1 && spot_any(s, i, "fiel|fielen"))
        return true; /* es fielen 150 Liter Regen */
    if (spot_any(s, i, "growth") && it->from > i + 1 && spot_any(s, it->from - 1, "to|at"))
        return true; /* cut its forecast for growth to 5.8% */
    if (it->from > i && spot_any(s, i, "higher|lower") && spot_any(s, i + 1, "at"))
        return true; /* closed 1.3 percent lower at $7.45 */
    return it->f.cls == FIGURE_CARDINAL && !spot_any(s, it->to, "points|point|basis") &&
           spot_any(s, i, "gain|gained|gains|cut|raised|reduce|reduced|loss|expanded|advanced");
}

static int rise_left(const struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;
    size_t end;

    for (size_t k = it->from, n = 0; k > 0 && n < NEAR_LEFT && s->t.at[k - 1].sent == sent; k--, n++) {
        size_t i = k - 1;
        if (s->t.at[i].kind == TOKEN_PUNCT && (s->t.at[i].cp == ',' || s->t.at[i].cp == ';' || s->t.at[i].cp == '('))
            return 0;
        const struct lex_entry *e = spot_phrase(s, i, LEX_RISE, &end);
        if (e != NULL && end <= it->from && !no_change(s, i, it))
            return e->value;
        const struct item *other = covering(s, i);
        if (other != NULL && temporal(other)) {
            k = other->from + 1; /* steigen ab dem 1. Juli 2026 um 8 Prozent */
            continue;
        }
        if (other != NULL && !spot_any(s, it->from - 1, "to|lên|xuống|auf|còn|đến"))
            return 0;
        if (spot_any(s, i, "and|và|und|with|với|mit|while|đạt|reached|reaching|which"))
            return 0;
    }
    return 0;
}

/* "… more than in 2023": compared with an earlier time. */
static bool than_before(const struct spot *s, size_t i)
{
    return spot_any(s, i, "than") && spot_any(s, i + 1, "in|last|a|the|during|at");
}

static int rise_right(const struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;
    size_t end;

    if (s->lang == LANG_VI)
        return 0;
    bool share = it->f.cls == FIGURE_PERCENT || it->f.cls == FIGURE_FRACTION;
    if (share && (spot_any(s, it->to, "fewer") || (spot_any(s, it->to, "less") && than_before(s, it->to + 1))))
        return -1;
    if (share && (spot_any(s, it->to, "higher") || (spot_any(s, it->to, "more") && than_before(s, it->to + 1))))
        return 1;
    if (it->f.cls == FIGURE_PERCENT &&
        spot_any(s, it->to, "more|fewer|less")) /* 20 percent more tourists … than in 2023 */
        for (size_t i = it->to + 1; i < it->to + 7 && s->t.at[i].sent == sent; i++)
            if (than_before(s, i))
                return spot_any(s, it->to, "more") ? 1 : -1;
    for (size_t i = it->to, n = 0; n < NEAR_RIGHT && s->t.at[i].sent == sent; i++, n++) {
        if (s->t.at[i].kind == TOKEN_PUNCT && !spot_dash(s, i))
            return 0;
        if (covering(s, i) != NULL && !temporal(covering(s, i)))
            return 0; /* 5 Prozent weniger als drei Millionen: compared with a number, no change */
        const struct lex_entry *e = spot_phrase(s, i, LEX_RISE, &end);
        if (e != NULL && !no_change(s, i, it) &&
            !(n > 1 && spot_any(s, i, "up|down|mehr|plus|minus|cut|rose|fell|grew")))
            return spot_any(s, i, "cut|lower|reduce|loss|gain|gains") && it->f.cls != FIGURE_PERCENT ? 0 : e->value;
        if (spot_has(s, i, LEX_STOP) || s->t.at[i].kind == TOKEN_DIGITS)
            return 0;
    }
    return 0;
}

/* "ging um ein Zehntel auf 1.900 Tonnen zurück", "nahm um 5 Prozent zu": a German verb in two pieces. */
static int parted_verb(const struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;
    size_t k = it->from, end = it->to;

    for (int n = 0; n < 12 && k > 0 && s->t.at[k - 1].sent == sent && !spot_punct(s, k - 1, ',') &&
                    !spot_any(s, k, "ging|gingen|geht|gehen|nahm|nahmen|nimmt|legte|legten");
         n++)
        k--;
    while (end < it->to + 12 && s->t.at[end].sent == sent && s->t.at[end].kind != TOKEN_END &&
           (s->t.at[end].kind != TOKEN_PUNCT || covering(s, end) != NULL))
        end++;
    if (spot_any(s, k, "ging|gingen|geht|gehen") && spot_any(s, end - 1, "zurück"))
        return -1;
    if (spot_any(s, k, "nahm|nahmen|nimmt|legte|legten"))
        return spot_any(s, end - 1, "zu") ? 1 : spot_any(s, end - 1, "ab") ? -1 : 0;
    return 0;
}

static void direction(const struct spot *s, struct item *it)
{
    if (temporal(it) || it->f.cls == FIGURE_ORDINAL)
        return;
    if (it->f.cls == FIGURE_CARDINAL &&
        (it->joined || (it->from > 0 && spot_any(s, it->from - 1, "binnen|innerhalb|within"))))
        return; /* "10-year bonds fell", "sank binnen 48 Stunden" */
    if (it->f.cls == FIGURE_CARDINAL && it->from > 0 && spot_any(s, it->from - 1, "in|trong") &&
        spot_any_in(s, it->to, "giờ|ngày|tuần|tháng|năm", "hours|days|weeks|months|years",
                    "stunden|tagen|wochen|monaten|jahren"))
        return; /* fielen in 48 Stunden */
    it->f.direction = rise_left(s, it);
    if (it->f.direction == 0 && (it->f.cls == FIGURE_PERCENT || it->f.cls == FIGURE_FRACTION || s->lang == LANG_EN))
        it->f.direction = rise_right(s, it);
    if (it->f.direction == 0 && s->lang == LANG_DE && spot_any(s, it->from - (it->from > 0), "um|auf"))
        it->f.direction = parted_verb(s, it);
    if (it->f.direction == 0 && it->f.cls == FIGURE_PERCENT && it->from > 0 && spot_punct(s, it->from - 1, '+'))
        it->f.direction = 1;
    if (it->f.has_low && it->f.low.n < 0 && it->f.cls == FIGURE_PERCENT) {
        it->f.low.n = -it->f.low.n;
        it->f.high = it->f.low;
        it->f.direction = -1;
    }
}

/* --- of -------------------------------------------------------------------------------------------------------- */

static struct str piece(const struct spot *s, size_t from, size_t to)
{
    while (from < to && s->t.at[from].kind == TOKEN_WORD &&
           spot_any(s, from, "and|và|und|the|its|their|all|của|der|die|das|des|dem|den|aller|ihrer|seiner|ihres|"
                       "seines|our"))
        from++;
    if (from >= to)
        return STR("");
    return (struct str){s->text.p + s->t.at[from].at, s->t.at[to - 1].end - s->t.at[from].at};
}

/* Where a noun phrase that begins at i ends: at punctuation, a verb or a preposition other than of. */
static size_t phrase_end(const struct spot *s, size_t i, uint32_t sent)
{
    size_t k = i;

    for (size_t n = 0; n < 9 && s->t.at[k].sent == sent; k++, n++) {
        const struct token *t = &s->t.at[k];
        if (t->kind == TOKEN_PUNCT && !(spot_dash(s, k) && spot_glued(s, k) && spot_glued(s, k + 1)))
            break;
        if (t->kind == TOKEN_DIGITS || t->kind == TOKEN_END || covering(s, k) != NULL)
            break;
        bool noun = k > i && spot_any(s, k - 1, "the|its|their|our"); /* of the work */
        bool small = noun || spot_any(s, k, "of|the|its|their|all|của|tổng|số|der|des|die|das|aller|our|and");
        if (k > i && spot_any(s, k, "and"))
            break;
        if (k == i && spot_any(s, k, "them|it|us|these|those|ihnen|đó"))
            return k + 1;
        struct str w = spot_text(s, k);
        bool inner = s->lang == LANG_EN && k > i && str_ends(w, "ed") && s->t.at[k + 1].kind == TOKEN_WORD &&
                     !spot_has(s, k + 1, LEX_STOP) &&
                     str_ends(spot_text(s, k - 1), "ly"); /* newly registered capital */
        if (!small && !inner &&
            ((spot_has(s, k, LEX_STOP) && !(s->lang == LANG_VI && k == i)) ||
             (s->lang != LANG_VI && spot_has(s, k, LEX_STATUS) && t->caps == CAPS_NONE)))
            break;
        if (s->lang == LANG_DE && t->caps == CAPS_NONE && k > i + 1 && s->t.at[k - 1].caps != CAPS_NONE && !small)
            break;
    }
    return k;
}

static struct str denominator(const struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;
    size_t i = it->to;

    if (s->t.at[i].sent != sent || s->t.at[i].kind != TOKEN_WORD)
        return STR("");
    if (s->lang == LANG_EN) {
        if (!spot_any(s, i, "of"))
            return STR("");
        return piece(s, i + 1, phrase_end(s, i + 1, sent));
    }
    if (s->lang == LANG_DE) {
        if (spot_any(s, i, "davon|hiervon"))
            return spot_text(s, i);
        if (spot_any(s, i, "von|vom|an"))
            return piece(s, i + 1, phrase_end(s, i + 1, sent));
        if (!spot_any(s, i, "der|des|aller|dieser|ihrer|seiner|ihres|seines|dieses") && s->t.at[i].caps == CAPS_NONE)
            return STR("");
        return piece(s, i, phrase_end(s, i, sent));
    }
    if (spot_any(s, i, "của|trong|trên"))
        i++;
    else if (spot_has(s, i, LEX_STOP) && !spot_any(s, i, "tổng|số") && !spot_any(s, i + 1, "tiêu"))
        return STR("");
    return piece(s, i, phrase_end(s, i, sent));
}

/* The sentence's first noun phrase, behind an opening "In 2025,": what "…, a 7.4% increase" speaks of. */
static struct str subject(const struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;
    size_t i = it->from;

    if (s->lang == LANG_DE)
        return STR("");
    while (i > 0 && s->t.at[i - 1].sent == sent)
        i--;
    while (s->t.at[i].kind == TOKEN_PUNCT && i < it->from)
        i++;
    if (spot_has(s, i, LEX_STOP) && !spot_any(s, i, "the|its|their|our|a|tổng")) {
        while (i < it->from && !spot_punct(s, i, ','))
            i++;
        i++;
    }
    size_t end = i < it->from ? phrase_end(s, i, sent) : i;
    if (end >= it->from || end == i || end - i > 7)
        return STR("");
    return piece(s, i, end);
}

/* The measure that grew: "in terms of X", "increase in X", "về X", or the subject before the verb. */
static struct str measure(const struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;

    for (size_t i = it->to, n = 0; n < 18 && s->t.at[i].sent == sent; i++, n++) {
        if (covering(s, i) != NULL && !temporal(covering(s, i)))
            break;
        if (spot_any(s, i, "in") && spot_any(s, i + 1, "terms") && spot_any(s, i + 2, "of"))
            return piece(s, i + 3, phrase_end(s, i + 3, sent));
        if (spot_any(s, i, "về") && n < 8)
            return piece(s, i + 1, phrase_end(s, i + 1, sent));
        if (n == 1 && spot_any(s, i, "in|of") && spot_has(s, i - 1, LEX_RISE))
            return piece(s, i + 1, phrase_end(s, i + 1, sent));
    }
    size_t verb = it->from, stop;
    for (size_t n = 0; verb > 0 && n < NEAR_LEFT && s->t.at[verb - 1].sent == sent; verb--, n++)
        if (spot_phrase(s, verb - 1, LEX_RISE, &stop) != NULL)
            break;
    if (verb == 0 || spot_phrase(s, verb - 1, LEX_RISE, &stop) == NULL)
        return subject(s, it);
    size_t end = verb - 1;
    if (s->lang == LANG_DE && verb + 1 < it->from && !spot_any(s, verb, "um|auf|von|in|im|der|des|zu|sich")) {
        size_t to = phrase_end(s, verb, sent);
        if (to > verb && to < it->from)
            return piece(s, verb, to); /* sank die Hilfe um 10 Prozent */
    }
    if (spot_any(s, end + 1, "in|of|der|des|von") && end + 2 < it->from && !spot_has(s, end + 2, LEX_NUMBER))
        return piece(s, end + 2, phrase_end(s, end + 2, sent) < it->from ? phrase_end(s, end + 2, sent) : it->from);
    while (end > 0 && s->t.at[end - 1].sent == sent &&
           (spot_any(s, end - 1, "has|have|had|is|are|đã|cũng|lại|được|by|an|a|hat|sich|ist|also|mức|tốc|độ|up|ước") ||
            spot_punct(s, end - 1, ',') || (covering(s, end - 1) != NULL && temporal(covering(s, end - 1)))))
        end--;
    size_t begin = end;
    while (begin > 0 && s->t.at[begin - 1].sent == sent && s->t.at[begin - 1].kind == TOKEN_WORD && end - begin < 8 &&
           covering(s, begin - 1) == NULL &&
           (!spot_has(s, begin - 1, LEX_STOP) || spot_any(s, begin - 1, "of|the|số|tổng|von|der|des|and")) &&
           !spot_any(s, begin - 1, "năm|quý|tháng"))
        begin--;
    if (begin > 1 && spot_any(s, begin, "s") && spot_glued(s, begin) && s->t.at[begin - 1].kind == TOKEN_PUNCT &&
        spot_glued(s, begin - 1))
        begin -= 2; /* Vietnam's GDP */
    return piece(s, begin, end);
}

/* "fell from 2.4 in 2023 to 1.9 in 2024": the second number of a change has the direction of the first. */
static void pairs(const struct spot *s)
{
    for (size_t k = 1; k < s->items.n; k++) {
        struct item *it = &s->items.at[k];
        const struct item *a = &s->items.at[k - 1];
        if (temporal(a) && k > 1)
            a = &s->items.at[k - 2];
        if (it->f.direction == 0 && !temporal(it) && a->f.direction != 0 && a->f.cls == it->f.cls && it->from > 0 &&
            it->from - a->to <= 8 && s->t.at[a->from].sent == s->t.at[it->from].sent && a->from > 0 &&
            spot_any(s, it->from - 1, "to|xuống|lên|còn|auf") && spot_any(s, a->from - 1, "from|từ|von"))
            it->f.direction = a->f.direction;
    }
}

static void of(const struct spot *s, struct item *it)
{
    if (it->f.cls != FIGURE_PERCENT && it->f.cls != FIGURE_FRACTION && !(it->f.direction != 0))
        return;
    if (it->f.cls == FIGURE_FRACTION && spot_any(s, it->from, "every"))
        it->f.of = piece(s, it->to, it->to + 1); /* every third visitor */
    else if (it->f.cls == FIGURE_FRACTION && it->to > it->head + 2 && spot_any(s, it->head + 1, "in|out|von") &&
        s->t.at[it->to].kind == TOKEN_WORD && !spot_has(s, it->to, LEX_STOP))
        it->f.of = piece(s, it->to, it->to + 1); /* one in five callers */
    else if (it->f.direction == 0)
        it->f.of = denominator(s, it);
    else if (it->f.cls == FIGURE_PERCENT)
        it->f.of = measure(s, it);
}

/* --- status ---------------------------------------------------------------------------------------------------- */

static const char *status_name_of(int mark)
{
    static const char *const names[] = {NULL, "done", "under_way", "planned", "wish"};

    return names[mark];
}

/* "werden vermisst", "wird auf 3 Millionen geschätzt": werden with a verb of a state tells of now, nothing planned. */
static bool passive_of_now(const struct spot *s, size_t i)
{
    if (s->lang != LANG_DE || !spot_any(s, i, "wird|werden"))
        return false;
    size_t end = i + 1;
    while (end < i + STATUS_RIGHT && s->t.at[end].sent == s->t.at[i].sent && s->t.at[end].kind != TOKEN_END &&
           (s->t.at[end].kind != TOKEN_PUNCT || covering(s, end) != NULL))
        end++;
    for (int k = 0; k < 2; k++) /* "…, die noch vermisst werden" has the verb before */
        if (spot_any(s, k == 0 ? end - 1 : i - (i > 0),
                     "vermisst|geschätzt|beziffert|vermutet|behandelt|betrieben|genutzt|bewohnt|gezählt|befürchtet|"
                     "genannt|angegeben|gerechnet|finanziert|benötigt|gebraucht|gesprochen|verwendet|exportiert|"
                     "festgehalten|beschäftigt|verlangt|geboten|notiert|gehandelt|veranschlagt|taxiert|bewertet|"
                     "gemessen|registriert|verzeichnet|produziert|hergestellt|angebaut|verarbeitet|transportiert|"
                     "unterrichtet|betreut|versorgt|gepflegt|bezahlt|vertreten|verbraucht|gesucht|gesendet"))
            return true;
    return false;
}

/* "above the target", "vượt kế hoạch", "über dem Ziel": a plan as what something is measured by. */
static bool measured_by(const struct spot *s, size_t i)
{
    if (!spot_any_in(s, i, "kế|mục|chỉ|dự", "target|targets|forecast|forecasts|goal|expected|projected",
                     "ziel|prognose|erwartet"))
        return false;
    if (s->lang == LANG_EN && spot_any(s, i, "expected|projected"))
        return i > 0 && spot_any(s, i - 1, "than");
    size_t k = i;
    for (int n = 0; n < 3 && k > 0 && s->t.at[k - 1].sent == s->t.at[i].sent &&
                    spot_any(s, k - 1, "the|its|their|a|an|annual|official|government|average|dem|das|den|der|ihrem|"
                                       "seinem|eigenen|s|year|full|mức|cả|năm");
         n++)
        k--;
    return k > 0 && s->t.at[k - 1].sent == s->t.at[i].sent &&
           spot_any_in(s, k - 1, "vượt|hơn|bằng|đạt|với",
                       "above|below|beat|beating|beats|exceeding|exceeded|exceeds|over|surpassed|surpassing|"
                       "missed|missing|than|of|topped|topping|short|from",
                       "über|unter|als|übertraf|gegenüber|oberhalb|unterhalb");
}

/* The mark of a status at i; NULL also where the word is a counted noun: "2 kiến nghị", "98,7 % kế hoạch". */
static const struct lex_entry *mark_at(const struct spot *s, size_t i, size_t *ret_end)
{
    const struct lex_entry *e = spot_phrase(s, i, LEX_STATUS, ret_end);

    if (e == NULL || e->value == 0)
        return NULL; /* sắp xếp */
    if (e->value == MARK_PLANNED && passive_of_now(s, i))
        return NULL;
    if (spot_any(s, i, "schlug|schlägt") && *ret_end == i + 1) { /* "schlug … vor", not "schlug … um" */
        for (size_t k = i + 1; k < i + STATUS_RIGHT && s->t.at[k].sent == s->t.at[i].sent; k++)
            if (spot_any(s, k, "vor") && s->t.at[k + 1].kind != TOKEN_WORD)
                return e;
        return NULL;
    }
    return s->lang == LANG_VI && i > 0 && spot_has(s, i, LEX_NOUN) && covering(s, i - 1) != NULL ? NULL : e;
}

static bool clause_ends(const struct spot *s, size_t i, bool comma)
{
    return s->t.at[i].kind == TOKEN_PUNCT && (s->t.at[i].cp == ';' || (comma && s->t.at[i].cp == ','));
}

/* A verb of result at i: is it under another marker (sẽ hoàn thành, wird … haben)? Then *ret_mark is that one. True
   when it is an infinitive behind "to" and another marker must be looked for. */
static bool before_done(const struct spot *s, size_t i, uint32_t sent, int *ret_mark)
{
    size_t end;

    if (i > 0 && spot_any(s, i - 1, "to|would|could|should"))
        return true;
    for (size_t k = i, n = 0; k > 0 && n < 4 && s->t.at[k - 1].sent == sent; k--, n++) {
        if (s->t.at[k - 1].kind == TOKEN_PUNCT)
            return false;
        const struct lex_entry *e = mark_at(s, k - 1, &end);
        if (e != NULL && e->value != MARK_DONE && end <= i + 1 && s->lang != LANG_DE) {
            *ret_mark = e->value;
            return false;
        }
    }
    return false;
}

static int mark_left(const struct spot *s, size_t from, bool comma)
{
    uint32_t sent = s->t.at[from].sent;
    size_t end;

    for (size_t k = from, n = 0; k > 0 && n < STATUS_LEFT && s->t.at[k - 1].sent == sent; k--, n++) {
        if (clause_ends(s, k - 1, comma))
            return 0;
        const struct lex_entry *e = mark_at(s, k - 1, &end);
        if (e == NULL || end > from)
            continue;
        if (e->value == MARK_PLANNED && end + spot_any(s, end, "of|von|là") != from && measured_by(s, k - 1))
            continue; /* but "mục tiêu 8%": that is what is planned */
        int best = e->value;
        /* "is promoting": the longer phrase may begin a word earlier */
        for (size_t back = 2; back <= 3 && k >= back; back++) {
            const struct lex_entry *longer = spot_phrase(s, k - back, LEX_STATUS, &end);
            if (longer != NULL && end >= k && s->t.at[k - back].sent == sent)
                best = longer->value;
        }
        if (best == MARK_DONE && before_done(s, k - 1, sent, &best))
            continue; /* "aims to have": an infinitive tells nothing by itself */
        return best;
    }
    return 0;
}

/* "I hope that next year, we shall have twelve": the hope stands over the marks behind it. */
static bool hoped(const struct spot *s, size_t from)
{
    for (size_t k = from, n = 0; k > 0 && n < STATUS_LEFT && s->t.at[k - 1].sent == s->t.at[from].sent; k--, n++) {
        if (clause_ends(s, k - 1, false))
            return false;
        if (spot_any(s, k - 1, "hope|hopes|wish|wishes|mong|hy|kỳ|hoffe|hoffen|hofft|wünsche") &&
            spot_has(s, k - 1, LEX_STATUS))
            return true;
    }
    return false;
}

static int mark_right(const struct spot *s, size_t to, uint32_t sent, bool comma)
{
    size_t end;

    for (size_t i = to, n = 0; n < STATUS_RIGHT && s->t.at[i].sent == sent; i++, n++) {
        if (clause_ends(s, i, comma))
            return 0;
        const struct lex_entry *e = mark_at(s, i, &end);
        if (e != NULL && s->t.at[i].caps == CAPS_NONE && !(e->value == MARK_PLANNED && measured_by(s, i)))
            return e->value;
    }
    return 0;
}

/* Does the figure's own part of the sentence hold a passive of now? Then the rest of the sentence does not count. */
static bool part_is_now(const struct spot *s, const struct item *it)
{
    uint32_t sent = s->t.at[it->from].sent;
    size_t k = it->from;

    for (int n = 0; n < STATUS_LEFT && k > 0 && s->t.at[k - 1].sent == sent && !clause_ends(s, k - 1, true); n++, k--)
        if (passive_of_now(s, k - 1))
            return true;
    return false;
}

/* "Die Stadt meldete 300 Fälle": a weak verb of the past between its subject and the figure, no adjective. */
static bool weak_past(const struct spot *s, const struct item *it)
{
    size_t i = it->from - 1;
    struct str w = it->from > 1 ? spot_text(s, i) : STR("");

    return w.n > 5 && s->t.at[i].caps == CAPS_NONE && s->t.at[i].sent == s->t.at[it->from].sent &&
           (str_ends(w, "te") || str_ends(w, "ten")) && !spot_has(s, i, LEX_STOP) && !spot_has(s, i, LEX_BOUND) &&
           !spot_any(s, i, "ersten|letzten|zweiten|dritten|nächsten|gesamten|meisten|besten|weitesten|heute|könnte|"
                           "könnten|möchte|möchten|sollte|sollten|müsste|müssten|dürfte|dürften|rechte|echte") &&
           s->t.at[i - 1].kind == TOKEN_WORD && s->t.at[i - 1].sent == s->t.at[i].sent &&
           s->t.at[i - 1].caps != CAPS_NONE && !spot_has(s, i - 1, LEX_STOP);
}

static void status(const struct spot *s, struct item *it)
{
    if (temporal(it) || it->f.cls == FIGURE_ORDINAL)
        return;
    size_t end;
    const struct lex_entry *next = s->lang == LANG_EN ? spot_phrase(s, it->to, LEX_STATUS, &end) : NULL, *more = NULL;
    if (next != NULL && spot_any(s, it->to, "was|were|had|has|have") && end == it->to + 1)
        more = spot_phrase(s, end, LEX_STATUS, &end);
    if (more != NULL && more->value != MARK_DONE)
        next = more; /* two were under way */
    uint32_t sent = s->t.at[it->from].sent;
    int mark = next != NULL && s->t.at[it->to].sent == sent ? next->value : 0;
    for (int comma = 1; comma >= 0 && mark == 0; comma--) { /* its own part of the sentence first */
        mark = mark_left(s, it->from, comma);
        if (mark == 0)
            mark = mark_right(s, it->to, sent, comma);
        if (mark == 0 && s->lang == LANG_DE && part_is_now(s, it))
            break;
    }
    if (mark == 0 && s->lang == LANG_DE && weak_past(s, it))
        mark = MARK_DONE;
    if (mark == 0 && s->lang == LANG_EN && it->from > 0 && s->t.at[it->from - 1].caps == CAPS_NONE &&
        s->t.at[it->from - 1].sent == sent && s->t.at[it->from - 1].end - s->t.at[it->from - 1].at > 4 &&
        str_ends(spot_text(s, it->from - 1), "ed"))
        mark = MARK_DONE; /* the clinic treated 1,204 patients */
    if (mark != 0 && hoped(s, it->from))
        mark = MARK_WISH;
    it->f.status = status_name_of(mark);
}

/* --- period ---------------------------------------------------------------------------------------------------- */

/* "so với năm 2023", "compared with 2023", "gegenüber 2023", "up 15% from 2023": token i ends words that say what
   follows is compared with. */
static bool compares(const struct spot *s, size_t i, enum figure_class cls)
{
    size_t end;

    if (spot_any_in(s, i, "so", "than|compared|versus|vs|against|relative", "gegenüber|verglichen|vergleich"))
        return true;
    if (s->lang == LANG_DE)
        return spot_any(s, i, "als") && i > 0 && s->t.at[i - 1].caps == CAPS_NONE; /* mehr als, höher als */
    if (s->lang == LANG_VI)
        return i > 0 && spot_any(s, i, "hơn") && spot_any(s, i - 1, "cao|thấp|nhiều|ít|lớn|nhỏ|kém");
    if (cls == FIGURE_DATE ||
        !(spot_any(s, i, "from") || (cls == FIGURE_YEAR && spot_any(s, i, "on|over"))))
        return false; /* "rose on 12 May 2025", "grew over 2021–2025" are no comparisons */
    for (size_t k = i, n = 0; k > 0 && n < 8 && s->t.at[k - 1].sent == s->t.at[i].sent; k--, n++)
        if (spot_phrase(s, k - 1, LEX_RISE, &end) != NULL || spot_any(s, k - 1, "unchanged"))
            return true;
    return false;
}

/* "€4.1 billion (2023: €3.8 billion)": a time that heads the figures of its brackets only. */
static bool heads_brackets(const struct spot *s, const struct item *it)
{
    return temporal(it) && it->from > 0 && spot_punct(s, it->from - 1, '(') && spot_punct(s, it->to, ':');
}

/* Is the time of item k only what something is compared with? Looks left over the words that lead to it, and over a
   figure of that time ("compared with 12 million in 2023"). */
static bool is_base(const struct spot *s, size_t k)
{
    const struct item *it = &s->items.at[k];
    uint32_t sent = s->t.at[it->from].sent;

    if (heads_brackets(s, it))
        return true;
    for (size_t i = it->from, n = 0; i > 0 && n < 8 && s->t.at[i - 1].sent == sent; n++) {
        const struct item *other = covering(s, i - 1);
        if (other != NULL && (temporal(other) || n > 5))
            return false;
        if (other != NULL) {
            i = other->from;
            continue;
        }
        i--;
        if (s->t.at[i].kind != TOKEN_WORD)
            return false;
        if (compares(s, i, it->f.cls))
            return true;
        const struct item *list = i > 0 && spot_any(s, i, "and|und|và") ? covering(s, i - 1) : NULL;
        if (list != NULL && temporal(list))
            return is_base(s, (size_t)(list - s->items.at)); /* against 10 million in 2023 and 8 million in 2022 */
        if (spot_any(s, i, "and|und|và|đạt|là|nhưng|but|while|up|to|lên"))
            return false;
    }
    return false;
}

/* A time that can be a figure's period: its year is said. */
static bool gives(const struct item *it)
{
    return temporal(it) && it->f.value != NULL && it->f.value[0] != '-';
}

/* "by 2030", "bis Ende 2026", "trước ngày 31/12/2026": a time something is to be reached by. */
static bool deadline(const struct spot *s, const struct item *it)
{
    size_t i = it->from;

    for (int n = 0; n < 4 && i > 0 && s->t.at[i - 1].sent == s->t.at[it->from].sent &&
                    spot_any(s, i - 1, "the|end|of|year|năm|ngày|hết|cuối|jahr|jahre|ende|zum|dem|mid");
         n++)
        i--;
    if (it->deadline)
        return true;
    return i > 0 && s->t.at[i - 1].sent == s->t.at[it->from].sent &&
           (spot_any(s, i - 1, "by|until|till|bis|before|trước|spätestens") ||
            (spot_any(s, i - 1, "đến|tới") && i > 1 && !spot_any(s, i - 2, "tính|từ") && i < it->from));
}

/* "17 pairs in 2025", "2,4 tỷ USD năm 2023", "12 Mio. (2023)": the period right behind the figure, only a few plain
   words between. */
static const char *hanging(const struct spot *s, size_t k, size_t to)
{
    const struct item *it = &s->items.at[k], *next = k + 1 < to ? &s->items.at[k + 1] : NULL;

    if (next == NULL || !gives(next) || next->from - it->to > 6 || (next->f.cls == FIGURE_DATE && !deadline(s, next)))
        return NULL;
    if (deadline(s, next)) {
        for (size_t i = it->to; i < next->from; i++)
            if (s->t.at[i].kind != TOKEN_WORD || spot_any(s, i, "and|und|và"))
                return NULL;
        return next->f.value; /* 2 million by 2045 */
    }
    if (next->from == it->to + 1 && spot_punct(s, it->to, '(') && spot_punct(s, next->to, ')'))
        return next->f.value;
    size_t link = next->from;
    while (link > it->to && spot_any(s, link - 1, "the|den|dem|der|des|jahr|jahre|jahres|fiscal|year"))
        link--;
    if (link == it->to || (!spot_any(s, link - 1, "in|năm|trong|im|of|during|von|for|für|vào|của|hồi") &&
                           !spot_any(s, next->from - 1, "jahr|jahres")))
        return NULL;
    for (size_t i = it->to; i < link; i++)
        if (s->t.at[i].kind != TOKEN_WORD ||
            spot_any(s, i,
                     "and|und|và|since|seit|from|than|với|so|gegenüber|als|compared|over|on|against|versus|vs|"
                     "same|cùng"))
            return NULL;
    return next->f.value;
}

static void periods(struct spot *s, size_t from, size_t to)
{
    const char *first = NULL, *before = NULL, *earlier = s->last_period;

    for (size_t k = from; k < to && first == NULL; k++)
        if (gives(&s->items.at[k]) && !is_base(s, k))
            first = s->items.at[k].f.value;
    for (size_t k = from; k < to; k++) {
        struct item *it = &s->items.at[k];
        if (temporal(it)) {
            if (!gives(it) || is_base(s, k))
                continue;
            before = it->f.value;
            if (!deadline(s, it))
                s->last_period = before; /* "by 2030" holds in its own sentence only */
            continue;
        }
        const struct item *head = k > from ? &s->items.at[k - 1] : NULL;
        const char *own = head != NULL && heads_brackets(s, head) && it->from <= head->to + 1 && gives(head)
                              ? head->f.value
                              : hanging(s, k, to);
        it->f.period = own != NULL ? own : before != NULL ? before : first != NULL ? first : earlier;
    }
}

void spot_context(struct spot *s)
{
    for (size_t k = 0; k < s->items.n; k++)
        direction(s, &s->items.at[k]);
    pairs(s);
    for (size_t k = 0; k < s->items.n; k++) {
        of(s, &s->items.at[k]);
        status(s, &s->items.at[k]);
    }
    for (size_t k = 0, from; k < s->items.n;) {
        from = k;
        uint32_t sent = s->t.at[s->items.at[k].from].sent;
        while (k < s->items.n && s->t.at[s->items.at[k].from].sent == sent)
            k++;
        periods(s, from, k);
    }
}
