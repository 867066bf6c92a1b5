/* Every finding of a year by text, worst first, with what a person decided. Also one indicator with all its figures.
   Not for: the short list beside the headline (page_figures.c). */
#include <string.h>

#include "ledger/algebra_rule.h"
#include "ledger/observation_store.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/history.h"
#include "web/finding_view.h"
#include "web/ledger_view.h"
#include "web/pages.h"

enum status page_findings_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct finding_rows found;
    struct finding_groups groups;

    TRY(ledger_view_open(cx, w, &v));
    TRY(finding_list(cx, v.all, &(struct finding_query){.year = v.year, .subject = v.subject, .closed_too = true},
        &found));
    finding_group(cx, &found, &groups);
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "finding.title", .active = "findings"});
    ledger_view_years(w, &v, "/findings");
    ui_page_body(w);
    html(h, "<p class=\"text-secondary\">");
    html_msg(h, "finding.classes");
    html(h, "</p>");
    if (groups.n == 0) {
        ui_card_begin(h, NULL);
        ui_empty(h, "shield-check", "finding.none", "finding.none_text", NULL, NULL);
        ui_card_end(h);
    }
    for (size_t g = 0; g < groups.n; g++) {
        ui_card_begin(h, NULL);
        finding_view_title(cx, h, &groups.at[g]);
        html(h, "<ol class=\"findings\">");
        for (size_t i = 0; i < groups.at[g].items.n; i++)
            finding_view_item(cx, w, &groups.at[g].items.at[i], true);
        html(h, "</ol>");
        ui_card_end(h);
    }
    return ui_page_end(cx, w);
}

/* One decision for the finding of the address and those that are the same in other places (also=). */
enum status page_findings_decide(struct ctx *cx, struct web *w)
{
    const char *state = web_param_text(cx, w, "state"), *note = web_param_text(cx, w, "note");
    const char *why = *note != 0 ? note : NULL;
    long long also;

    TRY(db_begin(cx));
    TRY(finding_decide(cx, web_arg_int(w, "id"), state, why));
    for (size_t i = 0; i < w->form.n; i++)
        if (str_is(w->form.at[i].name, "also") && str_int(w->form.at[i].value, &also))
            TRY(finding_decide(cx, also, state, why));
    TRY(history_event(cx, "config", NULL, 0,
        arena_printf(cx->mem, "finding %lld: %s", (long long)web_arg_int(w, "id"), state)));
    TRY(db_commit(cx));
    return web_redirect(cx, w, "/findings");
}

static void definition(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct indicator *d)
{
    ui_card_begin_key(h, "figure.definition");
    html(h, "<p>");
    html_text(h, d->definition[cx->lang]);
    html(h, "</p>");
    ui_list_begin(h);
    ui_item(h, ui_text(cx, "figure.kind"), ui_text(cx, arena_printf(cx->mem, "figure.kind.%s",
        observation_kind_name(d->kind))));
    for (size_t i = 0; i < d->differs.n; i++) {
        const struct indicator *other = indicator_find(v->all, d->differs.at[i]);

        ui_item(h, ui_text(cx, "figure.differs"), indicator_label(other, cx->lang));
    }
    ui_list_end(h);
    html(h, "<p class=\"text-secondary mb-0\">");
    html_text(h, d->why[cx->lang]);
    html(h, "</p>");
    ui_card_end(h);
}

enum status page_indicator_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct observations list;
    struct str id = web_arg(w, "indicator");

    TRY(ledger_view_open(cx, w, &v));
    const struct indicator *d = indicator_find(v.all, arena_strndup(cx->mem, id.p, id.n));
    if (d == NULL)
        return ctx_fail(cx, E_NOTFOUND, "no indicator %.*s", STR_ARGS(id));
    TRY(observation_list(cx, &(struct observation_query){.indicator = d->id, .originals_only = true}, &list));
    const struct ui_column columns[] = {{.label = ui_text(cx, "figure.value"), .number = true},
        {.label = ui_text(cx, "figure.period")}, {.label = ui_text(cx, "figure.subject")},
        {.label = ui_text(cx, "figure.origin")}, {.label = ui_text(cx, "figure.state")}};
    ui_page_begin(cx, w, &(struct ui_page){.title = indicator_label(d, cx->lang),
                                           .over = ui_text(cx, "menu.figures"), .over_href = "/",
                                           .active = "figures"});
    ui_page_body(w);
    definition(cx, h, &v, d);
    ui_card_begin_plain(h, ui_text(cx, "figures.all"));
    ui_table_begin(h, columns, 5);
    for (size_t i = 0; i < list.n; i++) {
        const struct observation *o = &list.at[i];

        html(h, "<tr><td class=\"number\"><a href=\"/figures/");
        html_int(h, o->id);
        html(h, "\">");
        html_text(h, ledger_view_value(cx, &v, o));
        html(h, "</a></td><td>");
        html_text(h, algebra_rule_when(o));
        html(h, "</td><td>");
        html_text(h, ledger_view_subject(cx, &v, o));
        html(h, "</td><td>");
        html_msg(h, arena_printf(cx->mem, "figure.origin.%s", observation_origin_name(o->origin)));
        html(h, "</td><td>");
        ledger_view_state(cx, h, o);
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    ui_card_end(h);
    return ui_page_end(cx, w);
}
