/* What is asked for: parameters of a URL into a query and back. See list.h. Running it stands in list_sql.c. */
#include "register/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "register/expr.h"
#include "register/period.h"
#include "register/record_sql.h"
#include "register/reveal.h"

enum { MOST_FILTERS = 40, MOST_PER = 1000, DEFAULT_PER = 50, MOST_VALUES = 200 };

static int by_list(const void *a, const void *b)
{
    const struct field *x = *(const struct field *const *)a, *y = *(const struct field *const *)b;

    return x->list != y->list ? x->list - y->list : (int)x->index - (int)y->index;
}

static void default_columns(struct ctx *cx, struct list_query *q)
{
    q->shown = arena_alloc(cx->mem, (q->kind->n_fields + 1) * sizeof *q->shown);
    q->n_shown = 0;
    for (unsigned i = 0; i < q->kind->n_fields; i++)
        if (q->kind->fields[i].list > 0 && record_sql_columns(&q->kind->fields[i]) > 0)
            q->shown[q->n_shown++] = &q->kind->fields[i];
    if (q->n_shown > 1)
        qsort(q->shown, q->n_shown, sizeof *q->shown, by_list);
}

struct list_query *list_new(struct ctx *cx, const struct kind *k)
{
    struct list_query *q = arena_new_of(cx->mem, struct list_query);

    q->kind = k;
    q->page = 1;
    q->per = DEFAULT_PER;
    q->filters = arena_alloc(cx->mem, MOST_FILTERS * sizeof *q->filters);
    default_columns(cx, q);
    return q;
}

static const char *copy(struct ctx *cx, struct str s)
{
    return arena_strndup(cx->mem, s.p, s.n);
}

static bool is_yes(struct str s)
{
    return str_is(s, "yes") || str_is(s, "1") || str_is(s, "true");
}

static void set_columns(struct ctx *cx, struct list_query *q, struct str value)
{
    struct str rest = value, part;
    const struct field **shown = arena_alloc(cx->mem, (q->kind->n_fields + 1) * sizeof *shown);
    size_t n = q->chosen ? q->n_shown : 0;

    for (size_t i = 0; i < n; i++)
        shown[i] = q->shown[i];
    while (value.n > 0 && str_next(&rest, ',', &part)) { /* without a value: no box of the form is ticked */
        const struct field *f = kind_field_n(q->kind, str_trim(part));
        bool twice = false;
        for (size_t i = 0; i < n; i++)
            twice = twice || shown[i] == f;
        if (f == NULL || record_sql_columns(f) == 0)
            (void)ctx_problem(cx, "cols", "problem.no_field", copy(cx, part));
        else if (!twice)
            shown[n++] = f;
    }
    if (n > 0) {
        q->chosen = true;
        q->shown = shown;
        q->n_shown = n;
    }
}

static void set_sort(struct ctx *cx, struct list_query *q, struct str value)
{
    struct str rest = value, part;

    while (str_next(&rest, ',', &part)) {
        part = str_trim(part);
        struct str id = str_starts(part, "-") ? str_sub(part, 1, part.n) : part;
        const struct field *f = kind_field_n(q->kind, id);
        if (f == NULL ? !record_sql_is_common(q->kind, id) : record_sql_columns(f) == 0) {
            (void)ctx_problem(cx, "sort", "problem.no_field", copy(cx, part));
            return;
        }
    }
    q->sort = copy(cx, value);
}

bool list_can_group(struct ctx *cx, const struct kind *k, const struct field *f)
{
    if (f == NULL)
        return k->n_states > 0;
    switch (f->type) {
    case FT_ENUM: case FT_COUNTRY: case FT_LANG: case FT_ADMIN: case FT_BOOL: case FT_YEAR:
        return record_sql_columns(f) == 1 && access_field(cx, f) == ACCESS_SHOW;
    default:
        return false;
    }
}

static void set_group(struct ctx *cx, struct list_query *q, struct str value)
{
    const struct field *f = kind_field_n(q->kind, value);

    if ((f == NULL && !str_is(value, "state")) || !list_can_group(cx, q->kind, f)) {
        (void)ctx_problem(cx, "group", "problem.no_field", copy(cx, value));
        return;
    }
    q->group = copy(cx, value);
    if (f != NULL && access_personal(f) > 0)
        reveal_asked(cx, q->kind, f);
}

