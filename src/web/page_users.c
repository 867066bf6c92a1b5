/* Accounts, for administrators: list, new, roles, password, shutting out. And everyone's own account: language and
   password. Not for: what roles may do (kinds/), the second factor (page_totp.c), keys (page_key.c). */
#include <stdlib.h>
#include <string.h>

#include "platform/db.h"
#include "platform/i18n.h"
#include "register/access.h"
#include "register/account_place.h"
#include "register/code.h"
#include "register/record.h"
#include "web/page_key.h"
#include "web/page_totp.h"
#include "web/pages.h"
#include "web/ui.h"
#include "web/web_session.h"

static const char *level_key(int clearance)
{
    static const char *const keys[] = {"class.public", "class.internal", "class.restricted", "class.secret_ref"};

    return keys[clearance < 0 || clearance > 3 ? 0 : clearance];
}

/* "OFF HEAD" as people call them. */
static const char *role_names(struct ctx *cx, const char *roles)
{
    struct str rest = str_of(roles), one;
    struct buf out;

    buf_init(&out, cx->mem, 4096);
    while (str_next(&rest, ' ', &one))
        if (one.n > 0)
            buf_printf(&out, "%s%s", out.n > 0 ? ", " : "",
                       code_label("role", arena_strndup(cx->mem, one.p, one.n), cx->lang));
    return arena_strndup(cx->mem, buf_str(&out).p, buf_str(&out).n);
}

enum status page_users_list(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct account *all;
    size_t n;

    TRY(account_list(cx, &all, &n));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "menu.users", .active = "users"});
    ui_link_button(h, "/users/new", "user-plus", "action.new", true);
    ui_page_body(w);
    html(h, "<section class=\"card\">");
    struct ui_column columns[] = {{.label = ui_text(cx, "login.name")}, {.label = ui_text(cx, "users.name")},
                                  {.label = ui_text(cx, "users.roles")}, {.label = ui_text(cx, "users.clearance")},
                                  {.label = ui_text(cx, "users.last")}, {.label = ui_text(cx, "list.state")}};
    ui_table_begin(h, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++) {
        html(h, "<tr><td><a href=\"/users/");
        html_int(h, all[i].id);
        html(h, "\">");
        html_text(h, all[i].login);
        html(h, "</a></td><td>");
        html_text(h, all[i].name);
        html(h, "</td><td>");
        html_text(h, role_names(cx, all[i].roles));
        html(h, "</td><td>");
        html_msg(h, level_key(all[i].clearance));
        html(h, "</td><td class=\"date\">");
        if (all[i].last_login_at != 0)
            html_instant(h, all[i].last_login_at);
        html(h, "</td><td>");
        ui_badge(h, all[i].disabled ? "red" : "green", ui_text(cx, all[i].disabled ? "users.off" : "users.on"));
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    html(h, "</section>");
    return ui_page_end(cx, w);
}

static void role_boxes(struct ctx *cx, struct html *h, const char *name, const char *roles)
{
    struct ui_option options[ROLE__MAX];
    size_t n = 0;

    for (int r = 0; r < ROLE__MAX; r++)
        if (r != ROLE_SYS) /* the program itself */
            options[n++] = (struct ui_option){role_code((enum role)r),
                                              code_label("role", role_code((enum role)r), cx->lang)};
    ui_field(h, &(struct ui_field){.name = name, .label = ui_text(cx, "users.roles"), .type = "multi",
                                   .value = roles, .options = options, .n_options = n,
                                   .error = ui_problem_of(cx, "roles")});
}

