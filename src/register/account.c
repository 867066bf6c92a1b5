/* See account.h. */
#include "register/account.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "register/access.h"
#include "register/account_place.h"
#include "register/history.h"

enum { MOST_LOGIN = 60, MOST_NAME = 120, MOST_PASSWORD = 200, ADDRESS_FACTOR = 10 };

static void read_row(struct rows *r, struct account *a)
{
    *a = (struct account){.id = rows_int(r, "id"), .login = rows_text(r, "login"), .name = rows_text(r, "name"),
                          .roles = rows_text(r, "roles"), .lang = rows_text(r, "lang"), .email = rows_text(r, "email"),
                          .province = rows_text(r, "province"), .org_id = rows_int(r, "org"),
                          .unit_id = rows_int(r, "unit"), .clearance = (int)rows_int(r, "clearance"),
                          .personal = (int)rows_int(r, "personal"), .must_change = rows_int(r, "must_change") != 0,
                          .disabled = strcmp(rows_text(r, "state"), "enabled") != 0,
                          .last_login_at = rows_int(r, "last_login_at"), .created_at = rows_int(r, "created_at"),
                          .updated_at = rows_int(r, "updated_at")};
}

static struct db_param or_null(int64_t id)
{
    return id == 0 ? db_null() : db_i(id);
}

static void check_login(struct ctx *cx, const char *login)
{
    size_t n = strlen(login);

    if (n == 0)
        (void)ctx_problem(cx, "login", "problem.required", NULL);
    else if (n > MOST_LOGIN || strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != n)
        (void)ctx_problem(cx, "login", "problem.login_form", NULL);
}

/* What everyone tries first, whatever digits and signs stand around it; folded. */
static const char *const common[] = {
    "password", "passw", "passwort", "matkhau", "qwerty", "qwertyuiop", "qwertyuiopasdfghjkl", "asdfghjkl", "admin",
    "administrator", "welcome", "willkommen", "letmein", "iloveyou", "abc", "abcd", "abcdef", "abcdefghijkl", "dragon",
    "monkey", "football", "sunshine", "princess", "secret", "changeme", "test", "root", "user", "login", "chancery",
    "ngoaivu", "songoaivu", "vietnam", "hue", "thuathienhue", "xinchao", "anhyeuem"};

/* Digits alone, few different signs, or a common word with decorations. */
static bool is_common(struct ctx *cx, const char *password)
{
    struct str s = utf8_fold(cx->mem, str_of(password));
    char *letters = arena_alloc(cx->mem, s.n + 1);
    bool seen[256] = {false};
    size_t n = 0, different = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        different += !seen[c];
        seen[c] = true;
        if ((c >= 'a' && c <= 'z') || c >= 0x80)
            letters[n++] = (char)c;
    }
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (str_is((struct str){letters, n}, common[i]))
            return true;
    return n == 0 || different < 5;
}

/* The login, or a word of the name of four letters and more. */
static bool has_name(struct ctx *cx, const char *password, const char *login, const char *name)
{
    struct str s = utf8_fold(cx->mem, str_of(password)), rest = utf8_fold(cx->mem, str_of(name)), word;

    if (login != NULL && strlen(login) >= 4 && str_find(s, str_of(login)) < s.n)
        return true;
    while (rest.n > 0 && str_next(&rest, ' ', &word))
        if (word.n >= 4 && str_find(s, word) < s.n)
            return true;
    return false;
}

static void check_password(struct ctx *cx, const char *password, const struct account_limits *limits, const char *login,
                           const char *name)
{
    size_t n = utf8_count(str_of(password));

    if (n < (size_t)limits->password_least || n > MOST_PASSWORD)
        (void)ctx_problem(cx, "password", "problem.password_least",
                          arena_printf(cx->mem, "%ld", limits->password_least));
    else if (is_common(cx, password))
        (void)ctx_problem(cx, "password", "problem.password_common", NULL);
    else if (has_name(cx, password, login, name))
        (void)ctx_problem(cx, "password", "problem.password_name", NULL);
}

