/* The page where conditions with and, or are put together: groups of rows, each a field, a comparison and a value.
   Every step is an address, so it works without script; with it the inputs follow the choice at once. What is applied
   becomes where= of the list (register/condition.h). A condition that rows cannot say is edited as text.
   Not for: the short form above a list (list_filter.c). */
#include <string.h>

#include "platform/i18n.h"
#include "register/code.h"
#include "register/condition.h"
#include "register/period.h"
#include "register/record.h"
#include "web/list_views.h"
#include "web/pages.h"
#include "web/ui_record.h"

enum { MOST_BOXES = 40, WHERE_CHARS = 4000 };

struct builder {
    struct ctx *cx;
    struct web *w;
    const struct kind *k;
    const char *list;  /* the rest of the list's state, as parameters */
    const char *where; /* as text, where rows cannot say it; else NULL */
    bool board;        /* back to the board */
    struct condition_set set;
};

/* ---- what the form sent ---- */

static const char *sent(const struct builder *b, const char *name)
{
    return web_param_text(b->cx, b->w, name);
}

/* Several values under one name (boxes) follow each other with commas. */
static const char *sent_all(const struct builder *b, const char *name)
{
    const char *all = NULL;

    for (size_t i = 0; i < b->w->form.n; i++) {
        const struct http_pair *p = &b->w->form.at[i];
        if (str_is(p->name, name) && p->value.n > 0)
            all = arena_printf(b->cx->mem, "%s%s%.*s", all != NULL ? all : "", all != NULL ? "," : "",
                               STR_ARGS(p->value));
    }
    return all;
}

/* What is asked most of such a field stands there first. */
static enum condition_op first_op(enum condition_class c)
{
    int op = 0;

    if (condition_takes(c, CONDITION_YES))
        return CONDITION_YES;
    if (condition_takes(c, CONDITION_DURING))
        return CONDITION_DURING;
    while (op < CONDITION_OPS && !condition_takes(c, (enum condition_op)op))
        op++;
    return (enum condition_op)op;
}

/* A field that was just chosen takes the first comparison it knows, and no value of the one before. */
static struct condition sent_row(const struct builder *b, size_t g, size_t i)
{
    const char *at = arena_printf(b->cx->mem, "c%zu_%zu", g, i);
    struct condition c = {.name = sent(b, arena_printf(b->cx->mem, "%s.f", at))};
    const struct field *f;
    enum condition_class class = condition_class(b->cx, b->k, c.name, &f);
    const char *was = sent(b, arena_printf(b->cx->mem, "%s.was", at));

    if (!condition_op_find(str_of(sent(b, arena_printf(b->cx->mem, "%s.o", at))), &c.op) ||
        !condition_takes(class, c.op))
        c.op = first_op(class);
    if (*was != 0 && strcmp(was, c.name) != 0)
        return c;
    c.a = class == CONDITION_CODE ? sent_all(b, arena_printf(b->cx->mem, "%s.a", at))
                                  : sent(b, arena_printf(b->cx->mem, "%s.a", at));
    c.b = c.op == CONDITION_BETWEEN ? sent(b, arena_printf(b->cx->mem, "%s.b", at)) : NULL;
    return c;
}

static void sent_rows(struct builder *b)
{
    for (size_t g = 1; g <= CONDITION_GROUPS; g++) {
        struct condition_group *group = &b->set.at[b->set.n];

        *group = (struct condition_group){.any = web_param_flag(b->w, arena_printf(b->cx->mem, "g%zu.any", g))};
        for (size_t i = 1; i <= CONDITION_ROWS; i++)
            if (web_has(b->w, arena_printf(b->cx->mem, "c%zu_%zu.f", g, i)))
                group->at[group->n++] = sent_row(b, g, i);
        b->set.n += group->n > 0;
    }
    b->set.any = web_param_flag(b->w, "filter.any");
}

static void add_row(struct builder *b, size_t g)
{
    struct condition_group *group = &b->set.at[g];

    if (g < b->set.n && group->n < CONDITION_ROWS)
        group->at[group->n++] = (struct condition){.name = ""};
}

