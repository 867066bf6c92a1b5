/* Computing with figures: the arithmetic of the five real statements (section 2.5 of their reading, K-01 to K-21), each
   with its verdict; and every refusal by name. The figures are facts of published texts; the sentences are not here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/algebra.h"

static struct arena *mem;
static struct ctx cx;
static int64_t next_id;

#define IDS(...) {.at = (const char *[]){__VA_ARGS__}, .n = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)}
#define STOCK OBSERVATION_STOCK
#define FLOW OBSERVATION_FLOW

static struct indicator defs[] = {
    {.id = "fdi.total", .version = 1, .kind = FLOW},
    {.id = "fdi.new", .version = 1, .kind = FLOW, .part_of = "fdi.total", .per = IDS("fdi.projects")},
    {.id = "fdi.new.manufacturing", .version = 1, .kind = FLOW, .part_of = "fdi.new"},
    {.id = "fdi.projects", .version = 1, .kind = FLOW, .sibling = IDS("fdi.new.growth")},
    {.id = "fdi.total.growth", .version = 1, .kind = OBSERVATION_GROWTH, .growth_of = "fdi.total"},
    {.id = "fdi.projects.growth", .version = 1, .kind = OBSERVATION_GROWTH, .growth_of = "fdi.projects"},
    {.id = "fdi.new.growth", .version = 1, .kind = OBSERVATION_GROWTH, .growth_of = "fdi.new"},
    {.id = "fdi.share", .version = 1, .kind = OBSERVATION_SHARE, .share_of = "fdi.new"},
    {.id = "fdi.average", .version = 1, .kind = FLOW},
    {.id = "fdi.stock", .version = 1, .kind = STOCK},
    {.id = "fdi.stock.capital", .version = 1, .kind = STOCK, .per = IDS("fdi.stock")},
    {.id = "agreements", .version = 1, .kind = FLOW},
    {.id = "agreements.pipeline", .version = 1, .kind = OBSERVATION_PIPELINE},
    {.id = "documents", .version = 1, .kind = STOCK},
    {.id = "documents.committee", .version = 1, .kind = STOCK, .part_of = "documents"},
    {.id = "documents.agencies", .version = 1, .kind = STOCK, .part_of = "documents"},
    {.id = "documents.central", .version = 1, .kind = STOCK, .part_of = "documents"},
    {.id = "pairs", .version = 1, .kind = STOCK, .differs = IDS("relations")},
    {.id = "relations", .version = 1, .kind = STOCK, .differs = IDS("pairs")},
    {.id = "titles", .version = 1, .kind = STOCK},
    {.id = "titles.new", .version = 1, .kind = FLOW, .feeds = "titles"},
    {.id = "dossiers", .version = 1, .kind = FLOW, .per = IDS("dossier.localities")},
    {.id = "dossier.localities", .version = 1, .kind = FLOW},
    {.id = "conferences", .version = 1, .kind = FLOW},
    {.id = "delegates.each", .version = 1, .kind = FLOW, .per = IDS("conferences")},
    {.id = "connections", .version = 1, .kind = FLOW, .per = IDS("conferences")},
    {.id = "anniversary", .version = 1, .kind = OBSERVATION_ORDINAL},
};
static struct indicators all = {.at = defs, .n = sizeof defs / sizeof *defs};

static struct decimal dec(const char *s)
{
    struct decimal d;

    assert_int_equal(decimal_parse(str_of(s), &d), OK);
    return d;
}

/* One figure: "> 39000000" or "400-800" or "9170000000"; quantum "10000000" for 9.17 billion, "0" for a count. */
static struct observation *fig(const char *id, const char *value, const char *quantum, const char *subject,
                               const char *when)
{
    struct observation *o = arena_new_of(mem, struct observation);
    struct str s = str_of(value), low, rest = s;
    const struct indicator *def = indicator_find(&all, id);

    assert_non_null(def);
    *o = (struct observation){.id = ++next_id, .indicator = id, .indicator_version = 1, .subject = subject,
        .kind = def->kind, .quantum = dec(quantum), .version_id = 1, .status = "done"};
    if (str_starts(s, "> ")) {
        o->value = interval_above(dec(value + 2), true);
    } else if (str_find(str_sub(s, 1, s.n), STR("-")) < s.n - 1) {
        assert_true(str_next(&rest, '-', &low));
        o->value = (struct interval){.has_low = true, .has_high = true};
        assert_int_equal(decimal_parse(low, &o->value.low), OK);
        assert_int_equal(decimal_parse(rest, &o->value.high), OK);
    } else {
        o->value = interval_exact(dec(value));
    }
    if (o->kind == STOCK)
        o->as_of = when;
    else
        o->period = when;
    return o;
}