static void fields(struct ctx *cx, struct html *h, const struct account *a)
{
    static const char *const numbers[] = {"0", "1", "2", "3"};
    struct ui_option langs[] = {{"vi", "Tiếng Việt"}, {"en", "English"}, {"de", "Deutsch"}};
    struct ui_option levels[4], personal[3] = {{"0", ui_text(cx, "users.personal_0")},
                                               {"1", ui_text(cx, "users.personal_1")},
                                               {"2", ui_text(cx, "users.personal_2")}};

    for (int i = 0; i < 4; i++)
        levels[i] = (struct ui_option){numbers[i], ui_text(cx, level_key(i))};
    ui_field(h, &(struct ui_field){.name = "name", .label = ui_text(cx, "users.name"), .type = "text", .width = 6,
                                   .value = a->name, .required = true, .max = 120, .error = ui_problem_of(cx, "name")});
    ui_field(h, &(struct ui_field){.name = "email", .label = ui_text(cx, "users.email"), .type = "email", .width = 6,
                                   .value = a->email, .max = 200});
    ui_field(h, &(struct ui_field){.name = "lang", .label = ui_text(cx, "ui.language"), .type = "select", .width = 3,
                                   .value = a->lang, .options = langs, .n_options = 3, .required = true});
    ui_field(h, &(struct ui_field){.name = "province", .label = ui_text(cx, "users.province"), .type = "text",
                                   .width = 3, .value = a->province, .max = 2, .error = ui_problem_of(cx, "province")});
    ui_field(h, &(struct ui_field){.name = "clearance", .label = ui_text(cx, "users.clearance"), .type = "select",
                                   .width = 3, .value = numbers[a->clearance & 3], .options = levels, .n_options = 4,
                                   .required = true});
    ui_field(h, &(struct ui_field){.name = "personal", .label = ui_text(cx, "users.personal"), .type = "select",
                                   .width = 3, .value = numbers[a->personal & 3], .options = personal, .n_options = 3,
                                   .required = true});
    ui_field(h, &(struct ui_field){.name = "org", .label = ui_text(cx, "users.org"), .type = "text", .width = 6,
                                   .value = a->org_id == 0 ? NULL : arena_printf(cx->mem, "%lld", (long long)a->org_id),
                                   .list_href = "/org/options?q=",
                                   .value_label = a->org_id == 0 ? NULL : record_title_of(cx, a->org_id)});
    role_boxes(cx, h, "roles", a->roles);
}

static void password_field(struct ctx *cx, struct web *w, const char *key)
{
    ui_field(&w->h, &(struct ui_field){
        .name = "password", .label = ui_text(cx, key), .type = "password", .required = true, .max = 200, .width = 6,
        .autocomplete = "new-password", .error = ui_problem_of(cx, "password"),
        .help = i18n_fill(cx, "problem.password_least",
                          arena_printf(cx->mem, "%ld", web_session_office(w->app)->limits.password_least))});
}

/* The boxes that were ticked, with blanks between. */
static const char *read_roles(struct ctx *cx, const struct web *w, const char *name)
{
    struct buf roles;

    buf_init(&roles, cx->mem, 1000);
    for (size_t i = 0; i < w->form.n; i++)
        if (str_is(w->form.at[i].name, name) && w->form.at[i].value.n > 0) {
            buf_add_c(&roles, roles.n > 0 ? " " : "");
            buf_add(&roles, w->form.at[i].value);
        }
    return arena_strndup(cx->mem, buf_str(&roles).p, roles.n);
}

static void read_fields(struct ctx *cx, const struct web *w, struct account *a)
{
    a->name = web_param_text(cx, w, "name");
    a->lang = web_param_text(cx, w, "lang");
    a->roles = read_roles(cx, w, "roles");
    a->email = web_param(w, "email").n > 0 ? web_param_text(cx, w, "email") : NULL;
    a->province = web_param(w, "province").n > 0 ? web_param_text(cx, w, "province") : NULL;
    a->clearance = (int)web_param_int(w, "clearance");
    a->personal = (int)web_param_int(w, "personal");
    a->org_id = web_param_int(w, "org");
}

static enum status new_form(struct ctx *cx, struct web *w, const struct account *a)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "users.new", .over = ui_text(cx, "menu.users"),
                                           .over_href = "/users", .active = "users"});
    ui_page_body(w);
    ui_problems(cx, h);
    ui_form_begin(w, "/users/new", "account-form");
    ui_card_begin(h, NULL);
    html(h, "<div class=\"row\">");
    ui_field(h, &(struct ui_field){.name = "account", .label = ui_text(cx, "login.name"), .type = "text", .width = 6,
                                   .value = a->login, .required = true, .max = 60,
                                   .error = ui_problem_of(cx, "login"), .autocomplete = "off"});
    password_field(cx, w, "users.first_password");
    fields(cx, h, a);
    html(h, "</div>");
    ui_submit(h, "users.create");
    ui_card_end(h);
    ui_form_end(h);
    return ui_page_end(cx, w);
}

