/* See notice_text.h. */
#include "rules/notice_text.h"

#include <string.h>

#include "platform/db.h"
#include "platform/i18n.h"
#include "rules/deadline.h"

static const char *who(struct ctx *cx, int64_t account)
{
    struct rows *r;

    if (account == 0 || db_one(cx, &r, "SELECT name FROM account WHERE id = ?", db_i(account)) != OK)
        return i18n_text(cx->lang, "notice.program").p;
    return rows_text(r, "name");
}

/* What the event is about, in words: a deadline, a state, a move. */
static const char *subject(struct ctx *cx, const struct notice *n)
{
    const struct kind *k = n->kind == NULL ? NULL : kind_find(n->kind);

    if (n->subject == NULL || k == NULL)
        return n->subject;
    const struct deadline_rule *rule = deadline_rule_find(n->subject, k->id);
    if (rule != NULL)
        return label_text(&rule->label, cx->lang);
    int state = kind_state(k, n->subject);
    if (state >= 0)
        return label_text(&k->states[state].label, cx->lang);
    const struct move *m = kind_move(k, n->subject);
    return m != NULL ? label_text(&m->label, cx->lang) : n->subject;
}

static const char *day(struct ctx *cx, struct date d)
{
    return date_is_set(d) ? field_print_date(cx, d) : "";
}

/* {1} the record, {2} who did it, {3} what it is about, {4} words of its own, {5} a day */
const char *notice_text(struct ctx *cx, const struct notice *n)
{
    const char *key = arena_printf(cx->mem, "notice.%s", n->event);
    const char *args[] = {n->title != NULL ? n->title : "—", who(cx, n->by_user), subject(cx, n), n->detail,
        day(cx, n->due)};

    return i18n_has(key) ? i18n_fill_all(cx, key, args, sizeof args / sizeof *args) : n->event;
}

const char *notice_href(struct ctx *cx, const struct notice *n)
{
    if (n->record_id == 0 || n->kind == NULL)
        return NULL;
    return arena_printf(cx->mem, "/%s/%lld%s", n->kind, (long long)n->record_id,
        strncmp(n->event, "comment.", 8) == 0 ? "#comments" : "");
}
