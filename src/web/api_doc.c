/* See api_doc.h. A row with {kind} becomes one path per kind, so that programs made from the document know every
   register's own fields. */
#include "web/api_doc.h"

#include <stdio.h>
#include <string.h>

#include "platform/json.h"
#include "register/access.h"
#include "register/api_key.h"
#include "register/code.h"
#include "web/pages.h"
#include "web/ui.h"

static void ref(struct json *j, const char *key, const char *schema)
{
    char path[160];

    (void)snprintf(path, sizeof path, "#/components/schemas/%s", schema);
    json_begin_object(j, key);
    json_add_text(j, "$ref", path);
    json_end(j);
}

/* ---- schemas ---- */

static void code_values(struct json *j, const struct field *f)
{
    const char *list = field_types[f->type].codes != NULL ? field_types[f->type].codes : f->arg;
    const struct code_list *l = list == NULL ? NULL : code_list_find(list);

    if (l == NULL || l->n_codes > 400)
        return;
    json_begin_array(j, "enum");
    for (unsigned i = 0; i < l->n_codes; i++)
        json_add_text(j, NULL, l->codes[i].id);
    json_end(j);
}

static void array_of(struct json *j, const char *type, const struct field *f)
{
    json_add_text(j, "type", "array");
    json_begin_object(j, "items");
    json_add_text(j, "type", type);
    if (f != NULL)
        code_values(j, f);
    json_end(j);
}

static void field_schema(struct ctx *cx, struct json *j, const struct field *f)
{
    json_begin_object(j, f->id);
    switch (field_types[f->type].json) {
    case JSON_NUMBER:
        json_add_text(j, "type", f->type == FT_DEC ? "number" : "integer");
        break;
    case JSON_BOOL:
        json_add_text(j, "type", "boolean");
        break;
    case JSON_WORDS:
        array_of(j, "string", f);
        break;
    case JSON_IDS:
        array_of(j, "integer", NULL);
        break;
    case JSON_MONEY:
        json_add_text(j, "$ref", "#/components/schemas/money");
        break;
    case JSON_GEO: /* [latitude, longitude] */
        array_of(j, "number", NULL);
        break;
    default:
        json_add_text(j, "type", "string");
        if (f->type == FT_DATE || f->type == FT_DT)
            json_add_text(j, "format", f->type == FT_DATE ? "date" : "date-time");
        if (f->type == FT_ENUM || f->type == FT_COUNTRY || f->type == FT_LANG)
            code_values(j, f);
        if (f->type == FT_TEXT && f->size > 0)
            json_add_int(j, "maxLength", f->size);
    }
    json_add_text(j, "title", label_text(&f->label, cx->lang));
    if (f->basis != NULL)
        json_add_text(j, "description", f->basis);
    if (f->given || f->type == FT_FILE || f->type == FT_FILES) /* files come by upload */
        json_add_bool(j, "readOnly", true);
    json_end(j);
}

static void kind_schemas(struct ctx *cx, struct json *j, const struct kind *k)
{
    json_begin_object(j, arena_printf(cx->mem, "%s_fields", k->id));
    json_add_text(j, "type", "object");
    json_add_bool(j, "additionalProperties", false);
    json_begin_object(j, "properties");
    for (unsigned i = 0; i < k->n_fields; i++)
        if (k->fields[i].type != FT_SUB)
            field_schema(cx, j, &k->fields[i]);
    json_end(j);
    json_end(j);
    json_begin_object(j, k->id);
    json_add_text(j, "type", "object");
    json_add_text(j, "title", label_text(&k->label, cx->lang));
    json_begin_object(j, "properties");
    static const char *const common[][2] = {{"id", "integer"}, {"uid", "string"}, {"kind", "string"},
                                            {"code", "string"}, {"title", "string"}, {"version", "integer"}};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        json_begin_object(j, common[i][0]);
        json_add_text(j, "type", common[i][1]);
        json_end(j);
    }
    if (k->n_states > 0) {
        json_begin_object(j, "state");
        json_add_text(j, "type", "string");
        json_begin_array(j, "enum");
        for (unsigned i = 0; i < k->n_states; i++)
            json_add_text(j, NULL, k->states[i].id);
        json_end(j);
        json_end(j);
    }
    ref(j, "fields", arena_printf(cx->mem, "%s_fields", k->id));
    json_end(j);
    json_end(j);
}

