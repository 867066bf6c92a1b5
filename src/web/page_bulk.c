/* One change to many records, in steps: records are ticked in the list, what shall happen is said, the preview tells of
   each what it becomes or why it is refused, then it is written; and taken back.
   Not for: what a change does (rules/bulk.h). */
#include <string.h>

#include "platform/i18n.h"
#include "rules/bulk.h"
#include "web/pages.h"
#include "web/ui_pick.h"
#include "web/ui_record.h"

enum { PER_PAGE = 50, JOBS_SHOWN = 100 };

static const char *here(struct ctx *cx, const struct bulk_job *job)
{
    return arena_printf(cx->mem, "/bulk/%lld", (long long)job->id);
}

static bool is_open(const struct bulk_job *job)
{
    return strcmp(job->state, "chosen") == 0 || strcmp(job->state, "tried") == 0;
}

/* ---- what shall happen: "set.FIELD" several times, with or without one "move.MOVE"; or "delete", or "restore" ---- */

struct wish {
    enum bulk_action action;
    const struct field **set; /* in the order of choosing */
    size_t n_set;
    const struct move *move;
    const char *unknown; /* the first word that is none, or not for this user */
};

static bool offers_field(struct ctx *cx, const struct field *f)
{
    return ui_record_is_input(f) && !f->unique && !f->ended && access_field(cx, f) == ACCESS_SHOW;
}

static bool offers_move(const struct ctx *cx, const struct move *m)
{
    bool named = false;

    for (unsigned i = 0; i < m->roles.n; i++)
        named = named || *m->roles.at[i] == '@';
    return named || (m->role_bits & cx->who.roles & ~ROLE_BIT(ROLE_ADMIN)) != 0;
}

static bool wishes_field(const struct wish *wish, const struct field *f)
{
    for (size_t i = 0; i < wish->n_set; i++)
        if (wish->set[i] == f)
            return true;
    return false;
}

/* What is said last holds: another move takes the place of the one before, deleting that of everything. */
static void wish_add(struct ctx *cx, const struct kind *k, struct wish *wish, const char *text)
{
    const struct field *f = strncmp(text, "set.", 4) == 0 ? kind_field(k, text + 4) : NULL;
    const struct move *m = strncmp(text, "move.", 5) == 0 ? kind_move(k, text + 5) : NULL;

    if (f != NULL && offers_field(cx, f)) {
        if (!wishes_field(wish, f))
            wish->set[wish->n_set++] = f;
        wish->action = wish->move != NULL ? BULK_MOVE : BULK_SET;
    } else if (m != NULL) {
        wish->move = m;
        wish->action = BULK_MOVE;
    } else if (strcmp(text, "delete") == 0 || strcmp(text, "restore") == 0) {
        wish->action = *text == 'd' ? BULK_DELETE : BULK_RESTORE;
        wish->n_set = 0;
        wish->move = NULL;
    } else if (wish->unknown == NULL) {
        wish->unknown = text;
    }
}

/* What the move asks for, or a record needs in the state it leads to. */
static bool is_needed(const struct move *m, const struct field *f)
{
    return m != NULL && (words_have(&m->need, f->id) || (f->required_state >= 0 && f->required_state == m->to_state));
}

/* What was tried last. */
static void wish_planned(struct ctx *cx, const struct bulk_job *job, struct wish *wish)
{
    if (job->plan.action == BULK_DELETE || job->plan.action == BULK_RESTORE)
        wish_add(cx, job->kind, wish, job->plan.action == BULK_DELETE ? "delete" : "restore");
    if (job->plan.action == BULK_MOVE)
        wish_add(cx, job->kind, wish, arena_printf(cx->mem, "move.%s", job->plan.move));
    for (size_t i = 0; i < job->plan.n; i++) {
        const struct field *f = kind_field(job->kind, job->plan.at[i].field);
        if (f != NULL && !is_needed(wish->move, f))
            wish_add(cx, job->kind, wish, arena_printf(cx->mem, "set.%s", f->id));
    }
}

