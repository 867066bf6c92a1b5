/* See ui_pick.h. */
#include "web/ui_pick.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/i18n.h"
#include "platform/json.h"
#include "register/account.h"
#include "register/code.h"
#include "register/list.h"
#include "register/reveal.h"
#include "register/search.h"
#include "web/pages.h"

enum { FOUND_MOST = 20, SHORT_LIST = 30 };

struct found {
    VEC(struct ui_option);
};

static const struct code_list *list_of(const struct field *f)
{
    const char *list = field_types[f->type].codes != NULL ? field_types[f->type].codes : f->arg;

    return list == NULL ? NULL : code_list_find(list);
}

bool ui_pick_is(const struct field *f)
{
    const struct code_list *l;

    switch (f->type) {
    case FT_REF: case FT_ORG: case FT_MREF: case FT_USER: case FT_MUSER: case FT_ADMIN: case FT_MCOUNTRY: case FT_MLANG:
        return true;
    case FT_MULTI:
        l = list_of(f);
        return l != NULL && l->n_codes > SHORT_LIST;
    default:
        return false;
    }
}

/* ---- finding ---- */

static void find_codes(struct ctx *cx, const struct field *f, struct str q, struct found *v)
{
    const struct code_list *l = list_of(f);

    for (unsigned i = 0; l != NULL && i < l->n_codes && v->n < FOUND_MOST; i++)
        if (code_is_valid(&l->codes[i], ctx_today(cx)) && code_holds(cx, &l->codes[i], q))
            vec_push(cx->mem, v, (struct ui_option){l->codes[i].id, label_text(&l->codes[i].label, cx->lang)});
}

/* People of one's own house; whoever does not come from outside also finds those of his province. */
static bool may_see(const struct ctx *cx, const struct account *a)
{
    if (cx->who.org_id != 0 && a->org_id == cx->who.org_id)
        return true;
    return (cx->who.roles & ~ROLE_BIT(ROLE_EXT)) != 0 &&
           (a->province == NULL || cx->who.province == NULL || strcmp(a->province, cx->who.province) == 0);
}

static enum status find_users(struct ctx *cx, struct str q, struct found *v)
{
    struct account *all;
    size_t n;

    TRY(account_list(cx, &all, &n));
    for (size_t i = 0; i < n && v->n < FOUND_MOST; i++) {
        const char *text = arena_printf(cx->mem, "%s %s", all[i].name, all[i].login);
        if (!all[i].disabled && may_see(cx, &all[i]) && str_holds(utf8_fold(cx->mem, str_of(text)), q))
            vec_push(cx->mem, v, (struct ui_option){arena_printf(cx->mem, "%lld", (long long)all[i].id), all[i].name});
    }
    return OK;
}

static enum status find_records(struct ctx *cx, const struct field *f, struct str q, struct found *v)
{
    struct list_query *query;
    struct list_page page;

    if (f->target == NULL || !access_may(cx, f->target, RIGHT_READ))
        return OK;
    query = list_new(cx, f->target);
    query->q = arena_strndup(cx->mem, q.p, q.n);
    query->per = FOUND_MOST;
    TRY(reveal_choice(cx, f->target));
    TRY(list_run(cx, query, &page));
    for (size_t i = 0; i < page.n; i++)
        vec_push(cx->mem, v, (struct ui_option){arena_printf(cx->mem, "%lld", (long long)page.rows[i]->id),
                                                page.rows[i]->title});
    return OK;
}

/* Of a field that may point into any register: the register stands behind the title. */
static enum status find_any(struct ctx *cx, struct str q, struct found *v)
{
    struct search_hit *hits;
    size_t n;
    bool cut;

    TRY(reveal_choice(cx, NULL));
    TRY(search_run(cx, q, NULL, FOUND_MOST, &hits, &n, &cut));
    for (size_t i = 0; i < n; i++)
        vec_push(cx->mem, v, (struct ui_option){
            arena_printf(cx->mem, "%lld", (long long)hits[i].id),
            arena_printf(cx->mem, "%s · %s", hits[i].title, label_text(&hits[i].kind->label, cx->lang))});
    return OK;
}

