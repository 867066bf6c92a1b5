/* /api/v1/deadlines: what is due, over all registers, as JSON; or all deadlines of one record. Not for: the record
   itself (api_record.c). */
#include "platform/json.h"
#include "web/due_view.h"
#include "web/pages.h"

static void row(struct ctx *cx, struct json *j, const struct deadline_due *d)
{
    json_begin_object(j, NULL);
    json_add_text(j, "kind", d->kind->id);
    json_add_int(j, "record", d->record_id);
    json_add_text(j, "title", d->title);
    json_add_text(j, "code", d->code);
    json_add_text(j, "rule", d->rule);
    json_add_text(j, "label", d->label);
    json_add_text(j, "due", date_text(cx->mem, d->due));
    json_add_text(j, "due_at", instant_iso(cx->mem, d->due_at));
    json_add_text(j, "stage", deadline_state_id(d->state));
    json_add_int(j, "working_days_left", d->left);
    json_add_text(j, "who", d->who);
    json_add_text(j, "basis", d->basis);
    json_add_bool(j, "verified", d->is_law);
    json_add_text(j, "doubt", d->doubt);
    json_end(j);
}

/* One deadline of a record: the met ones too, with the pauses of its clock. */
static void record_row(struct ctx *cx, struct json *j, const struct deadline *d)
{
    json_begin_object(j, NULL);
    json_add_text(j, "kind", d->record->kind->id);
    json_add_int(j, "record", d->record->id);
    json_add_text(j, "rule", d->rule->code);
    json_add_text(j, "label", label_text(&d->rule->label, cx->lang));
    json_add_text(j, "from", date_text(cx->mem, d->from));
    json_add_text(j, "due", date_text(cx->mem, d->due));
    json_add_text(j, "due_at", instant_iso(cx->mem, d->due_at));
    json_add_text(j, "met_at", d->stopped_at == 0 ? NULL : instant_iso(cx->mem, d->stopped_at));
    json_add_text(j, "stage", deadline_state_id(d->state));
    json_add_int(j, "working_days_left", d->left);
    json_add_text(j, "who", d->rule->who);
    json_add_text(j, "basis", deadline_basis(cx, d->rule));
    json_add_bool(j, "verified", d->is_law);
    json_add_text(j, "doubt", d->stopped_at == 0 ? deadline_doubt(cx, d->flags, d->due) : NULL);
    json_begin_array(j, "pauses");
    for (size_t i = 0; i < d->n_pauses; i++) {
        json_begin_object(j, NULL);
        json_add_text(j, "from", instant_iso(cx->mem, d->pauses[i].from));
        json_add_text(j, "to", d->pauses[i].to == 0 ? NULL : instant_iso(cx->mem, d->pauses[i].to));
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static enum status of_record(struct ctx *cx, struct web *w, int64_t id)
{
    struct record *rec;
    struct deadline *d;
    struct json j;
    struct str text;
    size_t n;

    TRY(record_load(cx, NULL, id, &rec));
    TRY(deadline_of(cx, rec, true, &d, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "total", (int64_t)n);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++)
        record_row(cx, &j, &d[i]);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status api_due_list(struct ctx *cx, struct web *w)
{
    struct deadline_due *all;
    struct due_query q;
    struct json j;
    struct str text;
    int64_t total;
    size_t n;

    if (web_has(w, "record"))
        return of_record(cx, w, web_param_int(w, "record"));
    TRY(due_view_query(cx, w, &q));
    TRY(deadline_list(cx, &q, &all, &n, &total));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "total", total);
    json_add_int(&j, "page", q.page);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++)
        row(cx, &j, &all[i]);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
