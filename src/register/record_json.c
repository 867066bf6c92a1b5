/* Records as JSON for interfaces, written straight into the buffer. See record.h. */
#include <string.h>

#include "platform/db.h"
#include "platform/json.h"
#include "register/record_json.h"
#include "register/record_sql.h"

static void add_text(struct buf *out, struct str name, const char *value)
{
    buf_add(out, name);
    if (value == NULL)
        buf_add(out, STR("null"));
    else
        json_quote(out, str_of(value));
}

static void add_id(struct buf *out, struct str name, int64_t id)
{
    buf_add(out, name);
    if (id == 0)
        buf_add(out, STR("null"));
    else
        buf_int(out, id);
}

void record_json_head(struct ctx *cx, const struct record *rec, struct buf *out)
{
    add_id(out, STR("{\"id\":"), rec->id);
    add_text(out, STR(",\"uid\":"), rec->uid);
    add_text(out, STR(",\"kind\":"), rec->kind->id);
    add_text(out, STR(",\"code\":"), rec->code);
    add_text(out, STR(",\"title\":"), rec->title);
    add_text(out, STR(",\"state\":"), rec->state);
    add_id(out, STR(",\"version\":"), rec->version);
    add_id(out, STR(",\"org\":"), rec->org_id);
    add_text(out, STR(",\"province\":"), rec->province);
    add_text(out, STR(",\"classification\":"), rec->classification);
    add_text(out, STR(",\"updated_at\":"), rec->updated_at == 0 ? NULL : instant_iso(cx->mem, rec->updated_at));
    if (rec->deleted_at != 0)
        add_text(out, STR(",\"deleted_at\":"), instant_iso(cx->mem, rec->deleted_at));
    if (kind_is_sub(rec->kind)) {
        add_text(out, STR(",\"parent_kind\":"), rec->parent_kind);
        add_id(out, STR(",\"parent_id\":"), rec->parent_id);
    }
}

static bool is_masked(struct ctx *cx, const struct record *rec, const struct field *f)
{
    return f->personal != NULL && access_value(cx, rec, f) == ACCESS_MASK;
}

static void add_name(struct buf *out, const struct field *f, const struct kind *k, bool *first)
{
    struct str name = record_sql_json_name(f, k);

    buf_add(out, *first ? str_sub(name, 1, name.n) : name);
    *first = false;
}

void record_json(struct ctx *cx, const struct record *rec, struct buf *out)
{
    bool first = true;

    record_json_head(cx, rec, out);
    buf_add_c(out, ",\"fields\":{");
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (!field_is_stored(f))
            continue;
        add_name(out, f, rec->kind, &first);
        if (rec->values[i] != NULL && is_masked(cx, rec, f))
            json_quote(out, STR(RECORD_MASK));
        else
            field_json(out, f, rec->values[i]);
    }
    buf_add_c(out, "}}");
}

void record_json_fields(struct ctx *cx, const struct record *head, const struct field *const *fields, size_t n,
                        struct rows *r, struct buf *out)
{
    const struct kind *k = head->kind;
    size_t column = record_sql_first(k);
    bool first = true;

    buf_add(out, STR(",\"fields\":{"));
    for (size_t i = 0; i < n; i++) {
        int columns = record_sql_columns(fields[i]);
        if (columns == 0)
            continue;
        add_name(out, fields[i], k, &first);
        if (is_masked(cx, head, fields[i]))
            json_quote(out, STR(RECORD_MASK));
        else
            record_sql_json(cx, out, fields[i], r, column);
        column += (size_t)columns;
    }
    buf_add(out, STR("}}"));
}

/* The rights need the common columns; the fields go from the row to the text without a stop. */
static enum status write_row(struct ctx *cx, const struct kind *k, struct rows *r, struct buf *out)
{
    const struct field **all = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *all);
    struct record head = {.kind = k};

    record_sql_peek_common(&head, r);
    TRY(record_may_load(cx, &head));
    for (unsigned i = 0; i < k->n_fields; i++)
        all[i] = &k->fields[i];
    head.title = access_title(cx, &head);
    record_json_head(cx, &head, out);
    record_json_fields(cx, &head, all, k->n_fields, r, out);
    return buf_status(out);
}

enum status record_json_by_id(struct ctx *cx, const struct kind *k, int64_t id, struct buf *out)
{
    struct rows *r;
    enum status st = E_NOTFOUND;

    TRY(record_sql_open(cx, k, id, &r));
    if (rows_next(r))
        st = write_row(cx, k, r, out);
    enum status end = rows_done(r);
    return st == OK || end != OK ? end : st;
}
