/* Search over all records that the user may read, accents or not. Not for: filters of one list (page_list.c). */
#include "platform/i18n.h"
#include "register/reveal.h"
#include "register/search.h"
#include "web/pages.h"
#include "web/ui_record.h"
#include "web/ui_reveal.h"

enum { MOST_HITS = 100, MOST_TABS = 9 };

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

/* The same words, in one register or (NULL) all. */
static const char *href(struct ctx *cx, const struct web *w, const struct kind *k)
{
    static const char *const names[] = {"q"};

    return web_keep(cx, w, k == NULL ? "/search" : arena_printf(cx->mem, "/search?kind=%s", k->id), names, 1);
}

/* A word that stands everywhere must not push the hits off the page: what has few of them stands folded. */
static void tabs_of(struct ctx *cx, struct html *h, const struct ui_tab *tabs, size_t n)
{
    size_t shown = n > MOST_TABS + 2 ? MOST_TABS : n;
    bool here = false;

    ui_tabs(h, tabs, shown);
    if (shown == n)
        return;
    for (size_t i = shown; i < n; i++)
        here = here || tabs[i].active;
    if (here)
        html(h, "<details class=\"mb-3\" open><summary>");
    else
        html(h, "<details class=\"mb-3\"><summary>");
    html_text(h, i18n_fill(cx, "search.more_kinds", arena_printf(cx->mem, "%zu", n - shown)));
    html(h, "</summary>");
    ui_tabs(h, tabs + shown, n - shown);
    html(h, "</details>");
}

/* The registers that have hits, the fullest first. Not counted when there are more hits than were looked at. */
static void kinds_found(struct ctx *cx, struct web *w, const struct search_hit *hits, size_t n, const struct kind *only)
{
    size_t n_tabs = 1, n_kinds = kind_all()->n;
    struct ui_tab *tabs = arena_alloc(cx->mem, (n_kinds + 1) * sizeof *tabs);
    int64_t *count = arena_alloc(cx->mem, (n_kinds + 1) * sizeof *count);
    bool all = n < MOST_HITS;

    tabs[0] = (struct ui_tab){ui_text(cx, "list.all"), href(cx, w, NULL), all ? (int64_t)n : -1, only == NULL};
    for (size_t i = 0; i < n_kinds; i++) {
        const struct kind *k = kind_all()->at[i];
        size_t at = n_tabs;

        count[i] = 0;
        for (size_t j = 0; j < n; j++)
            count[i] += hits[j].kind == k;
        if (count[i] == 0 && k != only)
            continue;
        for (; at > 1 && tabs[at - 1].count < count[i]; at--)
            tabs[at] = tabs[at - 1];
        tabs[at] = (struct ui_tab){label_text(&k->plural, cx->lang), href(cx, w, k), count[i], k == only};
        n_tabs++;
    }
    for (size_t i = 1; i < n_tabs; i++)
        tabs[i].count = all ? tabs[i].count : -1;
    if (n_tabs > 2 || only != NULL)
        tabs_of(cx, &w->h, tabs, n_tabs);
}

/* Names of persons among the hits are masked like anywhere else. */
static void reveal_form(struct ctx *cx, struct web *w, const struct search_hit *hits, size_t n, const struct kind *only)
{
    const char *here = href(cx, w, only);
    bool any = false;

    for (size_t i = 0; i < n; i++)
        any = any || (hits[i].kind->title_personal > 0 && hits[i].kind->title_personal <= cx->who.personal);
    if (!any)
        return;
    ui_reveal_form(cx, w, &(struct ui_reveal){.action = here, .level = 1, .folded = true,
                                               .shown = cx->reveal != NULL, .back = here});
}

static enum status show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct str q = str_trim(web_param(w, "q"));
    const char *kind = web_param_text(cx, w, "kind");
    const struct kind *only = *kind != '\0' ? kind_find(kind) : NULL;
    struct search_hit *all = NULL, *hits;
    size_t n_all = 0, n;
    bool cut = false;

    if (*kind != '\0' && only == NULL)
        return E_NOTFOUND;
    if (q.n > 0)
        TRY(search_run(cx, q, NULL, MOST_HITS, &all, &n_all, &cut));
    hits = all;
    n = n_all;
    if (q.n > 0 && only != NULL)
        TRY(search_run(cx, q, only, MOST_HITS, &hits, &n, &cut));
    const char *title = q.n == 0 ? ui_text(cx, "search.title")
                                 : i18n_fill(cx, "search.results", web_param_text(cx, w, "q"));
    ui_page_begin(cx, w, &(struct ui_page){.title = title, .active = "search"});
    ui_page_body(w);
    ui_form_begin_get(w, "/search");
    ui_field(h, &(struct ui_field){.name = "q", .label = ui_text(cx, "ui.search"), .type = "search",
                                   .value = web_param_text(cx, w, "q"), .max = 200, .autofocus = q.n == 0});
    if (only != NULL) {
        html(h, "<input type=\"hidden\" name=\"kind\" value=\"");
        html_attr(h, only->id);
        html(h, "\">");
    }
    ui_form_end(h);
    kinds_found(cx, w, all, n_all, only);
    reveal_form(cx, w, hits, n, only);
    html(h, "<section class=\"card\">");
    if (n == 0)
        ui_empty(h, "search", q.n == 0 ? "search.begin" : "search.none", "search.hint", NULL, NULL);
    html(h, "<div class=\"list-group list-group-flush\">");
    for (size_t i = 0; i < n; i++)
        hit(cx, h, &hits[i]);
    html(h, "</div></section>");
    if (n == MOST_HITS)
        ui_alert_key(h, UI_INFO, "search.more", "100");
    if (cut)
        ui_alert_int(h, UI_WARN, "search.cut", SEARCH_MOST);
    return ui_page_end(cx, w);
}

enum status page_search_show(struct ctx *cx, struct web *w)
{
    return show(cx, w);
}

enum status page_search_reveal(struct ctx *cx, struct web *w)
{
    TRY(reveal_begin(cx, &(struct reveal_ask){.titles = true, .way = "search", .why = ui_reveal_why(cx, w)}));
    return show(cx, w);
}
