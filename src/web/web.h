/* One request on its way through the pages: the row it matched, its checked parameters, who asks, and the answer.
     GET  page_x_show(cx, w):  ui_page_begin(…) … return ui_page_end(cx, w);
     POST page_x_save(cx, w):  … web_flash(w, "flash.saved", NULL); return web_redirect(cx, w, "/x/%lld", id);
   Not for: sockets (platform/http_server.h), components (ui.h), rules (below). */
#pragma once

#include "platform/html.h"
#include "platform/http_form.h"
#include "platform/http_request.h"
#include "web/routes.h"

enum { SESSION_HEX = 64 };

struct session {
    int64_t id;                    /* 0 = nobody is logged in */
    char csrf[SESSION_HEX + 1];
    char token_hash[SESSION_HEX + 1];
    bool must_change;              /* the password is one that somebody else gave: it has to go first */
    bool by_key;                   /* a program with a key: no cookie, so no forged forms */
    int64_t key_expires_at;
};

struct web_app;
struct conflict;

struct web {
    struct web_app *app;
    const struct request *rq;
    struct response *rs;
    const struct route *route;
    struct str args[ROUTE_MAX_ARGS]; /* in the order of the braces in the path */
    struct http_form form;           /* query and body, already checked against the row's parameters */
    struct session session;
    struct html h;                   /* the page being made */
    struct ctx *cx;                  /* of this request, for components that have only this */
    const struct conflict *conflict; /* of a save that came too late, for the answer to a program; NULL = none */
    struct str address;              /* of the page being made, when it answers a POST (ui.c); else empty */
    bool is_bare, is_wide;           /* of the page being made (ui.c) */
    bool is_part;                    /* asked for by the page's script (header HX-Request): the frame is not wanted */
};

/* Of the path. Asserts that the row has it. */
struct str web_arg(const struct web *w, const char *name);
int64_t web_arg_int(const struct web *w, const char *name); /* an {id} */
/* Of a {record} beside its {kind}: a number, or the record that has this uid or code. E_NOTFOUND. */
enum status web_arg_record(struct ctx *cx, const struct web *w, int64_t *ret_id) MUST_CHECK;
/* Of query or body; empty or 0 when not sent. The name must be in the row (assert), unless it has
   ROUTE_OPEN_PARAMS. */
struct str web_param(const struct web *w, const char *name);
/* zero-terminated; "" when not sent */
const char *web_param_text(struct ctx *cx, const struct web *w, const char *name);
/* An address with the request's own parameters of these names (those with a value) behind it: for links that keep a
   filter. base: "/audit?before=7" or "/search". */
const char *web_keep(struct ctx *cx, const struct web *w, const char *base, const char *const *names, size_t n);
int64_t web_param_int(const struct web *w, const char *name);
/* "from" and "to", days of a filter, as the first and the last second; 0 = not given. */
void web_param_days(const struct web *w, int64_t *ret_from_at, int64_t *ret_to_at);
bool web_param_flag(const struct web *w, const char *name);
bool web_has(const struct web *w, const char *name);

/* 303 to a path of our own: printf-like, every variable part already safe for an address (ids, kind ids). */
enum status web_redirect(struct ctx *cx, struct web *w, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* back when it is a path of this site, else "/". */
struct str web_safe_back(struct str back);
/* A message for the next page this browser opens. key begins with "flash."; arg may be NULL. */
void web_flash(struct ctx *cx, struct web *w, const char *key, const char *arg);
/* The answer is this text. type: media type. */
enum status web_reply(struct web *w, const char *type, struct str body);
enum status web_reply_json(struct web *w, struct str body);
/* A file to save: name goes into Content-Disposition, percent-encoded. */
enum status web_reply_file(struct ctx *cx, struct web *w, const char *type, const char *name, struct str body);

/* The handler of the whole program, for platform/http_server.h: route, session, rights, parameters, page, error
   page. */
enum status web_start(struct ctx *cx, struct web_app **ret_app) MUST_CHECK; /* lives as long as cx->mem */
enum status web_handle(struct ctx *cx, void *app, const struct request *rq, struct response *rs);
bool web_is_heavy(void *app, const struct request *rq);
