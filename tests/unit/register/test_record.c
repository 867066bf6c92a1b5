/* Records: saving, versions, conflicts, links, sub-records, numbers, secrets, rights; the chain of the history. */
#include "kit.h"

#include "register/search.h"
#include "register/conflict.h"

static void round_trip(void **state)
{
    struct record *rec = kit_house_new("Nhà Huế", "31/12/2025", "3"), *back;
    static const char *const typed[][3] = {{"area", "1234.5", "1234.5"},
                                           {"price", "39000000 USD 2025-12-31", "39000000 USD 2025-12-31"},
                                           {"paint", "Đỏ", "red"},
                                           {"paints", "green, red", "red green"},
                                           {"place", "16.4637, 107.5909", "16.4637,107.5909"},
                                           {"seen", "2026-01-12T08:05", "2026-01-12T01:05:00Z"},
                                           {"lived_in", "có", "true"},
                                           {"story", "một\r\nhai", "một\nhai"}};

    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        record_set(&kit_cx, rec, typed[i][0], typed[i][1]);
    KIT_OK(record_save(&kit_cx, rec, "more"));
    assert_int_equal(rec->version, 2);
    KIT_OK(record_load(&kit_cx, NULL, rec->id, &back));
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        assert_string_equal(record_get(back, typed[i][0]), typed[i][2]);
    assert_string_equal(record_get(back, "built"), "2025-12-31");
    assert_string_equal(back->title, "Nhà Huế");
    assert_string_equal(back->state, "planned");
    assert_memory_equal(back->code, "HO-46-26-", 9);
    kit_cx.lang = LANG_VI;
    assert_string_equal(record_show(&kit_cx, back, kind_field(back->kind, "price")), "39.000.000 USD (31/12/2025)");
    assert_string_equal(record_show(&kit_cx, back, kind_field(back->kind, "paints")), "Đỏ, Xanh");
    assert_string_equal(record_show(&kit_cx, back, kind_field(back->kind, "seen")), "12/01/2026 08:05");
    assert_string_equal(record_show(&kit_cx, back, kind_field(back->kind, "lived_in")), "có");
    kit_cx.lang = LANG_EN;
    assert_string_equal(record_show(&kit_cx, back, kind_field(back->kind, "area")), "1,234.5");
}

static void all_problems_at_once(void **state)
{
    struct record *rec = record_new(&kit_cx, kit_kind("house"));

    (void)state;
    record_set(&kit_cx, rec, "name", "a name that is longer than twenty characters");
    record_set(&kit_cx, rec, "floors", "201");
    record_set(&kit_cx, rec, "built", "30.02.2026");
    record_set(&kit_cx, rec, "paint", "blue");
    record_set(&kit_cx, rec, "price", "12.345 USD");
    record_set(&kit_cx, rec, "nonsense", "x");
    record_set(&kit_cx, rec, "next", "999999");
    record_set(&kit_cx, rec, "n_rooms", "3");
    KIT_IS(record_save(&kit_cx, rec, NULL), E_INVALID);
    assert_true(kit_problem("name", "problem.too_long") && kit_problem("floors", "problem.too_large"));
    assert_true(kit_problem("built", "problem.not_date") && kit_problem("paint", "problem.not_in_list"));
    assert_true(kit_problem("price", "problem.too_many_places") && kit_problem("nonsense", "problem.no_field"));
    assert_true(kit_problem("next", "problem.no_record") && kit_problem("n_rooms", "problem.given_by_program"));
    assert_int_equal(rec->id, 0);
    ctx_clear(&kit_cx);
    record_set(&kit_cx, rec, "paint", "old"); /* the code has ended */
    assert_true(kit_problem("paint", "problem.ended"));
}

