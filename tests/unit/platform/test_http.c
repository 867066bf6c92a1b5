/* Requests and forms as data: what is well formed comes through whole, everything else is refused with the right status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "platform/http_form.h"
#include "platform/http_request.h"

static struct arena *mem;
static struct ctx cx;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(8 << 20, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static enum status target(const char *t, struct request *rq)
{
    ctx_clear(&cx);
    *rq = (struct request){0};
    return http_request_target(&cx, str_of(t), rq);
}

static void targets(void **state)
{
    static const char *const bad[] = {"", "agreement", "//x", "/a//b", "/a/", "/./a", "/../a", "/a/..", "/%2e%2e/a", "/%",
                                      "/%4", "/%zz", "/%00", "/%0a", "/\x01", "/a\\b", "/%5c", "/%ff", "/%c0%af", "*"};
    struct request rq;
    (void)state;
    assert_int_equal(target("/agreement/7?a=1&b=%2F", &rq), OK);
    assert_true(str_is(rq.path, "/agreement/7"));
    assert_true(str_is(rq.query, "a=1&b=%2F"));
    assert_int_equal(target("/", &rq), OK);
    assert_true(str_is(rq.path, "/"));
    assert_int_equal(target("/Hu%E1%BA%BF", &rq), OK);
    assert_true(str_is(rq.path, "/Huế"));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (target(bad[i], &rq) != E_USAGE)
            fail_msg("taken: %s", bad[i]);
    char *longest = arena_alloc(mem, HTTP_MAX_TARGET + 10);
    memset(longest, 'a', HTTP_MAX_TARGET + 5);
    longest[0] = '/';
    assert_int_equal(target(longest, &rq), E_TOOBIG);
}

static void whole_requests(void **state)
{
    struct request rq;
    (void)state;
    assert_int_equal(http_request_read(&cx, STR("POST /a?x=1 HTTP/1.1\r\nHost: h\r\ncookie: a=1; b = two ;c\r\n"
                                                "Cookie: d=4\r\n\r\nbody\r\n"), &rq), OK);
    assert_int_equal(rq.method, HTTP_POST);
    assert_true(str_is(http_request_header(&rq, "HOST"), "h"));
    assert_true(str_is(http_request_cookie(&rq, "b"), "two"));
    assert_true(str_is(http_request_cookie(&rq, "d"), "4"));
    assert_true(str_is(http_request_cookie(&rq, "c"), ""));
    assert_true(str_is(rq.body, "body\r\n"));
    assert_int_equal(http_request_read(&cx, STR(""), &rq), E_USAGE);
    assert_int_equal(http_request_read(&cx, STR("GET /"), &rq), E_USAGE);
    assert_int_equal(http_request_read(&cx, STR("BREW / HTTP/1.1\n\n"), &rq), E_USAGE);
    assert_int_equal(http_request_read(&cx, STR("GET / HTTP/1.1\nno colon\n\n"), &rq), E_USAGE);
    struct buf many;
    buf_init(&many, mem, 1 << 20);
    buf_add_c(&many, "GET / HTTP/1.1\n");
    for (int i = 0; i <= HTTP_MAX_HEADERS; i++)
        buf_printf(&many, "h%d: x\n", i);
    buf_add_c(&many, "\n");
    assert_int_equal(http_request_read(&cx, buf_str(&many), &rq), E_TOOBIG);
}

static enum status urlencoded(const char *text, struct http_form *form)
{
    ctx_clear(&cx);
    *form = (struct http_form){0};
    return http_form_urlencoded(&cx, str_of(text), form);
}

static void fields(void **state)
{
    struct http_form f;
    (void)state;
    assert_int_equal(urlencoded("a=1&b=x+y%2Bz&&c&d=&a=2", &f), OK);
    assert_int_equal(f.n, 5);
    assert_true(str_is(http_form_value(&f, "b"), "x y+z"));
    assert_true(str_is(http_form_value(&f, "a"), "1"));
    assert_true(http_form_has(&f, "c"));
    assert_true(http_form_has(&f, "d"));
    assert_false(http_form_has(&f, "e"));
    assert_int_equal(urlencoded("a=%", &f), E_USAGE);
    assert_int_equal(urlencoded("a=%ff", &f), E_USAGE);
    assert_int_equal(urlencoded("a=%00", &f), E_USAGE);
    struct buf many;
    buf_init(&many, mem, 1 << 20);
    for (int i = 0; i <= HTTP_FORM_MAX_FIELDS; i++)
        buf_add_c(&many, "a=1&");
    assert_int_equal(urlencoded(buf_str(&many).p, &f), E_TOOBIG);
}

static enum status multipart(const char *body, struct http_form *form)
{
    static struct http_pair type = {{"Content-Type", 12}, {"multipart/form-data; boundary=\"xX\"", 34}};
    struct request rq = {.headers = &type, .n_headers = 1, .body = str_of(body)};

    ctx_clear(&cx);
    *form = (struct http_form){0};
    return http_form_body(&cx, &rq, form);
}

static void uploads(void **state)
{
    static const char *const bad[] = {
        "--xX", "x--xX\r\n", "--xX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
        "--xX\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--xX--", "--xX\r\nContent-Disposition: form-data; name=a",
        "--xX\r\n\r\n\r\n--xXrubbish", "--xX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--xX--"};
    struct http_form f;
    (void)state;
    assert_int_equal(multipart("--xX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nmột\r\nhai\r\n--xX\r\n"
                               "content-disposition: form-data; name=\"f\"; filename=\"C:\\dir\\b.txt\"\r\n"
                               "Content-Type: text/csv\r\n\r\n\r\n--xY\r\n--xX--\r\n", &f), OK);
    assert_true(str_is(http_form_value(&f, "a"), "một\r\nhai"));
    const struct http_file *file = http_form_file(&f, "f");
    assert_non_null(file);
    assert_true(str_is(file->name, "b.txt"));
    assert_true(str_is(file->type, "text/csv"));
    assert_true(str_is(file->bytes, "\r\n--xY"));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (multipart(bad[i], &f) != E_USAGE)
            fail_msg("taken: %s", bad[i]);
}

static void replies(void **state)
{
    struct response rs = {.code = 200, .type = "text/plain", .body = STR("x")};
    (void)state;
    http_reply_header(&rs, "ETag", STR("\"1\""));
    struct str text = http_reply_text(&cx, &rs);
    assert_string_equal(text.p, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nETag: \"1\"\r\nContent-Length: 1\r\n\r\nx");
    http_reply_redirect(&rs, &cx, STR("/a"));
    assert_int_equal(rs.code, 303);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(targets, begin, end),  cmocka_unit_test_setup_teardown(whole_requests, begin, end),
        cmocka_unit_test_setup_teardown(fields, begin, end),   cmocka_unit_test_setup_teardown(uploads, begin, end),
        cmocka_unit_test_setup_teardown(replies, begin, end),
    };
    return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
