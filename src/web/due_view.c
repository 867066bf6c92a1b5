/* See due_view.h. */
#include "web/due_view.h"

#include <string.h>

enum { PER_PAGE = 50, MOST_PER_PAGE = 500 };

static const char *const whose_ids[] = {"all", "unit", "mine"};

const char *due_view_whose(enum due_whose whose)
{
    return whose_ids[whose];
}

static bool is_open_stage(enum deadline_state s)
{
    return s == DEADLINE_OPEN || s == DEADLINE_WARN || s == DEADLINE_DUE || s == DEADLINE_LATE ||
           s == DEADLINE_PAUSED || s == DEADLINE_ESCALATED;
}

enum status due_view_query(struct ctx *cx, struct web *w, struct due_query *ret_q)
{
    const char *whose = web_param_text(cx, w, "whose"), *stage = web_param_text(cx, w, "stage");
    const char *kind = web_param_text(cx, w, "kind"), *until = web_param_text(cx, w, "until");
    int64_t per = web_param_int(w, "per"), page = web_param_int(w, "page");
    struct due_query q = {.per = per > 0 && per <= MOST_PER_PAGE ? per : PER_PAGE, .page = page > 0 ? page : 1};
    enum deadline_state s;
    size_t i = 0;

    while (*whose != '\0' && i < 3 && strcmp(whose, whose_ids[i]) != 0)
        i++;
    if (i == 3)
        return ctx_fail(cx, E_USAGE, "whose is all, unit or mine, not %s", whose);
    q.whose = (enum due_whose)i;
    if (*stage != '\0' && (!deadline_state_parse(str_of(stage), &s) || !is_open_stage(s)))
        return ctx_fail(cx, E_USAGE, "stage is open, warn, due, late, escalated or paused, not %s", stage);
    q.stage = *stage != '\0' ? stage : NULL;
    q.kind = *kind != '\0' ? kind_find(kind) : NULL;
    if (*kind != '\0' && q.kind == NULL)
        return ctx_fail(cx, E_USAGE, "no register %s", kind);
    if (*until != '\0' && !date_parse(str_of(until), &q.until))
        return ctx_fail(cx, E_USAGE, "until is no day: %s", until);
    *ret_q = q;
    return OK;
}
