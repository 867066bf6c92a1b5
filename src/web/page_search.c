/* Search over all records that the user may read, accents or not. Not for: filters of one list (page_list.c). */
#include "platform/i18n.h"
#include "register/search.h"
#include "web/pages.h"
#include "web/ui_record.h"

enum { MOST_HITS = 100 };

static void hit(struct ctx *cx, struct html *h, const struct search_hit *s)
{
    html(h, "<a class=\"list-group-item list-group-item-action\" href=\"");
    html_href(h, str_of(ui_record_href(cx, s->kind, s->id)));
    html(h, "\"><div class=\"d-flex gap-2 align-items-start\">");
    ui_icon(h, s->kind->icon != NULL ? s->kind->icon : "file");
    html(h, "<div class=\"flex-fill\"><div class=\"fw-medium\">");
    html_text(h, s->title);
    html(h, "</div><div class=\"small text-secondary\">");
    html_text(h, label_text(&s->kind->label, cx->lang));
    if (s->code != NULL) {
        html(h, " · ");
        html_text(h, s->code);
    }
    html(h, "</div></div>");
    ui_record_state(cx, h, s->kind, s->state);
    html(h, "</div></a>");
}

enum status page_search_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct str q = str_trim(web_param(w, "q"));
    struct search_hit *hits = NULL;
    size_t n = 0;

    if (q.n > 0)
        TRY(search_run(cx, q, NULL, MOST_HITS, &hits, &n));
    const char *title = q.n == 0 ? ui_text(cx, "search.title")
                                 : i18n_fill(cx, "search.results", web_param_text(cx, w, "q"));
    ui_page_begin(cx, w, &(struct ui_page){.title = title, .active = "search"});
    ui_page_body(w);
    ui_form_begin_get(w, "/search");
    ui_field(h, &(struct ui_field){.name = "q", .label = ui_text(cx, "ui.search"), .type = "search",
                                   .value = web_param_text(cx, w, "q"), .max = 200, .autofocus = q.n == 0});
    ui_form_end(h);
    html(h, "<section class=\"card\">");
    if (n == 0)
        ui_empty(h, "search", q.n == 0 ? "search.begin" : "search.none", "search.hint", NULL, NULL);
    html(h, "<div class=\"list-group list-group-flush\">");
    for (size_t i = 0; i < n; i++)
        hit(cx, h, &hits[i]);
    html(h, "</div></section>");
    if (n == MOST_HITS)
        ui_alert_key(h, UI_INFO, "search.more", "100");
    return ui_page_end(cx, w);
}
