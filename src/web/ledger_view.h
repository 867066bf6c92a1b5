/* What the pages of the ledger share: the year and locality shown, figures as words, badges, quotes with their mark.
   Not for: whole pages (page_figures.c, page_source.c …). */
#pragma once

#include "ledger/observation.h"
#include "ledger/reconcile.h"
#include "papers/report_words.h"
#include "web/ui.h"

struct ledger_view {
    int year;
    const char *subject;
    int *years; /* newest first */
    size_t n_years;
    struct report_words words;
    const struct indicators *all;
};
/* Takes the parameter year when the route has it. */
enum status ledger_view_open(struct ctx *cx, struct web *w, struct ledger_view *ret_v) MUST_CHECK;
void ledger_view_years(struct web *w, const struct ledger_view *v, const char *path); /* links, the shown one marked */
const char *ledger_view_value(struct ctx *cx, const struct ledger_view *v, const struct observation *o);
void ledger_view_state(struct ctx *cx, struct html *h, const struct observation *o);
void ledger_view_class(struct html *h, char cls); /* badge of a finding's class */
/* Label of the indicator in the user's language, or the counted noun in quotation marks. */
const char *ledger_view_label(struct ctx *cx, const struct ledger_view *v, const struct observation *o);
/* Whose figure it is: its name in the user's language, else its code. */
const char *ledger_view_subject(struct ctx *cx, const struct ledger_view *v, const struct observation *o);
/* body[from, to) with [start, end) marked. */
void ledger_view_quote(struct html *h, struct str body, size_t from, size_t to, size_t start, size_t end);
const char *ledger_view_url(struct ctx *cx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool ledger_view_may_decide(const struct ctx *cx);
enum { LEDGER_DECIDERS = 1U << ROLE_OFF | 1U << ROLE_HEAD | 1U << ROLE_DIR };
