/* See finding_view.h. */
#include "web/finding_view.h"

#include <string.h>

#include "web/ledger_view.h"

enum { PLACES = 8 };

static const char *address(struct ctx *cx, const struct finding_row *f)
{
    if (f->url != NULL)
        return f->url;
    if (f->text_id != 0)
        return ledger_view_url(cx, "/texts/%lld#f%lld", (long long)f->text_id, (long long)f->id);
    return ledger_view_url(cx, "/figures/%lld", (long long)f->observation_id);
}

/* How many of each class: what the short list leaves out is seen here. */
static void counts(struct html *h, const struct finding_group *g)
{
    for (char cls = 'A'; cls <= 'D'; cls++) {
        int64_t n = 0;

        for (size_t i = 0; i < g->items.n; i++)
            n += g->items.at[i].at[0]->cls == cls;
        if (n == 0)
            continue;
        html(h, " <span class=\"finding-count\">");
        ledger_view_class(h, cls);
        html(h, " ");
        html_int(h, n);
        html(h, "</span>");
    }
}

void finding_view_title(struct ctx *cx, struct html *h, const struct finding_group *g)
{
    html(h, "<h2 class=\"finding-text\">");
    if (g->text_id == 0) {
        html_msg(h, "finding.own");
    } else {
        html(h, "<a href=\"");
        html_href(h, str_of(ledger_view_url(cx, "/texts/%lld", (long long)g->text_id)));
        html(h, "\">");
        html_text(h, g->title);
        html(h, "</a>");
    }
    if (g->published != NULL) {
        html(h, " <small>");
        html_day(h, g->published);
        html(h, "</small>");
    }
    counts(h, g);
    html(h, "</h2>");
}

/* The words of either side, where the sentence above does not have them. */
static void words(struct html *h, const struct finding_row *f, const char *said)
{
    if (f->text_id == 0) /* about a figure: the sentence names it */
        return;
    bool other = f->words != NULL && strstr(said, f->words) == NULL;
    bool original = f->o_words != NULL && strstr(said, f->o_words) == NULL;

    if (!other && !original)
        return;
    html(h, "<div class=\"finding-words\">");
    html_text(h, f->o_words != NULL ? f->o_words : "∅");
    html(h, " → ");
    html_text(h, f->words != NULL ? f->words : "∅");
    html(h, "</div>");
}

static void places(struct ctx *cx, struct html *h, const struct finding_item *item)
{
    if (item->n < 2)
        return;
    html(h, "<div class=\"finding-words\">");
    html_msg_int(h, "finding.places", (int64_t)item->n);
    for (size_t i = 0; i < item->n && i < PLACES; i++) {
        const struct finding_row *f = item->at[i];

        html_text(h, i == 0 ? " " : ", ");
        html(h, "<a href=\"");
        html_href(h, str_of(address(cx, f)));
        html(h, "\">");
        html_text(h, f->words != NULL ? f->words : f->o_words != NULL ? f->o_words : "∅");
        html(h, "</a>");
    }
    if (item->n > PLACES)
        html(h, " …");
    html(h, "</div>");
}

/* One decision for every place of the item. */
static void buttons(struct ctx *cx, struct web *w, const struct finding_item *item)
{
    struct html *h = &w->h;
    bool open = strcmp(item->at[0]->state, "open") == 0;

    ui_form_begin(w, ledger_view_url(cx, "/findings/%lld", (long long)item->at[0]->id), NULL);
    for (size_t i = 1; i < item->n; i++) {
        html(h, "<input type=\"hidden\" name=\"also\" value=\"");
        html_int(h, item->at[i]->id);
        html(h, "\">");
    }
    html(h, "<div class=\"btn-list\">");
    if (open) {
        ui_submit_as(h, "state", "accepted", "finding.accept", NULL);
        ui_submit_as(h, "state", "dismissed", "finding.dismiss", NULL);
    } else {
        ui_submit_as(h, "state", "open", "finding.reopen", NULL);
    }
    html(h, "</div>");
    ui_form_end(h);
}

static void decision(struct ctx *cx, struct web *w, const struct finding_item *item)
{
    const struct finding_row *f = item->at[0];
    struct html *h = &w->h;

    html(h, "<div class=\"finding-decision\">");
    if (f->id != 0 && strcmp(f->state, "open") != 0) {
        html(h, "<p class=\"mb-1\">");
        html_msg(h, arena_printf(cx->mem, "finding.%s", f->state));
        html(h, " ");
        html_text(h, f->decided_by);
        html(h, "</p>");
    }
    if (f->id != 0 && ledger_view_may_decide(cx))
        buttons(cx, w, item);
    html(h, "</div>");
}

void finding_view_item(struct ctx *cx, struct web *w, const struct finding_item *item, bool decide)
{
    const struct finding_row *f = item->at[0];
    const char *said = finding_text(cx, f);
    struct html *h = &w->h;

    html(h, "<li class=\"finding\" data-rule=\"");
    html_attr(h, f->rule);
    html(h, "\"><div class=\"finding-body\">");
    ledger_view_class(h, f->cls);
    html(h, " ");
    if (f->lang != NULL) {
        html(h, "<span class=\"lang-tag\">");
        html_text(h, f->lang);
        html(h, "</span> ");
    }
    html(h, "<a href=\"");
    html_href(h, str_of(address(cx, f)));
    html(h, "\">");
    html_text(h, said);
    html(h, "</a>");
    if (item->n > 1)
        places(cx, h, item);
    else
        words(h, f, said);
    html(h, "</div>");
    if (decide)
        decision(cx, w, item);
    html(h, "</li>");
}
