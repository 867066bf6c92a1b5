/* /api/v1/records/…: the registers as JSON, with the same rights, checks and history as the pages.
   Not for: the ledger (api_ledger.c) or the document that describes all this (api_doc.c). */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/i18n.h"
#include "platform/json.h"
#include "register/conflict.h"
#include "register/duplicate.h"
#include "register/history.h"
#include "register/list.h"
#include "register/merge.h"
#include "register/reveal.h"
#include "register/search.h"
#include "register/view.h"
#include "rules/lifecycle.h"
#include "rules/lifecycle_undo.h"
#include "web/api_body.h"
#include "web/pages.h"
#include "web/ui_reveal.h"

static const struct kind *kind_of(struct ctx *cx, const struct web *w)
{
    struct str id = web_arg(w, "kind");

    return kind_find(arena_strndup(cx->mem, id.p, id.n));
}

static enum status load(struct ctx *cx, const struct web *w, struct record **ret_rec)
{
    int64_t id;

    TRY(web_arg_record(cx, w, &id));
    return record_load(cx, kind_of(cx, w), id, ret_rec);
}

static enum status version_of(struct ctx *cx, const json_t *body, int64_t *ret_version)
{
    const json_t *v = json_object_get(body, "version");

    if (!json_is_integer(v) || json_integer_value(v) < 1)
        return ctx_fail(cx, E_USAGE, "version: the version that was read is needed");
    *ret_version = json_integer_value(v);
    return OK;
}

/* What it may already be, found before the save and told after it: a warning refuses nothing. */
struct twins {
    struct duplicate *at;
    size_t n;
};

static void add_warnings(struct ctx *cx, struct buf *out, const struct twins *t)
{
    out->n--; /* the closing brace of the record */
    buf_add_c(out, ",\"warnings\":[");
    for (size_t i = 0; i < t->n; i++) {
        const struct duplicate *d = &t->at[i];
        const char *text = d->spelling == NULL ? i18n_text(cx->lang, "form.same_key").p
                                               : i18n_fill(cx, "form.near_name", d->spelling);

        buf_add_c(out, i > 0 ? ",{\"field\":" : "{\"field\":");
        json_quote(out, str_of(d->field));
        buf_add_c(out, d->spelling == NULL ? ",\"key\":\"form.same_key\"" : ",\"key\":\"form.near_name\"");
        buf_printf(out, ",\"kind\":\"%s\",\"id\":%lld,\"title\":", d->kind->id, (long long)d->id);
        json_quote(out, str_of(d->title));
        buf_add_c(out, ",\"text\":");
        json_quote(out, str_of(text));
        buf_byte(out, '}');
    }
    buf_add_c(out, "]}");
}

/* Nothing wrong but a value that another record has: that is a conflict, not a fault of the value. */
static enum status save(struct ctx *cx, struct record *rec, const char *why)
{
    enum status st = record_save(cx, rec, why);
    bool only_taken = st == E_INVALID && cx->problems != NULL;

    for (const struct problem *p = cx->problems; p != NULL; p = p->next)
        only_taken = only_taken && strcmp(p->key, "problem.taken") == 0;
    return only_taken ? E_CONFLICT : st;
}

/* Field by field in the answer, when someone else saved first. */
static enum status tell_conflict(struct ctx *cx, struct web *w, const struct record *rec, int64_t base)
{
    struct conflict *c = arena_new_of(cx->mem, struct conflict);

    TRY(conflict_find(cx, rec, base, c));
    w->conflict = c->now->version == base ? NULL : c;
    return OK;
}

static enum status reply_record(struct ctx *cx, struct web *w, const struct record *rec, const struct twins *t)
{
    struct buf out;

    buf_init(&out, cx->mem, JSON_MAX_BYTES);
    record_json(cx, rec, &out);
    if (t != NULL && t->n > 0)
        add_warnings(cx, &out, t);
    TRY(buf_status(&out));
    return web_reply_json(w, buf_str(&out));
}

/* ?show=phone,email&why=…: personal data, written down (register/reveal.h). */
static enum status reveal(struct ctx *cx, const struct web *w, int64_t record_id)
{
    struct str show = http_form_value(&w->form, "show");

