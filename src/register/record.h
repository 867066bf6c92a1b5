/* One record of any kind: make, load, change, save with history, delete softly, restore. Every save is one transaction:
   the row, its links, the search text and an immutable version chained to the one before (history.h).
   Not for: moving through states (rules/lifecycle.h), pages of records (list.h), SQL (record_sql.c makes all of it). */
#pragma once

#include "register/access.h"
#include "register/kind.h"

#define RECORD_MASK "•••" /* what stands for personal data that the user may not see */

struct record {
    const struct kind *kind;
    int64_t id;             /* 0 = not saved yet; unique over all kinds */
    const char *uid;        /* the same in every installation */
    const char *code;       /* "TQ-46-26-0007" or NULL */
    const char *title;      /* as kept in table record: how lists and links name it */
    const char *named;      /* the title as it is stored, for the program: title may be masked for the reader */
    const char *state;      /* id of a state; NULL for kinds without states */
    int64_t state_since;    /* UTC seconds */
    int64_t version;        /* 1, 2, …; what was loaded. 0 = new */
    int64_t org_id, unit_id; /* owner; 0 = none */
    const char *province;   /* two-digit code */
    const char *classification; /* public internal restricted secret_ref */
    const char *origin;     /* manual import api portal sync demo */
    int64_t created_at, created_by, updated_at, updated_by, deleted_at; /* deleted_at 0 = alive */
    const char *parent_kind; /* sub-records */
    int64_t parent_id;
    const char *secret_no, *secret_level, *secret_custodian, *secret_place; /* classification secret_ref only */
    /* Canonical values (field.h) by field->index; NULL = not given. Read with record_get, write with record_set. */
    const char **values;
    const char **loaded;    /* as they stood in the database; for what changed */
    bool partial;           /* from a list: only the asked columns are filled; cannot be saved */
};

struct record *record_new(struct ctx *cx, const struct kind *k); /* with the defaults and the user's organisation */
struct record *record_new_sub(struct ctx *cx, const struct kind *k, const struct record *parent);

/* E_NOTFOUND also for what the user may not read. k may be NULL: any kind. */
enum status record_load(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec) MUST_CHECK;
/* The record under which one of k is to be made. What cannot be its parent answers as what never was. */
enum status record_load_parent(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_parent) MUST_CHECK;
enum status record_load_uid(struct ctx *cx, const struct kind *k, const char *uid, struct record **ret_rec) MUST_CHECK;
/* The same question for a row that was read already: E_NOTFOUND for what the user may not read, and for what lies in
   the bin without the right to delete. Both look like what never was. */
enum status record_may_load(struct ctx *cx, const struct record *rec) MUST_CHECK;
/* Its number by its uid or, without regard to case, its code. Asks for no right: load it then. E_NOTFOUND. */
enum status record_named(struct ctx *cx, const struct kind *k, struct str name, int64_t *ret_id) MUST_CHECK;
/* The one live record whose field has this canonical value; E_NOTFOUND, or E_CONFLICT when there are several. The
   field may also be "code". */
enum status record_find(struct ctx *cx, const struct kind *k, const char *field, const char *value,
                        struct record **ret_rec) MUST_CHECK;

/* Canonical value, NULL when not given. An unknown field is our mistake (assert). calc fields are worked out. */
const char *record_get(const struct record *rec, const char *field);
/* As people read it in cx->lang; personal data masked unless the user has the right. Never NULL. */
const char *record_show(struct ctx *cx, const struct record *rec, const struct field *f);
/* Parses what was typed; a fault is a problem of the ctx and makes record_save fail. Empty clears the field. Fields of
   type auto, calc and sub cannot be set. Also takes the common columns classification, org, unit, province, origin,
   secret_no, secret_level, secret_custodian, secret_place. An unknown field is a problem as well. */
void record_set(struct ctx *cx, struct record *rec, const char *field, const char *typed);
void record_set_n(struct ctx *cx, struct record *rec, const char *field, struct str typed);
/* The version a form was made from: the save conflicts when the record is newer. */
void record_expect(struct record *rec, int64_t version);
bool record_changed(const struct record *rec, const struct field *f);

