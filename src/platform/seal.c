/* See seal.h. XChaCha20-Poly1305 of libsodium, a random nonce in front, base64. */
#include "platform/seal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "platform/file.h"

enum {
    KEY = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    MORE = NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES,
    BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING,
};

static unsigned char key[KEY]; /* written once at start */

/* Under a name of its own first: of two programs that begin at once both take the key that was there first. */
static enum status make_key(struct ctx *cx, const char *path)
{
    const char *temporary = arena_printf(cx->mem, "%s.%ld", path, (long)getpid());
    unsigned char fresh[KEY];
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return ctx_fail(cx, E_IO, "cannot make %s: %s", temporary, strerror(errno));
    randombytes_buf(fresh, sizeof fresh);
    bool good = write(fd, fresh, sizeof fresh) == (ssize_t)sizeof fresh && fsync(fd) == 0;
    sodium_memzero(fresh, sizeof fresh);
    good = close(fd) == 0 && good && (link(temporary, path) == 0 || errno == EEXIST);
    (void)unlink(temporary);
    return good ? OK : ctx_fail(cx, E_IO, "cannot make %s: %s", path, strerror(errno));
}

enum status seal_start(struct ctx *cx, const char *path)
{
    struct str bytes;

    if (!file_exists(path))
        TRY(make_key(cx, path));
    TRY(file_read(cx, path, KEY, &bytes));
    if (bytes.n != KEY)
        return ctx_fail(cx, E_FORMAT, "%s has %zu bytes instead of %d", path, bytes.n, KEY);
    memcpy(key, bytes.p, KEY);
    return OK;
}

const char *seal_close(struct ctx *cx, const char *place, struct str plain)
{
    unsigned char box[SEAL_MOST + MORE];
    char text[sodium_base64_ENCODED_LEN(sizeof box, BASE64)];
    unsigned long long n;

    assert(plain.n <= SEAL_MOST);
    randombytes_buf(box, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE, &n, (const unsigned char *)plain.p, plain.n,
                                               (const unsigned char *)place, strlen(place), NULL, box, key);
    sodium_bin2base64(text, sizeof text, box, NONCE + (size_t)n, BASE64);
    return arena_strdup(cx->mem, text);
}

enum status seal_open(struct ctx *cx, const char *place, const char *sealed, struct str *ret_plain)
{
    unsigned char box[SEAL_MOST + MORE], plain[SEAL_MOST];
    unsigned long long n;
    size_t n_box;

    if (sodium_base642bin(box, sizeof box, sealed, strlen(sealed), NULL, &n_box, NULL, BASE64) != 0 || n_box < MORE ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &n, NULL, box + NONCE, n_box - NONCE,
                                                   (const unsigned char *)place, strlen(place), box, key) != 0)
        return ctx_fail(cx, E_INVALID, "%s was sealed with another key", place);
    *ret_plain = (struct str){arena_strndup(cx->mem, (const char *)plain, (size_t)n), (size_t)n};
    sodium_memzero(plain, sizeof plain);
    return OK;
}
