/* Building a page of markup. Markup is accepted only as a string literal, so user text cannot become markup by
   mistake:
   html(h, user) does not compile; text goes through html_text, html_attr, html_url.
   Not for: what pages look like (web/ui.h). */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"

struct html {
    struct buf out;
    enum lang lang;    /* of the words that html_msg() writes */
    const char *scope; /* of ids: set while one of several forms with the same names is written, else NULL */
};

enum { HTML_MAX_BYTES = 16 << 20 };

void html_init(struct html *h, struct arena *mem, enum lang lang);
/* The page so far; E_TOOBIG when it passed HTML_MAX_BYTES. */
enum status html_done(struct html *h, struct str *ret_page) MUST_CHECK;

#define html(h, literal) html_markup_((h), STR(literal))
void html_markup_(struct html *h, struct str markup);

void html_again(struct html *h, const struct html *made); /* markup that was made before, for what repeats */

void html_text(struct html *h, const char *text); /* between tags; NULL writes nothing */
void html_str(struct html *h, struct str text);
/* Inside a quoted attribute. For an address use html_url for each variable part of it. */
void html_attr(struct html *h, const char *text);
void html_attr_str(struct html *h, struct str text);
void html_url(struct html *h, const char *part); /* percent-encoded: one path segment or one query value */
void html_url_str(struct html *h, struct str part);
/* An address made by this program and already percent-encoded (page paths, the request's own query). Refuses, by
   writing "#", what does not begin with a single slash or "?": no scheme, no other host. */
void html_href(struct html *h, struct str address);
void html_int(struct html *h, int64_t n);          /* plain digits: ids, counts in attributes */
void html_number(struct html *h, int64_t n);       /* grouped as the language writes it: 3.695 or 3,695 */
void html_decimal(struct html *h, const char *canonical); /* "39270000.5" with the language's marks */
void html_date(struct html *h, struct date d);     /* 12/01/2026, 12 Jan 2026, 12.01.2026; nothing when not set */
void html_day(struct html *h, const char *iso);    /* the same from "2026-01-12"; anything else as it is written */
void html_instant(struct html *h, int64_t utc);    /* the office's time, to the minute */
void html_msg(struct html *h, const char *key);    /* a text of i18n/, escaped */
void html_msg1(struct html *h, const char *key, const char *arg);
void html_msg_int(struct html *h, const char *key, int64_t n);
void html_msg_attr(struct html *h, const char *key);
