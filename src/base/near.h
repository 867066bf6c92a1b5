/* How far two spellings lie apart. For: names of partners, words that a file misspells.
   Not for: which of them is right. */
#pragma once

#include "base/str.h"

/* Edits (insert, delete, replace, swap of neighbours) between two folded texts (utf8_fold), in code points; blanks,
   hyphens, apostrophes and points do not count. More than most is told as most + 1. Any script; 128 letters count. */
unsigned near_distance(struct str a, struct str b, unsigned most);
/* How many edits still make the same name: none up to 2 letters, one up to 6, two up to 11, three above. */
unsigned near_allowed(size_t letters);
