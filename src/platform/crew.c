/* See crew.h. */
#include "platform/crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

enum { MOST = 16 };

struct crew;

struct hand { /* [0] is the owner: memory for the input of a round */
    struct crew *crew;
    pthread_t thread;
    struct arena *mem[2]; /* of even and odd rounds */
};

struct crew {
    struct ctx *owner;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    struct hand hands[MOST];
    int n_hands, n_threads;
    int64_t now; /* of the owner's ctx, should it be fixed */
    crew_fn *fn;
    void *arg;
    size_t n, next, finished; /* pieces of the round */
    unsigned round;
    bool stopping;
};

static void do_piece(struct crew *c, struct arena *mem, size_t i)
{
    struct ctx cx;

    ctx_init(&cx, mem, NULL);
    cx.fixed_now = c->now;
    c->fn(&cx, c->arg, i);
}

/* With the lock held; false when there is no piece left. */
static bool take_piece(struct crew *c, struct arena *mem)
{
    if (c->next >= c->n)
        return false;
    size_t i = c->next++;
    pthread_mutex_unlock(&c->lock);
    do_piece(c, mem, i);
    pthread_mutex_lock(&c->lock);
    c->finished++;
    if (c->finished == c->n)
        pthread_cond_signal(&c->done);
    return true;
}

static void *work(void *arg)
{
    struct hand *h = arg;
    struct crew *c = h->crew;

    pthread_mutex_lock(&c->lock);
    while (!c->stopping)
        if (!take_piece(c, h->mem[c->round & 1]))
            pthread_cond_wait(&c->work, &c->lock);
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

static void stop(void *arg)
{
    struct crew *c = arg;

    pthread_mutex_lock(&c->lock);
    c->stopping = true;
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->lock);
    for (int i = 1; i <= c->n_threads; i++)
        pthread_join(c->hands[i].thread, NULL);
    for (int i = 0; i < c->n_hands; i++)
        for (int k = 0; k < 2; k++)
            arena_free(c->hands[i].mem[k]);
    pthread_cond_destroy(&c->done);
    pthread_cond_destroy(&c->work);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

static int cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

    return n > MOST ? MOST : n;
}

enum status crew_alone(struct ctx *cx, struct crew **ret_crew)
{
    void **promise = arena_defer(cx->mem, stop);
    struct crew *c = calloc(1, sizeof *c);

    if (c == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a crew");
    c->owner = cx;
    c->now = cx->fixed_now;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->work, NULL);
    pthread_cond_init(&c->done, NULL);
    *promise = c;
    *ret_crew = c;
    return OK;
}

enum status crew_start(struct ctx *cx, size_t ceiling, struct crew **ret_crew)
{
    struct crew *c = NULL;
    int want = cores();

    TRY(crew_alone(cx, &c));
    for (int i = 0; want > 1 && i < want; i++) {
        struct hand *h = &c->hands[c->n_hands++];

        h->crew = c;
        for (int k = 0; k < 2; k++)
            if ((h->mem[k] = arena_new_beside(cx->mem, ceiling)) == NULL)
                return ctx_fail(cx, E_NOMEM, "no memory for a crew");
        if (i == 0)
            continue;
        if (pthread_create(&h->thread, NULL, work, h) != 0)
            return ctx_fail(cx, E_BUSY, "no thread for a crew");
        c->n_threads = i;
    }
    *ret_crew = c;
    return OK;
}

bool crew_is_alone(const struct crew *c)
{
    return c->n_threads == 0;
}

/* No round is under way: the threads stand still. */
struct arena *crew_round(struct crew *c)
{
    if (crew_is_alone(c))
        return c->owner->mem;
    pthread_mutex_lock(&c->lock);
    c->round++;
    c->n = c->next = c->finished = 0;
    for (int i = 0; i < c->n_hands; i++)
        arena_reset(c->hands[i].mem[c->round & 1]);
    pthread_mutex_unlock(&c->lock);
    return c->hands[0].mem[c->round & 1];
}

void crew_begin(struct crew *c, crew_fn *fn, void *arg, size_t n)
{
    pthread_mutex_lock(&c->lock);
    c->fn = fn;
    c->arg = arg;
    c->n = n;
    c->next = c->finished = 0;
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->lock);
}

void crew_finish(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    while (take_piece(c, c->owner->mem))
        ;
    while (c->finished < c->n)
        pthread_cond_wait(&c->done, &c->lock);
    c->n = c->next = c->finished = 0;
    pthread_mutex_unlock(&c->lock);
}
