/* A whole request as text, as any client may send it: request line, headers, cookies, form fields, uploads. What comes
   out must keep its promises: paths without dots, fields in UTF-8 without zero bytes, file names without folders. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "platform/http_form.h"

static void fields(struct ctx *cx, const struct request *rq)
{
    struct http_form form = {0};
    enum status st = http_form_urlencoded(cx, rq->query, &form);

    if (st == OK)
        st = http_form_body(cx, rq, &form);
    FUZZ_CHECK(st == OK || st == E_USAGE || st == E_TOOBIG);
    for (size_t i = 0; i < form.n; i++) {
        FUZZ_CHECK(utf8_valid(form.at[i].name, NULL) && utf8_valid(form.at[i].value, NULL));
        FUZZ_CHECK(memchr(form.at[i].value.p, 0, form.at[i].value.n) == NULL);
    }
    for (size_t i = 0; i < form.n_files; i++) {
        FUZZ_CHECK(str_find(form.files[i].name, STR("/")) == form.files[i].name.n);
        FUZZ_CHECK(form.files[i].bytes.n <= rq->body.n);
    }
    (void)http_form_value(&form, "q");
    (void)http_form_file(&form, "file");
}

static void one(struct ctx *cx, struct str in)
{
    struct request rq;

    if (http_request_read(cx, in, &rq) != OK)
        return;
    FUZZ_CHECK(rq.path.n > 0 && rq.path.p[0] == '/' && utf8_valid(rq.path, NULL));
    FUZZ_CHECK(str_find(rq.path, STR("/../")) == rq.path.n && !str_ends(rq.path, "/.."));
    (void)http_request_cookie(&rq, "session");
    (void)http_request_header(&rq, "if-none-match");
    fields(cx, &rq);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 65536, one);
}
