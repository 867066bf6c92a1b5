/* Taking a move back, separation of duties between moves, records that a move makes in another register or that the
   program makes for each period. */
#include "../register/kit.h"

#include "rules/check.h"
#include "rules/deadline_store.h"
#include "rules/lifecycle.h"
#include "rules/lifecycle_undo.h"
#include "rules/opening.h"

static const char paper_yaml[] =
    "id: paper\nlabel: " KIT_L("Paper") "\ntitle: name\naccess: [{roles: [OFF, HEAD, DIR], may: [create, read, update, delete], scope: all}]\n"
    "fields:\n"
    "  - {id: name, label: " KIT_L("Name") ", type: text(40), required: true}\n"
    "  - {id: asked, label: " KIT_L("Asked") ", type: \"sub:opinion\"}\n"
    "  - {id: n_asked, label: " KIT_L("Number") ", type: calc, calc_as: int, calc: \"count(asked)\"}\n"
    "  - {id: sent_on, label: " KIT_L("Sent") ", type: date}\n"
    "  - {id: seen_at, label: " KIT_L("Seen") ", type: dt}\n"
    "  - {id: rank, label: " KIT_L("Rank") ", type: int}\n"
    "  - {id: no, label: " KIT_L("No") ", type: auto, number: \"P{seq:3}\", number_at: signed}\n"
    "states:\n  - {id: draft, label: " KIT_L("Draft") "}\n  - {id: sent, label: " KIT_L("Sent") "}\n"
    "  - {id: checked, label: " KIT_L("Checked") "}\n  - {id: signed, label: " KIT_L("Signed") "}\n"
    "  - {id: done, final: true, label: " KIT_L("Done") "}\n"
    "moves:\n"
    "  - {id: send, label: " KIT_L("Send") ", from: [draft], to: sent, roles: [OFF], undo: 24, need: [rank],\n"
    "     effects: [{create: asked, values: [{field: who, value: \"'A'\"}]}, {create: asked, values: [{field: who, value: \"'B'\"}]},\n"
    "               {set: sent_on, value: \"today()\"}, {set: seen_at, value: \"now()\"}]}\n"
    "  - {id: check, label: " KIT_L("Check") ", from: [sent], to: checked, roles: [OFF, HEAD], undo: 24, not_by: [send],\n"
    "     effects: [{set: sent_on, value: \"adddays(sent_on, 1)\", replace: true}]}\n"
    "  - {id: sign, label: " KIT_L("Sign") ", from: [checked], to: signed, roles: [DIR], undo: 24, not_by: [send, check]}\n"
    "  - {id: close, label: " KIT_L("Close") ", from: [signed], to: done, roles: [DIR], undo: 24,\n"
    "     effects: [{create: letter, values: [{field: about, value: \"id\"}, {field: text, value: \"name\"}]}]}\n";
static const char review_yaml[] =
    "id: review\nlabel: " KIT_L("Review") "\naccess: [{roles: [OFF], may: [read, update], scope: all}]\n"
    "fields:\n  - {id: what, label: " KIT_L("What") ", type: text(20)}\n  - {id: planned_at, label: " KIT_L("Planned") ", type: dt}\n"
    "  - {id: by, label: " KIT_L("By") ", type: text(20), required: true}\n"
    "opens:\n  - {id: log, every: week, values: [{field: what, value: \"'log'\"}, {field: planned_at, value: \"now()\"}]}\n"
    "  - {id: accounts, every: quarter, day: 53, values: [{field: what, value: \"'accounts'\"}]}\n"
    "  - {id: later, every: year, valid_from: 2027-01-01, values: [{field: what, value: \"'later'\"}]}\n";
static const char opinion_yaml[] = "id: opinion\nlabel: " KIT_L("Opinion") "\nparents: [paper]\ntitle: who\n"
                                   "fields:\n  - {id: who, label: " KIT_L("Who") ", type: text(20)}\n"
                                   "  - {id: says, label: " KIT_L("Says") ", type: text(20), required: true}\n";
