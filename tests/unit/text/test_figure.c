/* The spotter on tables of sentences of our own: what is found, with bounds, unit, value, direction. One line per figure:
   class "span" low..high unit, '~' about, '(' ')' strict ends, '=' the ISO value, +/- direction. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/figure.h"

struct row {
    enum lang lang;
    const char *text, *want;
};

static struct arena *mem;

static void describe(struct buf *b, struct str text, const struct figure *f)
{
    struct str span = str_sub(text, f->start, f->end);

    buf_printf(b, "%s%s \"%.*s\"", b->n > 0 ? "; " : "", figure_class_name(f->cls), STR_ARGS(span));
    if (f->value != NULL)
        buf_printf(b, " =%s", f->value);
    else if (f->has_low && f->has_high && decimal_cmp(f->low, f->high) == 0)
        buf_printf(b, " %s%s", f->approx ? "~" : "", decimal_text(mem, f->low));
    else
        buf_printf(b, " %s%s%s..%s%s", f->approx ? "~" : "", f->low_strict ? "(" : "",
                   f->has_low ? decimal_text(mem, f->low) : "", f->has_high ? decimal_text(mem, f->high) : "",
                   f->high_strict ? ")" : "");
    if (f->unit.n > 0)
        buf_printf(b, " %.*s", STR_ARGS(f->unit));
    if (f->direction != 0)
        buf_add_c(b, f->direction > 0 ? " +" : " -");
}

static const char *spot(enum lang lang, struct str text, struct figures *ret)
{
    struct ctx cx;
    struct buf b;

    ctx_init(&cx, mem, NULL);
    buf_init(&b, mem, 1 << 16);
    assert_int_equal(figure_spot(&cx, text, lang, ret), OK);
    for (size_t i = 0; i < ret->n; i++)
        describe(&b, text, &ret->at[i]);
    return b.n > 0 ? b.p : "";
}

static void check(const struct row *rows, size_t n)
{
    struct figures found;
    int bad = 0;

    for (size_t i = 0; i < n; i++) {
        arena_reset(mem);
        const char *got = spot(rows[i].lang, str_of(rows[i].text), &found);
        if (strcmp(got, rows[i].want) != 0) {
            print_error("%s\n  want %s\n  got  %s\n", rows[i].text, rows[i].want, got);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void bounds(void **state)
{
    static const struct row rows[] = {
        {LANG_VI, "tổng vốn hơn 39 triệu USD", "money \"hơn 39 triệu USD\" (39000000.. USD"},
        {LANG_VI, "Trên 2 tuyến biên giới", "cardinal \"2\" 2 tuyến biên giới"},
        {LANG_VI, "đón trên 200 đại biểu", "cardinal \"trên 200\" (200.. đại biểu"},
        {LANG_VI, "gần 48 tỷ đồng", "money \"gần 48 tỷ đồng\" ..48000000000) VND"},
        {LANG_VI, "từ 10 triệu đồng trở lên", "money \"từ 10 triệu đồng trở lên\" 10000000.. VND"},
        {LANG_VI, "không quá 30 ngày", "cardinal \"không quá 30\" ..30 ngày"},
        {LANG_VI, "khoảng 1.200 người", "cardinal \"khoảng 1.200\" ~1200 người"},
        {LANG_EN, "at least 130 delegations", "cardinal \"at least 130\" 130.. delegations"},
        {LANG_EN, "fewer than 10% would agree", "percent \"fewer than 10%\" ..10) percent"},
        {LANG_EN, "100 or more members", "cardinal \"100 or more\" 100.. members"},
        {LANG_EN, "nearly 3.2 million visitors", "cardinal \"nearly 3.2 million\" ..3200000) visitors"},
        {LANG_EN, "up to US$1,200 each", "money \"up to US$1,200\" ..1200 USD"},
        {LANG_DE, "knapp 1,9 Mio. Euro", "money \"knapp 1,9 Mio. Euro\" ..1900000) EUR"},
        {LANG_DE, "höchstens 1.000 Gäste", "cardinal \"höchstens 1.000\" ..1000 gäste"},
        {LANG_DE, "über 39 Millionen US-Dollar", "money \"über 39 Millionen US-Dollar\" (39000000.. USD"},
        {LANG_DE, "rund 12.500 Menschen", "cardinal \"rund 12.500\" ~12500 menschen"},
    };
    (void)state;
    CHECK(rows);
}

static void words(void **state)
{
    static const struct row rows[] = {
        {LANG_VI, "tặng hai mươi mốt cây, một trăm linh năm cuốn", "cardinal \"hai mươi mốt\" 21 cây; "
            "cardinal \"một trăm linh năm\" 105 cuốn"},
        {LANG_VI, "một tỷ hai trăm triệu đồng", "money \"một tỷ hai trăm triệu đồng\" 1200000000 VND"},
        {LANG_VI, "1 tỷ 200 triệu đồng", "money \"1 tỷ 200 triệu đồng\" 1200000000 VND"},
        {LANG_VI, "hơn triệu rưỡi người", "cardinal \"hơn triệu rưỡi\" (1500000.. người"},
        {LANG_VI, "hai mươi tư, ba mươi nhăm, bốn mươi lăm hồ sơ", "cardinal \"hai mươi tư\" 24; "
            "cardinal \"ba mươi nhăm\" 35; cardinal \"bốn mươi lăm\" 45 hồ sơ"},
        {LANG_VI, "năm tỉnh trong năm 2025, 80 năm ngày thành lập", "cardinal \"năm\" 5 tỉnh; year \"2025\" =2025; "
            "cardinal \"80\" 80 năm"},
        {LANG_VI, "hàng chục nghìn lượt người", "cardinal \"hàng chục nghìn\" 10000.. lượt người"},
        {LANG_EN, "three hundred and forty-five thousand people", "cardinal \"three hundred and forty-five thousand\" "
            "345000 people"},
        {LANG_EN, "two and a half million trees", "cardinal \"two and a half million\" 2500000 trees"},
        {LANG_EN, "almost half a million guests", "cardinal \"almost half a million\" ..500000) guests"},
        {LANG_EN, "a dozen mayors and dozens of guests", "cardinal \"a dozen\" 12 mayors; cardinal \"dozens\" 24.. guests"},
        {LANG_DE, "einundzwanzigtausenddreihundert Bäume", "cardinal \"einundzwanzigtausenddreihundert\" 21300 bäume"},
        {LANG_DE, "anderthalb Millionen und zweieinhalb Tonnen", "cardinal \"anderthalb Millionen\" 1500000 tonnen; "
            "cardinal \"zweieinhalb\" 2.5 tonnen"},
        {LANG_DE, "die beiden Städte, das zweistufige Modell", "cardinal \"beiden\" 2 städte; cardinal \"zwei\" 2"},
        {LANG_DE, "Dutzende weitere Konferenzen", "cardinal \"Dutzende\" 24.. konferenzen"},
        {LANG_DE, "eine halbe Million Euro, 1,2 Billionen Dong", "money \"eine halbe Million Euro\" 500000 EUR; "
            "money \"1,2 Billionen Dong\" 1200000000000 VND"},
    };
    (void)state;
    CHECK(rows);
}

static void marks(void **state)
{
    static const struct row rows[] = {
        {LANG_EN, "33.69 billion USD and 3,695 projects", "money \"33.69 billion USD\" 33690000000 USD; "
            "cardinal \"3,695\" 3695 projects"},
        {LANG_DE, "33,69 Mrd. US-Dollar und 3.695 Projekte", "money \"33,69 Mrd. US-Dollar\" 33690000000 USD; "
            "cardinal \"3.695\" 3695 projekte"},
        {LANG_VI, "1.234.567,89 đồng và 4,35 tỷ USD", "money \"1.234.567,89 đồng\" 1234567.89 VND; "
            "money \"4,35 tỷ USD\" 4350000000 USD"},
        {LANG_DE, "1\u202f234\u202f567 Gäste", "cardinal \"1\u202f234\u202f567\" 1234567 gäste"},
        {LANG_EN, "$4.35bn, 100k USD and \u20ac3.2 million", "money \"$4.35bn\" 4350000000 USD; "
            "money \"100k USD\" 100000 USD; money \"\u20ac3.2 million\" 3200000 EUR"},
        {LANG_VI, "VND53 tỷ", "money \"VND53 tỷ\" 53000000000 VND"},
        {LANG_EN, "123456789012345678901234567890 grains", "cardinal \"123456789012345678901234567890\" "
            "123456789012345678901234567890 grains"},
        {LANG_EN, "60-million-dollar loan", "money \"60-million-dollar\" 60000000 USD"},
    };
    (void)state;
    CHECK(rows);
}

static void ranges_and_changes(void **state)
{
    static const struct row rows[] = {
        {LANG_EN, "attracted 400–800 delegates each", "cardinal \"400–800\" 400..800 delegates"},
        {LANG_EN, "from 400 to 800 delegates", "cardinal \"from 400 to 800\" 400..800 delegates"},
        {LANG_DE, "zwischen 400 und 600 Delegierte", "cardinal \"zwischen 400 und 600\" 400..600 delegierte"},
        {LANG_VI, "từ 400 đến 800 đại biểu", "cardinal \"từ 400 đến 800\" 400..800 đại biểu"},
        {LANG_VI, "phạt từ 5.000.000 đồng đến 10.000.000 đồng", "money \"từ 5.000.000 đồng đến 10.000.000 đồng\" "
            "5000000..10000000 VND"},
        {LANG_VI, "tăng từ 12 lên 17 cặp", "cardinal \"12\" 12 cặp +; cardinal \"17\" 17 cặp +"},
        {LANG_EN, "fell from $2.4 billion in 2023 to $1.9 billion in 2024", "money \"$2.4 billion\" 2400000000 USD -; "
            "year \"2023\" =2023; money \"$1.9 billion\" 1900000000 USD -; year \"2024\" =2024"},
        {LANG_EN, "a 7.4% increase", "percent \"7.4%\" 7.4 percent +"},
        {LANG_DE, "ein Rückgang um 3,8 %", "percent \"3,8 %\" 3.8 percent -"},
    };
    (void)state;
    CHECK(rows);
}

static void days_and_periods(void **state)
{
    static const struct row rows[] = {
        {LANG_EN, "during the first 11 months of 2025", "period \"first 11 months of 2025\" =2025-01-01/2025-11-30"},
        {LANG_VI, "11 tháng đầu năm 2025", "period \"11 tháng đầu năm 2025\" =2025-01-01/2025-11-30"},
        {LANG_DE, "in den ersten elf Monaten 2025", "period \"ersten elf Monaten 2025\" =2025-01-01/2025-11-30"},
        {LANG_VI, "quý III/2025", "period \"quý III/2025\" =2025-07-01/2025-09-30"},
        {LANG_EN, "on 2/15/2024", "date \"2/15/2024\" =2024-02-15"},
        {LANG_VI, "ngày 12/01/2026", "date \"ngày 12/01/2026\" =2026-01-12"},
        {LANG_DE, "am 12. Januar 2026", "date \"12. Januar 2026\" =2026-01-12"},
        {LANG_EN, "on 14 February", "date \"14 February\" =--02-14"},
        {LANG_EN, "in 2021–2025", "period \"2021–2025\" =2021-01-01/2025-12-31"},
        {LANG_VI, "tháng 6/2025", "period \"tháng 6/2025\" =2025-06"},
        {LANG_EN, "on 30 February 2025", "cardinal \"30\" 30; period \"February 2025\" =2025-02"},
        {LANG_VI, "từ ngày 19 đến 25/1/2026", "period \"từ ngày 19 đến 25/1/2026\" =2026-01-19/2026-01-25"},
    };
    (void)state;
    CHECK(rows);
}

static void ordinals_and_fractions(void **state)
{
    static const struct row rows[] = {
        {LANG_EN, "the 5th conference and the third meeting", "ordinal \"5th\" 5 conference; ordinal \"third\" 3 meeting"},
        {LANG_DE, "Die 5. Asien-Pazifik-Konferenz", "ordinal \"5.\" 5 asien-pazifik-konferenz"},
        {LANG_VI, "Đại hội XIV và hội nghị lần thứ 5", "ordinal \"XIV\" 14 đại hội; ordinal \"thứ 5\" 5 lần"},
        {LANG_VI, "sáng thứ năm và thứ bảy", ""},
        {LANG_VI, "hai phần ba số hộ", "fraction \"hai phần ba\" 0.666666666666667"},
        {LANG_EN, "one in five callers", "fraction \"one in five\" 0.2"},
        {LANG_DE, "ein Drittel der Haushalte", "fraction \"ein Drittel\" 0.333333333333333"},
        {LANG_EN, "half a day", "fraction \"half\" 0.5 day"},
    };
    (void)state;
    CHECK(rows);
}

static void no_figures(void **state)
{
    static const struct row rows[] = {
        {LANG_VI, "Nghị định số 177/2025/NĐ-CP, Điều 5 khoản 2, trang 7", ""},
        {LANG_VI, "Một mặt, ở phường 5, quận Ba Đình và Năm Căn, số 8 Lê Lợi", ""},
        {LANG_VI, "tàu CSB 8002, chuyến VN1547, QL1A, công nghiệp 4.0, 24/7", ""},
        {LANG_EN, "First of all, COP26, G20, 5G, COVID-19, ISO 9001 and Industry 4.0", ""},
        {LANG_EN, "call +84 234 3822 456 at 8:30 a.m. or see https://a.example.org/2025/08/15/x-12345.html", ""},
        {LANG_EN, "Several friends and a few others came; the Second Secretary too", ""},
        {LANG_EN, "under Article 12 and clause 3, Room 204, 27 Le Loi Street", ""},
        {LANG_DE, "Zum einen Kapitel 3, zum anderen Raum 204 um 14.30 Uhr; einige Drei Gleichen", ""},
        {LANG_DE, "mail5@example.org, Konto 1017 5588 2390, Hauptstraße 12, 24/7", ""},
        {LANG_VI, "", ""},
    };
    (void)state;
    CHECK(rows);
}

static void bytes_are_counted_raw(void **state)
{
    /* BOM, CR LF, decomposed letters: offsets are bytes of the input as it is. */
    static const char text[] = "\xEF\xBB\xBF" "Na\xCC\x86m 2025,\r\nba tru\xCC\xA3 co\xCC\xA3\xCC\x82t va\xCC\x80 ha\xCC\x80ng "
                               "chu\xCC\xA3" "c ho\xCC\xA3\xCC\x82i nghi\xCC\xA3.";
    struct figures found;
    (void)state;
    const char *got = spot(LANG_VI, str_of(text), &found);
    assert_int_equal(found.n, 3);
    assert_string_equal(strstr(got, "cardinal"), strstr(got, "cardinal \"ba\" 3"));
    assert_int_equal(found.at[0].start, strstr(text, "2025") - text);
    assert_int_equal(found.at[1].start, strstr(text, "ba tru") - text);
    assert_int_equal(found.at[2].start, strstr(text, "ha\xCC\x80ng") - text);
    assert_true(found.at[2].has_low && !found.at[2].has_high);
}

