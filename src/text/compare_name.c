/* Names over two versions: institutions, places, persons, spellings that are nearly a place. Part of compare.h. */
#include <unicode/uchar.h>

#include <string.h>

#include "base/utf8.h"
#include "text/compare_private.h"

static struct compare_range word_range(const struct compare_side *s, size_t from, size_t n)
{
    return (struct compare_range){s->words.at[from].start, s->words.at[from + n - 1].end};
}

static bool has_institution(const struct compare_side *s, const struct concept_base *b, struct compare_range r,
                            size_t concept)
{
    for (size_t i = 0; i < s->concepts.n; i++)
        if (compare_inside(s->concepts.at[i].start, s->concepts.at[i].end, r) &&
            concept_agrees(b, s->concepts.at[i].concept, concept))
            return true;
    return false;
}

/* An institution or level of the original that this block does not have, and one here that the original does not. */
static void check_concepts(struct compare_pair *p, const struct compare_bead *bead, enum concept_kind kind,
                           enum compare_message message)
{
    const struct concept_base *b = p->data->concepts;

    for (size_t i = 0; i < p->a->concepts.n; i++) {
        const struct concept_hit *x = &p->a->concepts.at[i];
        if (b->at[x->concept].kind != kind || !compare_inside(x->start, x->end, bead->a) ||
            has_institution(p->b, b, bead->b_block, x->concept))
            continue;
        for (size_t j = 0; j < p->b->concepts.n; j++) {
            const struct concept_hit *y = &p->b->concepts.at[j];
            if (b->at[y->concept].kind != kind || !compare_inside(y->start, y->end, bead->b) ||
                has_institution(p->a, b, bead->a_block, y->concept))
                continue;
            compare_add(p, message, (struct compare_range){x->start, x->end},
                        (struct compare_range){y->start, y->end}, NULL);
            return;
        }
    }
}

static bool is_home(const struct name_place *p)
{
    return str_is(p->id, "VN");
}

static bool has_place(const struct compare_side *s, const struct name_base *b, struct compare_range r, size_t place)
{
    for (size_t i = 0; i < s->places.n; i++) {
        const struct name_hit *h = &s->places.at[i];
        const struct name_place *q = &b->at[h->place];
        if (!compare_inside(h->start, h->end, r))
            continue;
        if (h->place == place || str_eq(q->proper, b->at[place].proper))
            return true;
    }
    return false;
}

/* May the two stand at the same place of a sentence: country for country or region, unit for unit. */
static bool comparable(const struct name_place *x, const struct name_place *y)
{
    bool local_x = x->kind == NAME_UNIT || x->kind == NAME_CITY, local_y = y->kind == NAME_UNIT || y->kind == NAME_CITY;

    if (local_x != local_y)
        return false;
    return !local_x || !str_eq(x->within, str_of(NULL));
}

static size_t count_place(const struct compare_side *s, const struct name_base *b, struct compare_range r, size_t place)
{
    size_t n = 0;

    for (size_t i = 0; i < s->places.n; i++) {
        const struct name_hit *h = &s->places.at[i];
        n += compare_inside(h->start, h->end, r) &&
             (h->place == place || str_eq(b->at[h->place].proper, b->at[place].proper));
    }
    return n;
}

static size_t count_places(const struct compare_side *s, const struct name_base *b, struct compare_range r)
{
    size_t n = 0;

    for (size_t i = 0; i < s->places.n; i++)
        n += compare_inside(s->places.at[i].start, s->places.at[i].end, r) && !is_home(&b->at[s->places.at[i].place]);
    return n;
}

/* Is the place of the original missing in the sentence that stands for its own? One of two mentions may be left out,
   unless as many places are named as before. */
