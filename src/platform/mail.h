/* One mail out, over SMTP by libcurl: plain text, UTF-8, headers encoded. Where to is a setting (mail.url); without it
   no mail leaves. Not for: what is said and to whom (papers/digest.h). */
#pragma once

#include "base/ctx.h"

struct mail_server {
    const char *url;      /* "smtp://127.0.0.1:25", "smtps://mail.example.org:465" */
    const char *from;     /* "chancery@example.org" */
    const char *user, *password; /* NULL or "" = none */
};

struct mail {
    const char *to;       /* one address */
    const char *subject;  /* UTF-8, one line */
    struct str body;      /* UTF-8; lines end with \n */
    const char *id;       /* unique part of the Message-ID */
};

/* An address that can stand in an envelope: one @, no blanks, brackets or control characters. */
bool mail_address(struct str address);
/* E_IO when the server cannot be reached or does not take it; detail says why. E_INVALID: an address that is none. */
enum status mail_send(struct ctx *cx, const struct mail_server *server, const struct mail *m) MUST_CHECK;
