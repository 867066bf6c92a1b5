/* See web.h. The way of every request: route, session, rights, forged-form token, parameters, handler, error page. */
#include "web/web.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "ledger/load.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/api_key.h"
#include "register/code_own.h"
#include "register/record.h"
#include "register/reveal.h"
#include "web/page_error.h"
#include "web/ui.h"
#include "web/web_session.h"

static size_t arg_index(const struct web *w, const char *name)
{
    size_t n = strlen(name), i = 0;

    for (const char *p = w->route->path; (p = strchr(p, '{')) != NULL; p++, i++)
        if (strncmp(p + 1, name, n) == 0 && p[1 + n] == '}')
            return i;
    assert(!"the path of the row has this part");
    return 0;
}

struct str web_arg(const struct web *w, const char *name)
{
    return w->args[arg_index(w, name)];
}

int64_t web_arg_int(const struct web *w, const char *name)
{
    long long n = 0;

    (void)str_int(web_arg(w, name), &n);
    return n;
}

enum status web_arg_record(struct ctx *cx, const struct web *w, int64_t *ret_id)
{
    struct str kind = web_arg(w, "kind"), name = web_arg(w, "record");
    long long n;

    if (!str_int(name, &n) || n < 1 || name.p[0] == '0') /* as for {id}, web/routes.c */
        return record_named(cx, kind_find(arena_strndup(cx->mem, kind.p, kind.n)), name, ret_id);
    *ret_id = n;
    return OK;
}

static const struct param *row_param(const struct route *row, struct str name)
{
    for (size_t i = 0; i < ROUTE_MAX_PARAMS && row->params[i].name != NULL; i++)
        if (str_is(name, row->params[i].name))
            return &row->params[i];
    return NULL;
}

struct str web_param(const struct web *w, const char *name)
{
    assert((w->route->flags & ROUTE_OPEN_PARAMS) != 0 || row_param(w->route, str_of(name)) != NULL);
    return http_form_value(&w->form, name);
}

const char *web_param_text(struct ctx *cx, const struct web *w, const char *name)
{
    struct str s = web_param(w, name);

    return arena_strndup(cx->mem, s.p, s.n);
}

const char *web_keep(struct ctx *cx, const struct web *w, const char *base, const char *const *names, size_t n)
{
    bool first = strchr(base, '?') == NULL;
    struct html a;

    html_init(&a, cx->mem, cx->lang);
    html_text(&a, base);
    for (size_t i = 0; i < n; i++)
        if (web_param(w, names[i]).n > 0) {
            if (first)
                html(&a, "?");
            else
                html(&a, "&");
            first = false;
            html_text(&a, names[i]);
            html(&a, "=");
            html_url_str(&a, web_param(w, names[i]));
        }
    return buf_str(&a.out).p;
}

int64_t web_param_int(const struct web *w, const char *name)
{
    long long n = 0;

    return str_int(web_param(w, name), &n) ? n : 0;
}

void web_param_days(const struct web *w, int64_t *ret_from_at, int64_t *ret_to_at)
{
    struct date d;

    *ret_from_at = date_parse(web_param(w, "from"), &d) ? date_instant(d, 0, 0) : 0;
    *ret_to_at = date_parse(web_param(w, "to"), &d) ? date_instant(date_add_days(d, 1), 0, 0) - 1 : 0;
}

bool web_param_flag(const struct web *w, const char *name)
{
    struct str s = web_param(w, name);

    return str_is(s, "yes") || str_is(s, "1") || str_is(s, "on");
}

bool web_has(const struct web *w, const char *name)
{
    return http_form_has(&w->form, name);
}

enum status web_redirect(struct ctx *cx, struct web *w, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    const char *address = arena_vprintf(cx->mem, fmt, ap);
    va_end(ap);
    http_reply_redirect(w->rs, cx, str_of(address));
    return OK;
}

struct str web_safe_back(struct str back)
{
    bool own = back.n > 0 && back.p[0] == '/' && (back.n == 1 || (back.p[1] != '/' && back.p[1] != '\\'));