static void common_schemas(struct json *j)
{
    json_begin_object(j, "money");
    json_add_text(j, "type", "object");
    json_begin_object(j, "properties");
    json_begin_object(j, "amount");
    json_add_text(j, "type", "number");
    json_end(j);
    json_begin_object(j, "currency");
    json_add_text(j, "type", "string");
    json_add_text(j, "description", "ISO 4217");
    json_end(j);
    json_begin_object(j, "rate_date");
    json_add_text(j, "type", "string");
    json_add_text(j, "format", "date");
    json_end(j);
    json_end(j);
    json_end(j);
    json_begin_object(j, "error");
    json_add_text(j, "type", "object");
    json_begin_object(j, "properties");
    json_begin_object(j, "error");
    json_add_text(j, "type", "object");
    json_begin_object(j, "properties");
    static const char *const names[] = {"code", "message", "detail", "reference"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        json_begin_object(j, names[i]);
        json_add_text(j, "type", "string");
        json_end(j);
    }
    json_begin_object(j, "problems");
    json_add_text(j, "type", "array");
    json_begin_object(j, "items");
    json_add_text(j, "type", "object");
    json_end(j);
    json_end(j);
    json_end(j);
    json_end(j);
    json_end(j);
    json_end(j);
}

static void property(struct json *j, const char *name, const char *type)
{
    json_begin_object(j, name);
    json_add_text(j, "type", type);
    json_end(j);
}

static void files_schema(struct json *j)
{
    static const char *const names[][2] = {{"id", "integer"}, {"field", "string"}, {"name", "string"},
                                           {"type", "string"}, {"bytes", "integer"}, {"sha256", "string"},
                                           {"at", "string"}, {"by", "string"}, {"href", "string"}};

    json_begin_object(j, "files");
    json_add_text(j, "type", "object");
    json_begin_object(j, "properties");
    property(j, "version", "integer");
    json_begin_object(j, "files");
    json_add_text(j, "type", "array");
    json_begin_object(j, "items");
    json_add_text(j, "type", "object");
    json_begin_object(j, "properties");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        property(j, names[i][0], names[i][1]);
    for (int i = 0; i < 5; i++)
        json_end(j);
}

/* ---- paths ---- */

static bool takes_files(const struct route *row)
{
    for (size_t i = 0; i < ROUTE_MAX_PARAMS && row->params[i].name != NULL; i++)
        if (row->params[i].type == PARAM_FILE)
            return true;
    return false;
}

static void parameter(struct json *j, const char *name, const char *in, const char *what, bool required,
                      const char *type)
{
    json_begin_object(j, NULL);
    json_add_text(j, "name", name);
    json_add_text(j, "in", in);
    json_add_bool(j, "required", required);
    if (what != NULL)
        json_add_text(j, "description", what);
    json_begin_object(j, "schema");
    json_add_text(j, "type", type);
    json_end(j);
    json_end(j);
}

static void list_parameters(struct ctx *cx, struct json *j, const struct kind *k)
{
    parameter(j, "q", "query", "words that must all occur, accents or not", false, "string");
    parameter(j, "sort", "query", "field ids with commas, - for falling", false, "string");
    parameter(j, "cols", "query", "field ids with commas", false, "string");
    parameter(j, "page", "query", "from 1", false, "integer");
    parameter(j, "per", "query", "rows per page, 1 to 1000", false, "integer");
    parameter(j, "view", "query", "a saved view; parameters beside it take the place of its own", false, "integer");
    parameter(j, "where", "query", "a condition with and, or and not: docs/LISTS.md", false, "string");
    if (k->n_states > 0)
        parameter(j, "state", "query", "states with commas: any of them", false, "string");
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];

        if (!field_is_stored(f))
            continue;
        parameter(j, f->id, "query", "values with commas: any of them", false, "string");
        if (f->type == FT_DATE || f->type == FT_INT || f->type == FT_YEAR || f->type == FT_DEC) {
            parameter(j, arena_printf(cx->mem, "%s.from", f->id), "query", "from this value on", false, "string");
            parameter(j, arena_printf(cx->mem, "%s.to", f->id), "query", "up to this value", false, "string");
        }
    }
}

