/* See reveal.h. */
#include "register/reveal.h"

#include <stdlib.h>
#include <string.h>

#include "platform/db.h"
#include "register/history.h"

enum { FIRST_IDS = 64, BODY_BYTES = 8 << 20, CHOICE_S = 600 };

/* What was shown of one kind: which fields, and of which records. */
struct shown {
    const struct kind *kind;
    bool *fields, title;
    int64_t *ids;
    size_t n, cap, last; /* last: where the one before stands */
};

struct reveal {
    struct reveal_ask ask;
    bool all, title, *wanted; /* by field->index of the asked kind */
    struct shown *at;  /* one for each kind of which something was shown */
    size_t n, grown;
};

/* ---- asking ---- */

static int most_of(const struct kind *k, bool with_subs)
{
    int most = k->title_personal;

    for (unsigned i = 0; i < k->n_fields; i++) {
        const struct field *f = &k->fields[i];
        int level = access_personal(f);
        if (with_subs && f->type == FT_SUB && f->target != NULL)
            for (unsigned s = 0; s < f->target->n_fields; s++)
                level = access_personal(&f->target->fields[s]) > level ? access_personal(&f->target->fields[s]) : level;
        most = level > most ? level : most;
    }
    return most;
}

/* The fields that were named: *ret_level the most personal of them. */
static enum status read_fields(struct ctx *cx, struct reveal *v, int *ret_level)
{
    const struct kind *k = v->ask.kind;
    struct str rest = v->ask.fields, word;
    int level = 0;

    v->wanted = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *v->wanted);
    memset(v->wanted, 0, (k->n_fields + 1) * sizeof *v->wanted);
    while (rest.n > 0 && str_next(&rest, ',', &word)) {
        word = str_trim(word);
        const struct field *f = kind_field_n(k, word);
        if (str_is(word, "all")) {
            v->all = true;
            continue;
        }
        if (str_is(word, "title") && (f == NULL || access_personal(f) == 0)) {
            v->title = true;
            if (k->title_personal <= cx->who.personal) /* else it stays masked */
                level = k->title_personal > level ? k->title_personal : level;
            continue;
        }
        if (f == NULL || access_personal(f) == 0)
            return ctx_fail(cx, E_USAGE, "%s has no personal field %.*s", k->id, STR_ARGS(str_sub(word, 0, 60)));
        v->wanted[f->index] = true;
        level = access_personal(f) > level ? access_personal(f) : level;
    }
    *ret_level = level;
    return OK;
}

static int most_title(void)
{
    int most = 0;

    for (size_t i = 0; i < kind_all()->n; i++)
        most = kind_all()->at[i]->title_personal > most ? kind_all()->at[i]->title_personal : most;
    return most;
}

enum status reveal_begin(struct ctx *cx, const struct reveal_ask *a)
{
    struct reveal *v = arena_new_of(cx->mem, struct reveal);
    int level = 0, own = cx->who.is_system ? 2 : cx->who.personal;

    v->ask = *a;
    v->all = a->fields.n == 0;
    v->ask.why = a->why != NULL && *a->why != '\0' ? a->why : NULL;
    if (!a->titles)
        TRY(read_fields(cx, v, &level));
    if (own == 0 || level > own)
        return ctx_fail(cx, E_DENIED, "%s has no right to this personal data", cx->who.login);
    if (a->titles)
        level = a->kind != NULL ? a->kind->title_personal : most_title();
    else if (v->all)
        level = a->level > 0 ? a->level : most_of(a->kind, a->record_id != 0);
    /* a title chosen or found by its words is no reading of a dossier: it is written down, no reason is asked */
    if (level == 2 && own == 2 && v->ask.why == NULL && !a->titles)
        return ctx_problem(cx, "why", "problem.reveal_why", NULL);
    v->at = arena_alloc(cx->mem, (kind_all()->n + 1) * sizeof *v->at);
    cx->reveal = v;
    return OK;
}

enum status reveal_choice(struct ctx *cx, const struct kind *k)
{
    int level = k != NULL ? k->title_personal : most_title();

    if (level == 0 || cx->who.personal == 0 || cx->who.is_system || cx->reveal != NULL)
        return OK;
    return reveal_begin(cx, &(struct reveal_ask){.kind = k, .titles = true, .way = "choice"});
}

