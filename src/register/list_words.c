/* The conditions of a list in words, for what leaves the page without its form: an export, the preview of a change.
   Not for: the form of the filter (web/page_list.c) or the address (list_url). */
#include <string.h>

#include "platform/i18n.h"
#include "register/condition.h"
#include "register/list.h"

static const char *text_of(struct ctx *cx, const char *key)
{
    return i18n_text(cx->lang, key).p;
}

/* A single value as the list shows it: through a record of the kind, so that masks and titles are its. */
static const char *value_of(struct ctx *cx, const struct list_query *q, const struct list_filter *f, const char *value)
{
    if (f->field == NULL && strcmp(f->name, "state") == 0) {
        int s = kind_state(q->kind, value);
        return s < 0 ? value : label_text(&q->kind->states[s].label, cx->lang);
    }
    if (f->field == NULL || f->op == LIST_LIKE)
        return value;
    const char *shown = field_print(cx, f->field, value);
    return *shown != 0 ? shown : value;
}

static void one(struct ctx *cx, const struct list_query *q, const struct list_filter *f, struct buf *out)
{
    static const char *const signs[] = {[LIST_IS] = "=", [LIST_NOT] = "≠", [LIST_FROM] = "≥", [LIST_TO] = "≤",
                                        [LIST_SET] = "", [LIST_UNSET] = "=", [LIST_LIKE] = "∋", [LIST_WITHIN] = "="};
    const char *label = f->field != NULL ? label_text(&f->field->label, cx->lang)
                        : strcmp(f->name, "state") == 0 ? text_of(cx, "list.state") : f->name;

    buf_printf(out, "%s%s %s ", out->n > 0 ? "; " : "", label, signs[f->op]);
    if (f->op == LIST_SET || f->op == LIST_UNSET)
        buf_add_c(out, text_of(cx, f->op == LIST_SET ? "list.is_set" : "list.group_none"));
    else if (f->op == LIST_WITHIN)
        buf_add_c(out, text_of(cx, arena_printf(cx->mem, "list.%s", f->typed)));
    for (unsigned i = 0; i < f->values.n && f->op != LIST_WITHIN; i++)
        buf_printf(out, "%s%s", i > 0 ? ", " : "", value_of(cx, q, f, f->values.at[i]));
}

static void add(struct ctx *cx, struct buf *out, const char *key, const char *value)
{
    buf_printf(out, "%s%s", out->n > 0 ? "; " : "", text_of(cx, key));
    if (value != NULL)
        buf_printf(out, ": %s", value);
}

const char *list_words(struct ctx *cx, const struct list_query *q)
{
    struct condition_set set;
    struct buf out;

    buf_init(&out, cx->mem, 1 << 18);
    if (q->q != NULL && *q->q != 0)
        add(cx, &out, "list.words", q->q);
    for (size_t i = 0; i < q->n_filters; i++)
        one(cx, q, &q->filters[i], &out);
    if (q->late)
        add(cx, &out, "list.late", NULL);
    if (q->mine)
        add(cx, &out, "list.mine", NULL);
    if (q->deleted)
        add(cx, &out, "list.deleted", NULL);
    if (q->where != NULL)
        add(cx, &out, "list.filter",
            condition_read(cx, q->kind, q->where, &set) ? condition_words(cx, q->kind, &set) : q->where);
    return out.n == 0 ? text_of(cx, "list.all") : buf_str(&out).p;
}
