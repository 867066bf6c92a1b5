/* See ui_comment.h. */
#include "web/ui_comment.h"

#include <string.h>

#include "platform/i18n.h"
#include "web/ui_record.h"

static void one(struct ctx *cx, struct web *w, const struct record *rec, const struct comment *c)
{
    const char *at = ui_record_href(cx, rec->kind, rec->id);
    struct html *h = &w->h;

    html(h, "<li class=\"comment\"><div><strong>");
    html_text(h, c->by_name);
    html(h, "</strong> <span class=\"text-secondary small\">");
    html_instant(h, c->at);
    html(h, "</span></div><p class=\"comment-body\">");
    html_text(h, c->body);
    html(h, "</p>");
    if (c->may_remove) {
        ui_form_begin(w, arena_printf(cx->mem, "%s/comment-remove", at), NULL);
        html(h, "<input type=\"hidden\" name=\"comment\" value=\"");
        html_int(h, c->id);
        html(h, "\"><button class=\"btn btn-sm btn-link\" type=\"submit\">");
        html_msg(h, "comment.remove");
        html(h, "</button>");
        ui_form_end(h);
    }
    html(h, "</li>");
}

static void watching(struct ctx *cx, struct web *w, const struct record *rec, bool on)
{
    ui_post_button(w, arena_printf(cx->mem, "%s/%s", ui_record_href(cx, rec->kind, rec->id), on ? "unwatch" : "watch"),
        on ? "bell-off" : "bell", on ? "comment.unwatch" : "comment.watch", NULL);
}

enum status ui_comment_card(struct ctx *cx, struct web *w, const struct record *rec)
{
    struct html *h = &w->h;
    struct comment *all;
    struct str typed = web_has(w, "comment") ? web_param(w, "comment") : str_of(NULL);
    bool on;
    size_t n;

    if (rec->deleted_at != 0)
        return OK;
    TRY(comment_list(cx, rec, &all, &n, &on));
    html(h, "<section id=\"comments\">");
    ui_card_begin_key(h, "comment.title");
    html(h, "<ul class=\"comments\">");
    for (size_t i = 0; i < n; i++)
        one(cx, w, rec, &all[i]);
    html(h, "</ul>");
    if (strcmp(rec->classification, "secret_ref") != 0) {
        ui_form_begin(w, arena_printf(cx->mem, "%s/comments", ui_record_href(cx, rec->kind, rec->id)), NULL);
        ui_field(h, &(struct ui_field){.name = "comment", .label = ui_text(cx, "comment.say"), .type = "textarea",
            .value = arena_strndup(cx->mem, typed.p, typed.n), .help = ui_text(cx, "comment.help"),
            .max = COMMENT_CHARS, .error = ui_problem_of(cx, "comment"), .required = true});
        ui_submit(h, "comment.send");
        ui_form_end(h);
    }
    html(h, "<div class=\"mt-3\">");
    watching(cx, w, rec, on);
    html(h, "</div>");
    ui_card_end(h);
    html(h, "</section>");
    return OK;
}
