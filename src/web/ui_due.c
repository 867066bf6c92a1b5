/* See ui_due.h. */
#include "web/ui_due.h"

#include "web/ui_record.h"

static const char *color_of(enum deadline_state s)
{
    switch (s) {
    case DEADLINE_LATE: case DEADLINE_DONE_LATE: case DEADLINE_ESCALATED:
        return "red";
    case DEADLINE_DUE: case DEADLINE_WARN:
        return "orange";
    case DEADLINE_DONE:
        return "green";
    case DEADLINE_PAUSED:
        return "azure";
    default:
        return "gray";
    }
}

void ui_due_stage(struct ctx *cx, struct html *h, enum deadline_state s)
{
    ui_badge(h, color_of(s), ui_text(cx, arena_printf(cx->mem, "deadline.%s", deadline_state_id(s))));
}

void ui_due_basis(struct ctx *cx, struct html *h, const struct deadline_rule *rule)
{
    bool law = deadline_is_law(rule);

    ui_icon(h, law ? "shield-check" : "alert-triangle");
    html(h, " ");
    html_text(h, ui_record_basis(cx, deadline_basis(cx, rule)));
    if (law) {
        html(h, " · ");
        html_msg(h, "deadline.verified");
    }
}
