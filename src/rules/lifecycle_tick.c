/* Moves by date: those of role SYS that a kind file marks `automatic`. See lifecycle.h. Each is a transaction of its
   own, and a record that has moved is no longer found, so the job may be killed and run again. */
#include <string.h>

#include "platform/lease.h"
#include "register/expr.h"
#include "register/list.h"
#include "register/notice.h"
#include "register/record_env.h"
#include "register/record_sql.h"
#include "rules/lifecycle.h"

enum { BATCH = 200 };

static bool is_from(const struct state *s, const struct move *m)
{
    return !s->final && (words_have(&m->from, s->id) || (words_have(&m->from, "*") && strcmp(m->to, s->id) != 0));
}

/* The day has come and something is missing: a person's turn, who is told once. */
static enum status tell(struct ctx *cx, const struct record *rec, const struct move *m)
{
    int64_t n;

    ctx_clear(cx);
    return notice_to_role(cx, &(struct notice){.event = "move.waits", .subject = m->id}, rec, ROLE_OFF,
                          arena_printf(cx->mem, "move.waits %lld %s %lld", (long long)rec->id, m->id,
                                       (long long)rec->state_since), &n);
}

static enum status tick_record(struct ctx *cx, const struct kind *k, int64_t id, const struct move *m,
                               int64_t *ret_moved)
{
    struct record *rec;
    bool yes, known;

    enum status st = record_load(cx, k, id, &rec);
    if (st == E_NOTFOUND)
        return OK;
    TRY(st);
    int state = rec->state == NULL ? -1 : kind_state(k, rec->state);
    if (state < 0 || !is_from(&k->states[state], m))
        return OK;
    TRY(expr_truth(cx, m->automatic_expr, record_env(cx, rec), &yes, &known));
    if (!yes || !known)
        return OK;
    st = lifecycle_move(cx, rec, m->id, NULL, 0, NULL);
    if (st == E_CONFLICT) { /* a person was faster: the next run sees what he made of it */
        ctx_clear(cx);
        return OK;
    }
    if (st == E_INVALID || st == E_STATE)
        return tell(cx, rec, m);
    TRY(st);
    ++*ret_moved;
    return OK;
}

/* Can the database answer the condition by itself? Else it is asked of each record. */
static bool is_for_sql(struct ctx *cx, const struct kind *k, const struct expr *e)
{
    const char *detail = cx->detail, *where = cx->where;
    struct sql_params ps = {0};
    struct buf probe;

    buf_init(&probe, cx->mem, 1 << 16);
    bool yes = expr_sql(cx, e, k, &probe, &ps) == OK;
    cx->detail = detail;
    cx->where = where;
    return yes;
}

/* "id > 0 and state in ('signed') and (effect_date <= today())" */
static const char *where_of(struct ctx *cx, const struct kind *k, const struct move *m, int64_t last)
{
    struct buf out;
    bool any = false;

    buf_init(&out, cx->mem, 1 << 16);
    buf_printf(&out, "id > %lld and state in (", (long long)last);
    for (unsigned s = 0; s < k->n_states; s++) {
        if (!is_from(&k->states[s], m))
            continue;
        buf_printf(&out, "%s'%s'", any ? ", " : "", k->states[s].id);
        any = true;
    }
    buf_byte(&out, ')');
    if (is_for_sql(cx, k, m->automatic_expr))
        buf_printf(&out, " and (%s)", m->automatic);
    return buf_str(&out).p;
}

static enum status tick_move(struct ctx *cx, struct lease *l, const struct kind *k, const struct move *m,
                             int64_t *ret_moved)
{
    struct list_page page;
    int64_t last = 0;

    do {
        struct arena_mark mark = arena_mark(cx->mem);
        struct list_query *q = list_new(cx, k);
        TRY(lease_renew(cx, l));
        q->n_shown = 0;
        q->sort = "id";
        q->per = BATCH;
        q->where = where_of(cx, k, m, last);
        TRY(list_run(cx, q, &page));
        for (size_t i = 0; i < page.n; i++) {
            last = page.rows[i]->id;
            TRY(tick_record(cx, k, last, m, ret_moved));
        }
        arena_rewind(cx->mem, mark);
    } while (page.n == BATCH);
    return OK;
}

enum status lifecycle_tick(struct ctx *cx, struct lease *l, int64_t *ret_moved)
{
    struct who who = cx->who;
    enum status st = OK;
    int64_t moved = 0;

    access_as_system(cx);
    for (size_t i = 0; st == OK && i < kind_all()->n; i++)
        for (unsigned n = 0; st == OK && n < kind_all()->at[i]->n_moves; n++)
            if (kind_all()->at[i]->moves[n].automatic_expr != NULL)
                st = tick_move(cx, l, kind_all()->at[i], &kind_all()->at[i]->moves[n], &moved);
    cx->who = who;
    *ret_moved = moved;
    return st;
}
