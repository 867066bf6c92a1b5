/* From figures to observations: how exactly a number was printed, which indicator it means, of whom and when. The
   definitions are the program's own; the sentences are ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/propose.h"

static struct arena *mem;
static struct ctx cx;
static const struct indicators *all;

static struct decimal dec(const char *s)
{
    struct decimal d;

    assert_int_equal(decimal_parse(str_of(s), &d), OK);
    return d;
}

static void quantum_is_the_last_printed_digit(void **state)
{
    static const struct {
        const char *printed, *value, *quantum;
        enum figure_class cls;
    } rows[] = {{"33.69 billion USD", "33690000000", "10000000", FIGURE_MONEY},
        {"33,69 tỷ USD", "33690000000", "10000000", FIGURE_MONEY}, {"hơn 39 triệu USD", "39000000", "1000000", FIGURE_MONEY},
        {"7.4%", "7.4", "0.1", FIGURE_PERCENT}, {"57,5 %", "57.5", "0.1", FIGURE_PERCENT}, {"7 %", "7", "1", FIGURE_PERCENT},
        {"3,695", "3695", "0", FIGURE_CARDINAL}, {"17", "17", "0", FIGURE_CARDINAL}, {"bốn", "4", "0", FIGURE_CARDINAL},
        {"39000000 USD", "39000000", "0", FIGURE_MONEY}, {"0.5", "0.5", "0.1", FIGURE_CARDINAL}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(decimal_text(mem, propose_quantum(str_of(rows[i].printed), dec(rows[i].value), rows[i].cls)),
            rows[i].quantum);
}

static struct observations propose(const char *text, enum lang lang, const char *published)
{
    struct segments *segments = arena_new_of(mem, struct segments);
    struct figures *figures = arena_new_of(mem, struct figures);
    struct observations list;
    struct str body = str_of(text);

    assert_int_equal(segment_text(&cx, body, lang, segments), OK);
    assert_int_equal(figure_spot(&cx, body, lang, figures), OK);
    struct propose_input in = {.body = body, .lang = lang, .segments = segments, .figures = figures,
        .subject = propose_subject(&cx, body, lang, all), .published = published};
    assert_int_equal(propose_observations(&cx, &in, all, &list), OK);
    return list;
}

static const struct observation *first(const struct observations *list, const char *indicator)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].indicator != NULL && strcmp(list->at[i].indicator, indicator) == 0)
            return &list->at[i];
    fail_msg("no %s among %zu", indicator, list->n);
    return NULL;
}

/* Signed and in preparation stand in one sentence with the same noun: the nearest verb decides. */
static void the_nearest_words_decide(void **state)
{
    static const struct {
        enum lang lang;
        const char *text;
    } rows[] = {
        {LANG_VI, "Năm 2025, TP. Huế đã ký kết 3 thỏa thuận với các tỉnh bạn; đồng thời xúc tiến thêm 4 thỏa thuận khác."},
        {LANG_EN, "In 2025, Hue City signed 3 new cooperation agreements; it is also promoting 4 more agreements."},
        {LANG_DE, "2025 hat die Stadt Huế 3 neue Kooperationsabkommen unterzeichnet; sie bereitet 4 Abkommen vor."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct observations list = propose(rows[i].text, rows[i].lang, "2026-01-12");
        const struct observation *done = first(&list, "AGR_SIGNED"), *open = first(&list, "AGR_PIPELINE");

        assert_string_equal(interval_text(mem, &done->value), "3");
        assert_string_equal(interval_text(mem, &open->value), "4");
        assert_int_equal(done->kind, OBSERVATION_FLOW);
        assert_int_equal(open->kind, OBSERVATION_PIPELINE);
        assert_string_equal(done->subject, "hue");
        assert_string_equal(done->period, "2025");
        assert_false(done->period_implied);
    }
}

static void bounds_units_and_days(void **state)
{
    (void)state;
    struct observations list = propose("Currently, Thua Thien Hue province has 117 FDI projects with a total registered "
                                       "investment capital of US$4.35 billion.", LANG_EN, "2024-02-15");
    const struct observation *n = first(&list, "FDI_STOCK_COUNT"), *usd = first(&list, "FDI_STOCK_CAPITAL");

    assert_string_equal(n->subject, "thua-thien-hue");
    assert_string_equal(n->as_of, "2024-02-15");
    assert_null(n->period);
    assert_int_equal(n->kind, OBSERVATION_STOCK);
    assert_string_equal(usd->currency, "USD");
    assert_string_equal(interval_text(mem, &usd->value), "4350000000");
    assert_string_equal(decimal_text(mem, usd->quantum), "10000000");
    list = propose("Năm 2025. Huế đã thu hút 11 dự án FDI mới với tổng vốn đăng ký hơn 39 triệu USD.", LANG_VI, NULL);
    assert_string_equal(interval_text(mem, &first(&list, "FDI_NEW_CAPITAL")->value), "> 39000000");
}

static void a_period_of_an_earlier_sentence_is_implied(void **state)
{
    (void)state;
    struct observations list = propose("Năm 2025 là năm bận rộn của TP. Huế. Thành phố đã ký kết 3 thỏa thuận hợp tác mới.",
        LANG_VI, "2026-01-12");
    const struct observation *o = first(&list, "AGR_SIGNED");

    assert_string_equal(o->period, "2025");
    assert_true(o->period_implied);
}

/* The subject is the longer name where both could be meant; unknown stays unknown. */
static void subjects(void **state)
{
    (void)state;
    assert_string_equal(propose_subject(&cx, STR("Thua Thien Hue has friends. Thua Thien Hue grows."), LANG_EN, all),
        "thua-thien-hue");
    assert_string_equal(propose_subject(&cx, STR("TP. Huế có bạn bè."), LANG_VI, all), "hue");
    assert_null(propose_subject(&cx, STR("Da Nang has friends."), LANG_EN, all));
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new(1 << 28, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    return indicator_open(&cx, &all) == OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(quantum_is_the_last_printed_digit),
        cmocka_unit_test(the_nearest_words_decide), cmocka_unit_test(bounds_units_and_days),
        cmocka_unit_test(a_period_of_an_earlier_sentence_is_implied), cmocka_unit_test(subjects)};

    return cmocka_run_group_tests(tests, setup, teardown);
}
