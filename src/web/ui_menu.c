/* See ui_menu.h. */
#include "web/ui_menu.h"

#include <string.h>

#include "platform/i18n.h"
#include "register/code.h"
#include "register/bin.h"
#include "web/ui.h"

enum { MOST_OPEN = 24 }; /* registers that still stand unfolded, all of them */

struct row {
    const char *id, *href, *icon, *key;
    uint32_t roles;
    bool (*may)(const struct ctx *cx); /* NULL = the roles suffice */
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
    {"bin", "/bin", "trash", "menu.bin", ROUTE_USERS, bin_may},
    {"audit", "/audit", "history", "menu.audit", ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR)},
    {"personal", "/audit/personal", "eye", "menu.personal",
     ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_AUDITOR) | ROLE_BIT(ROLE_DPO)},
    {"users", "/users", "users", "menu.users", ROLE_BIT(ROLE_ADMIN)},
    {"codes", "/codes", "list-details", "menu.codes", ROUTE_USERS},
    {"help", "/help", "help-circle", "menu.help", ROUTE_USERS},
    {0},
};

/* The menu stands on every page and only its choice of rows and the active one differ: each row is rendered once, at
   start, in every language, plain and active. */
struct item {
    struct html text[LANG__MAX][2];
};
static struct {
    struct item above[8], below[8];
    struct item *kinds;        /* in the order of kind_all() */
    struct item *headings;     /* of its group, folded and open */
} made;

static struct html item(struct ctx *cx, enum lang lang, const char *href, const char *icon, const char *text,
                        bool active)
{
    struct html h;

    html_init(&h, cx->mem, lang);
    if (active)
        html(&h, "<li class=\"nav-item active\"><a class=\"nav-link\" aria-current=\"page\" href=\"");
    else
        html(&h, "<li class=\"nav-item\"><a class=\"nav-link\" href=\"");
    html_href(&h, str_of(href));
    html(&h, "\"><span class=\"nav-link-icon\">");
    ui_icon(&h, icon);
    html(&h, "</span><span class=\"nav-link-title\">");
    html_text(&h, text);
    html(&h, "</span></a></li>");
    return h;
}

/* A group begins, and can be folded without a script. */
static struct html heading(struct ctx *cx, enum lang lang, const char *group, bool open)
{
    struct html h;

    html_init(&h, cx->mem, lang);
    if (open)
        html(&h, "<li class=\"nav-item\"><details class=\"nav-group\" open>");
    else
        html(&h, "<li class=\"nav-item\"><details class=\"nav-group\">");
    html(&h, "<summary class=\"nav-heading\">");
    html_text(&h, code_label(KIND_GROUPS, group, lang));
    html(&h, "</summary><ul class=\"navbar-nav\">");
    return h;
}

static void make_rows(struct ctx *cx, const struct row *row, struct item *out)
{
    for (; row->id != NULL; row++, out++)
        for (int l = 0; l < LANG__MAX; l++)
            for (int active = 0; active < 2; active++)
                out->text[l][active] = item(cx, (enum lang)l, row->href, row->icon,
                                            i18n_text((enum lang)l, row->key).p, active);
}

void ui_menu_start(struct ctx *cx)
{
    const struct kinds *ks = kind_all();

    make_rows(cx, above, made.above);
    make_rows(cx, below, made.below);
    made.kinds = arena_alloc(cx->mem, (ks->n + 1) * sizeof *made.kinds);
    made.headings = arena_alloc(cx->mem, (ks->n + 1) * sizeof *made.headings);
    for (size_t i = 0; i < ks->n; i++)
        for (int l = 0; l < LANG__MAX; l++) {
            const struct kind *k = ks->at[i];
            for (int open = 0; open < 2; open++)
                made.headings[i].text[l][open] = heading(cx, (enum lang)l, k->group, open);
            for (int active = 0; active < 2; active++)
                made.kinds[i].text[l][active] = item(cx, (enum lang)l, arena_printf(cx->mem, "/%s", k->id),
                                                     k->icon != NULL ? k->icon : "file",
                                                     label_text(&k->plural, (enum lang)l), active);
        }
}

static void rows(struct ctx *cx, struct html *h, const struct row *row, const struct item *made_rows,
                 const char *active)
{
    for (; row->id != NULL; row++, made_rows++)
        if ((cx->who.roles & row->roles) != 0 && (row->may == NULL || row->may(cx)))
            html_again(h, &made_rows->text[cx->lang][active != NULL && strcmp(active, row->id) == 0]);
}

static bool is_row(const struct ctx *cx, const struct kind *k)
{
    return !kind_is_sub(k) && access_may(cx, k, RIGHT_READ);
}

/* Many registers stand folded, but for the group that one is in. The kinds stand by group already (kind_load.c). */
static void registers(struct ctx *cx, struct html *h, const char *active)
{
    const struct kinds *ks = kind_all();
    const struct kind *here = active == NULL ? NULL : kind_find(active);
    const char *group = NULL;
    size_t n = 0;

    for (size_t i = 0; i < ks->n; i++)
        n += is_row(cx, ks->at[i]);
    for (size_t i = 0; i < ks->n; i++) {
        const struct kind *k = ks->at[i];

        if (!is_row(cx, k))
            continue;
        if (group == NULL || strcmp(group, k->group) != 0) {
            bool open = n <= MOST_OPEN || (here != NULL && strcmp(here->group, k->group) == 0);
            if (group != NULL)
                html(h, "</ul></details></li>");
            html_again(h, &made.headings[i].text[cx->lang][open]);
        }
        group = k->group;
        html_again(h, &made.kinds[i].text[cx->lang][active != NULL && strcmp(active, k->id) == 0]);
    }
    if (group != NULL)
        html(h, "</ul></details></li>");
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
    rows(cx, h, above, made.above, active);
    registers(cx, h, active);
    html(h, "<li class=\"nav-item nav-heading\">");
    html_msg(h, "menu.system");
    html(h, "</li>");
    rows(cx, h, below, made.below, active);
    html(h, "</ul></nav></div></aside>");
}
