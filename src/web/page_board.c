/* The pipeline of a register with a lifecycle: one column per state of the main line, the newest cards first. */
#include <string.h>

#include "platform/i18n.h"
#include "rules/lifecycle.h"
#include "web/list_filter.h"
#include "web/list_views.h"
#include "web/pages.h"
#include "web/ui_record.h"

enum { CARDS = 30 };

/* A card whose move was refused, and why. */
struct refusal {
    int64_t id;
    const char *title, *why;
};

/* The moves that lead out of the state, in a form that needs no script; a script drags the card by it. */
static bool offers(struct ctx *cx, const struct record *row)
{
    for (unsigned i = 0; i < row->kind->n_moves; i++)
        if (lifecycle_offers(cx, row, &row->kind->moves[i]))
            return true;
    return false;
}

static void move_form(struct ctx *cx, struct web *w, const struct record *row, const char *query)
{
    const struct kind *k = row->kind;
    struct html *h = &w->h;

    html(h, "<details class=\"board-move d-print-none\"><summary>");
    html_msg(h, "board.move");
    html(h, "</summary>");
    ui_form_begin(w, arena_printf(cx->mem, "%s/board", ui_record_href(cx, k, row->id)), NULL);
    html(h, "<input type=\"hidden\" name=\"version\" value=\"");
    html_int(h, row->version);
    html(h, "\"><input type=\"hidden\" name=\"query\" value=\"");
    html_attr(h, query);
    html(h, "\"><select class=\"form-select form-select-sm\" name=\"move\" aria-label=\"");
    html_msg_attr(h, "board.move");
    html(h, "\">");
    for (unsigned i = 0; i < k->n_moves; i++) {
        const struct move *m = &k->moves[i];
        if (!lifecycle_offers(cx, row, m))
            continue;
        html(h, "<option value=\"");
        html_attr(h, m->id);
        html(h, "\" data-to=\"");
        html_attr(h, m->to);
        html(h, "\">");
        html_text(h, label_text(&m->label, cx->lang));
        html(h, " → ");
        html_text(h, label_text(&k->states[m->to_state].label, cx->lang));
        html(h, "</option>");
    }
    html(h, "</select><button class=\"btn btn-sm\" type=\"submit\">");
    html_msg(h, "board.move_do");
    html(h, "</button>");
    ui_form_end(h);
    html(h, "</details>");
}

static void card(struct ctx *cx, struct web *w, const struct record *row, const char *query, const struct refusal *no)
{
    struct html *h = &w->h;
    bool moves = offers(cx, row);

    ui_board_card_begin(h, ui_record_href(cx, row->kind, row->id), row->title != NULL ? row->title : "—", moves);
    html(h, "<div class=\"text-secondary small\">");
    if (row->code != NULL) {
        html_text(h, row->code);
        html(h, " · ");
    }
    html_msg(h, "board.since");
    html(h, " ");
    html_date(h, date_of_instant(row->state_since));
    html(h, "</div>");
    if (no != NULL && no->id == row->id) {
        html(h, "<div class=\"board-refused\">");
        html_text(h, no->why);
        html(h, "</div>");
    }
    if (moves)
        move_form(cx, w, row, query);
    ui_board_card_end(h);
}

/* Does the filter leave room for this state? A column that can hold nothing says nothing. */
static bool asks_for(const struct list_query *q, const struct state *s)
{
    for (size_t i = 0; i < q->n_filters; i++)
        if (strcmp(q->filters[i].name, "state") == 0 &&
            (q->filters[i].op == LIST_IS || q->filters[i].op == LIST_NOT) &&
            words_have(&q->filters[i].values, s->id) != (q->filters[i].op == LIST_IS))
            return false;
    return true;
}

