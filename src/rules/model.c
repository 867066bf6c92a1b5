/* See model.h. */
#include "rules/model.h"

#include <string.h>

#include "platform/data.h"
#include "platform/file.h"
#include "register/code.h"
#include "register/record.h"
#include "rules/check.h"
#include "rules/deadline.h"
#include "rules/workday.h"

enum { MOST_BYTES = 8 << 20 };

/* A sub-record changes what its owner works out over its sub-records (the last extension moves the expiry). */
static enum status refresh_parent(struct ctx *cx, const struct record *rec)
{
    const struct kind *k = rec->parent_kind == NULL ? NULL : kind_find(rec->parent_kind);
    struct who who = cx->who;
    struct record *parent;
    bool works_out = false;

    for (unsigned i = 0; k != NULL && i < k->n_fields; i++)
        works_out = works_out || k->fields[i].calc_expr != NULL;
    if (!works_out)
        return OK;
    access_as_system(cx);
    enum status st = record_load(cx, k, rec->parent_id, &parent);
    cx->who = who;
    if (st != OK || parent->deleted_at != 0)
        return st == E_NOTFOUND ? OK : st;
    return record_refresh(cx, parent);
}

static enum status saved(struct ctx *cx, struct record *rec)
{
    TRY(deadline_refresh(cx, rec));
    return refresh_parent(cx, rec);
}

/* definitions/NAME.yaml of the program; a file of that name in the administrator's folder takes its place. */
static enum status definition(struct ctx *cx, const char *overlay, const char *name, struct str *ret_text)
{
    const char *own = overlay == NULL ? NULL : arena_printf(cx->mem, "%s/%s", overlay, name);

    *ret_text = STR("");
    if (own != NULL && file_exists(own))
        return file_read(cx, own, MOST_BYTES, ret_text);
    return data_entry(cx, name) == NULL ? OK : data_file(cx, name, ret_text);
}

enum status model_load(struct ctx *cx, const char *overlay)
{
    static const struct record_hooks hooks = {check_record, saved};
    struct workday_row *days;
    struct deadline_rule *rules;
    struct kinds *ks;
    struct str text;
    size_t n;

    TRY(code_load_all(cx, overlay));
    TRY(kind_load_all(cx, overlay, &ks));
    kind_install(ks);
    TRY(definition(cx, overlay, "definitions/holidays.yaml", &text));
    if (text.n > 0) {
        TRY(workday_load_text(cx, "definitions/holidays.yaml", text, &days, &n));
        workday_install(days, n);
    }
    TRY(definition(cx, overlay, "definitions/deadlines.yaml", &text));
    if (text.n > 0) {
        TRY(deadline_load_text(cx, "definitions/deadlines.yaml", text, &rules, &n));
        deadline_install(rules, n);
    }
    record_install_hooks(&hooks);
    return OK;
}
