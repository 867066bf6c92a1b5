/* The linter: every fault that it knows has a broken file here; and the administrator's folder. */
#include "kit.h"

#include "platform/file.h"

#define HEAD_OF(id) "id: " id "\nlabel: " KIT_L("S") "\naccess:\n  - {roles: [OFF], may: [read], scope: all}\n"
#define HEAD "id: t\nlabel: " KIT_L("T") "\naccess:\n  - {roles: [OFF], may: [read], scope: all}\n"
#define FIELDS "fields:\n  - {id: a, label: " KIT_L("A") ", type: text(10)}\n"
#define F(x) HEAD "fields:\n  - {id: a, label: " KIT_L("A") ", " x "}\n"
#define ST(x) "  - {id: " x ", label: " KIT_L("S") "}\n"
#define TWO HEAD FIELDS "states:\n" ST("one") "  - {id: two, final: true, label: " KIT_L("S") "}\n"
#define MV(x) "  - {id: go, label: " KIT_L("G") ", from: [one], to: two, roles: [OFF]" x "}\n"

static const struct {
    const char *key, *yaml, *where; /* where NULL: not checked */
} faults[] = {
    {"kind.yaml", "id: [t\n", NULL},
    {"kind.yaml", "id: t\nnonsense: 1\n", "t.yaml:2"},
    {"kind.yaml", "a: &x [1]\nb: *x\n", NULL},
    {"kind.yaml", "", NULL},
    {"kind.no_fields", HEAD, "t.yaml:1"},
    {"kind.bad_id", HEAD "fields:\n  - {id: Ab, label: " KIT_L("A") ", type: text}\n", "t.yaml:6"},
    {"kind.common", HEAD "fields:\n  - {id: state, label: " KIT_L("A") ", type: text}\n", "t.yaml:6"},
    {"kind.common", F("type: text}\n  - {id: since, label: " KIT_L("A") ", type: date"), "t.yaml:7"},
    {"kind.twice", HEAD FIELDS "  - {id: a, label: " KIT_L("A") ", type: text}\n", NULL},
    {"kind.no_label", HEAD "fields:\n  - {id: a, label: {vi: A, en: A}, type: text}\n", "t.yaml:6"},
    {"kind.no_label", "id: t\nlabel: {vi: T}\naccess: [{roles: [OFF], may: [read], scope: all}]\n" FIELDS, NULL},
    {"kind.type", F("type: string"), "t.yaml:6"},
    {"kind.type", F("type: \"text(0)\""), NULL},
    {"kind.type", F("type: \"dec(40,2)\""), NULL},
    {"kind.type", F("type: enum"), NULL},
    {"kind.no_group", F("type: text") "group: mine\n", "t.yaml:1"},
    {"kind.no_list", F("type: \"enum:nothing\""), "t.yaml:6"},
    {"kind.no_target", F("type: \"ref:nothing\""), NULL},
    {"kind.no_org", F("type: org"), NULL},
    {"kind.not_parent", F("type: \"sub:t\""), NULL},
    {"kind.calc", F("type: calc"), NULL},
    {"kind.ring", F("type: calc, calc: \"b + 1\", calc_as: int}\n  - {id: b, label: " KIT_L("B") ", type: calc, calc_as: int, calc: \"a + 1\""),
     "t.yaml:6"},
    {"kind.unknown_name", F("type: calc, calc: \"count(all.nothing)\""), "t.yaml:6"},
    {"kind.unknown_name", F("type: calc, calc: \"count(all.t, b == outer.a)\""), "t.yaml:6"},
    {"kind.calc", F("type: auto"), NULL},
    {"kind.no_state", F("type: text, required_at: nowhere"), NULL},
    {"kind.expression", F("type: text, required_if: \"a ==\""), "t.yaml:6"},
    {"kind.unknown_name", F("type: text, required_if: \"b == 1\""), "t.yaml:6"},
    {"kind.personal", F("type: text, personal: yes"), NULL},
    {"kind.date", F("type: text, valid_to: soon"), NULL},
    {"kind.via", F("type: \"mref:t\", via: zz"), NULL},
    {"kind.no_section", "id: t\nlabel: " KIT_L("T") "\naccess: [{roles: [OFF], may: [read], scope: all}]\nsections:\n"
                        "  - {id: s, label: " KIT_L("S") "}\nfields:\n  - {id: a, label: " KIT_L("A") ", type: text, section: q}\n", NULL},
    {"kind.no_reader", "id: t\nlabel: " KIT_L("T") "\n" FIELDS, "t.yaml:1"},
    {"kind.no_reader", "id: t\nlabel: " KIT_L("T") "\naccess: [{roles: [OFF], may: [create], scope: all}]\n" FIELDS, NULL},
    {"kind.role", "id: t\nlabel: " KIT_L("T") "\naccess: [{roles: [BOSS], may: [read], scope: all}]\n" FIELDS, NULL},
    {"kind.scope", "id: t\nlabel: " KIT_L("T") "\naccess: [{roles: [OFF], may: [read], scope: some}]\n" FIELDS, NULL},
    {"kind.right", "id: t\nlabel: " KIT_L("T") "\naccess: [{roles: [OFF], may: [look], scope: all}]\n" FIELDS, NULL},
    {"kind.unreached", TWO "  - {id: three, final: true, label: " KIT_L("S") "}\nmoves:\n" MV(""), "t.yaml:10"},
    {"kind.endless", HEAD FIELDS "states:\n" ST("one") ST("two") "moves:\n" MV(""), NULL},
    {"kind.out_of_final", TWO "moves:\n" MV("") "  - {id: back, label: " KIT_L("B") ", from: [two], to: one, roles: [OFF]}\n", NULL},
    {"kind.no_state", TWO "moves:\n  - {id: go, label: " KIT_L("G") ", from: [one], to: three, roles: [OFF]}\n", "t.yaml:11"},
    {"kind.no_from", TWO "moves:\n  - {id: go, label: " KIT_L("G") ", to: two, roles: [OFF]}\n", NULL},
    {"kind.no_roles", TWO "moves:\n  - {id: go, label: " KIT_L("G") ", from: [one], to: two}\n", NULL},
    {"kind.role", TWO "moves:\n  - {id: go, label: " KIT_L("G") ", from: [one], to: two, roles: [\"@a\"]}\n", NULL},
    {"kind.no_label", TWO "moves:\n" MV(", guard: \"a is set\""), NULL},
    {"kind.admin_moves", TWO "moves:\n  - {id: go, label: " KIT_L("G") ", from: [one], to: two, roles: [OFF, ADMIN]}\n", NULL},
    {"kind.assigned", F("type: text, assigned: true"), NULL},
    {"kind.automatic", TWO "moves:\n" MV(", automatic: \"a is set\""), NULL},
    {"kind.effect", TWO "moves:\n" MV(", effects: [{create: a}]"), NULL},
    {"kind.effect", TWO "moves:\n" MV(", effects: [{set: b, value: \"1\"}]"), NULL},
    {"kind.unknown_name", TWO "moves:\n" MV(", need: [b]"), NULL},
    {"kind.level", TWO "checks:\n  - {id: C, holds: \"a is set\", level: fatal, message: " KIT_L("M") "}\n", NULL},
    {"kind.unknown_name", TWO "checks:\n  - {id: C, holds: \"b is set\", message: " KIT_L("M") "}\n", "t.yaml:11"},
    {"kind.no_state", TWO "checks:\n  - {id: C, holds: \"a is set\", at: three, message: " KIT_L("M") "}\n", NULL},
    {"kind.unknown_name", HEAD "sort: \"-b\"\n" FIELDS, NULL},
    {"kind.unknown_name", HEAD "key: [b]\n" FIELDS, NULL},
    {"kind.no_sub_field", "id: t\nlabel: " KIT_L("T") "\nparents: [t]\n" FIELDS, NULL},
    {"kind.no_target", "id: t\nlabel: " KIT_L("T") "\nparents: [q]\n" FIELDS, NULL},
    {"kind.not_a_name", HEAD "names: [a]\nfields:\n  - {id: a, label: " KIT_L("A") ", type: date}\n", "t.yaml:7"},
    {"kind.not_sub", F("type: text(10)") "checks:\n  - {id: C, holds: \"count(a, b == 1) > 0\", message: " KIT_L("M") "}\n",
     "t.yaml:8"},
};

