/* Lists: filters from a URL, order, pages, counts, groups, search without accents, rights, CSV. */
#include "kit.h"

#include "platform/sheet.h"
#include "register/search.h"

static int64_t count_of(const char *params)
{
    struct list_query *q;
    int64_t n;

    KIT_OK(list_parse(&kit_cx, kit_kind("house"), str_of(params), &q));
    KIT_OK(list_count(&kit_cx, q, &n));
    return n;
}

static int fill(void **state)
{
    if (kit_open(state) != 0)
        return -1;
    for (int i = 0; i < 120; i++) {
        struct record *rec = record_new(&kit_cx, kit_kind("house"));
        record_set(&kit_cx, rec, "name", arena_printf(kit_cx.mem, "Nhà số %d", i));
        record_set(&kit_cx, rec, "built", date_text(kit_cx.mem, date_add_days((struct date){2020, 1, 1}, i)));
        record_set(&kit_cx, rec, "floors", arena_printf(kit_cx.mem, "%d", i % 7));
        record_set(&kit_cx, rec, "paint", i % 3 == 0 ? "red" : "green");
        record_set(&kit_cx, rec, "paints", i % 2 == 0 ? "red,green" : "red");
        record_set(&kit_cx, rec, "area", arena_printf(kit_cx.mem, "%d.25", i));
        if (i == 5)
            record_set(&kit_cx, rec, "story", "Sông Hương và cầu Trường Tiền, Đà Nẵng");
        if (i % 10 == 0)
            record_set(&kit_cx, rec, "price", "1000 USD");
        KIT_OK(record_save(&kit_cx, rec, NULL));
    }
    return 0;
}

static void filters(void **state)
{
    (void)state;
    assert_int_equal(count_of(""), 120);
    assert_int_equal(count_of("paint=red"), 40);
    assert_int_equal(count_of("paint=red,green"), 120);
    assert_int_equal(count_of("paint.not=red"), 80);
    assert_int_equal(count_of("paints=green"), 60);
    assert_int_equal(count_of("built.from=2020-01-11&built.to=2020-01-20"), 10);
    assert_int_equal(count_of("built.from=11%2F01%2F2020&built.to=20.01.2020"), 10);
    assert_int_equal(count_of("area.from=100"), 20);
    assert_int_equal(count_of("price.set=yes"), 12);
    assert_int_equal(count_of("price=1000+USD"), 12);
    assert_int_equal(count_of("price.from=1000+USD"), 12);
    assert_int_equal(count_of("price.from=1000.01+USD"), 0);
    assert_int_equal(count_of("price.to=1000+USD"), 12);
    assert_int_equal(count_of("price.from=1000+VND"), 0); /* 1000 USD are 100000 cents, and no amount of VND */
    assert_int_equal(count_of("price.not=1000+VND&price.set=yes"), 12);
    assert_int_equal(count_of("price.set=no"), 108);
    assert_int_equal(count_of("state=planned"), 120);
    assert_int_equal(count_of("state=sold"), 0);
    assert_int_equal(count_of("created_at.from=2026-11-20&created_at.to=2026-11-20"), 120);
    assert_int_equal(count_of("created_at.to=2026-11-19"), 0);
    assert_int_equal(count_of("name=SO+11"), 11); /* 11, 110 to 119: folded, in the middle */
    assert_int_equal(count_of("name=100%25"), 0);
    assert_int_equal(count_of("name.is=Nh%C3%A0+s%E1%BB%91+11"), 1);
}

