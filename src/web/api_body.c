/* See api_body.h. */
#include "web/api_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/json.h"

/* The body as a JSON object that has no other names than these. */
enum status api_body_read(struct ctx *cx, const struct web *w, const char *const *names, json_t **ret_body)
{
    struct str type = http_request_header(w->rq, "Content-Type");
    const char *name;
    json_t *body, *value;

    if (!str_starts(type, "application/json"))
        return ctx_fail(cx, E_FORMAT, "the body must be application/json");
    TRY(json_read(cx, w->rq->body, &body));
    if (!json_is_object(body))
        return ctx_fail(cx, E_USAGE, "the body must be a JSON object");
    json_object_foreach (body, name, value) {
        bool known = false;

        for (size_t i = 0; names[i] != NULL; i++)
            known = known || strcmp(names[i], name) == 0;
        if (!known)
            return ctx_fail(cx, E_USAGE, "unknown name \"%.60s\" in the body", name);
    }
    *ret_body = body;
    return OK;
}

/* A double that has at most 15 digits comes back as it was sent; more digits must be sent as text. */
static const char *number_text(struct ctx *cx, const json_t *v)
{
    const char *text;

    if (json_is_integer(v))
        return arena_printf(cx->mem, "%lld", (long long)json_integer_value(v));
    text = arena_printf(cx->mem, "%.15g", json_real_value(v));
    return strtod(text, NULL) == json_real_value(v) && strchr(text, 'e') == NULL ? text : NULL;
}

static const char *value_text(struct ctx *cx, const json_t *v);

/* {"amount": 39000000, "currency": "USD", "rate_date": "2025-12-31"} and {"lat": …, "lon": …} */
static const char *object_text(struct ctx *cx, const json_t *v)
{
    const json_t *amount = json_object_get(v, "amount"), *lat = json_object_get(v, "lat");
    const char *currency = json_string_value(json_object_get(v, "currency"));
    const char *day = json_string_value(json_object_get(v, "rate_date"));

    if (amount != NULL && currency != NULL) {
        const char *n = value_text(cx, amount);
        return n == NULL ? NULL : arena_printf(cx->mem, "%s %s%s%s", n, currency, day != NULL ? " " : "",
                                               day != NULL ? day : "");
    }
    const json_t *lon = json_object_get(v, "lon");
    if (lat == NULL || lon == NULL)
        return NULL;
    const char *a = value_text(cx, lat), *b = value_text(cx, lon);
    return a == NULL || b == NULL ? NULL : arena_printf(cx->mem, "%s,%s", a, b);
}

static const char *array_text(struct ctx *cx, const json_t *v)
{
    struct buf b;
    size_t i;
    json_t *one;

    buf_init(&b, cx->mem, 1 << 20);
    json_array_foreach (v, i, one) {
        const char *word = json_is_string(one) || json_is_number(one) ? value_text(cx, one) : NULL;

        if (word == NULL)
            return NULL;
        buf_printf(&b, "%s%s", i > 0 ? " " : "", word);
    }
    return arena_strndup(cx->mem, buf_str(&b).p, buf_str(&b).n);
}

/* As a person would have typed it; NULL when no field takes such a value. */
static const char *value_text(struct ctx *cx, const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_STRING:
        return strlen(json_string_value(v)) == json_string_length(v) ? json_string_value(v) : NULL;
    case JSON_INTEGER: case JSON_REAL:
        return number_text(cx, v);
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        return "";
    case JSON_ARRAY:
        return array_text(cx, v);
    case JSON_OBJECT:
        return object_text(cx, v);
    }
    return NULL;
}

enum status api_body_fields(struct ctx *cx, const json_t *body, struct lifecycle_value **ret_v, size_t *ret_n)
{
    json_t *fields = json_object_get(body, "fields"), *value;
    struct lifecycle_value *v;
    const char *name;
    size_t n = 0;

    if (fields != NULL && !json_is_object(fields))
        return ctx_fail(cx, E_USAGE, "fields must be an object");
    v = arena_alloc(cx->mem, (json_object_size(fields) + 1) * sizeof *v);
    json_object_foreach (fields, name, value) {
        v[n].field = name;
        v[n].typed = value_text(cx, value);
        if (v[n++].typed == NULL)
            return ctx_fail(cx, E_USAGE, "field %.60s: no usable value (long decimals go as text)", name);
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

enum status api_body_text(struct ctx *cx, const json_t *body, const char *name, const char **ret_text)
{
    const json_t *v = json_object_get(body, name);

    if (v != NULL && !json_is_string(v))
        return ctx_fail(cx, E_USAGE, "%s must be a text", name);
    *ret_text = json_string_value(v);
    return OK;
}
