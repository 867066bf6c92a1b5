/* See name.h. */
#include "text/name.h"

#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <string.h>

#include "base/map.h"
#include "base/near.h"
#include "base/utf8.h"
#include "text/yaml_tree.h"

unsigned name_distance(struct ctx *cx, struct str a, struct str b, unsigned most)
{
    return near_distance(utf8_fold(cx->mem, a), utf8_fold(cx->mem, b), most);
}

enum status name_fuzzy(struct ctx *cx, struct str name, const struct str *list, size_t n,
                       struct name_candidates *ret_c)
{
    struct name_candidates out = {0};
    struct str folded = utf8_fold(cx->mem, name);
    unsigned most = near_allowed(utf8_count(folded));

    for (size_t i = 0; i < n; i++) {
        unsigned d = near_distance(folded, utf8_fold(cx->mem, list[i]), most);
        if (d > most)
            continue;
        vec_push(cx->mem, &out, (struct name_candidate){list[i], d, i});
        for (size_t k = out.n - 1; k > 0 && out.at[k - 1].distance > out.at[k].distance; k--) {
            struct name_candidate t = out.at[k];
            out.at[k] = out.at[k - 1];
            out.at[k - 1] = t;
        }
    }
    while (out.n > 1 && out.at[0].distance == 0 && out.at[out.n - 1].distance > 0)
        out.n--;
    *ret_c = out;
    return OK;
}

static struct str country_name(struct ctx *cx, const char *code, enum lang l)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar wide[200];
    char out[600];
    int32_t n = 0;

    int32_t len = uloc_getDisplayCountry(arena_printf(cx->mem, "und_%s", code), lang_code(l), wide, 200, &err);
    if (U_FAILURE(err) || len <= 0 || err == U_USING_DEFAULT_WARNING)
        return str_of(NULL);
    u_strToUTF8(out, sizeof out, &n, wide, len, &err);
    return U_FAILURE(err) ? str_of(NULL) : (struct str){arena_strndup(cx->mem, out, (size_t)n), (size_t)n};
}

static void add_form(struct ctx *cx, struct name_place *p, struct str form)
{
    if (form.n > 0)
        vec_push(cx->mem, &p->forms, form);
}

static void add_list(struct ctx *cx, struct name_forms *forms, const struct yaml_node *list)
{
    for (size_t i = 0; i < yaml_tree_count(list); i++)
        vec_push(cx->mem, forms, yaml_tree_item(list, i));
}

static struct name_place place_of_code(struct ctx *cx, const char *code, enum name_kind kind)
{
    struct name_place p = {.id = str_of(code), .kind = kind};

    for (int l = 0; l < LANG__MAX; l++)
        add_form(cx, &p, country_name(cx, code, (enum lang)l));
    p.proper = country_name(cx, code, LANG_EN);
    return p;
}

static void load_countries(struct ctx *cx, struct name_base *b, const struct yaml_node *rows)
{
    const char *const *codes = uloc_getISOCountries();
    struct map by_code;

    map_init(&by_code, cx->mem);
    for (size_t i = 0; rows != NULL && i < rows->items.n; i++)
        map_put(&by_code, yaml_tree_text(rows->items.at[i], "code"), (void *)(uintptr_t)rows->items.at[i]);
    for (size_t i = 0; codes[i] != NULL; i++) {
        struct name_place p = place_of_code(cx, codes[i], NAME_COUNTRY);
        const struct yaml_node *row = map_get(&by_code, str_of(codes[i]));
        if (row != NULL)
            add_list(cx, &p.forms, yaml_tree_get(row, "forms"));
        vec_push(cx->mem, b, p);
    }
}

static void load_regions(struct ctx *cx, struct name_base *b, const struct yaml_node *rows)
{
    for (size_t i = 0; rows != NULL && i < rows->items.n; i++) {
        const struct yaml_node *row = rows->items.at[i];
        struct str code = yaml_tree_text(row, "code");
        struct name_place p = place_of_code(cx, arena_strndup(cx->mem, code.p, code.n), NAME_REGION);

        p.id = yaml_tree_text(row, "id");
        add_list(cx, &p.forms, yaml_tree_get(row, "forms"));
        add_list(cx, &p.members, yaml_tree_get(row, "members"));
        vec_push(cx->mem, b, p);
    }
}