static int most_of_fields(const struct kind *k)
{
    int most = 0;

    for (unsigned i = 0; i < k->n_fields; i++)
        most = access_personal(&k->fields[i]) > most ? access_personal(&k->fields[i]) : most;
    return most;
}

static int may_show(struct ctx *cx, const struct record *rec, int most)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (access_personal(f) > most && rec->values[i] != NULL && access_may_show(cx, rec, f))
            most = access_personal(f);
    }
    return most;
}

bool reveal_offers(struct ctx *cx, const struct record *rec, int *ret_level)
{
    struct record_set subs;
    int most = may_show(cx, rec, 0);

    for (unsigned i = 0; i < rec->kind->n_fields && most < 2; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (f->type == FT_SUB && most_of_fields(f->target) > most &&
            record_children_seen(cx, rec, f->id, &subs) == OK)
            for (size_t s = 0; s < subs.n; s++)
                most = may_show(cx, subs.at[s], most);
    }
    *ret_level = most;
    return most > 0;
}

bool reveal_offers_list(struct ctx *cx, const struct kind *k, const struct field *const *fields, size_t n,
                        int *ret_level)
{
    int most = k->title_personal;

    for (size_t i = 0; i < n; i++)
        most = access_personal(fields[i]) > most ? access_personal(fields[i]) : most;
    most = most > cx->who.personal ? cx->who.personal : most;
    *ret_level = most;
    return most > 0 && !cx->who.is_system;
}

/* ---- showing ---- */

static struct shown *shown_of(struct ctx *cx, struct reveal *v, const struct kind *k)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->at[i].kind == k)
            return &v->at[i];
    struct shown *s = &v->at[v->n++];

    *s = (struct shown){.kind = k, .fields = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *s->fields)};
    memset(s->fields, 0, (k->n_fields + 1) * sizeof *s->fields);
    v->grown++;
    return s;
}

/* Rows come one after the other, and perhaps once more in the same order: it is the one before or the next one. */
static bool is_known(struct shown *s, int64_t id)
{
    size_t next = s->last + 1 < s->n ? s->last + 1 : 0;

    if (s->n == 0 || (s->ids[s->last] != id && s->ids[next] != id))
        return false;
    s->last = s->ids[s->last] == id ? s->last : next;
    return true;
}

static void remember(struct ctx *cx, struct reveal *v, struct shown *s, int64_t id)
{
    if (is_known(s, id))
        return;
    if (s->n == s->cap) {
        size_t cap = s->cap == 0 ? FIRST_IDS : 2 * s->cap;
        int64_t *ids = arena_alloc(cx->mem, cap * sizeof *ids);
        if (s->n > 0)
            memcpy(ids, s->ids, s->n * sizeof *ids);
        s->ids = ids;
        s->cap = cap;
        v->grown++;
    }
    s->last = s->n;
    s->ids[s->n++] = id;
}

static bool covers(const struct reveal *v, const struct record *rec)
{
    const struct reveal_ask *a = &v->ask;

    if (a->record_id == 0)
        return a->kind == NULL || rec->kind == a->kind;
    if (rec->kind == a->kind)
        return rec->id == a->record_id || (a->other_id != 0 && rec->id == a->other_id);
    return v->all && rec->parent_id == a->record_id && rec->parent_kind != NULL &&
           strcmp(rec->parent_kind, a->kind->id) == 0;
}

bool reveal_value(struct ctx *cx, const struct record *rec, const struct field *f)
{
    struct reveal *v = cx->reveal;

    if (v == NULL || v->ask.titles || !covers(v, rec) || (!v->all && !v->wanted[f->index]))
        return false;
    struct shown *s = shown_of(cx, v, rec->kind);
    s->fields[f->index] = true;
    remember(cx, v, s, rec->id);
    return true;
}

bool reveal_title(struct ctx *cx, const struct record *rec)
{
    struct reveal *v = cx->reveal;

    if (v == NULL || !(v->ask.titles || v->all || v->title) || !covers(v, rec))
        return false;
    struct shown *s = shown_of(cx, v, rec->kind);
    s->title = true;
    remember(cx, v, s, rec->id);
    return true;
}

size_t reveal_grown(const struct ctx *cx)
{
    return cx->reveal == NULL ? 0 : cx->reveal->grown;
}

