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
#include "register/search.h"
#include "register/view.h"
#include "rules/lifecycle.h"
#include "rules/lifecycle_undo.h"
#include "web/pages.h"

static const struct kind *kind_of(struct ctx *cx, const struct web *w)
{
    struct str id = web_arg(w, "kind");

    return kind_find(arena_strndup(cx->mem, id.p, id.n));
}

static enum status load(struct ctx *cx, const struct web *w, struct record **ret_rec)
{
    return record_load(cx, kind_of(cx, w), web_arg_int(w, "id"), ret_rec);
}

/* The body as a JSON object that has no other names than these. */
static enum status read_body(struct ctx *cx, const struct web *w, const char *const *names, json_t **ret_body)
{
    struct str type = http_request_header(w->rq, "Content-Type");
    const char *name;
    json_t *body, *value;

    if (!str_starts(type, "application/json"))
        return ctx_fail(cx, E_FORMAT, "the body must be application/json");
    TRY(json_read(cx, w->rq->body, &body));
    if (!json_is_object(body))
        return ctx_fail(cx, E_USAGE, "the body must be a JSON object");
    json_object_foreach (body, name, value) {
        bool known = false;

        for (size_t i = 0; names[i] != NULL; i++)
            known = known || strcmp(names[i], name) == 0;
        if (!known)
            return ctx_fail(cx, E_USAGE, "unknown name \"%.60s\" in the body", name);
    }
    *ret_body = body;
    return OK;
}

/* A double that has at most 15 digits comes back as it was sent; more digits must be sent as text. */
static const char *number_text(struct ctx *cx, const json_t *v)
{
    const char *text;

    if (json_is_integer(v))
        return arena_printf(cx->mem, "%lld", (long long)json_integer_value(v));
    text = arena_printf(cx->mem, "%.15g", json_real_value(v));
    return strtod(text, NULL) == json_real_value(v) && strchr(text, 'e') == NULL ? text : NULL;
}

static const char *value_text(struct ctx *cx, const json_t *v);

/* {"amount": 39000000, "currency": "USD", "rate_date": "2025-12-31"} and {"lat": …, "lon": …} */
static const char *object_text(struct ctx *cx, const json_t *v)
{
    const json_t *amount = json_object_get(v, "amount"), *lat = json_object_get(v, "lat");
    const char *currency = json_string_value(json_object_get(v, "currency"));
    const char *day = json_string_value(json_object_get(v, "rate_date"));

    if (amount != NULL && currency != NULL) {
        const char *n = value_text(cx, amount);
        return n == NULL ? NULL : arena_printf(cx->mem, "%s %s%s%s", n, currency, day != NULL ? " " : "",
                                               day != NULL ? day : "");
    }
    const json_t *lon = json_object_get(v, "lon");
    if (lat == NULL || lon == NULL)
        return NULL;
    const char *a = value_text(cx, lat), *b = value_text(cx, lon);
    return a == NULL || b == NULL ? NULL : arena_printf(cx->mem, "%s,%s", a, b);
}

static const char *array_text(struct ctx *cx, const json_t *v)
{
    struct buf b;
    size_t i;
    json_t *one;

    buf_init(&b, cx->mem, 1 << 20);
    json_array_foreach (v, i, one) {
        const char *word = json_is_string(one) || json_is_integer(one) ? value_text(cx, one) : NULL;

        if (word == NULL)
            return NULL;
        buf_printf(&b, "%s%s", i > 0 ? " " : "", word);
    }
    return arena_strndup(cx->mem, buf_str(&b).p, buf_str(&b).n);
}

/* As a person would have typed it; NULL when no field takes such a value. */
static const char *value_text(struct ctx *cx, const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_STRING:
        return strlen(json_string_value(v)) == json_string_length(v) ? json_string_value(v) : NULL;
    case JSON_INTEGER: case JSON_REAL:
        return number_text(cx, v);
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        return "";
    case JSON_ARRAY:
        return array_text(cx, v);
    case JSON_OBJECT:
        return object_text(cx, v);
    }
    return NULL;
}

static enum status fields_of(struct ctx *cx, const json_t *body, struct lifecycle_value **ret_v, size_t *ret_n)
{
    json_t *fields = json_object_get(body, "fields"), *value;
    struct lifecycle_value *v;
    const char *name;
    size_t n = 0;

