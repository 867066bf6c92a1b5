/* /api/v1/records/…/files: the files of a record for programs, with the same rights, checks and history as the pages.
   Not for: the record itself (api_record.c). */
#include <string.h>

#include "platform/json.h"
#include "register/attach.h"
#include "web/pages.h"

static enum status load(struct ctx *cx, const struct web *w, struct record **ret_rec)
{
    struct str kind = web_arg(w, "kind");
    int64_t id;

    TRY(web_arg_record(cx, w, &id));
    return record_load(cx, kind_find(arena_strndup(cx->mem, kind.p, kind.n)), id, ret_rec);
}

static void add_file(struct ctx *cx, struct json *j, const struct record *rec, const struct attachment *a)
{
    json_begin_object(j, NULL);
    json_add_int(j, "id", a->id);
    json_add_text(j, "field", a->field); /* "": of the record as a whole */
    json_add_text(j, "name", a->name);
    json_add_text(j, "type", a->type);
    json_add_int(j, "bytes", a->bytes);
    json_add_text(j, "sha256", a->sha256);
    json_add_text(j, "at", instant_iso(cx->mem, a->at));
    json_add_text(j, "by", a->login);
    json_add_text(j, "href", arena_printf(cx->mem, "/api/v1/records/%s/%lld/files/%lld", rec->kind->id,
                                          (long long)rec->id, (long long)a->id));
    json_end(j);
}

/* only: numbers of those that are told; n_only 0: all. */
static enum status reply(struct ctx *cx, struct web *w, const struct record *rec, const int64_t *only, size_t n_only)
{
    struct attachment *all;
    struct json j;
    struct str text;
    size_t n;

    TRY(attach_list(cx, rec, &all, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "version", rec->version);
    json_begin_array(&j, "files");
    for (size_t i = 0; i < n; i++) {
        bool told = n_only == 0;

        for (size_t k = 0; k < n_only; k++)
            told = told || only[k] == all[i].id;
        if (told)
            add_file(cx, &j, rec, &all[i]);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status api_file_list(struct ctx *cx, struct web *w)
{
    struct record *rec;

    TRY(load(cx, w, &rec));
    return reply(cx, w, rec, NULL, 0);
}

enum status api_file_add(struct ctx *cx, struct web *w)
{
    struct attach_new *add = arena_alloc(cx->mem, (w->form.n_files + 1) * sizeof *add);
    int64_t *ids = arena_alloc(cx->mem, (w->form.n_files + 1) * sizeof *ids);
    const char *field = web_param_text(cx, w, "field");
    struct record *rec;
    size_t n = w->form.n_files;

    TRY(load(cx, w, &rec));
    for (size_t i = 0; i < n; i++) {
        const struct http_file *f = &w->form.files[i];

        add[i] = (struct attach_new){.field = field, .name = arena_strndup(cx->mem, f->name.p, f->name.n),
                                     .type = arena_strndup(cx->mem, f->type.p, f->type.n), .bytes = f->bytes};
    }
    if (n == 0)
        return ctx_problem(cx, "file", "problem.file_missing", NULL);
    TRY(attach_put(cx, rec, &(struct attach_set){.add = add, .n_add = n}, ids));
    w->rs->code = 201;
    return reply(cx, w, rec, ids, n);
}

/* A number of a file of this record; another's does not exist here. */
static enum status file_of(struct ctx *cx, const struct web *w, struct record **ret_rec, int64_t *ret_id)
{
    struct str number = web_arg(w, "file");
    long long id;

    TRY(load(cx, w, ret_rec));
    if (!str_int(number, &id) || id < 1)
        return ctx_fail(cx, E_NOTFOUND, "no file %.*s", STR_ARGS(str_sub(number, 0, 40)));
    *ret_id = id;
    return OK;
}

enum status api_file_get(struct ctx *cx, struct web *w)
{
    struct attachment a;
    struct record *rec;
    struct str bytes;
    int64_t id;

    TRY(file_of(cx, w, &rec, &id));
    TRY(attach_get(cx, id, &a, &bytes));
    if (a.record_id != rec->id)
        return ctx_fail(cx, E_NOTFOUND, "file %lld is another record's", (long long)id);
    return web_reply_file(cx, w, "application/octet-stream", a.name, bytes);
}

enum status api_file_remove(struct ctx *cx, struct web *w)
{
    struct record *rec;
    int64_t id;

    TRY(file_of(cx, w, &rec, &id));
    TRY(attach_remove(cx, rec, id));
    w->rs->code = 204;
    return OK;
}
