/* JSON, passwords and digests, files, the work queue, settings: the small tools of the platform. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "platform/crew.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/file.h"
#include "platform/job.h"
#include "platform/json.h"
#include "platform/setting.h"

static struct arena *mem;
static struct ctx cx;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(64U << 20, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static void json_written(void **state)
{
    struct json j;
    struct str text;
    (void)state;
    json_init(&j, mem);
    json_begin_object(&j, NULL);
    json_add_text(&j, "a\"", "Huế \"\\\n\x01\x7f");
    json_add_text(&j, "b", NULL);
    json_add_str(&j, "c", (struct str){"x\xFFy", 3});
    json_begin_array(&j, "d");
    json_add_int(&j, NULL, INT64_MIN);
    json_add_bool(&j, NULL, true);
    json_begin_object(&j, NULL);
    json_end(&j);
    json_end(&j);
    json_add_decimal(&j, "e", "39270000.50");
    json_end(&j);
    assert_int_equal(json_done(&j, &text), OK);
    assert_string_equal(text.p, "{\"a\\\"\":\"Huế \\\"\\\\\\n\\u0001\x7f\",\"b\":null,\"c\":\"x\xEF\xBF\xBDy\","
                                "\"d\":[-9223372036854775808,true,{}],\"e\":39270000.50}");
    json_t *back;
    assert_int_equal(json_read(&cx, text, &back), OK);
    assert_string_equal(json_string_value(json_object_get(back, "a\"")), "Huế \"\\\n\x01\x7f");
}

static void json_refused(void **state)
{
    static const char *const bad[] = {"", "{", "{\"a\":1,\"a\":2}", "[1,]", "\"\xFF\"", "{} {}", "nul", "[1e999]",
                                      "\"\\u0000\""};
    json_t *v;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ctx_clear(&cx);
        if (json_read(&cx, str_of(bad[i]), &v) != E_USAGE)
            fail_msg("taken: %s", bad[i]);
    }
    char *deep = arena_alloc(mem, 200001);
    memset(deep, '[', 200000);
    assert_int_equal(json_read(&cx, str_of(deep), &v), E_USAGE);
}

static void passwords(void **state)
{
    const char *stored, *again;
    (void)state;
    assert_int_equal(crypto_start(&cx), OK);
    assert_int_equal(crypto_password(&cx, "mật khẩu dài", &stored), OK);
    assert_int_equal(crypto_password(&cx, "mật khẩu dài", &again), OK);
    assert_string_not_equal(stored, again);
    assert_true(str_starts(str_of(stored), "$argon2id$"));
    assert_true(crypto_password_is(stored, "mật khẩu dài"));
    assert_false(crypto_password_is(stored, "mật khẩu dà"));
    assert_false(crypto_password_is(NULL, ""));
    assert_false(crypto_password_is("rubbish", "rubbish"));
}

static void digests_and_tokens(void **state)
{
    char hex[CRYPTO_HEX_CHARS + 1], a[CRYPTO_TOKEN_CHARS + 1], b[CRYPTO_TOKEN_CHARS + 1];
    (void)state;
    crypto_sha256_hex(STR("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-2 */
    crypto_blake2b_hex(STR("abc"), hex);
    assert_string_equal(hex, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    crypto_token(a);
    crypto_token(b);
    assert_int_equal(strlen(a), CRYPTO_TOKEN_CHARS);
    assert_string_not_equal(a, b);
    assert_true(crypto_same(STR("abc"), STR("abc")));
    assert_false(crypto_same(STR("abc"), STR("abd")));
    assert_false(crypto_same(STR("abc"), STR("ab")));
    assert_true(crypto_same(STR(""), STR("")));
}

static void files(void **state)
{
    char folder[] = "/tmp/chancery-unit-XXXXXX";
    struct str back;
    (void)state;
    assert_non_null(mkdtemp(folder));
    const char *deep = arena_printf(mem, "%s/a/b", folder), *path = arena_printf(mem, "%s/x", deep);
    assert_int_equal(file_make_dirs(&cx, deep), OK);
    assert_int_equal(file_make_dirs(&cx, deep), OK);
    assert_int_equal(file_read(&cx, path, 100, &back), E_NOTFOUND);
    assert_int_equal(file_write(&cx, path, (struct str){"a\0b", 3}), OK);
    assert_int_equal(file_write(&cx, path, (struct str){"a\0c", 3}), OK);
    assert_int_equal(file_read(&cx, path, 100, &back), OK);
    assert_memory_equal(back.p, "a\0c", 3);
    assert_int_equal(file_read(&cx, path, 2, &back), E_TOOBIG);
    assert_int_equal(file_read(&cx, deep, 100, &back), E_FORMAT);
    assert_int_equal(file_write(&cx, arena_printf(mem, "%s/none/x", folder), STR("x")), E_NOTFOUND);
    if (access("/dev/full", W_OK) == 0) /* what a full disk says, without one */
        assert_int_equal(file_write(&cx, "/dev/full/x", STR("x")), E_NOTFOUND);
    assert_int_equal(file_remove(&cx, path), OK);
    assert_int_equal(file_remove(&cx, path), OK);
    assert_false(file_exists(path));
    assert_int_equal(rmdir(deep), 0); /* so no temporary file was left */
    assert_int_equal(rmdir(arena_printf(mem, "%s/a", folder)), 0);
    assert_int_equal(rmdir(folder), 0);
}

