/* See merge.h. Others' links are changed record by record through record_write(), not by one UPDATE: titles, search
   text, calculated fields, deadlines and the chain of versions stay true. */
#include "register/merge.h"

#include <string.h>

#include "platform/db.h"
#include "platform/i18n.h"
#include "register/attach.h"
#include "register/record_memo.h"
#include "register/record_sql.h"

enum { MOST_STEPS = 20 };

bool merge_takes_both(const struct field *f)
{
    return field_types[f->type].sql == SQL_WORDS;
}

static bool is_file(const struct field *f)
{
    return f->type == FT_FILE || f->type == FT_FILES;
}

static bool is_typed(const struct field *f)
{
    return !f->given && field_is_stored(f) && f->type != FT_SUB;
}

static bool is_masked(struct ctx *cx, const struct merge *m, const struct field *f)
{
    return !access_may_show(cx, m->kept, f) || !access_may_show(cx, m->gone, f);
}

bool merge_asks(struct ctx *cx, const struct merge *m, const struct field *f)
{
    return is_typed(f) && !is_masked(cx, m, f) && !field_same(m->kept->values[f->index], m->gone->values[f->index]);
}

bool merge_pick_parse(const struct field *f, struct str word, enum merge_pick *ret_pick)
{
    static const char *const words[] = {"kept", "gone", "both"};

    for (int i = 0; i < 3; i++)
        if (str_is(word, words[i]) && (i != MERGE_BOTH || merge_takes_both(f))) {
            *ret_pick = (enum merge_pick)i;
            return true;
        }
    return false;
}

bool merge_is_weighty(const struct record *gone)
{
    const struct kind *k = gone->kind;
    int s = gone->state == NULL ? -1 : kind_state(k, gone->state);

    if (s >= 0 && (k->states[s].final || words_have(&k->national, gone->state)))
        return true;
    for (unsigned i = 0; i < k->n_fields; i++)
        if (k->fields[i].type == FT_AUTO && k->fields[i].number_at != NULL && gone->values[i] != NULL)
            return true;
    return false;
}

/* Whoever could merge organisations could give their accounts other rights, and their records other readers. */
static enum status check_owner(struct ctx *cx, const struct record *gone)
{
    struct rows *r;
    bool owns;

    if (gone->kind->serves == NULL)
        return OK;
    TRY(db_one(cx, &r, "SELECT (SELECT COUNT(*) FROM account WHERE org = ? OR unit = ?) + (SELECT COUNT(*) FROM "
                       "account_place WHERE org = ? OR unit = ?) AS n",
               db_i(gone->id), db_i(gone->id), db_i(gone->id), db_i(gone->id)));
    owns = rows_int(r, "n") > 0;
    if (!owns)
        TRY(record_sql_owns(cx, gone->id, &owns));
    return owns ? ctx_problem(cx, "", "problem.merge_owner", gone->title) : OK;
}

static void default_picks(struct ctx *cx, struct merge *m)
{
    const struct kind *k = m->kept->kind;

    m->pick = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *m->pick);
    for (unsigned i = 0; i < k->n_fields; i++)
        if (k->fields[i].type == FT_FILES)
            m->pick[i] = MERGE_BOTH;
        else
            m->pick[i] = m->kept->values[i] == NULL ? MERGE_GONE : MERGE_KEPT;
}

enum status merge_begin(struct ctx *cx, const struct kind *k, int64_t kept, int64_t gone, struct merge *ret_m)
{
    struct merge m;

    TRY(record_load(cx, k, kept, &m.kept));
    TRY(record_load(cx, k, gone, &m.gone));
    TRY(access_record(cx, m.kept, RIGHT_UPDATE));
    TRY(access_record(cx, m.gone, RIGHT_UPDATE));
    TRY(access_record(cx, m.gone, RIGHT_DELETE));
    if (m.kept->deleted_at != 0 || m.gone->deleted_at != 0)
        return ctx_fail(cx, E_NOTFOUND, "%lld or %lld is deleted", (long long)kept, (long long)gone);
    if (kept == gone)
        return ctx_problem(cx, "with", "problem.merge_same", NULL);
    if (m.kept->parent_id != m.gone->parent_id)
        return ctx_problem(cx, "with", "problem.merge_parent", NULL);
    TRY(check_owner(cx, m.gone));
    default_picks(cx, &m);
    *ret_m = m;
    return OK;
}

