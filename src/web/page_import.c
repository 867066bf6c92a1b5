/* Spreadsheets into a register, in four steps: send the file, say which column is which field, try, write; and take
   back. Long runs go on behind the page, which looks again by itself.
   Not for: what an import does (register/import.h). */
#include <string.h>

#include "platform/i18n.h"
#include "register/attach.h"
#include "web/import_desk.h"
#include "web/pages.h"
#include "web/ui_record.h"
#include "web/web_session.h"

enum { SAMPLES = 3, REASONS_SHOWN = 50, VALUES_SHOWN = 60, SHEET_BYTES = 1 << 30 };

static const struct kind *kind_of(struct ctx *cx, const struct web *w)
{
    struct str id = web_arg(w, "kind");

    return kind_find(arena_strndup(cx->mem, id.p, id.n));
}

/* A sheet may be larger than what a request has: reading it gets memory of its own, given back with the request. */
static enum status roomy(struct ctx *cx, struct ctx *ret_cx)
{
    struct arena *mem;

    TRY(ctx_memory(cx, SHEET_BYTES, "for a spreadsheet", &mem));
    ctx_init(ret_cx, mem, cx->db);
    ret_cx->who = cx->who;
    ret_cx->lang = cx->lang;
    ret_cx->fixed_now = cx->fixed_now;
    return OK;
}

/* ---- sending a file ---- */

static enum status upload_form(struct ctx *cx, struct web *w, const struct kind *k)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title = i18n_fill(cx, "import.title", label_text(&k->plural, cx->lang)),
        .over = label_text(&k->plural, cx->lang), .over_href = arena_printf(cx->mem, "/%s", k->id), .active = k->id});
    ui_link_button(h, "/imports", "history", "import.all", false);
    ui_page_body(w);
    ui_problems(cx, h);
    ui_card_begin_key(h, "import.step_file");
    ui_form_begin_upload(w, arena_printf(cx->mem, "/%s/import", k->id), NULL);
    html(h, "<label class=\"form-label\" for=\"file\">");
    html_msg(h, "import.file");
    html(h, "</label><input class=\"form-control mb-2\" type=\"file\" id=\"file\" name=\"file\" required "
            "accept=\".csv,.txt,.tsv,.xlsx\"><p class=\"form-hint\">");
    html_msg(h, "import.file_hint");
    html(h, "</p>");
    ui_submit(h, "import.send");
    ui_form_end(h);
    ui_card_end(h);
    return ui_page_end(cx, w);
}

enum status page_import_new(struct ctx *cx, struct web *w)
{
    const struct kind *k = kind_of(cx, w);

    if (!access_may(cx, k, RIGHT_CREATE))
        return ctx_fail(cx, E_DENIED, "no right to make %s", k->id);
    return upload_form(cx, w, k);
}

/* Problems of the work with more memory, told by the request. */
static void take_over(struct ctx *cx, const struct ctx *from)
{
    for (const struct problem *p = from->problems; p != NULL; p = p->next)
        (void)ctx_problem(cx, arena_strdup(cx->mem, p->field), p->key, p->arg);
}

static enum status begin(struct ctx *cx, struct web *w, const struct kind *k, const char *name, struct str bytes,
                         const char *tab)
{
    struct import_job *job;
    struct ctx big;

    TRY(roomy(cx, &big));
    enum status st = import_new(&big, k, name, bytes, tab, &job);
    if (st == E_INVALID || st == E_FORMAT || st == E_TOOBIG) {
        take_over(cx, &big);
        w->rs->code = status_http(E_INVALID);
        return upload_form(cx, w, k);
    }
    if (st != OK)
        return ctx_fail(cx, st, "%s", big.detail != NULL ? big.detail : "import");
    return web_redirect(cx, w, "/imports/%lld", (long long)job->id);
}