static void parameters(struct ctx *cx, struct json *j, const struct route *row, const struct kind *k)
{
    static const char *const types[] = {"string", "integer", "string", "string", "boolean", "string", "string"};

    json_begin_array(j, "parameters");
    for (const char *p = row->path; (p = strchr(p, '{')) != NULL; p++) {
        size_t n = (size_t)(strchr(p, '}') - p) - 1;

        if (strncmp(p + 1, "kind", n) != 0)
            parameter(j, arena_strndup(cx->mem, p + 1, n), "path",
                      strncmp(p + 1, "record", n) == 0 ? "its number, its code or its uid" : NULL, true,
                      strncmp(p + 1, "id", n) == 0 || strncmp(p + 1, "file", n) == 0 ? "integer" : "string");
    }
    for (size_t i = 0; !takes_files(row) && i < ROUTE_MAX_PARAMS && row->params[i].name != NULL; i++)
        parameter(j, row->params[i].name, "query", row->params[i].what, row->params[i].required,
                  types[row->params[i].type]);
    if (k != NULL && (row->flags & ROUTE_OPEN_PARAMS) != 0 && row->method == HTTP_GET)
        list_parameters(cx, j, k);
    json_end(j);
}

static void content(struct json *j, const char *media, const char *schema)
{
    json_begin_object(j, "content");
    json_begin_object(j, media);
    if (schema != NULL)
        ref(j, "schema", schema);
    json_end(j);
    json_end(j);
}

struct body_part {
    const char *name, *type;
};
static const struct body_part of_merge[] = {{"with", "integer"},  {"version", "integer"}, {"with_version", "integer"},
                                            {"choose", "object"}, {"reason", "string"},   {0}};
static const struct body_part of_view[] = {{"name", "string"},  {"mode", "string"},     {"display", "string"},
                                           {"state", "string"}, {"version", "integer"}, {"begin", "boolean"}, {0}};

static const struct body_part of_delete[] = {{"reason", "string"}, {"version", "integer"}, {0}};
static const struct body_part of_restore[] = {{"reason", "string"}, {0}};
static const struct body_part of_bulk[] = {{"records", "array"}, {"filter", "string"}, {"action", "string"},
                                           {"move", "string"},   {"fields", "object"}, {"reason", "string"},
                                           {"dry_run", "boolean"}, {0}};

static void own_body(struct json *j, const struct body_part *part)
{
    for (; part->name != NULL; part++) {
        json_begin_object(j, part->name);
        json_add_text(j, "type", part->type);
        json_end(j);
    }
}

static void fields_body(struct ctx *cx, struct json *j, const struct route *row, const struct kind *k)
{
    bool is_move = str_ends(str_of(row->path), "/move");

    if (k != NULL)
        ref(j, "fields", arena_printf(cx->mem, "%s_fields", k->id));
    const char *names[] = {is_move ? "move" : NULL, is_move ? "reason" : "why"};
    for (size_t i = 0; i < 2; i++)
        if (names[i] != NULL) {
            json_begin_object(j, names[i]);
            json_add_text(j, "type", "string");
            json_end(j);
        }
    json_begin_object(j, row->method == HTTP_PATCH || is_move ? "version" : "parent");
    json_add_text(j, "type", "integer");
    json_end(j);
}