/* ---- what moves ---- */

enum status merge_preview(struct ctx *cx, const struct merge *m, struct merge_counts *ret_c)
{
    const struct kind *k = m->gone->kind;
    struct merge_counts c = {0};
    struct attachment *files;
    struct record_set subs;
    struct rows *r;
    size_t n;

    for (unsigned i = 0; i < k->n_fields; i++)
        if (k->fields[i].type == FT_SUB) {
            TRY(record_children_seen(cx, m->gone, k->fields[i].id, &subs));
            c.subs += (int64_t)subs.n;
        }
    TRY(record_links(cx, m->gone, &c.links, &c.n_links));
    TRY(attach_list(cx, m->gone, &files, &n));
    c.files = (int64_t)n;
    TRY(db_one(cx, &r, "SELECT (SELECT COUNT(*) FROM comment WHERE record_id = ? AND removed_at IS NULL) AS said, "
                       "(SELECT COUNT(*) FROM watch WHERE record_id = ?) AS watching",
               db_i(m->gone->id), db_i(m->gone->id)));
    c.comments = rows_int(r, "said");
    c.watchers = rows_int(r, "watching");
    *ret_c = c;
    return OK;
}

static enum status write(struct ctx *cx, struct record *rec, const char *why)
{
    return record_write(cx, rec, &(struct record_change){.what = "update", .why = why, .no_checks = true});
}

static enum status move_subs(struct ctx *cx, const struct merge *m, const char *why)
{
    const struct kind *k = m->gone->kind;
    struct record_set subs;

    for (unsigned i = 0; i < k->n_fields; i++) {
        if (k->fields[i].type != FT_SUB)
            continue;
        TRY(record_sql_children(cx, k->fields[i].target, m->gone->id, &subs));
        for (size_t n = 0; n < subs.n; n++) {
            subs.at[n]->parent_id = m->kept->id;
            TRY(write(cx, subs.at[n], why));
        }
    }
    return OK;
}

/* The words of both without doubles; `from` becomes `to`, `except` is left out. */
static const char *words_of(struct ctx *cx, const char *a, const char *b, int64_t from, int64_t to,
                            int64_t except)
{
    const char *both[] = {a, b};
    struct words seen = {.at = arena_alloc(cx->mem, (strlen(a ? a : "") + strlen(b ? b : "") + 2) * sizeof *seen.at)};
    struct str word;
    struct buf out;
    long long id;

    buf_init(&out, cx->mem, 1 << 20);
    for (int i = 0; i < 2; i++) {
        struct str rest = str_of(both[i]);
        while (both[i] != NULL && str_next(&rest, ' ', &word)) {
            bool is_id = str_int(word, &id);
            if (is_id && from != 0 && id == from)
                word = str_of(arena_printf(cx->mem, "%lld", (long long)(id = to)));
            const char *one = arena_strndup(cx->mem, word.p, word.n);
            if ((is_id && except != 0 && id == except) || word.n == 0 || words_have(&seen, one))
                continue;
            seen.at[seen.n++] = one;
            buf_printf(&out, "%s%s", out.n > 0 ? " " : "", one);
        }
    }
    return out.n == 0 ? NULL : buf_str(&out).p;
}

/* The one that stays does not point to itself. */
static enum status point_to_kept(struct ctx *cx, const struct merge *m, const struct kind *from, const struct field *f,
                                 const char *why)
{
    int64_t *ids, gone = m->gone->id, kept = m->kept->id;
    struct record *rec;
    size_t n;

    TRY(record_sql_point_ids(cx, from, f, gone, &ids, &n));
    for (size_t i = 0; i < n; i++) {
        if (ids[i] == gone)
            continue;
        TRY(record_sql_load(cx, from, ids[i], &rec));
        rec->values[f->index] = words_of(cx, rec->values[f->index], NULL, gone, kept, ids[i] == kept ? kept : 0);
        TRY(write(cx, rec, why));
    }
    return OK;
}

