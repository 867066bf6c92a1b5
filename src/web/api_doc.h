/* The OpenAPI 3.1 document of the interface, made from web/routes.c and the kinds. */
#pragma once

#include "base/ctx.h"

enum status api_doc_text(struct ctx *cx, struct str *ret_json) MUST_CHECK;
