/* See figure_lex.h. */
#include "text/figure_lex.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static uint64_t load(const char *p, size_t n)
{
    uint64_t v = 0;

    memcpy(&v, p, n);
    return v;
}

/* By eight bytes; the last ones overlap. */
uint32_t lex_hash(const char *p, size_t n)
{
    static const uint64_t mix = 0x9E3779B97F4A7C15ULL;
    uint64_t h = n * mix;

    for (; n > 8; p += 8, n -= 8)
        h = ((h ^ load(p, 8)) * mix) ^ h >> 29;
    if (n >= 4)
        h ^= load(p, 4) | load(p + n - 4, 4) << 32;
    else if (n > 0)
        h ^= load(p, 1) | load(p + n / 2, 1) << 8 | load(p + n - 1, 1) << 16;
    return (uint32_t)((h * mix) >> 32);
}

static uint16_t add_word(struct lex *x, struct str word)
{
    uint32_t hash = lex_hash(word.p, word.n), at = hash % LEX_SLOTS;
    uint16_t id = lex_id(x, word.p, word.n);

    if (id != 0)
        return id;
    while (x->slots[at].id != 0)
        at = (at + 1) % LEX_SLOTS;
    assert(x->n_ids + 1 < LEX_IDS);
    id = (uint16_t)++x->n_ids;
    x->slots[at] = (struct lex_slot){hash, id, (uint16_t)word.n, word.p};
    return id;
}

static void add_phrase(struct lex *x, const struct lex_row *row, struct str phrase)
{
    struct lex_entry e = {.kind = (uint8_t)row->kind, .value = row->value, .text = row->text};
    struct str word;

    while (str_next(&phrase, ' ', &word))
        if (word.n > 0 && e.n < LEX_WORDS)
            e.ids[e.n++] = add_word(x, word);
    if (e.n == 0)
        return;
    assert(x->n_entries + 1 < LEX_ENTRIES);
    e.row = (uint16_t)++x->n_entries;
    x->entries[e.row] = e;
}

/* A word of two parts that stands in no table. */
static struct str made(struct lex *x, const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b);
    char *p = x->made + x->n_made;

    assert(x->n_made + na + nb <= LEX_MADE);
    memcpy(p, a, na);
    memcpy(p + na, b, nb);
    x->n_made += (uint32_t)(na + nb);
    return (struct str){p, na + nb};
}

/* English words made from the table: plural ordinals (thirds), and tens written without a hyphen (twentyfifth). */
static void add_english(struct lex *x, const struct number_word *w)
{
    struct lex_row row = {LEX_NUMBER, 0, NULL, NULL};

    if (w->kind == NUMBER_ORD && w->value != 2) {
        row.value = LEX_NUM(NUMBER_PART, w->value);
        add_phrase(x, &row, made(x, w->word, "s"));
    } else if (w->kind == NUMBER_ORD_SCALE) {
        row.value = LEX_NUM(NUMBER_PART_SCALE, w->value);
        add_phrase(x, &row, made(x, w->word, "s"));
    }
    if (w->kind != NUMBER_TENS)
        return;
    for (const struct number_word *u = number_words[LANG_EN]; u->word != NULL; u++) {
        if ((u->kind != NUMBER_UNIT && u->kind != NUMBER_ORD) || u->value < 1 || u->value > 9)
            continue;
        row.value = LEX_NUM(u->kind == NUMBER_ORD ? NUMBER_ORD : NUMBER_TEEN, w->value + u->value);
        add_phrase(x, &row, made(x, w->word, u->word));
    }
}

static void add_rows(struct lex *x, const struct lex_row *row)
{
    for (; row->phrases != NULL; row++) {
        struct str rest = str_of(row->phrases), phrase;
        while (str_next(&rest, '|', &phrase))
            add_phrase(x, row, phrase);
    }
}

static void add_lists(struct lex *x)
{
    size_t n = (size_t)(__stop_lex_lists - __start_lex_lists);

    assert(n <= LEX_LISTS);
    for (size_t i = 0; i < n; i++) {
        struct str rest = str_of(__start_lex_lists[i].words), word;
        while (str_next(&rest, '|', &word))
            x->lists[add_word(x, word)][i / 64] |= 1ULL << (i % 64);
    }
}

/* The known words are read as German numerals once: eine, zweier, erste, hundert. */
static void add_numerals(struct lex *x)
{
    for (uint32_t i = 0; i < LEX_SLOTS; i++) {
        const struct lex_slot *s = &x->slots[i];
        struct lex_numeral m = {.of = s->n};
        struct str word = {s->p, s->n};
        if (s->id == 0 || !number_german_may(word) || (m.n = (uint16_t)number_german(word, &m.v, &m.form)) == 0)
            continue;
        assert(x->n_numerals + 1 < LEX_NUMERALS);
        x->numerals[++x->n_numerals] = m;
        x->numeral[s->id] = (uint16_t)x->n_numerals;
    }
}

/* By first word, kind, most words first, then as they stand in the tables. */
static int by_first(const void *a, const void *b)
{
    const struct lex_entry *x = a, *y = b;

    if (x->ids[0] != y->ids[0])
        return x->ids[0] < y->ids[0] ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->n != y->n ? (int)y->n - (int)x->n : (int)x->row - (int)y->row;
}

static void build(struct lex *x, enum lang lang)
{
    static const struct lex_row *const by_lang[LANG__MAX] = {lex_rows_vi, lex_rows_en, lex_rows_de};

    for (const struct number_word *w = number_words[lang]; w->word != NULL; w++) {
        if (lang == LANG_DE && (w->kind == NUMBER_ORD || w->kind == NUMBER_ORD_SCALE))
            continue; /* stems: only number_german() reads them */
        struct lex_row row = {LEX_NUMBER, LEX_NUM(w->kind, w->value), NULL, w->word};
        add_phrase(x, &row, str_of(w->word));
        if (lang == LANG_EN)
            add_english(x, w);
    }
    add_rows(x, by_lang[lang]);
    add_rows(x, lex_rows_money);
    x->n_known = x->n_ids;
    add_lists(x);
    if (lang == LANG_DE)
        add_numerals(x);
    qsort(x->entries + 1, x->n_entries, sizeof *x->entries, by_first);
    for (uint32_t i = x->n_entries; i > 0; i--) {
        x->first[x->entries[i].ids[0]] = (uint16_t)i;
        x->mask[x->entries[i].ids[0]] |= LEX_BIT(x->entries[i].kind);
    }
}

static struct lex shared[LANG__MAX];

static void build_vi(void)
{
    build(&shared[LANG_VI], LANG_VI);
}

static void build_en(void)
{
    build(&shared[LANG_EN], LANG_EN);
}

static void build_de(void)
{
    build(&shared[LANG_DE], LANG_DE);
}

const struct lex *lex_of(enum lang lang)
{
    static pthread_once_t once[LANG__MAX] = {PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT};
    static void (*const builders[LANG__MAX])(void) = {build_vi, build_en, build_de};

    (void)pthread_once(&once[lang], builders[lang]);
    return &shared[lang];
}
