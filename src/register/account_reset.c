/* See account_reset.h. */
#include "register/account_reset.h"

#include <string.h>

#include "platform/db.h"
#include "register/history.h"
#include "register/secret_code.h"

enum status account_reset_make(struct ctx *cx, int64_t id, char ret_code[SECRET_CODE_CHARS + 1])
{
    char code[SECRET_CODE_CHARS + 1], hash[CRYPTO_HEX_CHARS + 1];
    int64_t now = ctx_now(cx);
    struct account a;

    TRY(account_load(cx, id, &a));
    if (a.disabled)
        return ctx_fail(cx, E_REFUSED, "account %s is disabled", a.login);
    secret_code_make(code);
    secret_code_hash(cx, code, hash);
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "DELETE FROM account_reset WHERE account = ? OR expires_at <= ?", db_i(id), db_i(now)));
    TRY(db_exec(cx, NULL,
                "INSERT INTO account_reset (account, hash, expires_at, created_at, created_by) VALUES (?, ?, ?, ?, ?)",
                db_i(id), db_s(hash), db_i(now + (int64_t)ACCOUNT_RESET_HOURS * 3600), db_i(now),
                db_i(cx->who.user_id)));
    TRY(history_event(cx, "password", NULL, 0, arena_printf(cx->mem, "reset code for %s", a.login)));
    TRY(db_commit(cx));
    memcpy(ret_code, code, sizeof code);
    return OK;
}

/* The code goes with the password in one transaction: of two that use it at once, one is refused. */
static enum status spend(struct ctx *cx, int64_t id, const char *login, const char *hash, const char *password,
                         const char *remote, const struct account_limits *limits)
{
    int64_t spent = 0;

    TRY(db_begin(cx));
    enum status st = db_exec(cx, &spent, "DELETE FROM account_reset WHERE account = ? AND hash = ?", db_i(id),
                             db_s(hash));
    if (st == OK && spent == 0)
        st = ctx_fail(cx, E_LOGIN, "the reset code of %s was used meanwhile", login);
    if (st == OK)
        st = account_set_password(cx, id, password, false, limits);
    if (st == OK)
        st = account_sessions_close_all(cx, id);
    if (st == OK)
        st = history_event(cx, "password", NULL, 0,
                           arena_printf(cx->mem, "reset code of %s used from %s", login, remote));
    if (st != OK) {
        db_rollback(cx);
        return st;
    }
    return db_commit(cx);
}

enum status account_reset_use(struct ctx *cx, const char *login, const char *code, const char *password,
                              const char *remote, const struct account_limits *limits)
{
    char hash[CRYPTO_HEX_CHARS + 1];
    struct rows *r;

    TRY(account_guess_check(cx, login, remote, limits));
    secret_code_hash(cx, code, hash);
    enum status st = db_one(cx, &r,
                            "SELECT a.id AS id, s.hash AS hash FROM account a JOIN account_reset s ON s.account = a.id "
                            "WHERE a.login = ? AND a.state = 'enabled' AND s.expires_at > ?",
                            db_s(login), db_i(ctx_now(cx)));
    if (st != OK && st != E_NOTFOUND)
        return st;
    if (st == E_NOTFOUND || !crypto_same(rows_str(r, "hash"), str_of(hash))) {
        TRY(account_guess_note(cx, login, remote));
        return ctx_fail(cx, E_LOGIN, "reset of %s failed", login);
    }
    return spend(cx, rows_int(r, "id"), login, hash, password, remote, limits);
}