enum status page_users_new(struct ctx *cx, struct web *w)
{
    return new_form(cx, w, &(struct account){.lang = lang_code(cx->lang), .clearance = 1, .roles = "OFF",
                                             .province = cx->who.province, .org_id = cx->who.org_id});
}

enum status page_users_create(struct ctx *cx, struct web *w)
{
    struct account a = {.login = web_param_text(cx, w, "account"), .must_change = true};
    int64_t id;

    read_fields(cx, w, &a);
    enum status st = account_create(cx, &a, web_param_text(cx, w, "password"),
                                    &web_session_office(w->app)->limits, &id);
    if (st == E_INVALID) {
        w->rs->code = 422;
        return new_form(cx, w, &a);
    }
    TRY(st);
    web_flash(cx, w, "flash.created", a.login);
    return web_redirect(cx, w, "/users");
}

/* What stands open for the account, each with a button that ends it. action: where the button goes. */
static enum status sessions_card(struct ctx *cx, struct web *w, int64_t user_id, const char *action)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "session.what")}, {.label = ui_text(cx, "session.since")},
                                  {.label = ui_text(cx, "session.seen")}, {.label = ui_text(cx, "session.until")},
                                  {.label = ui_text(cx, "session.end"), .unseen = true}};
    struct account_open *all;
    struct html *h = &w->h;
    size_t n;

    TRY(account_session_list(cx, user_id, &all, &n));
    ui_card_begin_plain(h, ui_text(cx, "session.title"));
    ui_table_begin(h, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++) {
        html(h, "<tr><td>");
        html_msg(h, "session.browser");
        html(h, "<br><small class=\"text-secondary\">");
        html_text(h, all[i].ip != NULL ? all[i].ip : "");
        html(h, "</small> ");
        if (strncmp(w->session.token_hash, all[i].handle, ACCOUNT_HANDLE_CHARS) == 0)
            ui_badge(h, "green", ui_text(cx, "session.this"));
        html(h, "</td><td class=\"date\">");
        html_instant(h, all[i].created_at);
        html(h, "</td><td class=\"date\">");
        html_instant(h, all[i].seen_at);
        html(h, "</td><td class=\"date\">");
        html_instant(h, all[i].expires_at);
        html(h, "</td><td>");
        ui_form_begin(w, action, NULL);
        html(h, "<input type=\"hidden\" name=\"session\" value=\"");
        html_attr(h, all[i].handle);
        html(h, "\"><button class=\"btn btn-sm\" type=\"submit\">");
        html_msg(h, "session.end");
        html(h, "</button>");
        ui_form_end(h);
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    ui_card_end(h);
    return OK;
}

static void place_row(struct ctx *cx, struct web *w, const struct account_place *p, const char *base)
{
    const char *org = p->org_id == 0 ? NULL : record_title_of(cx, p->org_id);
    struct html *h = &w->h;

    html(h, "<tr><td>");
    html_text(h, role_names(cx, p->roles));
    html(h, "</td><td>");
    html_text(h, org != NULL ? org : "—");
    html(h, "</td><td class=\"date\">");
    if (date_is_set(p->from))
        html_date(h, p->from);
    html(h, "</td><td class=\"date\">");
    if (date_is_set(p->to))
        html_date(h, p->to);
    html(h, "</td><td>");
    ui_form_begin(w, arena_printf(cx->mem, "%s/place-end", base), NULL);
    html(h, "<input type=\"hidden\" name=\"place\" value=\"");
    html_int(h, p->id);
    html(h, "\"><button class=\"btn btn-sm\" type=\"submit\">");
    html_msg(h, "session.end");
    html(h, "</button>");
    ui_form_end(h);
    html(h, "</td></tr>");
}

