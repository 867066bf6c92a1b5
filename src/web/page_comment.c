/* What the card of comments sends: say something, take it away, watch or not; and the same for programs.
   Not for: the card (ui_comment.c). */
#include <jansson.h>

#include "platform/i18n.h"
#include "platform/json.h"
#include "register/comment.h"
#include "register/watch.h"
#include "web/pages.h"
#include "web/ui_record.h"

static enum status load_id(struct ctx *cx, const struct web *w, int64_t id, struct record **ret_rec)
{
    struct str kind = web_arg(w, "kind");

    return record_load(cx, kind_find(arena_strndup(cx->mem, kind.p, kind.n)), id, ret_rec);
}

static enum status load(struct ctx *cx, const struct web *w, struct record **ret_rec)
{
    return load_id(cx, w, web_arg_int(w, "id"), ret_rec);
}

static enum status back(struct ctx *cx, struct web *w, const struct record *rec)
{
    return web_redirect(cx, w, "%s#comments", ui_record_href(cx, rec->kind, rec->id));
}

enum status page_comment_add(struct ctx *cx, struct web *w)
{
    struct record *rec;
    int64_t id, told;

    TRY(load(cx, w, &rec));
    enum status st = comment_add(cx, rec, web_param(w, "comment"), &id, &told);
    if (st == E_INVALID) {
        w->rs->code = status_http(st);
        return page_record_show(cx, w); /* with the fault beside the field, and what was typed */
    }
    TRY(st);
    if (told > 0)
        web_flash(cx, w, "flash.told", arena_printf(cx->mem, "%lld", (long long)told));
    return back(cx, w, rec);
}

enum status page_comment_remove(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    TRY(comment_remove(cx, rec, web_param_int(w, "comment")));
    return back(cx, w, rec);
}

static enum status watch(struct ctx *cx, struct web *w, bool on)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    TRY(watch_set(cx, rec, on));
    web_flash(cx, w, on ? "flash.watch" : "flash.unwatch", NULL);
    return back(cx, w, rec);
}

enum status page_comment_watch(struct ctx *cx, struct web *w)
{
    return watch(cx, w, true);
}

enum status page_comment_unwatch(struct ctx *cx, struct web *w)
{
    return watch(cx, w, false);
}

/* ---- for programs ---- */

static enum status load_named(struct ctx *cx, const struct web *w, struct record **ret_rec)
{
    int64_t id;

    TRY(web_arg_record(cx, w, &id));
    return load_id(cx, w, id, ret_rec);
}

enum status api_comment_list(struct ctx *cx, struct web *w)
{
    struct comment *all;
    struct record *rec;
    struct json j;
    struct str text;
    size_t n;

    TRY(load_named(cx, w, &rec));
    TRY(comment_list(cx, rec, &all, &n, NULL));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++) {
        json_begin_object(&j, NULL);
        json_add_int(&j, "id", all[i].id);
        json_add_text(&j, "at", instant_iso(cx->mem, all[i].at));
        json_add_text(&j, "by", all[i].by_name);
        json_add_text(&j, "text", all[i].body);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status api_comment_add(struct ctx *cx, struct web *w)
{
    struct record *rec;
    int64_t id, told;
    json_t *body;
    struct json j;
    struct str text;

    TRY(load_named(cx, w, &rec));
    TRY(json_read(cx, w->rq->body, &body));
    TRY(comment_add(cx, rec, str_of(json_string_value(json_object_get(body, "text"))), &id, &told));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "id", id);
    json_add_int(&j, "told", told);
    json_end(&j);
    TRY(json_done(&j, &text));
    w->rs->code = 201;
    return web_reply_json(w, text);
}
