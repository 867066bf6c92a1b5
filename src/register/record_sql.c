/* See record_sql.h. Every identifier stands in quotes: field ids may be words of SQL (to, order, group). */
#include "register/record_sql.h"

#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/vec.h"
#include "platform/json.h"
#include "register/record_memo.h"

enum { HEADS_AT_ONCE = 32, FEW_HEADS = 6, MOST_BRANCHES = 100, MOST_LINKS = 200 };

struct sql_texts { /* made by record_sql_prepare when kinds are linked */
    struct str common; /* of every SELECT */
    const char *select, *by_id, *head, *children, *heads, *insert, *update;
    const char **links; /* who points here: texts of MOST_BRANCHES fields each, ending with NULL */
    size_t *n_links;    /* marks to bind in each */
    struct str *json_names; /* ,"title_vi": */
};

static const struct sql_texts *texts(const struct kind *k)
{
    return k->sql;
}

static const char *const common[] = {
    "id", "uid", "code", "title", "state", "state_since", "version", "org", "unit", "province", "classification",
    "origin", "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "secret_no", "secret_level",
    "secret_custodian", "secret_place"};
enum { N_COMMON = sizeof common / sizeof *common };
static const char *const of_subs[] = {"parent_kind", "parent_id"};

static bool is_one_of(struct str name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

bool record_sql_is_common(const struct kind *k, struct str name)
{
    return is_one_of(name, common, N_COMMON) || (kind_is_sub(k) && is_one_of(name, of_subs, 2));
}

bool record_sql_is_number(struct str common_name)
{
    static const char *const numbers[] = {"id", "state_since", "version", "org", "unit", "created_at", "created_by",
                                          "updated_at", "updated_by", "deleted_at", "parent_id"};

    return is_one_of(common_name, numbers, sizeof numbers / sizeof *numbers);
}

void sql_param(struct ctx *cx, struct sql_params *ps, struct db_param p)
{
    vec_push(cx->mem, ps, p);
}

int record_sql_columns(const struct field *f)
{
    enum sql_form form = field_types[f->type].sql;

    return !field_is_stored(f) ? 0 : form == SQL_MONEY ? 3 : form == SQL_GEO ? 2 : 1;
}

static const char *suffix(const struct field *f, int i)
{
    static const char *const money[] = {"_amt", "_cur", "_on"}, *const geo[] = {"_lat", "_lon"};

    switch (field_types[f->type].sql) {
    case SQL_MONEY:
        return money[i];
    case SQL_GEO:
        return geo[i];
    default:
        return "";
    }
}

void record_sql_column(struct buf *out, const struct field *f, int i, const char *alias)
{
    if (alias != NULL) {
        buf_add_c(out, alias);
        buf_byte(out, '.');
    }
    buf_byte(out, '"');
    buf_add_c(out, f->id);
    buf_add_c(out, suffix(f, i));
    buf_byte(out, '"');
}

/* ---- values in ---- */

/* "12.5" with 2 places is 1250. What does not fit was refused by the parser. */
static int64_t scaled(struct str s, int places)
{
    struct decimal d;

    if (decimal_parse(s, &d) != OK)
        return 0;
    for (; d.scale < places; d.scale++)
        d.n *= 10;
    for (; d.scale > places; d.scale--)
        d.n /= 10;
    return (int64_t)d.n;
}

static void bind_money(struct ctx *cx, const char *canonical, struct sql_params *ps)
{
    struct str rest = str_of(canonical), amount = {0}, currency = {0}, day = {0};

    (void)(str_next(&rest, ' ', &amount) && str_next(&rest, ' ', &currency) && str_next(&rest, ' ', &day));
    int digits = field_currency_digits(currency);
    sql_param(cx, ps, db_i(scaled(amount, digits < 0 ? 0 : digits)));
    sql_param(cx, ps, db_t(currency));
    sql_param(cx, ps, day.n > 0 ? db_t(day) : db_null());
}

static void bind_geo(struct ctx *cx, const char *canonical, struct sql_params *ps)
{
    struct str rest = str_of(canonical), lat = {0};

    (void)str_next(&rest, ',', &lat);
    sql_param(cx, ps, db_i(scaled(lat, 6)));
    sql_param(cx, ps, db_i(scaled(rest, 6)));
}

const char *record_sql_pattern(struct ctx *cx, const char *before, struct str s, const char *behind)
{
    struct buf out;

    buf_init(&out, cx->mem, 3 * s.n + 16);
    buf_add_c(&out, before);
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("%_\\", s.p[i]) != NULL)
            buf_byte(&out, '\\');
        buf_byte(&out, s.p[i]);
    }
    buf_add_c(&out, behind);
    return buf_str(&out).p;
}

