/* Entering and changing a record of any kind: every problem at once beside its field, nothing typed is lost, and when
   someone else saved first, his values field by field beside one's own. Not for: showing it (page_record.c). */
#include <string.h>

#include "platform/i18n.h"
#include "register/duplicate.h"
#include "register/reveal.h"
#include "rules/check.h"
#include "web/conflict_view.h"
#include "web/form_files.h"
#include "web/pages.h"
#include "web/ui_pick.h"

struct form {
    struct record *rec;
    const struct record *parent; /* of a new sub-record, or NULL */
    bool sent;                   /* values come from what was typed */
    bool conflict;               /* someone else saved first, this time */
    int64_t since;               /* the version from which clash counts */
    struct conflict *clash;      /* what he did since the form was made; NULL = nobody did anything */
    struct duplicate *twins;     /* what it may already be; the form asks before it saves */
    size_t n_twins;
    struct form_files files;
};

#define WHY "history-why" /* the word for the history; no field has such a name */

static const char *const common_names[] = {"csrf", "version", "parent", WHY, "anyway", "since", "conflict", "find",
                                           "show", "classification", "secret_no", "secret_level", "secret_custodian",
                                           "secret_place", NULL};
enum { FIRST_COMMON = 9 }; /* before it: what belongs to the form, not to the record */

/* A name that belongs to nothing is a mistake of the address or a forged form, not something to pass over. */
static enum status check_names(struct ctx *cx, const struct web *w, const struct kind *k)
{
    for (size_t i = 0; i < w->form.n; i++) {
        struct str name = w->form.at[i].name;
        bool known = ui_record_named(k, name) != NULL || form_files_named(k, name);

        if (str_starts(name, CONFLICT_CHOICE))
            name = str_sub(name, sizeof CONFLICT_CHOICE - 1, name.n);
        known = known || kind_field_n(k, name) != NULL;
        for (size_t c = 0; !known && common_names[c] != NULL; c++)
            known = str_is(name, common_names[c]);
        if (!known)
            return ctx_fail(cx, E_USAGE, "%s has no field %.*s", k->id, STR_ARGS(str_sub(name, 0, 60)));
    }
    return OK;
}

static enum status load_parent(struct ctx *cx, const struct web *w, const struct kind *k,
                               const struct record **ret_parent)
{
    struct str text = http_form_value(&w->form, "parent");
    struct record *parent;
    long long id;

    if (text.n == 0) {
        *ret_parent = NULL;
        return OK;
    }
    if (!str_int(text, &id))
        return ctx_fail(cx, E_USAGE, "parent is no id");
    TRY(record_load_parent(cx, k, id, &parent));
    *ret_parent = parent;
    return OK;
}

static enum status begin_new(struct ctx *cx, struct web *w, struct form *form)
{
    struct str id = web_arg(w, "kind");
    const struct kind *k = kind_find(arena_strndup(cx->mem, id.p, id.n));

    if (!access_may(cx, k, RIGHT_CREATE))
        return ctx_fail(cx, E_DENIED, "may not create %s", k->id);
    TRY(load_parent(cx, w, k, &form->parent));
    if (kind_is_sub(k) && form->parent == NULL)
        return ctx_fail(cx, E_USAGE, "%s needs the record it belongs to", k->id);
    form->rec = form->parent != NULL && kind_is_sub(k) ? record_new_sub(cx, k, form->parent) : record_new(cx, k);
    return OK;
}

static enum status begin_edit(struct ctx *cx, struct web *w, struct form *form)
{
    struct str id = web_arg(w, "kind");

    TRY(record_load(cx, kind_find(arena_strndup(cx->mem, id.p, id.n)), web_arg_int(w, "id"), &form->rec));
    return access_record(cx, form->rec, RIGHT_UPDATE);
}

/* ---- two editors ---- */

/* "mine", "theirs", or "" where nothing was chosen. */
static const char *chosen(struct ctx *cx, const struct web *w, const char *name)
{
    struct str s = http_form_value(&w->form, arena_printf(cx->mem, CONFLICT_CHOICE "%s", name));

    return str_is(s, "mine") ? "mine" : str_is(s, "theirs") ? "theirs" : "";
}

