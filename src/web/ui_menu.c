/* See ui_menu.h. */
#include "web/ui_menu.h"

#include <stdlib.h>
#include <string.h>

#include "platform/i18n.h"
#include "web/ui.h"

struct row {
    const char *id, *href, *icon, *key;
    uint32_t roles;
};

/* What stands above the registers and below them. */
static const struct row above[] = {
    {"figures", "/", "numbers", "menu.figures", ROUTE_READERS},
    {"findings", "/findings", "alert-triangle", "menu.findings", ROUTE_READERS},
    {"report", "/report", "report-analytics", "menu.report", ROUTE_READERS},
    {"due", "/due", "calendar-due", "menu.due", ROUTE_USERS},
    {"registers", "/registers", "folders", "menu.registers", ROUTE_USERS},
    {0},
};
static const struct row below[] = {
    {"audit", "/audit", "history", "menu.audit", ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR)},
    {"users", "/users", "users", "menu.users", ROLE_BIT(ROLE_ADMIN)},
    {"help", "/help", "help-circle", "menu.help", ROUTE_USERS},
    {0},
};

static void item(struct html *h, const char *href, const char *icon, const char *text, bool active)
{
    if (active)
        html(h, "<li class=\"nav-item active\"><a class=\"nav-link\" aria-current=\"page\" href=\"");
    else
        html(h, "<li class=\"nav-item\"><a class=\"nav-link\" href=\"");
    html_href(h, str_of(href));
    html(h, "\"><span class=\"nav-link-icon\">");
    ui_icon(h, icon);
    html(h, "</span><span class=\"nav-link-title\">");
    html_text(h, text);
    html(h, "</span></a></li>");
}

static void rows(struct ctx *cx, struct html *h, const struct row *row, const char *active)
{
    for (; row->id != NULL; row++)
        if ((cx->who.roles & row->roles) != 0)
            item(h, row->href, row->icon, ui_text(cx, row->key), active != NULL && strcmp(active, row->id) == 0);
}

/* By group in the order of first appearance, then order, then id. */
static int by_place(const void *a, const void *b)
{
    const struct kind *x = *(const struct kind *const *)a, *y = *(const struct kind *const *)b;
    int c = strcmp(x->group != NULL ? x->group : "", y->group != NULL ? y->group : "");

    if (c != 0)
        return c;
    return x->order != y->order ? (x->order < y->order ? -1 : 1) : strcmp(x->id, y->id);
}

static void registers(struct ctx *cx, struct html *h, const char *active)
{
    const struct kinds *ks = kind_all();
    const struct kind **shown = arena_alloc(cx->mem, (ks->n + 1) * sizeof(const struct kind *));
    const char *group = NULL;
    size_t n = 0;

    for (size_t i = 0; i < ks->n; i++)
        if (!kind_is_sub(ks->at[i]) && access_may(cx, ks->at[i], RIGHT_READ))
            shown[n++] = ks->at[i];
    if (n > 1)
        qsort(shown, n, sizeof *shown, by_place);
    for (size_t i = 0; i < n; i++) {
        const char *g = shown[i]->group != NULL ? shown[i]->group : "other";

        if (group == NULL || strcmp(group, g) != 0) {
            const char *key = arena_printf(cx->mem, "group.%s", g);

            html(h, "<li class=\"nav-item nav-heading\">");
            html_text(h, i18n_has(key) ? ui_text(cx, key) : g);
            html(h, "</li>");
        }
        group = g;
        item(h, arena_printf(cx->mem, "/%s", shown[i]->id), shown[i]->icon != NULL ? shown[i]->icon : "file",
             label_text(&shown[i]->plural, cx->lang), active != NULL && strcmp(active, shown[i]->id) == 0);
    }
}

void ui_menu(struct ctx *cx, struct web *w, const char *active)
{
    struct html *h = &w->h;

    html(h, "<aside class=\"navbar navbar-vertical navbar-expand-lg d-print-none\" data-bs-theme=\"dark\">"
            "<div class=\"container-fluid\"><button class=\"navbar-toggler\" type=\"button\" id=\"menu-toggle\" "
            "aria-expanded=\"false\" aria-controls=\"menu\" aria-label=\"");
    html_msg_attr(h, "ui.menu");
    html(h, "\"><span class=\"navbar-toggler-icon\"></span></button>"
            "<a class=\"navbar-brand\" href=\"/\">Chancery</a>"
            "<nav class=\"navbar-collapse collapse\" id=\"menu\" aria-label=\"");
    html_msg_attr(h, "ui.menu");
    html(h, "\"><ul class=\"navbar-nav\">");
    rows(cx, h, above, active);
    registers(cx, h, active);
    html(h, "<li class=\"nav-item nav-heading\">");
    html_msg(h, "menu.system");
    html(h, "</li>");
    rows(cx, h, below, active);
    html(h, "</ul></nav></div></aside>");
}
