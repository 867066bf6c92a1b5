/* chancery figures: the figures of the ledger. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/ledger_print.h"
#include "cli/start.h"
#include "ledger/algebra_rule.h"
#include "ledger/coverage.h"
#include "ledger/load.h"
#include "ledger/observation_store.h"
#include "ledger/source.h"
#include "platform/json.h"

/* Partners that the sentence names: of 45 relationships, 16. */
static enum status add_named(struct ctx *cx, struct json *j, const struct name_base *names, const struct observation *o)
{
    struct coverage named = {0};
    struct str body;

    if (o->indicator != NULL && o->version_id != 0) {
        TRY(source_body(cx, o->version_id, &body));
        TRY(coverage_named(cx, names, body, o, &named));
    }
    json_begin_array(j, "named");
    for (size_t i = 0; i < named.n; i++)
        json_add_text(j, NULL, named.at[i]);
    json_end(j);
    return OK;
}

static void add_json(struct ctx *cx, struct json *j, const struct observation *o)
{
    json_add_int(j, "id", o->id);
    json_add_text(j, "indicator", o->indicator);
    json_add_text(j, "subject", o->subject);
    json_add_text(j, "low", o->value.has_low ? decimal_text(cx->mem, o->value.low) : NULL);
    json_add_text(j, "high", o->value.has_high ? decimal_text(cx->mem, o->value.high) : NULL);
    json_add_bool(j, "low_strict", o->value.low_strict);
    json_add_bool(j, "high_strict", o->value.high_strict);
    json_add_bool(j, "approx", o->approx);
    json_add_text(j, "printed", o->printed);
    json_add_text(j, "class", o->cls);
    json_add_text(j, "unit", o->unit);
    json_add_text(j, "kind", observation_kind_name(o->kind));
    json_add_text(j, "when", algebra_rule_when(o));
    json_add_bool(j, "implied", o->period_implied);
    json_add_text(j, "status", o->status);
    json_add_text(j, "origin", observation_origin_name(o->origin));
    json_add_text(j, "state", observation_state_name(o->state));
    json_add_text(j, "lang", o->lang);
    json_add_int(j, "version", o->version_id);
    json_add_int(j, "twin", o->twin_id);
    json_add_int(j, "start", (int64_t)o->start);
    json_add_int(j, "end", (int64_t)o->end);
}

static enum status print(struct ctx *cx, const struct ledger_options *o, const struct observations *list)
{
    struct compare_data data;
    struct json j;
    struct str text;

    if (!o->json) {
        for (size_t i = 0; i < list->n; i++) {
            const struct observation *x = &list->at[i];
            const char *when = algebra_rule_when(x);

            printf("%6lld  %-28s %-30s %-12s %-10s %s\n", (long long)x->id, x->indicator != NULL ? x->indicator : "-",
                ledger_print_value(cx, x), when != NULL ? when : "?", observation_state_name(x->state), x->lang);
        }
        return OK;
    }
    TRY(load_compare_data(cx, &data));
    json_init(&j, cx->mem);
    json_begin_array(&j, NULL);
    for (size_t i = 0; i < list->n; i++) {
        json_begin_object(&j, NULL);
        add_json(cx, &j, &list->at[i]);
        TRY(add_named(cx, &j, data.names, &list->at[i]));
        json_end(&j);
    }
    json_end(&j);
    TRY(json_done(&j, &text));
    printf("%.*s\n", STR_ARGS(text));
    return OK;
}

static enum status work(struct ctx *cx, int argc, char **argv)
{
    struct ledger_options o;
    struct observations list;

    TRY(ledger_print_open(cx, argc, argv, &o));
    TRY(observation_list(cx,
        &(struct observation_query){.year = o.year, .state = o.state, .version_id = o.version,
            .originals_only = !o.all && o.version == 0, .matched_only = !o.all, .limit = 100000},
        &list));
    return print(cx, &o, &list);
}

static int run(struct ctx *cx, int argc, char **argv)
{
    enum status st = work(cx, argc, argv);

    return st == OK ? 0 : start_failed(cx, st);
}

const struct command cmd_figures = {
    .name = "figures",
    .args = "[--year Y] [--state S] [--version ID] [--all] [--json]",
    .summary = "list the figures of the ledger",
    .help = "Prints number, indicator, value, period and state of every figure of the originals that has an "
            "indicator.\n"
            "--all adds those without one and those of translations; --version takes one document. States: proposed,\n"
            "confirmed, replaced, rejected (rejected ones only when asked for).",
    .needs_db = true,
    .run = run,
};
