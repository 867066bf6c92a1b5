/* User text in a page: whatever it holds, no tag, quote or foreign address may come out of it. */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "platform/html.h"

static struct str made(struct ctx *cx, const char *text, void (*write)(struct html *h, const char *text))
{
    struct html h;
    struct str page = STR("");

    html_init(&h, cx->mem, LANG_VI);
    write(&h, text);
    FUZZ_CHECK(html_done(&h, &page) == OK || strlen(text) > 1000);
    return page;
}

static void href(struct html *h, const char *text)
{
    html_href(h, str_of(text));
}

static bool has(struct str s, char c)
{
    return s.n > 0 && memchr(s.p, c, s.n) != NULL;
}

static void one(struct ctx *cx, struct str in)
{
    const char *text = arena_strndup(cx->mem, in.p, in.n);
    struct str a = made(cx, text, html_text), b = made(cx, text, html_attr), c = made(cx, text, html_url),
               d = made(cx, text, href);

    FUZZ_CHECK(!has(a, '<') && !has(a, '>'));
    FUZZ_CHECK(!has(b, '<') && !has(b, '"') && !has(b, '\''));
    FUZZ_CHECK(!has(c, '<') && !has(c, '"') && !has(c, '&') && !has(c, '/') && !has(c, ' ') && !has(c, ':'));
    FUZZ_CHECK(!has(d, '<') && !has(d, '"') && !has(d, '\''));
    if (d.n > 0)
        FUZZ_CHECK(d.p[0] == '#' || d.p[0] == '?' || d.p[0] == '/');
    if (d.n > 1)
        FUZZ_CHECK(d.p[0] != '/' || (d.p[1] != '/' && d.p[1] != '\\'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    return fuzz_in_arena(data, n, 8192, one);
}
