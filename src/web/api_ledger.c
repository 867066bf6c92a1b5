/* /api/v1/figures, findings, sources: the ledger as JSON. Not for: records (api_record.c). */
#include "ledger/finding.h"
#include "ledger/observation_store.h"
#include "ledger/source.h"
#include "platform/json.h"
#include "web/ledger_view.h"
#include "web/pages.h"

static void bounds(struct ctx *cx, struct json *j, const struct interval *v)
{
    json_add_decimal(j, "low", v->has_low ? decimal_text(cx->mem, v->low) : NULL);
    json_add_decimal(j, "high", v->has_high ? decimal_text(cx->mem, v->high) : NULL);
    json_add_bool(j, "low_strict", v->low_strict);
    json_add_bool(j, "high_strict", v->high_strict);
}

static void figure(struct ctx *cx, struct json *j, const struct observation *o)
{
    json_begin_object(j, NULL);
    json_add_int(j, "id", o->id);
    json_add_text(j, "indicator", o->indicator);
    json_add_text(j, "subject", o->subject);
    bounds(cx, j, &o->value);
    json_add_bool(j, "approx", o->approx);
    json_add_text(j, "printed", o->printed);
    json_add_text(j, "unit", o->unit);
    json_add_text(j, "currency", o->currency);
    json_add_text(j, "kind", observation_kind_name(o->kind));
    json_add_text(j, "period", o->period);
    json_add_text(j, "as_of", o->as_of);
    json_add_text(j, "status", o->status);
    json_add_text(j, "origin", observation_origin_name(o->origin));
    json_add_text(j, "state", observation_state_name(o->state));
    json_add_int(j, "source_version", o->version_id);
    json_add_text(j, "lang", o->lang);
    json_add_int(j, "start", (int64_t)o->start);
    json_add_int(j, "end", (int64_t)o->end);
    json_add_int(j, "twin", o->twin_id);
    json_add_int(j, "replaces", o->replaces_id);
    json_end(j);
}

static enum status reply(struct web *w, struct json *j)
{
    struct str text;

    json_end(j);
    json_end(j);
    TRY(json_done(j, &text));
    return web_reply_json(w, text);
}

static void begin_rows(struct ctx *cx, struct json *j)
{
    json_init(j, cx->mem);
    json_begin_object(j, NULL);
    json_begin_array(j, "rows");
}

enum status api_ledger_figures(struct ctx *cx, struct web *w)
{
    const char *indicator = web_param_text(cx, w, "indicator");
    struct observation_query q = {.year = (int)web_param_int(w, "year"), .text_id = web_param_int(w, "text"),
                                  .indicator = *indicator != 0 ? indicator : NULL,
                                  .originals_only = web_param_flag(w, "originals"), .limit = 5000};
    struct observations all = {0};
    struct json j;

    TRY(observation_list(cx, &q, &all));
    begin_rows(cx, &j);
    for (size_t i = 0; i < all.n; i++)
        figure(cx, &j, &all.at[i]);
    return reply(w, &j);
}

enum status api_ledger_findings(struct ctx *cx, struct web *w)
{
    struct finding_query q = {.closed_too = web_param_flag(w, "closed")};
    struct finding_rows rows = {0};
    struct ledger_view view;
    struct json j;

    TRY(ledger_view_open(cx, w, &view));
    q.year = view.year;
    q.subject = view.subject;
    TRY(finding_list(cx, view.all, &q, &rows));
    begin_rows(cx, &j);
    for (size_t i = 0; i < rows.n; i++) {
        const struct finding_row *f = &rows.at[i];
        const char cls[2] = {f->cls, 0};

        json_begin_object(&j, NULL);
        json_add_int(&j, "id", f->id);
        json_add_text(&j, "class", cls);
        json_add_text(&j, "rule", f->rule);
        json_add_text(&j, "text", finding_text(cx, f));
        json_add_int(&j, "source", f->text_id);
        json_add_text(&j, "lang", f->lang);
        json_add_text(&j, "words", f->words);
        json_add_text(&j, "original_words", f->o_words);
        json_add_text(&j, "state", f->state);
        json_end(&j);
    }
    return reply(w, &j);
}

enum status api_ledger_sources(struct ctx *cx, struct web *w)
{
    struct source_texts all = {0};
    struct json j;

    TRY(source_list(cx, (int)web_param_int(w, "year"), &all));
    begin_rows(cx, &j);
    for (size_t i = 0; i < all.n; i++) {
        const struct source_text *t = &all.at[i];

        json_begin_object(&j, NULL);
        json_add_int(&j, "id", t->id);
        json_add_text(&j, "uid", t->uid);
        json_add_text(&j, "title", t->title);
        json_add_text(&j, "published", t->published);
        json_add_text(&j, "subject", t->subject);
        json_add_int(&j, "year", t->year);
        json_begin_array(&j, "versions");
        for (size_t v = 0; v < t->n_versions; v++) {
            json_begin_object(&j, NULL);
            json_add_int(&j, "id", t->versions[v].id);
            json_add_text(&j, "lang", lang_code(t->versions[v].lang));
            json_add_text(&j, "sha256", t->versions[v].sha256);
            json_add_text(&j, "file", t->versions[v].file_name);
            json_add_bool(&j, "original", t->versions[v].is_original);
            json_end(&j);
        }
        json_end(&j);
        json_end(&j);
    }
    return reply(w, &j);
}