/* ---- the audit ---- */

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static size_t without_twice(int64_t *ids, size_t n)
{
    size_t to = 0;

    if (n > 1)
        qsort(ids, n, sizeof *ids, by_number);
    for (size_t i = 0; i < n; i++)
        if (to == 0 || ids[to - 1] != ids[i])
            ids[to++] = ids[i];
    return to;
}

/* Choosing asks anew with each letter. What the same person was shown by the same way a moment ago is in the audit. */
static enum status was_chosen_from(struct ctx *cx, const struct shown *s, bool *ret_known)
{
    struct rows *r;

    *ret_known = s->n > 0;
    for (size_t i = 0; *ret_known && i < s->n; i++) {
        TRY(db_one(cx, &r,
                   "SELECT COUNT(*) AS n FROM personal_read p JOIN history h ON h.seq = p.seq WHERE p.record_id = ? "
                   "AND h.user_id = ? AND h.at > ? AND h.body LIKE '{\"way\":\"choice\"%'",
                   db_i(s->ids[i]), db_i(cx->who.user_id), db_i(ctx_now(cx) - CHOICE_S)));
        *ret_known = rows_int(r, "n") > 0;
    }
    return OK;
}

static enum status write_down(struct ctx *cx, struct shown *s, const char *why, const char *way)
{
    struct buf b;
    bool first = true, known = false;

    s->n = without_twice(s->ids, s->n);
    if (strcmp(way, "choice") == 0)
        TRY(was_chosen_from(cx, s, &known));
    if (known)
        return OK;
    buf_init(&b, cx->mem, BODY_BYTES);
    buf_printf(&b, "{\"way\":\"%s\",\"fields\":[", way);
    if (s->title)
        buf_add_c(&b, "\"title\"");
    first = !s->title;
    for (unsigned i = 0; i < s->kind->n_fields; i++)
        if (s->fields[i]) {
            buf_printf(&b, "%s\"%s\"", first ? "" : ",", s->kind->fields[i].id);
            first = false;
        }
    buf_printf(&b, "],\"n\":%zu,\"records\":[", s->n);
    for (size_t i = 0; i < s->n; i++) {
        buf_add_c(&b, i == 0 ? "" : ",");
        buf_int(&b, s->ids[i]);
    }
    buf_add_c(&b, "]}");
    TRY(buf_status(&b));
    return history_read(cx, s->kind->id, why, buf_str(&b).p, s->ids, s->n);
}

static enum status write_all(struct ctx *cx, const struct reveal *v)
{
    TRY(db_begin(cx));
    for (size_t i = 0; i < v->n; i++)
        TRY(write_down(cx, &v->at[i], v->ask.why, v->ask.way));
    return db_commit(cx);
}

void reveal_asked(struct ctx *cx, const struct kind *k, const struct field *f)
{
    struct reveal *v = cx->asked;

    if (cx->who.is_system)
        return;
    if (v == NULL) {
        v = cx->asked = arena_new_of(cx->mem, struct reveal);
        v->ask.way = "question";
        v->at = arena_alloc(cx->mem, (kind_all()->n + 1) * sizeof *v->at);
    }
    struct shown *s = shown_of(cx, v, k);
    if (f != NULL)
        s->fields[f->index] = true;
    else
        s->title = true;
}

enum status reveal_done(struct ctx *cx)
{
    const struct reveal *both[] = {cx->asked, cx->reveal};
    bool inside = db_in_transaction(cx->db);
    enum status st = OK;

    reveal_drop(cx);
    for (size_t i = 0; st == OK && i < 2; i++)
        if (both[i] != NULL && both[i]->n > 0)
            st = write_all(cx, both[i]);
    if (st != OK && !inside)
        db_rollback(cx);
    return st;
}

void reveal_drop(struct ctx *cx)
{
    cx->reveal = cx->asked = NULL;
}

enum status reveal_log(struct ctx *cx, const struct record *rec, const struct field *f, const char *way)
{
    bool *fields = arena_alloc(cx->mem, (rec->kind->n_fields + 1) * sizeof *fields);
    int64_t id = rec->id;

    if (cx->who.is_system)
        return OK;
    memset(fields, 0, (rec->kind->n_fields + 1) * sizeof *fields);
    fields[f->index] = true;
    return write_down(cx, &(struct shown){.kind = rec->kind, .fields = fields, .ids = &id, .n = 1}, NULL, way);
}
