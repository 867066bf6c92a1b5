/* What a register is made of: a kind, its fields, states, moves, checks and rights, as read from kinds/NAME.yaml
   (docs/KINDS.md describes the format). Built once at start, installed once, read-only after.
   Not for: reading the files (kind_load.c does it behind this header), values (record.h) or law (rules/). */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"
#include "base/map.h"
#include "register/field.h"

struct kind;
struct expr;

struct label { /* a text in the three languages; text[LANG_VI] is never NULL after the check */
    const char *text[LANG__MAX];
};
/* In the wanted language, else English, else Vietnamese, else "". */
const char *label_text(const struct label *l, enum lang lang);

struct words { /* a list of words from the file */
    const char **at;
    unsigned n;
};
bool words_have(const struct words *w, const char *word);

struct field {
    /* as written in the file */
    const char *id;              /* eternal; a new label is not a new field */
    const char *type_text;       /* "enum:agr_type", "text(400)" */
    struct label label, help;
    const char *section;         /* heading of the form under which the field stands; id of a row in sections: */
    bool required;               /* always */
    const char *required_at;     /* from this state on */
    const char *required_if;     /* expression */
    const char *default_text;    /* value of a new record; an expression when it begins with '=' */
    const char *calc;            /* expression: for type calc, worked out at every save */
    const char *calc_as;         /* type of its value: "date" */
    const char *number;          /* pattern: for type auto, "{year(sign_date)}-{seq:2}" */
    const char *number_at;       /* state on whose entry an auto field is numbered; NULL = at creation */
    const char *via;             /* mref only: the field of the target that points back here; nothing is stored */
    const char *personal;        /* "pd" or "pds" (sensitive): masked unless the user has the right */
    int list;                    /* column number in the default list, from 1; 0 = not shown there */
    const char *search_text;     /* as written: "false" takes a text field out of the search */
    bool filter, search, unique; /* offered as a filter; part of the search text; no two records alike */
    bool assigned;               /* user, org: who is named here has the record as his own (scope own) */
    const char *min, *max;       /* limits of numbers and dates, in canonical form */
    const char *note, *basis;    /* for the handbook; the article it comes from */
    const char *valid_from, *valid_to; /* days between which the field is asked for */
    /* worked out when the file is read */
    enum field_type type;        /* of calc fields: that of calc_as; auto fields are text */
    bool given;                  /* by the program: calc, auto and sub fields; nobody types them */
    bool ended;                  /* valid_to is past: shown where it has a value, asked for no more */
    int size, scale;             /* text(size); dec(size, scale) */
    const char *arg;             /* "agr_type" of enum:agr_type, "place" of ref:place */
    const struct kind *target;   /* ref, mref, sub, org: the kind it leads to; NULL for mref:any */
    bool to_any;                 /* mref:any, links to records of every kind */
    const struct kind *of;       /* the kind it belongs to */
    size_t index;                /* position in kind.fields and in record.values */
    struct expr *required_expr, *calc_expr, *default_expr;
    int required_state;          /* index of required_at in kind.states; -1 = none */
};

struct state {
    const char *id;
    struct label label;
    bool final;        /* nothing leads out and the record is read-only */
    bool rest;         /* the register simply rests here: it need not be able to end */
    bool side;         /* off the main line (cancelled, rejected, suspended): required_at does not reach here */
    const char *note, *valid_from, *valid_to;
    const char *color; /* green, blue, orange, red, gray: for badges */
};

struct effect_value {
    const char *field, *value; /* value: an expression over the record that moves */
    struct expr *expr;
};
struct effect { /* either create a record with these values, or set a field of the record itself if it is empty */
    const char *create, *condition; /* create: id of a sub field of this kind, or of another register */
    const char *set, *value;
    bool replace;              /* set: also when the field is filled */
    struct effect_value *values;
    unsigned n_values;
    struct expr *condition_expr, *value_expr;
    const struct kind *target; /* of create */
};

struct move {
    const char *id;            /* "sign" */
    struct label label;
    struct words from;         /* state ids; "*" = every state that is not final */
    const char *to;
    struct words roles;        /* OFF HEAD …; "@proposer" = users of the organisation in that field */
    struct words need;         /* fields asked for with the move, besides the required_at of the new state */
    const char *guard;         /* expression; the move is refused unless it is true */
    struct label guard_text;   /* why it is refused */
    const char *automatic;     /* expression: role SYS makes the move when it becomes true */
    bool reason;               /* a reason must be given */
    bool four_eyes;            /* who created the record may not make this move */
    struct words not_by;       /* nor who made one of these moves last */
    int undo_h;                /* hours in which its maker may take it back; 0 = not at all */
    const char *basis, *note, *valid_from, *valid_to;
    struct effect *effects;
    unsigned n_effects;
    /* worked out */
    uint32_t role_bits;
    struct expr *guard_expr, *automatic_expr;
    int to_state;
};

struct opening { /* a record that the program makes for each period: a report, a review */
    const char *id, *every;    /* week month quarter half year */
    int day;                   /* of the period, from 1: not before; 0 = the first */
    struct effect_value *values; /* of the new record; expressions. Also the common column org */
    unsigned n_values;
    const char *note, *valid_from, *valid_to;
};

