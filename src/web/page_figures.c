/* The home page: the year's headline figures, each with its proof and its gap, what to know before publishing, and the
   documents; new ones are loaded here. Not for: one figure (page_figure.c), one document (page_source.c). */
#include <string.h>

#include "ledger/finding.h"
#include "ledger/load.h"
#include "ledger/observation_store.h"
#include "ledger/source.h"
#include "platform/i18n.h"
#include "register/due.h"
#include "web/finding_view.h"
#include "web/ledger_view.h"
#include "web/pages.h"

enum { FINDINGS_SHOWN = 12, FINDINGS_OF_TEXT = 8 };

/* "3 signed" with the number as a link to its proof. */
static void headline_part(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct reconcile_line *l)
{
    const char *pattern = report_words_text(cx, &v->words, "headline", l->def->id), *mark = strstr(pattern, "{n}");

    if (mark == NULL)
        pattern = mark = "{n}";
    html_str(h, str_sub(str_of(pattern), 0, (size_t)(mark - pattern)));
    html(h, "<a href=\"/figures/");
    html_int(h, l->stated.id);
    html(h, "\" data-figure=\"");
    html_attr(h, l->def->id);
    html(h, "\">");
    html_text(h, ledger_view_value(cx, v, &l->stated));
    html(h, "</a>");
    html_text(h, mark + 3);
}

static void headline(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct reconcile_lines *lines)
{
    bool first = true;

    html(h, "<p class=\"headline\" id=\"headline\">");
    for (size_t i = 0; i < lines->n; i++) {
        const struct reconcile_line *l = &lines->at[i];

        if (l->def->headline == 0 || !l->has_stated)
            continue;
        if (!first)
            html(h, " <span class=\"dot\">·</span> ");
        first = false;
        html(h, "<span class=\"headline-item\">");
        headline_part(cx, h, v, l);
        for (size_t j = 0; j < lines->n; j++) {
            const struct reconcile_line *b = &lines->at[j];

            if (!b->has_stated || b->def->headline_with == NULL || strcmp(b->def->headline_with, l->def->id) != 0)
                continue;
            html(h, " (");
            headline_part(cx, h, v, b);
            html(h, ")");
        }
        html(h, "</span>");
    }
    html(h, "</p>");
}

static void gap_cell(struct ctx *cx, struct html *h, const struct reconcile_line *l)
{
    const char *key = arena_printf(cx->mem, "reconcile.%s", reconcile_gap_name(l->gap));

    if (l->why_key != NULL && l->gap != RECONCILE_MATCH) {
        html(h, "<a class=\"gap gap-");
        html_attr(h, strcmp(l->why_key, "reconcile.moved") == 0 ? "long" : reconcile_gap_name(l->gap));
        html(h, "\" href=\"");
        html_href(h, str_of(l->url != NULL ? l->url : "/"));
        html(h, "\">");
        html_text(h, i18n_fill_all(cx, l->why_key, l->why_args, 2));
        html(h, "</a>");
        return;
    }
    html(h, "<span class=\"gap gap-");
    html_attr(h, reconcile_gap_name(l->gap));
    html(h, "\">");
    html_msg(h, key);
    html(h, "</span>");
}

static void listed_cell(struct html *h, const struct reconcile_line *l)
{
    if (!l->has_listed) {
        html(h, "–");
        return;
    }
    html(h, "<a href=\"");
    html_href(h, str_of(l->url));
    html(h, "\">");
    html_number(h, l->listed);
    html(h, "</a>");
}

static void reconcile_table(struct ctx *cx, struct html *h, const struct ledger_view *v,
                            const struct reconcile_lines *lines)
{
    const struct ui_column columns[] = {{.label = ui_text(cx, "figures.indicator")},
        {.label = ui_text(cx, "figures.stated"), .number = true},
        {.label = ui_text(cx, "figures.listed"), .number = true}, {.label = ui_text(cx, "figures.gap")}};

    ui_card_begin_plain(h, ui_text(cx, "figures.reconcile"));
    html(h, "<div class=\"reconcile\">");
    ui_table_begin(h, columns, 4);
    for (size_t i = 0; i < lines->n; i++) {
        const struct reconcile_line *l = &lines->at[i];

        html(h, "<tr data-indicator=\"");
        html_attr(h, l->def->id);
        html(h, "\"><td><a href=\"/indicators/");
        html_url(h, l->def->id);
        html(h, "?year=");
        html_int(h, v->year);
        html(h, "\">");
        html_text(h, indicator_label(l->def, cx->lang));
        html(h, "</a></td><td class=\"number\">");
        if (l->has_stated) {
            html(h, "<a href=\"/figures/");
            html_int(h, l->stated.id);
            html(h, "\">");
            html_text(h, ledger_view_value(cx, v, &l->stated));
            html(h, "</a>");
        } else {
            html(h, "–");
        }
        html(h, "</td><td class=\"number\">");
        listed_cell(h, l);
        html(h, "</td><td>");
        gap_cell(cx, h, l);
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    html(h, "</div>");
    ui_card_end(h);
}

static bool rule_seen(const struct finding_items *items, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(items->at[k].at[0]->rule, items->at[i].at[0]->rule) == 0)
            return true;
    return false;
}

