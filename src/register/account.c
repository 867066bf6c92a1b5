/* See account.h. */
#include "register/account.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "register/access.h"
#include "register/history.h"

enum { MOST_LOGIN = 60, MOST_NAME = 120, MOST_PASSWORD = 200, ADDRESS_FACTOR = 10, TOKEN_DAYS = 365 };

static void read_row(struct rows *r, struct account *a)
{
    *a = (struct account){.id = rows_int(r, "id"), .login = rows_text(r, "login"), .name = rows_text(r, "name"),
                          .roles = rows_text(r, "roles"), .lang = rows_text(r, "lang"), .email = rows_text(r, "email"),
                          .clearance = rows_text(r, "clearance"), .personal = rows_text(r, "personal"),
                          .org_id = rows_int(r, "org_id"), .unit_id = rows_int(r, "unit_id"),
                          .is_program = rows_int(r, "is_program") != 0, .must_change = rows_int(r, "must_change") != 0,
                          .failures = rows_int(r, "failures"), .wait_until = rows_int(r, "wait_until"),
                          .disabled_at = rows_int(r, "disabled_at"), .last_login = rows_int(r, "last_login"),
                          .version = rows_int(r, "version"), .created_at = rows_int(r, "created_at")};
}

static bool is_word(const char *s, const char *const *words)
{
    for (; *words != NULL; words++)
        if (s != NULL && strcmp(s, *words) == 0)
            return true;
    return false;
}

static void check_login(struct ctx *cx, const char *login)
{
    size_t n = strlen(login);

    if (n == 0)
        (void)ctx_problem(cx, "login", "problem.required", NULL);
    else if (n > MOST_LOGIN || strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != n)
        (void)ctx_problem(cx, "login", "problem.login_form", NULL);
}

static void check_password(struct ctx *cx, const char *password, const struct account_limits *limits)
{
    size_t n = utf8_count(str_of(password));

    if (n < (size_t)limits->password_least || n > MOST_PASSWORD)
        (void)ctx_problem(cx, "password", "problem.password_least",
                          arena_printf(cx->mem, "%ld", limits->password_least));
}

static void check_rest(struct ctx *cx, const struct account *a)
{
    static const char *const clearances[] = {"public", "internal", "restricted", NULL};
    static const char *const personals[] = {"none", "pd", "pds", NULL};
    uint32_t bits = 0;
    enum lang l;

    if (a->name == NULL || *a->name == 0)
        (void)ctx_problem(cx, "name", "problem.required", NULL);
    else if (utf8_count(str_of(a->name)) > MOST_NAME)
        (void)ctx_problem(cx, "name", "problem.too_long", arena_printf(cx->mem, "%d", MOST_NAME));
    if (a->roles == NULL || !role_parse_all(str_of(a->roles), &bits) || bits == 0)
        (void)ctx_problem(cx, "roles", "problem.roles", NULL);
    if (!lang_parse(str_of(a->lang), &l))
        (void)ctx_problem(cx, "lang", "problem.choice", NULL);
    if (!is_word(a->clearance, clearances))
        (void)ctx_problem(cx, "clearance", "problem.choice", NULL);
    if (!is_word(a->personal, personals))
        (void)ctx_problem(cx, "personal", "problem.choice", NULL);
}

enum status account_create(struct ctx *cx, const struct account *a, const char *password,
                           const struct account_limits *limits, int64_t *ret_id)
{
    const char *stored = NULL;
    struct account other;
    struct rows *r;

    check_login(cx, a->login);
    check_rest(cx, a);
    if (password != NULL)
        check_password(cx, password, limits);
    if (account_find(cx, a->login, &other) == OK)
        (void)ctx_problem(cx, "login", "problem.login_taken", NULL);
    TRY(ctx_problems(cx));
    if (password != NULL)
        TRY(crypto_password(cx, password, &stored));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r,
               "INSERT INTO account (login, name, password, roles, org_id, unit_id, clearance, personal, lang, "
               "email, is_program, must_change, created_at, created_by, changed_at, changed_by) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
               db_s(a->login), db_s(a->name), db_s(stored), db_s(a->roles), db_i(a->org_id), db_i(a->unit_id),
               db_s(a->clearance), db_s(a->personal), db_s(a->lang), db_s(a->email), db_i(a->is_program),
               db_i(a->must_change), db_i(ctx_now(cx)), db_i(cx->who.user_id), db_i(ctx_now(cx)),
               db_i(cx->who.user_id)));
    int64_t id = rows_int(r, "id");
    TRY(history_event(cx, "user", NULL, 0, arena_printf(cx->mem, "create %s: %s", a->login, a->roles)));
    TRY(db_commit(cx));
    *ret_id = id;
    return OK;
}

