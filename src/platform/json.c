/* See json.h. */
#include "platform/json.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "base/utf8.h"

void json_init(struct json *j, struct arena *mem)
{
    *j = (struct json){0};
    buf_init(&j->out, mem, JSON_MAX_BYTES);
}

enum status json_done(struct json *j, struct str *ret_text)
{
    assert(j->depth == 0);
    TRY(buf_status(&j->out));
    *ret_text = buf_str(&j->out);
    return OK;
}

/* The end of the run from i on that goes in as it stands: no escape, no UTF-8 that needs a closer look. */
static size_t plain_until(struct str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p;

    while (i < s.n) {
        unsigned char c = p[i];

        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\')
            i++;
        else if (c >= 0xC2 && c <= 0xDF && i + 1 < s.n && (p[i + 1] & 0xC0) == 0x80)
            i += 2;
        else if (c >= 0xE1 && c <= 0xEF && c != 0xED && i + 2 < s.n && (p[i + 1] & 0xC0) == 0x80 &&
                 (p[i + 2] & 0xC0) == 0x80)
            i += 3;
        else
            break;
    }
    return i;
}

/* Copies runs that need no escape; checks UTF-8 on the way. */
void json_quote(struct buf *b, struct str s)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0, i = 0;

    buf_byte(b, '"');
    while ((i = plain_until(s, i)) < s.n) {
        unsigned char c = (unsigned char)s.p[i];

        if (c >= 0x80) {
            size_t was = i;
            uint32_t cp = 0;

            (void)utf8_next(s, &i, &cp);
            if (cp != 0xFFFD || i - was == 3)
                continue;
            buf_add(b, str_sub(s, from, was));
            buf_add(b, STR("\xEF\xBF\xBD"));
            from = i;
            continue;
        }
        buf_add(b, str_sub(s, from, i));
        if (c == '"' || c == '\\') {
            char two[2] = {'\\', (char)c};
            buf_add(b, (struct str){two, 2});
        } else if (c == '\n') {
            buf_add(b, STR("\\n"));
        } else {
            char six[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            buf_add(b, (struct str){six, 6});
        }
        from = ++i;
    }
    buf_add(b, str_sub(s, from, s.n));
    buf_byte(b, '"');
}

static bool in_array(const struct json *j)
{
    return (j->in_array >> j->depth & 1) != 0;
}

static void before(struct json *j, const char *key)
{
    assert((key == NULL) == (j->depth == 0 || in_array(j)));
    if (j->need_comma)
        buf_byte(&j->out, ',');
    if (key != NULL) {
        json_quote(&j->out, str_of(key));
        buf_byte(&j->out, ':');
    }
    j->need_comma = true;
}

static void begin(struct json *j, const char *key, bool array)
{
    before(j, key);
    assert(j->depth < JSON_MAX_DEPTH);
    j->depth++;
    j->in_array &= ~((uint64_t)1 << j->depth);
    j->in_array |= (uint64_t)array << j->depth;
    buf_byte(&j->out, array ? '[' : '{');
    j->need_comma = false;
}

void json_begin_object(struct json *j, const char *key)
{
    begin(j, key, false);
}

void json_begin_array(struct json *j, const char *key)
{
    begin(j, key, true);
}

void json_end(struct json *j)
{
    assert(j->depth > 0);
    buf_byte(&j->out, in_array(j) ? ']' : '}');
    j->depth--;
    j->need_comma = true;
}

void json_add_str(struct json *j, const char *key, struct str text)
{
    before(j, key);
    json_quote(&j->out, text);
}

void json_add_text(struct json *j, const char *key, const char *text)
{
    if (text == NULL)
        json_add_null(j, key);
    else
        json_add_str(j, key, str_of(text));
}

void json_add_int(struct json *j, const char *key, int64_t n)
{
    before(j, key);
    buf_printf(&j->out, "%lld", (long long)n);
}

void json_add_bool(struct json *j, const char *key, bool b)
{
    before(j, key);
    buf_add_c(&j->out, b ? "true" : "false");
}

void json_add_null(struct json *j, const char *key)
{
    before(j, key);
    buf_add(&j->out, STR("null"));
}

void json_add_decimal(struct json *j, const char *key, const char *canonical)
{
    if (canonical == NULL) {
        json_add_null(j, key);
        return;
    }
    assert(*canonical != 0 && strspn(canonical, "-.0123456789") == strlen(canonical));
    before(j, key);
    buf_add_c(&j->out, canonical);
}

static void drop(void *value)
{
    json_decref(value);
}

enum status json_read(struct ctx *cx, struct str text, json_t **ret_value)
{
    json_error_t error;
    void **promise = arena_defer(cx->mem, drop);
    json_t *value = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);

    if (value == NULL)
        return ctx_fail(cx, E_USAGE, "JSON, line %d column %d: %s", error.line, error.column, error.text);
    *promise = value;
    *ret_value = value;
    return OK;
}