static void unique_values(void **state)
{
    struct record *a = kit_house_new("A", NULL, NULL), *b = kit_house_new("B", NULL, NULL);

    (void)state;
    record_set(&kit_cx, a, "abbr", "AA");
    KIT_OK(record_save(&kit_cx, a, NULL));
    record_set(&kit_cx, b, "abbr", "AA");
    KIT_IS(record_save(&kit_cx, b, NULL), E_INVALID);
    assert_true(kit_problem("abbr", "problem.taken"));
}

static void two_editors(void **state)
{
    struct record *first = kit_house_new("C", NULL, "1"), *mine, *theirs;

    (void)state;
    KIT_OK(record_load(&kit_cx, NULL, first->id, &mine));
    KIT_OK(record_load(&kit_cx, NULL, first->id, &theirs));
    record_set(&kit_cx, theirs, "floors", "2");
    KIT_OK(record_save(&kit_cx, theirs, NULL));
    record_set(&kit_cx, mine, "floors", "3");
    KIT_IS(record_save(&kit_cx, mine, NULL), E_CONFLICT);
    assert_true(kit_problem("floors", "problem.conflict"));
    assert_string_equal(kit_cx.problems->arg, "2");
    assert_int_equal(mine->version, 1);
    assert_false(db_in_transaction(kit_cx.db));
}

/* Each of the three: the other one's alone, both alike, both differently; and what only I changed is none of them. */
static void field_by_field(void **state)
{
    struct record *first = kit_house_new("F", "2020-01-02", "1"), *mine, *theirs;
    const struct conflict_field *f;
    struct conflict c;

    (void)state;
    KIT_OK(record_load(&kit_cx, NULL, first->id, &mine));
    KIT_OK(record_load(&kit_cx, NULL, first->id, &theirs));
    record_set(&kit_cx, theirs, "floors", "2");
    record_set(&kit_cx, theirs, "built", "2021-01-02");
    record_set(&kit_cx, theirs, "classification", "public");
    KIT_OK(record_save(&kit_cx, theirs, NULL));
    record_set(&kit_cx, theirs, "floors", "4");
    KIT_OK(record_save(&kit_cx, theirs, NULL));
    record_set(&kit_cx, mine, "floors", "3");
    record_set(&kit_cx, mine, "abbr", "FF");
    record_set(&kit_cx, mine, "classification", "public");
    KIT_OK(conflict_find(&kit_cx, mine, 1, &c));
    assert_int_equal(c.n, 3);
    f = conflict_of(&c, "floors");
    assert_int_equal(f->how, CONFLICT_BOTH);
    assert_string_equal(f->base, "1");
    assert_string_equal(f->mine, "3");
    assert_string_equal(f->theirs, "4");
    assert_int_equal(conflict_of(&c, "built")->how, CONFLICT_TAKEN);
    assert_int_equal(conflict_of(&c, "classification")->how, CONFLICT_SAME);
    assert_null(conflict_of(&c, "abbr"));
}

static void history_and_chain(void **state)
{
    struct record *rec = kit_house_new("D", "2020-01-02", "1");
    struct history_row *rows;
    struct history_change *changes;
    int64_t n_rows, bad;
    const char *reason;
    size_t n;

    (void)state;
    record_set(&kit_cx, rec, "floors", "2");
    record_set(&kit_cx, rec, "built", "");
    KIT_OK(record_save(&kit_cx, rec, "counted again"));
    KIT_OK(history_of(&kit_cx, rec->id, true, 0, &rows, &n));
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].why, "counted again");
    assert_string_equal(rows[1].what, "create");
    KIT_OK(history_diff(&kit_cx, rec->kind, rows[1].body, rows[0].body, &changes, &n));
    assert_int_equal(n, 2);
    assert_string_equal(changes[0].field->id, "built");
    assert_string_equal(changes[0].before, "2020-01-02");
    assert_null(changes[0].after);
    KIT_OK(history_event(&kit_cx, "login", NULL, 0, "from a test"));
    KIT_OK(history_verify(&kit_cx, &n_rows, &bad, &reason));
    assert_int_equal(bad, 0);
    KIT_OK(db_exec(&kit_cx, NULL, "UPDATE history SET why = 'nothing happened' WHERE seq = ?", db_i(rows[0].seq)));
    KIT_OK(history_verify(&kit_cx, &n_rows, &bad, &reason));
    assert_int_equal(bad, rows[0].seq);
    KIT_OK(db_exec(&kit_cx, NULL, "UPDATE history SET why = 'counted again' WHERE seq = ?", db_i(rows[0].seq)));
    KIT_OK(history_verify(&kit_cx, &n_rows, &bad, &reason));
    assert_int_equal(bad, 0);
}

