/* Any two texts as original and translation: compared or refused, never a crash; findings point into their texts, rows
   name blocks that exist. The input is two texts with the record separator (0x1E) between; the first byte says the
   languages. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "text/compare.h"

static const char terms[] = "- {id: so, vi: [\"Sở\"], de: {use: [Amt], avoid: [{text: Ministerium, class: B, "
                            "rule: institution, why: x}]}, en: {use: [Department], avoid: []}}\n";
static const char places[] = "countries: [{code: JP, forms: [\"Nhật\"]}]\nregions: [{id: r, code: \"009\", forms: "
                             "[\"châu Úc\"], members: [AU]}]\nunits: [{id: JP-29, within: JP, proper: Nara, forms: []}]\n";
static const char concepts[] = "- {id: pair, kind: measure, vi: [\"cặp\"], en: [pair], de: [\"*paar*\"]}\n"
                               "- {id: city, kin: place, vi: [\"thành phố\"], en: [city], de: [Stadt]}\n";

static void one(struct ctx *cx, struct str in)
{
    struct compare_version v[2] = {{.name = "a"}, {.name = "b"}};
    struct compare_data data;
    struct comparison c;

    if (in.n < 2 || !utf8_valid(str_sub(in, 1, in.n), NULL))
        return;
    v[0].lang = (enum lang)((unsigned char)in.p[0] % 3);
    v[1].lang = (enum lang)((unsigned char)in.p[0] / 3 % 3);
    size_t cut = str_find(str_sub(in, 1, in.n), STR("\x1E")) + 1;
    v[0].text = str_sub(in, 1, cut);
    v[1].text = str_sub(in, cut + 1, in.n);
    FUZZ_CHECK(compare_load(cx, str_of(terms), str_of(places), str_of(concepts), &data) == OK);
    if (compare_texts(cx, v, 2, &data, &c) != OK)
        return;
    for (size_t i = 0; i < c.findings.n; i++) {
        const struct finding *f = &c.findings.at[i];
        FUZZ_CHECK(f->cls >= 'A' && f->cls <= 'D' && f->version == 1 && f->message != NULL && f->key != NULL);
        FUZZ_CHECK(f->original.is_set || f->other.is_set);
        FUZZ_CHECK(!f->original.is_set || (f->original.start < f->original.end && f->original.end <= v[0].text.n));
        FUZZ_CHECK(!f->other.is_set || (f->other.start < f->other.end && f->other.end <= v[1].text.n));
    }
    for (size_t r = 0; r < c.rows.n; r++)
        for (size_t k = 0; k < 2; k++)
            FUZZ_CHECK(c.rows.at[r].blocks[k] >= -1 && c.rows.at[r].blocks[k] < (long)c.segments[k].n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 8192, one);
}