    if (show.n == 0)
        return OK;
    return reveal_begin(cx, &(struct reveal_ask){.kind = kind_of(cx, w), .record_id = record_id, .fields = show,
                                                 .why = ui_reveal_why(cx, w), .way = "api"});
}

/* The address without what is not a filter. */
static struct str filters_of(struct ctx *cx, struct str query)
{
    struct str rest = query, part;
    struct buf b;

    buf_init(&b, cx->mem, query.n + 1);
    while (query.n > 0 && str_next(&rest, '&', &part))
        if (!str_starts(part, "show=") && !str_starts(part, "why=")) {
            buf_add_c(&b, b.n > 0 ? "&" : "");
            buf_add(&b, part);
        }
    return buf_str(&b);
}

enum status api_record_list(struct ctx *cx, struct web *w)
{
    const struct kind *k = kind_of(cx, w);
    struct list_query *q;
    struct buf out;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    TRY(reveal(cx, w, 0));
    enum status st = view_parse(cx, k, filters_of(cx, w->rq->query), &q);
    if (st == E_INVALID)
        return ctx_fail(cx, E_USAGE, "a parameter that %s does not have, or a value it cannot have", k->id);
    TRY(st);
    buf_init(&out, cx->mem, JSON_MAX_BYTES);
    TRY(list_json(cx, q, &out));
    TRY(buf_status(&out));
    return web_reply_json(w, buf_str(&out));
}

/* A record that was merged leads to the one that stayed. */
enum status api_record_get(struct ctx *cx, struct web *w)
{
    struct record *rec;
    int64_t id, kept;
    struct buf out;

    TRY(web_arg_record(cx, w, &id));
    TRY(reveal(cx, w, id));
    buf_init(&out, cx->mem, JSON_MAX_BYTES);
    enum status st = record_json_by_id(cx, kind_of(cx, w), id, &out);
    if ((st == E_NOTFOUND || st == E_DENIED) && merge_target(cx, id, &kept) == OK &&
        record_load(cx, kind_of(cx, w), kept, &rec) == OK)
        return web_redirect(cx, w, "/api/v1/records/%s/%lld", rec->kind->id, (long long)kept);
    TRY(st);
    TRY(buf_status(&out));
    return web_reply_json(w, buf_str(&out));
}

enum status api_record_create(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"fields", "parent", "why", NULL};
    const struct kind *k = kind_of(cx, w);
    struct record *rec, *parent = NULL;
    struct lifecycle_value *v;
    struct twins twins = {0};
    const char *why;
    json_t *body;
    size_t n;

    if (!access_may(cx, k, RIGHT_CREATE))
        return ctx_fail(cx, E_DENIED, "may not create %s", k->id);
    TRY(api_body_read(cx, w, names, &body));
    TRY(api_body_fields(cx, body, &v, &n));
    TRY(api_body_text(cx, body, "why", &why));
    if (json_object_get(body, "parent") != NULL)
        TRY(record_load_parent(cx, k, json_integer_value(json_object_get(body, "parent")), &parent));
    if (kind_is_sub(k) && parent == NULL)
        return ctx_fail(cx, E_USAGE, "%s needs parent: the record it belongs to", k->id);
    rec = parent != NULL && kind_is_sub(k) ? record_new_sub(cx, k, parent) : record_new(cx, k);
    for (size_t i = 0; i < n; i++)
        record_set(cx, rec, v[i].field, v[i].typed);
    TRY(duplicate_find(cx, rec, &twins.at, &twins.n));
    TRY(save(cx, rec, why));
    w->rs->code = 201;
    http_reply_header(w->rs, "Location",
                      str_of(arena_printf(cx->mem, "/api/v1/records/%s/%lld", k->id, (long long)rec->id)));
    return reply_record(cx, w, rec, &twins);
}

enum status api_record_change(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"fields", "version", "why", NULL};
    struct lifecycle_value *v;
    struct twins twins = {0};
    struct record *rec;
    const char *why;
    int64_t version;
    json_t *body;
    size_t n;

    TRY(load(cx, w, &rec));
    TRY(api_body_read(cx, w, names, &body));
    TRY(api_body_fields(cx, body, &v, &n));
    TRY(version_of(cx, body, &version));
    TRY(api_body_text(cx, body, "why", &why));
    record_expect(rec, version);
    for (size_t i = 0; i < n; i++)
        record_set(cx, rec, v[i].field, v[i].typed);
    TRY(duplicate_find(cx, rec, &twins.at, &twins.n));
    enum status st = save(cx, rec, why);
    if (st == E_CONFLICT)
        TRY(tell_conflict(cx, w, rec, version));
    TRY(st);
    return reply_record(cx, w, rec, &twins);
}