static void check_rest(struct ctx *cx, const struct account *a)
{
    uint32_t bits = 0;
    enum lang l;

    if (a->name == NULL || *a->name == 0)
        (void)ctx_problem(cx, "name", "problem.required", NULL);
    else if (utf8_count(str_of(a->name)) > MOST_NAME)
        (void)ctx_problem(cx, "name", "problem.too_long", arena_printf(cx->mem, "%d", MOST_NAME));
    if (a->roles == NULL || !role_parse_all(str_of(a->roles), &bits) || bits == 0 || (bits & ROLE_BIT(ROLE_SYS)) != 0)
        (void)ctx_problem(cx, "roles", "problem.roles", NULL);
    if (!lang_parse(str_of(a->lang), &l))
        (void)ctx_problem(cx, "lang", "problem.choice", NULL);
    if (a->clearance < 0 || a->clearance > 3)
        (void)ctx_problem(cx, "clearance", "problem.choice", NULL);
    if (a->personal < 0 || a->personal > 2)
        (void)ctx_problem(cx, "personal", "problem.choice", NULL);
    if (a->province != NULL && (strlen(a->province) != 2 || strspn(a->province, "0123456789") != 2))
        (void)ctx_problem(cx, "province", "problem.province", NULL);
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
        check_password(cx, password, limits, a->login, a->name);
    if (account_find(cx, a->login, &other) == OK)
        (void)ctx_problem(cx, "login", "problem.login_taken", NULL);
    TRY(ctx_problems(cx));
    if (password != NULL)
        TRY(crypto_password(cx, password, &stored));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r,
               "INSERT INTO account (login, name, password, roles, org, unit, province, clearance, personal, lang, "
               "email, password_at, must_change, created_at, updated_at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
               "RETURNING id",
               db_s(a->login), db_s(a->name), db_s(stored), db_s(a->roles), or_null(a->org_id), or_null(a->unit_id),
               db_s(a->province), db_i(a->clearance), db_i(a->personal), db_s(a->lang), db_s(a->email),
               or_null(stored != NULL ? ctx_now(cx) : 0), db_i(a->must_change), db_i(ctx_now(cx)), db_i(ctx_now(cx))));
    int64_t id = rows_int(r, "id");
    TRY(history_event(cx, "user", NULL, 0, arena_printf(cx->mem, "create %s: %s", a->login, a->roles)));
    TRY(db_commit(cx));
    *ret_id = id;
    return OK;
}

/* The next value of updated_at: always later than the one before, also twice within a second. */
static int64_t later(struct ctx *cx, const struct account *was)
{
    return ctx_now(cx) > was->updated_at ? ctx_now(cx) : was->updated_at + 1;
}

/* Was it the last administrator who can log in, and is it no more? Refused, and what was done is undone. Roles for a
   time do not count: they end by themselves. */
static enum status keep_administrator(struct ctx *cx, const struct account *was)
{
    uint32_t bits = 0;
    struct rows *r;

    if (was->disabled || !role_parse_all(str_of(was->roles), &bits) || (bits & ROLE_BIT(ROLE_ADMIN)) == 0)
        return OK;
    TRY(db_one(cx, &r,
               "SELECT COUNT(*) AS n FROM account WHERE state = 'enabled' AND password IS NOT NULL "
               "AND ' ' || roles || ' ' LIKE '% ADMIN %'"));
    if (rows_int(r, "n") > 0)
        return OK;
    db_rollback(cx);
    return ctx_problem(cx, "roles", "problem.last_admin", NULL);
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
                "UPDATE account SET name = ?, roles = ?, lang = ?, email = ?, province = ?, org = ?, unit = ?, "
                "clearance = ?, personal = ?, updated_at = ? WHERE id = ? AND updated_at = ?",
                db_s(a->name), db_s(a->roles), db_s(a->lang), db_s(a->email), db_s(a->province), or_null(a->org_id),
                or_null(a->unit_id), db_i(a->clearance), db_i(a->personal), db_i(later(cx, &was)), db_i(a->id),
                db_i(a->updated_at)));
    if (changed == 0) {
        db_rollback(cx);
        return ctx_fail(cx, E_CONFLICT, "account %s was changed by someone else", was.login);
    }
    TRY(keep_administrator(cx, &was));
    TRY(history_event(cx, "user", NULL, 0,
                      arena_printf(cx->mem, "change %s: name %s -> %s; roles %s -> %s; clearance %d -> %d; "
                                   "personal %d -> %d", was.login, was.name, a->name, was.roles, a->roles,
                                   was.clearance, a->clearance, was.personal, a->personal)));
    return db_commit(cx);
}

