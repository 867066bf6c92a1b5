/* Looking things up in kinds, and the one place that keeps the kinds of this process. See kind.h. */
#include "register/kind.h"

#include <string.h>

static const struct kinds none;
static const struct kinds *installed = &none; /* written once, by kind_install at start */

const char *label_text(const struct label *l, enum lang lang)
{
    const char *best = l->text[lang] != NULL ? l->text[lang] : l->text[LANG_EN];

    best = best != NULL ? best : l->text[LANG_VI];
    return best != NULL ? best : "";
}

bool words_have(const struct words *w, const char *word)
{
    for (unsigned i = 0; i < w->n; i++)
        if (strcmp(w->at[i], word) == 0)
            return true;
    return false;
}

void kind_install(const struct kinds *ks)
{
    installed = ks == NULL ? &none : ks;
}

const struct kinds *kind_all(void)
{
    return installed;
}

const struct kind *kind_find(const char *id)
{
    return map_get(&installed->by_id, str_of(id));
}

const struct field *kind_field_n(const struct kind *k, struct str id)
{
    if (k->fields_by_id.n > 0)
        return map_get(&k->fields_by_id, id);
    for (unsigned i = 0; i < k->n_fields; i++)
        if (str_is(id, k->fields[i].id))
            return &k->fields[i];
    return NULL;
}

const struct field *kind_field(const struct kind *k, const char *id)
{
    return kind_field_n(k, str_of(id));
}

int kind_state(const struct kind *k, const char *id)
{
    for (unsigned i = 0; id != NULL && i < k->n_states; i++)
        if (*k->states[i].id == *id && strcmp(k->states[i].id, id) == 0)
            return (int)i;
    return -1;
}

const struct move *kind_move(const struct kind *k, const char *id)
{
    for (unsigned i = 0; i < k->n_moves; i++)
        if (strcmp(k->moves[i].id, id) == 0)
            return &k->moves[i];
    return NULL;
}

bool kind_is_sub(const struct kind *k)
{
    return k->parents.n > 0;
}

bool field_is_stored(const struct field *f)
{
    return f->type != FT_SUB && !(f->type == FT_MREF && f->via != NULL) && field_types[f->type].sql != SQL_NONE;
}

bool kind_is_common(struct str name)
{
    static const char *const names[] = {
        "id", "uid", "code", "state", "state_since", "version", "org", "unit", "province", "classification", "origin",
        "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "parent_kind", "parent_id", "parent",
        "secret_no", "secret_level", "secret_custodian", "secret_place", "title", "kind_id"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}
