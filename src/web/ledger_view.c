/* See ledger_view.h. */
#include "web/ledger_view.h"

#include <stdarg.h>
#include <string.h>

#include "ledger/load.h"
#include "ledger/source.h"
#include "platform/i18n.h"
#include "platform/setting.h"
#include "web/web_session.h"

static bool takes_year(const struct web *w)
{
    for (size_t i = 0; i < ROUTE_MAX_PARAMS && w->route->params[i].name != NULL; i++)
        if (strcmp(w->route->params[i].name, "year") == 0)
            return true;
    return false;
}

enum status ledger_view_open(struct ctx *cx, struct web *w, struct ledger_view *ret_v)
{
    struct ledger_view v = {.all = load_installed()->indicators};
    long fixed = web_session_office(w->app)->year;

    v.subject = setting_text(web_session_settings(w->app), "office.subject");
    TRY(report_words_open(cx, cx->lang, &v.words));
    TRY(source_years(cx, &v.years, &v.n_years));
    v.year = fixed > 0 ? (int)fixed : v.n_years > 0 ? v.years[0] : ctx_today(cx).y;
    if (takes_year(w) && web_param_int(w, "year") > 0)
        v.year = (int)web_param_int(w, "year");
    *ret_v = v;
    return OK;
}

void ledger_view_years(struct web *w, const struct ledger_view *v, const char *path)
{
    struct html *h = &w->h;

    if (v->n_years < 2)
        return;
    html(h, "<div class=\"btn-group d-print-none\" role=\"group\" aria-label=\"");
    html_msg_attr(h, "figures.year");
    html(h, "\">");
    for (size_t i = 0; i < v->n_years; i++) {
        if (v->years[i] == v->year)
            html(h, "<a class=\"btn btn-primary\" aria-current=\"true\" href=\"");
        else
            html(h, "<a class=\"btn\" href=\"");
        html_href(h, str_of(path));
        html(h, "?year=");
        html_int(h, v->years[i]);
        html(h, "\">");
        html_int(h, v->years[i]);
        html(h, "</a>");
    }
    html(h, "</div>");
}

const char *ledger_view_value(struct ctx *cx, const struct ledger_view *v, const struct observation *o)
{
    const char *text = report_words_short(cx, &v->words, &o->value, o->approx, o->currency);

    return o->unit != NULL && strcmp(o->unit, "percent") == 0 ? arena_printf(cx->mem, "%s %%", text) : text;
}

void ledger_view_state(struct ctx *cx, struct html *h, const struct observation *o)
{
    static const char *const colors[] = {"yellow", "green", "gray", "red"};

    ui_badge(h, colors[o->state], ui_text(cx, arena_printf(cx->mem, "observation.%s",
        observation_state_name(o->state))));
}

void ledger_view_class(struct html *h, char cls)
{
    const char text[2] = {cls, 0};
    static const char *const colors[] = {"red", "orange", "yellow", "gray", "azure"};
    const char *color = colors[cls >= 'A' && cls <= 'D' ? cls - 'A' : 4];

    ui_badge(h, color, cls == 'I' ? "i" : text);
}

const char *ledger_view_label(struct ctx *cx, const struct ledger_view *v, const struct observation *o)
{
    const struct indicator *d = indicator_find(v->all, o->indicator);

    if (d != NULL)
        return indicator_label(d, cx->lang);
    return o->unit != NULL ? arena_printf(cx->mem, "“%s”", o->unit) : "—";
}

const char *ledger_view_subject(struct ctx *cx, const struct ledger_view *v, const struct observation *o)
{
    const struct indicator_subject *s = indicator_subject_find(v->all, o->subject);

    return s != NULL && s->label[cx->lang] != NULL ? s->label[cx->lang] : o->subject;
}

void ledger_view_quote(struct html *h, struct str body, size_t from, size_t to, size_t start, size_t end)
{
    html_str(h, str_sub(body, from, start));
    html(h, "<mark>");
    html_str(h, str_sub(body, start, end));
    html(h, "</mark>");
    html_str(h, str_sub(body, end, to));
}

const char *ledger_view_url(struct ctx *cx, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    const char *s = arena_vprintf(cx->mem, fmt, ap);
    va_end(ap);
    return s;
}

bool ledger_view_may_decide(const struct ctx *cx)
{
    return (cx->who.roles & LEDGER_DECIDERS) != 0;
}
