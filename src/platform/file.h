/* Files of the installation: read whole, written so that a crash leaves the old or the new, never a half.
   Not for: finding what a file is (text/extract.h). */
#pragma once

#include "base/ctx.h"

/* E_NOTFOUND, E_TOOBIG beyond max bytes, E_IO. A directory or device is E_FORMAT. */
enum status file_read(struct ctx *cx, const char *path, size_t max, struct str *ret_bytes) MUST_CHECK;
/* Temporary file beside it, fsync, rename, fsync of the folder. E_FULL when the disk has no room; then nothing is
   left. */
enum status file_write(struct ctx *cx, const char *path, struct str bytes) MUST_CHECK;
/* The same without any fsync, for many files in a row: call file_sync_all() before anything says that they are there.
   A crash before that may lose them; under the final name there is never a half. */
enum status file_write_unsynced(struct ctx *cx, const char *path, struct str bytes) MUST_CHECK;
enum status file_sync_all(struct ctx *cx, const char *folder) MUST_CHECK; /* the whole file system that holds it */
bool file_exists(const char *path);
size_t file_size(const char *path); /* 0 when it is not there */
enum status file_make_dirs(struct ctx *cx, const char *path) MUST_CHECK; /* every missing folder of it */
enum status file_remove(struct ctx *cx, const char *path) MUST_CHECK;    /* fine when it is not there */

/* The same for arena_defer(): path is a char *; what is not there or stays is no fault. */
void file_drop(void *path);

/* Fault storm (-Dfaults=true): the n-th file call from now fails with st. 0 switches off. */
void file_fault_arm(long n, enum status st);
long file_fault_hits(void);