static enum status load_units(struct ctx *cx, struct name_base *b, const struct yaml_node *rows, enum name_kind kind)
{
    for (size_t i = 0; rows != NULL && i < rows->items.n; i++) {
        const struct yaml_node *row = rows->items.at[i];
        struct name_place p = {.id = yaml_tree_text(row, "id"), .kind = kind, .within = yaml_tree_text(row, "within"),
                               .proper = yaml_tree_text(row, "proper")};

        if (p.id.n == 0 || p.proper.n == 0)
            return ctx_fail(cx, E_INVALID, "places line %d: id and proper are needed", row->line);
        add_form(cx, &p, p.proper);
        add_list(cx, &p.forms, yaml_tree_get(row, "forms"));
        vec_push(cx->mem, b, p);
    }
    return OK;
}

/* "Anh", "Nga", "Úc": Vietnamese names of countries that are no words of the other languages, or other words there. */
static bool only_vietnamese(struct str form)
{
    size_t i = 0, letters = utf8_count(form);
    uint32_t cp;

    utf8_next(form, &i, &cp);
    utf8_next(form, &i, &cp);
    return letters <= 3 && !u_isupper((UChar32)cp);
}

static void index_place(struct ctx *cx, struct name_base *b, size_t index)
{
    const struct name_place *p = &b->at[index];

    for (size_t i = 0; i < p->forms.n; i++) {
        struct str form = p->forms.at[i], plain = utf8_fold(cx->mem, form);
        phrase_set_add(cx, b->find[LANG_VI], form, (uint32_t)index);
        if (only_vietnamese(form))
            continue;
        for (int l = LANG_EN; l < LANG__MAX; l++) {
            phrase_set_add(cx, b->find[l], form, (uint32_t)index);
            if (l == LANG_DE && form.n > 2 && form.p[form.n - 1] != 's' && form.p[form.n - 1] != '*') /* genitive */
                phrase_set_add(cx, b->find[l], str_of(arena_printf(cx->mem, "%.*ss", STR_ARGS(form))), (uint32_t)index);
            if (p->kind == NAME_UNIT || p->kind == NAME_CITY)
                phrase_set_add(cx, b->find[l], plain, (uint32_t)index);
        }
        if (p->kind == NAME_UNIT || p->kind == NAME_CITY) {
            b->folded[b->n_folded] = plain;
            b->folded_place[b->n_folded++] = (uint32_t)index;
        }
    }
}

enum status name_load(struct ctx *cx, struct str places, struct name_base *ret_b)
{
    const struct yaml_node *root;
    struct name_base b = {0};
    size_t forms = 0;

    TRY(yaml_tree_read(cx, places, &root));
    load_countries(cx, &b, yaml_tree_get(root, "countries"));
    load_regions(cx, &b, yaml_tree_get(root, "regions"));
    TRY(load_units(cx, &b, yaml_tree_get(root, "units"), NAME_UNIT));
    TRY(load_units(cx, &b, yaml_tree_get(root, "cities"), NAME_CITY));
    for (size_t i = 0; i < b.n; i++)
        forms += b.at[i].forms.n;
    b.folded = arena_alloc(cx->mem, forms * sizeof *b.folded);
    b.folded_place = arena_alloc(cx->mem, forms * sizeof *b.folded_place);
    for (int l = 0; l < LANG__MAX; l++)
        b.find[l] = phrase_set_new(cx, (enum lang)l, l != LANG_VI);
    for (size_t i = 0; i < b.n; i++)
        index_place(cx, &b, i);
    *ret_b = b;
    return OK;
}

static bool adjacent(const struct word *a, const struct word *b)
{
    return b->start == a->end + 1 && !b->joined;
}

/* Behind a full stop, a colon, a quotation mark, a line end: a capital there says nothing. Lists and brackets do not
   begin: "Hàn Quốc, Pháp (Đức)". */
static bool begins(struct str text, struct wordlist w, size_t i)
{
    if (i == 0)
        return true;
    struct str gap = str_sub(text, w.at[i - 1].end, w.at[i].start);
    for (size_t k = 0; k < gap.n; k++)
        if (strchr(" ,;(/-", gap.p[k]) == NULL && !str_starts(str_sub(gap, k, gap.n), "–") &&
            !(k > 0 && ((unsigned char)gap.p[k] & 0xC0) == 0x80))
            return true;
    return false;
}

/* "Nguyễn Đức Anh" names no country, "Thái Bình Dương" no province, "Ý kiến" not Italy: a capital next to it makes it
   another name, and one syllable at the head of a sentence is mostly another word. */
