/* Form components of ui.h: fields with their label, help and fault, buttons, the box of all problems. */
#include <string.h>

#include "platform/i18n.h"
#include "platform/setting.h"
#include "web/ui.h"
#include "web/web_session.h"

enum { FORM_ROOM = 256 << 10 }; /* for what is typed beside the files */

static void token(struct web *w)
{
    struct html *h = &w->h;

    html(h, "<input type=\"hidden\" name=\"csrf\" value=\"");
    html_attr(h, w->session.csrf);
    html(h, "\">");
}

void ui_form_begin(struct web *w, const char *action, const char *id)
{
    struct html *h = &w->h;

    html(h, "<form method=\"post\" novalidate action=\"");
    html_href(h, str_of(action));
    if (id != NULL) {
        html(h, "\" id=\"");
        html_attr(h, id);
    }
    html(h, "\">");
    token(w);
}

void ui_form_begin_upload(struct web *w, const char *action, const char *id)
{
    struct html *h = &w->h;

    long most = setting_int(web_session_settings(w->app), "http.body_mib");

    html(h, "<form method=\"post\" enctype=\"multipart/form-data\" data-most=\"");
    html_int(h, (most << 20) - FORM_ROOM);
    html(h, "\" data-most-text=\"");
    html_attr(h, i18n_fill(w->cx, "form.too_heavy", arena_printf(w->cx->mem, "%ld MiB", most)));
    html(h, "\" action=\"");
    html_href(h, str_of(action));
    if (id != NULL) {
        html(h, "\" novalidate id=\"");
        html_attr(h, id);
    }
    html(h, "\">");
    token(w);
}

void ui_form_begin_get(struct web *w, const char *action)
{
    struct html *h = &w->h;

    html(h, "<form method=\"get\" action=\"");
    html_href(h, str_of(action));
    html(h, "\">");
}

void ui_form_end(struct html *h)
{
    html(h, "</form>");
}

bool ui_word_in(const char *list, const char *word)
{
    struct str rest = str_of(list), one;

    while (list != NULL && str_next(&rest, ' ', &one))
        if (str_is(one, word))
            return true;
    return false;
}

void ui_field_id(struct html *h, const char *name)
{
    if (h->scope != NULL) {
        html_attr(h, h->scope);
        html(h, "-");
    }
    html_attr(h, name);
}

static void common(struct html *h, const struct ui_field *f)
{
    html(h, " id=\"f-");
    ui_field_id(h, f->name);
    html(h, "\" name=\"");
    html_attr(h, f->name);
    html(h, "\"");
    if (f->required)
        html(h, " required aria-required=\"true\"");
    if (f->readonly)
        html(h, " readonly");
    if (f->autofocus)
        html(h, " autofocus");
    if (f->error != NULL)
        html(h, " aria-invalid=\"true\"");
    if (f->error != NULL || f->help != NULL) {
        html(h, " aria-describedby=\"h-");
        ui_field_id(h, f->name);
        html(h, "\"");
    }
    if (f->placeholder != NULL && strcmp(f->type, "select") != 0) {
        html(h, " placeholder=\"");
        html_attr(h, f->placeholder);
        html(h, "\"");
    }
    if (f->autocomplete != NULL) {
        html(h, " autocomplete=\"");
        html_attr(h, f->autocomplete);
        html(h, "\"");
    }
    if (f->max > 0) {
        html(h, " maxlength=\"");
        html_int(h, f->max);
        html(h, "\"");
    }
}

static void class_of(struct html *h, const char *base, const struct ui_field *f)
{
    html(h, " class=\"");
    html_attr(h, base);
    if (f->error != NULL)
        html(h, " is-invalid");
    html(h, "\"");
}

static void input_textarea(struct html *h, const struct ui_field *f)
{
    size_t n = f->value == NULL ? 0 : strlen(f->value);

    html(h, "<textarea rows=\"");
    html_int(h, n > 800 ? 12 : n > 200 ? 6 : 3);
    html(h, "\"");
    class_of(h, "form-control", f);
    common(h, f);
    html(h, ">\n"); /* the parser drops one line end here, not the user's first */
    html_text(h, f->value);
    html(h, "</textarea>");
}