void record_sql_bind(struct ctx *cx, const struct field *f, const char *canonical, struct sql_params *ps)
{
    long long n = 0;
    int64_t at = 0;

    if (canonical == NULL) {
        for (int i = 0; i < record_sql_columns(f); i++)
            sql_param(cx, ps, db_null());
        return;
    }
    switch (field_types[f->type].sql) {
    case SQL_TEXT:
    case SQL_DATE:
        sql_param(cx, ps, db_s(canonical));
        return;
    case SQL_WORDS: /* a blank on both sides, so that one word is found with LIKE '% word %' */
        sql_param(cx, ps, db_s(arena_printf(cx->mem, " %s ", canonical)));
        return;
    case SQL_INT:
    case SQL_REF:
    case SQL_USER:
        (void)str_int(str_of(canonical), &n);
        sql_param(cx, ps, db_i(n));
        return;
    case SQL_SCALED:
        sql_param(cx, ps, db_i(scaled(str_of(canonical), f->scale)));
        return;
    case SQL_BOOL:
        sql_param(cx, ps, db_i(*canonical == 't'));
        return;
    case SQL_INSTANT:
        (void)field_instant(canonical, &at);
        sql_param(cx, ps, db_i(at));
        return;
    case SQL_MONEY:
        bind_money(cx, canonical, ps);
        return;
    case SQL_GEO:
        bind_geo(cx, canonical, ps);
        return;
    case SQL_NONE:
        return;
    }
}

/* ---- values out ---- */

/* 1250 with 2 places is "12.5". */
static const char *unscaled(struct ctx *cx, int64_t n, int places)
{
    return decimal_text(cx->mem, (struct decimal){n, places});
}

static const char *text_at(struct ctx *cx, const struct rows *r, size_t i)
{
    struct str v = rows_peek(r, i);

    return v.p == NULL ? NULL : arena_strndup(cx->mem, v.p, v.n);
}

static const char *read_int(struct ctx *cx, int64_t n)
{
    struct buf b;

    buf_init(&b, cx->mem, 64);
    buf_int(&b, n);
    return buf_str(&b).p;
}

static const char *read_money(struct ctx *cx, struct rows *r, size_t column)
{
    int64_t amount = rows_int_at(r, column);
    const char *currency = text_at(cx, r, column + 1), *day = text_at(cx, r, column + 2);
    int digits = field_currency_digits(str_of(currency));

    return arena_printf(cx->mem, "%s %s%s%s", unscaled(cx, amount, digits < 0 ? 0 : digits), currency,
                        day == NULL ? "" : " ", day == NULL ? "" : day);
}

const char *record_sql_read(struct ctx *cx, const struct field *f, struct rows *r, size_t column)
{
    enum sql_form form = field_types[f->type].sql;
    struct str s;

    if (form == SQL_TEXT || form == SQL_DATE || form == SQL_NONE)
        return text_at(cx, r, column); /* most columns: the engine is asked once */
    if (rows_null_at(r, column))
        return NULL;
    switch (form) {
    case SQL_WORDS:
        s = str_trim(rows_peek(r, column));
        return s.n == 0 ? NULL : arena_strndup(cx->mem, s.p, s.n);
    case SQL_INT:
    case SQL_REF:
    case SQL_USER:
        return read_int(cx, rows_int_at(r, column));
    case SQL_SCALED:
        return unscaled(cx, rows_int_at(r, column), f->scale);
    case SQL_BOOL:
        return rows_int_at(r, column) != 0 ? "true" : "false";
    case SQL_INSTANT:
        return instant_iso(cx->mem, rows_int_at(r, column));
    case SQL_MONEY:
        return read_money(cx, r, column);
    case SQL_GEO:
        return arena_printf(cx->mem, "%s,%s", unscaled(cx, rows_int_at(r, column), 6),
                            unscaled(cx, rows_int_at(r, column + 1), 6));
    case SQL_TEXT:
    case SQL_DATE:
    case SQL_NONE:
        break;
    }
    return NULL;
}

