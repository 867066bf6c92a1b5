/* See load_joined.h. With a crew, a round of texts is compared by the threads while the one before is stored; the write
   lock is held only while rows are read and written, so that a server beside goes on. */
#include "ledger/load_joined.h"

#include "platform/db.h"

enum { ROUND = 64 };

struct texts {
    VEC(int64_t);
};

struct round {
    const struct load_tools *tools;
    size_t n;
    struct load_comparison at[ROUND];
    enum status status[ROUND];
    const char *why[ROUND]; /* of a failure */
};

static enum status find_waiting(struct ctx *cx, struct texts *ret_texts)
{
    struct texts texts = {0};
    struct rows *r;

    TRY(db_query(cx, &r,
        "SELECT t.id FROM source_text t WHERE t.compared_at IS NULL AND (SELECT COUNT(*) FROM source_version v"
        " WHERE v.text_id = t.id) > 1 ORDER BY t.id"));
    while (rows_next(r))
        vec_push(cx->mem, &texts, rows_int(r, "id"));
    TRY(rows_done(r));
    *ret_texts = texts;
    return OK;
}

static void tell(const struct load_manner *manner, size_t done, size_t all)
{
    if (manner->progress != NULL)
        manner->progress(manner->arg, LOAD_COMPARES, done, all);
}

static enum status one_by_one(struct ctx *cx, const struct load_tools *tools, const struct load_manner *manner,
                              const struct texts *texts)
{
    for (size_t i = 0; i < texts->n; i++) {
        struct arena_mark m = arena_mark(cx->mem);

        TRY(load_compare(cx, tools, texts->at[i]));
        arena_rewind(cx->mem, m);
        tell(manner, i + 1, texts->n);
    }
    return OK;
}

/* A crew_fn. */
static void compare_piece(struct ctx *cx, void *arg, size_t i)
{
    struct round *r = arg;
    struct load_comparison *c = &r->at[i];

    r->status[i] = c->text.n_versions < 2 ? OK
                                          : compare_texts(cx, c->versions, c->text.n_versions, &r->tools->compare,
                                                          &c->result);
    r->why[i] = cx->detail;
}

/* Reads the next texts into the memory of the round and hands them out. */
static enum status begin_round(struct ctx *cx, const struct load_tools *tools, struct crew *crew,
                               const struct texts *texts, size_t *at, struct round **ret_r)
{
    struct ctx reading = *cx;

    reading.mem = crew_round(crew);
    reading.problems_tail = &reading.problems;
    struct round *r = arena_new_of(reading.mem, struct round);
    r->tools = tools;
    for (; *at < texts->n && r->n < ROUND; r->n++) {
        enum status st = load_compare_read(&reading, texts->at[(*at)++], &r->at[r->n]);

        if (st != OK)
            return ctx_fail(cx, st, "%s", reading.detail != NULL ? reading.detail : status_name(st));
    }
    crew_begin(crew, compare_piece, r, r->n);
    *ret_r = r;
    return OK;
}

/* Is the text still the one that was compared? A server beside may have changed it meanwhile. */
static enum status is_same(struct ctx *cx, const struct source_text *was, bool *ret_same)
{
    struct source_text now;
    bool same;

    TRY(source_load(cx, was->id, false, &now));
    same = now.n_versions == was->n_versions;
    for (size_t i = 0; same && i < now.n_versions; i++)
        same = now.versions[i].id == was->versions[i].id;
    *ret_same = same;
    return OK;
}

static enum status store_round(struct ctx *cx, const struct load_tools *tools, const struct round *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct arena_mark m = arena_mark(cx->mem);
        bool same = false;

        if (r->status[i] != OK)
            return ctx_fail(cx, r->status[i], "text %lld: %s", (long long)r->at[i].text.id, r->why[i]);
        TRY(is_same(cx, &r->at[i].text, &same));
        if (!same)
            TRY(load_compare(cx, tools, r->at[i].text.id));
        else if (r->at[i].text.n_versions > 1)
            TRY(load_compare_store(cx, &r->at[i]));
        arena_rewind(cx->mem, m);
    }
    return OK;
}

static enum status in_rounds(struct ctx *cx, const struct load_tools *tools, const struct load_manner *manner,
                             struct crew *crew, const struct texts *texts)
{
    struct round *r = NULL, *next = NULL;
    size_t at = 0, done = 0;

    TRY(db_begin(cx));
    TRY(begin_round(cx, tools, crew, texts, &at, &r));
    TRY(db_commit(cx));
    for (; r != NULL; r = next) {
        struct arena_mark m = arena_mark(cx->mem);

        crew_finish(crew);
        next = NULL;
        TRY(db_begin(cx));
        if (at < texts->n)
            TRY(begin_round(cx, tools, crew, texts, &at, &next));
        TRY(store_round(cx, tools, r));
        TRY(db_commit(cx));
        arena_rewind(cx->mem, m);
        tell(manner, done += r->n, texts->n);
    }
    return OK;
}

enum status load_joined(struct ctx *cx, const struct load_tools *tools, const struct load_manner *manner,
                        struct crew *crew, size_t *ret_n)
{
    struct texts texts;

    TRY(find_waiting(cx, &texts));
    if (crew_is_alone(crew))
        TRY(one_by_one(cx, tools, manner, &texts));
    else if (texts.n > 0)
        TRY(in_rounds(cx, tools, manner, crew, &texts));
    *ret_n = texts.n;
    return OK;
}
