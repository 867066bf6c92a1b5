/* Alignment: one to one, merged, split, dropped and added pieces; nothing at all; every piece in one pair. */
#include "unit.h"

#include "text/align.h"

static struct align_item item(size_t length, const uint32_t *anchors, size_t n)
{
    return (struct align_item){length, 0, anchors, n};
}

static const uint32_t one[] = {2, 4}, two[] = {6, 8}, three[] = {10, 12}, four[] = {14}, both[] = {2, 4, 6, 8};

static void check(struct ctx *cx, const struct align_item *a, size_t n_a, const struct align_item *b, size_t n_b,
                  const char *want)
{
    struct align_pairs p;
    char got[64] = "";
    size_t at_a = 0, at_b = 0, n = 0;

    assert_int_equal(align_run(cx, a, n_a, b, n_b, 1.0, &p), OK);
    for (size_t i = 0; i < p.n; i++) {
        assert_int_equal(p.at[i].a, at_a);
        assert_int_equal(p.at[i].b, at_b);
        at_a += p.at[i].n_a;
        at_b += p.at[i].n_b;
        got[n++] = (char)('0' + p.at[i].n_a);
        got[n++] = (char)('0' + p.at[i].n_b);
        got[n++] = ' ';
    }
    assert_true(at_a == n_a && at_b == n_b);
    assert_string_equal(got, want);
}

static void shapes(void **state)
{
    struct ctx *cx = *state;
    struct align_item a[] = {item(80, one, 2), item(70, two, 2), item(90, three, 2)};
    struct align_item merged[] = {item(150, both, 4), item(90, three, 2)};
    struct align_item dropped[] = {item(80, one, 2), item(90, three, 2)};
    struct align_item added[] = {item(80, one, 2), item(60, four, 1), item(70, two, 2), item(90, three, 2)};

    check(cx, a, 3, a, 3, "11 11 11 ");
    check(cx, a, 3, merged, 2, "21 11 ");
    check(cx, merged, 2, a, 3, "12 11 ");
    check(cx, a, 3, dropped, 2, "11 10 11 ");
    check(cx, a, 3, added, 4, "11 01 11 11 ");
    check(cx, a, 3, a, 0, "10 10 10 ");
    check(cx, a, 0, a, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(shapes)};
    return cmocka_run_group_tests_name("align", tests, NULL, NULL);
}
