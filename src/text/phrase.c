/* See phrase.h. A set is a trie over word keys; children are found through one hash map of (node, key). */
#include "text/phrase.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

/* The five tone marks of Vietnamese: grave, acute, tilde, hook above, dot below. They move behind the word, so that
   "hoà" and "hòa" are one key. Other languages are treated alike on both sides, which does no harm. */
static bool is_tone(UChar32 c)
{
    return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

static size_t lower_one(const UNormalizer2 *nfd, uint32_t cp, char *out, uint32_t *tone)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar parts[32];
    size_t n = 0;
    int32_t len = unorm2_getDecomposition(nfd, (UChar32)cp, parts, 32, &err);

    if (U_FAILURE(err) || len < 0) {
        len = 0;
        U16_APPEND_UNSAFE(parts, len, (UChar32)cp);
    }
    for (int32_t i = 0; i < len;) {
        UChar32 c;

        U16_NEXT(parts, i, len, c);
        if (is_tone(c))
            *tone = (uint32_t)c;
        else
            n += utf8_put(out + n, (uint32_t)u_tolower(c));
    }
    return n;
}

static struct str lower_word(struct arena *mem, struct str w)
{
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&err);
    char *out = arena_alloc(mem, w.n * 4 + 24);
    size_t n = 0, i = 0;
    uint32_t cp, tone = 0;

    while (utf8_next(w, &i, &cp)) {
        if (cp < 0x80)
            out[n++] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
        else if (n + 24 <= w.n * 4 + 24)
            n += lower_one(nfd, cp, out + n, &tone);
    }
    if (tone != 0)
        n += utf8_put(out + n, tone);
    return (struct str){out, n};
}

static struct str cut(struct str w, const char *suffix, size_t keep)
{
    size_t n = strlen(suffix);

    return w.n >= n + keep && str_ends(w, suffix) ? str_sub(w, 0, w.n - n) : w;
}

/* Endings off, lightly: enough that "agencies" meets "agency" and "auswärtigen" meets "auswärtige". */
static struct str stem(struct arena *mem, struct str w, enum lang l)
{
    static const char *const german[] = {"ern", "en", "er", "em", "es", "e", "s", "n"};

    if (l == LANG_EN) {
        if (w.n > 4 && str_ends(w, "ies"))
            return str_of(arena_printf(mem, "%.*sy", (int)w.n - 3, w.p));
        if (w.n > 4 && (str_ends(w, "ches") || str_ends(w, "shes") || str_ends(w, "sses") || str_ends(w, "xes")))
            return str_sub(w, 0, w.n - 2);
        return str_ends(w, "ss") || str_ends(w, "us") || str_ends(w, "is") ? w : cut(w, "s", 3);
    }
    if (l == LANG_DE) {
        for (size_t i = 0; i < sizeof german / sizeof *german; i++) {
            struct str c = cut(w, german[i], 3);
            if (c.n != w.n)
                return c;
        }
    }
    return w;
}

static bool is_word_char(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
    int8_t t = u_charType((UChar32)cp);
    return cp != 0xFFFD && (u_isalnum((UChar32)cp) || t == U_NON_SPACING_MARK || t == U_COMBINING_SPACING_MARK);
}

enum status phrase_words(struct ctx *cx, struct str text, enum lang lang, struct wordlist *ret_words)
{
    struct wordlist words = {0};
    size_t i = 0;
    uint32_t cp;
    bool joined = false;

    while (i < text.n) {
        size_t at = i;
        if (!utf8_next(text, &i, &cp))
            break;
        if (!is_word_char(cp)) {
            joined = words.n > 0 && at == words.at[words.n - 1].end && (cp == '-' || cp == 0x2010 || cp == 0x2011);
            continue;
        }
        struct word w = {.start = at, .upper = u_isupper((UChar32)cp) || u_istitle((UChar32)cp), .joined = joined};
        size_t end = i;
        while (i < text.n && utf8_next(text, &i, &cp) && is_word_char(cp))
            end = i;
        i = w.end = end;
        w.low = lower_word(cx->mem, str_sub(text, w.start, w.end));
        w.key = stem(cx->mem, w.low, lang);
        vec_push(cx->mem, &words, w);
        joined = false;
    }
    *ret_words = words;
    return OK;
}

struct payloads {
    VEC(uint32_t);
};

struct node {
    struct payloads here;
    struct edges {
        VEC(struct edge {
            struct str pattern; /* "*ministerium" or "außenpoliti*", without the star */
            bool tail;          /* the star stands in front: the word must end so */
            size_t to;
        });
    } wild;
};

struct phrase_set {
    struct arena *mem;
    enum lang lang;
    bool loose;
    struct map children; /* "NODE key" -> index of the node behind it, as a pointer */
    struct nodes {
        VEC(struct node);
    } nodes;
};

struct phrase_set *phrase_set_new(struct ctx *cx, enum lang lang, bool loose)
{
    struct phrase_set *s = arena_new_of(cx->mem, struct phrase_set);

