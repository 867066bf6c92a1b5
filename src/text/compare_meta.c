/* What stands around the sentences: addresses, bylines, headings; sentences dropped and added. Part of compare.h. */
#include <string.h>

#include "base/utf8.h"
#include "text/compare_private.h"
#include "text/segment_private.h"

struct urls {
    VEC(struct compare_range);
};

static struct urls find_urls(struct ctx *cx, const struct compare_side *s)
{
    struct urls out = {0};
    struct str text = s->v->text;

    for (size_t at = 0; at < text.n;) {
        struct str u = segment_url(str_sub(text, at, text.n));
        if (u.n == 0)
            break;
        size_t start = (size_t)(u.p - text.p);
        vec_push(cx->mem, &out, (struct compare_range){start, start + u.n});
        at = start + u.n;
    }
    return out;
}

/* Equal but for the part that names the language ("/vi/", "/en/") and the scheme. */
static bool same_address(struct str x, struct str y)
{
    struct str p, q;

    for (struct str *u = &x;; u = &y) {
        if (str_starts(*u, "https://"))
            *u = str_sub(*u, 8, u->n);
        else if (str_starts(*u, "http://"))
            *u = str_sub(*u, 7, u->n);
        if (u == &y)
            break;
    }
    while (x.n > 0 || y.n > 0) {
        enum lang l;
        bool more_x = str_next(&x, '/', &p), more_y = str_next(&y, '/', &q);
        if (more_x != more_y)
            return p.n == 0 && q.n == 0;
        if (!str_eq(p, q) && !(lang_parse(p, &l) && lang_parse(q, &l)))
            return false;
    }
    return true;
}

/* The words of an address are Vietnamese syllables without marks. One that cannot be, among them, in the path above the
   article: a translator's hand. Nothing else is judged, foreign names are common in the article's own part. */
static struct str foreign_part(const struct compare_pair *p, struct str url)
{
    struct str rest = url, folder, word, found = {0};

    if (str_find(url, STR(".vn/")) >= url.n)
        return found;
    while (str_next(&rest, '/', &folder) && rest.n > 0) {
        struct str words = folder;
        size_t good = 0, bad = 0;
        struct str odd = {0};
        while (str_next(&words, '-', &word)) {
            if (word.n > 0 && name_is_syllable(word))
                good++;
            else
                odd = word, bad++;
        }
        bool plain = odd.n >= 3 && good >= 2 && bad == 1;
        for (size_t i = 0; i < odd.n; i++)
            plain = plain && odd.p[i] >= 'a' && odd.p[i] <= 'z';
        for (size_t i = 0; plain && i < p->a->words.n; i++)
            plain = !str_eq(p->a->words.at[i].low, odd);
        if (plain)
            found = odd;
    }
    return found;
}

static void check_addresses(struct compare_pair *p)
{
    struct urls a = find_urls(p->cx, p->a), b = find_urls(p->cx, p->b);

    for (size_t j = 0; j < b.n; j++) {
        struct str y = compare_words_at(p->b, b.at[j]);
        bool known = false;
        for (size_t i = 0; i < a.n; i++)
            known = known || same_address(compare_words_at(p->a, a.at[i]), y);
        if (known)
            continue;
        if (a.n > 0) { /* the address at the same place, else the last one */
            compare_add(p, MESSAGE_ADDRESS, a.at[j < a.n ? j : a.n - 1], b.at[j], NULL);
            continue;
        }
        struct str odd = foreign_part(p, y);
        if (odd.n > 0)
            compare_add(p, MESSAGE_ADDRESS_TOUCHED, (struct compare_range){0, 0}, b.at[j],
                        arena_strndup(p->cx->mem, odd.p, odd.n));
    }
}

static struct compare_range range_in(const struct compare_side *s, struct str piece)
{
    if (piece.p == NULL)
        return (struct compare_range){0, 0};
    size_t start = (size_t)(piece.p - s->v->text.p);
    return (struct compare_range){start, start + piece.n};
}

static bool all_syllables(struct ctx *cx, struct str name)
{
    struct wordlist w;

    if (phrase_words(cx, name, LANG_VI, &w) != OK || w.n == 0)
        return false;
    for (size_t i = 0; i < w.n; i++)
        if (!name_is_syllable(utf8_fold(cx->mem, str_sub(name, w.at[i].start, w.at[i].end))))
            return false;
    return true;
}

static void check_byline(struct compare_pair *p)
{
    struct str x = p->a->meta.byline, y = p->b->meta.byline;

    if (y.p == NULL)
        return;
    if (x.p != NULL) {
        if (name_distance(p->cx, x, y, 1) > 0)
            compare_add(p, MESSAGE_BYLINE, range_in(p->a, x), range_in(p->b, y), NULL);
        return;
    }
    bool one_word = memchr(y.p, ' ', y.n) == NULL;
    if (p->a->v->lang == LANG_VI && one_word && !all_syllables(p->cx, y))
        compare_add(p, MESSAGE_BYLINE_WORD, (struct compare_range){0, 0}, range_in(p->b, y), NULL);
}

