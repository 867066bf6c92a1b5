/* See record_number.h. A number that was given is never given again: the counter only grows. */
#include "register/record_number.h"

#include <stdio.h>
#include <string.h>

#include "platform/db.h"
#include "register/expr.h"
#include "register/record_env.h"

/* Two plain statements where the counter is there already: RETURNING costs SQLite a table of its own each time. */
static enum status next(struct ctx *cx, const char *name, int64_t *ret_n)
{
    struct rows *r;
    int64_t changed;

    TRY(db_exec(cx, &changed, "UPDATE counter SET last = last + 1 WHERE name = ?", db_s(name)));
    if (changed == 1) {
        TRY(db_one(cx, &r, "SELECT last FROM counter WHERE name = ?", db_s(name)));
        *ret_n = rows_int(r, "last");
        return OK;
    }
    TRY(db_one(
        cx, &r,
        "INSERT INTO counter (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 "
        "RETURNING last",
        db_s(name)));
    *ret_n = rows_int(r, "last");
    return OK;
}

enum status record_number_code(struct ctx *cx, struct record *rec)
{
    int64_t n;

    if (rec->kind->code == NULL || rec->code != NULL)
        return OK;
    const char *head = arena_printf(cx->mem, "%s-%s-%02d", rec->kind->code,
                                    rec->province != NULL ? rec->province : "00", ctx_today(cx).y % 100);
    TRY(next(cx, head, &n));
    rec->code = arena_printf(cx->mem, "%s-%04lld", head, (long long)n);
    return OK;
}

/* "{year(sign_date)}-{seq:2}": texts and expressions as they stand; seq counts per what stands around it. */
static enum status fill(struct ctx *cx, struct record *rec, const struct field *f, const char **ret_number)
{
    struct str rest = str_of(f->number), part;
    const char *head = "", *tail = "";
    int digits = 0;
    bool has_seq = false;
    int64_t n;

    while (str_next(&rest, '{', &part)) {
        size_t end = str_find(part, STR("}"));
        struct str inside = str_sub(part, 0, end), behind = str_sub(part, end + 1, part.n);
        const char **to = has_seq ? &tail : &head;
        if (end == part.n) { /* plain text before the first brace */
            *to = arena_printf(cx->mem, "%s%.*s", *to, STR_ARGS(part));
            continue;
        }
        if (str_starts(inside, "seq:")) {
            digits = inside.p[4] - '0';
            has_seq = true;
            tail = arena_printf(cx->mem, "%.*s", STR_ARGS(behind));
            continue;
        }
        struct expr *e;
        struct expr_value v;
        TRY(expr_parse(cx, inside, &e));
        TRY(expr_eval(cx, e, record_env(cx, rec), &v));
        const char *text = expr_canonical(cx, v);
        if (text == NULL) {
            *ret_number = NULL; /* not all that it is made of is known */
            return OK;
        }
        *to = arena_printf(cx->mem, "%s%s%.*s", *to, text, STR_ARGS(behind));
    }
    if (!has_seq || digits < 1 || digits > 9)
        return ctx_fail(cx, E_INVALID, "the pattern %s has no {seq:N}", f->number);
    TRY(next(cx, arena_printf(cx->mem, "%s.%s %s#%s", rec->kind->id, f->id, head, tail), &n));
    *ret_number = arena_printf(cx->mem, "%s%0*lld%s", head, digits, (long long)n, tail);
    return OK;
}

enum status record_number_fields(struct ctx *cx, struct record *rec)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (f->number == NULL || rec->values[i] != NULL)
            continue;
        if (f->number_at != NULL && (rec->state == NULL || strcmp(rec->state, f->number_at) != 0))
            continue;
        TRY(fill(cx, rec, f, &rec->values[i]));
    }
    return OK;
}
