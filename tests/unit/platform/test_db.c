/* The database interface over SQLite: values round trip, errors end loops, transactions nest and roll back by promise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/db.h"

static struct arena *mem;
static struct ctx cx;

static int open_db(void **state)
{
    struct db *db;

    mem = arena_new(64U << 20, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    assert_int_equal(db_open(&cx, "sqlite::memory:", &db), OK);
    cx.db = db;
    assert_int_equal(db_script(&cx, STR("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, n INTEGER, day TEXT) STRICT;")), OK);
    (void)state;
    return 0;
}

static int close_db(void **state)
{
    arena_free(mem);
    db_close(cx.db);
    (void)state;
    return 0;
}

static int64_t count(void)
{
    struct rows *r;

    assert_int_equal(db_one(&cx, &r, "SELECT COUNT(*) AS n FROM t"), OK);
    return rows_int(r, "n");
}

static void values_round_trip(void **state)
{
    struct rows *r;
    int64_t changed;
    (void)state;
    assert_int_equal(db_exec(&cx, &changed, "INSERT INTO t (name, n, day) VALUES (?, ?, ?), (?, ?, ?)", db_s("Huế"),
                             db_i(-7), db_s("2026-01-12"), db_null(), db_i(1LL << 60), db_null()), OK);
    assert_int_equal(changed, 2);
    assert_int_equal(db_query(&cx, &r, "SELECT id, name, n, day FROM t ORDER BY id"), OK);
    assert_true(rows_next(r));
    assert_string_equal(rows_text(r, "name"), "Huế");
    assert_int_equal(rows_int(r, "n"), -7);
    assert_int_equal(rows_date(r, "day").d, 12);
    assert_true(rows_next(r));
    assert_null(rows_text(r, "name"));
    assert_true(rows_int(r, "n") == 1LL << 60);
    assert_false(date_is_set(rows_date(r, "day")));
    assert_false(rows_next(r));
    assert_int_equal(rows_done(r), OK);
    assert_int_equal(db_one(&cx, &r, "SELECT name FROM t WHERE id = ?", db_i(99)), E_NOTFOUND);
    assert_int_equal(db_one(&cx, &r, "SELECT fold(name) AS f FROM t WHERE n = ?", db_i(-7)), OK);
    assert_string_equal(rows_text(r, "f"), "hue");
}

static void the_same_statement_twice_at_once(void **state)
{
    struct rows *a, *b;
    (void)state;
    assert_int_equal(db_exec(&cx, NULL, "INSERT INTO t (name) VALUES ('a'), ('b')"), OK);
    assert_int_equal(db_query(&cx, &a, "SELECT name FROM t ORDER BY name"), OK);
    assert_true(rows_next(a));
    assert_int_equal(db_query(&cx, &b, "SELECT name FROM t ORDER BY name"), OK);
    assert_true(rows_next(b));
    assert_true(rows_next(a));
    assert_string_equal(rows_text(a, "name"), "b");
    assert_string_equal(rows_text(b, "name"), "a");
    assert_int_equal(rows_done(a), OK);
    assert_int_equal(rows_done(b), OK);
}

static void errors_are_statuses(void **state)
{
    struct rows *r;
    (void)state;
    assert_int_equal(db_query(&cx, &r, "SELECT nonsense FROM nowhere"), E_DB);
    assert_non_null(cx.detail);
    ctx_clear(&cx);
    assert_int_equal(db_exec(&cx, NULL, "INSERT INTO t (id) VALUES (1)"), OK);
    assert_int_equal(db_exec(&cx, NULL, "INSERT INTO t (id) VALUES (1)"), E_DB);
    ctx_clear(&cx);
    assert_int_equal(db_set_read_only(&cx, true), OK);
    assert_int_equal(db_exec(&cx, NULL, "INSERT INTO t (id) VALUES (2)"), E_DB);
    ctx_clear(&cx);
    assert_int_equal(db_set_read_only(&cx, false), OK);
    assert_int_equal(count(), 1);
}

static enum status insert_two(bool finish)
{
    TRY(db_begin(&cx));
    TRY(db_exec(&cx, NULL, "INSERT INTO t (name) VALUES ('x')"));
    TRY(db_begin(&cx)); /* nested */
    TRY(db_exec(&cx, NULL, "INSERT INTO t (name) VALUES ('y')"));
    TRY(db_commit(&cx));
    return finish ? db_commit(&cx) : E_INVALID;
}

static void transactions(void **state)
{
    (void)state;
    struct arena_mark m = arena_mark(mem);
    assert_int_equal(insert_two(false), E_INVALID);
    assert_true(db_in_transaction(cx.db));
    arena_rewind(mem, m); /* the promise rolls back */
    assert_false(db_in_transaction(cx.db));
    assert_int_equal(count(), 0);
    assert_int_equal(insert_two(true), OK);
    assert_int_equal(count(), 2);
    assert_int_equal(db_begin(&cx), OK);
    assert_int_equal(db_exec(&cx, NULL, "DELETE FROM t"), OK);
    db_rollback(&cx);
    db_rollback(&cx);
    assert_int_equal(count(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_round_trip, open_db, close_db),
        cmocka_unit_test_setup_teardown(the_same_statement_twice_at_once, open_db, close_db),
        cmocka_unit_test_setup_teardown(errors_are_statuses, open_db, close_db),
        cmocka_unit_test_setup_teardown(transactions, open_db, close_db),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
