/* See page_login.h. What a user typed into a form whose session was over travels through the login as hidden fields
   keep.NAME and is offered for sending again; the password and the old token are left out. */
#include "web/page_login.h"

#include <string.h>

#include "register/account_totp.h"
#include "web/page_step.h"
#include "web/pages.h"
#include "web/ui.h"
#include "web/web_session.h"

static void hidden(struct html *h, const char *prefix, struct str name, struct str value)
{
    html(h, "<input type=\"hidden\" name=\"");
    html_attr(h, prefix);
    html_attr_str(h, name);
    html(h, "\" value=\"");
    html_attr_str(h, value);
    html(h, "\">");
}

/* The token of the session that is over, the login itself, and the secrets of the pages of one's own account: they are
   typed again. */
static bool is_left_out(struct str name, const char *action)
{
    static const char *const names[] = {"csrf", "login", "back", "keep", "password"};
    static const char *const secrets[] = {"old", "present", "code", "codes"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (str_is(name, secrets[i]) && str_starts(str_of(action), "/account/"))
            return true;
    return false;
}

static void keep_typed(struct web *w, const char *action)
{
    struct html *h = &w->h;

    hidden(h, "", STR("keep"), str_of(action));
    for (size_t i = 0; i < w->form.n; i++) {
        struct str name = w->form.at[i].name;

        if (!is_left_out(name, action) && !str_starts(name, "keep."))
            hidden(h, "keep.", name, w->form.at[i].value);
        else if (str_starts(name, "keep."))
            hidden(h, "", name, w->form.at[i].value);
    }
}

static enum status form(struct ctx *cx, struct web *w, const char *login, struct str back, const char *keep)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "login.title", .bare = true});
    ui_page_body(w);
    html(h, "<div class=\"card card-md login-card\"><div class=\"card-body\"><h1 class=\"h2 text-center mb-4\">");
    html_text(h, web_session_office(w->app)->name);
    html(h, "</h1>");
    if (keep != NULL && *keep != 0)
        ui_alert_key(h, UI_INFO, "login.kept", NULL);
    ui_problems(cx, h);
    html(h, "<form method=\"post\" action=\"/login\" autocomplete=\"on\">");
    hidden(h, "", STR("back"), back);
    if (keep != NULL && *keep != 0)
        keep_typed(w, keep);
    ui_field(h, &(struct ui_field){.name = "login", .label = ui_text(cx, "login.name"), .type = "text",
                                   .value = login, .required = true, .autofocus = *login == 0,
                                   .autocomplete = "username", .max = 60});
    ui_field(h, &(struct ui_field){.name = "password", .label = ui_text(cx, "login.password"), .type = "password",
                                   .required = true, .autofocus = *login != 0, .autocomplete = "current-password",
                                   .max = 200});
    html(h, "<button class=\"btn btn-primary w-100\" type=\"submit\">");
    html_msg(h, "login.enter");
    html(h, "</button></form><p class=\"text-center mt-3 mb-0\"><a href=\"/login/reset\">");
    html_msg(h, "reset.title");
    html(h, "</a></p></div></div>");
    return ui_page_end(cx, w);
}

enum status page_login_show(struct ctx *cx, struct web *w)
{
    struct str back = web_safe_back(web_param(w, "back"));

    if (w->session.id != 0)
        return web_redirect(cx, w, "%.*s", STR_ARGS(back));
    return form(cx, w, "", back, NULL);
}

enum status page_login_ask(struct ctx *cx, struct web *w)
{
    struct html address;

    if (w->rq->method == HTTP_GET || w->rq->method == HTTP_HEAD) {
        html_init(&address, cx->mem, cx->lang);
        html(&address, "/login");
        if (!str_is(w->rq->target, "/")) {
            html(&address, "?back=");
            html_url_str(&address, w->rq->target);
        }
        http_reply_redirect(w->rs, cx, buf_str(&address.out));
        return OK;
    }
    w->rs->code = 401;
    if (w->form.n == 0) { /* the session was refused before the body was read */
        (void)!http_form_urlencoded(cx, w->rq->query, &w->form);
        (void)!http_form_body(cx, w->rq, &w->form);
    }
    ctx_clear(cx);
    return form(cx, w, "", STR("/"), arena_strndup(cx->mem, w->rq->target.p, w->rq->target.n));
}

