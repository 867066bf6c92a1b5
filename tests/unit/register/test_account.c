/* Accounts: reset codes, waiting after guesses alike for names that exist and names that do not, second factors, and
   what a key of a program leaves of its owner's rights. */
#include "kit.h"

#include <unistd.h>

#include "platform/crypto.h"
#include "platform/seal.h"
#include "platform/totp.h"
#include "register/account_reset.h"
#include "register/account_step.h"
#include "register/account_totp.h"
#include "register/api_key.h"
#include "register/record_sql.h"

static const struct account_limits limits = {.tries = 3, .wait_s = 600, .idle_s = 600, .most_s = 6000,
                                             .password_least = 12};
static const char good[] = "một câu dài để nhớ", other[] = "một câu khác hẳn";
static int64_t an;

static int open_all(void **state)
{
    char path[] = "/tmp/chancery-account-XXXXXX";
    int fd;

    kit_open(state);
    KIT_OK(crypto_start(&kit_cx));
    KIT_OK(totp_start(&kit_cx));
    assert_true((fd = mkstemp(path)) >= 0);
    assert_int_equal(close(fd) + unlink(path), 0);
    KIT_OK(seal_start(&kit_cx, path));
    assert_int_equal(unlink(path), 0);
    KIT_OK(account_create(&kit_cx, &(struct account){.login = "an", .name = "Người A", .roles = "HEAD", .lang = "vi",
                                                     .clearance = 2, .personal = 2, .province = "46"},
                          good, &limits, &an));
    return 0;
}

static enum status enters(const char *login, const char *password)
{
    struct account a;

    ctx_clear(&kit_cx);
    enum status st = account_login(&kit_cx, login, password, "10.0.0.1", &limits, &a);
    if (st == OK)
        st = account_entered(&kit_cx, &a, "10.0.0.1");
    kit_system(); /* entering made him the one who acts */
    return st;
}

static enum status resets(const char *login, const char *code, const char *password)
{
    ctx_clear(&kit_cx);
    return account_reset_use(&kit_cx, login, code, password, "10.0.0.2", &limits);
}

/* Without what was tried before, which would make it wait. */
static enum status resets_fresh(const char *login, const char *code, const char *password)
{
    KIT_OK(db_exec(&kit_cx, NULL, "DELETE FROM login_failure"));
    return resets(login, code, password);
}

static void reset_codes(void **state)
{
    char old[SECRET_CODE_CHARS + 1], code[SECRET_CODE_CHARS + 1], token[ACCOUNT_TOKEN_CHARS + 1];
    char typed[2 * SECRET_CODE_CHARS + 1];
    struct account_session s;
    struct account a;
    size_t n = 0;

    (void)state;
    KIT_OK(account_load(&kit_cx, an, &a));
    KIT_OK(account_session_open(&kit_cx, &a, "10.0.0.1", &limits, &s, token));
    KIT_OK(account_reset_make(&kit_cx, an, old));
    KIT_OK(account_reset_make(&kit_cx, an, code));
    KIT_IS(resets_fresh("an", old, other), E_LOGIN);            /* a newer one replaced it */
    KIT_IS(resets_fresh("an", code, "ngắn"), E_INVALID);        /* the code stays good */
    for (const char *c = code; *c != 0; c++) {            /* as people type it */
        typed[n++] = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c == '-' ? ' ' : *c;
        typed[n] = 0;
    }
    KIT_OK(resets_fresh("an", typed, other));
    KIT_IS(resets_fresh("an", code, good), E_LOGIN);            /* once */
    KIT_OK(enters("an", other));
    KIT_IS(enters("an", good), E_LOGIN);
    struct account_open *all;
    KIT_OK(account_session_list(&kit_cx, an, &all, &n));
    assert_int_equal(n, 0);                               /* every session ended */
    KIT_OK(account_reset_make(&kit_cx, an, code));
    kit_cx.fixed_now += ACCOUNT_RESET_HOURS * 3600;
    KIT_IS(resets_fresh("an", code, good), E_LOGIN);            /* a day is over */
    KIT_OK(account_reset_make(&kit_cx, an, code));
    KIT_OK(account_disable(&kit_cx, an, true));
    KIT_IS(resets_fresh("an", code, good), E_LOGIN);
    KIT_IS(account_reset_make(&kit_cx, an, code), E_REFUSED);
    KIT_OK(account_disable(&kit_cx, an, false));
    KIT_IS(resets_fresh("an", code, good), E_LOGIN);            /* shutting out took the code away */
    KIT_OK(account_set_password(&kit_cx, an, good, false, &limits));
}

