/* /api/v1/report and /api/v1/indicators: the year's statement and what is stated beside what is listed, as JSON, from
   the same models as the pages. Not for: figures and findings one by one (api_ledger.c). */
#include "papers/report.h"
#include "platform/json.h"
#include "web/ledger_view.h"
#include "web/pages.h"

static enum status reply(struct web *w, struct json *j)
{
    struct str text;

    json_end(j);
    TRY(json_done(j, &text));
    return web_reply_json(w, text);
}

static void sentence(struct json *j, const struct report_sentence *s)
{
    json_begin_object(j, NULL);
    json_add_text(j, "indicator", s->def->id);
    json_add_text(j, "before", s->before);
    json_add_text(j, "number", s->number);
    json_add_text(j, "after", s->after);
    json_add_int(j, "note", s->note);
    json_begin_array(j, "records");
    for (size_t i = 0; i < s->n_items; i++) {
        json_begin_object(j, NULL);
        json_add_text(j, "title", s->items[i].title);
        json_add_text(j, "url", s->items[i].url);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static void section(struct json *j, const struct report_section *s)
{
    json_begin_object(j, NULL);
    json_add_text(j, "heading", s->heading);
    json_add_int(j, "level", s->level);
    json_add_text(j, "empty", s->empty);
    json_begin_array(j, "sentences");
    for (size_t i = 0; i < s->n_sentences; i++)
        sentence(j, &s->sentences[i]);
    json_end(j);
    json_end(j);
}

static void note(struct json *j, const struct report_note *n)
{
    json_begin_object(j, NULL);
    json_add_int(j, "no", n->no);
    json_add_bool(j, "computed", n->computed);
    json_add_text(j, "text", n->text);
    json_add_text(j, "records", n->record_url);
    json_add_int(j, "figure", n->observation_id);
    json_add_text(j, "quote", n->quote);
    json_end(j);
}

enum status api_report_year(struct ctx *cx, struct web *w)
{
    enum lang lang = cx->lang;
    struct ledger_view v;
    struct report r;
    struct json j;

    (void)lang_parse(web_param(w, "lang"), &lang);
    TRY(ledger_view_open(cx, w, &v));
    TRY(report_year(cx, v.all, v.year, v.subject, lang, &r));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "year", r.year);
    json_add_text(&j, "lang", lang_code(r.lang));
    json_add_text(&j, "title", r.title);
    json_begin_array(&j, "sections");
    for (size_t i = 0; i < r.n_sections; i++)
        section(&j, &r.sections[i]);
    json_end(&j);
    json_begin_array(&j, "notes");
    for (size_t i = 0; i < r.n_notes; i++)
        note(&j, &r.notes[i]);
    json_end(&j);
    return reply(w, &j);
}

static void line(struct ctx *cx, struct json *j, const struct ledger_view *v, const struct reconcile_line *l)
{
    json_begin_object(j, NULL);
    json_add_text(j, "indicator", l->def->id);
    json_add_text(j, "label", indicator_label(l->def, cx->lang));
    json_add_bool(j, "headline", l->def->headline > 0);
    json_add_int(j, "figure", l->has_stated ? l->stated.id : 0);
    json_add_text(j, "stated", l->has_stated ? ledger_view_value(cx, v, &l->stated) : NULL);
    if (l->has_listed)
        json_add_int(j, "listed", l->listed);
    json_add_text(j, "records", l->url);
    json_add_text(j, "gap", reconcile_gap_name(l->gap));
    json_add_int(j, "missing", l->missing);
    json_end(j);
}

enum status api_report_indicators(struct ctx *cx, struct web *w)
{
    struct reconcile_lines lines;
    struct ledger_view v;
    struct json j;

    TRY(ledger_view_open(cx, w, &v));
    TRY(reconcile_year(cx, v.all, v.year, v.subject, &lines));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "year", v.year);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < lines.n; i++)
        line(cx, &j, &v, &lines.at[i]);
    json_end(&j);
    return reply(w, &j);
}
