/* The list of a register: filters in the address, sorting by column, paging, export of exactly what is shown; short
   lists of titles for fields that point to a record. Not for: one record (page_record.c). */
#include <string.h>

#include "platform/db.h"
#include "platform/json.h"
#include "register/history.h"
#include "register/list.h"
#include "register/record_memo.h"
#include "register/record_sql.h"
#include "register/reveal.h"
#include "web/list_boxes.h"
#include "web/list_filter.h"
#include "web/list_groups.h"
#include "web/list_views.h"
#include "web/pages.h"
#include "web/ui_record.h"
#include "web/ui_reveal.h"

enum { EXPORT_BYTES = 96 << 20 };

/* ---- the table ---- */

static bool is_number(const struct field *f)
{
    return f->type == FT_INT || f->type == FT_DEC || f->type == FT_MONEY || f->type == FT_YEAR;
}

/* The field that carries the link to the record: the first one of text, else the first. */
static size_t link_column(const struct list_query *q)
{
    for (size_t i = 0; i < q->n_shown; i++)
        if (!q->shown[i]->given && (q->shown[i]->type == FT_TEXT || q->shown[i]->type == FT_LTEXT))
            return i;
    return 0;
}

static void header(struct ctx *cx, struct html *h, const struct list_query *q, size_t linked)
{
    const char *sort = q->sort != NULL ? q->sort : q->kind->sort != NULL ? q->kind->sort : "";
    struct str first = str_sub(str_of(sort), 0, str_find(str_of(sort), STR(",")));
    bool down = str_starts(first, "-");
    struct ui_column *columns = arena_alloc(cx->mem, (q->n_shown + 3) * sizeof *columns);
    size_t n = 0;

    if (list_boxes_are(cx, q))
        columns[n++] = (struct ui_column){.label = ui_text(cx, "bulk.choose"), .unseen = true};
    if (down)
        first = str_sub(first, 1, first.n);
    for (size_t i = 0; i < q->n_shown; i++) {
        const struct field *f = q->shown[i];
        bool is = str_is(first, f->id), sortable = field_is_stored(f) && !field_types[f->type].many &&
                                                                       access_field(cx, f) == ACCESS_SHOW;
        const char *next = is && !down ? arena_printf(cx->mem, "-%s", f->id) : f->id;

        columns[n++] = (struct ui_column){label_text(&f->label, cx->lang),
                                          sortable ? list_url(cx, q, "sort", next) : NULL,
                                          is ? (down ? -1 : 1) : 0, is_number(f), i != linked};
        if (sortable) /* list_url gives the parameters only */
            columns[n - 1].href = arena_printf(cx->mem, "/%s?%s", q->kind->id, columns[n - 1].href);
    }
    if (q->kind->n_states > 0)
        columns[n++] = (struct ui_column){.label = ui_text(cx, "list.state")};
    ui_table_begin(h, columns, n);
}

/* A position as a person writes it; what a list exports can be read back. */
static const char *cell_text(struct ctx *cx, const struct record *row, const struct field *f)
{
    const char *value = row->values[f->index];

    return f->type == FT_GEO && value != NULL && access_value(cx, row, f) == ACCESS_SHOW ? field_print_geo(cx, value)
                                                                                         : record_show(cx, row, f);
}

static void cell(struct ctx *cx, struct html *h, const struct record *row, const struct field *f, bool links)
{
    if (links)
        html(h, "<td class=\"name\">");
    else if (is_number(f))
        html(h, "<td class=\"number minor\">");
    else if (f->type == FT_DATE || f->type == FT_DT)
        html(h, "<td class=\"date minor\">");
    else
        html(h, "<td class=\"minor\">");
    if (links) {
        const char *text = cell_text(cx, row, f);

        html(h, "<a href=\"/");
        html_attr(h, row->kind->id);
        html(h, "/");
        html_int(h, row->id);
        html(h, "\">");
        bool named = *text != 0 && strcmp(text, RECORD_MASK) != 0;
        html_text(h, named ? text : row->title != NULL ? row->title : "—");
        html(h, "</a>");
    } else {
        html_text(h, cell_text(cx, row, f));
    }
    html(h, "</td>");
}

static void table(struct ctx *cx, struct web *w, const struct list_query *q, const struct list_page *page)
{
    size_t linked = link_column(q);
    bool boxes = list_boxes_are(cx, q);
    struct html *h = &w->h;

    if (boxes)
        list_boxes_begin(cx, w, q);
    header(cx, h, q, linked);
    for (size_t i = 0; i < page->n; i++) {
        const struct record *row = page->rows[i];

        html(h, "<tr>");
        if (boxes)
            list_boxes_cell(h, row);
        for (size_t c = 0; c < q->n_shown; c++)
            cell(cx, h, row, q->shown[c], c == linked);
        if (q->kind->n_states > 0) {
            html(h, "<td>");
            ui_record_state(cx, h, q->kind, row->state);
            html(h, "</td>");
        }
        html(h, "</tr>");
    }
    ui_table_end(h);
    if (boxes)
        list_boxes_end(cx, w, q, page->total);
}