/* The parameters that are no filters. False: none of them. */
static bool set_own(struct ctx *cx, struct list_query *q, const char *name, struct str value)
{
    struct sql_params ps = {0};
    struct buf sql;
    long long n = 0;
    struct expr *e;

    if (strcmp(name, "q") == 0) {
        q->q = copy(cx, value);
        if (access_words(cx, q->kind) == ACCESS_MASK) /* hits would tell what is masked */
            (void)ctx_problem(cx, "q", "problem.masked", NULL);
        else if (q->kind->search_personal > 0)
            reveal_asked(cx, q->kind, NULL);
    } else if (strcmp(name, "sort") == 0)
        set_sort(cx, q, value);
    else if (strcmp(name, "cols") == 0)
        set_columns(cx, q, value);
    else if (strcmp(name, "group") == 0)
        set_group(cx, q, value);
    else if (strcmp(name, "deleted") == 0)
        q->deleted = is_yes(value);
    else if (strcmp(name, "late") == 0)
        q->late = is_yes(value);
    else if (strcmp(name, "mine") == 0)
        q->mine = is_yes(value);
    else if (strcmp(name, "where") == 0) {
        q->where = copy(cx, value);
        buf_init(&sql, cx->mem, 1 << 18);
        if (expr_parse(cx, value, &e) != OK || expr_check(cx, e, q->kind, "where") != OK ||
            expr_sql(cx, e, q->kind, &sql, &ps) != OK)
            (void)ctx_problem(cx, "where", "problem.expression", cx->detail);
        else if (expr_personal(cx, e, q->kind) > 0)
            reveal_asked(cx, q->kind, NULL);
    } else if (strcmp(name, "page") == 0 || strcmp(name, "per") == 0 || strcmp(name, "parent") == 0 ||
               strcmp(name, "began") == 0) {
        if (!str_int(value, &n) || n < 1 || n > 1000000000000 || (*name == 'p' && name[1] == 'e' && n > MOST_PER))
            (void)ctx_problem(cx, copy(cx, str_of(name)), "problem.not_integer", copy(cx, value));
        else if (strcmp(name, "page") == 0)
            q->page = n;
        else if (strcmp(name, "per") == 0)
            q->per = n;
        else if (strcmp(name, "began") == 0)
            q->began = n;
        else
            q->parent_id = n;
    } else {
        return false;
    }
    return true;
}

/* Of a common column: what it cannot hold is a problem, not an empty answer. */
static const char *common_value(struct ctx *cx, const struct list_filter *f, struct str part)
{
    bool instant = str_ends(str_of(f->name), "_at");
    struct date day;
    long long n;

    if (!record_sql_is_number(str_of(f->name)) || str_int(part, &n) || (instant && date_parse(part, &day)))
        return copy(cx, part);
    (void)ctx_problem(cx, f->name, instant ? "problem.not_date" : "problem.not_integer", copy(cx, part));
    return NULL;
}

/* A bound of a field of instants that is a day alone means the day's beginning, or its end. */
static struct str day_bound(struct ctx *cx, const struct list_filter *f, struct str part)
{
    struct date day;

    if (f->field == NULL || f->field->type != FT_DT || (f->op != LIST_FROM && f->op != LIST_TO) ||
        !date_parse(part, &day))
        return part;
    return str_of(arena_printf(cx->mem, "%.*sT%s", STR_ARGS(part), f->op == LIST_FROM ? "00:00:00" : "23:59:59"));
}

static void add_values(struct ctx *cx, struct list_filter *f, struct str value)
{
    struct str rest = value, part;
    bool bad;

    f->values.at = arena_alloc(cx->mem, MOST_VALUES * sizeof *f->values.at);
    while (f->values.n < MOST_VALUES && str_next(&rest, ',', &part)) {
        part = str_trim(part);
        if (part.n == 0)
            continue;
        const char *v = f->field == NULL ? common_value(cx, f, part) : copy(cx, part);
        if (f->field != NULL && f->op != LIST_LIKE) {
            struct field plain = *f->field; /* limits of the field do not bind the filter */
            plain.min = plain.max = NULL;
            bool set = field_types[plain.type].sql == SQL_WORDS;
            v = set ? v : field_parse(cx, &plain, day_bound(cx, f, part), &bad);
        }
        if (v != NULL)
            f->values.at[f->values.n++] = v;
    }
}

