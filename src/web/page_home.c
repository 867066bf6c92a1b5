/* The registers: what there is, how much of it, and what to begin with; deadlines that are near. */
#include "register/code.h"
#include "register/list.h"
#include "rules/deadline_store.h"
#include "web/pages.h"
#include "web/ui_due.h"
#include "web/ui_record.h"

enum { DEADLINES = 12, AHEAD_DAYS = 30 };

static enum status row(struct ctx *cx, struct html *h, const struct kind *k)
{
    struct list_query *q = list_new(cx, k);
    int64_t n;

    TRY(list_count(cx, q, &n));
    html(h, "<div class=\"col-sm-6 col-lg-4\"><a class=\"card card-link mb-3\" href=\"/");
    html_attr(h, k->id);
    html(h, "\"><div class=\"card-body d-flex gap-3 align-items-center\">");
    ui_icon(h, k->icon != NULL ? k->icon : "file");
    html(h, "<div class=\"flex-fill\"><div class=\"fw-medium\">");
    html_text(h, label_text(&k->plural, cx->lang));
    html(h, "</div></div><div class=\"h2 mb-0\">");
    html_number(h, n);
    html(h, "</div></div></a></div>");
    return OK;
}

static void heading(struct ctx *cx, struct html *h, const char *group, bool first)
{
    if (!first)
        html(h, "</div></section>");
    html(h, "<section><h2 class=\"subheader mt-2\">");
    html_text(h, code_label(KIND_GROUPS, group, cx->lang));
    html(h, "</h2><div class=\"row\">");
}

static enum status deadlines(struct ctx *cx, struct html *h)
{
    struct deadline_due *all;
    int64_t total;
    size_t n;

    struct due_query q = {.until = date_add_days(ctx_today(cx), AHEAD_DAYS), .per = DEADLINES};
    TRY(deadline_list(cx, &q, &all, &n, &total));
    ui_card_begin_key(h, "registers.deadlines");
    if (n == 0) {
        html(h, "<p class=\"text-secondary mb-0\">");
        html_msg(h, "registers.no_deadlines");
        html(h, "</p>");
    }
    html(h, "<ul class=\"list-unstyled mb-0\">");
    for (size_t i = 0; i < n; i++) {
        html(h, "<li class=\"mb-2 d-flex gap-2\"><strong class=\"text-nowrap\">");
        html_date(h, all[i].due);
        html(h, "</strong><span class=\"flex-fill\"><a href=\"");
        html_href(h, str_of(ui_record_href(cx, all[i].kind, all[i].record_id)));
        html(h, "\">");
        html_text(h, all[i].title);
        html(h, "</a><br><small class=\"text-secondary\">");
        html_text(h, all[i].label);
        html(h, "</small></span><span>");
        ui_due_stage(cx, h, all[i].state);
        html(h, "</span></li>");
    }
    html(h, "</ul><a href=\"/due\">");
    html_msg(h, "registers.all_deadlines");
    html(h, "</a>");
    ui_card_end(h);
    return OK;
}

enum status page_home_show(struct ctx *cx, struct web *w)
{
    const struct kinds *ks = kind_all();
    const char *group = NULL;
    struct html *h = &w->h;
    size_t n = 0;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "registers.title", .active = "registers"});
    ui_page_body(w);
    for (size_t i = 0; i < ks->n; i++)
        if (!kind_is_sub(ks->at[i]) && access_may(cx, ks->at[i], RIGHT_READ)) {
            if (n++ == 0 || strcmp(group, ks->at[i]->group) != 0)
                heading(cx, h, ks->at[i]->group, n == 1);
            group = ks->at[i]->group;
            TRY(row(cx, h, ks->at[i]));
        }
    if (n > 0)
        html(h, "</div></section>");
    if (n == 0) {
        ui_card_begin(h, NULL);
        ui_empty(h, "folders", "registers.empty", "registers.empty_text", NULL, NULL);
        ui_card_end(h);
        return ui_page_end(cx, w);
    }
    TRY(deadlines(cx, h));
    return ui_page_end(cx, w);
}
