/* Passwords, digests and random tokens, through libsodium.
   Not for: who may do what (register/access.h). */
#pragma once

#include "base/ctx.h"

enum { CRYPTO_HASH_BYTES = 32, CRYPTO_HEX_CHARS = 64, CRYPTO_TOKEN_CHARS = 43, CRYPTO_PASSWORD_CHARS = 128 };

enum status crypto_start(struct ctx *cx) MUST_CHECK; /* once per process, before anything else here */
/* argon2id with 19 MiB and 2 passes (the smallest set that OWASP's password storage sheet names): a login costs some
   30 ms, and two at once stay far below the server's memory. */
enum status crypto_password(struct ctx *cx, const char *password, const char **ret_stored) MUST_CHECK;
/* False for a wrong password as well as for a broken stored text. stored NULL: takes the same time, gives false. */
bool crypto_password_is(const char *stored, const char *password);
void crypto_random(void *out, size_t n);
/* 256 random bits, base64url without padding: CRYPTO_TOKEN_CHARS and a zero byte. */
void crypto_token(char out[CRYPTO_TOKEN_CHARS + 1]);
void crypto_sha256(struct str s, unsigned char out[CRYPTO_HASH_BYTES]);
void crypto_sha256_hex(struct str s, char out[CRYPTO_HEX_CHARS + 1]);
void crypto_blake2b(struct str s, unsigned char out[CRYPTO_HASH_BYTES]);
void crypto_blake2b_hex(struct str s, char out[CRYPTO_HEX_CHARS + 1]);
/* In constant time for equal lengths. */
bool crypto_same(struct str a, struct str b);
