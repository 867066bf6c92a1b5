/* Identifiers that stay the same in every installation: 26 characters, sortable by time (the ULID layout:
   48 bits of milliseconds, 80 random bits, Crockford's base 32). */
#pragma once

#include <stdint.h>

enum { UID_CHARS = 26 };

/* Fills out with a fresh uid and a zero byte. now: UTC seconds. Random bits come from the system. */
void uid_make(int64_t now, char out[UID_CHARS + 1]);
