/* See form_files.h. Without scripts: a browser never sends a chosen file twice, so what could not be saved is kept here
   and comes back as a box that is ticked; who takes the tick off takes the file out. */
#include "web/form_files.h"

#include <string.h>

#include "platform/i18n.h"
#include "web/web_session.h"

enum { MOST_NUMBERS = 200 };

bool form_files_is(const struct field *f)
{
    return (f->type == FT_FILE || f->type == FT_FILES) && !f->ended;
}

/* "scan.kept" with ".kept" is the field scan; "" is the record as a whole. False: another input. */
static bool field_named(const struct kind *k, struct str name, const char *part, const char **ret_field)
{
    if (!str_ends(name, part))
        return false;
    struct str id = str_sub(name, 0, name.n - strlen(part));
    const struct field *f = kind_field_n(k, id);

    if (!str_is(id, ATTACH_WHOLE) && (f == NULL || !form_files_is(f)))
        return false;
    *ret_field = f == NULL ? "" : f->id;
    return true;
}

bool form_files_named(const struct kind *k, struct str name)
{
    const char *field;

    return field_named(k, name, ".kept", &field) || field_named(k, name, ".off", &field);
}

/* ---- reading ---- */

static const char *problem_name(const char *field)
{
    return *field != '\0' ? field : ATTACH_WHOLE;
}

/* As it is typed, not as it stands: what would make it a secret must not touch the disk, not even to wait. */
static bool is_secret(const struct web *w, const struct record *rec)
{
    return http_form_has(&w->form, "classification") ? str_is(http_form_value(&w->form, "classification"), "secret_ref")
                                                     : strcmp(rec->classification, "secret_ref") == 0;
}

static enum status read_waiting(struct ctx *cx, const struct kind *k, const char *field, struct str number,
                                struct form_files *ff)
{
    struct upload u;
    long long id;

    if (!str_int(number, &id))
        return ctx_fail(cx, E_USAGE, "no number of a waiting file: %.*s", STR_ARGS(str_sub(number, 0, 40)));
    enum status st = upload_find(cx, k, id, &u);
    if (st == E_NOTFOUND || (st == OK && strcmp(u.field, field) != 0)) {
        (void)ctx_problem(cx, problem_name(field), "problem.upload_gone", NULL);
        return OK;
    }
    TRY(st);
    for (size_t i = 0; i < ff->n; i++)
        if (ff->at[i].waits.id == id)
            return OK;
    ff->at[ff->n] = (struct form_file){.waits = u, .add = {.field = field, .name = u.name, .type = u.type}};
    ff->n++;
    return OK;
}

/* What somebody else took off meanwhile is as it should be. */
static void read_off(struct str number, const struct attachment *all, size_t n, struct form_files *ff)
{
    long long id;

    for (size_t i = 0; str_int(number, &id) && i < n; i++)
        if (all[i].id == id)
            ff->off[ff->n_off++] = id;
}

static enum status read_numbers(struct ctx *cx, const struct web *w, const struct record *rec, struct form_files *ff)
{
    const struct kind *k = rec->kind;
    struct attachment *all = NULL;
    size_t n = 0;

    if (rec->id != 0)
        TRY(attach_list(cx, rec, &all, &n));
    for (size_t i = 0; i < w->form.n; i++) {
        const struct http_pair *p = &w->form.at[i];
        const char *field;

        if (ff->n + ff->n_off >= MOST_NUMBERS)
            return ctx_fail(cx, E_USAGE, "more than %d numbers of files", MOST_NUMBERS);
        if (field_named(k, p->name, ".kept", &field))
            TRY(read_waiting(cx, k, field, p->value, ff));
        else if (field_named(k, p->name, ".off", &field))
            read_off(p->value, all, n, ff);
    }
    return OK;
}

/* A field of one file holds the one chosen last. */
static void give_way(struct form_files *ff, const struct field *f)
{
    size_t n = 0;

    for (size_t i = 0; i < ff->n; i++)
        if (strcmp(ff->at[i].add.field, f->id) != 0)
            ff->at[n++] = ff->at[i];
    ff->n = n;
}

static enum status read_chosen(struct ctx *cx, const struct record *rec, const struct http_file *in, bool secret,
                               struct form_files *ff)
{
    const char *field;

