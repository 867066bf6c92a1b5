/* Codes of a second factor against the vectors of RFC 6238, their window, the QR code, and what is sealed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/crypto.h"
#include "platform/qr.h"
#include "platform/seal.h"
#include "platform/totp.h"

static struct arena *mem;
static struct ctx cx;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(64U << 20, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    assert_int_equal(crypto_start(&cx), OK);
    assert_int_equal(totp_start(&cx), OK);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static const struct str secret = {"12345678901234567890", 20};

/* RFC 6238, appendix B: the last six of the eight digits printed there. */
static void vectors(void **state)
{
    static const struct {
        int64_t at;
        const char *code;
    } rows[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    char code[TOTP_DIGITS + 1];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(totp_code(&cx, secret, rows[i].at, code), OK);
        assert_string_equal(code, rows[i].code);
    }
}

static int64_t step_of(const char *typed, int64_t now, int64_t after)
{
    int64_t step = -1;

    assert_int_equal(totp_step(&cx, secret, typed, now, after, &step), OK);
    return step;
}

static void window(void **state)
{
    const int64_t step = 1111111109 / 30; /* its last second: 081804; the next is 050471 */

    (void)state;
    assert_int_equal(step_of("081804", 1111111109, 0), step);
    assert_int_equal(step_of("081 804", 1111111109, 0), step);
    assert_int_equal(step_of("081804", 1111111109 + 30, 0), step);
    assert_int_equal(step_of("081804", 1111111109 + 31, 0), 0);
    assert_int_equal(step_of("050471", 1111111109, 0), step + 1);
    assert_int_equal(step_of("050471", 1111111109 - 30, 0), 0);
    assert_int_equal(step_of("081804", 1111111109, step - 1), step);
    assert_int_equal(step_of("081804", 1111111109, step), 0);
    assert_int_equal(step_of("050471", 1111111109, step), step + 1);
    assert_int_equal(step_of("081805", 1111111109, 0), 0);
    assert_int_equal(step_of("", 1111111109, 0), 0);
    assert_int_equal(step_of("81804", 1111111109, 0), 0);
    assert_int_equal(step_of("0818040", 1111111109, 0), 0);
    assert_int_equal(step_of("٠٨١٨٠٤", 1111111109, 0), 0);
}

static void address(void **state)
{
    const char *key, *text;

    (void)state;
    assert_int_equal(totp_key(&cx, secret, &key), OK);
    assert_string_equal(key, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert_int_equal(totp_address(&cx, secret, "Sở A&B", "an.le", &text), OK);
    assert_string_equal(text, "otpauth://totp/an.le?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=S%E1%BB%9F%20A%26B");
}

/* The three finder patterns stand where they must: a ring of dark squares, a ring of light ones, a dark middle. */
static void finder(const struct qr *q, int left, int top)
{
    for (int y = 0; y < 7; y++)
        for (int x = 0; x < 7; x++) {
            bool ring = x == 0 || y == 0 || x == 6 || y == 6, middle = x >= 2 && x <= 4 && y >= 2 && y <= 4;
            assert_int_equal(q->dark[(top + y) * q->width + left + x], ring || middle);
        }
}

static void qr(void **state)
{
    char *big = arena_alloc(mem, 4001);
    struct qr q;

    (void)state;
    assert_int_equal(qr_make(&cx, "otpauth://totp/an.le?secret=GEZDGNBVGY3TQOJQ", &q), OK);
    assert_int_equal((q.width - 17) % 4, 0);
    finder(&q, 0, 0);
    finder(&q, q.width - 7, 0);
    finder(&q, 0, q.width - 7);
    memset(big, 'a', 4000);
    assert_int_equal(qr_make(&cx, big, &q), E_TOOBIG);
}

static void sealed(void **state)
{
    char folder[] = "/tmp/chancery-seal-XXXXXX";
    struct str plain;
    struct stat st;

    (void)state;
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(mem, "%s/key", folder), *other = arena_printf(mem, "%s/other", folder);
    assert_int_equal(seal_start(&cx, path), OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, 32);
    const char *text = seal_close(&cx, "totp 1", secret);
    assert_string_not_equal(text, seal_close(&cx, "totp 1", secret));
    assert_null(strstr(text, "12345"));
    assert_int_equal(seal_start(&cx, path), OK); /* the same key again */
    assert_int_equal(seal_open(&cx, "totp 1", text, &plain), OK);
    assert_true(str_eq(plain, secret));
    assert_int_equal(seal_open(&cx, "totp 2", text, &plain), E_INVALID);
    assert_int_equal(seal_open(&cx, "totp 1", "", &plain), E_INVALID);
    char *broken = arena_strdup(mem, text);
    broken[40] = broken[40] == 'A' ? 'B' : 'A';
    assert_int_equal(seal_open(&cx, "totp 1", broken, &plain), E_INVALID);
    assert_int_equal(seal_start(&cx, other), OK);
    assert_int_equal(seal_open(&cx, "totp 1", text, &plain), E_INVALID);
    assert_int_equal(truncate(other, 31), 0);
    assert_int_equal(seal_start(&cx, other), E_FORMAT);
    assert_int_equal(unlink(path) + unlink(other) + rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(vectors, begin, end), cmocka_unit_test_setup_teardown(window, begin, end),
        cmocka_unit_test_setup_teardown(address, begin, end), cmocka_unit_test_setup_teardown(qr, begin, end),
        cmocka_unit_test_setup_teardown(sealed, begin, end),
    };
    return cmocka_run_group_tests_name("totp", tests, NULL, NULL);
}
