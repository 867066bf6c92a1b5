/* Personal data: masked for everybody, shown to whoever has the right and asks, and every showing in the audit. */
#include "kit.h"

#include "register/reveal.h"

static const char person_yaml[] =
    "id: person\nlabel: " KIT_L("Người") "\ntitle: name\nsort: name\n"
    "access:\n  - {roles: [OFF, HEAD], may: [create, read, update, export], scope: all}\n"
    "fields:\n"
    "  - {id: name, label: " KIT_L("Tên") ", type: text(60), required: true, list: 1, personal: pd}\n"
    "  - {id: phone, label: " KIT_L("Máy") ", type: text(20), list: 2, personal: pd}\n"
    "  - {id: passport, label: " KIT_L("Hộ chiếu") ", type: text(20), unique: true, personal: pds}\n"
    "  - {id: note, label: " KIT_L("Ghi chú") ", type: text(60), list: 3}\n"
    "  - {id: visits, label: " KIT_L("Lần") ", type: \"sub:visit\"}\n";
static const char visit_yaml[] =
    "id: visit\nlabel: " KIT_L("Lần") "\nparents: [person]\ntitle: what\n"
    "fields:\n  - {id: what, label: " KIT_L("Gì") ", type: text(40)}\n"
    "  - {id: illness, label: " KIT_L("Bệnh") ", type: text(40), personal: pds}\n";

static int open_all(void **state)
{
    struct kind *k[2];
    struct kinds *ks;

    if (kit_open(state) != 0)
        return -1;
    KIT_OK(kind_load_text(&kit_cx, "person", str_of(person_yaml), &k[0]));
    KIT_OK(kind_load_text(&kit_cx, "visit", str_of(visit_yaml), &k[1]));
    KIT_OK(kind_link(&kit_cx, k, 2, &ks));
    KIT_OK(kind_check_all(&kit_cx, ks));
    kind_install(ks);
    return migrate_run(&kit_cx, kind_all(), NULL) == OK ? 0 : -1;
}

static struct record *make(const char *name, const char *passport)
{
    struct record *rec = record_new(&kit_cx, kit_kind("person"));

    record_set(&kit_cx, rec, "name", name);
    record_set(&kit_cx, rec, "phone", "0123456");
    record_set(&kit_cx, rec, "passport", passport);
    record_set(&kit_cx, rec, "note", "plain");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    return rec;
}

static void officer(int personal)
{
    kit_person(5, ROLE_OFF, 0);
    kit_cx.who.personal = (uint8_t)personal;
}

static const struct field *f(const char *id)
{
    return kind_field(kit_kind("person"), id);
}

static struct record *load(int64_t id)
{
    struct record *rec;

    KIT_OK(record_load(&kit_cx, kit_kind("person"), id, &rec));
    return rec;
}

static enum status ask(int64_t id, const char *fields, const char *why)
{
    return reveal_begin(&kit_cx, &(struct reveal_ask){.kind = kit_kind("person"), .record_id = id, .way = "record",
                                                      .fields = str_of(fields), .why = why});
}

/* The last reading in the audit; its number of rows for the record. */
static const char *last_read(int64_t *ret_n)
{
    struct rows *r;

    KIT_OK(db_one(&kit_cx, &r, "SELECT body, seq, (SELECT count(*) FROM personal_read p WHERE p.seq = h.seq) AS n "
                               "FROM history h WHERE what = 'read_pd' ORDER BY seq DESC LIMIT 1"));
    *ret_n = rows_int(r, "n");
    return rows_text(r, "body");
}

static int64_t n_reads(void)
{
    struct rows *r;

    KIT_OK(db_one(&kit_cx, &r, "SELECT count(*) AS n FROM history WHERE what = 'read_pd'"));
    return rows_int(r, "n");
}

