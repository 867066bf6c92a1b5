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
static const char *const infinitives_de =
    "gewinnen genießen gelingen genehmigen gestalten gewähren gewährleisten gefährden gehören gelangen gestatten "
    "gewöhnen gebrauchen mitgestalten umgestalten zurückgewinnen";
static const char *const saying_de =
    "sagte sagten betonte betonten teilte teilten kündigte kündigten fügte berichtete berichteten bat baten schlug "
    "schlugen forderte forderten wies wiesen äußerte äußerten unterstrich unterstrichen bestätigte bestätigten "
    "mitteilte mitteilten ankündigte ankündigten versicherte versicherten empfahl hob hoben "
    "wünschte wünschten hoffte hofften";
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

/* The word as it stands, first letter small: composed and with its marks in place, unlike word.low. */
static struct str small(const struct scan *s, size_t i)
{
    struct str r = raw(s, i);

    if (!s->w.at[i].upper || r.n == 0)
        return r;
    char *copy = arena_strndup(s->cx->mem, r.p, r.n);
    if (copy[0] >= 'A' && copy[0] <= 'Z')
        copy[0] = (char)(copy[0] + 32);
    else if (r.n > 1 && copy[0] == '\xC3' && (unsigned char)copy[1] >= 0x80 && (unsigned char)copy[1] <= 0x9E) /* Ü */
        copy[1] = (char)(copy[1] + 32);
    else if (r.n > 1 && copy[0] == '\xC4' && copy[1] == '\x90') /* Đ */
        copy[1] = '\x91';
    return (struct str){copy, r.n};
}

static bool is_word(const struct scan *s, size_t i, const char *list)
{
    return is_any(small(s, i), list);
}

static void mark(const struct scan *s, bool future, size_t from, size_t to)
{
    struct tense_mark m = {s->w.at[from].start, s->w.at[to].end};
    size_t *n = future ? &s->t->n_future : &s->t->n_done;

    if (*n == 0)
        *(future ? &s->t->future : &s->t->done) = m;
    if (!future)
        s->t->last_done = m;
    ++*n;
}

static bool pair_is(const struct scan *s, size_t i, const char *first, const char *second)
{
    return i + 1 < s->w.n && is_word(s, i, first) && is_word(s, i + 1, second);
}

/* Is there a comma or a stop between a word and the one before it? */
static bool clause_begins(const struct scan *s, size_t i)
{
    if (i == 0)
        return true;
    struct str gap = str_sub(s->text, s->w.at[i - 1].end, s->w.at[i].start);
    for (size_t k = 0; k < gap.n; k++)
        if (strchr(",;:.!?()", gap.p[k]) != NULL)
            return true;
    return false;
}

/* "kết quả đã đạt được", "một thành phố đang sống": the mark belongs to a noun behind the clause's own verb. */
static bool is_attribute_vi(const struct scan *s, size_t i)
{
    static const char *const verbs = "được bị là tục trung huy hiện khai dựng vọng";

    for (size_t k = i; k > 0 && !clause_begins(s, k); k--)
        if (is_word(s, k - 1, verbs) && !(k >= 2 && is_word(s, k - 2, "đã sẽ")))
            return true;
    return false;
}

/* "năm tới", "tháng 6 tới", not "từ tháng 3 tới tháng 9". */
static bool is_next_vi(const struct scan *s, size_t i)
{
    if (!is_word(s, i, "tới sau") || i == 0)
        return false;
    bool number = raw(s, i - 1).p[0] >= '0' && raw(s, i - 1).p[0] <= '9' && i > 1 && is_word(s, i - 2, "tháng năm quý");
    bool behind = i + 1 >= s->w.n || clause_begins(s, i + 1) ||
                  !is_word(s, i + 1, "tháng ngày năm quý hết cuối đó khi");

    return behind && (is_word(s, i - 1, "năm tháng tuần gian đoạn dịp") || (number && is_word(s, i, "tới"))) &&
           !(is_word(s, i, "sau") && !is_word(s, i - 1, "năm tháng tuần")) &&
           !(i + 1 < s->w.n && raw(s, i + 1).p[0] >= '0' && raw(s, i + 1).p[0] <= '9');
}

static bool is_done_vi(const struct scan *s, size_t i)
{
    if (is_word(s, i, "đã"))
        return !is_attribute_vi(s, i);
    if (!is_word(s, i, "vừa"))
        return false;
    for (size_t k = 0; k < s->w.n; k++) /* "vừa … vừa …" is both … and … */
        if (k != i && is_word(s, k, "vừa"))
            return false;
    return true;
}

