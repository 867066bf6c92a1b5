/* See search.h. The folding is ours (base/utf8.h), because FTS5's own does not turn đ into d; the index only splits
 * words. */
#include "register/search.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "platform/db.h"
#include "register/record_sql.h"

enum { MOST_WORDS = 12, BODY_BYTES = 1 << 20, MOST_HITS = 200 };
/* Hits are looked at until the page is full: the first few one by one, then in batches. */
enum { FIRST = 400, BATCH = 2000 };

/* What the index takes for a part of a word: letters, digits of Unicode 6.1, that of its "unicode61". It refuses
   a word that it would cut in two (a phrase), so a dash, a quotation mark or a younger letter ends a word here. */
static bool is_word(uint32_t cp)
{
    UVersionInfo age;

    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z');
    u_charAge((UChar32)cp, age);
    return (age[0] < 6 || (age[0] == 6 && age[1] <= 1)) &&
        (U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK)) != 0;
}

/* The next run of letters and digits of folded text. */
static bool next_word(struct str *rest, struct str *ret_word)
{
    size_t i = 0, from = 0, to = 0;
    uint32_t cp;

    for (size_t at = 0; utf8_next(*rest, &i, &cp); at = i) {
        if (is_word(cp)) {
            from = to == 0 ? at : from;
            to = i;
        } else if (to > 0) {
            break;
        }
    }
    *ret_word = str_sub(*rest, from, to);
    *rest = str_sub(*rest, to > 0 ? to : rest->n, rest->n);
    return ret_word->n > 0;
}

const char *search_match(struct ctx *cx, struct str query)
{
    struct str rest = utf8_fold(cx->mem, query), word;
    bool sqlite = db_is_sqlite(cx->db);
    struct buf out;
    int n = 0;

    buf_init(&out, cx->mem, 1 << 16);
    while (n < MOST_WORDS && next_word(&rest, &word)) {
        bool last = rest.n == 0;
        buf_add_c(&out, n++ == 0 ? "" : sqlite ? " AND " : " & ");
        buf_printf(&out, sqlite ? "\"%.*s\"%s" : "'%.*s'%s", STR_ARGS(word), !last ? "" : sqlite ? "*" : ":*");
    }
    return n == 0 || buf_status(&out) != OK ? NULL : buf_str(&out).p;
}

static void add_value(struct ctx *cx, struct buf *out, const struct record *rec, const struct field *f)
{
    const char *v = rec->values[f->index];

    if (v == NULL || !f->search || out->too_big)
        return;
    buf_byte(out, ' ');
    buf_add_c(out, v);
    (void)cx;
}

static struct str body_of(struct ctx *cx, const struct record *rec)
{
    struct buf out;

    buf_init(&out, cx->mem, BODY_BYTES);
    buf_add_c(&out, rec->named);
    if (rec->code != NULL)
        buf_printf(&out, " %s", rec->code);
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (rec->values[i] != NULL && !field_same(rec->values[i], rec->named)) /* the title stands there already */
            add_value(cx, &out, rec, f);
    }
    return utf8_fold(cx->mem, buf_str(&out));
}

static bool text_changed(const struct record *rec)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++)
        if (rec->kind->fields[i].search && record_changed(rec, &rec->kind->fields[i]))
            return true;
    return false;
}

enum status search_put(struct ctx *cx, const struct record *rec, bool is_new, bool anew)
{
    if (!is_new && !anew && rec->deleted_at == 0 && !text_changed(rec) && rec->version > 1)
        return OK;
    if (!is_new)
        TRY(db_exec(cx, NULL, "DELETE FROM search WHERE rowid = ?", db_i(rec->id)));
    if (rec->deleted_at != 0)
        return OK;
    return db_exec(cx, NULL, "INSERT INTO search (rowid, body) VALUES (?, ?)", db_i(rec->id), db_t(body_of(cx, rec)));
}

/* The newest first, before that number; which of them the user may read is asked of access.h kind by kind. */
static enum status candidates(struct ctx *cx, const char *match, const struct kind *k, int64_t before, int64_t most,
                              struct rows **ret_rows)
{
    const char *kind = k == NULL ? "" : k->id;

    if (db_is_sqlite(cx->db))
        return db_query(cx, ret_rows,
                        "SELECT r.id, r.kind FROM search s JOIN record r ON r.id = s.rowid "
                        "WHERE search MATCH ? AND s.rowid < ? AND (? = '' OR r.kind = ?) "
                        "ORDER BY s.rowid DESC LIMIT ?",
                        db_s(match), db_i(before), db_s(kind), db_s(kind), db_i(most));
    return db_query(cx, ret_rows,
                    "SELECT r.id, r.kind FROM search s JOIN record r ON r.id = s.rowid "
                    "WHERE to_tsvector('simple', s.body) @@ to_tsquery('simple', ?) AND s.rowid < ? "
                    "AND (? = '' OR r.kind = ?) ORDER BY s.rowid DESC LIMIT ?",
                    db_s(match), db_i(before), db_s(kind), db_s(kind), db_i(most));
}