enum status page_import_create(struct ctx *cx, struct web *w)
{
    const struct kind *k = kind_of(cx, w);
    const struct http_file *f = w->form.n_files > 0 ? &w->form.files[0] : NULL;

    if (!access_may(cx, k, RIGHT_CREATE))
        return ctx_fail(cx, E_DENIED, "no right to make %s", k->id);
    if (f == NULL || f->name.n == 0) {
        (void)ctx_problem(cx, "file", "problem.no_file", NULL);
        w->rs->code = status_http(E_INVALID);
        return upload_form(cx, w, k);
    }
    return begin(cx, w, k, arena_strndup(cx->mem, f->name.p, f->name.n), f->bytes, NULL);
}

/* ---- the list of imports ---- */

static void state_badge(struct ctx *cx, struct html *h, const struct import_job *job)
{
    const char *color = strcmp(job->state, "committed") == 0 ? "green"
                        : strcmp(job->state, "checked") == 0 ? "blue"
                        : strcmp(job->state, "uploaded") == 0 ? "gray"
                                                              : "orange";

    ui_badge(h, color, ui_text(cx, arena_printf(cx->mem, "import.state.%s", job->state)));
}

static void job_row(struct ctx *cx, struct html *h, const struct import_job *job)
{
    html(h, "<tr><td><a href=\"/imports/");
    html_int(h, job->id);
    html(h, "\">");
    html_text(h, job->file_name);
    html(h, "</a></td><td>");
    html_text(h, label_text(&job->kind->plural, cx->lang));
    html(h, "</td><td>");
    state_badge(cx, h, job);
    html(h, "</td><td class=\"number\">");
    html_number(h, job->total);
    html(h, "</td><td class=\"minor\">");
    html_text(h, job->by_name);
    html(h, "</td><td class=\"minor\">");
    html_instant(h, job->at);
    html(h, "</td></tr>");
}

enum status page_import_list(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct import_job *jobs;
    size_t n;

    TRY(import_list(cx, 100, &jobs, &n));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "import.all", .active = "registers"});
    ui_page_body(w);
    ui_card_begin_plain(h, NULL);
    if (n == 0)
        ui_empty(h, "table-import", "import.none", "import.none_text", "/registers", "menu.registers");
    const struct ui_column columns[] = {{.label = ui_text(cx, "import.file")},
        {.label = ui_text(cx, "import.register")}, {.label = ui_text(cx, "list.state")},
        {.label = ui_text(cx, "import.total"), .number = true},
        {.label = ui_text(cx, "import.by"), .minor = true}, {.label = ui_text(cx, "import.at"), .minor = true}};
    if (n > 0)
        ui_table_begin(h, columns, 6);
    for (size_t i = 0; i < n; i++)
        job_row(cx, h, &jobs[i]);
    if (n > 0)
        ui_table_end(h);
    ui_card_end(h);
    return ui_page_end(cx, w);
}

/* ---- one import: what the file is ---- */

static void notes(struct ctx *cx, struct html *h, const struct sheet *s)
{
    if (s->charset != NULL && strcmp(s->charset, "windows-1258") == 0)
        ui_alert_key(h, UI_WARN, "import.note_charset", s->charset);
    if (s->is_1904)
        ui_alert_key(h, UI_INFO, "import.note_1904", NULL);
    if (s->n_formulas > 0)
        ui_alert_key(h, UI_INFO, "import.note_formulas", arena_printf(cx->mem, "%zu", s->n_formulas));
    if (s->n_merged > 0)
        ui_alert_key(h, UI_WARN, "import.note_merged", arena_printf(cx->mem, "%zu", s->n_merged));
}

