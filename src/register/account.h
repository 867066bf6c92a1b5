/* Accounts: who may come in, with which roles, language and clearance; login with its limits; sessions.
   Every change is an event of the history. Not for: cookies (web/web_session.c), keys of the interface (api_key.h) or
   what a role may do (access.h). */
#pragma once

#include "base/ctx.h"

struct account {
    int64_t id;
    const char *login, *name, *roles, *lang, *email, *province; /* province: two digits, NULL = none */
    int64_t org_id, unit_id; /* records; 0 = none */
    int clearance;           /* 0 public, 1 internal, 2 restricted, 3 secret_ref */
    int personal;            /* 0 masked, 1 personal data, 2 sensitive personal data too */
    bool must_change, disabled;
    int64_t last_login_at, created_at;
    int64_t updated_at;      /* of the row as it was read: a change of an older one conflicts */
};

struct account_limits {
    long tries, wait_s;           /* failed logins in a row, then the wait */
    long idle_s, most_s;          /* of a session */
    long password_least;          /* characters */
    uint32_t totp_roles;          /* ROLE_BIT: who has one of them needs a second factor */
};

/* A new account. a: login, name, roles, lang, email, province, org_id, unit_id, clearance, personal, must_change; the
   rest is ignored. password NULL: no password login. All problems at once. */
enum status account_create(struct ctx *cx, const struct account *a, const char *password,
                           const struct account_limits *limits, int64_t *ret_id) MUST_CHECK;
/* Changes name, roles, lang, org_id, unit_id, clearance, personal, email. E_CONFLICT when version is not the stored
   one. The last administrator stays one (problem of "roles"). */
enum status account_change(struct ctx *cx, const struct account *a) MUST_CHECK;
/* Ends every session of the account as well. An administrator cannot shut out himself (E_REFUSED), nobody the last
   administrator (problem of "roles"). */
enum status account_disable(struct ctx *cx, int64_t id, bool off) MUST_CHECK;
/* By somebody else than its owner (an administrator, the shell, a reset code) it ends every session and key. */
enum status account_set_password(struct ctx *cx, int64_t id, const char *password, bool must_change,
                                 const struct account_limits *limits) MUST_CHECK;
enum status account_load(struct ctx *cx, int64_t id, struct account *ret_a) MUST_CHECK;
enum status account_find(struct ctx *cx, const char *login, struct account *ret_a) MUST_CHECK;
enum status account_list(struct ctx *cx, struct account **ret_at, size_t *ret_n) MUST_CHECK;
enum status account_count(struct ctx *cx, int64_t *ret_n) MUST_CHECK;
/* Puts the account with the roles of today into cx->who (and its language into cx->lang). */
enum status account_act_as(struct ctx *cx, const struct account *a) MUST_CHECK;

/* Checks name and password. E_LOGIN for a wrong pair, an unknown name or a disabled account, all alike; E_BUSY as
   account_guess_check(). remote: address of the client. */
enum status account_login(struct ctx *cx, const char *login, const char *password, const char *remote,
                          const struct account_limits *limits, struct account *ret_a) MUST_CHECK;
/* Guesses of passwords and of other secrets: may this name be tried once more from this address? Counted by the name
   that was typed, so that an unknown one waits like a known one. E_BUSY with a problem that says how many minutes. */
enum status account_guess_check(struct ctx *cx, const char *login, const char *remote,
                                const struct account_limits *limits) MUST_CHECK;
/* It was wrong. */
enum status account_guess_note(struct ctx *cx, const char *login, const char *remote) MUST_CHECK;
/* Notes the login of an account whose password was right; goes into one transaction with the session. */
enum status account_entered(struct ctx *cx, const struct account *a, const char *remote) MUST_CHECK;
/* Is this the account's password? A browser left open must not be enough for changing it, nor for guessing it: a wrong
   one (E_LOGIN) counts as at the login. E_BUSY as account_guess_check(). */
enum status account_check_password(struct ctx *cx, int64_t id, const char *password, const char *remote,
                                   const struct account_limits *limits) MUST_CHECK;

enum { ACCOUNT_HASH_CHARS = 64, ACCOUNT_TOKEN_CHARS = 43 };
struct account_session {
    int64_t user_id, seen_at, expires_at;
    char csrf[ACCOUNT_TOKEN_CHARS + 1];
};
/* A session for the account: ret_token goes to the browser and is kept nowhere else. */
enum status account_session_open(struct ctx *cx, const struct account *a, const char *remote,
                                 const struct account_limits *limits, struct account_session *ret_s,
                                 char ret_token[ACCOUNT_TOKEN_CHARS + 1]) MUST_CHECK;
/* By the BLAKE2b of the token in hexadecimal. E_LOGIN when there is none, it is over, or the account is disabled. */
enum status account_session_find(struct ctx *cx, const char *token_hash, const struct account_limits *limits,
                                 struct account_session *ret_s, struct account *ret_a) MUST_CHECK;
enum status account_session_seen(struct ctx *cx, const char *token_hash) MUST_CHECK;
enum status account_session_close(struct ctx *cx, const char *token_hash) MUST_CHECK;
/* The browsers in which the account is logged in. The last used first. */
enum { ACCOUNT_HANDLE_CHARS = 16 };
struct account_open {
    const char *handle; /* names the session, opens nothing: the beginning of its hash */
    const char *ip;
    int64_t created_at, seen_at, expires_at;
};
enum status account_session_list(struct ctx *cx, int64_t user_id, struct account_open **ret_at, size_t *ret_n)
    MUST_CHECK;
/* Ends one of the account's; an event of the history. E_NOTFOUND when it has no such session. */
enum status account_session_end(struct ctx *cx, int64_t user_id, const char *handle) MUST_CHECK;
enum status account_sessions_close_all(struct ctx *cx, int64_t user_id) MUST_CHECK; /* half-open logins, keys */
/* The browsers but this one (NULL = all); keys stay. */
enum status account_sessions_close_others(struct ctx *cx, int64_t user_id, const char *token_hash) MUST_CHECK;
