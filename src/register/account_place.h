/* Roles of an account at further organisations, each from a day to a day: a deputy, a delegation, work for two offices.
   The main roles stand in the account itself (account.h). Every change is an event of the history.
   Not for: what a role may do (access.h). */
#pragma once

#include "register/account.h"

enum { ACCOUNT_MOST_PLACES = 8 }; /* that hold on one day, the main one too */

struct account_place {
    int64_t id, org_id, unit_id;
    const char *roles, *province, *why;
    struct date from, to; /* not set: open */
};

/* The newest first; ended ones too. */
enum status account_place_list(struct ctx *cx, int64_t account, struct account_place **ret_at, size_t *ret_n)
    MUST_CHECK;
/* All problems at once; E_INVALID too when more would hold at a time than may. */
enum status account_place_add(struct ctx *cx, int64_t account, const struct account_place *p, int64_t *ret_id)
    MUST_CHECK;
/* Its last day was yesterday; what had not begun never does. E_NOTFOUND when the account has no such row. */
enum status account_place_end(struct ctx *cx, int64_t account, int64_t id) MUST_CHECK;
/* The places of today, the main one first, into who->roles, who->places. who->places stays NULL for one place. */
enum status account_place_today(struct ctx *cx, const struct account *a, struct who *who) MUST_CHECK;