static bool place_is_missing(const struct compare_pair *p, const struct compare_bead *bead, size_t place)
{
    const struct name_base *b = p->data->names;
    size_t there = count_place(p->b, b, bead->b, place);

    return there == 0 || (there < count_place(p->a, b, bead->a, place) &&
                          count_places(p->a, b, bead->a) == count_places(p->b, b, bead->b));
}

/* A place of this sentence that the block of the original does not name at all, where one of its own is missing. */
static void check_places(struct compare_pair *p, const struct compare_bead *bead)
{
    const struct name_base *b = p->data->names;

    for (size_t j = 0; j < p->b->places.n; j++) {
        const struct name_hit *y = &p->b->places.at[j];
        const struct name_place *py = &b->at[y->place];
        if (!compare_inside(y->start, y->end, bead->b) || is_home(py) || has_place(p->a, b, bead->a_block, y->place))
            continue;
        for (size_t i = 0; i < p->a->places.n; i++) {
            const struct name_hit *x = &p->a->places.at[i];
            const struct name_place *px = &b->at[x->place];
            if (!compare_inside(x->start, x->end, bead->a) || is_home(px) || !comparable(px, py) ||
                !place_is_missing(p, bead, x->place))
                continue;
            bool region = px->kind == NAME_REGION || py->kind == NAME_REGION;
            compare_add(p, region ? MESSAGE_REGION : MESSAGE_PLACE, (struct compare_range){x->start, x->end},
                        (struct compare_range){y->start, y->end}, NULL);
            break;
        }
    }
}

static struct str folded_word(struct compare_pair *p, const struct compare_side *s, size_t i)
{
    return utf8_fold(p->cx->mem, str_sub(s->v->text, s->words.at[i].start, s->words.at[i].end));
}

/* Words with capitals that follow each other with one blank between: Nguyễn Văn Phúc, Park Soo-jin. */
static size_t run_of_capitals(const struct compare_side *s, size_t from)
{
    size_t n = 0;

    while (from + n < s->words.n && (s->words.at[from + n].upper || (n > 0 && s->words.at[from + n].joined)) &&
           (n == 0 || s->words.at[from + n].start == s->words.at[from + n - 1].end + 1))
        n++;
    return n;
}

static bool at_sentence_start(const struct compare_side *s, size_t word)
{
    for (size_t i = 0; i < s->segs.n_sentences; i++)
        if (s->segs.sentences[i].start == s->words.at[word].start)
            return true;
    return false;
}

/* Words with a capital that stand before names and are translated: they belong to no name. */
static bool is_title(struct str folded)
{
    static const char *const titles =
        "ong ba anh chi co mr mrs ms miss dr herr frau prof professor sir madam lord president prasident prasidentin "
        "director direktor direktorin minister ministerin premier chancellor kanzler kanzlerin mayor burgermeister "
        "burgermeisterin oberburgermeister oberburgermeisterin ambassador botschafter botschafterin consul konsul "
        "generalkonsul general deputy vice chairman chairwoman chair secretary sekretar governor gouverneur landrat "
        "chu tich giam doc thu tuong tong thong bo truong dai su pho doctor doktor senator king queen prince konig "
        "konigin prinz state province provinz prefecture prafektur county city stadt tinh thanh pho huyen quan bang "
        "university universitat festival konferenz conference der die das the und and of";
    struct str rest = str_of(titles), one;

    while (str_next(&rest, ' ', &one))
        if (str_eq(one, folded))
            return true;
    return false;
}

/* "Theo Báo Thành phố": a word that has its capital from the sentence it begins. */
static bool is_leading(struct str folded)
{
    static const char *const words = "theo tai tu voi trong sau truoc khi nhan ve cung day do nach laut according from";
    struct str rest = str_of(words), one;

    while (str_next(&rest, ' ', &one))
        if (str_eq(one, folded))
            return true;
    return false;
}