/* A filter of a day that names a period becomes its two ends; what was typed stays for the address. */
static bool set_period(struct ctx *cx, struct list_filter *f)
{
    struct date from, to;

    if (f->field == NULL || f->field->type != FT_DATE || f->op != LIST_IS ||
        !period_days(str_of(f->typed), ctx_today(cx), &from, &to))
        return false;
    f->op = LIST_WITHIN;
    f->values.at = arena_alloc(cx->mem, 2 * sizeof *f->values.at);
    f->values.at[f->values.n++] = date_text(cx->mem, from);
    f->values.at[f->values.n++] = date_text(cx->mem, to);
    return true;
}

static bool is_plain_text(const struct field *f)
{
    return f != NULL && field_types[f->type].is_text && !f->unique;
}

static void add_filter(struct ctx *cx, struct list_query *q, const char *name, struct str value)
{
    static const struct {
        const char *end;
        enum list_op op;
    } ends[] = {{".from", LIST_FROM}, {".to", LIST_TO}, {".not", LIST_NOT}, {".set", LIST_SET}, {".is", LIST_IS}};
    struct str id = str_of(name);
    enum list_op op = LIST_IS;
    bool bare = true;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(id, ends[i].end)) {
            id = str_sub(id, 0, id.n - strlen(ends[i].end));
            op = ends[i].op;
            bare = false;
        }
    const struct field *field = kind_field_n(q->kind, id);
    if ((field == NULL ? !record_sql_is_common(q->kind, id) : record_sql_columns(field) == 0) ||
        q->n_filters == MOST_FILTERS) {
        (void)ctx_problem(cx, copy(cx, str_of(name)), "problem.no_field", NULL);
        return;
    }
    if (field != NULL ? access_field(cx, field) == ACCESS_MASK /* filtering would tell what is masked */
                      : str_is(id, "title") && access_titles(cx, q->kind) == ACCESS_MASK) {
        (void)ctx_problem(cx, copy(cx, str_of(name)), "problem.masked", NULL);
        return;
    }
    if (value.n == 0)
        return;
    if (field != NULL ? access_personal(field) > 0 : str_is(id, "title") && q->kind->title_personal > 0)
        reveal_asked(cx, q->kind, field);
    if (op == LIST_SET && !is_yes(value))
        op = LIST_UNSET;
    if (bare && is_plain_text(field))
        op = LIST_LIKE;
    struct list_filter *f = &q->filters[q->n_filters++];
    *f = (struct list_filter){.field = field, .name = copy(cx, id), .op = op, .typed = copy(cx, value)};
    if (op != LIST_SET && op != LIST_UNSET && !set_period(cx, f))
        add_values(cx, f, value);
}

void list_param(struct ctx *cx, struct list_query *q, const char *name, struct str value)
{
    if (!set_own(cx, q, name, value))
        add_filter(cx, q, name, value);
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static struct str decoded(struct ctx *cx, struct str s)
{
    char *out = arena_alloc(cx->mem, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        int a = s.p[i] == '%' && i + 2 < s.n + 0 ? hex(s.p[i + 1]) : -1, b = a < 0 ? -1 : hex(s.p[i + 2]);
        if (b >= 0) {
            out[n++] = (char)(a * 16 + b);
            i += 2;
        } else {
            out[n++] = s.p[i] == '+' ? ' ' : s.p[i];
        }
    }
    return (struct str){out, n};
}

enum status list_parse(struct ctx *cx, const struct kind *k, struct str params, struct list_query **ret_q)
{
    struct list_query *q = list_new(cx, k);
    struct str rest = params, pair, name;

    while (str_next(&rest, '&', &pair)) {
        if (pair.n == 0 || !str_next(&pair, '=', &name))
            continue;
        struct str value = pair.p == NULL ? STR("") : decoded(cx, pair);
        name = decoded(cx, name);
        list_param(cx, q, copy(cx, name), value);
    }
    TRY(ctx_problems(cx));
    *ret_q = q;
    return OK;
}

static void add_pair(struct buf *out, const char *name, const char *value)
{
    static const char digits[] = "0123456789ABCDEF";

    if (value == NULL)
        return;
    buf_printf(out, "%s%s=", out->n > 0 ? "&" : "", name);
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
        if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
            strchr("-._~,", *p) != NULL) {
            buf_byte(out, (char)*p);
        } else {
            buf_byte(out, '%');
            buf_byte(out, digits[*p >> 4]);
            buf_byte(out, digits[*p & 15]);
        }
}

