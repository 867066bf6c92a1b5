/* See model.h. */
#include "rules/model.h"

#include <string.h>

#include "platform/data.h"
#include "platform/file.h"
#include "register/code.h"
#include "register/code_own.h"
#include "register/expr.h"
#include "register/record.h"
#include "register/watch.h"
#include "rules/check.h"
#include "rules/deadline_store.h"
#include "rules/workday.h"
#include "rules/workday_store.h"

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

static enum status check(struct ctx *cx, struct record *rec)
{
    if (rec->kind == code_own_kind())
        code_own_check(cx, rec);
    return check_record(cx, rec);
}

static enum status saved(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    if (rec->kind == code_own_kind())
        TRY(code_own_changed(cx));
    TRY(deadline_refresh(cx, rec));
    TRY(workday_store_saved(cx, rec));
    TRY(watch_saved(cx, rec, c));
    return refresh_parent(cx, rec);
}

/* definitions/NAME.yaml of the program, and the file of that name in the administrator's folder. Empty when missing. */
static enum status definition(struct ctx *cx, const char *overlay, const char *name, struct str ret_texts[2])
{
    const char *own = overlay == NULL ? NULL : arena_printf(cx->mem, "%s/%s", overlay, name);

    ret_texts[0] = ret_texts[1] = STR("");
    if (own != NULL && file_exists(own))
        TRY(file_read(cx, own, MOST_BYTES, &ret_texts[1]));
    return data_entry(cx, name) == NULL ? OK : data_file(cx, name, &ret_texts[0]);
}

/* The administrator's row takes the place of the program's row of the same day. */
static enum status load_days(struct ctx *cx, const char *overlay)
{
    struct workday_row *rows, *own = NULL;
    size_t n = 0, n_own = 0;
    struct str texts[2];

    TRY(definition(cx, overlay, "definitions/holidays.yaml", texts));
    TRY(workday_load_text(cx, "definitions/holidays.yaml", texts[0], &rows, &n));
    if (texts[1].n > 0)
        TRY(workday_load_text(cx, "own definitions/holidays.yaml", texts[1], &own, &n_own));
    TRY(workday_merge(cx, rows, n, own, n_own, &rows, &n));
    workday_store_base(rows, n);
    workday_install(cx->mem, rows, n);
    return OK;
}

/* The same for rules, by their code: all of the program's rows with that code give way. */
static enum status load_deadlines(struct ctx *cx, const char *overlay)
{
    struct deadline_rule *rules, *own = NULL, *all;
    size_t n = 0, n_own = 0, to = 0;
    struct str texts[2];

    TRY(definition(cx, overlay, "definitions/deadlines.yaml", texts));
    TRY(deadline_load_text(cx, "definitions/deadlines.yaml", texts[0], &rules, &n));
    if (texts[1].n > 0)
        TRY(deadline_load_text(cx, "own definitions/deadlines.yaml", texts[1], &own, &n_own));
    all = arena_alloc(cx->mem, (n + n_own + 1) * sizeof *all);
    for (size_t i = 0; i < n; i++) {
        bool replaced = false;
        for (size_t k = 0; k < n_own; k++)
            replaced = replaced || strcmp(own[k].code, rules[i].code) == 0;
        if (!replaced)
            all[to++] = rules[i];
    }
    for (size_t k = 0; k < n_own; k++)
        all[to++] = own[k];
    deadline_install(all, to);
    return OK;
}

static struct date add_workdays(struct date d, int n)
{
    unsigned flags = 0;

    return n < 0 ? workday_before(d, -n, &flags) : workday_after(d, n, &flags);
}

enum status model_load(struct ctx *cx, const char *overlay)
{
    static const struct record_hooks hooks = {check, saved};
    static const struct expr_calendar calendar = {add_workdays, workday_between};
    struct kinds *ks;

    TRY(code_load_all(cx, overlay));
    TRY(kind_load_all(cx, overlay, &ks));
    kind_install(ks);
    TRY(load_days(cx, overlay));
    TRY(load_deadlines(cx, overlay));
    expr_install_calendar(&calendar);
    record_install_hooks(&hooks);
    return OK;
}
