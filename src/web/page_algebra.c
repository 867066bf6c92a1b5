/* Computing with two figures in the browser: the result with its bounds, or the refusal with its reason.
   Not for: the rules (ledger/algebra_rule.c). */
#include <string.h>

#include "ledger/algebra_rule.h"
#include "ledger/observation_store.h"
#include "platform/i18n.h"
#include "web/ledger_view.h"
#include "web/pages.h"

static void figure_select(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct observations *list,
                          const char *name, int64_t chosen)
{
    struct ui_option *options = arena_alloc(cx->mem, (list->n + 1) * sizeof *options);

    for (size_t i = 0; i < list->n; i++) {
        const struct observation *o = &list->at[i];
        const char *when = algebra_rule_when(o);

        options[i].value = arena_printf(cx->mem, "%lld", (long long)o->id);
        options[i].label = arena_printf(cx->mem, "%s · %s · %s", ledger_view_value(cx, v, o),
            ledger_view_label(cx, v, o), when != NULL ? when : "?");
    }
    ui_field(h, &(struct ui_field){.name = name, .type = "select", .width = 5, .required = true,
                    .label = ui_text(cx, *name == 'a' ? "algebra.first" : "algebra.second"),
                    .value = chosen > 0 ? arena_printf(cx->mem, "%lld", (long long)chosen) : NULL, .options = options,
                    .n_options = list->n});
}

static void op_select(struct ctx *cx, struct html *h, enum algebra_op op)
{
    struct ui_option options[ALGEBRA_OP__MAX];

    for (int i = 0; i < ALGEBRA_OP__MAX; i++) {
        const char *name = algebra_op_name((enum algebra_op)i);

        options[i] = (struct ui_option){name, ui_text(cx, arena_printf(cx->mem, "algebra.op.%s", name))};
    }
    ui_field(h, &(struct ui_field){.name = "op", .label = ui_text(cx, "algebra.op"), .type = "select", .width = 2,
                    .required = true, .value = algebra_op_name(op), .options = options, .n_options = ALGEBRA_OP__MAX});
}

static const char *rounded(struct ctx *cx, const struct ledger_view *v, struct interval i, const char *unit)
{
    bool percent = unit != NULL && strcmp(unit, "percent") == 0;
    int scale = percent ? 2 : 2;
    struct decimal d;

    if (i.has_low && decimal_round(i.low, scale, 0, &d) == OK)
        i.low = d;
    if (i.has_high && decimal_round(i.high, scale, 0, &d) == OK)
        i.high = d;
    const char *text = report_words_short(cx, &v->words, &i, false,
        unit != NULL && strlen(unit) == 3 && unit[0] >= 'A' && unit[0] <= 'Z' ? unit : NULL);
    return percent ? arena_printf(cx->mem, "%s %%", text) : text;
}

static void result(struct ctx *cx, struct html *h, const struct ledger_view *v, const struct algebra_result *r)
{
    bool refused = r->verdict == ALGEBRA_REFUSED;

    ui_card_begin(h, ui_text(cx, arena_printf(cx->mem, "algebra.verdict.%s", algebra_verdict_name(r->verdict))));
    if (!refused) {
        html(h, "<p class=\"h1\" id=\"result\">");
        html_text(h, rounded(cx, v, r->value, r->unit));
        html(h, "</p><p class=\"text-secondary\">");
        html_text(h, r->formula);
        if (!interval_is_exact(&r->around) || !interval_is_exact(&r->value)) {
            html(h, " · ");
            html_msg1(h, "algebra.around", rounded(cx, v, r->around, r->unit));
        }
        html(h, "</p>");
    }
    if (r->reason != NULL) {
        html(h, "<p id=\"reason\" data-reason=\"");
        html_attr(h, r->reason);
        html(h, "\">");
        html_msg(h, r->key);
        html(h, "</p>");
    }
    for (size_t i = 0; i < 2 && r->args[i] != NULL; i++) {
        html(h, "<div class=\"text-secondary\">");
        html_text(h, r->args[i]);
        html(h, "</div>");
    }
    ui_card_end(h);
}

static enum status compute(struct ctx *cx, struct html *h, const struct ledger_view *v, enum algebra_op op, int64_t a,
                           int64_t b)
{
    struct observation one, other;
    struct algebra_result r;

    TRY(observation_get(cx, a, &one));
    TRY(observation_get(cx, b, &other));
    TRY(algebra_compute(cx, op, (const struct observation *[]){&one, &other}, 2, v->all, &r));
    result(cx, h, v, &r);
    return OK;
}

enum status page_algebra_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;
    struct ledger_view v;
    struct observations list;
    enum algebra_op op = ALGEBRA_SUM;
    int64_t a = web_param_int(w, "a"), b = web_param_int(w, "b");

    (void)algebra_op_parse(web_param_text(cx, w, "op"), &op);
    TRY(ledger_view_open(cx, w, &v));
    TRY(observation_list(cx, &(struct observation_query){.originals_only = true, .matched_only = true}, &list));
    ui_page_begin(cx, w, &(struct ui_page){.title_key = "algebra.title", .over = ui_text(cx, "menu.figures"),
                             .over_href = "/", .active = "figures"});
    ui_page_body(w);
    ui_card_begin(h, NULL);
    ui_form_begin_get(w, "/algebra");
    ui_row_begin(h);
    figure_select(cx, h, &v, &list, "a", a);
    op_select(cx, h, op);
    figure_select(cx, h, &v, &list, "b", b);
    ui_row_end(h);
    ui_submit(h, "algebra.compute");
    ui_form_end(h);
    ui_card_end(h);
    if (a > 0 && b > 0)
        TRY(compute(cx, h, &v, op, a, b));
    return ui_page_end(cx, w);
}
