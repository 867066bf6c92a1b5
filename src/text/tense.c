/* See tense.h. Small closed lists of auxiliaries, and endings where a language has them; no grammar. */
#include "text/tense.h"

#include <string.h>

/* The closed lists. Names end in the language. */
static const char *const no_past_behind_en =
    "is are be been being was were has have had having get gets got the a an of in on by with for at to and or "
    "as its their more most newly no every each this these those than not";
static const char *const no_past_en =
    "need speed indeed united hundred sacred seed feed exceed proceed";
static const char *const participles_en =
    "been become held led made taken given brought set seen won built met begun grown risen gone done put drawn "
    "paid sent written left kept shown fallen";
static const char *const planning_en =
    "plans plan planned intends intend expected scheduled set aims aim aimed hopes due";
static const char *const participles_de =
    "worden empfangen erhalten vergeben betreten unterschrieben unterzeichnet begonnen gewonnen verliehen "
    "übernommen vertreten beschlossen verabschiedet unternommen entschieden bekommen verloren vorgesehen";
static const char *const adjectives_de =
    "heute weite weiten breite breiten letzte letzten rechte gute guten erste ersten zweite zweiten dritte "
    "dritten vierte fünfte sechste siebte achte neunte zehnte konkrete konkreten gesamte gesamten private "
    "privaten bekannte direkte direkten alten beste besten nächste nächsten möchte möchten könnte könnten "
    "sollten bitte mitten unten weitesten";
static const char *const planning_de =
    "soll sollen will wollen plant planen beabsichtigt beabsichtigen voraussichtlich geplant vorgesehen";
static const char *const participles_of_being_de =
    "worden gestiegen gewachsen gesunken gefallen geworden";
static const char *const no_past_before_de =
    "der die das den dem des ein eine einer einen einem zentral neu zur zum im am für mit von als";

struct scan {
    struct ctx *cx;
    struct str text;
    struct wordlist w;
    struct tense *t;
};

static bool is_any(struct str low, const char *list)
{
    return str_listed(low, list);
}

static struct str raw(const struct scan *s, size_t i)
{
    return str_sub(s->text, s->w.at[i].start, s->w.at[i].end);
}

/* The word as it stands, first letter small: marks keep their place, unlike in word.low. */
static bool is_word(const struct scan *s, size_t i, const char *list)
{
    struct str r = raw(s, i);
    char small[64];

    if (r.n >= sizeof small)
        return false;
    memcpy(small, r.p, r.n);
    if (r.n > 0 && small[0] >= 'A' && small[0] <= 'Z')
        small[0] = (char)(small[0] + 32);
    if (r.n > 1 && small[0] == '\xC4' && small[1] == '\x90') /* Đ */
        small[1] = '\x91';
    return is_any((struct str){small, r.n}, list);
}

static void mark(const struct scan *s, bool future, size_t from, size_t to)
{
    struct tense_mark m = {s->w.at[from].start, s->w.at[to].end};
    size_t *n = future ? &s->t->n_future : &s->t->n_done;

    if (*n == 0)
        *(future ? &s->t->future : &s->t->done) = m;
    ++*n;
}

static bool pair_is(const struct scan *s, size_t i, const char *first, const char *second)
{
    return i + 1 < s->w.n && is_word(s, i, first) && is_word(s, i + 1, second);
}

static void scan_vi(struct scan *s)
{
    for (size_t i = 0; i < s->w.n; i++) {
        if (is_word(s, i, "đã") && i + 2 < s->w.n && is_word(s, i + 1, "và") && is_word(s, i + 2, "đang"))
            s->t->ongoing = true;
        else if (is_word(s, i, "đã vừa"))
            mark(s, false, i, i);
        else if (is_word(s, i, "sẽ sắp"))
            mark(s, true, i, i);
        else if (pair_is(s, i, "dự phấn hướng hướng kỳ đặt", "kiến định đấu tới đến vọng"))
            mark(s, true, i, i + 1);
        else if (pair_is(s, i, "mục", "tiêu") && i > 0 && is_word(s, i - 1, "đặt"))
            mark(s, true, i - 1, i + 1);
        else if (pair_is(s, i, "thời", "gian") && i + 2 < s->w.n && is_word(s, i + 2, "tới"))
            mark(s, true, i, i + 2);
        else if (is_word(s, i, "đang") || pair_is(s, i, "xúc", "tiến"))
            s->t->ongoing = true;
    }
}