    for (size_t i = 0; own && i < back.n; i++)
        own = (unsigned char)back.p[i] > 0x20 && back.p[i] != 0x7F;
    return own && !str_starts(back, "/login") && !str_starts(back, "/logout") ? back : STR("/");
}

void web_flash(struct ctx *cx, struct web *w, const char *key, const char *arg)
{
    struct html h;

    html_init(&h, cx->mem, cx->lang);
    html_url(&h, arg);
    assert(str_starts(str_of(key), "flash."));
    http_reply_header(w->rs, "Set-Cookie",
                      str_of(arena_printf(cx->mem, "flash=%s:%.*s; Path=/; Max-Age=60; HttpOnly; SameSite=Lax", key,
                                          STR_ARGS(buf_str(&h.out)))));
}

enum status web_reply(struct web *w, const char *type, struct str body)
{
    w->rs->type = type;
    w->rs->body = body;
    return OK;
}

enum status web_reply_json(struct web *w, struct str body)
{
    return web_reply(w, "application/json", body);
}

enum status web_reply_file(struct ctx *cx, struct web *w, const char *type, const char *name, struct str body)
{
    struct html h;

    html_init(&h, cx->mem, cx->lang);
    html_url(&h, name);
    http_reply_header(w->rs, "Content-Disposition",
                      str_of(arena_printf(cx->mem, "attachment; filename*=UTF-8''%.*s", STR_ARGS(buf_str(&h.out)))));
    return web_reply(w, type, body);
}

/* ---- parameters ---- */

static bool is_text(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F)
            return false;
    }
    return true;
}

static bool is_word(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
              c == '-'))
            return false;
    }
    return true;
}

static bool fits(const struct param *p, struct str v)
{
    long long n;
    struct date d;
    enum lang l;

    if (v.n == 0)
        return !p->required;
    switch (p->type) {
    case PARAM_TEXT:
        return is_text(v) && utf8_count(v) <= (size_t)p->limit;
    case PARAM_INT:
        return str_int(v, &n) && n >= 0 && n <= p->limit;
    case PARAM_WORD:
        return is_word(v) && v.n <= (size_t)p->limit;
    case PARAM_DAY:
        return date_parse(v, &d);
    case PARAM_FLAG:
        return str_is(v, "yes") || str_is(v, "no") || str_is(v, "1") || str_is(v, "0") || str_is(v, "on");
    case PARAM_LANG:
        return lang_parse(v, &l);
    case PARAM_FILE:
        return false; /* comes as an upload, not as a value */
    }
    return false;
}

static enum status check_files(struct ctx *cx, const struct web *w)
{
    if ((w->route->flags & ROUTE_FILES) != 0)
        return OK;
    if (w->form.n_over > 0)
        return ctx_fail(cx, E_TOOBIG, "more than %d files", HTTP_FORM_MAX_FILES);
    for (size_t i = 0; i < w->form.n_files; i++) {
        const struct http_file *f = &w->form.files[i];
        const struct param *p = row_param(w->route, f->field);

        if (p == NULL || p->type != PARAM_FILE)
            return ctx_fail(cx, E_USAGE, "no file is expected in %.*s", STR_ARGS(f->field));
        if (f->bytes.n > (size_t)p->limit << 10)
            return ctx_fail(cx, E_TOOBIG, "file %.*s has %zu bytes", STR_ARGS(f->name), f->bytes.n);
    }
    return OK;
}

static enum status check_params(struct ctx *cx, const struct web *w)
{
    const struct route *row = w->route;