static struct observation *usd(struct observation *o)
{
    o->currency = o->unit = "USD";
    return o;
}

static struct algebra_result compute(enum algebra_op op, struct observation *a, struct observation *b)
{
    const struct observation *in[] = {a, b};
    struct algebra_result r;

    assert_int_equal(algebra_compute(&cx, op, in, 2, &all, &r), OK);
    return r;
}

static struct algebra_result check(enum algebra_op op, struct observation *a, struct observation *b,
                                   struct observation *stated)
{
    const struct observation *in[] = {a, b};
    struct algebra_result r;

    assert_int_equal(algebra_check(&cx, op, in, 2, stated, &all, &r), OK);
    return r;
}

static const char *round_to(struct decimal d, int scale)
{
    assert_int_equal(decimal_round(d, scale, 0, &d), OK);
    return decimal_text(mem, d);
}

static void value_is(struct algebra_result r, int verdict, int scale, const char *expected)
{
    assert_int_equal(r.verdict, verdict);
    assert_true(r.value.has_low);
    assert_string_equal(round_to(r.value.low, scale), expected);
}

static void around_is(struct algebra_result r, int scale, const char *low, const char *high)
{
    assert_string_equal(round_to(r.around.low, scale), low);
    assert_string_equal(round_to(r.around.high, scale), high);
}

static void refused_for(struct algebra_result r, const char *reason)
{
    assert_int_equal(r.verdict, ALGEBRA_REFUSED);
    assert_string_equal(r.reason, reason);
    assert_non_null(r.args[0]);
    assert_non_null(r.args[1]);
}

#define M11 "2025-01-01/2025-11-30"
#define VN "viet-nam"
#define PROVINCE "thua-thien-hue"

static struct observation *total(void)
{
    return usd(fig("fdi.total", "33690000000", "10000000", VN, M11));
}
static struct observation *fresh(void)
{
    return usd(fig("fdi.new", "15960000000", "10000000", VN, M11));
}
static struct observation *projects(void)
{
    return fig("fdi.projects", "3695", "0", VN, M11);
}

static void k01_share_within_rounding(void **state)
{
    (void)state;
    struct observation *part = usd(fig("fdi.new.manufacturing", "9170000000", "10000000", VN, M11));
    struct observation *stated = fig("fdi.share", "57.5", "0.1", VN, M11);
    struct algebra_result r = check(ALGEBRA_SHARE, part, fresh(), stated);

    value_is(r, ALGEBRA_OK, 2, "57.46");
    around_is(r, 2, "57.41", "57.51");
    assert_string_equal(r.unit, "percent");
    assert_int_equal(check(ALGEBRA_SHARE, part, fresh(), fig("fdi.share", "57.6", "0.1", VN, M11)).verdict,
        ALGEBRA_MISMATCH);
}

static void k02_share_keeps_its_denominator(void **state)
{
    (void)state;
    struct observation *part = usd(fig("fdi.new.manufacturing", "9170000000", "10000000", VN, M11));

    value_is(compute(ALGEBRA_SHARE, part, total()), ALGEBRA_DERIVED, 1, "27.2");
    refused_for(check(ALGEBRA_SHARE, part, total(), fig("fdi.share", "57.5", "0.1", VN, M11)), "denominator");
}

static void k03_k04_bases_are_derived(void **state)
{
    (void)state;
    struct algebra_result r = compute(ALGEBRA_BASE, total(), fig("fdi.total.growth", "7.4", "0.1", VN, M11));

    value_is(r, ALGEBRA_DERIVED, 0, "31368715084");
    around_is(r, 0, "31349464867", "31387983232");
    r = compute(ALGEBRA_BASE, projects(), fig("fdi.projects.growth", "21.7", "0.1", VN, M11));
    value_is(r, ALGEBRA_DERIVED, 0, "3036");
    around_is(r, 0, "3035", "3037");
}