static void other_tabs(struct ctx *cx, struct web *w, const struct import_job *job, const struct sheet *s)
{
    struct html *h = &w->h;

    if (s->n_tabs < 2)
        return;
    struct ui_option *options = arena_alloc(cx->mem, s->n_tabs * sizeof *options);
    for (size_t i = 0; i < s->n_tabs; i++)
        options[i] = (struct ui_option){s->tabs[i], s->tabs[i]};
    ui_card_begin(h, NULL);
    ui_form_begin(w, arena_printf(cx->mem, "/imports/%lld/tab", (long long)job->id), NULL);
    ui_field(h, &(struct ui_field){.name = "tab", .label = ui_text(cx, "import.tab"), .type = "select", .value = s->tab,
        .options = options, .n_options = s->n_tabs, .required = true, .width = 6});
    ui_submit(h, "import.other_tab");
    ui_form_end(h);
    ui_card_end(h);
}

/* ---- columns to fields ---- */

static void samples(struct html *h, const struct sheet *s, size_t column)
{
    size_t shown = 0;

    html(h, "<td class=\"minor text-secondary\">");
    for (size_t i = 1; i < s->n && shown < SAMPLES; i++) {
        struct str t = column < s->at[i].n ? s->at[i].at[column].text : str_of(NULL);

        if (t.n == 0)
            continue;
        if (shown++ > 0)
            html(h, " · ");
        html_str(h, t.n > 60 ? str_sub(t, 0, 60) : t);
    }
    html(h, "</td>");
}

static void map_row(struct ctx *cx, struct html *h, const struct import_job *job, const struct sheet *s, size_t i,
                    const struct import_target *targets, size_t n)
{
    html(h, "<tr><td><label for=\"map");
    html_int(h, (int64_t)i);
    html(h, "\">");
    html_text(h, *job->columns[i].heading != 0 ? job->columns[i].heading : sheet_column_name(cx, i));
    html(h, "</label></td>");
    samples(h, s, i);
    html(h, "<td><select class=\"form-select\" name=\"map\" id=\"map");
    html_int(h, (int64_t)i);
    html(h, "\"><option value=\"\">");
    html_msg(h, "import.leave_out");
    html(h, "</option>");
    for (size_t t = 0; t < n; t++) {
        html(h, "<option value=\"");
        html_attr(h, targets[t].id);
        html(h, "\"");
        if (strcmp(targets[t].id, job->columns[i].target) == 0)
            html(h, " selected");
        html(h, ">");
        html_text(h, targets[t].label);
        if (targets[t].required)
            html(h, " *");
        html(h, "</option>");
    }
    html(h, "</select></td></tr>");
}

static void mode_field(struct ctx *cx, struct html *h, const struct import_job *job)
{
    struct ui_option options[IMPORT_MODE__MAX];
    struct buf key;

    buf_init(&key, cx->mem, 1000);
    buf_add_c(&key, "");
    for (unsigned i = 0; i < job->kind->key.n; i++) {
        const struct field *f = kind_field(job->kind, job->kind->key.at[i]);
        buf_printf(&key, "%s%s", key.n > 0 ? " + " : "",
            f != NULL ? label_text(&f->label, cx->lang) : job->kind->key.at[i]);
    }
    for (int m = 0; m < IMPORT_MODE__MAX; m++)
        options[m] = (struct ui_option){import_mode_name((enum import_mode)m),
            ui_text(cx, arena_printf(cx->mem, "import.mode.%s", import_mode_name((enum import_mode)m)))};
    ui_field(h, &(struct ui_field){.name = "mode", .label = ui_text(cx, "import.mode"), .type = "select",
        .value = import_mode_name(job->mode), .options = options, .n_options = IMPORT_MODE__MAX, .required = true,
        .help = key.n > 0 ? i18n_fill(cx, "import.mode_help", buf_str(&key).p) : ui_text(cx, "import.mode_no_key")});
}

