/* See page_step.h. */
#include "web/page_step.h"

#include "platform/db.h"
#include "register/account_totp.h"
#include "web/page_login.h"
#include "web/pages.h"
#include "web/ui.h"
#include "web/ui_totp.h"
#include "web/web_session.h"

static enum status form(struct ctx *cx, struct web *w, const struct account *a, bool on)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "totp.title", .bare = true});
    ui_page_body(w);
    html(h, "<div class=\"card card-md login-card\"><div class=\"card-body\"><h1 class=\"h2 text-center mb-4\">");
    html_msg(h, "totp.title");
    html(h, "</h1>");
    ui_problems(cx, h);
    if (!on) {
        ui_alert_key(h, UI_INFO, "totp.required", NULL);
        TRY(ui_totp_secret(cx, w, a));
    }
    html(h, "<form method=\"post\" action=\"/login/code\" autocomplete=\"off\">");
    page_login_carry(w);
    ui_totp_code(cx, h, on ? "totp.code_or_recovery" : "totp.code_help", true);
    html(h, "<button class=\"btn btn-primary w-100\" type=\"submit\">");
    html_msg(h, on ? "login.enter" : "totp.turn_on");
    html(h, "</button></form><p class=\"text-center mt-3 mb-0\"><a href=\"/login\">");
    html_msg(h, "totp.other_account");
    html(h, "</a></p></div></div>");
    return ui_page_end(cx, w);
}

enum status page_step_begin(struct ctx *cx, struct web *w, const struct account *a, bool on)
{
    TRY(db_begin(cx));
    if (!on)
        TRY(account_totp_begin(cx, a->id));
    TRY(web_session_step_open(cx, w, a));
    TRY(db_commit(cx));
    return form(cx, w, a, on);
}

static enum status over(struct ctx *cx, struct web *w)
{
    ctx_clear(cx);
    web_flash(cx, w, "flash.step_over", NULL);
    return web_redirect(cx, w, "/login");
}

enum status page_step_show(struct ctx *cx, struct web *w)
{
    struct account_totp second;
    struct account a;
    enum status st = web_session_step_find(cx, w, &a);

    if (st == E_LOGIN)
        return over(cx, w);
    TRY(st);
    TRY(account_totp_load(cx, &a, &web_session_office(w->app)->limits, &second));
    return form(cx, w, &a, second.on);
}

/* Right: the code is used up, the half-open login becomes a session, all or nothing. */
static enum status enter(struct ctx *cx, struct web *w, const struct account *a, bool on,
                         char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1])
{
    const char *code = web_param_text(cx, w, "code");

    TRY(db_begin(cx));
    enum status st = on ? account_totp_spend(cx, a, code) : account_totp_confirm(cx, a->id, code, codes);
    if (st == OK)
        st = web_session_step_done(cx, w, a);
    if (st != OK) {
        db_rollback(cx);
        return st;
    }
    return db_commit(cx);
}

enum status page_step_enter(struct ctx *cx, struct web *w)
{
    const char *remote = arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n);
    const struct account_limits *limits = &web_session_office(w->app)->limits;
    char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1];
    struct account_totp second;
    struct account a;
    enum status st = web_session_step_find(cx, w, &a);

    if (st == E_LOGIN)
        return over(cx, w);
    TRY(st);
    TRY(account_totp_load(cx, &a, limits, &second));
    st = account_guess_check(cx, a.login, remote, limits);
    if (st == OK)
        st = enter(cx, w, &a, second.on, codes);
    if (st == E_NOTFOUND) /* what was begun is too old */
        return over(cx, w);
    if (st == E_LOGIN) {
        TRY(account_guess_note(cx, a.login, remote));
        (void)ctx_problem(cx, "code", "problem.totp", NULL);
    }
    if (st == E_LOGIN || st == E_BUSY) {
        w->rs->code = st == E_BUSY ? 429 : 401;
        return form(cx, w, &a, second.on);
    }
    TRY(st);
    return second.on ? page_login_go_on(cx, w, &a) : ui_totp_recovery(cx, w, codes, true);
}
