/* Until access.c and history.c of this layer land: the few answers that the web skeleton needs, all weak. */
#include "register/access.h"
#include "register/history.h"
#include "register/record.h"

#include <string.h>

#define WEAK __attribute__((weak))

static const char *const codes[] = {
#define ROLE_TEXT(code, what) #code,
    ROLE_TABLE(ROLE_TEXT)
#undef ROLE_TEXT
};

WEAK const char *role_code(enum role r)
{
    return codes[r];
}

WEAK bool role_parse(struct str code, enum role *ret_r)
{
    for (int r = 0; r < ROLE__MAX; r++)
        if (str_is(code, codes[r])) {
            *ret_r = (enum role)r;
            return true;
        }
    return false;
}

WEAK bool role_parse_all(struct str words, uint32_t *ret_bits)
{
    struct str rest = words, one;
    uint32_t bits = 0;
    enum role r;

    while (str_next(&rest, ' ', &one)) {
        if (!role_parse(one, &r))
            return false;
        bits |= ROLE_BIT(r);
    }
    *ret_bits = bits;
    return true;
}

WEAK bool access_may(const struct ctx *cx, const struct kind *k, enum right r)
{
    (void)cx, (void)k, (void)r;
    return false;
}

WEAK enum status history_event(struct ctx *cx, const char *what, const char *kind, int64_t record_id,
                               const char *detail)
{
    (void)cx, (void)what, (void)kind, (void)record_id, (void)detail;
    return OK;
}

WEAK const char *record_title_of(struct ctx *cx, int64_t id)
{
    (void)cx, (void)id;
    return NULL;
}
