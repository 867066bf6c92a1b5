/* The figures that the five source documents state (domain study, section 2.1), each in its document. The documents are not
   in the repository: CHANCERY_SOURCES, or ../shared/sources beside it; without them the test says so and passes as skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/figure.h"

struct row {
    const char *text; /* the span */
    enum figure_class cls;
    const char *low, *high; /* NULL = open */
    const char *unit;       /* NULL = not asked for */
};

static struct arena *mem;

static FILE *open_source(const char *name)
{
    const char *env = getenv("CHANCERY_SOURCES");
    const char *const folders[] = {env != NULL ? env : "../shared/sources", "../shared/sources", "../../shared/sources"};

    for (size_t i = 0; i < 3; i++) {
        FILE *f = fopen(arena_printf(mem, "%s/%s", folders[i], name), "rb");
        if (f != NULL)
            return f;
    }
    return NULL;
}

static bool end_is(bool has, struct decimal d, const char *want)
{
    return want == NULL ? !has : has && strcmp(decimal_text(mem, d), want) == 0;
}

static bool fits(struct str text, const struct figure *f, const struct row *r)
{
    return str_is(str_sub(text, f->start, f->end), r->text) && f->cls == r->cls && end_is(f->has_low, f->low, r->low) &&
           end_is(f->has_high, f->high, r->high) && (r->unit == NULL || str_is(f->unit, r->unit));
}

static void check(const char *name, enum lang lang, const struct row *rows, size_t n)
{
    static char room[1 << 16];
    struct figures found;
    struct ctx cx;
    int missing = 0;

    FILE *f = open_source(name);
    if (f == NULL) {
        print_message("skipped: %s is not here (CHANCERY_SOURCES)\n", name);
        skip();
    }
    struct str text = {room, fread(room, 1, sizeof room, f)};
    fclose(f);
    ctx_init(&cx, mem, NULL);
    assert_int_equal(figure_spot(&cx, text, lang, &found), OK);
    size_t at = 0; /* rows stand in text order */
    for (size_t r = 0; r < n; r++) {
        size_t k = at;
        while (k < found.n && !fits(text, &found.at[k], &rows[r]))
            k++;
        if (k == found.n) {
            print_error("%s: not found: %s\n", name, rows[r].text);
            missing++;
        } else {
            at = k + 1;
        }
    }
    assert_int_equal(missing, 0);
}

#define CHECK(name, lang, rows) check(name, lang, rows, sizeof(rows) / sizeof *(rows))

static void hue_2026_vi(void **state)
{
    static const struct row rows[] = {
        {"2025", FIGURE_YEAR, "2025", "2025", NULL}, {"ba", FIGURE_CARDINAL, "3", "3", "trụ cột"},
        {"3", FIGURE_CARDINAL, "3", "3", "thỏa thuận"}, {"bốn", FIGURE_CARDINAL, "4", "4", "thỏa thuận"},
        {"17", FIGURE_CARDINAL, "17", "17", "cặp"}, {"2", FIGURE_CARDINAL, "2", "2", NULL},
        {"thứ 5", FIGURE_ORDINAL, "5", "5", NULL}, {"3", FIGURE_CARDINAL, "3", "3", "hội nghị"},
        {"hàng chục", FIGURE_CARDINAL, "10", NULL, "hội nghị"}, {"11", FIGURE_CARDINAL, "11", "11", "dự án"},
        {"hơn 39 triệu USD", FIGURE_MONEY, "39000000", NULL, "USD"}, {"2026", FIGURE_YEAR, "2026", "2026", NULL},
    };
    (void)state;
    CHECK("hue-2026-vi.txt", LANG_VI, rows);
}

static void hue_2026_en(void **state)
{
    static const struct row rows[] = {
        {"three", FIGURE_CARDINAL, "3", "3", "pillars"}, {"three", FIGURE_CARDINAL, "3", "3", "agreements"},
        {"four", FIGURE_CARDINAL, "4", "4", "agreements"}, {"17", FIGURE_CARDINAL, "17", "17", "pairs"},
        {"two", FIGURE_CARDINAL, "2", "2", "lines"}, {"5th", FIGURE_ORDINAL, "5", "5", NULL},
        {"three", FIGURE_CARDINAL, "3", "3", "conferences"}, {"dozens", FIGURE_CARDINAL, "24", NULL, "conferences"},
        {"11", FIGURE_CARDINAL, "11", "11", "projects"}, {"over 39 million USD", FIGURE_MONEY, "39000000", NULL, "USD"},
        {"2026", FIGURE_YEAR, "2026", "2026", NULL},
    };
    (void)state;
    CHECK("hue-2026-en.txt", LANG_EN, rows);
}

