/* See list_filter.h. */
#include "web/list_filter.h"

#include <string.h>

#include "platform/i18n.h"
#include "register/code.h"
#include "register/condition.h"
#include "register/period.h"
#include "register/record_memo.h"
#include "register/record_sql.h"
#include "web/list_views.h"
#include "web/ui_record.h"

struct form {
    struct ctx *cx;
    struct web *w;
    const struct list_query *q;
    bool *shown; /* of q->filters: it stands in an input */
};

static size_t count(const struct list_query *q)
{
    return q->n_filters + (q->q != NULL && *q->q != 0) + (q->where != NULL) + q->late + q->mine;
}

bool list_filter_is(const struct list_query *q)
{
    return count(q) > 0;
}

/* What the list has for the parameter; from then on its input carries it. */
static const char *value_of(struct form *f, const char *name)
{
    for (size_t i = 0; i < f->q->n_filters; i++)
        if (!f->shown[i] && strcmp(list_filter_param(f->cx, &f->q->filters[i]), name) == 0) {
            f->shown[i] = true;
            return f->q->filters[i].typed;
        }
    return NULL;
}

static void input(struct form *f, struct ui_field in)
{
    in.value = value_of(f, in.name);
    in.placeholder = strcmp(in.type, "select") == 0 ? ui_text(f->cx, "list.all") : NULL;
    ui_field(&f->w->h, &in);
}

static void state_input(struct form *f)
{
    const struct kind *k = f->q->kind;
    struct ui_option *options = arena_alloc(f->cx->mem, (k->n_states + 1) * sizeof *options);

    if (k->n_states == 0)
        return;
    for (unsigned i = 0; i < k->n_states; i++)
        options[i] = (struct ui_option){k->states[i].id, label_text(&k->states[i].label, f->cx->lang)};
    input(f, (struct ui_field){.name = "state", .label = ui_text(f->cx, "list.state"), .type = "select",
                               .options = options, .n_options = k->n_states});
}

/* Days by a period that moves with them: the address can be kept. */
static void period_input(struct form *f, const struct field *field)
{
    struct ui_option periods[PERIODS];

    for (size_t i = 0; i < PERIODS; i++)
        periods[i] = (struct ui_option){period_id(i),
                                        ui_text(f->cx, arena_printf(f->cx->mem, "list.%s", period_id(i)))};
    input(f, (struct ui_field){.name = field->id, .label = label_text(&field->label, f->cx->lang), .type = "select",
                               .options = periods, .n_options = PERIODS});
}

static void bounds_inputs(struct form *f, const struct field *field)
{
    const char *label = label_text(&field->label, f->cx->lang);
    bool day = field->type == FT_DATE || field->type == FT_DT;

    if (field->type == FT_DATE)
        period_input(f, field);
    input(f, (struct ui_field){.name = arena_printf(f->cx->mem, "%s.from", field->id), .type = day ? "date" : "number",
                               .label = arena_printf(f->cx->mem, "%s", i18n_fill(f->cx, "list.at_least", label))});
    input(f, (struct ui_field){.name = arena_printf(f->cx->mem, "%s.to", field->id), .type = day ? "date" : "number",
                               .label = arena_printf(f->cx->mem, "%s", i18n_fill(f->cx, "list.at_most", label))});
}

static void link_input(struct form *f, const struct field *field)
{
    const char *value = value_of(f, field->id);
    long long id;

    ui_field(&f->w->h, &(struct ui_field){
        .name = field->id, .label = label_text(&field->label, f->cx->lang), .type = "text", .value = value,
        .list_href = arena_printf(f->cx->mem, "/%s/options?q=", field->target->id),
        .value_label = value != NULL && str_int(str_of(value), &id) ? record_title_of(f->cx, id) : NULL});
}

