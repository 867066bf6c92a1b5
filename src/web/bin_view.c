/* See bin_view.h. */
#include "web/bin_view.h"

#include "platform/i18n.h"

const char *bin_view_left(struct ctx *cx, const struct bin_row *row)
{
    if (row->left < 0)
        return ui_text(cx, "bin.over");
    if (row->left == 0)
        return ui_text(cx, "bin.last_day");
    return i18n_fill(cx, "bin.left", arena_printf(cx->mem, "%lld", (long long)row->left));
}

void bin_view_alert(struct ctx *cx, struct html *h, const struct bin_row *row)
{
    ui_alert(h, UI_WARN, arena_printf(cx->mem, "%s %s · %s%s%s · %s", ui_text(cx, "record.is_deleted"), row->login,
                                      instant_text(cx->mem, row->at), row->why != NULL ? " · " : "",
                                      row->why != NULL ? row->why : "", bin_view_left(cx, row)));
}