/* The name may be tried anew. What counts against an address stays: who has one good name must not use it to go on
   guessing others. */
static enum status forget_failures(struct ctx *cx, const char *login)
{
    return db_exec(cx, NULL, "UPDATE login_failure SET login = '' WHERE login = ?", db_s(login));
}

enum status account_disable(struct ctx *cx, int64_t id, bool off)
{
    struct account a;

    if (id == cx->who.user_id)
        return ctx_fail(cx, E_REFUSED, "nobody can disable himself");
    TRY(db_begin(cx));
    TRY(account_load(cx, id, &a));
    TRY(db_exec(cx, NULL,
                "UPDATE account SET state = ?, updated_at = ? WHERE id = ?",
                db_s(off ? "disabled" : "enabled"), db_i(later(cx, &a)), db_i(id)));
    TRY(keep_administrator(cx, &a));
    TRY(account_sessions_close_all(cx, id));
    TRY(db_exec(cx, NULL, "DELETE FROM account_reset WHERE account = ?", db_i(id)));
    TRY(forget_failures(cx, a.login));
    TRY(history_event(cx, "user", NULL, 0, arena_printf(cx->mem, "%s %s", off ? "disable" : "enable", a.login)));
    return db_commit(cx);
}

enum status account_set_password(struct ctx *cx, int64_t id, const char *password, bool must_change,
                                 const struct account_limits *limits)
{
    const char *stored;
    struct account a;

    TRY(account_load(cx, id, &a));
    check_password(cx, password, limits, a.login, a.name);
    TRY(ctx_problems(cx));
    TRY(crypto_password(cx, password, &stored));
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL,
                "UPDATE account SET password = ?, password_at = ?, must_change = ?, updated_at = ? WHERE id = ?",
                db_s(stored), db_i(ctx_now(cx)), db_i(must_change), db_i(later(cx, &a)), db_i(id)));
    if (id != cx->who.user_id)
        TRY(account_sessions_close_all(cx, id));
    TRY(db_exec(cx, NULL, "DELETE FROM account_reset WHERE account = ?", db_i(id)));
    TRY(forget_failures(cx, a.login));
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

    TRY(db_query(cx, &r, "SELECT * FROM account ORDER BY state, login"));
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

enum status account_act_as(struct ctx *cx, const struct account *a)
{
    const char *ip = cx->who.ip;
    uint32_t bits = 0;

    if (!role_parse_all(str_of(a->roles), &bits))
        bits = 0; /* roles of another version of the program: deny rather than guess */
    cx->who = (struct who){.user_id = a->id, .login = a->login, .name = a->name, .roles = bits, .org_id = a->org_id,
                           .unit_id = a->unit_id, .province = a->province, .clearance = (uint8_t)a->clearance,
                           .personal = (uint8_t)a->personal, .ip = ip};
    (void)lang_parse(str_of(a->lang), &cx->lang);
    return account_place_today(cx, a, &cx->who);
}

static enum status waits(struct ctx *cx, int64_t until)
{
    int64_t left = (until - ctx_now(cx) + 59) / 60;

    (void)ctx_problem(cx, "", "problem.login_wait", arena_printf(cx->mem, "%lld", (long long)left));
    return ctx_fail(cx, E_BUSY, "login must wait %lld min", (long long)left);
}

/* Too many failures from one address within the wait: it waits until the oldest of them is so old. */
static enum status check_address(struct ctx *cx, const char *remote, const struct account_limits *limits)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT COUNT(*) AS n, MIN(at) AS first FROM login_failure WHERE ip = ? AND at > ?",
               db_s(remote), db_i(ctx_now(cx) - limits->wait_s)));
    if (rows_int(r, "n") < limits->tries * ADDRESS_FACTOR)
        return OK;
    return waits(cx, rows_int(r, "first") + limits->wait_s);
}