/* Faults of one file beside another. */
static const struct {
    const char *key, *yaml, *other, *where;
} together[] = {
    {"kind.opens_sub", "id: t\nlabel: " KIT_L("T") "\nparents: [s]\n" FIELDS "opens:\n  - {id: o, every: week}\n",
     HEAD_OF("s") "fields:\n  - {id: rows, label: " KIT_L("R") ", type: \"sub:t\"}\n", NULL},
};

static void check_fault(const char *key, const char *yaml, const char *other, const char *where)
{
    size_t n = other == NULL ? 1 : 2;
    struct kind *k[2];
    struct kinds *ks;

    ctx_clear(&kit_cx);
    enum status st = kind_load_text(&kit_cx, "t.yaml", str_of(yaml), &k[0]);
    if (st == OK && other != NULL)
        st = kind_load_text(&kit_cx, "other.yaml", str_of(other), &k[1]);
    if (st == OK)
        st = kind_link(&kit_cx, k, n, &ks);
    if (st == OK)
        st = kind_check_all(&kit_cx, ks);
    if (st != E_INVALID)
        fail_msg("%s is not found in:\n%s", key, yaml);
    bool found = false;
    for (const struct problem *p = kit_cx.problems; p != NULL; p = p->next)
        found = found || (strcmp(p->key, key) == 0 && (where == NULL || strcmp(p->field, where) == 0));
    if (!found) {
        kit_print_problems(&kit_cx);
        fail_msg("%s at %s is not among the faults of:\n%s", key, where != NULL ? where : "any place", yaml);
    }
}

