/* Keys for programs: what there is, a new one for chosen registers, rights and days, another secret, the end.
   Not for: what a key may do (register/access.c). */
#include "web/page_key.h"

#include <string.h>

#include "register/access.h"
#include "register/api_key.h"
#include "web/pages.h"
#include "web/ui.h"
#include "web/web_session.h"

static const char *right_text(struct ctx *cx, const char *right)
{
    static const char *const keys[] = {"key.right_read", "key.right_write", "key.right_delete", "key.right_personal"};

    for (size_t i = 0; api_key_rights[i] != NULL; i++)
        if (strcmp(api_key_rights[i], right) == 0)
            return ui_text(cx, keys[i]);
    return right;
}

/* "Thỏa thuận quốc tế, Số liệu"; ids of registers that are gone stand as they are */
static const char *kinds_text(struct ctx *cx, const char *kinds)
{
    struct str rest = str_of(kinds), word;
    const char *text = "";

    if (strcmp(kinds, API_KEY_ALL) == 0)
        return ui_text(cx, "key.all");
    while (str_next(&rest, ' ', &word)) {
        const char *id = arena_strndup(cx->mem, word.p, word.n);
        const struct kind *k = kind_find(id);
        text = arena_printf(cx->mem, "%s%s%s", text, *text != 0 ? ", " : "",
                            strcmp(id, API_KEY_LEDGER) == 0 ? ui_text(cx, "key.ledger")
                            : k != NULL ? label_text(&k->label, cx->lang) : id);
    }
    return text;
}

static const char *rights_text(struct ctx *cx, const char *rights)
{
    const char *text = right_text(cx, "read");

    for (int i = 1; api_key_rights[i] != NULL; i++)
        if (ui_word_in(rights, api_key_rights[i]))
            text = arena_printf(cx->mem, "%s, %s", text, right_text(cx, api_key_rights[i]));
    return text;
}

static void button(struct ctx *cx, struct web *w, const char *base, const char *what, int64_t id, const char *key)
{
    struct html *h = &w->h;

    ui_form_begin(w, arena_printf(cx->mem, "%s-%s", base, what), NULL);
    html(h, "<input type=\"hidden\" name=\"key\" value=\"");
    html_int(h, id);
    html(h, "\"><button class=\"btn btn-sm mb-1\" type=\"submit\">");
    html_msg(h, key);
    html(h, "</button>");
    ui_form_end(h);
}

static void row(struct ctx *cx, struct web *w, const struct api_key *k, const char *base, bool own)
{
    struct html *h = &w->h;

    html(h, "<tr><td>");
    html_text(h, k->name);
    html(h, "<br><small class=\"text-secondary\"><code>");
    html_text(h, k->hint);
    html(h, "…</code></small></td><td>");
    html_text(h, kinds_text(cx, k->kinds));
    html(h, "<br><small class=\"text-secondary\">");
    html_text(h, rights_text(cx, k->rights));
    html(h, "</small></td><td class=\"date\">");
    if (k->seen_at != 0)
        html_instant(h, k->seen_at);
    html(h, "<br><small class=\"text-secondary\">");
    html_text(h, k->seen_ip != NULL ? k->seen_ip : "");
    html(h, "</small></td><td class=\"date\">");
    html_instant(h, k->expires_at);
    if (k->expires_at <= ctx_now(cx))
        ui_badge(h, "red", ui_text(cx, "key.over"));
    html(h, "</td><td>");
    if (own)
        button(cx, w, base, "rotate", k->id, "key.rotate");
    button(cx, w, base, "end", k->id, "key.end");
    html(h, "</td></tr>");
}

enum status page_key_card(struct ctx *cx, struct web *w, int64_t account, const char *base, bool own)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "users.token_name")}, {.label = ui_text(cx, "key.kinds")},
                                  {.label = ui_text(cx, "session.seen")}, {.label = ui_text(cx, "session.until")},
                                  {.label = ui_text(cx, "session.end")}};
    struct html *h = &w->h;
    struct api_key *all;
    size_t n;

    TRY(api_key_list(cx, account, &all, &n));
    if (!own && n == 0)
        return OK;
    ui_card_begin_key(h, "key.title");
    if (n > 0) {
        ui_table_begin(h, columns, sizeof columns / sizeof *columns);
        for (size_t i = 0; i < n; i++)
            row(cx, w, &all[i], base, own);
        ui_table_end(h);
    }
    if (own) {
        html(h, "<p>");
        html_msg(h, "key.text");
        html(h, "</p>");
        ui_link_button(h, base, "plus", "key.new", false);
    }
    ui_card_end(h);
    return OK;
}

/* The registers that the person may read; sub-records go with their owners. */
static void kind_boxes(struct ctx *cx, struct html *h, const char *chosen)
{
    const struct kinds *ks = kind_all();
    struct ui_option *options = arena_alloc(cx->mem, (ks->n + 2) * sizeof *options);
    size_t n = 0;

    options[n++] = (struct ui_option){API_KEY_ALL, ui_text(cx, "key.all")};
    if ((cx->who.roles & ROUTE_READERS) != 0)
        options[n++] = (struct ui_option){API_KEY_LEDGER, ui_text(cx, "key.ledger")};
    for (size_t i = 0; i < ks->n; i++)
        if (!kind_is_sub(ks->at[i]) && access_may(cx, ks->at[i], RIGHT_READ))
            options[n++] = (struct ui_option){ks->at[i]->id, label_text(&ks->at[i]->label, cx->lang)};
    ui_field(h, &(struct ui_field){.name = "kinds", .label = ui_text(cx, "key.kinds"), .type = "multi",
                                   .value = chosen, .options = options, .n_options = n,
                                   .error = ui_problem_of(cx, "kinds")});
}

