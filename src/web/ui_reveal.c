/* See ui_reveal.h. */
#include "web/ui_reveal.h"

#include "platform/i18n.h"
#include "register/reveal.h"

static void shown(struct html *h, const struct ui_reveal *r)
{
    html(h, "<div class=\"alert alert-info d-flex flex-wrap gap-2 align-items-center d-print-none\" role=\"status\">");
    ui_icon(h, "eye");
    html(h, "<span class=\"flex-fill\">");
    html_msg(h, "reveal.shown");
    html(h, "</span><a class=\"btn btn-sm\" href=\"");
    html_href(h, str_of(r->back));
    html(h, "\">");
    html_msg(h, "reveal.mask_again");
    html(h, "</a></div>");
}

static void button(struct html *h, const char *icon, const char *key, const char *formaction)
{
    html(h, "<button class=\"btn\" type=\"submit\"");
    if (formaction != NULL) {
        html(h, " formaction=\"");
        html_href(h, str_of(formaction));
        html(h, "\"");
    }
    html(h, ">");
    ui_icon(h, icon);
    html_msg(h, key);
    html(h, "</button>");
}

void ui_reveal_form(struct ctx *cx, struct web *w, const struct ui_reveal *r)
{
    struct html *h = &w->h;
    struct str why = w->rq->method == HTTP_POST ? http_form_value(&w->form, "why") : STR("");

    if (r->shown) {
        shown(h, r);
        return;
    }
    html(h, "<details class=\"card mb-3 d-print-none\"");
    if (!r->folded || ui_problem_of(cx, "why") != NULL)
        html(h, " open");
    html(h, "><summary class=\"card-header text-secondary\">");
    ui_icon(h, "lock");
    html(h, "<span class=\"ms-2\">");
    html_msg(h, r->level == 2 ? "reveal.masked_sensitive" : "reveal.masked");
    html(h, "</span></summary><div class=\"card-body py-2\">");
    ui_form_begin(w, r->action, UI_REVEAL);
    html(h, "<div class=\"d-flex flex-wrap gap-3 align-items-end\"><div class=\"flex-fill\">");
    ui_field(h, &(struct ui_field){.name = "why", .label = ui_text(cx, "reveal.why"), .type = "text", .max = 200,
                                   .value = arena_strndup(cx->mem, why.p, why.n), .required = r->level == 2,
                                   .error = ui_problem_of(cx, "why")});
    html(h, "</div><div class=\"btn-list mb-3\">");
    button(h, "eye", "reveal.show", NULL);
    if (r->csv != NULL)
        button(h, "download", "reveal.csv", r->csv);
    if (r->xlsx != NULL)
        button(h, "table-export", "reveal.xlsx", r->xlsx);
    html(h, "</div></div>");
    ui_form_end(h);
    html(h, "</div></details>");
}

void ui_reveal_button(struct ctx *cx, struct html *h, const struct field *f)
{
    html(h, " <button class=\"btn btn-sm btn-icon btn-ghost-secondary d-print-none\" type=\"submit\" form=\"" UI_REVEAL
            "\" name=\"field\" value=\"");
    html_attr(h, f->id);
    if (access_personal(f) < 2) /* the reason is for sensitive data */
        html(h, "\" formnovalidate aria-label=\"");
    else
        html(h, "\" aria-label=\"");
    html_attr(h, i18n_fill(cx, "reveal.show_one", label_text(&f->label, cx->lang)));
    html(h, "\">");
    ui_icon(h, "eye");
    html(h, "</button>");
}

const char *ui_reveal_why(struct ctx *cx, const struct web *w)
{
    struct str why = str_trim(http_form_value(&w->form, "why"));

    return why.n == 0 ? NULL : arena_strndup(cx->mem, why.p, why.n);
}

struct str ui_reveal_fields(struct ctx *cx, const struct web *w)
{
    struct buf b;

    buf_init(&b, cx->mem, 1 << 16);
    for (size_t i = 0; i < w->form.n; i++)
        if (str_is(w->form.at[i].name, "field")) {
            buf_add_c(&b, b.n > 0 ? "," : "");
            buf_add(&b, w->form.at[i].value);
        }
    return buf_str(&b);
}