static enum status move_links(struct ctx *cx, const struct merge *m, const char *why)
{
    const struct kinds *ks = kind_all();

    for (size_t i = 0; i < ks->n; i++)
        for (unsigned n = 0; n < ks->at[i]->n_fields; n++) {
            const struct field *f = &ks->at[i]->fields[n];
            bool points = f->target == m->gone->kind || f->to_any;
            if (points && !f->given && field_is_stored(f) && f->type != FT_SUB)
                TRY(point_to_kept(cx, m, ks->at[i], f, why));
        }
    return OK;
}

/* A file of a field goes with the field; one that is left out stays with the record that goes. */
static enum status move_files(struct ctx *cx, const struct merge *m)
{
    const struct kind *k = m->gone->kind;

    TRY(db_exec(cx, NULL, "UPDATE attachment SET record_id = ? WHERE record_id = ? AND field = ''", db_i(m->kept->id),
                db_i(m->gone->id)));
    for (unsigned i = 0; i < k->n_fields; i++)
        if (is_file(&k->fields[i]) && m->pick[i] != MERGE_KEPT)
            TRY(db_exec(cx, NULL, "UPDATE attachment SET record_id = ? WHERE record_id = ? AND field = ?",
                        db_i(m->kept->id), db_i(m->gone->id), db_s(k->fields[i].id)));
    return OK;
}

static enum status move_talk(struct ctx *cx, int64_t kept, int64_t gone)
{
    TRY(db_exec(cx, NULL, "UPDATE comment SET record_id = ? WHERE record_id = ?", db_i(kept), db_i(gone)));
    TRY(db_exec(cx, NULL, "UPDATE notice SET record_id = ? WHERE record_id = ? AND event LIKE 'comment.%'", db_i(kept),
                db_i(gone)));
    TRY(db_exec(cx, NULL, "INSERT INTO watch (record_id, account, since) SELECT ?, account, since FROM watch WHERE "
                          "record_id = ? ON CONFLICT DO NOTHING", db_i(kept), db_i(gone)));
    TRY(db_exec(cx, NULL, "DELETE FROM watch WHERE record_id = ?", db_i(gone)));
    return db_exec(cx, NULL, "UPDATE opened SET record_id = ? WHERE record_id = ?", db_i(kept), db_i(gone));
}

/* ---- the two themselves ---- */

static const char *name_of(struct ctx *cx, const struct record *rec)
{
    (void)cx;
    return rec->code != NULL ? rec->code : rec->uid;
}

/* Codes in the order of their list, as everywhere. */
static const char *both_of(struct ctx *cx, const struct field *f, const char *a, const char *b)
{
    const char *all = words_of(cx, a, b, 0, 0, 0), *ordered;
    bool bad = false;

    if (f->type == FT_MREF || f->type == FT_MUSER || f->type == FT_FILES || all == NULL)
        return all;
    ordered = field_parse_plain(cx, f, str_of(all), &bad);
    return bad ? all : ordered;
}

static void take_values(struct ctx *cx, const struct merge *m, struct record *kept, const struct record *gone)
{
    for (unsigned i = 0; i < kept->kind->n_fields; i++) {
        const struct field *f = &kept->kind->fields[i];
        bool link = f->target == kept->kind || f->to_any;
        enum merge_pick pick = m->pick[i];
        if (!is_typed(f) || (is_masked(cx, m, f) && kept->values[i] != NULL))
            continue; /* nobody changes what he cannot see; where nothing stands it is filled */
        if (pick == MERGE_BOTH && merge_takes_both(f))
            kept->values[i] = both_of(cx, f, kept->values[i],
                                      words_of(cx, gone->values[i], NULL, 0, 0, link ? kept->id : 0));
        else if (pick == MERGE_GONE)
            kept->values[i] = link ? words_of(cx, gone->values[i], NULL, 0, 0, kept->id) : gone->values[i];
    }
}

static enum status check_state(struct ctx *cx, const struct merge *m, const char *reason)
{
    uint32_t may = ROLE_BIT(ROLE_HEAD) | ROLE_BIT(ROLE_DIR);