static enum status form(struct ctx *cx, struct web *w, const struct api_key *k, const char *days)
{
    struct ui_option rights[4];
    struct html *h = &w->h;
    size_t n = 0;

    for (int i = 1; api_key_rights[i] != NULL; i++)
        rights[n++] = (struct ui_option){api_key_rights[i], right_text(cx, api_key_rights[i])};
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "key.new", .over = ui_text(cx, "ui.my_account"),
                                           .over_href = "/account", .active = "account"});
    ui_page_body(w);
    ui_problems(cx, h);
    ui_form_begin(w, "/account/key", NULL);
    ui_card_begin(h, NULL);
    html(h, "<div class=\"row\">");
    ui_field(h, &(struct ui_field){.name = "name", .label = ui_text(cx, "users.token_name"), .type = "text",
                                   .required = true, .max = 60, .width = 8, .value = k->name,
                                   .error = ui_problem_of(cx, "name")});
    ui_field(h, &(struct ui_field){.name = "days", .label = ui_text(cx, "key.days"), .type = "number", .width = 4,
                                   .required = true, .value = days, .help = ui_text(cx, "key.days_help"),
                                   .error = ui_problem_of(cx, "days")});
    html(h, "</div>");
    kind_boxes(cx, h, k->kinds);
    ui_field(h, &(struct ui_field){.name = "rights", .label = ui_text(cx, "key.rights"), .type = "multi",
                                   .value = k->rights, .options = rights, .n_options = n,
                                   .help = ui_text(cx, "key.rights_help")});
    ui_submit(h, "key.make");
    ui_card_end(h);
    ui_form_end(h);
    return ui_page_end(cx, w);
}

enum status page_key_new(struct ctx *cx, struct web *w)
{
    return form(cx, w, &(struct api_key){.rights = "", .kinds = ""}, arena_printf(cx->mem, "%d", API_KEY_DAYS));
}

/* The secret, this once. */
static enum status show(struct ctx *cx, struct web *w, const char *secret)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "key.title", .over = ui_text(cx, "ui.my_account"),
                                           .over_href = "/account", .active = "account"});
    ui_page_body(w);
    ui_card_begin(h, NULL);
    ui_alert_key(h, UI_WARN, "users.token_once", NULL);
    html(h, "<pre><code>");
    html_text(h, secret);
    html(h, "</code></pre><pre><code>curl -H 'Authorization: Bearer ");
    html_text(h, secret);
    html(h, "' /api/v1/me</code></pre>");
    ui_card_end(h);
    return ui_page_end(cx, w);
}

/* The values of a field that comes several times, with blanks; "*" swallows the others. */
static const char *words_of(struct ctx *cx, const struct web *w, const char *name)
{
    const char *text = "";

    for (size_t i = 0; i < w->form.n; i++) {
        if (!str_is(w->form.at[i].name, name) || w->form.at[i].value.n == 0)
            continue;
        if (str_is(w->form.at[i].value, API_KEY_ALL))
            return API_KEY_ALL;
        text = arena_printf(cx->mem, "%s%s%.*s", text, *text != 0 ? " " : "", STR_ARGS(w->form.at[i].value));
    }
    return text;
}

enum status page_key_make(struct ctx *cx, struct web *w)
{
    const char *rights = words_of(cx, w, "rights");
    struct api_key k = {.name = web_param_text(cx, w, "name"), .kinds = words_of(cx, w, "kinds"),
                        .rights = *rights != 0 ? arena_printf(cx->mem, "read %s", rights) : "read",
                        .days = web_param_int(w, "days")};
    char secret[API_KEY_CHARS + 1];
    int64_t id;
    enum status st = api_key_make(cx, cx->who.user_id, &k, &id, secret);

    if (st == E_INVALID) {
        w->rs->code = 422;
        return form(cx, w, &k, web_param_text(cx, w, "days"));
    }
    TRY(st);
    return show(cx, w, secret);
}

enum status page_key_rotate(struct ctx *cx, struct web *w)
{
    char secret[API_KEY_CHARS + 1];

    TRY(api_key_rotate(cx, cx->who.user_id, web_param_int(w, "key"), secret));
    return show(cx, w, secret);
}

enum status page_key_end(struct ctx *cx, struct web *w)
{
    TRY(api_key_end(cx, cx->who.user_id, web_param_int(w, "key")));
    web_flash(cx, w, "flash.key_end", NULL);
    return web_redirect(cx, w, "/account");
}

enum status page_key_end_of(struct ctx *cx, struct web *w)
{
    int64_t account = web_arg_int(w, "id");

    TRY(api_key_end(cx, account, web_param_int(w, "key")));
    web_flash(cx, w, "flash.key_end", NULL);
    return web_redirect(cx, w, "/users/%lld", (long long)account);
}