static void input_select(struct html *h, const struct ui_field *f)
{
    bool set = f->value != NULL && *f->value != 0, found = false;

    html(h, "<select");
    class_of(h, "form-select", f);
    common(h, f);
    html(h, ">");
    if (!f->required || !set) {
        html(h, "<option value=\"\">");
        html_text(h, f->placeholder);
        html(h, "</option>");
    }
    for (size_t i = 0; i < f->n_options; i++) {
        bool is = set && strcmp(f->value, f->options[i].value) == 0;

        found = found || is;
        html(h, "<option value=\"");
        html_attr(h, f->options[i].value);
        if (is)
            html(h, "\" selected>");
        else
            html(h, "\">");
        html_text(h, f->options[i].label);
        html(h, "</option>");
    }
    if (set && !found) { /* what stands there is shown even when the list does not have it */
        html(h, "<option selected value=\"");
        html_attr(h, f->value);
        html(h, "\">");
        html_text(h, f->value_label != NULL ? f->value_label : f->value);
        html(h, "</option>");
    }
    html(h, "</select>");
}

/* What stands there and is not in the list keeps its box, so that its fault can be seen and taken off. */
static void unlisted(struct html *h, const struct ui_field *f)
{
    struct str rest = str_of(f->value), word;

    while (f->value != NULL && str_next(&rest, ' ', &word)) {
        bool listed = word.n == 0;

        for (size_t i = 0; !listed && i < f->n_options; i++)
            listed = str_is(word, f->options[i].value);
        if (listed)
            continue;
        html(h, "<label class=\"form-check form-check-inline\"><input class=\"form-check-input is-invalid\" "
                "type=\"checkbox\" checked name=\"");
        html_attr(h, f->name);
        html(h, "\" value=\"");
        html_attr_str(h, word);
        html(h, "\"><span class=\"form-check-label\">");
        html_str(h, word);
        html(h, "</span></label>");
    }
}

static void input_multi(struct html *h, const struct ui_field *f)
{
    html(h, "<div class=\"multi\" role=\"group\" id=\"f-");
    ui_field_id(h, f->name);
    html(h, "\">");
    /* so that unchecking all is sent as well */
    html(h, "<input type=\"hidden\" name=\"");
    html_attr(h, f->name);
    html(h, "\" value=\"\">");
    for (size_t i = 0; i < f->n_options; i++) {
        html(h, "<label class=\"form-check form-check-inline\"><input class=\"form-check-input\" type=\"checkbox\" "
                "name=\"");
        html_attr(h, f->name);
        html(h, "\" value=\"");
        html_attr(h, f->options[i].value);
        if (ui_word_in(f->value, f->options[i].value))
            html(h, "\" checked>");
        else
            html(h, "\">");
        html(h, "<span class=\"form-check-label\">");
        html_text(h, f->options[i].label);
        html(h, "</span></label>");
    }
    unlisted(h, f);
    html(h, "</div>");
}

static void input_plain(struct html *h, const struct ui_field *f)
{
    if (f->unit != NULL)
        html(h, "<div class=\"input-group\">");
    html(h, "<input type=\"");
    html_attr(h, f->type);
    html(h, "\"");
    class_of(h, "form-control", f);
    common(h, f);
    if (strcmp(f->type, "password") != 0 && strcmp(f->type, "file") != 0 && f->value != NULL) {
        html(h, " value=\"");
        html_attr(h, f->value);
        html(h, "\"");
    }
    if (f->list_href != NULL) {
        html(h, " data-complete=\"");
        html_href(h, str_of(f->list_href));
        html(h, "\" data-label=\"");
        html_attr(h, f->value_label);
        html(h, "\"");
    }
    html(h, ">");
    if (f->unit != NULL) {
        html(h, "<span class=\"input-group-text\">");
        html_text(h, f->unit);
        html(h, "</span></div>");
    }
}

void ui_field_label(struct html *h, const struct ui_field *f)
{
    if (f->label == NULL)
        return;
    if (f->required)
        html(h, "<label class=\"form-label required\" for=\"f-");
    else
        html(h, "<label class=\"form-label\" for=\"f-");
    ui_field_id(h, f->name);
    html(h, "\">");
    html_text(h, f->label);
    html(h, "</label>");
}

void ui_field_below(struct html *h, const struct ui_field *f)
{
    if (f->error == NULL && f->help == NULL)
        return;
    html(h, "<div id=\"h-");
    ui_field_id(h, f->name);
    html(h, "\">");
    if (f->error != NULL) {
        html(h, "<div class=\"invalid-feedback d-block\">");
        html_text(h, f->error);
        html(h, "</div>");
    }
    if (f->help != NULL) {
        html(h, "<small class=\"form-hint\">");
        html_text(h, f->help);
        html(h, "</small>");
    }
    html(h, "</div>");
}