/* Asked for in the form or the address, without what is dropped and with what is added; else what was tried last. */
static struct wish wish_of(struct ctx *cx, const struct web *w, const struct bulk_job *job)
{
    struct wish wish = {.set = arena_alloc(cx->mem, (job->kind->n_fields + 1) * sizeof *wish.set)};
    struct str drop = http_form_value(&w->form, "drop");
    bool any = false;

    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < w->form.n; i++) {
            struct str value = w->form.at[i].value;
            if (!str_is(w->form.at[i].name, round == 0 ? "do" : "add") || value.n == 0)
                continue;
            any = true;
            if (!str_eq(value, drop))
                wish_add(cx, job->kind, &wish, arena_strndup(cx->mem, value.p, value.n));
        }
    if (!any)
        wish_planned(cx, job, &wish);
    return wish;
}

static struct ui_option move_option(struct ctx *cx, const struct move *m)
{
    return (struct ui_option){arena_printf(cx->mem, "move.%s", m->id),
                              i18n_fill(cx, "bulk.do_move", label_text(&m->label, cx->lang))};
}

static struct ui_option set_option(struct ctx *cx, const struct field *f)
{
    return (struct ui_option){arena_printf(cx->mem, "set.%s", f->id),
                              i18n_fill(cx, "bulk.do_set", label_text(&f->label, cx->lang))};
}

/* What can still be chosen. */
static void choices(struct ctx *cx, struct html *h, const struct kind *k, const struct wish *wish, const char *name,
                    const char *key)
{
    struct ui_option *options = arena_alloc(cx->mem, (k->n_fields + k->n_moves + 2) * sizeof *options);
    size_t n = 0;

    for (unsigned i = 0; i < k->n_moves; i++)
        if (offers_move(cx, &k->moves[i]) && wish->move != &k->moves[i])
            options[n++] = move_option(cx, &k->moves[i]);
    for (unsigned i = 0; i < k->n_fields && access_may(cx, k, RIGHT_UPDATE); i++)
        if (offers_field(cx, &k->fields[i]) && !wishes_field(wish, &k->fields[i]))
            options[n++] = set_option(cx, &k->fields[i]);
    if (access_may(cx, k, RIGHT_DELETE)) {
        if (wish->action != BULK_DELETE)
            options[n++] = (struct ui_option){"delete", ui_text(cx, "action.delete")};
        if (wish->action != BULK_RESTORE)
            options[n++] = (struct ui_option){"restore", ui_text(cx, "action.restore")};
    }
    html(h, "<div class=\"row\">");
    ui_field(h, &(struct ui_field){.name = name, .label = ui_text(cx, key), .type = "select", .options = options,
                                   .n_options = n, .width = 6});
    html(h, "</div>");
}

static void wish_form(struct ctx *cx, struct web *w, const struct bulk_job *job, const struct wish *wish)
{
    ui_form_begin_get(w, here(cx, job));
    choices(cx, &w->h, job->kind, wish, "do", "bulk.do");
    ui_submit(&w->h, "bulk.next");
    ui_form_end(&w->h);
}

/* ---- what each record gets ---- */

static const char *typed_before(struct ctx *cx, const struct web *w, const struct bulk_job *job, const struct field *f)
{
    const char *typed;

    if (w->rq->method == HTTP_POST && ui_record_typed(cx, &w->form, f, &typed))
        return typed;
    for (size_t i = 0; i < job->plan.n; i++)
        if (strcmp(job->plan.at[i].field, f->id) == 0)
            return job->plan.at[i].typed;
    return NULL;
}

static void input(struct ctx *cx, struct web *w, const struct bulk_job *job, const struct field *f)
{
    ui_record_input(cx, w, job->kind, f, typed_before(cx, w, job, f), ui_problem_of(cx, f->id), false);
}