static bool was_asked(const struct web *w, const char *name)
{
    for (size_t i = 0; i < w->form.n; i++)
        if (str_is(w->form.at[i].name, "conflict") && str_is(w->form.at[i].value, name))
            return true;
    return false;
}

/* Must a person choose? After a save that came too late what both changed; from then on until it is saved. */
static bool needs_choice(const struct web *w, const struct form *form, const char *name)
{
    const struct conflict_field *f = conflict_of(form->clash, name);

    return form->clash != NULL && ((f != NULL && form->conflict && f->how == CONFLICT_BOTH) || was_asked(w, name));
}

static bool is_taken(const struct form *form, const char *name)
{
    const struct conflict_field *f = conflict_of(form->clash, name);

    return form->conflict && f != NULL && f->how == CONFLICT_TAKEN;
}

static void beside(struct ctx *cx, struct web *w, const struct form *form, const char *name, const char *label)
{
    if (needs_choice(w, form, name))
        conflict_view_choice(cx, &w->h, form->clash, name, label, form->conflict ? "" : chosen(cx, w, name));
    else if (is_taken(form, name))
        conflict_view_taken(&w->h, conflict_of(form->clash, name));
}

/* ---- showing ---- */

static const char *value_of(struct ctx *cx, const struct web *w, const struct form *form, const struct field *f)
{
    const char *typed;

    if (form->sent && !is_taken(form, f->id) && ui_record_typed(cx, &w->form, f, &typed))
        return typed;
    return record_get(form->rec, f->id);
}

/* Part of the form: what was typed so far comes back with the value shown. */
static void reveal_button(struct ctx *cx, struct html *h, const struct field *f)
{
    html(h, " <button class=\"btn btn-sm d-print-none\" type=\"submit\" formnovalidate name=\"show\" value=\"");
    html_attr(h, f->id);
    html(h, "\" aria-label=\"");
    html_attr(h, i18n_fill(cx, "reveal.show_one", label_text(&f->label, cx->lang)));
    html(h, "\">");
    ui_icon(h, "eye");
    html_msg(h, "reveal.show_to_change");
    html(h, "</button>");
}

/* Asked for now: always, from the record's state on, or because a condition holds for what stands in the form. */
static bool is_required(struct ctx *cx, const struct form *form, const struct field *f)
{
    const struct record *rec = form->rec;
    int now = rec->state == NULL ? 0 : kind_state(rec->kind, rec->state);
    bool yes = false;

    if (f->required_state >= 0 && now >= f->required_state && rec->kind->n_states > 0 &&
        !rec->kind->states[now < 0 ? 0 : now].side)
        return true;
    return check_required(cx, rec, f, -1, &yes) == OK && yes;
}

static bool has_input(const struct field *f)
{
    return ui_record_is_input(f) || form_files_is(f);
}

/* What the program works out or gives: read only, with the way it does so. */
static void given(struct ctx *cx, struct html *h, const struct record *rec, const struct field *f)
{
    const char *value = record_show(cx, rec, f);

    html(h, "<div class=\"mb-3 col-12 col-md-6\"><span class=\"form-label\">");
    html_text(h, label_text(&f->label, cx->lang));
    html(h, "</span><output class=\"form-control-plaintext\">");
    html_text(h, *value != '\0' ? value : "—");
    html(h, "</output><small class=\"form-hint\">");
    const char *from = f->calc == NULL ? NULL : ui_record_made_of(cx, rec->kind, f->calc);
    if (from != NULL)
        html_msg1(h, "form.calculated_from", from);
    else if (f->calc != NULL)
        html_msg(h, "form.calculated");
    else
        html_msg(h, f->number_at != NULL ? "form.numbered_later" : "form.numbered");
    html(h, "</small></div>");
}

static enum status field(struct ctx *cx, struct web *w, const struct form *form, const struct field *f)
{
    struct html *h = &w->h;

    if (f->calc != NULL || f->number != NULL)
        given(cx, h, form->rec, f);
    if (!has_input(f))
        return OK;
    const char *typed;
    bool own = form->sent && ui_record_typed(cx, &w->form, f, &typed); /* back comes what one typed oneself */

