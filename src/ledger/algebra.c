/* See algebra.h. */
#include "ledger/algebra.h"

#include <string.h>

#include "base/buf.h"
#include "ledger/algebra_rule.h"

static const char *const op_names[] = {"sum", "diff", "ratio", "share", "growth", "product", "base", "before"};
static const char *const op_signs[] = {" + ", " − ", " / ", " / ", " → ", " × ", " / (1 + growth) ", " − "};
static const char *const verdict_names[] = {"ok", "mismatch", "derived", "bound", "interval", "refused"};

const char *algebra_op_name(enum algebra_op op)
{
    return op_names[op];
}

bool algebra_op_parse(const char *name, enum algebra_op *ret_op)
{
    for (int i = 0; i < ALGEBRA_OP__MAX; i++)
        if (strcmp(name, op_names[i]) == 0) {
            *ret_op = (enum algebra_op)i;
            return true;
        }
    return false;
}

const char *algebra_verdict_name(enum algebra_verdict v)
{
    return verdict_names[v];
}

/* "117 (FDI projects in the province, 2024-02-15)". */
static const char *describe(struct ctx *cx, const struct observation *o, const struct indicators *all)
{
    const struct indicator *def = indicator_find(all, o->indicator);
    const char *label = def != NULL ? def->label[cx->lang] : NULL, *when = algebra_rule_when(o);

    if (label == NULL)
        label = o->indicator != NULL ? o->indicator : "?";
    return arena_printf(cx->mem, "%s (%s, %s)", interval_text(cx->mem, &o->value), label, when != NULL ? when : "?");
}

static struct algebra_result refused(struct ctx *cx, const char *why, const struct observation *a,
                                     const struct observation *b, const struct indicators *all)
{
    return (struct algebra_result){.verdict = ALGEBRA_REFUSED,
        .reason = why,
        .key = arena_printf(cx->mem, "algebra.%s", why),
        .args = {describe(cx, a, all), describe(cx, b, all)}};
}

/* a and b as intervals to the value of op. Shares and growth in percent. */
static enum status apply(enum algebra_op op, struct interval a, struct interval b, struct interval *ret)
{
    const struct interval hundred = interval_exact(decimal_of(100));
    struct interval r;

    switch (op) {
    case ALGEBRA_SUM:
        return interval_add(a, b, ret);
    case ALGEBRA_DIFF:
    case ALGEBRA_BEFORE:
        return interval_sub(a, b, ret);
    case ALGEBRA_RATIO:
        return interval_div(a, b, ret);
    case ALGEBRA_PRODUCT:
        return interval_mul(a, b, ret);
    case ALGEBRA_SHARE:
        TRY(interval_mul(a, hundred, &a));
        return interval_div(a, b, ret);
    case ALGEBRA_GROWTH:
        TRY(interval_mul(b, hundred, &b));
        TRY(interval_div(b, a, &r));
        return interval_sub(r, hundred, ret);
    case ALGEBRA_BASE:
        TRY(interval_mul(a, hundred, &a));
        TRY(interval_add(hundred, b, &b));
        return interval_div(a, b, ret);
    case ALGEBRA_OP__MAX:
        break;
    }
    return E_BUG;
}

static const char *result_unit(enum algebra_op op, const struct observation *a, const struct observation *b)
{
    if (op == ALGEBRA_SHARE || op == ALGEBRA_GROWTH)
        return "percent";
    if (op == ALGEBRA_PRODUCT)
        return b->currency != NULL ? b->currency : b->unit;
    return a->currency != NULL ? a->currency : a->unit;
}

static enum algebra_verdict verdict_of(const struct interval *i)
{
    return interval_is_exact(i) ? ALGEBRA_DERIVED : interval_is_open(i) ? ALGEBRA_BOUND : ALGEBRA_INTERVAL;
}

static enum status combine(struct ctx *cx, enum algebra_op op, const struct observation *const *in, size_t n,
                           struct algebra_result *r)
{
    struct interval value = in[0]->value, around, wide;
    struct buf formula;

    buf_init(&formula, cx->mem, 4096);
    buf_add_c(&formula, interval_text(cx->mem, &in[0]->value));
    TRY(interval_widen(value, in[0]->quantum, &around));
    for (size_t i = 1; i < n; i++) {
        TRY(interval_widen(in[i]->value, in[i]->quantum, &wide));
        TRY(apply(op, value, in[i]->value, &value));
        TRY(apply(op, around, wide, &around));
        buf_add_c(&formula, op_signs[op]);
        buf_add_c(&formula, interval_text(cx->mem, &in[i]->value));
    }
    TRY(buf_status(&formula));
    r->value = value;
    r->around = around;
    r->formula = buf_str(&formula).p;
    r->verdict = verdict_of(&value);
    r->unit = result_unit(op, in[0], in[1]);
    return OK;
}

enum status algebra_compute(struct ctx *cx, enum algebra_op op, const struct observation *const *in, size_t n,
                            const struct indicators *all, struct algebra_result *ret_result)
{
    struct algebra_result r = {0};

    if (n < 2 || (n > 2 && op != ALGEBRA_SUM))
        return ctx_fail(cx, E_INVALID, "%s takes two figures, not %zu", op_names[op], n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            const char *condition, *why = algebra_rule_refuse(op, in[i], in[j], all, &condition);

            if (why != NULL) {
                *ret_result = refused(cx, why, in[i], in[j], all);
                return OK;
            }
            if (condition != NULL) {
                r.reason = condition;
                r.key = arena_printf(cx->mem, "algebra.%s", condition);
            }
        }
    enum status st = combine(cx, op, in, n, &r);
    if (st == E_INVALID) { /* a divisor that may be zero */
        *ret_result = refused(cx, "zero", in[0], in[1], all);
        return OK;
    }
    TRY(st);
    *ret_result = r;
    return OK;
}

enum status algebra_check(struct ctx *cx, enum algebra_op op, const struct observation *const *in, size_t n,
                          const struct observation *stated, const struct indicators *all,
                          struct algebra_result *ret_result)
{
    struct algebra_result r;
    struct interval wide;
    const struct indicator *def = indicator_find(all, stated->indicator);

    TRY(algebra_compute(cx, op, in, n, all, &r));
    if (r.verdict == ALGEBRA_REFUSED) {
        *ret_result = r;
        return OK;
    }
    if (op == ALGEBRA_SHARE && def != NULL && def->share_of != NULL && in[1]->indicator != NULL &&
        strcmp(def->share_of, in[1]->indicator) != 0) {
        *ret_result = refused(cx, "denominator", stated, in[1], all);
        return OK;
    }
    TRY(interval_widen(stated->value, stated->quantum, &wide));
    r.verdict = interval_meets(&wide, &r.around) ? ALGEBRA_OK : ALGEBRA_MISMATCH;
    *ret_result = r;
    return OK;
}

enum status algebra_check_years(struct ctx *cx, int from, int to, const struct observation *stated,
                                struct algebra_result *ret_result)
{
    struct interval years = interval_exact(decimal_of(to - from));

    *ret_result = (struct algebra_result){.verdict = interval_meets(&years, &stated->value) ? ALGEBRA_OK
                                                                                           : ALGEBRA_MISMATCH,
        .value = years,
        .around = years,
        .unit = "year",
        .formula = arena_printf(cx->mem, "%d − %d", to, from)};
    return OK;
}