static void links_both_ways(void **state)
{
    struct record *a = kit_house_new("E", NULL, NULL), *b = kit_house_new("F", NULL, NULL), *c = kit_house_new("G", NULL, NULL);
    struct record_link *links;
    size_t n;

    (void)state;
    record_set(&kit_cx, a, "next", b->code); /* by code */
    record_set(&kit_cx, a, "others", arena_printf(kit_cx.mem, "%lld, %s", (long long)b->id, c->uid));
    KIT_OK(record_save(&kit_cx, a, NULL));
    KIT_OK(record_links(&kit_cx, b, &links, &n));
    assert_int_equal(n, 2);
    assert_string_equal(links[0].field->id, "next");
    assert_string_equal(links[1].field->id, "others");
    KIT_OK(record_links(&kit_cx, c, &links, &n));
    assert_int_equal(n, 1);
    assert_string_equal(links[0].field->id, "others");
    assert_string_equal(links[0].from->title, "E");
    record_set(&kit_cx, a, "others", "");
    KIT_OK(record_save(&kit_cx, a, NULL));
    KIT_OK(record_links(&kit_cx, c, &links, &n));
    assert_int_equal(n, 0);
}

/* The deleted room of that house. */
static struct record *gone_room(int64_t house)
{
    struct rows *r;
    struct record *rec;

    KIT_OK(db_one(&kit_cx, &r, "SELECT id FROM r_room WHERE parent_id = ? AND deleted_at IS NOT NULL", db_i(house)));
    KIT_OK(record_load(&kit_cx, NULL, rows_int(r, "id"), &rec));
    return rec;
}

static void sub_records(void **state)
{
    struct record *house = kit_house_new("H", NULL, NULL), *room = record_new_sub(&kit_cx, kit_kind("room"), house), *back;
    struct record_set set;

    (void)state;
    record_set(&kit_cx, room, "called", "kitchen");
    record_set(&kit_cx, room, "size", "12.5");
    KIT_OK(record_save(&kit_cx, room, NULL));
    KIT_OK(record_children(&kit_cx, house, "rooms", &set));
    assert_int_equal(set.n, 1);
    assert_string_equal(record_get(set.at[0], "size"), "12.5");
    KIT_OK(record_load(&kit_cx, NULL, house->id, &back));
    KIT_OK(record_refresh(&kit_cx, back));
    assert_string_equal(record_get(back, "n_rooms"), "1");
    KIT_OK(record_delete(&kit_cx, back, "gone"));
    KIT_OK(record_children(&kit_cx, back, "rooms", &set));
    assert_int_equal(set.n, 0);
    KIT_IS(record_restore(&kit_cx, room = gone_room(house->id), "alone"), E_INVALID); /* its house lies in the bin */
    assert_true(kit_problem("", "problem.owner_deleted"));
    ctx_clear(&kit_cx);
    KIT_OK(record_restore(&kit_cx, back, "back again"));
    assert_int_equal(back->deleted_at, 0);
    KIT_OK(record_children(&kit_cx, back, "rooms", &set)); /* what went with it came back with it */
    assert_int_equal(set.n, 1);
}