/* 2026-11-20 is a Friday; the houses were built from 2020-01-01 on, these three around today. */
static void periods(void **state)
{
    static const char *const days[] = {"2026-10-22", "2026-10-21", "2026-11-16", "2026-11-20", "2026-12-19", "2026-12-20"};
    struct list_query *q;

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct record *rec = record_new(&kit_cx, kit_kind("house"));
        record_set(&kit_cx, rec, "name", arena_printf(kit_cx.mem, "Kỳ %zu", i));
        record_set(&kit_cx, rec, "built", days[i]);
        KIT_OK(record_save(&kit_cx, rec, NULL));
    }
    assert_int_equal(count_of("built=today"), 1);
    assert_int_equal(count_of("built=this_week"), 2);
    assert_int_equal(count_of("built=this_month"), 2);
    assert_int_equal(count_of("built=this_year"), 6);
    assert_int_equal(count_of("built=last_30_days"), 3);
    assert_int_equal(count_of("built=next_30_days"), 2);
    assert_int_equal(count_of("built=last_week"), 0);
    assert_int_equal(count_of("built=last_month"), 2);
    assert_int_equal(count_of("built=this_quarter"), 6);
    assert_int_equal(count_of("built=last_quarter"), 0);
    assert_int_equal(count_of("built=last_year"), 0);
    assert_int_equal(count_of("built=next_7_days"), 1);
    assert_int_equal(count_of("where=during(built,+'last_month')+or+during(built,+'next_7_days')"), 3);
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("built=this_month&cols=floors&cols=&cols=name,floors"), &q));
    assert_string_equal(list_url(&kit_cx, q, NULL, NULL), "built=this_month&cols=floors,name");
}

/* The indicators of the home page count by state, a code and a day: without a look at the rows themselves. */
static void counts_read_an_index(void **state)
{
    struct rows *r;
    bool covered = false;

    (void)state;
    if (!db_is_sqlite(kit_cx.db))
        skip();
    KIT_OK(db_query(&kit_cx, &r,
        "EXPLAIN QUERY PLAN SELECT count(*) FROM r_house t WHERE t.deleted_at IS NULL AND t.org = 1 AND"
        " t.classification <> 'secret_ref' AND (t.state = 'planned' OR t.state = 'sold') AND (t.paint = 'red')"));
    while (rows_next(r))
        covered |= strstr(rows_text(r, "detail"), "COVERING INDEX i_house_paint_counted") != NULL;
    KIT_OK(rows_done(r));
    assert_true(covered);
}

struct order {
    int64_t ids[120];
    size_t n;
};

static enum status note_id(struct ctx *cx, const struct record *row, void *arg, bool *ret_keep)
{
    struct order *o = arg;

    (void)cx, (void)ret_keep;
    assert_true(o->n < 120);
    o->ids[o->n++] = row->id;
    return OK;
}

/* Pages are read in other ways than the whole (by an index, or row by row and sorted by their numbers): together they
   are the whole, in its order. */
static void pages_are_the_whole(void **state)
{
    static const char *const sorts[] = {"id", "name", "-name", "floors", "-floors", "area", "-area,name", "paint", "-built",
                                        "-updated_at", "state,-name", "code"};
    static const char *const filters[] = {"page=1", "name=SO+1", "floors.from=3", "built.from=2020-02-01", "paint=red",
                                          "paint.not=red&name=so"};

    (void)state;
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        for (size_t f = 0; f < sizeof filters / sizeof *filters; f++) {
            struct list_query *q;
            struct list_page page;
            struct order whole = {.n = 0};
            size_t at = 0;
            const char *params = arena_printf(kit_cx.mem, "%s&sort=%s&per=7", filters[f], sorts[i]);

            KIT_OK(list_parse(&kit_cx, kit_kind("house"), str_of(params), &q));
            KIT_OK(list_each(&kit_cx, q, note_id, &whole));
            assert_true(whole.n > 0);
            for (q->page = 1; at < whole.n; q->page++) {
                KIT_OK(list_run(&kit_cx, q, &page));
                assert_int_equal(page.total, whole.n);
                assert_int_equal(page.n, whole.n - at < 7 ? whole.n - at : 7);
                for (size_t r = 0; r < page.n; r++)
                    assert_int_equal(page.rows[r]->id, whole.ids[at++]);
            }
        }
}

