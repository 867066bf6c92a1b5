/* The stages of a deadline and the steps at which someone is told. See deadline.h. Not for: telling
   (deadline_job.c). */
#include "rules/deadline_stage.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "platform/i18n.h"
#include "rules/workday.h"

struct events {
    VEC(struct deadline_event);
};

static int64_t day_start(struct date d)
{
    return date_instant(d, 0, 0);
}

static bool by_hours(const struct deadline *d)
{
    return d->rule->unit == DEADLINE_H;
}

/* "3wd" before the due day. A step that would lie before the beginning says nothing; the one of the day itself comes
   at once then. */
static bool warn_at(const struct deadline *d, const struct deadline_step *s, int64_t *ret_at)
{
    int64_t begin = by_hours(d) ? d->from_at : day_start(d->from);

    if (s->unit == DEADLINE_H && s->n > 0)
        *ret_at = d->due_at - s->n * (int64_t)3600;
    else if (s->n == 0)
        *ret_at = day_start(d->act_by);
    else if (s->unit == DEADLINE_WD)
        *ret_at = day_start(workday_before(d->due, s->n, NULL));
    else
        *ret_at = day_start(date_add_days(d->due, -s->n));
    if (*ret_at < begin && s->n == 0 && !d->rule->before)
        *ret_at = begin;
    return *ret_at >= begin || d->rule->before;
}

static int64_t escalate_at(const struct deadline *d, const struct deadline_step *s)
{
    if (s->unit == DEADLINE_H)
        return d->due_at + s->n * (int64_t)3600;
    if (s->n == 0)
        return by_hours(d) ? d->due_at : day_start(d->act_by);
    return day_start(s->unit == DEADLINE_WD ? workday_after(d->due, s->n, NULL) : date_add_days(d->due, s->n));
}

/* When a reminder is over: with the day that it was for; behind that day when it looks back. */
static int64_t past_at(const struct deadline *d)
{
    return day_start(date_add_days(d->rule->before && d->rule->unit != DEADLINE_FIXED ? d->from : d->due, 1));
}

static int by_time(const void *a, const void *b)
{
    const struct deadline_event *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (int)x->escalates - (int)y->escalates;
}

static void add_escalations(struct ctx *cx, const struct deadline *d, struct events *v)
{
    struct deadline_event late = {.at = d->due_at + 1, .stage = DEADLINE_LATE};

    vec_push(cx->mem, v, late);
    for (size_t i = 0; i < d->rule->n_escalations; i++) {
        const struct deadline_step *s = &d->rule->escalations[i];
        struct deadline_event e = {escalate_at(d, s), s->n > 0 ? DEADLINE_ESCALATED : DEADLINE_DUE, s, true};
        vec_push(cx->mem, v, e);
    }
}

void deadline_events(struct ctx *cx, const struct deadline *d, struct deadline_event **ret_e, size_t *ret_n)
{
    struct events v = {0};
    int64_t at;

    *ret_n = 0;
    *ret_e = NULL;
    if (d->stopped_at != 0 || d->state == DEADLINE_PAUSED)
        return;
    for (size_t i = 0; i < d->rule->n_warns; i++) {
        const struct deadline_step *s = &d->rule->warns[i];
        if (warn_at(d, s, &at))
            vec_push(cx->mem, &v, (struct deadline_event){at, s->n > 0 ? DEADLINE_WARN : DEADLINE_DUE, s, false});
    }
    if (d->rule->reminder)
        vec_push(cx->mem, &v, (struct deadline_event){past_at(d), DEADLINE_PAST, NULL, false});
    else
        add_escalations(cx, d, &v);
    if (v.n > 1)
        qsort(v.at, v.n, sizeof *v.at, by_time);
    *ret_e = v.at;
    *ret_n = v.n;
}

int64_t deadline_next(struct ctx *cx, const struct deadline *d, int64_t now)
{
    struct deadline_event *e;
    size_t n;

    deadline_events(cx, d, &e, &n);
    for (size_t i = 0; i < n; i++)
        if (e[i].at > now)
            return e[i].at;
    if (d->stopped_at != 0 && d->rule->unit == DEADLINE_FIXED && d->rule->year_expr == NULL)
        return day_start((struct date){(int16_t)(d->due.y + 1), 1, 1}) > now
                   ? day_start((struct date){(int16_t)(d->due.y + 1), 1, 1})
                   : 0;
    return 0;
}

static bool has_come(struct ctx *cx, const struct deadline *d, enum deadline_state stage)
{
    struct deadline_event *e;
    size_t n;

    deadline_events(cx, d, &e, &n);
    for (size_t i = 0; i < n; i++)
        if (e[i].stage == stage && e[i].at <= ctx_now(cx))
            return true;
    return false;
}

static bool is_paused(const struct deadline *d)
{
    return d->n_pauses > 0 && d->pauses[d->n_pauses - 1].to == 0;
}

void deadline_stage(struct ctx *cx, struct deadline *d)
{
    struct date today = ctx_today(cx);
    bool over = ctx_now(cx) > d->due_at;

    d->state = DEADLINE_OPEN;
    if (d->stopped_at != 0)
        d->state = d->stopped_at <= d->due_at ? DEADLINE_DONE : DEADLINE_DONE_LATE;
    else if (is_paused(d))
        d->state = DEADLINE_PAUSED;
    else if (d->rule->reminder && ctx_now(cx) >= past_at(d))
        d->state = DEADLINE_PAST;
    else if (over && !d->rule->reminder)
        d->state = has_come(cx, d, DEADLINE_ESCALATED) ? DEADLINE_ESCALATED : DEADLINE_LATE;
    else if (date_cmp(today, d->act_by) >= 0)
        d->state = DEADLINE_DUE;
    else if (has_come(cx, d, DEADLINE_WARN))
        d->state = DEADLINE_WARN;
}

bool deadline_is_law(const struct deadline_rule *rule)
{
    return rule->mark != NULL && strcmp(rule->mark, "V") == 0;
}

const char *deadline_basis(struct ctx *cx, const struct deadline_rule *rule)
{
    const char *basis = rule->basis != NULL ? rule->basis : "", *ground = label_text(&rule->ground, cx->lang);

    if (*ground != '\0')
        basis = arena_printf(cx->mem, "%s%s%s", basis, *basis != '\0' ? "; " : "", ground);
    if (deadline_is_law(rule))
        return basis;
    const char *unverified = i18n_text(cx->lang, "deadline.unverified").p;
    return *basis == '\0' ? unverified : arena_printf(cx->mem, "%s (%s)", unverified, basis);
}

static const char *const state_ids[DEADLINE__MAX] = {"none", "open", "warn", "due", "late", "done", "done_late",
                                                     "paused", "escalated", "past"};

const char *deadline_state_id(enum deadline_state s)
{
    return state_ids[s];
}

bool deadline_state_parse(struct str id, enum deadline_state *ret_s)
{
    for (int s = 0; s < DEADLINE__MAX; s++)
        if (str_is(id, state_ids[s])) {
            *ret_s = (enum deadline_state)s;
            return true;
        }
    return false;
}

const char *deadline_doubt(struct ctx *cx, unsigned flags, struct date due)
{
    if ((flags & WORKDAY_NO_TABLE) != 0)
        return i18n_fill(cx, "deadline.no_table", arena_printf(cx->mem, "%d", due.y));
    if ((flags & WORKDAY_UNCONFIRMED) != 0)
        return i18n_text(cx->lang, "deadline.unconfirmed").p;
    if ((flags & WORKDAY_NOT_WORKING) != 0)
        return i18n_text(cx->lang, "deadline.not_working").p;
    return NULL;
}
