/* See figure_lex.h. */
#include "text/figure_lex.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "text/number.h"

uint32_t lex_hash(const char *p, size_t n)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    return h;
}

uint16_t lex_id(const struct lex *x, const char *lower, size_t n, uint32_t hash)
{
    for (uint32_t at = (hash ^ hash >> 15) % LEX_SLOTS;; at = (at + 1) % LEX_SLOTS) {
        const struct lex_slot *s = &x->slots[at];
        if (s->id == 0)
            return 0;
        if (s->hash == hash && s->n == n && memcmp(s->p, lower, n) == 0)
            return s->id;
    }
}

static uint16_t add_word(struct lex *x, struct str word)
{
    uint32_t hash = lex_hash(word.p, word.n), at = (hash ^ hash >> 15) % LEX_SLOTS;
    uint16_t id = lex_id(x, word.p, word.n, hash);

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
