/* What waits for the user to look at: notices, newest first; reading one leads to its record. Not for: what is due
   (page_due.c) or how a notice comes about (register/notice.h). */
#include <string.h>

#include "platform/i18n.h"
#include "platform/json.h"
#include "register/account.h"
#include "register/choice.h"
#include "rules/notice_text.h"
#include "web/pages.h"
#include "web/ui.h"

enum { PER = 50 };

static void row(struct ctx *cx, struct web *w, const struct notice *n)
{
    struct html *h = &w->h;

    if (n->read_at == 0)
        html(h, "<li class=\"notice notice-new\">");
    else
        html(h, "<li class=\"notice\">");
    ui_form_begin(w, arena_printf(cx->mem, "/notices/%lld/read", (long long)n->id), NULL);
    html(h, "<button class=\"notice-text\" type=\"submit\">");
    html_text(h, notice_text(cx, n));
    html(h, "</button><div class=\"text-secondary small\">");
    html_instant(h, n->at);
    if (n->read_at == 0) {
        html(h, " · ");
        html_msg(h, "notice.unread");
    }
    html(h, "</div>");
    ui_form_end(h);
    html(h, "</li>");
}

/* The daily mail, for those who have an address. */
static enum status digest(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    const char *chosen;
    struct account a;

    TRY(account_load(cx, cx->who.user_id, &a));
    TRY(choice_get(cx, a.id, CHOICE_DIGEST, &chosen));
    bool off = chosen != NULL && strcmp(chosen, "no") == 0;
    ui_card_begin_key(h, "notice.digest");
    if (a.email == NULL || *a.email == 0) {
        html(h, "<p class=\"mb-0\">");
        html_msg(h, "notice.no_address");
        html(h, "</p>");
    } else {
        html(h, "<p>");
        html_text(h, i18n_fill(cx, off ? "notice.digest_off" : "notice.digest_on", a.email));
        html(h, "</p>");
        ui_form_begin(w, "/notices/digest", NULL);
        ui_submit_as(h, "on", off ? "yes" : "no", off ? "notice.digest_want" : "notice.digest_stop", NULL);
        ui_form_end(h);
    }
    ui_card_end(h);
    return OK;
}

enum status page_notice_list(struct ctx *cx, struct web *w)
{
    struct notice_query q = {.unread = web_param_flag(w, "unread"), .before = web_param_int(w, "before"), .limit = PER};
    struct html *h = &w->h;
    struct notice *all;
    size_t n;

    TRY(notice_list(cx, &q, &all, &n));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "notice.title", .active = "notices"});
    ui_link_button(h, q.unread ? "/notices" : "/notices?unread=yes", "filter",
        q.unread ? "notice.show_all" : "notice.show_unread", false);
    ui_post_button(w, "/notices/read", "checks", "notice.read_all", NULL);
    ui_page_body(w);
    ui_card_begin_plain(h, NULL);
    if (n == 0)
        ui_empty(h, "bell", "notice.none", "notice.none_text", NULL, NULL);
    html(h, "<ul class=\"notices\">");
    for (size_t i = 0; i < n; i++)
        row(cx, w, &all[i]);
    html(h, "</ul>");
    if (n == PER)
        ui_link_button(h, arena_printf(cx->mem, "/notices?before=%lld%s", (long long)all[n - 1].id,
            q.unread ? "&unread=yes" : ""), "chevron-down", "notice.older", false);
    ui_card_end(h);
    TRY(digest(cx, w));
    return ui_page_end(cx, w);
}

/* Read, and on to what it is about. */
enum status page_notice_open(struct ctx *cx, struct web *w)
{
    int64_t id = web_arg_int(w, "id");
    struct notice *all;
    size_t n;

    TRY(notice_list(cx, &(struct notice_query){.before = id + 1, .limit = 1}, &all, &n));
    TRY(notice_read(cx, id));
    const char *href = n == 1 && all[0].id == id ? notice_href(cx, &all[0]) : NULL;
    return web_redirect(cx, w, "%s", href != NULL ? href : "/notices");
}

enum status page_notice_all(struct ctx *cx, struct web *w)
{
    TRY(notice_read(cx, 0));
    return web_redirect(cx, w, "/notices");
}

enum status page_notice_digest(struct ctx *cx, struct web *w)
{
    bool on = web_param_flag(w, "on");

    TRY(choice_set(cx, cx->who.user_id, CHOICE_DIGEST, on ? "yes" : "no"));
    web_flash(cx, w, on ? "flash.digest_on" : "flash.digest_off", NULL);
    return web_redirect(cx, w, "/notices");
}

/* /api/v1/notices */
enum status api_notice_list(struct ctx *cx, struct web *w)
{
    struct notice_query q = {.unread = web_param_flag(w, "unread"), .before = web_param_int(w, "before"), .limit = PER};
    struct notice *all;
    struct json j;
    struct str text;
    size_t n;

    TRY(notice_list(cx, &q, &all, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++) {
        json_begin_object(&j, NULL);
        json_add_int(&j, "id", all[i].id);
        json_add_text(&j, "at", instant_iso(cx->mem, all[i].at));
        json_add_text(&j, "event", all[i].event);
        json_add_text(&j, "text", notice_text(cx, &all[i]));
        json_add_text(&j, "kind", all[i].kind);
        json_add_int(&j, "record", all[i].record_id);
        json_add_bool(&j, "read", all[i].read_at != 0);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
