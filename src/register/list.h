/* Pages of records: filter, sort, count, from parameters as they stand in a URL. Rights pass through access.h; there
   is no
   other way to many records. The same query gives the page, the count, the CSV and the JSON.
   Not for: search over all kinds (search.h). */
#pragma once

#include "base/vec.h"
#include "register/record.h"

/* LIKE: the text holds it, accents and case or not. SET, UNSET: has a value, has none. WITHIN: from the first value to
   the second, of a period that moves with the day. */
enum list_op { LIST_IS, LIST_NOT, LIST_FROM, LIST_TO, LIST_SET, LIST_UNSET, LIST_LIKE, LIST_WITHIN };

struct list_filter {
    const struct field *field; /* NULL: a common column, by name */
    const char *name;          /* "sign_date", "state", "country" */
    enum list_op op;
    struct words values;       /* canonical; several = any of them */
    const char *typed;         /* as it stood in the URL */
};

struct list_query {
    const struct kind *kind;
    struct list_filter *filters;
    size_t n_filters;
    const char *where;         /* expression (register/expr.h) besides the filters; may be NULL */
    const char *q;             /* words that must all occur in the record's search text, accents or not */
    const char *sort;          /* "-sign_date,title_vi"; NULL = the kind's default */
    const char *group;         /* field or "state" whose values are counted beside the list; may be NULL */
    int64_t page, per;         /* from 1; per 1..1000, 50 when 0 */
    int64_t parent_id;         /* sub-records of this one; 0 = any */
    int64_t began;             /* the saved view (view.h) that it began as; 0 = none. It changes nothing here. */
    bool deleted;              /* the deleted ones instead */
    bool late, mine;           /* with an open deadline that has passed; made by the user */
    enum right right;          /* RIGHT_READ, or RIGHT_EXPORT for what leaves the house */
    const struct field **shown; /* the columns, resolved */
    size_t n_shown;
    bool chosen;                /* the columns were asked for, they are not the default */
    const int64_t *total;       /* how many there are, when the caller has counted; NULL = not yet */
};

struct list_page {
    struct record **rows; /* partial: the asked columns and the common ones */
    size_t n;
    int64_t total, page, pages;
};

/* params: "state=signed,in_force&sign_date.from=2025-01-01&country=JP&q=nara&sort=-sign_date&page=2", percent-encoded
   as in
   a URL. FIELD=a,b (any of) · FIELD.not= · FIELD.from= · FIELD.to= · FIELD.set=yes|no · where= q= sort= cols= page=
   per=
   DATE_FIELD=today|this_week|… (period.h): the address stays as it is while the
   days go by. cols= may stand several times (boxes of a form): the columns follow each other.
   deleted=yes group=FIELD late=yes mine=yes parent=ID began=VIEW.
   Unknown names and bad values are problems (E_INVALID). */
enum status list_parse(struct ctx *cx, const struct kind *k, struct str params, struct list_query **ret_q) MUST_CHECK;
/* One more parameter, already decoded. */
void list_param(struct ctx *cx, struct list_query *q, const char *name, struct str value);
struct list_query *list_new(struct ctx *cx, const struct kind *k);
/* The query as parameters again (for links: sort by this, next page), with one changed; value NULL takes it out. */
const char *list_url(struct ctx *cx, const struct list_query *q, const char *name, const char *value);
/* The same for other eyes (audit, shared views): what conditions over personal fields compare with is masked. */
const char *list_url_masked(struct ctx *cx, const struct list_query *q);

/* The name of its parameter: "sign_date.from". */
const char *list_filter_param(struct ctx *cx, const struct list_filter *f);

enum status list_run(struct ctx *cx, struct list_query *q, struct list_page *ret_page) MUST_CHECK;
enum status list_count(struct ctx *cx, struct list_query *q, int64_t *ret_n) MUST_CHECK;
/* Every row in turn, without paging. Memory is given back row by row, unless fn says *ret_keep (it let a buffer grow).
   fn returning not OK ends it with that status. */
enum status list_each(struct ctx *cx, struct list_query *q,
                      enum status (*fn)(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep), void *arg)
    MUST_CHECK;
/* Can the list be counted by this field (NULL: by the state)? Few values, and the person sees them. */
bool list_can_group(struct ctx *cx, const struct kind *k, const struct field *f);
/* Number of records per value of a field or "state" within the query; the most frequent first. */
struct list_group {
    const char *value; /* canonical, NULL = not given */
    int64_t n;
};
enum status list_groups(struct ctx *cx, struct list_query *q, const char *field, struct list_group **ret_g,
    size_t *ret_n)
    MUST_CHECK;

/* Counts with the sums of the shown columns of numbers and money that the user sees unmasked. */
struct list_sum {
    const struct field *field;
    const char *currency; /* of money; NULL = a plain number */
    const char *sum;      /* exact decimal */
    int64_t n;            /* records that have a value */
};
struct list_total {
    const char *value; /* of the group, canonical; NULL = not given, or the whole list */
    int64_t n;         /* records */
    struct {
        VEC(struct list_sum);
    } sums;
};
bool list_can_sum(struct ctx *cx, const struct field *f);
enum status list_sums(struct ctx *cx, struct list_query *q, struct list_total *ret_all) MUST_CHECK;
/* By q->group; as list_groups, in its order. */
enum status list_sums_grouped(struct ctx *cx, struct list_query *q, struct list_total **ret_groups, size_t *ret_n)
    MUST_CHECK;

/* {"kind":…,"total":…,"page":…,"pages":…,"rows":[{"id":…,…}]} written straight from the statement; with a group also
   "groups":[{"value":…,"count":…,"sums":[{"field":…,"currency":…,"sum":…,"count":…}]}] and "sums" of the whole. */
enum status list_json(struct ctx *cx, struct list_query *q, struct buf *out) MUST_CHECK;
/* With a header line; a byte order mark so that spreadsheets read UTF-8; cells that begin with = + - @ get a quote. */
enum status list_csv(struct ctx *cx, struct list_query *q, struct buf *out) MUST_CHECK;
/* The same table as a spreadsheet with typed cells, and a second sheet that says what it is. E_TOOBIG beyond max bytes
   or the rows of a sheet. */
enum status list_xlsx(struct ctx *cx, struct list_query *q, size_t max, struct str *ret_bytes) MUST_CHECK;
/* The conditions in the user's language: "Trạng thái = Đã ký; Ngày ký ≥ 01/01/2026". */
const char *list_words(struct ctx *cx, const struct list_query *q);
