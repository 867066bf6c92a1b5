/* /api/v1/deadlines: what is due, over all registers, as JSON. Not for: one record (api_record.c). */
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

enum status api_due_list(struct ctx *cx, struct web *w)
{
    struct deadline_due *all;
    struct due_query q;
    struct json j;
    struct str text;
    int64_t total;
    size_t n;

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