static void what_the_sentence_says(void **state)
{
    struct figures f;
    (void)state;
    spot(LANG_EN, STR("In 2025 the city has signed three agreements and is promoting four more. It will host two fairs in 2026."), &f);
    assert_int_equal(f.n, 5);
    assert_string_equal(f.at[1].status, "done");
    assert_string_equal(f.at[1].period, "2025");
    assert_string_equal(f.at[2].status, "under_way");
    assert_int_equal(f.at[2].unit.n == 0 || str_is(f.at[2].unit, "agreements"), 1);
    assert_string_equal(f.at[3].status, "planned");
    assert_string_equal(f.at[3].period, "2026");
    spot(LANG_EN, STR("It earned 9 million USD, representing 57.5% of the total newly registered capital."), &f);
    assert_string_equal(arena_strndup(mem, f.at[1].of.p, f.at[1].of.n), "total newly registered capital");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds),
        cmocka_unit_test(words),
        cmocka_unit_test(marks),
        cmocka_unit_test(ranges_and_changes),
        cmocka_unit_test(days_and_periods),
        cmocka_unit_test(ordinals_and_fractions),
        cmocka_unit_test(no_figures),
        cmocka_unit_test(bytes_are_counted_raw),
        cmocka_unit_test(what_the_sentence_says),
    };
    mem = arena_new(64 << 20, NULL, NULL);
    int failed = cmocka_run_group_tests_name("figure", tests, NULL, NULL);
    arena_free(mem);
    return failed;
}