static void every_fault(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        check_fault(faults[i].key, faults[i].yaml, NULL, faults[i].where);
    for (size_t i = 0; i < sizeof together / sizeof *together; i++)
        check_fault(together[i].key, together[i].yaml, together[i].other, together[i].where);
}

static void code_lists(void **state)
{
    (void)state;
    ctx_clear(&kit_cx);
    KIT_IS(code_load_text(&kit_cx, "codes.yaml", STR("- enum: shade\n  values:\n    - {code: \"dark red\", vi: A, en: B, de: C}\n")),
           E_INVALID);
    assert_true(kit_problem("codes.yaml", "kind.code"));
    ctx_clear(&kit_cx);
    code_forget();
    kit_models();
}

/* A column keeps its type for good: what stands in it was written as that. */
static void type_changed(void **state)
{
    struct kind *k;
    struct kinds *ks;

    (void)state;
    ctx_clear(&kit_cx);
    KIT_OK(kind_load_text(&kit_cx, "t.yaml", STR(F("type: text(10)")), &k));
    KIT_OK(kind_link(&kit_cx, &k, 1, &ks));
    KIT_OK(migrate_run(&kit_cx, ks, NULL));
    KIT_OK(kind_load_text(&kit_cx, "t.yaml", STR(F("type: int")), &k));
    KIT_OK(kind_link(&kit_cx, &k, 1, &ks));
    KIT_IS(migrate_run(&kit_cx, ks, NULL), E_INVALID);
    assert_true(kit_problem("t.yaml:6", "kind.type_changed"));
}

