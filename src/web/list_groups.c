/* See list_groups.h. */
#include "web/list_groups.h"

#include <string.h>

#include "web/ui.h"

static const char *group_label(struct ctx *cx, const struct list_query *q, const struct field *f, const char *value)
{
    if (value == NULL)
        return ui_text(cx, "list.group_none");
    for (unsigned i = 0; f == NULL && i < q->kind->n_states; i++)
        if (strcmp(q->kind->states[i].id, value) == 0)
            return label_text(&q->kind->states[i].label, cx->lang);
    if (f == NULL)
        return value;
    struct record *rec = record_new(cx, q->kind); /* shown as a record with this value shows it */
    rec->values[f->index] = value; /* also of a field that nobody types */
    return record_show(cx, rec, f);
}

static bool is_numeric(const struct field *f)
{
    return f->type == FT_INT || f->type == FT_DEC || f->type == FT_MONEY;
}

/* Currencies stand under each other: nothing adds one to the other. */
static void sums_cell(struct ctx *cx, struct html *h, const struct list_total *t, const struct field *f)
{
    html(h, "<td class=\"number\">");
    if (!list_can_sum(cx, f))
        html_text(h, RECORD_MASK);
    for (size_t i = 0; i < t->sums.n; i++) {
        const struct list_sum *s = &t->sums.at[i];

        if (s->field != f)
            continue;
        html(h, "<div>");
        html_decimal(h, s->sum);
        if (s->currency != NULL) {
            html(h, " ");
            html_text(h, s->currency);
        }
        html(h, "</div>");
    }
    html(h, "</td>");
}

static void sums_cells(struct ctx *cx, struct html *h, const struct list_query *q, const struct list_total *t)
{
    html(h, "<td class=\"number\">");
    html_number(h, t->n);
    html(h, "</td>");
    for (size_t i = 0; i < q->n_shown; i++)
        if (is_numeric(q->shown[i]))
            sums_cell(cx, h, t, q->shown[i]);
    html(h, "</tr>");
}

static void heading(struct ctx *cx, struct html *h, const struct list_query *q, const struct field *by)
{
    struct ui_column *columns = arena_alloc(cx->mem, (q->n_shown + 2) * sizeof *columns);
    size_t n = 0;

    columns[n++] = (struct ui_column){.label = by != NULL ? label_text(&by->label, cx->lang)
                                                          : ui_text(cx, "list.state")};
    columns[n++] = (struct ui_column){.label = ui_text(cx, "list.group_count"), .number = true};
    for (size_t i = 0; i < q->n_shown; i++)
        if (is_numeric(q->shown[i]))
            columns[n++] = (struct ui_column){.label = label_text(&q->shown[i]->label, cx->lang), .number = true};
    ui_table_begin(h, columns, n);
}

/* The most frequent first; each leads to its records. */
enum status list_groups_show(struct ctx *cx, struct html *h, struct list_query *q)
{
    const struct field *by = kind_field(q->kind, q->group);
    struct list_query inside = *q;
    struct list_total *g, all;
    size_t n;

    TRY(list_sums_grouped(cx, q, &g, &n));
    TRY(list_sums(cx, q, &all));
    inside.page = 1;
    inside.group = NULL;
    html(h, "<section class=\"card mb-3\" id=\"groups\">");
    heading(cx, h, q, by);
    for (size_t i = 0; i < n; i++) {
        const char *name = g[i].value != NULL ? q->group : arena_printf(cx->mem, "%s.set", q->group);

        html(h, "<tr><td class=\"name\"><a href=\"/");
        html_attr(h, q->kind->id);
        html(h, "?");
        html_attr(h, list_url(cx, &inside, name, g[i].value != NULL ? g[i].value : "no"));
        html(h, "\">");
        html_text(h, group_label(cx, q, by, g[i].value));
        html(h, "</a></td>");
        sums_cells(cx, h, q, &g[i]);
    }
    html(h, "<tr class=\"total\"><td>");
    html_msg(h, "list.total");
    html(h, "</td>");
    sums_cells(cx, h, q, &all);
    ui_table_end(h);
    html(h, "</section>");
    return OK;
}