static const char *const past_en =
    "became began brought built came chose drew gave got grew held knew led left lost made met paid ran rose said "
    "saw sent set showed sold spent spoke stood took taught told thought went won wrote fell kept put saw hit";

static bool ends(struct str w, const char *tail)
{
    return str_ends(w, tail) && w.n > strlen(tail) + 1;
}

/* Words behind which "-ed" is no finite verb: an auxiliary has spoken already, or it stands before a noun. */
static bool blocks_past(const struct scan *s, size_t i)
{
    if (i == 0)
        return true;
    if (s->w.at[i].joined)
        return true;
    return is_word(s, i - 1, no_past_behind_en) ||
           ends(s->w.at[i - 1].low, "ly");
}

static const char *const present_en =
    "is are am continues continue remains remain plays play serves serve has have marks mark shows show expects "
    "expect aims aim plans plan intends intend says say brings bring helps help needs need wants want makes make "
    "focuses focus works work coordinates coordinate reflects reflect provides provide affirms affirm "
    "demonstrates demonstrate becomes become includes include creates create promotes promote contributes "
    "contribute considers consider identifies identify sets set takes take seeks seek supports support can may "
    "must should could would will shall cannot gives give covers cover opens open hosts host receives receive "
    "leads lead uses use requires require";

/* Is the first verb of the sentence a simple past? Leading phrases ("In 2026, …") are stepped over. */
static void main_verb_en(struct scan *s)
{
    for (size_t i = 0; i < s->w.n; i++) {
        struct str low = s->w.at[i].low;
        bool past = (ends(low, "ed") && !is_any(low, no_past_en)) ||
                    is_any(low, past_en);
        if (i > 0 && is_any(low, present_en))
            return;
        if (is_any(low, "was were had did"))
            return;
        if (!past || blocks_past(s, i) || s->w.at[i].upper)
            continue;
        s->t->main_past = true;
        if (s->t->n_done == 0)
            s->t->done = (struct tense_mark){s->w.at[i].start, s->w.at[i].end};
        return;
    }
}

static bool participle_near(const struct scan *s, size_t i)
{
    for (size_t k = i + 1; k < s->w.n && k <= i + 4; k++)
        if (ends(s->w.at[k].low, "ed") || is_any(s->w.at[k].low, participles_en))
            return true;
    return false;
}

static void scan_en(struct scan *s)
{
    for (size_t i = 0; i < s->w.n; i++) {
        if (is_word(s, i, "will shall"))
            mark(s, true, i, i + 1 < s->w.n ? i + 1 : i);
        else if (pair_is(s, i, planning_en, "to") &&
                 !is_word(s, i, "aimed"))
            mark(s, true, i, i + 1);
        else if (pair_is(s, i, "is are", "to") && i + 2 < s->w.n)
            mark(s, true, i, i + 2);
        else if (is_word(s, i, "planned") && i > 0 && is_word(s, i - 1, "is are"))
            mark(s, true, i - 1, i);
        else if (is_word(s, i, "was were did") || (is_word(s, i, "has have had") && participle_near(s, i)))
            mark(s, false, i, i + 1 < s->w.n ? i + 1 : i);
    }
    main_verb_en(s);
    if (s->t->main_past)
        s->t->n_done++;
}

static bool clause_ends(const struct scan *s, size_t i)
{
    if (i + 1 >= s->w.n)
        return true;
    struct str gap = str_sub(s->text, s->w.at[i].end, s->w.at[i + 1].start);
    for (size_t k = 0; k < gap.n; k++)
        if (strchr(",;:.!?()", gap.p[k]) != NULL)
            return true;
    return is_word(s, i + 1, "und oder sowie");
}

static bool is_participle(struct str w)
{
    if (ends(w, "t"))
        return true;
    if (str_starts(w, "ge") || (str_find(w, STR("ge")) >= 2 && str_find(w, STR("ge")) <= 4)) /* abgeschlossen */
        return ends(w, "en");
    return is_any(w, participles_de);
}