struct check { /* a rule over the record's fields, e.g. V01 … V08 */
    const char *id, *holds;    /* expression; unknown (an empty field) passes */
    const char *when;          /* expression; the check is made only while it is true; NULL = always */
    const char *at;            /* state from which on it is made */
    const char *field;         /* the field that is marked */
    const char *level;         /* "error" refuses, "warning" only tells */
    struct label message;
    const char *basis, *note, *valid_from, *valid_to;
    bool is_warning;
    struct expr *holds_expr, *when_expr;
    int at_state;
};

/* PD, PDS: to see personal and sensitive personal data, for kinds that say where; see access.h. */
enum right { RIGHT_READ, RIGHT_CREATE, RIGHT_UPDATE, RIGHT_DELETE, RIGHT_EXPORT, RIGHT_PD, RIGHT_PDS, RIGHT__MAX };
enum scope { SCOPE_NONE, SCOPE_OWN, SCOPE_UNIT, SCOPE_ORG, SCOPE_PROV, SCOPE_NAT, SCOPE_ALL };
struct grant {
    struct words roles, may;   /* may: read create update delete export pd pds */
    const char *scope_text;    /* own unit org prov nat all */
    enum scope scope;
    uint32_t role_bits, right_bits;
};

struct section {
    const char *id;
    struct label label;
};

#define KIND_GROUPS "register_group" /* the code list of headings of the menu, in its order */

struct kind {
    /* as written */
    const char *id;            /* "agreement": table r_agreement, path /agreement */
    const char *code;          /* prefix of the numbers, "TQ"; NULL = records have no code */
    const char *group;         /* heading in the menu, a code of the list register_group; never NULL once linked */
    const char *icon;          /* name of a Tabler icon */
    int order;                 /* position within the group */
    struct label label, plural;
    const char *title;         /* expression that names a record; NULL = its first text field */
    const char *serves;        /* "org": fields of type org lead to this kind */
    struct words parents;      /* sub-records: the kinds that own it; empty = a register of its own */
    struct words key;          /* natural key, for import and for warnings about duplicates */
    struct words names;        /* fields that name the thing, one spelling a line: near names are warned about */
    struct words national;     /* states from which the ministry sees a record (scope nat); empty = all */
    const char *seed;          /* table of the program that a new installation begins with: definitions/countries.tsv */
    const char *sort;          /* default sort, "-sign_date" */
    struct section *sections;
    unsigned n_sections;
    struct field *fields;
    unsigned n_fields;
    struct state *states;      /* in the order of the main line; a new record is in the first */
    unsigned n_states;
    struct move *moves;
    unsigned n_moves;
    struct check *checks;
    unsigned n_checks;
    struct opening *opens;
    unsigned n_opens;
    struct grant *access;
    unsigned n_access;
    const char *note, *basis, *valid_from, *valid_to;
    /* worked out */
    struct { /* the files it was read from, for messages; the administrator's last */
        const char *name;
        struct str text;
    } sources[4];
    unsigned n_sources;
    struct field **calcs;      /* fields that are worked out, each behind those it asks for */
    unsigned n_calcs;
    struct map fields_by_id;   /* once linked; before, fields are searched one by one */
    struct expr *title_expr;
    int title_personal, search_personal; /* most personal field (1 pd, 2 pds) in the title, in the search text */
    const char *table;         /* "r_agreement" */
    const struct kind **parent_kinds; /* parents.n of them */
    const void *sql;           /* record_sql.c keeps its texts here */
};

struct kinds {
    struct kind **at;
    size_t n;
    struct map by_id;
    struct date on; /* the day for which it was built: what is not valid then is left out */
};

const struct field *kind_field(const struct kind *k, const char *id); /* NULL when there is none */
const struct field *kind_field_n(const struct kind *k, struct str id);
int kind_state(const struct kind *k, const char *id); /* index, -1 when there is none */
const struct move *kind_move(const struct kind *k, const char *id);
bool kind_is_sub(const struct kind *k);
/* The fields that exist in the table (all but sub, calc, mref and the like), for whoever walks the columns. */
bool field_is_stored(const struct field *f);

/* Reads every kinds/NAME.yaml that comes with the program, then every *.yaml of overlay (NULL = none): a file there
   adds a kind, or adds to and changes the kind of the same id (by id of field, state, move, check). Everything lives
   in cx->mem. E_INVALID: each fault was reported as a problem (field = file:line, key, arg). */
enum status kind_load_all(struct ctx *cx, const char *overlay, struct kinds **ret_kinds) MUST_CHECK;
/* One text (tests, fuzzing). name: for messages. */
enum status kind_load_text(struct ctx *cx, const char *name, struct str yaml, struct kind **ret_kind) MUST_CHECK;
/* Resolves types, links and expressions among kinds that were loaded one by one. */
enum status kind_link(struct ctx *cx, struct kind **at, size_t n, struct kinds **ret_kinds) MUST_CHECK;

/* Faults that a single file does not show: links, states that cannot be reached or end, labels, rights, names in
   expressions. Called by kind_load_all; problems as above. */
enum status kind_check_all(struct ctx *cx, const struct kinds *ks) MUST_CHECK;
/* "kinds/agreement.yaml:41": where the row with this id stands (id NULL: the file). */
const char *kind_where(struct ctx *cx, const struct kind *k, const char *id);
bool kind_is_common(struct str name); /* a column that every record has; no field may take its name */

/* Makes them the kinds of this process: once at start (tests: once per test program or fixture). The memory must
   outlive all work. */
void kind_install(const struct kinds *ks);
const struct kinds *kind_all(void); /* never NULL; empty before the install */
const struct kind *kind_find(const char *id); /* NULL when there is none */
