/* See record_card.h. The latest versions and events, with what each changed. */
#include "platform/i18n.h"
#include "register/history.h"
#include "web/record_card.h"

enum { MOST_HISTORY = 40 };

static const char *old_body(const struct history_row *rows, size_t n, size_t i)
{
    for (size_t k = i + 1; k < n; k++)
        if (rows[k].record_id == rows[i].record_id && rows[k].version > 0)
            return rows[k].body;
    return NULL;
}

enum status record_card_history(struct ctx *cx, struct html *h, const struct record *rec)
{
    struct history_row *rows;
    size_t n;

    TRY(history_of(cx, rec->id, true, MOST_HISTORY + 1, &rows, &n));
    ui_card_begin_key(h, "record.history");
    html(h, "<ul class=\"timeline-list\">");
    for (size_t i = 0; i < n && i < MOST_HISTORY; i++) {
        const char *key = arena_printf(cx->mem, "history.%s", rows[i].what);
        const struct kind *k = rows[i].kind == NULL ? NULL : kind_find(rows[i].kind);

        html(h, "<li><div><strong>");
        html_text(h, i18n_has(key) ? ui_text(cx, key) : rows[i].what);
        html(h, "</strong>");
        if (k != NULL && k != rec->kind) {
            html(h, " · ");
            html_text(h, label_text(&k->label, cx->lang));
        }
        html(h, " · ");
        html_text(h, ui_record_login(cx, rows[i].login));
        html(h, " · <time>");
        html_instant(h, rows[i].at);
        html(h, "</time></div>");
        if (rows[i].why != NULL) {
            html(h, "<div>");
            html_text(h, rows[i].why);
            html(h, "</div>");
        }
        const char *before = old_body(rows, n, i);
        if (rows[i].version > 1 && before != NULL)
            TRY(ui_record_changes(cx, h, &rows[i], before));
        html(h, "</li>");
    }
    html(h, "</ul>");
    ui_card_end(h);
    return OK;
}