/* A new group is joined as the first one is not: "(a or b) and c". */
static void add_group(struct builder *b)
{
    if (b->set.n == CONDITION_GROUPS)
        return;
    b->set.at[b->set.n] = (struct condition_group){.any = b->set.n > 0 && !b->set.any};
    add_row(b, b->set.n++);
}

static void drop_row(struct builder *b, size_t g, size_t i)
{
    struct condition_group *group = &b->set.at[g];

    if (g >= b->set.n || i >= group->n)
        return;
    memmove(&group->at[i], &group->at[i + 1], (--group->n - i) * sizeof *group->at);
    if (group->n == 0)
        memmove(group, group + 1, (--b->set.n - g) * sizeof *group);
}

/* Rows without a field say nothing. */
static void drop_empty(struct builder *b)
{
    for (size_t g = b->set.n; g-- > 0;)
        for (size_t i = b->set.at[g].n; i-- > 0;)
            if (*b->set.at[g].at[i].name == 0)
                drop_row(b, g, i);
}

/* "add.2", "drop.1_3": numbers from one. */
static void do_step(struct builder *b, struct str what)
{
    struct str number, rest = what;
    long long g = 0, i = 0;

    if (str_is(what, "group")) {
        add_group(b);
        return;
    }
    (void)str_next(&rest, '.', &number);
    if (rest.p == NULL || !str_next(&rest, '_', &number) || !str_int(number, &g) || g < 1)
        return;
    if (str_starts(what, "add."))
        add_row(b, (size_t)g - 1);
    else if (str_starts(what, "drop.") && rest.p != NULL && str_int(rest, &i) && i > 0)
        drop_row(b, (size_t)g - 1, (size_t)i - 1);
}

/* ---- one row ---- */

/* A select whose change asks for the form again, with the inputs that fit. */
static void choice_begin(const struct builder *b, const char *name, const char *label)
{
    struct html *h = &b->w->h;

    html(h, "<div><label class=\"form-label\" for=\"f-");
    html_attr(h, name);
    html(h, "\">");
    html_text(h, label);
    html(h, "</label><select class=\"form-select\" id=\"f-");
    html_attr(h, name);
    html(h, "\" name=\"");
    html_attr(h, name);
    html(h, "\" hx-include=\"closest form\" hx-vals='{\"filter.do\":\"update\"}' hx-target=\"#builder\" "
            "hx-select=\"#builder\" hx-swap=\"outerHTML\" hx-get=\"/");
    html_attr(h, b->k->id);
    html(h, "/filter\">");
}

static void choice_option(const struct builder *b, const char *value, const char *label, bool is)
{
    struct html *h = &b->w->h;

    html(h, "<option value=\"");
    html_attr(h, value);
    if (is)
        html(h, "\" selected>");
    else
        html(h, "\">");
    html_text(h, label);
    html(h, "</option>");
}

static void choice_end(const struct builder *b, const char *name)
{
    const char *error = ui_problem_of(b->cx, name);
    struct html *h = &b->w->h;

    html(h, "</select>");
    if (error != NULL) {
        html(h, "<div class=\"invalid-feedback d-block\">");
        html_text(h, error);
        html(h, "</div>");
    }
    html(h, "</div>");
}

static void field_choice(const struct builder *b, const char *at, const char *chosen)
{
    const char *name = arena_printf(b->cx->mem, "%s.f", at), *id;

    choice_begin(b, name, ui_text(b->cx, "filter.field"));
    choice_option(b, "", ui_text(b->cx, "filter.choose"), *chosen == 0);
    for (size_t i = 0; (id = condition_name(b->cx, b->k, i)) != NULL; i++)
        choice_option(b, id, condition_name_label(b->cx, b->k, id), strcmp(id, chosen) == 0);
    choice_end(b, name);
    if (*chosen != 0)
        ui_field(&b->w->h, &(struct ui_field){.name = arena_printf(b->cx->mem, "%s.was", at), .type = "hidden",
                                              .value = chosen});
}

static void op_choice(const struct builder *b, const char *at, enum condition_class class, enum condition_op chosen)
{
    const char *name = arena_printf(b->cx->mem, "%s.o", at);

    choice_begin(b, name, ui_text(b->cx, "filter.op"));
    for (int op = 0; op < CONDITION_OPS; op++)
        if (condition_takes(class, (enum condition_op)op))
            choice_option(b, condition_op_id((enum condition_op)op),
                          condition_label(b->cx, class, (enum condition_op)op), op == (int)chosen);
    choice_end(b, name);
}

