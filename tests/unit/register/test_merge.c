/* Two records become one: values, links single and several, sub-records, comments, watchers, the address; who may not. */
#include "kit.h"
#include "register/comment.h"
#include "register/merge.h"
#include "register/watch.h"

static struct record *fresh(int64_t id)
{
    struct record *rec;

    KIT_OK(record_load(&kit_cx, NULL, id, &rec));
    return rec;
}

static void set(struct record *rec, const char *field, const char *value)
{
    record_set(&kit_cx, rec, field, value);
    KIT_OK(record_save(&kit_cx, rec, NULL));
}

static const char *ids(const struct record *a, const struct record *b)
{
    return b == NULL ? arena_printf(kit_cx.mem, "%lld", (long long)a->id)
                     : arena_printf(kit_cx.mem, "%lld %lld", (long long)a->id, (long long)b->id);
}

static int64_t count(const char *sql, int64_t id)
{
    struct db_param p = db_i(id);
    struct rows *r;

    KIT_OK(db_one_(&kit_cx, &r, str_of(sql), 1, &p));
    return rows_int(r, "n");
}

static void merge(int64_t kept, int64_t gone, const char *take)
{
    struct merge m;

    KIT_OK(merge_begin(&kit_cx, kit_kind("house"), kept, gone, &m));
    if (take != NULL)
        m.pick[kind_field(m.kept->kind, take)->index] = MERGE_GONE;
    KIT_OK(merge_run(&kit_cx, &m, m.kept->version, m.gone->version, "twins"));
}

static void values(void **state)
{
    struct record *a = kit_house_new("A", NULL, "1"), *b = kit_house_new("B", "2001-02-03", "2");
    struct merge m;

    (void)state;
    set(a, "paints", "green");
    record_set(&kit_cx, b, "abbr", "BB");
    set(b, "paints", "red");
    KIT_OK(merge_begin(&kit_cx, a->kind, a->id, b->id, &m));
    assert_true(merge_asks(&kit_cx, &m, kind_field(a->kind, "name")));
    assert_false(merge_asks(&kit_cx, &m, kind_field(a->kind, "area")));
    assert_false(merge_asks(&kit_cx, &m, kind_field(a->kind, "n_rooms")));
    m.pick[kind_field(a->kind, "paints")->index] = MERGE_BOTH;
    m.pick[kind_field(a->kind, "floors")->index] = MERGE_GONE;
    KIT_OK(merge_run(&kit_cx, &m, m.kept->version, m.gone->version, NULL));
    a = fresh(a->id);
    assert_string_equal(record_get(a, "name"), "A");
    assert_string_equal(record_get(a, "built"), "2001-02-03"); /* filled where it was empty */
    assert_string_equal(record_get(a, "abbr"), "BB");          /* unique: the other one is gone by then */
    assert_string_equal(record_get(a, "floors"), "2");
    assert_string_equal(record_get(a, "paints"), "red green"); /* in the order of the list */
    assert_true(fresh(b->id)->deleted_at != 0);
}

static void what_hangs_on_it(void **state)
{
    struct record *a = kit_house_new("C", NULL, NULL), *b = kit_house_new("D", NULL, NULL);
    struct record *one = kit_house_new("E", NULL, NULL), *several = kit_house_new("F", NULL, NULL);
    struct record *deleted = kit_house_new("G", NULL, NULL), *room;
    int64_t id, told;

    (void)state;
    room = record_new_sub(&kit_cx, kit_kind("room"), b);
    set(room, "called", "hall");
    b = fresh(b->id);
    set(b, "others", ids(a, one));
    set(a, "next", ids(b, NULL));
    set(one, "next", ids(b, NULL));
    set(several, "others", ids(a, b));
    set(deleted, "next", ids(b, NULL));
    KIT_OK(record_delete(&kit_cx, deleted, NULL));
    KIT_OK(db_exec(&kit_cx, NULL, "INSERT INTO account (id, login, name, created_at, updated_at) VALUES (7, 'w', 'W', 0, 0)"));
    kit_cx.who.user_id = 7;
    KIT_OK(comment_add(&kit_cx, b, STR("is this not C?"), &id, &told));
    kit_system();
    merge(a->id, b->id, "others");
    a = fresh(a->id);
    assert_null(record_get(a, "next")); /* nobody is his own next */
    assert_string_equal(record_get(a, "others"), ids(one, NULL));
    assert_string_equal(record_get(a, "n_rooms"), "1");
    assert_int_equal(fresh(room->id)->parent_id, a->id);
    assert_string_equal(record_get(fresh(one->id), "next"), ids(a, NULL));
    assert_string_equal(record_get(fresh(several->id), "others"), ids(a, NULL));
    assert_string_equal(record_get(fresh(deleted->id), "next"), ids(a, NULL));
    assert_int_equal(count("SELECT COUNT(*) AS n FROM link WHERE to_id = ?", b->id), 0);
    assert_int_equal(count("SELECT COUNT(*) AS n FROM comment WHERE record_id = ?", a->id), 1);
    assert_int_equal(count("SELECT COUNT(*) AS n FROM watch WHERE record_id = ?", a->id), 1);
    assert_int_equal(count("SELECT COUNT(*) AS n FROM history WHERE what = 'merge' AND record_id = ?", a->id), 1);
    assert_int_equal(count("SELECT COUNT(*) AS n FROM history WHERE what = 'merge' AND record_id = ?", b->id), 1);
    assert_int_equal(count("SELECT COUNT(*) AS n FROM history WHERE version IS NOT NULL AND record_id = ?", one->id),
                     fresh(one->id)->version);
}