/* Which items of a text the short list shows: the worst of each rule before the second of any, so that ten tenses do
   not hide a broken address. Stays in the order worst first. */
static void choose(const struct finding_items *items, size_t most, bool *ret_show)
{
    size_t n = 0;

    for (int again = 0; again < 2; again++)
        for (size_t i = 0; i < items->n && n < most; i++)
            if (!ret_show[i] && rule_seen(items, i) == (again == 1)) {
                ret_show[i] = true;
                n++;
            }
}

/* The worst of the headline's text, then of the office's own figures, then of the rest. */
static void findings(struct ctx *cx, struct web *w, const struct ledger_view *v, const struct finding_rows *found)
{
    struct html *h = &w->h;
    struct finding_groups groups;
    size_t shown = 0;

    finding_group(cx, found, &groups);
    ui_card_begin_key(h, "finding.title");
    if (found->n == 0)
        ui_empty(h, "shield-check", "finding.none", "finding.none_text", NULL, NULL);
    for (size_t g = 0; g < groups.n && shown < FINDINGS_SHOWN; g++) {
        const struct finding_group *group = &groups.at[g];
        size_t most = groups.n > 1 && group->headline ? FINDINGS_OF_TEXT : FINDINGS_SHOWN;

        if (most > FINDINGS_SHOWN - shown)
            most = FINDINGS_SHOWN - shown;
        bool *show = arena_alloc(cx->mem, group->items.n * sizeof *show);
        choose(&group->items, most, show);
        finding_view_title(cx, h, group);
        html(h, "<ol class=\"findings\">");
        for (size_t i = 0; i < group->items.n; i++)
            if (show[i]) {
                finding_view_item(cx, w, &group->items.at[i], false);
                shown++;
            }
        html(h, "</ol>");
    }
    if (found->n > 0) {
        html(h, "<a class=\"btn w-100\" href=\"/findings?year=");
        html_int(h, v->year);
        html(h, "\">");
        html_msg_int(h, "finding.all", (int64_t)found->n);
        html(h, "</a>");
    }
    ui_card_end(h);
}

static void texts(struct ctx *cx, struct html *h, const struct source_texts *list)
{
    if (list->n == 0)
        return;
    ui_card_begin_plain(h, ui_text(cx, "source.list"));
    html(h, "<div class=\"list-group list-group-flush\">");
    for (size_t i = 0; i < list->n; i++) {
        const struct source_text *t = &list->at[i];

        html(h, "<a class=\"list-group-item list-group-item-action\" href=\"/texts/");
        html_int(h, t->id);
        html(h, "\"><strong>");
        html_text(h, t->title);
        html(h, "</strong> ");
        for (size_t k = 0; k < t->n_versions; k++) {
            html(h, "<span class=\"lang-tag\">");
            html_text(h, lang_code(t->versions[k].lang));
            html(h, "</span> ");
        }
        html(h, "<span class=\"text-secondary\">");
        html_day(h, t->published);
        html(h, "</span></a>");
    }
    html(h, "</div>");
    ui_card_end(h);
}

static void upload(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    if (!ledger_view_may_decide(cx))
        return;
    ui_card_begin_key(h, "source.load");
    ui_form_begin_upload(w, "/texts", NULL);
    html(h, "<label class=\"form-label\" for=\"files\">");
    html_msg(h, "source.files");
    html(h, "</label><input class=\"form-control mb-2\" type=\"file\" id=\"files\" name=\"file\" multiple required "
            "accept=\".txt,.md,.html,.htm,.docx,.pdf\"><p class=\"form-hint\">");
    html_msg(h, "source.files_hint");
    html(h, "</p>");
    ui_submit(h, "source.load_action");
    ui_form_end(h);
    ui_card_end(h);
}

static void first_steps(struct html *h)
{
    ui_card_begin(h, NULL);
    ui_empty(h, "file-search", "figures.empty", "figures.empty_text", NULL, NULL);
    ui_card_end(h);
}