enum status account_change(struct ctx *cx, const struct account *a)
{
    struct account was;
    int64_t changed;

    check_rest(cx, a);
    TRY(ctx_problems(cx));
    TRY(db_begin(cx));
    TRY(account_load(cx, a->id, &was));
    TRY(db_exec(cx, &changed,
                "UPDATE account SET name = ?, roles = ?, lang = ?, org_id = ?, unit_id = ?, clearance = ?, "
                "personal = ?, email = ?, version = version + 1, changed_at = ?, changed_by = ? "
                "WHERE id = ? AND version = ?",
                db_s(a->name), db_s(a->roles), db_s(a->lang), db_i(a->org_id), db_i(a->unit_id), db_s(a->clearance),
                db_s(a->personal), db_s(a->email), db_i(ctx_now(cx)), db_i(cx->who.user_id), db_i(a->id),
                db_i(a->version)));
    if (changed == 0) {
        db_rollback(cx);
        return ctx_fail(cx, E_CONFLICT, "account %s is at version %lld", was.login, (long long)was.version);
    }
    TRY(history_event(cx, "user", NULL, 0,
                      arena_printf(cx->mem, "change %s: name %s -> %s; roles %s -> %s; clearance %s -> %s; "
                                   "personal %s -> %s", was.login, was.name, a->name, was.roles, a->roles,
                                   was.clearance, a->clearance, was.personal, a->personal)));
    return db_commit(cx);
}

enum status account_disable(struct ctx *cx, int64_t id, bool off)
{
    struct account a;

    if (id == cx->who.user_id)
        return ctx_fail(cx, E_REFUSED, "nobody can disable himself");
    TRY(db_begin(cx));
    TRY(account_load(cx, id, &a));
    TRY(db_exec(cx, NULL,
                "UPDATE account SET disabled_at = ?, failures = 0, wait_until = 0, version = version + 1, "
                "changed_at = ?, changed_by = ? WHERE id = ?",
                db_i(off ? ctx_now(cx) : 0), db_i(ctx_now(cx)), db_i(cx->who.user_id), db_i(id)));
    TRY(account_sessions_close_all(cx, id));
    TRY(history_event(cx, "user", NULL, 0, arena_printf(cx->mem, "%s %s", off ? "disable" : "enable", a.login)));
    return db_commit(cx);
}

enum status account_set_password(struct ctx *cx, int64_t id, const char *password, bool must_change,
                                 const struct account_limits *limits)
{
    const char *stored;
    struct account a;

    check_password(cx, password, limits);
    TRY(ctx_problems(cx));
    TRY(crypto_password(cx, password, &stored));
    TRY(db_begin(cx));
    TRY(account_load(cx, id, &a));
    TRY(db_exec(cx, NULL,
                "UPDATE account SET password = ?, must_change = ?, failures = 0, wait_until = 0, "
                "version = version + 1, changed_at = ?, changed_by = ? WHERE id = ?",
                db_s(stored), db_i(must_change), db_i(ctx_now(cx)), db_i(cx->who.user_id), db_i(id)));
    TRY(history_event(cx, "password", NULL, 0, arena_printf(cx->mem, "password of %s", a.login)));
    return db_commit(cx);
}

enum status account_load(struct ctx *cx, int64_t id, struct account *ret_a)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT * FROM account WHERE id = ?", db_i(id)));
    read_row(r, ret_a);
    return OK;
}

enum status account_find(struct ctx *cx, const char *login, struct account *ret_a)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT * FROM account WHERE login = ?", db_s(login)));
    read_row(r, ret_a);
    return OK;
}

enum status account_list(struct ctx *cx, struct account **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct account);
    } all = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT * FROM account ORDER BY disabled_at <> 0, login"));
    while (rows_next(r)) {
        struct account a;

        read_row(r, &a);
        vec_push(cx->mem, &all, a);
    }
    TRY(rows_done(r));
    *ret_at = all.at;
    *ret_n = all.n;
    return OK;
}