static atomic_int done_jobs;

static void work(void *arg, int thread)
{
    assert_in_range(thread, 0, 1);
    atomic_fetch_add(&done_jobs, (int)(intptr_t)arg);
}

static void queue(void **state)
{
    struct job_queue *q;
    int pushed = 0;
    (void)state;
    atomic_store(&done_jobs, 0);
    assert_int_equal(job_start(&cx, 2, 1000, &q), OK);
    for (int i = 0; i < 500; i++)
        pushed += job_push(q, work, (void *)1);
    job_stop(q);
    assert_int_equal(atomic_load(&done_jobs), pushed);
    assert_int_equal(pushed, 500);
    assert_false(job_push(q, work, (void *)1));
    job_free(q);
}

struct numbers {
    const size_t *in;
    size_t **out; /* of each piece, in the memory it was worked in */
    atomic_int *times;
};

static void times_three(struct ctx *piece, void *arg, size_t i)
{
    struct numbers *n = arg;

    n->out[i] = arena_new_of(piece->mem, size_t);
    *n->out[i] = n->in[i] * 3;
    atomic_fetch_add(&n->times[i], 1);
}

/* Rounds as a load does them: while one round's results are looked at, the next one is under way. */
static void rounds(struct crew *c)
{
    struct numbers n[2];

    for (size_t round = 0; round < 50; round++) {
        struct arena *room = crew_round(c);
        size_t *in = arena_alloc(room, 200 * sizeof *in);
        struct numbers *now = &n[round & 1], *last = &n[~round & 1];

        for (size_t i = 0; i < 200; i++)
            in[i] = round * 1000 + i;
        *now = (struct numbers){in, arena_alloc(room, 200 * sizeof *now->out),
            arena_alloc(room, 200 * sizeof *now->times)};
        crew_begin(c, times_three, now, 200);
        for (size_t i = 0; round > 0 && i < 200; i++) {
            assert_int_equal(*last->out[i], ((round - 1) * 1000 + i) * 3);
            assert_int_equal(atomic_load(&last->times[i]), 1);
        }
        crew_finish(c);
    }
}

static void crew(void **state)
{
    struct crew *c;

    (void)state;
    assert_int_equal(crew_alone(&cx, &c), OK);
    assert_true(crew_is_alone(c));
    rounds(c);
    assert_int_equal(crew_start(&cx, 16U << 20, &c), OK);
    rounds(c);
    crew_begin(c, times_three, &(struct numbers){0}, 0); /* nothing to do */
    crew_finish(c);
    arena_reset(mem); /* ends the threads of both */
}

static void settings(void **state)
{
    struct settings *s;
    struct db *db;
    (void)state;
    assert_int_equal(db_open(&cx, "sqlite::memory:", &db), OK);
    cx.db = db;
    assert_int_equal(db_script(&cx, STR("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, "
                                        "updated_at INTEGER NOT NULL, updated_by INTEGER NOT NULL)")), OK);
    assert_int_equal(setting_set(&cx, STR("http.threads"), STR("7")), OK);
    assert_int_equal(setting_set(&cx, STR("http.threads"), STR("0")), E_INVALID);
    assert_int_equal(setting_set(&cx, STR("http.threads"), STR("many")), E_INVALID);
    assert_int_equal(setting_set(&cx, STR("no.such"), STR("1")), E_INVALID);
    assert_int_equal(setting_set(&cx, STR("http.secure_cookie"), STR("maybe")), E_INVALID);
    assert_int_equal(setting_load(&cx, &s), OK);
    assert_int_equal(setting_int(s, "http.threads"), 7);
    assert_true(setting_is_changed(s, "http.threads"));
    assert_false(setting_flag(s, "http.secure_cookie"));
    assert_int_equal(setting_set(&cx, STR("http.threads"), STR("")), OK);
    assert_int_equal(setting_load(&cx, &s), OK);
    assert_int_equal(setting_int(s, "http.threads"), 2);
    cx.db = NULL;
    arena_reset(mem);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(json_written, begin, end),
        cmocka_unit_test_setup_teardown(json_refused, begin, end),
        cmocka_unit_test_setup_teardown(passwords, begin, end),
        cmocka_unit_test_setup_teardown(digests_and_tokens, begin, end),
        cmocka_unit_test_setup_teardown(files, begin, end),
        cmocka_unit_test_setup_teardown(queue, begin, end),
        cmocka_unit_test_setup_teardown(crew, begin, end),
        cmocka_unit_test_setup_teardown(settings, begin, end),
    };
    return cmocka_run_group_tests_name("world", tests, NULL, NULL);
}
