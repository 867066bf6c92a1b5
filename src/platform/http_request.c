/* See http_request.h. */
#include "platform/http_request.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"

static const char *const methods[HTTP__MAX] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

const char *http_method_name(enum http_method m)
{
    assert(m < HTTP__MAX);
    return methods[m];
}

bool http_method_parse(struct str s, enum http_method *ret_m)
{
    for (int m = 0; m < HTTP__MAX; m++)
        if (str_is(s, methods[m])) {
            *ret_m = (enum http_method)m;
            return true;
        }
    return false;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum status http_request_unescape(struct ctx *cx, struct str s, bool plus, struct str *ret_s)
{
    if (memchr(s.p, '%', s.n) == NULL && (!plus || memchr(s.p, '+', s.n) == NULL)) {
        *ret_s = s;
        return OK;
    }
    char *out = arena_alloc(cx->mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '+' && plus) {
            out[n++] = ' ';
        } else if (s.p[i] != '%') {
            out[n++] = s.p[i];
        } else {
            int high, low;

            if (i + 2 >= s.n || (high = hex(s.p[i + 1])) < 0 || (low = hex(s.p[i + 2])) < 0)
                return ctx_fail(cx, E_USAGE, "a percent sign without two hexadecimal digits");
            out[n++] = (char)(high * 16 + low);
            i += 2;
        }
    }
    *ret_s = (struct str){out, n};
    return OK;
}

static enum status check_path(struct ctx *cx, struct str path)
{
    struct str rest, part;

    if (path.n == 0 || path.p[0] != '/')
        return ctx_fail(cx, E_USAGE, "the path does not begin with a slash");
    if (!utf8_valid(path, NULL))
        return ctx_fail(cx, E_USAGE, "the path is not UTF-8");
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7F || path.p[i] == '\\')
            return ctx_fail(cx, E_USAGE, "a character that no path has");
    rest = str_sub(path, 1, path.n);
    while (path.n > 1 && str_next(&rest, '/', &part))
        if (part.n == 0 || str_is(part, ".") || str_is(part, ".."))
            return ctx_fail(cx, E_USAGE, "a path with dots or empty parts");
    return OK;
}

enum status http_request_target(struct ctx *cx, struct str target, struct request *rq)
{
    size_t mark = str_find(target, STR("?"));
    struct str raw = str_sub(target, 0, mark), path;

    if (target.n > HTTP_MAX_TARGET)
        return ctx_fail(cx, E_TOOBIG, "an address of %zu bytes", target.n);
    TRY(http_request_unescape(cx, raw, false, &path));
    TRY(check_path(cx, path));
    rq->target = target;
    rq->path = path;
    rq->query = str_sub(target, mark + 1, target.n);
    return OK;
}

/* One line off the text, without its LF or CRLF. */
static struct str line_of(struct str *text)
{
    size_t end = str_find(*text, STR("\n"));
    struct str line = str_sub(*text, 0, end);

    *text = str_sub(*text, end + 1, text->n);
    return str_ends(line, "\r") ? str_sub(line, 0, line.n - 1) : line;
}

static enum status read_headers(struct ctx *cx, struct str *text, struct request *rq)
{
    rq->headers = arena_alloc(cx->mem, HTTP_MAX_HEADERS * sizeof *rq->headers);
    for (;;) {
        struct str line = line_of(text);
        size_t colon = str_find(line, STR(":"));

        if (line.n == 0)
            return OK;
        if (colon == line.n || colon == 0)
            return ctx_fail(cx, E_USAGE, "a header line without a colon");
        if (rq->n_headers == HTTP_MAX_HEADERS)
            return ctx_fail(cx, E_TOOBIG, "more than %d header lines", HTTP_MAX_HEADERS);
        rq->headers[rq->n_headers++] =
            (struct http_pair){str_sub(line, 0, colon), str_trim(str_sub(line, colon + 1, line.n))};
    }
}

enum status http_request_read(struct ctx *cx, struct str text, struct request *ret_rq)
{
    struct request rq = {.remote = STR("local")};
    struct str rest = text, line = line_of(&rest), method, target, version;

    if (!str_next(&line, ' ', &method) || !str_next(&line, ' ', &target) || !str_next(&line, ' ', &version))
        return ctx_fail(cx, E_USAGE, "the first line is not METHOD PATH HTTP/1.1");
    if (!http_method_parse(method, &rq.method))
        return ctx_fail(cx, E_USAGE, "unknown method %.*s", STR_ARGS(method));
    TRY(http_request_target(cx, target, &rq));
    TRY(read_headers(cx, &rest, &rq));
    rq.body = rest;
    *ret_rq = rq;
    return OK;
}

struct str http_request_header(const struct request *rq, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < rq->n_headers; i++)
        if (rq->headers[i].name.n == n && strncasecmp(rq->headers[i].name.p, name, n) == 0)
            return rq->headers[i].value;
    return STR("");
}

struct str http_request_cookie(const struct request *rq, const char *name)
{
    for (size_t i = 0; i < rq->n_headers; i++) { /* a proxy may have cut them into several headers */
        struct str rest = rq->headers[i].value, part;

        if (rq->headers[i].name.n != 6 || strncasecmp(rq->headers[i].name.p, "Cookie", 6) != 0)
            continue;
        while (str_next(&rest, ';', &part)) {
            size_t equals = str_find(part, STR("="));

            if (equals < part.n && str_is(str_trim(str_sub(part, 0, equals)), name))
                return str_trim(str_sub(part, equals + 1, part.n));
        }
    }
    return STR("");
}

void http_reply_header(struct response *rs, const char *name, struct str value)
{
    assert(rs->n_headers < HTTP_MAX_REPLY_HEADERS);
    assert(memchr(value.p, '\n', value.n) == NULL && memchr(value.p, '\r', value.n) == NULL);
    rs->headers[rs->n_headers++] = (struct http_pair){str_of(name), value};
}

void http_reply_redirect(struct response *rs, struct ctx *cx, struct str address)
{
    assert(address.n > 0 && address.p[0] == '/');
    rs->code = 303;
    rs->body = STR("");
    http_reply_header(rs, "Location", (struct str){arena_strndup(cx->mem, address.p, address.n), address.n});
}

const char *http_reply_reason(int code)
{
    static const struct {
        int code;
        const char *reason;
    } table[] = {{200, "OK"}, {201, "Created"}, {204, "No Content"}, {206, "Partial Content"}, {303, "See Other"},
                 {304, "Not Modified"}, {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"},
                 {404, "Not Found"}, {405, "Method Not Allowed"}, {409, "Conflict"}, {413, "Content Too Large"},
                 {415, "Unsupported Media Type"}, {422, "Unprocessable Content"}, {429, "Too Many Requests"},
                 {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"},
                 {503, "Service Unavailable"}, {507, "Insufficient Storage"}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].code == code)
            return table[i].reason;
    return "Status";
}

struct str http_reply_text(struct ctx *cx, const struct response *rs)
{
    struct buf b;

    buf_init(&b, cx->mem, rs->body.n + 65536);
    buf_printf(&b, "HTTP/1.1 %d %s\r\n", rs->code, http_reply_reason(rs->code));
    if (rs->type != NULL)
        buf_printf(&b, "Content-Type: %s\r\n", rs->type);
    for (size_t i = 0; i < rs->n_headers; i++)
        buf_printf(&b, "%.*s: %.*s\r\n", STR_ARGS(rs->headers[i].name), STR_ARGS(rs->headers[i].value));
    buf_printf(&b, "Content-Length: %zu\r\n\r\n", rs->body.n);
    buf_add(&b, rs->body);
    return buf_str(&b);
}
