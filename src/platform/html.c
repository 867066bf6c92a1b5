/* See html.h. */
#include "platform/html.h"

#include <assert.h>
#include <string.h>

#include "platform/i18n.h"

void html_init(struct html *h, struct arena *mem, enum lang lang)
{
    buf_init(&h->out, mem, HTML_MAX_BYTES);
    h->lang = lang;
}

enum status html_done(struct html *h, struct str *ret_page)
{
    TRY(buf_status(&h->out));
    *ret_page = buf_str(&h->out);
    return OK;
}

void html_markup_(struct html *h, struct str markup)
{
    buf_add(&h->out, markup);
}

void html_again(struct html *h, const struct html *made)
{
    buf_add(&h->out, buf_str(&made->out));
}

/* Text and double-quoted attributes need the same five characters; runs in between are copied whole. */
static const struct str escaped[256] = {
    ['&'] = {"&amp;", 5}, ['<'] = {"&lt;", 4}, ['>'] = {"&gt;", 4}, ['"'] = {"&quot;", 6}, ['\''] = {"&#39;", 5},
    [0] = {"\xEF\xBF\xBD", 3}, /* a zero byte is no character of HTML */
};

/* Eight bytes without any of them: nearly all text. */
static bool is_plain(const char *p)
{
    typedef unsigned char bytes __attribute__((vector_size(8)));
    bytes b;
    uint64_t found;

    memcpy(&b, p, sizeof b);
    bytes is = (bytes)(b == '&') | (bytes)(b == '<') | (bytes)(b == '>') | (bytes)(b == '"') | (bytes)(b == '\'') |
               (bytes)(b == 0);
    memcpy(&found, &is, sizeof found);
    return found == 0;
}

static void escape(struct html *h, struct str s)
{
    size_t from = 0, i = 0;

    for (;;) {
        while (s.n - i >= 8 && is_plain(s.p + i))
            i += 8;
        while (i < s.n && escaped[(unsigned char)s.p[i]].n == 0)
            i++;
        buf_add(&h->out, str_sub(s, from, i));
        if (i == s.n)
            return;
        buf_add(&h->out, escaped[(unsigned char)s.p[i]]);
        from = ++i;
    }
}

void html_text(struct html *h, const char *text)
{
    escape(h, str_of(text));
}

void html_str(struct html *h, struct str text)
{
    escape(h, text);
}

void html_attr(struct html *h, const char *text)
{
    escape(h, str_of(text));
}

void html_attr_str(struct html *h, struct str text)
{
    escape(h, text);
}

void html_url_str(struct html *h, struct str part)
{
    static const char hex[] = "0123456789ABCDEF";
    static const char plain[] = "-._~";

    for (size_t i = 0; i < part.n; i++) {
        unsigned char c = (unsigned char)part.p[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            (c != 0 && strchr(plain, c) != NULL)) {
            buf_byte(&h->out, (char)c);
        } else {
            char out[3] = {'%', hex[c >> 4], hex[c & 15]};

            buf_add(&h->out, (struct str){out, 3});
        }
    }
}

void html_url(struct html *h, const char *part)
{
    html_url_str(h, str_of(part));
}

void html_href(struct html *h, struct str address)
{
    char first = address.n > 0 ? address.p[0] : 0, second = address.n > 1 ? address.p[1] : 0;
    bool own = first == '?' || first == '#' || (first == '/' && second != '/' && second != '\\');

    escape(h, own ? address : STR("#"));
}

void html_int(struct html *h, int64_t n)
{
    buf_int(&h->out, n);
}

/* Digits in groups of three, with the language's mark. */
static void grouped(struct html *h, struct str digits)
{
    char mark = h->lang == LANG_EN ? ',' : '.';

    for (size_t i = 0; i < digits.n; i++) {
        if (i > 0 && (digits.n - i) % 3 == 0)
            buf_byte(&h->out, mark);
        buf_byte(&h->out, digits.p[i]);
    }
}

void html_decimal(struct html *h, const char *canonical)
{
    struct str s = str_of(canonical);

    if (s.n > 0 && s.p[0] == '-') {
        buf_add(&h->out, STR("\xE2\x88\x92")); /* a minus, not a hyphen: no line break behind it */
        s = str_sub(s, 1, s.n);
    }
    size_t point = str_find(s, STR("."));
    grouped(h, str_sub(s, 0, point));
    if (point < s.n) {
        buf_byte(&h->out, h->lang == LANG_EN ? '.' : ',');
        buf_add(&h->out, str_sub(s, point + 1, s.n));
    }
}

void html_number(struct html *h, int64_t n)
{
    char digits[24];
    size_t i = sizeof digits - 1;
    uint64_t u = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;

    digits[i] = 0;
    do {
        digits[--i] = (char)('0' + u % 10);
        u /= 10;
    } while (u > 0);
    if (n < 0)
        digits[--i] = '-';
    html_decimal(h, digits + i);
}

void html_date(struct html *h, struct date d)
{
    i18n_add_date(&h->out, h->lang, d);
}

void html_day(struct html *h, const char *iso)
{
    struct date d;

    if (date_parse(str_of(iso), &d))
        html_date(h, d);
    else
        html_text(h, iso);
}

void html_instant(struct html *h, int64_t utc)
{
    int64_t local = utc + OFFICE_UTC_OFFSET, second = ((local % 86400) + 86400) % 86400;

    html_date(h, date_of_instant(utc));
    buf_byte(&h->out, ' ');
    i18n_add_digits(&h->out, (int)(second / 3600), 2);
    buf_byte(&h->out, ':');
    i18n_add_digits(&h->out, (int)(second / 60 % 60), 2);
}

void html_msg(struct html *h, const char *key)
{
    escape(h, i18n_text(h->lang, key));
}

void html_msg_attr(struct html *h, const char *key)
{
    escape(h, i18n_text(h->lang, key));
}

void html_msg1(struct html *h, const char *key, const char *arg)
{
    struct str t = i18n_text(h->lang, key);
    size_t at = str_find(t, STR("{}"));

    escape(h, str_sub(t, 0, at));
    if (at < t.n) {
        escape(h, str_of(arg));
        escape(h, str_sub(t, at + 2, t.n));
    }
}

void html_msg_int(struct html *h, const char *key, int64_t n)
{
    struct str t = i18n_text(h->lang, key);
    size_t at = str_find(t, STR("{}"));

    escape(h, str_sub(t, 0, at));
    if (at < t.n) {
        html_number(h, n);
        escape(h, str_sub(t, at + 2, t.n));
    }
}
