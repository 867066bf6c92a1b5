/* See ui_totp.h. */
#include "web/ui_totp.h"

#include "platform/totp.h"
#include "web/page_login.h"
#include "web/ui.h"
#include "web/ui_qr.h"
#include "web/web_session.h"

enum status ui_totp_secret(struct ctx *cx, struct web *w, const struct account *a)
{
    const char *key, *address;
    struct html *h = &w->h;
    struct str secret;
    struct qr code;

    TRY(account_totp_begun(cx, a->id, &secret));
    TRY(totp_key(cx, secret, &key));
    TRY(totp_address(cx, secret, web_session_office(w->app)->name, a->login, &address));
    TRY(qr_make(cx, address, &code));
    html(h, "<p>");
    html_msg(h, "totp.scan");
    html(h, "</p><div class=\"text-center mb-3\">");
    ui_qr(h, &code, ui_text(cx, "totp.qr"));
    html(h, "</div><p>");
    html_msg(h, "totp.key");
    html(h, "<br><code class=\"totp-key\">");
    html_text(h, key);
    html(h, "</code></p>");
    return OK;
}

void ui_totp_code(struct ctx *cx, struct html *h, const char *help_key, bool autofocus)
{
    ui_field(h, &(struct ui_field){.name = "code", .label = ui_text(cx, "totp.code"), .type = "text", .required = true,
                                   .autofocus = autofocus, .autocomplete = "one-time-code", .max = 40,
                                   .help = ui_text(cx, help_key), .error = ui_problem_of(cx, "code")});
}

/* The codes go to the browser and come back for the file: they are kept nowhere else. */
static void download(struct web *w, const char *text)
{
    struct html *h = &w->h;

    ui_form_begin(w, "/account/totp/file", NULL);
    html(h, "<input type=\"hidden\" name=\"codes\" value=\"");
    html_attr(h, text);
    html(h, "\"><button class=\"btn mb-3\" type=\"submit\">");
    ui_icon(h, "download");
    html_msg(h, "totp.download");
    html(h, "</button>");
    ui_form_end(h);
}

enum status ui_totp_recovery(struct ctx *cx, struct web *w,
                             char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1], bool entering)
{
    struct html *h = &w->h;
    struct buf text;

    buf_init(&text, cx->mem, 1000);
    for (int i = 0; i < ACCOUNT_TOTP_RECOVERY; i++)
        buf_printf(&text, "%s%s", i > 0 ? "\n" : "", codes[i]);
    const char *lines = arena_strndup(cx->mem, buf_str(&text).p, text.n);
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "totp.recovery", .bare = entering, .active = "account",
                                           .over = entering ? NULL : ui_text(cx, "ui.my_account"),
                                           .over_href = "/account"});
    ui_page_body(w);
    html(h, "<div class=\"card card-md login-card\"><div class=\"card-body\">");
    if (entering) {
        html(h, "<h1 class=\"h2 text-center mb-4\">");
        html_msg(h, "totp.recovery");
        html(h, "</h1>");
    }
    ui_alert_key(h, UI_WARN, "totp.recovery_once", NULL);
    html(h, "<pre><code>");
    html_text(h, lines);
    html(h, "</code></pre>");
    download(w, lines);
    if (entering)
        page_login_go_on_form(cx, w);
    else
        ui_link_button(h, "/account", "check", "totp.kept", true);
    html(h, "</div></div>");
    return ui_page_end(cx, w);
}