struct record_change {
    const char *what, *why, *basis, *move; /* what: create update move merge */
    bool no_checks;                        /* numbers given and files taken off: nothing the rules speak about */
    /* Inside the transaction, once rec->id is known and before its row is written; such a change is never idle. */
    enum status (*before_row)(struct ctx *cx, struct record *rec, void *arg);
    void *arg;
};
/* Checks everything (all problems at once) and writes row and version; nothing when nothing was changed and why says
   nothing. why: a few words for the history, may be NULL.
   E_INVALID: problems. E_CONFLICT: someone saved first; each field that both changed is a problem with key
   problem.conflict and arg = the value that stands there now; rec is untouched. E_DENIED, E_STATE (final, read-only).
   */
enum status record_save(struct ctx *cx, struct record *rec, const char *why) MUST_CHECK;
/* The same under another name in the history. */
enum status record_save_as(struct ctx *cx, struct record *rec, const struct record_change *c) MUST_CHECK;
/* Says all that record_save() would say, and writes nothing: for dry runs. */
enum status record_check(struct ctx *cx, struct record *rec, const char *why) MUST_CHECK;
/* The same of a change whose right the caller has asked for: a move, a restoring. */
enum status record_try(struct ctx *cx, struct record *rec, const struct record_change *c) MUST_CHECK;
/* Deletes softly what the caller made and nobody touched since, without asking for the right to delete: the undo of an
   import. */
enum status record_take_back(struct ctx *cx, struct record *rec, const char *why) MUST_CHECK;
/* soft; its sub-records too */
enum status record_delete(struct ctx *cx, struct record *rec, const char *why) MUST_CHECK;
enum status record_restore(struct ctx *cx, struct record *rec, const char *why) MUST_CHECK;

/* The same under another name in the history and without asking for the right to change (the caller did): moves,
   effects, attachments. */
enum status record_write(struct ctx *cx, struct record *rec, const struct record_change *c) MUST_CHECK;

/* Works the calculated fields out again and saves when that changed something (history: "update", by the program). */
enum status record_refresh(struct ctx *cx, struct record *rec) MUST_CHECK;

struct record_set {
    struct record **at;
    size_t n;
};
/* Sub-records in the order of their making. field: a sub field of rec's kind. */
enum status record_children(struct ctx *cx, const struct record *rec, const char *field, struct record_set *ret_set)
    MUST_CHECK;
/* Those of them that the user may read: for pages. Rules use the one above, they see all. */
enum status record_children_seen(struct ctx *cx, const struct record *rec, const char *field,
                                 struct record_set *ret_set) MUST_CHECK;
struct record_link {
    struct record *from; /* the record that points (partial) */
    const struct field *field; /* its field */
};
/* Every record that points to rec, as far as the user may read it; what rec points to stands in its fields. */
enum status record_links(struct ctx *cx, const struct record *rec, struct record_link **ret_links, size_t *ret_n)
    MUST_CHECK;
/* What every record has, without its fields (partial): for lists of hits and dues. */
enum status record_load_head(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec) MUST_CHECK;
/* Title of any record the user may read, else NULL. */
const char *record_title_of(struct ctx *cx, int64_t id);
/* The same where the kind is known, which saves a look-up; k NULL: not known. */
const char *record_title_in(struct ctx *cx, const struct kind *k, int64_t id);

/* {"id":…,"uid":…,"kind":…,"version":…,"state":…,…,"fields":{…}} straight into out. Masked fields read "•••". */
void record_json(struct ctx *cx, const struct record *rec, struct buf *out);
/* The same for a record by id, by the shortest way: one cached statement, no struct record between. */
enum status record_json_by_id(struct ctx *cx, const struct kind *k, int64_t id, struct buf *out) MUST_CHECK;

/* What the layer above does at every save; installed once at start (rules/model.c). check: adds problems, before
   anything is written. saved: inside the transaction, after the row and its version stand. */
struct record_hooks {
    enum status (*check)(struct ctx *cx, struct record *rec);
    enum status (*saved)(struct ctx *cx, struct record *rec, const struct record_change *c);
};
void record_install_hooks(const struct record_hooks *hooks);