/* ---- statements ---- */

static void add_common(struct buf *out, const struct kind *k, const char *alias)
{
    for (int i = 0; i < N_COMMON; i++)
        buf_printf(out, "%s%s\"%s\"", i > 0 ? ", " : "", alias, common[i]);
    for (int i = 0; kind_is_sub(k) && i < 2; i++)
        buf_printf(out, ", %s\"%s\"", alias, of_subs[i]);
}

void record_sql_some(struct buf *out, const struct kind *k, const struct field *const *fields, size_t n)
{
    buf_add_c(out, "SELECT ");
    if (k->sql != NULL)
        buf_add(out, texts(k)->common);
    else
        add_common(out, k, "t.");
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < record_sql_columns(fields[i]); c++) {
            buf_add_c(out, ", ");
            record_sql_column(out, fields[i], c, "t");
        }
    buf_printf(out, " FROM \"%s\" t", k->table);
}

static const char *make_select(struct ctx *cx, const struct kind *k)
{
    const struct field **all = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *all);
    struct buf out;

    for (unsigned i = 0; i < k->n_fields; i++)
        all[i] = &k->fields[i];
    buf_init(&out, cx->mem, 1 << 20);
    record_sql_some(&out, k, all, k->n_fields);
    return buf_str(&out).p;
}

static const char *make_insert(struct ctx *cx, const struct kind *k)
{
    struct buf out;
    int n = N_COMMON + (kind_is_sub(k) ? 2 : 0);

    buf_init(&out, cx->mem, 1 << 20);
    buf_printf(&out, "INSERT INTO \"%s\" (", k->table);
    add_common(&out, k, "");
    for (unsigned i = 0; i < k->n_fields; i++)
        for (int c = 0; c < record_sql_columns(&k->fields[i]); c++) {
            buf_add_c(&out, ", ");
            record_sql_column(&out, &k->fields[i], c, NULL);
            n++;
        }
    buf_add_c(&out, ") VALUES (?");
    for (int i = 1; i < n; i++)
        buf_add_c(&out, ", ?");
    buf_add_c(&out, ")");
    return buf_str(&out).p;
}

static const char *make_update(struct ctx *cx, const struct kind *k)
{
    struct buf out;

    buf_init(&out, cx->mem, 1 << 20);
    buf_printf(&out, "UPDATE \"%s\" SET ", k->table);
    for (int i = 1; i < N_COMMON; i++)
        buf_printf(&out, "%s\"%s\" = ?", i > 1 ? ", " : "", common[i]);
    for (int i = 0; kind_is_sub(k) && i < 2; i++)
        buf_printf(&out, ", \"%s\" = ?", of_subs[i]);
    for (unsigned i = 0; i < k->n_fields; i++)
        for (int c = 0; c < record_sql_columns(&k->fields[i]); c++) {
            buf_add_c(&out, ", ");
            record_sql_column(&out, &k->fields[i], c, NULL);
            buf_add_c(&out, " = ?");
        }
    buf_add_c(&out, " WHERE \"id\" = ? AND \"version\" = ?");
    return buf_str(&out).p;
}

void record_sql_prepare(struct ctx *cx, struct kind *k)
{
    struct sql_texts *t = arena_new_of(cx->mem, struct sql_texts);

    struct buf own;
    buf_init(&own, cx->mem, 1 << 16);
    add_common(&own, k, "t.");
    t->common = buf_str(&own);
    t->select = make_select(cx, k);
    t->by_id = arena_printf(cx->mem, "%s WHERE t.\"id\" = ?", t->select);
    t->children = arena_printf(
        cx->mem, "%s WHERE t.\"parent_id\" = ? AND t.\"deleted_at\" IS NULL ORDER BY t.\"id\"", t->select);
    struct buf head;
    buf_init(&head, cx->mem, 1 << 16);
    record_sql_some(&head, k, NULL, 0);
    buf_add_c(&head, " WHERE t.\"id\" = ?");
    t->head = buf_str(&head).p;
    struct buf heads;
    buf_init(&heads, cx->mem, 1 << 16);
    record_sql_some(&heads, k, NULL, 0);
    buf_add_c(&heads, " WHERE t.\"id\" IN (?");
    for (int i = 1; i < HEADS_AT_ONCE; i++)
        buf_add_c(&heads, ", ?");
    buf_byte(&heads, ')');
    t->heads = buf_str(&heads).p;
    t->json_names = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *t->json_names);
    for (unsigned i = 0; i < k->n_fields; i++)
        t->json_names[i] = str_of(arena_printf(cx->mem, ",\"%s\":", k->fields[i].id));
    t->insert = make_insert(cx, k);
    t->update = make_update(cx, k);
    k->sql = t;
}