    if (ui_record_is_masked(cx, form->rec, f) && !(own && access_may_show(cx, form->rec, f))) {
        html(h, "<div class=\"mb-3 col-12 col-md-6\"><span class=\"form-label\">");
        html_text(h, label_text(&f->label, cx->lang));
        html(h, "</span><div class=\"form-control-plaintext\">•••");
        if (access_may_show(cx, form->rec, f))
            reveal_button(cx, h, f);
        html(h, "</div></div>");
        return OK;
    }
    if (form_files_is(f))
        return form_files_input(cx, w, form->rec, f, &form->files, is_required(cx, form, f));
    beside(cx, w, form, f->id, label_text(&f->label, cx->lang));
    ui_record_input(cx, w, form->rec->kind, f, value_of(cx, w, form, f), ui_problem_of(cx, f->id),
                    is_required(cx, form, f));
    return OK;
}

static bool is_in(const struct field *f, const char *section)
{
    return section == NULL ? f->section == NULL : f->section != NULL && strcmp(f->section, section) == 0;
}

/* A new record shows what is asked for now; what comes later in its life is folded until it holds something. */
static bool is_later(struct ctx *cx, const struct web *w, const struct form *form, const char *section)
{
    const struct kind *k = form->rec->kind;

    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];

        if (!is_in(f, section) || !has_input(f))
            continue;
        const char *typed = value_of(cx, w, form, f);
        bool by_default = f->default_text != NULL && !form->sent;
        if ((is_required(cx, form, f) && !by_default) || ui_problem_of(cx, f->id) != NULL ||
            ui_pick_asked_for(w, f) || form_files_any(&form->files, f) || (typed != NULL && *typed != 0 && !by_default))
            return false;
    }
    return form->rec->id == 0 && section != NULL && k->n_states > 1;
}

static enum status section(struct ctx *cx, struct web *w, const struct form *form, const char *id, const char *label)
{
    const struct kind *k = form->rec->kind;
    struct html *h = &w->h;
    bool any = false;

    for (unsigned i = 0; i < k->n_fields; i++)
        any = any || (is_in(&k->fields[i], id) && has_input(&k->fields[i]));
    if (!any)
        return OK;
    bool later = is_later(cx, w, form, id);
    if (later) {
        html(h, "<details class=\"card mb-3 section-later\"><summary class=\"card-header card-title mb-0\">");
        html_text(h, label);
        html(h, "</summary><fieldset class=\"border-0\"><legend class=\"visually-hidden\">");
        html_text(h, label);
        html(h, "</legend>");
    } else {
        html(h, "<fieldset class=\"card mb-3\">");
        if (label != NULL) {
            html(h, "<legend class=\"card-header card-title mb-0\">");
            html_text(h, label);
            html(h, "</legend>");
        }
    }
    html(h, "<div class=\"card-body\"><div class=\"row\">");
    for (unsigned i = 0; i < k->n_fields; i++)
        if (is_in(&k->fields[i], id))
            TRY(field(cx, w, form, &k->fields[i]));
    html(h, "</div></div></fieldset>");
    if (later)
        html(h, "</details>");
    return OK;
}

/* Of the record as a whole; those of its fields stand at their fields. */
static enum status files(struct ctx *cx, struct web *w, const struct form *form)
{
    ui_card_begin_key(&w->h, "record.files");
    html(&w->h, "<div class=\"row\">");
    TRY(form_files_input(cx, w, form->rec, NULL, &form->files, false));
    html(&w->h, "</div>");
    ui_card_end(&w->h);
    return OK;
}

static const char *common_value(struct ctx *cx, const struct web *w, const struct form *form, const char *name,
                                const char *stored)
{
    if (form->sent && !is_taken(form, name) && http_form_has(&w->form, name)) {
        struct str s = http_form_value(&w->form, name);
        return arena_strndup(cx->mem, s.p, s.n);
    }
    return stored;
}

