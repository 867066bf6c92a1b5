/* A forgotten password: an administrator makes a code that is shown once, its owner sets a new password with it.
   Not for: what makes a code good (register/account_reset.h). */
#include "register/account_reset.h"

#include "platform/i18n.h"
#include "web/pages.h"
#include "web/ui.h"
#include "web/web_session.h"

enum status page_reset_make(struct ctx *cx, struct web *w)
{
    char code[SECRET_CODE_CHARS + 1];
    struct html *h = &w->h;
    struct account a;

    TRY(account_load(cx, web_arg_int(w, "id"), &a));
    TRY(account_reset_make(cx, a.id, code));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "reset.code", .over = a.login, .active = "users",
                                           .over_href = arena_printf(cx->mem, "/users/%lld", (long long)a.id)});
    ui_page_body(w);
    ui_card_begin(h, NULL);
    ui_alert_key(h, UI_WARN, "reset.once", NULL);
    html(h, "<pre><code>");
    html_text(h, code);
    html(h, "</code></pre><p><code>/login/reset</code></p>");
    ui_card_end(h);
    return ui_page_end(cx, w);
}

static void begin(struct ctx *cx, struct web *w)
{
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "reset.title", .bare = true});
    ui_page_body(w);
    html(&w->h, "<div class=\"card card-md login-card\"><div class=\"card-body\"><h1 class=\"h2 text-center mb-4\">");
    html_msg(&w->h, "reset.title");
    html(&w->h, "</h1>");
}

static enum status end(struct ctx *cx, struct web *w)
{
    html(&w->h, "<p class=\"text-center mt-3 mb-0\"><a href=\"/login\">");
    html_msg(&w->h, "login.enter");
    html(&w->h, "</a></p></div></div>");
    return ui_page_end(cx, w);
}

static enum status form(struct ctx *cx, struct web *w, const char *login, const char *code)
{
    struct html *h = &w->h;

    begin(cx, w);
    html(h, "<p>");
    html_msg(h, "reset.text");
    html(h, "</p>");
    ui_problems(cx, h);
    html(h, "<form method=\"post\" action=\"/login/reset\">");
    ui_field(h, &(struct ui_field){.name = "login", .label = ui_text(cx, "login.name"), .type = "text",
                                   .value = login, .required = true, .autofocus = *login == 0,
                                   .autocomplete = "username", .max = 60});
    ui_field(h, &(struct ui_field){.name = "code", .label = ui_text(cx, "reset.code"), .type = "text",
                                   .value = code, .required = true, .autocomplete = "off", .max = 60});
    ui_field(h, &(struct ui_field){
        .name = "password", .label = ui_text(cx, "users.new_password"), .type = "password", .required = true,
        .max = 200, .autocomplete = "new-password", .error = ui_problem_of(cx, "password"),
        .help = i18n_fill(cx, "problem.password_least",
                          arena_printf(cx->mem, "%ld", web_session_office(w->app)->limits.password_least))});
    html(h, "<button class=\"btn btn-primary w-100\" type=\"submit\">");
    html_msg(h, "users.set_password");
    html(h, "</button></form>");
    return end(cx, w);
}

enum status page_reset_show(struct ctx *cx, struct web *w)
{
    return form(cx, w, "", "");
}

enum status page_reset_use(struct ctx *cx, struct web *w)
{
    const char *login = web_param_text(cx, w, "login"), *code = web_param_text(cx, w, "code");
    enum status st = account_reset_use(cx, login, code, web_param_text(cx, w, "password"),
                                       arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n),
                                       &web_session_office(w->app)->limits);

    if (st == E_LOGIN || st == E_BUSY || st == E_INVALID) {
        if (cx->problems == NULL)
            (void)ctx_problem(cx, "", "problem.reset", NULL);
        w->rs->code = st == E_BUSY ? 429 : st == E_LOGIN ? 401 : 422;
        return form(cx, w, login, code);
    }
    TRY(st);
    web_session_forget(w->app);
    begin(cx, w);
    ui_alert_key(&w->h, UI_GOOD, "reset.done", NULL);
    return end(cx, w);
}