static bool inside_other_name(struct str text, struct wordlist w, const struct phrase_hit *h,
                              const struct name_place *p)
{
    size_t first = h->first, last = h->first + h->n - 1;

    if (first > 0 && p->kind == NAME_COUNTRY && str_is(w.at[first - 1].low, "tie\xCC\x82ng\xCC\x81")) /* tiếng Anh */
        return true;
    if (h->n > 2 || (h->n == 2 && p->kind == NAME_COUNTRY))
        return false;
    if (h->n == 1 && begins(text, w, first) && !(last + 1 < w.n && w.at[last + 1].upper))
        return p->kind == NAME_COUNTRY;
    if (first > 0 && w.at[first - 1].upper && adjacent(&w.at[first - 1], &w.at[first]) && !begins(text, w, first - 1) &&
        !str_is(w.at[first - 1].low, "tp"))
        return true;
    return last + 1 < w.n && w.at[last + 1].upper && adjacent(&w.at[last], &w.at[last + 1]);
}

enum status name_find(struct ctx *cx, const struct name_base *b, enum lang lang, struct str text,
                      struct wordlist words, struct name_hits *ret_hits)
{
    struct phrase_hits hits;
    struct name_hits out = {0};

    TRY(phrase_find(cx, b->find[lang], words, true, &hits));
    for (size_t i = 0; i < hits.n; i++) {
        const struct phrase_hit *h = &hits.at[i];
        bool upper = lang == LANG_DE && b->at[h->payload].kind != NAME_UNIT && b->at[h->payload].kind != NAME_CITY;
        size_t start = words.at[h->first].start;

        for (size_t k = 0; k < h->n; k++)
            upper = upper || words.at[h->first + k].upper;
        if (!upper || (lang == LANG_VI && inside_other_name(text, words, h, &b->at[h->payload])))
            continue;
        if (out.n > 0 && out.at[out.n - 1].start == start) /* two places of one name: the first row speaks */
            continue;
        vec_push(cx->mem, &out, (struct name_hit){start, words.at[h->first + h->n - 1].end, h->payload});
    }
    *ret_hits = out;
    return OK;
}

const struct name_place *name_meant(struct ctx *cx, const struct name_base *b, struct str spelling, struct str within)
{
    struct str folded = utf8_fold(cx->mem, spelling);
    size_t letters = utf8_count(folded);
    unsigned most = letters >= 12 ? 2 : letters >= 6 ? 1 : 0, best = most + 1;
    const struct name_place *meant = NULL;

    if (within.n > 0)
        most = letters >= 9 ? 2 : letters >= 5 ? 1 : 0, best = most + 1;
    for (size_t i = 0; most > 0 && i < b->n_folded; i++) {
        const struct name_place *p = &b->at[b->folded_place[i]];
        if (within.n > 0 && !str_eq(p->within, within))
            continue;
        if (b->folded[i].n < 5 || folded.p[0] != b->folded[i].p[0])
            continue;
        unsigned d = near_distance(folded, b->folded[i], most);
        if (d == 0)
            return NULL;
        if (d < best) {
            best = d;
            meant = p;
        }
    }
    return meant;
}

static size_t skip_onset(struct str s)
{
    static const char *const onsets[] = {"ngh", "ng", "nh", "kh", "gh", "gi", "ch", "ph", "th", "tr", "qu", "b", "c",
                                         "d",   "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v", "x"};

    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++)
        if (str_starts(s, onsets[i]) && s.n > strlen(onsets[i]))
            return strlen(onsets[i]);
    return 0;
}

bool name_is_syllable(struct str folded)
{
    size_t i = skip_onset(folded), vowels = 0;

    if (i == 2 && str_starts(folded, "gi") && (i == folded.n || strchr("aeiouy", folded.p[i]) == NULL))
        i = 1; /* gì, gìn: the i is the vowel */
    while (i < folded.n && strchr("aeiouy", folded.p[i]) != NULL)
        i++, vowels++;
    struct str coda = str_sub(folded, i, folded.n);
    if (vowels == 0 || vowels > 3)
        return false;
    return coda.n == 0 || str_is(coda, "c") || str_is(coda, "m") || str_is(coda, "n") || str_is(coda, "p") ||
           str_is(coda, "t") || str_is(coda, "ch") || str_is(coda, "ng") || str_is(coda, "nh");
}
