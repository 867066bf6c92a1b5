/* Moves, required fields, checks and deadlines over a small kind; the clock is moved by hand. */
#include "../register/kit.h"

#include "rules/check.h"
#include "rules/deadline_store.h"
#include "rules/lifecycle.h"
#include "rules/workday.h"

static const char rules_yaml[] =
    "- {code: D1, kind: house, label: " KIT_L("Check") ", trigger: [standing_at], n: \"5\", unit: wd, direction: after,\n"
    "   stop: [checked_on], warn: [\"2wd\", \"0\"], basis: \"Art. 5\", mark: V}\n"
    "- {code: D2, kind: house, label: " KIT_L("Paint") ", trigger: [built], n: \"floors\", unit: d, direction: before,\n"
    "   stop: [paint], condition: \"lived_in\", mark: U}\n"
    "- {code: D3, kind: room, label: " KIT_L("Ask") ", trigger: [asked_on], n: \"2\", unit: h, direction: after,\n"
    "   stop: [size], condition: \"parent.floors > 1\", basis: \"office\", ground: " KIT_L("a habit") ", mark: D}\n"
    "- {code: D4, kind: house, label: " KIT_L("Rooms") ", trigger: [built], n: \"1\", unit: m, direction: after, stop: [rooms],\n"
    "   mark: V, valid_from: 2026-01-01}\n"
    "- {code: DX, kind: unknown_register, label: " KIT_L("X") ", trigger: [x], n: \"1\", unit: d, direction: after, mark: V}\n";

static enum status saved(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    (void)c;
    return deadline_refresh(cx, rec);
}

static int load(void **state)
{
    static const struct record_hooks hooks = {check_record, saved};
    static const struct workday_row new_year = {.date = {2026, 1, 1}, .confirmed = true};
    struct deadline_rule *rules;
    size_t n;

    if (kit_open(state) != 0)
        return -1;
    workday_install(kit_static, &new_year, 1);
    KIT_OK(deadline_load_text(&kit_cx, "deadlines.yaml", str_of(rules_yaml), &rules, &n));
    assert_int_equal(n, 4); /* the register that is not kept is left out */
    deadline_install(rules, n);
    record_install_hooks(&hooks);
    return 0;
}

static int drop(void **state)
{
    record_install_hooks(NULL);
    deadline_install(NULL, 0);
    workday_install(NULL, NULL, 0);
    return kit_close(state);
}

static int begin(void **state)
{
    kit_cx.fixed_now = date_instant((struct date){2026, 11, 20}, 8, 0); /* a Friday */
    return kit_clear(state);
}

static void allowed_moves(void **state)
{
    struct record *rec = kit_house_new("a", NULL, NULL);
    struct lifecycle_move *moves;
    size_t n;

    (void)state;
    rec->org_id = 3;
    kit_person(5, ROLE_OFF, 4); /* of another organisation: not hers to move */
    KIT_OK(lifecycle_moves(&kit_cx, rec, &moves, &n));
    assert_int_equal(n, 0);
    kit_person(5, ROLE_OFF, 3);
    KIT_OK(lifecycle_moves(&kit_cx, rec, &moves, &n));
    assert_int_equal(n, 1);
    assert_string_equal(moves[0].move->id, "build");
    assert_false(moves[0].allowed);
    assert_string_equal(moves[0].refused, "No floors");
    kit_person(5, ROLE_ADMIN, 0); /* administrators approve nothing */
    KIT_OK(lifecycle_moves(&kit_cx, rec, &moves, &n));
    assert_int_equal(n, 0);
}

static void refused_moves(void **state)
{
    struct record *org = kit_house_new("org", NULL, NULL), *rec;

    (void)state;
    kit_person(5, ROLE_OFF, org->id);
    rec = kit_house_new("b", NULL, NULL);
    KIT_IS(lifecycle_move(&kit_cx, rec, "build", NULL, 0, NULL), E_STATE); /* the guard */
    assert_true(kit_problem("", "problem.guard"));
    ctx_clear(&kit_cx);
    KIT_IS(lifecycle_move(&kit_cx, rec, "sell", NULL, 0, NULL), E_STATE); /* not from here */
    ctx_clear(&kit_cx);
    KIT_IS(lifecycle_move(&kit_cx, rec, "tear", NULL, 0, "reason"), E_DENIED);
    ctx_clear(&kit_cx);
    kit_person(6, ROLE_HEAD, org->id);
    KIT_IS(lifecycle_move(&kit_cx, rec, "tear", NULL, 0, NULL), E_INVALID); /* a reason is asked for */
    assert_true(kit_problem("reason", "problem.required"));
    assert_string_equal(rec->state, "planned");
    ctx_clear(&kit_cx);
    KIT_IS(lifecycle_move(&kit_cx, rec, "fly", NULL, 0, NULL), E_NOTFOUND);
}

