/* Choosing among more than a list can show: records, accounts, countries, communes. What is chosen stands as boxes; one
   types, looks for it, and marks what was found. With a script the found rows come while typing; without one the
   button sends the form, which comes back with all that was typed and the rows beneath.
   Not for: short lists (ui_form.c) or what a person may read (register/list.h, search.h decide). */
#pragma once

#include "web/ui_record.h"

/* Is this field chosen by looking for it? */
bool ui_pick_is(const struct field *f);
/* Up to 20 values whose names hold all the words of q, of those the user may see and that are valid today. */
enum status ui_pick_find(struct ctx *cx, const struct field *f, struct str q, struct ui_option **ret_at, size_t *ret_n)
    MUST_CHECK;
/* How one value of the field is called: a title, a name, the label of a code. Never NULL. */
const char *ui_pick_label(struct ctx *cx, const struct field *f, const char *one);
/* The input. in: label, help, error, value as for ui_field(); k: the kind of f. */
void ui_pick_input(struct ctx *cx, struct web *w, const struct kind *k, const struct field *f,
                   const struct ui_field *in);
/* First in a form with such inputs: what Enter presses is the first button, which must not be that of a search. */
void ui_pick_enter(struct html *h);
/* Was the form sent to look for something, not to be saved? Also when a person left words in a search box: what he
   meant by them was not chosen yet. */
bool ui_pick_asked(const struct web *w, const struct kind *k);
bool ui_pick_asked_for(const struct web *w, const struct field *f); /* for this one? */
