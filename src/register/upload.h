/* Files chosen in a form that could not be saved yet: they wait under var/files/waiting, a day at most, for the account
   that chose them and nobody else, so that a fault in another field loses nothing. Saving takes them (attach.h).
   Not for: files of records (attach.h). */
#pragma once

#include "register/attach.h"

struct upload {
    int64_t id, bytes;
    const char *field; /* id of a field, or ATTACH_WHOLE */
    const char *name, *type, *sha256, *place; /* place: its name under var/files/waiting */
};

/* Keeps those of at that bring bytes, all or none; ret_u: n, of the others untouched. field, name and type stand as
   they are: attach_check() has looked at them. E_FULL, E_IO. */
enum status upload_keep(struct ctx *cx, const struct kind *k, const struct attach_new *at, size_t n,
                        struct upload *ret_u) MUST_CHECK;
/* E_NOTFOUND: another's, another register's, saved meanwhile, or older than a day. */
enum status upload_find(struct ctx *cx, const struct kind *k, int64_t id, struct upload *ret_u) MUST_CHECK;
enum status upload_read(struct ctx *cx, const struct upload *u, struct str *ret_bytes) MUST_CHECK; /* checks the hash */
/* Saved, inside the caller's transaction: nobody finds it any more, and the next run of the job takes it away. Whoever
   is killed meanwhile leaves nothing behind that no row names. */
enum status upload_take(struct ctx *cx, int64_t id) MUST_CHECK;
/* Those older than a day go, and those that were saved. *ret_n: how many. */
enum status upload_expire(struct ctx *cx, int64_t *ret_n) MUST_CHECK;