static void field_input(struct form *f, const struct field *field)
{
    struct ctx *cx = f->cx;
    struct ui_field in = {.name = field->id, .label = label_text(&field->label, cx->lang), .type = "select"};
    struct ui_option yes_no[2] = {{"true", ui_text(cx, "value.yes")}, {"false", ui_text(cx, "value.no")}};

    switch (field->type) {
    case FT_DATE: case FT_DT: case FT_YEAR: case FT_INT: case FT_DEC:
        bounds_inputs(f, field);
        return;
    case FT_BOOL:
        in.options = yes_no;
        in.n_options = 2;
        input(f, in);
        return;
    case FT_ENUM: case FT_MULTI: case FT_COUNTRY: case FT_MCOUNTRY: case FT_LANG: case FT_MLANG:
        in.value = value_of(f, field->id);
        in.options = ui_record_options(cx, field, in.value, &in.n_options);
        in.placeholder = ui_text(cx, "list.all");
        ui_field(&f->w->h, &in);
        return;
    case FT_ADMIN:
        in.value = value_of(f, field->id);
        in.type = "text";
        in.list_href = arena_printf(cx->mem, "/%s/pick?field=%s&q=", f->q->kind->id, field->id);
        in.value_label = in.value == NULL ? NULL : code_label("admin", in.value, cx->lang);
        ui_field(&f->w->h, &in);
        return;
    case FT_REF: case FT_ORG: case FT_MREF:
        if (field->target != NULL)
            link_input(f, field);
        return;
    case FT_TEXT: case FT_LTEXT:
        in.type = "text";
        input(f, in);
        return;
    default:
        return;
    }
}

static void group_input(struct form *f)
{
    const struct kind *k = f->q->kind;
    struct ui_option *options = arena_alloc(f->cx->mem, (k->n_fields + 1) * sizeof *options);
    size_t n = 0;

    if (list_can_group(f->cx, k, NULL))
        options[n++] = (struct ui_option){"state", ui_text(f->cx, "list.state")};
    for (unsigned i = 0; i < k->n_fields; i++)
        if (list_can_group(f->cx, k, &k->fields[i]))
            options[n++] = (struct ui_option){k->fields[i].id, label_text(&k->fields[i].label, f->cx->lang)};
    if (n > 0)
        ui_field(&f->w->h, &(struct ui_field){.name = "group", .label = ui_text(f->cx, "list.group"),
                                              .type = "select", .value = f->q->group, .options = options,
                                              .n_options = n});
}

static void hidden(struct form *f, const char *name, const char *value)
{
    if (value != NULL)
        ui_field(&f->w->h, &(struct ui_field){.name = name, .type = "hidden", .value = value});
}

static const char *number(struct ctx *cx, int64_t n, int64_t usual)
{
    return n == usual ? NULL : arena_printf(cx->mem, "%lld", (long long)n);
}

static const char *column_ids(struct ctx *cx, const struct list_query *q, char between)
{
    struct buf b;

    buf_init(&b, cx->mem, 1 << 16);
    for (size_t i = 0; i < q->n_shown; i++)
        buf_printf(&b, "%.*s%s", i > 0, &between, q->shown[i]->id);
    return buf_str(&b).n == 0 ? "" : buf_str(&b).p;
}

/* What the inputs do not show, so that applying them drops nothing. */
static void rest(struct form *f, bool board)
{
    const struct list_query *q = f->q, *usual = list_new(f->cx, q->kind);

    for (size_t i = 0; i < q->n_filters; i++)
        if (!f->shown[i])
            hidden(f, list_filter_param(f->cx, &q->filters[i]), q->filters[i].typed);
    hidden(f, "sort", q->sort);
    hidden(f, "where", q->where);
    hidden(f, "per", number(f->cx, q->per, usual->per));
    hidden(f, "parent", number(f->cx, q->parent_id, 0));
    hidden(f, "began", number(f->cx, q->began, 0));
    hidden(f, "deleted", q->deleted ? "yes" : NULL);
    if (board && q->chosen)
        hidden(f, "cols", column_ids(f->cx, q, ','));
    if (board)
        hidden(f, "group", q->group);
    if (q->kind->n_states == 0)
        hidden(f, "late", q->late ? "yes" : NULL);
}

/* ---- columns ---- */

static bool is_shown(const struct list_query *q, const struct field *f)
{
    for (size_t i = 0; i < q->n_shown; i++)
        if (q->shown[i] == f)
            return true;
    return false;
}

