/* See totp.h. */
#include "platform/totp.h"

#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "platform/crypto.h"

enum { GROUP = 4, MOST_KEY = 64 };

enum status totp_start(struct ctx *cx)
{
    int failed = oath_init();

    return failed == OATH_OK ? OK : ctx_fail(cx, E_BUG, "liboath does not start: %s", oath_strerror(failed));
}

enum status totp_code(struct ctx *cx, struct str secret, int64_t at, char out[TOTP_DIGITS + 1])
{
    int failed = oath_totp_generate(secret.p, secret.n, (time_t)at, TOTP_STEP_S, OATH_TOTP_DEFAULT_START_TIME,
                                    TOTP_DIGITS, out);

    return failed == OATH_OK ? OK : ctx_fail(cx, E_BUG, "no code: %s", oath_strerror(failed));
}

enum status totp_step(struct ctx *cx, struct str secret, const char *typed, int64_t now, int64_t after,
                      int64_t *ret_step)
{
    char digits[TOTP_DIGITS + 1] = "", code[TOTP_DIGITS + 1];
    int64_t found = 0;
    size_t n = 0;

    for (; *typed != 0; typed++)
        if (*typed != ' ') {
            if (n == TOTP_DIGITS)
                return (*ret_step = 0), OK;
            digits[n++] = *typed;
        }
    for (int64_t step = now / TOTP_STEP_S - TOTP_WINDOW; step <= now / TOTP_STEP_S + TOTP_WINDOW; step++) {
        TRY(totp_code(cx, secret, step * TOTP_STEP_S, code));
        if (crypto_same(str_of(digits), str_of(code)) && step > after)
            found = step;
    }
    *ret_step = found;
    return OK;
}

/* base32 without padding; liboath's memory is given back before anything of ours is taken, which may not return */
static enum status base32(struct ctx *cx, struct str secret, char out[MOST_KEY + 1])
{
    char *made = NULL;
    size_t n = 0;
    int failed = oath_base32_encode(secret.p, secret.n, &made, &n);

    if (failed == OATH_OK && n <= MOST_KEY) {
        memcpy(out, made, n);
        out[n] = 0;
        out[strcspn(out, "=")] = 0;
    }
    free(made);
    return failed == OATH_OK && n <= MOST_KEY ? OK : ctx_fail(cx, E_BUG, "no base32: %s", oath_strerror(failed));
}

enum status totp_key(struct ctx *cx, struct str secret, const char **ret_key)
{
    char plain[MOST_KEY + 1];
    struct buf b;

    TRY(base32(cx, secret, plain));
    buf_init(&b, cx->mem, 2 * MOST_KEY);
    for (size_t i = 0; plain[i] != 0; i++)
        buf_printf(&b, "%s%c", i > 0 && i % GROUP == 0 ? " " : "", plain[i]);
    *ret_key = arena_strndup(cx->mem, buf_str(&b).p, b.n);
    return OK;
}

static void add_escaped(struct buf *b, const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c != 0; c++)
        if ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '-' || *c == '.')
            buf_byte(b, (char)*c);
        else
            buf_printf(b, "%%%02X", *c);
}

/* The issuer stands in its parameter alone, not before the login as well: a Vietnamese name takes three signs a letter,
   and half as long a text makes a picture that an old telephone still reads. */
enum status totp_address(struct ctx *cx, struct str secret, const char *issuer, const char *login,
                         const char **ret_address)
{
    char plain[MOST_KEY + 1];
    struct buf b;

    TRY(base32(cx, secret, plain));
    buf_init(&b, cx->mem, 4000);
    buf_add_c(&b, "otpauth://totp/");
    add_escaped(&b, login);
    buf_printf(&b, "?secret=%s&issuer=", plain);
    add_escaped(&b, issuer);
    *ret_address = arena_strndup(cx->mem, buf_str(&b).p, b.n);
    return buf_status(&b);
}
