/* Making, changing and saving records. See record.h. Loading and links stand in record_read.c, JSON in record_json.c.
 */
#include "register/record.h"

#include <assert.h>
#include <string.h>

#include "base/uid.h"
#include "base/utf8.h"
#include "platform/db.h"
#include "register/bin.h"
#include "register/attach.h"
#include "register/code.h"
#include "register/conflict.h"
#include "register/expr.h"
#include "register/history.h"
#include "register/record_env.h"
#include "register/record_memo.h"
#include "register/record_number.h"
#include "register/record_sql.h"
#include "register/search.h"

enum { SECRET_CHARS = 200, TITLE_BYTES = 600 };

static struct record_hooks hooks; /* written once, at start */

void record_install_hooks(const struct record_hooks *h)
{
    hooks = h == NULL ? (struct record_hooks){0} : *h;
}

static void set_default(struct ctx *cx, struct record *rec, const struct field *f)
{
    struct expr_value v;
    bool bad;

    if (f->default_expr != NULL) {
        if (expr_eval(cx, f->default_expr, record_env(cx, rec), &v) == OK)
            rec->values[f->index] = expr_canonical(cx, v);
    } else if (f->default_text != NULL) {
        rec->values[f->index] = field_parse_plain(cx, f, str_of(f->default_text), &bad);
    }
}

struct record *record_new(struct ctx *cx, const struct kind *k)
{
    struct record *rec = arena_new_of(cx->mem, struct record);

    rec->kind = k;
    rec->values = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *rec->values);
    rec->loaded = arena_alloc(cx->mem, (k->n_fields + 1) * sizeof *rec->loaded);
    rec->state = k->n_states > 0 ? k->states[0].id : NULL;
    struct who_place home;

    access_home(cx, k, &home);
    rec->org_id = home.org_id;
    rec->unit_id = home.unit_id;
    rec->province = home.province;
    rec->classification = "internal";
    rec->origin = "manual";
    rec->created_by = cx->who.user_id;
    for (unsigned i = 0; i < k->n_fields; i++)
        set_default(cx, rec, &k->fields[i]);
    return rec;
}

struct record *record_new_sub(struct ctx *cx, const struct kind *k, const struct record *parent)
{
    struct record *rec = record_new(cx, k);

    assert(words_have(&k->parents, parent->kind->id));
    rec->parent_kind = parent->kind->id;
    rec->parent_id = parent->id;
    rec->org_id = parent->org_id;
    rec->unit_id = parent->unit_id;
    rec->province = parent->province;
    rec->classification = parent->classification;
    return rec;
}

const char *record_get(const struct record *rec, const char *field)
{
    const struct field *f = kind_field(rec->kind, field);

    if (f != NULL)
        return rec->values[f->index];
    if (strcmp(field, "state") == 0)
        return rec->state;
    if (strcmp(field, "code") == 0)
        return rec->code;
    if (strcmp(field, "title") == 0)
        return rec->title;
    assert(!"a field of this kind");
    return NULL;
}

const char *record_show(struct ctx *cx, const struct record *rec, const struct field *f)
{
    const char *v = rec->values[f->index];

    if (v == NULL)
        return "";
    return access_value(cx, rec, f) == ACCESS_MASK ? RECORD_MASK : field_print(cx, f, v);
}

/* Organisations and their units are records of the kind that serves as such. */
static bool is_org(const char *kind)
{
    const struct kind *k = kind_find(kind);

    return k != NULL && k->serves != NULL && strcmp(k->serves, "org") == 0;
}

static bool set_id(struct ctx *cx, const char *field, struct str typed, int64_t *ret_id)
{
    long long id;
    struct rows *r;

    if (typed.n == 0)
        return (*ret_id = 0, true);
    if (!str_int(typed, &id) || db_one(cx, &r, "SELECT kind FROM record WHERE id = ?", db_i(id)) != OK ||
        !is_org(rows_text(r, "kind")) || record_title_of(cx, id) == NULL) {
        (void)ctx_problem(cx, field, "problem.no_record", arena_strndup(cx->mem, typed.p, typed.n));
        return true;
    }
    *ret_id = id;
    return true;
}