    s->mem = cx->mem;
    s->lang = lang;
    s->loose = loose;
    map_init(&s->children, cx->mem);
    vec_push(s->mem, &s->nodes, (struct node){0});
    return s;
}

enum { KEY_MAX = 200 };

/* The map's key of an edge: the node's number in front of the word's key. Built on the stack for look-ups. */
static struct str edge_key(char room[KEY_MAX], size_t node, struct str key)
{
    size_t n = 0;

    for (size_t v = node + 1; v != 0; v >>= 6)
        room[n++] = (char)(1 + (v & 63));
    room[n++] = ' ';
    if (key.n > KEY_MAX - n)
        key.n = KEY_MAX - n;
    memcpy(room + n, key.p, key.n);
    return (struct str){room, n + key.n};
}

static size_t child(const struct phrase_set *s, size_t node, struct str key)
{
    char room[KEY_MAX];

    return (size_t)(uintptr_t)map_get(&s->children, edge_key(room, node, key));
}

static size_t add_child(struct phrase_set *s, size_t node, struct str key)
{
    char room[KEY_MAX];
    size_t to = child(s, node, key);

    if (to != 0)
        return to;
    to = s->nodes.n;
    vec_push(s->mem, &s->nodes, (struct node){0});
    struct str k = edge_key(room, node, key);
    map_put(&s->children, (struct str){arena_strndup(s->mem, k.p, k.n), k.n}, (void *)(uintptr_t)to);
    return to;
}

static size_t add_wild(struct phrase_set *s, size_t node, struct str pattern, bool tail)
{
    for (size_t i = 0; i < s->nodes.at[node].wild.n; i++) {
        struct edge *e = &s->nodes.at[node].wild.at[i];
        if (e->tail == tail && str_eq(e->pattern, pattern))
            return e->to;
    }
    size_t to = s->nodes.n;
    vec_push(s->mem, &s->nodes, (struct node){0});
    struct node *from = &s->nodes.at[node];
    vec_push(s->mem, &from->wild, (struct edge){pattern, tail, to});
    return to;
}

static struct str key_of(const struct phrase_set *s, const struct word *w)
{
    return s->loose ? w->key : w->low;
}

void phrase_set_add(struct ctx *cx, struct phrase_set *s, struct str phrase, uint32_t payload)
{
    struct wordlist w;
    size_t node = 0;

    if (phrase_words(cx, phrase, s->lang, &w) != OK || w.n == 0)
        return;
    for (size_t i = 0; i < w.n; i++) {
        bool tail = w.at[i].start > 0 && phrase.p[w.at[i].start - 1] == '*';
        bool head = w.at[i].end < phrase.n && phrase.p[w.at[i].end] == '*';
        node = tail || head ? add_wild(s, node, w.at[i].low, tail) : add_child(s, node, key_of(s, &w.at[i]));
    }
    vec_push(s->mem, &s->nodes.at[node].here, payload);
}

struct search {
    struct ctx *cx;
    const struct phrase_set *s;
    struct wordlist words;
    size_t first;
    struct phrase_hits *out;
};

static bool ends_with(struct str s, struct str tail)
{
    return s.n >= tail.n && memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0;
}

static bool begins_with(struct str s, struct str head)
{
    return s.n >= head.n && memcmp(s.p, head.p, head.n) == 0;
}

static void follow(struct search *f, size_t node, size_t depth)
{
    const struct node *n = &f->s->nodes.at[node];

    for (size_t i = 0; depth > 0 && i < n->here.n; i++)
        vec_push(f->cx->mem, f->out, (struct phrase_hit){f->first, depth, n->here.at[i]});
    if (f->first + depth >= f->words.n)
        return;
    const struct word *w = &f->words.at[f->first + depth];
    size_t to = child(f->s, node, key_of(f->s, w));
    if (to != 0)
        follow(f, to, depth + 1);
    for (size_t i = 0; i < n->wild.n; i++) {
        const struct edge *e = &n->wild.at[i];
        if (e->tail ? ends_with(w->low, e->pattern) || ends_with(w->key, e->pattern)
                    : begins_with(w->low, e->pattern))
            follow(f, e->to, depth + 1);
    }
}

enum status phrase_find(struct ctx *cx, const struct phrase_set *s, struct wordlist words, bool greedy,
                        struct phrase_hits *ret_hits)
{
    struct phrase_hits all = {0}, here;
    struct search f = {cx, s, words, 0, &here};

    for (size_t i = 0; i < words.n;) {
        size_t longest = 0;
        here = (struct phrase_hits){0};
        f.first = i;
        follow(&f, 0, 0);
        for (size_t h = 0; h < here.n; h++)
            if (here.at[h].n > longest)
                longest = here.at[h].n;
        for (size_t h = 0; h < here.n; h++)
            if (!greedy || here.at[h].n == longest)
                vec_push(cx->mem, &all, here.at[h]);
        i += greedy && longest > 0 ? longest : 1;
    }
    *ret_hits = all;
    return OK;
}
