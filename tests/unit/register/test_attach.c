/* Files of records: kept once by their bytes, named cleanly, refused where there is a secret, found only by who may read. */
#include "kit.h"

#include "platform/crypto.h"
#include "platform/file.h"
#include "register/attach.h"
#include "register/upload.h"

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

/* One version for all that comes and goes with it; a field of one file has the new one in the place of the old one. */
static void one_version(void **state)
{
    struct record *rec = kit_house_new("together", NULL, NULL);
    const struct attach_new two[] = {{.field = "plan", .name = "a.txt", .type = "text/plain", .bytes = STR("a")},
                                     {.field = "", .name = "b.txt", .type = "text/plain", .bytes = STR("b")}};
    struct attachment *list;
    int64_t version = rec->version, ids[2];
    size_t n;

    (void)state;
    KIT_OK(attach_put(&kit_cx, rec, &(struct attach_set){.add = two, .n_add = 2}, ids));
    assert_int_equal(rec->version, version + 1);
    record_set(&kit_cx, rec, "name", "together, changed");
    KIT_OK(attach_save(&kit_cx, rec, &(struct attach_set){.add = two, .n_add = 1, .off = ids, .n_off = 2}, "why"));
    assert_int_equal(rec->version, version + 2);
    KIT_OK(attach_list(&kit_cx, rec, &list, &n));
    assert_int_equal(n, 1);
    assert_string_equal(attach_names(&kit_cx, record_get(rec, "plan")), "a.txt");
    KIT_IS(attach_remove(&kit_cx, rec, ids[0]), E_NOTFOUND); /* gone already */
    assert_string_equal(attach_names(&kit_cx, record_get(rec, "plan")), "a.txt");
    KIT_OK(attach_save(&kit_cx, rec, &(struct attach_set){0}, NULL)); /* nothing is no version */
    assert_int_equal(rec->version, version + 2);
}

static void name(void **state)
{
    static const char *const rows[][2] = {
        {"báo cáo.pdf", "báo cáo.pdf"}, {"C:\\x\\y.txt", "y.txt"}, {"../../z.txt", "z.txt"}, {"..", "file"}, {"", "file"},
        {"  a b.txt ", "a b.txt"}, {"a\tb\x01\x7f.txt", "ab.txt"}, {"a\"<>|:*?.txt", "a.txt"},
        {"ba\xcc\x81o.pdf", "báo.pdf"}, {"hóa\xe2\x80\xae" "fdp.exe", "hóafdp.exe"}, {"漢字.txt", "漢字.txt"}};
    char longest[400];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(attach_name(&kit_cx, rows[i][0]), rows[i][1]);
    memset(longest, 'x', sizeof longest);
    memcpy(longest + 390, "ế.pdf", 8);
    const char *cut = attach_name(&kit_cx, longest);
    assert_int_equal(strlen(cut), 200);
    assert_string_equal(cut + 196, ".pdf"); /* what it is stays to be seen */
}

/* What waits is its owner's alone, is saved once, and goes after a day. */
static void wait_for_saving(void **state)
{
    const struct kind *k = kind_find("house");
    struct record *rec = kit_house_new("waits", NULL, NULL);
    const struct attach_new two[] = {{.field = "plan", .name = "a.txt", .type = "text/plain", .bytes = STR("waits a")},
                                     {.field = "", .name = "b.txt", .type = "text/plain", .bytes = STR("waits b")}};
    struct upload u[2], found;
    struct str bytes;
    int64_t n;

    (void)state;
    KIT_OK(db_exec(&kit_cx, NULL, "INSERT INTO account (id, login, name, created_at, updated_at) VALUES (4, 'w', 'W', 0, 0)"));
    kit_person(4, ROLE_OFF, 1);
    KIT_OK(upload_keep(&kit_cx, k, two, 2, u));
    KIT_OK(upload_find(&kit_cx, k, u[0].id, &found));
    KIT_OK(upload_read(&kit_cx, &found, &bytes));
    assert_true(str_is(bytes, "waits a"));
    kit_person(5, ROLE_OFF, 1);
    KIT_IS(upload_find(&kit_cx, k, u[0].id, &found), E_NOTFOUND);
    kit_person(4, ROLE_OFF, 1);
    const struct attach_new from = {.field = "plan", .name = "a.txt", .type = "text/plain", .upload = &u[0]};
    access_as_system(&kit_cx);
    kit_cx.who.user_id = 4;
    KIT_OK(attach_save(&kit_cx, rec, &(struct attach_set){.add = &from, .n_add = 1}, NULL));
    KIT_IS(upload_find(&kit_cx, k, u[0].id, &found), E_NOTFOUND);
    kit_cx.fixed_now = ctx_now(&kit_cx) + 86400;
    KIT_IS(upload_find(&kit_cx, k, u[1].id, &found), E_NOTFOUND);
    KIT_OK(upload_expire(&kit_cx, &n));
    assert_int_equal(n, 2);
    KIT_IS(upload_read(&kit_cx, &u[1], &bytes), E_NOTFOUND);
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
    KIT_IS(attach_add(&kit_cx, rec, "", "x.EXE", "text/plain", STR("x"), &id), E_INVALID);
    assert_true(kit_problem(ATTACH_WHOLE, "problem.file_type"));
    ctx_clear(&kit_cx);
    KIT_IS(attach_add(&kit_cx, rec, "", "x.pdf", "text/plain", STR("MZ\0\1"), &id), E_INVALID);
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
                                       cmocka_unit_test_setup(one_version, kit_clear),
                                       cmocka_unit_test_setup(name, kit_clear),
                                       cmocka_unit_test_setup(wait_for_saving, kit_clear),
                                       cmocka_unit_test_setup(refuse, kit_clear),
                                       cmocka_unit_test_setup(notice_changed_bytes, kit_clear)};
    kit_used();
    return cmocka_run_group_tests_name("attach", tests, load, drop);
}
