/* See choice.h. */
#include "register/choice.h"

#include "platform/db.h"

enum status choice_get(struct ctx *cx, int64_t account, const char *name, const char **ret_value)
{
    struct rows *r;

    enum status st =
        db_one(cx, &r, "SELECT value FROM choice WHERE account = ? AND name = ?", db_i(account), db_s(name));
    if (st == E_NOTFOUND) {
        *ret_value = NULL;
        return OK;
    }
    TRY(st);
    *ret_value = rows_text(r, "value");
    return OK;
}

enum status choice_set(struct ctx *cx, int64_t account, const char *name, const char *value)
{
    return db_exec(cx, NULL, "INSERT INTO choice (account, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (account, name) DO UPDATE SET value = excluded.value", db_i(account), db_s(name), db_s(value));
}
