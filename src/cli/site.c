/* See site.h. */
#include "cli/site.h"

#include <stdlib.h>

#include "platform/crypto.h"
#include "platform/data.h"
#include "platform/db.h"
#include "platform/file.h"

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
    struct rows *r;
    struct str sql;

    TRY(crypto_start(cx));
    TRY(file_make_dirs(cx, site_folder()));
    TRY(db_open(cx, site_db_url(cx), &cx->db));
    *promise = cx->db;
    if (db_one(cx, &r, "SELECT COUNT(*) AS n FROM account") != OK) {
        ctx_clear(cx);
        TRY(data_file(cx, "sql/account.sql", &sql));
        TRY(db_script(cx, sql));
    }
    if (db_one(cx, &r, "SELECT COUNT(*) AS n FROM source_text") == OK)
        return OK;
    ctx_clear(cx);
    TRY(data_file(cx, "sql/ledger.sql", &sql));
    return db_script(cx, sql);
}
