/* See algebra_rule.h. Each rule returns its code or NULL; the first that speaks decides. */
#include "ledger/algebra_rule.h"

#include <string.h>

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

const char *algebra_rule_when(const struct observation *o)
{
    if (o->kind == OBSERVATION_STOCK || o->kind == OBSERVATION_PIPELINE)
        return o->as_of != NULL ? o->as_of : o->period;
    return o->period != NULL ? o->period : o->as_of;
}

static bool is_wish(const struct observation *o)
{
    return same(o->status, "planned") || same(o->status, "wish");
}

/* What is in preparation or planned never meets what is done (rule 7). */
static const char *refuse_status(const struct observation *a, const struct observation *b)
{
    if ((a->kind == OBSERVATION_PIPELINE) != (b->kind == OBSERVATION_PIPELINE))
        return "pipeline";
    return is_wish(a) != is_wish(b) ? "planned" : NULL;
}

static const char *refuse_kind(enum algebra_op op, const struct observation *a, const struct observation *b)
{
    if (a->kind == OBSERVATION_ORDINAL || b->kind == OBSERVATION_ORDINAL)
        return "ordinal";
    if (op == ALGEBRA_BASE)
        return b->kind == OBSERVATION_GROWTH ? NULL : "no_growth";
    if (op == ALGEBRA_BEFORE)
        return a->kind == OBSERVATION_STOCK && b->kind == OBSERVATION_FLOW ? NULL : "stock_flow";
    if (a->kind == OBSERVATION_KIND_UNKNOWN || b->kind == OBSERVATION_KIND_UNKNOWN)
        return "kind_unknown";
    if (a->kind == b->kind)
        return a->kind == OBSERVATION_SHARE || a->kind == OBSERVATION_GROWTH ? "percent" : NULL;
    if ((a->kind == OBSERVATION_STOCK && b->kind == OBSERVATION_FLOW) ||
        (a->kind == OBSERVATION_FLOW && b->kind == OBSERVATION_STOCK))
        return "stock_flow";
    return "kinds";
}

/* id or one of its wholes is `whole`. */
static bool is_part_of(const struct indicators *all, const char *id, const char *whole)
{
    for (int depth = 0; id != NULL && depth < 8; depth++) {
        const struct indicator *one = indicator_find(all, id);

        if (same(one != NULL ? one->part_of : NULL, whole))
            return true;
        id = one != NULL ? one->part_of : NULL;
    }
    return false;
}

/* A place inside the country; the rest of the nesting is in the place register. */
static bool is_within(const char *subject, const char *outer)
{
    return same(outer, "viet-nam") && subject != NULL && strcmp(subject, outer) != 0;
}

static const char *refuse_share(const struct observation *a, const struct observation *b, const struct indicators *all)
{
    if (same(a->indicator, b->indicator)) {
        if (a->origin == OBSERVATION_COMPUTED && b->origin != OBSERVATION_COMPUTED)
            return NULL; /* coverage: listed of stated */
        return is_within(a->subject, b->subject) ? NULL : "populations";
    }
    return is_part_of(all, a->indicator, b->indicator) ? NULL : "populations";
}

static const char *refuse_definition(enum algebra_op op, const struct observation *a, const struct observation *b,
                                     const struct indicators *all)
{
    const struct indicator *da = indicator_find(all, a->indicator), *db = indicator_find(all, b->indicator);
    bool one = same(a->indicator, b->indicator);

    if (da == NULL || db == NULL)
        return "unmatched";
    if (one && a->indicator_version != b->indicator_version)
        return "versions";
    switch (op) {
    case ALGEBRA_SUM:
        return one || same(da->part_of, db->part_of) ? NULL : "definitions";
    case ALGEBRA_DIFF:
        return one || is_part_of(all, b->indicator, a->indicator) ? NULL : "definitions";
    case ALGEBRA_GROWTH:
        return one ? NULL : "definitions";
    case ALGEBRA_RATIO:
        return indicator_lists(&da->per, b->indicator) ? NULL : "populations";
    case ALGEBRA_PRODUCT:
        return indicator_lists(&db->per, a->indicator) ? NULL : "populations";
    case ALGEBRA_SHARE:
        return refuse_share(a, b, all);
    case ALGEBRA_BASE:
        return same(db->growth_of, a->indicator) ? NULL : "measure";
    case ALGEBRA_BEFORE:
        return same(db->feeds, a->indicator) ? NULL : "undecided";
    case ALGEBRA_OP__MAX:
        break;
    }
    return "definitions";
}

