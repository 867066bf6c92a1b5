/* See account_step.h. */
#include "register/account_step.h"

#include <string.h>

#include "platform/crypto.h"
#include "platform/db.h"

enum status account_step_open(struct ctx *cx, const struct account *a, char ret_token[ACCOUNT_TOKEN_CHARS + 1])
{
    char token[ACCOUNT_TOKEN_CHARS + 1], hash[ACCOUNT_HASH_CHARS + 1];

    crypto_token(token);
    crypto_blake2b_hex(str_of(token), hash);
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "DELETE FROM login_step WHERE expires_at <= ?", db_i(ctx_now(cx))));
    TRY(db_exec(cx, NULL, "INSERT INTO login_step (id, account, expires_at) VALUES (?, ?, ?)", db_s(hash), db_i(a->id),
                db_i(ctx_now(cx) + ACCOUNT_STEP_S)));
    TRY(db_commit(cx));
    memcpy(ret_token, token, sizeof token);
    return OK;
}

enum status account_step_find(struct ctx *cx, const char *token_hash, struct account *ret_a)
{
    struct rows *r;
    struct account a;
    enum status st = db_one(cx, &r, "SELECT account FROM login_step WHERE id = ? AND expires_at > ?",
                            db_s(token_hash), db_i(ctx_now(cx)));

    if (st == E_NOTFOUND)
        return ctx_fail(cx, E_LOGIN, "no half-open login");
    TRY(st);
    TRY(account_load(cx, rows_int(r, "account"), &a));
    if (a.disabled)
        return ctx_fail(cx, E_LOGIN, "the account is disabled");
    *ret_a = a;
    return OK;
}

enum status account_step_close(struct ctx *cx, const char *token_hash)
{
    int64_t gone;

    TRY(db_exec(cx, &gone, "DELETE FROM login_step WHERE id = ?", db_s(token_hash)));
    return gone == 1 ? OK : ctx_fail(cx, E_LOGIN, "the half-open login was closed meanwhile");
}
