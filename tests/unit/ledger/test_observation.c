/* What a person does with a figure: each step is an event, nothing published is overwritten, states hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/observation_store.h"
#include "platform/data.h"
#include "platform/db.h"

static struct arena *mem;
static struct ctx cx;

static int64_t add(const char *indicator, const char *value)
{
    struct observation o = {.indicator = indicator, .indicator_version = 1, .kind = OBSERVATION_FLOW, .cls = "cardinal",
        .period = "2025", .period_implied = true, .printed = value, .lang = "vi", .block = -1};

    assert_int_equal(observation_next_id(&cx, &o.id), OK);
    assert_int_equal(decimal_parse(str_of(value), &o.value.low), OK);
    o.value = interval_above(o.value.low, true);
    assert_int_equal(observation_add(&cx, &o, OBSERVATION_SPOTTER), OK);
    return o.id;
}

static struct observation get(int64_t id)
{
    struct observation o;

    assert_int_equal(observation_get(&cx, id, &o), OK);
    return o;
}

static void what_is_stored_comes_back(void **state)
{
    struct observation o = get(add("A", "39000000"));

    (void)state;
    assert_string_equal(interval_text(mem, &o.value), "> 39000000");
    assert_string_equal(o.period, "2025");
    assert_true(o.period_implied);
    assert_int_equal(o.state, OBSERVATION_PROPOSED);
    assert_int_equal(o.origin, OBSERVATION_PUBLISHED);
    assert_int_equal(observation_get(&cx, 4711, &o), E_NOTFOUND);
}

static void steps_and_their_events(void **state)
{
    int64_t id = add("A", "3");
    struct observation_event *at;
    size_t n;

    (void)state;
    assert_int_equal(observation_confirm(&cx, id, "checked"), OK);
    assert_int_equal(get(id).state, OBSERVATION_CONFIRMED);
    assert_false(get(id).period_implied); /* a person saw the period */
    assert_int_equal(observation_confirm(&cx, id, NULL), E_STATE);
    ctx_clear(&cx);
    db_rollback(&cx);
    assert_int_equal(observation_reopen(&cx, id), OK);
    assert_int_equal(observation_reject(&cx, id, "not ours"), OK);
    assert_int_equal(observation_confirm(&cx, 4711, NULL), E_NOTFOUND);
    ctx_clear(&cx);
    db_rollback(&cx);
    assert_int_equal(observation_events(&cx, id, &at, &n), OK);
    assert_int_equal(n, 3);
    assert_string_equal(at[0].action, "confirm");
    assert_string_equal(at[0].by_name, "Lan");
    assert_string_equal(at[0].note, "checked");
    assert_string_equal(at[2].action, "reject");
}

static void a_correction_follows(void **state)
{
    int64_t id = add("A", "3"), next;
    struct observation_change c = {.low = "4", .high = "4", .low_strict = 0, .high_strict = 0, .note = "miscount"};

    (void)state;
    assert_int_equal(observation_correct(&cx, id, &c, &next), OK);
    assert_string_equal(interval_text(mem, &(struct interval){get(id).value.has_low, get(id).value.has_high,
        get(id).value.low_strict, get(id).value.high_strict, get(id).value.low, get(id).value.high}), "> 3");
    assert_int_equal(get(id).state, OBSERVATION_REPLACED);
    struct observation o = get(next);
    assert_string_equal(interval_text(mem, &o.value), "4");
    assert_int_equal(o.origin, OBSERVATION_CORRECTED);
    assert_int_equal(o.state, OBSERVATION_CONFIRMED);
    assert_int_equal(o.replaces_id, id);
    assert_int_equal(observation_correct(&cx, id, &c, &next), E_STATE); /* already followed */
    ctx_clear(&cx);
    db_rollback(&cx);
}

static void bad_corrections_change_nothing(void **state)
{
    int64_t id = add("A", "3"), next;

    (void)state;
    assert_int_equal(observation_correct(&cx, id, &(struct observation_change){.low = "many", .low_strict = -1,
        .high_strict = -1}, &next), E_INVALID);
    assert_string_equal(cx.problems->field, "low");
    ctx_clear(&cx);
    db_rollback(&cx);
    assert_int_equal(observation_correct(&cx, id, &(struct observation_change){.low = "5", .high = "4",
        .low_strict = -1, .high_strict = -1}, &next), E_INVALID);
    ctx_clear(&cx);
    db_rollback(&cx);
    assert_int_equal(get(id).state, OBSERVATION_PROPOSED);
}

static int setup(void **state)
{
    struct str sql;

    (void)state;
    mem = arena_new(1 << 26, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    cx.fixed_now = 1769500800;
    cx.who = (struct who){.user_id = 7, .login = "officer", .name = "Lan"};
    if (db_open(&cx, "sqlite::memory:", &cx.db) != OK || data_file(&cx, "sql/ledger.sql", &sql) != OK)
        return -1;
    return db_script(&cx, sql) == OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    db_close(cx.db);
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_stored_comes_back),
        cmocka_unit_test(steps_and_their_events), cmocka_unit_test(a_correction_follows),
        cmocka_unit_test(bad_corrections_change_nothing)};

    return cmocka_run_group_tests(tests, setup, teardown);
}
