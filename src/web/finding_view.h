/* Findings on a page: the heading of their text, one item with its places, the buttons that decide.
   Not for: which findings there are (ledger/finding.h), grouping (ledger/finding_group.h). */
#pragma once

#include "ledger/finding_group.h"
#include "web/ui.h"

void finding_view_title(struct ctx *cx, struct html *h, const struct finding_group *g);
/* One <li>. decide: with what was decided and, for those who may, the buttons. */
void finding_view_item(struct ctx *cx, struct web *w, const struct finding_item *item, bool decide);