static bool set_classification(struct ctx *cx, struct record *rec, struct str typed)
{
    static const char *const levels[] = {"public", "internal", "restricted", "secret_ref"};

    for (int i = 0; i < 4; i++)
        if (str_is(typed, levels[i])) {
            if (i > cx->who.clearance) /* it stays what it was: the answer is about this, not about rights */
                (void)ctx_problem(cx, "classification", "problem.clearance", levels[i]);
            else
                rec->classification = levels[i];
            return true;
        }
    (void)ctx_problem(cx, "classification", "problem.not_in_list", arena_strndup(cx->mem, typed.p, typed.n));
    return true;
}

/* The common columns that people give. False: not one of them. */
static bool set_common(struct ctx *cx, struct record *rec, const char *field, struct str typed)
{
    const char **texts[] = {&rec->secret_no, &rec->secret_level, &rec->secret_custodian, &rec->secret_place,
                            &rec->province, &rec->origin};
    static const char *const names[] = {"secret_no", "secret_level", "secret_custodian", "secret_place", "province",
                                        "origin"};

    if (strcmp(field, "classification") == 0)
        return set_classification(cx, rec, typed);
    if (strcmp(field, "org") == 0)
        return set_id(cx, field, typed, &rec->org_id);
    if (strcmp(field, "unit") == 0)
        return set_id(cx, field, typed, &rec->unit_id);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(field, names[i]) == 0) {
            if (typed.n > SECRET_CHARS)
                (void)ctx_problem(cx, names[i], "problem.too_long", "200");
            *texts[i] = typed.n == 0 ? NULL : arena_strndup(cx->mem, typed.p, typed.n);
            return true;
        }
    return false;
}

void record_set_n(struct ctx *cx, struct record *rec, const char *field, struct str typed)
{
    const struct field *f = kind_field(rec->kind, field);
    bool bad;

    typed = str_trim(typed);
    if (f == NULL) {
        if (!set_common(cx, rec, field, typed))
            (void)ctx_problem(cx, arena_strdup(cx->mem, field), "problem.no_field", NULL);
        return;
    }
    if (access_personal(f) > 0 && str_is(typed, RECORD_MASK)) { /* a mask sent back means "leave it" */
        if (rec->values[f->index] == NULL)
            (void)ctx_problem(cx, f->id, "problem.is_mask", NULL);
        return;
    }
    /* nobody changes what he may not see, nor learns by trying whether it is this */
    if (rec->id != 0 && rec->values[f->index] != NULL && !access_may_show(cx, rec, f)) {
        (void)ctx_problem(cx, f->id, "problem.masked_change", NULL);
        return;
    }
    /* what stands there already is fine, even when its code has ended */
    if (rec->values[f->index] != NULL && str_is(typed, rec->values[f->index]))
        return;
    if (f->given || f->type == FT_FILE || f->type == FT_FILES) {
        if (typed.n > 0 && !f->given)
            (void)field_parse(cx, f, typed, &bad); /* says how files come */
        else if (typed.n > 0)
            (void)ctx_problem(cx, f->id, "problem.given_by_program", NULL);
        return;
    }
    cx->standing = rec->values[f->index];
    const char *v = field_parse(cx, f, typed, &bad);
    cx->standing = NULL;
    if (!bad)
        rec->values[f->index] = v;
}

void record_set(struct ctx *cx, struct record *rec, const char *field, const char *typed)
{
    record_set_n(cx, rec, field, str_of(typed));
}

void record_expect(struct record *rec, int64_t version)
{
    rec->version = version;
}

bool record_changed(const struct record *rec, const struct field *f)
{
    return !field_same(rec->values[f->index], rec->loaded[f->index]);
}

/* ---- before writing ---- */