/* The verb that closes the clause of "wird": an infinitive makes a future, a participle a passive. Nouns at the end of
   a part of the clause (they have capitals) are stepped over. */
static bool infinitive_closes(const struct scan *s, size_t i, size_t *ret_at)
{
    for (size_t k = i + 1; k < s->w.n; k++) {
        struct str low = s->w.at[k].low;
        if (!clause_ends(s, k) || s->w.at[k].upper)
            continue;
        if (is_any(low, "aus an auf vor ein ab mit zu bei nach weiter")) /* a separated prefix: not this verb */
            return false;
        if (is_any(low, "sollen wollen können müssen dürfen")) /* "abgeschlossen werden sollen": the modal says it */
            return false;
        *ret_at = k;
        bool infinitive = ends(low, "en") || ends(low, "rn") || ends(low, "ln") || is_any(low, "sein tun");
        return infinitive && !is_participle(low) && !is_any(low, "worden");
    }
    return false;
}

static const char *const past_de =
    "war waren hatte hatten gab gaben trug trugen nahm nahmen fand fanden stieg stiegen gewann gewannen empfing "
    "empfingen hielt hielten ging gingen kam kamen stand standen zog zogen trieb trieben schloss schlossen begann "
    "begannen erhielt erhielten lag lagen sprach sprachen traf trafen unterstrich unterstrichen wies wiesen bot "
    "boten lief liefen rief riefen ließ ließen verlieh schuf schufen brachte brachten sank sanken fiel fielen "
    "betrug betrugen lud luden konnte konnten sollte wollte musste durfte beschloss beschlossen";

static bool is_weak_past(const struct scan *s, size_t i)
{
    struct str low = s->w.at[i].low;

    if (s->w.at[i].upper || !(ends(low, "te") || ends(low, "ten")) || low.n < 6)
        return false;
    if (is_any(low, adjectives_de) ||
        ((str_ends(low, "ste") || str_ends(low, "sten")) && !str_ends(low, "leistete") && !str_ends(low, "ieste")))
        return false;
    if (str_ends(low, "ten") && !str_ends(low, "teten") && strchr("knzgbmf", low.p[low.n - 4]) == NULL)
        return false; /* erwarten, leisten, richten: the stem itself ends in t */
    /* "vertiefte Zusammenarbeit" is an adjective; "betonte Frau …" would be missed, which is the safe side */
    bool noun_follows = i + 1 < s->w.n && s->w.at[i + 1].upper && !clause_ends(s, i);
    bool article_before = i > 0 && is_word(s, i - 1, no_past_before_de);
    return !noun_follows && !article_before;
}

static void scan_de(struct scan *s)
{
    size_t at;

    for (size_t i = 0; i < s->w.n; i++) {
        bool closing = clause_ends(s, i);
        if (is_word(s, i, "wird werden") && !closing && infinitive_closes(s, i, &at))
            mark(s, true, at, at);
        else if (is_word(s, i, planning_de))
            mark(s, true, i, i);
        else if (is_word(s, i, "wurde wurden") || is_any(s->w.at[i].low, past_de) || is_weak_past(s, i)) {
            s->t->main_past = true;
            mark(s, false, i, i);
        } else if (is_word(s, i, "hat haben ist sind") && !closing) {
            for (size_t k = i + 1; k < s->w.n; k++) {
                if (!clause_ends(s, k))
                    continue;
                struct str low = s->w.at[k].low;
                if (!s->w.at[k].upper && low.n > 4 && is_participle(low) &&
                    (is_word(s, i, "hat haben") || is_any(low, participles_of_being_de)))
                    mark(s, false, i, i);
                if (!s->w.at[k].upper)
                    break;
            }
        }
    }
}

enum status tense_of(struct ctx *cx, struct str text, struct wordlist words, enum lang lang, struct tense *ret_t)
{
    struct tense t = {0};
    struct scan s = {cx, text, words, &t};

    if (lang == LANG_VI)
        scan_vi(&s);
    else if (lang == LANG_EN)
        scan_en(&s);
    else
        scan_de(&s);
    *ret_t = t;
    return OK;
}