/* A paper that is being prepared: "xúc tiến thêm bốn thỏa thuận", but "hội nghị xúc tiến đầu tư" is a promotion. */
static bool is_preparing_vi(const struct scan *s, size_t i)
{
    return pair_is(s, i, "xúc", "tiến") && i + 2 < s->w.n && !is_word(s, i + 2, "đầu thương du quảng xuất và tại");
}

static void scan_vi(struct scan *s)
{
    for (size_t i = 0; i < s->w.n; i++) {
        if (is_word(s, i, "đã") && i + 2 < s->w.n && is_word(s, i + 1, "và") && is_word(s, i + 2, "đang"))
            s->t->ongoing = true;
        else if (is_done_vi(s, i))
            mark(s, false, i, i);
        else if (is_word(s, i, "sẽ")) {
            mark(s, true, i, i);
            s->t->promised = true;
        } else if (is_word(s, i, "sắp"))
            mark(s, true, i, i);
        else if (is_next_vi(s, i))
            s->t->later = true;
        else if (pair_is(s, i, "dự phấn", "kiến định đấu"))
            mark(s, true, i, i + 1);
        else if (pair_is(s, i, "mục", "tiêu") && i > 0 && is_word(s, i - 1, "đặt"))
            mark(s, true, i - 1, i + 1);
        else if ((is_word(s, i, "đang") && !is_attribute_vi(s, i)) || is_preparing_vi(s, i))
            s->t->ongoing = true;
    }
}

/* Verbs of saying and asking: they say nothing about when the thing said happens. */
static const char *const saying_en =
    "said stressed told announced noted added emphasised emphasized stated explained asked called proposed suggested "
    "requested urged hoped expressed confirmed pledged promised affirmed underlined reported recommended "
    "wished highlighted recalled according";

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
    "is are am continue continues remain remains play plays serve serves has have expect expects intend intends say "
    "says bring brings make makes coordinate coordinates reflect reflects provide provides affirm affirms demonstrate "
    "demonstrates become becomes include includes create creates promote promotes contribute contributes consider "
    "considers identify identifies take takes seek seeks can may must should could would will shall cannot give gives "
    "cover covers receive receives require requires";
/* The same, where the word may be a noun. */
static const char *const present_or_noun_en =
    "mark marks show shows aim aims plan plans help helps need needs want wants focus focuses work works set sets "
    "support supports open opens host hosts lead leads use uses";

static bool is_past_en(const struct scan *s, size_t i)
{
    struct str low = s->w.at[i].low;

    return (ends(low, "ed") && !is_any(low, no_past_en)) || is_any(low, past_en);
}

static bool is_present_en(const struct scan *s, size_t i)
{
    struct str low = s->w.at[i].low;
    bool verb_next = i + 1 < s->w.n && (is_past_en(s, i + 1) || is_word(s, i + 1, "was were is are will has have had"));

    return is_any(low, present_en) || (is_any(low, present_or_noun_en) && !verb_next);
}

/* Is the first verb of the sentence a simple past? Leading phrases ("In 2026, …") and what only says who says it are
   stepped over. */