static const struct ui_option *state_options(const struct builder *b, size_t *ret_n)
{
    struct ui_option *options = arena_alloc(b->cx->mem, (b->k->n_states + 1) * sizeof *options);

    for (unsigned i = 0; i < b->k->n_states; i++)
        options[i] = (struct ui_option){b->k->states[i].id, label_text(&b->k->states[i].label, b->cx->lang)};
    *ret_n = b->k->n_states;
    return options;
}

static const char *with_blanks(struct ctx *cx, const char *commas)
{
    char *s = arena_strndup(cx->mem, commas != NULL ? commas : "", commas != NULL ? strlen(commas) : 0);

    for (char *p = s; *p != 0; p++)
        *p = *p == ',' ? ' ' : *p;
    return s;
}

/* Few codes as boxes, so that several may be chosen; many as a select; units and places are found by typing. */
static void code_input(const struct builder *b, const struct field *f, struct ui_field in, bool several)
{
    if (f != NULL && f->type == FT_ADMIN) {
        in.type = "text";
        in.list_href = arena_printf(b->cx->mem, "/%s/pick?field=%s&q=", b->k->id, f->id);
        in.value_label = in.value == NULL ? NULL : code_label("admin", in.value, b->cx->lang);
        ui_field(&b->w->h, &in);
        return;
    }
    in.options = f == NULL ? state_options(b, &in.n_options)
                           : ui_record_options(b->cx, f, with_blanks(b->cx, in.value), &in.n_options);
    in.type = several && in.n_options <= MOST_BOXES ? "multi" : "select";
    if (strcmp(in.type, "multi") == 0)
        in.value = with_blanks(b->cx, in.value);
    ui_field(&b->w->h, &in);
}

static void period_input(const struct builder *b, struct ui_field in)
{
    struct ui_option periods[PERIODS];

    for (size_t i = 0; i < PERIODS; i++)
        periods[i] = (struct ui_option){period_id(i),
                                        ui_text(b->cx, arena_printf(b->cx->mem, "list.%s", period_id(i)))};
    in.type = "select";
    in.options = periods;
    in.n_options = PERIODS;
    ui_field(&b->w->h, &in);
}

static void value_input(const struct builder *b, const struct condition *c, enum condition_class class,
                        const struct field *f, struct ui_field in)
{
    long long id;

    in.error = ui_problem_of(b->cx, in.name);
    if (in.value != NULL && *in.value == 0)
        in.value = NULL;
    in.type = class == CONDITION_DAY ? "date" : class == CONDITION_NUMBER && f->type != FT_DEC ? "number" : "text";
    if (in.error != NULL)
        in.type = "text"; /* an input of days or numbers would not show what is none */
    if (c->op == CONDITION_DURING) {
        period_input(b, in);
    } else if (class == CONDITION_CODE || class == CONDITION_CODES) {
        code_input(b, f, in, class == CONDITION_CODE);
    } else if (class == CONDITION_LINK || class == CONDITION_LINKS) {
        in.list_href = arena_printf(b->cx->mem, "/%s/options?q=", f->target->id);
        in.value_label = in.value != NULL && str_int(str_of(in.value), &id) ? record_title_of(b->cx, id) : NULL;
        ui_field(&b->w->h, &in);
    } else {
        in.max = class == CONDITION_TEXT ? CONDITION_CHARS : 40;
        ui_field(&b->w->h, &in);
    }
}

static bool wants_value(enum condition_op op)
{
    return op != CONDITION_SET && op != CONDITION_UNSET && op != CONDITION_YES && op != CONDITION_NO &&
           op != CONDITION_OPS;
}

static void values(const struct builder *b, const char *at, const struct condition *c, enum condition_class class,
                   const struct field *f)
{
    bool two = c->op == CONDITION_BETWEEN;

    html(&b->w->h, "<div class=\"condition-values\">");
    if (wants_value(c->op))
        value_input(b, c, class, f,
                    (struct ui_field){.name = arena_printf(b->cx->mem, "%s.a", at), .value = c->a,
                                      .label = ui_text(b->cx, two ? "filter.from" : "filter.value")});
    if (two)
        value_input(b, c, class, f,
                    (struct ui_field){.name = arena_printf(b->cx->mem, "%s.b", at), .value = c->b,
                                      .label = ui_text(b->cx, "filter.to")});
    html(&b->w->h, "</div>");
}

