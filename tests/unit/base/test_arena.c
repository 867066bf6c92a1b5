/* Promises run last first and only when filled; the ceiling leaves through the exhausted function; rewinding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

#include <string.h>

static char order[8];
static int n_order;

static void note(void *p)
{
    order[n_order++] = *(char *)p;
}

static void promises(void **state)
{
    struct arena *a = arena_new(1 << 20, NULL, NULL);
    char x = 'x', y = 'y', z = 'z';
    (void)state;
    *arena_defer(a, note) = &x;
    (void)arena_defer(a, note); /* never filled */
    struct arena_mark m = arena_mark(a);
    *arena_defer(a, note) = &y;
    arena_rewind(a, m);
    *arena_defer(a, note) = &z;
    arena_free(a);
    assert_int_equal(n_order, 3);
    assert_memory_equal(order, "yzx", 3);
}

static jmp_buf edge;
_Noreturn static void out(void *arg)
{
    (void)arg;
    longjmp(edge, 1);
}

static void the_ceiling(void **state)
{
    struct arena *a = arena_new(64 * 1024, out, NULL);
    volatile int blocks = 0;
    (void)state;
    if (setjmp(edge) == 0)
        for (;; blocks++)
            memset(arena_alloc(a, 1000), 1, 1000);
    assert_in_range(blocks, 40, 66);
    arena_reset(a);
    assert_non_null(arena_alloc(a, 1000));
    arena_free(a);
}

static void growing(void **state)
{
    struct arena *a = arena_new(1 << 20, NULL, NULL);
    struct {
        VEC(int);
    } v = {0};
    struct buf b;
    (void)state;
    for (int i = 0; i < 1000; i++)
        vec_push(a, &v, i);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v.at[i], i);
    buf_init(&b, a, 10);
    buf_add_c(&b, "12345");
    assert_int_equal(buf_status(&b), OK);
    buf_printf(&b, "%d", 678901);
    assert_int_equal(buf_status(&b), E_TOOBIG);
    assert_string_equal(b.p, "12345");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(promises), cmocka_unit_test(the_ceiling), cmocka_unit_test(growing)};
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
