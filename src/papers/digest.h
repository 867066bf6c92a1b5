/* The daily mail: what each person has not read and was not told before, one mail a person, in his language, with the
   addresses of the records. Sent on working days; a person without an address, or who wants none, gets none.
   Not for: sending (platform/mail.h), the page of notices. */
#pragma once

#include "platform/lease.h"
#include "platform/mail.h"

struct digest_work {
    int64_t sent, failed, notices;
};

/* address: of this installation, in front of every path ("https://chancery.example.org"). A failed mail is tried again
   the next time; it keeps no other from leaving. */
enum status digest_send(struct ctx *cx, struct lease *l, const struct mail_server *server, const char *address,
                        struct digest_work *ret_w) MUST_CHECK;