/* The first column of the default sort, which every index of a list ends with. */
const struct field *record_sql_sort_field(const struct kind *k)
{
    struct str rest = str_of(k->sort != NULL ? k->sort : ""), part;

    if (!str_next(&rest, ',', &part))
        return NULL;
    part = str_trim(part);
    const struct field *f = kind_field_n(k, str_starts(part, "-") ? str_sub(part, 1, part.n) : part);
    return f != NULL && record_sql_columns(f) == 1 ? f : NULL;
}

/* One field that points to k, with the place of its kind and its own for reading the row. */
static void add_branch(struct buf *out, const struct kind *from, size_t place, const struct field *f)
{
    bool many = f->type == FT_MREF;

    buf_add_c(out, out->n > 0 ? " UNION ALL " : "");
    buf_add_c(out, "SELECT * FROM (SELECT ");
    for (int i = 0; i < N_COMMON; i++)
        buf_printf(out, "t.\"%s\", ", common[i]);
    buf_add_c(out, kind_is_sub(from) ? "t.\"parent_kind\", t.\"parent_id\""
                                     : "CAST(NULL AS TEXT) AS \"parent_kind\", CAST(NULL AS BIGINT) AS \"parent_id\"");
    buf_printf(out, ", %zu AS from_kind, %zu AS from_field FROM \"%s\" t", place, f->index, from->table);
    if (many)
        buf_printf(out, " JOIN link l ON l.from_id = t.\"id\" AND l.field = '%s' WHERE l.to_id = ?", f->id);
    else
        buf_printf(out, " WHERE t.\"%s\" = ?", f->id);
    buf_add_c(out, " AND t.\"deleted_at\" IS NULL");
    if (!many) { /* as the column's index has them (schema.c), so that nothing is sorted */
        const struct field *sort = record_sql_sort_field(from);
        buf_add_c(out, " ORDER BY ");
        if (sort != NULL && sort != f)
            buf_printf(out, "t.\"%s\" DESC, ", sort->id);
        buf_add_c(out, "t.\"id\" DESC");
    }
    buf_printf(out, " LIMIT %d) x", MOST_LINKS);
}

static void prepare_links_to(struct ctx *cx, const struct kinds *ks, const struct kind *k)
{
    struct sql_texts *t = (void *)(uintptr_t)k->sql;
    size_t n = 0;
    struct buf out;

    for (size_t i = 0; i < ks->n; i++)
        n += ks->at[i]->n_fields;
    t->links = arena_alloc(cx->mem, (n / MOST_BRANCHES + 2) * sizeof *t->links);
    t->n_links = arena_alloc(cx->mem, (n / MOST_BRANCHES + 2) * sizeof *t->n_links);
    size_t at = 0;
    buf_init(&out, cx->mem, 1 << 20);
    for (size_t i = 0; i < ks->n; i++)
        for (unsigned f = 0; f < ks->at[i]->n_fields; f++) {
            const struct field *one = &ks->at[i]->fields[f];
            if ((one->target != k && !one->to_any) || one->type == FT_SUB || !field_is_stored(one))
                continue;
            if (t->n_links[at] == MOST_BRANCHES) {
                at++;
                buf_init(&out, cx->mem, 1 << 20);
            }
            add_branch(&out, ks->at[i], i, one);
            t->links[at] = buf_str(&out).p;
            t->n_links[at]++;
        }
}

void record_sql_prepare_links(struct ctx *cx, const struct kinds *ks)
{
    for (size_t i = 0; i < ks->n; i++)
        prepare_links_to(cx, ks, ks->at[i]);
}

static struct db_param id_or_null(int64_t id)
{
    return id == 0 ? db_null() : db_i(id);
}

