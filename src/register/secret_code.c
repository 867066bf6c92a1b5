/* See secret_code.h. */
#include "register/secret_code.h"

#include <string.h>

enum { SIGNS = 16, GROUP = 4 };

/* 32 signs, none that looks like another: 16 of them are 80 bits, too many to try in a day even without the waits, so
   a plain hash keeps them. */
static const char signs[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

void secret_code_make(char out[SECRET_CODE_CHARS + 1])
{
    unsigned char random[SIGNS];
    size_t n = 0;

    crypto_random(random, sizeof random);
    for (size_t i = 0; i < SIGNS; i++) {
        if (i > 0 && i % GROUP == 0)
            out[n++] = '-';
        out[n++] = signs[random[i] % (sizeof signs - 1)];
    }
    out[n] = 0;
}

/* Of the signs alone, so that it does not matter how a person writes the code. */
void secret_code_hash(struct ctx *cx, const char *code, char out[CRYPTO_HEX_CHARS + 1])
{
    char *plain = arena_alloc(cx->mem, strlen(code) + 1);
    size_t n = 0;

    for (const char *c = code; *c != 0; c++)
        if (*c != ' ' && *c != '-')
            plain[n++] = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    crypto_blake2b_hex((struct str){plain, n}, out);
}