/* One column to the left or the right: an address, so that it works as it stands. */
static void move_link(struct form *f, size_t i, int by)
{
    struct list_query moved = *f->q;
    struct html *h = &f->w->h;
    const struct field *other;

    if (by < 0 ? i == 0 : i + 1 >= f->q->n_shown)
        return;
    moved.shown = arena_alloc(f->cx->mem, (moved.n_shown + 1) * sizeof *moved.shown);
    memcpy(moved.shown, f->q->shown, moved.n_shown * sizeof *moved.shown);
    other = moved.shown[i + (size_t)by];
    moved.shown[i + (size_t)by] = moved.shown[i];
    moved.shown[i] = other;
    html(h, "<a class=\"btn btn-sm btn-icon\" href=\"");
    html_href(h, str_of(arena_printf(f->cx->mem, "/%s?%s", f->q->kind->id,
                                     list_url(f->cx, f->q, "cols", column_ids(f->cx, &moved, ',')))));
    html(h, "#columns\" aria-label=\"");
    html_attr(h, i18n_fill(f->cx, by < 0 ? "list.column_left" : "list.column_right",
                           label_text(&f->q->shown[i]->label, f->cx->lang)));
    html(h, "\">");
    if (by < 0)
        html(h, "‹</a>");
    else
        html(h, "›</a>");
}

static void column_box(struct form *f, const struct field *field, bool checked)
{
    struct html *h = &f->w->h;

    html(h, "<label class=\"form-check form-check-inline\"><input class=\"form-check-input\" type=\"checkbox\" "
            "name=\"cols\" value=\"");
    html_attr(h, field->id);
    if (checked)
        html(h, "\" checked>");
    else
        html(h, "\">");
    html(h, "<span class=\"form-check-label\">");
    html_text(h, label_text(&field->label, f->cx->lang));
    html(h, "</span></label>");
}

/* The boxes stand as the table does: the shown ones first, in their order, each with its way to the left and right. */
static void columns(struct form *f)
{
    const struct kind *k = f->q->kind;
    struct html *h = &f->w->h;

    html(h, "<details class=\"mt-3\" id=\"columns\"><summary>");
    html_msg(h, "list.columns");
    html(h, "</summary><div class=\"mt-2 multi\" role=\"group\" aria-label=\"");
    html_msg_attr(h, "list.columns_shown");
    html(h, "\"><input type=\"hidden\" name=\"cols\" value=\"\">");
    for (size_t i = 0; i < f->q->n_shown; i++) {
        html(h, "<span class=\"column-choice\">");
        column_box(f, f->q->shown[i], true);
        move_link(f, i, -1);
        move_link(f, i, 1);
        html(h, "</span>");
    }
    for (unsigned i = 0; i < k->n_fields; i++)
        if (record_sql_columns(&k->fields[i]) > 0 && !is_shown(f->q, &k->fields[i]))
            column_box(f, &k->fields[i], false);
    html(h, "</div></details>");
}

/* ---- the form ---- */

static void inputs(struct form *f, bool board)
{
    const struct kind *k = f->q->kind;
    struct html *h = &f->w->h;

    html(h, "<div class=\"filters\">");
    if (access_words(f->cx, k) == ACCESS_SHOW)
        ui_field(h, &(struct ui_field){.name = "q", .label = ui_text(f->cx, "list.words"), .type = "search",
                                       .value = f->q->q, .max = 200});
    state_input(f);
    for (unsigned i = 0; i < k->n_fields; i++)
        if (k->fields[i].filter && access_field(f->cx, &k->fields[i]) == ACCESS_SHOW)
            field_input(f, &k->fields[i]);
    if (!board)
        group_input(f);
    if (k->n_states > 0)
        ui_field(h, &(struct ui_field){.name = "late", .label = ui_text(f->cx, "list.late"), .type = "checkbox",
                                       .value = f->q->late ? "yes" : NULL});
    ui_field(h, &(struct ui_field){.name = "mine", .label = ui_text(f->cx, "list.mine"), .type = "checkbox",
                                   .value = f->q->mine ? "yes" : NULL});
    rest(f, board);
    html(h, "</div>");
}