/* Back from the bin: found by its words again, and not with a number that another one has by now. */
static void from_the_bin(void **state)
{
    struct record *a = kit_house_new("Quokka one", NULL, NULL), *b = kit_house_new("Quokka two", NULL, NULL);
    struct search_hit *hits;
    bool cut;
    size_t n;

    (void)state;
    record_set(&kit_cx, a, "abbr", "QQ");
    KIT_OK(record_save(&kit_cx, a, NULL));
    KIT_OK(record_delete(&kit_cx, a, "twice"));
    KIT_OK(search_run(&kit_cx, STR("quokka"), NULL, 10, &hits, &n, &cut));
    assert_int_equal(n, 1);
    record_set(&kit_cx, b, "abbr", "QQ");
    KIT_OK(record_save(&kit_cx, b, NULL)); /* a number in the bin is free */
    KIT_IS(record_restore(&kit_cx, a, NULL), E_INVALID);
    assert_true(kit_problem("abbr", "problem.taken_since"));
    assert_int_not_equal(a->deleted_at, 0);
    ctx_clear(&kit_cx);
    record_set(&kit_cx, b, "abbr", "");
    KIT_OK(record_save(&kit_cx, b, NULL));
    KIT_OK(record_restore(&kit_cx, a, NULL));
    KIT_OK(search_run(&kit_cx, STR("quokka"), NULL, 10, &hits, &n, &cut));
    assert_int_equal(n, 2);
}

static void rights(void **state)
{
    struct record *org = kit_house_new("Org", NULL, NULL), *other = kit_house_new("Org 2", NULL, NULL), *rec, *back;

    (void)state;
    kit_person(1, ROLE_OFF, org->id);
    rec = kit_house_new("Mine", NULL, NULL);
    KIT_IS(record_delete(&kit_cx, rec, NULL), E_DENIED);
    ctx_clear(&kit_cx);
    kit_person(2, ROLE_OFF, other->id); /* another organisation: as if it did not exist */
    KIT_IS(record_load(&kit_cx, NULL, rec->id, &back), E_NOTFOUND);
    KIT_IS(record_save(&kit_cx, rec, NULL), E_NOTFOUND);
    assert_null(record_title_of(&kit_cx, rec->id));
    ctx_clear(&kit_cx);
    kit_person(3, ROLE_AUDITOR, 0);
    KIT_OK(record_load(&kit_cx, NULL, rec->id, &back));
    KIT_IS(record_save(&kit_cx, back, NULL), E_DENIED);
    ctx_clear(&kit_cx);
    kit_cx.who.roles |= ROLE_BIT(ROLE_OFF); /* reads all, changes those of the own organisation: not by claiming it */
    kit_cx.who.org_id = other->id;
    record_set(&kit_cx, back, "org", arena_printf(kit_cx.mem, "%lld", (long long)other->id));
    KIT_IS(record_save(&kit_cx, back, NULL), E_DENIED);
    ctx_clear(&kit_cx);
    kit_person(3, ROLE_AUDITOR, 0);
    kit_cx.who.clearance = 0; /* the record is internal */
    KIT_IS(record_load(&kit_cx, NULL, rec->id, &back), E_NOTFOUND);
    kit_person(4, ROLE_CLERK, org->id); /* no grant names it */
    KIT_IS(record_load(&kit_cx, NULL, rec->id, &back), E_NOTFOUND);
}

static void personal_data(void **state)
{
    struct record *rec = kit_house_new("P", NULL, NULL), *back;
    struct list_query *q;
    struct buf out;

    (void)state;
    record_set(&kit_cx, rec, "owner", "Nguyễn Thị Ví Dụ");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    kit_person(3, ROLE_AUDITOR, 0);
    KIT_OK(record_load(&kit_cx, NULL, rec->id, &back));
    assert_string_equal(record_show(&kit_cx, back, kind_field(back->kind, "owner")), RECORD_MASK);
    buf_init(&out, kit_cx.mem, 1 << 20);
    record_json(&kit_cx, back, &out);
    KIT_OK(record_json_by_id(&kit_cx, back->kind, rec->id, &out));
    assert_null(strstr(buf_str(&out).p, "Nguyễn"));
    KIT_IS(list_parse(&kit_cx, rec->kind, STR("owner=Nguy"), &q), E_INVALID);
    assert_true(kit_problem("owner", "problem.masked"));
    ctx_clear(&kit_cx);
    kit_cx.who.personal = 1; /* the right alone shows nothing: it is asked for, see test_reveal.c */
    assert_string_equal(record_show(&kit_cx, back, kind_field(back->kind, "owner")), RECORD_MASK);
    KIT_OK(list_parse(&kit_cx, rec->kind, STR("owner=Nguy"), &q));
}

