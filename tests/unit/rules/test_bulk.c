/* One change to many records: what the dry run says, what the commit writes, what the undo gives back; who saved
   meanwhile is left alone; nobody reaches what he may not change. */
#include "../register/kit.h"

#include "rules/bulk.h"
#include "rules/check.h"

static struct bulk_job *job;

static int load(void **state)
{
    static const struct record_hooks hooks = {.check = check_record};

    if (kit_open(state) != 0)
        return -1;
    record_install_hooks(&hooks);
    return 0;
}

static int drop(void **state)
{
    record_install_hooks(NULL);
    return kit_close(state);
}

static struct list_query *asked(const char *params)
{
    struct list_query *q;

    KIT_OK(list_parse(&kit_cx, kit_kind("house"), str_of(params), &q));
    return q;
}

/* Houses of one name, with so many floors each. */
static void build(const char *name, int n, const int *floors)
{
    for (int i = 0; i < n; i++)
        kit_house_new(name, "2026-01-01", arena_printf(kit_cx.mem, "%d", floors[i]));
}

static struct record *first(const char *params)
{
    struct list_page p;
    struct record *rec;

    KIT_OK(list_run(&kit_cx, asked(params), &p));
    assert_true(p.n > 0);
    KIT_OK(record_load(&kit_cx, kit_kind("house"), p.rows[0]->id, &rec));
    return rec;
}

static void counts(int64_t change, int64_t same, int64_t refused)
{
    assert_int_equal(job->n.change, change);
    assert_int_equal(job->n.same, same);
    assert_int_equal(job->n.refused, refused);
}

static void tried(enum bulk_action action, const char *move, const char *field, const char *value, const char *reason)
{
    struct lifecycle_value v = {field, value};

    KIT_OK(bulk_try(&kit_cx, job, &(struct bulk_plan){action, move, &v, field != NULL, reason}));
}

static void fields(void **state)
{
    static const int floors[] = {1, 2, 3, 4};
    struct bulk_row *rows;
    struct history_change *c;
    struct record *rec;
    size_t n;

    (void)state;
    kit_person(5, ROLE_OFF, 1);
    build("Phố A", 4, floors);
    kit_person(9, ROLE_OFF, 2); /* of another organisation: not seen, not reached */
    build("Phố A", 1, floors);
    kit_person(5, ROLE_OFF, 1);
    KIT_OK(bulk_choose(&kit_cx, asked("name=Ph%E1%BB%91+A&sort=floors&per=2&page=2"), NULL, 0, &job));
    assert_int_equal(job->n.total, 4);
    tried(BULK_SET, NULL, "floors", "4", NULL);
    counts(3, 1, 0);
    KIT_OK(bulk_rows(&kit_cx, job, "change", 1, 50, &rows, &n));
    assert_int_equal(n, 3);
    KIT_OK(bulk_changes(&kit_cx, job, &rows[0], &rec, &c, &n));
    assert_int_equal(n, 1);
    assert_string_equal(c[0].before, "1");
    assert_string_equal(c[0].after, "4");
    assert_int_equal(first("name=Ph%E1%BB%91+A&sort=floors")->version, 1); /* nothing is written yet */
    rec = first("name=Ph%E1%BB%91+A&sort=-floors&floors.to=3"); /* 3 floors: somebody saves meanwhile */
    record_set(&kit_cx, rec, "story", "meanwhile");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    KIT_OK(bulk_commit(&kit_cx, job));
    assert_int_equal(job->n.changed, 2);
    assert_int_equal(job->n.newer, 1);
    KIT_IS(bulk_commit(&kit_cx, job), E_STATE);
    kit_clear(state);
    kit_person(5, ROLE_OFF, 1);
    assert_string_equal(record_get(first("name=Ph%E1%BB%91+A&floors.to=3"), "story"), "meanwhile");
    KIT_OK(bulk_rows(&kit_cx, job, "changed", 1, 50, &rows, &n));
    struct history_row *h;
    size_t n_h;
    KIT_OK(history_of(&kit_cx, rows[0].record_id, false, 10, &h, &n_h));
    assert_int_equal(n_h, 2);
    assert_string_equal(h[0].why, arena_printf(kit_cx.mem, "bulk %lld", (long long)job->id));
    KIT_OK(record_load(&kit_cx, kit_kind("house"), rows[1].record_id, &rec)); /* saved after: the undo leaves it */
    record_set(&kit_cx, rec, "floors", "7");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    KIT_OK(bulk_undo(&kit_cx, job));
    assert_int_equal(job->n.undone, 1);
    assert_int_equal(job->n.kept, 1);
    KIT_OK(record_load(&kit_cx, kit_kind("house"), rows[0].record_id, &rec));
    assert_string_equal(record_get(rec, "floors"), "1");
    KIT_OK(record_load(&kit_cx, kit_kind("house"), rows[1].record_id, &rec));
    assert_string_equal(record_get(rec, "floors"), "7");
    KIT_IS(bulk_undo(&kit_cx, job), E_STATE);
    kit_clear(state);
    kit_person(9, ROLE_OFF, 1); /* another's job is none of his business */
    struct bulk_job *other;
    KIT_IS(bulk_load(&kit_cx, job->id, &other), E_NOTFOUND);
}