/* First what the move asks for: what stays empty stays as it is. Then what was chosen: empty clears it. */
static void inputs(struct ctx *cx, struct web *w, const struct bulk_job *job, const struct wish *wish)
{
    const struct kind *k = job->kind;
    struct html *h = &w->h;
    bool needs = false;

    html(h, "<div class=\"row\">");
    for (unsigned i = 0; i < k->n_fields; i++)
        if (is_needed(wish->move, &k->fields[i]) && offers_field(cx, &k->fields[i]) &&
            !wishes_field(wish, &k->fields[i])) {
            input(cx, w, job, &k->fields[i]);
            needs = true;
        }
    html(h, "</div>");
    if (needs) {
        html(h, "<p class=\"form-hint\">");
        html_msg(h, "bulk.empty_leaves");
        html(h, "</p>");
    }
    html(h, "<div class=\"row\">");
    for (size_t i = 0; i < wish->n_set; i++)
        input(cx, w, job, wish->set[i]);
    html(h, "</div>");
    if (wish->n_set > 0) {
        html(h, "<p class=\"form-hint\">");
        html_msg(h, "bulk.empty_clears");
        html(h, "</p>");
    }
}

/* The words of the wish: hidden, as badges, or each with a button that takes it out. */
enum wording { WORDS_HIDDEN, WORDS_SHOWN, WORDS_DROP };

static void word(struct ctx *cx, struct html *h, struct ui_option o, enum wording how)
{
    if (how == WORDS_SHOWN) {
        ui_badge(h, "azure", o.label);
        html(h, " ");
        return;
    }
    if (how == WORDS_HIDDEN)
        html(h, "<input type=\"hidden\" name=\"do\" value=\"");
    else
        html(h, "<button class=\"btn btn-sm\" type=\"submit\" name=\"drop\" formnovalidate value=\"");
    html_attr(h, o.value);
    html(h, "\">");
    if (how == WORDS_DROP) {
        html_text(h, i18n_fill(cx, "bulk.drop", o.label));
        html(h, "</button> ");
    }
}

static void words(struct ctx *cx, struct html *h, const struct wish *wish, enum wording how)
{
    if (wish->action == BULK_DELETE)
        word(cx, h, (struct ui_option){"delete", ui_text(cx, "action.delete")}, how);
    if (wish->action == BULK_RESTORE)
        word(cx, h, (struct ui_option){"restore", ui_text(cx, "action.restore")}, how);
    if (wish->move != NULL)
        word(cx, h, move_option(cx, wish->move), how);
    for (size_t i = 0; i < wish->n_set; i++)
        word(cx, h, set_option(cx, wish->set[i]), how);
}

/* One form for all, so that adding and dropping loses nothing of what is typed. The preview is its first button: that
   of the enter key. */
static void plan_form(struct ctx *cx, struct web *w, const struct bulk_job *job, const struct wish *wish)
{
    const char *reason = web_has(w, "reason") ? web_param_text(cx, w, "reason") : job->plan.reason;
    struct html *h = &w->h;

    ui_form_begin(w, arena_printf(cx->mem, "%s/plan", here(cx, job)), NULL);
    words(cx, h, wish, WORDS_HIDDEN);
    html(h, "<p>");
    words(cx, h, wish, WORDS_SHOWN);
    html(h, "</p>");
    inputs(cx, w, job, wish);
    html(h, "<div class=\"row\">");
    ui_field(h, &(struct ui_field){.name = "reason", .label = ui_text(cx, "record.reason"), .type = "textarea",
                                   .value = reason, .max = 2000,
                                   .required = wish->move != NULL && wish->move->reason});
    html(h, "</div>");
    ui_submit(h, "bulk.preview");
    html(h, "<hr>");
    choices(cx, h, job->kind, wish, "add", "bulk.add");
    html(h, "<div class=\"btn-list\"><button class=\"btn btn-sm\" type=\"submit\" formnovalidate>");
    html_msg(h, "bulk.next");
    html(h, "</button> ");
    words(cx, h, wish, WORDS_DROP);
    html(h, "</div>");
    ui_form_end(h);
}

/* Folded once there is a preview to look at. */
static void wish_card(struct ctx *cx, struct web *w, const struct bulk_job *job)
{
    struct wish wish = wish_of(cx, w, job);
    struct html *h = &w->h;

    if (strcmp(job->state, "tried") == 0 && cx->problems == NULL && !web_has(w, "do"))
        html(h, "<details class=\"card mb-3 d-print-none\"><summary class=\"card-header\">");
    else
        html(h, "<details class=\"card mb-3 d-print-none\" open><summary class=\"card-header\">");
    html_text(h, job->chosen != NULL ? job->chosen : ui_text(cx, "bulk.ticked"));
    html(h, "</summary><div class=\"card-body\">");
    if (wish.action == BULK_NONE)
        wish_form(cx, w, job, &wish);
    else
        plan_form(cx, w, job, &wish);
    html(h, "</div></details>");
}