static void main_verb_en(struct scan *s)
{
    for (size_t i = 0; i < s->w.n; i++) {
        struct str low = s->w.at[i].low;
        if (i > 0 && is_present_en(s, i))
            return;
        if (is_any(low, "was were had did"))
            return;
        if (is_any(low, saying_en) || !is_past_en(s, i) || blocks_past(s, i) || s->w.at[i].upper)
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

static bool is_ongoing_en(const struct scan *s, size_t i)
{
    if (is_word(s, i, "still currently underway ongoing under now"))
        return true;
    for (size_t k = i + 1; is_word(s, i, "is are am") && k < s->w.n && k <= i + 2; k++)
        if (ends(s->w.at[k].low, "ing"))
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
        else if (is_word(s, i, "planned planning preparing") && i > 0 && is_word(s, i - 1, "is are"))
            mark(s, true, i - 1, i);
        else if (is_word(s, i, "was were did") || (is_word(s, i, "has have had") && participle_near(s, i))) {
            s->t->main_past = s->t->main_past || is_word(s, i, "was were did");
            mark(s, false, i, i + 1 < s->w.n ? i + 1 : i);
        }
        else if (s->t->n_done > 0 && i > 0 && is_word(s, i - 1, "and") && is_past_en(s, i) && !s->w.at[i].upper)
            mark(s, false, i, i); /* "have finished … and opened" */
        s->t->ongoing = s->t->ongoing || is_ongoing_en(s, i);
        s->t->present = s->t->present ||
                        is_word(s, i, "is are can may must should would could hopes plans aims expects");
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

/* "abgeschlossen", "gegeben", but not "ausgeben", whose ge- belongs to the stem: another vowel must follow. */
static bool is_strong_participle(struct str w)
{
    size_t ge = str_starts(w, "ge") ? 0 : str_find(w, STR("ge"));

    if (!ends(w, "en") || ge > 4 || ge == 1 || ge + 5 >= w.n || is_any(w, infinitives_de))
        return false;
    for (size_t i = ge + 2; i + 2 < w.n; i++)
        if (strchr("aeiou", w.p[i]) != NULL || ((unsigned char)w.p[i] & 0x80) != 0)
            return true;
    return false;
}

static bool is_participle(struct str w)
{
    return ends(w, "t") || is_strong_participle(w) || is_any(w, participles_de);
}

static bool is_infinitive(struct str w)
{
    bool form = ends(w, "en") || ends(w, "rn") || ends(w, "ln") || is_any(w, "sein tun");

    return form && !is_participle(w) && !is_any(w, "worden wurden waren");
}

/* The verb that closes the clause of "wird": an infinitive makes a future, a participle a passive. Nouns at the end of
   a part of the clause (they have capitals) are stepped over. */
static bool infinitive_closes(const struct scan *s, size_t i, size_t *ret_at)
{
    for (size_t k = i + 1; k < s->w.n; k++) {
        struct str low = small(s, k);
        bool digit = low.p[0] >= '0' && low.p[0] <= '9'; /* "am 3. Juli": no end of a clause */
        if (!clause_ends(s, k) || s->w.at[k].upper || digit)
            continue;
        if (is_any(low, "aus an auf vor ein ab mit zu bei nach weiter")) /* a separated prefix: not this verb */
            return false;
        if (is_any(low, "sollen wollen können müssen dürfen")) /* "abgeschlossen werden sollen": the modal says it */
            return false;
        *ret_at = k;
        return is_infinitive(low);
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
    struct str low = small(s, i);

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

/* Verbs of saying tell nothing about when the thing said happens; "erklärte" only before "dass". */
static bool is_saying_de(const struct scan *s, size_t i)
{
    if (is_word(s, i, saying_de))
        return true;
    for (size_t k = i + 1; is_word(s, i, "erklärte erklärten sagte") && k < s->w.n; k++)
        if (is_word(s, k, "dass"))
            return true;
    return false;
}

/* "hat … unterzeichnet": the participle closes the clause. */
static bool is_perfect_de(const struct scan *s, size_t i)
{
    for (size_t k = i + 1; k < s->w.n; k++) {
        struct str low = small(s, k);
        if (!clause_ends(s, k) || (low.p[0] >= '0' && low.p[0] <= '9'))
            continue;
        if (!s->w.at[k].upper)
            return low.n > 4 && is_participle(low) &&
                   (is_word(s, i, "hat haben") || is_any(low, participles_of_being_de));
    }
    return false;
}

static void scan_de(struct scan *s)
{
    size_t at;

    for (size_t i = 0; i < s->w.n; i++) {
        bool closing = clause_ends(s, i);
        if (is_word(s, i, "wird werden") && !closing && infinitive_closes(s, i, &at))
            mark(s, true, at, at);
        else if (is_word(s, i, "wird werden") && closing && i > 0 && !s->w.at[i - 1].upper &&
                 is_infinitive(small(s, i - 1)))
            mark(s, true, i - 1, i); /* "…, dass Rennes einen Raum eröffnen wird" */
        else if (is_word(s, i, planning_de))
            mark(s, true, i, i);
        else if (is_saying_de(s, i))
            continue;
        else if (is_word(s, i, "wurde wurden") || is_word(s, i, past_de) || is_weak_past(s, i)) {
            s->t->main_past = true;
            mark(s, false, i, i);
        } else if (is_word(s, i, "hat haben ist sind") && !closing && is_perfect_de(s, i))
            mark(s, false, i, i);
        s->t->ongoing = s->t->ongoing || is_word(s, i, "derzeit zurzeit noch gerade aktuell momentan gegenwärtig "
                                                       "laufen läuft weiterhin");
        s->t->present = s->t->present || is_word(s, i, "ist sind kann können muss müssen soll sollen hofft");
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
