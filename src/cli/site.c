/* See site.h. */
#include "cli/site.h"

#include <stdlib.h>

#include "platform/crypto.h"
#include "platform/db.h"
#include "platform/file.h"
#include "platform/seal.h"
#include "platform/totp.h"
#include "register/attach.h"
#include "register/code_own.h"
#include "register/migrate.h"
#include "rules/model.h"

const char *site_folder(void)
{
    const char *folder = getenv("CHANCERY_VAR");

    return folder != NULL && *folder != 0 ? folder : "var";
}

const char *site_db_url(struct ctx *cx)
{
    const char *url = getenv("CHANCERY_DB");

    return url != NULL && *url != 0 ? url : arena_printf(cx->mem, "sqlite:%s/chancery.db", site_folder());
}

static void close_db(void *db)
{
    db_close(db);
}

enum status site_open(struct ctx *cx)
{
    void **promise = arena_defer(cx->mem, close_db);

    TRY(crypto_start(cx));
    TRY(totp_start(cx));
    TRY(file_make_dirs(cx, site_folder()));
    TRY(seal_start(cx, arena_printf(cx->mem, "%s/chancery.key", site_folder())));
    TRY(db_open(cx, site_db_url(cx), &cx->db));
    *promise = cx->db;
    TRY(model_load(cx, getenv("CHANCERY_KINDS")));
    attach_set_folder(arena_printf(cx->mem, "%s/files", site_folder()));
    TRY(migrate_run(cx, kind_all(), NULL));
    return code_own_refresh(cx);
}
