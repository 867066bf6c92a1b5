/* The code lists: all lists, and one list with its codes, those of the files and the office's own; from here an
   administrator adds, changes and ends codes (each is a record, with its form and history). And both as JSON. */
#include <string.h>

#include "base/utf8.h"
#include "platform/i18n.h"
#include "platform/json.h"
#include "register/code.h"
#include "register/code_own.h"
#include "web/pages.h"
#include "web/ui_record.h"

enum { PER_PAGE = 100 };

static bool takes(const struct field *f, const struct code_list *l)
{
    const char *list = field_types[f->type].codes;

    if (list == NULL && (f->type == FT_ENUM || f->type == FT_MULTI))
        list = f->arg;
    return list != NULL && strcmp(list, l->id) == 0;
}

/* A list without a name of its own goes by the first field that takes its values. */
static const char *name_of(struct ctx *cx, const struct code_list *l, const struct kind **ret_kind)
{
    const char *label = label_text(&l->label, cx->lang);

    *ret_kind = NULL; /* of that field */
    for (size_t i = 0; *label == 0 && i < kind_all()->n; i++) {
        const struct kind *k = kind_all()->at[i];

        for (unsigned n = 0; *label == 0 && n < k->n_fields; n++)
            if (takes(&k->fields[n], l)) {
                label = label_text(&k->fields[n].label, cx->lang);
                *ret_kind = k;
            }
    }
    return *label != 0 ? label : l->id;
}

static void number(struct html *h, size_t n)
{
    html(h, "<td class=\"number\">");
    html_int(h, (int64_t)n);
    html(h, "</td>");
}

static void list_row(struct ctx *cx, struct html *h, const struct code_list *l)
{
    const struct kind *user;
    const char *name = name_of(cx, l, &user);
    size_t valid = 0, own = 0;

    for (unsigned i = 0; i < l->n_codes; i++) {
        valid += code_is_valid(&l->codes[i], ctx_today(cx));
        own += l->codes[i].own_id != 0;
    }
    html(h, "<tr><td class=\"name\"><a href=\"/codes/");
    html_url(h, l->id);
    html(h, "\">");
    html_text(h, name);
    html(h, "</a><div class=\"small text-secondary\">");
    if (user != NULL) {
        html_text(h, label_text(&user->label, cx->lang));
        html(h, " · ");
    }
    html_text(h, l->id);
    html(h, "</div></td>");
    number(h, valid);
    number(h, l->n_codes - valid);
    number(h, own);
    html(h, "<td>");
    html_msg(h, l->fixed ? "codes.fixed" : "codes.open");
    html(h, "</td><td>");
    html_text(h, l->source);
    html(h, "</td></tr>");
}

enum status page_codes_lists(struct ctx *cx, struct web *w)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "codes.list")},
                                  {.label = ui_text(cx, "codes.valid"), .number = true},
                                  {.label = ui_text(cx, "codes.ended"), .number = true},
                                  {.label = ui_text(cx, "codes.own"), .number = true},
                                  {.label = ui_text(cx, "codes.changes")}, {.label = ui_text(cx, "codes.source")}};
    const struct code_list *l;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "menu.codes", .active = "codes"});
    ui_page_body(w);
    html(&w->h, "<section class=\"card mb-3\">");
    ui_table_begin(&w->h, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; (l = code_list_at(i)) != NULL; i++)
        list_row(cx, &w->h, l);
    ui_table_end(&w->h);
    html(&w->h, "</section>");
    return ui_page_end(cx, w);
}

/* ---- one list ---- */

static void parameter(struct html *h, const char *name, const char *value)
{
    if (value == NULL)
        return;
    html(h, "&amp;");
    html_url(h, name);
    html(h, "=");
    html_url(h, value);
}

/* The office's row is changed; for a code of the files one is made that takes its place. */
static void change_link(struct html *h, const struct kind *k, const struct code_list *l, const struct code *c)
{
    html(h, "<a class=\"btn btn-sm\" href=\"/");
    html_attr(h, k->id);
    if (c->own_id != 0) {
        html(h, "/");
        html_int(h, c->own_id);
        html(h, "/edit\">");
    } else {
        html(h, "/new?list=");
        html_url(h, l->id);
        parameter(h, "value", c->id);
        parameter(h, "label_vi", c->label.text[LANG_VI]);
        parameter(h, "label_en", c->label.text[LANG_EN]);
        parameter(h, "label_de", c->label.text[LANG_DE]);
        parameter(h, "valid_from", c->valid_from);
        parameter(h, "valid_to", c->valid_to);
        html(h, "\">");
    }
    html_msg(h, "codes.change");
    html(h, "</a>");
}

static void code_row(struct ctx *cx, struct html *h, const struct kind *k, const struct code_list *l,
                     const struct code *c, bool may)
{
    bool valid = code_is_valid(c, ctx_today(cx));

    html(h, "<tr><td>");
    html_text(h, c->id);
    html(h, "</td><td class=\"name\">");
    html_text(h, label_text(&c->label, cx->lang));
    html(h, "</td><td>");
    html_date(h, c->from);
    html(h, "</td><td>");
    html_date(h, c->to);
    html(h, "</td><td>");
    ui_badge(h, valid ? "green" : "gray", ui_text(cx, valid ? "codes.is_valid" : "codes.is_ended"));
    if (c->own_id != 0) {
        html(h, " ");
        ui_badge(h, "blue", ui_text(cx, "codes.own"));
    }
    html(h, "</td><td class=\"d-print-none\">");
    if (may)
        change_link(h, k, l, c);
    html(h, "</td></tr>");
}