/* As OpenAPI 3.1 writes an upload: parts of the form, bytes by their media type. */
static void upload_body(struct json *j, const struct route *row)
{
    json_begin_object(j, "multipart/form-data");
    json_begin_object(j, "schema");
    json_add_text(j, "type", "object");
    json_begin_object(j, "properties");
    for (size_t i = 0; i < ROUTE_MAX_PARAMS && row->params[i].name != NULL; i++) {
        bool is_file = row->params[i].type == PARAM_FILE;

        json_begin_object(j, row->params[i].name);
        json_add_text(j, "description", row->params[i].what);
        json_add_text(j, "type", is_file ? "array" : "string");
        if (is_file) {
            json_begin_object(j, "items");
            json_add_text(j, "type", "string");
            json_add_text(j, "contentMediaType", "application/octet-stream");
            json_end(j);
        }
        json_end(j);
    }
    json_end(j);
    json_begin_array(j, "required");
    json_add_text(j, NULL, "file");
    json_end(j);
    json_end(j);
    json_end(j);
}

static void body(struct ctx *cx, struct json *j, const struct route *row, const struct kind *k)
{
    bool may_say_why = row->method == HTTP_DELETE && k != NULL && str_starts(str_of(row->path), "/api/v1/records/");

    if (row->method != HTTP_POST && row->method != HTTP_PATCH && !may_say_why)
        return;
    json_begin_object(j, "requestBody");
    json_add_bool(j, "required", !may_say_why);
    json_begin_object(j, "content");
    if (takes_files(row)) {
        upload_body(j, row);
        json_end(j);
        json_end(j);
        return;
    }
    json_begin_object(j, "application/json");
    json_begin_object(j, "schema");
    json_add_text(j, "type", "object");
    json_begin_object(j, "properties");
    if (str_ends(str_of(row->path), "/merge"))
        own_body(j, of_merge);
    else if (may_say_why)
        own_body(j, of_delete);
    else if (str_ends(str_of(row->path), "/restore"))
        own_body(j, of_restore);
    else if (str_ends(str_of(row->path), "/bulk"))
        own_body(j, of_bulk);
    else if (str_starts(str_of(row->path), "/api/v1/views/"))
        own_body(j, of_view);
    else
        fields_body(cx, j, row, k);
    json_end(j);
    json_end(j);
    json_end(j);
    json_end(j);
    json_end(j);
}

static void responses(struct json *j, const struct route *row, const struct kind *k)
{
    static const struct {
        const char *code, *what;
    } errors[] = {{"400", "a parameter or the body is not right"}, {"401", "not logged in"},
                  {"403", "not allowed, or the form token is missing"}, {"404", "no such record, or not readable"},
                  {"409", "someone saved first, or the state forbids it"}, {"422", "problems, field by field"}};
    bool is_bulk = strstr(row->path, "/bulk") != NULL;
    bool is_new = row->method == HTTP_POST && !str_ends(str_of(row->path), "/move") && !is_bulk;
    bool is_files = str_ends(str_of(row->path), "/files"), is_file = str_ends(str_of(row->path), "/files/{file}");
    bool is_list = (row->flags & ROUTE_OPEN_PARAMS) != 0 && row->method == HTTP_GET;

    json_begin_object(j, "responses");
    json_begin_object(j, row->method == HTTP_DELETE ? "204" : is_new ? "201" : "200");
    json_add_text(j, "description", row->what);
    if (row->method != HTTP_DELETE)
        content(j, is_file ? "application/octet-stream" : "application/json",
                is_file ? NULL : is_files ? "files" : k != NULL && !is_list ? k->id : NULL);
    json_end(j);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        json_begin_object(j, errors[i].code);
        json_add_text(j, "description", errors[i].what);
        content(j, "application/json", "error");
        json_end(j);
    }
    json_end(j);
}