    for (size_t i = 0; i < w->form.n; i++) {
        const struct http_pair *got = &w->form.at[i];
        const struct param *p = row_param(row, got->name);

        if (str_is(got->name, "csrf"))
            continue;
        if (p == NULL && (row->flags & ROUTE_OPEN_PARAMS) != 0)
            continue;
        if (p == NULL)
            return ctx_fail(cx, E_USAGE, "unknown parameter %.*s", STR_ARGS(str_sub(got->name, 0, 60)));
        if (!fits(p, got->value))
            return ctx_fail(cx, E_USAGE, "parameter %s: not a usable value", p->name);
        for (size_t k = 0; !p->many && k < i; k++)
            if (str_eq(w->form.at[k].name, got->name))
                return ctx_fail(cx, E_USAGE, "parameter %s comes twice", p->name);
    }
    for (size_t i = 0; i < ROUTE_MAX_PARAMS && row->params[i].name != NULL; i++)
        if (row->params[i].required && row->params[i].type != PARAM_FILE && !web_has(w, row->params[i].name))
            return ctx_fail(cx, E_USAGE, "parameter %s is missing", row->params[i].name);
    return check_files(cx, w);
}

/* ---- forged forms ---- */

/* Where the browser says the request comes from: our own pages only. Absent in old browsers and in programs. */
static bool same_origin(const struct request *rq)
{
    struct str site = http_request_header(rq, "Sec-Fetch-Site"), origin = http_request_header(rq, "Origin");
    struct str host = http_request_header(rq, "Host");

    if (site.n > 0 && !str_is(site, "same-origin") && !str_is(site, "none"))
        return false;
    if (origin.n == 0)
        return true;
    size_t at = str_find(origin, STR("://"));
    return at < origin.n && str_eq(str_sub(origin, at + 3, origin.n), host);
}

static enum status check_forged(struct ctx *cx, const struct web *w)
{
    struct str token = http_form_value(&w->form, "csrf");

    if (w->rq->method == HTTP_GET || w->rq->method == HTTP_HEAD || w->session.by_key)
        return OK;
    if (!same_origin(w->rq))
        return ctx_fail(cx, E_DENIED, "the request comes from another site");
    if ((w->route->flags & ROUTE_SAME_ORIGIN) != 0)
        return OK;
    if (token.n == 0)
        token = http_request_header(w->rq, "X-CSRF-Token");
    if (w->session.id == 0 || !crypto_same(token, str_of(w->session.csrf)))
        return ctx_fail(cx, E_DENIED, "the token of the form is missing or wrong");
    return OK;
}

/* ---- the way ---- */

static void choose_lang(struct ctx *cx, const struct web *w, const struct web_app *app)
{
    struct str cookie = http_request_cookie(w->rq, "lang");

    (void)lang_parse(str_of(web_session_office(app)->lang), &cx->lang);
    (void)lang_parse(cookie, &cx->lang);
}

/* What a key must have beside the rights in registers, which access.h takes care of: to change anything at all, and to
   read the office's texts and figures. */
static enum status admit_key(struct ctx *cx, const struct web *w)
{
    const struct who_key *key = cx->who.key;
    bool reads = w->rq->method == HTTP_GET || w->rq->method == HTTP_HEAD;

    if (key == NULL)
        return OK;
    if (!reads && (key->right_bits & 1U << (w->rq->method == HTTP_DELETE ? RIGHT_DELETE : RIGHT_UPDATE)) == 0)
        return ctx_fail(cx, E_DENIED, "the key is not for changing");
    if ((w->route->flags & ROUTE_LEDGER) != 0 && key->kinds != NULL && !ui_word_in(key->kinds, API_KEY_LEDGER))
        return ctx_fail(cx, E_DENIED, "the key is not for texts and figures");
    return OK;
}

static enum status admit(struct ctx *cx, struct web *w)
{
    struct str cookie = http_request_cookie(w->rq, "lang");
    enum status st = web_session_find(cx, w);

    if (st != OK && st != E_LOGIN)
        return st;
    if (st == OK)
        (void)lang_parse(cookie, &cx->lang); /* chosen in this browser: before the account's own language */
    if ((w->route->roles & ROUTE_ANYONE) != 0) {
        ctx_clear(cx);
        return OK;
    }
    TRY(st);
    if ((cx->who.roles & w->route->roles) == 0)
        return ctx_fail(cx, E_DENIED, "roles %x, wanted %x", cx->who.roles, w->route->roles);
    return admit_key(cx, w);
}

