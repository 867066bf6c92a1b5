/* Asking to see masked personal data: one small form on a page (why, and the buttons), and beside each masked value a
   button that belongs to it. Without script; every press is a request that is written down (register/reveal.h).
   Not for: who has the right (register/access.h). */
#pragma once

#include "web/ui.h"

#define UI_REVEAL "reveal" /* id of the form */

struct ui_reveal {
    const char *action;    /* where it is sent */
    int level;             /* the most personal that is offered: with 2 a reason is asked for */
    const char *csv, *xlsx; /* addresses of exports with the data, or NULL */
    bool folded;           /* only its heading, until it is opened */
    bool shown;            /* it is shown on this page: says so, and leads back to the masked page */
    const char *back;      /* that page */
};
void ui_reveal_form(struct ctx *cx, struct web *w, const struct ui_reveal *r);
/* The eye beside a masked value; a field of sensitive data asks for the reason in the form. */
void ui_reveal_button(struct ctx *cx, struct html *h, const struct field *f);
/* What the page asks for: the reason that was typed, the fields that were pressed ("phone,email"; empty = all). */
const char *ui_reveal_why(struct ctx *cx, const struct web *w);
struct str ui_reveal_fields(struct ctx *cx, const struct web *w);
