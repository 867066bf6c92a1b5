/* See page_error.h. */
#include "web/page_error.h"

#include <string.h>

#include "base/log.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "platform/json.h"
#include "web/conflict_view.h"
#include "web/page_login.h"
#include "web/ui.h"
#include "web/web_session.h"

/* What the log and the user share: eight letters to quote on the telephone. */
static const char *reference(struct ctx *cx)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    unsigned char bits[8];
    char *out = arena_alloc(cx->mem, sizeof bits + 1);

    crypto_random(bits, sizeof bits);
    for (size_t i = 0; i < sizeof bits; i++)
        out[i] = letters[bits[i] % 32];
    return out;
}

static int code_of(enum status st, const char *allow)
{
    return allow != NULL ? 405 : status_http(st);
}

static enum status as_json(struct ctx *cx, struct web *w, enum status st, const char *ref)
{
    struct json j;
    struct str text;

    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_object(&j, "error");
    json_add_text(&j, "code", status_name(st));
    json_add_str(&j, "message", i18n_text(cx->lang, status_key(st)));
    if (status_http(st) < 500 && cx->detail != NULL)
        json_add_text(&j, "detail", cx->detail);
    if (ref != NULL)
        json_add_text(&j, "reference", ref);
    json_begin_array(&j, "problems");
    for (const struct problem *p = cx->problems; p != NULL; p = p->next) {
        json_begin_object(&j, NULL);
        json_add_text(&j, "field", p->field);
        json_add_text(&j, "key", p->key);
        json_add_text(&j, "text", ui_problem_text(cx, p));
        json_end(&j);
    }
    json_end(&j);
    if (w->conflict != NULL)
        conflict_view_json(cx, &j, w->conflict);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

static void words(struct ctx *cx, struct web *w, enum status st, int code, const char *ref)
{
    struct html *h = &w->h;
    const char *hint = arena_printf(cx->mem, "error.code.%s", arena_printf(cx->mem, "%d", code));

    html(h, "<div class=\"empty\"><div class=\"empty-header\">");
    html_int(h, code);
    html(h, "</div><p class=\"empty-title\">");
    html_msg(h, code == 405 ? "error.method" : status_key(st));
    html(h, "</p><p class=\"empty-subtitle text-secondary\">");
    if (i18n_has(hint))
        html_msg(h, hint);
    html(h, "</p>");
    ui_problems(cx, h);
    if (code == 400 && cx->detail != NULL) {
        html(h, "<p><code>");
        html_text(h, cx->detail);
        html(h, "</code></p>");
    }
    if (ref != NULL) {
        html(h, "<p class=\"text-secondary\">");
        html_msg1(h, "error.reference", ref);
        html(h, "</p>");
    }
    html(h, "<div class=\"empty-action\">");
    ui_link_button(h, "/", "home", "action.home", true);
    html(h, "</div></div>");
}

enum status page_error_show(struct ctx *cx, struct web *w, enum status st, const char *allow)
{
    int code = code_of(st, allow);
    bool is_api = w->route != NULL ? (w->route->flags & ROUTE_API) != 0 : str_starts(w->rq->path, "/api/");
    const char *ref = code >= 500 ? reference(cx) : NULL;

    if (code >= 500)
        log_line(LOG_ERROR, "%s %s %.*s: %s: %s (%s)", ref, http_method_name(w->rq->method), STR_ARGS(w->rq->path),
                 status_name(st), cx->detail != NULL ? cx->detail : "no detail", cx->where != NULL ? cx->where : "-");
    db_rollback(cx);
    *w->rs = (struct response){.code = code, .body = STR("")};
    if (allow != NULL)
        http_reply_header(w->rs, "Allow", str_of(allow));
    if (is_api)
        return as_json(cx, w, st, ref);
    if (st == E_NOTFOUND && w->route == NULL && web_session_find(cx, w) == OK) /* an address of no page: with menu */
        (void)lang_parse(http_request_cookie(w->rq, "lang"), &cx->lang);
    html_init(&w->h, cx->mem, cx->lang);
    if (st == E_LOGIN)
        return page_login_ask(cx, w);
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "error.title", .bare = w->session.id == 0});
    ui_page_body(w);
    words(cx, w, st, code, ref);
    return ui_page_end(cx, w);
}
