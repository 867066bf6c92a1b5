/* What is due, over all registers: mine, my unit's, all that I may see; the late first, each with what it stands on.
   Not for: the deadlines of one record (page_record.c). */
#include <string.h>

#include "platform/i18n.h"
#include "web/due_view.h"
#include "web/pages.h"
#include "web/ui_due.h"
#include "web/ui_record.h"

static const struct {
    enum due_whose whose;
    const char *id, *key;
} tabs[] = {{DUE_MINE, "mine", "due.mine"}, {DUE_UNIT, "unit", "due.unit"}, {DUE_ALL, "all", "due.all"}};

static const char *href(struct ctx *cx, const struct due_query *q, const char *whose)
{
    return arena_printf(cx->mem, "/due?whose=%s&stage=%s&kind=%s", whose, q->stage != NULL ? q->stage : "",
                        q->kind != NULL ? q->kind->id : "");
}

/* Each tab with its number under the same filter. */
static enum status tab_row(struct ctx *cx, struct html *h, const struct due_query *q, int64_t total)
{
    struct ui_tab row[3];
    struct due_row *rows;
    size_t n;

    for (size_t i = 0; i < 3; i++) {
        struct due_query one = *q;
        int64_t count = total;
        one.whose = tabs[i].whose;
        one.per = 1;
        one.page = 1;
        if (one.whose != q->whose)
            TRY(due_list(cx, &one, &rows, &n, &count));
        row[i] = (struct ui_tab){ui_text(cx, tabs[i].key), href(cx, q, tabs[i].id), count, one.whose == q->whose};
    }
    ui_tabs(h, row, 3);
    return OK;
}

static void filters(struct ctx *cx, struct web *w, const struct due_query *q)
{
    static const char *const stages[] = {"late", "escalated", "due", "warn", "open", "paused"};
    struct ui_option stage[6], *kinds = arena_alloc(cx->mem, (kind_all()->n + 1) * sizeof *kinds);
    struct html *h = &w->h;
    size_t n = 0;

    for (size_t i = 0; i < 6; i++)
        stage[i] = (struct ui_option){stages[i], ui_text(cx, arena_printf(cx->mem, "deadline.%s", stages[i]))};
    for (size_t i = 0; i < kind_all()->n; i++) {
        const struct kind *k = kind_all()->at[i];
        if (deadline_has_rules(k) && access_may(cx, k, RIGHT_READ))
            kinds[n++] = (struct ui_option){k->id, label_text(&k->plural, cx->lang)};
    }
    ui_form_begin_get(w, "/due");
    html(h, "<input type=\"hidden\" name=\"whose\" value=\"");
    html_attr(h, due_view_whose(q->whose));
    html(h, "\"><div class=\"row align-items-end\">");
    ui_field(h, &(struct ui_field){.name = "stage", .label = ui_text(cx, "due.stage"), .type = "select", .width = 4,
                                   .placeholder = ui_text(cx, "list.all"),
                                   .value = q->stage, .options = stage, .n_options = 6});
    ui_field(h, &(struct ui_field){.name = "kind", .label = ui_text(cx, "due.kind"), .type = "select", .width = 5,
                                   .placeholder = ui_text(cx, "list.all"),
                                   .value = q->kind != NULL ? q->kind->id : NULL, .options = kinds, .n_options = n});
    html(h, "<div class=\"col-md-3 mb-3\"><button class=\"btn w-100\" type=\"submit\">");
    ui_icon(h, "filter");
    html_msg(h, "list.filter");
    html(h, "</button></div></div>");
    ui_form_end(h);
}

static void days_left(struct ctx *cx, struct html *h, const struct deadline_due *d)
{
    html(h, "<div class=\"small text-secondary text-nowrap\">");
    if (d->state == DEADLINE_LATE || d->state == DEADLINE_ESCALATED)
        html_msg_int(h, "due.days_late", -d->left);
    else if (d->state != DEADLINE_PAUSED && d->left > 0)
        html_msg_int(h, "due.days_left", d->left);
    html(h, "</div>");
    (void)cx;
}

static void row(struct ctx *cx, struct html *h, const struct deadline_due *d)
{
    const struct deadline_rule *rule = deadline_rule_find(d->rule, d->kind->id);

    html(h, "<li class=\"list-group-item\"><div class=\"row g-2\"><div class=\"col-12 col-sm\">"
            "<a class=\"fw-medium\" href=\"");
    html_href(h, str_of(ui_record_href(cx, d->kind, d->record_id)));
    html(h, "\">");
    html_text(h, d->title);
    html(h, "</a><div>");
    html_text(h, d->label);
    html(h, "</div><div class=\"small text-secondary\">");
    html_text(h, label_text(&d->kind->label, cx->lang));
    if (d->code != NULL) {
        html(h, " · ");
        html_text(h, d->code);
    }
    html(h, " · ");
    html_text(h, d->rule);
    html(h, " · ");
    ui_due_basis(cx, h, rule);
    html(h, "</div>");
    if (d->doubt != NULL) {
        html(h, "<div class=\"small text-warning-emphasis\">");
        html_text(h, d->doubt);
        html(h, "</div>");
    }
    html(h, "</div><div class=\"col-auto text-sm-end\"><strong class=\"text-nowrap\">");
    if (rule->unit == DEADLINE_H)
        html_instant(h, d->due_at);
    else
        html_date(h, d->due);
    html(h, "</strong><div>");
    ui_due_stage(cx, h, d->state);
    html(h, "</div>");
    days_left(cx, h, d);
    html(h, "</div></div></li>");
}

enum status page_due_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct due_query q;
    struct deadline_due *all;
    int64_t total;
    size_t n;

    TRY(due_view_query(cx, w, &q));
    TRY(deadline_list(cx, &q, &all, &n, &total));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "due.title", .active = "due"});
    ui_page_body(w);
    TRY(tab_row(cx, h, &q, total));
    filters(cx, w, &q);
    html(h, "<section class=\"card\">");
    if (n == 0)
        ui_empty(h, "circle-check", "due.none", "due.none_text", NULL, NULL);
    html(h, "<ul class=\"list-group list-group-flush\">");
    for (size_t i = 0; i < n; i++)
        row(cx, h, &all[i]);
    html(h, "</ul></section>");
    if (total > q.per)
        ui_pages(h, q.page, (total + q.per - 1) / q.per, q.per, total,
                 arena_printf(cx->mem, "%s&page=", href(cx, &q, due_view_whose(q.whose))));
    return ui_page_end(cx, w);
}
