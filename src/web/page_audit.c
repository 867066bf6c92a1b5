/* The audit trail: who, when, what, from which value to which; and whether the chain of hashes is whole.
   Not for: the history of one record (page_record.c). */
#include <string.h>

#include "platform/i18n.h"
#include "register/history.h"
#include "web/pages.h"
#include "web/read_view.h"

enum { PER_PAGE = 100 };

static const char *const whats[] = {"create", "update", "move", "undo", "delete", "restore", "merge", "login", "logout",
                                    "login_fail", "export", "read_pd", "print", "import", "config", "password",
                                    "user", "session", "totp", "key", "view", "bulk"};

static const char *what_text(struct ctx *cx, const char *what)
{
    const char *key = arena_printf(cx->mem, "history.%s", what);

    return i18n_has(key) ? ui_text(cx, key) : what;
}

static const char *or_null(struct ctx *cx, const struct web *w, const char *name)
{
    const char *s = web_param_text(cx, w, name);

    return *s != 0 ? s : NULL;
}

static void filters(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ui_option options[sizeof whats / sizeof *whats], *kinds;
    const struct kinds *ks = kind_all();

    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
        options[i] = (struct ui_option){whats[i], what_text(cx, whats[i])};
    kinds = arena_alloc(cx->mem, (ks->n + 1) * sizeof *kinds);
    for (size_t i = 0; i < ks->n; i++)
        kinds[i] = (struct ui_option){ks->at[i]->id, label_text(&ks->at[i]->label, cx->lang)};
    html(h, "<form method=\"get\" action=\"/audit\" class=\"card card-body mb-3 d-print-none\" data-live>"
            "<div class=\"filters\">");
    ui_field(h, &(struct ui_field){.name = "login", .label = ui_text(cx, "audit.who"), .type = "text",
                                   .value = web_param_text(cx, w, "login"), .max = 60});
    ui_field(h, &(struct ui_field){.name = "what", .label = ui_text(cx, "audit.what"), .type = "select",
                                   .value = web_param_text(cx, w, "what"), .options = options,
                                   .n_options = sizeof whats / sizeof *whats});
    ui_field(h, &(struct ui_field){.name = "kind", .label = ui_text(cx, "audit.register"), .type = "select",
                                   .value = web_param_text(cx, w, "kind"), .options = kinds, .n_options = ks->n});
    ui_field(h, &(struct ui_field){.name = "from", .label = ui_text(cx, "audit.from"), .type = "date",
                                   .value = web_param_text(cx, w, "from")});
    ui_field(h, &(struct ui_field){.name = "to", .label = ui_text(cx, "audit.to"), .type = "date",
                                   .value = web_param_text(cx, w, "to")});
    html(h, "</div><div class=\"mt-3\">");
    ui_submit(h, "list.apply");
    html(h, "</div></form>");
}

/* Fields old and new, against the version before: of records that the reader may read, as any other page shows them. */
static enum status changes(struct ctx *cx, struct html *h, const struct history_row *row)
{
    const char *before;

    if (row->head == NULL || row->version < 2)
        return OK;
    enum status st = history_body(cx, row->record_id, row->version - 1, &before);
    if (st == E_NOTFOUND) /* a version that was never here: it came from another installation */
        return OK;
    TRY(st);
    return ui_record_changes(cx, h, row, before);
}

static void record_link(struct ctx *cx, struct html *h, const struct kind *k, const struct history_row *r)
{
    html(h, "<a href=\"");
    html_href(h, str_of(ui_record_href(cx, k, r->record_id)));
    html(h, "\">");
    html_text(h, r->head->title);
    html(h, "</a>");
}

static enum status row(struct ctx *cx, struct html *h, const struct history_row *r)
{
    const struct kind *k = r->kind == NULL ? NULL : kind_find(r->kind);

    html(h, "<tr><td class=\"date\">");
    html_instant(h, r->at);
    html(h, "</td><td>");
    html_text(h, ui_record_login(cx, r->login));
    if (r->ip != NULL) {
        html(h, "<br><small class=\"text-secondary\">");
        html_text(h, r->ip);
        html(h, "</small>");
    }
    html(h, "</td><td>");
    html_text(h, what_text(cx, r->what));
    html(h, "</td><td>");
    if (strcmp(r->what, "read_pd") == 0) {
        TRY(read_view_what(cx, h, r));
    } else if (k != NULL && r->record_id != 0) {
        html(h, "<small class=\"text-secondary\">");
        html_text(h, label_text(&k->label, cx->lang));
        html(h, "</small><br>");
        if (r->head == NULL)
            html_text(h, RECORD_MASK);
        else
            record_link(cx, h, k, r);
    } else if (r->version == 0) {
        html_text(h, r->body);
    }
    if (r->why != NULL && (r->record_id == 0 || r->head != NULL)) {
        html(h, "<div>");
        html_text(h, r->why);
        html(h, "</div>");
    }
    TRY(changes(cx, h, r));
    html(h, "</td><td class=\"number\">");
    html_int(h, r->seq);
    html(h, "</td></tr>");
    return OK;
}

static const char *older_link(struct ctx *cx, const struct web *w, int64_t before)
{
    static const char *const names[] = {"login", "what", "kind", "record", "from", "to"};

    return web_keep(cx, w, arena_printf(cx->mem, "/audit?before=%lld", (long long)before), names,
                    sizeof names / sizeof *names);
}

static enum status chain(struct ctx *cx, struct html *h)
{
    const char *reason;
    int64_t rows, bad;

    TRY(history_verify(cx, &rows, &bad, &reason));
    if (bad == 0)
        ui_alert_key(h, UI_GOOD, "audit.whole", arena_printf(cx->mem, "%lld", (long long)rows));
    else
        ui_alert_key(h, UI_BAD, "audit.broken", arena_printf(cx->mem, "%lld (%s)", (long long)bad, reason));
    return OK;
}

enum status page_audit_show(struct ctx *cx, struct web *w)
{
    struct history_filter f = {.login = or_null(cx, w, "login"), .what = or_null(cx, w, "what"),
                               .kind = or_null(cx, w, "kind"), .record_id = web_param_int(w, "record"),
                               .before_seq = web_param_int(w, "before"),
                               .limit = PER_PAGE};
    struct html *h = &w->h;
    struct history_row *rows;
    size_t n;

    web_param_days(w, &f.from_at, &f.to_at);
    TRY(history_list(cx, &f, &rows, &n));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "audit.title", .active = "audit"});
    ui_link_button(h, "/audit?verify=yes", "shield-check", "audit.verify", false);
    ui_page_body(w);
    if (web_param_flag(w, "verify"))
        TRY(chain(cx, h));
    filters(cx, w);
    html(h, "<section class=\"card mb-3\">");
    if (n == 0) {
        ui_empty(h, "history", "audit.none", "audit.none_text", NULL, NULL);
    } else {
        struct ui_column columns[] = {{.label = ui_text(cx, "audit.when")}, {.label = ui_text(cx, "audit.who")},
                                      {.label = ui_text(cx, "audit.what")}, {.label = ui_text(cx, "audit.change")},
                                      {.label = "#", .number = true}};

        ui_table_begin(h, columns, sizeof columns / sizeof *columns);
        for (size_t i = 0; i < n; i++)
            TRY(row(cx, h, &rows[i]));
        ui_table_end(h);
    }
    html(h, "</section>");
    if (n == PER_PAGE)
        ui_link_button(h, older_link(cx, w, rows[n - 1].seq), "chevron-right", "audit.older", false);
    return ui_page_end(cx, w);
}
