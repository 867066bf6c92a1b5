/* See figures_stream.h. Each worker cuts the next piece off the text, finds its figures, learns from the piece before
   which period runs, writes its JSON into memory and hands it out when its turn comes. */
#include "cli/figures_stream.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "platform/json.h"
#include "text/figure.h"

enum { PERIOD_ROOM = 64, USUAL_ITEM = 400 /* bytes of JSON */, KEPT_BYTES = 32 << 20 };
static const size_t WORKER_CEILING = (size_t)4096 << 20;

struct stream {
    const struct figures_source *src;
    const struct figures_options *o;
    pthread_mutex_t cutting; /* at and n_cut */
    size_t at, n_cut;
    pthread_mutex_t lock; /* everything below */
    pthread_cond_t moved;
    size_t n_known;    /* the period that runs before this piece is known: */
    char period[PERIOD_ROOM]; /* "" = none */
    size_t n_written;  /* this piece is the next to be written */
    bool some;         /* a figure was written */
    atomic_bool failed;
};

struct worker {
    struct stream *stream;
    struct ctx cx;
    struct arena *kept; /* the window; cx.mem is emptied after each piece */
    char *window;
    size_t window_n;
    pthread_t thread;
    enum status st;
};

struct piece {
    size_t k, at; /* which, and where it begins in the text */
    struct str text;
};

/* --- reading --------------------------------------------------------------------------------------------------- */

