/* The second factor of one's own account: setting it up, new recovery codes, turning it off; and an administrator who
   takes it from a person that lost the telephone. Not for: the login (page_step.c). */
#include "platform/db.h"
#include "web/page_totp.h"
#include "web/pages.h"
#include "web/ui.h"
#include "web/ui_totp.h"
#include "web/web_session.h"

static void password_field(struct ctx *cx, struct html *h)
{
    ui_field(h, &(struct ui_field){.name = "present", .label = ui_text(cx, "users.old_password"), .type = "password",
                                   .required = true, .max = 200, .width = 6, .autocomplete = "current-password",
                                   .error = ui_problem_of(cx, "present")});
}

static void text(struct html *h, const char *key)
{
    html(h, "<p>");
    html_msg(h, key);
    html(h, "</p>");
}

static void card_off(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    ui_form_begin(w, "/account/totp/begin", NULL);
    text(h, "totp.text");
    html(h, "<div class=\"row\">");
    password_field(cx, h);
    html(h, "</div>");
    ui_submit(h, "totp.begin");
    ui_form_end(h);
}

static void card_on(struct ctx *cx, struct web *w, const struct account_totp *second)
{
    struct html *h = &w->h;

    ui_list_begin(h);
    ui_item_begin(h, ui_text(cx, "totp.since"));
    html_instant(h, second->since);
    ui_item_end(h);
    ui_item_begin(h, ui_text(cx, "totp.recovery_left"));
    html_int(h, second->recovery);
    ui_item_end(h);
    ui_list_end(h);
    if (second->recovery < 3)
        ui_alert_key(h, UI_WARN, "totp.recovery_few", NULL);
    ui_form_begin(w, "/account/totp/codes", NULL);
    html(h, "<div class=\"row\">");
    password_field(cx, h);
    html(h, "<div class=\"col-md-6\">");
    ui_totp_code(cx, h, "totp.code_or_recovery", false);
    html(h, "</div></div><div class=\"btn-list\">");
    ui_submit(h, "totp.renew");
    if (second->required)
        text(h, "totp.required_off");
    else
        ui_submit_as(h, "off", "yes", "totp.turn_off", "danger");
    html(h, "</div>");
    ui_form_end(h);
}

enum status page_totp_card(struct ctx *cx, struct web *w, const struct account *a)
{
    struct account_totp second;

    TRY(account_totp_load(cx, a, &web_session_office(w->app)->limits, &second));
    ui_card_begin_key(&w->h, "totp.title");
    if (second.on)
        card_on(cx, w, &second);
    else
        card_off(cx, w);
    ui_card_end(&w->h);
    return OK;
}

/* Is it really the owner? */
static enum status check_password(struct ctx *cx, struct web *w)
{
    const char *remote = arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n);
    enum status st = account_check_password(cx, cx->who.user_id, web_param_text(cx, w, "present"), remote,
                                            &web_session_office(w->app)->limits);

    if (st == E_LOGIN)
        (void)ctx_problem(cx, "present", "problem.old_password", NULL);
    return st;
}

/* The page of the account again, with what was wrong. */
static enum status refused(struct ctx *cx, struct web *w, enum status st)
{
    if (st != E_LOGIN && st != E_BUSY)
        return st;
    w->rs->code = st == E_BUSY ? 429 : 422;
    return page_users_own(cx, w);
}

enum status page_totp_begin(struct ctx *cx, struct web *w)
{
    enum status st = check_password(cx, w);

    if (st == OK)
        st = account_totp_begin(cx, cx->who.user_id);
    if (st != OK)
        return refused(cx, w, st);
    return web_redirect(cx, w, "/account/totp");
}

enum status page_totp_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct account a;
    struct str secret;

    if (account_totp_begun(cx, cx->who.user_id, &secret) == E_NOTFOUND) {
        ctx_clear(cx);
        return web_redirect(cx, w, "/account");
    }
    TRY(account_load(cx, cx->who.user_id, &a));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "totp.title", .over = ui_text(cx, "ui.my_account"),
                                           .over_href = "/account", .active = "account"});
    ui_page_body(w);
    html(h, "<div class=\"card card-md login-card\"><div class=\"card-body\">");
    ui_problems(cx, h);
    TRY(ui_totp_secret(cx, w, &a));
    ui_form_begin(w, "/account/totp", NULL);
    ui_totp_code(cx, h, "totp.code_help", true);
    ui_submit(h, "totp.turn_on");
    ui_form_end(h);
    html(h, "</div></div>");
    return ui_page_end(cx, w);
}