static bool is_one_of(struct str low, const char *list)
{
    struct str rest = str_of(list), one;

    while (str_next(&rest, ' ', &one))
        if (str_eq(one, low))
            return true;
    return false;
}

static const char *const base_verbs =
    "accelerate accompany achieve act address adopt advance advise affirm align apply attract avoid become begin "
    "boost bring build carry celebrate combine come connect consolidate continue contribute cooperate coordinate "
    "create deepen defend deliver develop discover diversify do drive embrace engage enhance ensure enter "
    "establish expand explore extend focus foster get give go grow guide help host implement improve increase "
    "innovate integrate intensify invest join keep know launch lead learn let leverage link look maintain make "
    "manage master maximise mobilise move open overcome participate pioneer prepare preserve press prioritise "
    "promote protect provide push put raise reach realise reform remain renew run safeguard seek seize serve set "
    "share show speed stand start stay step strengthen strive support take think transform turn uphold upgrade "
    "use utilise visit welcome work connect";

/* An order to the reader: German "… Sie …" behind its verb, English with a bare verb first (adverbs may lead). */
static bool is_order(const struct compare_side *s, struct compare_range r)
{
    struct wordlist w = {0};

    for (size_t i = 0; i < s->words.n; i++)
        if (compare_inside(s->words.at[i].start, s->words.at[i].end, r)) {
            if (w.n == 0)
                w.at = &s->words.at[i];
            w.n++;
        }
    if (w.n == 0)
        return false;
    if (s->v->lang == LANG_DE) {
        for (size_t i = 1; i < w.n; i++) {
            struct str before = w.at[i - 1].low;
            if (str_is(str_sub(s->v->text, w.at[i].start, w.at[i].end), "Sie") && str_ends(before, "n"))
                return true;
        }
        return s->v->text.p[r.end - 1] == '!';
    }
    if (s->v->lang == LANG_VI)
        return str_starts(str_sub(s->v->text, r.start, r.end), "Hãy ") || s->v->text.p[r.end - 1] == '!';
    size_t i = 0;
    while (i + 1 < w.n && str_ends(w.at[i].low, "ly"))
        i++;
    return is_one_of(w.at[i].low, base_verbs) || is_one_of(w.at[0].low, "let please") || s->v->text.p[r.end - 1] == '!';
}

static void check_headings(struct compare_pair *p)
{
    for (size_t i = 0; i < p->beads.n; i++) {
        const struct compare_bead *b = &p->beads.at[i];
        if (!b->heading || b->a_n == 0 || b->b_n == 0 || is_order(p->a, b->a) || !is_order(p->b, b->b))
            continue;
        compare_add(p, MESSAGE_HEADING, b->a, b->b, NULL);
    }
}

enum status compare_meta(struct compare_pair *p)
{
    check_addresses(p);
    check_byline(p);
    check_headings(p);
    return OK;
}

static double letters(const struct compare_side *s, struct compare_range r)
{
    return (double)utf8_count(compare_words_at(s, r));
}

static bool same_block(struct compare_range x, struct compare_range y)
{
    return x.start == y.start && x.end == y.end;
}

/* Was the sentence of bead i merged into the one beside it? That one is longer than its own original asks for; how much
   longer it must be depends on whether a word of the sentence is in it. */
static bool is_in_neighbour(const struct compare_pair *p, size_t i, bool dropped)
{
    static const double part[] = {[TRACE_UNKNOWN] = 0.9, [TRACE_FOUND] = 0.45, [TRACE_MISSING] = 1.5};
    const struct compare_bead *b = &p->beads.at[i];
    double size = dropped ? letters(p->a, b->a) * p->ratio : letters(p->b, b->b);

    for (size_t k = i > 0 ? i - 1 : i + 1; k <= i + 1 && k < p->beads.n; k += 2) {
        const struct compare_bead *q = &p->beads.at[k];
        if (q->a_n == 0 || q->b_n == 0 || !same_block(q->a_block, b->a_block) || !same_block(q->b_block, b->b_block))
            continue;
        double room = letters(p->b, q->b) - p->ratio * letters(p->a, q->a);
        if ((dropped ? room : -room) > part[b->trace] * size)
            return true;
    }
    return false;
}

static bool is_title_or_caption(const struct compare_side *s, size_t sentence)
{
    enum block_kind k = s->segs.at[s->segs.sentences[sentence].block].kind;

    return k == BLOCK_TITLE || k == BLOCK_CAPTION;
}

enum status compare_sentences(struct compare_pair *p)
{
    for (size_t i = 0; i < p->beads.n; i++) {
        const struct compare_bead *b = &p->beads.at[i];
        bool dropped = b->b_n == 0;
        if ((b->a_n == 0) == (b->b_n == 0))
            continue;
        bool alone = dropped ? b->b_block.end == 0 : b->a_block.end == 0; /* its block stands for no other */
        if (alone && is_title_or_caption(dropped ? p->a : p->b, dropped ? b->a_first : b->b_first))
            continue;
        if (!alone && is_in_neighbour(p, i, dropped))
            continue;
        compare_add(p, dropped ? MESSAGE_DROPPED : MESSAGE_ADDED, b->a, b->b, NULL);
    }
    return OK;
}