    if (fields != NULL && !json_is_object(fields))
        return ctx_fail(cx, E_USAGE, "fields must be an object");
    v = arena_alloc(cx->mem, (json_object_size(fields) + 1) * sizeof *v);
    json_object_foreach (fields, name, value) {
        v[n].field = name;
        v[n].typed = value_text(cx, value);
        if (v[n++].typed == NULL)
            return ctx_fail(cx, E_USAGE, "field %.60s: no usable value (long decimals go as text)", name);
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

static enum status text_of(struct ctx *cx, const json_t *body, const char *name, const char **ret_text)
{
    const json_t *v = json_object_get(body, name);

    if (v != NULL && !json_is_string(v))
        return ctx_fail(cx, E_USAGE, "%s must be a text", name);
    *ret_text = json_string_value(v);
    return OK;
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

enum status api_record_list(struct ctx *cx, struct web *w)
{
    const struct kind *k = kind_of(cx, w);
    struct list_query *q;
    struct buf out;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    enum status st = view_parse(cx, k, w->rq->query, &q);
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
    int64_t kept;
    struct buf out;

    buf_init(&out, cx->mem, JSON_MAX_BYTES);
    enum status st = record_json_by_id(cx, kind_of(cx, w), web_arg_int(w, "id"), &out);
    if ((st == E_NOTFOUND || st == E_DENIED) && merge_target(cx, web_arg_int(w, "id"), &kept) == OK &&
        record_load(cx, kind_of(cx, w), kept, &rec) == OK)
        return web_redirect(cx, w, "/api/v1/records/%s/%lld", rec->kind->id, (long long)kept);
    TRY(st);
    TRY(buf_status(&out));
    return web_reply_json(w, buf_str(&out));
}

enum status api_record_named(struct ctx *cx, struct web *w)
{
    struct record *rec;
    int64_t id;

    TRY(record_named(cx, kind_of(cx, w), web_arg(w, "name"), &id));
    TRY(record_load(cx, kind_of(cx, w), id, &rec));
    return reply_record(cx, w, rec, NULL);
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
    TRY(read_body(cx, w, names, &body));
    TRY(fields_of(cx, body, &v, &n));
    TRY(text_of(cx, body, "why", &why));
    if (json_object_get(body, "parent") != NULL)
        TRY(record_load(cx, NULL, json_integer_value(json_object_get(body, "parent")), &parent));
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
    TRY(read_body(cx, w, names, &body));
    TRY(fields_of(cx, body, &v, &n));
    TRY(version_of(cx, body, &version));
    TRY(text_of(cx, body, "why", &why));
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
    TRY(read_body(cx, w, names, &body));
    TRY(fields_of(cx, body, &v, &n));
    TRY(version_of(cx, body, &version));
    TRY(text_of(cx, body, "reason", &reason));
    TRY(text_of(cx, body, "move", &move));
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
    TRY(read_body(cx, w, names, &body));
    TRY(version_of(cx, body, &version));
    TRY(text_of(cx, body, "reason", &reason));
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
    int64_t version;
    const char *reason;
    struct merge m;
    json_t *body;

    TRY(read_body(cx, w, names, &body));
    TRY(version_of(cx, body, &version));
    TRY(text_of(cx, body, "reason", &reason));
    const json_t *with = json_object_get(body, "with"), *with_version = json_object_get(body, "with_version");
    if (!json_is_integer(with) || !json_is_integer(with_version))
        return ctx_fail(cx, E_USAGE, "with and with_version: the other record and the version that was read");
    TRY(merge_begin(cx, kind_of(cx, w), web_arg_int(w, "id"), json_integer_value(with), &m));
    TRY(picks_of(cx, body, &m));
    TRY(merge_run(cx, &m, version, json_integer_value(with_version), reason));
    return reply_record(cx, w, m.kept, NULL);
}

enum status api_record_delete(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    TRY(record_delete(cx, rec, NULL));
    w->rs->code = 204;
    return OK;
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

    if (*kind != '\0' && only == NULL)
        return E_NOTFOUND;
    TRY(search_run(cx, web_param(w, "q"), only, 100, &hits, &n));
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
    if (!w->session.by_token)
        json_add_text(&j, "csrf", w->session.csrf); /* for scripts of our own pages */
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