static void whole_way(void **state)
{
    struct record *org = kit_house_new("org 2", NULL, NULL), *rec, *back;
    struct history_row *h;
    struct record_set rooms;
    size_t n;

    (void)state;
    kit_person(5, ROLE_OFF, org->id);
    rec = kit_house_new("c", NULL, "2");
    KIT_OK(lifecycle_move(&kit_cx, rec, "build", (struct lifecycle_value[]){{"lived_in", "true"}}, 1, NULL));
    assert_string_equal(rec->state, "standing");
    assert_string_equal(record_get(rec, "built"), "2026-11-20"); /* the effect filled it */
    KIT_OK(record_children(&kit_cx, rec, "rooms", &rooms));
    assert_int_equal(rooms.n, 1);
    assert_string_equal(record_get(rooms.at[0], "called"), "hall");
    kit_person(6, ROLE_HEAD, org->id);
    KIT_IS(lifecycle_move(&kit_cx, rec, "sell", NULL, 0, NULL), E_INVALID); /* everything that is missing, at once */
    assert_true(kit_problem("deed", "problem.required") && kit_problem("sold_on", "problem.required"));
    ctx_clear(&kit_cx);
    kit_person(5, ROLE_HEAD, org->id); /* the same person who made it */
    struct lifecycle_value v[] = {{"deed", "No 1"}, {"sold_on", "2026-11-19"}};
    KIT_IS(lifecycle_move(&kit_cx, rec, "sell", v, 2, NULL), E_DENIED);
    ctx_clear(&kit_cx);
    kit_person(6, ROLE_HEAD, org->id);
    KIT_OK(lifecycle_move(&kit_cx, rec, "sell", v, 2, "paid"));
    assert_string_equal(rec->state, "sold");
    assert_memory_equal(record_get(rec, "deed_no"), "2026-", 5);
    KIT_OK(history_of(&kit_cx, rec->id, false, 0, &h, &n));
    assert_string_equal(h[0].what, "move");
    assert_string_equal(h[0].basis, "Art. 1");
    assert_string_equal(h[0].why, "paid");
    kit_person(5, ROLE_OFF, org->id); /* final: read-only, but for a head with a reason */
    KIT_OK(record_load(&kit_cx, NULL, rec->id, &back));
    record_set(&kit_cx, back, "name", "changed");
    KIT_IS(record_save(&kit_cx, back, "x"), E_STATE);
    kit_person(6, ROLE_HEAD, org->id);
    KIT_IS(record_save(&kit_cx, back, NULL), E_STATE);
    ctx_clear(&kit_cx);
    KIT_OK(record_save(&kit_cx, back, "a letter was wrong"));
}

static void numbers_go_on(void **state)
{
    struct record *rec[3];

    (void)state;
    for (int i = 0; i < 3; i++) {
        rec[i] = kit_house_new("n", NULL, "1");
        KIT_OK(lifecycle_move(&kit_cx, rec[i], "build", NULL, 0, NULL));
        struct lifecycle_value v[] = {{"deed", "x"}, {"sold_on", i == 2 ? "2031-01-01" : "2030-01-01"}};
        KIT_OK(lifecycle_move(&kit_cx, rec[i], "sell", v, 2, NULL));
    }
    assert_string_equal(record_get(rec[0], "deed_no"), "2030-001");
    assert_string_equal(record_get(rec[1], "deed_no"), "2030-002");
    assert_string_equal(record_get(rec[2], "deed_no"), "2031-001"); /* each year by itself */
}

static void checks(void **state)
{
    struct record *rec = kit_house_new("k", NULL, "60");
    struct check_warning *w;
    size_t n;

    (void)state;
    KIT_OK(check_warnings(&kit_cx, rec, &w, &n)); /* a warning does not refuse */
    assert_int_equal(n, 1);
    assert_string_equal(w[0].check->id, "C2");
    record_set(&kit_cx, rec, "floors", "101");
    record_set(&kit_cx, rec, "name", "");
    KIT_IS(record_save(&kit_cx, rec, NULL), E_INVALID);
    assert_true(kit_problem("floors", "problem.check") && kit_problem("name", "problem.required"));
    ctx_clear(&kit_cx);
    record_set(&kit_cx, rec, "floors", ""); /* unknown passes */
    record_set(&kit_cx, rec, "name", "k");
    KIT_OK(record_save(&kit_cx, rec, NULL));
}

static const struct deadline *find(struct deadline *d, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(d[i].rule->code, code) == 0)
            return &d[i];
    return NULL;
}

static const struct deadline *due(struct record *rec, const char *code)
{
    struct deadline *d;
    size_t n;

    KIT_OK(deadline_of(&kit_cx, rec, true, &d, &n));
    return find(d, n, code);
}

static void forward(int days)
{
    kit_cx.fixed_now += (int64_t)days * 86400;
}