    if (!field_named(rec->kind, in->field, "", &field))
        return ctx_fail(cx, E_USAGE, "no file is expected in %.*s", STR_ARGS(str_sub(in->field, 0, 60)));
    if (secret) {
        (void)ctx_problem(cx, problem_name(field), "problem.secret", NULL);
        return OK;
    }
    const char *name = attach_name(cx, arena_strndup(cx->mem, in->name.p, in->name.n));
    enum status st = attach_check(cx, rec, field, name, in->bytes);
    if (st != OK)
        return st == E_INVALID ? OK : st;
    const struct field *f = *field == '\0' ? NULL : kind_field(rec->kind, field);
    if (f != NULL && f->type == FT_FILE)
        give_way(ff, f);
    ff->at[ff->n] = (struct form_file){.add = {.field = field, .name = name, .bytes = in->bytes,
                                               .type = arena_strndup(cx->mem, in->type.p, in->type.n)}};
    ff->n++;
    return OK;
}

enum status form_files_read(struct ctx *cx, const struct web *w, const struct record *rec, struct form_files *ret_ff)
{
    struct form_files ff = {0};

    ff.at = arena_alloc(cx->mem, (MOST_NUMBERS + w->form.n_files) * sizeof *ff.at);
    ff.off = arena_alloc(cx->mem, MOST_NUMBERS * sizeof *ff.off);
    TRY(read_numbers(cx, w, rec, &ff));
    for (size_t i = 0; i < w->form.n_files; i++)
        TRY(read_chosen(cx, rec, &w->form.files[i], is_secret(w, rec), &ff));
    if (w->form.n_over > 0)
        (void)ctx_problem(cx, ATTACH_WHOLE, "problem.file_count", arena_printf(cx->mem, "%d", HTTP_FORM_MAX_FILES));
    *ret_ff = ff;
    return OK;
}

/* ---- saving ---- */

static struct attach_new *all_of(struct ctx *cx, const struct form_files *ff)
{
    struct attach_new *add = arena_alloc(cx->mem, (ff->n + 1) * sizeof *add);

    for (size_t i = 0; i < ff->n; i++) {
        add[i] = ff->at[i].add;
        add[i].upload = ff->at[i].waits.id != 0 ? &ff->at[i].waits : NULL;
    }
    return add;
}

enum status form_files_save(struct ctx *cx, struct record *rec, const struct form_files *ff, const char *why)
{
    return attach_save(cx, rec, &(struct attach_set){.add = all_of(cx, ff), .n_add = ff->n, .off = ff->off,
                                                     .n_off = ff->n_off}, why);
}

enum status form_files_wait(struct ctx *cx, const struct kind *k, struct form_files *ff)
{
    struct upload *kept = arena_alloc(cx->mem, (ff->n + 1) * sizeof *kept);
    bool any = false;

    for (size_t i = 0; i < ff->n; i++) {
        kept[i] = ff->at[i].waits;
        any = any || kept[i].id == 0;
    }
    if (!any)
        return OK;
    TRY(upload_keep(cx, k, all_of(cx, ff), ff->n, kept));
    for (size_t i = 0; i < ff->n; i++)
        ff->at[i].waits = kept[i];
    return OK;
}

/* ---- showing ---- */

static bool is_of(const struct form_file *one, const struct field *f)
{
    return strcmp(one->add.field, f == NULL ? "" : f->id) == 0;
}

bool form_files_any(const struct form_files *ff, const struct field *f)
{
    for (size_t i = 0; i < ff->n; i++)
        if (is_of(&ff->at[i], f))
            return true;
    return false;
}

static void size_of(struct html *h, int64_t bytes)
{
    html(h, " <small class=\"text-secondary\">");
    html_number(h, (bytes + 1023) / 1024);
    html(h, " KB");
}

static void box(struct html *h, const char *name, const char *part, int64_t number, bool ticked)
{
    html(h, "<input class=\"form-check-input\" type=\"checkbox\" name=\"");
    html_attr(h, name);
    html_attr(h, part);
    html(h, "\" value=\"");
    html_int(h, number);
    if (ticked)
        html(h, "\" checked>");
    else
        html(h, "\">");
}

