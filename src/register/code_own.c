/* See code_own.h. */
#include "register/code_own.h"

#include <pthread.h>
#include <string.h>

#include "base/vec.h"
#include "platform/db.h"
#include "register/code.h"
#include "register/list.h"

enum { LOOK_EVERY_S = 2, OWN_BYTES = 16 << 20, KEPT_S = 3600 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int64_t look_at;  /* when meta is asked again; UTC seconds */
static int64_t taken_up;         /* the number in meta that the installed rows came with; under the lock */

/* What was installed, newest first, each in its own memory: requests that began before a change show older labels. */
struct set {
    struct arena *mem;
    int64_t since;
    struct set *earlier;
};
static struct set *newest; /* under the lock */

const struct kind *code_own_kind(void)
{
    for (size_t i = 0; i < kind_all()->n; i++)
        if (kind_all()->at[i]->serves != NULL && strcmp(kind_all()->at[i]->serves, "codes") == 0)
            return kind_all()->at[i];
    return NULL;
}

static bool good_code(const char *id)
{
    size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    return n > 0 && id[n] == '\0';
}

void code_own_check(struct ctx *cx, const struct record *rec)
{
    const char *list = record_get(rec, "list"), *id = record_get(rec, "value");
    const char *from = record_get(rec, "valid_from"), *to = record_get(rec, "valid_to");
    const struct code_list *l = list == NULL ? NULL : code_list_find(list);

    if (l != NULL && l->fixed)
        (void)ctx_problem(cx, "list", "problem.fixed_list", list);
    if (id != NULL && !good_code(id))
        (void)ctx_problem(cx, "value", "problem.code_shape", id);
    if (from != NULL && to != NULL && strcmp(to, from) < 0)
        (void)ctx_problem(cx, "valid_to", "problem.ends_before", from);
}

enum status code_own_changed(struct ctx *cx)
{
    look_at = 0;
    return db_exec(cx, NULL,
                   "INSERT INTO meta (name, value) VALUES ('codes', '1') ON CONFLICT (name) DO UPDATE SET value = "
                   "CAST(CAST(meta.value AS INTEGER) + 1 AS TEXT)");
}

struct rows_read {
    VEC(struct code_own);
    struct arena *mem;
};

static const char *kept(struct arena *mem, const struct record *row, const char *field)
{
    const char *v = record_get(row, field);

    return v == NULL ? NULL : arena_strdup(mem, v);
}

static enum status take(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep)
{
    struct rows_read *v = arg;
    struct code c = {.id = kept(v->mem, row, "value"), .valid_from = kept(v->mem, row, "valid_from"),
                     .valid_to = kept(v->mem, row, "valid_to"), .note = kept(v->mem, row, "note"), .own_id = row->id};

    (void)cx;
    (void)ret_keep;
    c.label.text[LANG_VI] = kept(v->mem, row, "label_vi");
    c.label.text[LANG_EN] = kept(v->mem, row, "label_en");
    c.label.text[LANG_DE] = kept(v->mem, row, "label_de");
    if (c.valid_from != NULL)
        (void)date_parse(str_of(c.valid_from), &c.from);
    if (c.valid_to != NULL)
        (void)date_parse(str_of(c.valid_to), &c.to);
    if (c.id != NULL && record_get(row, "list") != NULL)
        vec_push(v->mem, v, (struct code_own){kept(v->mem, row, "list"), c});
    return OK;
}

static void give_back(void *mem)
{
    arena_free(mem);
}

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

/* Gives back what was replaced more than an hour ago: no request is that old. */
static void install(struct arena *mem, const struct rows_read *v, int64_t now)
{
    struct set *s = arena_new_of(mem, struct set), *gone;

    code_install_own(mem, v->at, v->n);
    *s = (struct set){mem, now, newest};
    newest = s;
    while (s != NULL && now - s->since < KEPT_S)
        s = s->earlier;
    while (s != NULL && (gone = s->earlier) != NULL) {
        s->earlier = gone->earlier;
        arena_free(gone->mem);
    }
}

static enum status load(struct ctx *cx, const struct kind *k)
{
    void **promise = arena_defer(cx->mem, give_back);
    struct arena *mem = arena_new_beside(cx->mem, OWN_BYTES);
    struct rows_read v = {.mem = *promise = mem};
    struct list_query *q = list_new(cx, k);
    struct who who = cx->who;

    q->sort = "id";
    q->shown = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *q->shown);
    q->n_shown = 0;
    for (unsigned i = 0; i < k->n_fields; i++)
        if (field_is_stored(&k->fields[i]))
            q->shown[q->n_shown++] = &k->fields[i];
    access_as_system(cx);
    enum status st = list_each(cx, q, take, &v);
    cx->who = who;
    TRY(st);
    install(mem, &v, ctx_now(cx));
    *promise = NULL;
    return OK;
}

enum status code_own_refresh(struct ctx *cx)
{
    const struct kind *k = code_own_kind();
    int64_t now = ctx_now(cx);
    void **promise;
    struct rows *r;

    if (k == NULL || cx->db == NULL || now < look_at)
        return OK;
    look_at = now + LOOK_EVERY_S;
    enum status st = db_one(cx, &r, "SELECT CAST(value AS INTEGER) AS n FROM meta WHERE name = 'codes'");
    if (st == E_NOTFOUND)
        return OK;
    TRY(st);
    int64_t number = rows_int(r, "n");
    promise = arena_defer(cx->mem, unlock);
    if (pthread_mutex_trylock(&lock) != 0)
        return OK; /* another request is at it; this one sees the lists as they were */
    *promise = &lock;
    if (number != taken_up && (st = load(cx, k)) == OK)
        taken_up = number;
    *promise = NULL;
    pthread_mutex_unlock(&lock);
    return st;
}