static void protection(struct ctx *cx, struct web *w, const struct form *form)
{
    const struct record *rec = form->rec;
    struct html *h = &w->h;
    struct ui_option levels[] = {{"public", ui_text(cx, "class.public")}, {"internal", ui_text(cx, "class.internal")},
                                 {"restricted", ui_text(cx, "class.restricted")},
                                 {"secret_ref", ui_text(cx, "class.secret_ref")}};
    const struct {
        const char *name, *key, *stored;
    } paper[] = {{"secret_no", "class.secret_no", rec->secret_no},
                 {"secret_level", "class.secret_level", rec->secret_level},
                 {"secret_custodian", "class.secret_custodian", rec->secret_custodian},
                 {"secret_place", "class.secret_place", rec->secret_place}};

    html(h, "<details class=\"card mb-3\"");
    bool asked = false;
    for (size_t i = FIRST_COMMON; common_names[i] != NULL; i++)
        asked = asked || needs_choice(w, form, common_names[i]) || is_taken(form, common_names[i]);
    if (rec->secret_no != NULL || ui_problem_of(cx, "classification") != NULL || asked)
        html(h, " open");
    html(h, "><summary class=\"card-header\">");
    html_msg(h, "class.title");
    html(h, "</summary><div class=\"card-body\"><div class=\"row\">");
    beside(cx, w, form, "classification", ui_text(cx, "class.level"));
    ui_field(h, &(struct ui_field){.name = "classification", .label = ui_text(cx, "class.level"), .type = "select",
                                   .value = common_value(cx, w, form, "classification", rec->classification),
                                   .options = levels, .n_options = 4, .required = true, .width = 6,
                                   .help = ui_text(cx, "class.help"), .error = ui_problem_of(cx, "classification")});
    for (size_t i = 0; i < 4; i++) {
        beside(cx, w, form, paper[i].name, ui_text(cx, paper[i].key));
        ui_field(h, &(struct ui_field){.name = paper[i].name, .label = ui_text(cx, paper[i].key), .type = "text",
                                       .value = common_value(cx, w, form, paper[i].name, paper[i].stored), .max = 200,
                                       .error = ui_problem_of(cx, paper[i].name), .width = 6});
    }
    html(h, "</div></div></details>");
}

/* "Did you mean": what stands there already under this key or under a near name, each a link. */
static void twins(struct ctx *cx, struct html *h, const struct record *rec, const struct duplicate *at, size_t n)
{
    const struct kind *k = rec->kind;
    bool may_merge = rec->id != 0 && access_may(cx, k, RIGHT_DELETE);

    if (n == 0)
        return;
    html(h, "<div class=\"alert alert-warning\" role=\"status\"><div><h2 class=\"alert-title\">");
    html_msg(h, "form.twins");
    html(h, "</h2><ul class=\"mb-0\">");
    for (size_t i = 0; i < n; i++) {
        const struct field *f = kind_field(k, at[i].field);

        html(h, "<li><a target=\"_blank\" href=\"");
        html_href(h, str_of(ui_record_href(cx, at[i].kind, at[i].id)));
        html(h, "\">");
        html_text(h, at[i].title);
        html(h, "</a> <span class=\"text-secondary\">");
        html_text(h, label_text(&at[i].kind->label, cx->lang));
        html(h, " · ");
        if (at[i].spelling == NULL)
            html_msg(h, "form.same_key");
        else
            html_msg1(h, "form.near_name", at[i].spelling);
        if (f != NULL) {
            html(h, " (");
            html_text(h, label_text(&f->label, cx->lang));
            html(h, ")");
        }
        html(h, "</span>");
        if (may_merge && at[i].kind == k) {
            html(h, " <a href=\"");
            html_href(h, str_of(arena_printf(cx->mem, "/%s/%lld/merge?with=%lld", k->id, (long long)at[i].id,
                                             (long long)rec->id)));
            html(h, "\">");
            html_msg(h, "merge.begin");
            html(h, "</a>");
        }
        html(h, "</li>");
    }
    html(h, "</ul></div></div>");
}