static void bind_common(struct ctx *cx, const struct record *rec, struct sql_params *ps)
{
    sql_param(cx, ps, db_s(rec->uid));
    sql_param(cx, ps, db_s(rec->code));
    sql_param(cx, ps, db_s(rec->named));
    sql_param(cx, ps, db_s(rec->state));
    sql_param(cx, ps, db_i(rec->state_since));
    sql_param(cx, ps, db_i(rec->version));
    sql_param(cx, ps, id_or_null(rec->org_id));
    sql_param(cx, ps, id_or_null(rec->unit_id));
    sql_param(cx, ps, db_s(rec->province));
    sql_param(cx, ps, db_s(rec->classification));
    sql_param(cx, ps, db_s(rec->origin));
    sql_param(cx, ps, db_i(rec->created_at));
    sql_param(cx, ps, db_i(rec->created_by));
    sql_param(cx, ps, db_i(rec->updated_at));
    sql_param(cx, ps, db_i(rec->updated_by));
    sql_param(cx, ps, rec->deleted_at == 0 ? db_null() : db_i(rec->deleted_at));
    sql_param(cx, ps, db_s(rec->secret_no));
    sql_param(cx, ps, db_s(rec->secret_level));
    sql_param(cx, ps, db_s(rec->secret_custodian));
    sql_param(cx, ps, db_s(rec->secret_place));
    if (kind_is_sub(rec->kind)) {
        sql_param(cx, ps, db_s(rec->parent_kind));
        sql_param(cx, ps, id_or_null(rec->parent_id));
    }
}

static void bind_fields(struct ctx *cx, const struct record *rec, struct sql_params *ps)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++)
        if (field_is_stored(&rec->kind->fields[i]))
            record_sql_bind(cx, &rec->kind->fields[i], rec->values[i], ps);
}

enum status record_sql_insert(struct ctx *cx, const struct record *rec)
{
    struct sql_params ps = {0};

    sql_param(cx, &ps, db_i(rec->id));
    bind_common(cx, rec, &ps);
    bind_fields(cx, rec, &ps);
    return db_exec_(cx, NULL, str_of(texts(rec->kind)->insert), ps.n, ps.at);
}

enum status record_sql_update(struct ctx *cx, const struct record *rec, int64_t old_version, bool *ret_done)
{
    struct sql_params ps = {0};
    int64_t changed;

    bind_common(cx, rec, &ps);
    bind_fields(cx, rec, &ps);
    sql_param(cx, &ps, db_i(rec->id));
    sql_param(cx, &ps, db_i(old_version));
    TRY(db_exec_(cx, &changed, str_of(texts(rec->kind)->update), ps.n, ps.at));
    *ret_done = changed == 1;
    return OK;
}

const char *record_sql_select(struct ctx *cx, const struct kind *k)
{
    (void)cx;
    return texts(k)->select;
}

void record_sql_read_common(struct ctx *cx, struct record *rec, struct rows *r)
{
    const char **texts_at[] = {&rec->uid, &rec->code, &rec->title, &rec->state, &rec->province, &rec->classification,
                               &rec->origin, &rec->parent_kind};

    record_sql_peek_common(rec, r);
    for (size_t i = 0; i < sizeof texts_at / sizeof *texts_at; i++)
        *texts_at[i] = arena_strdup(cx->mem, *texts_at[i]);
    rec->named = rec->title;
    rec->secret_no = text_at(cx, r, N_COMMON - 4);
    rec->secret_level = text_at(cx, r, N_COMMON - 3);
    rec->secret_custodian = text_at(cx, r, N_COMMON - 2);
    rec->secret_place = text_at(cx, r, N_COMMON - 1);
}

static struct record *read_record(struct ctx *cx, const struct kind *k, struct rows *r)
{
    struct record *rec = arena_new_of(cx->mem, struct record);
    size_t column = record_sql_first(k);

    rec->kind = k;
    rec->values = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *rec->values);
    rec->loaded = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *rec->loaded);
    record_sql_read_common(cx, rec, r);
    for (unsigned i = 0; i < k->n_fields; i++)
        if (field_is_stored(&k->fields[i])) {
            rec->values[i] = rec->loaded[i] = record_sql_read(cx, &k->fields[i], r, column);
            column += (size_t)record_sql_columns(&k->fields[i]);
        }
    return rec;
}