static void good_one(void **state)
{
    struct kind *k;
    struct kinds *ks;

    (void)state;
    ctx_clear(&kit_cx);
    KIT_OK(kind_load_text(&kit_cx, "t.yaml", STR(TWO), &k)); /* states without moves: the office's default */
    KIT_OK(kind_link(&kit_cx, &k, 1, &ks));
    KIT_OK(kind_check_all(&kit_cx, ks));
    assert_int_equal(k->n_moves, 1);
    assert_string_equal(k->moves[0].id, "to_two");
    assert_int_equal(k->moves[0].role_bits, ROLE_BIT(ROLE_OFF) | ROLE_BIT(ROLE_HEAD));
}

/* A field, a state and a label by a file of the administrator, with a day from which they count. */
/* Groups stand in the order of their list, not of the alphabet; calculated fields in the order they need. */
static void orders(void **state)
{
    struct kind *k[3];
    struct kinds *ks;

    (void)state;
    ctx_clear(&kit_cx);
    KIT_OK(kind_load_text(&kit_cx, "a.yaml", STR("group: alley\n" HEAD_OF("a") FIELDS), &k[0]));
    KIT_OK(kind_load_text(&kit_cx, "b.yaml", STR(HEAD_OF("b") FIELDS), &k[1]));
    KIT_OK(kind_load_text(&kit_cx, "z.yaml", STR("group: zoo\n" HEAD_OF("z") "fields:\n"
        "  - {id: three, label: " KIT_L("3") ", type: calc, calc_as: int, calc: \"two + count(all.a, outer.one == 1)\"}\n"
        "  - {id: two, label: " KIT_L("2") ", type: calc, calc_as: int, calc: \"one + 1\"}\n"
        "  - {id: one, label: " KIT_L("1") ", type: calc, calc_as: int, calc: \"1\"}\n"
        "  - {id: two_of_a, label: " KIT_L("4") ", type: calc, calc_as: int, calc: \"count(all.a, a == 'three')\"}\n"), &k[2]));
    KIT_OK(kind_link(&kit_cx, k, 3, &ks));
    KIT_OK(kind_check_all(&kit_cx, ks));
    assert_string_equal(ks->at[0]->id, "z");
    assert_string_equal(ks->at[1]->id, "a");
    assert_string_equal(ks->at[2]->id, "b");
    const struct kind *z = ks->at[0];
    assert_int_equal(z->n_calcs, 4);
    assert_string_equal(z->calcs[0]->id, "one");
    assert_string_equal(z->calcs[1]->id, "two");
    assert_string_equal(z->calcs[2]->id, "three");
}