static void refused(void **state)
{
    struct record *a = kit_house_new("H", NULL, "1"), *b = kit_house_new("I", NULL, "2"), *own;
    struct merge m;

    (void)state;
    KIT_IS(merge_begin(&kit_cx, a->kind, a->id, a->id, &m), E_INVALID);
    assert_true(kit_problem("with", "problem.merge_same"));
    kit_clear(NULL);
    KIT_OK(merge_begin(&kit_cx, a->kind, a->id, b->id, &m));
    KIT_IS(merge_run(&kit_cx, &m, m.kept->version, m.gone->version + 1, NULL), E_CONFLICT);
    assert_int_equal(fresh(b->id)->deleted_at, 0);
    assert_int_equal(fresh(a->id)->version, 1);
    kit_clear(NULL);
    own = record_new(&kit_cx, a->kind); /* a record that belongs to b */
    record_set(&kit_cx, own, "name", "J");
    own->org_id = b->id;
    KIT_OK(record_save(&kit_cx, own, NULL));
    KIT_IS(merge_begin(&kit_cx, a->kind, a->id, b->id, &m), E_INVALID);
    assert_true(kit_problem("", "problem.merge_owner"));
}

static void concluded(void **state)
{
    struct record *a = kit_house_new("K", NULL, "1"), *b = kit_house_new("L", NULL, "2");
    struct merge m;

    (void)state;
    b->state = "torn";
    KIT_OK(record_write(&kit_cx, b, &(struct record_change){.what = "move", .move = "tear", .no_checks = true}));
    KIT_OK(merge_begin(&kit_cx, a->kind, a->id, b->id, &m));
    assert_true(merge_is_weighty(m.gone));
    kit_cx.who.roles = ROLE_BIT(ROLE_OFF);
    KIT_IS(merge_run(&kit_cx, &m, m.kept->version, m.gone->version, "so"), E_STATE);
    kit_clear(NULL);
    kit_cx.who.roles = ROLE_BIT(ROLE_HEAD);
    KIT_IS(merge_run(&kit_cx, &m, m.kept->version, m.gone->version, ""), E_INVALID);
    assert_true(kit_problem("reason", "problem.merge_reason"));
    ctx_clear(&kit_cx);
    KIT_OK(merge_run(&kit_cx, &m, m.kept->version, m.gone->version, "entered twice"));
}

/* Merged, restored, merged the other way round: the addresses lead somewhere, not in a circle. */
static void there_and_back(void **state)
{
    struct record *a = kit_house_new("M", NULL, NULL), *b = kit_house_new("N", NULL, NULL);
    struct record *c = kit_house_new("O", NULL, NULL);
    int64_t to;

    (void)state;
    KIT_IS(merge_target(&kit_cx, a->id, &to), E_NOTFOUND);
    merge(a->id, b->id, NULL);
    KIT_OK(merge_target(&kit_cx, b->id, &to));
    assert_int_equal(to, a->id);
    KIT_OK(record_restore(&kit_cx, fresh(b->id), NULL));
    merge(b->id, a->id, NULL);
    KIT_OK(merge_target(&kit_cx, a->id, &to));
    assert_int_equal(to, b->id);
    merge(c->id, b->id, NULL);
    KIT_OK(merge_target(&kit_cx, a->id, &to));
    assert_int_equal(to, c->id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(values, kit_clear),    cmocka_unit_test_setup(what_hangs_on_it, kit_clear),
        cmocka_unit_test_setup(refused, kit_clear),   cmocka_unit_test_setup(concluded, kit_clear),
        cmocka_unit_test_setup(there_and_back, kit_clear),
    };

    kit_used();
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