enum status record_sql_open(struct ctx *cx, const struct kind *k, int64_t id, struct rows **ret_rows)
{
    struct db_param p = db_i(id);

    return db_query_(cx, ret_rows, str_of(texts(k)->by_id), 1, &p);
}

static enum status read_all(struct ctx *cx, const struct kind *k, const char *sql, struct sql_params *ps,
                            struct record_set *ret_set)
{
    struct {
        VEC(struct record *);
    } v = {0};
    struct rows *r;

    TRY(db_query_(cx, &r, str_of(sql), ps->n, ps->at));
    while (rows_next(r)) {
        struct record *rec = read_record(cx, k, r);
        vec_push(cx->mem, &v, rec);
    }
    TRY(rows_done(r));
    ret_set->at = v.at;
    ret_set->n = v.n;
    return OK;
}

enum status record_sql_load(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct rows *r;

    TRY(record_sql_open(cx, k, id, &r));
    struct record *rec = rows_next(r) ? read_record(cx, k, r) : NULL;
    TRY(rows_done(r));
    if (rec == NULL)
        return E_NOTFOUND;
    *ret_rec = rec;
    return OK;
}

static struct record *read_head(struct ctx *cx, const struct kind *k, struct rows *r)
{
    struct record *rec = arena_new_of(cx->mem, struct record);

    rec->kind = k;
    rec->partial = true;
    record_sql_read_common(cx, rec, r);
    return rec;
}

enum status record_sql_head(struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    struct db_param p = db_i(id);
    struct record *rec;
    struct rows *r;

    if (!record_memo_head(cx, k, id, &rec)) {
        TRY(db_query_(cx, &r, str_of(texts(k)->head), 1, &p));
        rec = rows_next(r) ? read_head(cx, k, r) : NULL;
        TRY(rows_done(r));
        record_memo_keep_head(cx, k, id, rec);
    }
    if (rec == NULL)
        return E_NOTFOUND;
    *ret_rec = rec;
    return OK;
}

enum status record_sql_heads(struct ctx *cx, const struct kind *k, const int64_t *ids, size_t n)
{
    struct db_param ps[HEADS_AT_ONCE];
    struct record *one;
    struct rows *r;

    for (size_t i = 0; n < FEW_HEADS && i < n; i++) { /* SQLite builds a table for IN: not worth it for a few */
        enum status st = record_sql_head(cx, k, ids[i], &one);
        if (st != OK && st != E_NOTFOUND)
            return st;
    }
    for (size_t from = 0; n >= FEW_HEADS && from < n; from += HEADS_AT_ONCE) {
        for (size_t i = 0; i < HEADS_AT_ONCE; i++) /* one text for every number: the last stands in for the rest */
            ps[i] = db_i(ids[from + i < n ? from + i : n - 1]);
        TRY(db_query_(cx, &r, str_of(texts(k)->heads), HEADS_AT_ONCE, ps));
        while (rows_next(r)) {
            struct record *rec = read_head(cx, k, r);
            record_memo_keep_head(cx, k, rec->id, rec);
        }
        TRY(rows_done(r));
    }
    return OK;
}

struct links {
    VEC(struct record_link);
};

static enum status add_links(struct ctx *cx, const char *sql, size_t n, int64_t id, struct links *v)
{
    struct db_param ps[MOST_BRANCHES];
    struct rows *r;

    for (size_t i = 0; i < n; i++)
        ps[i] = db_i(id);
    TRY(db_query_(cx, &r, str_of(sql), n, ps));
    while (rows_next(r)) {
        const struct kind *k = kind_all()->at[rows_int_at(r, N_COMMON + 2)];
        const struct field *f = &k->fields[rows_int_at(r, N_COMMON + 3)];
        struct record *rec = read_head(cx, k, r);
        vec_push(cx->mem, v, (struct record_link){rec, f});
    }
    return rows_done(r);
}

enum status record_sql_links(struct ctx *cx, const struct kind *k, int64_t id, struct record_link **ret_links,
                             size_t *ret_n)
{
    struct links v = {0};

    for (size_t i = 0; texts(k)->links[i] != NULL; i++)
        TRY(add_links(cx, texts(k)->links[i], texts(k)->n_links[i], id, &v));
    *ret_links = v.at;
    *ret_n = v.n;
    return OK;
}