static void masked_for_all(void **state)
{
    struct record *rec = make("Nguyễn Văn Kín", "P1"), *seen;
    struct history_row *rows;
    struct history_change *diff;
    struct list_query *q;
    struct buf out;
    size_t n, n_diff;

    (void)state;
    record_set(&kit_cx, rec, "phone", "0999");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    officer(2); /* every right, and nothing asked for */
    int64_t before = n_reads();
    seen = load(rec->id);
    assert_string_equal(seen->title, arena_printf(kit_cx.mem, RECORD_MASK " %lld", (long long)rec->id));
    assert_string_equal(record_show(&kit_cx, seen, f("phone")), RECORD_MASK);
    assert_string_equal(record_show(&kit_cx, seen, f("note")), "plain");
    buf_init(&out, kit_cx.mem, 1 << 20);
    KIT_OK(list_parse(&kit_cx, kit_kind("person"), STR("cols=name,phone,passport,note"), &q));
    KIT_OK(list_json(&kit_cx, q, &out));
    KIT_OK(list_csv(&kit_cx, q, &out));
    record_json(&kit_cx, seen, &out);
    KIT_OK(record_json_by_id(&kit_cx, kit_kind("person"), rec->id, &out));
    assert_non_null(strstr(buf_str(&out).p, "plain"));
    assert_null(strstr(buf_str(&out).p, "K\u00edn"));
    assert_null(strstr(buf_str(&out).p, "0999"));
    KIT_OK(history_of(&kit_cx, rec->id, false, 0, &rows, &n));
    KIT_OK(history_diff(&kit_cx, seen->kind, rows[1].body, rows[0].body, &diff, &n_diff));
    assert_int_equal(n_diff, 1);
    assert_string_equal(history_show(&kit_cx, &rows[0], &diff[0], diff[0].after), RECORD_MASK);
    assert_int_equal(n_reads(), before);
}

static void asking(void **state)
{
    struct record *rec = make("Trần Thị Hiện", "P2"), *other = make("Lê Khác", "P3"), *seen;
    int64_t n;

    (void)state;
    officer(1);
    KIT_IS(ask(rec->id, "note", NULL), E_USAGE); /* not personal */
    ctx_clear(&kit_cx);
    KIT_IS(ask(rec->id, "passport", "because"), E_DENIED);
    ctx_clear(&kit_cx);
    KIT_OK(ask(rec->id, "phone", NULL));
    seen = load(rec->id);
    assert_string_equal(record_show(&kit_cx, seen, f("phone")), "0123456");
    assert_string_equal(record_show(&kit_cx, seen, f("name")), RECORD_MASK);
    assert_string_equal(record_show(&kit_cx, load(other->id), f("phone")), RECORD_MASK);
    KIT_OK(reveal_done(&kit_cx));
    assert_string_equal(last_read(&n), arena_printf(kit_cx.mem, "{\"way\":\"record\",\"fields\":[\"phone\"],\"n\":1,"
                                                               "\"records\":[%lld]}", (long long)rec->id));
    assert_int_equal(n, 1);
    assert_string_equal(record_show(&kit_cx, seen, f("phone")), RECORD_MASK); /* for that page only */
    officer(2);
    KIT_IS(ask(rec->id, "", NULL), E_INVALID); /* sensitive: why? */
    assert_true(kit_problem("why", "problem.reveal_why"));
    ctx_clear(&kit_cx);
    KIT_OK(ask(rec->id, "", "visa request 12"));
    assert_string_equal(load(rec->id)->title, "Trần Thị Hiện");
    assert_string_equal(record_show(&kit_cx, load(rec->id), f("passport")), "P2");
    KIT_OK(reveal_done(&kit_cx));
    struct history_row *rows;
    size_t n_rows;
    KIT_OK(history_readers(&kit_cx, rec->id, 0, &rows, &n_rows));
    assert_int_equal(n_rows, 2);
    assert_string_equal(rows[0].why, "visa request 12");
    KIT_OK(history_readers(&kit_cx, other->id, 0, &rows, &n_rows));
    assert_int_equal(n_rows, 0);
    KIT_OK(history_list(&kit_cx, &(struct history_filter){.what = "read_pd", .record_id = rec->id}, &rows, &n_rows));
    assert_int_equal(n_rows, 2);
    KIT_OK(history_of(&kit_cx, rec->id, true, 0, &rows, &n_rows)); /* colleagues see changes, not who looked */
    assert_int_equal(n_rows, 1);
    officer(0);
    KIT_IS(ask(rec->id, "", "because"), E_DENIED);
    reveal_drop(&kit_cx);
}

/* The sub-records on the record's page come with all of it, not with single fields. */
static void with_sub_records(void **state)
{
    struct record *rec = make("Phạm Có Con", "P4"), *sub = record_new_sub(&kit_cx, kit_kind("visit"), rec), *seen;
    const struct field *illness = kind_field(kit_kind("visit"), "illness");
    int64_t before;

    (void)state;
    record_set(&kit_cx, sub, "what", "x");
    record_set(&kit_cx, sub, "illness", "flu");
    KIT_OK(record_save(&kit_cx, sub, NULL));
    officer(2);
    KIT_OK(record_load(&kit_cx, NULL, sub->id, &seen));
    KIT_OK(ask(rec->id, "phone", NULL));
    assert_string_equal(record_show(&kit_cx, seen, illness), RECORD_MASK);
    KIT_OK(ask(rec->id, "", "hospital"));
    assert_string_equal(record_show(&kit_cx, seen, illness), "flu");
    (void)load(rec->id);
    before = n_reads();
    KIT_OK(reveal_done(&kit_cx));
    assert_int_equal(n_reads(), before + 2); /* one for each register */
}