static void search_words(void **state)
{
    struct search_hit *hits;
    bool cut;
    size_t n;

    (void)state;
    assert_int_equal(count_of("q=truong+tien+da+nang"), 1);
    assert_int_equal(count_of("q=%C4%90%C3%A0"), 1);
    assert_int_equal(count_of("q=tien+paris"), 0);
    assert_int_equal(count_of("q=%22%27%28%29+OR+*"), count_of("q=or")); /* signs are no operators */
    assert_int_equal(count_of("q=truong%E2%80%93tien"), count_of("q=truong+tien")); /* a dash is no letter */
    assert_int_equal(count_of("q=%E2%80%9CTruong%E2%80%9D+%E2%80%A6"), count_of("q=truong"));
    assert_int_equal(count_of("q=%E2%80%93"), count_of(""));
    KIT_OK(search_run(&kit_cx, STR("Hương"), NULL, 10, &hits, &n, &cut));
    assert_int_equal(n, 1);
    assert_string_equal(hits[0].title, "Nhà số 5");
    kit_person(9, ROLE_LINE, 0);
    KIT_OK(search_run(&kit_cx, STR("Hương"), NULL, 10, &hits, &n, &cut));
    assert_int_equal(n, 0);
    assert_int_equal(count_of("q=huong"), 0);
}

static void conditions(void **state)
{
    struct list_query *q;

    (void)state;
    assert_int_equal(count_of("where=floors+%3E+3+and+paint+%3D%3D+'red'"), 17);
    assert_int_equal(count_of("where=year(built)+%3D%3D+2020+and+not+lived_in"), 120);
    assert_int_equal(count_of("where=paints+contains+'green'+and+area+%3C+10"), 5);
    assert_int_equal(count_of("where=area+in+(1.25,+2.25)"), 2);
    assert_int_equal(count_of("where=count(rooms)+%3E+0"), 0);
    assert_int_equal(count_of("where=built+%3C+today()"), 120);
    assert_int_equal(count_of("where=has(name,+'SO+11')"), 11);
    assert_int_equal(count_of("where=has(name,+'100%25',+'so+_')"), 0);
    assert_int_equal(count_of("where=not+has(name,+'so+11')"), 109);
    assert_int_equal(count_of("where=starts(name,+'nha+so+11',+'NHA+SO+7')"), 22);
    assert_int_equal(count_of("where=has(name,+'l''or')"), 0);
    assert_int_equal(count_of("where=area+%3E+-1"), 120);
    assert_int_equal(count_of("where=floors+%3D%3D+-1"), 0);
    assert_int_equal(count_of("where=mine()"), 120);
    assert_int_equal(count_of("where=late()+or+floors+%3D%3D+6"), 17);
    assert_int_equal(count_of("where=during(created_at,+'today')"), 120);
    assert_int_equal(count_of("where=during(created_at,+'last_month')"), 0);
    assert_int_equal(count_of("where=during(built,+'this_year')"), 0);
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("where=during(built,+'some_day')"), &q), E_INVALID);
    ctx_clear(&kit_cx);
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("where='2026-01-01'+%3C+created_at"), &q), E_INVALID);
    ctx_clear(&kit_cx);
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("where=floors+%3E"), &q), E_INVALID);
    ctx_clear(&kit_cx);
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("where=nothing+%3E+1"), &q), E_INVALID);
    ctx_clear(&kit_cx);
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("where=lower(name)+%3D%3D+'a'"), &q), E_INVALID);
    assert_true(kit_problem("where", "problem.expression")); /* SQL cannot follow; it says so */
}

static void pages(void **state)
{
    struct list_query *q;
    struct list_page p;

    (void)state;
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("per=50&page=3&sort=built"), &q));
    KIT_OK(list_run(&kit_cx, q, &p));
    assert_int_equal(p.total, 120);
    assert_int_equal(p.pages, 3);
    assert_int_equal(p.n, 20);
    assert_string_equal(record_get(p.rows[0], "built"), "2020-04-10");
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR(""), &q)); /* -built is the kind's order */
    KIT_OK(list_run(&kit_cx, q, &p));
    assert_string_equal(p.rows[0]->title, "Nhà số 119");
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("sort=-floors,name&cols=floors"), &q));
    KIT_OK(list_run(&kit_cx, q, &p));
    assert_string_equal(p.rows[0]->title, "Nhà số 104");
    assert_null(record_get(p.rows[0], "built")); /* not asked for */
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("per=5000"), &q), E_INVALID);
    ctx_clear(&kit_cx);
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("sort=1;drop"), &q), E_INVALID);
    assert_true(kit_problem("sort", "problem.no_field"));
    ctx_clear(&kit_cx);
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("colour=red"), &q), E_INVALID);
}

