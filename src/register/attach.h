/* Files of records: kept once each under var/files by their SHA-256, with size, name and type in table attachment.
   Written to a temporary name, synced, renamed: a cut-off write leaves nothing. A record marked secret_ref refuses
   files.
   Not for: documents of the ledger (ledger/source.h keeps its own originals the same way through attach_store). */
#pragma once

#include "register/record.h"

struct attachment {
    int64_t id, record_id, bytes, at;
    const char *name, *type, *sha256, *field, *login;
};

/* Folder of the installation's files: <var>/files. Set once at start. */
void attach_set_folder(const char *folder);
/* Stores bytes; *ret_sha256 is 64 hex digits. The same bytes twice are one file. E_FULL, E_IO. */
enum status attach_store(struct ctx *cx, struct str bytes, const char **ret_sha256) MUST_CHECK;
enum status attach_read(struct ctx *cx, const char *sha256, struct str *ret_bytes) MUST_CHECK; /* checks the hash */
const char *attach_path(struct ctx *cx, const char *sha256);
const char *attach_waiting(struct ctx *cx); /* folder of upload.h */

/* What the problems of a file of the record as a whole, of no field, stand under, and its input in a form. */
#define ATTACH_WHOLE "record-files"

struct upload;
struct attach_new { /* one that comes: as bytes, or from those that wait (upload.h) */
    const char *field, *name, *type; /* field: id of a file or files field, "" = the record as a whole; name: any */
    struct str bytes;
    const struct upload *upload;     /* NULL: the bytes above */
};
struct attach_set {
    const struct attach_new *add;
    size_t n_add;
    const int64_t *off; /* attachments that are taken off; their bytes stay: history */
    size_t n_off;
};

/* A name without folders, control characters and signs that turn the direction of writing, in composed form, at most
   200 bytes with its ending kept; never empty. */
const char *attach_name(struct ctx *cx, const char *name);
/* May such a file be put there at all? Problems under field (or ATTACH_WHOLE) say why not: no such field, a state
   secret, empty, larger than file.upload_mib, of a type that file.refused names. */
enum status attach_check(struct ctx *cx, const struct record *rec, const char *field, const char *name,
                         struct str bytes) MUST_CHECK;
/* record_save() together with files that were checked: one transaction, one version. */
enum status attach_save(struct ctx *cx, struct record *rec, const struct attach_set *set, const char *why) MUST_CHECK;
/* Files alone, of a record as it stands that the user may change; checks them. One version. ret_ids: n_add numbers, or
   NULL. */
enum status attach_put(struct ctx *cx, struct record *rec, const struct attach_set *set, int64_t *ret_ids) MUST_CHECK;
/* The same with one. */
enum status attach_add(struct ctx *cx, struct record *rec, const char *field, const char *name, const char *type,
                       struct str bytes, int64_t *ret_id) MUST_CHECK;
enum status attach_remove(struct ctx *cx, struct record *rec, int64_t id) MUST_CHECK; /* E_NOTFOUND: not of it */
/* Names of files by their numbers, "12 14" to "a.pdf, b.pdf", also of those that were taken off. Asks for no right. */
const char *attach_names(struct ctx *cx, const char *ids);
enum status attach_list(struct ctx *cx, const struct record *rec, struct attachment **ret_at, size_t *ret_n) MUST_CHECK;
/* For a download: checks that the user may read the record. */
enum status attach_get(struct ctx *cx, int64_t id, struct attachment *ret_at, struct str *ret_bytes) MUST_CHECK;
