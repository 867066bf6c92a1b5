/* A request and its answer as plain data: what pages see, whoever carried the bytes (the server, a test on standard
   input, a fuzzer). Not for: sockets (http_server.h) or the fields of a body (http_form.h). */
#pragma once

#include "base/ctx.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_OPTIONS, HTTP__MAX };
const char *http_method_name(enum http_method m);
bool http_method_parse(struct str s, enum http_method *ret_m); /* by exact name; false for anything unknown */

struct http_pair {
    struct str name, value;
};

enum { HTTP_MAX_HEADERS = 64, HTTP_MAX_TARGET = 8000 };

struct request {
    enum http_method method;
    struct str target; /* as sent: path and query */
    struct str path;   /* decoded and checked */
    struct str query;  /* as sent, without the question mark */
    struct http_pair *headers;
    size_t n_headers;
    struct str body;
    struct str remote; /* address of the client, for the log and the login limit */
};

/* Splits and decodes the target. E_USAGE: broken percent signs, zero bytes, control characters, broken UTF-8, a
   backslash, "." or ".." as a segment, empty segments. */
enum status http_request_target(struct ctx *cx, struct str target, struct request *rq) MUST_CHECK;
/* A whole request as text: request line, headers, empty line, body; line ends LF or CRLF. For test-http and
   fuzzing. */
enum status http_request_read(struct ctx *cx, struct str text, struct request *ret_rq) MUST_CHECK;
struct str http_request_header(const struct request *rq, const char *name); /* empty when absent; any case */
struct str http_request_cookie(const struct request *rq, const char *name); /* empty when absent */
/* %41 to A; plus to blank only when asked. E_USAGE for a broken %. */
enum status http_request_unescape(struct ctx *cx, struct str s, bool plus, struct str *ret_s) MUST_CHECK;

enum { HTTP_MAX_REPLY_HEADERS = 12 };

struct response {
    int code;
    const char *type;  /* media type; "text/html; charset=utf-8" */
    struct str body;
    bool keep_body;    /* the bytes are constant for the whole process: the server need not copy them */
    const char *file;  /* instead of body: sent from the disk */
    struct http_pair headers[HTTP_MAX_REPLY_HEADERS];
    size_t n_headers;
};

void http_reply_header(struct response *rs, const char *name, struct str value);
/* 303 to an address of our own. */
void http_reply_redirect(struct response *rs, struct ctx *cx, struct str address);
/* For test-http: status line, headers, body. */
struct str http_reply_text(struct ctx *cx, const struct response *rs);
const char *http_reply_reason(int code);
