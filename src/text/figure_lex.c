/* See figure_lex.h. */
#include "text/figure_lex.h"

#include <string.h>

#include "text/number.h"

enum { SLOTS = 1 << 13, MOST_IDS = 6000 };

uint32_t lex_hash(const char *p, size_t n)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    return h;
}

uint16_t lex_id(const struct lex *x, const char *lower, size_t n, uint32_t hash)
{
    for (uint32_t at = (hash ^ hash >> 15) & (x->n_slots - 1);; at = (at + 1) & (x->n_slots - 1)) {
        const struct lex_slot *s = &x->slots[at];
        if (s->id == 0)
            return 0;
        if (s->hash == hash && s->n == n && memcmp(s->p, lower, n) == 0)
            return s->id;
    }
}

size_t lex_ids(void)
{
    return MOST_IDS;
}

uint16_t lex_add(struct lex *x, const char *p, size_t n)
{
    uint32_t hash = lex_hash(p, n), at = (hash ^ hash >> 15) & (x->n_slots - 1);
    uint16_t id = lex_id(x, p, n, hash);

    if (id != 0 || x->n_ids + 1 >= MOST_IDS)
        return id;
    while (x->slots[at].id != 0)
        at = (at + 1) & (x->n_slots - 1);
    id = (uint16_t)++x->n_ids;
    x->slots[at] = (struct lex_slot){hash, id, (uint16_t)n, p};
    return id;
}

/* Entries of one first word stay sorted, most words first, so that the first hit is the longest. */
static void link_entry(struct lex *x, uint32_t index)
{
    struct lex_entry *e = &x->entries.at[index];
    uint32_t *at = &x->first[e->ids[0]];

    while (*at != 0 && x->entries.at[*at].n >= e->n)
        at = &x->entries.at[*at].next;
    e->next = *at;
    *at = index;
    x->mask[e->ids[0]] |= LEX_BIT(e->kind);
}

static void add_phrase(struct arena *mem, struct lex *x, const struct lex_row *row, struct str phrase)
{
    struct lex_entry e = {.kind = (uint8_t)row->kind, .value = row->value, .text = row->text};
    struct str word;

    while (str_next(&phrase, ' ', &word))
        if (word.n > 0 && e.n < LEX_WORDS)
            e.ids[e.n++] = lex_add(x, word.p, word.n);
    if (e.n == 0)
        return;
    vec_push(mem, &x->entries, e);
    link_entry(x, (uint32_t)x->entries.n - 1);
}

/* English words made from the table: plural ordinals (thirds), and tens written without a hyphen (twentyfifth). */
static void add_english(struct arena *mem, struct lex *x, const struct number_word *w)
{
    struct lex_row row = {LEX_NUMBER, 0, NULL, NULL};

    if (w->kind == NUMBER_ORD && w->value != 2) {
        row.value = LEX_NUM(NUMBER_PART, w->value);
        add_phrase(mem, x, &row, str_of(arena_printf(mem, "%ss", w->word)));
    } else if (w->kind == NUMBER_ORD_SCALE) {
        row.value = LEX_NUM(NUMBER_PART_SCALE, w->value);
        add_phrase(mem, x, &row, str_of(arena_printf(mem, "%ss", w->word)));
    }
    if (w->kind != NUMBER_TENS)
        return;
    for (const struct number_word *u = number_words[LANG_EN]; u->word != NULL; u++) {
        if ((u->kind != NUMBER_UNIT && u->kind != NUMBER_ORD) || u->value < 1 || u->value > 9)
            continue;
        row.value = LEX_NUM(u->kind == NUMBER_ORD ? NUMBER_ORD : NUMBER_TEEN, w->value + u->value);
        add_phrase(mem, x, &row, str_of(arena_printf(mem, "%s%s", w->word, u->word)));
    }
}

static void add_rows(struct arena *mem, struct lex *x, const struct lex_row *row)
{
    for (; row->phrases != NULL; row++) {
        struct str rest = str_of(row->phrases), phrase;
        while (str_next(&rest, '|', &phrase))
            add_phrase(mem, x, row, phrase);
    }
}

struct lex *lex_build(struct arena *mem, enum lang lang)
{
    static const struct lex_row *const by_lang[LANG__MAX] = {lex_rows_vi, lex_rows_en, lex_rows_de};
    struct lex *x = arena_new_of(mem, struct lex);

    x->n_slots = SLOTS;
    x->slots = arena_alloc(mem, SLOTS * sizeof *x->slots);
    x->mask = arena_alloc(mem, MOST_IDS * sizeof *x->mask);
    x->first = arena_alloc(mem, MOST_IDS * sizeof *x->first);
    vec_push(mem, &x->entries, (struct lex_entry){.n = 0});
    for (const struct number_word *w = number_words[lang]; w->word != NULL; w++) {
        if (lang == LANG_DE && (w->kind == NUMBER_ORD || w->kind == NUMBER_ORD_SCALE))
            continue; /* stems: only number_german() reads them */
        struct lex_row row = {LEX_NUMBER, LEX_NUM(w->kind, w->value), NULL, w->word};
        add_phrase(mem, x, &row, str_of(w->word));
        if (lang == LANG_EN)
            add_english(mem, x, w);
    }
    add_rows(mem, x, by_lang[lang]);
    add_rows(mem, x, lex_rows_money);
    return x;
}
