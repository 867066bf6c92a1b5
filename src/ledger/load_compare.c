/* The versions of one text against its original: alignment, twins of figures, findings. See load_joined.h;
   load_compare() is declared in load.h. */
#include <string.h>

#include "ledger/load_joined.h"
#include "ledger/observation_store.h"
#include "platform/db.h"

static enum status store_alignment(struct ctx *cx, const struct source_text *t, const struct comparison *c)
{
    TRY(db_exec(cx, NULL, "DELETE FROM alignment WHERE text_id = ?", db_i(t->id)));
    for (size_t line = 0; line < c->rows.n; line++)
        for (size_t v = 0; v < t->n_versions; v++)
            if (c->rows.at[line].blocks[v] >= 0)
                TRY(db_exec(cx, NULL,
                    "INSERT INTO alignment (text_id, line, version_id, ordinal) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT DO NOTHING",
                    db_i(t->id), db_i((int64_t)line), db_i(t->versions[v].id), db_i(c->rows.at[line].blocks[v])));
    return OK;
}

static bool same_value(const struct observation *a, const struct observation *b)
{
    const struct interval *x = &a->value, *y = &b->value;

    return x->has_low == y->has_low && x->has_high == y->has_high &&
           (!x->has_low || decimal_cmp(x->low, y->low) == 0) && (!x->has_high || decimal_cmp(x->high, y->high) == 0);
}

/* Does the block of the version stand for the block of the original? */
static bool stands_for(const struct comparison *c, size_t v, long original, long other)
{
    for (size_t i = 0; i < c->rows.n; i++)
        if (c->rows.at[i].blocks[0] == original && c->rows.at[i].blocks[v] == other)
            return true;
    return false;
}

/* First the equal values, then, in order, what is left of the same class in the same block: a changed figure is still
   that figure. */
static enum status link_twins(struct ctx *cx, const struct comparison *c, size_t v, const struct observations *of,
                              struct observations *list)
{
    bool *taken = arena_alloc(cx->mem, of->n + 1);

    for (size_t i = 0; i < list->n; i++)
        for (size_t j = 0; list->at[i].twin_id != 0 && j < of->n; j++)
            taken[j] = taken[j] || of->at[j].id == list->at[i].twin_id;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < list->n; i++) {
            struct observation *o = &list->at[i];

            for (size_t j = 0; o->twin_id == 0 && j < of->n; j++) {
                if (taken[j] || strcmp(of->at[j].cls, o->cls) != 0 || (pass == 0 && !same_value(&of->at[j], o)) ||
                    !stands_for(c, v, of->at[j].block, o->block))
                    continue;
                taken[j] = true;
                o->twin_id = of->at[j].id;
                TRY(observation_link_twin(cx, o->id, o->twin_id));
            }
        }
    return OK;
}

static struct db_param place(const struct compare_span *s, bool end)
{
    return s->is_set ? db_i((int64_t)(end ? s->end : s->start)) : db_null();
}

/* Decisions of persons stay with a finding that is found again. */
static enum status store_findings(struct ctx *cx, const struct source_text *t, const struct comparison *c)
{
    TRY(db_exec(cx, NULL, "UPDATE finding SET state = 'gone' WHERE text_id = ? AND state = 'open'", db_i(t->id)));
    for (size_t i = 0; i < c->findings.n; i++) {
        const struct finding *f = &c->findings.at[i];
        const char cls[2] = {f->cls, 0};
        int64_t version = t->versions[f->version].id, changed;

        TRY(db_exec(cx, &changed,
            "UPDATE finding SET state = CASE state WHEN 'gone' THEN 'open' ELSE state END, cls = ?, message_key = ?,"
            " arg1 = ?, arg2 = ?, arg3 = ?, message = ? WHERE text_id = ? AND version_id = ? AND rule = ?"
            " AND COALESCE(o_start, -1) = COALESCE(?, -1) AND COALESCE(start, -1) = COALESCE(?, -1)",
            db_s(cls), db_s(f->key), db_s(f->args[0]), db_s(f->args[1]), db_s(f->args[2]), db_s(f->message),
            db_i(t->id), db_i(version), db_s(compare_rule_name(f->rule)), place(&f->original, false),
            place(&f->other, false)));
        if (changed > 0)
            continue;
        TRY(db_exec(cx, NULL,
            "INSERT INTO finding (id, text_id, version_id, cls, rule, o_start, o_stop, start, stop, message_key, arg1,"
            " arg2, arg3, message, state) SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, 'open'"
            " FROM finding",
            db_i(t->id), db_i(version), db_s(cls), db_s(compare_rule_name(f->rule)), place(&f->original, false),
            place(&f->original, true), place(&f->other, false), place(&f->other, true), db_s(f->key), db_s(f->args[0]),
            db_s(f->args[1]), db_s(f->args[2]), db_s(f->message)));
    }
    return db_exec(cx, NULL, "DELETE FROM finding WHERE text_id = ? AND state = 'gone'", db_i(t->id));
}

enum status load_compare_read(struct ctx *cx, int64_t text_id, struct load_comparison *ret_c)
{
    struct load_comparison c = {0};

    TRY(source_refresh(cx, text_id));
    TRY(source_load(cx, text_id, true, &c.text));
    c.versions = arena_alloc(cx->mem, (c.text.n_versions + 1) * sizeof *c.versions);
    for (size_t i = 0; i < c.text.n_versions; i++) {
        const struct source_version *v = &c.text.versions[i];

        c.versions[i] = (struct compare_version){v->body, v->file_name, v->lang};
    }
    *ret_c = c;
    return OK;
}

enum status load_compare_store(struct ctx *cx, const struct load_comparison *c)
{
    const struct source_text *t = &c->text;
    struct observations original, other;

    TRY(store_alignment(cx, t, &c->result));
    TRY(observation_list(cx, &(struct observation_query){.version_id = t->versions[0].id, .limit = 100000},
        &original));
    for (size_t v = 1; v < t->n_versions; v++) {
        TRY(observation_list(cx, &(struct observation_query){.version_id = t->versions[v].id, .limit = 100000},
            &other));
        TRY(link_twins(cx, &c->result, v, &original, &other));
    }
    TRY(store_findings(cx, t, &c->result));
    return db_exec(cx, NULL, "UPDATE source_text SET compared_at = ? WHERE id = ?", db_i(ctx_now(cx)), db_i(t->id));
}

enum status load_compare(struct ctx *cx, const struct load_tools *tools, int64_t text_id)
{
    struct load_comparison c;

    TRY(db_begin(cx));
    TRY(load_compare_read(cx, text_id, &c));
    if (c.text.n_versions < 2)
        return db_commit(cx);
    TRY(compare_texts(cx, c.versions, c.text.n_versions, &tools->compare, &c.result));
    TRY(load_compare_store(cx, &c));
    return db_commit(cx);
}