/* MODEL 4.0: a record with a secret part holds the paper's number only. */
static void check_secret(struct ctx *cx, const struct record *rec)
{
    if (strcmp(rec->classification, "secret_ref") != 0)
        return;
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        const char *v = rec->values[i];
        bool is_file = f->type == FT_FILE || f->type == FT_FILES;
        if (v != NULL && (is_file || (field_types[f->type].is_text && utf8_count(str_of(v)) > SECRET_CHARS)))
            (void)ctx_problem(cx, f->id, "problem.secret", NULL);
    }
}

/* Whose value it is, is not told: the same words whether the user may read the other record or not. A number in a
   deleted record is free; whoever comes back asks for all of his own again. */
static enum status check_unique(struct ctx *cx, const struct record *rec, bool comes_back)
{
    int64_t id, n;

    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (!f->unique || rec->values[i] == NULL || (rec->id != 0 && !comes_back && !record_changed(rec, f)))
            continue;
        TRY(record_sql_find(cx, rec->kind, f->id, f, rec->values[i], &id, &n));
        if (n > 0 && id != rec->id)
            (void)ctx_problem(cx, f->id, comes_back ? "problem.taken_since" : "problem.taken", rec->values[i]);
    }
    return OK;
}

static enum status work_out(struct ctx *cx, struct record *rec)
{
    const struct expr_env *env = record_env(cx, rec);
    struct expr_value v;
    bool bad;

    for (unsigned i = 0; i < rec->kind->n_calcs; i++) {
        const struct field *f = rec->kind->calcs[i];

        TRY(expr_eval(cx, f->calc_expr, env, &v));
        const char *text = expr_canonical(cx, v);
        struct problem **tail = cx->problems_tail;
        rec->values[f->index] = text == NULL ? NULL : field_parse_plain(cx, f, str_of(text), &bad);
        *tail = NULL; /* a value that does not fit its type is empty, not the user's mistake */
        cx->problems_tail = tail;
    }
    return OK;
}

static enum status make_title(struct ctx *cx, struct record *rec)
{
    struct expr_value v = {0};

    if (rec->kind->title_expr != NULL)
        TRY(expr_eval(cx, rec->kind->title_expr, record_env(cx, rec), &v));
    const char *text = expr_canonical(cx, v);
    struct str s = str_of(text != NULL ? text : rec->code != NULL ? rec->code : rec->uid);
    size_t n = s.n > TITLE_BYTES ? TITLE_BYTES : s.n;
    while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    rec->named = rec->title = arena_strndup(cx->mem, s.p, n);
    return OK;
}

/* Final states are read-only, except for a correction with a reason by a head or director (MODEL 4.4). */
static enum status check_final(struct ctx *cx, const struct record *rec, const char *why)
{
    int s = rec->state == NULL ? -1 : kind_state(rec->kind, rec->state);
    uint32_t may = ROLE_BIT(ROLE_HEAD) | ROLE_BIT(ROLE_DIR);

    if (s < 0 || !rec->kind->states[s].final || cx->who.is_system || rec->id == 0)
        return OK;
    if ((cx->who.roles & may) != 0 && why != NULL && *why != '\0')
        return OK;
    return ctx_fail(cx, E_STATE, "%s %lld is in state %s, which is final", rec->kind->id, (long long)rec->id,
                    rec->state);
}

/* ---- writing ---- */

static bool is_restoring(const struct record_change *c)
{
    return strcmp(c->what, "restore") == 0;
}