struct hits {
    VEC(struct search_hit);
    size_t n_exact; /* the first of them: whose code is the query itself */
};

static enum status add_hit(struct ctx *cx, struct hits *v, const struct kind *k, int64_t id)
{
    struct record *rec;

    for (size_t i = 0; i < v->n_exact; i++)
        if (v->at[i].id == id)
            return OK;
    enum status st = record_load_head(cx, k, id, &rec);

    if (st == OK && rec->deleted_at == 0)
        vec_push(cx->mem, v, (struct search_hit){k, rec->id, rec->title, rec->code, rec->state});
    return st == E_NOTFOUND || st == E_DENIED ? OK : st;
}

/* Hits whose title holds a word of the query come before those that hold it elsewhere. */
static void titles_first(struct ctx *cx, struct hits *v, struct str query)
{
    struct str rest = utf8_fold(cx->mem, query), word;
    size_t to = v->n_exact;

    if (!next_word(&rest, &word))
        return;
    struct search_hit *sorted = arena_alloc(cx->mem, (v->n + 1) * sizeof *sorted);
    for (size_t i = 0; i < v->n_exact; i++)
        sorted[i] = v->at[i];
    for (int round = 0; round < 2; round++)
        for (size_t i = v->n_exact; i < v->n; i++) {
            struct str title = utf8_fold(cx->mem, str_of(v->at[i].title));
            if ((str_find(title, word) < title.n) == (round == 0))
                sorted[to++] = v->at[i];
        }
    v->at = sorted;
}

static bool begins_with(struct str s, const char *upper)
{
    size_t n = strlen(upper);

    return s.n > n && strncasecmp(s.p, upper, n) == 0;
}

/* A code says which record is meant, whatever else holds its words. */
static enum status exact_code(struct ctx *cx, struct str query, const struct kind *only, struct hits *v)
{
    const struct kind *k;
    int64_t id;

    query = str_trim(query);
    for (size_t i = 0; query.n > 0 && i < kind_all()->n; i++) {
        k = kind_all()->at[i];
        if (k->code == NULL || (only != NULL && only != k) || !begins_with(query, k->code) ||
            !access_may(cx, k, RIGHT_READ))
            continue;
        enum status st = record_named(cx, k, query, &id);
        if (st == OK)
            st = add_hit(cx, v, k, id);
        if (st != OK && st != E_NOTFOUND)
            return st;
    }
    v->n_exact = v->n;
    return OK;
}

static bool may_search(const struct ctx *cx, const struct kind *k)
{
    return k != NULL && access_may(cx, k, RIGHT_READ) && access_words(cx, k) == ACCESS_SHOW;
}

enum { KEEP_AT_ONCE = 250 }; /* numbers asked for in one statement, always as many: one text per kind and user */

static enum status keep_some(struct ctx *cx, const struct kind *k, const int64_t *ids, size_t n, bool *ret_is)
{
    struct sql_params ps = {0};
    struct rows *r;
    struct buf sql;

    buf_init(&sql, cx->mem, 1 << 18);
    buf_printf(&sql, "SELECT t.\"id\" FROM \"%s\" t WHERE t.\"deleted_at\" IS NULL AND ", k->table);
    access_where(cx, k, RIGHT_READ, "t", &sql, &ps);
    for (size_t i = 0; i < KEEP_AT_ONCE; i++) {
        buf_add_c(&sql, i == 0 ? " AND t.\"id\" IN (?" : ", ?");
        sql_param(cx, &ps, db_i(i < n ? ids[i] : 0));
    }
    buf_byte(&sql, ')');
    TRY(buf_status(&sql));
    TRY(db_query_(cx, &r, buf_str(&sql), ps.n, ps.at));
    while (rows_next(r)) {
        int64_t id = rows_int(r, "id");
        for (size_t i = 0; i < n; i++)
            ret_is[i] = ret_is[i] || ids[i] == id;
    }
    return rows_done(r);
}

/* Of these records of one kind keeps the live ones that the user may read, in their order. */
static enum status keep_readable(struct ctx *cx, const struct kind *k, int64_t *ids, size_t *n)
{
    size_t kept = 0;