void page_login_carry(struct web *w)
{
    struct str keep = http_form_value(&w->form, "keep");

    hidden(&w->h, "", STR("back"), web_safe_back(http_form_value(&w->form, "back")));
    if (keep.n == 0)
        return;
    hidden(&w->h, "", STR("keep"), keep);
    for (size_t i = 0; i < w->form.n; i++)
        if (str_starts(w->form.at[i].name, "keep."))
            hidden(&w->h, "", w->form.at[i].name, w->form.at[i].value);
}

/* What was typed before, ready to be sent with one click; else a link to where the person wanted. */
void page_login_go_on_form(struct ctx *cx, struct web *w)
{
    struct str keep = http_form_value(&w->form, "keep");
    struct html *h = &w->h;

    if (keep.n == 0) {
        struct str back = web_safe_back(http_form_value(&w->form, "back"));
        ui_link_button(h, arena_strndup(cx->mem, back.p, back.n), "check", "login.go_on", true);
        return;
    }
    html(h, "<form method=\"post\" action=\"");
    html_href(h, web_safe_back(keep));
    html(h, "\">");
    hidden(h, "", STR("csrf"), str_of(w->session.csrf));
    for (size_t i = 0; i < w->form.n; i++)
        if (str_starts(w->form.at[i].name, "keep."))
            hidden(h, "", str_sub(w->form.at[i].name, 5, w->form.at[i].name.n), w->form.at[i].value);
    html(h, "<button class=\"btn btn-primary w-100\" type=\"submit\" autofocus>");
    html_msg(h, "login.again_send");
    html(h, "</button></form>");
}

static enum status offer_again(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "login.again_title", .bare = true});
    ui_page_body(w);
    html(h, "<div class=\"card card-md login-card\"><div class=\"card-body\">");
    ui_alert_key(h, UI_GOOD, "login.again", NULL);
    page_login_go_on_form(cx, w);
    html(h, "</div></div>");
    return ui_page_end(cx, w);
}

enum status page_login_go_on(struct ctx *cx, struct web *w, const struct account *a)
{
    struct str back = web_safe_back(http_form_value(&w->form, "back"));

    if (http_form_value(&w->form, "keep").n > 0)
        return offer_again(cx, w);
    if (a->must_change)
        back = STR("/account");
    return web_redirect(cx, w, "%.*s", STR_ARGS(back));
}

enum status page_login_enter(struct ctx *cx, struct web *w)
{
    const char *login = web_param_text(cx, w, "login"), *password = web_param_text(cx, w, "password");
    const struct account_limits *limits = &web_session_office(w->app)->limits;
    struct str keep = http_form_value(&w->form, "keep"), back = web_safe_back(web_param(w, "back"));
    struct account_totp second;
    struct account a;
    enum status st = account_login(cx, login, password, arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n),
                                   limits, &a);

    if (st == E_LOGIN || st == E_BUSY) {
        if (cx->problems == NULL)
            (void)ctx_problem(cx, "", "problem.login", NULL);
        w->rs->code = st == E_BUSY ? 429 : 401;
        return form(cx, w, login, back, arena_strndup(cx->mem, keep.p, keep.n));
    }
    TRY(st);
    TRY(account_totp_load(cx, &a, limits, &second));
    if (second.on || second.required)
        return page_step_begin(cx, w, &a, second.on);
    TRY(web_session_open(cx, w, &a));
    return page_login_go_on(cx, w, &a);
}

enum status page_login_leave(struct ctx *cx, struct web *w)
{
    TRY(web_session_close(cx, w));
    return web_redirect(cx, w, "/login");
}
