/* Files of records: kept once each under var/files by their SHA-256, with size, name and type in table attachment.
   Written to
   a temporary name, synced, renamed: a cut-off write leaves nothing. A record marked secret_ref refuses files.
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

/* Adds a file to a record the user may change (field: id of a file or files field, or "" for the record as a whole) and
   a version to its history. name: cleaned of folders and control characters. */
enum status attach_add(struct ctx *cx, struct record *rec, const char *field, const char *name, const char *type,
                       struct str bytes, int64_t *ret_id) MUST_CHECK;
enum status attach_remove(struct ctx *cx, struct record *rec, int64_t id) MUST_CHECK; /* the bytes stay: history */
enum status attach_list(struct ctx *cx, const struct record *rec, struct attachment **ret_at, size_t *ret_n) MUST_CHECK;
/* For a download: checks that the user may read the record. */
enum status attach_get(struct ctx *cx, int64_t id, struct attachment *ret_at, struct str *ret_bytes) MUST_CHECK;
