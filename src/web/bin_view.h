/* One deleted record in words: how long it can still be restored, and the notice above its page. Not for: the list of
   them (page_bin.c). */
#pragma once

#include "register/bin.h"
#include "web/ui.h"

const char *bin_view_left(struct ctx *cx, const struct bin_row *row); /* "12 days left" */
void bin_view_alert(struct ctx *cx, struct html *h, const struct bin_row *row);