static void refusals(void **state)
{
    static const int floors[] = {1, 2};
    struct lifecycle_value v = {"floors", "x"};
    struct bulk_row *rows;
    struct record *rec;
    size_t n;

    (void)state;
    kit_person(5, ROLE_OFF, 1);
    build("Phố B", 2, floors);
    KIT_OK(bulk_choose(&kit_cx, asked("name=Ph%E1%BB%91+B&sort=floors"), NULL, 0, &job));
    tried(BULK_SET, NULL, "floors", "150", NULL); /* C1 holds up to 100 */
    counts(0, 0, 2);
    KIT_OK(bulk_rows(&kit_cx, job, "refused", 1, 50, &rows, &n));
    assert_string_equal(rows[0].problems->field, "floors");
    KIT_IS(bulk_try(&kit_cx, job, &(struct bulk_plan){BULK_SET, NULL, &v, 1, NULL}), E_INVALID);
    assert_true(kit_problem("floors", "problem.not_integer"));
    ctx_clear(&kit_cx);
    v = (struct lifecycle_value){"n_rooms", "3"}; /* the program's own, no field, a column of the engine */
    KIT_IS(bulk_try(&kit_cx, job, &(struct bulk_plan){BULK_SET, NULL, &v, 1, NULL}), E_INVALID);
    ctx_clear(&kit_cx);
    v.field = "org";
    KIT_IS(bulk_try(&kit_cx, job, &(struct bulk_plan){BULK_SET, NULL, &v, 1, NULL}), E_INVALID);
    ctx_clear(&kit_cx);
    rec = first("name=Ph%E1%BB%91+B&sort=floors");
    record_set(&kit_cx, rec, "owner", "Hoa");
    KIT_OK(record_save(&kit_cx, rec, NULL)); /* a masked value is not changed unseen */
    tried(BULK_SET, NULL, "owner", "Lan", NULL);
    counts(1, 0, 1);
    v = (struct lifecycle_value){"abbr", "X"}; /* unique: only one of them can have it, as the commit finds */
    KIT_OK(bulk_try(&kit_cx, job, &(struct bulk_plan){BULK_SET, NULL, &v, 1, NULL}));
    counts(2, 0, 0);
    KIT_OK(bulk_commit(&kit_cx, job));
    assert_int_equal(job->n.changed, 1);
    assert_int_equal(job->n.refused, 1);
    kit_person(6, ROLE_AUDITOR, 0);
    KIT_IS(bulk_choose(&kit_cx, asked("name=Ph%E1%BB%91+B"), NULL, 0, &job), E_DENIED);
    kit_clear(state);
    kit_person(5, ROLE_OFF, 1);
    KIT_IS(bulk_choose(&kit_cx, asked("name=nowhere"), NULL, 0, &job), E_INVALID);
}

