/* Files of records: kept once by their bytes, named cleanly, refused where there is a secret, found only by who may read. */
#include "kit.h"

#include "platform/crypto.h"
#include "platform/file.h"
#include "register/attach.h"

static char folder[] = "/tmp/chancery-files-XXXXXX";

static void keep_and_give(void **state)
{
    struct record *rec = kit_house_new("files", NULL, NULL), *back;
    struct attachment *list, one;
    struct str bytes;
    int64_t a, b;
    size_t n;

    (void)state;
    KIT_OK(attach_add(&kit_cx, rec, "plan", "..\\..\\báo cáo.pdf", "application/pdf", STR("%PDF one"), &a));
    KIT_OK(attach_add(&kit_cx, rec, "plan", "/etc/passwd", "text/plain", STR("%PDF one"), &b));
    KIT_OK(attach_list(&kit_cx, rec, &list, &n));
    assert_int_equal(n, 2);
    assert_string_equal(list[0].name, "báo cáo.pdf");
    assert_string_equal(list[1].name, "passwd");
    assert_string_equal(list[0].sha256, list[1].sha256); /* the same bytes are one file */
    KIT_OK(record_load(&kit_cx, NULL, rec->id, &back));
    assert_string_equal(record_get(back, "plan"), arena_printf(kit_cx.mem, "%lld %lld", (long long)a, (long long)b));
    KIT_OK(attach_get(&kit_cx, a, &one, &bytes));
    assert_true(str_is(bytes, "%PDF one"));
    KIT_OK(attach_remove(&kit_cx, back, a));
    assert_string_equal(record_get(back, "plan"), arena_printf(kit_cx.mem, "%lld", (long long)b));
    KIT_IS(attach_get(&kit_cx, a, &one, &bytes), E_NOTFOUND);
    kit_person(4, ROLE_CLERK, 0); /* may not read the record */
    KIT_IS(attach_get(&kit_cx, b, &one, &bytes), E_NOTFOUND);
}

static void refuse(void **state)
{
    struct record *rec = kit_house_new("secret", NULL, NULL);
    int64_t id;

    (void)state;
    KIT_IS(attach_add(&kit_cx, rec, "name", "x", "text/plain", STR("x"), &id), E_INVALID); /* no field for files */
    ctx_clear(&kit_cx);
    KIT_IS(attach_add(&kit_cx, rec, "plan", "x", "text/plain", STR(""), &id), E_INVALID);
    ctx_clear(&kit_cx);
    record_set(&kit_cx, rec, "classification", "secret_ref");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    KIT_IS(attach_add(&kit_cx, rec, "plan", "x", "text/plain", STR("x"), &id), E_INVALID);
    assert_true(kit_problem("plan", "problem.secret"));
}

static void notice_changed_bytes(void **state)
{
    const char *sha256;
    struct str bytes;

    (void)state;
    KIT_OK(attach_store(&kit_cx, STR("as it was"), &sha256));
    KIT_OK(attach_read(&kit_cx, sha256, &bytes));
    KIT_OK(file_write(&kit_cx, attach_path(&kit_cx, sha256), STR("as someone made it")));
    KIT_IS(attach_read(&kit_cx, sha256, &bytes), E_IO);
    ctx_clear(&kit_cx);
    KIT_IS(attach_read(&kit_cx, "../../etc/passwd", &bytes), E_NOTFOUND);
}

static int load(void **state)
{
    assert_non_null(mkdtemp(folder));
    attach_set_folder(folder);
    return kit_open(state);
}

static int drop(void **state)
{
    char command[200];

    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0 || kit_close(state) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup(keep_and_give, kit_clear),
                                       cmocka_unit_test_setup(refuse, kit_clear),
                                       cmocka_unit_test_setup(notice_changed_bytes, kit_clear)};
    kit_used();
    return cmocka_run_group_tests_name("attach", tests, load, drop);
}