enum status record_sql_children(struct ctx *cx, const struct kind *k, int64_t parent_id, struct record_set *ret_set)
{
    struct sql_params ps = {0};

    if (record_memo_children(cx, k, parent_id, ret_set))
        return OK;
    sql_param(cx, &ps, db_i(parent_id));
    TRY(read_all(cx, k, texts(k)->children, &ps, ret_set));
    record_memo_keep_children(cx, k, parent_id, *ret_set);
    return OK;
}

enum status record_sql_children_gone(struct ctx *cx, const struct kind *k, int64_t parent_id, int64_t at,
                                     struct record_set *ret_set)
{
    const char *sql = arena_printf(
        cx->mem, "%s WHERE t.\"parent_id\" = ? AND t.\"deleted_at\" = ? ORDER BY t.\"id\"", texts(k)->select);
    struct sql_params ps = {0};

    sql_param(cx, &ps, db_i(parent_id));
    sql_param(cx, &ps, db_i(at));
    return read_all(cx, k, sql, &ps, ret_set);
}

enum status record_sql_pointing(struct ctx *cx, const struct kind *k, const struct field *f, int64_t id, size_t limit,
                                struct record_set *ret_set)
{
    struct sql_params ps = {0};
    const char *where =
        f->type == FT_MREF
            ? arena_printf(cx->mem,
                           " JOIN link l ON l.from_id = t.\"id\" AND l.field = '%s' WHERE l.to_id = ? AND "
                           "t.\"deleted_at\" IS NULL ORDER BY t.\"id\" DESC LIMIT %zu",
                           f->id, limit)
            : arena_printf(cx->mem, " WHERE t.\"%s\" = ? AND t.\"deleted_at\" IS NULL ORDER BY t.\"id\" DESC LIMIT %zu",
                           f->id, limit);

    sql_param(cx, &ps, db_i(id));
    return read_all(cx, k, arena_printf(cx->mem, "%s%s", texts(k)->select, where), &ps, ret_set);
}

enum status record_sql_where(struct ctx *cx, const struct kind *k, const char *condition, struct sql_params *ps,
                             size_t limit, struct record_set *ret_set)
{
    return read_all(cx, k, arena_printf(cx->mem, "%s WHERE t.\"deleted_at\" IS NULL%s ORDER BY t.\"id\" LIMIT %zu",
                                        texts(k)->select, condition, limit), ps, ret_set);
}

enum status record_sql_point_ids(struct ctx *cx, const struct kind *k, const struct field *f, int64_t id,
                                 int64_t **ret_ids, size_t *ret_n)
{
    struct db_param p = db_i(id);
    struct {
        VEC(int64_t);
    } v = {0};
    struct rows *r;
    const char *sql =
        f->type == FT_MREF
            ? arena_printf(cx->mem, "SELECT t.\"id\" AS id FROM \"%s\" t JOIN link l ON l.from_id = t.\"id\" AND "
                                    "l.field = '%s' WHERE l.to_id = ? ORDER BY t.\"id\"", k->table, f->id)
            : arena_printf(cx->mem, "SELECT \"id\" AS id FROM \"%s\" WHERE \"%s\" = ? ORDER BY \"id\"", k->table,
                           f->id);

    TRY(db_query_(cx, &r, str_of(sql), 1, &p));
    while (rows_next(r))
        vec_push(cx->mem, &v, rows_int(r, "id"));
    TRY(rows_done(r));
    *ret_ids = v.at;
    *ret_n = v.n;
    return OK;
}

enum status record_sql_owns(struct ctx *cx, int64_t org, bool *ret_yes)
{
    struct db_param ps[] = {db_i(org), db_i(org)};
    bool yes = false;
    struct rows *r;

    for (size_t i = 0; i < kind_all()->n && !yes; i++) {
        const char *sql = arena_printf(
            cx->mem, "SELECT COUNT(*) AS n FROM (SELECT 1 FROM \"%s\" WHERE \"org\" = ? OR \"unit\" = ? LIMIT 1) x",
            kind_all()->at[i]->table);
        TRY(db_one_(cx, &r, str_of(sql), 2, ps));
        yes = rows_int(r, "n") > 0;
    }
    *ret_yes = yes;
    return OK;
}

