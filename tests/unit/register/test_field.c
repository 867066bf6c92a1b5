/* One value of each type: what is accepted and how it reads, what is refused with which message. */
#include "kit.h"

static const char *parse(enum lang l, const char *field, const char *typed)
{
    const struct field *f = kind_field(kit_kind("house"), field);
    bool bad;

    ctx_clear(&kit_cx);
    kit_cx.lang = l;
    const char *v = field_parse(&kit_cx, f, str_of(typed), &bad);
    return bad ? kit_cx.problems->key + strlen("problem.") : v == NULL ? "empty" : v;
}

static void accepted(void **state)
{
    static const struct {
        enum lang l;
        const char *field, *typed, *want;
    } rows[] = {
        {LANG_EN, "floors", " 42 ", "42"},         {LANG_VI, "floors", "", "empty"},
        {LANG_VI, "area", "1.234,5", "1234.5"},    {LANG_DE, "area", "12,50", "12.5"},
        {LANG_EN, "area", "1,234.5", "1234.5"},    {LANG_VI, "area", "12.5", "12.5"},
        {LANG_VI, "area", "1.234.567", "too_large"}, {LANG_EN, "area", "1.234", "too_many_places"},
        {LANG_VI, "price", "39.000 VND", "39000 VND"}, {LANG_DE, "price", "39.000 USD", "39000 USD"},
        {LANG_VI, "price", "39,000 VND", "too_many_places"}, {LANG_EN, "price", "39,000 VND", "39000 VND"},
        {LANG_EN, "price", "39,5 USD", "not_number"}, {LANG_VI, "price", "39,5 USD", "39.5 USD"},
        {LANG_VI, "price", "3.9.00 VND", "not_number"}, {LANG_EN, "price", "1,23,4 USD", "not_number"},
        {LANG_DE, "price", "1.234.567,89 USD", "1234567.89 USD"}, {LANG_VI, "price", "12,34.5 USD", "not_number"},
        {LANG_VI, "floors", "39.000", "too_large"}, {LANG_EN, "floors", "3,9", "not_integer"},
        {LANG_VI, "area", "-1.234,5", "-1234.5"}, {LANG_VI, "price", "39000 VND", "39000 VND"},
        {LANG_VI, "built", "1/2/2026", "2026-02-01"}, {LANG_DE, "built", "01.02.2026", "2026-02-01"},
        {LANG_VI, "built", "2026-02-29", "not_date"}, {LANG_VI, "built", "29/02/2024", "2024-02-29"},
        {LANG_VI, "built", "0999-01-01", "too_small"}, {LANG_VI, "lived_in", "Không", "false"},
        {LANG_VI, "lived_in", "maybe", "not_bool"}, {LANG_VI, "price", "1.000.000 VND", "1000000 VND"},
        {LANG_VI, "price", "VND 1000", "1000 VND"}, {LANG_VI, "price", "1000", "currency"},
        {LANG_VI, "price", "1000 XXY", "currency"}, {LANG_EN, "price", "1.5 VND", "too_many_places"},
        {LANG_EN, "price", "1.5 USD 31/12/2025", "1.5 USD 2025-12-31"}, {LANG_EN, "paint", "GREEN", "green"},
        {LANG_EN, "paint", "Đỏ", "red"},           {LANG_EN, "paints", "Grün, red, green", "red green"},
        {LANG_EN, "place", "91,0", "latitude"},     {LANG_EN, "place", "-16.5, 107", "-16.5,107"},
        {LANG_VI, "place", "16,5; 107,25", "16.5,107.25"}, {LANG_EN, "place", "16.5 107.25", "16.5,107.25"},
        {LANG_EN, "place", "16,181", "longitude"},  {LANG_EN, "place", "16", "not_geo"},
        {LANG_VI, "price", "39.000.000 USD (31/12/2025)", "39000000 USD 2025-12-31"},
        {LANG_EN, "seen", "12/01/2026 23:59", "2026-01-12T16:59:00Z"}, {LANG_EN, "seen", "12/01/2026 24:00", "not_time"},
        {LANG_EN, "seen", "2026-01-12T01:05:00Z", "2026-01-12T01:05:00Z"}, {LANG_EN, "name", "a\tb\nc", "a b c"},
        {LANG_EN, "name", "\xFF", "utf8"},         {LANG_EN, "name", "Hue\xCC\x82\xCC\x81", "Huế"},
        {LANG_EN, "floors", "99999999999999999999", "not_integer"}, {LANG_EN, "area", "1e5", "not_number"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(parse(rows[i].l, rows[i].field, rows[i].typed), rows[i].want) != 0)
            fail_msg("%s of %s gives %s, wanted %s", rows[i].typed, rows[i].field,
                     parse(rows[i].l, rows[i].field, rows[i].typed), rows[i].want);
}

/* What programs send has a point or nothing, whatever the language; what doubt is left is a problem, never a guess. */
static void plain_input(void **state)
{
    struct field f = {.id = "price", .type = FT_MONEY};
    bool bad;

    (void)state;
    for (enum lang l = LANG_VI; l < LANG__MAX; l++) {
        kit_cx.lang = l;
        assert_string_equal(field_parse_plain(&kit_cx, &f, STR("39000.5 USD"), &bad), "39000.5 USD");
        assert_null(field_parse_plain(&kit_cx, &f, STR("39.000 USD"), &bad));
        assert_true(bad);
        assert_null(field_parse_plain(&kit_cx, &f, STR("39,5 USD"), &bad));
        assert_true(bad);
    }
    ctx_clear(&kit_cx);
}

static const char *of_type(enum field_type t, const char *typed)
{
    struct field f = {.id = "x", .type = t};
    bool bad;

    ctx_clear(&kit_cx);
    const char *v = field_parse(&kit_cx, &f, str_of(typed), &bad);
    return bad ? kit_cx.problems->key + strlen("problem.") : v == NULL ? "empty" : v;
}

static void addresses(void **state)
{
    (void)state;
    assert_string_equal(of_type(FT_EMAIL, "a.b@c.vn"), "a.b@c.vn");
    assert_string_equal(of_type(FT_EMAIL, "a b@c.vn"), "not_email");
    assert_string_equal(of_type(FT_EMAIL, "a@b"), "not_email");
    assert_string_equal(of_type(FT_EMAIL, "@b.vn"), "not_email");
    assert_string_equal(of_type(FT_EMAIL, "a@b@c.vn"), "not_email");
    assert_string_equal(of_type(FT_URL, "https://huengaynay.vn/x?y=1"), "https://huengaynay.vn/x?y=1");
    assert_string_equal(of_type(FT_URL, "javascript:alert(1)"), "not_url");
    assert_string_equal(of_type(FT_URL, "https://a b.vn/"), "not_url");
    assert_string_equal(of_type(FT_PHONE, "+84 (234) 382-2222"), "+84 (234) 382-2222");
    assert_string_equal(of_type(FT_PHONE, "call me"), "not_phone");
    assert_string_equal(of_type(FT_YEAR, "2026"), "2026");
    assert_string_equal(of_type(FT_YEAR, "26"), "not_year");
    assert_string_equal(of_type(FT_FILES, "1"), "by_upload");
    assert_string_equal(of_type(FT_SUB, "1"), "given_by_program");
}

static void complete_rows(void **state)
{
    enum field_type t;

    (void)state;
    for (int i = 0; i < FT__MAX; i++) {
        assert_non_null(field_types[i].id);
        assert_non_null(field_types[i].help);
        assert_non_null(field_types[i].arg);
        assert_non_null(field_types[i].input);
        assert_non_null(field_types[i].parse);
        assert_true(field_type_find(str_of(field_types[i].id), &t) && (int)t == i);
    }
    assert_int_equal(field_currency_digits(STR("VND")), 0);
    assert_int_equal(field_currency_digits(STR("USD")), 2);
    assert_int_equal(field_currency_digits(STR("usd")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(accepted), cmocka_unit_test(plain_input), cmocka_unit_test(addresses),
                                       cmocka_unit_test(complete_rows)};
    kit_used();
    return cmocka_run_group_tests_name("field", tests, kit_open, kit_close);
}