enum status account_count(struct ctx *cx, int64_t *ret_n)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT COUNT(*) AS n FROM account"));
    *ret_n = rows_int(r, "n");
    return OK;
}

void account_act_as(struct ctx *cx, const struct account *a)
{
    uint32_t bits = 0;

    if (!role_parse_all(str_of(a->roles), &bits))
        bits = 0; /* roles of another version of the program: deny rather than guess */
    cx->who = (struct who){.user_id = a->id, .login = a->login, .name = a->name, .roles = bits, .org_id = a->org_id};
    (void)lang_parse(str_of(a->lang), &cx->lang);
}

static enum status waits(struct ctx *cx, int64_t until)
{
    int64_t left = (until - ctx_now(cx) + 59) / 60;

    (void)ctx_problem(cx, "", "problem.login_wait", arena_printf(cx->mem, "%lld", (long long)left));
    return ctx_fail(cx, E_BUSY, "login must wait %lld min", (long long)left);
}

static enum status check_address(struct ctx *cx, const char *remote)
{
    struct rows *r;
    enum status st = db_one(cx, &r, "SELECT wait_until FROM login_failure WHERE remote = ?", db_s(remote));

    if (st == E_NOTFOUND)
        return OK;
    TRY(st);
    return rows_int(r, "wait_until") > ctx_now(cx) ? waits(cx, rows_int(r, "wait_until")) : OK;
}

/* Counts the failure for the account (when there is one) and the address; at the limit both begin to wait. */
static enum status note_failure(struct ctx *cx, const struct account *a, const char *login, const char *remote,
                                const struct account_limits *limits)
{
    int64_t now = ctx_now(cx), until = now + limits->wait_s;

    TRY(db_begin(cx));
    if (a != NULL)
        TRY(db_exec(cx, NULL,
                    "UPDATE account SET failures = CASE WHEN failures + 1 >= ? THEN 0 ELSE failures + 1 END, "
                    "wait_until = CASE WHEN failures + 1 >= ? THEN ? ELSE wait_until END WHERE id = ?",
                    db_i(limits->tries), db_i(limits->tries), db_i(until), db_i(a->id)));
    TRY(db_exec(cx, NULL,
                "INSERT INTO login_failure (remote, failures, wait_until, last_at) VALUES (?, 1, 0, ?) "
                "ON CONFLICT (remote) DO UPDATE SET "
                "failures = CASE WHEN login_failure.last_at < ? OR login_failure.failures + 1 >= ? THEN 1 "
                "ELSE login_failure.failures + 1 END, "
                "wait_until = CASE WHEN login_failure.last_at >= ? AND login_failure.failures + 1 >= ? THEN ? "
                "ELSE login_failure.wait_until END, last_at = excluded.last_at",
                db_s(remote), db_i(now), db_i(now - limits->wait_s), db_i(limits->tries * ADDRESS_FACTOR),
                db_i(now - limits->wait_s), db_i(limits->tries * ADDRESS_FACTOR), db_i(until)));
    TRY(history_event(cx, "login_fail", NULL, 0, arena_printf(cx->mem, "%s from %s", login, remote)));
    return db_commit(cx);
}

enum status account_login(struct ctx *cx, const char *login, const char *password, const char *remote,
                          const struct account_limits *limits, struct account *ret_a)
{
    struct rows *r;
    struct account a;
    enum status st = db_one(cx, &r, "SELECT * FROM account WHERE login = ?", db_s(login));
    const char *stored = NULL;

    if (st != OK && st != E_NOTFOUND)
        return st;
    TRY(check_address(cx, remote));
    if (st == OK) {
        read_row(r, &a);
        if (a.wait_until > ctx_now(cx))
            return waits(cx, a.wait_until);
        if (a.disabled_at == 0 && !a.is_program)
            stored = rows_text(r, "password");
    }
    if (strlen(password) > 4 * MOST_PASSWORD || !crypto_password_is(stored, password)) {
        TRY(note_failure(cx, st == OK ? &a : NULL, login, remote, limits));
        return ctx_fail(cx, E_LOGIN, "login of %s failed", login);
    }
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "UPDATE account SET failures = 0, wait_until = 0, last_login = ? WHERE id = ?",
                db_i(ctx_now(cx)), db_i(a.id)));
    TRY(db_exec(cx, NULL, "DELETE FROM login_failure WHERE remote = ?", db_s(remote)));
    account_act_as(cx, &a);
    TRY(history_event(cx, "login", NULL, 0, remote));
    TRY(db_commit(cx));
    *ret_a = a;
    return OK;
}