static void map_form(struct ctx *cx, struct web *w, const struct import_job *job, const struct sheet *s)
{
    const struct ui_column columns[] = {{.label = ui_text(cx, "import.column")},
        {.label = ui_text(cx, "import.sample"), .minor = true}, {.label = ui_text(cx, "import.field")}};
    struct html *h = &w->h;
    struct import_target *targets;
    size_t n;

    import_targets(cx, job->kind, &targets, &n);
    ui_form_begin(w, arena_printf(cx->mem, "/imports/%lld/check", (long long)job->id), NULL);
    ui_card_begin_plain(h, ui_text(cx, "import.step_map"));
    ui_table_begin(h, columns, 3);
    for (size_t i = 0; i < job->n_columns; i++)
        map_row(cx, h, job, s, i, targets, n);
    ui_table_end(h);
    html(h, "<div class=\"card-body\">");
    mode_field(cx, h, job);
    ui_submit(h, "import.check");
    html(h, "</div>");
    ui_card_end(h);
    ui_form_end(h);
}

/* ---- what came out ---- */

static void counts(struct ctx *cx, struct html *h, const struct import_job *job)
{
    const struct {
        const char *key;
        int64_t n;
    } all[] = {{"import.created", job->created}, {"import.updated", job->updated}, {"import.skipped", job->skipped},
        {"import.invalid", job->invalid}};

    ui_row_begin(h);
    for (size_t i = 0; i < 4; i++) {
        ui_col_begin(h, 3);
        ui_stat(h, ui_text(cx, all[i].key), arena_printf(cx->mem, "%lld", (long long)all[i].n), NULL, NULL);
        ui_col_end(h);
    }
    ui_row_end(h);
}

/* Which values would have been right: who cannot see the list cannot mend the file. */
static void values_of(struct ctx *cx, struct html *h, const struct field *f)
{
    size_t n = 0;
    const struct ui_option *all = f->type == FT_ENUM || f->type == FT_MULTI ? ui_record_options(cx, f, NULL, &n) : NULL;

    if (n == 0 || n > VALUES_SHOWN)
        return;
    html(h, "<details class=\"small\"><summary>");
    html_msg(h, "import.values");
    html(h, "</summary>");
    for (size_t i = 0; i < n; i++) {
        html_text(h, i > 0 ? " · " : "");
        html_text(h, all[i].label);
    }
    html(h, "</details>");
}

static void reasons(struct ctx *cx, struct html *h, const struct import_job *job, const struct problem *p)
{
    for (; p != NULL; p = p->next) {
        const struct field *f = kind_field(job->kind, p->field);

        html(h, "<div>");
        if (*p->field != 0) {
            html(h, "<strong>");
            html_text(h, f != NULL ? label_text(&f->label, cx->lang) : p->field);
            html(h, ":</strong> ");
        }
        html_text(h, ui_problem_text(cx, p));
        if (f != NULL && strcmp(p->key, "problem.not_in_list") == 0)
            values_of(cx, h, f);
        html(h, "</div>");
    }
}

static enum status bad_rows(struct ctx *cx, struct html *h, const struct import_job *job)
{
    const struct ui_column columns[] = {{.label = ui_text(cx, "import.total"), .number = true},
        {.label = ui_text(cx, "import.first_line"), .number = true}, {.label = ui_text(cx, "import.reasons")}};
    struct import_reason *all;
    size_t n;

    if (job->invalid == 0 || job->by_user != cx->who.user_id) /* the reasons name what was typed */
        return OK;
    TRY(import_reasons(cx, job, REASONS_SHOWN, &all, &n));
    ui_card_begin_plain(h, ui_text(cx, "import.bad_rows"));
    ui_table_begin(h, columns, 3);
    for (size_t i = 0; i < n; i++) {
        html(h, "<tr><td class=\"number\">");
        html_number(h, all[i].rows);
        html(h, "</td><td class=\"number\">");
        html_int(h, all[i].first_line);
        html(h, "</td><td>");
        reasons(cx, h, job, all[i].problems);
        html(h, "</td></tr>");
    }
    ui_table_end(h);
    html(h, "<div class=\"card-footer\">");
    if (n == REASONS_SHOWN) {
        html_msg(h, "import.more");
        html(h, " ");
    }
    ui_link_button(h, arena_printf(cx->mem, "/imports/%lld/bad", (long long)job->id), "download", "import.bad_csv",
        false);
    html(h, "</div>");
    ui_card_end(h);
    return OK;
}