enum status ui_pick_find(struct ctx *cx, const struct field *f, struct str q, struct ui_option **ret_at, size_t *ret_n)
{
    struct found v = {0};
    struct str folded = utf8_fold(cx->mem, q);

    if (f->to_any)
        TRY(find_any(cx, q, &v));
    else if (f->type == FT_USER || f->type == FT_MUSER)
        TRY(find_users(cx, folded, &v));
    else if (f->type == FT_REF || f->type == FT_ORG || f->type == FT_MREF)
        TRY(find_records(cx, f, q, &v));
    else
        find_codes(cx, f, folded, &v);
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

const char *ui_pick_label(struct ctx *cx, const struct field *f, const char *one)
{
    bool codes = field_types[f->type].codes != NULL || f->type == FT_MULTI;
    const struct code_list *l = codes ? list_of(f) : NULL;
    const struct code *c = l == NULL ? NULL : code_find(l, str_of(one));
    long long id;

    if (codes)
        return c != NULL ? label_text(&c->label, cx->lang) : one;
    if (!str_int(str_of(one), &id))
        return one; /* what was typed and is no id stays, beside its fault */
    if (f->type == FT_USER || f->type == FT_MUSER)
        return field_print(cx, f, one);
    const char *title = f->target != NULL ? record_title_in(cx, f->target, id) : record_title_of(cx, id);
    return title != NULL ? title : RECORD_MASK;
}

/* ---- the input ---- */

static void box(struct html *h, const struct field *f, const char *value, const char *text, bool checked)
{
    html(h, "<label class=\"form-check\"><input class=\"form-check-input\" name=\"");
    html_attr(h, f->id);
    html(h, "\" value=\"");
    html_attr(h, value);
    if (field_types[f->type].many)
        html(h, "\" type=\"checkbox\"");
    else
        html(h, "\" type=\"radio\"");
    if (checked)
        html(h, " checked");
    html(h, "><span class=\"form-check-label\">");
    html_text(h, text);
    html(h, "</span></label>");
}

static void chosen(struct ctx *cx, struct html *h, const struct field *f, const struct ui_field *in)
{
    struct str rest = str_of(in->value), word;
    bool any = false;

    html(h, "<div class=\"picked\" role=\"group\" aria-label=\"");
    html_attr(h, in->label);
    html(h, "\">");
    while (in->value != NULL && str_next(&rest, ' ', &word))
        if (word.n > 0) {
            const char *one = arena_strndup(cx->mem, word.p, word.n);

            box(h, f, one, ui_pick_label(cx, f, one), true);
            any = true;
        }
    if (any && !field_types[f->type].many && !in->required)
        box(h, f, "", ui_text(cx, "pick.none"), false);
    html(h, "</div>");
}

static void found_rows(struct ctx *cx, struct web *w, const struct field *f, const struct ui_field *in, struct str q)
{
    struct html *h = &w->h;
    struct ui_option *at;
    size_t n, fresh = 0;

    if (!ui_pick_asked_for(w, f) || ui_pick_find(cx, f, q, &at, &n) != OK)
        return;
    html(h, "<div class=\"picked-found\" role=\"status\">");
    for (size_t i = 0; i < n; i++)
        if (!ui_word_in(in->value, at[i].value)) {
            box(h, f, at[i].value, at[i].label, false);
            fresh++;
        }
    if (fresh == 0)
        html_msg(h, n == 0 ? "pick.nothing" : "pick.all_chosen");
    else if (n == FOUND_MOST)
        html_msg(h, "pick.more");
    html(h, "</div>");
}

static void search_box(struct ctx *cx, struct html *h, const struct field *f, const struct ui_field *in, struct str q)
{
    html(h, "<div class=\"input-group\"><input type=\"search\" autocomplete=\"off\" maxlength=\"200\" id=\"f-");
    ui_field_id(h, f->id);
    html(h, "\" name=\"");
    html_attr(h, f->id);
    if (in->error != NULL)
        html(h, ".q\" class=\"form-control is-invalid\" aria-invalid=\"true");
    else
        html(h, ".q\" class=\"form-control");
    html(h, "\" placeholder=\"");
    html_attr(h, ui_text(cx, "pick.type"));
    html(h, "\" value=\"");
    html_attr(h, arena_strndup(cx->mem, q.p, q.n));
    html(h, "\"");
    if (in->required)
        html(h, " aria-required=\"true\"");
    if (in->error != NULL || in->help != NULL) {
        html(h, " aria-describedby=\"h-");
        ui_field_id(h, f->id);
        html(h, "\"");
    }
    html(h, "><button class=\"btn\" type=\"submit\" formnovalidate name=\"find\" value=\"");
    html_attr(h, f->id);
    html(h, "\">");
    html_msg(h, "pick.find");
    html(h, "</button></div>");
}

bool ui_pick_asked_for(const struct web *w, const struct field *f)
{
    for (size_t i = 0; i < w->form.n && ui_pick_is(f); i++) {
        struct str name = w->form.at[i].name, value = str_trim(w->form.at[i].value);
        bool own = str_ends(name, ".q") && str_is(str_sub(name, 0, name.n - 2), f->id);

        if ((own && value.n > 0) || (str_is(name, "find") && str_is(value, f->id)))
            return true;
    }
    return false;
}

void ui_pick_enter(struct html *h)
{
    html(h, "<button type=\"submit\" class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\"></button>");
}

void ui_pick_input(struct ctx *cx, struct web *w, const struct kind *k, const struct field *f,
                   const struct ui_field *in)
{
    struct html *h = &w->h;
    struct str q = http_form_value(&w->form, arena_printf(cx->mem, "%s.q", f->id));

    html(h, "<div class=\"mb-3 col-12");
    if (in->width > 0) {
        html(h, " col-md-");
        html_int(h, in->width);
    }
    html(h, "\">");
    ui_field_label(h, in);
    html(h, "<div class=\"pick\" data-pick=\"/");
    html_attr(h, k->id);
    html(h, "/pick?field=");
    html_attr(h, f->id);
    html(h, "&amp;q=\"");
    if (field_types[f->type].many)
        html(h, " data-many");
    html(h, "><input type=\"hidden\" value=\"\" name=\""); /* so that taking the last one off is sent as well */
    html_attr(h, f->id);
    html(h, "\">");
    chosen(cx, h, f, in);
    search_box(cx, h, f, in, q);
    found_rows(cx, w, f, in, q);
    html(h, "</div>");
    ui_field_below(h, in);
    html(h, "</div>");
}

bool ui_pick_asked(const struct web *w, const struct kind *k)
{
    for (unsigned i = 0; i < k->n_fields; i++)
        if (ui_pick_asked_for(w, &k->fields[i]))
            return true;
    return false;
}

/* ---- for the script ---- */

enum status page_pick_options(struct ctx *cx, struct web *w)
{
    struct str id = web_arg(w, "kind");
    const struct kind *k = kind_find(arena_strndup(cx->mem, id.p, id.n));
    const struct field *f = kind_field_n(k, web_param(w, "field"));
    struct ui_option *at;
    struct json j;
    struct str text;
    size_t n;

    if (!access_may(cx, k, RIGHT_READ) && !access_may(cx, k, RIGHT_CREATE))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    if (f == NULL || !ui_pick_is(f))
        return ctx_fail(cx, E_NOTFOUND, "%s has no such field to choose for", k->id);
    TRY(ui_pick_find(cx, f, str_trim(web_param(w, "q")), &at, &n));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < n; i++) {
        json_begin_object(&j, NULL);
        json_add_text(&j, "id", at[i].value);
        json_add_text(&j, "title", at[i].label);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
