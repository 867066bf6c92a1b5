/* Help, printed from the tables: keys, roles, registers with their states and rights, addresses. It cannot go out of
   date. Not for: teaching the work; that is in docs/. */
#include "register/code.h"
#include "web/pages.h"
#include "web/ui.h"

static void keys(struct ctx *cx, struct html *h)
{
    static const char *const rows[][2] = {{"/", "help.key_search"}, {"e", "help.key_edit"}, {"n", "help.key_new"},
                                          {"Tab", "help.key_tab"}};

    ui_card_begin_key(h, "help.keys");
    ui_list_begin(h);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ui_item(h, rows[i][0], ui_text(cx, rows[i][1]));
    ui_list_end(h);
    ui_card_end(h);
}

static void roles(struct ctx *cx, struct html *h)
{
    ui_card_begin_key(h, "users.roles");
    ui_list_begin(h);
    for (int r = 0; r < ROLE__MAX; r++) {
        ui_item_begin(h, role_code((enum role)r));
        html_text(h, code_label("role", role_code((enum role)r), cx->lang));
        if ((cx->who.roles & ROLE_BIT(r)) != 0) {
            html(h, " ");
            ui_badge(h, "green", ui_text(cx, "help.yours"));
        }
        ui_item_end(h);
    }
    ui_list_end(h);
    ui_card_end(h);
}

static void registers(struct ctx *cx, struct html *h)
{
    const struct kinds *ks = kind_all();

    ui_card_begin_key(h, "registers.title");
    for (size_t i = 0; i < ks->n; i++) {
        const struct kind *k = ks->at[i];

        if (kind_is_sub(k) || !access_may(cx, k, RIGHT_READ))
            continue;
        html(h, "<h3 class=\"mt-3\"><a href=\"/");
        html_attr(h, k->id);
        html(h, "\">");
        html_text(h, label_text(&k->plural, cx->lang));
        html(h, "</a></h3><p>");
        for (unsigned s = 0; s < k->n_states; s++) {
            if (s > 0)
                html(h, " ");
            ui_badge(h, k->states[s].color, label_text(&k->states[s].label, cx->lang));
        }
        html(h, "</p>");
    }
    ui_card_end(h);
}

static void addresses(struct ctx *cx, struct html *h)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "help.address")}, {.label = ui_text(cx, "help.what")}};

    ui_card_begin_plain(h, ui_text(cx, "help.addresses"));
    ui_table_begin(h, columns, 2);
    for (const struct route *r = routes; r->path != NULL; r++) {
        if ((r->roles & (cx->who.roles | ROUTE_ANYONE)) == 0)
            continue;
        html(h, "<tr><td><code>");
        html_text(h, http_method_name(r->method));
        html(h, " ");
        html_text(h, r->path);
        html(h, "</code></td><td lang=\"en\">");
        html_text(h, r->what);
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    ui_card_end(h);
}

enum status page_help_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "ui.help", .active = "help"});
    ui_link_button(h, "/api/v1/openapi.json", "file-text", "help.openapi", false);
    ui_page_body(w);
    keys(cx, h);
    roles(cx, h);
    registers(cx, h);
    addresses(cx, h);
    return ui_page_end(cx, w);
}
