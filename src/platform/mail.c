/* See mail.h. RFC 5322 (message), RFC 2047 (encoded words in headers), RFC 2045 (base64 body). */
#include "platform/mail.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"

enum { SECONDS = 30, LINE = 76, WORD_BYTES = 45, MOST_BYTES = 4 << 20 };

bool mail_address(struct str a)
{
    size_t at = str_find(a, STR("@"));

    if (a.n < 3 || a.n > 254 || at == 0 || at + 1 >= a.n || str_find(str_sub(a, at + 1, a.n), STR("@")) != a.n - at - 1)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if ((unsigned char)a.p[i] <= ' ' || (unsigned char)a.p[i] == 0x7F || strchr("<>()[],;:\\\"", a.p[i]) != NULL)
            return false;
    return true;
}

static void base64(struct buf *b, struct str s, size_t line)
{
    size_t most = sodium_base64_encoded_len(s.n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(b->mem, most);

    sodium_bin2base64(text, most, (const unsigned char *)s.p, s.n, sodium_base64_VARIANT_ORIGINAL);
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i += line) {
        buf_add(b, str_sub((struct str){text, n}, i, i + line));
        if (line <= LINE)
            buf_add_c(b, "\r\n");
    }
}

/* Encoded words of at most 75 characters, never cut within a character. */
static void subject(struct buf *b, struct str s)
{
    buf_add_c(b, "Subject:");
    while (s.n > 0) {
        size_t n = s.n < WORD_BYTES ? s.n : WORD_BYTES;
        while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
            n--;
        buf_add_c(b, " =?UTF-8?B?");
        base64(b, str_sub(s, 0, n), LINE + 1000);
        s = str_sub(s, n, s.n);
        buf_add_c(b, s.n > 0 ? "?=\r\n" : "?=");
    }
    buf_add_c(b, "\r\n");
}

static struct str message(struct ctx *cx, const struct mail_server *server, const struct mail *m)
{
    time_t now = (time_t)ctx_now(cx);
    struct tm utc;
    char date[64];
    struct buf b;

    (void)gmtime_r(&now, &utc);
    (void)strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &utc); /* the C locale: English names */
    buf_init(&b, cx->mem, MOST_BYTES);
    buf_printf(&b, "Date: %s\r\nFrom: <%s>\r\nTo: <%s>\r\nMessage-ID: <%s.%lld@chancery>\r\n", date, server->from,
        m->to, m->id, (long long)now);
    subject(&b, str_of(m->subject));
    buf_add_c(&b, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: base64\r\n\r\n");
    base64(&b, m->body, LINE);
    return buf_str(&b);
}

static size_t give(char *to, size_t size, size_t n, void *arg)
{
    struct str *rest = arg;
    size_t most = size * n < rest->n ? size * n : rest->n;

    memcpy(to, rest->p, most);
    *rest = str_sub(*rest, most, rest->n);
    return most;
}

static void easy_done(void *c)
{
    curl_easy_cleanup(c);
}
static void list_done(void *l)
{
    curl_slist_free_all(l);
}

enum status mail_send(struct ctx *cx, const struct mail_server *server, const struct mail *m)
{
    void **slot = arena_defer(cx->mem, easy_done), **slot_to = arena_defer(cx->mem, list_done);
    char why[CURL_ERROR_SIZE] = "";

    if (!mail_address(str_of(m->to)) || !mail_address(str_of(server->from)))
        return ctx_problem(cx, "email", "problem.not_email", m->to);
    struct str text = message(cx, server, m);
    CURL *c = curl_easy_init();
    if (c == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a mail");
    *slot = c;
    struct curl_slist *to = curl_slist_append(NULL, m->to);
    if (to == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a mail");
    *slot_to = to;
    (void)curl_easy_setopt(c, CURLOPT_URL, server->url);
    (void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    (void)curl_easy_setopt(c, CURLOPT_MAIL_FROM, server->from);
    (void)curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    (void)curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
    (void)curl_easy_setopt(c, CURLOPT_READDATA, &text);
    (void)curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)SECONDS);
    (void)curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
    (void)curl_easy_setopt(c, CURLOPT_ERRORBUFFER, why);
    if (server->user != NULL && *server->user != 0) {
        (void)curl_easy_setopt(c, CURLOPT_USERNAME, server->user);
        (void)curl_easy_setopt(c, CURLOPT_PASSWORD, server->password);
    }
    CURLcode code = curl_easy_perform(c);
    if (code != CURLE_OK)
        return ctx_fail(cx, E_IO, "mail to %s: %s", m->to, *why != 0 ? why : curl_easy_strerror(code));
    return OK;
}