/* What was typed into a form that was refused. */
static const char *typed(struct ctx *cx, const struct web *w, const char *name)
{
    struct str s = http_form_value(&w->form, name);

    return s.n == 0 ? NULL : arena_strndup(cx->mem, s.p, s.n);
}

/* Roles at further organisations: what there is, and a form for one more. */
static enum status places_card(struct ctx *cx, struct web *w, const struct account *a, const char *base)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "users.roles")}, {.label = ui_text(cx, "users.org")},
                                  {.label = ui_text(cx, "audit.from")}, {.label = ui_text(cx, "audit.to")},
                                  {.label = ui_text(cx, "session.end"), .unseen = true}};
    struct account_place *all;
    struct html *h = &w->h;
    size_t n;

    TRY(account_place_list(cx, a->id, &all, &n));
    ui_card_begin_key(h, "place.title");
    if (n > 0) {
        ui_table_begin(h, columns, sizeof columns / sizeof *columns);
        for (size_t i = 0; i < n; i++)
            place_row(cx, w, &all[i], base);
        ui_table_end(h);
    }
    ui_form_begin(w, arena_printf(cx->mem, "%s/place", base), "place-form");
    html(h, "<div class=\"row\">");
    ui_field(h, &(struct ui_field){.name = "at", .label = ui_text(cx, "users.org"), .type = "text", .width = 6,
                                   .required = true, .list_href = "/org/options?q=", .value = typed(cx, w, "at"),
                                   .value_label = typed(cx, w, "at") == NULL ? NULL
                                                  : record_title_of(cx, strtoll(typed(cx, w, "at"), NULL, 10)),
                                   .error = ui_problem_of(cx, "org")});
    ui_field(h, &(struct ui_field){.name = "from", .label = ui_text(cx, "audit.from"), .type = "date", .width = 3,
                                   .value = typed(cx, w, "from")});
    ui_field(h, &(struct ui_field){.name = "to", .label = ui_text(cx, "audit.to"), .type = "date", .width = 3,
                                   .value = typed(cx, w, "to"), .error = ui_problem_of(cx, "to")});
    ui_field(h, &(struct ui_field){.name = "why", .label = ui_text(cx, "record.reason"), .type = "text", .width = 6,
                                   .max = 200, .value = typed(cx, w, "why"), .error = ui_problem_of(cx, "why")});
    role_boxes(cx, h, "as", read_roles(cx, w, "as"));
    html(h, "</div>");
    ui_submit(h, "action.add");
    ui_form_end(h);
    ui_card_end(h);
    return OK;
}

static enum status edit_form(struct ctx *cx, struct web *w, const struct account *a)
{
    struct html *h = &w->h;
    const char *base = arena_printf(cx->mem, "/users/%lld", (long long)a->id);

    ui_page_begin(cx, w, &(struct ui_page){.title = a->login, .over = ui_text(cx, "menu.users"), .over_href = "/users",
                                           .active = "users"});
    if (a->id != cx->who.user_id)
        ui_post_button(w, arena_printf(cx->mem, "%s/%s", base, a->disabled ? "enable" : "disable"),
                       a->disabled ? "check" : "ban", a->disabled ? "users.enable" : "users.disable",
                       a->disabled ? "success" : "danger");
    ui_page_body(w);
    ui_problems(cx, h);
    ui_form_begin(w, base, "account-form");
    ui_card_begin(h, NULL);
    html(h, "<input type=\"hidden\" name=\"version\" value=\"");
    html_int(h, a->updated_at);
    html(h, "\"><div class=\"row\">");
    fields(cx, h, a);
    html(h, "</div>");
    ui_submit(h, "action.save");
    ui_card_end(h);
    ui_form_end(h);
    ui_form_begin(w, arena_printf(cx->mem, "%s/password", base), NULL);
    ui_card_begin_key(h, "users.set_password");
    html(h, "<div class=\"row\">");
    password_field(cx, w, "users.first_password");
    html(h, "</div>");
    ui_submit(h, "users.set_password");
    ui_card_end(h);
    ui_form_end(h);
    if (!a->disabled) {
        ui_form_begin(w, arena_printf(cx->mem, "%s/reset", base), NULL);
        ui_card_begin_key(h, "reset.title");
        html(h, "<p>");
        html_msg(h, "reset.make_text");
        html(h, "</p>");
        ui_submit(h, "reset.make");
        ui_card_end(h);
        ui_form_end(h);
    }
    TRY(page_totp_card_of(cx, w, a));
    TRY(places_card(cx, w, a, base));
    TRY(page_key_card(cx, w, a->id, arena_printf(cx->mem, "%s/key", base), false));
    TRY(sessions_card(cx, w, a->id, arena_printf(cx->mem, "%s/session", base)));
    return ui_page_end(cx, w);
}

