/* /api/v1/views/…: saved views for programs. A list is asked by one with view=ID. Not for: the list (api_record.c). */
#include <jansson.h>
#include <string.h>

#include "platform/json.h"
#include "web/list_views.h"
#include "web/pages.h"

static void add(struct ctx *cx, struct json *j, const struct view *v)
{
    json_begin_object(j, NULL);
    json_add_int(j, "id", v->id);
    json_add_text(j, "kind", v->kind->id);
    json_add_text(j, "name", v->name);
    json_add_text(j, "mode", v->mode);
    json_add_text(j, "display", v->display);
    json_add_text(j, "state", view_params(cx, v));
    json_add_text(j, "owner", v->owner_name);
    json_add_int(j, "version", v->version);
    json_add_text(j, "updated_at", instant_iso(cx->mem, v->updated_at));
    json_add_bool(j, "may_change", v->may_change);
    json_add_bool(j, "is_default", v->is_default);
    json_end(j);
}

static enum status reply(struct ctx *cx, struct web *w, const struct kind *k, int64_t id)
{
    struct view *v;
    struct json j;
    struct str text;

    TRY(view_load(cx, k, id, &v));
    json_init(&j, cx->mem);
    add(cx, &j, v);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status api_view_list(struct ctx *cx, struct web *w)
{
    struct view *at;
    struct json j;
    struct str text;
    size_t n;

    TRY(view_list(cx, list_views_kind(cx, w), &at, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++)
        add(cx, &j, &at[i]);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

static enum status read_body(struct ctx *cx, const struct web *w, json_t **ret_body)
{
    static const char *const names = " name mode display state version begin ";
    const char *name;
    json_t *body, *value;

    TRY(json_read(cx, w->rq->body, &body));
    if (!json_is_object(body))
        return ctx_fail(cx, E_USAGE, "the body must be a JSON object");
    json_object_foreach (body, name, value) {
        bool is_version = strcmp(name, "version") == 0, is_begin = strcmp(name, "begin") == 0;

        if (strstr(names, arena_printf(cx->mem, " %s ", name)) == NULL)
            return ctx_fail(cx, E_USAGE, "unknown name \"%.60s\" in the body", name);
        if (is_version ? !json_is_integer(value) : is_begin ? !json_is_boolean(value) : !json_is_string(value))
            return ctx_fail(cx, E_USAGE, "%.60s: no usable value", name);
    }
    *ret_body = body;
    return OK;
}

/* What the body says goes into the view; what it leaves out stays. */
static enum status take(struct ctx *cx, json_t *body, struct view *v)
{
    const char *name = json_string_value(json_object_get(body, "name"));
    const char *mode = json_string_value(json_object_get(body, "mode"));
    const char *display = json_string_value(json_object_get(body, "display"));
    const char *state = json_string_value(json_object_get(body, "state"));
    const json_t *begin = json_object_get(body, "begin");
    struct list_query *q;

    v->name = name != NULL ? name : v->name;
    v->mode = mode != NULL ? mode : v->mode;
    v->display = display != NULL ? display : v->display;
    if (begin != NULL)
        v->is_default = json_is_true(begin);
    if (state == NULL)
        return OK;
    TRY(view_parse(cx, v->kind, str_of(state), &q));
    view_take(cx, v, q);
    return OK;
}

enum status api_view_create(struct ctx *cx, struct web *w)
{
    const struct kind *k = list_views_kind(cx, w);
    struct view *v = view_new(cx, k);
    json_t *body;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    TRY(read_body(cx, w, &body));
    TRY(take(cx, body, v));
    TRY(view_save(cx, v));
    w->rs->code = 201;
    return reply(cx, w, k, v->id);
}

static enum status load(struct ctx *cx, struct web *w, json_t **ret_body, struct view **ret_v)
{
    TRY(read_body(cx, w, ret_body));
    TRY(view_load(cx, list_views_kind(cx, w), web_arg_int(w, "id"), ret_v));
    (*ret_v)->version = json_integer_value(json_object_get(*ret_body, "version")); /* none is never the right one */
    return OK;
}

/* {"version":3,"begin":true} alone is everyone's to choose; the rest is not. */
static bool only_begins(json_t *body)
{
    return json_object_get(body, "begin") != NULL &&
           json_object_size(body) == (json_object_get(body, "version") != NULL ? 2U : 1U);
}

enum status api_view_change(struct ctx *cx, struct web *w)
{
    struct view *v;
    json_t *body;

    TRY(load(cx, w, &body, &v));
    if (only_begins(body)) {
        if (json_is_true(json_object_get(body, "begin")) != v->is_default)
            TRY(view_begin_with(cx, v->kind, v->is_default ? 0 : v->id));
    } else {
        TRY(take(cx, body, v));
        TRY(view_save(cx, v));
    }
    return reply(cx, w, v->kind, v->id);
}

enum status api_view_delete(struct ctx *cx, struct web *w)
{
    struct view *v;
    json_t *body;

    TRY(load(cx, w, &body, &v));
    TRY(view_remove(cx, v));
    w->rs->code = 204;
    return OK;
}
