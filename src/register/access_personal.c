/* Who sees personal data of which record, and what titles and searches may therefore tell. See access.h.
   Not for: which records a user may read at all (access.c). */
#include <string.h>

#include "register/access_private.h"
#include "register/reveal.h"

int access_personal(const struct field *f)
{
    return f->personal == NULL ? 0 : strcmp(f->personal, "pds") == 0 ? 2 : 1;
}

/* Rights that show data of the level; whoever may see sensitive data may see the rest. */
static unsigned showing(int level)
{
    return level == 2 ? 1U << RIGHT_PDS : 1U << RIGHT_PD | 1U << RIGHT_PDS;
}

/* Does the kind itself say in which scope a role sees such data? If not, the right of the account alone decides. */
static bool is_governed(const struct kind *k, int level)
{
    enum right r = level == 2 ? RIGHT_PDS : RIGHT_PD;

    if (!access_is_own(k)) {
        for (unsigned i = 0; i < k->parents.n; i++)
            if (k->parent_kinds[i] != NULL && is_governed(k->parent_kinds[i], level))
                return true;
        return false;
    }
    return access_scopes(k, 1U << r, UINT32_MAX) != 0;
}

/* Whatever the user may read of the kind, he may see this data of it. */
static bool covers(const struct ctx *cx, const struct kind *k, int level)
{
    if (!access_is_own(k)) {
        for (unsigned i = 0; i < k->parents.n; i++)
            if (k->parent_kinds[i] != NULL && !covers(cx, k->parent_kinds[i], level))
                return false;
        return true;
    }
    if (!is_governed(k, level))
        return true;
    for (size_t i = 0; i < access_n_places(&cx->who); i++) {
        uint32_t role_bits = access_place(&cx->who, i).roles;
        unsigned reads = access_scopes_of(cx, k, 1U << RIGHT_READ, role_bits);
        unsigned sees = access_scopes_of(cx, k, showing(level), role_bits);
        if ((reads & ~sees) != 0 && (sees & (1U << SCOPE_ALL)) == 0)
            return false;
    }
    return true;
}

static enum access_view everywhere(const struct ctx *cx, const struct kind *k, int level)
{
    if (level == 0 || cx->who.is_system)
        return ACCESS_SHOW;
    return cx->who.personal >= level && covers(cx, k, level) ? ACCESS_SHOW : ACCESS_MASK;
}

static bool sees(struct ctx *cx, const struct record *rec, int level)
{
    if (!is_governed(rec->kind, level))
        return true;
    if (!access_is_own(rec->kind)) {
        const struct record *parent = access_owner(cx, rec);
        return parent != NULL && sees(cx, parent, level);
    }
    return access_somewhere(cx, rec, showing(level), UINT32_MAX, level == 2 ? RIGHT_PDS : RIGHT_PD);
}

static enum access_view in_record(struct ctx *cx, const struct record *rec, int level)
{
    if (level == 0 || cx->who.is_system)
        return ACCESS_SHOW;
    return cx->who.personal >= level && sees(cx, rec, level) ? ACCESS_SHOW : ACCESS_MASK;
}

enum access_view access_field(const struct ctx *cx, const struct field *f)
{
    return everywhere(cx, f->of, access_personal(f));
}

bool access_may_show(struct ctx *cx, const struct record *rec, const struct field *f)
{
    return in_record(cx, rec, access_personal(f)) == ACCESS_SHOW;
}

enum access_view access_value(struct ctx *cx, const struct record *rec, const struct field *f)
{
    int level = access_personal(f);

    if (level == 0 || cx->who.is_system)
        return ACCESS_SHOW;
    if (rec->id != 0 && cx->reveal == NULL)
        return ACCESS_MASK;
    if (in_record(cx, rec, level) == ACCESS_MASK)
        return ACCESS_MASK;
    return rec->id == 0 || reveal_value(cx, rec, f) ? ACCESS_SHOW : ACCESS_MASK;
}

enum access_view access_titles(const struct ctx *cx, const struct kind *k)
{
    return everywhere(cx, k, k->title_personal);
}

enum access_view access_words(const struct ctx *cx, const struct kind *k)
{
    return everywhere(cx, k, k->search_personal);
}

const char *access_title(struct ctx *cx, const struct record *rec)
{
    int level = rec->kind->title_personal;

    if (level == 0 || cx->who.is_system ||
        (cx->reveal != NULL && in_record(cx, rec, level) == ACCESS_SHOW && reveal_title(cx, rec)))
        return rec->title;
    return rec->code != NULL ? rec->code : arena_printf(cx->mem, RECORD_MASK " %lld", (long long)rec->id);
}