static void step_button(const struct builder *b, const char *what, const char *look, const char *icon, const char *key)
{
    struct html *h = &b->w->h;

    html(h, "<button class=\"btn ");
    html_attr(h, look);
    html(h, "\" type=\"submit\" name=\"filter.do\" value=\"");
    html_attr(h, what);
    html(h, "\">");
    if (icon != NULL)
        ui_icon(h, icon);
    html_msg(h, key);
    html(h, "</button>");
}

static void row(const struct builder *b, size_t g, size_t i)
{
    const struct condition *c = &b->set.at[g].at[i];
    const char *at = arena_printf(b->cx->mem, "c%zu_%zu", g + 1, i + 1);
    const struct field *f;
    enum condition_class class = condition_class(b->cx, b->k, c->name, &f);

    html(&b->w->h, "<div class=\"condition\">");
    field_choice(b, at, c->name);
    if (class != CONDITION_NONE) {
        op_choice(b, at, class, c->op);
        values(b, at, c, class, f);
    }
    html(&b->w->h, "<div class=\"condition-drop\">");
    step_button(b, arena_printf(b->cx->mem, "drop.%zu_%zu", g + 1, i + 1), "btn-sm", "x", "filter.drop");
    html(&b->w->h, "</div></div>");
}

/* ---- the page ---- */

static void joiner(const struct builder *b, const char *name, const char *label_key, bool any)
{
    struct ui_option options[2] = {{"no", ui_text(b->cx, "filter.all")}, {"yes", ui_text(b->cx, "filter.any")}};

    ui_field(&b->w->h, &(struct ui_field){.name = name, .label = ui_text(b->cx, label_key), .type = "select",
                                          .value = any ? "yes" : "no", .options = options, .n_options = 2,
                                          .required = true, .width = 4});
}

static void group(const struct builder *b, size_t g)
{
    struct html *h = &b->w->h;

    html(h, "<fieldset class=\"condition-group\"><legend>");
    html_msg_int(h, "filter.group", (int64_t)g + 1);
    html(h, "</legend>");
    if (b->set.at[g].n > 1)
        joiner(b, arena_printf(b->cx->mem, "g%zu.any", g + 1), "filter.holds", b->set.at[g].any);
    else if (b->set.at[g].any)
        ui_field(h, &(struct ui_field){.name = arena_printf(b->cx->mem, "g%zu.any", g + 1), .type = "hidden",
                                       .value = "yes"});
    for (size_t i = 0; i < b->set.at[g].n; i++)
        row(b, g, i);
    if (b->set.at[g].n < CONDITION_ROWS)
        step_button(b, arena_printf(b->cx->mem, "add.%zu", g + 1), "btn-sm", "plus", "filter.add");
    html(h, "</fieldset>");
}

static void rows(const struct builder *b)
{
    struct html *h = &b->w->h;

    if (b->set.n > 1)
        joiner(b, "filter.any", "filter.groups_hold", b->set.any);
    else if (b->set.any)
        ui_field(h, &(struct ui_field){.name = "filter.any", .type = "hidden", .value = "yes"});
    for (size_t g = 0; g < b->set.n; g++)
        group(b, g);
    if (b->set.n < CONDITION_GROUPS)
        step_button(b, "group", "btn-sm", "plus", "filter.add_group");
}

static void text_input(const struct builder *b)
{
    ui_alert_key(&b->w->h, UI_INFO, "filter.as_text", NULL);
    ui_field(&b->w->h, &(struct ui_field){.name = "filter.where", .label = ui_text(b->cx, "filter.where"),
                                          .type = "textarea", .value = b->where, .max = WHERE_CHARS,
                                          .error = ui_problem_of(b->cx, "where")});
}

static enum status show(struct builder *b)
{
    struct html *h = &b->w->h;
    const char *back = arena_printf(b->cx->mem, "/%s%s?%s", b->k->id, b->board ? "/board" : "",
                                    *b->list != 0 ? b->list : "view=all");

