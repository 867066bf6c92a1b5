/* Keys with which programs use the interface in the name of an account: each for chosen registers and rights, for a
   time. A key only takes away: what its owner may do at that moment, less what the key does not name (access.c).
   Only the hash of a key is kept. Not for: sessions of browsers (account.h). */
#pragma once

#include "register/account.h"

enum { API_KEY_CHARS = 47, API_KEY_DAYS = 90, API_KEY_MOST_DAYS = 365, API_KEY_MOST = 50 };
#define API_KEY_BEGIN "chk_"     /* how a key begins, so that it is known where it does not belong */
#define API_KEY_ALL "*"          /* every register, also those that come */
#define API_KEY_LEDGER "ledger"  /* the office's texts and figures; no register */

struct api_key {
    int64_t id, account;
    const char *name;
    const char *hint;   /* its first signs: names the key, opens nothing */
    const char *rights; /* with blanks, of api_key_rights */
    const char *kinds;  /* ids with blanks, API_KEY_LEDGER among them; or API_KEY_ALL */
    int64_t days;       /* chosen: a renewed key lives as long again */
    int64_t created_at, expires_at, seen_at; /* seen_at: kept to the minute; 0 = never used */
    const char *seen_ip;
};

/* What a key may be given, beside reading, which every key may. */
extern const char *const api_key_rights[]; /* "read" first; ends with NULL */

/* k: name, rights, kinds, days. All problems at once, in these fields. The key itself goes out here and nowhere
   else. */
enum status api_key_make(struct ctx *cx, int64_t account, const struct api_key *k, int64_t *ret_id,
                         char ret_secret[API_KEY_CHARS + 1]) MUST_CHECK;
/* The newest first, those that are over too. */
enum status api_key_list(struct ctx *cx, int64_t account, struct api_key **ret_at, size_t *ret_n) MUST_CHECK;
/* Another secret in place of the old one, which is worth nothing from now on; lives as long as was chosen.
   E_NOTFOUND when the account has no such key. */
enum status api_key_rotate(struct ctx *cx, int64_t account, int64_t id, char ret_secret[API_KEY_CHARS + 1])
    MUST_CHECK;
enum status api_key_end(struct ctx *cx, int64_t account, int64_t id) MUST_CHECK; /* E_NOTFOUND */
/* Puts the owner with what the key leaves him into cx->who. E_LOGIN when there is no such key, it is over, or the
   account is disabled. remote: noted as the last use. */
enum status api_key_act(struct ctx *cx, struct str secret, const char *remote, struct api_key *ret_key) MUST_CHECK;