enum status page_users_edit(struct ctx *cx, struct web *w)
{
    struct account a;

    TRY(account_load(cx, web_arg_int(w, "id"), &a));
    return edit_form(cx, w, &a);
}

enum status page_users_save(struct ctx *cx, struct web *w)
{
    struct account a;

    TRY(account_load(cx, web_arg_int(w, "id"), &a));
    int64_t stored = a.updated_at;
    read_fields(cx, w, &a);
    a.updated_at = web_param_int(w, "version");
    enum status st = account_change(cx, &a);
    if (st == E_INVALID || st == E_CONFLICT) {
        if (st == E_CONFLICT)
            (void)ctx_problem(cx, "", "err.conflict", NULL);
        w->rs->code = status_http(st);
        a.updated_at = stored;
        return edit_form(cx, w, &a);
    }
    TRY(st);
    web_session_forget(w->app);
    web_flash(cx, w, "flash.saved", a.login);
    return web_redirect(cx, w, "/users");
}

static enum status switch_to(struct ctx *cx, struct web *w, bool off)
{
    TRY(account_disable(cx, web_arg_int(w, "id"), off));
    web_session_forget(w->app);
    web_flash(cx, w, off ? "flash.user_off" : "flash.user_on", NULL);
    return web_redirect(cx, w, "/users");
}

enum status page_users_disable(struct ctx *cx, struct web *w)
{
    return switch_to(cx, w, true);
}

enum status page_users_enable(struct ctx *cx, struct web *w)
{
    return switch_to(cx, w, false);
}

enum status page_users_password(struct ctx *cx, struct web *w)
{
    struct account a;

    TRY(account_load(cx, web_arg_int(w, "id"), &a));
    enum status st = account_set_password(cx, a.id, web_param_text(cx, w, "password"), true,
                                          &web_session_office(w->app)->limits);
    if (st == E_INVALID) {
        w->rs->code = 422;
        return edit_form(cx, w, &a);
    }
    TRY(st);
    web_session_forget(w->app);
    web_flash(cx, w, "flash.password", NULL);
    return web_redirect(cx, w, "/users");
}

/* ---- one's own account ---- */

static enum status own_form(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct account a;

    TRY(account_load(cx, cx->who.user_id, &a));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "ui.my_account", .active = "account"});
    ui_page_body(w);
    if (a.must_change)
        ui_alert_key(h, UI_WARN, "users.must_change", NULL);
    ui_problems(cx, h);
    ui_card_begin(h, NULL);
    ui_list_begin(h);
    ui_item(h, ui_text(cx, "login.name"), a.login);
    ui_item(h, ui_text(cx, "users.name"), a.name);
    ui_item(h, ui_text(cx, "users.roles"), role_names(cx, a.roles));
    ui_item(h, ui_text(cx, "users.clearance"), ui_text(cx, level_key(a.clearance)));
    ui_list_end(h);
    ui_card_end(h);
    ui_form_begin(w, "/account/password", NULL);
    ui_card_begin_key(h, "users.change_password");
    html(h, "<div class=\"row\">");
    ui_field(h, &(struct ui_field){.name = "old", .label = ui_text(cx, "users.old_password"), .type = "password",
                                   .required = true, .max = 200, .width = 6, .autocomplete = "current-password",
                                   .error = ui_problem_of(cx, "old")});
    password_field(cx, w, "users.new_password");
    html(h, "</div>");
    ui_submit(h, "users.change_password");
    ui_card_end(h);
    ui_form_end(h);
    TRY(page_totp_card(cx, w, &a));
    TRY(page_key_card(cx, w, a.id, "/account/key", true));
    TRY(sessions_card(cx, w, a.id, "/account/session"));
    return ui_page_end(cx, w);
}