/* Equal, but for the German genitive, and for ue written for ü. */
static bool same_word(struct str x, struct str y)
{
    if (str_eq(x, y))
        return true;
    struct str shorter = x.n < y.n ? x : y, longer = x.n < y.n ? y : x;
    if (longer.n == shorter.n + 1 && str_eq(str_sub(longer, 0, shorter.n), shorter) && longer.p[longer.n - 1] == 's')
        return true;
    size_t i = 0, k = 0;
    while (i < shorter.n && k < longer.n && shorter.p[i] == longer.p[k]) {
        bool umlaut = strchr("aou", shorter.p[i]) != NULL && k + 1 < longer.n && longer.p[k + 1] == 'e' &&
                      (i + 1 >= shorter.n || shorter.p[i + 1] != 'e');
        i++;
        k += umlaut ? 2 : 1;
    }
    return i == shorter.n && k == longer.n;
}

/* Where the n words stand in r of the other version, whatever their marks and case; SIZE_MAX when they do not. */
static size_t find_run(struct compare_pair *p, const struct compare_side *s, struct compare_range r,
                       const struct str *run,
                       size_t n)
{
    for (size_t i = compare_word_at(s, r.start); i + n <= s->words.n && s->words.at[i].end <= r.end; i++) {
        size_t k = 0;
        while (k < n && same_word(folded_word(p, s, i + k), run[k]))
            k++;
        if (k == n)
            return i;
    }
    return SIZE_MAX;
}

enum { RUN_MAX = 6 };

/* How far n words of the other version lie from the run: edits, or RUN_FAR when too few words agree. */
enum { RUN_FAR = 1000 };

static unsigned run_distance(struct compare_pair *p, const struct compare_side *s, size_t at, const struct str *run,
                             size_t n)
{
    size_t equal = 0;
    unsigned edits = 0, worst = 0;

    for (size_t k = 0; k < n; k++) {
        struct str w = folded_word(p, s, at + k);
        unsigned d = same_word(w, run[k]) ? 0 : name_distance(p->cx, w, run[k], 8);
        const struct word *word = &s->words.at[at + k];
        bool apart = k > 0 && word->start != word[-1].end + 1; /* a comma, a stop */
        if (!(word->upper || (k > 0 && word->joined)) || apart || (d > 0 && is_title(w)))
            return RUN_FAR;
        if (k == 0 && d > 2 && !(name_is_syllable(w) && name_is_syllable(run[k])))
            return RUN_FAR; /* a title that is not in the list */
        equal += d == 0;
        edits += d;
        worst = d > worst ? d : worst;
    }
    bool syllables = n == 2 && run_of_capitals(s, at) == 2 && name_is_syllable(run[0]) && name_is_syllable(run[1]);
    bool near = equal + 1 >= n && (n >= 3 || worst <= (syllables ? 4 : 2));
    if (n == 1)
        near = run[0].n >= 4 && worst <= (run[0].n >= 9 ? 2 : 1);
    return near ? edits : RUN_FAR;
}

/* A name of the original that is not here letter by letter, but nearly. True when nothing more is to be asked. */
static bool check_run(struct compare_pair *p, const struct compare_bead *bead, size_t from, size_t n)
{
    struct str run[RUN_MAX] = {0}, there[RUN_MAX] = {0};
    unsigned best = RUN_FAR;
    size_t at = 0;

    for (size_t k = 0; k < n; k++)
        run[k] = folded_word(p, p->a, from + k);
    if (find_run(p, p->b, bead->b_block, run, n) != SIZE_MAX)
        return true;
    for (size_t i = compare_word_at(p->b, bead->b.start);
         i + n <= p->b->words.n && p->b->words.at[i + n - 1].end <= bead->b.end; i++) {
        if (!p->b->words.at[i].upper)
            continue;
        unsigned d = run_distance(p, p->b, i, run, n);
        if (d >= best)
            continue;
        for (size_t k = 0; k < n; k++)
            there[k] = folded_word(p, p->b, i + k);
        if (find_run(p, p->a, bead->a_block, there, n) != SIZE_MAX)
            continue;
        best = d;
        at = i;
    }
    if (best != RUN_FAR)
        compare_add(p, MESSAGE_NAME, word_range(p->a, from, n), word_range(p->b, at, n), NULL);
    return best != RUN_FAR;
}

