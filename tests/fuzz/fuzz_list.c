/* The parameters of a list as they stand in an address: refused by name, or a statement that the database takes; page, count,
   groups and CSV agree; the address that the query writes of itself asks the same again. */
#include "fuzz.h"

#include <string.h>

#include "platform/db.h"
#include "register/code.h"
#include "register/list.h"
#include "register/migrate.h"

#define LABEL(x) "{vi: \"" x "\", en: \"" x "\", de: \"" x "\"}"
static const char codes[] = "- enum: colour\n  values:\n    - {code: red, vi: Đỏ, en: Red, de: Rot}\n"
                            "    - {code: old, vi: Cũ, en: Old, de: Alt, valid_to: 2020-12-31}\n";
static const char house[] =
    "id: house\ncode: HO\nlabel: " LABEL("House") "\ntitle: \"name\"\nsort: \"-built\"\nserves: org\n"
    "access:\n  - {roles: [HEAD], may: [create, read, update, delete, export], scope: org}\n"
    "  - {roles: [OFF], may: [read, create], scope: own}\n"
    "fields:\n"
    "  - {id: name, label: " LABEL("Name") ", type: text(20), required: true, list: 1}\n"
    "  - {id: story, label: " LABEL("Story") ", type: ltext}\n"
    "  - {id: built, label: " LABEL("Built") ", type: date, list: 2, filter: true}\n"
    "  - {id: seen, label: " LABEL("Seen") ", type: dt}\n"
    "  - {id: since, label: " LABEL("Since") ", type: year}\n"
    "  - {id: floors, label: " LABEL("Floors") ", type: int, list: 3}\n"
    "  - {id: area, label: " LABEL("Area") ", type: \"dec(8,2)\"}\n"
    "  - {id: price, label: " LABEL("Price") ", type: money}\n"
    "  - {id: lived_in, label: " LABEL("Lived in") ", type: bool}\n"
    "  - {id: paint, label: " LABEL("Paint") ", type: \"enum:colour\", filter: true}\n"
    "  - {id: paints, label: " LABEL("Paints") ", type: \"multi:colour\"}\n"
    "  - {id: next, label: " LABEL("Next") ", type: \"ref:house\"}\n"
    "  - {id: others, label: " LABEL("Others") ", type: \"mref:house\"}\n"
    "  - {id: land, label: " LABEL("Land") ", type: country}\n"
    "  - {id: place, label: " LABEL("Place") ", type: geo}\n"
    "  - {id: owner, label: " LABEL("Owner") ", type: text(60), personal: pd}\n"
    "states:\n  - {id: planned, label: " LABEL("Planned") "}\n  - {id: sold, final: true, label: " LABEL("Sold") "}\n"
    "moves:\n  - {id: sell, label: " LABEL("Sell") ", from: [planned], to: sold, roles: [HEAD]}\n";

static struct arena *lasting;
static struct db *db;

static void row(struct ctx *cx, const char *name, const char *built, const char *floors)
{
    struct record *rec = record_new(cx, kind_find("house"));

    record_set(cx, rec, "name", name);
    record_set(cx, rec, "built", built);
    record_set(cx, rec, "floors", floors);
    record_set(cx, rec, "price", "1200.50 USD");
    record_set(cx, rec, "paint", "red");
    FUZZ_CHECK(record_save(cx, rec, NULL) == OK);
}

static void open_once(void)
{
    struct ctx cx;
    struct kind *k;
    struct kinds *ks;

    if (db != NULL)
        return;
    lasting = arena_new((size_t)256 << 20, NULL, NULL);
    ctx_init(&cx, lasting, NULL);
    cx.fixed_now = 1770000000;
    FUZZ_CHECK(db_open(&cx, "sqlite::memory:", &db) == OK);
    cx.db = db;
    access_as_system(&cx);
    cx.who.province = "46";
    FUZZ_CHECK(code_load_text(&cx, "codes", str_of(codes)) == OK);
    FUZZ_CHECK(kind_load_text(&cx, "house.yaml", str_of(house), &k) == OK);
    FUZZ_CHECK(kind_link(&cx, &k, 1, &ks) == OK);
    kind_install(ks);
    FUZZ_CHECK(migrate_run(&cx, ks, NULL) == OK);
    row(&cx, "Đình làng", "2025-01-31", "1");
    row(&cx, "a_b%c", "1999-12-31", "40");
    row(&cx, "O'Hara", "", "");
}

static void same_again(struct ctx *cx, struct list_query *q, int64_t total)
{
    struct list_query *again;
    int64_t n;

    const char *url = list_url(cx, q, "page", NULL);
    FUZZ_CHECK(list_parse(cx, q->kind, str_of(url), &again) == OK);
    FUZZ_CHECK(list_count(cx, again, &n) == OK && n == total);
}

/* An answer is never a fault of the database: what was read is a statement that it takes. */
static void ask(struct ctx *cx, struct str in)
{
    struct list_query *q;
    struct list_page page;
    struct list_group *g;
    struct buf out;
    size_t n;
    int64_t total, in_groups = 0;

    ctx_clear(cx);
    enum status st = list_parse(cx, kind_find("house"), in, &q);
    st = st == OK ? list_run(cx, q, &page) : st;
    FUZZ_CHECK(st == OK || st == E_USAGE || (st == E_INVALID && cx->problems != NULL));
    if (st != OK)
        return;
    FUZZ_CHECK(page.total <= 3 && (int64_t)page.n <= page.total);
    FUZZ_CHECK(list_count(cx, q, &total) == OK && total == page.total);
    FUZZ_CHECK(list_groups(cx, q, "state", &g, &n) == OK);
    for (size_t i = 0; i < n; i++)
        in_groups += g[i].n;
    FUZZ_CHECK(in_groups == total);
    buf_init(&out, cx->mem, 1 << 20);
    FUZZ_CHECK(list_json(cx, q, &out) == OK);
    same_again(cx, q, total);
}

static void one(struct ctx *cx, struct str in)
{
    if (memchr(in.p, '\0', in.n) != NULL) /* the server refuses such an address (platform/http_request.h) */
        return;
    cx->db = db;
    cx->who = (struct who){.user_id = 2, .login = "head", .name = "head", .roles = ROLE_BIT(ROLE_HEAD), .org_id = 1,
                           .province = "46", .clearance = 2};
    ask(cx, in);
    access_as_system(cx);
    ask(cx, in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    open_once();
    return fuzz_in_arena(data, n, 4096, one);
}
