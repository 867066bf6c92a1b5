/* See check.h. */
#include "rules/check.h"

#include <string.h>

#include "base/vec.h"
#include "register/expr.h"
#include "register/record_env.h"

/* Has the record come so far on the main line that a rule from state `at` on speaks about it? */
static bool reached(const struct record *rec, int at)
{
    int s = rec->state == NULL ? -1 : kind_state(rec->kind, rec->state);

    return at < 0 || (s >= at && !rec->kind->states[s].side);
}

/* Sub-records, and the records that point here: nothing of them is stored in the record. */
static bool is_list(const struct field *f)
{
    return f->type == FT_SUB || f->via != NULL;
}

static bool empty_list(struct ctx *cx, const struct record *rec, const struct field *f)
{
    const struct expr_env *env = record_env(cx, rec), **at;
    size_t n = 0;

    return env->each(cx, env, str_of(f->id), &at, &n) != OK || n == 0;
}

bool check_is_missing(struct ctx *cx, const struct record *rec, const struct field *f)
{
    return is_list(f) ? empty_list(cx, rec, f) : rec->values[f->index] == NULL;
}

/* Files and sub-records come after the record. Until then it can still be taken off the main line without them. */
static bool spares(const struct record *rec, const struct field *f, int entering)
{
    return entering >= 0 && rec->kind->states[entering].side &&
           (f->type == FT_FILE || f->type == FT_FILES || is_list(f));
}

enum status check_required(struct ctx *cx, const struct record *rec, const struct field *f, int entering, bool *ret_yes)
{
    bool yes = entering >= 0 && f->required_state == entering, known;

    if (spares(rec, f, entering)) {
        *ret_yes = yes;
        return OK;
    }
    yes = yes || f->required;
    if (f->number != NULL || f->calc != NULL)
        yes = false; /* the program gives these */
    else if (!yes && f->required_expr != NULL) {
        TRY(expr_truth(cx, f->required_expr, record_env(cx, rec), &yes, &known));
        yes = yes && known;
    }
    *ret_yes = yes;
    return OK;
}

/* Unknown is a value: what came in as history (demonstration set, exchange) may have gaps, and stays editable with
   them. A person who makes a record, or empties a field, must fill what is asked for. A spreadsheet stands between:
   what is asked for always must be there, and of what begins in the first state also what a condition asks for; what a
   later state asks for may be unknown of old records. A file can only be put to a record that stands: the moves ask for
   it. */
static bool may_be_empty(const struct record *rec, const struct field *f)
{
    bool was_empty = rec->loaded[f->index] == NULL;
    bool begins = rec->id == 0 && (rec->state == NULL || kind_state(rec->kind, rec->state) == 0);

    if (was_empty && (f->type == FT_FILE || f->type == FT_FILES))
        return true;
    if (strcmp(rec->origin, "import") == 0)
        return was_empty && !f->required && !(begins && f->required_expr != NULL);
    return strcmp(rec->origin, "manual") != 0 ? was_empty : rec->id != 0 && was_empty && !f->required;
}

static enum status required_fields(struct ctx *cx, const struct record *rec)
{
    bool yes;

    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (f->given || rec->values[i] != NULL || may_be_empty(rec, f))
            continue;
        TRY(check_required(cx, rec, f, -1, &yes));
        if (yes || (f->required_state >= 0 && reached(rec, f->required_state)))
            (void)ctx_problem(cx, f->id, "problem.required", NULL);
    }
    return OK;
}

static enum status fails(struct ctx *cx, const struct record *rec, const struct check *c, bool *ret_fails)
{
    const struct expr_env *env = record_env(cx, rec);
    bool yes = true, known = true;

    *ret_fails = false;
    if (!reached(rec, c->at_state))
        return OK;
    if (c->when_expr != NULL)
        TRY(expr_truth(cx, c->when_expr, env, &yes, &known));
    if (!yes || !known)
        return OK;
    TRY(expr_truth(cx, c->holds_expr, env, &yes, &known));
    *ret_fails = known && !yes;
    return OK;
}

enum status check_record(struct ctx *cx, struct record *rec)
{
    bool bad;

    TRY(required_fields(cx, rec));
    for (unsigned i = 0; i < rec->kind->n_checks; i++) {
        const struct check *c = &rec->kind->checks[i];
        if (c->is_warning)
            continue;
        TRY(fails(cx, rec, c, &bad));
        if (bad)
            (void)ctx_problem(cx, c->field != NULL ? c->field : "", "problem.check",
                              arena_printf(cx->mem, "%s (%s%s%s)", label_text(&c->message, cx->lang), c->id,
                                           c->basis != NULL ? ", " : "", c->basis != NULL ? c->basis : ""));
    }
    return ctx_problems(cx);
}

enum status check_warnings(struct ctx *cx, struct record *rec, struct check_warning **ret_w, size_t *ret_n)
{
    struct {
        VEC(struct check_warning);
    } v = {0};
    bool bad;

    for (unsigned i = 0; i < rec->kind->n_checks; i++) {
        const struct check *c = &rec->kind->checks[i];
        TRY(fails(cx, rec, c, &bad));
        if (bad) /* an error too: history may hold what the rules now refuse */
            vec_push(cx->mem, &v, (struct check_warning){c, c->field, label_text(&c->message, cx->lang)});
    }
    *ret_w = v.at;
    *ret_n = v.n;
    return OK;
}