enum status api_record_move(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"move", "fields", "version", "reason", NULL};
    const char *move, *reason;
    struct lifecycle_value *v;
    struct record *rec;
    int64_t version;
    json_t *body;
    size_t n;

    TRY(load(cx, w, &rec));
    TRY(api_body_read(cx, w, names, &body));
    TRY(api_body_fields(cx, body, &v, &n));
    TRY(version_of(cx, body, &version));
    TRY(api_body_text(cx, body, "reason", &reason));
    TRY(api_body_text(cx, body, "move", &move));
    if (move == NULL)
        return ctx_fail(cx, E_USAGE, "move is missing");
    record_expect(rec, version);
    TRY(lifecycle_move(cx, rec, move, v, n, reason));
    return reply_record(cx, w, rec, NULL);
}

enum status api_record_undo(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"version", "reason", NULL};
    const char *reason;
    struct record *rec;
    int64_t version;
    json_t *body;

    TRY(load(cx, w, &rec));
    TRY(api_body_read(cx, w, names, &body));
    TRY(version_of(cx, body, &version));
    TRY(api_body_text(cx, body, "reason", &reason));
    record_expect(rec, version);
    TRY(lifecycle_undo(cx, rec, reason));
    return reply_record(cx, w, rec, NULL);
}

/* {"choose": {"phone": "gone", "languages": "both"}}; what is not named stays, and is filled where it is empty. */
static enum status picks_of(struct ctx *cx, const json_t *body, struct merge *m)
{
    json_t *choose = json_object_get(body, "choose"), *value;
    const char *name;

    if (choose != NULL && !json_is_object(choose))
        return ctx_fail(cx, E_USAGE, "choose must be an object");
    json_object_foreach (choose, name, value) {
        const struct field *f = kind_field(m->kept->kind, name);

        if (f == NULL || !json_is_string(value) ||
            !merge_pick_parse(f, str_of(json_string_value(value)), &m->pick[f->index]))
            return ctx_fail(cx, E_USAGE, "choose %.60s: kept, gone or, for sets, both", name);
    }
    return OK;
}

enum status api_record_merge(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"with", "version", "with_version", "choose", "reason", NULL};
    int64_t id, version;
    const char *reason;
    struct merge m;
    json_t *body;

    TRY(api_body_read(cx, w, names, &body));
    TRY(version_of(cx, body, &version));
    TRY(api_body_text(cx, body, "reason", &reason));
    const json_t *with = json_object_get(body, "with"), *with_version = json_object_get(body, "with_version");
    if (!json_is_integer(with) || !json_is_integer(with_version))
        return ctx_fail(cx, E_USAGE, "with and with_version: the other record and the version that was read");
    TRY(web_arg_record(cx, w, &id));
    TRY(merge_begin(cx, kind_of(cx, w), id, json_integer_value(with), &m));
    TRY(picks_of(cx, body, &m));
    TRY(merge_run(cx, &m, version, json_integer_value(with_version), reason));
    return reply_record(cx, w, m.kept, NULL);
}

/* Without a body too: then nothing is said, and whatever stands now is deleted. */
enum status api_record_delete(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"reason", "version", NULL};
    const char *reason = NULL;
    struct record *rec;
    int64_t version;
    json_t *body;

    TRY(load(cx, w, &rec));
    if (w->rq->body.n > 0) {
        TRY(api_body_read(cx, w, names, &body));
        TRY(api_body_text(cx, body, "reason", &reason));
        if (json_object_get(body, "version") != NULL) {
            TRY(version_of(cx, body, &version));
            record_expect(rec, version);
        }
    }
    TRY(record_delete(cx, rec, reason));
    w->rs->code = 204;
    return OK;
}

enum status api_record_restore(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"reason", NULL};
    struct record *rec;
    const char *reason;
    json_t *body;

    TRY(load(cx, w, &rec));
    TRY(api_body_read(cx, w, names, &body));
    TRY(api_body_text(cx, body, "reason", &reason));
    TRY(record_restore(cx, rec, reason));
    return reply_record(cx, w, rec, NULL);
}