static enum status write_links(struct ctx *cx, const struct record *rec, bool is_new)
{
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        const struct field *f = &rec->kind->fields[i];
        if (f->type != FT_MREF || f->via != NULL || (!is_new && !record_changed(rec, f)))
            continue;
        if (!is_new)
            TRY(db_exec(cx, NULL, "DELETE FROM link WHERE from_id = ? AND field = ?", db_i(rec->id), db_s(f->id)));
        struct str rest = str_of(rec->values[i]), word;
        long long id;
        while (rec->values[i] != NULL && str_next(&rest, ' ', &word))
            if (str_int(word, &id))
                TRY(db_exec(cx, NULL,
                            "INSERT INTO link (from_id, field, to_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                            db_i(rec->id), db_s(f->id), db_i(id)));
    }
    return OK;
}

static enum status before_row(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    return c->before_row == NULL ? OK : c->before_row(cx, rec, c->arg);
}

static enum status insert(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    char uid[UID_CHARS + 1];

    if (rec->uid == NULL) {
        uid_make(rec->created_at, uid);
        rec->uid = arena_strdup(cx->mem, uid);
    }
    TRY(record_number_code(cx, rec));
    TRY(make_title(cx, rec));
    TRY(db_insert(cx, &rec->id, "INSERT INTO record (uid, kind, code, title) VALUES (?, ?, ?, ?)", db_s(rec->uid),
                  db_s(rec->kind->id), db_s(rec->code), db_s(rec->named)));
    TRY(before_row(cx, rec, c));
    TRY(record_sql_insert(cx, rec));
    return OK;
}

static enum status enter_state(struct ctx *cx, const struct record *rec, const struct record_change *c)
{
    if (rec->version > 1)
        TRY(db_exec(cx, NULL, "UPDATE state_entry SET left_at = ? WHERE record_id = ? AND left_at IS NULL",
                    db_i(rec->updated_at), db_i(rec->id)));
    return db_exec(
        cx, NULL,
        "INSERT INTO state_entry (record_id, state, at, by_user, move, version, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
        db_i(rec->id), db_s(rec->state), db_i(rec->state_since), db_i(cx->who.user_id), db_s(c->move),
        db_i(rec->version), db_s(c->why));
}

/* Someone saved first: tells which fields both changed, with what stands there now. */
static enum status conflict(struct ctx *cx, const struct record *rec)
{
    struct conflict c;

    TRY(conflict_find(cx, rec, rec->version, &c));
    for (size_t i = 0; i < c.n; i++)
        if (c.at[i].how == CONFLICT_BOTH)
            (void)ctx_problem(cx, c.at[i].name, "problem.conflict",
                              c.at[i].field != NULL ? record_show(cx, c.now, c.at[i].field) : c.at[i].theirs);
    return ctx_fail(cx, E_CONFLICT, "%s %lld is at version %lld, the form came from %lld", rec->kind->id,
                    (long long)rec->id, (long long)c.now->version, (long long)rec->version);
}

static enum status write_all(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    bool is_new = rec->id == 0, done = true, moved = c->move != NULL, retitled = false;
    int64_t old_version = rec->version;

    rec->updated_at = ctx_now(cx);
    rec->updated_by = cx->who.user_id;
    if (is_new)
        rec->created_at = rec->state_since = rec->updated_at;
    else if (moved)
        rec->state_since = rec->updated_at;
    TRY(record_number_fields(cx, rec));
    rec->version = old_version + 1;
    if (is_new) {
        TRY(insert(cx, rec, c));
    } else {
        const char *named = rec->named;
        TRY(before_row(cx, rec, c));
        TRY(make_title(cx, rec));
        TRY(record_sql_update(cx, rec, old_version, &done));
        if (!done) {
            rec->version = old_version;
            return conflict(cx, rec);
        }
        retitled = !field_same(named, rec->named);
        if (retitled)
            TRY(db_exec(cx, NULL, "UPDATE record SET title = ? WHERE id = ?", db_s(rec->named), db_i(rec->id)));
    }
    TRY(write_links(cx, rec, is_new));
    TRY(search_put(cx, rec, is_new, retitled || is_restoring(c)));
    if (rec->state != NULL && (is_new || moved))
        TRY(enter_state(cx, rec, c));
    TRY(history_version(cx, rec, is_new ? "create" : c->what, c->why, c->basis));
    return hooks.saved != NULL ? hooks.saved(cx, rec, c) : OK;
}

static void forget_write(struct record *rec, const struct record *before)
{
    const char **values = rec->values;

    *rec = *before;
    rec->values = values;
}

/* All that can be said against the record before anything is written. */
static enum status check_all(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    assert(!rec->partial);
    TRY(work_out(cx, rec));
    check_secret(cx, rec);
    TRY(check_unique(cx, rec, is_restoring(c)));
    if (!c->no_checks && hooks.check != NULL) {
        enum status st = hooks.check(cx, rec);
        if (st != OK && st != E_INVALID)
            return st;
    }
    return ctx_problems(cx);
}

enum status record_write(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    bool inside = db_in_transaction(cx->db);
    struct record before = *rec;

    record_memo_end(cx);
    TRY(check_all(cx, rec, c));
    TRY(db_begin(cx));
    enum status st = write_all(cx, rec, c);
    if (st == OK)
        st = db_commit(cx);
    if (st != OK) {
        if (!inside)
            db_rollback(cx);
        forget_write(rec, &before);
        return st;
    }
    memcpy(rec->loaded, rec->values, rec->kind->n_fields * sizeof *rec->values);
    rec->title = access_title(cx, rec); /* as for any other reader from here on */
    return OK;
}

/* MODEL 4.6, V26: what has files is not made a secret. Those of fields are values, which check_secret() sees. */
static enum status check_no_files(struct ctx *cx, const struct record *rec, const struct record *stored)
{
    struct rows *r;

