/* The bin over all registers in which the user may restore: what, who, why, how long still; and the same as JSON.
   Not for: restoring itself (page_record.c, api_record.c), the deleted records of one register (page_list.c). */
#include <string.h>

#include "platform/i18n.h"
#include "platform/json.h"
#include "register/bin.h"
#include "web/bin_view.h"
#include "web/pages.h"
#include "web/ui_record.h"

enum { PER = 50 };

static enum status query_of(struct ctx *cx, const struct web *w, struct bin_query *ret_q)
{
    const char *kind = web_param_text(cx, w, "kind"), *who = web_param_text(cx, w, "who");
    int64_t page = web_param_int(w, "page"), per = web_param_int(w, "per");
    const struct kind *k = *kind != '\0' ? kind_find(kind) : NULL;

    if (!bin_may(cx))
        return ctx_fail(cx, E_DENIED, "%s may delete and restore nothing", cx->who.login);
    if (*kind != '\0' && k == NULL)
        return ctx_fail(cx, E_USAGE, "no register %s", kind);
    *ret_q = (struct bin_query){.kind = k, .login = *who != '\0' ? who : NULL, .page = page > 0 ? page : 1,
                                .per = per > 0 ? per : PER};
    return OK;
}

/* ---- the page ---- */

/* Each register with how many lie there from this person, each person with how many of this register. */
static void filters(struct ctx *cx, struct web *w, const struct bin *b, const struct bin_query *q)
{
    struct ui_option *kinds = arena_alloc(cx->mem, (kind_all()->n + 1) * sizeof *kinds);
    struct ui_option *people = arena_alloc(cx->mem, (b->n_counts + 1) * sizeof *people);
    size_t n_kinds = 0, n_people = 0;
    struct html *h = &w->h;

    for (size_t i = 0; i < kind_all()->n; i++) {
        const struct kind *k = kind_all()->at[i];
        int64_t n = 0;
        for (size_t c = 0; c < b->n_counts; c++)
            if (b->counts[c].kind == k && (q->login == NULL || strcmp(q->login, b->counts[c].login) == 0))
                n += b->counts[c].n;
        if (n > 0 || k == q->kind)
            kinds[n_kinds++] = (struct ui_option){
                k->id, arena_printf(cx->mem, "%s (%lld)", label_text(&k->plural, cx->lang), (long long)n)};
    }
    for (size_t c = 0; c < b->n_counts; c++) /* they stand by login */
        if (n_people == 0 || strcmp(people[n_people - 1].value, b->counts[c].login) != 0)
            people[n_people++] = (struct ui_option){b->counts[c].login, b->counts[c].login};
    ui_form_begin_get(w, "/bin");
    html(h, "<div class=\"row align-items-end\">");
    ui_field(h, &(struct ui_field){.name = "kind", .label = ui_text(cx, "due.kind"), .type = "select", .width = 5,
                                   .value = q->kind != NULL ? q->kind->id : NULL, .options = kinds,
                                   .n_options = n_kinds});
    ui_field(h, &(struct ui_field){.name = "who", .label = ui_text(cx, "bin.who"), .type = "select", .width = 4,
                                   .value = q->login, .options = people, .n_options = n_people});
    html(h, "<div class=\"col-md-3 mb-3\"><button class=\"btn w-100\" type=\"submit\">");
    ui_icon(h, "filter");
    html_msg(h, "list.filter");
    html(h, "</button></div></div>");
    ui_form_end(h);
}

static const char *record_href(struct ctx *cx, const struct bin_row *r)
{
    const char *base = ui_record_href(cx, r->kind, r->record_id);

    return r->merged ? arena_printf(cx->mem, "%s?old=yes", base) : base;
}

static void restore_form(struct ctx *cx, struct web *w, const struct bin_row *r, const char *back)
{
    struct html *h = &w->h;

    ui_form_begin(w, arena_printf(cx->mem, "%s/restore", ui_record_href(cx, r->kind, r->record_id)), NULL);
    html(h, "<input type=\"hidden\" name=\"back\" value=\"");
    html_attr(h, back);
    html(h, "\"><button class=\"btn btn-sm\" type=\"submit\" aria-label=\"");
    html_attr(h, i18n_fill(cx, "bin.restore_of", r->title));
    html(h, "\">");
    ui_icon(h, "refresh");
    html_msg(h, "action.restore");
    html(h, "</button>");
    ui_form_end(h);
}