enum status api_record_moves(struct ctx *cx, struct web *w)
{
    struct lifecycle_move *moves;
    struct record *rec;
    struct json j;
    struct str text;
    size_t n;

    TRY(load(cx, w, &rec));
    TRY(lifecycle_moves(cx, rec, &moves, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_text(&j, "state", rec->state);
    json_begin_array(&j, "moves");
    for (size_t i = 0; i < n; i++) {
        json_begin_object(&j, NULL);
        json_add_text(&j, "move", moves[i].move->id);
        json_add_text(&j, "to", moves[i].move->to);
        json_add_text(&j, "label", label_text(&moves[i].move->label, cx->lang));
        json_add_bool(&j, "allowed", moves[i].allowed);
        json_add_text(&j, "refused", moves[i].refused);
        json_begin_array(&j, "need");
        for (size_t f = 0; f < moves[i].n_need; f++)
            json_add_text(&j, NULL, moves[i].need[f]->id);
        json_end(&j);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status api_record_history(struct ctx *cx, struct web *w)
{
    struct history_row *rows;
    struct record *rec;
    struct json j;
    struct str text;
    size_t n;

    TRY(load(cx, w, &rec));
    TRY(history_of(cx, rec->id, true, 500, &rows, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++) {
        json_begin_object(&j, NULL);
        json_add_int(&j, "seq", rows[i].seq);
        json_add_text(&j, "at", instant_iso(cx->mem, rows[i].at));
        json_add_text(&j, "login", rows[i].login);
        json_add_text(&j, "what", rows[i].what);
        json_add_text(&j, "kind", rows[i].kind);
        json_add_int(&j, "record", rows[i].record_id);
        json_add_int(&j, "version", rows[i].version);
        json_add_text(&j, "why", rows[i].why);
        json_add_text(&j, "basis", rows[i].basis);
        json_add_text(&j, "hash", rows[i].hash);
        json_add_text(&j, "chain", rows[i].chain);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status api_record_search(struct ctx *cx, struct web *w)
{
    const char *kind = web_param_text(cx, w, "kind");
    const struct kind *only = *kind != '\0' ? kind_find(kind) : NULL;
    struct search_hit *hits = NULL;
    struct json j;
    struct str text;
    size_t n = 0;
    bool cut;

    if (*kind != '\0' && only == NULL)
        return E_NOTFOUND;
    TRY(search_run(cx, web_param(w, "q"), only, 100, &hits, &n, &cut));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++) {
        json_begin_object(&j, NULL);
        json_add_text(&j, "kind", hits[i].kind->id);
        json_add_int(&j, "id", hits[i].id);
        json_add_text(&j, "title", hits[i].title);
        json_add_text(&j, "code", hits[i].code);
        json_add_text(&j, "state", hits[i].state);
        json_end(&j);
    }
    json_end(&j);
    json_add_bool(&j, "cut", cut); /* older ones with these words were not looked at */
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status api_record_me(struct ctx *cx, struct web *w)
{
    struct json j;
    struct str text;

    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_text(&j, "login", cx->who.login);
    json_add_text(&j, "name", cx->who.name);
    json_add_text(&j, "lang", lang_code(cx->lang));
    json_begin_array(&j, "roles");
    for (int r = 0; r < ROLE__MAX; r++)
        if ((cx->who.roles & ROLE_BIT(r)) != 0)
            json_add_text(&j, NULL, role_code((enum role)r));
    json_end(&j);
    if (cx->who.key != NULL) {
        json_begin_object(&j, "key");
        json_add_text(&j, "registers", cx->who.key->kinds != NULL ? cx->who.key->kinds : "*");
        json_add_bool(&j, "write", (cx->who.key->right_bits & (1U << RIGHT_UPDATE)) != 0);
        json_add_bool(&j, "delete", (cx->who.key->right_bits & (1U << RIGHT_DELETE)) != 0);
        json_add_text(&j, "until", instant_iso(cx->mem, w->session.key_expires_at));
        json_end(&j);
    }
    if (!w->session.by_key)
        json_add_text(&j, "csrf", w->session.csrf); /* for scripts of our own pages */
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