    if (strcmp(rec->classification, "secret_ref") != 0 || strcmp(stored->classification, "secret_ref") == 0)
        return OK;
    TRY(db_one(cx, &r, "SELECT count(*) AS n FROM attachment WHERE record_id = ? AND field = '' AND removed_at IS NULL",
               db_i(rec->id)));
    if (rows_int(r, "n") > 0)
        (void)ctx_problem(cx, ATTACH_WHOLE, "problem.secret", NULL);
    return OK;
}

/* *ret_stored: the head as it stands now; NULL of a new record. */
static enum status may_save(struct ctx *cx, struct record *rec, const char *why, struct record **ret_stored)
{
    *ret_stored = NULL;
    if (rec->id != 0) { /* the right to what stands there, not to what the form made of its organisation */
        TRY(record_sql_head(cx, rec->kind, rec->id, ret_stored));
        TRY(access_record(cx, *ret_stored, RIGHT_UPDATE));
        TRY(check_final(cx, *ret_stored, why));
        TRY(check_no_files(cx, rec, *ret_stored));
    }
    return access_record(cx, rec, rec->id == 0 ? RIGHT_CREATE : RIGHT_UPDATE);
}

static bool is_same_head(const struct record *a, const struct record *b)
{
    return field_same(a->state, b->state) && a->org_id == b->org_id && a->unit_id == b->unit_id &&
           field_same(a->province, b->province) && field_same(a->classification, b->classification) &&
           field_same(a->origin, b->origin) && field_same(a->secret_no, b->secret_no) &&
           field_same(a->secret_level, b->secret_level) && field_same(a->secret_custodian, b->secret_custodian) &&
           field_same(a->secret_place, b->secret_place);
}

/* Nothing is another value than the one that is stored: such a save is no version. With a word for the history it is
   one. What is worked out is asked last: of a record that was changed the checks work it out anyway. */
static enum status is_idle(struct ctx *cx, struct record *rec, const struct record *stored,
                           const struct record_change *c, bool *ret_idle)
{
    bool idle = (c->why == NULL || *c->why == '\0') && c->before_row == NULL && is_same_head(rec, stored);

    for (unsigned i = 0; idle && i < rec->kind->n_fields; i++)
        idle = rec->kind->fields[i].calc_expr != NULL || !record_changed(rec, &rec->kind->fields[i]);
    if (idle)
        TRY(work_out(cx, rec));
    for (unsigned i = 0; idle && i < rec->kind->n_fields; i++)
        idle = !record_changed(rec, &rec->kind->fields[i]);
    *ret_idle = idle;
    return OK;
}

enum status record_save_as(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    struct record *stored;
    bool idle = false;

    record_memo_end(cx); /* what stands there now, not what a page has read */
    TRY(may_save(cx, rec, c->why, &stored));
    if (stored != NULL && cx->problems == NULL) {
        if (stored->version != rec->version) /* before the checks: they would speak of what the other has mended */
            return conflict(cx, rec);
        TRY(is_idle(cx, rec, stored, c, &idle));
    }
    return idle ? check_all(cx, rec, c) : record_write(cx, rec, c);
}

enum status record_save(struct ctx *cx, struct record *rec, const char *why)
{
    return record_save_as(cx, rec, &(struct record_change){.what = "update", .why = why});
}

enum status record_check(struct ctx *cx, struct record *rec, const char *why)
{
    struct record *stored;