/* ---- record by record ---- */

static void change_value(struct ctx *cx, struct html *h, const struct record *rec, const struct history_change *c,
                         const char *value)
{
    if (c->field == NULL && strcmp(c->name, "state") == 0)
        ui_record_state(cx, h, rec->kind, value);
    else if (value == NULL)
        html(h, "—");
    else if (c->field == NULL)
        html_text(h, value);
    else
        html_text(h, access_value(cx, rec, c->field) == ACCESS_MASK ? RECORD_MASK : field_print(cx, c->field, value));
}

static const char *change_label(struct ctx *cx, const struct history_change *c)
{
    return c->field != NULL                  ? label_text(&c->field->label, cx->lang)
           : strcmp(c->name, "state") == 0   ? ui_text(cx, "list.state")
           : strcmp(c->name, "code") == 0    ? ui_text(cx, "list.code")
                                             : c->name;
}

static void change_cell(struct ctx *cx, struct html *h, const struct record *rec, const struct history_change *c,
                        size_t n)
{
    html(h, "<td>");
    for (size_t i = 0; i < n; i++) {
        if (c[i].field == NULL && strcmp(c[i].name, "deleted_at") == 0)
            continue;
        html(h, "<div><span class=\"text-secondary\">");
        html_text(h, change_label(cx, &c[i]));
        html(h, ":</span> ");
        change_value(cx, h, rec, &c[i], c[i].before);
        html(h, " → ");
        change_value(cx, h, rec, &c[i], c[i].after);
        html(h, "</div>");
    }
    html(h, "</td>");
}

static void outcome_cell(struct ctx *cx, struct html *h, const struct kind *k, const struct bulk_row *row)
{
    static const struct {
        const char *outcome, *color;
    } colors[] = {{"change", "blue"}, {"changed", "green"}, {"same", "gray"}, {"undone", "orange"}};
    const char *color = "red";

    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (strcmp(colors[i].outcome, row->outcome) == 0)
            color = colors[i].color;
    html(h, "<td>");
    ui_badge(h, color, ui_text(cx, arena_printf(cx->mem, "bulk.is.%s", row->outcome)));
    for (const struct problem *p = row->problems; p != NULL; p = p->next) {
        const struct field *f = kind_field(k, p->field);
        html(h, "<div class=\"small\">");
        if (f != NULL) {
            html_text(h, label_text(&f->label, cx->lang));
            html(h, ": ");
        }
        html_text(h, ui_problem_text(cx, p));
        html(h, "</div>");
    }
    html(h, "</td></tr>");
}

static enum status one_row(struct ctx *cx, struct html *h, const struct bulk_job *job, const struct bulk_row *row)
{
    struct history_change *c = NULL;
    struct record *rec = NULL;
    size_t n = 0;

    enum status st = bulk_changes(cx, job, row, &rec, &c, &n);
    if (st != OK && st != E_NOTFOUND && st != E_DENIED)
        return st;
    ctx_clear(cx); /* not to be read any more is an answer here */
    html(h, "<tr><td class=\"name\">");
    if (st == OK) {
        html(h, "<a href=\"");
        html_href(h, str_of(ui_record_href(cx, job->kind, row->record_id)));
        html(h, "\">");
        html_text(h, rec->title != NULL ? rec->title : "—");
        html(h, "</a>");
    } else {
        html(h, "—");
    }
    html(h, "</td>");
    change_cell(cx, h, rec, c, st == OK ? n : 0);
    outcome_cell(cx, h, job->kind, row);
    return OK;
}

static const char *address(struct ctx *cx, const struct bulk_job *job, const char *outcome)
{
    return *outcome != 0 ? arena_printf(cx->mem, "%s?outcome=%s", here(cx, job), outcome) : here(cx, job);
}