static void addresses(void **state)
{
    struct list_query *q;

    (void)state;
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("paint=red&built.from=2020-01-01&q=nh%C3%A0&page=2"), &q));
    assert_string_equal(list_url(&kit_cx, q, "page", "3"), "paint=red&built.from=2020-01-01&q=nh%C3%A0&page=3");
    assert_string_equal(list_url(&kit_cx, q, "page", NULL), "paint=red&built.from=2020-01-01&q=nh%C3%A0");
    assert_string_equal(list_url(&kit_cx, q, "paint", NULL), "built.from=2020-01-01&q=nh%C3%A0&page=2");
}

static void groups(void **state)
{
    struct list_query *q;
    struct list_group *g;
    size_t n;

    (void)state;
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR(""), &q));
    KIT_OK(list_groups(&kit_cx, q, "paint", &g, &n));
    assert_int_equal(n, 2);
    assert_string_equal(g[0].value, "green");
    assert_int_equal(g[0].n, 80);
    KIT_OK(list_groups(&kit_cx, q, "state", &g, &n));
    assert_int_equal(g[0].n, 120);
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("paints=red&group=paint"), &q));
    assert_string_equal(list_url(&kit_cx, q, NULL, NULL), "paints=red&group=paint");
    KIT_IS(list_parse(&kit_cx, kit_kind("house"), STR("group=story"), &q), E_INVALID);
    assert_true(kit_problem("group", "problem.no_field"));
}

static void spreadsheets(void **state)
{
    struct record *rec = kit_house_new("=1+2", "2030-01-01", NULL);
    struct list_query *q;
    struct buf out;

    (void)state;
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("built.from=2029-01-01"), &q));
    buf_init(&out, kit_cx.mem, 1 << 20);
    KIT_OK(list_csv(&kit_cx, q, &out));
    assert_non_null(strstr(buf_str(&out).p, "\"'=1+2\""));
    assert_true(str_starts(buf_str(&out), "\xEF\xBB\xBF"));
    KIT_OK(record_delete(&kit_cx, rec, NULL));
    assert_int_equal(count_of("built.from=2029-01-01"), 0);
    assert_int_equal(count_of("built.from=2029-01-01&deleted=yes"), 1);
}

static void sheet_is(const struct sheet *s, size_t row, size_t column, const char *want)
{
    assert_true(row < s->n && column < s->at[row].n);
    struct str t = s->at[row].at[column].text;
    assert_string_equal(arena_strndup(kit_cx.mem, t.p, t.n), want);
}

