/* Imports run behind the pages: one thread with a connection of its own takes them in turn, so that no page waits.
   Rights are those of the user at the time of the run. What was asked for and not done when the server stops is simply
   asked for again: until the end of a run nothing is written.
   Not for: what an import does (register/import.h). */
#pragma once

#include "register/import.h"

struct import_desk;

/* db_url and fixed_now as of the server. */
enum status import_desk_open(struct ctx *cx, const char *db_url, int64_t fixed_now, struct import_desk **ret_desk)
    MUST_CHECK;
void import_desk_close(struct import_desk *d); /* finishes the run that is on; NULL is fine */

/* commit: else the dry run. Without a desk (tests) it runs here and now. E_BUSY: this import runs already, or too many
   wait. */
enum status import_desk_run(struct ctx *cx, struct import_desk *d, struct import_job *job, bool commit) MUST_CHECK;
/* Is it waiting or running? Then how far. desk may be NULL. */
bool import_desk_looks(struct import_desk *d, int64_t job_id, int64_t *ret_done, int64_t *ret_total);