static const char *ending(const struct list_filter *f)
{
    switch (f->op) {
    case LIST_FROM:
        return ".from";
    case LIST_TO:
        return ".to";
    case LIST_NOT:
        return ".not";
    case LIST_SET: case LIST_UNSET:
        return ".set";
    case LIST_IS:
        return is_plain_text(f->field) ? ".is" : "";
    case LIST_LIKE: case LIST_WITHIN:
        break;
    }
    return "";
}

const char *list_filter_param(struct ctx *cx, const struct list_filter *f)
{
    return arena_printf(cx->mem, "%s%s", f->name, ending(f));
}

const char *list_url(struct ctx *cx, const struct list_query *q, const char *name, const char *value)
{
    struct buf out, cols;

    buf_init(&out, cx->mem, 1 << 16);
    buf_init(&cols, cx->mem, 1 << 16);
    for (size_t i = 0; i < q->n_filters; i++) {
        const char *n = list_filter_param(cx, &q->filters[i]);
        if (name == NULL || strcmp(n, name) != 0)
            add_pair(&out, n, q->filters[i].typed);
    }
    struct list_query *plain = list_new(cx, q->kind);
    bool same = plain->n_shown == q->n_shown;
    for (size_t i = 0; i < q->n_shown; i++) {
        same = same && plain->shown[i] == q->shown[i];
        buf_printf(&cols, "%s%s", i > 0 ? "," : "", q->shown[i]->id);
    }
    const struct {
        const char *name, *value;
    } own[] = {{"q", q->q},
               {"where", q->where},
               {"group", q->group},
               {"sort", q->sort},
               {"cols", same ? NULL : buf_str(&cols).p},
               {"per", q->per == DEFAULT_PER ? NULL : arena_printf(cx->mem, "%lld", (long long)q->per)},
               {"page", q->page == 1 ? NULL : arena_printf(cx->mem, "%lld", (long long)q->page)},
               {"parent", q->parent_id == 0 ? NULL : arena_printf(cx->mem, "%lld", (long long)q->parent_id)},
               {"began", q->began == 0 ? NULL : arena_printf(cx->mem, "%lld", (long long)q->began)},
               {"deleted", q->deleted ? "yes" : NULL},
               {"late", q->late ? "yes" : NULL},
               {"mine", q->mine ? "yes" : NULL}};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (name == NULL || strcmp(own[i].name, name) != 0)
            add_pair(&out, own[i].name, own[i].value);
    if (name != NULL)
        add_pair(&out, name, value);
    return buf_str(&out).n == 0 ? "" : buf_str(&out).p;
}

const char *list_url_masked(struct ctx *cx, const struct list_query *q)
{
    struct list_query m = *q;
    struct expr *e;

    m.filters = arena_alloc(cx->mem, (q->n_filters + 1) * sizeof *m.filters);
    for (size_t i = 0; i < q->n_filters; i++) {
        const struct field *f = q->filters[i].field;
        m.filters[i] = q->filters[i];
        if (f != NULL ? access_personal(f) > 0
                      : strcmp(q->filters[i].name, "title") == 0 && q->kind->title_personal > 0)
            m.filters[i].typed = RECORD_MASK;
    }
    if (q->q != NULL && q->kind->search_personal > 0)
        m.q = RECORD_MASK;
    if (q->where != NULL && (expr_parse(cx, str_of(q->where), &e) != OK || expr_personal(cx, e, q->kind) > 0))
        m.where = RECORD_MASK;
    return list_url(cx, &m, NULL, NULL);
}