static void waiting(struct html *h, const char *name, const struct form_file *one)
{
    html(h, "<li class=\"mb-1\"><label class=\"form-check mb-0\">");
    box(h, name, ".kept", one->waits.id, true);
    html(h, "<span class=\"form-check-label text-break\">");
    html_text(h, one->add.name);
    size_of(h, one->waits.bytes);
    html(h, " · ");
    html_msg(h, "form.file_waits");
    html(h, "</small></span></label></li>");
}

static void stored(struct html *h, const char *name, const struct attachment *a, bool off)
{
    html(h, "<li class=\"mb-1\"><span class=\"text-break\"><a href=\"/file/");
    html_int(h, a->id);
    html(h, "\">");
    html_text(h, a->name);
    html(h, "</a>");
    size_of(h, a->bytes);
    html(h, "</small></span> <label class=\"form-check form-check-inline mb-0 ms-2\">");
    box(h, name, ".off", a->id, off);
    html(h, "<span class=\"form-check-label\">");
    html_msg(h, "record.file_remove");
    html(h, "<span class=\"visually-hidden\"> ");
    html_text(h, a->name);
    html(h, "</span></span></label></li>");
}

static bool is_off(const struct form_files *ff, int64_t id)
{
    for (size_t i = 0; i < ff->n_off; i++)
        if (ff->off[i] == id)
            return true;
    return false;
}

static enum status listed(struct ctx *cx, struct html *h, const struct record *rec, const struct field *f,
                          const char *name, const struct form_files *ff, bool *ret_any)
{
    struct attachment *all = NULL;
    size_t n = 0;

    if (rec->id != 0)
        TRY(attach_list(cx, rec, &all, &n));
    *ret_any = form_files_any(ff, f);
    for (size_t i = 0; i < n; i++)
        *ret_any = *ret_any || strcmp(all[i].field, f == NULL ? "" : f->id) == 0;
    if (!*ret_any)
        return OK;
    html(h, "<ul class=\"list-unstyled mb-2\">");
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].field, f == NULL ? "" : f->id) == 0)
            stored(h, name, &all[i], is_off(ff, all[i].id));
    for (size_t i = 0; i < ff->n; i++)
        if (is_of(&ff->at[i], f))
            waiting(h, name, &ff->at[i]);
    html(h, "</ul>");
    return OK;
}

static const char *help_of(struct ctx *cx, const struct web *w, const struct record *rec, const struct field *f,
                           bool required, bool any)
{
    const char *most = arena_printf(cx->mem, "%ld MiB", web_session_office(w->app)->upload_kib >> 10);
    const char *size = i18n_fill(cx, "form.file_most", most);
    const char *own = f == NULL ? NULL : ui_record_help(cx, rec->kind, f, required);

    if (f != NULL && f->type == FT_FILE && any)
        size = arena_printf(cx->mem, "%s %s", ui_text(cx, "form.file_replaces"), size);
    return own == NULL ? size : arena_printf(cx->mem, "%s · %s", own, size);
}

enum status form_files_input(struct ctx *cx, struct web *w, const struct record *rec, const struct field *f,
                             const struct form_files *ff, bool required)
{
    const char *name = f == NULL ? ATTACH_WHOLE : f->id;
    struct html *h = &w->h;
    bool any;
    struct ui_field in = {.name = name, .required = required, .error = ui_problem_of(cx, name),
                          .label = f == NULL ? ui_text(cx, "record.file_choose") : label_text(&f->label, cx->lang)};

    html(h, "<div class=\"mb-3 col-12 col-md-6\">");
    ui_field_label(h, &in);
    TRY(listed(cx, h, rec, f, name, ff, &any));
    in.help = help_of(cx, w, rec, f, required, any);
    html(h, "<input type=\"file\" class=\"form-control");
    if (in.error != NULL)
        html(h, " is-invalid\" aria-invalid=\"true");
    html(h, "\" id=\"f-");
    ui_field_id(h, name);
    html(h, "\" name=\"");
    html_attr(h, name);
    html(h, "\" aria-describedby=\"h-");
    ui_field_id(h, name);
    if (f == NULL || f->type == FT_FILES)
        html(h, "\" multiple>");
    else
        html(h, "\">");
    ui_field_below(h, &in);
    html(h, "</div>");
    return OK;
}
