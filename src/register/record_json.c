/* Records as JSON for interfaces, written straight into the buffer. See record.h. */
#include <string.h>

#include "platform/db.h"
#include "platform/json.h"
#include "register/record_json.h"
#include "register/record_sql.h"

static void add_text(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, ",\"%s\":", name);
    if (value == NULL)
        buf_add_c(out, "null");
    else
        json_quote(out, str_of(value));
}

static void add_id(struct buf *out, const char *name, int64_t id)
{
    if (id == 0)
        buf_printf(out, ",\"%s\":null", name);
    else
        buf_printf(out, ",\"%s\":%lld", name, (long long)id);
}

void record_json_head(struct ctx *cx, const struct record *rec, struct buf *out)
{
    buf_printf(out, "{\"id\":%lld", (long long)rec->id);
    add_text(out, "uid", rec->uid);
    add_text(out, "kind", rec->kind->id);
    add_text(out, "code", rec->code);
    add_text(out, "title", rec->title);
    add_text(out, "state", rec->state);
    add_id(out, "version", rec->version);
    add_id(out, "org", rec->org_id);
    add_text(out, "province", rec->province);
    add_text(out, "classification", rec->classification);
    add_text(out, "updated_at", rec->updated_at == 0 ? NULL : instant_iso(cx->mem, rec->updated_at));
    if (kind_is_sub(rec->kind)) {
        add_text(out, "parent_kind", rec->parent_kind);
        add_id(out, "parent_id", rec->parent_id);
    }
}

static bool is_masked(struct ctx *cx, const struct field *f)
{
    return f->personal != NULL && access_field(cx, f) == ACCESS_MASK;
}

static void add_name(struct buf *out, const struct field *f, bool first)
{
    if (!first)
        buf_byte(out, ',');
    buf_byte(out, '"');
    buf_add_c(out, f->id);
    buf_add(out, STR("\":"));
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
        add_name(out, f, first);
        first = false;
        if (rec->values[i] != NULL && is_masked(cx, f))
            json_quote(out, STR(RECORD_MASK));
        else
            field_json(out, f, rec->values[i]);
    }
    buf_add_c(out, "}}");
}

void record_json_fields(struct ctx *cx, struct buf *out, const struct field *const *fields, size_t n, struct rows *r)
{
    bool first = true;

    for (size_t i = 0; i < n; i++) {
        if (!field_is_stored(fields[i]))
            continue;
        add_name(out, fields[i], first);
        first = false;
        if (is_masked(cx, fields[i]))
            json_quote(out, STR(RECORD_MASK));
        else
            record_sql_json(cx, out, fields[i], r);
    }
}

/* The rights need the common columns; the fields go from the row to the text without a stop. */
static enum status write_row(struct ctx *cx, const struct kind *k, struct rows *r, struct buf *out)
{
    struct record head = {.kind = k};
    bool first = true;

    record_sql_read_common(cx, &head, r);
    TRY(access_record(cx, &head, RIGHT_READ));
    if (head.deleted_at != 0)
        TRY(access_record(cx, &head, RIGHT_DELETE));
    record_json_head(cx, &head, out);
    buf_add_c(out, ",\"fields\":{");
    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        if (!field_is_stored(f))
            continue;
        add_name(out, f, first);
        first = false;
        if (is_masked(cx, f))
            json_quote(out, STR(RECORD_MASK));
        else
            record_sql_json(cx, out, f, r);
    }
    buf_add_c(out, "}}");
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
