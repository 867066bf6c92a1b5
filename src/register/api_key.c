/* See api_key.h. */
#include "register/api_key.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "register/access.h"
#include "register/history.h"

enum { MOST_NAME = 60, HINT_CHARS = 10, TOUCH_S = 60, OLD_CHARS = CRYPTO_TOKEN_CHARS };

const char *const api_key_rights[] = {"read", "write", "delete", "personal", NULL};

static unsigned right_bits(const char *rights)
{
    static const unsigned bits[] = {1U << RIGHT_READ | 1U << RIGHT_EXPORT, 1U << RIGHT_CREATE | 1U << RIGHT_UPDATE,
                                    1U << RIGHT_DELETE, 1U << RIGHT_PD | 1U << RIGHT_PDS};
    struct str rest = str_of(rights), word;
    unsigned all = bits[0];

    while (str_next(&rest, ' ', &word))
        for (int i = 0; api_key_rights[i] != NULL; i++)
            if (str_is(word, api_key_rights[i]))
                all |= bits[i];
    return all;
}

static void check(struct ctx *cx, const struct api_key *k)
{
    struct str rest = str_of(k->rights), word;
    size_t kinds = 0;

    if (*k->name == 0)
        (void)ctx_problem(cx, "name", "problem.required", NULL);
    else if (utf8_count(str_of(k->name)) > MOST_NAME)
        (void)ctx_problem(cx, "name", "problem.too_long", "60");
    while (str_next(&rest, ' ', &word)) {
        bool known = word.n == 0;
        for (int i = 0; api_key_rights[i] != NULL; i++)
            known = known || str_is(word, api_key_rights[i]);
        if (!known)
            (void)ctx_problem(cx, "rights", "problem.choice", NULL);
    }
    rest = str_of(k->kinds);
    while (str_next(&rest, ' ', &word)) {
        const char *id = arena_strndup(cx->mem, word.p, word.n);
        kinds += word.n > 0;
        if (word.n > 0 && kind_find(id) == NULL && strcmp(id, API_KEY_ALL) != 0 && strcmp(id, API_KEY_LEDGER) != 0)
            (void)ctx_problem(cx, "kinds", "problem.no_register", id);
    }
    if (kinds == 0)
        (void)ctx_problem(cx, "kinds", "problem.key_kinds", NULL);
    if (k->days < 1 || k->days > API_KEY_MOST_DAYS)
        (void)ctx_problem(cx, "days", "problem.key_days", "365");
}

static void make_secret(char secret[API_KEY_CHARS + 1], char hash[CRYPTO_HEX_CHARS + 1])
{
    char token[CRYPTO_TOKEN_CHARS + 1];

    crypto_token(token);
    memcpy(secret, API_KEY_BEGIN, strlen(API_KEY_BEGIN));
    memcpy(secret + strlen(API_KEY_BEGIN), token, sizeof token);
    crypto_blake2b_hex(str_of(secret), hash);
}

enum status api_key_make(struct ctx *cx, int64_t account, const struct api_key *k, int64_t *ret_id,
                         char ret_secret[API_KEY_CHARS + 1])
{
    char secret[API_KEY_CHARS + 1], hash[CRYPTO_HEX_CHARS + 1];
    int64_t now = ctx_now(cx);
    struct account a;
    struct rows *r;

    static_assert((int)API_KEY_CHARS == (int)CRYPTO_TOKEN_CHARS + (int)sizeof API_KEY_BEGIN - 1, "same size");
    TRY(account_load(cx, account, &a));
    check(cx, k);
    TRY(db_one(cx, &r, "SELECT COUNT(*) AS n FROM api_key WHERE account = ?", db_i(account)));
    if (rows_int(r, "n") >= API_KEY_MOST)
        (void)ctx_problem(cx, "", "problem.key_most", "50");
    TRY(ctx_problems(cx));
    make_secret(secret, hash);
    TRY(db_begin(cx));
    TRY(db_one(cx, &r,
               "INSERT INTO api_key (account, name, hint, hash, rights, kinds, days, created_at, created_by, "
               "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
               db_i(account), db_s(k->name), db_t((struct str){secret, HINT_CHARS}), db_s(hash), db_s(k->rights),
               db_s(k->kinds), db_i(k->days), db_i(now), db_i(cx->who.user_id), db_i(now + k->days * 86400)));
    *ret_id = rows_int(r, "id");
    TRY(history_event(cx, "key", NULL, 0,
                      arena_printf(cx->mem, "make %.*s of %s (%s): %s; %s; %lld days", HINT_CHARS, secret, a.login,
                                   k->name, k->rights, k->kinds, (long long)k->days)));
    TRY(db_commit(cx));
    memcpy(ret_secret, secret, sizeof secret);
    return OK;
}