/* The file is read back by the reader of imports: the same rows and columns in the same order as the list. */
static void typed_sheets(void **state)
{
    struct list_query *q;
    struct list_page p;
    struct sheet *s;
    struct str bytes;

    (void)state;
    kit_person(5, ROLE_OFF, 1);
    struct record *rec = kit_house_new("=1+2", "2031-01-01", NULL);
    for (int i = 0; i < 12; i++) {
        struct record *other = kit_house_new(arena_printf(kit_cx.mem, "Nhà %d", i), "2032-05-05", NULL);
        record_set(&kit_cx, other, "area", arena_printf(kit_cx.mem, "%d.5", i));
        KIT_OK(record_save(&kit_cx, other, NULL));
    }
    record_set(&kit_cx, rec, "price", "39000000 USD");
    record_set(&kit_cx, rec, "owner", "Hoa");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("built.from=2020-03-01&per=5&page=2&sort=-area"
                                                      "&cols=owner,built,price,name,area"), &q));
    KIT_OK(list_run(&kit_cx, q, &p));
    KIT_OK(list_xlsx(&kit_cx, q, 8 << 20, &bytes));
    KIT_OK(sheet_read(&kit_cx, bytes, NULL, &s));
    assert_int_equal(p.total, 13);
    assert_int_equal(s->n, 14);
    assert_int_equal(s->n_tabs, 2);
    const char *const heads[] = {"Number", "Owner", "Built", "Price", "Price (currency)", "Tên", "Area", "State"};
    for (size_t i = 0; i < 8; i++)
        sheet_is(s, 0, i, heads[i]);
    for (size_t i = 0; i < p.n; i++) /* the second page stands behind the first */
        sheet_is(s, 1 + 5 + i, 5, record_get(p.rows[i], "name"));
    const struct sheet_row *last = &s->at[s->n - 1]; /* without an area it is the smallest */
    sheet_is(s, s->n - 1, 1, RECORD_MASK);
    sheet_is(s, s->n - 1, 2, "2031-01-01");
    sheet_is(s, s->n - 1, 3, "39000000");
    sheet_is(s, s->n - 1, 4, "USD");
    sheet_is(s, s->n - 1, 5, "=1+2");
    sheet_is(s, s->n - 1, 7, "Planned");
    assert_true(last->at[2].typed && last->at[3].typed && !last->at[5].typed);
    assert_int_equal(s->n_formulas, 0);
    KIT_OK(sheet_read(&kit_cx, bytes, s->tabs[1], &s));
    sheet_is(s, 1, 0, "Filter");
    sheet_is(s, 1, 1, "Built ≥ 01/03/2020");
    kit_person(6, ROLE_AUDITOR, 0); /* reads all, exports nothing */
    KIT_OK(list_xlsx(&kit_cx, q, 8 << 20, &bytes));
    KIT_OK(sheet_read(&kit_cx, bytes, NULL, &s));
    assert_int_equal(s->n, 1);
}

static void house_of(const char *paint, const char *price, const char *area, const char *owner)
{
    struct record *rec = kit_house_new("summed", "2040-01-01", "2");

    record_set(&kit_cx, rec, "paint", paint);
    record_set(&kit_cx, rec, "price", price);
    record_set(&kit_cx, rec, "area", area);
    record_set(&kit_cx, rec, "owner", owner);
    KIT_OK(record_save(&kit_cx, rec, NULL));
}

static void sum_is(const struct list_total *t, const char *field, const char *currency, const char *want, int64_t n)
{
    for (size_t i = 0; i < t->sums.n; i++)
        if (strcmp(t->sums.at[i].field->id, field) == 0 && field_same(t->sums.at[i].currency, currency)) {
            assert_string_equal(t->sums.at[i].sum, want);
            assert_int_equal(t->sums.at[i].n, n);
            return;
        }
    assert_null(want);
}

/* Sums are exact, currency by currency, of what the person sees and nothing else. */
static void sums(void **state)
{
    struct list_query *q;
    struct list_total *g, all;
    struct sheet *s;
    struct str bytes;
    struct buf out;
    size_t n;

    (void)state;
    kit_person(5, ROLE_OFF, 3);
    house_of("red", "900000000000000.25 USD", "0.1", "A");
    house_of("red", "900000000000000.50 USD", "0.2", "B");
    house_of("red", "5 VND", NULL, "C");
    house_of("green", "7 VND 2025-12-31", "1.25", "D");
    house_of("", NULL, "-1.25", "E");
    kit_person(6, ROLE_OFF, 4); /* elsewhere: not counted */
    house_of("red", "1 USD", "100", "F");
    kit_person(5, ROLE_OFF, 3);
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR("name.is=summed&group=paint&cols=name,price,area,built,owner&per=1"
                                                      "&page=2"), &q));
    KIT_OK(list_sums_grouped(&kit_cx, q, &g, &n));
    assert_int_equal(n, 3);
    assert_string_equal(g[0].value, "red");
    assert_int_equal(g[0].n, 3);
    sum_is(&g[0], "price", "USD", "1800000000000000.75", 2); /* no double has these digits */
    sum_is(&g[0], "price", "VND", "5", 1);
    sum_is(&g[0], "area", NULL, "0.3", 2);
    assert_int_equal(g[0].sums.n, 3); /* floors are not shown, days and owners no numbers */
    for (size_t i = 1; i < 3; i++)
        if (g[i].value == NULL)
            sum_is(&g[i], "area", NULL, "-1.25", 1);
        else
            sum_is(&g[i], "price", "VND", "7", 1);
    KIT_OK(list_sums(&kit_cx, q, &all));
    assert_int_equal(all.n, 5);
    sum_is(&all, "price", "USD", "1800000000000000.75", 2);
    sum_is(&all, "price", "VND", "12", 2);
    sum_is(&all, "area", NULL, "0.3", 4);
    buf_init(&out, kit_cx.mem, 1 << 20);
    KIT_OK(list_json(&kit_cx, q, &out));
    assert_non_null(strstr(buf_str(&out).p, "{\"field\":\"price\",\"currency\":\"VND\",\"sum\":\"12\",\"count\":2}"));
    KIT_OK(list_xlsx(&kit_cx, q, 8 << 20, &bytes));
    KIT_OK(sheet_read(&kit_cx, bytes, "Group by", &s));
    assert_int_equal(s->n, 1 + 3 + 2 + 1 + 3);
    sheet_is(s, 1, 0, "Red");
    sheet_is(s, 1, 2, "Price");
    sheet_is(s, 1, 4, "USD");
}