static const char *lower(struct ctx *cx, const char *name)
{
    char *out = arena_strdup(cx->mem, name);

    for (char *p = out; *p != 0; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    return out;
}

/* A program with a key reads what the key can do, nothing else. */
static bool is_for(const struct ctx *cx, const struct route *row, const struct kind *k)
{
    const struct who_key *key = cx->who.key;

    if (key == NULL)
        return true;
    if (row->method != HTTP_GET &&
        (key->right_bits & 1U << (row->method == HTTP_DELETE ? RIGHT_DELETE : RIGHT_UPDATE)) == 0)
        return false;
    if ((row->flags & ROUTE_LEDGER) != 0 && key->kinds != NULL && !ui_word_in(key->kinds, API_KEY_LEDGER))
        return false;
    return k == NULL || access_by_key(cx, k, RIGHT_READ);
}

static void operation(struct ctx *cx, struct json *j, const struct route *row, const struct kind *k)
{
    json_begin_object(j, lower(cx, http_method_name(row->method)));
    json_add_text(j, "summary", row->what);
    json_begin_array(j, "tags");
    json_add_text(j, NULL, k != NULL ? k->id : "general");
    json_end(j);
    parameters(cx, j, row, k);
    body(cx, j, row, k);
    responses(j, row, k);
    json_end(j);
}

/* Every method of the path, under one key; only at the first row of the path. */
static void path(struct ctx *cx, struct json *j, const struct route *row, const struct kind *k)
{
    const char *brace = k == NULL ? NULL : strstr(row->path, "{kind}");

    for (const struct route *other = routes; other < row; other++)
        if (strcmp(other->path, row->path) == 0 && is_for(cx, other, k))
            return;
    if (!is_for(cx, row, k))
        return;
    json_begin_object(j, brace == NULL ? row->path : arena_printf(cx->mem, "%.*s%s%s", (int)(brace - row->path),
                                                                  row->path, k->id, brace + 6));
    for (const struct route *other = row; other->path != NULL; other++)
        if (strcmp(other->path, row->path) == 0 && is_for(cx, other, k))
            operation(cx, j, other, k);
    json_end(j);
}

static void security(struct json *j)
{
    json_begin_object(j, "securitySchemes");
    json_begin_object(j, "token");
    json_add_text(j, "type", "http");
    json_add_text(j, "scheme", "bearer");
    json_add_text(j, "description", "a key of the page /account: for the registers and rights chosen there");
    json_end(j);
    json_begin_object(j, "cookie");
    json_add_text(j, "type", "apiKey");
    json_add_text(j, "in", "cookie");
    json_add_text(j, "name", "chancery");
    json_add_text(j, "description", "changes also need the header X-CSRF-Token (csrf of /api/v1/me)");
    json_end(j);
    json_end(j);
}

enum status api_doc_text(struct ctx *cx, struct str *ret_json)
{
    const struct kinds *ks = kind_all();
    struct json j;

    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_text(&j, "openapi", "3.1.0");
    json_begin_object(&j, "info");
    json_add_text(&j, "title", "Chancery");
    json_add_text(&j, "version", "1");
    json_end(&j);
    json_begin_array(&j, "security");
    static const char *const schemes[] = {"token", "cookie"};
    for (size_t i = 0; i < 2; i++) {
        json_begin_object(&j, NULL);
        json_begin_array(&j, schemes[i]);
        json_end(&j);
        json_end(&j);
    }
    json_end(&j);
    json_begin_object(&j, "paths");
    for (const struct route *row = routes; row->path != NULL; row++) {
        if (strncmp(row->path, "/api/", 5) != 0 || strstr(row->path, "{name}") != NULL)
            continue; /* OpenAPI holds "/x/{id}" and "/x/{name}" for the same path */
        if (strstr(row->path, "{kind}") == NULL)
            path(cx, &j, row, NULL);
        for (size_t i = 0; strstr(row->path, "{kind}") != NULL && i < ks->n; i++)
            path(cx, &j, row, ks->at[i]);
    }
    json_end(&j);
    json_begin_object(&j, "components");
    security(&j);
    json_begin_object(&j, "schemas");
    common_schemas(&j);
    files_schema(&j);
    for (size_t i = 0; i < ks->n; i++)
        if (access_by_key(cx, ks->at[i], RIGHT_READ))
            kind_schemas(cx, &j, ks->at[i]);
    json_end(&j);
    json_end(&j);
    json_end(&j);
    return json_done(&j, ret_json);
}

enum status api_doc_show(struct ctx *cx, struct web *w)
{
    struct str text;

    TRY(api_doc_text(cx, &text));
    return web_reply_json(w, text);
}