enum status account_guess_check(struct ctx *cx, const char *login, const char *remote,
                                const struct account_limits *limits)
{
    struct rows *r;

    TRY(check_address(cx, remote, limits));
    TRY(db_one(cx, &r, "SELECT COUNT(*) AS n, MIN(at) AS first FROM login_failure WHERE login = ? AND at > ?",
               db_s(login), db_i(ctx_now(cx) - limits->wait_s)));
    if (rows_int(r, "n") < limits->tries)
        return OK;
    return waits(cx, rows_int(r, "first") + limits->wait_s);
}

enum status account_guess_note(struct ctx *cx, const char *login, const char *remote)
{
    int64_t now = ctx_now(cx);

    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "DELETE FROM login_failure WHERE at < ?", db_i(now - 86400)));
    TRY(db_exec(cx, NULL, "INSERT INTO login_failure (at, ip, login) VALUES (?, ?, ?)", db_i(now), db_s(remote),
                db_s(login)));
    TRY(history_event(cx, "login_fail", NULL, 0, arena_printf(cx->mem, "%s from %s", login, remote)));
    return db_commit(cx);
}

/* The same statements for a name that exists and one that does not: neither answer nor time tells them apart. */
enum status account_login(struct ctx *cx, const char *login, const char *password, const char *remote,
                          const struct account_limits *limits, struct account *ret_a)
{
    const char *stored = NULL;
    struct account a;
    struct rows *r;

    TRY(account_guess_check(cx, login, remote, limits));
    enum status st = db_one(cx, &r, "SELECT * FROM account WHERE login = ?", db_s(login));
    if (st != OK && st != E_NOTFOUND)
        return st;
    if (st == OK) {
        read_row(r, &a);
        stored = a.disabled ? NULL : rows_text(r, "password");
    }
    if (strlen(password) > 4 * MOST_PASSWORD || !crypto_password_is(stored, password)) {
        TRY(account_guess_note(cx, login, remote));
        return ctx_fail(cx, E_LOGIN, "login of %s failed", login);
    }
    *ret_a = a;
    return OK;
}

enum status account_entered(struct ctx *cx, const struct account *a, const char *remote)
{
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "UPDATE account SET last_login_at = ? WHERE id = ?", db_i(ctx_now(cx)), db_i(a->id)));
    TRY(forget_failures(cx, a->login));
    TRY(account_act_as(cx, a));
    TRY(history_event(cx, "login", NULL, 0, remote));
    return db_commit(cx);
}

enum status account_check_password(struct ctx *cx, int64_t id, const char *password, const char *remote,
                                   const struct account_limits *limits)
{
    struct rows *r;

    TRY(db_one(cx, &r, "SELECT login, password FROM account WHERE id = ?", db_i(id)));
    const char *login = rows_text(r, "login"), *stored = rows_text(r, "password");
    TRY(account_guess_check(cx, login, remote, limits));
    if (crypto_password_is(stored, password))
        return OK;
    TRY(account_guess_note(cx, login, remote));
    return ctx_fail(cx, E_LOGIN, "wrong password");
}

