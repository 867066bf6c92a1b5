/* The JSON body of a request of the interface: an object with known names, values of fields as a person would have
   typed them. Not for: what is done with them (api_record.c, api_bulk.c). */
#pragma once

#include <jansson.h>

#include "rules/lifecycle.h"
#include "web/web.h"

/* The body as a JSON object that has no other names than these (the last is NULL). E_FORMAT, E_USAGE. */
enum status api_body_read(struct ctx *cx, const struct web *w, const char *const *names, json_t **ret_body) MUST_CHECK;
/* {"fields": {"name": value, …}}; none when it is not there. */
enum status api_body_fields(struct ctx *cx, const json_t *body, struct lifecycle_value **ret_v, size_t *ret_n)
    MUST_CHECK;
enum status api_body_text(struct ctx *cx, const json_t *body, const char *name, const char **ret_text) MUST_CHECK;