/* Looks again every second by htmx; without script by the link. */
static void running(struct ctx *cx, struct html *h, const struct import_job *job, int64_t done, int64_t total)
{
    const char *here = arena_printf(cx->mem, "/imports/%lld", (long long)job->id);
    int percent = total > 0 ? (int)(done * 100 / total) : 0;

    html(h, "<div id=\"import-run\" hx-get=\"");
    html_href(h, str_of(here));
    html(h, "\" hx-trigger=\"every 1s\" hx-target=\"#import\" hx-select=\"#import\" hx-swap=\"outerHTML\" "
            "aria-live=\"polite\">");
    ui_card_begin_key(h, "import.running");
    ui_progress(h, percent, arena_printf(cx->mem, "%lld / %lld", (long long)done, (long long)total));
    html(h, "<p class=\"mt-2 mb-0\"><a href=\"");
    html_href(h, str_of(here));
    html(h, "\">");
    html_msg(h, "import.look");
    html(h, "</a></p>");
    ui_card_end(h);
    html(h, "</div>");
}

static void next_steps(struct ctx *cx, struct web *w, const struct import_job *job)
{
    const char *here = arena_printf(cx->mem, "/imports/%lld", (long long)job->id);
    struct html *h = &w->h;

    if (job->by_user != cx->who.user_id)
        return;
    html(h, "<div class=\"btn-list my-3\">");
    if (strcmp(job->state, "checked") == 0 && job->created + job->updated > 0)
        ui_post_button(w, arena_printf(cx->mem, "%s/commit", here), "device-floppy", "import.commit", "primary");
    if (strcmp(job->state, "committed") == 0) {
        ui_link_button(h, arena_printf(cx->mem, "/%s", job->kind->id), "list", "action.list", true);
        ui_post_button(w, arena_printf(cx->mem, "%s/take-back", here), "arrow-back-up", "import.take_back", "danger");
    }
    html(h, "</div>");
}

static enum status steps(struct ctx *cx, struct web *w, const struct import_job *job)
{
    bool open = strcmp(job->state, "uploaded") == 0 || strcmp(job->state, "checked") == 0;
    bool own = job->by_user == cx->who.user_id;
    struct html *h = &w->h;
    struct sheet *s;
    struct ctx big;

    if (job->note != NULL)
        ui_alert_key(h, UI_BAD, i18n_has(job->note) ? job->note : "err.bug", NULL);
    if (strcmp(job->state, "uploaded") != 0) {
        ui_alert_key(h, strcmp(job->state, "committed") == 0 ? UI_GOOD : UI_INFO,
            arena_printf(cx->mem, "import.said.%s", job->state), NULL);
        counts(cx, h, job);
        next_steps(cx, w, job);
        TRY(bad_rows(cx, h, job));
    }
    if (!open || !own)
        return OK;
    TRY(roomy(cx, &big));
    TRY(import_sheet(&big, job, &s));
    notes(cx, h, s);
    other_tabs(cx, w, job, s);
    map_form(cx, w, job, s);
    return OK;
}

static enum status show(struct ctx *cx, struct web *w, const struct import_job *job)
{
    struct html *h = &w->h;
    int64_t done = 0, total = 0;

    ui_page_begin(cx, w, &(struct ui_page){.title = i18n_fill(cx, "import.of", job->file_name),
        .over = label_text(&job->kind->plural, cx->lang), .over_href = arena_printf(cx->mem, "/%s", job->kind->id),
        .active = job->kind->id, .script = "htmx.min.js"});
    ui_link_button(h, "/imports", "history", "import.all", false);
    ui_page_body(w);
    html(h, "<div id=\"import\">");
    ui_problems(cx, h);
    if (import_desk_looks(web_session_desk(w->app), job->id, &done, &total))
        running(cx, h, job, done, total);
    else
        TRY(steps(cx, w, job));
    html(h, "</div>");
    return ui_page_end(cx, w);
}

