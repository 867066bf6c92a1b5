/* See job.h. */
#include "platform/job.h"

#include <pthread.h>
#include <stdlib.h>

struct job {
    job_fn *fn;
    void *arg;
};

struct job_queue {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *ring;
    int cap, first, n;
    bool stopping;
    int n_threads, n_named;
    pthread_t *threads;
};

static void *work(void *arg)
{
    struct job_queue *q = arg;

    pthread_mutex_lock(&q->lock);
    int me = q->n_named++;
    for (;;) {
        while (q->n == 0 && !q->stopping)
            pthread_cond_wait(&q->work, &q->lock);
        if (q->n == 0)
            break;
        struct job j = q->ring[q->first];
        q->first = (q->first + 1) % q->cap;
        q->n--;
        pthread_mutex_unlock(&q->lock);
        j.fn(j.arg, me);
        pthread_mutex_lock(&q->lock);
    }
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

void job_free(struct job_queue *q)
{
    if (q == NULL)
        return;
    pthread_cond_destroy(&q->work);
    pthread_mutex_destroy(&q->lock);
    free(q->threads);
    free(q->ring);
    free(q);
}

enum status job_start(struct ctx *cx, int threads, int most_waiting, struct job_queue **ret_queue)
{
    struct job_queue *q = calloc(1, sizeof *q);

    if (q == NULL)
        return ctx_fail(cx, E_NOMEM, "no memory for a queue");
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->work, NULL);
    q->cap = most_waiting;
    q->ring = calloc((size_t)most_waiting, sizeof *q->ring);
    q->threads = calloc((size_t)threads, sizeof *q->threads);
    if (q->ring == NULL || q->threads == NULL) {
        job_free(q);
        return ctx_fail(cx, E_NOMEM, "no memory for a queue");
    }
    for (; q->n_threads < threads; q->n_threads++)
        if (pthread_create(&q->threads[q->n_threads], NULL, work, q) != 0) {
            job_stop(q);
            job_free(q);
            return ctx_fail(cx, E_BUSY, "no thread for the queue");
        }
    *ret_queue = q;
    return OK;
}

bool job_push(struct job_queue *q, job_fn *fn, void *arg)
{
    pthread_mutex_lock(&q->lock);
    bool room = q->n < q->cap && !q->stopping;
    if (room) {
        q->ring[(q->first + q->n) % q->cap] = (struct job){fn, arg};
        q->n++;
        pthread_cond_signal(&q->work);
    }
    pthread_mutex_unlock(&q->lock);
    return room;
}

void job_stop(struct job_queue *q)
{
    if (q == NULL)
        return;
    pthread_mutex_lock(&q->lock);
    q->stopping = true;
    pthread_cond_broadcast(&q->work);
    pthread_mutex_unlock(&q->lock);
    for (int i = 0; i < q->n_threads; i++)
        pthread_join(q->threads[i], NULL);
    q->n_threads = 0;
}
