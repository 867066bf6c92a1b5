/* See read_view.h. */
#include "web/read_view.h"

#include <jansson.h>

#include "platform/i18n.h"
#include "platform/json.h"

enum { MOST_LINKS = 12, MOST_ROWS = 10 };

static void fields(struct ctx *cx, struct html *h, const struct kind *k, const json_t *names)
{
    size_t i;
    json_t *name;

    json_array_foreach (names, i, name) {
        const char *id = json_string_value(name);
        const struct field *f = k == NULL || id == NULL ? NULL : kind_field(k, id);

        html_text(h, i > 0 ? ", " : "");
        html_text(h, f != NULL ? label_text(&f->label, cx->lang) : ui_text(cx, "reveal.title"));
    }
}

static void records(struct ctx *cx, struct html *h, const struct kind *k, const json_t *ids)
{
    size_t i;
    json_t *id;

    json_array_foreach (ids, i, id) {
        if (k == NULL || i == MOST_LINKS)
            break;
        const char *title = record_title_in(cx, k, json_integer_value(id));
        html_text(h, i > 0 ? ", " : "");
        html(h, "<a href=\"");
        html_href(h, str_of(ui_record_href(cx, k, json_integer_value(id))));
        html(h, "\">");
        html_text(h, title != NULL ? title : RECORD_MASK);
        html(h, "</a>");
    }
    if (json_array_size(ids) > MOST_LINKS)
        html(h, ", …");
}

enum status read_view_what(struct ctx *cx, struct html *h, const struct history_row *row)
{
    const struct kind *k = row->kind == NULL ? NULL : kind_find(row->kind);
    json_t *body;

    TRY(json_read(cx, str_of(row->body), &body));
    const char *way = json_string_value(json_object_get(body, "way"));
    const char *key = arena_printf(cx->mem, "reveal.way.%s", way != NULL ? way : "");
    html(h, "<div>");
    fields(cx, h, k, json_object_get(body, "fields"));
    html(h, " <span class=\"text-secondary\">· ");
    html_text(h, i18n_has(key) ? ui_text(cx, key) : way);
    html(h, " · ");
    html_msg1(h, "reveal.n_records",
              arena_printf(cx->mem, "%lld", (long long)json_integer_value(json_object_get(body, "n"))));
    html(h, "</span></div><div class=\"small\">");
    if (k != NULL) {
        html_text(h, label_text(&k->label, cx->lang));
        html(h, ": ");
    }
    records(cx, h, k, json_object_get(body, "records"));
    html(h, "</div>");
    return OK;
}

enum status read_view_card(struct ctx *cx, struct html *h, const struct record *rec)
{
    struct history_row *rows;
    size_t n;

    if ((cx->who.roles & READ_VIEW_ROLES) == 0)
        return OK;
    TRY(history_readers(cx, rec->id, MOST_ROWS, &rows, &n));
    if (n == 0)
        return OK;
    ui_card_begin_key(h, "reveal.readers");
    html(h, "<ul class=\"list-unstyled\">");
    for (size_t i = 0; i < n; i++) {
        json_t *body;

        TRY(json_read(cx, str_of(rows[i].body), &body));
        html(h, "<li class=\"mb-2\"><strong>");
        html_text(h, rows[i].login);
        html(h, "</strong> · ");
        html_instant(h, rows[i].at);
        html(h, "<div class=\"small text-secondary\">");
        fields(cx, h, kind_find(rows[i].kind), json_object_get(body, "fields"));
        if (rows[i].why != NULL) {
            html(h, " · ");
            html_text(h, rows[i].why);
        }
        html(h, "</div></li>");
    }
    html(h, "</ul><a href=\"/audit/personal?record=");
    html_int(h, rec->id);
    html(h, "\">");
    html_msg(h, "reveal.all_readers");
    html(h, "</a>");
    ui_card_end(h);
    return OK;
}