static void hue_2026_de(void **state)
{
    static const struct row rows[] = {
        {"drei", FIGURE_CARDINAL, "3", "3", "säulen"}, {"drei", FIGURE_CARDINAL, "3", "3", "kooperationsabkommen"},
        {"vier", FIGURE_CARDINAL, "4", "4", "abkommen"}, {"17", FIGURE_CARDINAL, "17", "17", NULL},
        {"beiden", FIGURE_CARDINAL, "2", "2", "grenzlinien"}, {"5.", FIGURE_ORDINAL, "5", "5", NULL},
        {"drei", FIGURE_CARDINAL, "3", "3", "konferenzen"}, {"Dutzende", FIGURE_CARDINAL, "24", NULL, "konferenzen"},
        {"elf", FIGURE_CARDINAL, "11", "11", "direktinvestitionsprojekte"},
        {"über 39 Millionen US-Dollar", FIGURE_MONEY, "39000000", NULL, "USD"},
        {"2026", FIGURE_YEAR, "2026", "2026", NULL},
    };
    (void)state;
    CHECK("hue-2026-de.txt", LANG_DE, rows);
}

static void hue_2024_en(void **state)
{
    static const struct row rows[] = {
        {"2/15/2024", FIGURE_DATE, NULL, NULL, NULL}, {"45", FIGURE_CARDINAL, "45", "45", "countries"},
        {"More than 30", FIGURE_CARDINAL, "30", NULL, "memoranda"}, {"42", FIGURE_CARDINAL, "42", "42", "documents"},
        {"26", FIGURE_CARDINAL, "26", "26", "documents"}, {"3rd", FIGURE_ORDINAL, "3", "3", NULL},
        {"2022", FIGURE_YEAR, "2022", "2022", NULL}, {"2023", FIGURE_YEAR, "2023", "2023", NULL},
        {"117", FIGURE_CARDINAL, "117", "117", "projects"},
        {"US$4.35 billion", FIGURE_MONEY, "4350000000", "4350000000", "USD"},
        {"thousands", FIGURE_CARDINAL, "1000", NULL, "delegations"}, {"five", FIGURE_CARDINAL, "5", "5", "provinces"},
    };
    (void)state;
    CHECK("hue-2024-en.txt", LANG_EN, rows);
}

static void ministry_2025_en(void **state)
{
    static const struct row rows[] = {
        {"14th", FIGURE_ORDINAL, "14", "14", "congress"}, {"80th", FIGURE_ORDINAL, "80", "80", "anniversary"},
        {"1945–2025", FIGURE_PERIOD, NULL, NULL, NULL}, {"two", FIGURE_CARDINAL, "2", "2", "tier"},
        {"135", FIGURE_CARDINAL, "135", "135", "agreements"}, {"four", FIGURE_CARDINAL, "4", "4", "conferences"},
        {"400–800", FIGURE_CARDINAL, "400", "800", "delegates"}, {"Over 1,000", FIGURE_CARDINAL, "1000", NULL, "connections"},
        {"first 11 months of 2025", FIGURE_PERIOD, NULL, NULL, NULL},
        {"33.69 billion USD", FIGURE_MONEY, "33690000000", "33690000000", "USD"},
        {"7.4%", FIGURE_PERCENT, "7.4", "7.4", "percent"}, {"3,695", FIGURE_CARDINAL, "3695", "3695", "projects"},
        {"15.96 billion USD", FIGURE_MONEY, "15960000000", "15960000000", "USD"},
        {"21.7%", FIGURE_PERCENT, "21.7", "21.7", "percent"},
        {"9.17 billion USD", FIGURE_MONEY, "9170000000", "9170000000", "USD"},
        {"57.5%", FIGURE_PERCENT, "57.5", "57.5", "percent"}, {"eight", FIGURE_CARDINAL, "8", "8", "projects"},
        {"15", FIGURE_CARDINAL, "15", "15", "years"}, {"23", FIGURE_CARDINAL, "23", "23", "localities"},
        {"48", FIGURE_CARDINAL, "48", "48", "dossiers"}, {"seven", FIGURE_CARDINAL, "7", "7", "titles"},
        {"77", FIGURE_CARDINAL, "77", "77", "titles"}, {"2026", FIGURE_YEAR, "2026", "2026", NULL},
    };
    (void)state;
    CHECK("ministry-2025-en.txt", LANG_EN, rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hue_2026_vi), cmocka_unit_test(hue_2026_en), cmocka_unit_test(hue_2026_de),
        cmocka_unit_test(hue_2024_en), cmocka_unit_test(ministry_2025_en),
    };
    mem = arena_new(64 << 20, NULL, NULL);
    int failed = cmocka_run_group_tests_name("figure_sources", tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