static void secrets(void **state)
{
    struct record *rec = kit_house_new("S", NULL, NULL);
    char text[300];

    rec->org_id = kit_house_new("Keeper", NULL, NULL)->id;
    (void)state;
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    record_set(&kit_cx, rec, "classification", "secret_ref");
    record_set(&kit_cx, rec, "secret_no", "12-M/2026");
    record_set(&kit_cx, rec, "story", text);
    KIT_IS(record_save(&kit_cx, rec, NULL), E_INVALID);
    assert_true(kit_problem("story", "problem.secret"));
    ctx_clear(&kit_cx);
    for (size_t i = 0; i < 297; i += 3)
        memcpy(text + i, "ạ", 3); /* 99 letters of three bytes each */
    text[297] = '\0';
    record_set(&kit_cx, rec, "story", text);
    KIT_OK(record_save(&kit_cx, rec, NULL));
    struct list_query *q;
    int64_t n;
    kit_person(9, ROLE_HEAD, rec->org_id);
    kit_cx.who.clearance = 3;
    q = list_new(&kit_cx, rec->kind);
    KIT_OK(list_count(&kit_cx, q, &n));
    assert_int_equal(n, 1);
    q->right = RIGHT_EXPORT; /* the reference is read, it leaves in no file */
    KIT_OK(list_count(&kit_cx, q, &n));
    assert_int_equal(n, 0);
}

static void json(void **state)
{
    struct record *rec = kit_house_new("J \"1\"\n", "2021-05-06", "4");
    struct buf a, b;

    (void)state;
    record_set(&kit_cx, rec, "area", "-12.50");
    record_set(&kit_cx, rec, "price", "10 VND");
    record_set(&kit_cx, rec, "paints", "red,green");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    buf_init(&a, kit_cx.mem, 1 << 20);
    buf_init(&b, kit_cx.mem, 1 << 20);
    record_json(&kit_cx, rec, &a);
    KIT_OK(record_json_by_id(&kit_cx, rec->kind, rec->id, &b));
    assert_string_equal(buf_str(&a).p, buf_str(&b).p);
    assert_non_null(strstr(buf_str(&a).p, "\"area\":-12.5,"));
    assert_non_null(strstr(buf_str(&a).p, "\"price\":{\"amount\":10,\"currency\":\"VND\"}"));
    assert_non_null(strstr(buf_str(&a).p, "\"paints\":[\"red\",\"green\"]"));
    assert_non_null(strstr(buf_str(&a).p, "\"name\":\"J \\\"1\\\"\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(round_trip, kit_clear),     cmocka_unit_test_setup(all_problems_at_once, kit_clear),
        cmocka_unit_test_setup(unique_values, kit_clear),  cmocka_unit_test_setup(two_editors, kit_clear),
        cmocka_unit_test_setup(field_by_field, kit_clear),
        cmocka_unit_test_setup(history_and_chain, kit_clear), cmocka_unit_test_setup(links_both_ways, kit_clear),
        cmocka_unit_test_setup(sub_records, kit_clear),    cmocka_unit_test_setup(from_the_bin, kit_clear),
        cmocka_unit_test_setup(rights, kit_clear),
        cmocka_unit_test_setup(personal_data, kit_clear),  cmocka_unit_test_setup(secrets, kit_clear),
        cmocka_unit_test_setup(json, kit_clear),
    };
    kit_used();
    return cmocka_run_group_tests_name("record", tests, kit_open, kit_close);
}
