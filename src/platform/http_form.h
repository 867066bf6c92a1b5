/* The fields of a request: query, urlencoded body, multipart body with files. Checked: UTF-8, counts, sizes.
   Not for: which fields a page knows (web/routes.h). */
#pragma once

#include "base/vec.h"
#include "platform/http_request.h"

enum { HTTP_FORM_MAX_FIELDS = 2000, HTTP_FORM_MAX_FILES = 20 };

struct http_file {
    struct str field, name, type, bytes; /* name: the last part only, no folders */
};

struct http_form {
    VEC(struct http_pair);
    struct http_file *files;
    size_t n_files;
    size_t n_over; /* files beyond HTTP_FORM_MAX_FILES: left out */
};

/* Adds "a=1&b=2". E_USAGE for broken percent signs or UTF-8, E_TOOBIG for more than HTTP_FORM_MAX_FIELDS. */
enum status http_form_urlencoded(struct ctx *cx, struct str text, struct http_form *form) MUST_CHECK;
/* Adds the body by its Content-Type: urlencoded or multipart/form-data; any other type adds nothing. */
enum status http_form_body(struct ctx *cx, const struct request *rq, struct http_form *form) MUST_CHECK;
bool http_form_has(const struct http_form *form, const char *name);
struct str http_form_value(const struct http_form *form, const char *name); /* the first; empty when absent */
/* NULL when absent or empty */
const struct http_file *http_form_file(const struct http_form *form, const char *name);