/* Where the warning stands; while names are typed the page's script asks for it again. */
static void twins_box(struct ctx *cx, struct web *w, const struct form *form)
{
    const struct kind *k = form->rec->kind;
    struct html *h = &w->h;

    html(h, "<div id=\"twins\" aria-live=\"polite\"");
    if (k->names.n > 0) {
        html(h, " hx-get=\"/");
        html_attr(h, k->id);
        html(h, "/near?except=");
        html_int(h, form->rec->id);
        html(h, "\" hx-trigger=\"");
        for (unsigned i = 0; i < k->names.n; i++) {
            html_attr(h, i > 0 ? ", " : "");
            html(h, "input changed delay:400ms from:#f-");
            html_attr(h, k->names.at[i]);
        }
        html(h, "\" hx-include=\"");
        for (unsigned i = 0; i < k->names.n; i++) {
            html_attr(h, i > 0 ? ", " : "");
            html(h, "#f-");
            html_attr(h, k->names.at[i]);
        }
        html(h, "\"");
    }
    html(h, ">");
    twins(cx, h, form->rec, form->twins, form->n_twins);
    html(h, "</div>");
}

/* Of the word for the history, also where it was asked for to show what is masked. */
static const char *why_problem(struct ctx *cx, const struct kind *k)
{
    const char *said = ui_problem_of(cx, WHY);

    return said == NULL && kind_field(k, "why") == NULL ? ui_problem_of(cx, "why") : said;
}

static enum status show(struct ctx *cx, struct web *w, struct form *form)
{
    const struct record *rec = form->rec;
    const struct kind *k = rec->kind;
    struct html *h = &w->h;
    bool is_new = rec->id == 0;

    TRY(form_files_wait(cx, k, &form->files));
    const char *back = form->parent != NULL ? ui_record_href(cx, form->parent->kind, form->parent->id)
                       : is_new             ? arena_printf(cx->mem, "/%s", k->id)
                                            : ui_record_href(cx, k, rec->id);
    const char *action = is_new ? arena_printf(cx->mem, "/%s/new", k->id)
                                : arena_printf(cx->mem, "/%s/%lld/edit", k->id, (long long)rec->id);

    ui_page_begin(cx, w, &(struct ui_page){
        .title = is_new ? i18n_fill(cx, "form.new", label_text(&k->label, cx->lang)) : rec->title,
        .over = form->parent != NULL ? form->parent->title : label_text(&k->plural, cx->lang), .over_href = back,
        .active = form->parent != NULL ? form->parent->kind->id : k->id,
        .script = k->names.n > 0 ? "htmx.min.js" : NULL});
    ui_page_body(w);
    if (form->conflict)
        ui_alert_key(h, UI_WARN, "form.conflict", NULL);
    ui_record_problems(cx, h, k, true);
    ui_form_begin_upload(w, action, "record-form");
    ui_pick_enter(h);
    html(h, "<input type=\"hidden\" name=\"version\" value=\"");
    html_int(h, rec->version);
    html(h, "\">");
    if (form->clash != NULL) {
        html(h, "<input type=\"hidden\" name=\"since\" value=\"");
        html_int(h, form->since);
        html(h, "\">");
    }
    if (form->parent != NULL) {
        html(h, "<input type=\"hidden\" name=\"parent\" value=\"");
        html_int(h, form->parent->id);
        html(h, "\">");
    }
    twins_box(cx, w, form);
    TRY(section(cx, w, form, NULL, NULL));
    for (unsigned i = 0; i < k->n_sections; i++)
        TRY(section(cx, w, form, k->sections[i].id, label_text(&k->sections[i].label, cx->lang)));
    TRY(files(cx, w, form));
    if (!kind_is_sub(k))
        protection(cx, w, form);
    html(h, "<div class=\"card mb-3 save-bar\"><div class=\"card-body py-3\">");
    if (!is_new)
        ui_field(h, &(struct ui_field){.name = WHY, .label = ui_text(cx, "form.why"), .type = "text", .max = 200,
                                       .value = common_value(cx, w, form, WHY, NULL),
                                       .help = ui_text(cx, "form.why_help"), .error = why_problem(cx, k)});
    html(h, "<div class=\"btn-list\">");
    if (form->n_twins > 0 || http_form_has(&w->form, "anyway"))
        ui_submit_as(h, "anyway", "yes", "form.save_anyway", "primary");
    else
        ui_submit(h, is_new ? "action.create" : "action.save");
    ui_link_button(h, back, "x", "action.cancel", false);
    html(h, "</div></div></div>");
    ui_form_end(h);
    return ui_page_end(cx, w);
}

