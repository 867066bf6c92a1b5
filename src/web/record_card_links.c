/* See record_card.h. Sub-records in their tables, and the records that point here. */
#include "register/record_memo.h"
#include "web/record_card.h"

/* The columns of a sub-record's table: its own list, else its first fields. */
static size_t columns_of(const struct kind *k, const struct field **cols, size_t most)
{
    size_t n = 0;

    for (int place = 1; place < 20 && n < most; place++)
        for (unsigned i = 0; i < k->n_fields && n < most; i++)
            if (k->fields[i].list == place)
                cols[n++] = &k->fields[i];
    for (unsigned i = 0; n == 0 && i < k->n_fields && i < 4; i++)
        if (field_is_stored(&k->fields[i]))
            cols[n++] = &k->fields[i];
    return n;
}

static enum status children_table(struct ctx *cx, struct html *h, const struct kind *k, const struct record_set *set)
{
    const struct field *cols[8];
    struct ui_column heads[9];
    size_t n = columns_of(k, cols, 8), n_heads = n, linked = 0; /* the first text that is asked for carries the link */

    while (linked < n && !(cols[linked]->type == FT_TEXT && cols[linked]->required))
        linked++;
    linked = linked == n ? 0 : linked;
    for (size_t i = 0; i < n; i++)
        heads[i] = (struct ui_column){label_text(&cols[i]->label, cx->lang), NULL, 0, false};
    if (k->n_states > 0)
        heads[n_heads++] = (struct ui_column){ui_text(cx, "list.state"), NULL, 0, false};
    TRY(record_memo_gather(cx, set->at, set->n, cols, n));
    ui_table_begin(h, heads, n_heads);
    for (size_t r = 0; r < set->n; r++) {
        html(h, "<tr>");
        for (size_t i = 0; i < n; i++) {
            const char *text = record_show(cx, set->at[r], cols[i]);

            if (i == linked) {
                html(h, "<td class=\"name\"><a href=\"");
                html_href(h, str_of(ui_record_href(cx, k, set->at[r]->id)));
                html(h, "\">");
                html_text(h, *text != 0 ? text : set->at[r]->title != NULL ? set->at[r]->title : "—");
                html(h, "</a>");
            } else {
                html(h, "<td>");
                ui_record_value(cx, h, set->at[r], cols[i]);
            }
            html(h, "</td>");
        }
        if (k->n_states > 0) {
            html(h, "<td>");
            ui_record_state(cx, h, k, set->at[r]->state);
            html(h, "</td>");
        }
        html(h, "</tr>");
    }
    ui_table_end(h);
    return OK;
}

static const char *add_href(struct ctx *cx, const struct field *f, const struct record *rec)
{
    struct buf b;

    buf_init(&b, cx->mem, 128);
    buf_reserve(&b, 120);
    buf_byte(&b, '/');
    buf_add_c(&b, f->target->id);
    buf_add(&b, STR("/new?"));
    buf_add_c(&b, f->via != NULL ? f->via : "parent");
    buf_byte(&b, '=');
    buf_int(&b, rec->id);
    return buf_str(&b).p;
}

/* Sub-kinds that have nothing yet, and registers whose records point here (they stand among the links): one card with
   a button each. */
static void empty_children(struct ctx *cx, struct html *h, const struct record *rec, const struct field **fields,
                           size_t n)
{
    if (n == 0)
        return;
    html(h, "<section class=\"card mb-3 d-print-none\"><div class=\"card-body btn-list\">");
    for (size_t i = 0; i < n; i++) {
        html(h, "<a class=\"btn\" href=\"");
        html_href(h, str_of(add_href(cx, fields[i], rec)));
        html(h, "\">");
        ui_icon(h, "plus");
        html_text(h, label_text(&fields[i]->label, cx->lang));
        html(h, "</a>");
    }
    html(h, "</div></section>");
}

enum status record_card_children(struct ctx *cx, struct html *h, const struct record *rec, bool may)
{
    const struct field **empty = arena_alloc(cx->mem, (rec->kind->n_fields + 1) * sizeof(const struct field *));
    size_t n_empty = 0;

    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        struct record_set set;

        if (f->via != NULL && f->target != NULL && may && access_may(cx, f->target, RIGHT_CREATE))
            empty[n_empty++] = f;
        if (f->type != FT_SUB || f->target == NULL || !access_may(cx, f->target, RIGHT_READ))
            continue;
        bool adds = may && access_may(cx, f->target, RIGHT_CREATE);
        TRY(record_children_seen(cx, rec, f->id, &set));
        if (set.n == 0) {
            if (adds)
                empty[n_empty++] = f;
            continue;
        }
        ui_card_begin_plain(h, label_text(&f->label, cx->lang));
        TRY(children_table(cx, h, f->target, &set));
        if (adds) {
            html(h, "<div class=\"card-footer d-print-none\">");
            ui_link_button(h, add_href(cx, f, rec), "plus", "action.add", false);
            html(h, "</div>");
        }
        ui_card_end(h);
    }
    empty_children(cx, h, rec, empty, n_empty);
    return OK;
}

enum status record_card_links(struct ctx *cx, struct html *h, const struct record *rec)
{
    struct record_link *all;
    size_t n;

    TRY(record_links(cx, rec, &all, &n));
    if (n == 0)
        return OK;
    ui_card_begin_key(h, "record.links");
    html(h, "<ul class=\"list-unstyled mb-0\">");
    for (size_t i = 0; i < n; i++) {
        const struct record *from = all[i].from;

        html(h, "<li class=\"mb-2\"><small class=\"text-secondary\">");
        html_text(h, label_text(&from->kind->label, cx->lang));
        html(h, " · ");
        html_text(h, label_text(&all[i].field->label, cx->lang));
        html(h, "</small><br><a href=\"");
        html_href(h, str_of(ui_record_href(cx, from->kind, from->id)));
        html(h, "\">");
        html_text(h, from->title);
        html(h, "</a></li>");
    }
    html(h, "</ul>");
    ui_card_end(h);
    return OK;
}