    if (!merge_is_weighty(m->gone))
        return OK;
    if ((cx->who.roles & may) == 0) {
        (void)ctx_problem(cx, "", "problem.merge_weighty", name_of(cx, m->gone));
        return ctx_fail(cx, E_STATE, "%lld is final or concluded", (long long)m->gone->id);
    }
    return reason != NULL ? OK : ctx_problem(cx, "reason", "problem.merge_reason", name_of(cx, m->gone));
}

static enum status check_version(struct ctx *cx, const struct record *rec, int64_t version)
{
    struct record *stored;

    TRY(record_sql_head(cx, rec->kind, rec->id, &stored));
    if (stored->version == version && stored->deleted_at == 0)
        return OK;
    return ctx_fail(cx, E_CONFLICT, "%lld is at version %lld, the choice came from %lld", (long long)rec->id,
                    (long long)stored->version, (long long)version);
}

static const char *with_reason(struct ctx *cx, const char *key, const char *name, const char *reason)
{
    const char *text = i18n_fill(cx, key, name);

    return reason == NULL ? text : arena_printf(cx->mem, "%s: %s", text, reason);
}

static enum status run(struct ctx *cx, struct merge *m, const char *reason)
{
    const char *into = with_reason(cx, "merge.into", name_of(cx, m->kept), reason);
    const char *from = with_reason(cx, "merge.from", name_of(cx, m->gone), reason);
    struct record *kept, *gone;

    TRY(move_subs(cx, m, from));
    TRY(move_links(cx, m, from));
    TRY(move_files(cx, m));
    TRY(move_talk(cx, m->kept->id, m->gone->id));
    TRY(record_sql_load(cx, m->gone->kind, m->gone->id, &gone)); /* sub-records may have moved what they count */
    gone->deleted_at = ctx_now(cx);
    TRY(record_write(cx, gone, &(struct record_change){.what = "merge", .why = into, .no_checks = true}));
    TRY(record_sql_load(cx, m->kept->kind, m->kept->id, &kept));
    take_values(cx, m, kept, gone);
    TRY(record_save_as(cx, kept, &(struct record_change){.what = "merge", .why = from}));
    /* what stays may itself have been merged and restored: no circle */
    TRY(db_exec(cx, NULL, "DELETE FROM merged WHERE gone_id = ?", db_i(kept->id)));
    TRY(db_exec(cx, NULL, "INSERT INTO merged (gone_id, kept_id, at, by_user) VALUES (?, ?, ?, ?) "
                          "ON CONFLICT (gone_id) DO UPDATE SET kept_id = excluded.kept_id, at = excluded.at, "
                          "by_user = excluded.by_user",
                db_i(gone->id), db_i(kept->id), db_i(gone->deleted_at), db_i(cx->who.user_id)));
    m->kept = kept;
    return OK;
}

enum status merge_run(struct ctx *cx, struct merge *m, int64_t kept_version, int64_t gone_version, const char *reason)
{
    bool inside = db_in_transaction(cx->db);

    record_memo_end(cx);
    reason = reason != NULL && *reason != '\0' ? reason : NULL;
    TRY(check_state(cx, m, reason));
    TRY(db_begin(cx));
    enum status st = check_version(cx, m->kept, kept_version);
    if (st == OK)
        st = check_version(cx, m->gone, gone_version);
    if (st == OK)
        st = run(cx, m, reason);
    if (st == OK)
        st = db_commit(cx);
    if (st != OK && !inside)
        db_rollback(cx);
    return st;
}

enum status merge_target(struct ctx *cx, int64_t id, int64_t *ret_kept)
{
    int64_t at = id;
    struct rows *r;

    for (int i = 0; i < MOST_STEPS; i++) { /* each step only from what is deleted now */
        enum status st = db_one(cx, &r, "SELECT kept_id FROM merged WHERE gone_id = ?", db_i(at));
        if (st == E_NOTFOUND)
            break;
        TRY(st);
        at = rows_int(r, "kept_id");
    }
    if (at == id)
        return E_NOTFOUND;
    *ret_kept = at;
    return OK;
}
