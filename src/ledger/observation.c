/* See observation.h: the coded words of an observation. */
#include "ledger/observation.h"

#include <string.h>

static const char *const kind_names[] = {"unknown", "stock", "flow", "pipeline", "share", "growth", "ordinal"};
static const char *const origin_names[] = {"published", "computed", "derived", "corrected"};
static const char *const state_names[] = {"proposed", "confirmed", "replaced", "rejected"};

_Static_assert(sizeof kind_names / sizeof *kind_names == OBSERVATION_KIND__MAX, "one name per kind");
_Static_assert(sizeof origin_names / sizeof *origin_names == OBSERVATION_ORIGIN__MAX, "one name per origin");
_Static_assert(sizeof state_names / sizeof *state_names == OBSERVATION_STATE__MAX, "one name per state");

const char *observation_kind_name(enum observation_kind k)
{
    return kind_names[k];
}

const char *observation_origin_name(enum observation_origin o)
{
    return origin_names[o];
}

const char *observation_state_name(enum observation_state s)
{
    return state_names[s];
}

static int name_index(const char *const *names, int n, const char *name)
{
    for (int i = 0; name != NULL && i < n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return 0;
}

enum observation_kind observation_kind_parse(const char *name)
{
    return (enum observation_kind)name_index(kind_names, OBSERVATION_KIND__MAX, name);
}

enum observation_origin observation_origin_parse(const char *name)
{
    return (enum observation_origin)name_index(origin_names, OBSERVATION_ORIGIN__MAX, name);
}

enum observation_state observation_state_parse(const char *name)
{
    return (enum observation_state)name_index(state_names, OBSERVATION_STATE__MAX, name);
}