enum status account_check_password(struct ctx *cx, int64_t id, const char *password)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT password FROM account WHERE id = ?", db_i(id)));
    return crypto_password_is(rows_text(r, "password"), password) ? OK : ctx_fail(cx, E_LOGIN, "wrong password");
}

enum status account_session_open(struct ctx *cx, const struct account *a, const char *remote, const char *name,
                                 const struct account_limits *limits, struct account_session *ret_s,
                                 char ret_token[ACCOUNT_TOKEN_CHARS + 1])
{
    char token[ACCOUNT_TOKEN_CHARS + 1], hash[ACCOUNT_HASH_CHARS + 1];
    int64_t now = ctx_now(cx);
    struct account_session s = {.user_id = a->id, .seen_at = now, .is_token = name != NULL};
    struct rows *r;

    static_assert((int)ACCOUNT_TOKEN_CHARS == (int)CRYPTO_TOKEN_CHARS, "same size");
    static_assert((int)ACCOUNT_HASH_CHARS == (int)CRYPTO_HEX_CHARS, "same size");
    crypto_token(token);
    crypto_token(s.csrf);
    s.expires_at = name == NULL ? now + limits->most_s : now + (int64_t)TOKEN_DAYS * 86400;
    crypto_sha256_hex(str_of(token), hash);
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "DELETE FROM session WHERE expires_at < ?", db_i(now)));
    TRY(db_one(cx, &r,
               "INSERT INTO session (token_hash, user_id, kind, name, csrf, created_at, seen_at, expires_at, remote) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
               db_s(hash), db_i(a->id), db_s(name == NULL ? "browser" : "token"), db_s(name), db_s(s.csrf), db_i(now),
               db_i(now), db_i(s.expires_at), db_s(remote)));
    s.id = rows_int(r, "id");
    TRY(db_commit(cx));
    *ret_s = s;
    memcpy(ret_token, token, sizeof token);
    return OK;
}

enum status account_session_find(struct ctx *cx, const char *token_hash, const struct account_limits *limits,
                                 struct account_session *ret_s, struct account *ret_a)
{
    int64_t now = ctx_now(cx);
    struct account_session s = {0};
    struct rows *r;
    enum status st = db_one(cx, &r, "SELECT * FROM session WHERE token_hash = ?", db_s(token_hash));

    if (st == E_NOTFOUND)
        return ctx_fail(cx, E_LOGIN, "no such session");
    TRY(st);
    s.id = rows_int(r, "id");
    s.user_id = rows_int(r, "user_id");
    s.seen_at = rows_int(r, "seen_at");
    s.expires_at = rows_int(r, "expires_at");
    s.is_token = strcmp(rows_text(r, "kind"), "token") == 0;
    struct str csrf = rows_str(r, "csrf");
    memcpy(s.csrf, csrf.p, csrf.n < sizeof s.csrf ? csrf.n : sizeof s.csrf - 1);
    if (s.expires_at <= now || (!s.is_token && s.seen_at + limits->idle_s <= now))
        return ctx_fail(cx, E_LOGIN, "the session is over");
    TRY(account_load(cx, s.user_id, ret_a));
    if (ret_a->disabled_at != 0)
        return ctx_fail(cx, E_LOGIN, "the account is disabled");
    *ret_s = s;
    return OK;
}

enum status account_session_seen(struct ctx *cx, int64_t session_id)
{
    return db_exec(cx, NULL, "UPDATE session SET seen_at = ? WHERE id = ?", db_i(ctx_now(cx)), db_i(session_id));
}

enum status account_session_close(struct ctx *cx, const char *token_hash)
{
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "DELETE FROM session WHERE token_hash = ?", db_s(token_hash)));
    TRY(history_event(cx, "logout", NULL, 0, NULL));
    return db_commit(cx);
}

enum status account_sessions_close_all(struct ctx *cx, int64_t user_id)
{
    return db_exec(cx, NULL, "DELETE FROM session WHERE user_id = ?", db_i(user_id));
}