/* The fields that name who may move a record ("@proposer") are read with it. */
static void add_named(struct ctx *cx, struct list_query *q)
{
    const struct kind *k = q->kind;
    const struct field **shown = arena_alloc(cx->mem, (q->n_shown + k->n_fields + 1) * sizeof *shown);
    size_t n = 0;

    for (; n < q->n_shown; n++)
        shown[n] = q->shown[n];
    for (unsigned f = 0; f < k->n_fields; f++) {
        bool named = false, there = false;
        for (unsigned i = 0; i < k->n_moves; i++)
            for (unsigned r = 0; r < k->moves[i].roles.n; r++)
                named = named || (*k->moves[i].roles.at[r] == '@' &&
                                  strcmp(k->moves[i].roles.at[r] + 1, k->fields[f].id) == 0);
        for (size_t i = 0; i < q->n_shown; i++)
            there = there || q->shown[i] == &k->fields[f];
        if (named && !there)
            shown[n++] = &k->fields[f];
    }
    q->shown = shown;
    q->n_shown = n;
}

/* of: the list that the board shows. */
static enum status column(struct ctx *cx, struct web *w, const struct list_query *of, const struct state *s,
                          const int64_t *total, const struct refusal *no, bool *ret_any)
{
    struct html *h = &w->h;
    const char *query = list_url(cx, of, "page", NULL);
    struct list_query column = *of, *q = &column;
    struct list_page page;

    list_param(cx, q, "state", str_of(s->id));
    TRY(ctx_problems(cx));
    q->total = total;
    q->page = 1;
    q->per = CARDS;
    add_named(cx, q);
    TRY(list_run(cx, q, &page));
    *ret_any = *ret_any || page.total > 0;
    if (page.total == 0 && s->side)
        return OK; /* states off the main line only when something stands there */
    ui_board_column_begin(h, s->id, label_text(&s->label, cx->lang), s->color, page.total);
    for (size_t i = 0; i < page.n; i++)
        card(cx, w, page.rows[i], query, no);
    if (page.total > CARDS) {
        html(h, "<a class=\"small\" href=\"");
        html_href(h, str_of(arena_printf(cx->mem, "/%s?%s", of->kind->id, list_url(cx, of, "state", s->id))));
        html(h, "\">");
        html_msg_int(h, "board.all", page.total);
        html(h, "</a>");
    }
    ui_board_column_end(h);
    return OK;
}

static enum status columns(struct ctx *cx, struct web *w, const struct list_query *q, const struct refusal *no,
                           bool *ret_any)
{
    const struct kind *k = q->kind;
    int64_t *totals = arena_alloc(cx->mem, (k->n_states + 1) * sizeof *totals);
    struct list_query whole = *q;
    struct list_group *groups;
    size_t n;

    TRY(list_groups(cx, &whole, "state", &groups, &n)); /* all columns at once: a filter is asked of each record once */
    for (size_t i = 0; i < n; i++) {
        int at = kind_state(k, groups[i].value);
        if (at >= 0)
            totals[at] = groups[i].n;
    }
    ui_board_begin(&w->h);
    for (unsigned i = 0; i < k->n_states; i++)
        if (asks_for(q, &k->states[i]))
            TRY(column(cx, w, q, &k->states[i], &totals[i], no, ret_any));
    ui_board_end(&w->h);
    return OK;
}

/* Said above the board too: the card may stand behind the thirtieth of its column. */
static void say(struct ctx *cx, struct html *h, const struct kind *k, const struct refusal *no)
{
    if (no == NULL)
        return;
    html(h, "<div class=\"alert alert-danger\" role=\"alert\" tabindex=\"-1\" id=\"problems\"><div><a href=\"");
    html_href(h, str_of(ui_record_href(cx, k, no->id)));
    html(h, "\">");
    html_text(h, no->title);
    html(h, "</a>: ");
    html_text(h, no->why);
    html(h, "</div></div>");
}

static const char *address_of(struct ctx *cx, const struct list_query *q)
{
    const char *query = list_url(cx, q, "page", NULL);

    return arena_printf(cx->mem, "/%s/board%s%s", q->kind->id, *query != 0 ? "?" : "", query);
}

static enum status show(struct ctx *cx, struct web *w, struct list_query *q, const struct refusal *no)
{
    const struct kind *k = q->kind;
    bool any = false;