/* A password that somebody else gave opens only the page where it is changed. */
static bool waits_for_password(const struct web *w)
{
    return w->session.must_change && (w->route->roles & ROUTE_ANYONE) == 0 && (w->route->flags & ROUTE_FIRST) == 0;
}

static enum status go(struct ctx *cx, struct web *w, const char **ret_allow)
{
    bool reads = w->rq->method == HTTP_GET || w->rq->method == HTTP_HEAD;

    if (w->rq->path.n == 0)
        return ctx_fail(cx, E_USAGE, "an address that cannot be read");
    TRY(routes_find(cx, w->rq, &w->route, w->args, ret_allow));
    TRY(admit(cx, w));
    if (waits_for_password(w))
        return (w->route->flags & ROUTE_API) != 0 ? ctx_fail(cx, E_DENIED, "the first password has to be changed")
                                                  : web_redirect(cx, w, "/account");
    TRY(http_form_urlencoded(cx, w->rq->query, &w->form));
    TRY(http_form_body(cx, w->rq, &w->form));
    TRY(check_forged(cx, w));
    TRY(check_params(cx, w));
    html_init(&w->h, cx->mem, cx->lang);
    TRY(code_own_refresh(cx));
    if (cx->db != NULL)
        TRY(db_set_read_only(cx, reads && (w->route->flags & ROUTE_LOGS) == 0));
    if (cx->db != NULL && reads)
        db_view_begin(cx);
    cx->plain = (w->route->flags & ROUTE_API) != 0;
    enum status st = w->route->handle(cx, w);
    if (st != OK || (cx->reveal == NULL && cx->asked == NULL)) {
        reveal_drop(cx);
        return st;
    }
    TRY(db_set_read_only(cx, false)); /* personal data that was asked for is written down, whatever the method */
    return reveal_done(cx);
}

static void safety_headers(struct response *rs)
{
    if (!rs->keep_body)
        http_reply_header(rs, "Cache-Control", STR("no-store"));
    http_reply_header(rs, "X-Content-Type-Options", STR("nosniff"));
    if (rs->type == NULL || strncmp(rs->type, "text/html", 9) != 0)
        return;
    http_reply_header(rs, "Content-Security-Policy",
                      STR("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                          "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                          "frame-ancestors 'none'"));
    http_reply_header(rs, "Referrer-Policy", STR("same-origin"));
    http_reply_header(rs, "Cross-Origin-Opener-Policy", STR("same-origin"));
}

enum status web_handle(struct ctx *cx, void *app, const struct request *rq, struct response *rs)
{
    struct web w = {.rq = rq, .rs = rs, .app = app, .cx = cx};
    const char *allow = NULL;
    enum status st;

    w.is_part = http_request_header(rq, "HX-Request").n > 0;
    choose_lang(cx, &w, app);
    st = go(cx, &w, &allow);
    if (st != OK)
        st = page_error_show(cx, &w, st, allow);
    if (st != OK)
        return st;
    safety_headers(rs);
    log_line(LOG_DEBUG, "%s %.*s %d %s", http_method_name(rq->method), STR_ARGS(rq->path), rs->code,
             cx->who.login != NULL ? cx->who.login : "-");
    return OK;
}

bool web_is_heavy(void *app, const struct request *rq)
{
    const struct route *row;
    struct str args[ROUTE_MAX_ARGS];
    bool path_known;

    (void)app;
    return routes_match(rq, &row, args, &path_known) && (row->flags & ROUTE_HEAVY) != 0;
}

enum status web_start(struct ctx *cx, struct web_app **ret_app)
{
    TRY(routes_check(cx));
    ui_start(cx);
    TRY(web_session_start(cx, ret_app));
    return load_install(cx); /* last: it may have been begun beside (load.h) */
}