static void checkbox(struct html *h, const struct ui_field *f)
{
    html(h, "<label class=\"form-check\"><input type=\"checkbox\" value=\"yes\"");
    class_of(h, "form-check-input", f);
    common(h, f);
    if (f->value != NULL && (strcmp(f->value, "yes") == 0 || strcmp(f->value, "true") == 0))
        html(h, " checked");
    html(h, "><span class=\"form-check-label\">");
    html_text(h, f->label);
    html(h, "</span></label>");
}

void ui_field(struct html *h, const struct ui_field *f)
{
    if (strcmp(f->type, "hidden") == 0) {
        input_plain(h, f);
        return;
    }
    html(h, "<div class=\"mb-3 col-12");
    if (f->width > 0) {
        html(h, " col-md-");
        html_int(h, f->width);
    }
    html(h, "\">");
    if (strcmp(f->type, "checkbox") == 0) {
        checkbox(h, f);
    } else {
        ui_field_label(h, f);
        if (strcmp(f->type, "textarea") == 0)
            input_textarea(h, f);
        else if (strcmp(f->type, "select") == 0)
            input_select(h, f);
        else if (strcmp(f->type, "multi") == 0)
            input_multi(h, f);
        else
            input_plain(h, f);
    }
    ui_field_below(h, f);
    html(h, "</div>");
}

void ui_submit(struct html *h, const char *key)
{
    html(h, "<button class=\"btn btn-primary\" type=\"submit\">");
    html_msg(h, key);
    html(h, "</button>");
}

void ui_submit_as(struct html *h, const char *name, const char *value, const char *key, const char *color)
{
    html(h, "<button class=\"btn btn-");
    html_attr(h, color);
    html(h, "\" type=\"submit\" name=\"");
    html_attr(h, name);
    html(h, "\" value=\"");
    html_attr(h, value);
    html(h, "\">");
    html_msg(h, key);
    html(h, "</button>");
}

void ui_link_button(struct html *h, const char *href, const char *icon, const char *key, bool primary)
{
    if (primary)
        html(h, "<a class=\"btn btn-primary\" href=\"");
    else
        html(h, "<a class=\"btn\" href=\"");
    html_href(h, str_of(href));
    html(h, "\">");
    ui_icon(h, icon);
    html_msg(h, key);
    html(h, "</a>");
}

void ui_post_button(struct web *w, const char *action, const char *icon, const char *key, const char *color)
{
    struct html *h = &w->h;

    html(h, "<form class=\"d-inline\" method=\"post\" action=\"");
    html_href(h, str_of(action));
    html(h, "\">");
    token(w);
    html(h, "<button class=\"btn btn-");
    html_attr(h, color);
    html(h, "\" type=\"submit\">");
    ui_icon(h, icon);
    html_msg(h, key);
    html(h, "</button></form>");
}

const char *ui_problem_text(struct ctx *cx, const struct problem *p)
{
    return i18n_fill(cx, p->key, p->arg);
}

const char *ui_problem_of(struct ctx *cx, const char *field)
{
    for (const struct problem *p = cx->problems; p != NULL; p = p->next)
        if (strcmp(p->field, field) == 0)
            return ui_problem_text(cx, p);
    return NULL;
}

void ui_problems_begin(struct html *h)
{
    html(h, "<div class=\"alert alert-danger\" role=\"alert\" tabindex=\"-1\" id=\"problems\"><div>"
            "<p class=\"fw-medium mb-1\">");
    html_msg(h, "ui.not_done");
    html(h, "</p><ul class=\"mb-0\">");
}

void ui_problems_end(struct html *h)
{
    html(h, "</ul></div></div>");
}

void ui_problems(struct ctx *cx, struct html *h)
{
    if (cx->problems == NULL)
        return;
    ui_problems_begin(h);
    for (const struct problem *p = cx->problems; p != NULL; p = p->next) {
        html(h, "<li>");
        if (*p->field != 0) {
            html(h, "<a href=\"#f-");
            html_attr(h, p->field);
            html(h, "\">");
        }
        html_text(h, ui_problem_text(cx, p));
        if (*p->field != 0)
            html(h, "</a>");
        html(h, "</li>");
    }
    ui_problems_end(h);
}
