/* The data files that come with the program: kinds/ definitions/ sql/ i18n/ demo/ assets/. They are embedded into the
   binary at build by tools/embed.py, so one file is the whole installation. With CHANCERY_DATA=DIR set, a file of
   that
   folder goes first (for development and tests).
   Not for: what an installation writes (that is var/) or the administrator's folder of kinds (register/kind.h). */
#pragma once

#include "base/ctx.h"

struct data_entry {
    const char *name; /* "kinds/agreement.yaml" */
    struct str bytes;
    const char *hash; /* 16 hex digits over the bytes: for ETags and file names that may be cached for ever */
};

/* The bytes of one file; E_NOTFOUND when there is none. Embedded bytes live as long as the program, those of
   CHANCERY_DATA as long as the arena. */
enum status data_file(struct ctx *cx, const char *name, struct str *ret_bytes) MUST_CHECK;
/* The entry of an embedded (or CHANCERY_DATA) file, for what serves files; NULL when there is none. */
const struct data_entry *data_entry(struct ctx *cx, const char *name);
/* Names that start with prefix and end with suffix, sorted, ended by NULL. */
enum status data_list(struct ctx *cx, const char *prefix, const char *suffix, const char ***ret_names) MUST_CHECK;

/* Names in any folder that end with suffix, sorted, ended by NULL, prefix put before each; none when there is no such
   folder. */
enum status data_folder(struct ctx *cx, const char *folder, const char *prefix, const char *suffix,
                        const char ***ret_names) MUST_CHECK;
