/* JSON: writing into a buffer, reading through jansson (whoever calls json_read includes <jansson.h>, whose functions
    begin with json_ too: no function of ours may take one of their names). Not for: what the objects hold
   (web/api_*.c, ledger). */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"

struct json_t;

/* A writer. key is NULL inside arrays and at the top. Text must be UTF-8; broken bytes become U+FFFD. */
struct json {
    struct buf out;
    uint64_t in_array; /* one bit per depth */
    bool need_comma;
    int depth;
};

enum { JSON_MAX_BYTES = 64 << 20, JSON_MAX_DEPTH = 60 };

void json_init(struct json *j, struct arena *mem);
enum status json_done(struct json *j, struct str *ret_text) MUST_CHECK; /* asserts that everything is closed */
void json_begin_object(struct json *j, const char *key);
void json_begin_array(struct json *j, const char *key);
void json_end(struct json *j); /* of the innermost object or array */
void json_add_text(struct json *j, const char *key, const char *text); /* NULL writes null */
void json_add_str(struct json *j, const char *key, struct str text);
void json_add_int(struct json *j, const char *key, int64_t n);
void json_add_bool(struct json *j, const char *key, bool b);
void json_add_null(struct json *j, const char *key);
/* A decimal in its canonical text, written as a JSON number; anything else is our mistake. NULL writes null. */
void json_add_decimal(struct json *j, const char *key, const char *canonical);

/* A quoted JSON string at the end of out; broken UTF-8 becomes U+FFFD. */
void json_quote(struct buf *out, struct str s);

/* Reads one JSON text. Duplicate keys are refused. The value lives until the arena ends. E_USAGE with the place. */
enum status json_read(struct ctx *cx, struct str text, struct json_t **ret_value) MUST_CHECK;