static void moves(void **state)
{
    static const int floors[] = {0, 1, 2};
    struct bulk_row *rows;
    struct record *rec;
    size_t n;

    (void)state;
    kit_person(5, ROLE_OFF, 1);
    build("Phố C", 3, floors);
    KIT_OK(bulk_choose(&kit_cx, asked("name=Ph%E1%BB%91+C&sort=floors"), NULL, 0, &job));
    tried(BULK_MOVE, "build", NULL, NULL, NULL);
    counts(2, 0, 1); /* without floors the guard says no */
    KIT_OK(bulk_rows(&kit_cx, job, "refused", 1, 50, &rows, &n));
    assert_string_equal(rows[0].problems->key, "problem.guard");
    tried(BULK_MOVE, "build", "story", "Together", NULL);
    KIT_OK(bulk_commit(&kit_cx, job));
    assert_int_equal(job->n.changed, 2);
    rec = first("name=Ph%E1%BB%91+C&state=standing");
    assert_string_equal(record_get(rec, "story"), "Together");
    assert_string_equal(record_get(rec, "built"), "2026-01-01");
    KIT_OK(bulk_undo(&kit_cx, job)); /* this move has no undo: all is kept, and says so */
    assert_int_equal(job->n.kept, 2);
    KIT_OK(bulk_rows(&kit_cx, job, "kept", 1, 50, &rows, &n));
    assert_string_equal(rows[0].problems->key, "problem.undo");
    kit_person(7, ROLE_HEAD, 1);
    KIT_OK(bulk_choose(&kit_cx, asked("name=Ph%E1%BB%91+C&sort=floors"), NULL, 0, &job));
    tried(BULK_MOVE, "tear", NULL, NULL, NULL); /* asks for a reason */
    counts(0, 0, 3);
    tried(BULK_MOVE, "tear", NULL, NULL, "flood");
    counts(3, 0, 0);
    KIT_OK(bulk_commit(&kit_cx, job));
    assert_int_equal(job->n.changed, 3);
    KIT_OK(bulk_choose(&kit_cx, asked("name=Ph%E1%BB%91+C"), NULL, 0, &job));
    tried(BULK_SET, NULL, "floors", "9", NULL); /* final: only with a reason */
    counts(0, 0, 3);
    tried(BULK_SET, NULL, "floors", "9", "counted again");
    counts(3, 0, 0);
}

static void deletions(void **state)
{
    static const int floors[] = {1, 2};
    struct record *rec, *room;
    struct record_set rooms;
    int64_t ids[3];

    (void)state;
    kit_person(7, ROLE_HEAD, 1);
    build("Phố D", 2, floors);
    rec = first("name=Ph%E1%BB%91+D&sort=floors");
    room = record_new_sub(&kit_cx, kit_kind("room"), rec);
    record_set(&kit_cx, room, "called", "hall");
    KIT_OK(record_save(&kit_cx, room, NULL));
    ids[0] = rec->id;
    ids[1] = first("name=Ph%E1%BB%91+D&sort=-floors")->id;
    ids[2] = 99999999; /* none */
    kit_person(5, ROLE_OFF, 1);
    KIT_OK(bulk_choose(&kit_cx, asked(""), ids, 3, &job));
    assert_int_equal(job->n.total, 2);
    tried(BULK_DELETE, NULL, NULL, NULL, NULL);
    counts(0, 0, 2);
    kit_person(7, ROLE_HEAD, 1);
    KIT_OK(bulk_choose(&kit_cx, asked(""), ids, 3, &job));
    tried(BULK_DELETE, NULL, NULL, NULL, NULL);
    counts(2, 0, 0);
    KIT_OK(bulk_commit(&kit_cx, job));
    assert_int_equal(job->n.changed, 2);
    KIT_OK(bulk_undo(&kit_cx, job));
    assert_int_equal(job->n.undone, 2);
    KIT_OK(record_children(&kit_cx, first("name=Ph%E1%BB%91+D&sort=floors"), "rooms", &rooms));
    assert_int_equal(rooms.n, 1);
    KIT_OK(bulk_choose(&kit_cx, asked(""), ids, 2, &job));
    tried(BULK_RESTORE, NULL, NULL, NULL, NULL);
    counts(0, 2, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(fields, kit_clear), cmocka_unit_test_setup(refusals, kit_clear),
        cmocka_unit_test_setup(moves, kit_clear), cmocka_unit_test_setup(deletions, kit_clear),
    };
    kit_used();
    return cmocka_run_group_tests(tests, load, drop);
}