/* The first page says what is late; the list of it is one step away. */
static enum status late(struct ctx *cx, struct html *h)
{
    struct due_query q = {.whose = DUE_UNIT, .stage = "late", .page = 1, .per = 1};
    struct due_row *rows;
    int64_t total;
    size_t n;

    TRY(due_list(cx, &q, &rows, &n, &total));
    if (total == 0)
        return OK;
    html(h, "<p class=\"d-print-none\"><a class=\"badge bg-red-lt p-2\" href=\"/due?whose=unit&amp;stage=late\">");
    ui_icon(h, "calendar-due");
    html(h, " ");
    html_msg_int(h, "due.late_unit", total);
    html(h, "</a></p>");
    return OK;
}

enum status page_figures_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct reconcile_lines lines;
    struct finding_rows found;
    struct source_texts list;

    if ((cx->who.roles & ROUTE_READERS) == 0) /* outsiders begin at their registers */
        return web_redirect(cx, w, "/registers");
    TRY(ledger_view_open(cx, w, &v));
    TRY(reconcile_year(cx, v.all, v.year, v.subject, &lines));
    TRY(finding_list(cx, v.all, &(struct finding_query){.year = v.year, .subject = v.subject}, &found));
    TRY(source_list(cx, 0, &list));
    ui_page_begin(cx, w, &(struct ui_page){.title = i18n_fill(cx, "figures.title",
                                               arena_printf(cx->mem, "%d", v.year)), .active = "figures"});
    ledger_view_years(w, &v, "/");
    ui_link_button(h, ledger_view_url(cx, "/report?year=%d", v.year), "report-analytics", "report.open", true);
    ui_page_body(w);
    TRY(late(cx, h));
    ui_row_begin(h);
    ui_col_begin(h, 8);
    if (list.n == 0)
        first_steps(h);
    else
        headline(cx, h, &v, &lines);
    if (list.n > 0)
        reconcile_table(cx, h, &v, &lines);
    texts(cx, h, &list);
    upload(cx, w);
    ui_col_end(h);
    ui_col_begin(h, 4);
    findings(cx, w, &v, &found);
    ui_col_end(h);
    ui_row_end(h);
    return ui_page_end(cx, w);
}

/* ---- loading in the browser ---- */

static void result_item(struct ctx *cx, struct html *h, const struct load_result *r)
{
    static const char *const keys[] = {"source.added", "source.known", "source.failed"};

    html(h, "<tr><td>");
    html_text(h, r->name);
    html(h, "</td><td>");
    ui_badge(h, r->outcome == LOAD_ADDED ? "green" : r->outcome == LOAD_KNOWN ? "gray" : "red",
        ui_text(cx, keys[r->outcome]));
    html(h, " ");
    html_text(h, r->message);
    html(h, "</td><td>");
    if (r->text_id != 0) {
        html(h, "<a href=\"/texts/");
        html_int(h, r->text_id);
        html(h, "\">");
        html_text(h, lang_code(r->lang));
        html(h, "</a>");
    }
    html(h, "</td><td class=\"number\">");
    if (r->outcome == LOAD_ADDED)
        html_number(h, (int64_t)r->n_figures);
    html(h, "</td></tr>");
}

enum status page_source_load(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct load_results results;
    struct load_input *in = arena_alloc(cx->mem, (w->form.n_files + 1) * sizeof *in);
    size_t n = 0;

    for (size_t i = 0; i < w->form.n_files; i++) {
        const struct http_file *f = &w->form.files[i];

        if (f->name.n > 0)
            in[n++] = (struct load_input){.name = arena_strndup(cx->mem, f->name.p, f->name.n), .bytes = f->bytes};
    }
    if (n == 0) {
        web_flash(cx, w, "flash.bad_file", NULL);
        return web_redirect(cx, w, "/");
    }
    TRY(load_run(cx, load_installed(), in, n, &(struct load_manner){0}, &results));
    const struct ui_column columns[] = {{.label = ui_text(cx, "source.file")}, {.label = ui_text(cx, "source.result")},
        {.label = ui_text(cx, "source.text")}, {.label = ui_text(cx, "source.figures"), .number = true}};
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "source.loaded", .active = "figures"});
    ui_link_button(h, "/", "home", "figures.to_home", true);
    ui_page_body(w);
    ui_card_begin_plain(h, NULL);
    ui_table_begin(h, columns, 4);
    for (size_t i = 0; i < results.n; i++)
        result_item(cx, h, &results.at[i]);
    ui_table_end(h);
    ui_card_end(h);
    return ui_page_end(cx, w);
}
