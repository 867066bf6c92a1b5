/* Files chosen in a form that could not be saved yet: they wait under var/files/waiting, a day at most, for the account
   that chose them and nobody else, so that a fault in another field loses nothing. Saving takes them (attach.h).
   Not for: files of records (attach.h). */
#pragma once

#include "register/record.h"

struct upload {
    int64_t id, bytes;
    const char *field; /* id of a field, or ATTACH_WHOLE */
    const char *name, *type, *sha256, *place; /* place: its name under var/files/waiting */
};

/* Keeps one. field, name and type are copied as they are: attach_check() has looked at them. E_FULL, E_IO. */
enum status upload_keep(struct ctx *cx, const struct kind *k, const char *field, const char *name, const char *type,
                        struct str bytes, struct upload *ret_u) MUST_CHECK;
/* E_NOTFOUND: another's, another register's, saved meanwhile, or older than a day. */
enum status upload_find(struct ctx *cx, const struct kind *k, int64_t id, struct upload *ret_u) MUST_CHECK;
enum status upload_read(struct ctx *cx, const struct upload *u, struct str *ret_bytes) MUST_CHECK; /* checks the hash */
/* Its row goes, inside the caller's transaction; its bytes by upload_forget() once that stands. */
enum status upload_take(struct ctx *cx, int64_t id) MUST_CHECK;
void upload_forget(struct ctx *cx, const struct upload *u);
/* Those older than a day go. *ret_n: how many. */
enum status upload_expire(struct ctx *cx, int64_t *ret_n) MUST_CHECK;