static void empty(struct ctx *cx, struct html *h, const struct list_query *q)
{
    const char *clear = list_views_address(cx, q->kind, "");

    if (list_filter_is(q))
        ui_empty(h, "filter", "list.none_filtered", "list.none_filtered_text", clear, "list.clear");
    else if (access_may(cx, q->kind, RIGHT_CREATE))
        ui_empty(h, "folders", "list.none", "list.none_text", arena_printf(cx->mem, "/%s/new", q->kind->id),
                 "action.new");
    else
        ui_empty(h, "folders", "list.none", "list.none_reader", NULL, NULL);
}

static void file_item(struct html *h, const char *href, const char *icon, const char *key)
{
    html(h, "<a class=\"dropdown-item\" href=\"");
    html_href(h, str_of(href));
    html(h, "\">");
    ui_icon(h, icon);
    html_msg(h, key);
    html(h, "</a>");
}

/* What goes out of the list as a file and comes in as one: one button, for it is wanted now and then. */
static void files(struct ctx *cx, struct html *h, const struct list_query *q)
{
    const char *id = q->kind->id, *rest = list_url(cx, q, "page", NULL);
    bool out = access_may(cx, q->kind, RIGHT_EXPORT), in = access_may(cx, q->kind, RIGHT_CREATE);

    if (!out && !in)
        return;
    html(h, "<details class=\"dropdown\"><summary class=\"btn\">");
    ui_icon(h, "table-export");
    html_msg(h, out && in ? "action.files" : out ? "action.export" : "action.import");
    html(h, "</summary><div class=\"dropdown-menu dropdown-menu-end show\">");
    if (out) {
        file_item(h, arena_printf(cx->mem, "/%s/xlsx?%s", id, rest), "table-export", "action.xlsx");
        file_item(h, arena_printf(cx->mem, "/%s/csv?%s", id, rest), "download", "action.csv");
    }
    if (in)
        file_item(h, arena_printf(cx->mem, "/%s/import", id), "table-import", "action.import");
    html(h, "</div></details>");
}

static void actions(struct ctx *cx, struct web *w, const struct list_query *q)
{
    const struct kind *k = q->kind;
    struct html *h = &w->h;

    if (k->n_states > 1)
        ui_link_button(h, arena_printf(cx->mem, "/%s/board?%s", k->id, list_url(cx, q, "page", NULL)), "layout-kanban",
                       "action.board", false);
    files(cx, h, q);
    if (access_may(cx, k, RIGHT_CREATE))
        ui_link_button(h, arena_printf(cx->mem, "/%s/new", k->id), "plus", "action.new", true);
}

/* Personal data of what stands on this page, or of the whole export. */
static void reveal_form(struct ctx *cx, struct web *w, const struct list_query *q, const struct list_page *page)
{
    const char *id = q->kind->id, *here = list_url(cx, q, NULL, NULL), *rest = list_url(cx, q, "page", NULL);
    bool exports = access_may(cx, q->kind, RIGHT_EXPORT);
    int level;

    if (page->n == 0 || !reveal_offers_list(cx, q->kind, q->shown, q->n_shown, &level))
        return;
    ui_reveal_form(cx, w, &(struct ui_reveal){
        .action = arena_printf(cx->mem, "/%s/show?%s", id, here), .level = level, .folded = true,
        .shown = cx->reveal != NULL,
        .back = list_views_address(cx, q->kind, here),
        .csv = exports ? arena_printf(cx->mem, "/%s/csv?%s", id, rest) : NULL,
        .xlsx = exports ? arena_printf(cx->mem, "/%s/xlsx?%s", id, rest) : NULL});
}

/* flaw: name of the user's own view when it cannot be shown any more; may be NULL. */
static enum status show(struct ctx *cx, struct web *w, struct list_query *q, const char *flaw)
{
    struct html *h = &w->h;
    struct list_page page;

    record_memo_begin(cx); /* titles of linked records are read once, and together */
    TRY(list_run(cx, q, &page));
    TRY(record_memo_gather(cx, page.rows, page.n, q->shown, q->n_shown));
    ui_page_begin(cx, w, &(struct ui_page){.title = label_text(&q->kind->plural, cx->lang), .active = q->kind->id,
                                           .script = "htmx.min.js"});
    actions(cx, w, q);
    ui_page_body(w);
    if (flaw != NULL)
        ui_alert_key(h, UI_WARN, "view.flaw", flaw);
    TRY(list_views_show(cx, w, q, false));
    ui_problems(cx, h);
    list_filter_show(cx, w, q, false);
    html(h, "<div id=\"list\">"); /* what follows the words while they are typed */
    list_filter_said(cx, h, q, false);
    if (q->group != NULL && page.total > 0)
        TRY(list_groups_show(cx, h, q));
    reveal_form(cx, w, q, &page);
    html(h, "<section class=\"card mb-3\">");
    if (page.n == 0) {
        empty(cx, h, q);
    } else {
        const char *rest = list_url(cx, q, "page", NULL);

        table(cx, w, q, &page);
        ui_pages(h, page.page, page.pages, q->per > 0 ? q->per : 50, page.total,
                 arena_printf(cx->mem, "/%s?%s%spage=", q->kind->id, rest, *rest != 0 ? "&" : ""));
    }
    html(h, "</section></div>");
    return ui_page_end(cx, w);
}

