/* What the tests of register/ and rules/ stand on: small kinds of their own, a database in memory (or, with
   CHANCERY_DB, a PostgreSQL address), people of several roles. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/db.h"
#include "register/code.h"
#include "register/history.h"
#include "register/list.h"
#include "register/migrate.h"
#include "register/record.h"

static struct arena *kit_static;
static struct ctx kit_cx;

static const char kit_codes[] =
    "- enum: colour\n  values:\n"
    "    - {code: red, vi: Đỏ, en: Red, de: Rot}\n"
    "    - {code: green, vi: Xanh, en: Green, de: Grün}\n"
    "    - {code: old, vi: Cũ, en: Old, de: Alt, valid_to: 2020-12-31}\n"
    "- enum: register_group\n  values:\n"
    "    - {code: zoo, vi: Z, en: Z, de: Z}\n    - {code: alley, vi: A, en: A, de: A}\n    - {code: other, vi: K, en: O, de: S}\n";

#define KIT_L(x) "{vi: \"" x "\", en: \"" x "\", de: \"" x "\"}"
static const char kit_house[] =
    "id: house\ncode: HO\nlabel: " KIT_L("Nhà") "\ntitle: \"name\"\nsort: \"-built\"\nserves: org\n"
    "access:\n"
    "  - {roles: [OFF], may: [create, read, update, export], scope: org}\n"
    "  - {roles: [HEAD], may: [create, read, update, delete, export], scope: org}\n"
    "  - {roles: [LINE], may: [create, read], scope: own}\n"
    "  - {roles: [AUDITOR], may: [read], scope: all}\n"
    "fields:\n"
    "  - {id: name, label: " KIT_L("Tên") ", type: text(20), required: true, list: 1}\n"
    "  - {id: abbr, label: " KIT_L("Abbr") ", type: text(10), unique: true}\n"
    "  - {id: built, label: " KIT_L("Built") ", type: date, list: 2, filter: true}\n"
    "  - {id: floors, label: " KIT_L("Floors") ", type: int, min: \"0\", max: \"200\", list: 3}\n"
    "  - {id: area, label: " KIT_L("Area") ", type: \"dec(8,2)\"}\n"
    "  - {id: price, label: " KIT_L("Price") ", type: money}\n"
    "  - {id: lived_in, label: " KIT_L("Lived in") ", type: bool, default: \"false\"}\n"
    "  - {id: paint, label: " KIT_L("Paint") ", type: \"enum:colour\", filter: true}\n"
    "  - {id: paints, label: " KIT_L("Paints") ", type: \"multi:colour\"}\n"
    "  - {id: next, label: " KIT_L("Next") ", type: \"ref:house\"}\n"
    "  - {id: others, label: " KIT_L("Others") ", type: \"mref:house\"}\n"
    "  - {id: place, label: " KIT_L("Place") ", type: geo}\n"
    "  - {id: owner, label: " KIT_L("Owner") ", type: text(60), personal: pd}\n"
    "  - {id: story, label: " KIT_L("Story") ", type: ltext}\n"
    "  - {id: seen, label: " KIT_L("Seen") ", type: dt}\n"
    "  - {id: deed, label: " KIT_L("Deed") ", type: text(30), required_at: sold}\n"
    "  - {id: sold_on, label: " KIT_L("Sold on") ", type: date, required_at: sold}\n"
    "  - {id: deed_no, label: " KIT_L("Deed no") ", type: auto, number: \"{year(sold_on)}-{seq:3}\", number_at: sold}\n"
    "  - {id: rooms, label: " KIT_L("Rooms") ", type: \"sub:room\"}\n"
    "  - {id: n_rooms, label: " KIT_L("Number of rooms") ", type: calc, calc_as: int, calc: \"count(rooms)\"}\n"
    "  - {id: plan, label: " KIT_L("Plan") ", type: files}\n"
    "  - {id: checked_on, label: " KIT_L("Checked on") ", type: date}\n"
    "states:\n"
    "  - {id: planned, label: " KIT_L("Planned") "}\n"
    "  - {id: standing, label: " KIT_L("Standing") "}\n"
    "  - {id: sold, final: true, label: " KIT_L("Sold") "}\n"
    "  - {id: torn, final: true, side: true, label: " KIT_L("Torn down") "}\n"
    "moves:\n"
    "  - {id: build, label: " KIT_L("Build") ", from: [planned], to: standing, roles: [OFF], guard: \"floors > 0\",\n"
    "     guard_text: " KIT_L("No floors") ",\n"
    "     effects: [{create: rooms, if: \"lived_in\", values: [{field: called, value: \"'hall'\"}]}, {set: built, value: \"today()\"}]}\n"
    "  - {id: sell, label: " KIT_L("Sell") ", from: [standing], to: sold, roles: [HEAD], four_eyes: true, basis: \"Art. 1\"}\n"
    "  - {id: tear, label: " KIT_L("Tear") ", from: [\"*\"], to: torn, roles: [HEAD, SYS], reason: true}\n"
    "  - {id: fade, label: " KIT_L("Fade") ", from: [planned], to: torn, roles: [SYS], automatic: \"built < '2000-01-01'\"}\n"
    "checks:\n"
    "  - {id: C1, holds: \"floors <= 100\", field: floors, message: " KIT_L("Too high") "}\n"
    "  - {id: C2, level: warning, holds: \"floors < 50\", field: floors, message: " KIT_L("High") "}\n";
static const char kit_room[] =
    "id: room\nlabel: " KIT_L("Phòng") "\nparents: [house]\ntitle: \"called\"\n"
    "fields:\n"
    "  - {id: called, label: " KIT_L("Called") ", type: text(20), required: true}\n"
    "  - {id: size, label: " KIT_L("Size") ", type: \"dec(6,1)\"}\n"
    "  - {id: asked_on, label: " KIT_L("Asked on") ", type: date}\n";

static const struct kind *kit_kind(const char *id)
{
    const struct kind *k = kind_find(id);

    assert_non_null(k);
    return k;
}

static void kit_print_problems(const struct ctx *cx)
{
    for (const struct problem *p = cx->problems; p != NULL; p = p->next)
        fprintf(stderr, "  %s: %s %s\n", p->field, p->key, p->arg != NULL ? p->arg : "");
    if (cx->detail != NULL)
        fprintf(stderr, "  %s\n", cx->detail);
}

#define KIT_OK(expr)                                                     \
    do {                                                                 \
        enum status kit_st_ = (expr);                                    \
        if (kit_st_ != OK)                                               \
            kit_print_problems(&kit_cx);                                 \
        assert_string_equal(status_name(kit_st_), "OK");                 \
    } while (0)
#define KIT_IS(expr, want) assert_string_equal(status_name(expr), status_name(want))

static void kit_system(void)
{
    access_as_system(&kit_cx);
    kit_cx.who.province = "46";
}

static void kit_person(int64_t id, enum role r, int64_t org)
{
    kit_cx.who = (struct who){.user_id = id, .login = role_code(r), .name = role_code(r), .roles = ROLE_BIT(r),
                              .org_id = org, .province = "46", .clearance = 2};
}

static void kit_models(void)
{
    struct kind *k[2];
    struct kinds *ks;

    code_forget();
    KIT_OK(code_load_text(&kit_cx, "codes", str_of(kit_codes)));
    KIT_OK(kind_load_text(&kit_cx, "house.yaml", str_of(kit_house), &k[0]));
    KIT_OK(kind_load_text(&kit_cx, "room.yaml", str_of(kit_room), &k[1]));
    KIT_OK(kind_link(&kit_cx, k, 2, &ks));
    KIT_OK(kind_check_all(&kit_cx, ks));
    kind_install(ks);
}

/* One database for the whole program; each test makes records of its own. 2026-11-20 08:00 in Huế. */
static int kit_open(void **state)
{
    const char *url = getenv("CHANCERY_DB");
    struct db *db;

    (void)state;
    kit_static = arena_new((size_t)1 << 30, NULL, NULL);
    ctx_init(&kit_cx, kit_static, NULL);
    kit_cx.fixed_now = date_instant((struct date){2026, 11, 20}, 8, 0);
    KIT_OK(db_open(&kit_cx, url != NULL ? url : "sqlite::memory:", &db));
    kit_cx.db = db;
    kit_cx.lang = LANG_EN;
    kit_system();
    kit_models();
    KIT_OK(migrate_run(&kit_cx, kind_all(), NULL));
    return 0;
}

static int kit_close(void **state)
{
    (void)state;
    kind_install(NULL);
    code_forget();
    struct db *db = kit_cx.db;
    arena_free(kit_static);
    db_close(db);
    return 0;
}

static struct record *kit_house_new(const char *name, const char *built, const char *floors)
{
    struct record *rec = record_new(&kit_cx, kit_kind("house"));

    record_set(&kit_cx, rec, "name", name);
    if (built != NULL)
        record_set(&kit_cx, rec, "built", built);
    if (floors != NULL)
        record_set(&kit_cx, rec, "floors", floors);
    KIT_OK(record_save(&kit_cx, rec, NULL));
    return rec;
}

static bool kit_problem(const char *field, const char *key)
{
    for (const struct problem *p = kit_cx.problems; p != NULL; p = p->next)
        if (strcmp(p->field, field) == 0 && strcmp(p->key, key) == 0)
            return true;
    return false;
}

static int kit_clear(void **state)
{
    (void)state;
    ctx_clear(&kit_cx);
    db_rollback(&kit_cx);
    kit_system();
    return 0;
}

static inline void kit_used(void)
{
    (void)kit_person, (void)kit_house_new, (void)kit_problem, (void)kit_open, (void)kit_close, (void)kit_clear;
}
