/* See language.h. Short texts are told by letters and function words, longer ones by libexttextcat's fingerprints.
   The fingerprints of some neighbours are loaded too, so that a refusal can name what the text looks like. */
#include "text/language.h"

#include <libexttextcat/textcat.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <threads.h>
#include <unistd.h>

#include "base/utf8.h"
#include "text/compose.h"
#include "text/phrase.h"

/* The sample: enough for the fingerprints, and 10,000 documents are loaded in a row. */
enum { SAMPLE_BYTES = 4096, WORD_SAMPLE_BYTES = 1200, LETTERS_FOR_FINGERPRINT = 120 };

static const struct neighbour {
    const char *code, *name;
} neighbours[] = {
    {"vi", "Vietnamese"}, {"en", "English"}, {"de", "German"},     {"fr", "French"},  {"es", "Spanish"},
    {"it", "Italian"},    {"pt", "Portuguese"}, {"nl", "Dutch"},   {"pl", "Polish"},  {"cs", "Czech"},
    {"hu", "Hungarian"},  {"ro", "Romanian"}, {"sv", "Swedish"},   {"da", "Danish"},  {"tr", "Turkish"},
    {"id", "Indonesian"}, {"tl", "Tagalog"}, {"la", "Latin"},      {"fi", "Finnish"},
};
enum { N_NEIGHBOURS = sizeof neighbours / sizeof *neighbours };

/* Built once at the first call, read-only afterwards: textcat_ClassifyFull() keeps its results outside the handle. */
static once_flag fingerprints_once = ONCE_FLAG_INIT;
static void *fingerprints;

static void load_fingerprints(void)
{
    const char *dir = getenv("CHANCERY_TEXTCAT");
    char path[64];
    int fd = memfd_create("languages", MFD_CLOEXEC);

    if (fd < 0)
        return;
    for (size_t i = 0; i < N_NEIGHBOURS; i++)
        dprintf(fd, "%s.lm %s\n", neighbours[i].code, neighbours[i].code);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    fingerprints = special_textcat_Init(path, dir != NULL ? dir : "/usr/share/libexttextcat/");
    close(fd);
}

static const char *neighbour_name(const char *code)
{
    for (size_t i = 0; i < N_NEIGHBOURS; i++)
        if (strncmp(neighbours[i].code, code, 2) == 0)
            return neighbours[i].name;
    return code;
}

struct letters {
    size_t all, latin, vietnamese, german;
    UScriptCode other; /* a script that is not Latin, the last one seen */
};

/* Letters that Vietnamese has and neither German nor English: đ, ơ, ư, ă and everything with a tone mark on them. */
static bool is_vietnamese(UChar32 c)
{
    return c == 0x111 || c == 0x110 || c == 0x1A0 || c == 0x1A1 || c == 0x1AF || c == 0x1B0 || c == 0x102 ||
           c == 0x103 || (c >= 0x1EA0 && c <= 0x1EF9) || c == 0x309 || c == 0x323 || c == 0x31B;
}

static struct letters count_letters(struct str s)
{
    struct letters n = {.other = USCRIPT_LATIN};
    size_t i = 0;
    uint32_t cp;

    while (utf8_next(s, &i, &cp)) {
        UChar32 c = (UChar32)cp;

        if (cp < 0x80) {
            bool letter = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');

            n.all += letter;
            n.latin += letter;
            continue;
        }
        n.vietnamese += is_vietnamese(c);
        n.german += c == 0xE4 || c == 0xF6 || c == 0xFC || c == 0xDF || c == 0xC4 || c == 0xD6 || c == 0xDC;
        if (!u_isalpha(c))
            continue;
        UErrorCode err = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript(c, &err);
        n.all++;
        n.latin += script == USCRIPT_LATIN;
        if (script != USCRIPT_LATIN)
            n.other = script;
    }
    return n;
}

static const char *const function_words[LANG__MAX] = {
    "và của các là được trong cho với tại năm những đã có không một về từ đến công tác thành phố tỉnh ngày",
    "the of and to in is for with by on at from has have was were will this that its are as an be or not city one "
    "two three four five six seven eight nine ten each over more than new into all other which who their his her "
    "our we",
    "der die das und in den von zu mit für ist im auf ein eine des dem nicht wurde werden hat sich bei nach "
    "durch aus zur zum stadt wird haben zwei drei vier sechs sieben acht neun zehn je neue neuen als wie aber "
    "oder sie ihr"};

