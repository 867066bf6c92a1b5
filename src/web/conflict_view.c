/* See conflict_view.h. */
#include "web/conflict_view.h"

#include <string.h>

#include "platform/i18n.h"
#include "web/ui_record.h"

static void value(struct ctx *cx, struct html *h, const struct record *rec, const struct conflict_field *f,
                  const char *plain)
{
    html(h, "<span class=\"conflict-value\">");
    if (plain == NULL)
        html_msg(h, "conflict.empty");
    else if (f->field != NULL && access_personal(f->field) > 0 && plain == f->mine)
        html_text(h, field_print(cx, f->field, plain)); /* what one typed oneself */
    else if (f->field != NULL)
        ui_record_value(cx, h, rec, f->field);
    else
        html_text(h, plain);
    html(h, "</span>");
}

static void who_and_when(struct html *h, const struct conflict_field *f)
{
    html_text(h, f->who);
    html(h, " · <time>");
    html_instant(h, f->at);
    html(h, "</time>");
}

static void radio_begin(struct html *h, const char *name, const char *value, bool checked)
{
    html(h, "<label class=\"form-check\"><input class=\"form-check-input\" type=\"radio\" name=\"" CONFLICT_CHOICE);
    html_attr(h, name);
    html(h, "\" value=\"");
    html_attr(h, value);
    if (checked)
        html(h, "\" checked>");
    else
        html(h, "\">");
    html(h, "<span class=\"form-check-label\"><strong>");
}

void conflict_view_choice(struct ctx *cx, struct html *h, const struct conflict *c, const char *name,
                          const char *label, const char *chosen)
{
    const struct conflict_field *f = conflict_of(c, name);

    html(h, "<input type=\"hidden\" name=\"conflict\" value=\"");
    html_attr(h, name);
    html(h, "\"><div class=\"col-12\"><fieldset class=\"conflict border border-warning rounded p-3 mb-2\">"
            "<legend class=\"h4\">");
    html_msg1(h, "conflict.field", label);
    html(h, "</legend>");
    radio_begin(h, name, "mine", strcmp(chosen, "mine") == 0);
    html_msg(h, "conflict.mine");
    html(h, "</strong> ");
    if (f != NULL)
        value(cx, h, c->mine, f, f->mine);
    html(h, "</span></label>");
    radio_begin(h, name, "theirs", strcmp(chosen, "theirs") == 0);
    html_msg(h, "conflict.theirs");
    html(h, "</strong> ");
    if (f != NULL) {
        value(cx, h, c->now, f, f->theirs);
        html(h, " <small class=\"text-secondary\">");
        who_and_when(h, f);
        html(h, "</small>");
    }
    html(h, "</span></label></fieldset></div>");
}

void conflict_view_taken(struct html *h, const struct conflict_field *f)
{
    html(h, "<div class=\"col-12 conflict-taken\"><small class=\"text-secondary\"><span class=\"badge bg-azure-lt\">");
    html_msg(h, "conflict.taken");
    html(h, "</span> ");
    who_and_when(h, f);
    html(h, "</small></div>");
}

static void json_fields(struct ctx *cx, struct json *j, const struct conflict *c, const char *key,
                        enum conflict_how how)
{
    json_begin_array(j, key);
    for (size_t i = 0; i < c->n; i++) {
        const struct conflict_field *f = &c->at[i];
        if (f->how != how)
            continue;
        json_begin_object(j, NULL);
        json_add_text(j, "field", f->name);
        json_add_text(j, "mine", f->mine);
        bool masked = f->field != NULL && access_value(cx, c->now, f->field) == ACCESS_MASK;
        json_add_text(j, "theirs", masked && f->theirs != NULL ? RECORD_MASK : f->theirs);
        json_add_text(j, "base", masked && f->base != NULL ? RECORD_MASK : f->base);
        json_add_text(j, "by", f->who);
        json_add_text(j, "at", instant_iso(cx->mem, f->at));
        json_end(j);
    }
    json_end(j);
}

void conflict_view_json(struct ctx *cx, struct json *j, const struct conflict *c)
{
    json_begin_object(j, "conflict");
    json_add_int(j, "version", c->now->version);
    json_fields(cx, j, c, "fields", CONFLICT_BOTH);
    json_fields(cx, j, c, "taken", CONFLICT_TAKEN);
    json_end(j);
}
