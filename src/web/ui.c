/* See ui.h. Frame, blocks, tables, boards; forms are in ui_form.c, the menu's rows in ui_menu.c. */
#include "web/ui.h"

#include <string.h>

#include "platform/data.h"
#include "platform/i18n.h"
#include "register/code.h"
#include "register/notice.h"
#include "web/ui_menu.h"
#include "web/web_session.h"

enum { PAGE_BYTES = 24 * 1024 }; /* what a page usually has */

const char *ui_text(struct ctx *cx, const char *key)
{
    struct str s = i18n_text(cx->lang, key);

    return s.p; /* the table's texts are zero-terminated */
}

const char *ui_asset(struct ctx *cx, const char *name)
{
    const struct data_entry *e = data_entry(cx, arena_printf(cx->mem, "assets/%s", name));

    return arena_printf(cx->mem, "/assets/%s?v=%s", name, e == NULL ? "0" : e->hash);
}

void ui_icon(struct html *h, const char *name)
{
    if (name == NULL)
        return;
    html(h, "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"/assets/icons.svg#i-");
    html_attr(h, name);
    html(h, "\"></use></svg>");
}

/* ---- frame ---- */

static struct html assets; /* the part of the head that is the same on every page; written once, at start */

void ui_start(struct ctx *cx)
{
    struct html *h = &assets;

    html_init(h, cx->mem, cx->lang);
    html(h, " · Chancery</title><link rel=\"stylesheet\" href=\"");
    html_attr(h, ui_asset(cx, "tabler.min.css"));
    html(h, "\"><link rel=\"stylesheet\" href=\"");
    html_attr(h, ui_asset(cx, "app.css"));
    html(h, "\"><link rel=\"stylesheet\" href=\"");
    html_attr(h, ui_asset(cx, "ledger.css"));
    html(h, "\"><link rel=\"icon\" href=\"/favicon.ico\">"
            "<meta name=\"htmx-config\" content='{\"includeIndicatorStyles\":false,\"allowEval\":false}'>"
            "<script src=\"");
    html_attr(h, ui_asset(cx, "app.js"));
    html(h, "\" defer></script>");
    ui_menu_start(cx);
}

static void head(struct ctx *cx, struct web *w, const struct ui_page *p)
{
    struct html *h = &w->h;

    html(h, "<!doctype html>\n<html lang=\"");
    html_attr(h, lang_code(cx->lang));
    html(h, "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            "<title>");
    if (p->title_key != NULL)
        html_msg(h, p->title_key);
    else
        html_text(h, p->title);
    html_again(h, &assets);
    if (w->session.id != 0) {
        html(h, "<meta name=\"csrf\" content=\"");
        html_attr(h, w->session.csrf);
        html(h, "\">");
    }
    if (p->script != NULL) {
        html(h, "<script src=\"");
        html_attr(h, ui_asset(cx, p->script));
        html(h, "\" defer></script>");
    }
    html(h, "</head>");
}

/* A page that answers a POST (refused, with its reasons and all that was typed) stands at an address that cannot be
   asked for, and a reload would send the form again. This is the one to show instead, which the page's script does; the
   nearest page above "/agreement/7/move" is "/agreement/7". Empty: the address is good as it is. */
static struct str own_address(const struct web *w, const char *address)
{
    struct request rq = *w->rq;
    struct str args[ROUTE_MAX_ARGS];
    const struct route *row;
    bool known;

    if (rq.method != HTTP_POST)
        return (struct str){0};
    if (address != NULL)
        return str_of(address);
    rq.method = HTTP_GET;
    while (!routes_match(&rq, &row, args, &known)) {
        while (rq.path.n > 1 && rq.path.p[rq.path.n - 1] != '/')
            rq.path.n--;
        if (rq.path.n > 1)
            rq.path.n--;
        else
            return STR("/");
    }
    return rq.path.n == w->rq->path.n ? (struct str){0} : rq.path;
}

static void language_switch(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"Tiếng Việt", "English", "Deutsch"}, *const brief[] = {"VI", "EN", "DE"};
    struct html *h = &w->h;

    html(h, "<div class=\"lang-switch\" role=\"group\" aria-label=\"");
    html_msg_attr(h, "ui.language");
    html(h, "\">");
    for (int l = 0; l < LANG__MAX; l++) {
        html(h, "<a lang=\"");
        html_attr(h, lang_code((enum lang)l));
        html(h, "\" title=\"");
        html_attr(h, names[l]);
        html(h, "\" href=\"/lang/");
        html_attr(h, lang_code((enum lang)l));
        html(h, "?back=");
        html_url_str(h, w->rq->method == HTTP_GET ? w->rq->target : w->address.n > 0 ? w->address : STR("/"));
        if (l == (int)cx->lang)
            html(h, "\" class=\"active\" aria-current=\"true\">");
        else
            html(h, "\">");
        html_text(h, brief[l]);
        html(h, "</a>");
    }
    html(h, "</div>");
}

static void user_menu(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    html(h, "<details class=\"dropdown user-menu\"><summary class=\"nav-link\" aria-label=\"");
    html_msg_attr(h, "ui.account");
    html(h, "\">");
    ui_icon(h, "user");
    html(h, "<span class=\"user-name\">");
    html_text(h, cx->who.name);
    html(h, "</span></summary><div class=\"dropdown-menu dropdown-menu-end show\"><div class=\"dropdown-header\">");
    html_text(h, cx->who.login);
    for (int r = 0; r < ROLE__MAX; r++)
        if ((cx->who.roles & ROLE_BIT(r)) != 0) {
            html(h, " · ");
            html_text(h, code_label("role", role_code((enum role)r), cx->lang));
        }
    html(h, "</div><a class=\"dropdown-item\" href=\"/account\">");
    html_msg(h, "ui.my_account");
    html(h, "</a><form method=\"post\" action=\"/logout\"><input type=\"hidden\" name=\"csrf\" value=\"");
    html_attr(h, w->session.csrf);
    html(h, "\"><button class=\"dropdown-item\" type=\"submit\">");
    html_msg(h, "ui.logout");
    html(h, "</button></form></div></details>");
}

/* The bell, with how many notices wait. A frame without the number is better than no page. */
static void bell(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    int64_t n = 0;

    if (notice_unread(cx, &n) != OK)
        n = 0;
    html(h, "<a class=\"nav-link bell\" href=\"/notices\" aria-label=\"");
    html_attr(h, i18n_fill(cx, "notice.bell", arena_printf(cx->mem, "%lld", (long long)n)));
    html(h, "\">");
    ui_icon(h, "bell");
    if (n > 0) {
        html(h, "<span class=\"badge bg-red text-red-fg\">");
        html_number(h, n);
        html(h, "</span>");
    }
    html(h, "</a>");
}

static void top_bar(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    html(h, "<header class=\"navbar top-bar d-print-none\"><div class=\"container-xl\">"
            "<form class=\"search\" action=\"/search\" method=\"get\" role=\"search\"><label class=\"visually-hidden\" "
            "for=\"search\">");
    html_msg(h, "ui.search");
    html(h, "</label><div class=\"input-icon\"><span class=\"input-icon-addon\">");
    ui_icon(h, "search");
    html(h, "</span><input id=\"search\" class=\"form-control\" type=\"search\" name=\"q\" maxlength=\"200\" "
            "autocomplete=\"off\" placeholder=\"");
    html_msg_attr(h, "ui.search_hint");
    html(h, "\"></div></form>");
    language_switch(cx, w);
    bell(cx, w);
    user_menu(cx, w);
    html(h, "</div></header>");
}

/* The message that the page before left (cookie flash=key:argument). */
static void flash(struct ctx *cx, struct web *w)
{
    struct str cookie = http_request_cookie(w->rq, "flash"), arg;
    size_t colon = str_find(cookie, STR(":"));
    const char *key = arena_strndup(cx->mem, cookie.p, colon);

    if (!str_starts(cookie, "flash.") || colon == cookie.n || !i18n_has(key) ||
        http_request_unescape(cx, str_sub(cookie, colon + 1, cookie.n), false, &arg) != OK)
        return;
    ui_alert_key(&w->h, str_starts(cookie, "flash.bad") ? UI_BAD : UI_GOOD, key, arena_strndup(cx->mem, arg.p, arg.n));
    http_reply_header(w->rs, "Set-Cookie", STR("flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
}

void ui_page_begin(struct ctx *cx, struct web *w, const struct ui_page *p)
{
    struct html *h = &w->h;

    buf_reserve(&h->out, PAGE_BYTES);
    head(cx, w, p);
    w->address = own_address(w, p->address);
    w->is_bare = p->bare || w->session.id == 0;
    if (w->is_bare) {
        html(h, "<body class=\"bare\"><div class=\"page page-center\"><div class=\"container container-tight py-4\">"
                "<main id=\"main\"><div class=\"text-end mb-3\">");
        language_switch(cx, w);
        html(h, "</div>");
        return;
    }
    html(h, "<body");
    if (w->address.n > 0) {
        html(h, " data-address=\"");
        html_href(h, w->address);
        html(h, "\"");
    }
    html(h, "><a class=\"skip-link\" href=\"#main\">");
    html_msg(h, "ui.skip");
    html(h, "</a><div class=\"page\">");
    ui_menu(cx, w, p->active);
    html(h, "<div class=\"page-wrapper\">");
    top_bar(cx, w);
    html(h, "<main id=\"main\"><div class=\"page-header\"><div class=\"");
    w->is_wide = p->wide;
    if (p->wide)
        html(h, "container-fluid");
    else
        html(h, "container-xl");
    html(h, "\"><div class=\"row g-2 align-items-center\"><div class=\"col\">");
    if (p->over != NULL) {
        html(h, "<div class=\"page-pretitle\">");
        if (p->over_href != NULL) {
            html(h, "<a href=\"");
            html_href(h, str_of(p->over_href));
            html(h, "\">");
        }
        html_text(h, p->over);
        if (p->over_href != NULL)
            html(h, "</a>");
        html(h, "</div>");
    }
    html(h, "<h1 class=\"page-title\">");
    if (p->title_key != NULL)
        html_msg(h, p->title_key);
    else
        html_text(h, p->title);
    html(h, "</h1></div><div class=\"col-auto ms-auto d-print-none\"><div class=\"btn-list\">");
}

void ui_page_body(struct web *w)
{
    struct html *h = &w->h;

    if (w->is_bare)
        return;
    html(h, "</div></div></div></div></div><div class=\"page-body\"><div class=\"");
    if (w->is_wide)
        html(h, "container-fluid\">");
    else
        html(h, "container-xl\">");
    flash(w->cx, w);
}

enum status ui_page_end(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    if (w->is_bare) {
        html(h, "</main></div></div></body></html>\n");
    } else {
        html(h, "<p class=\"print-foot\">");
        html_text(h, web_session_office(w->app)->name);
        html(h, " · ");
        html_instant(h, ctx_now(cx));
        html(h, " · ");
        html_text(h, cx->who.name);
        html(h, "</p></div></div></main><footer class=\"footer d-print-none\"><div class=\"container-xl\">"
                "<a href=\"/help\">");
        html_msg(h, "ui.help");
        html(h, "</a> · ");
        html_text(h, web_session_office(w->app)->name);
        html(h, "</div></footer></div></div></body></html>\n");
    }
    w->rs->type = "text/html; charset=utf-8";
    return html_done(h, &w->rs->body);
}

/* ---- blocks ---- */

void ui_row_begin(struct html *h)
{
    html(h, "<div class=\"row row-cards\">");
}

void ui_col_begin(struct html *h, int width)
{
    html(h, "<div class=\"col-12 col-lg-");
    html_int(h, width);
    html(h, "\">");
}

void ui_col_end(struct html *h)
{
    html(h, "</div>");
}

void ui_parts_begin(struct html *h)
{
    html(h, "<div class=\"parts\">");
}

void ui_part_begin(struct html *h, enum ui_part part)
{
    static const char *const names[] = {"next", "main", "beside"};

    html(h, "<div class=\"part-");
    html_attr(h, names[part]);
    html(h, "\">");
}

void ui_row_end(struct html *h)
{
    html(h, "</div>");
}

static void card_title(struct html *h, const char *title)
{
    if (title == NULL)
        return;
    html(h, "<div class=\"card-header\"><h2 class=\"card-title\">");
    html_text(h, title);
    html(h, "</h2></div>");
}

void ui_card_begin(struct html *h, const char *title)
{
    html(h, "<section class=\"card mb-3\">");
    card_title(h, title);
    html(h, "<div class=\"card-body\">");
}

void ui_card_begin_key(struct html *h, const char *title_key)
{
    ui_card_begin(h, i18n_text(h->lang, title_key).p);
}

void ui_card_begin_plain(struct html *h, const char *title)
{
    html(h, "<section class=\"card mb-3\">");
    card_title(h, title);
    html(h, "<div>");
}

void ui_card_end(struct html *h)
{
    html(h, "</div></section>");
}

void ui_empty(struct html *h, const char *icon, const char *title_key, const char *text_key, const char *href,
              const char *action_key)
{
    html(h, "<div class=\"empty\"><div class=\"empty-icon\">");
    ui_icon(h, icon);
    html(h, "</div><p class=\"empty-title\">");
    html_msg(h, title_key);
    html(h, "</p><p class=\"empty-subtitle text-secondary\">");
    html_msg(h, text_key);
    html(h, "</p>");
    if (href != NULL) {
        html(h, "<div class=\"empty-action\">");
        ui_link_button(h, href, "plus", action_key, true);
        html(h, "</div>");
    }
    html(h, "</div>");
}

static void alert_begin(struct html *h, enum ui_tone tone)
{
    static const char *const classes[] = {"info", "success", "warning", "danger"};
    static const char *const icons[] = {"info-circle", "check", "alert-triangle", "alert-circle"};

    html(h, "<div class=\"alert alert-");
    html_attr(h, classes[tone]);
    html(h, "\" role=\"");
    html_attr(h, tone >= UI_WARN ? "alert" : "status");
    html(h, "\"><div class=\"alert-icon\">");
    ui_icon(h, icons[tone]);
    html(h, "</div><div>");
}

void ui_alert(struct html *h, enum ui_tone tone, const char *text)
{
    alert_begin(h, tone);
    html_text(h, text);
    html(h, "</div></div>");
}

void ui_alert_key(struct html *h, enum ui_tone tone, const char *key, const char *arg)
{
    alert_begin(h, tone);
    html_msg1(h, key, arg);
    html(h, "</div></div>");
}

void ui_alert_int(struct html *h, enum ui_tone tone, const char *key, int64_t n)
{
    alert_begin(h, tone);
    html_msg_int(h, key, n);
    html(h, "</div></div>");
}

void ui_badge(struct html *h, const char *color, const char *text)
{
    html(h, "<span class=\"badge bg-");
    html_attr(h, color != NULL && strcmp(color, "gray") != 0 ? color : "secondary");
    html(h, "-lt\">");
    html_text(h, text);
    html(h, "</span>");
}

void ui_progress(struct html *h, int percent, const char *label)
{
    html(h, "<label class=\"progress-line\"><span>");
    html_text(h, label);
    html(h, "</span><progress max=\"100\" value=\"");
    html_int(h, percent);
    html(h, "\">");
    html_int(h, percent);
    html(h, " %</progress></label>");
}

void ui_stat(struct html *h, const char *label, const char *value, const char *note, const char *href)
{
    html(h, "<div class=\"card stat\"><div class=\"card-body\"><div class=\"subheader\">");
    html_text(h, label);
    html(h, "</div><div class=\"h1 mb-1\">");
    if (href != NULL) {
        html(h, "<a href=\"");
        html_href(h, str_of(href));
        html(h, "\">");
    }
    html_text(h, value);
    if (href != NULL)
        html(h, "</a>");
    html(h, "</div><div class=\"text-secondary\">");
    html_text(h, note);
    html(h, "</div></div></div>");
}

/* ---- tables ---- */

void ui_table_begin(struct html *h, const struct ui_column *columns, size_t n)
{
    html(h, "<div class=\"table-responsive\"><table class=\"table table-vcenter card-table\"><thead><tr>");
    for (size_t i = 0; i < n; i++) {
        const struct ui_column *c = &columns[i];

        html(h, "<th scope=\"col\"");
        if (c->number || c->minor) {
            html(h, " class=\"");
            html_attr(h, c->number ? "text-end " : "");
            html_attr(h, c->minor ? "minor" : "");
            html(h, "\"");
        }
        if (c->sorted > 0)
            html(h, " aria-sort=\"ascending\"");
        else if (c->sorted < 0)
            html(h, " aria-sort=\"descending\"");
        html(h, ">");
        if (c->href != NULL) {
            if (c->sorted > 0)
                html(h, "<a class=\"table-sort asc\" href=\"");
            else if (c->sorted < 0)
                html(h, "<a class=\"table-sort desc\" href=\"");
            else
                html(h, "<a class=\"table-sort\" href=\"");
            html_href(h, str_of(c->href));
            html(h, "\">");
        }
        if (c->unseen)
            html(h, "<span class=\"visually-hidden\">");
        html_text(h, c->label);
        if (c->unseen)
            html(h, "</span>");
        if (c->href != NULL)
            html(h, "</a>");
        html(h, "</th>");
    }
    html(h, "</tr></thead><tbody>");
}

void ui_table_end(struct html *h)
{
    html(h, "</tbody></table></div>");
}

static void page_link(struct html *h, int64_t page, const char *prefix, bool active)
{
    if (active)
        html(h, "<li class=\"page-item active\"><a class=\"page-link\" aria-current=\"page\" href=\"");
    else
        html(h, "<li class=\"page-item\"><a class=\"page-link\" href=\"");
    html_href(h, str_of(prefix));
    html_int(h, page);
    html(h, "\">");
    html_number(h, page);
    html(h, "</a></li>");
}

void ui_pages(struct html *h, int64_t page, int64_t pages, int64_t per, int64_t total, const char *prefix)
{
    int64_t last = 0, to = page * per < total ? page * per : total;

    html(h, "<div class=\"card-footer pages d-flex align-items-center\"><span class=\"text-secondary\">");
    html_number(h, total == 0 ? 0 : (page - 1) * per + 1);
    html(h, "–");
    html_number(h, to);
    html(h, " ");
    html_msg_int(h, "ui.of", total);
    html(h, "</span>");
    if (pages > 1) {
        html(h, "<ul class=\"pagination m-0 ms-auto\">");
        for (int64_t i = 1; i <= pages; i++) {
            if (i != 1 && i != pages && (i < page - 2 || i > page + 2)) {
                i = i < page ? page - 3 : pages - 1; /* the loop's step goes on behind the gap */
                continue;
            }
            if (i != last + 1)
                html(h, "<li class=\"page-item disabled\"><span class=\"page-link\">…</span></li>");
            page_link(h, i, prefix, i == page);
            last = i;
        }
        html(h, "</ul>");
    }
    html(h, "</div>");
}

/* ---- lists, tabs, boards ---- */

void ui_list_begin(struct html *h)
{
    html(h, "<dl class=\"row mb-0\">");
}

void ui_item_begin(struct html *h, const char *label)
{
    html(h, "<dt class=\"col-sm-4\">");
    html_text(h, label);
    html(h, "</dt><dd class=\"col-sm-8\">");
}

void ui_item_end(struct html *h)
{
    html(h, "</dd>");
}

void ui_item(struct html *h, const char *label, const char *text)
{
    if (text == NULL || *text == 0)
        return;
    ui_item_begin(h, label);
    html_text(h, text);
    ui_item_end(h);
}

void ui_list_end(struct html *h)
{
    html(h, "</dl>");
}

void ui_tabs(struct html *h, const struct ui_tab *tabs, size_t n)
{
    html(h, "<ul class=\"nav nav-tabs mb-3 d-print-none\">");
    for (size_t i = 0; i < n; i++) {
        html(h, "<li class=\"nav-item\"><a class=\"nav-link");
        if (tabs[i].active)
            html(h, " active\" aria-current=\"page");
        html(h, "\" href=\"");
        html_href(h, str_of(tabs[i].href));
        html(h, "\">");
        html_text(h, tabs[i].label);
        if (tabs[i].count >= 0) {
            html(h, " <span class=\"badge bg-secondary-lt ms-1\">");
            html_number(h, tabs[i].count);
            html(h, "</span>");
        }
        html(h, "</a></li>");
    }
    html(h, "</ul>");
}

void ui_board_begin(struct html *h)
{
    html(h, "<div class=\"board\">");
}

void ui_board_column_begin(struct html *h, const char *state, const char *label, const char *color, int64_t count)
{
    html(h, "<section class=\"board-column\" data-state=\"");
    html_attr(h, state);
    html(h, "\"><h2 class=\"board-title\">");
    ui_badge(h, color, label);
    html(h, " <span class=\"text-secondary\">");
    html_number(h, count);
    html(h, "</span></h2>");
}

void ui_board_card_begin(struct html *h, const char *href, const char *title, bool moves)
{
    html(h, "<article class=\"card card-sm mb-2\"");
    if (moves)
        html(h, " draggable=\"true\"");
    html(h, "><div class=\"card-body\"><a class=\"fw-medium\" draggable=\"false\" href=\"");
    html_href(h, str_of(href));
    html(h, "\">");
    html_text(h, title);
    html(h, "</a>");
}

void ui_board_card_end(struct html *h)
{
    html(h, "</div></article>");
}

void ui_board_column_end(struct html *h)
{
    html(h, "</section>");
}

void ui_board_end(struct html *h)
{
    html(h, "</div>");
}