enum status page_totp_confirm(struct ctx *cx, struct web *w)
{
    const char *remote = arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n);
    char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1];
    enum status st = account_guess_check(cx, cx->who.login, remote, &web_session_office(w->app)->limits);

    if (st == OK)
        st = account_totp_confirm(cx, cx->who.user_id, web_param_text(cx, w, "code"), codes);
    if (st == E_LOGIN) {
        TRY(account_guess_note(cx, cx->who.login, remote));
        (void)ctx_problem(cx, "code", "problem.totp", NULL);
    }
    if (st == E_LOGIN || st == E_BUSY) {
        w->rs->code = st == E_BUSY ? 429 : 422;
        return page_totp_show(cx, w);
    }
    TRY(st);
    return ui_totp_recovery(cx, w, codes, false);
}

/* The password was right: the code too, then what was asked for, all or nothing. */
static enum status change(struct ctx *cx, struct web *w, const struct account *a, bool off,
                          char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1])
{
    TRY(db_begin(cx));
    enum status st = account_totp_spend(cx, a, web_param_text(cx, w, "code"));
    if (st == OK)
        st = off ? account_totp_end(cx, a->id) : account_totp_renew(cx, a->id, codes);
    if (st != OK) {
        db_rollback(cx);
        return st;
    }
    return db_commit(cx);
}

enum status page_totp_change(struct ctx *cx, struct web *w)
{
    const char *remote = arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n);
    char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1];
    bool off = web_param_flag(w, "off");
    struct account_totp second;
    struct account a;
    enum status st;

    TRY(account_load(cx, cx->who.user_id, &a));
    TRY(account_totp_load(cx, &a, &web_session_office(w->app)->limits, &second));
    if (off && second.required)
        return ctx_fail(cx, E_REFUSED, "account %s needs a second factor", a.login);
    if ((st = check_password(cx, w)) != OK)
        return refused(cx, w, st);
    st = change(cx, w, &a, off, codes);
    if (st == E_LOGIN) {
        TRY(account_guess_note(cx, a.login, remote));
        (void)ctx_problem(cx, "code", "problem.totp", NULL);
    }
    if (st != OK)
        return refused(cx, w, st);
    if (!off)
        return ui_totp_recovery(cx, w, codes, false);
    web_flash(cx, w, "flash.totp_off", NULL);
    return web_redirect(cx, w, "/account");
}

enum status page_totp_file(struct ctx *cx, struct web *w)
{
    return web_reply_file(cx, w, "text/plain; charset=utf-8", "chancery-recovery-codes.txt", web_param(w, "codes"));
}

/* ---- by an administrator ---- */

enum status page_totp_card_of(struct ctx *cx, struct web *w, const struct account *a)
{
    struct account_totp second;
    struct html *h = &w->h;

    TRY(account_totp_load(cx, a, &web_session_office(w->app)->limits, &second));
    ui_card_begin_key(h, "totp.title");
    text(h, second.on ? "totp.is_on" : second.required ? "totp.is_missing" : "totp.is_off");
    if (second.on && a->id != cx->who.user_id) {
        text(h, "totp.reset_text");
        ui_post_button(w, arena_printf(cx->mem, "/users/%lld/totp-reset", (long long)a->id), "ban", "totp.reset",
                       "danger");
    }
    ui_card_end(h);
    return OK;
}

enum status page_totp_reset(struct ctx *cx, struct web *w)
{
    int64_t id = web_arg_int(w, "id");

    if (id == cx->who.user_id)
        return ctx_fail(cx, E_REFUSED, "one's own second factor is turned off with password and code");
    TRY(account_totp_end(cx, id));
    web_flash(cx, w, "flash.totp_off", NULL);
    return web_redirect(cx, w, "/users/%lld", (long long)id);
}
