/* See record_memo.h. A page knows some dozens of records, lists some hundreds: a small hash by number. */
#include "register/record_memo.h"

#include "base/vec.h"
#include "register/record_sql.h"

enum { SLOTS = 256 };

struct known {
    const struct kind *kind;
    int64_t id;           /* of the record, or of the owner */
    struct record *head;
    struct record_set set;
    bool is_set;
    struct known *next;
};

struct record_memo {
    struct known *slots[SLOTS];
};

void record_memo_begin(struct ctx *cx)
{
    cx->memo = arena_new_of(cx->mem, struct record_memo);
}

void record_memo_end(struct ctx *cx)
{
    cx->memo = NULL;
}

static struct known *find(const struct ctx *cx, const struct kind *k, int64_t id, bool is_set)
{
    struct known *at = cx->memo == NULL ? NULL : cx->memo->slots[(uint64_t)id % SLOTS];

    while (at != NULL && (at->id != id || at->kind != k || at->is_set != is_set))
        at = at->next;
    return at;
}

static void keep(struct ctx *cx, struct known one)
{
    if (cx->memo == NULL)
        return;
    struct known **slot = &cx->memo->slots[(uint64_t)one.id % SLOTS], *kept = arena_new_of(cx->mem, struct known);
    one.next = *slot;
    *kept = one;
    *slot = kept;
}

bool record_memo_children(const struct ctx *cx, const struct kind *k, int64_t parent_id, struct record_set *ret_set)
{
    const struct known *one = find(cx, k, parent_id, true);

    if (one != NULL)
        *ret_set = one->set;
    return one != NULL;
}

void record_memo_keep_children(struct ctx *cx, const struct kind *k, int64_t parent_id, struct record_set set)
{
    keep(cx, (struct known){.kind = k, .id = parent_id, .set = set, .is_set = true});
}

bool record_memo_head(const struct ctx *cx, const struct kind *k, int64_t id, struct record **ret_rec)
{
    const struct known *one = find(cx, k, id, false);

    if (one != NULL)
        *ret_rec = one->head;
    return one != NULL;
}

void record_memo_keep_head(struct ctx *cx, const struct kind *k, int64_t id, struct record *rec)
{
    keep(cx, (struct known){.kind = k, .id = id, .head = rec});
}

struct wanted {
    VEC(int64_t);
};

static void want(struct ctx *cx, struct wanted *w, const struct kind *k, const char *value)
{
    struct str rest = str_of(value), word;
    long long id;

    while (value != NULL && str_next(&rest, ' ', &word)) {
        if (!str_int(word, &id) || find(cx, k, id, false) != NULL)
            continue;
        bool twice = false;
        for (size_t i = 0; i < w->n && !twice; i++)
            twice = w->at[i] == id;
        if (!twice)
            vec_push(cx->mem, w, id);
    }
}

static bool leads_to_one_of_its_own(const struct field *f)
{
    return f->target != NULL && f->type != FT_SUB && field_is_stored(f);
}

enum status record_memo_gather(struct ctx *cx, struct record *const *recs, size_t n, const struct field *const *fields,
                               size_t n_fields)
{
    for (size_t i = 0; cx->memo != NULL && i < n_fields; i++) {
        const struct kind *k = fields[i]->target;
        struct wanted w = {0};
        bool done = !leads_to_one_of_its_own(fields[i]);

        for (size_t b = 0; b < i && !done; b++) /* the field before took its kind's other fields along */
            done = leads_to_one_of_its_own(fields[b]) && fields[b]->target == k;
        for (size_t f = i; f < n_fields && !done; f++)
            for (size_t r = 0; leads_to_one_of_its_own(fields[f]) && fields[f]->target == k && r < n; r++)
                want(cx, &w, k, recs[r]->values[fields[f]->index]);
        TRY(record_sql_heads(cx, k, w.at, w.n));
    }
    return OK;
}
