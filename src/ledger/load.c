/* See load.h. A round of documents is read and worked out first (on all cores, when the caller may), then its bytes are
   written and synced once, then its rows are committed in one transaction: a crash at any point leaves whole documents
   or none. While one round is stored, the next one is read. */
#include "ledger/load.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "ledger/load_joined.h"
#include "ledger/load_store.h"
#include "platform/crew.h"
#include "platform/db.h"
#include "platform/file.h"
#include "register/attach.h"
#include "register/history.h"

enum { ROUND = 200, ROUND_BYTES = 32 << 20, FEW = 8 };

struct loading {
    struct ctx *cx;
    const struct load_tools *tools;
    const struct load_manner *manner;
    struct arena *long_lived; /* what must outlive a round: digests, anchors, results */
    struct map known;         /* sha256 to struct load_result*; changed only while no round is read */
    struct load_store store;
    struct crew *crew;
    struct load_results results;
};

struct piece { /* one file of a round */
    const struct load_input *in;
    bool is_known, stops; /* stops: the installation failed, not the file */
    enum status status;
    const char *message; /* of a failure */
    struct load_document d;
    struct load_result *result; /* where to tell it */
};

struct round {
    struct loading *l;
    struct piece *at;
    size_t n;
};

/* What is there already: digests, and the anchors for finding versions. */
static enum status read_known(struct loading *l)
{
    struct ctx *cx = l->cx;
    struct rows *r;

    TRY(db_query(cx, &r, "SELECT id, text_id, sha256, lang, n_blocks, anchors FROM source_version ORDER BY id"));
    for (struct arena_mark m = arena_mark(cx->mem); rows_next(r); arena_rewind(cx->mem, m)) {
        struct load_result *one = arena_new_of(l->long_lived, struct load_result);
        enum lang lang = LANG_VI;

        one->version_id = rows_int(r, "id");
        one->text_id = rows_int(r, "text_id");
        (void)lang_parse(rows_str(r, "lang"), &lang);
        one->lang = lang;
        map_put(&l->known, str_of(arena_strdup(l->long_lived, rows_text(r, "sha256"))), one);
        kin_add(l->store.kin, one->text_id, lang, rows_int(r, "n_blocks"),
            kin_anchors_parse(l->long_lived, rows_str(r, "anchors")));
    }
    return rows_done(r);
}

static bool is_disk(enum status st)
{
    return st == E_FULL || st == E_DB || st == E_BUSY || st == E_BUG;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static const char *shown_name(const struct load_input *in)
{
    return in->path != NULL ? in->path : in->name;
}

/* Under their digest, not yet synced; the folder is made when it is missing. */
static enum status keep_bytes(struct ctx *cx, const struct load_document *d)
{
    const char *path = attach_path(cx, d->sha256);

    if (file_exists(path))
        return OK;
    enum status st = file_write_unsynced(cx, path, d->bytes);
    if (st != E_NOTFOUND)
        return st;
    ctx_clear(cx);
    TRY(file_make_dirs(cx, arena_strndup(cx->mem, path, (size_t)(strrchr(path, '/') - path))));
    return file_write_unsynced(cx, path, d->bytes);
}

static enum status read_one(struct ctx *cx, struct loading *l, struct piece *p)
{
    struct str bytes = p->in->bytes;
    char hex[CRYPTO_HEX_CHARS + 1];

    if (p->in->path != NULL)
        TRY(file_read(cx, p->in->path, EXTRACT_FILE_MAX, &bytes));
    crypto_sha256_hex(bytes, hex);
    p->is_known = map_get(&l->known, str_of(hex)) != NULL;
    if (!p->is_known)
        TRY(load_read(cx, l->tools, p->in->path != NULL ? last_part(p->in->path) : p->in->name, bytes, &p->d));
    memcpy(p->d.sha256, hex, sizeof hex);
    enum status st = p->is_known ? OK : keep_bytes(cx, &p->d);
    p->stops = st != OK;
    return st;
}

/* A crew_fn. What a known or refused file took is given back at once. */
static void read_piece(struct ctx *cx, void *arg, size_t i)
{
    struct round *r = arg;
    struct piece *p = &r->at[i];
    struct arena_mark m = arena_mark(cx->mem);
    char why[512];

    p->status = read_one(cx, r->l, p);
    if (p->status == OK && !p->is_known)
        return;
    (void)snprintf(why, sizeof why, "%s", cx->detail != NULL ? cx->detail : status_name(p->status));
    arena_rewind(cx->mem, m);
    p->message = arena_strdup(cx->mem, why);
}

/* The next files, as many as a round takes; *at is behind them. */
static struct round begin_round(struct loading *l, const struct load_input *inputs, size_t n, size_t *at)
{
    struct arena *mem = crew_round(l->crew);
    struct round *r = arena_new_of(mem, struct round);
    size_t bytes = 0;

    r->l = l;
    r->at = arena_alloc(mem, (ROUND < n - *at ? ROUND : n - *at) * sizeof *r->at);
    for (; *at < n && r->n < ROUND && bytes < ROUND_BYTES; (*at)++) {
        bytes += inputs[*at].path != NULL ? file_size(inputs[*at].path) : inputs[*at].bytes.n;
        r->at[r->n++].in = &inputs[*at];
    }
    crew_begin(l->crew, read_piece, r, r->n);
    return *r;
}

/* Which files of the round are new; the next round is not to read them again. */
static enum status settle(struct loading *l, struct round *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct piece *p = &r->at[i];

        if (p->stops || is_disk(p->status))
            return ctx_fail(l->cx, p->status, "%s", p->message);
        p->result = p->status != OK ? NULL : map_get(&l->known, str_of(p->d.sha256));
        p->is_known = p->result != NULL;
        if (p->status != OK || p->is_known)
            continue;
        p->result = arena_new_of(l->long_lived, struct load_result);
        p->result->name = arena_strdup(l->long_lived, shown_name(p->in));
        map_put(&l->known, str_of(arena_strdup(l->long_lived, p->d.sha256)), p->result);
    }
    return OK;
}

