/* Composing accents: what comes out, and that every place leads back to its bytes. */
#include "unit.h"

#include <string.h>

#include "text/compose.h"

static const struct {
    const char *raw, *composed;
} rows[] = {
    {"Sở Ngoại vụ", NULL},
    {"plain ASCII", NULL},
    {"", NULL},
    {"So\xCC\x9B\xCC\x89 Ngoa\xCC\xA3i vu\xCC\xA3", "Sở Ngoại vụ"},
    {"Vie\xCC\xA3\xCC\x82t Nam", "Việt Nam"}, /* NFD: the dot below comes first */
    {"Vi\xC3\xAA\xCC\xA3t", "Việt"}, /* half composed: ê and a dot below */
    {"Ma\xCC\x88rz u\xCC\x88""ber", "März über"},
    {"q\xCC\xA3", "q\xCC\xA3"}, /* no such letter */
    {"\xCC\x81""a", "\xCC\x81""a"}, /* an accent on nothing */
    {"a\xCC\x81\xFF\xCC", "á\xFF\xCC"}, /* broken bytes stay */
};

static void table(void **state)
{
    struct ctx *cx = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct composed c = compose_text(cx, str_of(rows[i].raw));
        const char *want = rows[i].composed == NULL ? rows[i].raw : rows[i].composed;
        if (!str_is(c.text, want) || (c.back == NULL) != (rows[i].composed == NULL))
            fail_msg("row %zu: %.*s", i, STR_ARGS(c.text));
        assert_int_equal(compose_back(&c, 0), 0);
        assert_int_equal(compose_back(&c, c.text.n), strlen(rows[i].raw));
    }
}

static void places(void **state)
{
    struct str raw = STR("x Vie\xCC\xA3\xCC\x82t y");
    struct composed c = compose_text(*state, raw);
    size_t at = str_find(c.text, STR("Việt"));

    size_t from = compose_back(&c, at), to = compose_back(&c, at + strlen("Việt"));
    assert_true(str_is(str_sub(raw, from, to), "Vie\xCC\xA3\xCC\x82t"));
    size_t i = str_find(c.text, STR("ệ"));
    assert_true(str_is(str_sub(raw, compose_back(&c, i), compose_back(&c, i + strlen("ệ"))), "e\xCC\xA3\xCC\x82"));
    assert_int_equal(compose_back(&c, c.text.n + 5), raw.n);
}

static void many_accents(void **state)
{
    struct ctx *cx = *state;
    char *raw = arena_alloc(cx->mem, 402);

    raw[0] = 'e';
    for (size_t i = 0; i < 200; i++)
        memcpy(raw + 1 + 2 * i, "\xCC\x81", 2);
    raw[401] = 0;
    struct composed c = compose_text(cx, str_of(raw));
    assert_int_equal(compose_back(&c, c.text.n), 401);
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(table), unit(places), unit(many_accents)};
    return cmocka_run_group_tests_name("compose", tests, NULL, NULL);
}