    ui_page_begin(cx, w, &(struct ui_page){.title = i18n_fill(cx, "board.title", label_text(&k->plural, cx->lang)),
                                           .active = k->id, .wide = true, .script = "htmx.min.js",
                                           .address = address_of(cx, q)});
    ui_link_button(&w->h, list_views_address(cx, k, list_url(cx, q, "page", NULL)), "list", "action.list", false);
    if (access_may(cx, k, RIGHT_CREATE))
        ui_link_button(&w->h, arena_printf(cx->mem, "/%s/new", k->id), "plus", "action.new", true);
    ui_page_body(w);
    TRY(list_views_show(cx, w, q, true));
    list_filter_show(cx, w, q, true);
    list_filter_said(cx, &w->h, q, true);
    say(cx, &w->h, k, no);
    html(&w->h, "<div id=\"list\">");
    TRY(columns(cx, w, q, no, &any));
    if (!any && list_filter_is(q))
        ui_empty(&w->h, "filter", "list.none_filtered", "list.none_filtered_text",
                 arena_printf(cx->mem, "/%s/board?view=all", k->id), "list.clear");
    else if (!any)
        ui_empty(&w->h, "layout-kanban", "list.none", "list.none_text",
                 access_may(cx, k, RIGHT_CREATE) ? arena_printf(cx->mem, "/%s/new", k->id) : NULL, "action.new");
    html(&w->h, "</div>");
    return ui_page_end(cx, w);
}

enum status page_board_show(struct ctx *cx, struct web *w)
{
    const struct kind *k = list_views_kind(cx, w);
    struct list_query *q;

    if (k->n_states == 0)
        return ctx_fail(cx, E_NOTFOUND, "%s has no states", k->id);
    TRY(list_views_query(cx, w, RIGHT_READ, &q));
    return show(cx, w, q, NULL);
}

/* ---- moving a card ---- */

static const char *why_not(struct ctx *cx, enum status st, const struct kind *k)
{
    struct buf b;

    buf_init(&b, cx->mem, 1 << 16);
    for (const struct problem *p = cx->problems; p != NULL; p = p->next) {
        const struct field *f = kind_field(k, p->field);
        buf_printf(&b, "%s%s%s%s", b.n > 0 ? "; " : "", f != NULL ? label_text(&f->label, cx->lang) : "",
                   f != NULL ? ": " : "", ui_problem_text(cx, p));
    }
    return b.n > 0 ? buf_str(&b).p : ui_text(cx, status_key(st));
}

/* Does the move ask for something? Then its form, on the page of the record, asks for it. */
static enum status asks(struct ctx *cx, const struct record *rec, const char *move, bool *ret_yes)
{
    struct lifecycle_move *moves;
    size_t n;

    *ret_yes = false;
    TRY(lifecycle_moves(cx, rec, &moves, &n));
    for (size_t i = 0; i < n; i++)
        if (strcmp(moves[i].move->id, move) == 0)
            *ret_yes = moves[i].allowed && (moves[i].n_need > 0 || moves[i].move->reason);
    return OK;
}

static bool is_refusal(enum status st)
{
    return st == E_INVALID || st == E_STATE || st == E_DENIED || st == E_CONFLICT;
}

enum status page_board_move(struct ctx *cx, struct web *w)
{
    const struct kind *k = list_views_kind(cx, w);
    const char *move = web_param_text(cx, w, "move");
    struct list_query *q;
    struct record *rec;
    bool form;

    if (list_parse(cx, k, web_param(w, "query"), &q) != OK)
        return ctx_fail(cx, E_USAGE, "a board that %s does not have", k->id);
    TRY(record_load(cx, k, web_arg_int(w, "id"), &rec));
    TRY(asks(cx, rec, move, &form));
    if (form)
        return web_redirect(cx, w, "/%s/%lld?move=%s#move-%s", k->id, (long long)rec->id, move, move);
    const char *title = rec->title != NULL ? rec->title : "—";
    record_expect(rec, web_param_int(w, "version"));
    enum status st = lifecycle_move(cx, rec, move, NULL, 0, NULL);
    if (is_refusal(st)) {
        struct refusal no = {rec->id, title, why_not(cx, st, k)};
        ctx_clear(cx); /* told at the card */
        w->rs->code = status_http(st);
        return show(cx, w, q, &no);
    }
    TRY(st);
    web_flash(cx, w, "flash.moved", label_text(&k->states[kind_state(k, rec->state)].label, cx->lang));
    return web_redirect(cx, w, "%s", address_of(cx, q));
}