/* The same answers, the same words, after the same number of tries, until the same minute. */
static void waits_alike(void **state)
{
    static const char *const names[] = {"an", "nobody", "Robert'); --", ""};
    const char *told[4];

    (void)state;
    kit_cx.fixed_now += 86400;
    for (int i = 0; i < 4; i++) {
        for (int n = 0; n < 3; n++)
            KIT_IS(enters(names[i], "wrong wrong wrong"), E_LOGIN);
        KIT_IS(enters(names[i], good), E_BUSY);
        assert_string_equal(kit_cx.problems->key, "problem.login_wait");
        told[i] = kit_cx.problems->arg;
        assert_string_equal(told[i], told[0]);
        KIT_IS(resets(names[i], "AAAA", other), E_BUSY);  /* one count for all secrets of a name */
    }
    kit_cx.fixed_now += 599;
    KIT_IS(enters("an", good), E_BUSY);
    KIT_IS(enters("nobody", good), E_BUSY);
    kit_cx.fixed_now += 1;
    KIT_IS(enters("nobody", good), E_LOGIN);
    KIT_OK(enters("an", good));
    /* a right login lets the name begin anew, but not the address */
    for (int n = 0; n < 2; n++)
        KIT_IS(enters("an", "wrong wrong wrong"), E_LOGIN);
    KIT_OK(enters("an", good));
    for (int n = 0; n < 2; n++)
        KIT_IS(enters("an", "wrong wrong wrong"), E_LOGIN);
    KIT_OK(enters("an", good));
    for (int n = 0; n < 25; n++)
        KIT_IS(enters(arena_printf(kit_cx.mem, "x%d", n), "wrong wrong wrong"), E_LOGIN);
    KIT_IS(enters("an", good), E_BUSY);
    kit_cx.fixed_now += 600;
}

static void code_at(int64_t at, char code[TOTP_DIGITS + 1])
{
    static struct str secret;
    struct str begun;

    if (account_totp_begun(&kit_cx, an, &begun) == OK)
        secret = begun;
    ctx_clear(&kit_cx);
    KIT_OK(totp_code(&kit_cx, secret, at, code));
}

static void second_factor(void **state)
{
    char codes[ACCOUNT_TOTP_RECOVERY][SECRET_CODE_CHARS + 1], first[TOTP_DIGITS + 1], code[TOTP_DIGITS + 1];
    struct account_limits strict = limits;
    struct account_totp t;
    struct account a;
    int64_t now;

    (void)state;
    KIT_OK(account_load(&kit_cx, an, &a));
    assert_true(account_totp_parse_roles("ADMIN HEAD", &strict.totp_roles));
    assert_false(account_totp_parse_roles("KING", &strict.totp_roles));
    KIT_OK(account_totp_load(&kit_cx, &a, &strict, &t));
    assert_true(t.required && !t.on);
    KIT_IS(account_totp_spend(&kit_cx, &a, "123456"), E_LOGIN);
    KIT_OK(account_totp_begin(&kit_cx, an));
    now = ctx_now(&kit_cx);
    code_at(now, first);
    code_at(now + 90, code);
    KIT_IS(account_totp_confirm(&kit_cx, an, code, codes), E_LOGIN);
    KIT_OK(account_totp_confirm(&kit_cx, an, first, codes));
    KIT_IS(account_totp_begin(&kit_cx, an), E_REFUSED);
    KIT_IS(account_totp_spend(&kit_cx, &a, first), E_LOGIN); /* used */
    code_at(now + 30, code);
    KIT_OK(account_totp_spend(&kit_cx, &a, code));           /* a telephone that is a little early */
    KIT_IS(account_totp_spend(&kit_cx, &a, code), E_LOGIN);
    code_at(now, code);
    KIT_IS(account_totp_spend(&kit_cx, &a, code), E_LOGIN);  /* older than one that was used */
    KIT_OK(account_totp_spend(&kit_cx, &a, codes[3]));
    KIT_IS(account_totp_spend(&kit_cx, &a, codes[3]), E_LOGIN);
    KIT_OK(account_totp_load(&kit_cx, &a, &limits, &t));
    assert_true(t.on && !t.required);
    assert_int_equal(t.recovery, ACCOUNT_TOTP_RECOVERY - 1);
    KIT_OK(account_totp_end(&kit_cx, an));
    KIT_IS(account_totp_spend(&kit_cx, &a, codes[4]), E_LOGIN);
    KIT_IS(account_totp_end(&kit_cx, an), E_NOTFOUND);
    KIT_OK(account_totp_begin(&kit_cx, an));
    kit_cx.fixed_now += ACCOUNT_TOTP_BEGUN_S;
    KIT_IS(account_totp_confirm(&kit_cx, an, first, codes), E_NOTFOUND);
}

static void half_open(void **state)
{
    char token[ACCOUNT_TOKEN_CHARS + 1], hash[ACCOUNT_HASH_CHARS + 1];
    struct account_session s;
    struct account a, found;

    (void)state;
    KIT_OK(account_load(&kit_cx, an, &a));
    KIT_OK(account_step_open(&kit_cx, &a, token));
    crypto_blake2b_hex(str_of(token), hash);
    KIT_IS(account_session_find(&kit_cx, hash, &limits, &s, &found), E_LOGIN); /* it is no session */
    KIT_OK(account_step_find(&kit_cx, hash, &found));
    KIT_OK(account_step_close(&kit_cx, hash));
    KIT_IS(account_step_close(&kit_cx, hash), E_LOGIN);
    KIT_OK(account_step_open(&kit_cx, &a, token));
    crypto_blake2b_hex(str_of(token), hash);
    KIT_OK(account_sessions_close_all(&kit_cx, an)); /* a new password, for example */
    KIT_IS(account_step_find(&kit_cx, hash, &found), E_LOGIN);
    KIT_OK(account_step_open(&kit_cx, &a, token));
    crypto_blake2b_hex(str_of(token), hash);
    kit_cx.fixed_now += ACCOUNT_STEP_S;
    KIT_IS(account_step_find(&kit_cx, hash, &found), E_LOGIN);
}