enum status figures_read(struct ctx *cx, const struct figures_source *src, size_t at, char *room, size_t *n,
                         const char **ret_p)
{
    if (*n > src->n - at)
        *n = src->n - at;
    if (src->text != NULL) {
        *ret_p = src->text + at;
        return OK;
    }
    for (size_t have = 0; have < *n;) {
        ssize_t got = pread(src->fd, room + have, *n - have, (off_t)(src->from + at + have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return ctx_fail(cx, E_FORMAT, "%s: %s", src->name, strerror(errno));
        if (got == 0)
            return ctx_fail(cx, E_FORMAT, "%s: became shorter while it was read", src->name);
        have += (size_t)got;
    }
    *ret_p = room;
    return OK;
}

/* The next piece, from the end of the last one. A window that holds no safe end is read again, twice as large. */
static enum status cut(struct worker *w, struct piece *ret_piece)
{
    struct stream *s = w->stream;
    size_t left = s->src->n - s->at, size = s->o->piece, n, end = 0;
    const char *p = NULL;

    for (; left > 0 && end == 0; size *= 2) {
        n = size < left ? size + 1 : left; /* one byte more tells whether a letter is cut in two */
        if (s->src->text == NULL && n > w->window_n) {
            arena_reset(w->kept);
            w->window = arena_alloc(w->kept, n);
            w->window_n = n;
        }
        TRY(figures_read(&w->cx, s->src, s->at, w->window, &n, &p));
        if (n == left) {
            end = left;
            break;
        }
        for (n--; n > 0 && ((unsigned char)p[n] & 0xC0) == 0x80;)
            n--;
        end = figure_cut(&w->cx, (struct str){p, n}, s->o->lang);
    }
    *ret_piece = (struct piece){.k = s->n_cut, .at = s->at, .text = {p, end}};
    s->at += end;
    s->n_cut += end > 0;
    return OK;
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static void put_text(struct buf *b, const char *key, struct str s, bool is_null)
{
    buf_add_c(b, key);
    if (is_null)
        buf_add(b, STR("null"));
    else
        json_quote(b, s);
}

static void put_size(struct buf *b, size_t n)
{
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    buf_add(b, (struct str){digits + at, sizeof digits - at});
}

static void put_number(struct buf *b, const char *key, bool has, struct decimal d)
{
    buf_add_c(b, key);
    if (!has) {
        buf_add(b, STR("null"));
        return;
    }
    buf_byte(b, '"');
    buf_add_c(b, decimal_text(b->mem, d));
    buf_byte(b, '"');
}

static void put_bool(struct buf *b, const char *key, bool is)
{
    buf_add_c(b, key);
    buf_add(b, is ? STR("true") : STR("false"));
}

/* Written out key by key: formatted printing was a fifth of the whole command's time. */
static void put(struct buf *b, const struct piece *p, const struct figure *f, const char *before)
{
    const char *period = f->period == figure_period_before ? before : f->period;

    buf_add(b, STR(",\n{\"start\":"));
    put_size(b, p->at + f->start);
    buf_add(b, STR(",\"end\":"));
    put_size(b, p->at + f->end);
    put_text(b, ",\"text\":", str_sub(p->text, f->start, f->end), false);
    put_text(b, ",\"class\":", str_of(figure_class_name(f->cls)), false);
    put_number(b, ",\"low\":", f->has_low, f->low);
    put_number(b, ",\"high\":", f->has_high, f->high);
    put_bool(b, ",\"low_strict\":", f->low_strict);
    put_bool(b, ",\"high_strict\":", f->high_strict);
    put_bool(b, ",\"approx\":", f->approx);
    put_text(b, ",\"unit\":", f->unit, f->unit.n == 0);
    put_text(b, ",\"value\":", str_of(f->value), f->value == NULL);
    put_text(b, ",\"direction\":", f->direction > 0 ? STR("up") : STR("down"), f->direction == 0);
    put_text(b, ",\"of\":", f->of, f->of.n == 0);
    put_text(b, ",\"period\":", str_of(period), period == NULL);
    put_text(b, ",\"status\":", str_of(f->status), f->status == NULL);
    put_text(b, ",\"rule\":", str_of(f->rule), false);
    buf_byte(b, '}');
}

static enum status write_out(struct ctx *cx, struct str text)
{
    return fwrite(text.p, 1, text.n, stdout) == text.n ? OK
                                                       : ctx_fail(cx, E_IO, "standard output: %s", strerror(errno));
}

/* --- the workers ----------------------------------------------------------------------------------------------- */

/* Waits until *turn is k; false when another worker failed. */
static bool wait_for(struct stream *s, const size_t *turn, size_t k)
{
    pthread_mutex_lock(&s->lock);
    while (*turn != k && !s->failed)
        pthread_cond_wait(&s->moved, &s->lock);
    bool ok = !s->failed;
    pthread_mutex_unlock(&s->lock);
    return ok;
}

static void move_on(struct stream *s, size_t *turn)
{
    pthread_mutex_lock(&s->lock);
    ++*turn;
    pthread_cond_broadcast(&s->moved);
    pthread_mutex_unlock(&s->lock);
}

/* The period that runs before the piece is known now: it is kept in before, and the next piece may go on. */
static enum status learn_period(struct worker *w, const struct piece *p, struct figure_piece *found, char *before)
{
    struct stream *s = w->stream; /* its period is ours alone until n_known moves */

    memcpy(before, s->period, PERIOD_ROOM);
    if (found->asked_period)
        TRY(figure_spot_piece(&w->cx, p->text, s->o->lang, before[0] != 0 ? before : NULL, found));
    if (found->period == NULL)
        s->period[0] = 0;
    else if (found->period != figure_period_before)
        (void)snprintf(s->period, PERIOD_ROOM, "%s", found->period);
    move_on(s, &s->n_known);
    return OK;
}

static enum status work_on(struct worker *w, const struct piece *p)
{
    struct stream *s = w->stream;
    struct figure_piece found;
    char before[PERIOD_ROOM];
    struct buf b;

    TRY(figure_spot_piece(&w->cx, p->text, s->o->lang, figure_period_before, &found));
    if (!wait_for(s, &s->n_known, p->k))
        return OK;
    TRY(learn_period(w, p, &found, before));
    buf_init(&b, w->cx.mem, SIZE_MAX / 2);
    buf_reserve(&b, found.figures.n * USUAL_ITEM);
    for (size_t i = 0; i < found.figures.n; i++)
        put(&b, p, &found.figures.at[i], before[0] != 0 ? before : NULL);
    TRY(buf_status(&b));
    if (!wait_for(s, &s->n_written, p->k))
        return OK;
    if (b.n > 0)
        TRY(write_out(&w->cx, str_sub(buf_str(&b), !s->some, b.n))); /* no comma before the first of all */
    s->some |= b.n > 0;
    move_on(s, &s->n_written);
    return OK;
}

static void *run(void *arg)
{
    struct worker *w = arg;
    struct stream *s = w->stream;
    struct piece p = {0};

    do {
        struct arena_mark mark = arena_mark(w->cx.mem);
        pthread_mutex_lock(&s->cutting);
        w->st = cut(w, &p);
        pthread_mutex_unlock(&s->cutting);
        if (w->st == OK && p.text.n > 0)
            w->st = work_on(w, &p);
        if (w->st == OK)
            arena_rewind(w->cx.mem, mark); /* the message of a failure is kept */
    } while (w->st == OK && p.text.n > 0 && !s->failed);
    if (w->st != OK) {
        pthread_mutex_lock(&s->lock);
        s->failed = true;
        pthread_cond_broadcast(&s->moved);
        pthread_mutex_unlock(&s->lock);
    }
    return NULL;
}

static void join(struct worker *w, unsigned n)
{
    for (unsigned i = 1; i < n; i++)
        (void)pthread_join(w[i].thread, NULL);
}

static enum status result(struct ctx *cx, struct stream *s, struct worker *w, unsigned n)
{
    enum status st = OK;

    for (unsigned i = 0; i < n; i++) {
        if (st == OK && w[i].st != OK)
            st = ctx_fail(cx, w[i].st, "%s", w[i].cx.detail);
        arena_free(w[i].cx.mem);
        arena_free(w[i].kept);
    }
    if (st == OK)
        st = write_out(cx, s->some ? STR("\n]\n") : STR("]\n"));
    return st == OK && fflush(stdout) != 0 ? ctx_fail(cx, E_IO, "standard output: %s", strerror(errno)) : st;
}

enum status figures_stream(struct ctx *cx, const struct figures_source *src, const struct figures_options *o)
{
    struct stream s = {.src = src, .o = o, .cutting = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER,
                       .moved = PTHREAD_COND_INITIALIZER};
    unsigned n = src->n / o->piece < o->threads ? (unsigned)(src->n / o->piece) + 1 : o->threads, started = 0;
    struct worker *w = arena_alloc(cx->mem, n * sizeof *w);

    (void)mallopt(M_MMAP_THRESHOLD, KEPT_BYTES); /* blocks of one piece serve the next and need no system call */
    (void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    TRY(write_out(cx, STR("[")));
    for (; started < n; started++) {
        struct arena *mem = arena_new_beside(cx->mem, WORKER_CEILING);
        struct arena *kept = arena_new_beside(cx->mem, WORKER_CEILING);
        w[started] = (struct worker){.stream = &s, .kept = kept};
        if (mem != NULL)
            ctx_init(&w[started].cx, mem, NULL);
        if (mem == NULL || kept == NULL ||
            (started > 0 && pthread_create(&w[started].thread, NULL, run, &w[started]) != 0)) {
            arena_free(mem);
            arena_free(kept);
            break; /* fewer do it too, but one is needed */
        }
    }
    if (started == 0)
        return ctx_fail(cx, E_IO, "out of memory");
    (void)run(&w[0]);
    join(w, started);
    return result(cx, &s, w, started);
}
