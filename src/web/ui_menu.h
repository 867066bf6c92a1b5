/* The menu at the left: fixed rows, then the registers that the user may read, by their group. */
#pragma once

#include "web/web.h"

void ui_menu_start(struct ctx *cx); /* once, when the kinds stand; its texts live as long as cx->mem */
void ui_menu(struct ctx *cx, struct web *w, const char *active);