static void overlay(void **state)
{
    char folder[] = "/tmp/chancery-kinds-XXXXXX";
    struct kinds *ks;
    const struct kind *agreement = NULL;

    (void)state;
    ctx_clear(&kit_cx);
    code_forget();
    KIT_OK(code_load_all(&kit_cx, NULL));
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(kit_cx.mem, "%s/own.yaml", folder);
    KIT_OK(file_write(&kit_cx, path,
                      STR("id: agreement\nlabel: " KIT_L("Own name") "\nfields:\n"
                          "  - {id: shelf, label: " KIT_L("Shelf") ", type: text(40), valid_from: 2026-01-01}\n"
                          "  - {id: later, label: " KIT_L("Later") ", type: text(40), valid_from: 2027-01-01}\n"
                          "  - {id: notes, label: " KIT_L("Notes of ours") ", type: ltext}\n"
                          "moves:\n  - {id: shelve, label: " KIT_L("Shelve") ", from: [signed], to: cancelled, roles: [DIR]}\n")));
    const char *all = arena_printf(kit_cx.mem, "%s/zz_every.yaml", folder);
    KIT_OK(file_write(&kit_cx, all,
                      STR("id: every\nsections:\n  - {id: more, label: " KIT_L("More") "}\nfields:\n"
                          "  - {id: tags, label: " KIT_L("Tags") ", type: text(60), section: more}\n"
                          "  - {id: notes, label: " KIT_L("Notes of all") ", type: ltext, section: more}\n"
                          "checks:\n  - {id: no_blank, holds: \"tags != 'x'\", message: " KIT_L("Not x") "}\n")));
    KIT_OK(kind_load_all(&kit_cx, folder, &ks));
    for (size_t i = 0; i < ks->n; i++) {
        const struct kind *k = ks->at[i];
        if (strcmp(k->id, "agreement") == 0)
            agreement = k;
        assert_string_not_equal(k->id, "every");
        assert_true((kind_field(k, "tags") != NULL) == (k->parents.n == 0));
        assert_string_not_equal(k->fields[0].id, "tags"); /* its own stand first */
    }
    KIT_OK(file_remove(&kit_cx, all));
    assert_non_null(agreement);
    assert_string_equal(agreement->checks[agreement->n_checks - 1].id, "no_blank");
    assert_string_equal(agreement->label.text[LANG_EN], "Own name");
    assert_non_null(kind_field(agreement, "shelf"));
    assert_null(kind_field(agreement, "later")); /* not yet */
    assert_string_equal(kind_field(agreement, "notes")->label.text[LANG_EN], "Notes of ours");
    assert_non_null(kind_field(agreement, "title_vi"));
    assert_non_null(kind_move(agreement, "shelve"));
    KIT_OK(file_write(&kit_cx, path, STR("id: agreement\nfields:\n  - {id: shelf, type: nonsense}\n")));
    KIT_IS(kind_load_all(&kit_cx, folder, &ks), E_INVALID);
    assert_string_equal(kit_cx.problems->field, arena_printf(kit_cx.mem, "%s:3", path));
    KIT_OK(file_remove(&kit_cx, path));
    assert_int_equal(remove(folder), 0);
    ctx_clear(&kit_cx);
}

/* The kinds that come with the program are in order, and a second migration has nothing to do. */
static void own_kinds(void **state)
{
    struct kinds *ks;
    int changes;

    (void)state;
    ctx_clear(&kit_cx);
    code_forget();
    KIT_OK(code_load_all(&kit_cx, NULL));
    KIT_OK(kind_load_all(&kit_cx, NULL, &ks));
    assert_true(ks->n >= 12);
    KIT_OK(migrate_run(&kit_cx, ks, &changes));
    assert_true(changes > 0);
    KIT_OK(migrate_run(&kit_cx, ks, &changes));
    assert_int_equal(changes, 0);
}

static void schema_grows(void **state)
{
    static const char a[] = HEAD "fields:\n  - {id: a, label: " KIT_L("A") ", type: text(10)}\n",
                      b[] = HEAD "fields:\n  - {id: a, label: " KIT_L("A") ", type: text(10)}\n"
                                 "  - {id: b, label: " KIT_L("B") ", type: int}\n",
                      c[] = HEAD "fields:\n  - {id: a, label: " KIT_L("A") ", type: int}\n";
    const char *texts[] = {a, b, c};
    struct kind *k;
    struct kinds *ks;
    int changes;

    (void)state;
    for (int i = 0; i < 3; i++) {
        ctx_clear(&kit_cx);
        KIT_OK(kind_load_text(&kit_cx, "t.yaml", str_of(texts[i]), &k));
        KIT_OK(kind_link(&kit_cx, &k, 1, &ks));
        if (i < 2) {
            KIT_OK(migrate_run(&kit_cx, ks, &changes));
            assert_int_equal(changes, 1);
        } else { /* a changed type could lose data */
            KIT_IS(migrate_run(&kit_cx, ks, &changes), E_INVALID);
            assert_true(kit_problem("t.yaml:6", "kind.type_changed"));
            db_rollback(&kit_cx);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_fault), cmocka_unit_test(good_one), cmocka_unit_test(orders), cmocka_unit_test(overlay),
                                       cmocka_unit_test(own_kinds), cmocka_unit_test(schema_grows),
                                       cmocka_unit_test(code_lists), cmocka_unit_test(type_changed)};
    kit_used();
    return cmocka_run_group_tests_name("kind", tests, kit_open, kit_close);
}