enum status page_users_own(struct ctx *cx, struct web *w)
{
    return own_form(cx, w);
}

/* The new password and the end of the other browsers: both or none. */
static enum status own_password(struct ctx *cx, const struct web *w, const struct account_limits *limits)
{
    TRY(db_begin(cx));
    enum status st = account_set_password(cx, cx->who.user_id, web_param_text(cx, w, "password"), false, limits);
    if (st == OK)
        st = account_sessions_close_others(cx, cx->who.user_id, w->session.token_hash);
    if (st != OK) {
        db_rollback(cx);
        return st;
    }
    return db_commit(cx);
}

enum status page_users_own_password(struct ctx *cx, struct web *w)
{
    const struct account_limits *limits = &web_session_office(w->app)->limits;
    enum status st = account_check_password(cx, cx->who.user_id, web_param_text(cx, w, "old"),
                                            arena_strndup(cx->mem, w->rq->remote.p, w->rq->remote.n), limits);

    if (st == E_LOGIN)
        (void)ctx_problem(cx, "old", "problem.old_password", NULL);
    if (st == OK && str_eq(web_param(w, "old"), web_param(w, "password")))
        st = ctx_problem(cx, "password", "problem.same_password", NULL);
    if (st == OK)
        st = own_password(cx, w, limits);
    if (st == E_LOGIN || st == E_INVALID || st == E_BUSY) {
        w->rs->code = st == E_BUSY ? 429 : 422;
        return own_form(cx, w);
    }
    TRY(st);
    web_session_forget(w->app);
    web_flash(cx, w, "flash.password", NULL);
    return web_redirect(cx, w, "/account");
}

enum status page_users_own_session(struct ctx *cx, struct web *w)
{
    TRY(account_session_end(cx, cx->who.user_id, web_param_text(cx, w, "session")));
    web_session_forget(w->app);
    web_flash(cx, w, "flash.session_end", NULL);
    return web_redirect(cx, w, "/account");
}

enum status page_users_session(struct ctx *cx, struct web *w)
{
    TRY(account_session_end(cx, web_arg_int(w, "id"), web_param_text(cx, w, "session")));
    web_session_forget(w->app);
    web_flash(cx, w, "flash.session_end", NULL);
    return web_redirect(cx, w, "/users/%lld", (long long)web_arg_int(w, "id"));
}

enum status page_users_place(struct ctx *cx, struct web *w)
{
    struct account_place p = {.roles = read_roles(cx, w, "as"), .org_id = web_param_int(w, "at")};
    struct account a;
    int64_t id;

    TRY(account_load(cx, web_arg_int(w, "id"), &a));
    p.province = a.province;
    p.why = web_param(w, "why").n > 0 ? web_param_text(cx, w, "why") : NULL;
    (void)date_parse(web_param(w, "from"), &p.from);
    (void)date_parse(web_param(w, "to"), &p.to);
    enum status st = account_place_add(cx, a.id, &p, &id);
    if (st == E_INVALID) {
        w->rs->code = 422;
        return edit_form(cx, w, &a);
    }
    TRY(st);
    web_session_forget(w->app);
    web_flash(cx, w, "flash.saved", a.login);
    return web_redirect(cx, w, "/users/%lld", (long long)a.id);
}

enum status page_users_place_end(struct ctx *cx, struct web *w)
{
    TRY(account_place_end(cx, web_arg_int(w, "id"), web_param_int(w, "place")));
    web_session_forget(w->app);
    web_flash(cx, w, "flash.saved", NULL);
    return web_redirect(cx, w, "/users/%lld", (long long)web_arg_int(w, "id"));
}