/* For lines and short texts: letters that only one language has, and function words. False when nothing speaks. */
static enum status of_words(struct ctx *cx, struct str text, const struct letters *n, enum lang *ret_l,
                            bool *ret_sure, bool *ret_plain)
{
    size_t score[LANG__MAX] = {0}, hits[LANG__MAX] = {0};
    struct wordlist w;

    TRY(phrase_words(cx, text, LANG_VI, &w));
    for (size_t i = 0; i < w.n; i++)
        for (int l = LANG_EN; l < LANG__MAX; l++)
            hits[l] += str_listed(w.at[i].low, function_words[l]);
    for (int l = LANG_EN; l < LANG__MAX; l++)
        score[l] = 2 * hits[l];
    score[LANG_VI] = n->vietnamese * 3;
    score[LANG_DE] += n->german * 2;
    enum lang best = LANG_VI;
    for (int l = LANG_EN; l < LANG__MAX; l++)
        if (score[l] > score[best])
            best = (enum lang)l;
    *ret_l = best;
    *ret_sure = score[best] > 0;
    /* Prose: one word in five is a function word of this language and hardly any of the other. */
    size_t other = best == LANG_EN ? hits[LANG_DE] : hits[LANG_EN];
    *ret_plain = best != LANG_VI && w.n >= 60 && hits[best] * 5 >= w.n && other * 6 <= hits[best];
    return OK;
}

static void release_candidates(void *c)
{
    textcat_ReleaseClassifyFullOutput(fingerprints, c);
}

/* Best of the fingerprints; *ret_code NULL when it cannot tell. */
static enum status of_fingerprints(struct ctx *cx, struct str sample, const char **ret_code)
{
    *ret_code = NULL;
    call_once(&fingerprints_once, load_fingerprints);
    if (fingerprints == NULL)
        return OK;
    void **slot = arena_defer(cx->mem, release_candidates);
    candidate_t *c = textcat_GetClassifyFullOutput(fingerprints);
    if (c == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for language candidates");
    *slot = c;
    int n = textcat_ClassifyFull(fingerprints, sample.p, sample.n, c);
    if (n > 0)
        *ret_code = c[0].name;
    return OK;
}

enum status language_of(struct ctx *cx, struct str text, enum lang *ret_lang)
{
    struct str sample = str_sub(text, 0, SAMPLE_BYTES);
    const char *code = NULL;
    enum lang l = LANG_EN;
    bool sure = false, plain = false;

    while (sample.n > 0 && sample.n < text.n && ((unsigned char)text.p[sample.n] & 0xC0) == 0x80)
        sample.n--;
    sample = compose_text(cx, sample).text;
    struct letters n = count_letters(sample);
    if (n.all == 0)
        return ctx_fail(cx, E_FORMAT, "no language can be told: the text has no letters");
    if (n.latin * 2 < n.all)
        return ctx_fail(cx, E_FORMAT, "neither Vietnamese nor English nor German: the letters are %s",
                        uscript_getName(n.other));
    /* One letter in twelve that only Vietnamese has: no other language of the world comes near. */
    if (n.vietnamese * 12 > n.all) {
        *ret_lang = LANG_VI;
        return OK;
    }
    TRY(of_words(cx, str_sub(sample, 0, WORD_SAMPLE_BYTES), &n, &l, &sure, &plain));
    if (!plain && (n.all >= LETTERS_FOR_FINGERPRINT || (!sure && n.all >= LETTERS_FOR_FINGERPRINT / 3)))
        TRY(of_fingerprints(cx, sample, &code));
    if (code != NULL && !lang_parse(str_of(code), &l))
        return ctx_fail(cx, E_FORMAT, "neither Vietnamese nor English nor German: it looks like %s (%s)",
                        neighbour_name(code), code);
    if (code == NULL && !sure)
        return ctx_fail(cx, E_FORMAT, "too short to tell Vietnamese, English and German apart; name the language");
    *ret_lang = l;
    return OK;
}
