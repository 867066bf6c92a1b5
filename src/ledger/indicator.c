/* See indicator.h. Reading the definitions file: indicator_load.c. */
#include "ledger/indicator.h"

#include <string.h>

const struct indicator *indicator_find(const struct indicators *all, const char *id)
{
    if (all != NULL && id != NULL)
        for (size_t i = 0; i < all->n; i++)
            if (strcmp(all->at[i].id, id) == 0)
                return &all->at[i];
    return NULL;
}

bool indicator_lists(const struct indicator_ids *ids, const char *id)
{
    for (size_t i = 0; id != NULL && i < ids->n; i++)
        if (strcmp(ids->at[i], id) == 0)
            return true;
    return false;
}