static int64_t outcome_tabs(struct ctx *cx, struct html *h, const struct bulk_job *job, const char *outcome)
{
    const struct {
        const char *outcome;
        int64_t n;
    } all[] = {{"", job->n.total},           {"change", job->n.change},   {"changed", job->n.changed},
               {"undone", job->n.undone},    {"kept", job->n.kept},       {"refused", job->n.refused},
               {"newer", job->n.newer},      {"same", job->n.same}};
    struct ui_tab tabs[sizeof all / sizeof *all];
    int64_t shown = 0;
    size_t n = 0;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        bool is = strcmp(all[i].outcome, outcome) == 0;
        shown = is ? all[i].n : shown;
        if (all[i].n == 0 && i > 0 && !is)
            continue;
        tabs[n++] = (struct ui_tab){ui_text(cx, i == 0 ? "list.all" : arena_printf(cx->mem, "bulk.is.%s",
                                                                                   all[i].outcome)),
                                    address(cx, job, all[i].outcome), all[i].n, is};
    }
    ui_tabs(h, tabs, n);
    return shown;
}

static enum status rows_table(struct ctx *cx, struct web *w, const struct bulk_job *job)
{
    const struct ui_column columns[] = {{.label = ui_text(cx, "bulk.record")}, {.label = ui_text(cx, "bulk.change")},
                                        {.label = ui_text(cx, "bulk.outcome")}};
    const char *outcome = web_has(w, "outcome") ? web_param_text(cx, w, "outcome") : "";
    int64_t page = web_has(w, "page") && web_param_int(w, "page") > 0 ? web_param_int(w, "page") : 1;
    struct html *h = &w->h;
    struct bulk_row *rows;
    size_t n;

    int64_t total = outcome_tabs(cx, h, job, outcome);
    TRY(bulk_rows(cx, job, *outcome != 0 ? outcome : NULL, page, PER_PAGE, &rows, &n));
    ui_card_begin_plain(h, NULL);
    ui_table_begin(h, columns, 3);
    for (size_t i = 0; i < n; i++)
        TRY(one_row(cx, h, job, &rows[i]));
    ui_table_end(h);
    ui_pages(h, page, (total + PER_PAGE - 1) / PER_PAGE, PER_PAGE, total,
             arena_printf(cx->mem, "%s%spage=", address(cx, job, outcome), *outcome != 0 ? "&" : "?"));
    ui_card_end(h);
    return OK;
}

/* ---- the page ---- */

/* Whether it can be taken back afterwards: a move only where, and as long as, the register says. */
static void undo_note(struct ctx *cx, struct html *h, const struct bulk_job *job)
{
    const struct move *m = job->plan.action == BULK_MOVE ? kind_move(job->kind, job->plan.move) : NULL;

    if (m != NULL && m->undo_h > 0)
        ui_alert_key(h, UI_INFO, "bulk.undo_hours", arena_printf(cx->mem, "%d", m->undo_h));
    else if (m != NULL)
        ui_alert_key(h, UI_WARN, "bulk.undo_never", NULL);
}

static void buttons(struct ctx *cx, struct web *w, const struct bulk_job *job)
{
    struct html *h = &w->h;

    if (strcmp(job->state, "tried") == 0 && job->n.change > 0)
        undo_note(cx, h, job);
    html(h, "<div class=\"btn-list my-3\">");
    if (strcmp(job->state, "tried") == 0 && job->n.change > 0)
        ui_post_button(w, arena_printf(cx->mem, "%s/commit", here(cx, job)), "device-floppy", "bulk.commit", "primary");
    if (strcmp(job->state, "done") == 0 && job->n.changed > 0)
        ui_post_button(w, arena_printf(cx->mem, "%s/undo", here(cx, job)), "arrow-back-up", "bulk.undo", "danger");
    ui_link_button(h, arena_printf(cx->mem, "/%s", job->kind->id), "list", "action.list", false);
    html(h, "</div>");
}

