/* Code lists: dated rows with labels in three languages, from definitions/ and the administrator's folder, read-only
   after start; the rows that the office added or changed in the pages stand over them (code_own.h).
   Not for: kinds' states (kind.h). */
#pragma once

#include "register/kind.h"

struct code {
    const char *id;
    struct label label;
    const char *valid_from, *valid_to; /* NULL = always */
    const char *parent, *note; /* parent: the code above it, of a commune its province */
    struct date from, to;
    int64_t own_id; /* the office's own row: id of its record; 0 = from a file */
};
struct code_list {
    const char *id;
    struct label label;
    const char *source, *note; /* where the list comes from */
    bool fixed; /* the program knows these codes: the office may not add or change any */
    struct code *codes;
    unsigned n_codes;
};

/* All lists of the program and of overlay (same list id: rows are added or, by id, replaced). */
enum status code_load_all(struct ctx *cx, const char *overlay) MUST_CHECK; /* installs them */
/* adds to what is installed */
enum status code_load_text(struct ctx *cx, const char *name, struct str yaml) MUST_CHECK;
/* Every list, in the order of the files: 0 … until NULL. */
const struct code_list *code_list_at(size_t i);
struct code_own { /* a row of the office, for the list of that id */
    const char *list;
    struct code code;
};
/* The files' lists with these rows in them (a row of the same code replaces the file's); what stood over them before is
   forgotten. mem must outlive all work that began before the next call. Any thread. */
void code_install_own(struct arena *mem, const struct code_own *rows, size_t n);
const struct code_list *code_list_find(const char *id);     /* NULL when there is none */
const struct code *code_find(const struct code_list *l, struct str id);
/* By its label in any language, without accents and case; a commune also without its province. NULL when there is none,
   or (*ret_several) more than one. */
const struct code *code_named(struct ctx *cx, const struct code_list *l, struct str label, bool *ret_several);
/* Where it stands in its list; behind all others (n_codes) when it is unknown. */
unsigned code_place(const struct code_list *l, const char *id);
/* Is it this id, or do all words stand in its label in one of the languages? q: folded (base/utf8.h). */
bool code_holds(struct ctx *cx, const struct code *c, struct str q);
bool code_is_valid(const struct code *c, struct date on);
const char *code_label(const char *list, const char *id, enum lang lang); /* the id itself when unknown */
void code_forget(void); /* tests: before the arena of the lists ends */
