/* Saved views: whose they are, who changes them, what an address with one asks, and that a view gives nobody a right. */
#include "kit.h"

#include "platform/db.h"
#include "register/view.h"

enum { OWNER = 11, OTHER = 12, BOSS = 13, DIRECTOR = 14, KEEPER = 15, OUTSIDE = 16 };

static int64_t org;

static void as(int64_t id, enum role r)
{
    kit_person(id, r, org);
    ctx_clear(&kit_cx);
}

static int fill(void **state)
{
    if (kit_open(state) != 0)
        return -1;
    for (int64_t id = OWNER; id <= OUTSIDE; id++)
        KIT_OK(db_exec(&kit_cx, NULL, "INSERT INTO account (id, login, name, created_at, updated_at)"
                       " VALUES (?, ?, 'x', 1, 1)", db_i(id), db_s(arena_printf(kit_cx.mem, "p%d", (int)id))));
    org = kit_house_new("Sở", NULL, NULL)->id;
    as(OWNER, ROLE_HEAD);
    for (int i = 0; i < 12; i++) {
        struct record *rec = record_new(&kit_cx, kit_kind("house"));
        record_set(&kit_cx, rec, "name", arena_printf(kit_cx.mem, "Nhà %d", i));
        record_set(&kit_cx, rec, "built", "2020-01-02");
        record_set(&kit_cx, rec, "floors", arena_printf(kit_cx.mem, "%d", i));
        record_set(&kit_cx, rec, "paint", i % 3 == 0 ? "red" : "green");
        record_set(&kit_cx, rec, "owner", i == 0 ? "Nguyễn" : "Trần");
        KIT_OK(record_save(&kit_cx, rec, NULL));
    }
    return 0;
}

static struct view *made(const char *name, const char *mode, const char *params)
{
    struct view *v = view_new(&kit_cx, kit_kind("house"));
    struct list_query *q;

    KIT_OK(list_parse(&kit_cx, kit_kind("house"), str_of(params), &q));
    view_take(&kit_cx, v, q);
    v->name = name;
    v->mode = mode;
    KIT_OK(view_save(&kit_cx, v));
    return v;
}

static struct view *loaded(int64_t id)
{
    struct view *v;

    KIT_OK(view_load(&kit_cx, kit_kind("house"), id, &v));
    return v;
}

static const char *url_of(const char *params)
{
    struct list_query *q;

    KIT_OK(view_parse(&kit_cx, kit_kind("house"), str_of(params), &q));
    return list_url(&kit_cx, q, "began", NULL);
}

static void state_comes_back(void **state)
{
    static const char *const params[] = {
        "", "paint=red", "built=this_year&mine=yes&late=yes", "q=nh%C3%A0&per=100", "floors.from=2&floors.to=5",
        "where=floors%20%3E%203%20and%20%28paint%20%3D%3D%20%27red%27%20or%20lived_in%29", "paint.not=red&price.set=no"};
    static const char *const more[] = {"", "sort=-floors,name", "cols=floors,name", "group=paint",
                                       "group=state&sort=name&cols=built"};

    (void)state;
    as(OWNER, ROLE_HEAD);
    for (size_t i = 0; i < sizeof params / sizeof *params; i++)
        for (size_t k = 0; k < sizeof more / sizeof *more; k++) {
            const char *all = arena_printf(kit_cx.mem, "%s&%s", params[i], more[k]);
            struct list_query *q;
            struct view *v = made(arena_printf(kit_cx.mem, "v%zu-%zu", i, k), VIEW_PRIVATE, all);

            KIT_OK(list_parse(&kit_cx, kit_kind("house"), str_of(all), &q));
            assert_string_equal(url_of(arena_printf(kit_cx.mem, "view=%lld", (long long)v->id)),
                                list_url(&kit_cx, q, NULL, NULL));
            assert_true(view_is(&kit_cx, loaded(v->id), q));
            q->page = 3; /* turning pages changes nothing */
            assert_true(view_is(&kit_cx, loaded(v->id), q));
            q->mine = !q->mine;
            assert_false(view_is(&kit_cx, loaded(v->id), q));
        }
}