    for (size_t from = 0; from < *n; from += KEEP_AT_ONCE) {
        size_t some = *n - from < KEEP_AT_ONCE ? *n - from : KEEP_AT_ONCE;
        bool *is = arena_alloc(cx->mem, KEEP_AT_ONCE * sizeof *is);
        memset(is, 0, KEEP_AT_ONCE * sizeof *is);
        TRY(keep_some(cx, k, ids + from, some, is));
        for (size_t i = 0; i < some; i++)
            if (is[i])
                ids[kept++] = ids[from + i];
    }
    *n = kept;
    return OK;
}

struct candidate {
    int64_t id;
    const struct kind *kind;
    bool readable;
};

/* Asks for all of one kind at once: of a thousand hits of a common word a narrow user may read ten. */
static enum status mark_readable(struct ctx *cx, struct candidate *all, size_t n)
{
    int64_t *ids = arena_alloc(cx->mem, (n + 1) * sizeof *ids);

    for (size_t k = 0; k < kind_all()->n; k++) {
        const struct kind *kind = kind_all()->at[k];
        size_t some = 0;

        for (size_t i = 0; i < n; i++)
            if (all[i].kind == kind)
                ids[some++] = all[i].id;
        if (some == 0)
            continue;
        TRY(keep_readable(cx, kind, ids, &some));
        for (size_t i = 0, at = 0; i < n && at < some; i++) /* the order is the same */
            if (all[i].kind == kind && all[i].id == ids[at]) {
                all[i].readable = true;
                at++;
            }
    }
    return OK;
}

/* The next batch of the rows; *ret_seen: how many there were, less than BATCH at the end. */
static enum status one_batch(struct ctx *cx, struct rows *r, size_t limit, struct hits *v, int64_t *ret_seen)
{
    struct candidate *all = arena_alloc(cx->mem, BATCH * sizeof *all);
    struct arena_mark m = arena_mark(cx->mem);
    size_t n = 0;

    for (*ret_seen = 0; *ret_seen < BATCH && rows_next(r); ++*ret_seen) {
        const struct kind *of = kind_find(rows_peek(r, 1).p);
        if (may_search(cx, of))
            all[n++] = (struct candidate){rows_int_at(r, 0), of, false};
    }
    TRY(mark_readable(cx, all, n));
    arena_rewind(cx->mem, m);
    for (size_t i = 0; i < n && v->n < limit; i++)
        if (all[i].readable)
            TRY(add_hit(cx, v, all[i].kind, all[i].id));
    return OK;
}

/* The others, by one question: the index answers a common word as slowly for a few as for all. *ret_cut: there are more
   than are looked at. */
static enum status more_hits(struct ctx *cx, const char *match, const struct kind *k, int64_t before, size_t limit,
                             struct hits *v, bool *ret_cut)
{
    int64_t looked = FIRST, seen = BATCH;
    struct rows *r;

    TRY(candidates(cx, match, k, before, SEARCH_MOST - FIRST, &r));
    while (seen == BATCH && v->n < limit) {
        TRY(one_batch(cx, r, limit, v, &seen));
        looked += seen;
    }
    *ret_cut = v->n < limit && looked == SEARCH_MOST;
    return rows_done(r);
}

/* Whoever may read most of what is found has his page with the first few. */
static enum status first_hits(struct ctx *cx, const char *match, const struct kind *k, int64_t *before, size_t limit,
                              struct hits *v)
{
    struct rows *r;
    enum status st = OK;
    size_t seen = 0;

    TRY(candidates(cx, match, k, *before, FIRST, &r));
    while (st == OK && v->n < limit && rows_next(r)) {
        const struct kind *of = kind_find(rows_text(r, "kind"));
        *before = rows_int(r, "id");
        seen++;
        if (may_search(cx, of))
            st = add_hit(cx, v, of, *before);
    }
    enum status end = rows_done(r);
    TRY(st);
    if (v->n < limit && seen < FIRST)
        *before = 0;
    return end;
}

enum status search_run(struct ctx *cx, struct str query, const struct kind *k, size_t limit,
                       struct search_hit **ret_hits, size_t *ret_n, bool *ret_cut)
{
    const char *match = search_match(cx, query);
    int64_t before = INT64_MAX;
    struct hits v = {0};
    bool cut = false;

    limit = limit == 0 || limit > MOST_HITS ? MOST_HITS : limit;
    TRY(exact_code(cx, query, k, &v));
    if (match != NULL) {
        TRY(first_hits(cx, match, k, &before, limit, &v));
        if (v.n < limit && before != 0)
            TRY(more_hits(cx, match, k, before, limit, &v, &cut));
    }
    titles_first(cx, &v, query);
    *ret_hits = v.at;
    *ret_n = v.n;
    *ret_cut = cut;
    return OK;
}