static bool in_place(const struct compare_side *s, size_t word)
{
    for (size_t i = 0; i < s->places.n; i++)
        if (compare_inside(s->words.at[word].start, s->words.at[word].end,
                           (struct compare_range){s->places.at[i].start, s->places.at[i].end}))
            return true;
    return false;
}

static bool in_figure(const struct compare_side *s, size_t word)
{
    for (size_t i = 0; i < s->figures.n; i++)
        if (compare_inside(s->words.at[word].start, s->words.at[word].end,
                           (struct compare_range){s->figures.at[i].start, s->figures.at[i].end}))
            return true;
    return false;
}

/* One word that looks like a name: a capital inside a sentence, no Vietnamese syllable. Judged between Vietnamese and
   another language only; English and German have too many words that resemble each other. */
static bool is_foreign_name(struct compare_pair *p, const struct compare_side *s, size_t word)
{
    const struct word *w = &s->words.at[word];
    bool one_is_vietnamese = (s->v->lang == LANG_VI) != (p->b->v->lang == LANG_VI);

    return one_is_vietnamese && w->upper && w->end - w->start >= 4 && !at_sentence_start(s, word) &&
           !name_is_syllable(folded_word(p, s, word)) && !in_place(s, word) && !in_figure(s, word);
}

/* The run itself, else what follows a word before the name that is no part of it ("Handelsattaché Le Quang Huy"). */
static void check_long_run(struct compare_pair *p, const struct compare_bead *bead, size_t from, size_t n)
{
    while (n >= 2 && !in_place(p->a, from)) {
        if (n <= RUN_MAX && check_run(p, bead, from, n))
            return;
        if (name_is_syllable(folded_word(p, p->a, from)))
            return;
        from++;
        n--;
    }
}

static void check_names(struct compare_pair *p, const struct compare_bead *bead)
{
    const struct compare_side *s = p->a;

    for (size_t i = compare_word_at(s, bead->a.start); i < s->words.n && s->words.at[i].end <= bead->a.end; i++) {
        size_t n = run_of_capitals(s, i);
        while (n > 1 && at_sentence_start(s, i) && is_leading(folded_word(p, s, i)))
            i++, n--;
        while (n > 0 && is_title(folded_word(p, s, i)))
            i++, n--;
        if (n >= 2)
            check_long_run(p, bead, i, n);
        else if (n == 1 && is_foreign_name(p, s, i))
            (void)check_run(p, bead, i, 1);
        if (n > 1)
            i += n - 1;
    }
}

/* A place of the original that this block does not have, and a word here that is nearly one of its spellings. */
static void check_place_spelling(struct compare_pair *p, const struct compare_bead *bead, const struct name_hit *x)
{
    const struct name_place *place = &p->data->names->at[x->place];

    for (size_t i = compare_word_at(p->b, bead->b.start); i < p->b->words.n; i++) {
        const struct word *w = &p->b->words.at[i];
        if (w->start >= bead->b.end)
            break;
        if (!w->upper || w->end - w->start < 5 || !compare_inside(w->start, w->end, bead->b) || in_place(p->b, i) ||
            in_figure(p->b, i))
            continue;
        struct str word = folded_word(p, p->b, i);
        for (size_t k = 0; k < place->forms.n; k++) {
            struct str form = utf8_fold(p->cx->mem, place->forms.at[k]);
            unsigned most = form.n >= 6 ? 2 : 1;
            if (form.n < 5 || form.p[0] != word.p[0] || name_distance(p->cx, word, form, most) > most ||
                same_word(word, form))
                continue;
            compare_add(p, MESSAGE_NAME, (struct compare_range){x->start, x->end},
                        (struct compare_range){w->start, w->end}, NULL);
            return;
        }
    }
}

