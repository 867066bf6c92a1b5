/* Notices: what someone should look at. Written once per person, whoever writes and however often, so that a job may
   run again; shown by the page of notices, counted in the frame, gathered by the mail digest (column mailed_at).
   A notice carries no sentence: the event is the message key "notice.EVENT", subject and detail fill it, so that each
   reader has it in his language. Not for: the audit trail (history.h) or the flash of one request (web.h). */
#pragma once

#include "register/record.h"

struct notice {
    int64_t id, at;
    const char *event;   /* "deadline.late": message key notice.deadline.late */
    const char *role;    /* written to a role: its code; NULL = to the person */
    const char *kind;    /* of the record; NULL = about none */
    int64_t record_id;   /* 0 = about none */
    const char *title;   /* of the record, as far as the reader may read it; NULL = none or no more */
    const char *subject; /* code of a rule, id of a move, of a comment */
    const char *detail;  /* words that need no translation */
    struct date due;     /* the day it is about; all zero = none */
    int64_t by_user, read_at, mailed_at, account;
};

/* Writes n->event, subject, detail, due about rec (NULL = none) to one account. once: a key that makes a second call
   do nothing; NULL = always a new notice. ret_new may be NULL. */
enum status notice_to_account(struct ctx *cx, const struct notice *n, const struct record *rec, int64_t account,
                              const char *once, bool *ret_new) MUST_CHECK;
/* The same to every enabled account that holds the role and may read rec ("the role in its scope"). With nobody
   there, one notice for the administrators says so. ret_n: how many were new. */
enum status notice_to_role(struct ctx *cx, const struct notice *n, const struct record *rec, enum role role,
                           const char *once, int64_t *ret_n) MUST_CHECK;
/* The same to every account of an organisation that may read rec; the organisation of a field, "@proposer". */
enum status notice_to_org(struct ctx *cx, const struct notice *n, const struct record *rec, int64_t org,
                          const char *once, int64_t *ret_n) MUST_CHECK;

/* Of cx->who, newest first; those about records he may no longer read are left out. before: id of the last one of
   the page before, 0 = from the newest. Administrators also get the notices that found nobody. */
struct notice_query {
    bool unread, unmailed;
    int64_t before, limit; /* limit 0 = 50 */
};
enum status notice_list(struct ctx *cx, const struct notice_query *q, struct notice **ret_at, size_t *ret_n)
    MUST_CHECK;
enum status notice_unread(struct ctx *cx, int64_t *ret_n) MUST_CHECK; /* for the frame; never more than 1000 */
enum status notice_read(struct ctx *cx, int64_t id) MUST_CHECK; /* 0 = all of cx->who; E_NOTFOUND when not his */
enum status notice_mailed(struct ctx *cx, int64_t account, int64_t up_to_id) MUST_CHECK;
/* Marks the unread ones of this event family as read: what they warned of is over ("deadline.", record, subject). */
enum status notice_over(struct ctx *cx, const char *family, int64_t record_id, const char *subject) MUST_CHECK;
