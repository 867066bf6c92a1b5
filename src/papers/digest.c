/* See digest.h. */
#include "papers/digest.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/uid.h"
#include "platform/db.h"
#include "platform/i18n.h"
#include "register/account.h"
#include "register/choice.h"
#include "rules/notice_text.h"

enum { MOST = 100, BODY_BYTES = 1 << 20 };

/* Without words that only the reader may see beside the record: a mail leaves the house. The sentence names the record,
   which the reader may read at this moment. */
static struct str body(struct ctx *cx, const struct account *a, const struct notice *all, size_t n, const char *address)
{
    struct buf b;

    buf_init(&b, cx->mem, BODY_BYTES);
    buf_printf(&b, "%s\n\n", i18n_fill(cx, "digest.hello", a->name));
    for (size_t i = 0; i < n; i++) {
        const char *href = notice_href(cx, &all[i]);

        buf_printf(&b, "- %s\n", notice_text(cx, &all[i]));
        if (href != NULL && *address != 0)
            buf_printf(&b, "  %s%s\n", address, href);
    }
    buf_printf(&b, "\n%s\n", i18n_fill(cx, "digest.end", *address != 0 ? address : ""));
    return buf_str(&b);
}

/* As the person: only what he may read now stands in the mail. */
static enum status to_one(struct ctx *cx, const struct account *a, const struct mail_server *server,
                          const char *address, struct digest_work *w)
{
    char id[UID_CHARS + 1];
    struct notice *all;
    size_t n;

    TRY(account_act_as(cx, a));
    (void)lang_parse(str_of(a->lang), &cx->lang);
    TRY(notice_list(cx, &(struct notice_query){.unread = true, .unmailed = true, .limit = MOST}, &all, &n));
    if (n == 0)
        return OK;
    uid_make(ctx_now(cx), id);
    struct mail m = {.to = a->email, .id = id, .body = body(cx, a, all, n, address),
        .subject = i18n_fill(cx, "digest.subject", arena_printf(cx->mem, "%zu", n))};
    enum status st = mail_send(cx, server, &m);
    if (st != OK) {
        log_line(LOG_WARN, "digest to %s: %s", a->login, cx->detail != NULL ? cx->detail : status_name(st));
        ctx_clear(cx);
        w->failed++;
        return OK;
    }
    w->sent++;
    w->notices += (int64_t)n;
    return notice_mailed(cx, a->id, all[0].id);
}

static enum status wants(struct ctx *cx, const struct account *a, bool *ret_yes)
{
    const char *chosen;

    TRY(choice_get(cx, a->id, CHOICE_DIGEST, &chosen));
    *ret_yes = !a->disabled && a->email != NULL && *a->email != 0 && (chosen == NULL || strcmp(chosen, "no") != 0);
    return OK;
}

enum status digest_send(struct ctx *cx, struct lease *l, const struct mail_server *server, const char *address,
                        struct digest_work *ret_w)
{
    struct digest_work w = {0};
    struct who before = cx->who;
    enum lang lang = cx->lang;
    struct account *all;
    size_t n;
    bool yes;

    TRY(account_list(cx, &all, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(wants(cx, &all[i], &yes));
        if (!yes)
            continue;
        TRY(lease_renew(cx, l));
        enum status st = to_one(cx, &all[i], server, address, &w);
        cx->who = before;
        cx->lang = lang;
        TRY(st);
    }
    *ret_w = w;
    return OK;
}