static void said(struct ctx *cx, struct html *h, const struct bulk_job *job)
{
    if (strcmp(job->state, "chosen") == 0)
        return;
    int64_t n = strcmp(job->state, "tried") == 0 ? job->n.change
                : strcmp(job->state, "done") == 0 ? job->n.changed : job->n.undone;

    ui_alert_key(h, strcmp(job->state, "done") == 0 ? UI_GOOD : UI_INFO,
                 arena_printf(cx->mem, "bulk.said.%s", job->state), arena_printf(cx->mem, "%lld", (long long)n));
    if (strcmp(job->state, "tried") != 0 && job->n.refused + job->n.newer + job->n.kept > 0)
        ui_alert_key(h, UI_WARN, "bulk.left",
                     arena_printf(cx->mem, "%lld", (long long)(job->n.refused + job->n.newer + job->n.kept)));
}

static enum status show(struct ctx *cx, struct web *w, const struct bulk_job *job)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){
        .title = i18n_fill(cx, "bulk.title", arena_printf(cx->mem, "%lld", (long long)job->n.total)),
        .over = label_text(&job->kind->plural, cx->lang), .over_href = arena_printf(cx->mem, "/%s", job->kind->id),
        .active = job->kind->id});
    ui_link_button(h, "/bulk", "history", "bulk.all", false);
    ui_page_body(w);
    ui_record_problems(cx, h, job->kind, false);
    if (is_open(job))
        wish_card(cx, w, job);
    if (strcmp(job->state, "chosen") != 0 && cx->problems == NULL) {
        said(cx, h, job);
        buttons(cx, w, job);
        TRY(rows_table(cx, w, job));
    }
    return ui_page_end(cx, w);
}

static enum status load(struct ctx *cx, const struct web *w, struct bulk_job **ret_job)
{
    return bulk_load(cx, web_arg_int(w, "id"), ret_job);
}

enum status page_bulk_show(struct ctx *cx, struct web *w)
{
    struct bulk_job *job;

    TRY(load(cx, w, &job));
    return show(cx, w, job);
}

static void job_row(struct ctx *cx, struct html *h, const struct bulk_job *job)
{
    html(h, "<tr><td><a href=\"");
    html_href(h, str_of(here(cx, job)));
    html(h, "\">");
    html_instant(h, job->finished_at);
    html(h, "</a></td><td>");
    html_text(h, label_text(&job->kind->plural, cx->lang));
    html(h, "</td><td>");
    ui_badge(h, strcmp(job->state, "done") == 0 ? "green" : "orange",
             ui_text(cx, arena_printf(cx->mem, "bulk.state.%s", job->state)));
    html(h, "</td><td class=\"number\">");
    html_number(h, job->n.changed + job->n.kept + job->n.undone);
    html(h, "</td></tr>");
}

enum status page_bulk_list(struct ctx *cx, struct web *w)
{
    const struct ui_column columns[] = {{.label = ui_text(cx, "import.at")}, {.label = ui_text(cx, "import.register")},
                                        {.label = ui_text(cx, "list.state")},
                                        {.label = ui_text(cx, "list.group_count"), .number = true}};
    struct html *h = &w->h;
    struct bulk_job *jobs;
    size_t n;

    TRY(bulk_list(cx, JOBS_SHOWN, &jobs, &n));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "bulk.all", .active = "registers"});
    ui_page_body(w);
    ui_card_begin_plain(h, NULL);
    if (n == 0)
        ui_empty(h, "list", "bulk.none", "bulk.none_text", "/registers", "menu.registers");
    if (n > 0)
        ui_table_begin(h, columns, 4);
    for (size_t i = 0; i < n; i++)
        job_row(cx, h, &jobs[i]);
    if (n > 0)
        ui_table_end(h);
    ui_card_end(h);
    return ui_page_end(cx, w);
}

/* ---- what is pressed ---- */

/* Nothing was chosen, or too much: the list says so. */
static enum status back_to_list(struct ctx *cx, struct web *w, const struct kind *k, const char *query)
{
    const struct problem *p = cx->problems;

    web_flash(cx, w, strcmp(p->key, "problem.bulk_many") == 0 ? "flash.bulk_many" : "flash.bulk_none", p->arg);
    ctx_clear(cx);
    struct list_query *q;
    TRY(list_parse(cx, k, str_of(query), &q));
    return web_redirect(cx, w, "/%s?%s", k->id, list_url(cx, q, NULL, NULL));
}