static void tell(struct loading *l, const struct piece *p)
{
    struct load_result one = {.outcome = LOAD_FAILED, .status = p->status};

    if (p->result != NULL)
        one = *p->result;
    if (p->is_known)
        one.outcome = LOAD_KNOWN;
    if (p->status != OK)
        one.message = arena_strdup(l->long_lived, p->message);
    one.name = arena_strdup(l->long_lived, shown_name(p->in));
    l->results.n_added += one.outcome == LOAD_ADDED;
    l->results.n_known += one.outcome == LOAD_KNOWN;
    l->results.n_failed += one.outcome == LOAD_FAILED;
    vec_push(l->long_lived, &l->results, one);
}

static enum status store_rows(struct loading *l, struct round *r, size_t n_new)
{
    struct ctx *cx = l->cx;

    TRY(db_begin(cx));
    TRY(load_store_begin(cx, &l->store));
    for (size_t i = 0; i < r->n; i++) {
        struct arena_mark m = arena_mark(cx->mem);

        if (r->at[i].status == OK && !r->at[i].is_known)
            TRY(load_store_document(cx, &l->store, &r->at[i].d, r->at[i].result));
        arena_rewind(cx->mem, m);
    }
    /* in the same transaction: no document without its row in the audit trail */
    TRY(history_event(cx, "import", NULL, 0, arena_printf(cx->mem, "%zu documents loaded into the ledger", n_new)));
    return db_commit(cx);
}

static enum status store(struct loading *l, struct round *r)
{
    struct ctx *cx = l->cx;
    const char *path = NULL;
    size_t n_new = 0;

    for (size_t i = 0; i < r->n; i++)
        if (r->at[i].status == OK && !r->at[i].is_known) {
            path = attach_path(cx, r->at[i].d.sha256);
            n_new++;
        }
    if (n_new > 0) {
        TRY(file_sync_all(cx, arena_strndup(cx->mem, path, (size_t)(strrchr(path, '/') - path))));
        TRY(store_rows(l, r, n_new));
    }
    for (size_t i = 0; i < r->n; i++)
        tell(l, &r->at[i]);
    return OK;
}

static enum status read_and_store(struct loading *l, const struct load_input *inputs, size_t n)
{
    struct ctx *cx = l->cx;
    bool ahead = !crew_is_alone(l->crew);
    size_t at = 0;
    struct round next = {0};

    if (ahead && n > 0)
        next = begin_round(l, inputs, n, &at);
    while (at < n || next.n > 0) {
        struct arena_mark m = arena_mark(cx->mem);
        struct round r = next;
        size_t done = 0;

        if (!ahead)
            r = begin_round(l, inputs, n, &at);
        done = at;
        crew_finish(l->crew);
        TRY(settle(l, &r));
        next.n = 0;
        if (ahead && at < n)
            next = begin_round(l, inputs, n, &at);
        TRY(store(l, &r));
        arena_rewind(cx->mem, m);
        if (l->manner->progress != NULL)
            l->manner->progress(l->manner->arg, LOAD_READS, done, n);
    }
    return OK;
}

enum status load_run(struct ctx *cx, const struct load_tools *tools, const struct load_input *inputs, size_t n,
                     const struct load_manner *manner, struct load_results *ret_results)
{
    struct loading l = {.cx = cx, .tools = tools, .manner = manner};

    TRY(ctx_memory(cx, LOAD_MEMORY, "for a load", &l.long_lived));
    map_init(&l.known, l.long_lived);
    l.store.kin = kin_new(l.long_lived);
    l.store.kin_mem = l.long_lived;
    if (manner->all_cores && n >= FEW)
        TRY(crew_start(cx, LOAD_MEMORY, &l.crew));
    else
        TRY(crew_alone(cx, &l.crew));
    TRY(read_known(&l));
    TRY(read_and_store(&l, inputs, n));
    TRY(load_joined(cx, tools, manner, l.crew, &l.results.n_texts));
    *ret_results = l.results;
    return OK;
}
