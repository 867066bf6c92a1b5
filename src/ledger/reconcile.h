/* What is stated beside what is listed: each indicator names its record query, the difference is shown and explained,
   never hidden; and what a person should know before publishing that no comparison of versions can tell (gaps, growth
   without its sibling, shares that do not add up, figures of two definitions).
   Not for: differences between language versions (ledger/finding.h puts both together). */
#pragma once

#include "base/vec.h"
#include "ledger/algebra.h"

enum reconcile_gap {
    RECONCILE_MATCH,
    RECONCILE_SHORT,       /* fewer listed than stated: complete the list */
    RECONCILE_LONG,        /* more listed than stated */
    RECONCILE_NO_REGISTER, /* no register keeps these yet */
    RECONCILE_UNSTATED,    /* listed, but no text states it */
    RECONCILE_GAP__MAX
};

struct reconcile_line {
    const struct indicator *def;
    bool has_stated;
    struct observation stated; /* of the original, the newest; a correction goes before what it corrects */
    bool has_listed;           /* a register exists and the user may read it */
    int64_t listed;
    const char *url;           /* the record list, as a path of this program; NULL without a register */
    enum reconcile_gap gap;
    int64_t missing;           /* of SHORT: at least so many */
    const char *why_key;       /* message key of the explanation, NULL = none: "reconcile.moved" */
    const char *why_args[2];
};

struct reconcile_lines {
    VEC(struct reconcile_line);
};

/* Every indicator with a record query or a figure for that year; headline ones first, in their order. subject: of the
   office ("hue"); national figures are left out. */
enum status reconcile_year(struct ctx *cx, const struct indicators *all, int year, const char *subject,
                           struct reconcile_lines *ret_lines) MUST_CHECK;
/* One indicator; id of indicators.yaml. */
enum status reconcile_one(struct ctx *cx, const struct indicators *all, const struct indicator *def, int year,
                          const char *subject, struct reconcile_line *ret_line) MUST_CHECK;
/* Counts the records behind an indicator in a year. *ret_url: the list page. E_NOTFOUND: no register. */
enum status reconcile_count(struct ctx *cx, const struct indicator *def, int year, int64_t *ret_n, const char **ret_url)
    MUST_CHECK;
const char *reconcile_gap_name(enum reconcile_gap g); /* "short" */

/* A partner's name as typed: names and aliases of partner records that are nearly the same, nearest first. */
struct reconcile_name {
    int64_t record_id;
    const char *text, *title, *kind; /* text: the spelling that is near; title: how the record is called */
};
enum status reconcile_names(struct ctx *cx, const char *typed, struct reconcile_name **ret_at, size_t *ret_n)
    MUST_CHECK;