enum status page_form_new(struct ctx *cx, struct web *w)
{
    struct form form = {0};

    TRY(check_names(cx, w, kind_find(arena_strndup(cx->mem, web_arg(w, "kind").p, web_arg(w, "kind").n))));
    TRY(begin_new(cx, w, &form));
    form.sent = true; /* values in the address fill the form: links such as "new agreement with this partner" */
    return show(cx, w, &form);
}

enum status page_form_edit(struct ctx *cx, struct web *w)
{
    struct form form = {0};

    TRY(begin_edit(cx, w, &form));
    return show(cx, w, &form);
}

/* While a name is typed: the records that are nearly called so. */
enum status page_form_near(struct ctx *cx, struct web *w)
{
    struct str id = web_arg(w, "kind");
    const struct kind *k = kind_find(arena_strndup(cx->mem, id.p, id.n));
    struct record *rec = record_new(cx, k);
    struct duplicate *at;
    const char *typed;
    struct str page;
    long long except = 0;
    size_t n;

    if (!access_may(cx, k, RIGHT_READ))
        return ctx_fail(cx, E_DENIED, "no right to %s", k->id);
    (void)str_int(http_form_value(&w->form, "except"), &except);
    rec->id = except > 0 ? except : 0;
    for (unsigned i = 0; i < k->names.n; i++) {
        const struct field *f = kind_field(k, k->names.at[i]);
        if (ui_record_typed(cx, &w->form, f, &typed))
            record_set(cx, rec, f->id, typed);
    }
    ctx_clear(cx);
    TRY(duplicate_find(cx, rec, &at, &n));
    html_init(&w->h, cx->mem, cx->lang);
    twins(cx, &w->h, rec, at, n);
    TRY(html_done(&w->h, &page));
    return web_reply(w, "text/html; charset=utf-8", page);
}

/* ---- saving ---- */

/* What was typed counts, unless the other one's value was chosen. A choice that was asked for must be made. */
static bool keeps_mine(struct ctx *cx, const struct web *w, const char *name)
{
    const char *choice = chosen(cx, w, name);

    if (was_asked(w, name) && *choice == '\0')
        (void)ctx_problem(cx, arena_strdup(cx->mem, name), "problem.choose", NULL);
    return strcmp(choice, "theirs") != 0;
}

static void take(struct ctx *cx, struct web *w, struct record *rec)
{
    const struct kind *k = rec->kind;
    const char *typed;

    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];

        if (ui_record_is_input(f) && keeps_mine(cx, w, f->id) &&
            ui_record_typed(cx, &w->form, f, &typed))
            record_set(cx, rec, f->id, typed);
    }
    for (size_t i = FIRST_COMMON; common_names[i] != NULL; i++)
        if (http_form_has(&w->form, common_names[i]) && keeps_mine(cx, w, common_names[i]))
            record_set_n(cx, rec, common_names[i], http_form_value(&w->form, common_names[i]));
}

static enum status save(struct ctx *cx, struct web *w, struct form *form)
{
    struct str version = http_form_value(&w->form, "version"), why = http_form_value(&w->form, WHY);
    struct record *rec = form->rec;
    long long n;

    if (rec->id != 0 && (!str_int(version, &n) || n < 1))
        return ctx_fail(cx, E_USAGE, "the version that was edited is missing");
    if (rec->id != 0)
        record_expect(rec, n);
    take(cx, w, rec);
    if (cx->problems == NULL && !http_form_has(&w->form, "anyway")) {
        TRY(duplicate_find(cx, rec, &form->twins, &form->n_twins));
        if (form->n_twins > 0) { /* the user is asked, and told what else is missing; files come with the save */
            enum status st = form->files.n > 0 ? OK : check_record(cx, rec);
            return st == OK ? E_INVALID : st;
        }
    }
    return form_files_save(cx, rec, &form->files, why.n > 0 ? arena_strndup(cx->mem, why.p, why.n) : NULL);
}