static const char *refuse_subject(enum algebra_op op, const struct observation *a, const struct observation *b)
{
    bool one = same(a->subject, b->subject);

    if (op == ALGEBRA_SUM && same(a->indicator, b->indicator)) {
        if (a->id == b->id || (one && same(algebra_rule_when(a), algebra_rule_when(b))))
            return "counted_twice";
        return is_within(a->subject, b->subject) || is_within(b->subject, a->subject) ? "counted_twice" : NULL;
    }
    if (op == ALGEBRA_SHARE && is_within(a->subject, b->subject))
        return NULL;
    return one || (a->subject == NULL && b->subject == NULL) ? NULL : "subjects";
}

/* A sum, difference or growth of money needs one currency; so does a share. An average per project does not. */
static const char *refuse_currency(enum algebra_op op, const struct observation *a, const struct observation *b)
{
    if (op == ALGEBRA_RATIO || op == ALGEBRA_PRODUCT || op == ALGEBRA_BASE)
        return NULL;
    if (a->currency == NULL && b->currency == NULL)
        return NULL;
    return same(a->currency, b->currency) ? NULL : "currencies";
}

/* "2024" and "2025", or "2024-01-01/2024-11-30" and "2025-01-01/2025-11-30": the same stretch of two years. */
static bool same_stretch(const char *a, const char *b)
{
    if (strlen(a) != strlen(b) || strlen(a) < 4)
        return false;
    for (size_t i = 0; a[i] != 0; i++) {
        size_t in_day = i >= 11 ? i - 11 : i; /* the second day of a period begins behind the stroke */

        if (in_day >= 4 && a[i] != b[i])
            return false;
    }
    return true;
}

static const char *refuse_period(enum algebra_op op, const struct observation *a, const struct observation *b)
{
    const char *wa = algebra_rule_when(a), *wb = algebra_rule_when(b);
    bool over_time = op == ALGEBRA_GROWTH || (op == ALGEBRA_DIFF && same(a->indicator, b->indicator));

    if (op == ALGEBRA_BEFORE)
        return NULL;
    if (a->version_id == b->version_id && a->version_id != 0 && !over_time &&
        ((wa == NULL && wb == NULL) || (same(wa, wb) && a->period_implied && b->period_implied)))
        return NULL; /* one text, one unsaid period */
    if (wa == NULL || wb == NULL)
        return "period_unstated";
    if (a->version_id != b->version_id && (a->period_implied || b->period_implied))
        return "period_implied";
    if (over_time)
        return strcmp(wa, wb) == 0 ? "same_period" : same_stretch(wa, wb) ? NULL : "periods";
    return strcmp(wa, wb) == 0 ? NULL : "periods";
}

const char *algebra_rule_refuse(enum algebra_op op, const struct observation *a, const struct observation *b,
                                const struct indicators *all, const char **ret_condition)
{
    const char *why = refuse_status(a, b);

    if (why == NULL)
        why = refuse_kind(op, a, b);
    if (why == NULL)
        why = refuse_definition(op, a, b, all);
    if (why == NULL)
        why = refuse_subject(op, a, b);
    if (why == NULL)
        why = refuse_currency(op, a, b);
    if (why == NULL)
        why = refuse_period(op, a, b);
    *ret_condition = NULL;
    if (why == NULL && op == ALGEBRA_BEFORE)
        *ret_condition = "nothing_lost";
    else if (why == NULL && algebra_rule_when(a) == NULL)
        *ret_condition = "one_text";
    else if (why == NULL && op == ALGEBRA_SHARE && same(a->indicator, b->indicator))
        *ret_condition = a->origin == OBSERVATION_COMPUTED ? "coverage" : NULL;
    return why;
}