static const char letter_yaml[] =
    "id: letter\nlabel: " KIT_L("Letter") "\naccess: [{roles: [OFF], may: [read], scope: all}]\n"
    "fields:\n  - {id: about, label: " KIT_L("About") ", type: \"ref:paper\"}\n  - {id: text, label: " KIT_L("Text") ", type: text(40)}\n";
static const char rule_yaml[] =
    "- {code: U1, kind: paper, label: " KIT_L("U") ", trigger: [draft_at], n: \"3\", unit: d, direction: after, stop: [sent_at], mark: D}\n";

static enum status saved(struct ctx *cx, struct record *rec, const struct record_change *c)
{
    (void)c;
    return deadline_refresh(cx, rec);
}

static int load(void **state)
{
    static const struct record_hooks hooks = {check_record, saved};
    struct deadline_rule *rules;
    struct kind *at[4];
    struct kinds *ks;
    size_t n;

    if (kit_open(state) != 0)
        return -1;
    KIT_OK(kind_load_text(&kit_cx, "paper.yaml", str_of(paper_yaml), &at[0]));
    KIT_OK(kind_load_text(&kit_cx, "opinion.yaml", str_of(opinion_yaml), &at[1]));
    KIT_OK(kind_load_text(&kit_cx, "letter.yaml", str_of(letter_yaml), &at[2]));
    KIT_OK(kind_load_text(&kit_cx, "review.yaml", str_of(review_yaml), &at[3]));
    KIT_OK(kind_link(&kit_cx, at, 4, &ks));
    KIT_OK(kind_check_all(&kit_cx, ks));
    kind_install(ks);
    KIT_OK(migrate_run(&kit_cx, kind_all(), NULL));
    KIT_OK(deadline_load_text(&kit_cx, "rules", str_of(rule_yaml), &rules, &n));
    deadline_install(rules, n);
    record_install_hooks(&hooks);
    return 0;
}

static int drop(void **state)
{
    record_install_hooks(NULL);
    deadline_install(NULL, 0);
    return kit_close(state);
}

static int begin(void **state)
{
    kit_cx.fixed_now = date_instant((struct date){2026, 11, 20}, 8, 0);
    return kit_clear(state);
}

static struct record *sent_paper(int64_t by)
{
    struct record *rec;

    kit_person(by, ROLE_OFF, 0);
    rec = record_new(&kit_cx, kit_kind("paper"));
    record_set(&kit_cx, rec, "name", "x");
    KIT_OK(record_save(&kit_cx, rec, NULL));
    kit_cx.fixed_now += 3600;
    struct lifecycle_value v = {"rank", "3"};
    KIT_OK(lifecycle_move(&kit_cx, rec, "send", &v, 1, NULL));
    return rec;
}

static size_t children(struct record *rec)
{
    struct record_set set;

    KIT_OK(record_children(&kit_cx, rec, "asked", &set));
    return set.n;
}

static struct record *again(struct record *rec)
{
    KIT_OK(record_load(&kit_cx, rec->kind, rec->id, &rec));
    return rec;
}

static const char *stage(struct record *rec)
{
    struct rows *r;

    KIT_OK(db_one(&kit_cx, &r, "SELECT stage FROM due WHERE record_id = ?", db_i(rec->id)));
    return rows_text(r, "stage");
}

