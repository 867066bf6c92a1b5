/* Lookups in the status table. Not for: choosing a status. */
#include "base/status.h"

#include <assert.h>

static const struct {
    int http;
    const char *key, *name;
} rows[] = {
#define STATUS_ROW(code, http, key) [code] = {http, key, #code},
    STATUS_TABLE(STATUS_ROW)
#undef STATUS_ROW
};

int status_http(enum status st)
{
    assert(st < STATUS__MAX);
    return rows[st].http;
}

const char *status_key(enum status st)
{
    assert(st < STATUS__MAX);
    return rows[st].key;
}

const char *status_name(enum status st)
{
    assert(st < STATUS__MAX);
    return rows[st].name;
}
