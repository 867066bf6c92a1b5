/* Saved views: the state of a list under a name (filter, columns, order, group, table or board). A private one is its
   owner's; a shared one is shown to everyone who may read the register, and whoever may share changes it; a locked one
   is shown the same way, and only its owner or an administrator changes it. A view is a question, never a right: the
   list asks it through the rights of the person who looks.
   Not for: reading the question itself (list.h). */
#pragma once

#include "register/list.h"

enum { VIEW_NAME_CHARS = 80, VIEW_FILTER_BYTES = 8000, VIEW_COLUMNS_BYTES = 1000, VIEWS_SHOWN = 200 };

#define VIEW_PRIVATE "private"
#define VIEW_SHARED "shared"
#define VIEW_LOCKED "locked"
#define VIEW_TABLE "table"
#define VIEW_BOARD "board"

struct view {
    int64_t id;           /* 0 = a new one */
    const struct kind *kind;
    const char *name, *mode, *display;
    const char *filter;   /* parameters of the list's address, without the three below */
    const char *columns;  /* ids with commas; "" = the register's own */
    const char *sort, *group; /* "" = none */
    int64_t owner, version, updated_at;
    const char *owner_name, *updated_by; /* names of the accounts */
    bool may_change;      /* the asking user: the state, the name */
    bool may_own;         /* the owner or an administrator: the mode too, and take it away */
    bool is_default;      /* the asking user's list begins with it; written with the rest */
};

/* What the user may see of the register: his own first, then those of others, by name. */
enum status view_list(struct ctx *cx, const struct kind *k, struct view **ret_at, size_t *ret_n) MUST_CHECK;
/* E_NOTFOUND also for a private one of somebody else. */
enum status view_load(struct ctx *cx, const struct kind *k, int64_t id, struct view **ret_v) MUST_CHECK;
struct view *view_new(struct ctx *cx, const struct kind *k); /* private, a table, with nothing in it */
/* Puts the state of a list into the view. */
void view_take(struct ctx *cx, struct view *v, const struct list_query *q);
/* The state as parameters of an address, percent-encoded. */
const char *view_params(struct ctx *cx, const struct view *v);
/* Does the list still stand as the view has it? */
bool view_is(struct ctx *cx, const struct view *v, const struct list_query *q);
/* Writes a new one, or over the version that v was loaded with. E_INVALID with problems for name, mode, display, view;
   E_CONFLICT with a problem that says who was faster; E_DENIED. */
enum status view_save(struct ctx *cx, struct view *v) MUST_CHECK;
enum status view_remove(struct ctx *cx, const struct view *v) MUST_CHECK; /* E_CONFLICT as in view_save */
/* The user's list of the register begins with this one; 0 = with none. */
enum status view_begin_with(struct ctx *cx, const struct kind *k, int64_t id) MUST_CHECK;
enum status view_default(struct ctx *cx, const struct kind *k, int64_t *ret_id) MUST_CHECK; /* 0 = none */

/* list_parse with one more parameter: view=ID stands for what the view has; a parameter beside it takes the place of
   the view's of the same name, one without a value takes it out. view=all is the list without any. */
enum status view_parse(struct ctx *cx, const struct kind *k, struct str params, struct list_query **ret_q) MUST_CHECK;