static void taken_back(void **state)
{
    struct record *rec = sent_paper(5);
    struct lifecycle_undo u;
    struct history_row *h;
    size_t n;

    (void)state;
    assert_int_equal(children(rec), 2);
    assert_string_equal(record_get(rec, "seen_at"), "2026-11-20T02:00:00Z"); /* an instant in a field of instants */
    assert_string_equal(stage(rec), "done");
    rec = again(rec);
    KIT_OK(lifecycle_undo_of(&kit_cx, rec, &u));
    assert_string_equal(u.move->id, "send");
    assert_string_equal(u.from, "draft");
    KIT_OK(lifecycle_undo(&kit_cx, rec, "too early"));
    rec = again(rec);
    assert_string_equal(rec->state, "draft");
    assert_null(record_get(rec, "sent_on")); /* what the effects and the form had set */
    assert_null(record_get(rec, "rank"));
    assert_int_equal(children(rec), 0);
    assert_string_equal(record_get(rec, "n_asked"), "0");
    assert_string_equal(stage(rec), "warn"); /* the clock runs as if it had never been sent */
    KIT_OK(history_of(&kit_cx, rec->id, false, 0, &h, &n));
    bool told = false;
    for (size_t i = 0; i < n; i++)
        told = told || (strcmp(h[i].what, "undo") == 0 && strcmp(h[i].why, "too early") == 0);
    assert_true(told); /* the audit keeps both */
    KIT_OK(lifecycle_undo_of(&kit_cx, rec, &u));
    assert_null(u.move);
    struct lifecycle_value v = {"rank", "4"};
    KIT_OK(lifecycle_move(&kit_cx, rec, "send", &v, 1, NULL)); /* and again */
    assert_int_equal(children(rec), 2);
    KIT_OK(lifecycle_undo(&kit_cx, again(rec), NULL));
    int64_t rows, bad;
    const char *why;
    KIT_OK(history_verify(&kit_cx, &rows, &bad, &why));
    assert_int_equal(bad, 0);
}

static void not_taken_back(void **state)
{
    struct record *rec = sent_paper(5);
    struct lifecycle_undo u;
    struct record_set set;

    (void)state;
    kit_person(6, ROLE_OFF, 0); /* another person */
    KIT_IS(lifecycle_undo(&kit_cx, again(rec), NULL), E_STATE);
    ctx_clear(&kit_cx);
    kit_person(5, ROLE_OFF, 0);
    kit_cx.fixed_now += 24 * 3600 + 1; /* too late */
    KIT_IS(lifecycle_undo(&kit_cx, again(rec), NULL), E_STATE);
    assert_true(kit_problem("", "problem.undo"));
    ctx_clear(&kit_cx);
    kit_cx.fixed_now -= 3600;
    KIT_OK(record_children(&kit_cx, rec, "asked", &set));
    record_set(&kit_cx, set.at[0], "says", "yes");
    KIT_OK(record_save(&kit_cx, set.at[0], NULL)); /* someone has answered */
    KIT_OK(lifecycle_undo_of(&kit_cx, again(rec), &u));
    assert_non_null(u.refused);
    rec = sent_paper(5);
    rec = again(rec);
    record_set(&kit_cx, rec, "name", "y");
    KIT_OK(record_save(&kit_cx, rec, NULL)); /* the record has gone on */
    KIT_OK(lifecycle_undo_of(&kit_cx, again(rec), &u));
    assert_non_null(u.refused);
}