static enum status load(struct ctx *cx, const struct web *w, struct import_job **ret_job)
{
    return import_load(cx, web_arg_int(w, "id"), ret_job);
}

enum status page_import_show(struct ctx *cx, struct web *w)
{
    struct import_job *job;

    TRY(load(cx, w, &job));
    return show(cx, w, job);
}

/* ---- what is pressed ---- */

static enum status run(struct ctx *cx, struct web *w, struct import_job *job, bool commit)
{
    struct ctx big;

    TRY(roomy(cx, &big));
    enum status st = import_desk_run(&big, web_session_desk(w->app), job, commit);
    if (st == E_BUSY)
        web_flash(cx, w, "flash.import_busy", NULL);
    else if (st != OK)
        return ctx_fail(cx, st, "%s", big.detail != NULL ? big.detail : "import");
    return web_redirect(cx, w, "/imports/%lld", (long long)job->id);
}

enum status page_import_check(struct ctx *cx, struct web *w)
{
    struct import_job *job;
    enum import_mode mode;
    size_t n = 0;

    TRY(load(cx, w, &job));
    const char **targets = arena_alloc(cx->mem, (job->n_columns + 1) * sizeof *targets);
    for (size_t i = 0; i < job->n_columns; i++)
        targets[i] = "";
    for (size_t i = 0; i < w->form.n && n < job->n_columns; i++)
        if (str_is(w->form.at[i].name, "map"))
            targets[n++] = arena_strndup(cx->mem, w->form.at[i].value.p, w->form.at[i].value.n);
    if (!import_mode_parse(web_param(w, "mode"), &mode))
        return ctx_fail(cx, E_USAGE, "no such mode");
    enum status st = import_map(cx, job, targets, mode);
    if (st == E_INVALID) {
        w->rs->code = status_http(st);
        return show(cx, w, job);
    }
    TRY(st);
    return run(cx, w, job, false);
}

enum status page_import_commit(struct ctx *cx, struct web *w)
{
    struct import_job *job;

    TRY(load(cx, w, &job));
    return run(cx, w, job, true);
}

enum status page_import_take_back(struct ctx *cx, struct web *w)
{
    struct import_job *job;
    int64_t kept;
    struct ctx big;

    TRY(load(cx, w, &job));
    TRY(roomy(cx, &big));
    enum status st = import_take_back(&big, job, &kept);
    if (st != OK)
        return ctx_fail(cx, st, "%s", big.detail != NULL ? big.detail : "import");
    web_flash(cx, w, kept > 0 ? "flash.import_kept" : "flash.import_back",
        arena_printf(cx->mem, "%lld", (long long)kept));
    return web_redirect(cx, w, "/imports/%lld", (long long)job->id);
}

/* The same file again, another of its sheets. */
enum status page_import_tab(struct ctx *cx, struct web *w)
{
    struct import_job *job;
    struct str bytes;
    struct ctx big;

    TRY(load(cx, w, &job));
    TRY(roomy(cx, &big));
    TRY(attach_read(&big, job->sha256, &bytes));
    return begin(cx, w, job->kind, job->file_name, bytes, web_param_text(cx, w, "tab"));
}

enum status page_import_bad(struct ctx *cx, struct web *w)
{
    struct import_job *job;
    struct buf out;
    struct ctx big;

    TRY(load(cx, w, &job));
    TRY(roomy(cx, &big));
    buf_init(&out, cx->mem, 64 << 20);
    TRY(import_bad_csv(&big, job, &out));
    return web_reply_file(cx, w, "text/csv; charset=utf-8", arena_printf(cx->mem, "%s-%lld.csv", job->kind->id,
        (long long)job->id), buf_str(&out));
}
