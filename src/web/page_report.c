/* The year report in the browser: the model of papers/report.h with every mark a link to its proof; prints well.
   Not for: what stands in it (papers/report.c). */
#include <string.h>

#include "ledger/load.h"
#include "papers/report.h"
#include "platform/i18n.h"
#include "web/ledger_view.h"
#include "web/pages.h"

static void sentence(struct html *h, const struct report_sentence *s)
{
    html(h, "<p data-indicator=\"");
    html_attr(h, s->def->id);
    html(h, "\">");
    html_text(h, s->before);
    html(h, "<strong>");
    html_text(h, s->number);
    html(h, "</strong><sup><a href=\"#note");
    html_int(h, s->note);
    html(h, "\">[");
    html_int(h, s->note);
    html(h, "]</a></sup>");
    html_text(h, s->after);
    html(h, "</p>");
    if (s->n_items == 0)
        return;
    html(h, "<ul>");
    for (size_t i = 0; i < s->n_items; i++) {
        html(h, "<li><a href=\"");
        html_href(h, str_of(s->items[i].url));
        html(h, "\">");
        html_text(h, s->items[i].title);
        html(h, "</a></li>");
    }
    html(h, "</ul>");
}

static void section(struct html *h, const struct report_section *s)
{
    if (s->level == 2)
        html(h, "<h2>");
    else
        html(h, "<h3>");
    html_text(h, s->heading);
    if (s->level == 2)
        html(h, "</h2>");
    else
        html(h, "</h3>");
    for (size_t i = 0; i < s->n_sentences; i++)
        sentence(h, &s->sentences[i]);
    if (s->empty != NULL) {
        html(h, "<p class=\"text-secondary\">");
        html_text(h, s->empty);
        html(h, "</p>");
    }
}

static void note(struct html *h, const struct report_note *n)
{
    html(h, "<li id=\"note");
    html_int(h, n->no);
    html(h, "\">");
    html_text(h, n->text);
    if (n->record_url != NULL) {
        html(h, " <a href=\"");
        html_href(h, str_of(n->record_url));
        html(h, "\">");
        html_msg(h, "report.records");
        html(h, "</a>");
    }
    if (n->quote != NULL) {
        html(h, " <a class=\"quote-link\" href=\"/figures/");
        html_int(h, n->observation_id);
        html(h, "\">«");
        html_text(h, n->quote);
        html(h, "»</a>");
    }
    html(h, "</li>");
}

static enum status lint(struct ctx *cx, struct html *h, const struct ledger_view *v)
{
    const char **lines;
    size_t n;

    TRY(report_lint(cx, v->all, load_installed(), v->year, v->subject, &lines, &n));
    html(h, "<div class=\"d-print-none\" id=\"lint\">");
    if (n == 0)
        ui_alert_key(h, UI_GOOD, "report.lint_good", NULL);
    for (size_t i = 0; i < n; i++)
        ui_alert(h, UI_BAD, lines[i]);
    html(h, "</div>");
    return OK;
}

static void languages(struct web *w, const struct ledger_view *v, enum lang shown)
{
    static const char *const names[] = {"Tiếng Việt", "English", "Deutsch"};
    struct html *h = &w->h;

    html(h, "<button class=\"btn\" type=\"button\" data-print hidden>"); /* shown by the script that it needs */
    ui_icon(h, "printer");
    html_msg(h, "action.print");
    html(h, "</button><div class=\"btn-group d-print-none\" role=\"group\" aria-label=\"");
    html_msg_attr(h, "report.language");
    html(h, "\">");
    for (int l = 0; l < LANG__MAX; l++) {
        if (l == (int)shown)
            html(h, "<a class=\"btn btn-primary\" aria-current=\"true\" href=\"/report?year=");
        else
            html(h, "<a class=\"btn\" href=\"/report?year=");
        html_int(h, v->year);
        html(h, "&amp;lang=");
        html_attr(h, lang_code((enum lang)l));
        html(h, "\">");
        html_text(h, names[l]);
        html(h, "</a>");
    }
    html(h, "</div>");
}

enum status page_report_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct report r;
    enum lang lang = cx->lang;

    (void)lang_parse(web_param(w, "lang"), &lang);
    TRY(ledger_view_open(cx, w, &v));
    TRY(report_year(cx, v.all, v.year, v.subject, lang, &r));
    ui_page_begin(cx, w, &(struct ui_page){.title = r.title, .active = "report"});
    languages(w, &v, lang);
    ledger_view_years(w, &v, "/report");
    ui_page_body(w);
    TRY(lint(cx, h, &v));
    html(h, "<article class=\"card card-lg report\" id=\"report\" lang=\"");
    html_attr(h, lang_code(lang));
    html(h, "\"><div class=\"card-body\"><h1 class=\"report-title\">");
    html_text(h, r.title);
    html(h, "</h1>");
    for (size_t i = 0; i < r.n_sections; i++)
        section(h, &r.sections[i]);
    html(h, "<h2>");
    html_text(h, r.notes_title);
    html(h, "</h2><ol class=\"report-notes\">");
    for (size_t i = 0; i < r.n_notes; i++)
        note(h, &r.notes[i]);
    html(h, "</ol></div></article>");
    return ui_page_end(cx, w);
}