/* Memory is given back row by row; what was shown is not forgotten with it. */
static void long_export(void **state)
{
    struct history_reader *sums;
    struct list_query *q;
    struct buf out;
    int64_t n;
    size_t n_sums;

    (void)state;
    kit_system();
    KIT_OK(db_begin(&kit_cx));
    for (int i = 0; i < 1500; i++)
        (void)make(arena_printf(kit_cx.mem, "Export %d", i), arena_printf(kit_cx.mem, "E%d", i));
    KIT_OK(db_commit(&kit_cx));
    officer(2);
    kit_cx.who.login = "exporter";
    KIT_OK(list_parse(&kit_cx, kit_kind("person"), STR("name=export&cols=name,note"), &q));
    buf_init(&out, kit_cx.mem, 8 << 20);
    KIT_OK(reveal_begin(&kit_cx, &(struct reveal_ask){.kind = q->kind, .fields = STR("name"), .way = "export"}));
    KIT_OK(list_csv(&kit_cx, q, &out));
    KIT_OK(reveal_done(&kit_cx));
    assert_non_null(strstr(buf_str(&out).p, "Export 1499"));
    const char *body = last_read(&n);
    assert_int_equal(n, 1500);
    assert_non_null(strstr(body, "\"way\":\"export\",\"fields\":[\"name\"],\"n\":1500,"));
    KIT_OK(history_reader_sums(&kit_cx, 0, 0, &sums, &n_sums));
    assert_string_equal(sums[0].login, "exporter");
    assert_int_equal(sums[0].records, 1500);
    assert_int_equal(sums[0].exported, 1500);
    assert_int_equal(sums[0].times, 1);
}

/* Writing needs the right, not the showing; the mask itself is never a value. */
static void writing(void **state)
{
    struct record *rec = make("Võ Ghi", "P5"), *seen, *fresh;

    (void)state;
    officer(1);
    seen = load(rec->id);
    record_set(&kit_cx, seen, "phone", RECORD_MASK);
    record_set(&kit_cx, seen, "passport", RECORD_MASK);
    record_set(&kit_cx, seen, "note", "changed");
    KIT_OK(record_save(&kit_cx, seen, NULL));
    record_set(&kit_cx, seen, "phone", "0777");
    KIT_OK(record_save(&kit_cx, seen, NULL));
    record_set(&kit_cx, seen, "passport", "P55");
    assert_true(kit_problem("passport", "problem.masked_change"));
    ctx_clear(&kit_cx);
    fresh = record_new(&kit_cx, kit_kind("person"));
    record_set(&kit_cx, fresh, "name", RECORD_MASK); /* a masked export brought in as new records */
    assert_true(kit_problem("name", "problem.is_mask"));
    ctx_clear(&kit_cx);
    kit_system();
    seen = load(rec->id);
    assert_string_equal(record_get(seen, "phone"), "0777");
    assert_string_equal(record_get(seen, "passport"), "P5");
    assert_string_equal(record_get(seen, "name"), "Võ Ghi");
    assert_string_equal(record_get(seen, "note"), "changed");
}

/* Titles for choosing: no reason, but written down. */
static void choosing(void **state)
{
    struct record *rec = make("Chọn Tôi", "P6"), *other = make("Chọn Nó", "P7");
    int64_t n;

    (void)state;
    officer(1);
    KIT_OK(reveal_begin(&kit_cx, &(struct reveal_ask){.kind = rec->kind, .titles = true, .way = "choice"}));
    for (int i = 0; i < 3; i++) /* titles first, then values: still one record each */
        assert_string_equal(load(i == 1 ? other->id : rec->id)->title, i == 1 ? "Chọn Nó" : "Chọn Tôi");
    assert_string_equal(record_show(&kit_cx, load(rec->id), f("phone")), RECORD_MASK);
    KIT_OK(reveal_done(&kit_cx));
    assert_non_null(strstr(last_read(&n), "\"way\":\"choice\",\"fields\":[\"title\"],\"n\":2,"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(masked_for_all, kit_clear),   cmocka_unit_test_setup(asking, kit_clear),
        cmocka_unit_test_setup(with_sub_records, kit_clear), cmocka_unit_test_setup(long_export, kit_clear),
        cmocka_unit_test_setup(writing, kit_clear),          cmocka_unit_test_setup(choosing, kit_clear),
    };

    kit_used();
    return cmocka_run_group_tests(tests, open_all, kit_close);
}