static void hands(void **state)
{
    struct record *rec = sent_paper(5);
    struct lifecycle_move *moves;
    size_t n;

    (void)state;
    rec = again(rec);
    KIT_OK(lifecycle_moves(&kit_cx, rec, &moves, &n));
    assert_false(moves[0].allowed);
    assert_non_null(strstr(moves[0].refused, "Send"));
    KIT_IS(lifecycle_move(&kit_cx, rec, "check", NULL, 0, NULL), E_DENIED); /* who sent it does not check it */
    assert_true(kit_problem("", "problem.not_by"));
    ctx_clear(&kit_cx);
    kit_person(6, ROLE_HEAD, 0);
    KIT_OK(lifecycle_move(&kit_cx, again(rec), "check", NULL, 0, NULL));
    rec = again(rec);
    assert_string_equal(record_get(rec, "sent_on"), "2026-11-21"); /* replaced, though it was filled */
    kit_person(6, ROLE_DIR, 0);
    KIT_IS(lifecycle_move(&kit_cx, rec, "sign", NULL, 0, NULL), E_DENIED);
    ctx_clear(&kit_cx);
    kit_person(7, ROLE_DIR, 0);
    KIT_OK(lifecycle_move(&kit_cx, again(rec), "sign", NULL, 0, NULL));
    struct lifecycle_undo u;
    KIT_OK(lifecycle_undo_of(&kit_cx, again(rec), &u));
    assert_non_null(u.refused); /* a number was given out */
    KIT_OK(lifecycle_move(&kit_cx, again(rec), "close", NULL, 0, NULL));
    KIT_OK(lifecycle_undo_of(&kit_cx, again(rec), &u));
    assert_non_null(u.refused); /* another register has something of it now */
    kit_system();
    struct record *letter;
    KIT_OK(record_find(&kit_cx, kit_kind("letter"), "about", arena_printf(kit_cx.mem, "%lld", (long long)rec->id), &letter));
    assert_string_equal(record_get(letter, "text"), "x");
    assert_string_equal(letter->province, "46");
}

/* A move back and forth: the way back is taken by the newest entry, not by the first of its name. */
static void second_step(void **state)
{
    struct record *rec = sent_paper(5);

    (void)state;
    kit_person(6, ROLE_HEAD, 0);
    KIT_OK(lifecycle_move(&kit_cx, again(rec), "check", NULL, 0, NULL));
    KIT_OK(lifecycle_undo(&kit_cx, again(rec), NULL));
    rec = again(rec);
    assert_string_equal(rec->state, "sent");
    assert_string_equal(record_get(rec, "sent_on"), "2026-11-20");
    kit_person(5, ROLE_OFF, 0);
    KIT_OK(lifecycle_undo(&kit_cx, rec, NULL)); /* the one before, by who made it */
    assert_string_equal(again(rec)->state, "draft");
    assert_int_equal(children(rec), 0);
}

static int64_t reviews(const char *what)
{
    struct list_query *q;
    int64_t n;

    KIT_OK(list_parse(&kit_cx, kit_kind("review"), str_of(arena_printf(kit_cx.mem, "what=%s", what)), &q));
    KIT_OK(list_count(&kit_cx, q, &n));
    return n;
}

/* One record per period, whenever and however often the job runs. */
static void periods(void **state)
{
    int64_t n;

    (void)state;
    kit_cx.fixed_now = date_instant((struct date){2026, 11, 20}, 8, 0); /* day 51 of the quarter, week 47 */
    KIT_OK(opening_tick(&kit_cx, NULL, &n));
    assert_int_equal(n, 1);
    KIT_OK(opening_tick(&kit_cx, NULL, &n));
    assert_int_equal(n, 0);
    kit_cx.fixed_now = date_instant((struct date){2026, 11, 22}, 23, 0); /* Sunday of the same week, day 53 */
    KIT_OK(opening_tick(&kit_cx, NULL, &n));
    assert_int_equal(n, 1);
    kit_cx.fixed_now = date_instant((struct date){2026, 11, 23}, 0, 5);
    KIT_OK(opening_tick(&kit_cx, NULL, &n));
    assert_int_equal(n, 1);
    assert_int_equal(reviews("log"), 2);
    assert_int_equal(reviews("accounts"), 1);
    kit_cx.fixed_now = date_instant((struct date){2027, 1, 1}, 8, 0); /* a Friday: still week 53 of 2026 */
    KIT_OK(opening_tick(&kit_cx, NULL, &n));
    assert_int_equal(n, 2); /* that week's, and the one that counts from 2027 */
    struct rows *r;
    KIT_OK(db_one(&kit_cx, &r, "SELECT period FROM opened WHERE opening = 'log' ORDER BY period DESC LIMIT 1"));
    assert_string_equal(rows_text(r, "period"), "2026-W53");
}

