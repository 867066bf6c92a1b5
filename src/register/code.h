/* Code lists: dated rows with labels in three languages, from definitions/codes.yaml, countries.yaml, languages.yaml
   and
   admin_units.yaml, and the administrator's folder. Read-only after start. Not for: kinds' states (kind.h). */
#pragma once

#include "register/kind.h"

struct code {
    const char *id;
    struct label label;
    const char *valid_from, *valid_to; /* NULL = always */
    const char *parent, *note;
    struct date from, to;
};
struct code_list {
    const char *id;
    struct label label;
    const char *source, *note; /* where the list comes from */
    struct code *codes;
    unsigned n_codes;
};

/* All lists of the program and of overlay (same list id: rows are added or, by id, replaced). */
enum status code_load_all(struct ctx *cx, const char *overlay) MUST_CHECK; /* installs them */
/* adds to what is installed */
enum status code_load_text(struct ctx *cx, const char *name, struct str yaml) MUST_CHECK;
const struct code_list *code_list_find(const char *id);     /* NULL when there is none */
const struct code *code_find(const struct code_list *l, struct str id);
bool code_is_valid(const struct code *c, struct date on);
const char *code_label(const char *list, const char *id, enum lang lang); /* the id itself when unknown */
void code_forget(void); /* tests: before the arena of the lists ends */