enum status page_bulk_choose(struct ctx *cx, struct web *w)
{
    struct str id = web_arg(w, "kind");
    const struct kind *k = kind_find(arena_strndup(cx->mem, id.p, id.n));
    const char *query = web_param_text(cx, w, "query");
    int64_t *ids = arena_alloc(cx->mem, (w->form.n + 1) * sizeof *ids);
    struct list_query *q;
    struct bulk_job *job;
    long long number;
    size_t n = 0;

    enum status st = list_parse(cx, k, str_of(query), &q);
    if (st == E_INVALID)
        return ctx_fail(cx, E_USAGE, "a list that %s does not have", k->id);
    TRY(st);
    for (size_t i = 0; i < w->form.n; i++)
        if (str_is(w->form.at[i].name, "id") && str_int(w->form.at[i].value, &number))
            ids[n++] = number;
    if (!web_param_flag(w, "all") && n == 0)
        (void)ctx_problem(cx, "", "problem.bulk_none", NULL);
    st = ctx_problems(cx);
    if (st == OK)
        st = bulk_choose(cx, q, ids, web_param_flag(w, "all") ? 0 : n, &job);
    if (st == E_INVALID)
        return back_to_list(cx, w, k, query);
    TRY(st);
    return web_redirect(cx, w, "/bulk/%lld", (long long)job->id);
}

static enum status known_names(struct ctx *cx, const struct web *w, const struct kind *k)
{
    for (size_t i = 0; i < w->form.n; i++) {
        struct str name = w->form.at[i].name;

        if (ui_record_named(k, name) == NULL && !str_is(name, "csrf") && !str_is(name, "find") &&
            !str_is(name, "do") && !str_is(name, "add") && !str_is(name, "drop") && !str_is(name, "reason"))
            return ctx_fail(cx, E_USAGE, "%s has no field %.*s", k->id, STR_ARGS(str_sub(name, 0, 60)));
    }
    return OK;
}

/* What was chosen counts also when it is empty; what the move asks for, when something is typed. */
static void plan_values(struct ctx *cx, const struct web *w, const struct kind *k, const struct wish *wish,
                        struct bulk_plan *p)
{
    struct lifecycle_value *at = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *at);

    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        const char *typed = "";
        bool chosen = wishes_field(wish, f), needed = is_needed(wish->move, f) && offers_field(cx, f);

        if ((chosen || needed) && ((ui_record_typed(cx, &w->form, f, &typed) && *typed != 0) || chosen))
            at[p->n++] = (struct lifecycle_value){f->id, typed};
    }
    p->at = at;
}

enum status page_bulk_plan(struct ctx *cx, struct web *w)
{
    struct bulk_plan p = {0};
    struct bulk_job *job;

    TRY(load(cx, w, &job));
    TRY(known_names(cx, w, job->kind));
    if (ui_pick_asked(w, job->kind) || http_form_value(&w->form, "add").n > 0 || http_form_has(&w->form, "drop"))
        return show(cx, w, job);
    struct wish wish = wish_of(cx, w, job);
    plan_values(cx, w, job->kind, &wish, &p);
    p.action = wish.action;
    p.move = wish.move != NULL ? wish.move->id : NULL;
    p.reason = web_has(w, "reason") && web_param(w, "reason").n > 0 ? web_param_text(cx, w, "reason") : NULL;
    enum status st = wish.unknown != NULL ? ctx_problem(cx, "do", "problem.not_in_list", wish.unknown)
                                          : bulk_try(cx, job, &p);
    if (st == E_INVALID) {
        w->rs->code = status_http(st);
        return show(cx, w, job);
    }
    TRY(st);
    return web_redirect(cx, w, "/bulk/%lld", (long long)job->id);
}

enum status page_bulk_commit(struct ctx *cx, struct web *w)
{
    struct bulk_job *job;

    TRY(load(cx, w, &job));
    TRY(bulk_commit(cx, job));
    return web_redirect(cx, w, "/bulk/%lld", (long long)job->id);
}

enum status page_bulk_undo(struct ctx *cx, struct web *w)
{
    struct bulk_job *job;

    TRY(load(cx, w, &job));
    TRY(bulk_undo(cx, job));
    return web_redirect(cx, w, "/bulk/%lld", (long long)job->id);
}