static void row(struct ctx *cx, struct web *w, const struct bin_row *r, const char *back)
{
    struct html *h = &w->h;

    html(h, "<li class=\"list-group-item\"><div class=\"row g-2\"><div class=\"col-12 col-sm\">"
            "<a class=\"fw-medium\" href=\"");
    html_href(h, str_of(record_href(cx, r)));
    html(h, "\">");
    html_text(h, r->title);
    html(h, "</a> ");
    if (r->merged)
        ui_badge(h, "purple", ui_text(cx, "history.merge"));
    html(h, "<div class=\"small text-secondary\">");
    html_text(h, label_text(&r->kind->label, cx->lang));
    if (r->code != NULL) {
        html(h, " · ");
        html_text(h, r->code);
    }
    html(h, " · ");
    html_text(h, r->login);
    html(h, " · <time>");
    html_instant(h, r->at);
    html(h, "</time></div>");
    if (r->why != NULL) {
        html(h, "<div>");
        html_text(h, r->why);
        html(h, "</div>");
    }
    html(h, "</div><div class=\"col-auto text-sm-end\"><div class=\"mb-1\">");
    ui_badge(h, r->left < 0 ? "gray" : r->left < 7 ? "orange" : "green", bin_view_left(cx, r));
    html(h, "</div>");
    if (r->may)
        restore_form(cx, w, r, back);
    html(h, "</div></div></li>");
}

enum status page_bin_show(struct ctx *cx, struct web *w)
{
    static const char *const names[] = {"kind", "who", "page"};
    struct html *h = &w->h;
    struct bin_query q;
    struct bin b;

    TRY(query_of(cx, w, &q));
    TRY(bin_list(cx, &q, &b));
    const char *back = web_keep(cx, w, "/bin", names, 3), *filter = web_keep(cx, w, "/bin", names, 2);
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "menu.bin", .active = "bin"});
    if (q.kind != NULL && b.total > 0) /* the same records as a list: every filter, several at once */
        ui_link_button(h, arena_printf(cx->mem, "/%s?deleted=yes", q.kind->id), "list-details", "bin.as_list", false);
    ui_page_body(w);
    html(h, "<p class=\"text-secondary\">");
    html_msg_int(h, "bin.days", b.days);
    html(h, "</p>");
    filters(cx, w, &b, &q);
    html(h, "<section class=\"card\">");
    if (b.n == 0)
        ui_empty(h, "trash", b.n_counts == 0 ? "bin.none" : "bin.none_here", "bin.none_text", NULL, NULL);
    html(h, "<ul class=\"list-group list-group-flush\">");
    for (size_t i = 0; i < b.n; i++)
        row(cx, w, &b.rows[i], back);
    html(h, "</ul></section>");
    if (b.total > q.per)
        ui_pages(h, q.page, (b.total + q.per - 1) / q.per, q.per, b.total,
                 arena_printf(cx->mem, "%s%cpage=", filter, strchr(filter, '?') != NULL ? '&' : '?'));
    return ui_page_end(cx, w);
}

/* ---- JSON ---- */

static void row_json(struct ctx *cx, struct json *j, const struct bin_row *r)
{
    json_begin_object(j, NULL);
    json_add_text(j, "kind", r->kind->id);
    json_add_int(j, "id", r->record_id);
    json_add_text(j, "title", r->title);
    json_add_text(j, "code", r->code);
    json_add_text(j, "deleted_at", instant_iso(cx->mem, r->at));
    json_add_text(j, "login", r->login);
    json_add_text(j, "why", r->why);
    json_add_bool(j, "merged", r->merged);
    json_add_text(j, "last", date_text(cx->mem, r->last));
    json_add_int(j, "days_left", r->left);
    json_add_bool(j, "may_restore", r->may);
    json_end(j);
}

enum status api_bin_list(struct ctx *cx, struct web *w)
{
    struct bin_query q;
    struct bin b;
    struct json j;
    struct str text;

    TRY(query_of(cx, w, &q));
    TRY(bin_list(cx, &q, &b));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_add_int(&j, "total", b.total);
    json_add_int(&j, "page", q.page);
    json_add_int(&j, "days", b.days);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < b.n; i++)
        row_json(cx, &j, &b.rows[i]);
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
