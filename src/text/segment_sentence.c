/* Sentences: ICU's rules, and what they do not know: TP., Mr., z. B., "Die 5. Konferenz". Part of segment.h. */
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/segment_private.h"

static void close_breaks(void *b)
{
    ubrk_close(b);
}
static void close_utext(void *t)
{
    utext_close(t);
}

/* Words that end with a full stop and no sentence does. */
static const char *const abbreviations =
    "tp q p tx h mr mrs ms dr prof st no nos vs etc. vol fig dept gov gen col lt sen rep inc ltd co corp jr sr "
    "approx z b d h u a bzw ca nr tsd mio mrd hr fr abs art bd evtl ggf inkl sog vgl str bspw usw. v chr s o pgs "
    "ts ths gs bs ks cn ktv ttxvn nxb";

static bool is_listed(const char *list, struct str w)
{
    struct str rest = str_of(list), one;

    while (str_next(&rest, ' ', &one))
        if (one.n == w.n && strncasecmp(one.p, w.p, w.n) == 0)
            return true;
    return false;
}

/* The last word before the full stop that ends s. */
static struct str last_word(struct str s)
{
    size_t to = s.n;

    while (to > 0 && (s.p[to - 1] == ' ' || s.p[to - 1] == '\n' || s.p[to - 1] == '\r'))
        to--;
    if (to == 0 || s.p[to - 1] != '.')
        return str_of(NULL);
    size_t from = --to;
    while (from > 0 && strchr(" \n\t.(\"", s.p[from - 1]) == NULL)
        from--;
    return str_sub(s, from, to);
}

static bool is_number(struct str w)
{
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] < '0' || w.p[i] > '9')
            return false;
    return w.n > 0 && w.n <= 3;
}

/* "XIV": of two letters and more, one alone counts as an initial. */
static bool is_roman(struct str w)
{
    for (size_t i = 0; i < w.n; i++)
        if (strchr("IVX", w.p[i]) == NULL)
            return false;
    return w.n >= 2 && w.n <= 6;
}

static const char *const months_de =
    "januar februar märz april mai juni juli august september oktober november dezember jahrhundert jahrestag";

/* "Die 5. Konferenz", "am 15. Februar", but not "auf 17. Dies ist". */
static bool is_ordinal(struct str before, struct str after)
{
    struct str number = last_word(before);

    if (!is_number(number) && !is_roman(number))
        return false;
    size_t n = 0;
    while (n < after.n && strchr(" \n.,;", after.p[n]) == NULL)
        n++;
    if (is_listed(months_de, str_sub(after, 0, n)))
        return true;
    struct str head = str_trim((struct str){before.p, (size_t)(number.p - before.p)});
    size_t from = head.n;
    while (from > 0 && strchr(" \n\t(", head.p[from - 1]) == NULL)
        from--;
    return head.n == 0 || is_listed("die der das den dem des am vom zum zur im beim ihre ihrer seine seiner ihr sein "
                                    "ihren seinen ihrem seinem ein eine einer einen einem jede jeder",
                                    str_sub(head, from, head.n));
}

static bool is_false_end(struct str before, struct str after, enum lang lang)
{
    struct str w = last_word(before);

    if (w.n == 0)
        return false;
    if (w.n == 1 && ((w.p[0] >= 'A' && w.p[0] <= 'Z')))
        return true; /* an initial */
    if (is_listed(abbreviations, w))
        return true;
    if (is_roman(w) && str_trim(before).n == w.n + 1)
        return true; /* the number of a chapter */
    return lang == LANG_DE && is_ordinal(before, after);
}

static size_t trim_back(struct str text, size_t from, size_t to)
{
    while (to > from && strchr(" \t\r\n", text.p[to - 1]) != NULL)
        to--;
    return to;
}

static size_t trim_front(struct str text, size_t from, size_t to)
{
    while (from < to && strchr(" \t\r\n", text.p[from]) != NULL)
        from++;
    return from;
}

static void keep(struct ctx *cx, struct str text, size_t from, size_t to, size_t block, struct sentence_list *out)
{
    size_t a = trim_front(text, from, to), b = trim_back(text, a, to);

    if (a < b)
        vec_push(cx->mem, out, (struct sentence){a, b, block});
}

/* ICU ends no sentence before a digit: "… um 11,5 %. 2026 will die Stadt …". */
static void cut_before_digits(struct ctx *cx, struct str text, struct sentence s, enum lang lang,
                              struct sentence_list *out)
{
    size_t start = s.start;

    for (size_t i = s.start + 1; i + 2 < s.end; i++) {
        bool stop = (text.p[i] == '.' || text.p[i] == '?' || text.p[i] == '!') && text.p[i + 1] == ' ' &&
                    text.p[i + 2] >= '0' && text.p[i + 2] <= '9';
        if (!stop || is_false_end(str_sub(text, start, i + 2), str_sub(text, i + 2, s.end), lang))
            continue;
        keep(cx, text, start, i + 2, s.block, out);
        start = i + 2;
    }
    keep(cx, text, start, s.end, s.block, out);
}

enum status segment_sentences(struct ctx *cx, struct str text, size_t from, size_t to, enum lang lang, size_t block,
                              struct sentence_list *out)
{
    UErrorCode err = U_ZERO_ERROR;
    void **slot_text = out->text == NULL ? arena_defer(cx->mem, close_utext) : NULL;
    void **slot = out->breaks == NULL ? arena_defer(cx->mem, close_breaks) : NULL;

    UText *copy = utext_openUTF8(out->text, text.p + from, (int64_t)(to - from), &err);
    if (slot_text != NULL)
        *slot_text = out->text = copy;
    if (slot != NULL)
        *slot = out->breaks = ubrk_open(UBRK_SENTENCE, lang_code(lang), NULL, 0, &err);
    UBreakIterator *it = out->breaks;
    if (U_SUCCESS(err))
        ubrk_setUText(it, copy, &err);
    if (U_FAILURE(err))
        return ctx_fail(cx, E_BUG, "no sentence breaks: %s", u_errorName(err));
    size_t start = from;
    struct sentence_list rough = {0};
    for (int32_t at = ubrk_next(it); at != UBRK_DONE; at = ubrk_next(it)) {
        size_t end = from + (size_t)at;
        struct str before = str_sub(text, start, end), after = str_sub(text, end, to);
        if (end < to && is_false_end(before, after, lang))
            continue;
        vec_push(cx->mem, &rough, (struct sentence){start, end, block});
        start = end;
    }
    for (size_t i = 0; i < rough.n; i++)
        cut_before_digits(cx, text, rough.at[i], lang, out);
    return OK;
}
