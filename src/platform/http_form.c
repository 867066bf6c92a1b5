/* See http_form.h. Multipart: RFC 7578, without the deprecated multipart/mixed and without other charsets than
   UTF-8. */
#include "platform/http_form.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static enum status add(struct ctx *cx, struct http_form *form, struct str name, struct str value)
{
    if (form->n >= HTTP_FORM_MAX_FIELDS)
        return ctx_fail(cx, E_TOOBIG, "more than %d fields", HTTP_FORM_MAX_FIELDS);
    if (!utf8_valid(name, NULL) || !utf8_valid(value, NULL))
        return ctx_fail(cx, E_USAGE, "a field that is not UTF-8");
    if (memchr(name.p, 0, name.n) != NULL || memchr(value.p, 0, value.n) != NULL)
        return ctx_fail(cx, E_USAGE, "a field with a zero byte");
    vec_push(cx->mem, form, (struct http_pair){name, value});
    return OK;
}

enum status http_form_urlencoded(struct ctx *cx, struct str text, struct http_form *form)
{
    struct str rest = text, part, name, value;

    while (text.n > 0 && str_next(&rest, '&', &part)) {
        size_t equals = str_find(part, STR("="));

        if (part.n == 0)
            continue;
        TRY(http_request_unescape(cx, str_sub(part, 0, equals), true, &name));
        TRY(http_request_unescape(cx, str_sub(part, equals + 1, part.n), true, &value));
        TRY(add(cx, form, name, value));
    }
    return OK;
}

/* key="value" of a header such as Content-Disposition; quotes may be left out, \" inside is kept as typed. */
static struct str attribute(struct str header, const char *key)
{
    size_t n = strlen(key);

    for (size_t i = 0; i + n + 1 < header.n; i++) {
        if (header.p[i + n] != '=' || strncasecmp(header.p + i, key, n) != 0 ||
            (i > 0 && header.p[i - 1] != ' ' && header.p[i - 1] != ';'))
            continue;
        struct str v = str_sub(header, i + n + 1, header.n);
        if (v.n > 0 && v.p[0] == '"') {
            v = str_sub(v, 1, v.n);
            return str_sub(v, 0, str_find(v, STR("\"")));
        }
        return str_trim(str_sub(v, 0, str_find(v, STR(";"))));
    }
    return STR("");
}

static struct str last_part(struct str name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
            return str_sub(name, i, name.n);
    return name;
}

struct part {
    struct str disposition, type;
};

static enum status part_headers(struct ctx *cx, struct str *rest, struct part *ret_part)
{
    struct part p = {.disposition = STR(""), .type = STR("text/plain")};

    for (;;) {
        size_t end = str_find(*rest, STR("\r\n"));
        struct str line = str_sub(*rest, 0, end);

        if (end == rest->n)
            return ctx_fail(cx, E_USAGE, "multipart: a part without an end of its header");
        *rest = str_sub(*rest, end + 2, rest->n);
        if (line.n == 0)
            break;
        if (line.n > 20 && strncasecmp(line.p, "Content-Disposition:", 20) == 0)
            p.disposition = str_trim(str_sub(line, 20, line.n));
        if (line.n > 13 && strncasecmp(line.p, "Content-Type:", 13) == 0)
            p.type = str_trim(str_sub(line, 13, line.n));
    }
    *ret_part = p;
    return OK;
}

static enum status add_file(struct ctx *cx, struct http_form *form, struct http_file file)
{
    if (!utf8_valid(file.name, NULL) || !utf8_valid(file.field, NULL) || memchr(file.name.p, 0, file.name.n) != NULL)
        return ctx_fail(cx, E_USAGE, "a file name that is not UTF-8");
    if (file.name.n == 0 && file.bytes.n == 0)
        return OK; /* an input in which nothing was chosen */
    if (form->n_files == HTTP_FORM_MAX_FILES) {
        form->n_over++;
        return OK;
    }
    if (form->files == NULL)
        form->files = arena_alloc(cx->mem, HTTP_FORM_MAX_FILES * sizeof *form->files);
    form->files[form->n_files++] = file;
    return OK;
}

static enum status multipart(struct ctx *cx, struct str body, struct str boundary, struct http_form *form)
{
    struct str mark = str_of(arena_printf(cx->mem, "\r\n--%.*s", STR_ARGS(boundary)));
    struct str first = str_sub(mark, 2, mark.n), rest = body;

    if (!str_starts(body, first.p))
        return ctx_fail(cx, E_USAGE, "multipart: the body does not begin with its boundary");
    rest = str_sub(rest, first.n, rest.n);
    while (!str_starts(rest, "--")) {
        struct part p = {0};
        size_t end;

        if (!str_starts(rest, "\r\n"))
            return ctx_fail(cx, E_USAGE, "multipart: a broken boundary");
        rest = str_sub(rest, 2, rest.n);
        TRY(part_headers(cx, &rest, &p));
        end = str_find(rest, mark);
        if (end == rest.n)
            return ctx_fail(cx, E_USAGE, "multipart: a part without an end");
        struct str name = attribute(p.disposition, "name"), file = last_part(attribute(p.disposition, "filename"));
        struct str bytes = str_sub(rest, 0, end);
        if (name.n == 0)
            return ctx_fail(cx, E_USAGE, "multipart: a part without a name");
        if (str_find(p.disposition, STR("filename=")) < p.disposition.n)
            TRY(add_file(cx, form, (struct http_file){name, file, p.type, bytes}));
        else
            TRY(add(cx, form, name, bytes));
        rest = str_sub(rest, end + mark.n, rest.n);
    }
    return OK;
}

enum status http_form_body(struct ctx *cx, const struct request *rq, struct http_form *form)
{
    struct str type = http_request_header(rq, "Content-Type");

    if (rq->body.n == 0)
        return OK;
    if (type.n >= 33 && strncasecmp(type.p, "application/x-www-form-urlencoded", 33) == 0) {
        struct str body = rq->body;

        while (body.n > 0 && (body.p[body.n - 1] == '\n' || body.p[body.n - 1] == '\r'))
            body.n--;
        return http_form_urlencoded(cx, body, form);
    }
    if (type.n >= 19 && strncasecmp(type.p, "multipart/form-data", 19) == 0) {
        struct str boundary = attribute(type, "boundary");

        if (boundary.n == 0 || boundary.n > 70)
            return ctx_fail(cx, E_USAGE, "multipart: no usable boundary");
        return multipart(cx, rq->body, boundary, form);
    }
    return OK;
}

bool http_form_has(const struct http_form *form, const char *name)
{
    for (size_t i = 0; i < form->n; i++)
        if (str_is(form->at[i].name, name))
            return true;
    return false;
}

struct str http_form_value(const struct http_form *form, const char *name)
{
    for (size_t i = 0; i < form->n; i++)
        if (str_is(form->at[i].name, name))
            return form->at[i].value;
    return STR("");
}

const struct http_file *http_form_file(const struct http_form *form, const char *name)
{
    for (size_t i = 0; i < form->n_files; i++)
        if (str_is(form->files[i].field, name) && form->files[i].name.n > 0)
            return &form->files[i];
    return NULL;
}