static void nothing_leaks(void **state)
{
    struct list_query *q;
    struct list_group *g;
    struct list_page p;
    size_t n;

    (void)state;
    kit_person(9, ROLE_LINE, 0); /* own records only, has none */
    assert_int_equal(count_of(""), 0);
    KIT_OK(list_parse(&kit_cx, kit_kind("house"), STR(""), &q));
    KIT_OK(list_run(&kit_cx, q, &p));
    assert_int_equal(p.n, 0);
    KIT_OK(list_groups(&kit_cx, q, "paint", &g, &n));
    assert_int_equal(n, 0);
    kit_house_new("own", NULL, NULL);
    assert_int_equal(count_of(""), 1);
    q->right = RIGHT_EXPORT; /* LINE may not export */
    KIT_OK(list_run(&kit_cx, q, &p));
    assert_int_equal(p.n, 0);
    kit_person(10, ROLE_CLERK, 0);
    assert_int_equal(count_of(""), 0);
}

/* Counts are remembered while nothing changes, and never longer; not across a rollback either. */
static void remembered_counts(void **state)
{
    int64_t before = count_of("");
    struct record *rec;

    (void)state;
    assert_int_equal(count_of(""), before);
    rec = kit_house_new("one more", NULL, NULL);
    assert_int_equal(count_of(""), before + 1);
    KIT_OK(db_begin(&kit_cx));
    KIT_OK(record_delete(&kit_cx, rec, NULL));
    assert_int_equal(count_of(""), before);
    db_rollback(&kit_cx);
    assert_int_equal(count_of(""), before + 1);
    kit_person(9, ROLE_CLERK, 0);
    assert_int_equal(count_of(""), 0); /* the rights are part of the question */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(filters, kit_clear),      cmocka_unit_test_setup(search_words, kit_clear),
        cmocka_unit_test_setup(counts_read_an_index, kit_clear), cmocka_unit_test_setup(pages_are_the_whole, kit_clear),
        cmocka_unit_test_setup(conditions, kit_clear),   cmocka_unit_test_setup(pages, kit_clear),
        cmocka_unit_test_setup(addresses, kit_clear),    cmocka_unit_test_setup(groups, kit_clear),
        cmocka_unit_test_setup(spreadsheets, kit_clear), cmocka_unit_test_setup(nothing_leaks, kit_clear),
        cmocka_unit_test_setup(typed_sheets, kit_clear), cmocka_unit_test_setup(sums, kit_clear),
        cmocka_unit_test_setup(remembered_counts, kit_clear), cmocka_unit_test_setup(periods, kit_clear),
    };
    kit_used();
    return cmocka_run_group_tests_name("list", tests, fill, kit_close);
}