static bool told(const char *key)
{
    for (const struct problem *p = kit_cx.problems; p != NULL; p = p->next)
        if (strcmp(p->key, key) == 0)
            return true;
    return false;
}

/* What is wrong in a file is named, for the moves and openings of a kind and for rules. */
static void faults(void **state)
{
#define HEAD "id: bad\nlabel: " KIT_L("B") "\naccess: [{roles: [OFF], may: [read], scope: all}]\n" \
             "fields:\n  - {id: name, label: " KIT_L("N") ", type: text(20)}\n" \
             "states:\n  - {id: a, label: " KIT_L("A") "}\n  - {id: b, final: true, label: " KIT_L("B") "}\n" \
             "moves:\n  - {id: go, label: " KIT_L("G") ", from: [a], to: b, roles: [OFF]"
    static const struct {
        const char *yaml, *key;
    } kinds[] = {{HEAD ", not_by: [come]}\n", "kind.not_by"},
                 {HEAD ", effects: [{create: nothing}]}\n", "kind.effect"},
                 {HEAD "}\nopens:\n  - {id: o, every: fortnight}\n", "kind.every"},
                 {HEAD "}\nopens:\n  - {id: o, every: week, values: [{field: x, value: \"1\"}]}\n", "kind.unknown_name"},
                 {HEAD "}\nopens:\n  - {id: o, every: week, values: [{field: name, value: \"nobody\"}]}\n", "kind.unknown_name"}};
#define RULE "- {code: X, kind: paper, label: " KIT_L("X") ", n: \"1\", direction: after, mark: D, unit: "
    static const struct {
        const char *yaml, *key;
    } rules[] = {{RULE "d, trigger: [sent_on], warn: [3x]}\n", "kind.step"},
                 {RULE "d, trigger: [sent_on], escalate: [HEAD]}\n", "kind.step"},
                 {RULE "d, trigger: [sent_on], escalate: [\"CAPTAIN +1wd\"]}\n", "kind.role"},
                 {RULE "d, trigger: [sent_on], who: \"@name\"}\n", "kind.role"},
                 {RULE "d, trigger: [name]}\n", "kind.trigger"},
                 {RULE "d, trigger: [nothing]}\n", "kind.unknown_name"},
                 {RULE "d, trigger: [sent_on], stop: [nothing]}\n", "kind.unknown_name"},
                 {RULE "d, trigger: [sent_on], paused_in: [nowhere]}\n", "kind.no_state"},
                 {RULE "d, trigger: [sent_on], late: [{field: n_asked, value: \"1\"}]}\n", "kind.unknown_name"},
                 {RULE "fixed}\n", "kind.trigger"},
                 {RULE "weeks, trigger: [sent_on]}\n", "kind.unit"}};
    struct deadline_rule *r;
    struct kind *k;
    struct kinds *ks;
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        ctx_clear(&kit_cx);
        KIT_OK(kind_load_text(&kit_cx, "bad.yaml", str_of(kinds[i].yaml), &k));
        if (kind_link(&kit_cx, &k, 1, &ks) == OK)
            KIT_IS(kind_check_all(&kit_cx, ks), E_INVALID);
        assert_true(told(kinds[i].key));
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        ctx_clear(&kit_cx);
        KIT_IS(deadline_load_text(&kit_cx, "bad", str_of(rules[i].yaml), &r, &n), E_INVALID);
        assert_true(told(rules[i].key));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup(taken_back, begin), cmocka_unit_test_setup(not_taken_back, begin),
                                       cmocka_unit_test_setup(hands, begin), cmocka_unit_test_setup(second_step, begin),
                                       cmocka_unit_test_setup(periods, begin), cmocka_unit_test_setup(faults, begin)};
    kit_used();
    return cmocka_run_group_tests_name("undo", tests, load, drop);
}
