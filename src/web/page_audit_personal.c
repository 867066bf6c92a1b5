/* Who was shown personal data: sums per person, then each act with its fields, records and reason. For the auditor, the
   data protection officer and the administrator. Not for: all other entries (page_audit.c). */
#include "platform/i18n.h"
#include "web/pages.h"
#include "web/read_view.h"

enum { PER_PAGE = 50 };

static void filters(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    int64_t record = web_param_int(w, "record");

    html(h, "<form method=\"get\" action=\"/audit/personal\" class=\"card card-body mb-3 d-print-none\">"
            "<div class=\"filters\">");
    ui_field(h, &(struct ui_field){.name = "login", .label = ui_text(cx, "audit.who"), .type = "text",
                                   .value = web_param_text(cx, w, "login"), .max = 60});
    ui_field(h, &(struct ui_field){.name = "from", .label = ui_text(cx, "audit.from"), .type = "date",
                                   .value = web_param_text(cx, w, "from")});
    ui_field(h, &(struct ui_field){.name = "to", .label = ui_text(cx, "audit.to"), .type = "date",
                                   .value = web_param_text(cx, w, "to")});
    ui_field(h, &(struct ui_field){.name = "record", .label = ui_text(cx, "reveal.record_no"), .type = "number",
                                   .value = record != 0 ? arena_printf(cx->mem, "%lld", (long long)record) : NULL});
    html(h, "</div><div class=\"mt-3\">");
    ui_submit(h, "list.apply");
    html(h, "</div></form>");
}

static enum status sums(struct ctx *cx, struct html *h, const struct history_filter *f)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "audit.who")},
                                  {.label = ui_text(cx, "reveal.times"), .number = true},
                                  {.label = ui_text(cx, "reveal.records"), .number = true},
                                  {.label = ui_text(cx, "reveal.exported"), .number = true, .minor = true},
                                  {.label = ui_text(cx, "reveal.last"), .minor = true}};
    struct history_reader *all;
    size_t n;

    TRY(history_reader_sums(cx, f->from_at, f->to_at, &all, &n));
    if (n == 0)
        return OK;
    html(h, "<section class=\"card mb-3\" id=\"sums\"><h2 class=\"card-header card-title mb-0\">");
    html_msg(h, "reveal.sums");
    html(h, "</h2>");
    ui_table_begin(h, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++) {
        html(h, "<tr><td class=\"name\"><a href=\"/audit/personal?login=");
        html_url(h, all[i].login);
        html(h, "\">");
        html_text(h, all[i].login);
        html(h, "</a></td><td class=\"number\">");
        html_int(h, all[i].times);
        html(h, "</td><td class=\"number\">");
        html_int(h, all[i].records);
        html(h, "</td><td class=\"number minor\">");
        html_int(h, all[i].exported);
        html(h, "</td><td class=\"date minor\">");
        html_instant(h, all[i].last_at);
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    html(h, "</section>");
    return OK;
}

static enum status acts(struct ctx *cx, struct html *h, const struct history_row *rows, size_t n)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "audit.who")},
                                  {.label = ui_text(cx, "audit.when"), .minor = true},
                                  {.label = ui_text(cx, "reveal.what"), .minor = true},
                                  {.label = ui_text(cx, "reveal.why"), .minor = true}};

    html(h, "<section class=\"card mb-3\">");
    if (n == 0) {
        ui_empty(h, "eye", "reveal.none", "reveal.none_text", NULL, NULL);
    } else {
        ui_table_begin(h, columns, sizeof columns / sizeof *columns);
        for (size_t i = 0; i < n; i++) {
            html(h, "<tr><td class=\"name\">");
            html_text(h, rows[i].login);
            html(h, "</td><td class=\"date minor\">");
            html_instant(h, rows[i].at);
            html(h, "</td><td class=\"minor\">");
            TRY(read_view_what(cx, h, &rows[i]));
            html(h, "</td><td class=\"minor\">");
            html_text(h, rows[i].why != NULL ? rows[i].why : "");
            html(h, "</td></tr>");
        }
        ui_table_end(h);
    }
    html(h, "</section>");
    return OK;
}

static const char *older_link(struct ctx *cx, const struct web *w, int64_t before)
{
    static const char *const names[] = {"login", "record", "from", "to"};

    return web_keep(cx, w, arena_printf(cx->mem, "/audit/personal?before=%lld", (long long)before), names,
                    sizeof names / sizeof *names);
}

enum status page_audit_personal(struct ctx *cx, struct web *w)
{
    const char *login = web_param_text(cx, w, "login");
    struct history_filter f = {.login = *login != 0 ? login : NULL, .what = "read_pd",
                               .record_id = web_param_int(w, "record"), .before_seq = web_param_int(w, "before"),
                               .limit = PER_PAGE};
    struct history_row *rows;
    size_t n;

    web_param_days(w, &f.from_at, &f.to_at);
    TRY(history_list(cx, &f, &rows, &n));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "reveal.audit", .active = "personal"});
    ui_page_body(w);
    filters(cx, w);
    if (f.login == NULL && f.record_id == 0)
        TRY(sums(cx, &w->h, &f));
    TRY(acts(cx, &w->h, rows, n));
    if (n == PER_PAGE)
        ui_link_button(&w->h, older_link(cx, w, rows[n - 1].seq), "chevron-right", "audit.older", false);
    return ui_page_end(cx, w);
}