enum status page_list_show(struct ctx *cx, struct web *w)
{
    const char *flaw = NULL;
    struct list_query *q;
    bool board = false;

    TRY(list_views_first(cx, w, &q, &flaw, &board));
    if (board)
        return web_redirect(cx, w, "/%s/board?view=%lld", q->kind->id, (long long)q->began);
    return show(cx, w, q, flaw);
}

static enum status reveal(struct ctx *cx, const struct web *w, const struct list_query *q, const char *way)
{
    struct buf fields;

    buf_init(&fields, cx->mem, 1 << 16);
    buf_add_c(&fields, "title");
    for (size_t i = 0; i < q->n_shown; i++)
        if (access_personal(q->shown[i]) > 0 && access_personal(q->shown[i]) <= cx->who.personal)
            buf_printf(&fields, ",%s", q->shown[i]->id);
    return reveal_begin(cx, &(struct reveal_ask){.kind = q->kind, .fields = buf_str(&fields),
                                                 .why = ui_reveal_why(cx, w), .way = way});
}

/* The same page with its personal data. */
enum status page_list_reveal(struct ctx *cx, struct web *w)
{
    struct list_query *q;

    TRY(list_views_query(cx, w, RIGHT_READ, &q));
    enum status st = reveal(cx, w, q, "list");
    if (st != OK && st != E_INVALID)
        return st;
    if (st == E_INVALID)
        w->rs->code = status_http(st);
    return show(cx, w, q, NULL);
}

/* Every format begins here: a GET leaves personal data masked, a POST asks for it (register/reveal.h), and the count
   and the records stand in the audit. */
static enum status export_begin(struct ctx *cx, struct web *w, struct list_query **ret_q)
{
    TRY(list_views_query(cx, w, RIGHT_EXPORT, ret_q));
    return w->rq->method == HTTP_POST ? reveal(cx, w, *ret_q, "export") : OK;
}

static enum status write_down(struct ctx *cx, const struct list_query *q)
{
    TRY(history_event(cx, "export", q->kind->id, 0, list_url_masked(cx, q)));
    return reveal_done(cx);
}

/* And ends here: the export and the personal data in it stand in the audit together, or nothing leaves. */
static enum status export_end(struct ctx *cx, const struct list_query *q)
{
    TRY(db_set_read_only(cx, false));
    TRY(db_begin(cx));
    enum status st = write_down(cx, q);
    if (st == OK)
        st = db_commit(cx);
    if (st != OK)
        db_rollback(cx);
    return st;
}

enum status page_list_csv(struct ctx *cx, struct web *w)
{
    struct list_query *q;
    struct buf out;

    TRY(export_begin(cx, w, &q));
    buf_init(&out, cx->mem, EXPORT_BYTES);
    TRY(list_csv(cx, q, &out));
    TRY(buf_status(&out));
    TRY(export_end(cx, q));
    return web_reply_file(cx, w, "text/csv; charset=utf-8",
                          arena_printf(cx->mem, "%s-%s.csv", q->kind->id, date_text(cx->mem, ctx_today(cx))),
                          buf_str(&out));
}

enum status page_list_xlsx(struct ctx *cx, struct web *w)
{
    struct list_query *q;
    struct str bytes;

    TRY(export_begin(cx, w, &q));
    TRY(list_xlsx(cx, q, EXPORT_BYTES, &bytes));
    TRY(export_end(cx, q));
    return web_reply_file(cx, w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                          arena_printf(cx->mem, "%s-%s.xlsx", q->kind->id, date_text(cx->mem, ctx_today(cx))), bytes);
}

/* For fields that point to a record: {"rows":[{"id":"7","title":"…"}]}. */
enum status page_list_options(struct ctx *cx, struct web *w)
{
    const struct kind *k = list_views_kind(cx, w);
    struct list_query *q = list_new(cx, k);
    struct list_page page;
    struct json j;
    struct str text;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    q->q = web_param_text(cx, w, "q");
    q->per = 20;
    TRY(reveal_choice(cx, k));
    TRY(list_run(cx, q, &page));
    json_init(&j, cx->mem);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "rows");
    for (size_t i = 0; i < page.n; i++) {
        json_begin_object(&j, NULL);
        json_add_text(&j, "id", arena_printf(cx->mem, "%lld", (long long)page.rows[i]->id));
        json_add_text(&j, "title", page.rows[i]->title);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    TRY(json_done(&j, &text));
    return web_reply_json(w, text);
}