static void k05_growth_of_the_capital_needs_its_own_rate(void **state)
{
    (void)state;
    struct observation *rate = fig("fdi.new.growth", "-8.2", "0.1", VN, M11);

    refused_for(compute(ALGEBRA_BASE, fresh(), fig("fdi.projects.growth", "21.7", "0.1", VN, M11)), "measure");
    value_is(compute(ALGEBRA_BASE, fresh(), rate), ALGEBRA_DERIVED, 0, "17385620915");
}

static void k06_more_but_smaller_projects(void **state)
{
    (void)state;
    struct observation *before = usd(fig("fdi.average", "5728000", "0", VN, "2024-01-01/2024-11-30"));
    struct observation *after = usd(fig("fdi.average", "0", "0", VN, M11));
    struct algebra_result r = compute(ALGEBRA_RATIO, fresh(), projects());

    value_is(r, ALGEBRA_DERIVED, 0, "4319350");
    after->value = r.value;
    value_is(compute(ALGEBRA_GROWTH, before, after), ALGEBRA_DERIVED, 1, "-24.6");
}

static void k07_part_of_the_total(void **state)
{
    (void)state;
    value_is(compute(ALGEBRA_SHARE, fresh(), total()), ALGEBRA_DERIVED, 1, "47.4");
    value_is(compute(ALGEBRA_DIFF, total(), fresh()), ALGEBRA_DERIVED, 0, "17730000000");
    refused_for(compute(ALGEBRA_SHARE, total(), fresh()), "populations");
}

static void k08_a_bound_stays_a_bound(void **state)
{
    (void)state;
    struct algebra_result r = compute(ALGEBRA_RATIO, usd(fig("fdi.new", "> 39000000", "1000000", "hue", "2025")),
        fig("fdi.projects", "11", "0", "hue", "2025"));

    value_is(r, ALGEBRA_BOUND, 0, "3545455");
    assert_true(r.value.low_strict);
    assert_false(r.value.has_high);
    assert_string_equal(r.unit, "USD");
}

static void k09_stock_average(void **state)
{
    (void)state;
    value_is(compute(ALGEBRA_RATIO, usd(fig("fdi.stock.capital", "4350000000", "10000000", PROVINCE, "2024-02-15")),
                 fig("fdi.stock", "117", "0", PROVINCE, "2024-02-15")),
        ALGEBRA_DERIVED, 0, "37179487");
}

static void k10_stock_and_flow_are_refused(void **state)
{
    (void)state;
    struct observation *stock = fig("fdi.stock", "117", "0", PROVINCE, "2024-02-15");
    struct observation *flow = fig("fdi.projects", "11", "0", "hue", "2025");

    refused_for(compute(ALGEBRA_SUM, stock, flow), "stock_flow");
    refused_for(compute(ALGEBRA_SUM, flow, stock), "stock_flow");
    refused_for(compute(ALGEBRA_SUM, usd(fig("fdi.stock.capital", "4350000000", "10000000", PROVINCE, "2024-02-15")),
                    usd(fig("fdi.new", "> 39000000", "1000000", "hue", "2025"))),
        "stock_flow");
}

static void k11_sum_of_bounds_is_a_bound(void **state)
{
    (void)state;
    const struct observation *in[] = {fig("documents.committee", "> 30", "0", PROVINCE, "2024-02-15"),
        fig("documents.agencies", "42", "0", PROVINCE, "2024-02-15"),
        fig("documents.central", "26", "0", PROVINCE, "2024-02-15")};
    struct algebra_result r;

    assert_int_equal(algebra_compute(&cx, ALGEBRA_SUM, in, 3, &all, &r), OK);
    value_is(r, ALGEBRA_BOUND, 0, "98");
    assert_true(r.value.low_strict);
    assert_false(r.value.has_high);
    assert_string_equal(interval_text(mem, &r.value), "> 98");
    assert_string_equal(r.formula, "> 30 + 42 + 26");
}

