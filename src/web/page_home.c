/* The registers: what there is, how much of it, and what to begin with. */
#include "web/pages.h"
#include "web/ui.h"

enum status page_home_show(struct ctx *cx, struct web *w)
{
    struct html *h = &w->h;

    ui_page_begin(cx, w, &(struct ui_page){.title_key = "registers.title", .active = "registers"});
    ui_page_body(w);
    ui_card_begin(h, NULL);
    ui_empty(h, "folders", "registers.empty", "registers.empty_text", NULL, NULL);
    ui_card_end(h);
    return ui_page_end(cx, w);
}