static struct api_key read_row(struct rows *r)
{
    return (struct api_key){.id = rows_int(r, "id"), .account = rows_int(r, "account"), .name = rows_text(r, "name"),
                            .hint = rows_text(r, "hint"), .rights = rows_text(r, "rights"),
                            .kinds = rows_text(r, "kinds"), .days = rows_int(r, "days"),
                            .created_at = rows_int(r, "created_at"), .expires_at = rows_int(r, "expires_at"),
                            .seen_at = rows_int(r, "seen_at"), .seen_ip = rows_text(r, "seen_ip")};
}

enum status api_key_list(struct ctx *cx, int64_t account, struct api_key **ret_at, size_t *ret_n)
{
    struct {
        VEC(struct api_key);
    } v = {0};
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT * FROM api_key WHERE account = ? ORDER BY id DESC", db_i(account)));
    while (rows_next(r)) {
        struct api_key k = read_row(r);
        vec_push(cx->mem, &v, k);
    }
    TRY(rows_done(r));
    *ret_at = v.at;
    *ret_n = v.n;
    return OK;
}

enum status api_key_rotate(struct ctx *cx, int64_t account, int64_t id, char ret_secret[API_KEY_CHARS + 1])
{
    char secret[API_KEY_CHARS + 1], hash[CRYPTO_HEX_CHARS + 1];
    struct account a;
    struct rows *r;

    TRY(account_load(cx, account, &a));
    make_secret(secret, hash);
    TRY(db_begin(cx));
    TRY(db_one(cx, &r,
               "UPDATE api_key SET hash = ?, hint = ?, expires_at = ? + days * 86400, seen_at = NULL, seen_ip = NULL "
               "WHERE id = ? AND account = ? RETURNING name",
               db_s(hash), db_t((struct str){secret, HINT_CHARS}), db_i(ctx_now(cx)), db_i(id), db_i(account)));
    TRY(history_event(cx, "key", NULL, 0,
                      arena_printf(cx->mem, "renew %.*s of %s (%s)", HINT_CHARS, secret, a.login,
                                   rows_text(r, "name"))));
    TRY(db_commit(cx));
    memcpy(ret_secret, secret, sizeof secret);
    return OK;
}

enum status api_key_end(struct ctx *cx, int64_t account, int64_t id)
{
    struct account a;
    struct rows *r;

    TRY(account_load(cx, account, &a));
    TRY(db_begin(cx));
    TRY(db_one(cx, &r, "DELETE FROM api_key WHERE id = ? AND account = ? RETURNING name, hint", db_i(id),
               db_i(account)));
    TRY(history_event(cx, "key", NULL, 0,
                      arena_printf(cx->mem, "end %s of %s (%s)", rows_text(r, "hint"), a.login, rows_text(r, "name"))));
    return db_commit(cx);
}

/* The minute and the address of the last use. */
static enum status touch(struct ctx *cx, const struct api_key *k, const char *remote)
{
    if (k->seen_at + TOUCH_S > ctx_now(cx) && k->seen_ip != NULL && strcmp(k->seen_ip, remote) == 0)
        return OK;
    TRY(db_set_read_only(cx, false));
    return db_exec(cx, NULL, "UPDATE api_key SET seen_at = ?, seen_ip = ? WHERE id = ?", db_i(ctx_now(cx)),
                   db_s(remote), db_i(k->id));
}

/* What the owner may do now, less what the key does not name. */
static void take_away(struct ctx *cx, const struct api_key *k)
{
    struct who_key *key = arena_new_of(cx->mem, struct who_key);

    key->right_bits = right_bits(k->rights);
    key->kinds = strcmp(k->kinds, API_KEY_ALL) == 0 ? NULL : k->kinds;
    if ((key->right_bits & (1U << RIGHT_PD)) == 0)
        cx->who.personal = 0;
    cx->who.key = key;
}

enum status api_key_act(struct ctx *cx, struct str secret, const char *remote, struct api_key *ret_key)
{
    char hash[CRYPTO_HEX_CHARS + 1];
    struct account a;
    struct rows *r;

    if (secret.n != API_KEY_CHARS && secret.n != OLD_CHARS)
        return ctx_fail(cx, E_LOGIN, "no key");
    crypto_blake2b_hex(secret, hash);
    enum status st = db_one(cx, &r, "SELECT * FROM api_key WHERE hash = ? AND expires_at > ?", db_s(hash),
                            db_i(ctx_now(cx)));
    if (st == E_NOTFOUND)
        return ctx_fail(cx, E_LOGIN, "no such key");
    TRY(st);
    struct api_key k = read_row(r);
    TRY(account_load(cx, k.account, &a));
    if (a.disabled)
        return ctx_fail(cx, E_LOGIN, "the account is disabled");
    TRY(touch(cx, &k, remote));
    cx->who.ip = remote;
    TRY(account_act_as(cx, &a));
    take_away(cx, &k);
    *ret_key = k;
    return OK;
}
