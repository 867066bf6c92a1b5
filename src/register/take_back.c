/* See take_back.h. */
#include "register/take_back.h"

#include "register/history.h"

enum status take_back_values(struct ctx *cx, struct record *rec)
{
    const char *now, *before;
    struct history_change *changes;
    size_t n;

    TRY(history_body(cx, rec->id, rec->version, &now));
    TRY(history_body(cx, rec->id, rec->version - 1, &before));
    TRY(history_diff(cx, rec->kind, now, before, &changes, &n));
    for (size_t i = 0; i < n; i++)
        if (changes[i].field != NULL && !changes[i].field->given)
            rec->values[changes[i].field->index] = changes[i].after;
    return OK;
}

enum status take_back_write(struct ctx *cx, struct record *rec, const char *why)
{
    TRY(take_back_values(cx, rec));
    return record_write(cx, rec, &(struct record_change){.what = "update", .why = why, .no_checks = true});
}