static void k12_stock_before_its_flow(void **state)
{
    (void)state;
    struct algebra_result r = compute(ALGEBRA_BEFORE, fig("titles", "77", "0", VN, "2025"),
        fig("titles.new", "7", "0", VN, "2025"));

    value_is(r, ALGEBRA_DERIVED, 0, "70");
    assert_string_equal(r.reason, "nothing_lost");
}

static void k13_k14_one_average_and_one_false_rate(void **state)
{
    (void)state;
    struct observation *dossiers = fig("dossiers", "48", "0", VN, NULL), *titles = fig("titles.new", "7", "0", VN, NULL);
    struct algebra_result r = compute(ALGEBRA_RATIO, dossiers, fig("dossier.localities", "23", "0", VN, NULL));

    value_is(r, ALGEBRA_DERIVED, 2, "2.09");
    assert_string_equal(r.reason, "one_text");
    refused_for(compute(ALGEBRA_SHARE, titles, dossiers), "populations");
    refused_for(compute(ALGEBRA_RATIO, titles, dossiers), "populations");
}

static void k15_k16_ranges_and_lower_bounds(void **state)
{
    (void)state;
    struct observation *conferences = fig("conferences", "4", "0", VN, NULL);
    struct algebra_result r = compute(ALGEBRA_PRODUCT, conferences, fig("delegates.each", "400-800", "0", VN, NULL));

    assert_int_equal(r.verdict, ALGEBRA_INTERVAL);
    assert_string_equal(interval_text(mem, &r.value), "1600–3200");
    r = compute(ALGEBRA_RATIO, fig("connections", "> 1000", "0", VN, NULL), conferences);
    assert_int_equal(r.verdict, ALGEBRA_BOUND);
    assert_string_equal(interval_text(mem, &r.value), "> 250");
}

static void k17_anniversary(void **state)
{
    struct algebra_result r;

    (void)state;
    assert_int_equal(algebra_check_years(&cx, 1945, 2025, fig("anniversary", "80", "0", VN, NULL), &r), OK);
    assert_int_equal(r.verdict, ALGEBRA_OK);
    assert_int_equal(algebra_check_years(&cx, 1946, 2025, fig("anniversary", "80", "0", VN, NULL), &r), OK);
    assert_int_equal(r.verdict, ALGEBRA_MISMATCH);
}

static void k18_coverage(void **state)
{
    (void)state;
    struct observation *listed = fig("relations", "16", "0", PROVINCE, "2024-02-15");
    struct algebra_result r;

    listed->origin = OBSERVATION_COMPUTED;
    r = compute(ALGEBRA_SHARE, listed, fig("relations", "45", "0", PROVINCE, "2024-02-15"));
    value_is(r, ALGEBRA_DERIVED, 1, "35.6");
    assert_string_equal(r.reason, "coverage");
}

static void k19_national_share_needs_one_period(void **state)
{
    (void)state;
    struct observation *ours = usd(fig("fdi.new", "> 39000000", "1000000", "hue", "2025"));
    struct observation *nation = fig("agreements", "135", "0", VN, NULL);

    nation->version_id = 2;
    refused_for(compute(ALGEBRA_SHARE, fig("agreements", "3", "0", "hue", "2025"), nation), "period_unstated");
    refused_for(compute(ALGEBRA_SHARE, ours, fresh()), "periods");
    nation->period = "2025";
    value_is(compute(ALGEBRA_SHARE, fig("agreements", "3", "0", "hue", "2025"), nation), ALGEBRA_DERIVED, 1, "2.2");
}

static void k20_seventeen_after_what_is_undecided(void **state)
{
    (void)state;
    struct observation *pairs = fig("pairs", "17", "0", "hue", "2025");

    refused_for(compute(ALGEBRA_BEFORE, pairs, fig("agreements", "3", "0", "hue", "2025")), "undecided");
    refused_for(compute(ALGEBRA_BEFORE, pairs, fig("agreements.pipeline", "4", "0", "hue", "2025")), "pipeline");
    refused_for(compute(ALGEBRA_SUM, fig("agreements", "3", "0", "hue", "2025"),
                    fig("agreements.pipeline", "4", "0", "hue", "2025")),
        "pipeline");
}

