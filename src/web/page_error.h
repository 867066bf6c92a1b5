/* The page (or JSON) for everything that went wrong: what, where, and how to mend it; nothing typed is lost.
   Not for: problems of a form; the form shows them itself (page_form.c). */
#pragma once

#include "web/web.h"

/* st is what the handler returned; allow: the methods of a 405, else NULL. */
enum status page_error_show(struct ctx *cx, struct web *w, enum status st, const char *allow);
