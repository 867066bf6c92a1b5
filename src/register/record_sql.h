/* The only maker of SQL over the tables of kinds, and of the values that go in and out of their columns: one
   canonical text per field (field.h) to one, two or three typed columns and back. Texts are made once per kind and
   kept. Not for: the shape of the tables (schema.c), filters (list.c). */
#pragma once

#include "platform/db.h"
#include "register/record.h"

/* Bound values of a statement under way. */
struct sql_params {
    struct db_param *at;
    size_t n, cap;
};
void sql_param(struct ctx *cx, struct sql_params *ps, struct db_param p);

/* The columns of a stored field: 1, for geo 2, for money 3. name: of the i-th, in quotes. */
/* A stored column that the kind's table has beside its fields; of those, one that holds a number. */
bool record_sql_is_common(const struct kind *k, struct str name);
bool record_sql_is_number(struct str common_name);
int record_sql_columns(const struct field *f);
void record_sql_column(struct buf *out, const struct field *f, int i, const char *alias);
/* Text as it stands behind LIKE … ESCAPE '\', with its own signs made harmless. */
const char *record_sql_pattern(struct ctx *cx, const char *before, struct str s, const char *behind);
/* The values to bind for a canonical text (NULL binds NULL). */
void record_sql_bind(struct ctx *cx, const struct field *f, const char *canonical, struct sql_params *ps);
/* The canonical text from the row. column: the first of the field's, by position. */
const char *record_sql_read(struct ctx *cx, const struct field *f, struct rows *r, size_t column);
/* The same as JSON straight from the row, without a copy. */
void record_sql_json(struct ctx *cx, struct buf *out, const struct field *f, struct rows *r, size_t column);
size_t record_sql_first(const struct kind *k); /* position of the first field behind the common columns */
struct str record_sql_json_name(const struct field *f, const struct kind *k); /* ,"title_vi": */
void record_sql_peek_common(struct record *rec, struct rows *r); /* texts valid until the next row only */

/* The first column of the kind's own order, which every index of a list ends with; NULL: by id. */
const struct field *record_sql_sort_field(const struct kind *k);
void record_sql_prepare(struct ctx *cx, struct kind *k); /* makes the texts; called when kinds are linked */
void record_sql_prepare_links(struct ctx *cx, const struct kinds *ks); /* then these, over all kinds */
/* Heads of the live records of every kind that point to one of k, each field's in the order of its kind, backwards. */
enum status record_sql_links(struct ctx *cx, const struct kind *k, int64_t id, struct record_link **ret_links,
                             size_t *ret_n) MUST_CHECK;
const char *record_sql_select(struct ctx *cx, const struct kind *k);  /* SELECT all columns FROM table t, no WHERE */
/* The common columns, then the columns of these fields. */
void record_sql_some(struct buf *out, const struct kind *k, const struct field *const *fields, size_t n);
void record_sql_read_common(struct ctx *cx, struct record *rec, struct rows *r); /* they stand first in the row */
enum status record_sql_open(struct ctx *cx, const struct kind *k, int64_t id, struct rows **ret_rows) MUST_CHECK;
enum status record_sql_load(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec) MUST_CHECK;
/* The common columns alone (partial): for rights and titles. */
enum status record_sql_head(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec) MUST_CHECK;
/* Many heads at once into the memo of the page (record_memo.h). */
enum status record_sql_heads(struct ctx *cx, const struct kind *k, const int64_t *ids, size_t n) MUST_CHECK;
/* Ids of live sub-records of one parent, in order. */
enum status record_sql_children(struct ctx *cx, const struct kind *k, int64_t parent_id, struct record_set *ret_set)
    MUST_CHECK;
/* The same of those that were deleted at this instant: with their owner. */
enum status record_sql_children_gone(struct ctx *cx, const struct kind *k, int64_t parent_id, int64_t at,
                                     struct record_set *ret_set) MUST_CHECK;
/* Live records of k whose field f points to id. */
enum status record_sql_pointing(struct ctx *cx, const struct kind *k, const struct field *f, int64_t id, size_t limit,
                                struct record_set *ret_set) MUST_CHECK;
/* Live records of k for which the condition holds (" AND …" over alias t), in the order of their making. */
enum status record_sql_where(struct ctx *cx, const struct kind *k, const char *condition, struct sql_params *ps,
                             size_t limit, struct record_set *ret_set) MUST_CHECK;
/* Ids of all records of k, deleted ones too, whose stored field f points to id. */
enum status record_sql_point_ids(struct ctx *cx, const struct kind *k, const struct field *f, int64_t id,
                                 int64_t **ret_ids, size_t *ret_n) MUST_CHECK;
/* Does any record of any kind belong to this organisation or unit? */
enum status record_sql_owns(struct ctx *cx, int64_t org, bool *ret_yes) MUST_CHECK;
enum status record_sql_find(struct ctx *cx, const struct kind *k, const char *column, const struct field *f,
                            const char *canonical, int64_t *ret_id, int64_t *ret_n) MUST_CHECK;
/* Does the condition (over alias t) hold for this record? */
enum status record_sql_holds(struct ctx *cx, const struct kind *k, int64_t id, const char *where, struct sql_params *ps,
                             bool *ret_yes) MUST_CHECK;
/* Inserts the row of a new record (id given). */
enum status record_sql_insert(struct ctx *cx, const struct record *rec) MUST_CHECK;
/* Writes every column where version still is the old one; *ret_done false when it is not. */
enum status record_sql_update(struct ctx *cx, const struct record *rec, int64_t old_version, bool *ret_done) MUST_CHECK;
