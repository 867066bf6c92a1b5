/* Leases: one holder at a time; a holder whose process is gone loses it at once, one that lives or cannot be seen only when its time is over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/db.h"
#include "platform/lease.h"

static struct arena *mem;
static struct ctx cx;

static int open_db(void **state)
{
    struct db *db;

    mem = arena_new(16U << 20, NULL, NULL);
    ctx_init(&cx, mem, NULL);
    cx.fixed_now = 1790000000;
    assert_int_equal(db_open(&cx, "sqlite::memory:", &db), OK);
    cx.db = db;
    assert_int_equal(db_script(&cx, STR("CREATE TABLE job (name TEXT PRIMARY KEY, holder TEXT, until INTEGER NOT NULL DEFAULT 0,"
                                        " next_at INTEGER NOT NULL DEFAULT 0, started_at INTEGER, ended_at INTEGER, result TEXT,"
                                        " failures INTEGER NOT NULL DEFAULT 0)")), OK);
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

static bool takes(const char *holder)
{
    struct lease l;
    bool mine = false;

    assert_int_equal(lease_take(&cx, "recount", holder, false, &l, &mine), OK);
    return mine;
}

/* The holder's words of a child that lives until it is killed. */
static pid_t child(const char **ret_holder)
{
    int ends[2];
    char text[256];

    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        const char *h = lease_holder(&cx);
        _exit(write(ends[1], h, strlen(h)) < 0 || pause());
    }
    ssize_t n = read(ends[0], text, sizeof text - 1);
    assert_true(n > 0);
    *ret_holder = arena_strndup(mem, text, (size_t)n);
    (void)close(ends[0]);
    (void)close(ends[1]);
    return pid;
}

static void the_dead_lose_it_at_once(void **state)
{
    const char *theirs, *me = lease_holder(&cx);
    pid_t pid = child(&theirs);
    (void)state;

    assert_true(takes(theirs));
    assert_false(takes(me)); /* it lives */
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
    assert_true(lease_is_dead(&cx, theirs));
    assert_true(takes(me));
    assert_false(takes(theirs)); /* and now we have it */
}

static void whom_nobody_can_see_keeps_it(void **state)
{
    const char *me = lease_holder(&cx), *far = arena_strdup(mem, me);
    (void)state;

    assert_false(lease_is_dead(&cx, me));
    *(char *)(uintptr_t)far = *far == '0' ? '1' : '0'; /* another boot, or another machine */
    assert_false(lease_is_dead(&cx, far));
    assert_false(lease_is_dead(&cx, ""));
    assert_false(lease_is_dead(&cx, "?:1:1:x"));
    assert_true(takes(far));
    assert_false(takes(me));
    cx.fixed_now += LEASE_S + 1;
    assert_true(takes(me));
}

static void a_number_given_again_is_another_process(void **state)
{
    const char *me = lease_holder(&cx), *pid = strchr(me, ':'), *tick = strchr(pid + 1, ':');
    (void)state;

    assert_true(lease_is_dead(&cx, arena_printf(mem, "%.*s:1%s", (int)(tick - me), me, strchr(tick + 1, ':'))));
    assert_false(lease_is_dead(&cx, arena_printf(mem, "%.*s:0:x", (int)(tick - me), me))); /* its begin was not known */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_dead_lose_it_at_once, open_db, close_db),
        cmocka_unit_test_setup_teardown(whom_nobody_can_see_keeps_it, open_db, close_db),
        cmocka_unit_test_setup_teardown(a_number_given_again_is_another_process, open_db, close_db),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