static void beside_a_view(void **state)
{
    (void)state;
    as(OWNER, ROLE_HEAD);
    struct view *v = made("cạnh", VIEW_PRIVATE, "paint=red&floors.from=3&sort=name");
    const char *at = arena_printf(kit_cx.mem, "view=%lld", (long long)v->id);
    const char *const cases[][2] = {{"", "paint=red&floors.from=3&sort=name"},
                                    {"&paint=green", "floors.from=3&paint=green&sort=name"},
                                    {"&paint=", "floors.from=3&sort=name"},
                                    {"&sort=-floors&page=2", "paint=red&floors.from=3&sort=-floors&page=2"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(url_of(arena_printf(kit_cx.mem, "%s%s", at, cases[i][0])), cases[i][1]);
    assert_string_equal(url_of("view=all&paint=red"), "paint=red");
}

static size_t count_seen(int64_t id)
{
    struct view *at;
    size_t n, seen = 0;

    KIT_OK(view_list(&kit_cx, kit_kind("house"), &at, &n));
    for (size_t i = 0; i < n; i++)
        seen += at[i].id == id;
    return seen;
}

/* Rows: who, role; may he see, change, take away a private, a shared, a locked view of OWNER. */
static void rights(void **state)
{
    static const struct {
        int64_t id;
        enum role role;
        const char *sees, *changes, *owns; /* of "psl" */
    } people[] = {{OWNER, ROLE_HEAD, "psl", "psl", "psl"}, {OTHER, ROLE_OFF, "sl", "", ""},
                  {BOSS, ROLE_HEAD, "sl", "s", ""},        {OUTSIDE, ROLE_AUDITOR, "sl", "", ""}};
    static const char *const modes[] = {VIEW_PRIVATE, VIEW_SHARED, VIEW_LOCKED};
    struct view *v[3], *now;

    (void)state;
    as(OWNER, ROLE_HEAD);
    for (int m = 0; m < 3; m++)
        v[m] = made(arena_printf(kit_cx.mem, "của tôi %s", modes[m]), modes[m], "paint=red");
    for (size_t p = 0; p < sizeof people / sizeof *people; p++)
        for (int m = 0; m < 3; m++) {
            bool sees = strchr(people[p].sees, *modes[m]) != NULL;
            as(people[p].id, people[p].role);
            assert_int_equal(count_seen(v[m]->id), sees);
            if (!sees) {
                KIT_IS(view_load(&kit_cx, kit_kind("house"), v[m]->id, &now), E_NOTFOUND);
                continue;
            }
            now = loaded(v[m]->id);
            now->name = arena_printf(kit_cx.mem, "%s %zu", now->name, p);
            KIT_IS(view_save(&kit_cx, now), strchr(people[p].changes, *modes[m]) != NULL ? OK : E_DENIED);
            ctx_clear(&kit_cx);
            now = loaded(v[m]->id);
            if (strchr(people[p].owns, *modes[m]) == NULL)
                KIT_IS(view_remove(&kit_cx, now), E_DENIED);
        }
    as(BOSS, ROLE_HEAD); /* who changes a shared one does not make it his */
    now = loaded(v[1]->id);
    now->mode = VIEW_LOCKED;
    KIT_IS(view_save(&kit_cx, now), E_DENIED);
    as(KEEPER, ROLE_CHAIR); /* no right to the register: no view of it */
    KIT_IS(view_load(&kit_cx, kit_kind("house"), v[1]->id, &now), E_DENIED);
}

static void administrator(void **state)
{
    struct view *v, *now;

    (void)state;
    as(OWNER, ROLE_HEAD);
    v = made("khóa", VIEW_LOCKED, "paint=red");
    as(KEEPER, ROLE_AUDITOR);
    kit_cx.who.roles |= ROLE_BIT(ROLE_ADMIN);
    now = loaded(v->id);
    now->mode = VIEW_SHARED;
    KIT_OK(view_save(&kit_cx, now));
    assert_int_equal(now->owner, OWNER);
    KIT_OK(view_remove(&kit_cx, now));
    KIT_IS(view_load(&kit_cx, kit_kind("house"), v->id, &now), E_NOTFOUND);
}

static bool has_problem(const char *field, const char *key)
{
    bool is = kit_problem(field, key);

    ctx_clear(&kit_cx);
    return is;
}

static void faults(void **state)
{
    struct view *v;

    (void)state;
    as(OTHER, ROLE_OFF);
    (void)made("một", VIEW_PRIVATE, "");
    v = view_new(&kit_cx, kit_kind("house"));
    v->name = " một ";
    KIT_IS(view_save(&kit_cx, v), E_INVALID);
    assert_true(has_problem("name", "problem.view_taken"));
    v->name = "  ";
    KIT_IS(view_save(&kit_cx, v), E_INVALID);
    assert_true(has_problem("name", "problem.required"));
    v->name = "hai";
    v->mode = VIEW_SHARED;
    KIT_IS(view_save(&kit_cx, v), E_INVALID);
    assert_true(has_problem("mode", "problem.view_share"));
    v->mode = "everyone";
    v->display = "chart";
    KIT_IS(view_save(&kit_cx, v), E_INVALID);
    assert_true(has_problem("mode", "problem.choice"));
    v->mode = VIEW_PRIVATE;
    v->display = VIEW_BOARD;
    v->filter = "colour=blue";
    KIT_IS(view_save(&kit_cx, v), E_INVALID);
    assert_true(has_problem("colour", "problem.no_field"));
    v->filter = "";
    KIT_OK(view_save(&kit_cx, v));
    as(BOSS, ROLE_HEAD); /* the name is another's: everyone has his own */
    (void)made("hai", VIEW_PRIVATE, "");
}

static void clash(void **state)
{
    struct view *mine, *his;

    (void)state;
    as(OWNER, ROLE_HEAD);
    mine = loaded(made("chung", VIEW_SHARED, "paint=red")->id);
    as(BOSS, ROLE_HEAD);
    his = loaded(mine->id);
    his->filter = "paint=green";
    KIT_OK(view_save(&kit_cx, his));
    as(OWNER, ROLE_HEAD);
    mine->filter = "floors.from=3";
    KIT_IS(view_save(&kit_cx, mine), E_CONFLICT);
    assert_true(has_problem("view", "problem.view_conflict"));
    assert_string_equal(loaded(mine->id)->filter, "paint=green");
    KIT_IS(view_remove(&kit_cx, mine), E_CONFLICT);
    mine->version = loaded(mine->id)->version;
    ctx_clear(&kit_cx);
    KIT_OK(view_save(&kit_cx, mine));
    assert_string_equal(loaded(mine->id)->filter, "floors.from=3");
}

static int64_t count_by(const char *params)
{
    struct list_query *q;
    int64_t n;

    KIT_OK(view_parse(&kit_cx, kit_kind("house"), str_of(params), &q));
    KIT_OK(list_count(&kit_cx, q, &n));
    return n;
}

/* The same shared view: all red houses for the head, none for who only sees his own, a refusal for who would learn
   from it what is masked. */
static void gives_no_right(void **state)
{
    struct list_query *q;

    (void)state;
    as(OWNER, ROLE_HEAD);
    kit_cx.who.personal = 1;
    const char *red = arena_printf(kit_cx.mem, "view=%lld", (long long)made("đỏ", VIEW_SHARED, "paint=red")->id);
    struct view *own = made("Nguyễn", VIEW_PRIVATE, "owner=nguy%E1%BB%85n");
    own = loaded(own->id);
    own->mode = VIEW_SHARED;
    KIT_IS(view_save(&kit_cx, own), E_INVALID); /* others would read the name in it */
    assert_true(has_problem("mode", "problem.view_personal"));
    ctx_clear(&kit_cx);
    KIT_OK(db_exec(&kit_cx, NULL, "UPDATE saved_view SET mode = 'shared' WHERE id = ?", db_i(own->id))); /* of before */
    const char *named = arena_printf(kit_cx.mem, "view=%lld", (long long)own->id);
    assert_int_equal(count_by(red), 4);
    assert_int_equal(count_by(named), 1);
    as(OUTSIDE, ROLE_LINE);
    assert_int_equal(count_by(red), 0);
    as(OTHER, ROLE_OFF);
    assert_int_equal(count_by(red), 4);
    KIT_IS(view_parse(&kit_cx, kit_kind("house"), str_of(named), &q), E_INVALID);
    assert_true(has_problem("owner", "problem.masked"));
}

static void begins(void **state)
{
    int64_t id;

    (void)state;
    as(OWNER, ROLE_HEAD);
    struct view *v = made("mở đầu", VIEW_SHARED, "paint=red"), *hidden = made("riêng", VIEW_PRIVATE, "");
    KIT_OK(view_begin_with(&kit_cx, v->kind, v->id));
    assert_true(loaded(v->id)->is_default);
    as(OTHER, ROLE_OFF);
    assert_false(loaded(v->id)->is_default);
    KIT_IS(view_begin_with(&kit_cx, v->kind, hidden->id), E_NOTFOUND);
    KIT_OK(view_default(&kit_cx, v->kind, &id));
    assert_int_equal(id, 0);
    as(OWNER, ROLE_HEAD);
    v = loaded(v->id);
    v->name = "mở sau";
    KIT_OK(view_save(&kit_cx, v)); /* stays as it was */
    assert_true(loaded(v->id)->is_default);
    hidden = loaded(hidden->id);
    hidden->is_default = true;
    KIT_OK(view_save(&kit_cx, hidden));
    assert_false(loaded(v->id)->is_default);
    assert_true(loaded(hidden->id)->is_default);
    KIT_OK(view_begin_with(&kit_cx, v->kind, 0));
    KIT_OK(view_default(&kit_cx, v->kind, &id));
    assert_int_equal(id, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(state_comes_back), cmocka_unit_test(beside_a_view), cmocka_unit_test(rights),
        cmocka_unit_test(administrator),    cmocka_unit_test(faults),        cmocka_unit_test(clash),
        cmocka_unit_test(gives_no_right),   cmocka_unit_test(begins),
    };
    kit_used();
    return cmocka_run_group_tests_name("register/view", tests, fill, kit_close);
}
