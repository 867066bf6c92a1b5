/* chancery algebra: compute with figures, or refuse with the reason. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/ledger_print.h"
#include "cli/start.h"
#include "ledger/algebra.h"
#include "ledger/observation_store.h"
#include "platform/i18n.h"

static enum status read_figures(struct ctx *cx, const struct ledger_options *o, const struct observation ***ret_in)
{
    const struct observation **in = arena_alloc(cx->mem, o->n_words * sizeof *in);

    for (size_t i = 1; i < o->n_words; i++) {
        struct observation *one = arena_new_of(cx->mem, struct observation);
        long long id;

        if (!str_int(str_of(o->words[i]), &id))
            return ctx_fail(cx, E_USAGE, "not the number of a figure: %s", o->words[i]);
        enum status st = observation_get(cx, id, one);
        if (st == E_NOTFOUND)
            return ctx_fail(cx, E_NOTFOUND, "no figure %lld", id);
        TRY(st);
        in[i - 1] = one;
    }
    *ret_in = in;
    return OK;
}

static void print(struct ctx *cx, const struct algebra_result *r)
{
    printf("%s", algebra_verdict_name(r->verdict));
    if (r->verdict != ALGEBRA_REFUSED) {
        printf(": %s%s%s", interval_text(cx->mem, &r->value), r->unit != NULL ? " " : "",
            r->unit != NULL ? r->unit : "");
        if (!interval_is_exact(&r->around) || !interval_is_exact(&r->value))
            printf("  within %s", interval_text(cx->mem, &r->around));
        printf("  = %s", r->formula);
    }
    putchar('\n');
    if (r->reason != NULL)
        printf("%s: %s\n", r->reason, i18n_has(r->key) ? i18n_fill(cx, r->key, NULL) : r->key);
    for (size_t i = 0; i < 2 && r->args[i] != NULL; i++)
        printf("  %s\n", r->args[i]);
}

static enum status work(struct ctx *cx, int argc, char **argv, int *ret_code)
{
    struct ledger_options o;
    const struct indicators *all;
    const struct observation **in = NULL;
    struct observation stated;
    struct algebra_result r;
    enum algebra_op op;

    TRY(ledger_print_open(cx, argc, argv, &o));
    if (o.n_words < 3 || !algebra_op_parse(o.words[0], &op))
        return ctx_fail(cx, E_USAGE, "an operation and two figures, please; `chancery help algebra`");
    TRY(indicator_open(cx, &all));
    TRY(read_figures(cx, &o, &in));
    if (o.stated != 0) {
        TRY(observation_get(cx, o.stated, &stated));
        TRY(algebra_check(cx, op, in, o.n_words - 1, &stated, all, &r));
    } else {
        TRY(algebra_compute(cx, op, in, o.n_words - 1, all, &r));
    }
    print(cx, &r);
    *ret_code = r.verdict == ALGEBRA_REFUSED || r.verdict == ALGEBRA_MISMATCH;
    return OK;
}

static int run(struct ctx *cx, int argc, char **argv)
{
    int code = 0;
    enum status st = work(cx, argc, argv, &code);

    return st == OK ? code : start_failed(cx, st);
}

const struct command cmd_algebra = {
    .name = "algebra",
    .args = "sum|diff|ratio|share|growth|product|base|before ID ID... [--stated ID] [--lang L]",
    .summary = "compute with figures, or refuse with the reason",
    .help = "Takes numbers of `chancery figures`. sum adds; diff takes the second from the first; ratio is the "
            "average of\n"
            "the first per the second; share the percent of the first in the second; growth the percent from "
            "the first\n"
            "(earlier) to the second; product multiplies a count by an average; base goes back from a value and its\n"
            "growth rate; before takes a flow off the stock it feeds. --stated compares with a stated figure. "
            "Bounds and\n"
            "rounding are carried through. Exit 0 computed, 1 refused or not equal.",
    .needs_db = true,
    .run = run,
};