static void check_place_spellings(struct compare_pair *p, const struct compare_bead *bead)
{
    for (size_t i = 0; i < p->a->places.n; i++) {
        const struct name_hit *x = &p->a->places.at[i];
        if (compare_inside(x->start, x->end, bead->a) && !has_place(p->b, p->data->names, bead->b_block, x->place))
            check_place_spelling(p, bead, x);
    }
}

static bool is_admin_word(struct str key)
{
    static const char *const words[] = {"province", "prefecture", "provinz", "präfektur", "tỉnh", "county", "region"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(key, words[i]))
            return true;
    return false;
}

/* The country that the text names within the next words: "(South Korea)". */
static struct str country_behind(const struct compare_pair *p, const struct compare_side *s, size_t end)
{
    for (size_t i = 0; i < s->places.n; i++) {
        const struct name_hit *h = &s->places.at[i];
        if (h->start >= end && h->start <= end + 20 && p->data->names->at[h->place].kind == NAME_COUNTRY)
            return p->data->names->at[h->place].id;
    }
    return str_of(NULL);
}

static bool beside_admin_word(const struct compare_side *s, size_t i)
{
    struct str before = i > 0 ? str_sub(s->v->text, s->words.at[i - 1].start, s->words.at[i - 1].end) : str_of(NULL);
    struct str after =
        i + 1 < s->words.n ? str_sub(s->v->text, s->words.at[i + 1].start, s->words.at[i + 1].end) : str_of(NULL);

    return is_admin_word(before) || is_admin_word(after) || (i > 0 && is_admin_word(s->words.at[i - 1].low)) ||
           (i + 1 < s->words.n && is_admin_word(s->words.at[i + 1].low));
}

/* A unit of a country spelled nearly as the gazetteer has it: wrong here, perhaps in the original already. */
static void check_meant(struct compare_pair *p, const struct compare_bead *bead)
{
    for (size_t i = compare_word_at(p->b, bead->b.start); i < p->b->words.n; i++) {
        const struct word *w = &p->b->words.at[i];
        if (w->start >= bead->b.end)
            break;
        if (!w->upper || !compare_inside(w->start, w->end, bead->b) || w->end - w->start < 5 || in_place(p->b, i))
            continue;
        struct str within = country_behind(p, p->b, w->end);
        if (within.n == 0 || !beside_admin_word(p->b, i))
            continue;
        const struct name_place *meant = name_meant(p->cx, p->data->names, compare_words_at(p->b,
                                                                                            word_range(p->b, i, 1)),
                                                    within);
        if (meant == NULL)
            continue;
        struct str run = folded_word(p, p->b, i);
        size_t there = find_run(p, p->a, bead->a_block, &run, 1);
        struct compare_range a = {0, 0};
        if (there != SIZE_MAX)
            a = word_range(p->a, there, 1);
        compare_add(p, MESSAGE_NAME_MEANT, a, (struct compare_range){w->start, w->end},
                    arena_strndup(p->cx->mem, meant->proper.p, meant->proper.n));
    }
}

enum status compare_names(struct compare_pair *p)
{
    for (size_t i = 0; i < p->beads.n; i++) {
        const struct compare_bead *bead = &p->beads.at[i];
        if (bead->a_n == 0 || bead->b_n == 0)
            continue;
        if (p->data->concepts != NULL) {
            check_concepts(p, bead, CONCEPT_INSTITUTION, MESSAGE_INSTITUTION);
            check_concepts(p, bead, CONCEPT_LEVEL, MESSAGE_REGION);
        }
        if (p->data->names != NULL) {
            check_places(p, bead);
            check_place_spellings(p, bead);
            check_meant(p, bead);
        }
        check_names(p, bead);
    }
    return OK;
}
