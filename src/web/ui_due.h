/* Components of deadlines: the badge of the stage, and what the date stands on with its mark. Not for: pages. */
#pragma once

#include "rules/deadline.h"
#include "web/ui.h"

void ui_due_stage(struct ctx *cx, struct html *h, enum deadline_state s);
/* "Law 70/2020 Art. 19 · verified", with an icon; the others say that they are the office's own. */
void ui_due_basis(struct ctx *cx, struct html *h, const struct deadline_rule *rule);
