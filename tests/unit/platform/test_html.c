/* Markup: what users type cannot become markup, addresses stay ours, numbers and days as each language writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "platform/html.h"
#include "platform/i18n.h"

static struct arena *mem;
static struct html h;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(1 << 20, NULL, NULL);
    html_init(&h, mem, LANG_VI);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void is(const char *want)
{
    struct str got;

    assert_int_equal(html_done(&h, &got), OK);
    assert_string_equal(arena_strndup(mem, got.p, got.n), want);
    html_init(&h, mem, h.lang);
}

static void text_is_escaped(void **state)
{
    (void)state;
    html_text(&h, "<b>\"Huế\" & 'x'</b>");
    is("&lt;b&gt;&quot;Huế&quot; &amp; &#39;x&#39;&lt;/b&gt;");
    html_text(&h, NULL);
    html_text(&h, "");
    is("");
    html_str(&h, (struct str){"a\0b", 3});
    is("a\xEF\xBF\xBD"
       "b");
    html_attr(&h, "\" onload=\"x");
    is("&quot; onload=&quot;x");
}

static void addresses(void **state)
{
    (void)state;
    html_url(&h, "Huế & Nara/1?x=y");
    is("Hu%E1%BA%BF%20%26%20Nara%2F1%3Fx%3Dy");
    html_href(&h, STR("/agreement?state=signed&page=2"));
    is("/agreement?state=signed&amp;page=2");
    html_href(&h, STR("javascript:alert(1)"));
    html_href(&h, STR("//evil.example/"));
    html_href(&h, STR("/\\evil.example/"));
    html_href(&h, STR("https://evil.example/"));
    html_href(&h, STR(""));
    is("#####");
}

static void numbers_and_days(void **state)
{
    struct date d = {2026, 1, 9};
    (void)state;
    html_number(&h, 1234567);
    html(&h, " ");
    html_number(&h, -999);
    html(&h, " ");
    html_decimal(&h, "39270000.5");
    html(&h, " ");
    html_date(&h, d);
    is("1.234.567 −999 39.270.000,5 09/01/2026");
    h.lang = LANG_EN;
    html_number(&h, 1234567);
    html(&h, " ");
    html_decimal(&h, "0.25");
    html(&h, " ");
    html_date(&h, d);
    is("1,234,567 0.25 9 Jan 2026");
    h.lang = LANG_DE;
    html_decimal(&h, "-1000.10");
    html(&h, " ");
    html_date(&h, d);
    html_date(&h, (struct date){0});
    is("−1.000,10 09.01.2026");
    html_int(&h, INT64_MIN);
    is("-9223372036854775808");
    html_instant(&h, date_instant(d, 8, 5));
    is("09.01.2026 08:05");
    html_day(&h, "2026-01-09");
    html(&h, " ");
    html_day(&h, "January <2026>"); /* what is no day stays as it was written */
    html_day(&h, NULL);
    is("09.01.2026 January &lt;2026&gt;");
}

static void messages(void **state)
{
    (void)state;
    html_msg1(&h, "problem.too_long", "<5>");
    assert_true(str_find(buf_str(&h.out), STR("&lt;5&gt;")) < buf_str(&h.out).n);
    html_init(&h, mem, LANG_VI);
    html_msg(&h, "no.such.<key>");
    is("no.such.&lt;key&gt;");
    for (size_t i = 0; i18n_key(i) != NULL; i++)
        for (int l = 0; l < LANG__MAX; l++) {
            struct str t = i18n_text((enum lang)l, i18n_key(i));

            assert_true(t.n > 0 && t.p[t.n] == 0);
        }
}

static void the_ceiling(void **state)
{
    struct str page;
    struct arena *big = arena_new(256U << 20, NULL, NULL);
    const char *line = arena_printf(big, "%01000d", 7);
    (void)state;
    html_init(&h, big, LANG_EN);
    for (int i = 0; i < HTML_MAX_BYTES / 1000 - 1; i++)
        html_text(&h, line);
    assert_int_equal(html_done(&h, &page), OK);
    html_text(&h, line);
    html_text(&h, line);
    assert_int_equal(html_done(&h, &page), E_TOOBIG);
    arena_free(big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_is_escaped, begin, end),
        cmocka_unit_test_setup_teardown(addresses, begin, end),
        cmocka_unit_test_setup_teardown(numbers_and_days, begin, end),
        cmocka_unit_test_setup_teardown(messages, begin, end),
        cmocka_unit_test_setup_teardown(the_ceiling, begin, end),
    };
    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