/* What the other one did since the form was made; kept beside the fields until it is saved. */
static enum status look_again(struct ctx *cx, struct web *w, struct form *form, enum status st)
{
    bool again = st == E_CONFLICT && form->rec->id != 0;
    long long since = 0;

    if (!str_int(http_form_value(&w->form, again ? "version" : "since"), &since) || since < 1 || form->rec->id == 0)
        return OK;
    form->clash = arena_new_of(cx->mem, struct conflict);
    form->since = since;
    form->conflict = again;
    return conflict_find(cx, form->rec, since, form->clash);
}

static enum status finish(struct ctx *cx, struct web *w, struct form *form, enum status st)
{
    const struct record *rec = form->rec;
    struct record *fresh;

    if (st == E_STATE && cx->problems == NULL) /* it became final meanwhile, or needs a reason: the form stays */
        (void)ctx_problem(cx, WHY, status_key(st), NULL);
    if (st == E_INVALID || st == E_CONFLICT || st == E_STATE) {
        form->sent = true;
        TRY(look_again(cx, w, form, st));
        w->rs->code = form->n_twins > 0 ? 409 : status_http(st);
        if (st == E_CONFLICT) { /* the next try is against what stands there now */
            TRY(record_load(cx, rec->kind, rec->id, &fresh));
            form->rec = fresh;
        }
        return show(cx, w, form);
    }
    TRY(st);
    web_flash(cx, w, rec->version == 1 ? "flash.created" : "flash.saved", rec->title);
    if (form->parent != NULL)
        return web_redirect(cx, w, "/%s/%lld", form->parent->kind->id, (long long)form->parent->id);
    if (kind_is_sub(rec->kind) && rec->parent_kind != NULL)
        return web_redirect(cx, w, "/%s/%lld", rec->parent_kind, (long long)rec->parent_id);
    return web_redirect(cx, w, "/%s/%lld", rec->kind->id, (long long)rec->id);
}

/* The form again with what was found, and all that was typed. */
static enum status look_for(struct ctx *cx, struct web *w, struct form *form)
{
    form->sent = true;
    TRY(look_again(cx, w, form, OK));
    return show(cx, w, form);
}

enum status page_form_create(struct ctx *cx, struct web *w)
{
    struct form form = {0};

    TRY(begin_new(cx, w, &form));
    TRY(check_names(cx, w, form.rec->kind));
    TRY(form_files_read(cx, w, form.rec, &form.files));
    if (ui_pick_asked(w, form.rec->kind))
        return look_for(cx, w, &form);
    return finish(cx, w, &form, save(cx, w, &form));
}

/* Nothing is saved: the same form, with what was typed and with the value that was asked for. */
static enum status show_masked(struct ctx *cx, struct web *w, struct form *form)
{
    struct str why = http_form_value(&w->form, WHY);

    form->sent = true;
    enum status st = reveal_begin(cx, &(struct reveal_ask){.kind = form->rec->kind, .record_id = form->rec->id,
                                                           .fields = http_form_value(&w->form, "show"), .way = "form",
                                                           .why = arena_strndup(cx->mem, why.p, why.n)});
    if (st != OK && st != E_INVALID)
        return st;
    if (st == E_INVALID)
        w->rs->code = status_http(st);
    TRY(look_again(cx, w, form, E_INVALID));
    return show(cx, w, form);
}

enum status page_form_save(struct ctx *cx, struct web *w)
{
    struct form form = {0};

    TRY(begin_edit(cx, w, &form));
    TRY(check_names(cx, w, form.rec->kind));
    TRY(form_files_read(cx, w, form.rec, &form.files));
    if (ui_pick_asked(w, form.rec->kind))
        return look_for(cx, w, &form);
    if (http_form_has(&w->form, "show"))
        return show_masked(cx, w, &form);
    return finish(cx, w, &form, save(cx, w, &form));
}