static void k21_coincidence_is_no_sum(void **state)
{
    (void)state;
    struct observation *named = fig("relations", "16", "0", PROVINCE, "2024-02-15");

    refused_for(compute(ALGEBRA_SUM, named, fig("pairs", "1", "0", "hue", "2025")), "definitions");
    refused_for(compute(ALGEBRA_DIFF, fig("relations", "45", "0", PROVINCE, "2024-02-15"),
                    fig("pairs", "17", "0", "hue", "2025")),
        "definitions");
    refused_for(compute(ALGEBRA_GROWTH, fig("relations", "45", "0", PROVINCE, "2024-02-15"),
                    fig("pairs", "17", "0", "hue", "2025")),
        "definitions");
}

static void other_refusals(void **state)
{
    (void)state;
    struct observation *a = fig("fdi.projects", "11", "0", "hue", "2025"), *b = fig("fdi.projects", "5", "0", "hue", "2024");
    struct observation *euro = usd(fig("fdi.new", "5", "0", "da-nang", "2025"));

    refused_for(compute(ALGEBRA_SUM, a, a), "counted_twice");
    refused_for(compute(ALGEBRA_SUM, a, b), "periods");
    value_is(compute(ALGEBRA_SUM, a, fig("fdi.projects", "9", "0", "da-nang", "2025")), ALGEBRA_DERIVED, 0, "20");
    refused_for(compute(ALGEBRA_SUM, a, projects()), "counted_twice");
    value_is(compute(ALGEBRA_GROWTH, b, a), ALGEBRA_DERIVED, 0, "120");
    refused_for(compute(ALGEBRA_RATIO, fig("fdi.new", "5", "0", "hue", "2025"), fig("fdi.projects", "0", "0", "hue", "2025")),
        "zero");
    euro->currency = "EUR";
    refused_for(compute(ALGEBRA_SUM, usd(fig("fdi.new", "> 39000000", "0", "hue", "2025")), euro), "currencies");
    b->period = "2025";
    b->status = "planned";
    refused_for(compute(ALGEBRA_SUM, a, b), "planned");
    b->status = "done";
    b->subject = "da-nang";
    b->indicator_version = 2;
    refused_for(compute(ALGEBRA_SUM, a, b), "versions");
    b->indicator = NULL;
    refused_for(compute(ALGEBRA_SUM, a, b), "unmatched");
}

/* 39.27 million, published a day later, refines "over 39 million"; it does not contradict it. */
static void a_later_exact_figure_refines(void **state)
{
    (void)state;
    struct interval over = interval_above(dec("39000000"), true), exact = interval_exact(dec("39270000"));
    struct interval at = interval_exact(dec("39000000"));

    assert_true(interval_contains(&over, &exact));
    assert_false(interval_contains(&over, &at));
    assert_false(interval_meets(&over, &at));
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new(1 << 24, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(k01_share_within_rounding),
        cmocka_unit_test(k02_share_keeps_its_denominator), cmocka_unit_test(k03_k04_bases_are_derived),
        cmocka_unit_test(k05_growth_of_the_capital_needs_its_own_rate), cmocka_unit_test(k06_more_but_smaller_projects),
        cmocka_unit_test(k07_part_of_the_total), cmocka_unit_test(k08_a_bound_stays_a_bound),
        cmocka_unit_test(k09_stock_average), cmocka_unit_test(k10_stock_and_flow_are_refused),
        cmocka_unit_test(k11_sum_of_bounds_is_a_bound), cmocka_unit_test(k12_stock_before_its_flow),
        cmocka_unit_test(k13_k14_one_average_and_one_false_rate), cmocka_unit_test(k15_k16_ranges_and_lower_bounds),
        cmocka_unit_test(k17_anniversary), cmocka_unit_test(k18_coverage),
        cmocka_unit_test(k19_national_share_needs_one_period), cmocka_unit_test(k20_seventeen_after_what_is_undecided),
        cmocka_unit_test(k21_coincidence_is_no_sum), cmocka_unit_test(other_refusals),
        cmocka_unit_test(a_later_exact_figure_refines)};

    return cmocka_run_group_tests(tests, setup, teardown);
}
