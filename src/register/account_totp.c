/* See account_totp.h. */
#include "register/account_totp.h"

#include <string.h>

#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/seal.h"
#include "platform/totp.h"
#include "register/access.h"
#include "register/history.h"
#include "register/notice.h"

static const char *place_of(struct ctx *cx, int64_t id)
{
    return arena_printf(cx->mem, "totp %lld", (long long)id);
}

bool account_totp_parse_roles(const char *text, uint32_t *ret_bits)
{
    if (strcmp(text, "all") == 0)
        return (*ret_bits = UINT32_MAX), true;
    return role_parse_all(str_of(text), ret_bits);
}

enum status account_totp_load(struct ctx *cx, const struct account *a, const struct account_limits *limits,
                              struct account_totp *ret_t)
{
    struct ctx as = *cx; /* roles at further organisations count as well */
    struct account_totp t = {0};
    struct rows *r;

    TRY(account_act_as(&as, a));
    t.required = (as.who.roles & limits->totp_roles) != 0;
    TRY(db_one(cx, &r,
               "SELECT (SELECT since FROM account_totp WHERE account = ?) AS since, "
               "(SELECT COUNT(*) FROM account_recovery WHERE account = ?) AS recovery",
               db_i(a->id), db_i(a->id)));
    t.since = rows_int(r, "since");
    t.on = !rows_null(r, "since");
    t.recovery = rows_int(r, "recovery");
    *ret_t = t;
    return OK;
}

enum status account_totp_begin(struct ctx *cx, int64_t id)
{
    char secret[TOTP_BYTES];
    int64_t changed;

    crypto_random(secret, sizeof secret);
    TRY(db_exec(cx, &changed,
                "INSERT INTO account_totp (account, secret, begun_at) VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE "
                "SET secret = excluded.secret, begun_at = excluded.begun_at WHERE account_totp.since IS NULL",
                db_i(id), db_s(seal_close(cx, place_of(cx, id), (struct str){secret, sizeof secret})),
                db_i(ctx_now(cx))));
    return changed == 1 ? OK : ctx_fail(cx, E_REFUSED, "account %lld has a second factor", (long long)id);
}

enum status account_totp_begun(struct ctx *cx, int64_t id, struct str *ret_secret)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT secret FROM account_totp WHERE account = ? AND since IS NULL AND begun_at > ?", db_i(id),
               db_i(ctx_now(cx) - ACCOUNT_TOTP_BEGUN_S)));
    return seal_open(cx, place_of(cx, id), rows_text(r, "secret"), ret_secret);
}

static enum status event(struct ctx *cx, int64_t id, const char *what)
{
    struct account a;

    TRY(account_load(cx, id, &a));
    return history_event(cx, "totp", NULL, 0, arena_printf(cx->mem, "%s: %s", a.login, what));
}

/* In the caller's transaction. */
static enum status make_codes(struct ctx *cx, int64_t id, char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1])
{
    char hash[CRYPTO_HEX_CHARS + 1];

    TRY(db_exec(cx, NULL, "DELETE FROM account_recovery WHERE account = ?", db_i(id)));
    for (int i = 0; i < ACCOUNT_TOTP_RECOVERY; i++) {
        secret_code_make(codes[i]);
        secret_code_hash(cx, codes[i], hash);
        TRY(db_exec(cx, NULL, "INSERT INTO account_recovery (account, hash) VALUES (?, ?)", db_i(id), db_s(hash)));
    }
    return OK;
}

enum status account_totp_confirm(struct ctx *cx, int64_t id, const char *code,
                                 char ret_codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1])
{
    char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1];
    struct str secret;
    int64_t step, changed;

    TRY(account_totp_begun(cx, id, &secret));
    TRY(totp_step(cx, secret, code, ctx_now(cx), 0, &step));
    if (step == 0)
        return ctx_fail(cx, E_LOGIN, "not the code of the secret that was begun");
    TRY(db_begin(cx));
    TRY(db_exec(cx, &changed, "UPDATE account_totp SET since = ?, step = ? WHERE account = ? AND since IS NULL",
                db_i(ctx_now(cx)), db_i(step), db_i(id)));
    if (changed == 0) {
        db_rollback(cx);
        return ctx_fail(cx, E_REFUSED, "account %lld has a second factor meanwhile", (long long)id);
    }
    TRY(make_codes(cx, id, codes));
    TRY(event(cx, id, "second factor on"));
    TRY(db_commit(cx));
    memcpy(ret_codes, codes, sizeof codes);
    return OK;
}

/* A recovery code is deleted by its use: of two that use it at once, one is refused. */
static enum status spend_recovery(struct ctx *cx, const struct account *a, const char *code)
{
    char hash[CRYPTO_HEX_CHARS + 1];
    int64_t gone = 0;

    secret_code_hash(cx, code, hash);
    TRY(db_begin(cx));
    TRY(db_exec(cx, &gone, "DELETE FROM account_recovery WHERE account = ? AND hash = ?", db_i(a->id), db_s(hash)));
    if (gone == 1)
        TRY(event(cx, a->id, "recovery code used"));
    TRY(db_commit(cx));
    return gone == 1 ? OK : ctx_fail(cx, E_LOGIN, "wrong second factor of %s", a->login);
}

/* The step is marked as used in the same statement that asks whether it was: no code works twice, also not at once. */
enum status account_totp_spend(struct ctx *cx, const struct account *a, const char *code)
{
    struct str secret;
    struct rows *r;
    int64_t step, changed;
    enum status st = db_one(cx, &r, "SELECT secret, step FROM account_totp WHERE account = ? AND since IS NOT NULL",
                            db_i(a->id));

    if (st == E_NOTFOUND)
        return ctx_fail(cx, E_LOGIN, "%s has no second factor", a->login);
    TRY(st);
    if (strlen(code) > TOTP_DIGITS + 2)
        return spend_recovery(cx, a, code);
    TRY(seal_open(cx, place_of(cx, a->id), rows_text(r, "secret"), &secret));
    TRY(totp_step(cx, secret, code, ctx_now(cx), rows_int(r, "step"), &step));
    if (step == 0)
        return ctx_fail(cx, E_LOGIN, "wrong second factor of %s", a->login);
    TRY(db_exec(cx, &changed, "UPDATE account_totp SET step = ? WHERE account = ? AND step < ?", db_i(step),
                db_i(a->id), db_i(step)));
    return changed == 1 ? OK : ctx_fail(cx, E_LOGIN, "a code of %s was used twice", a->login);
}

enum status account_totp_renew(struct ctx *cx, int64_t id,
                               char ret_codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1])
{
    char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1];

    TRY(db_begin(cx));
    TRY(make_codes(cx, id, codes));
    TRY(event(cx, id, "new recovery codes"));
    TRY(db_commit(cx));
    memcpy(ret_codes, codes, sizeof codes);
    return OK;
}

enum status account_totp_end(struct ctx *cx, int64_t id)
{
    int64_t gone;

    TRY(db_begin(cx));
    TRY(db_exec(cx, &gone, "DELETE FROM account_totp WHERE account = ?", db_i(id)));
    if (gone == 0) {
        db_rollback(cx);
        return ctx_fail(cx, E_NOTFOUND, "account %lld has no second factor", (long long)id);
    }
    TRY(db_exec(cx, NULL, "DELETE FROM account_recovery WHERE account = ?", db_i(id)));
    TRY(event(cx, id, "second factor off"));
    if (id != cx->who.user_id)
        TRY(notice_to_account(cx, &(struct notice){.event = "account.totp_end"}, NULL, id, NULL, NULL));
    return db_commit(cx);
}
