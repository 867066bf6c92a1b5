/* Bytes of any file, as somebody may load it: read or refused with a sentence, never a crash, and what comes out is clean
   UTF-8 within its limit; then blocks, sentences, language and what the text says about itself. */
#include "fuzz.h"

#include "base/utf8.h"
#include "text/extract.h"
#include "text/language.h"
#include "text/segment.h"

static void one(struct ctx *cx, struct str in)
{
    struct extracted e;
    struct segments s;
    struct segment_meta meta;
    enum lang lang;
    enum status st = extract_text(cx, in, NULL, &e);

    if (st != OK) {
        FUZZ_CHECK(st == E_FORMAT || st == E_TOOBIG);
        FUZZ_CHECK(cx->detail != NULL);
        return;
    }
    FUZZ_CHECK(utf8_valid(e.text, NULL) && e.text.n <= EXTRACT_TEXT_MAX);
    if (language_of(cx, e.text, &lang) != OK)
        lang = LANG_EN;
    if (segment_text(cx, e.text, lang, &s) != OK)
        return;
    size_t end = 0;
    for (size_t i = 0; i < s.n; i++) {
        FUZZ_CHECK(s.at[i].start <= s.at[i].end && s.at[i].end <= e.text.n && s.at[i].start >= end);
        end = s.at[i].end;
        FUZZ_CHECK(s.at[i].first_sentence + s.at[i].n_sentences <= s.n_sentences);
    }
    for (size_t i = 0; i < s.n_sentences; i++)
        FUZZ_CHECK(s.sentences[i].start <= s.sentences[i].end && s.sentences[i].end <= e.text.n &&
                   s.sentences[i].block < s.n);
    (void)!segment_meta(cx, e.text, &s, &meta);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 65536, one);
}