/* The conditions in words, and the way to the page that builds them; what is typed in the form goes along. */
static void conditions(struct form *f, const char *page, bool board)
{
    const struct list_query *q = f->q;
    struct condition_set set;
    struct html *h = &f->w->h;

    html(h, "<div class=\"btn-list mt-3 align-items-center\">");
    if (q->where != NULL) {
        html(h, "<span class=\"condition-words\">");
        html_msg(h, "filter.condition");
        html(h, " ");
        html_text(h, condition_read(f->cx, q->kind, q->where, &set) ? condition_words(f->cx, q->kind, &set)
                                                                    : q->where);
        html(h, "</span>");
    }
    html(h, "<button class=\"btn btn-sm\" type=\"submit\" formaction=\"/");
    html_attr(h, q->kind->id);
    if (board)
        html(h, "/filter\" name=\"filter.board\" value=\"yes\">");
    else
        html(h, "/filter\">");
    html_msg(h, q->where != NULL ? "filter.edit" : "filter.build");
    html(h, "</button>");
    if (q->where != NULL) {
        const char *without = list_url(f->cx, q, "where", NULL);
        html(h, "<a class=\"btn btn-sm\" href=\"");
        html_href(h, str_of(arena_printf(f->cx->mem, "%s?%s", page, *without != 0 ? without : "view=all")));
        html(h, "\">");
        html_msg(h, "filter.remove");
        html(h, "</a>");
    }
    html(h, "</div>");
}

void list_filter_said(struct ctx *cx, struct html *h, const struct list_query *q, bool board)
{
    if (!list_filter_is(q))
        return;
    html(h, "<p class=\"filter-said\"><span>");
    html_msg1(h, "list.only", list_words(cx, q));
    html(h, "</span>");
    if (q->where != NULL) {
        html(h, " <a class=\"d-print-none\" href=\"");
        html_href(h, str_of(arena_printf(cx->mem, "/%s/filter?%s%s", q->kind->id, list_url(cx, q, "page", NULL),
                                         board ? "&filter.board=yes" : "")));
        html(h, "\">");
        html_msg(h, "filter.edit");
        html(h, "</a> ·");
    }
    html(h, " <a class=\"d-print-none\" href=\"");
    html_href(h, str_of(arena_printf(cx->mem, "/%s%s?view=all", q->kind->id, board ? "/board" : "")));
    html(h, "\">");
    html_msg(h, "list.clear");
    html(h, "</a></p>");
}

void list_filter_show(struct ctx *cx, struct web *w, const struct list_query *q, bool board)
{
    const char *page = arena_printf(cx->mem, "/%s%s", q->kind->id, board ? "/board" : "");
    struct form f = {cx, w, q, arena_alloc(cx->mem, (q->n_filters + 1) * sizeof(bool))};
    struct html *h = &w->h;

    html(h, "<details class=\"card mb-3 d-print-none\" id=\"filter\"><summary class=\"card-header\">");
    ui_icon(h, "filter");
    html(h, "<span class=\"ms-2\">");
    html_msg(h, "list.filter");
    if (list_filter_is(q)) {
        html(h, " <span class=\"badge bg-secondary-lt\">");
        html_int(h, (int64_t)count(q));
        html(h, "</span>");
    }
    /* While words are typed the list below follows; without script the button does it. */
    html(h, "</span></summary><div class=\"card-body\"><form method=\"get\" data-live hx-trigger=\"input changed "
            "delay:350ms from:#f-q\" hx-target=\"#list\" hx-select=\"#list\" hx-swap=\"outerHTML\" "
            "hx-push-url=\"true\" hx-get=\"");
    html_attr(h, page);
    html(h, "\" action=\"");
    html_attr(h, page);
    html(h, "\">");
    inputs(&f, board);
    if (!board)
        columns(&f);
    html(h, "<div class=\"btn-list mt-3\">");
    ui_submit(h, "list.apply"); /* the first button: the Enter key presses it */
    if (list_filter_is(q))
        ui_link_button(h, arena_printf(cx->mem, "%s?view=all", page), "x", "list.clear", false);
    html(h, "</div>");
    conditions(&f, page, board);
    html(h, "</form></div></details>");
}