    ui_page_begin(b->cx, b->w, &(struct ui_page){.title_key = "filter.title",
                                                 .over = label_text(&b->k->plural, b->cx->lang), .over_href = back,
                                                 .active = b->k->id, .script = "htmx.min.js"});
    ui_page_body(b->w);
    ui_problems(b->cx, h);
    html(h, "<form class=\"card\" method=\"get\" novalidate id=\"builder\" action=\"/");
    html_attr(h, b->k->id);
    /* The first button is the one that the Enter key presses. */
    html(h, "/filter\"><div class=\"card-body\"><button class=\"visually-hidden\" type=\"submit\" tabindex=\"-1\" "
            "aria-hidden=\"true\" name=\"filter.do\" value=\"apply\"></button>");
    ui_field(h, &(struct ui_field){.name = "filter.list", .type = "hidden", .value = b->list});
    if (b->board)
        ui_field(h, &(struct ui_field){.name = "filter.board", .type = "hidden", .value = "yes"});
    if (b->where != NULL)
        text_input(b);
    else
        rows(b);
    html(h, "<div class=\"btn-list mt-3\">");
    step_button(b, "apply", "btn-primary", NULL, "list.apply");
    if (b->where == NULL)
        step_button(b, "update", "without-script", NULL, "filter.update");
    ui_link_button(h, back, "x", "action.cancel", false);
    html(h, "</div></div></form>");
    return ui_page_end(b->cx, b->w);
}

/* ---- coming and going ---- */

/* The address without what is the form's own. */
static struct str without_step(struct ctx *cx, struct str query)
{
    struct str rest = query, pair;
    struct buf out;

    buf_init(&out, cx->mem, query.n + 1);
    while (query.n > 0 && str_next(&rest, '&', &pair)) {
        if (str_starts(pair, "filter."))
            continue;
        if (out.n > 0)
            buf_byte(&out, '&');
        buf_add(&out, pair);
    }
    return buf_str(&out);
}

/* From a list: its condition as rows, or as text where rows cannot say it. */
static enum status open(struct builder *b)
{
    struct list_query *q;

    enum status st = view_parse(b->cx, b->k, without_step(b->cx, b->w->rq->query), &q);
    if (st == E_INVALID)
        st = E_USAGE;
    TRY(st);
    if (q->where != NULL && !condition_read(b->cx, b->k, q->where, &b->set)) {
        b->set.n = 0;
        b->where = q->where;
    }
    q->where = NULL;
    q->page = 1;
    b->list = list_url(b->cx, q, NULL, NULL);
    b->board = web_param_flag(b->w, "filter.board");
    if (b->where == NULL && b->set.n == 0)
        add_group(b);
    return show(b);
}

static enum status apply(struct builder *b)
{
    const char *where = b->where;
    struct list_query *q;

    TRY(list_parse(b->cx, b->k, str_of(b->list), &q));
    if (where == NULL)
        TRY(condition_write(b->cx, b->k, &b->set, &where));
    if (where != NULL && str_trim(str_of(where)).n > 0)
        list_param(b->cx, q, "where", str_of(where));
    TRY(ctx_problems(b->cx));
    const char *address = list_url(b->cx, q, NULL, NULL);
    return web_redirect(b->cx, b->w, "/%s%s?%s", b->k->id, b->board ? "/board" : "",
                        *address != 0 ? address : "view=all");
}

enum status page_filter_show(struct ctx *cx, struct web *w)
{
    struct builder b = {.cx = cx, .w = w, .k = list_views_kind(cx, w)};

    if (!access_may(cx, b.k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", b.k->id);
    if (!web_has(w, "filter.list"))
        return open(&b);
    struct str what = web_param(w, "filter.do");
    b.list = sent(&b, "filter.list");
    b.board = web_param_flag(w, "filter.board");
    b.where = web_has(w, "filter.where") ? sent(&b, "filter.where") : NULL;
    sent_rows(&b);
    if (str_is(what, "apply")) {
        drop_empty(&b);
        enum status st = apply(&b);
        if (st != E_INVALID)
            return st;
        w->rs->code = status_http(st);
    } else {
        do_step(&b, what);
    }
    if (b.where == NULL && b.set.n == 0)
        add_group(&b);
    return show(&b);
}