    TRY(may_save(cx, rec, why, &stored));
    return check_all(cx, rec, &(struct record_change){.what = "update"});
}

enum status record_try(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    record_memo_end(cx);
    return check_all(cx, rec, c);
}

enum status record_refresh(struct ctx *cx, struct record *rec)
{
    bool changed = false;

    TRY(work_out(cx, rec));
    for (unsigned i = 0; i < rec->kind->n_fields; i++)
        changed = changed || (rec->kind->fields[i].calc_expr != NULL && record_changed(rec, &rec->kind->fields[i]));
    return changed ? record_write(cx, rec, &(struct record_change){.what = "update", .no_checks = true}) : OK;
}

/* ---- taking away and bringing back ---- */

/* Sub-records go with it, and those that went with it come back with it; what was deleted before stays so. */
static enum status set_deleted(struct ctx *cx, struct record *rec, int64_t at, const char *why)
{
    int64_t was = rec->deleted_at;
    struct record_set subs;

    rec->deleted_at = at;
    if (at == 0) /* before its sub-records: they ask for a parent that stands */
        TRY(record_write(cx, rec, &(struct record_change){.what = "restore", .why = why, .no_checks = true}));
    for (unsigned i = 0; i < rec->kind->n_fields; i++) {
        if (rec->kind->fields[i].type != FT_SUB)
            continue;
        if (at != 0)
            TRY(record_sql_children(cx, rec->kind->fields[i].target, rec->id, &subs));
        else
            TRY(record_sql_children_gone(cx, rec->kind->fields[i].target, rec->id, was, &subs));
        for (size_t n = 0; n < subs.n; n++)
            TRY(set_deleted(cx, subs.at[n], at, why));
    }
    return at == 0 ? OK : record_write(cx, rec, &(struct record_change){.what = "delete", .why = why,
                                                                        .no_checks = true});
}

static enum status write_deleted(struct ctx *cx, struct record *rec, int64_t at, const char *why)
{
    bool inside = db_in_transaction(cx->db);
    int64_t before = rec->deleted_at;

    TRY(db_begin(cx));
    enum status st = set_deleted(cx, rec, at, why);
    if (st == OK)
        st = db_commit(cx);
    if (st != OK)
        rec->deleted_at = before;
    if (st != OK && !inside)
        db_rollback(cx);
    return st;
}

enum status record_take_back(struct ctx *cx, struct record *rec, const char *why)
{
    return write_deleted(cx, rec, ctx_now(cx), why);
}

enum status record_delete(struct ctx *cx, struct record *rec, const char *why)
{
    if (rec->deleted_at != 0)
        return OK;
    TRY(access_record(cx, rec, RIGHT_DELETE));
    return write_deleted(cx, rec, ctx_now(cx), why);
}

/* Not without its owner: nobody would find it. */
static enum status check_owner(struct ctx *cx, const struct record *rec)
{
    const struct kind *k = rec->parent_kind == NULL ? NULL : kind_find(rec->parent_kind);
    struct record *owner;

    if (k == NULL)
        return OK;
    TRY(record_sql_head(cx, k, rec->parent_id, &owner));
    return owner->deleted_at == 0 ? OK : ctx_problem(cx, "", "problem.owner_deleted", NULL);
}

enum status record_restore(struct ctx *cx, struct record *rec, const char *why)
{
    if (rec->deleted_at == 0)
        return OK;
    record_memo_end(cx);
    TRY(access_record(cx, rec, RIGHT_DELETE));
    TRY(bin_check(cx, rec));
    TRY(check_owner(cx, rec));
    return write_deleted(cx, rec, 0, why);
}