static void deadlines(void **state)
{
    struct record *rec = kit_house_new("d", NULL, "10");
    struct deadline_due *open;
    int64_t total;
    size_t n;

    (void)state;
    assert_null(due(rec, "D1")); /* the trigger has not come */
    KIT_OK(lifecycle_move(&kit_cx, rec, "build", NULL, 0, NULL));
    const struct deadline *d = due(rec, "D1");
    assert_non_null(d);
    assert_string_equal(date_text(kit_cx.mem, d->due), "2026-11-27");
    assert_int_equal(d->state, DEADLINE_OPEN);
    assert_int_equal(d->left, 5);
    assert_true(d->is_law);
    assert_string_equal(deadline_basis(&kit_cx, d->rule), "Art. 5");
    forward(5); /* Wednesday: two working days before */
    assert_int_equal(due(rec, "D1")->state, DEADLINE_WARN);
    forward(2);
    assert_int_equal(due(rec, "D1")->state, DEADLINE_DUE);
    forward(1);
    assert_int_equal(due(rec, "D1")->state, DEADLINE_LATE);
    KIT_OK(deadline_list(&kit_cx, &(struct due_query){.until = ctx_today(&kit_cx), .per = 100}, &open, &n, &total));
    bool listed = false;
    for (size_t i = 0; i < n; i++)
        listed = listed || (open[i].record_id == rec->id && open[i].state == DEADLINE_LATE);
    assert_true(listed);
    record_set(&kit_cx, rec, "checked_on", "2026-11-27");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    assert_int_equal(due(rec, "D1")->state, DEADLINE_DONE);
    record_set(&kit_cx, rec, "checked_on", "2026-11-28");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    assert_int_equal(due(rec, "D1")->state, DEADLINE_DONE_LATE);
    KIT_OK(deadline_list(&kit_cx, &(struct due_query){.until = ctx_today(&kit_cx), .per = 100}, &open, &n, &total));
    for (size_t i = 0; i < n; i++)
        assert_false(open[i].record_id == rec->id && strcmp(open[i].rule, "D1") == 0);
}

static void conditions(void **state)
{
    struct record *rec = kit_house_new("e", "2026-12-25", "10"), *room;

    (void)state;
    assert_null(due(rec, "D2"));
    record_set(&kit_cx, rec, "lived_in", "true");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    assert_string_equal(date_text(kit_cx.mem, due(rec, "D2")->due), "2026-12-15"); /* n is the number of floors */
    assert_false(due(rec, "D2")->is_law);
    assert_string_equal(deadline_basis(&kit_cx, due(rec, "D2")->rule), "Office default, unverified");
    room = record_new_sub(&kit_cx, kit_kind("room"), rec);
    record_set(&kit_cx, room, "called", "hall");
    record_set(&kit_cx, room, "asked_on", "2026-11-20");
    KIT_OK(record_save(&kit_cx, room, NULL));
    const struct deadline *d = due(rec, "D3"); /* of the sub-record, by a condition on its owner */
    assert_non_null(d);
    assert_int_equal(d->due_at, date_instant((struct date){2026, 11, 20}, 2, 0));
    assert_int_equal(d->state, DEADLINE_LATE);
    assert_string_equal(deadline_basis(&kit_cx, d->rule), "Office default, unverified (office; a habit)");
    d = due(rec, "D4");
    assert_string_equal(date_text(kit_cx.mem, d->due), "2027-01-25");
    assert_int_equal(d->flags, WORKDAY_NO_TABLE); /* 2027 has no days off here */
    record_set(&kit_cx, rec, "built", "2025-12-25"); /* before the rule was in force */
    KIT_OK(record_save(&kit_cx, rec, NULL));
    assert_null(due(rec, "D4"));
}

static void by_date(void **state)
{
    struct record *old = kit_house_new("old", "1999-05-05", NULL), *young = kit_house_new("young", "2001-05-05", NULL), *back;
    int64_t moved;

    (void)state;
    kit_person(6, ROLE_HEAD, 0);
    KIT_OK(lifecycle_tick(&kit_cx, NULL, &moved));
    assert_int_equal(moved, 1);
    assert_int_equal(kit_cx.who.user_id, 6); /* the program acted and left the user in place */
    kit_system();
    KIT_OK(record_load(&kit_cx, NULL, old->id, &back));
    assert_string_equal(back->state, "torn");
    KIT_OK(record_load(&kit_cx, NULL, young->id, &back));
    assert_string_equal(back->state, "planned");
    KIT_OK(lifecycle_tick(&kit_cx, NULL, &moved));
    assert_int_equal(moved, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(allowed_moves, begin), cmocka_unit_test_setup(refused_moves, begin),
        cmocka_unit_test_setup(whole_way, begin),     cmocka_unit_test_setup(numbers_go_on, begin),
        cmocka_unit_test_setup(checks, begin),        cmocka_unit_test_setup(deadlines, begin),
        cmocka_unit_test_setup(conditions, begin),    cmocka_unit_test_setup(by_date, begin),
    };
    kit_used();
    return cmocka_run_group_tests_name("lifecycle", tests, load, drop);
}
