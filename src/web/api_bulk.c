/* One change to many records for programs: chosen by a filter or by number, tried or written in one request, taken back
   in another. Not for: the change itself (rules/bulk.h), the pages of it (page_bulk.c). */
#include <string.h>

#include "platform/db.h"
#include "platform/json.h"
#include "register/view.h"
#include "rules/bulk.h"
#include "web/api_body.h"
#include "web/pages.h"
#include "web/ui.h"

static void counts(struct json *j, const struct bulk_count *n)
{
    json_begin_object(j, "counts");
    json_add_int(j, "total", n->total);
    json_add_int(j, "change", n->change);
    json_add_int(j, "same", n->same);
    json_add_int(j, "refused", n->refused);
    json_add_int(j, "newer", n->newer);
    json_add_int(j, "changed", n->changed);
    json_add_int(j, "undone", n->undone);
    json_add_int(j, "kept", n->kept);
    json_end(j);
}

static void one_row(struct ctx *cx, struct json *j, const struct bulk_row *row)
{
    json_begin_object(j, NULL);
    json_add_int(j, "record", row->record_id);
    json_add_int(j, "version", row->after != 0 ? row->after : row->version);
    json_add_text(j, "outcome", row->outcome);
    json_begin_array(j, "problems");
    for (const struct problem *p = row->problems; p != NULL; p = p->next) {
        json_begin_object(j, NULL);
        json_add_text(j, "field", p->field);
        json_add_text(j, "key", p->key);
        json_add_text(j, "text", ui_problem_text(cx, p));
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static enum status reply(struct ctx *cx, struct web *w, const struct bulk_job *job)
{
    struct bulk_row *rows;
    struct json j;
    struct str text;
    size_t n;

    TRY(bulk_rows(cx, job, NULL, 1, BULK_MOST, &rows, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "id", job->id);
    json_add_text(&j, "kind", job->kind->id);
    json_add_text(&j, "state", job->state);
    counts(&j, &job->n);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++)
        one_row(cx, &j, &rows[i]);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

/* {"records": [7, 9]} or {"filter": "state=signed&late=yes"}, one of them. */
static enum status chosen(struct ctx *cx, const struct kind *k, const json_t *body, struct bulk_job **ret_job)
{
    const json_t *records = json_object_get(body, "records"), *one;
    const char *filter;
    struct list_query *q;
    size_t i, n = json_array_size(records);

    TRY(api_body_text(cx, body, "filter", &filter));
    if ((filter != NULL) == json_is_array(records) || (records != NULL && n == 0))
        return ctx_fail(cx, E_USAGE, "records (numbers) or filter (parameters of a list): one of them");
    if (n > BULK_MOST)
        return ctx_fail(cx, E_USAGE, "at most %d records", BULK_MOST);
    enum status st = view_parse(cx, k, str_of(filter), &q);
    if (st == E_INVALID)
        return ctx_fail(cx, E_USAGE, "a parameter that %s does not have, or a value it cannot have", k->id);
    TRY(st);
    int64_t *ids = arena_alloc(cx->mem, (n + 1) * sizeof *ids);
    json_array_foreach (records, i, one) {
        if (!json_is_integer(one))
            return ctx_fail(cx, E_USAGE, "records: numbers");
        ids[i] = json_integer_value(one);
    }
    return bulk_choose(cx, q, ids, n, ret_job);
}

static enum status plan_of(struct ctx *cx, const json_t *body, struct bulk_plan *p)
{
    static const struct {
        const char *name;
        enum bulk_action action;
    } actions[] = {{"set", BULK_SET}, {"move", BULK_MOVE}, {"delete", BULK_DELETE}, {"restore", BULK_RESTORE}};
    struct lifecycle_value *at;
    const char *action;

    TRY(api_body_text(cx, body, "action", &action));
    TRY(api_body_text(cx, body, "move", &p->move));
    TRY(api_body_text(cx, body, "reason", &p->reason));
    TRY(api_body_fields(cx, body, &at, &p->n));
    p->at = at;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (action != NULL && strcmp(action, actions[i].name) == 0)
            p->action = actions[i].action;
    return p->action != BULK_NONE ? OK : ctx_fail(cx, E_USAGE, "action: set, move, delete or restore");
}

enum status api_bulk_run(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"records", "filter", "action", "move", "fields", "reason", "dry_run", NULL};
    struct str id = web_arg(w, "kind");
    const struct kind *k = kind_find(arena_strndup(cx->mem, id.p, id.n));
    struct bulk_plan p = {0};
    struct bulk_job *job;
    json_t *body;

    TRY(api_body_read(cx, w, names, &body));
    TRY(plan_of(cx, body, &p));
    TRY(db_begin(cx)); /* one request: all of it, or not even the job */
    TRY(chosen(cx, k, body, &job));
    TRY(bulk_try(cx, job, &p));
    if (!json_is_true(json_object_get(body, "dry_run")))
        TRY(bulk_commit(cx, job));
    TRY(db_commit(cx));
    return reply(cx, w, job);
}

enum status api_bulk_get(struct ctx *cx, struct web *w)
{
    struct bulk_job *job;

    TRY(bulk_load(cx, web_arg_int(w, "id"), &job));
    return reply(cx, w, job);
}

enum status api_bulk_commit(struct ctx *cx, struct web *w)
{
    struct bulk_job *job;

    TRY(bulk_load(cx, web_arg_int(w, "id"), &job));
    TRY(bulk_commit(cx, job));
    return reply(cx, w, job);
}

enum status api_bulk_undo(struct ctx *cx, struct web *w)
{
    struct bulk_job *job;

    TRY(bulk_load(cx, web_arg_int(w, "id"), &job));
    TRY(bulk_undo(cx, job));
    return reply(cx, w, job);
}