enum status record_sql_find(struct ctx *cx, const struct kind *k, const char *column, const struct field *f,
                            const char *canonical, int64_t *ret_id, int64_t *ret_n)
{
    struct sql_params ps = {0};
    struct rows *r;

    if (f != NULL)
        record_sql_bind(cx, f, canonical, &ps);
    else
        sql_param(cx, &ps, db_s(canonical));
    const char *sql = arena_printf(
        cx->mem,
        "SELECT min(\"id\") AS \"id\", count(*) AS \"n\" FROM \"%s\" WHERE \"%s\" = ? AND \"deleted_at\" IS NULL",
        k->table, column);
    TRY(db_one_(cx, &r, str_of(sql), 1, ps.at));
    *ret_id = rows_int(r, "id");
    *ret_n = rows_int(r, "n");
    return OK;
}

enum status record_sql_holds(struct ctx *cx, const struct kind *k, int64_t id, const char *where, struct sql_params *ps,
                             bool *ret_yes)
{
    const char *sql = arena_printf(cx->mem, "SELECT count(*) AS n FROM \"%s\" t WHERE (%s) AND t.\"id\" = ?", k->table,
                                   where);
    struct rows *r;

    sql_param(cx, ps, db_i(id));
    TRY(db_one_(cx, &r, str_of(sql), ps->n, ps->at));
    *ret_yes = rows_int(r, "n") > 0;
    return OK;
}

/* ---- JSON straight from the row, by position ---- */

static void json_scaled(struct buf *out, int64_t n, int places)
{
    char digits[40];
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int len = snprintf(digits, sizeof digits, "%0*llu", places + 1, (unsigned long long)u);

    while (places > 0 && digits[len - 1] == '0') {
        len--;
        places--;
    }
    if (n < 0)
        buf_byte(out, '-');
    buf_add(out, (struct str){digits, (size_t)(len - places)});
    if (places > 0) {
        buf_byte(out, '.');
        buf_add(out, (struct str){digits + len - places, (size_t)places});
    }
}

void record_sql_json(struct ctx *cx, struct buf *out, const struct field *f, struct rows *r, size_t column)
{
    if (rows_null_at(r, column)) {
        buf_add(out, STR("null"));
        return;
    }
    switch (field_types[f->type].sql) {
    case SQL_TEXT:
    case SQL_DATE:
        json_quote(out, rows_peek(r, column));
        return;
    case SQL_INT:
    case SQL_REF:
    case SQL_USER:
        buf_int(out, rows_int_at(r, column));
        return;
    case SQL_SCALED:
        json_scaled(out, rows_int_at(r, column), f->scale);
        return;
    case SQL_BOOL:
        buf_add(out, rows_int_at(r, column) != 0 ? STR("true") : STR("false"));
        return;
    default:
        field_json(out, f, record_sql_read(cx, f, r, column));
    }
}

size_t record_sql_first(const struct kind *k)
{
    return N_COMMON + (kind_is_sub(k) ? 2 : 0);
}

struct str record_sql_json_name(const struct field *f, const struct kind *k)
{
    return texts(k)->json_names[f->index];
}

static const char *peek(struct rows *r, size_t i)
{
    return rows_peek(r, i).p;
}

/* In the order of `common`; texts are valid until the next row only. */
void record_sql_peek_common(struct record *rec, struct rows *r)
{
    size_t i = 0;

    rec->id = rows_int_at(r, i++);
    rec->uid = peek(r, i++);
    rec->code = peek(r, i++);
    rec->title = peek(r, i++);
    rec->state = peek(r, i++);
    rec->state_since = rows_int_at(r, i++);
    rec->version = rows_int_at(r, i++);
    rec->org_id = rows_int_at(r, i++);
    rec->unit_id = rows_int_at(r, i++);
    rec->province = peek(r, i++);
    rec->classification = peek(r, i++);
    rec->origin = peek(r, i++);
    rec->created_at = rows_int_at(r, i++);
    rec->created_by = rows_int_at(r, i++);
    rec->updated_at = rows_int_at(r, i++);
    rec->updated_by = rows_int_at(r, i++);
    rec->deleted_at = rows_int_at(r, i++);
    if (kind_is_sub(rec->kind)) {
        rec->parent_kind = peek(r, N_COMMON);
        rec->parent_id = rows_int_at(r, N_COMMON + 1);
    }
}
