/* Settings of an installation: a table of complete rows (setting_table.c), values in table setting of the database.
   Read once at start into a snapshot; a change needs a restart of the server, as `chancery setting` says.
   Not for: what is data about the office's work (definitions/). */
#pragma once

#include "base/ctx.h"

enum setting_type { SETTING_INT, SETTING_TEXT, SETTING_FLAG };

struct setting {
    const char *name; /* "http.body_mib" */
    enum setting_type type;
    const char *fallback;
    long min, max;    /* of an int; max characters of a text */
    const char *unit; /* "MiB", "seconds"; "" = none */
    const char *what; /* what it does, one or two sentences in English */
};
extern const struct setting setting_table[]; /* ends with an empty row */
const struct setting *setting_find(struct str name); /* NULL when there is none */

struct settings; /* the snapshot; read-only after */

/* Reads every value; without a database (cx->db NULL) all stand as in the table. */
enum status setting_load(struct ctx *cx, struct settings **ret_settings) MUST_CHECK;
/* An unknown name is our mistake (assert). */
long setting_int(const struct settings *s, const char *name);
/* The value as it stands in the database now, for the few settings that need no restart. */
enum status setting_int_now(struct ctx *cx, const char *name, long *ret_n) MUST_CHECK;
bool setting_flag(const struct settings *s, const char *name);
const char *setting_text(const struct settings *s, const char *name);
bool setting_is_changed(const struct settings *s, const char *name); /* does it differ from the table? */

/* Checks type and limits, then stores. An empty value goes back to the table's. E_INVALID: a problem says why. */
enum status setting_set(struct ctx *cx, struct str name, struct str value) MUST_CHECK;