enum status account_session_open(struct ctx *cx, const struct account *a, const char *remote,
                                 const struct account_limits *limits, struct account_session *ret_s,
                                 char ret_token[ACCOUNT_TOKEN_CHARS + 1])
{
    char token[ACCOUNT_TOKEN_CHARS + 1], hash[ACCOUNT_HASH_CHARS + 1];
    int64_t now = ctx_now(cx);
    struct account_session s = {.user_id = a->id, .seen_at = now};

    static_assert((int)ACCOUNT_TOKEN_CHARS == (int)CRYPTO_TOKEN_CHARS, "same size");
    static_assert((int)ACCOUNT_HASH_CHARS == (int)CRYPTO_HEX_CHARS, "same size");
    crypto_token(token);
    crypto_token(s.csrf);
    s.expires_at = now + limits->most_s;
    crypto_blake2b_hex(str_of(token), hash);
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "DELETE FROM session WHERE expires_at < ?", db_i(now)));
    TRY(db_exec(cx, NULL,
                "INSERT INTO session (id, account, csrf, created_at, seen_at, expires_at, ip) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                db_s(hash), db_i(a->id), db_s(s.csrf), db_i(now), db_i(now), db_i(s.expires_at), db_s(remote)));
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
    enum status st = db_one(cx, &r, "SELECT * FROM session WHERE id = ?", db_s(token_hash));

    if (st == E_NOTFOUND)
        return ctx_fail(cx, E_LOGIN, "no such session");
    TRY(st);
    s.user_id = rows_int(r, "account");
    s.seen_at = rows_int(r, "seen_at");
    s.expires_at = rows_int(r, "expires_at");
    struct str csrf = rows_str(r, "csrf");
    memcpy(s.csrf, csrf.p, csrf.n < sizeof s.csrf ? csrf.n : sizeof s.csrf - 1);
    if (s.expires_at <= now || s.seen_at + limits->idle_s <= now)
        return ctx_fail(cx, E_LOGIN, "the session is over");
    TRY(account_load(cx, s.user_id, ret_a));
    if (ret_a->disabled)
        return ctx_fail(cx, E_LOGIN, "the account is disabled");
    *ret_s = s;
    return OK;
}

enum status account_session_seen(struct ctx *cx, const char *token_hash)
{
    return db_exec(cx, NULL, "UPDATE session SET seen_at = ? WHERE id = ?", db_i(ctx_now(cx)), db_s(token_hash));
}

enum status account_session_close(struct ctx *cx, const char *token_hash)
{
    TRY(db_begin(cx));
    TRY(db_exec(cx, NULL, "DELETE FROM session WHERE id = ?", db_s(token_hash)));
    TRY(history_event(cx, "logout", NULL, 0, NULL));
    return db_commit(cx);
}

enum status account_session_list(struct ctx *cx, int64_t user_id, struct account_open **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct account_open);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
                 "SELECT substr(id, 1, 16) AS handle, ip, created_at, seen_at, expires_at FROM session "
                 "WHERE account = ? AND expires_at > ? ORDER BY seen_at DESC, id LIMIT 200",
                 db_i(user_id), db_i(ctx_now(cx))));
    while (rows_next(r))
        vec_push(cx->mem, &v,
                 (struct account_open){rows_text(r, "handle"), rows_text(r, "ip"), rows_int(r, "created_at"),
                                       rows_int(r, "seen_at"), rows_int(r, "expires_at")});
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

enum status account_session_end(struct ctx *cx, int64_t user_id, const char *handle)
{
    struct account a;
    int64_t gone;

    TRY(account_load(cx, user_id, &a));
    if (strlen(handle) != ACCOUNT_HANDLE_CHARS)
        return ctx_fail(cx, E_NOTFOUND, "no such session");
    TRY(db_begin(cx));
    TRY(db_exec(cx, &gone, "DELETE FROM session WHERE account = ? AND substr(id, 1, 16) = ?", db_i(user_id),
                db_s(handle)));
    if (gone == 0) {
        db_rollback(cx);
        return ctx_fail(cx, E_NOTFOUND, "no such session of %s", a.login);
    }
    TRY(history_event(cx, "session", NULL, 0, arena_printf(cx->mem, "end a session of %s", a.login)));
    return db_commit(cx);
}

enum status account_sessions_close_all(struct ctx *cx, int64_t user_id)
{
    TRY(db_exec(cx, NULL, "DELETE FROM login_step WHERE account = ?", db_i(user_id)));
    TRY(db_exec(cx, NULL, "DELETE FROM api_key WHERE account = ?", db_i(user_id)));
    return db_exec(cx, NULL, "DELETE FROM session WHERE account = ?", db_i(user_id));
}

enum status account_sessions_close_others(struct ctx *cx, int64_t user_id, const char *token_hash)
{
    TRY(db_exec(cx, NULL, "DELETE FROM login_step WHERE account = ?", db_i(user_id)));
    return db_exec(cx, NULL, "DELETE FROM session WHERE account = ? AND id <> ?", db_i(user_id),
                   db_s(token_hash != NULL ? token_hash : ""));
}
