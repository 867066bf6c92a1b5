/* See uid.h. */
#include "base/uid.h"

#include <stdlib.h>
#include <sys/random.h>

void uid_make(int64_t now, char out[UID_CHARS + 1])
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    unsigned char r[10];
    uint64_t ms = (uint64_t)now * 1000;

    if (getrandom(r, sizeof r, 0) != (ssize_t)sizeof r)
        abort(); /* the kernel always answers a request this small */
    for (int i = 9; i >= 0; i--, ms >>= 5)
        out[i] = digits[ms & 31];
    for (int half = 0; half < 2; half++) {
        uint64_t bits = 0;

        for (int i = 0; i < 5; i++)
            bits = bits << 8 | r[half * 5 + i];
        for (int i = 7; i >= 0; i--, bits >>= 5)
            out[10 + half * 8 + i] = digits[bits & 31];
    }
    out[UID_CHARS] = 0;
}
