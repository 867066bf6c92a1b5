/* See crypto.h. */
#include "platform/crypto.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum { ARGON2_PASSES = 2, ARGON2_MIB = 19 };

enum status crypto_start(struct ctx *cx)
{
    static_assert(CRYPTO_PASSWORD_CHARS >= crypto_pwhash_STRBYTES, "room for a stored password");
    if (sodium_init() < 0)
        return ctx_fail(cx, E_BUG, "libsodium does not start");
    return OK;
}

enum status crypto_password(struct ctx *cx, const char *password, const char **ret_stored)
{
    char *out = arena_alloc(cx->mem, crypto_pwhash_STRBYTES);

    if (crypto_pwhash_str_alg(out, password, strlen(password), ARGON2_PASSES, (size_t)ARGON2_MIB << 20,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return ctx_fail(cx, E_BUSY, "no memory for hashing a password");
    *ret_stored = out;
    return OK;
}

bool crypto_password_is(const char *stored, const char *password)
{
    /* The hash of no password: an unknown login must not answer faster than a known one. */
    static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    char fixed[crypto_pwhash_STRBYTES] = {0};
    size_t n = strlen(stored != NULL ? stored : nobody);

    if (n >= sizeof fixed)
        return false;
    memcpy(fixed, stored != NULL ? stored : nobody, n);
    bool same = crypto_pwhash_str_verify(fixed, password, strlen(password)) == 0;
    return same && stored != NULL;
}

void crypto_random(void *out, size_t n)
{
    randombytes_buf(out, n);
}

void crypto_token(char out[CRYPTO_TOKEN_CHARS + 1])
{
    unsigned char bits[32];

    randombytes_buf(bits, sizeof bits);
    sodium_bin2base64(out, CRYPTO_TOKEN_CHARS + 1, bits, sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void crypto_sha256(struct str s, unsigned char out[CRYPTO_HASH_BYTES])
{
    crypto_hash_sha256(out, (const unsigned char *)s.p, s.n);
}

void crypto_sha256_hex(struct str s, char out[CRYPTO_HEX_CHARS + 1])
{
    unsigned char bits[CRYPTO_HASH_BYTES];

    crypto_sha256(s, bits);
    sodium_bin2hex(out, CRYPTO_HEX_CHARS + 1, bits, sizeof bits);
}

void crypto_blake2b(struct str s, unsigned char out[CRYPTO_HASH_BYTES])
{
    (void)crypto_generichash(out, CRYPTO_HASH_BYTES, (const unsigned char *)s.p, s.n, NULL, 0);
}

void crypto_blake2b_hex(struct str s, char out[CRYPTO_HEX_CHARS + 1])
{
    unsigned char bits[CRYPTO_HASH_BYTES];

    crypto_blake2b(s, bits);
    sodium_bin2hex(out, CRYPTO_HEX_CHARS + 1, bits, sizeof bits);
}

bool crypto_same(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.p, b.p, a.n) == 0);
}