static enum status act(const char *secret)
{
    struct api_key k;

    ctx_clear(&kit_cx);
    return api_key_act(&kit_cx, str_of(secret), "10.0.0.9", &k);
}

static void make(const char *kinds, const char *rights, char secret[API_KEY_CHARS + 1])
{
    int64_t id;

    kit_system();
    KIT_OK(api_key_make(&kit_cx, an, &(struct api_key){.name = "x", .kinds = kinds, .rights = rights, .days = 2}, &id,
                        secret));
}

static int64_t sees(const char *kind)
{
    struct sql_params ps = {0};
    struct buf where;
    struct rows *r;

    buf_init(&where, kit_cx.mem, 1 << 16);
    buf_printf(&where, "SELECT COUNT(*) AS n FROM \"%s\" t WHERE ", kit_kind(kind)->table);
    access_where(&kit_cx, kit_kind(kind), RIGHT_READ, "t", &where, &ps);
    KIT_OK(db_one_(&kit_cx, &r, buf_str(&where), ps.n, ps.at));
    return rows_int(r, "n");
}

static void keys(void **state)
{
    char reads[API_KEY_CHARS + 1], elsewhere[API_KEY_CHARS + 1], all[API_KEY_CHARS + 1];
    const struct kind *house = kit_kind("house"), *room = kit_kind("room");
    const struct field *owner = kind_field(house, "owner");
    struct account a;

    (void)state;
    kit_system();
    struct record *org = kit_house_new("office", NULL, NULL);
    struct record *rec = record_new(&kit_cx, house);
    record_set(&kit_cx, rec, "name", "key");
    record_set(&kit_cx, rec, "owner", "Trần B");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    KIT_OK(account_load(&kit_cx, an, &a));
    a.org_id = org->id;
    KIT_OK(account_change(&kit_cx, &a));
    KIT_OK(db_exec(&kit_cx, NULL, "UPDATE r_house SET org = ? WHERE id = ?", db_i(org->id), db_i(rec->id)));
    rec->org_id = org->id;
    make("house", "read", reads);
    make("ledger", "read write delete personal", elsewhere);
    make("*", "read write delete personal", all);
    KIT_OK(act(all));
    assert_true(access_may(&kit_cx, house, RIGHT_DELETE) && access_may(&kit_cx, room, RIGHT_UPDATE));
    assert_true(access_may_show(&kit_cx, rec, owner));
    assert_true(sees("house") > 0);
    KIT_OK(act(reads));
    assert_true(access_may(&kit_cx, house, RIGHT_READ) && access_may(&kit_cx, room, RIGHT_READ));
    assert_false(access_may(&kit_cx, house, RIGHT_UPDATE) || access_may(&kit_cx, house, RIGHT_CREATE));
    assert_false(access_may(&kit_cx, house, RIGHT_DELETE) || access_may(&kit_cx, room, RIGHT_UPDATE));
    assert_false(access_moves(&kit_cx, rec, UINT32_MAX));
    assert_false(access_may_show(&kit_cx, rec, owner));
    assert_int_equal(access_field(&kit_cx, owner), ACCESS_MASK);
    KIT_IS(access_record(&kit_cx, rec, RIGHT_UPDATE), E_DENIED);
    KIT_OK(access_record(&kit_cx, rec, RIGHT_READ));
    assert_true(sees("house") > 0);
    KIT_OK(act(elsewhere));
    assert_false(access_may(&kit_cx, house, RIGHT_READ) || access_may(&kit_cx, room, RIGHT_READ));
    KIT_IS(access_record(&kit_cx, rec, RIGHT_READ), E_NOTFOUND);
    assert_int_equal(sees("house"), 0);
    /* never more than the owner: another role, no role, shut out */
    kit_system();
    KIT_OK(account_load(&kit_cx, an, &a));
    a.roles = "OFF";
    KIT_OK(account_change(&kit_cx, &a));
    KIT_OK(act(all));
    assert_false(access_may(&kit_cx, house, RIGHT_DELETE));
    assert_true(access_may(&kit_cx, house, RIGHT_UPDATE));
    kit_cx.fixed_now += 2 * 86400;
    KIT_IS(act(all), E_LOGIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(reset_codes, kit_clear), cmocka_unit_test_teardown(waits_alike, kit_clear),
        cmocka_unit_test_teardown(second_factor, kit_clear), cmocka_unit_test_teardown(half_open, kit_clear),
        cmocka_unit_test_teardown(keys, kit_clear),
    };
    kit_used();
    return cmocka_run_group_tests_name("account", tests, open_all, kit_close);
}