static enum status find(struct ctx *cx, const struct web *w, const struct code_list **ret_l)
{
    struct str id = web_arg(w, "list");

    *ret_l = code_list_find(arena_strndup(cx->mem, id.p, id.n));
    return *ret_l != NULL ? OK : ctx_fail(cx, E_NOTFOUND, "no list %.*s", STR_ARGS(id));
}

/* A list longer than a page is looked through by words; what is typed stays when the page is turned. */
static void search_box(struct ctx *cx, struct web *w, const struct code_list *l, const char *q)
{
    ui_form_begin_get(w, arena_printf(cx->mem, "/codes/%s", l->id));
    ui_field(&w->h, &(struct ui_field){.name = "q", .label = ui_text(cx, "ui.search"), .type = "search", .value = q,
                                       .max = 200});
    ui_form_end(&w->h);
}

/* The codes of the page, and how many there are on all of them. */
static size_t find_codes(struct ctx *cx, const struct code_list *l, struct str q, int64_t page,
                         const struct code **ret_at, size_t *ret_n)
{
    size_t from = (size_t)(page - 1) * PER_PAGE, n = 0;

    *ret_n = 0;
    for (unsigned i = 0; i < l->n_codes; i++) {
        if (q.n > 0 && !code_holds(cx, &l->codes[i], q))
            continue;
        if (n >= from && n - from < PER_PAGE)
            ret_at[(*ret_n)++] = &l->codes[i];
        n++;
    }
    return n;
}

enum status page_codes_list(struct ctx *cx, struct web *w)
{
    struct ui_column columns[] = {{.label = ui_text(cx, "codes.code")}, {.label = ui_text(cx, "codes.label")},
                                  {.label = ui_text(cx, "codes.from")}, {.label = ui_text(cx, "codes.to")},
                                  {.label = ui_text(cx, "list.state")},
                                  {.label = ui_text(cx, "ui.actions"), .unseen = true}};
    const struct kind *k = code_own_kind();
    static const char *const names[] = {"q"};
    const struct code *codes[PER_PAGE];
    int64_t page = web_param_int(w, "page");
    const struct code_list *l;
    const struct kind *user;
    struct html *h = &w->h;
    size_t n, total;

    TRY(find(cx, w, &l));
    page = page > 0 ? page : 1;
    total = find_codes(cx, l, utf8_fold(cx->mem, str_trim(web_param(w, "q"))), page, codes, &n);
    bool may = k != NULL && !l->fixed && access_may(cx, k, RIGHT_CREATE);
    ui_page_begin(cx, w, &(struct ui_page){.title = name_of(cx, l, &user), .over = ui_text(cx, "menu.codes"),
                                           .over_href = "/codes", .active = "codes"});
    if (may)
        ui_link_button(h, arena_printf(cx->mem, "/%s/new?list=%s", k->id, l->id), "plus", "codes.add", true);
    ui_page_body(w);
    if (l->fixed)
        ui_alert_key(h, UI_INFO, "codes.fixed_text", NULL);
    if (l->n_codes > PER_PAGE)
        search_box(cx, w, l, web_param_text(cx, w, "q"));
    html(h, "<section class=\"card mb-3\">");
    if (n == 0)
        ui_empty(h, "list-search", "codes.none", "codes.none_text", NULL, NULL);
    else
        ui_table_begin(h, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++)
        code_row(cx, h, k, l, codes[i], may);
    if (n > 0)
        ui_table_end(h);
    html(h, "</section>");
    if (total > PER_PAGE) {
        const char *here = web_keep(cx, w, arena_printf(cx->mem, "/codes/%s", l->id), names, 1);
        ui_pages(h, page, ((int64_t)total + PER_PAGE - 1) / PER_PAGE, PER_PAGE, (int64_t)total,
                 arena_printf(cx->mem, "%s%cpage=", here, strchr(here, '?') != NULL ? '&' : '?'));
    }
    return ui_page_end(cx, w);
}

/* ---- JSON ---- */

static void code_json(struct ctx *cx, struct json *j, const struct code *c)
{
    json_begin_object(j, NULL);
    json_add_text(j, "code", c->id);
    json_add_text(j, "vi", c->label.text[LANG_VI]);
    json_add_text(j, "en", c->label.text[LANG_EN]);
    json_add_text(j, "de", c->label.text[LANG_DE]);
    json_add_text(j, "valid_from", c->valid_from);
    json_add_text(j, "valid_to", c->valid_to);
    json_add_bool(j, "valid", code_is_valid(c, ctx_today(cx)));
    json_add_int(j, "record", c->own_id);
    json_end(j);
}

enum status page_codes_json(struct ctx *cx, struct web *w)
{
    const struct code_list *l;
    struct str text;
    struct json j;

    TRY(find(cx, w, &l));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_text(&j, "list", l->id);
    json_add_text(&j, "source", l->source);
    json_add_bool(&j, "fixed", l->fixed);
    json_begin_array(&j, "rows");
    for (unsigned i = 0; i < l->n_codes; i++)
        code_json(cx, &j, &l->codes[i]);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}

enum status page_codes_json_lists(struct ctx *cx, struct web *w)
{
    const struct code_list *l;
    const struct kind *user;
    struct str text;
    struct json j;

    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; (l = code_list_at(i)) != NULL; i++) {
        json_begin_object(&j, NULL);
        json_add_text(&j, "list", l->id);
        json_add_text(&j, "label", name_of(cx, l, &user));
        json_add_int(&j, "codes", l->n_codes);
        json_add_bool(&j, "fixed", l->fixed);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
